"""What a denouncer must be told, by which article, in what words: one row per act. Pure.

These notices leave as sealed letters: in no list, address, file name or log does a name stand beside them.
"""

from collections.abc import Collection
from dataclasses import dataclass

from caseflow.law.terms import Action, PetitionKind, SubjectKind, Term


class LetterWay(Term):
    """How a sealed letter reaches the denouncer."""

    POST = "post", "bưu chính, thư bảo đảm có báo phát"
    BY_HAND = "by_hand", "trao tận tay tại nơi người tố cáo chọn"
    AT_OFFICE = "at_office", "người tố cáo đến nhận tại cơ quan"
    AGREED = "agreed", "cách khác do người tố cáo đề nghị"


class LetterState(Term):
    """Where a sealed letter is; read off its days, never stored."""

    PREPARED = "prepared", "đã lập, chưa gửi"
    SENT = "sent", "đã gửi, chờ chứng cứ nhận"
    DELIVERED = "delivered", "đã đến tay người nhận"
    RETURNED = "returned", "bị trả lại"
    DROPPED = "dropped", "lập nhầm, đã bỏ"


SERVED = frozenset({LetterState.PREPARED, LetterState.SENT, LetterState.DELIVERED})
"""A letter in one of these states tells the denouncer, or is about to; any other leaves the notice owed."""


@dataclass(frozen=True, slots=True)
class Notice:
    """An act of which the denouncer must be told.

    `family` is the clock that the act starts for the telling, if the law gives a figure; `sent_by` are the steps that
    record the sending to everybody else.
    """

    action: Action
    on: SubjectKind
    name: str
    basis: str
    says: str
    family: str = ""
    sent_by: frozenset[Action] = frozenset()


_STOPPED = frozenset({Action.SEND_SUSPENSION})

NOTICES: tuple[Notice, ...] = (
    Notice(
        Action.FORWARD,
        SubjectKind.ENTRY,
        "Thông báo việc chuyển đơn tố cáo",
        "LTC Đ24.2",
        "Tố cáo của ông/bà không thuộc thẩm quyền giải quyết của cơ quan này và đã được chuyển đến cơ quan có thẩm "
        "quyền theo văn bản nêu trên.",
    ),
    Notice(
        Action.ACCEPT,
        SubjectKind.CASE,
        "Thông báo việc thụ lý tố cáo",
        "LTC Đ29.3",
        "Tố cáo của ông/bà đã được thụ lý để giải quyết theo văn bản nêu trên.",
        family="TC-TL-NOTICE",
        sent_by=frozenset({Action.NOTIFY_ACCEPTANCE}),
    ),
    Notice(
        Action.REFUSE,
        SubjectKind.CASE,
        "Thông báo việc không thụ lý tố cáo",
        "LTC Đ24.1",
        "Tố cáo của ông/bà không được thụ lý; lý do ghi trong văn bản nêu trên.",
        family="TC-KTL-NOTICE",
        sent_by=frozenset({Action.NOTIFY_REFUSAL}),
    ),
    *(
        Notice(
            action,
            SubjectKind.CASE,
            "Thông báo việc gia hạn giải quyết tố cáo",
            "LTC Đ30.4",
            "Thời hạn giải quyết tố cáo của ông/bà được gia hạn theo văn bản nêu trên.",
        )
        for action in (Action.EXTEND, Action.EXTEND_AGAIN)
    ),
    Notice(
        Action.SUSPEND,
        SubjectKind.CASE,
        "Thông báo việc tạm đình chỉ giải quyết tố cáo",
        "LTC Đ34.4",
        "Việc giải quyết tố cáo của ông/bà được tạm đình chỉ theo văn bản nêu trên; thời gian tạm đình chỉ không tính "
        "vào thời hạn giải quyết.",
        family="TC-TDC-SEND",
        sent_by=_STOPPED,
    ),
    Notice(
        Action.CONTINUE,
        SubjectKind.CASE,
        "Thông báo việc tiếp tục giải quyết tố cáo",
        "LTC Đ34.2; Đ34.4",
        "Việc giải quyết tố cáo của ông/bà được tiếp tục theo văn bản nêu trên.",
        family="TC-TDC-SEND",
        sent_by=_STOPPED,
    ),
    Notice(
        Action.TERMINATE,
        SubjectKind.CASE,
        "Thông báo việc đình chỉ giải quyết tố cáo",
        "LTC Đ34.4",
        "Việc giải quyết tố cáo của ông/bà được đình chỉ theo văn bản nêu trên.",
        family="TC-TDC-SEND",
        sent_by=_STOPPED,
    ),
    Notice(
        Action.CONCLUDE,
        SubjectKind.CASE,
        "Thông báo kết luận nội dung tố cáo",
        "LTC Đ35.3",
        "Người giải quyết tố cáo đã ban hành kết luận nội dung tố cáo theo văn bản nêu trên.",
        family="TC-KL-SEND",
        sent_by=frozenset({Action.SEND_CONCLUSION}),
    ),
    Notice(
        Action.FIX_COMPETENCE,
        SubjectKind.CASE,
        "Thông báo việc xử lý về thẩm quyền giải quyết tố cáo tiếp",
        "LTC Đ37.2",
        "Tố cáo tiếp của ông/bà được xử lý về thẩm quyền giải quyết theo văn bản nêu trên.",
    ),
    Notice(
        Action.ORDER_SETTLE,
        SubjectKind.CASE,
        "Thông báo việc xử lý tố cáo quá hạn giải quyết",
        "LTC Đ38",
        "Cấp trên đã yêu cầu người giải quyết tố cáo thực hiện theo văn bản nêu trên.",
    ),
)


def notice_of(action: Action, *, on: SubjectKind, kind: PetitionKind | None) -> Notice | None:
    """What the denouncer must be told of an act on a record, if anything; of any other kind there is no denouncer."""
    if kind is not PetitionKind.DENUNCIATION:
        return None
    return next((notice for notice in NOTICES if notice.action is action and notice.on is on), None)


def notices_at(action: Action, *, on: SubjectKind, kind: PetitionKind | None) -> Collection[Notice]:
    """The notices that a step brings about, or whose sending to the others it records."""
    if kind is not PetitionKind.DENUNCIATION:
        return ()
    return [notice for notice in NOTICES if notice.on is on and action in (notice.action, *notice.sent_by)]
