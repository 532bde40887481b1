"""The calendar of working days as data: append-only rows with a version; the last one of a day counts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, aliased, mapped_column

from caseflow.law.working_days import CalendarDay, DayKind, WorkingCalendar
from caseflow.store.db import Model, Term, db, is_postgresql

LOCK = 7_114_202  # any number but the journal's, the same in every process: who holds it changes the calendar


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


_read: dict[tuple[object, ...], WorkingCalendar] = {}


def calendar_version() -> int:
    """The number of the last change to the calendar."""
    return db.session.scalar(select(func.max(CalendarRow.version))) or 0


def working_calendar() -> WorkingCalendar:
    """The calendar in force; asked for once in a transaction, and built anew only when it has changed."""
    seen = db.session().info
    if "calendar" not in seen:
        keep_calendar(db.session.execute(newest_day()).first() or ())
    found: WorkingCalendar = seen["calendar"]
    return found


def newest_day() -> Select[*tuple[Any, ...]]:
    """The last row said of any day: what tells one state of the calendar from another.

    The row and not its number alone: a number taken back with its transaction is given again.
    """
    last = select(CalendarRow.version, CalendarRow.day, CalendarRow.kind, CalendarRow.reason, CalendarRow.status)
    return last.order_by(CalendarRow.version.desc(), CalendarRow.id.desc()).limit(1)


def keep_calendar(newest: Sequence[object]) -> None:
    """Keep, for this transaction, the calendar whose newest row this is, or nothing; one kept already stays."""
    seen = db.session().info
    if "calendar" not in seen:
        seen["calendar"] = _calendar(newest)


def forget_calendar() -> None:
    """Have the calendar read again: a row of it has just been written, or another transaction begins."""
    db.session().info.pop("calendar", None)


def _calendar(newest: Sequence[object]) -> WorkingCalendar:
    key = (str(db.engine.url), *(newest if any(newest) else ()))
    if key not in _read:
        rows = db.session.scalars(select(CalendarRow).order_by(CalendarRow.version, CalendarRow.day))
        _read.clear()
        _read[key] = WorkingCalendar(row.value() for row in rows)
    return _read[key]


def next_version() -> int:
    """The number of the coming change; whoever else would change the calendar waits until this one is decided."""
    if is_postgresql():
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    return calendar_version() + 1


def days_of(year: int) -> Sequence[CalendarRow]:
    """What is said of the days of a year, the last word on each, in order."""
    later = aliased(CalendarRow)
    overtaken = select(later.id).where(later.day == CalendarRow.day, later.version > CalendarRow.version).exists()
    query = select(CalendarRow).where(CalendarRow.day.between(date(year, 1, 1), date(year, 12, 31)), ~overtaken)
    return db.session.scalars(query.order_by(CalendarRow.day)).all()


def row_of(day: date) -> CalendarRow | None:
    """The last word on a day, if anything was said of it."""
    query = select(CalendarRow).where(CalendarRow.day == day).order_by(CalendarRow.version.desc()).limit(1)
    return db.session.scalar(query)
