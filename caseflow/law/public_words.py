"""What the public is told of a record: its stage in plain words, and by which dates an answer is owed. No names.

Whoever holds a receipt reads it without having learned the words of the office. What is the office's own business on
the way (proposed, required of another, inspected) is told as one thing: it is being looked into.
"""

from collections.abc import Mapping

from caseflow.law.terms import CaseStatus, EntryStatus, VisitOutcome, VisitStatus

OWED = (
    *("TCD-RESULT", "KNPA-RESULT", "XLD-10"),
    *("KN-TL", "KN-TL2", "KN-KL-TL", "KN-GQ1", "KN-GQ2", "KN-KL-GQ"),
    *("TC-XLBD", "TC-TL-NOTICE", "TC-GQ"),
)
"""The families of the dates by which the citizen is to hear something."""

_LOOKED_INTO = "Cơ quan đang xem xét để quyết định có thụ lý hay không."
_E, _C, _V = EntryStatus, CaseStatus, VisitStatus

OF_ENTRY: Mapping[EntryStatus, str] = {
    _E.NEW: "Đơn đang trên đường đến cơ quan này.",
    _E.RECEIVED: "Cơ quan đã nhận đơn và đang phân loại.",
    _E.AWAITING_SUPPLEMENT: "Cơ quan chờ người gửi bổ sung đơn hoặc tài liệu.",
    _E.CLASSIFIED: _LOOKED_INTO,
    _E.PROPOSED: _LOOKED_INTO,
    _E.IN_CASE: "Đơn đã được thụ lý để giải quyết.",
    _E.NOT_ACCEPTED: "Đơn không được thụ lý; cơ quan thông báo lý do bằng văn bản.",
    _E.GUIDED: "Cơ quan đã hướng dẫn gửi đơn đến nơi có thẩm quyền.",
    _E.FORWARDED: "Đơn đã được chuyển đến cơ quan có thẩm quyền.",
    _E.REQUIRED: _LOOKED_INTO,
    _E.INSPECTED: _LOOKED_INTO,
    _E.RETURNED: "Đơn đã được trả lại kèm hướng dẫn.",
    _E.ANSWERED: "Cơ quan đã thông báo kết quả.",
    _E.FILED: "Đơn được lưu, không xem xét tiếp.",
    _E.JOINED: "Đơn được giải quyết chung với đơn đã nhận trước về cùng việc này.",
    _E.VOIDED: "Số này đã hủy.",
}

OF_CASE: Mapping[CaseStatus, str] = {
    _C.NEW: _LOOKED_INTO,
    _C.AWAITING: _LOOKED_INTO,
    _C.ACCEPTED: "Đã thụ lý; cơ quan bắt đầu giải quyết.",
    _C.NOT_ACCEPTED: "Không thụ lý; cơ quan thông báo lý do bằng văn bản.",
    _C.VERIFYING: "Cơ quan đang xác minh.",
    _C.DIALOGUE: "Đã đối thoại; cơ quan chuẩn bị ra quyết định.",
    _C.SUSPENDED: "Việc giải quyết đang tạm đình chỉ; thời gian này không tính vào thời hạn.",
    _C.TERMINATED: "Việc giải quyết đã đình chỉ.",
    _C.DECIDED: "Đã có quyết định giải quyết.",
    _C.CONTESTED: "Quyết định đang được khiếu nại lần hai hoặc khởi kiện.",
    _C.IN_EFFECT: "Quyết định giải quyết đã có hiệu lực.",
    _C.ENFORCING: "Quyết định giải quyết đang được thi hành.",
    _C.CONCLUDED: "Đã có kết luận.",
    _C.ACTING: "Cơ quan đang xử lý theo kết luận.",
    _C.HANDLING: "Cơ quan đang xem xét, giải quyết.",
    _C.ANSWERED: "Cơ quan đã trả lời.",
    _C.REVIEWING: "Việc đang được xem xét lại.",
    _C.PASSED_UP: "Cơ quan cấp trên đã nhận giải quyết.",
    _C.AWAITING_REPORT: "Cơ quan đang xem xét, giải quyết.",
    _C.REPORTED: "Cơ quan đang xem xét, giải quyết.",
    _C.CONCILIATED: "Đã hòa giải.",
    _C.PROTECTED: "Cơ quan đang xem xét, giải quyết.",  # that somebody is protected is told to nobody (LTC Đ48.2.b)
    _C.PLANNED: "Việc đang được rà soát.",
    _C.REVIEWED: "Việc đã được rà soát.",
    _C.ENDED_NOTICE: "Cơ quan đã thông báo chấm dứt xem xét.",
    _C.CLOSED: "Việc giải quyết đã kết thúc.",
}

OF_VISIT: Mapping[VisitStatus, str] = {
    _V.RECEIVED: "Đã tiếp; cơ quan đang ghi kết quả.",
    _V.PAPER_TAKEN: "Cơ quan đã nhận đơn.",
    _V.WORDS_RECORDED: "Cơ quan đã ghi lời trình bày và sẽ thông báo kết quả.",
    _V.GUIDED: "Đã hướng dẫn nơi có thẩm quyền.",
    _V.EXPLAINED: "Đã giải thích, hướng dẫn tại chỗ.",
    _V.REFUSED: "Đã từ chối tiếp và giải thích lý do.",
    _V.REFUSAL_DUE: "Đã từ chối tiếp; cơ quan sẽ gửi thông báo bằng văn bản.",
    _V.REFUSAL_DOUBTFUL: "Đã từ chối tiếp và giải thích lý do.",
    _V.REFUSAL_ISSUED: "Đã từ chối tiếp và thông báo bằng văn bản.",
    _V.TOLD_ACCEPTED: "Đã thông báo: nội dung được thụ lý.",
    _V.TOLD_MORE_TIME: "Đã thông báo: cần thêm thời gian xác minh trước khi thụ lý.",
    _V.TOLD_NOT_ACCEPTED: "Đã thông báo: không thụ lý, kèm lý do.",
    _V.TOLD_FORWARDED: "Đã thông báo: nội dung được chuyển đến cơ quan có thẩm quyền.",
}

OF_OUTCOME: Mapping[VisitOutcome | None, VisitStatus] = {
    None: _V.RECEIVED,
    VisitOutcome.PAPER_TAKEN: _V.PAPER_TAKEN,
    VisitOutcome.WORDS_RECORDED: _V.WORDS_RECORDED,
    VisitOutcome.GUIDED: _V.GUIDED,
    VisitOutcome.EXPLAINED: _V.EXPLAINED,
    VisitOutcome.REFUSED: _V.REFUSED,
}
"""Where a visit stands whose outcome says it all."""


def stage(status: EntryStatus | CaseStatus | VisitStatus | None, outcome: VisitOutcome | None = None) -> str:
    """Where a record stands, in one plain sentence. Words of two vocabularies that are written alike are told apart."""
    if isinstance(status, EntryStatus):
        return OF_ENTRY[status]
    if isinstance(status, CaseStatus):
        return OF_CASE[status]
    return OF_VISIT[status or OF_OUTCOME[outcome]]
