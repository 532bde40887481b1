"""Which act a date waits for, from where its record stands: the one to press now, so that an alert leads to it. Pure."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from caseflow.law.tables import Table
from caseflow.law.terms import Action, PetitionKind, Status
from caseflow.law.workflow import EVERY_KIND, Step, Target


def act_ending(
    table: Table,
    status: Status,
    family: str,
    *,
    kind: PetitionKind | None,
    on: date,
    line: Sequence[Action] = (),
) -> Step | None:
    """The step that ends a date of a family if it can be taken now, else the first on the shortest way there.

    The way a procedure usually runs (`line`) comes before any other. None where nothing in the table ends the date any
    more. What is known of the record's facts is not looked at: the page of the step says what is missing.
    """
    rows = [step for step in table.steps if _is_open(step, kind, on)]
    usual = [step for step in rows if step.action in line or not step.recorded_by]
    ordered = sorted(usual, key=lambda step: line.index(step.action) if step.action in line else len(line))
    return _nearest(ordered, status, family) or _nearest(rows, status, family)


def _nearest(rows: Collection[Step], status: Status, family: str) -> Step | None:
    """The first step that somebody records on the shortest way from a status to the end of a family."""
    waiting: deque[tuple[Status, Step | None]] = deque([(status, None)])
    seen = {status}
    while waiting:
        here, first = waiting.popleft()
        open_here = [step for step in rows if here in step.source and (step.recorded_by or first)]
        for step in open_here:
            if family in _ended_by(step):
                return first or step
        for step in open_here:
            if not isinstance(step.target, Target) and step.target not in seen:
                seen.add(step.target)
                waiting.append((step.target, first or step))
    return None


def _is_open(step: Step, kind: PetitionKind | None, on: date) -> bool:
    """Whether a row speaks of a kind on a day."""
    fits = kind in step.kinds if kind is not None else step.kinds == EVERY_KIND
    return fits and step.since <= on <= step.until


def _ended_by(step: Step) -> Iterator[str]:
    """The families a step ends, or confirms when they have run out."""
    yield from step.ends
    yield from (family for family, _ in step.judges)
    if step.ripens:
        yield step.ripens
