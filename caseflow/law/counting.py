"""How a period is counted: from a start, an amount and the calendar to the day it ends.

Two ends: the strict one is the plain count, the legal one is moved off days off (BLDS Điều 147, 148.5). The
readings where the texts are silent stand in one place, here.
"""

from calendar import isleap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseflow.law.clock import local_date
from caseflow.law.period import Period
from caseflow.law.terms import Roll, Unit
from caseflow.law.working_days import WorkingCalendar

HOURS_A_DAY = 24
LEAP_DAY = (2, 29)
BACKWARD = frozenset({Unit.CALENDAR_DAYS_BEFORE, Unit.WORKING_DAYS_BEFORE, Unit.HOURS_BEFORE})
BY_WORKING_DAYS = frozenset({Unit.WORKING_DAYS, Unit.WORKING_DAYS_BEFORE})

Pauses = Iterable[tuple[date, date]]
"""The day of each suspension and the day of its continuation, in order, not overlapping."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a period ends: by the plain count, by the law, and for periods in hours at what moment."""

    strict: date
    legal: date
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """Where a count begins: the day, the moment where one is known, the end where a document sets it."""

    on: date
    moment: datetime | None = None
    due: date | None = None


def due(period: Period, start: Start, calendar: WorkingCalendar, *, extra: int = 0, pauses: Pauses = ()) -> Due:
    """The ends of a period of its amount and `extra`; the period must be one that yields a date."""
    if period.unit in {Unit.HOURS, Unit.HOURS_BEFORE}:
        return _by_the_clock(period, start)
    strict = _strict(period, start, calendar, extra, pauses)
    legal = calendar.roll_forward(strict) if period.rolls is Roll.FORWARD else strict
    return Due(strict, legal)


def _strict(period: Period, start: Start, calendar: WorkingCalendar, extra: int, pauses: Pauses) -> date:
    """The plain count of days."""
    amount = (period.amount or 0) + extra
    match period.unit:
        case Unit.CALENDAR_DAYS | Unit.YEARS:
            if period.unit is Unit.YEARS:
                amount = _days_between(start.on, corresponding_day(start.on, amount))
            return _walk(start.on, amount, pauses, _plus_days, _days_between)
        case Unit.WORKING_DAYS:
            return _walk(start.on, amount, pauses, calendar.add, calendar.working_days_between)
        case Unit.CALENDAR_DAYS_BEFORE:
            return start.on - timedelta(days=amount)
        case Unit.WORKING_DAYS_BEFORE:
            return calendar.count_back(start.on, amount)
        case Unit.DAY_OF_MONTH:
            return start.on.replace(day=amount)
        case _:
            return start.due or start.on


def _walk(
    start: date,
    amount: int,
    pauses: Pauses,
    add: Callable[[date, int], date],
    between: Callable[[date, date], int],
) -> date:
    """Count an amount of days from a start, stepping over the days after each suspension up to its continuation.

    A suspension decided after the count had run out comes too late to move it.
    """
    at, left = start, amount
    for suspended, continued in pauses:
        run = between(at, max(suspended, at))
        if run >= left:
            break
        left -= run
        at = max(at, continued)
    return add(at, left)


def _plus_days(day: date, n: int) -> date:
    return day + timedelta(days=n)


def _days_between(a: date, b: date) -> int:
    return (b - a).days


def corresponding_day(day: date, years: int) -> date:
    """The same day so many years later; the last of February where there is no 29th (BLDS Điều 148.3)."""
    year = day.year + years
    if (day.month, day.day) == LEAP_DAY and not isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def _by_the_clock(period: Period, start: Start) -> Due:
    """Hours run by the clock and never roll; without a known hour whole days are counted."""
    hours = period.amount or 0
    if period.unit is Unit.HOURS_BEFORE:
        hours = -hours
    if start.moment is None:
        day = start.on + timedelta(days=int(hours / HOURS_A_DAY))
        return Due(day, day)
    moment = start.moment + timedelta(hours=hours)
    day = local_date(moment)
    return Due(day, day, moment)


def deciding_days(period: Period, start_on: date, end: Due) -> tuple[date, date] | None:
    """The days on which the calendar decides the end, both included; None where the calendar has no say."""
    if period.unit is Unit.WORKING_DAYS:
        return start_on + timedelta(days=1), end.legal
    if period.unit is Unit.WORKING_DAYS_BEFORE:
        return end.strict, start_on - timedelta(days=1)
    if period.rolls is Roll.FORWARD:
        return end.strict, end.legal
    return None
