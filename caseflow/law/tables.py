"""Every table of steps by the name that a command or a page calls it."""

from collections.abc import Mapping
from dataclasses import dataclass

from caseflow.law.intake import CLOSED_ENTRIES, INTAKE_STEPS
from caseflow.law.procedures import BESIDE, CLOSED_CASES, PROCEDURES
from caseflow.law.reception_days import CLOSED_DAYS, DAY_STEPS
from caseflow.law.terms import CaseStatus, DayStatus, EntryStatus, Procedure, Status, VisitStatus
from caseflow.law.visiting import CLOSED_VISITS, VISIT_STEPS
from caseflow.law.workflow import Step

REVIEW_DAYS = 30


@dataclass(frozen=True, slots=True)
class Table:
    """A procedure: its name, its rows, the status it begins in, those in which it has ended.

    `review_days` is how soon a record is looked at again while no clock of its own runs.
    """

    label: str
    steps: tuple[Step, ...]
    start: Status
    closed: frozenset[Status]
    review_days: int = REVIEW_DAYS


AT_THE_DESK = Table("lượt tiếp công dân", VISIT_STEPS, VisitStatus.RECEIVED, CLOSED_VISITS)
RECEPTION_DAY = Table("ngày tiếp công dân của lãnh đạo", DAY_STEPS, DayStatus.NEW, CLOSED_DAYS)
INTAKE = Table("xử lý đơn tại cơ quan", INTAKE_STEPS, EntryStatus.NEW, CLOSED_ENTRIES)
REVIEWED_SOONER = {Procedure.PROTECTION: 1}  # "kịp thời" (LTC Đ51.1)

OF_CASES: Mapping[Procedure, Table] = {
    procedure: Table(
        procedure.label if procedure in BESIDE else f"giải quyết {procedure.label}",
        steps,
        CaseStatus.NEW,
        CLOSED_CASES,
        REVIEWED_SOONER.get(procedure, REVIEW_DAYS),
    )
    for procedure, steps in PROCEDURES.items()
}
TABLES: Mapping[str, Table] = {"visit": AT_THE_DESK, "reception-day": RECEPTION_DAY, "intake": INTAKE} | {
    one.value: table for one, table in OF_CASES.items()
}
