"""A clock day by day: which days were counted, which were not and why, and where the count ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from caseflow.law.counting import BACKWARD, BY_WORKING_DAYS
from caseflow.law.marks import Clock, Pause
from caseflow.law.terms import ClockState, Term, Unit
from caseflow.law.working_days import WorkingCalendar

ONE_DAY = timedelta(days=1)
LATE_DAYS_SHOWN = 10
COUNTED_DAY_BY_DAY = frozenset({Unit.CALENDAR_DAYS, Unit.WORKING_DAYS})
COUNTED_BACK = frozenset({Unit.CALENDAR_DAYS_BEFORE, Unit.WORKING_DAYS_BEFORE})
SATURDAY = 5
WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


class DayStrip(Term):
    """What a day is to a clock."""

    START = "start", "ngày bắt đầu, không tính"
    COUNTED = "counted", "được tính"
    SKIPPED = "skipped", "không tính"
    MADE_UP = "made_up", "ngày làm bù, được tính"
    DUE = "due", "ngày đến hạn"
    ROLLED = "rolled", "ngày nghỉ, hạn dời tiếp"
    LATE = "late", "quá hạn"
    PAUSED = "paused", "tạm dừng, không tính"
    ADDED = "added", "ngày được thêm, được tính"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the strip; `number` is its place in the count, 0 for the start, and past the end how late it is.

    `cause` names the decision without which the day would not be what it is: the one that suspended, or added the day.
    """

    on: date
    weekday: str
    counted: bool
    number: int | None
    reason: str
    kind: DayStrip
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Addition:
    """Days that a decision added to a count: those after one number up to another."""

    after: int
    up_to: int
    words: str
    cause: str


def additions(clock: Clock) -> tuple[Addition, ...]:
    """What was added to the count that first ran, in order: a longer wording that was determined, an extension."""
    found, reached = [], clock.changes[0].before if clock.changes else clock.amount or 0
    for change in clock.changes:
        if change.after > reached:
            words = f"thêm do xác định {change.variant.label} ({change.basis})"
            found.append(Addition(reached, change.after, words, change.cause))
            reached = change.after
    reached = clock.amount or 0
    for extension in clock.extensions:
        if extension.counted:
            words = f"thêm do gia hạn ({extension.basis})"
            found.append(Addition(reached, reached + extension.amount, words, extension.cause))
            reached += extension.amount
    return tuple(found)


def explain(clock: Clock, calendar: WorkingCalendar, today: date) -> tuple[Day, ...]:
    """The days of a clock in order.

    A period that is not counted by days shows its start and its ends only. After the end of a late clock at most
    ten days are shown, and the last.
    """
    if clock.unit in COUNTED_BACK:
        return tuple(_counted_back(clock, calendar))
    if clock.unit in COUNTED_DAY_BY_DAY:
        return (*_counted(clock, calendar, today), *_late(clock, calendar, today))
    return (*_ends_only(clock, calendar), *_late(clock, calendar, today))


def _day(on: date, kind: DayStrip, *, number: int | None = None, reason: str = "", cause: str = "") -> Day:
    counted = bool(number)
    return Day(on, WEEKDAYS[on.weekday()], counted, number, reason, kind, cause)


def days_after(first: date, last: date) -> Iterator[date]:
    """The days after one up to and including another."""
    for step in range(1, (last - first).days + 1):
        yield first + timedelta(days=step)


def _pause_of(clock: Clock, day: date, today: date) -> Pause | None:
    return next((pause for pause in clock.pauses if pause.from_ < day <= (pause.to or today)), None)


def _counted(clock: Clock, calendar: WorkingCalendar, today: date) -> Iterator[Day]:
    """From the start to the legal end."""
    yield _day(clock.start_on, DayStrip.START, number=0, reason="ngày bắt đầu, không tính")
    number = 0
    by_working_days, added = clock.unit in BY_WORKING_DAYS, additions(clock)
    for on in days_after(clock.start_on, clock.due_strict):
        pause = _pause_of(clock, on, today)
        if pause is not None:
            yield _day(on, DayStrip.PAUSED, reason="tạm dừng", cause=pause.cause)
        elif by_working_days and not calendar.is_working(on):
            yield _day(on, DayStrip.SKIPPED, reason=calendar.why(on))
        else:
            number += 1
            yield _counted_day(clock, calendar, on, number, added)
    yield from _rolled(clock, calendar)


def _counted_day(clock: Clock, calendar: WorkingCalendar, on: date, number: int, added: tuple[Addition, ...]) -> Day:
    """A day that counts; beyond the first end of the clock it says what added it."""
    by = next((one for one in added if one.after < number <= one.up_to), None)
    kind = DayStrip.ADDED if by else DayStrip.COUNTED
    if clock.unit is Unit.WORKING_DAYS and calendar.is_made_up(on):
        kind = DayStrip.MADE_UP
    if on == clock.due_legal:
        kind = DayStrip.DUE
    reason = ", ".join(part for part in (calendar.why(on), by.words if by else "") if part)
    return _day(on, kind, number=number, reason=reason, cause=by.cause if by else "")


def _rolled(clock: Clock, calendar: WorkingCalendar) -> Iterator[Day]:
    """The days after the strict end up to the legal one."""
    for on in days_after(clock.due_strict, clock.due_legal):
        if on == clock.due_legal:
            yield _day(on, DayStrip.DUE, reason="hạn dời sang ngày làm việc kế tiếp")
        else:
            yield _day(on, DayStrip.ROLLED, reason=calendar.why(on))


def _counted_back(clock: Clock, calendar: WorkingCalendar) -> Iterator[Day]:
    """From the day by which it must be done to the day before which it must be done."""
    number = clock.total or 0
    by_working_days = clock.unit in BY_WORKING_DAYS
    for on in (clock.due_legal, *days_after(clock.due_legal, clock.start_on - ONE_DAY)):
        if by_working_days and not calendar.is_working(on):
            yield _day(on, DayStrip.SKIPPED, reason=calendar.why(on))
            continue
        made_up = by_working_days and calendar.is_made_up(on)
        kind = DayStrip.MADE_UP if made_up else DayStrip.COUNTED
        kind = DayStrip.DUE if on == clock.due_legal else kind
        yield _day(on, kind, number=number, reason=calendar.why(on))
        number -= 1
    yield _day(clock.start_on, DayStrip.START, number=0, reason="ngày mốc, không tính")


def _ends_only(clock: Clock, calendar: WorkingCalendar) -> Iterator[Day]:
    """Start and end of a period that is not counted day by day, in the order of their dates."""
    start = _day(clock.start_on, DayStrip.START, number=0, reason="ngày bắt đầu")
    backward = clock.unit in BACKWARD
    if not backward and clock.start_on != clock.due_strict:
        yield start
    kind = DayStrip.DUE if clock.due_strict == clock.due_legal else DayStrip.COUNTED
    yield _day(clock.due_strict, kind, reason=calendar.why(clock.due_strict))
    yield from _rolled(clock, calendar)
    if backward and clock.start_on != clock.due_strict:
        yield start


def _late(clock: Clock, calendar: WorkingCalendar, today: date) -> Iterator[Day]:
    """The days after the legal end of a clock that is or was late, with what each is late by."""
    if clock.state not in {ClockState.OVERDUE, ClockState.MET_LATE}:
        return
    last = clock.met_on or today
    days = list(days_after(clock.due_legal, last))
    shown = days[:LATE_DAYS_SHOWN] + days[LATE_DAYS_SHOWN:][-1:]
    by_working_days = clock.unit in BY_WORKING_DAYS
    for on in shown:
        worked = calendar.working_days_between(clock.due_legal, on) if calendar.is_working(on) else None
        by = worked if by_working_days else (on - clock.due_legal).days
        reason = f"quá {in_unit(clock, calendar, clock.due_legal, on)}"
        yield Day(on, WEEKDAYS[on.weekday()], counted=False, number=by, reason=reason, kind=DayStrip.LATE, cause="")


def in_unit(clock: Clock, calendar: WorkingCalendar, a: date, b: date) -> str:
    """The days after one day up to another in the unit of the clock, in plain days where no working day passed."""
    worked = calendar.working_days_between(a, b) if clock.unit in BY_WORKING_DAYS else 0
    if worked:
        return f"{worked} ngày làm việc"
    return f"{(b - a).days} ngày"
