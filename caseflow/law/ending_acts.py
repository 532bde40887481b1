"""Which act a date waits for, from where its record stands: the one to press now, to which an alert leads. Pure."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from caseflow.law.tables import Table
from caseflow.law.terms import Action, PetitionKind, Status
from caseflow.law.workflow import Step, Target


def act_ending(
    table: Table,
    status: Status,
    family: str,
    *,
    kind: PetitionKind | None,
    on: date,
    line: Sequence[Action] = (),
) -> Step | None:
    """The next step on the way to the end of a date: along the usual line if one leads there, else the shortest way.

    None where nothing in the table ends the date any more. What is known of the record's facts is not looked at: the
    page of the step says what is missing.
    """
    rows = [step for step in table.steps if _is_open(step, kind, on)]
    usual = [step for step in rows if step.action in line or not step.recorded_by]
    here = [step for step in usual if status in step.source and step.action in line and step.target is not status]
    for step in sorted(here, key=lambda step: line.index(step.action)):
        if family in _ended_by(step) or _leads(usual, step, family):
            return step
    return _nearest(rows, status, family)


def _leads(rows: Collection[Step], step: Step, family: str) -> bool:
    """Whether a date can still be ended after a step that leads on."""
    return not isinstance(step.target, Target) and _nearest(rows, step.target, family, by_anyone=True) is not None


def _nearest(rows: Collection[Step], status: Status, family: str, *, by_anyone: bool = False) -> Step | None:
    """The first step on the shortest way to the end of a family; unless told otherwise one that somebody records."""
    waiting: deque[tuple[Status, Step | None]] = deque([(status, None)])
    seen = {status}
    while waiting:
        here, first = waiting.popleft()
        open_here = [step for step in rows if here in step.source and (step.recorded_by or first or by_anyone)]
        for step in open_here:
            if family in _ended_by(step):
                return first or step
        for step in open_here:
            if not isinstance(step.target, Target) and step.target not in seen:
                seen.add(step.target)
                waiting.append((step.target, first or step))
    return None


def _is_open(step: Step, kind: PetitionKind | None, on: date) -> bool:
    """Whether a row speaks of a kind on a day; while the kind is not known, of any."""
    return (kind is None or kind in step.kinds) and step.since <= on <= step.until


def _ended_by(step: Step) -> Iterator[str]:
    """The families a step ends, or confirms when they have run out."""
    yield from step.ends
    yield from (family for family, _ in step.judges)
    if step.ripens:
        yield step.ripens
