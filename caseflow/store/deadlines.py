"""Deadlines: a narrow projection of the clocks, so that a sweep touches only what is due."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    FromClause,
    Index,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.law.escalation import NO_DUE_DATE
from caseflow.law.terms import Term as Vocabulary
from caseflow.store.bulk import among
from caseflow.store.db import Model, Term, db
from caseflow.store.subjects import Subject

REPLY = "XLD-REPLY"
"""The family of the answer that is awaited from whom a paper was forwarded to."""


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
        Index(
            "ix_deadline_awaited",
            "subject_id",
            sqlite_where=text(f"met_on IS NULL AND family = '{REPLY}'"),
            postgresql_where=text(f"met_on IS NULL AND family = '{REPLY}'"),
        ),
    )

    @property
    def key(self) -> str:
        """The natural key in one text, as alerts keep it."""
        return deadline_key(self.subject_id, self.family, self.start_cause, self.occurrence)


@cache
def running(row: FromClause = Deadline.__table__) -> ColumnElement[bool]:
    """The condition under which a deadline runs towards being late: not met, not paused, not merely awaiting a word."""
    return and_(row.c.met_on.is_(None), row.c.paused.is_(False), row.c.family.not_in(sorted(NO_DUE_DATE)))


def not_local(row: FromClause = Deadline.__table__) -> ColumnElement[bool]:
    """The condition under which a date is the law's or a document's: the province's own never count as overdue."""
    return row.c.origin != Origin.LOCAL


def awaited() -> ColumnElement[bool]:
    """The condition under which an answer is awaited from whom a paper was forwarded to."""
    family: ColumnElement[str] = literal_column(f"'{REPLY}'")  # as it stands in the index, so that it is used
    return and_(Deadline.family == family, Deadline.met_on.is_(None), Deadline.paused.is_(False))


def deadline_key(subject_id: int, family: str, start_cause: str, occurrence: int) -> str:
    """The natural key of a deadline in one text, as alerts keep it."""
    return f"{subject_id}:{family}:{start_cause}:{occurrence}"


def family_in(key: str) -> str:
    """The rule family that a natural key names."""
    return key.split(":", 2)[1]


class DueRow(NamedTuple):
    """What a sweep needs of a deadline."""

    id: int
    subject_id: int
    family: str
    start_cause: str
    occurrence: int
    code: str
    label: str
    start_on: date
    due_strict: date
    due_legal: date
    cause: str

    @property
    def key(self) -> str:
        """The natural key in one text, as alerts keep it."""
        return deadline_key(self.subject_id, self.family, self.start_cause, self.occurrence)


def due_ids(now: datetime, *, limit: int | None = None, hold: bool = True) -> list[int]:
    """The deadlines whose moment has come, the longest waiting first; if held, kept from other sweeps from now on."""
    query = select(Deadline.id).where(Deadline.next_alert_at <= now).order_by(Deadline.next_alert_at, Deadline.id)
    query = query.limit(limit)
    return list(db.session.scalars(query.with_for_update(skip_locked=True) if hold else query))


def due_rows(ids: Sequence[int]) -> list[DueRow]:
    """What a sweep needs of some deadlines."""
    columns = [getattr(Deadline, name) for name in DueRow._fields]
    return [DueRow(*row) for row in db.session.execute(select(*columns).where(among(Deadline.id, ids)))]


def codes_of(subject_ids: Collection[int]) -> dict[str, str]:
    """The rule code of every deadline of some subjects, by natural key."""
    key = (Deadline.subject_id, Deadline.family, Deadline.start_cause, Deadline.occurrence)
    query = select(Deadline.code, *key).where(among(Deadline.subject_id, subject_ids))
    return {
        deadline_key(subject_id, family, cause, occurrence): code
        for code, subject_id, family, cause, occurrence in db.session.execute(query)
    }


def look_again(ids: Sequence[int], at: datetime) -> None:
    """Set when some deadlines must be looked at next."""
    moved = update(Deadline).where(among(Deadline.id, ids)).values(next_alert_at=at)
    db.session.execute(moved, execution_options={"synchronize_session": False})


_OF_SUBJECT = (
    select(Deadline)
    .where(Deadline.subject_id == bindparam("subject_id"))
    .order_by(Deadline.id)
    .with_for_update()
    .execution_options(populate_existing=True)
)  # built once: it is asked at every step


def deadlines_to_rewrite(subject_id: int) -> Sequence[Deadline]:
    """Every deadline of a subject as it stands now, kept from sweeps until this transaction ends."""
    return db.session.scalars(_OF_SUBJECT, {"subject_id": subject_id}).all()


def subjects_touched(day: date) -> list[int]:
    """The subjects of which a running clock spans a day, or rests: the calendar of that day may move their dates.

    A clock that counts back from its start spans the days before it.
    """
    spans = and_(
        Deadline.due_legal >= day,
        or_(Deadline.start_on <= day, Deadline.due_strict <= day),
    )
    back = and_(Deadline.due_strict <= day, Deadline.start_on >= day)
    query = select(Deadline.subject_id).where(Deadline.met_on.is_(None), or_(spans, back, Deadline.paused)).distinct()
    return list(db.session.scalars(query.order_by(Deadline.subject_id)))
