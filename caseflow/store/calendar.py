"""The calendar of working days as data: append-only rows with a version; the last one of a day counts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.law.working_days import CalendarDay, DayKind, WorkingCalendar
from caseflow.store.db import Model, Term, db


class CalendarRow(Model):
    """What a day is (off, worked, or as its weekday says), why, on what legal basis, since which version."""

    __tablename__ = "calendar_day"
    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    kind: Mapped[DayKind] = mapped_column(Term(DayKind))
    reason: Mapped[str]
    basis: Mapped[str]
    status: Mapped[str] = mapped_column(String(16), default="official")
    version: Mapped[int]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    entered_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("day", "version"),)

    def value(self) -> CalendarDay:
        """The row as the law floor reads it."""
        return CalendarDay(
            self.day,
            self.kind,
            self.reason,
            self.basis,
            provisional=self.status == "provisional",
            version=self.version,
        )


_read: dict[tuple[str, int], WorkingCalendar] = {}


def calendar_version() -> int:
    """The number of the last change to the calendar."""
    return db.session.scalar(select(func.max(CalendarRow.version))) or 0


def working_calendar() -> WorkingCalendar:
    """The calendar in force; built anew only when its version has changed."""
    key = (str(db.engine.url), calendar_version())
    if key not in _read:
        rows = db.session.scalars(select(CalendarRow).order_by(CalendarRow.version, CalendarRow.day))
        _read.clear()
        _read[key] = WorkingCalendar(row.value() for row in rows)
    return _read[key]
