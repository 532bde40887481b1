"""Every procedure of settling with its table of steps, and which one a petition leads to. Rows only."""

from collections.abc import Mapping
from dataclasses import dataclass

from caseflow.law.steps.complaint import (
    FIRST_COMPLAINT,
    FIRST_OF_DISCIPLINE,
    SECOND_COMPLAINT,
    SECOND_OF_DISCIPLINE,
)
from caseflow.law.steps.denunciation import DENUNCIATION, DENUNCIATION_AGAIN, DENUNCIATION_OVERDUE
from caseflow.law.steps.others import FEEDBACK, LAND_DISPUTE, LONG_PENDING, PROTECTION
from caseflow.law.terms import CaseStatus, ContestedObject, Instance, PetitionKind, Procedure, Status
from caseflow.law.workflow import Step

S = CaseStatus
P = Procedure

PROCEDURES: Mapping[Procedure, tuple[Step, ...]] = {
    P.COMPLAINT_FIRST: FIRST_COMPLAINT,
    P.COMPLAINT_SECOND: SECOND_COMPLAINT,
    P.DISCIPLINE_FIRST: FIRST_OF_DISCIPLINE,
    P.DISCIPLINE_SECOND: SECOND_OF_DISCIPLINE,
    P.DENUNCIATION_FIRST: DENUNCIATION,
    P.DENUNCIATION_AGAIN: DENUNCIATION_AGAIN,
    P.DENUNCIATION_OVERDUE: DENUNCIATION_OVERDUE,
    P.FEEDBACK: FEEDBACK,
    P.LAND_DISPUTE: LAND_DISPUTE,
    P.PROTECTION: PROTECTION,
    P.LONG_PENDING: LONG_PENDING,
}

CLOSED_CASES: frozenset[Status] = frozenset({S.NOT_ACCEPTED, S.CLOSED, S.PASSED_UP})

KN, TC = PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION
LEADS_TO: Mapping[tuple[PetitionKind, Instance], Procedure] = {
    (KN, Instance.FIRST): P.COMPLAINT_FIRST,
    (KN, Instance.SECOND): P.COMPLAINT_SECOND,
    (TC, Instance.FIRST): P.DENUNCIATION_FIRST,
    (TC, Instance.AGAIN): P.DENUNCIATION_AGAIN,
    (TC, Instance.OVERDUE): P.DENUNCIATION_OVERDUE,
    (PetitionKind.FEEDBACK, Instance.FIRST): P.FEEDBACK,
    (PetitionKind.LAND_DISPUTE, Instance.FIRST): P.LAND_DISPUTE,
}
"""Which procedure a petition of a kind and instance leads to, where it is settled at all."""

OF_DISCIPLINE: Mapping[Procedure, Procedure] = {
    P.COMPLAINT_FIRST: P.DISCIPLINE_FIRST,
    P.COMPLAINT_SECOND: P.DISCIPLINE_SECOND,
}
DISCIPLINARY = frozenset({ContestedObject.DISCIPLINE, ContestedObject.DISMISSAL})


@dataclass(frozen=True, slots=True)
class Petitioned:
    """What a petition must be to lead to a procedure."""

    kind: PetitionKind
    instance: Instance
    contested_object: ContestedObject | None = None


PETITIONED: Mapping[Procedure, Petitioned] = {
    **{procedure: Petitioned(kind, instance) for (kind, instance), procedure in LEADS_TO.items()},
    **{
        discipline: Petitioned(KN, instance, ContestedObject.DISCIPLINE)
        for (_, instance), procedure in LEADS_TO.items()
        if (discipline := OF_DISCIPLINE.get(procedure))
    },
}
"""The procedures that a petition opens, each with the petition that does."""

BESIDE: Mapping[Procedure, tuple[PetitionKind, ...]] = {
    P.PROTECTION: (TC,),
    P.LONG_PENDING: (KN, TC, PetitionKind.FEEDBACK, PetitionKind.LAND_DISPUTE),
}
"""Procedures that no petition opens: somebody begins them on a matter of one of these kinds."""

APART: frozenset[Procedure] = frozenset({P.PROTECTION})
"""Of these, what is secret in itself (LTC Đ48.2.b): it has a matter of its own, which not every reader knows of."""

EARLIER: Mapping[Procedure, Procedure] = {
    P.COMPLAINT_SECOND: P.COMPLAINT_FIRST,
    P.DISCIPLINE_SECOND: P.DISCIPLINE_FIRST,
    P.DENUNCIATION_AGAIN: P.DENUNCIATION_FIRST,
    P.DENUNCIATION_OVERDUE: P.DENUNCIATION_FIRST,
}
"""Which procedure's record a later one is linked to."""


def procedure_of(kind: PetitionKind, instance: Instance, contested_object: object = None) -> Procedure | None:
    """The procedure that a petition leads to, or None where the law knows none; discipline has its own (LKN Mục 3)."""
    found = LEADS_TO.get((kind, instance))
    if found is not None and contested_object in DISCIPLINARY:
        return OF_DISCIPLINE.get(found, found)
    return found
