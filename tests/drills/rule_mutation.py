"""Every field of every row of the law is broken on purpose, one at a time, and something must go red.

By hand: python -m tests.drills.rule_mutation [--rows periods|steps] [--only KN-GQ1] [--every 1] [--written]
Without --written the rows as they are written down (steps.txt, periods.txt) are asked last, so that two scores come
out: what the behaviour alone would have shown, and what is shown at all. With it they alone are asked, which is fast.
Rows are broken in place and mended again; everything that holds the row sees the broken one.
"""

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from itertools import islice, product
from types import ModuleType
from typing import Any

from caseflow.law.period import Period
from caseflow.law.periods import PERIODS
from caseflow.law.rulecheck import check_periods
from caseflow.law.stepcheck import check_steps
from caseflow.law.tables import TABLES
from caseflow.law.terms import Unit
from caseflow.law.workflow import Step
from caseflow.reference.examples import WorkedExample
from tests.law import (
    test_clock_histories,
    test_clocks,
    test_intake,
    test_main_line,
    test_periods,
    test_rows_as_written,
    test_step_tables,
    test_worked_examples,
    test_workflow,
)

ONE_DAY = timedelta(days=1)
OPEN_ENDS = (date.min, date.max)
CLOSED_ON = date(2026, 12, 31)
SWAPPED = {
    Unit.CALENDAR_DAYS: Unit.WORKING_DAYS,
    Unit.WORKING_DAYS: Unit.CALENDAR_DAYS,
    Unit.CALENDAR_DAYS_BEFORE: Unit.WORKING_DAYS_BEFORE,
    Unit.WORKING_DAYS_BEFORE: Unit.CALENDAR_DAYS_BEFORE,
    Unit.HOURS: Unit.CALENDAR_DAYS,
    Unit.HOURS_BEFORE: Unit.CALENDAR_DAYS_BEFORE,
    Unit.PER_WEEK: Unit.PER_MONTH,
    Unit.PER_MONTH: Unit.PER_QUARTER,
    Unit.PER_QUARTER: Unit.PER_MONTH,
    Unit.YEARS: Unit.WORKING_DAYS,
    Unit.DAY_OF_MONTH: Unit.CALENDAR_DAYS,
}
WORDS_ONLY = frozenset({"label", "subject", "start", "ends", "note", "document", "basis", "edition", "confidence"})
"""Fields that are only read out; of a period's `start` and `ends`, that is, a step's `ends` are families."""

Row = Period | Step
Check = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One field of one row, broken."""

    name: str
    row: Row
    field: str
    value: object

    def __str__(self) -> str:
        was = getattr(self.row, self.field)
        return f"{self.name}.{self.field}: {short(was)} → {short(self.value)}"

    @contextmanager
    def alive(self) -> Iterator[None]:
        """The row is broken for a while."""
        whole = getattr(self.row, self.field)
        object.__setattr__(self.row, self.field, self.value)
        try:
            yield
        finally:
            object.__setattr__(self.row, self.field, whole)

    @property
    def is_of_words(self) -> bool:
        """Whether the broken field is only read out."""
        return self.field in WORDS_ONLY and isinstance(getattr(self.row, self.field), str)


def short(value: object) -> str:
    """A value on one line."""
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted(map(short, value))) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(short, value)) + ")"
    return str(value.value) if isinstance(value, Enum) else str(value)


def broken(value: object, *, field: str) -> Iterator[object]:
    """The ways in which a value of a field may be wrong."""
    match value:
        case bool():
            yield not value
        case int():
            yield from (value - 1, value + 1)
        case Unit():
            yield from [SWAPPED[value]] if value in SWAPPED else []
        case Enum():
            yield from (other for other in type(value) if other is not value)
        case date():
            yield from [CLOSED_ON] if value in OPEN_ENDS else [value - ONE_DAY, value + ONE_DAY]
        case frozenset():
            yield from (value - {one} for one in sorted(value, key=short))
        case tuple():
            yield from (value[:place] + value[place + 1 :] for place in range(len(value)))
            yield from _broken_inside(value)
        case str() if value:
            yield "KN-GQ2" if field in {"family", "extends", "after", "in_time", "ripens"} and value != "KN-GQ2" else ""
        case _:
            return  # nothing is said here, and what might be said has no end


def _broken_inside(value: tuple[object, ...]) -> Iterator[object]:
    """A tuple of which one part is wrong."""
    for place, one in enumerate(value):
        if not is_dataclass(one) or isinstance(one, type):
            continue
        for field in fields(one):
            for wrong in broken(getattr(one, field.name), field=field.name):
                yield (*value[:place], replace(one, **{field.name: wrong}), *value[place + 1 :])


def mutants_of_periods() -> Iterator[Mutant]:
    """Every field of every statutory period, broken."""
    for row in PERIODS:
        for field in fields(row):
            for wrong in broken(getattr(row, field.name), field=field.name):
                yield Mutant(f"{row.code}/{row.family}/{row.variant.value}", row, field.name, wrong)


def mutants_of_steps() -> Iterator[Mutant]:
    """Every field of every step, broken; a row that stands in several tables is broken once."""
    seen: set[int] = set()
    for name, table in TABLES.items():
        reached = sorted({status for step in table.steps for status in step.source} | table.closed, key=short)
        for number, step in enumerate(table.steps):
            if id(step) in seen:
                continue
            seen.add(id(step))
            called = f"{name}[{number}] {step.action.value}"
            for field in fields(step):
                value = getattr(step, field.name)
                wrongs: Iterable[object] = broken(value, field=field.name)
                if field.name in {"target", "action"}:
                    wrongs = (other for other in reached if other is not value) if field.name == "target" else ()
                yield from (Mutant(called, step, field.name, wrong) for wrong in wrongs)


def cases_of(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """The arguments with which pytest would call a test."""
    sets = []
    for mark in getattr(test, "pytestmark", ()):
        if mark.name != "parametrize":
            continue
        names, values = mark.args[0], list(mark.args[1])
        names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
        sets.append([dict(zip(names, value if len(names) > 1 else [value], strict=True)) for value in values])
    for chosen in product(*sets):
        yield {name: value for one in chosen for name, value in one.items()}


def is_red(module: ModuleType, wanted: Callable[[dict[str, Any]], bool] = lambda _: True) -> bool:
    """Whether some test of a module fails."""
    for name, test in vars(module).items():
        if not name.startswith("test_") or not callable(test):
            continue
        for arguments in cases_of(test):
            if wanted(arguments):
                try:
                    test(**arguments)
                except BaseException:  # noqa: BLE001 - pytest's own failures are no Exceptions
                    return True
    return False


def touches(row: Period) -> Callable[[dict[str, Any]], bool]:
    """Whether some of a test's examples have to do with a row as it was before it was broken."""
    code, family = row.code, row.family

    def has_to_do(example: WorkedExample) -> bool:
        before = example.opened_by[0] if example.opened_by else ""
        return family == example.family or code in {example.code, before, *(name for _, name in example.extensions)}

    return lambda arguments: "examples" not in arguments or any(map(has_to_do, arguments["examples"]))


def behaviour_of_periods(row: Period) -> list[tuple[str, Check]]:
    """What shows that a period is broken, the quickest first."""
    near = touches(row)
    return [
        ("checks of the rows", lambda: bool(check_periods())),
        ("checks of the steps", lambda: bool(check_steps())),
        ("table of law", lambda: is_red(test_periods)),
        ("worked examples", lambda: is_red(test_worked_examples, near)),
        ("clocks", lambda: is_red(test_clocks) or is_red(test_clock_histories)),
    ]


def behaviour_of_steps() -> list[tuple[str, Check]]:
    """What shows that a step is broken, the quickest first."""
    return [
        ("checks of the steps", lambda: bool(check_steps())),
        ("intake", lambda: is_red(test_intake)),
        ("main line", lambda: is_red(test_main_line)),
        ("step tables", lambda: is_red(test_step_tables)),
        ("workflow", lambda: is_red(test_workflow)),
    ]


def killer(mutant: Mutant, *, written_only: bool) -> str:
    """What goes red while the mutant is alive; nothing where it goes unseen."""
    checks: list[tuple[str, Check]] = []
    if not written_only:
        of_period = isinstance(mutant.row, Period)
        checks = behaviour_of_periods(mutant.row) if isinstance(mutant.row, Period) else []
        checks += [] if of_period else behaviour_of_steps()
    checks.append(("written rows", lambda: is_red(test_rows_as_written)))
    with mutant.alive():
        for name, check in checks:
            try:
                red = check()
            except Exception:  # noqa: BLE001 - a check that cannot even run has seen it
                red = True
            if red:
                return name
    return ""


def main() -> int:
    """Break, look, mend; print the score and what went unseen."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rows", choices=("periods", "steps", "both"), default="both")
    parser.add_argument("--only", default="", help="only rows whose name holds this")
    parser.add_argument("--every", type=int, default=1, help="only every so manieth mutant")
    parser.add_argument("--written", action="store_true", help="ask only the rows as they are written down")
    chosen = parser.parse_args()
    found = [*(mutants_of_periods() if chosen.rows != "steps" else ())]
    found += [*(mutants_of_steps() if chosen.rows != "periods" else ())]
    found = [mutant for mutant in found if chosen.only in mutant.name]
    found = list(islice(found, 0, None, chosen.every))
    began, killers = time.monotonic(), Counter[str]()
    unseen, unfelt = [], []
    for number, mutant in enumerate(found, start=1):
        name = killer(mutant, written_only=chosen.written)
        killers[name or "nothing"] += 1
        unseen += [] if name else [mutant]
        unfelt += [mutant] if name in {"", "written rows"} and not mutant.is_of_words else []
        if number % 200 == 0:
            say(f"… {number} of {len(found)}, {time.monotonic() - began:.0f} s")
    report(found, killers, unseen, unfelt, behaviour=not chosen.written)
    return bool(unseen)


def report(
    found: list[Mutant], killers: Counter[str], unseen: list[Mutant], unfelt: list[Mutant], *, behaviour: bool
) -> None:
    """The score, by what was the first to go red, and the survivors."""
    say(f"{len(found)} mutants, {len(found) - len(unseen)} killed, {len(unseen)} survived")
    for name, number in killers.most_common():
        say(f"  {number:5} {name}")
    for mutant in unseen:
        say(f"survived: {mutant}")
    if behaviour:
        meant = [mutant for mutant in found if not mutant.is_of_words]
        say(f"by behaviour alone: {len(meant) - len(unfelt)} of {len(meant)} mutants that are not of words")
        for mutant in unfelt:
            say(f"seen only as written: {mutant}")


def say(words: str) -> None:
    """One line at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
