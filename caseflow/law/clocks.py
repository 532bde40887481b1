"""The engine: marks of a history in, clocks out. Pure; the calendar and the day come in as values.

Marks are told in the order of the history: a step ends what was open when it was taken. The row of a clock is
chosen by the day of its start, its variant by what was determined before it ended.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from caseflow.law.clock import local_date
from caseflow.law.counting import BACKWARD, Due, Start, deciding_days, due
from caseflow.law.day_strip import Day, DayStrip, explain
from caseflow.law.errors import NoRuleError
from caseflow.law.marks import EVERY_FAMILY, Clock, Extension, Mark, MarkKind, Pause
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS, in_force, not_a_date
from caseflow.law.terms import ClockState, Nature, Unit, Variant
from caseflow.law.wording import left_in_words, sentences, share_used
from caseflow.law.working_days import WorkingCalendar

__all__ = [
    "SETTLEMENT",
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

SETTLEMENT = frozenset({"KN-GQ1", "KN-GQ2", "KN-KL-GQ", "TC-GQ"})
"""The families that a suspension of the whole case ("*") pauses."""

NEVER_LATE = frozenset({Nature.EFFECT, Nature.MINIMUM})


@dataclass(slots=True)
class _Run:
    """One occurrence of a family while its marks are being told."""

    start: Mark
    occurrence: int
    position: int
    row: Period
    variants: set[Variant]
    cause: str
    pauses: list[Pause] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    end: Mark | None = None

    @property
    def is_paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].to is None

    def close_pause(self, on: date) -> None:
        self.pauses[-1] = replace(self.pauses[-1], to=on)

    def due(self, calendar: WorkingCalendar, as_of: date) -> Due:
        """The ends as a day knows them; a pause that still lasts is taken to end on that day."""
        return due(
            self.row,
            Start(self.start.on, self.start.moment, self.start.due),
            calendar,
            extra=sum(extension.amount for extension in self.extensions if extension.counted),
            pauses=[(pause.from_, pause.to or max(as_of, pause.from_)) for pause in self.pauses],
        )


class _Telling:
    """The marks told so far: which clocks run, which have ended, what was determined of each family."""

    def __init__(self, rules: Sequence[Period], calendar: WorkingCalendar) -> None:
        self.rules = rules
        self.calendar = calendar
        self.open: dict[str, _Run] = {}
        self.ended: list[_Run] = []
        self.starts: dict[str, int] = {}
        self.determined: dict[str, set[Variant]] = {}

    def tell(self, marks: Iterable[Mark]) -> "_Telling":
        """Hear the marks out, in order."""
        for position, mark in enumerate(marks):
            if mark.kind is MarkKind.START:
                self._start(mark, position)
            elif mark.kind is MarkKind.VARIANT:
                self._determine(mark)
            else:
                for run in self._meant(mark):
                    self._change(run, mark)
        return self

    def runs(self) -> Iterator[_Run]:
        """Every clock that was not dropped or replaced."""
        yield from self.ended
        yield from self.open.values()

    def _meant(self, mark: Mark) -> list[_Run]:
        """The open clocks a mark speaks of."""
        if mark.family != EVERY_FAMILY:
            run = self.open.get(mark.family)
            return [run] if run else []
        only_settlement = mark.kind is MarkKind.PAUSE
        return [run for family, run in self.open.items() if not only_settlement or family in SETTLEMENT]

    def _start(self, mark: Mark, position: int) -> None:
        """Open a new occurrence in the place of the old; a duty the law of that day did not know starts nothing."""
        family = mark.family
        self.starts[family] = self.starts.get(family, 0) + 1
        variants = {*self.determined.get(family, ()), mark.variant or Variant.NORMAL}
        row = self._row(family, variants, mark.on)
        if row is None or not _yields_date(row, mark):
            return
        self.open[family] = _Run(mark, self.starts[family], position, row, variants, mark.cause)

    def _determine(self, mark: Mark) -> None:
        """Note a variant for a family, and give its running clock the wording of that variant."""
        variant = mark.variant or Variant.NORMAL
        self.determined.setdefault(mark.family, set()).add(variant)
        run = self.open.get(mark.family)
        if run is None:
            return
        run.variants.add(variant)
        row = self._row(mark.family, run.variants, run.start.on)
        if row is not None and row is not run.row:
            run.row, run.cause = row, mark.cause

    def _change(self, run: _Run, mark: Mark) -> None:
        """What an end, a drop, a pause, its end or an extension does to one clock."""
        match mark.kind:
            case MarkKind.END:
                if run.is_paused:
                    run.close_pause(mark.on)
                run.end = mark
                self.ended.append(self.open.pop(run.row.family))
            case MarkKind.DROP:
                del self.open[run.row.family]
            case MarkKind.PAUSE if not run.is_paused:
                run.pauses.append(Pause(mark.on, None, mark.cause))
            case MarkKind.RESUME if run.is_paused:
                run.close_pause(mark.on)
                run.cause = mark.cause
            case MarkKind.EXTEND:
                self._extend(run, mark)
            case _:
                pass

    def _extend(self, run: _Run, mark: Mark) -> None:
        """Add to the strict end, if the decision came before the current end (law.md, part a, note 2)."""
        row = in_force(self.rules, family=mark.extension, on=mark.on)
        counted = mark.on <= run.due(self.calendar, mark.on).legal
        run.extensions.append(
            Extension(mark.on, row.code, row.basis, row.amount or 0, mark.cause, counted)
        )
        if counted:
            run.cause = mark.cause

    def _row(self, family: str, variants: set[Variant], on: date) -> Period | None:
        """The wording that governs a start, or None on a day before or after the family was law."""
        rows = [row for row in self.rules if row.family == family]
        if not rows:
            raise NoRuleError(f"Không có quy định nào thuộc nhóm {family}.")
        if not any(row.governs(on) for row in rows):
            return None
        return in_force(rows, on=on, family=family, variant=_combined(variants))


def _yields_date(row: Period, mark: Mark) -> bool:
    """Whether a start of this row has an end: by counting, or because its document sets one."""
    return mark.due is not None if row.unit is Unit.BY_DOCUMENT else not_a_date(row) is None


def _combined(variants: set[Variant]) -> Variant:
    """Complex and remote together are a variant of their own; otherwise whichever was determined."""
    if variants >= {Variant.COMPLEX, Variant.REMOTE}:
        return Variant.REMOTE_COMPLEX
    return max(variants, key=list(Variant).index)


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
    runs = list(_Telling(rules, calendar).tell(marks).runs())
    clocks = [_clock(run, calendar, today) for run in runs]
    openings = {row.family: row.after for row in rules if row.after}
    for family, base in openings.items():
        for run, clock in list(zip(runs, clocks, strict=False)):
            if clock.family == base and _expired_unsettled(clock, today):
                clocks += _opened(family, run, clock, marks, rules, calendar, today)
    return tuple(sorted(clocks, key=lambda clock: (clock.start_on, *clock.key)))


def _expired_unsettled(clock: Clock, today: date) -> bool:
    """Whether a period ran out, by its strict end, before what it waits for was done."""
    return today > clock.due_strict and (clock.met_on is None or clock.met_on > clock.due_strict)


def _opened(
    family: str,
    run: _Run,
    base: Clock,
    marks: Sequence[Mark],
    rules: Sequence[Period],
    calendar: WorkingCalendar,
    today: date,
) -> Iterator[Clock]:
    """The right that opens the day after the base's strict end and is counted from its legal one."""
    opens_on = base.due_strict + timedelta(days=1)
    start = Mark(
        MarkKind.START, family, base.due_legal, f"expiry:{base.start_cause}", variant=base.variant
    )
    determined = [mark for mark in marks if mark.family == family and mark.kind is MarkKind.VARIANT]
    later = [
        mark
        for mark in marks[run.position :]
        if mark.family in {family, EVERY_FAMILY} and mark.kind is not MarkKind.START and mark.on >= opens_on
    ]
    for opened in _Telling(rules, calendar).tell([*determined, start, *later]).runs():
        opened.occurrence = base.occurrence
        if opened.cause == start.cause:
            opened.cause = f"expiry:{base.cause}"
        yield replace(_clock(opened, calendar, today), opens_on=opens_on)


def _clock(run: _Run, calendar: WorkingCalendar, today: date) -> Clock:
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
    )


def _state(run: _Run, end: Due, today: date) -> ClockState:
    """How an occurrence stands on a day; only a duty can be overdue, a right or an effect lapses."""
    row = run.row
    if run.end is not None:
        late = row.nature not in NEVER_LATE and _is_late(end, run.end)
        return ClockState.MET_LATE if late else ClockState.MET
    if run.is_paused:
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


def _cause(
    cause: str, state: ClockState, span: tuple[date, date] | None, calendar: WorkingCalendar
) -> str:
    """The event that last set the end, with the calendar version that decided it where that is a later one.

    The end of a paused clock moves with every day, so no calendar decides it yet.
    """
    if span is None or state is ClockState.PAUSED:
        return cause
    version = calendar.version_touching(*span)
    return f"{cause}/lich:{version}" if version > 1 else cause


def clock_for(
    period: Period, start: date | datetime, *, calendar: WorkingCalendar, today: date
) -> Clock:
    """One period from one start, without a history; a moment is needed only for periods in hours.

    Raises NoRuleError, with the reason, for a row that yields no date.
    """
    reason = not_a_date(period)
    if reason:
        raise NoRuleError(f"{period.code} – {period.label}: {reason}.", basis=period.basis)
    moment = start if isinstance(start, datetime) else None
    on = local_date(start) if isinstance(start, datetime) else start
    mark = Mark(MarkKind.START, period.family, on, "", moment=moment)
    return _clock(_Run(mark, 1, 0, period, {period.variant}, ""), calendar, today)
