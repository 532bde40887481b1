"""Worked examples put to the engine: the clock that each describes."""

from datetime import date, datetime, timedelta

from caseflow.law.clock import VIETNAM
from caseflow.law.clocks import Clock, Mark, MarkKind, read
from caseflow.law.periods import rows_of
from caseflow.law.working_days import WorkingCalendar
from caseflow.reference.examples import WorkedExample
from caseflow.reference.files import worked_examples
from tests.law.calendars import OFFICIAL

EXAMPLES = worked_examples()
COUNTED = [example for example in EXAMPLES if example.legal is not None]
NOT_IN_FORCE = ("chưa có hiệu lực", "đã hết hiệu lực")


def is_in_force(example: WorkedExample) -> bool:
    """Whether the example says that its row is law on the day of its start."""
    return not example.not_a_date.startswith(NOT_IN_FORCE)


def calendar_of(example: WorkedExample) -> WorkingCalendar:
    """The official calendar with what the example adds to it."""
    return WorkingCalendar((*OFFICIAL.days, *example.more_days)) if example.more_days else OFFICIAL


def marks_of(example: WorkedExample) -> list[Mark]:
    """The history that the example tells, in the order of its days."""
    moment = datetime.combine(example.start, example.hour, VIETNAM) if example.hour else None
    family, variant, on = example.family, example.variant, example.start
    if example.opened_by is not None:
        code, on = example.opened_by
        (before,) = rows_of(code)
        family, variant = before.family, before.variant
    start = Mark(MarkKind.START, family, on, "event:1", moment=moment, due=example.set_on, variant=variant)
    later = [
        *(Mark(MarkKind.PAUSE, family, first, f"event:p{first}") for first, _ in example.pauses),
        *(Mark(MarkKind.RESUME, family, last, f"event:r{last}") for _, last in example.pauses),
        *(Mark(MarkKind.EXTEND, family, on, f"event:e{on}", extension=code) for on, code in example.extensions),
    ]
    return [start, *sorted(later, key=lambda mark: mark.on)]


def clock_of(example: WorkedExample, today: date | None = None) -> Clock:
    """The clock as it stands on a day, by default the day after its end."""
    assert example.legal is not None
    seen_on = today or example.legal + timedelta(days=1)
    clocks = read(marks_of(example), calendar=calendar_of(example), today=seen_on)
    (clock,) = [clock for clock in clocks if clock.family == example.family]
    return clock
