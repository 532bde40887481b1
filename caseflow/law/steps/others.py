"""Feedback, land disputes, the protection of a denouncer, the review of long-pending matters. Rows only."""

from caseflow.law.steps.parts import (
    AWAITING,
    OPENED_BY_MISTAKE,
    by_authority,
    by_citizen,
    by_office,
    by_superior,
    opened,
)
from caseflow.law.terms import Action, Anchor, CaseStatus, Status, Variant
from caseflow.law.workflow import Start, Step, Target

S = CaseStatus
DISPUTED: frozenset[Status] = frozenset({S.AWAITING, S.CONCILIATED})
PROTECTED: frozenset[Status] = frozenset({S.PROTECTED})

FEEDBACK: tuple[Step, ...] = (
    opened("LTCD Đ26.2"),
    OPENED_BY_MISTAKE,
    by_authority(
        Action.ACCEPT,
        AWAITING,
        S.HANDLING,
        basis="LTCD Đ26.2",
        document="Văn bản giao xem xét, giải quyết",
        asks=("verifier", "due_on"),
    ),
    by_authority(
        Action.REFUSE,
        AWAITING,
        S.NOT_ACCEPTED,
        basis="LTCD Đ26.2; NĐ 154/2026 Đ4.1.h",
        document="Văn bản thông báo",
        asks=("reason",),
    ),
    by_authority(
        Action.ANSWER,
        frozenset({S.HANDLING}),
        S.ANSWERED,
        basis="LTCD Đ28.1",
        document="Văn bản trả lời",
        asks=("answer",),
    ),
    by_authority(Action.CLOSE, frozenset({S.ANSWERED}), S.CLOSED, basis="LTCD Đ26.2"),
)

LAND_DISPUTE: tuple[Step, ...] = (
    opened(
        "Luật Đất đai 2024 Đ235",
        starts=(Start("TRANHCHAP-HG", Anchor.KNOWN, fact="received_on"),),
    ),
    OPENED_BY_MISTAKE,
    by_office(
        Action.CONCILIATE,
        AWAITING,
        S.CONCILIATED,
        basis="Luật Đất đai 2024 Đ235",
        document="Biên bản hòa giải",
        asks=("conciliated", "summary"),
        ends=("TRANHCHAP-HG",),
    ),
    by_authority(
        Action.ACCEPT,
        DISPUTED,
        S.ACCEPTED,
        basis="Luật Đất đai 2024 Đ236; NĐ 151/2025",
        document="Thông báo thụ lý giải quyết tranh chấp",
        asks=("land_settler",),
        ends=("TRANHCHAP-HG",),
        starts=(
            Start("TRANHCHAP-XA", when="land_settler=commune"),
            Start("TRANHCHAP-TINH", when="land_settler=province"),
        ),
    ),
    by_authority(
        Action.REFUSE,
        DISPUTED,
        S.NOT_ACCEPTED,
        basis="Luật Đất đai 2024 Đ236",
        document="Thông báo không thụ lý",
        asks=("reason",),
        ends=("TRANHCHAP-HG",),
    ),
    by_authority(
        Action.DETERMINE_REMOTE,
        frozenset({S.ACCEPTED}),
        Target.STAY,
        basis="NĐ 151/2025",
        document="Văn bản xác định",
        asks=("evidence",),
        variant=(("TRANHCHAP-XA", Variant.REMOTE), ("TRANHCHAP-TINH", Variant.REMOTE)),
    ),
    by_authority(
        Action.DECIDE,
        frozenset({S.ACCEPTED}),
        S.DECIDED,
        basis="Luật Đất đai 2024 Đ236",
        document="Quyết định giải quyết tranh chấp đất đai",
        asks=("summary",),
        ends=("TRANHCHAP-XA", "TRANHCHAP-TINH"),
    ),
    by_office(
        Action.RECORD_DELIVERY,
        frozenset({S.DECIDED}),
        Target.STAY,
        basis="Luật Đất đai 2024 Đ236",
        asks=("proof",),
        sets=("delivered",),
        starts=(Start("TRANHCHAP-KN"),),
    ),
    by_citizen(
        Action.WITHDRAW,
        DISPUTED | {S.ACCEPTED},
        S.CLOSED,
        basis="Luật Đất đai 2024 Đ235, Đ236",
        document="Đơn rút yêu cầu",
        asks=("reason",),
        drops=("*",),
    ),
    by_authority(
        Action.CLOSE,
        frozenset({S.CONCILIATED, S.DECIDED}),
        S.CLOSED,
        basis="Luật Đất đai 2024 Đ235, Đ236",
        asks=("summary",),
        finishes=True,
        drops=("TRANHCHAP-KN",),
    ),
)
"""A dispute over land is no complaint: conciliation in the commune, settlement, then thirty days to complain."""

PROTECTION: tuple[Step, ...] = (
    opened("LTC Đ50", asks=("reason", "urgent")),
    OPENED_BY_MISTAKE,
    by_authority(
        Action.PROTECT,
        AWAITING,
        S.PROTECTED,
        basis="LTC Đ51; Đ52",
        document="Quyết định áp dụng biện pháp bảo vệ",
        asks=("measures", "verifier", "due_on", "summary"),
    ),
    by_authority(
        Action.REFUSE_PROTECTION,
        AWAITING,
        S.NOT_ACCEPTED,
        basis="LTC Đ51",
        document="Văn bản giải thích lý do không áp dụng",
        asks=("reason",),
    ),
    by_authority(
        Action.CHANGE_PROTECTION,
        PROTECTED,
        Target.STAY,
        basis="LTC Đ54",
        document="Quyết định thay đổi, bổ sung biện pháp bảo vệ",
        asks=("measures", "verifier", "due_on", "summary"),
    ),
    by_authority(
        Action.END_PROTECTION,
        PROTECTED,
        S.CLOSED,
        basis="LTC Đ54.2",
        document="Quyết định chấm dứt bảo vệ",
        asks=("protection_ended",),
    ),
)
"""Runs beside the denunciation. The law says "in good time" and gives no figure: such a record is looked at daily."""

LONG_PENDING: tuple[Step, ...] = (
    opened("KH 2100/KH-TTCP; CV 1644/TTCP-VP", asks=("review_criteria",)),
    OPENED_BY_MISTAKE,
    by_office(
        Action.PLAN_REVIEW,
        AWAITING,
        S.PLANNED,
        basis="KH 2100/KH-TTCP",
        document="Kế hoạch, quyết định thành lập tổ công tác",
        asks=("verifier", "due_on", "summary"),
    ),
    by_office(
        Action.HOLD_DIALOGUE,
        frozenset({S.PLANNED, S.REVIEWED}),
        Target.STAY,
        basis="KH 2100/KH-TTCP",
        document="Biên bản đối thoại",
        asks=("summary",),
        sets=("dialogue_held",),
    ),
    by_office(
        Action.REVIEW,
        frozenset({S.PLANNED}),
        S.REVIEWED,
        basis="KH 2100/KH-TTCP",
        document="Báo cáo kết quả rà soát",
        asks=("summary",),
    ),
    by_authority(
        Action.END_CONSIDERATION,
        frozenset({S.REVIEWED}),
        S.ENDED_NOTICE,
        basis="KH 2100/KH-TTCP; LTCD Đ9.3",
        document="Thông báo chấm dứt xem xét, giải quyết",
        asks=("reason",),
    ),
    by_superior(
        Action.STRIKE_OFF,
        frozenset({S.AWAITING, S.PLANNED, S.REVIEWED, S.ENDED_NOTICE}),
        S.CLOSED,
        basis="KH 2100/KH-TTCP",
        document="Văn bản đưa ra khỏi danh sách",
        asks=("reason",),
    ),
)
"""The review of matters that are complex, pending and long drawn out: a list, a plan, a review, an end."""
