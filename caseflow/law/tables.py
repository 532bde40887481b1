"""Every table of steps by the name that a command or a page calls it."""

from collections.abc import Mapping
from dataclasses import dataclass

from caseflow.law.intake import CLOSED_ENTRIES, INTAKE_STEPS
from caseflow.law.procedures import CLOSED_CASES, PROCEDURES
from caseflow.law.terms import CaseStatus, EntryStatus, Status
from caseflow.law.workflow import Step


@dataclass(frozen=True, slots=True)
class Table:
    """A procedure: what it is called, its rows, the status it begins in, and those in which it has ended."""

    label: str
    steps: tuple[Step, ...]
    start: Status
    closed: frozenset[Status]


TABLES: Mapping[str, Table] = {
    "intake": Table("xử lý đơn tại cơ quan", INTAKE_STEPS, EntryStatus.NEW, CLOSED_ENTRIES),
} | {
    f"{kind.value}-{instance.value}": Table(
        f"giải quyết {kind.label} {instance.label}", steps, CaseStatus.NEW, CLOSED_CASES
    )
    for (kind, instance), steps in PROCEDURES.items()
}
