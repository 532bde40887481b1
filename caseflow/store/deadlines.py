"""Deadlines: a narrow projection of the clocks, so that a sweep touches only what is due."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.law.rights import Reader
from caseflow.law.terms import Term as Vocabulary
from caseflow.store.db import Model, Term, db
from caseflow.store.matters import Matter, visible
from caseflow.store.subjects import Subject


class Origin(Vocabulary):
    """Where a due date comes from; the three are never mixed in figures."""

    STATUTORY = "statutory", "theo luật"
    DOCUMENT = "document", "theo văn bản"
    LOCAL = "local", "nội bộ"


class Deadline(Model):
    """One clock of a subject. Natural key: subject, rule family, start event, occurrence."""

    __tablename__ = "deadline"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"))
    family: Mapped[str] = mapped_column(String(32))
    start_cause: Mapped[str] = mapped_column(String(48))
    occurrence: Mapped[int]
    code: Mapped[str] = mapped_column(String(32))
    label: Mapped[str]
    origin: Mapped[Origin] = mapped_column(Term(Origin), default=Origin.STATUTORY)
    start_on: Mapped[date]
    due_strict: Mapped[date]
    due_legal: Mapped[date]
    met_on: Mapped[date | None]
    paused: Mapped[bool] = mapped_column(default=False)
    cause: Mapped[str] = mapped_column(String(64))  # the event, or the calendar version, that last set the date
    next_alert_at: Mapped[datetime | None]
    subject: Mapped[Subject] = relationship()

    __table_args__ = (
        UniqueConstraint("subject_id", "family", "start_cause", "occurrence"),
        Index(
            "ix_deadline_next_alert_at",
            "next_alert_at",
            sqlite_where=text("next_alert_at IS NOT NULL"),
            postgresql_where=text("next_alert_at IS NOT NULL"),
        ),
        Index(
            "ix_deadline_running",
            "due_legal",
            "id",
            sqlite_where=text("met_on IS NULL"),
            postgresql_where=text("met_on IS NULL"),
        ),
    )

    @property
    def key(self) -> str:
        """The natural key in one text, as alerts keep it."""
        return f"{self.subject_id}:{self.family}:{self.start_cause}:{self.occurrence}"


def deadlines_of(subject_id: int) -> Sequence[Deadline]:
    """Every deadline of a subject, running or met."""
    return db.session.scalars(select(Deadline).where(Deadline.subject_id == subject_id).order_by(Deadline.id)).all()


def running_seen_by(reader: Reader) -> Select[Any]:
    """The running deadlines a reader may know of, with their subject; for lists and the home page."""
    return (
        select(Deadline)
        .join(Subject, Subject.id == Deadline.subject_id)
        .join(Matter, Matter.id == Subject.matter_id)
        .where(Deadline.met_on.is_(None), visible(reader))
    )
