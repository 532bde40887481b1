"""A history told mark by mark: which clocks it opened, changed, ended and dropped, before any day is looked at.

Marks are told in the order of the history: a step ends what was open when it was taken.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from caseflow.law.counting import Due, Start, due
from caseflow.law.errors import NoRuleError
from caseflow.law.marks import EVERY_FAMILY, Change, Extension, Mark, MarkKind, Pause
from caseflow.law.period import Period
from caseflow.law.periods import in_force, not_a_date
from caseflow.law.terms import Unit, Variant
from caseflow.law.working_days import WorkingCalendar

SETTLEMENT = frozenset({"KN-GQ1", "KN-GQ2", "KN-KL-GQ", "TC-GQ"})
"""The families that a suspension of the whole case ("*") pauses."""


@dataclass(slots=True)
class Run:
    """One occurrence of a family while its marks are being told."""

    start: Mark
    occurrence: int
    row: Period
    variants: set[Variant]
    cause: str
    pauses: list[Pause] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    end: Mark | None = None

    @property
    def is_a_reading(self) -> bool:
        """Whether the step that started it also ended it."""
        return self.end is not None and self.end.cause == self.start.cause

    @property
    def is_paused(self) -> bool:
        """Whether the last suspension still lasts."""
        return bool(self.pauses) and self.pauses[-1].to is None

    def close_pause(self, mark: Mark) -> None:
        """End the suspension that lasts."""
        self.pauses[-1] = replace(self.pauses[-1], to=mark.on, to_cause=mark.cause)

    def due(self, calendar: WorkingCalendar, as_of: date) -> Due:
        """The ends as a day knows them; a pause that still lasts is taken to end on that day."""
        return due(
            self.row,
            Start(self.start.on, self.start.moment, self.start.due),
            calendar,
            extra=sum(extension.amount for extension in self.extensions if extension.counted),
            pauses=[(pause.from_, pause.to or max(as_of, pause.from_)) for pause in self.pauses],
        )


class Telling:
    """The marks told so far: which clocks run, which have ended, what was determined of each family."""

    def __init__(self, rules: Sequence[Period], calendar: WorkingCalendar) -> None:
        self.rules = rules
        self.calendar = calendar
        self.open: list[Run] = []
        self.ended: list[Run] = []
        self.starts: dict[str, int] = {}
        self.determined: dict[str, set[Variant]] = {}

    def tell(self, marks: Iterable[Mark]) -> "Telling":
        """Hear the marks out, in order."""
        for mark in marks:
            if mark.kind is MarkKind.START:
                self._start(mark)
            elif mark.kind is MarkKind.VARIANT:
                self._determine(mark)
            else:
                for run in self._meant(mark):
                    self._change(run, mark)
        return self

    def runs(self) -> Iterator[Run]:
        """Every clock that was not dropped or replaced."""
        yield from self.ended
        yield from self.open

    def _meant(self, mark: Mark) -> list[Run]:
        """The open clocks a mark speaks of."""
        if mark.family != EVERY_FAMILY:
            return self._open_of(mark.family)
        only_settlement = mark.kind is MarkKind.PAUSE
        return [run for run in self.open if not only_settlement or run.row.family in SETTLEMENT]

    def _open_of(self, family: str) -> list[Run]:
        return [run for run in self.open if run.row.family == family]

    def _start(self, mark: Mark) -> None:
        """Open a new occurrence in the place of the old; a duty the law of that day did not know starts nothing.

        What one step both started and ended is a reading of that step, and the next reading takes its place too.
        """
        family = mark.family
        if mark.after:
            mark = replace(mark, on=self._ran_out_on(mark))
        self.starts[family] = self.starts.get(family, 0) + 1
        variants = {*self.determined.get(family, ()), mark.variant or Variant.NORMAL}
        row = self._row(family, variants, mark.on)
        if row is None or not _yields_date(row, mark):
            return
        if not mark.beside:
            self.open = [run for run in self.open if run.row.family != family]
            self.ended = [run for run in self.ended if run.row.family != family or not run.is_a_reading]
        self.open.append(Run(mark, self.starts[family], row, variants, mark.cause))

    def _ran_out_on(self, mark: Mark) -> date:
        """The strict end of the clock that the step of a mark has waited for and ended; else the day of the step."""
        for run in reversed(self.ended):
            if run.row.family == mark.after and run.end is not None and run.end.cause == mark.cause:
                return run.due(self.calendar, mark.on).strict
        return mark.on

    def _determine(self, mark: Mark) -> None:
        """Note a variant for a family, and give its running clock the wording of that variant."""
        variant = mark.variant or Variant.NORMAL
        self.determined.setdefault(mark.family, set()).add(variant)
        for run in self._open_of(mark.family):
            run.variants.add(variant)
            row = self._row(mark.family, run.variants, run.start.on)
            if row is not None and row is not run.row:
                figures = run.row.amount or 0, row.amount or 0
                run.changes.append(Change(mark.on, row.code, row.basis, row.variant, *figures, mark.cause))
                run.row, run.cause = row, mark.cause

    def _change(self, run: Run, mark: Mark) -> None:
        """What an end, a drop, a pause, its end or an extension does to one clock."""
        match mark.kind:
            case MarkKind.END:
                if run.is_paused:
                    run.close_pause(mark)
                run.end = mark
                self.open.remove(run)
                self.ended.append(run)
            case MarkKind.DROP:
                self.open.remove(run)
            case MarkKind.PAUSE if not run.is_paused:
                run.pauses.append(Pause(mark.on, None, mark.cause))
            case MarkKind.RESUME if run.is_paused:
                run.close_pause(mark)
                run.cause = mark.cause
            case MarkKind.EXTEND:
                self._extend(run, mark)
            case _:
                pass

    def _extend(self, run: Run, mark: Mark) -> None:
        """Add to the strict end, if the decision came before the current end."""
        row = in_force(self.rules, family=mark.extension, on=mark.on)
        counted = mark.on <= run.due(self.calendar, mark.on).legal
        most = row.amount or 0
        amount = most if mark.amount is None else min(mark.amount, most)
        run.extensions.append(Extension(mark.on, row.code, row.basis, amount, mark.cause, counted))
        if counted:
            run.cause = mark.cause

    def _row(self, family: str, variants: set[Variant], on: date) -> Period | None:
        """The wording that governs a start, or None on a day before or after the family was law."""
        rows = laid_out(self.rules).families.get(family, ())
        if not rows:
            raise NoRuleError(f"Không có quy định nào thuộc nhóm {family}.")
        if not any(row.governs(on) for row in rows):
            return None
        if len(rows) == 1:
            return rows[0]
        return in_force(rows, on=on, family=family, variant=_combined(variants))


@dataclass(frozen=True, slots=True)
class Laid:
    """A table of rules laid out: its rows by family, and by family those whose clocks its expiry opens."""

    rules: Sequence[Period]
    families: Mapping[str, Sequence[Period]]
    opens: Mapping[str, Sequence[str]]


_laid: dict[int, Laid] = {}
MOST_LAID = 16


def laid_out(rules: Sequence[Period]) -> Laid:
    """The rules laid out. One table is read for thousands of records, so it is kept for as long as it is used."""
    kept = _laid.get(id(rules))
    if kept is not None and kept.rules is rules:
        return kept
    families: dict[str, list[Period]] = {}
    opens: dict[str, list[str]] = {}
    for row in rules:
        families.setdefault(row.family, []).append(row)
        if row.after and row.family not in opens.setdefault(row.after, []):
            opens[row.after].append(row.family)
    found = Laid(rules, families, opens)
    if isinstance(rules, tuple):  # a list may change behind our back
        if len(_laid) >= MOST_LAID:
            _laid.clear()
        _laid[id(rules)] = found
    return found


def _yields_date(row: Period, mark: Mark) -> bool:
    """Whether a start of this row has an end: by counting, or because its document sets one."""
    return mark.due is not None if row.unit is Unit.BY_DOCUMENT else not_a_date(row) is None


def _combined(variants: set[Variant]) -> Variant:
    """Complex and remote together are a variant of their own; otherwise whichever was determined."""
    if variants >= {Variant.COMPLEX, Variant.REMOTE}:
        return Variant.REMOTE_COMPLEX
    return max(variants, key=list(Variant).index)
