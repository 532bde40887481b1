"""A table of steps drawn as a Mermaid state diagram: the same rows, for people who do not read tables."""

from collections.abc import Iterator

from caseflow.law.tables import Table
from caseflow.law.terms import Status
from caseflow.law.workflow import Step, Target


def diagram(table: Table) -> str:
    """The diagram (stateDiagram-v2): every status named in words, every arrow with its acts and their articles."""
    arrows: dict[tuple[Status, Status], list[str]] = {}
    for step in table.steps:
        words = f"{step.action.label} ({step.basis})"
        for source, target in _moves(step, table):
            said = arrows.setdefault((source, target), [])
            said += [_plain(words)] if _plain(words) not in said else []
    statuses = dict.fromkeys(status for pair in arrows for status in pair)
    return "\n".join(
        [
            "stateDiagram-v2",
            *(f'    state "{status.label}" as {status.value}' for status in statuses),
            f"    [*] --> {table.start.value}",
            *(f"    {a.value} --> {b.value} : {'<br/>'.join(acts)}" for (a, b), acts in arrows.items()),
            *(f"    {status.value} --> [*]" for status in statuses if status in table.closed),
        ]
    )


def _moves(step: Step, table: Table) -> Iterator[tuple[Status, Status]]:
    """From where to where a row leads, in the order of the vocabulary."""
    for source in sorted(step.source, key=list(type(table.start)).index):
        for target in targets(step, source, table):
            yield source, target


def targets(step: Step, source: Status, table: Table) -> list[Status]:
    """Where a row leads from a status: to its own, to the same, or back to any that an interruption left."""
    if step.target is Target.STAY:
        return [source]
    if step.target is Target.BACK:
        left = {
            status
            for other in table.steps
            if other.target is source and (other.pauses or other.interrupts)
            for status in other.source
        }
        return sorted(left, key=list(type(table.start)).index)
    return [step.target]


def _plain(words: str) -> str:
    """Without the two signs that Mermaid takes for its own."""
    return words.replace(";", ",").replace(":", " ")
