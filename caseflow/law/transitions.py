"""Transitional rules: which acts follow the new wording also on records that began under the old one. Rows only.

A row of a procedure that bears on a period is chosen by the day on which that period began; a transition overrides
that choice, and the day of the act itself decides.
"""

from dataclasses import dataclass
from datetime import date

from caseflow.law.terms import Action, PetitionKind
from caseflow.law.turning_points import NEW_LAW


@dataclass(frozen=True, slots=True)
class Transition:
    """One transitional clause: for which acts on which kind of record, since when, in which words."""

    code: str
    basis: str
    text: str
    kind: PetitionKind
    actions: frozenset[Action]
    since: date

    def covers(self, action: Action, on: date) -> bool:
        """Whether an act on a day follows the new wording whenever its record began."""
        return action in self.actions and on >= self.since


A = Action
TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        "CT-KN",
        "NĐ 155/2026 Đ22.1",
        "Khiếu nại thụ lý trước ngày 01/07/2026 mà chưa có quyết định giải quyết: rút khiếu nại, tạm đình chỉ, "
        "đình chỉ và đối thoại theo quy định mới. Các nội dung khác, kể cả việc xác định vụ việc phức tạp, "
        "theo quy định có hiệu lực khi thụ lý.",
        PetitionKind.COMPLAINT,
        frozenset(
            {A.WITHDRAW, A.WITHDRAW_PART, A.SUSPEND, A.CONTINUE, A.TERMINATE, A.SEND_SUSPENSION}
            | {A.INVITE_DIALOGUE, A.SEND_INVITATION, A.HOLD_DIALOGUE}
        ),
        NEW_LAW,
    ),
    Transition(
        "CT-TC",
        "NĐ 156/2026 Đ10.1",
        "Tố cáo thụ lý trước ngày 01/07/2026 đang giải quyết: theo quy định mới, trừ việc xử lý kỷ luật cán bộ, "
        "công chức đang làm dở.",
        PetitionKind.DENUNCIATION,
        frozenset(Action),
        NEW_LAW,
    ),
)


TRANSITION: dict[str, Transition] = {row.code: row for row in TRANSITIONS}
"""The clauses by the code that a row of steps names."""
