"""Settling a denunciation (LTC; NĐ 31/2019 sửa bởi NĐ 156/2026): the first time, again, over its delay. Rows only."""

from functools import partial

from caseflow.law.asks import ORDERED
from caseflow.law.steps.parts import (
    AWAITING,
    OPENED_BY_MISTAKE,
    SUSPENDED,
    by_authority,
    by_citizen,
    by_office,
    by_superior,
    opened,
    stopping,
)
from caseflow.law.terms import Action, Anchor, CaseStatus, Status
from caseflow.law.workflow import Start, Step, Target

S = CaseStatus
INVESTIGATING: frozenset[Status] = frozenset({S.ACCEPTED, S.VERIFYING})
CONCLUDED: frozenset[Status] = frozenset({S.CONCLUDED, S.ACTING})
ACTING: frozenset[Status] = frozenset({S.ACTING})
LATE: frozenset[Status] = frozenset({S.AWAITING_REPORT, S.REPORTED})

accepting = partial(
    by_authority,
    Action.ACCEPT,
    target=S.ACCEPTED,
    starts=(Start("TC-GQ"), Start("TC-TL-NOTICE")),
)

SETTLING: tuple[Step, ...] = (
    by_office(
        Action.NOTIFY_ACCEPTANCE,
        INVESTIGATING | CONCLUDED | SUSPENDED,
        Target.STAY,
        basis="LTC Đ29.3",
        document="Thông báo việc thụ lý",
        asks=("sent_to",),
        ends=("TC-TL-NOTICE",),
    ),
    by_authority(
        Action.VERIFY,
        frozenset({S.ACCEPTED}),
        S.VERIFYING,
        basis="LTC Đ31",
        document="Quyết định thành lập tổ xác minh",
        asks=("verifier", "verifiers", "team_size", "due_on"),
        needs=("two_verifiers",),
    ),
    by_authority(
        Action.EXTEND,
        INVESTIGATING,
        Target.STAY,
        basis="LTC Đ30.2; NĐ 31/2019 Đ3.2",
        document="Quyết định gia hạn",
        asks=("criteria", "evidence", "extended_by"),
        needs=("!extended_once", "one_criterion", "within_extension"),
        sets=("extended_once",),
        extends=("TC-GQ", "TC-GQ-EXT1"),
        in_time="TC-GQ",
    ),
    by_authority(
        Action.EXTEND_AGAIN,
        INVESTIGATING,
        Target.STAY,
        basis="LTC Đ30.3; NĐ 31/2019 Đ3.3",
        document="Quyết định gia hạn",
        asks=("criteria", "evidence", "extended_by"),
        needs=("!extended_twice", "extended_once", "two_criteria", "within_extension"),
        sets=("extended_twice",),
        extends=("TC-GQ", "TC-GQ-EXT2"),
        in_time="TC-GQ",
    ),
    by_citizen(
        Action.WITHDRAW_PART,
        INVESTIGATING | AWAITING | SUSPENDED,
        Target.STAY,
        basis="LTC Đ33.1",
        document="Đơn (Mẫu 02) hoặc biên bản (Mẫu 03) rút tố cáo",
        asks=("withdrawn_content", "withdrawal_paper"),
    ),
    by_citizen(
        Action.WITHDRAW,
        INVESTIGATING | AWAITING | SUSPENDED,
        Target.STAY,
        basis="LTC Đ33; NĐ 31/2019 Đ4",
        document="Đơn (Mẫu 02) hoặc biên bản (Mẫu 03) rút tố cáo",
        asks=("withdrawal_paper", "signs", "signs_examined"),
        sets=("withdrawn",),
    ),
    *stopping(
        among=INVESTIGATING,
        after=CONCLUDED,
        settling="TC-GQ",
        sending="TC-TDC-SEND",
        basis="LTC Đ34",
        notices=(
            "Quyết định tạm đình chỉ, đình chỉ giải quyết tố cáo",
            "Quyết định tiếp tục giải quyết tố cáo",
        ),
        grounds=("stay_ground", "ending_ground"),
        withdrawal="withdrawal_ends",
    ),
    by_office(
        Action.FIND_CRIME,
        AWAITING | INVESTIGATING | CONCLUDED | SUSPENDED,
        Target.STAY,
        basis="LTC Đ27.1; Đ36.2",
        asks=("found_on", "summary"),
        sets=("crime_found",),
        starts=(Start("TC-CRIME", Anchor.TYPED, fact="found_on"),),
    ),
    by_authority(
        Action.SEND_TO_POLICE,
        AWAITING | INVESTIGATING | CONCLUDED | SUSPENDED,
        Target.STAY,
        basis="LTC Đ27.1; Đ36.2",
        document="Công văn chuyển hồ sơ",
        asks=("sent_to",),
        needs=("crime_found",),
        ends=("TC-CRIME",),
    ),
    by_superior(
        Action.PASS_UP,
        INVESTIGATING | SUSPENDED,
        S.PASSED_UP,
        basis="LTC Đ38.5; NĐ 31/2019 Đ5",
        document="Quyết định thụ lý của cấp trên",
        asks=("summary",),
        expires="TC-GQ",
        ends=("TC-GQ",),
        drops=("*",),
    ),
    by_authority(
        Action.CONCLUDE,
        frozenset({S.VERIFYING}),
        S.CONCLUDED,
        basis="LTC Đ35",
        document="Kết luận nội dung tố cáo",
        asks=("conclusion", "summary", *ORDERED),
        ends=("TC-GQ",),
        starts=(Start("TC-KL-SEND"), Start("TC-KL-ACT"), Start("TC-PUB")),
    ),
    by_office(
        Action.SEND_CONCLUSION,
        CONCLUDED,
        Target.STAY,
        basis="LTC Đ35.3",
        document="Văn bản gửi kết luận",
        asks=("sent_to",),
        ends=("TC-KL-SEND",),
    ),
    by_office(
        Action.PUBLISH,
        CONCLUDED,
        Target.STAY,
        basis="LTC Đ40",
        asks=("way", "without_denouncer"),
        needs=("without_denouncer",),
        ends=("TC-PUB",),
        starts=(Start("TC-PUB-POST"),),
    ),
    by_authority(
        Action.ACT,
        frozenset({S.CONCLUDED}),
        S.ACTING,
        basis="LTC Đ36.1",
        document="Văn bản xử lý theo kết luận",
        asks=("handling_decision", "summary"),
        ends=("TC-KL-ACT",),
        starts=(Start("TC-PUB", when="handling_decision", beside=True),),
    ),
    by_superior(
        Action.HANDLE_PROPOSAL,
        ACTING,
        Target.STAY,
        basis="LTC Đ36.3",
        document="Văn bản xử lý của cơ quan được kiến nghị",
        asks=("summary",),
        starts=(Start("TC-KL-REPORT", beside=True),),
    ),
    by_office(
        Action.REPORT_HANDLING,
        ACTING,
        Target.STAY,
        basis="LTC Đ36.3",
        document="Báo cáo kết quả xử lý",
        asks=("summary",),
        ends=("TC-KL-REPORT",),
    ),
    by_office(
        Action.EXECUTE,
        ACTING,
        Target.STAY,
        basis="LTC Đ36; Đ44",
        document="Báo cáo kết quả thực hiện",
        asks=("executed", "amount", "summary"),
    ),
    by_authority(
        Action.CLOSE,
        ACTING,
        S.CLOSED,
        basis="LTC Đ36",
        asks=("summary",),
        finishes=True,
        drops=("TC-PUB-POST",),
    ),
)
"""What follows acceptance, whichever way it was come by."""

TELLING_REFUSAL = by_office(
    Action.NOTIFY_REFUSAL,
    frozenset({S.NOT_ACCEPTED}),
    Target.STAY,
    basis="LTC Đ24.1",
    asks=("way",),
    ends=("TC-KTL-NOTICE",),
)

DENUNCIATION: tuple[Step, ...] = (
    opened("LTC Đ24.1"),
    OPENED_BY_MISTAKE,
    accepting(source=AWAITING, basis="LTC Đ29", document="Quyết định thụ lý tố cáo"),
    by_authority(
        Action.REFUSE,
        AWAITING,
        S.NOT_ACCEPTED,
        basis="LTC Đ24.1; Đ29.1",
        document="Thông báo không thụ lý tố cáo",
        asks=("condition",),
        starts=(Start("TC-KTL-NOTICE"),),
    ),
    TELLING_REFUSAL,
    *SETTLING,
)

DENUNCIATION_AGAIN: tuple[Step, ...] = (
    opened("LTC Đ37"),
    OPENED_BY_MISTAKE,
    accepting(source=AWAITING, basis="LTC Đ37.2", document="Quyết định thụ lý giải quyết lại tố cáo"),
    by_authority(
        Action.FIX_COMPETENCE,
        AWAITING,
        S.CLOSED,
        basis="LTC Đ37.2",
        document="Văn bản xử lý về thẩm quyền giải quyết",
        asks=("reason", "sent_to"),
    ),
    by_authority(
        Action.REFUSE,
        AWAITING,
        S.NOT_ACCEPTED,
        basis="LTC Đ37.2",
        document="Văn bản không giải quyết lại, nêu rõ lý do",
        asks=("reason",),
        starts=(Start("TC-KTL-NOTICE"),),
    ),
    TELLING_REFUSAL,
    *SETTLING,
)
"""A further denunciation (LTC Đ37): no settlement anew, competence put right, or a full new clock."""

DENUNCIATION_OVERDUE: tuple[Step, ...] = (
    opened("LTC Đ38", starts=(Start("TC-LATE-ASK", Anchor.KNOWN, fact="received_on"),)),
    OPENED_BY_MISTAKE,
    by_authority(
        Action.ASK_REPORT,
        AWAITING,
        S.AWAITING_REPORT,
        basis="LTC Đ38.2",
        document="Văn bản yêu cầu báo cáo",
        asks=("sent_to",),
        ends=("TC-LATE-ASK",),
        starts=(Start("TC-LATE-REPORT"),),
    ),
    by_authority(
        Action.REFUSE,
        AWAITING,
        S.NOT_ACCEPTED,
        basis="LTC Đ38; Đ29.1",
        document="Thông báo việc giải quyết còn trong thời hạn, hoặc không thụ lý",
        asks=("reason",),
        ends=("TC-LATE-ASK",),
        starts=(Start("TC-KTL-NOTICE"),),
    ),
    TELLING_REFUSAL,
    by_superior(
        Action.TAKE_REPORT,
        frozenset({S.AWAITING_REPORT}),
        S.REPORTED,
        basis="LTC Đ38.3",
        document="Báo cáo của người giải quyết",
        asks=("summary",),
        ends=("TC-LATE-REPORT",),
    ),
    by_authority(
        Action.ORDER_SETTLE,
        LATE,
        S.CLOSED,
        basis="LTC Đ38",
        document="Văn bản yêu cầu giải quyết, xử lý trách nhiệm",
        asks=("summary", "due_on"),
        drops=("TC-LATE-REPORT",),
    ),
    accepting(
        source=LATE,
        basis="LTC Đ38.5; NĐ 31/2019 Đ5",
        document="Quyết định thụ lý của cấp trên",
        drops=("TC-LATE-REPORT",),
    ),
    *SETTLING,
)
"""A denunciation of delay (LTC Đ38): a report within five and five working days, then an order, or it is taken over."""
