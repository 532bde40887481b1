"""The ladders an office wrote in place of those the house comes with: append-only; the last one of a group counts.

Which are in force is read with the rules (store/rules.py).
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.law.escalation import Ladder
from caseflow.law.ladders import Group, read
from caseflow.store.db import Model, Term, db, is_postgresql
from caseflow.store.deadlines import Deadline, DueRow

LOCK = 7_114_204  # any number of its own, the same in every process: who holds it writes a ladder


class LadderRow(Model):
    """How an office warns of the dates of a group, who hears at which level, on what basis."""

    __tablename__ = "ladder"
    id: Mapped[int] = mapped_column(primary_key=True)
    group: Mapped[Group] = mapped_column("family_group", Term(Group))
    version: Mapped[int]
    rungs: Mapped[dict[str, Any]]
    basis: Mapped[str]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    entered_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("family_group", "version"),)

    def value(self) -> Ladder:
        """The row as the law floor reads it."""
        return read(self.rungs)


def ladder_rows() -> dict[Group, LadderRow]:
    """The last word on each group of which an office said anything."""
    return {row.group: row for row in db.session.scalars(select(LadderRow).order_by(LadderRow.version))}


def next_version() -> int:
    """The number of the coming ladder; whoever else would write one waits until this one is decided."""
    if is_postgresql():
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    return (db.session.scalar(select(func.max(LadderRow.version))) or 0) + 1


class Armed(NamedTuple):
    """A date that runs, and when it is looked at next."""

    due: DueRow
    at: datetime


def armed(families: Collection[str], *, but: bool = False, limit: int) -> list[Armed]:
    """The dates of some families, or of all others, that are to be looked at some time, the soonest first."""
    columns = [getattr(Deadline, name) for name in DueRow._fields]
    which = Deadline.family.not_in(sorted(families)) if but else Deadline.family.in_(sorted(families))
    query = select(*columns, Deadline.next_alert_at).where(Deadline.next_alert_at.is_not(None), which)
    rows = db.session.execute(query.order_by(Deadline.next_alert_at, Deadline.id).limit(limit))
    return [Armed(DueRow(*row[:-1]), row[-1]) for row in rows]
