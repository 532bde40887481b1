"""The engine: marks of a history in, clocks out. Pure; the calendar and the day come in as values.

The row of a clock is chosen by the day of its start, its variant by what was determined before it ended.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from caseflow.law.clock import local_date
from caseflow.law.counting import BACKWARD, Due, deciding_days
from caseflow.law.day_strip import Day, DayStrip, explain
from caseflow.law.errors import NoRuleError
from caseflow.law.marks import EVERY_FAMILY, Change, Clock, Extension, Mark, MarkKind, Pause
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS, not_a_date
from caseflow.law.telling import SETTLEMENT, Run, Telling, laid_out
from caseflow.law.terms import ClockState, Nature, Unit
from caseflow.law.wording import left_in_words, sentences, share_used
from caseflow.law.working_days import WorkingCalendar

__all__ = [
    "SETTLEMENT",
    "Change",
    "Clock",
    "Day",
    "DayStrip",
    "Extension",
    "Mark",
    "MarkKind",
    "Pause",
    "clock_for",
    "explain",
    "left_in_words",
    "not_a_date",
    "read",
    "sentences",
    "share_used",
]

NEVER_LATE = frozenset({Nature.EFFECT, Nature.MINIMUM})


def read(
    marks: Sequence[Mark],
    rules: Sequence[Period] = PERIODS,
    *,
    calendar: WorkingCalendar,
    today: date,
) -> tuple[Clock, ...]:
    """Every clock of a history as it stands on a day, in the order of their starts.

    Raises NoRuleError when a mark starts a family that no rule knows.
    """
    reading = _Reading(rules, calendar, today)
    clocks = [_clock(run, calendar, today) for run in reading.tell(marks).runs()]
    expired = [clock for clock in clocks if _expired_unsettled(clock, today)]
    opened = [
        clock
        for base in expired
        for family in laid_out(rules).opens.get(base.family, ())
        for clock in _opened(family, marks, base, reading)
    ]
    return tuple(sorted(clocks + opened, key=lambda clock: (clock.start_on, *clock.key)))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one reading goes by."""

    rules: Sequence[Period]
    calendar: WorkingCalendar
    today: date

    def tell(self, marks: Iterable[Mark]) -> Telling:
        return Telling(self.rules, self.calendar).tell(marks)


def _expired_unsettled(clock: Clock, today: date) -> bool:
    """Whether a period ran out, by its strict end, before what it waits for was done."""
    return today > clock.due_strict and (clock.met_on is None or clock.met_on > clock.due_strict)


def _opened(family: str, marks: Sequence[Mark], base: Clock, reading: _Reading) -> Iterator[Clock]:
    """The right that opens the day after the base's strict end and is counted from its legal one."""
    opens_on = base.due_strict + timedelta(days=1)
    cause = f"expiry:{base.start_cause}"
    start = Mark(MarkKind.START, family, base.due_legal, cause, variant=base.variant)
    determined = [
        mark for mark in marks if mark.family == family and mark.kind is MarkKind.VARIANT and mark.on < opens_on
    ]
    later = [
        mark
        for mark in marks
        if mark.family in {family, EVERY_FAMILY} and mark.kind is not MarkKind.START and mark.on >= opens_on
    ]
    for run in reading.tell([*determined, start, *later]).runs():
        run.occurrence = base.occurrence
        if run.cause == cause:
            run.cause = f"expiry:{base.cause}"
        yield replace(_clock(run, reading.calendar, reading.today), opens_on=opens_on)


def _clock(run: Run, calendar: WorkingCalendar, today: date) -> Clock:
    """One occurrence as it stands on a day."""
    row, start, met = run.row, run.start, run.end
    end = run.due(calendar, today)
    state = _state(run, end, today)
    span = deciding_days(row, start.on, end)
    return Clock(
        family=row.family,
        code=row.code,
        edition=row.edition,
        variant=row.variant,
        label=row.label,
        basis=row.basis,
        confidence=row.confidence,
        start_on=start.on,
        start_cause=start.cause,
        occurrence=run.occurrence,
        amount=row.amount,
        unit=row.unit,
        due_strict=end.strict,
        due_legal=end.legal,
        moment=end.moment,
        pauses=tuple(run.pauses),
        extensions=tuple(run.extensions),
        met_on=met.on if met else None,
        met_cause=met.cause if met else "",
        state=state,
        opens_on=start.on if state is ClockState.PENDING else None,
        provisional=span is not None and calendar.crosses_provisional(*span),
        cause=_cause(run.cause, state, span, calendar),
        period=row,
        changes=tuple(run.changes),
    )


def _state(run: Run, end: Due, today: date) -> ClockState:
    """How an occurrence stands on a day; only a duty can be overdue, a right or an effect lapses."""
    row = run.row
    if run.end is not None:
        late = row.nature not in NEVER_LATE and _is_late(end, run.end)
        return ClockState.MET_LATE if late else ClockState.MET
    if run.is_paused and run.pauses[-1].from_ <= end.legal:  # one that came after the end cures no delay
        return ClockState.PAUSED
    if today < run.start.on and row.unit not in BACKWARD and row.unit is not Unit.BY_DOCUMENT:
        return ClockState.PENDING
    if today > end.legal:
        return ClockState.OVERDUE if row.nature is Nature.DUTY else ClockState.LAPSED
    return ClockState.RUNNING


def _is_late(end: Due, met: Mark) -> bool:
    """Whether the end came too late: by the hour where both hours are known, else by the day."""
    if end.moment is not None and met.moment is not None:
        return met.moment > end.moment
    return met.on > end.legal


def _cause(cause: str, state: ClockState, span: tuple[date, date] | None, calendar: WorkingCalendar) -> str:
    """The event that last set the end, with the calendar version that decided it where that is a later one.

    The end of a paused clock moves with every day, so no calendar decides it yet.
    """
    if span is None or state is ClockState.PAUSED:
        return cause
    version = calendar.version_touching(*span)
    return f"{cause}/lich:{version}" if version > 1 else cause


def clock_for(period: Period, start: date | datetime, *, calendar: WorkingCalendar, today: date) -> Clock:
    """One period from one start, without a history; a moment is needed only for periods in hours.

    Raises NoRuleError, with the reason, for a row that yields no date.
    """
    reason = not_a_date(period)
    if reason:
        raise NoRuleError(f"{period.code} – {period.label}: {reason}.", basis=period.basis)
    moment = start if isinstance(start, datetime) else None
    on = local_date(start) if isinstance(start, datetime) else start
    mark = Mark(MarkKind.START, period.family, on, "", moment=moment)
    return _clock(Run(mark, 1, period, {period.variant}, ""), calendar, today)
