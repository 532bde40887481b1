"""What a step of a later instance brings about on the record before it. Rows only.

The house writes such a step where the earlier record allows it. Where it does not (the receipt is not recorded yet, the
case is kept on paper elsewhere), nothing is written, and a person records it when the fact is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from caseflow.law.terms import Action, Procedure

A, P = Action, Procedure


@dataclass(frozen=True, slots=True)
class Echo:
    """A step on a later record, and the one that it writes on the earlier; `at` names the fact that holds its day."""

    procedures: frozenset[Procedure]
    on: Action
    writes: Action
    at: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


SECOND = frozenset({P.COMPLAINT_SECOND, P.DISCIPLINE_SECOND})
ECHOES: tuple[Echo, ...] = (
    Echo(SECOND, A.OPEN, A.TAKE_SECOND, at="received_on"),
    Echo(SECOND, A.ACCEPT, A.PASS_UP),
    Echo(SECOND, A.REFUSE, A.END_SECOND, facts={"second_ended": "refused"}),
    Echo(SECOND, A.TERMINATE, A.END_SECOND, facts={"second_ended": "terminated"}),
    Echo(frozenset({P.DENUNCIATION_OVERDUE}), A.ACCEPT, A.PASS_UP),
)


def echo_of(procedure: Procedure, action: Action) -> Echo | None:
    """What a step of a procedure writes on the record of the instance before it, if anything."""
    return next((echo for echo in ECHOES if procedure in echo.procedures and action is echo.on), None)
