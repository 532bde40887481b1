"""What may happen to a petition at one office: received, classified, one outcome (LTCD, TT 05/2021). Rows only.

The acceptance clocks belong to the entry and start on the day it was received; accepting or refusing the case that it
opened writes the ending event here.
"""

from datetime import date
from functools import partial

from caseflow.law.terms import Action, Anchor, EntryStatus, PetitionKind, Role, Signer, Status, Variant
from caseflow.law.workflow import Start, Step, Target

S = EntryStatus
K = PetitionKind
NEW_LAW = date(2026, 7, 1)

DESK = frozenset({Role.RECEPTION, Role.HANDLER, Role.BOARD_HEAD, Role.CLERK, Role.UNIT_HEAD, Role.AUTHORITY})
HANDLERS = frozenset({Role.HANDLER, Role.BOARD_HEAD, Role.UNIT_HEAD, Role.AUTHORITY})
NOBODY: frozenset[Role] = frozenset()  # written only by the case that the entry opened

TOUCHABLE: frozenset[Status] = frozenset({S.RECEIVED, S.CLASSIFIED})
WAITING: frozenset[Status] = frozenset({S.RECEIVED, S.AWAITING_SUPPLEMENT, S.CLASSIFIED, S.PROPOSED})
CLASSIFIED: frozenset[Status] = frozenset({S.CLASSIFIED})
MAY_BE_TOLD = WAITING | {S.IN_CASE, S.NOT_ACCEPTED}

ANSWERED_CLOCKS = ("TCD-RESULT", "TCD-PROC-45", "KNPA-RESULT", "KNPA-PROC-45")
ACCEPTANCE_CLOCKS = ("KN-TL", "KN-TL2", "TC-XLBD", "TC-TRANSFER")
EVERY_CLOCK = ("XLD-10", *ANSWERED_CLOCKS, *ACCEPTANCE_CLOCKS)
CLOCKS_OF_A_KIND = (*ACCEPTANCE_CLOCKS, "KNPA-RESULT", "KNPA-PROC-45", "TOGIAC")
"""What a former classification started; classifying anew, also after a supplement, begins without them."""

NOT_SETTLED_HERE = frozenset({K.LAND_DISPUTE, K.CIVIL, K.JUDICIAL, K.CRIME_REPORT, K.PARTY})
"""Kinds that are neither complaint nor denunciation nor feedback: registered, and sent the right way."""

NOT_OURS = ("!in_competence",)

CLASSIFYING = ("kind", "field", "instance", "eligible", "ineligible_because", "in_competence")
AGAINST_SOMEBODY = ("kind", "field", "instance", "author", "eligible", "ineligible_because", "in_competence")
COMPLAINT_CLOCKS = (
    Start("KN-TL", Anchor.RECEIVED, when="in_competence,instance=first"),
    Start("KN-TL2", Anchor.RECEIVED, when="in_competence,instance=second"),
)
DENUNCIATION_CLOCKS = (
    Start("TC-XLBD", Anchor.RECEIVED, when="in_competence,!several_places"),
    Start("TC-XLBD", Anchor.RECEIVED, when="in_competence,several_places", variant=Variant.SEVERAL_PLACES),
    Start("TC-TRANSFER", Anchor.RECEIVED, when="!in_competence"),
)
FEEDBACK_CLOCKS = (
    Start("KNPA-RESULT", Anchor.RECEIVED, when="via_reception,!told"),
    Start("KNPA-PROC-45", Anchor.RECEIVED),
)
NOT_FEEDBACK_AFTER_ALL = (
    Start("TCD-RESULT", Anchor.RECEIVED, when="was_feedback,via_reception,!told"),
    Start("TCD-PROC-45", Anchor.RECEIVED, when="was_feedback"),
)
"""Feedback has clocks of its own in the place of these two; what turns out to be something else gets them back."""


def _classify(action: Action, source: frozenset[Status]) -> tuple[Step, ...]:
    """The rows of classifying, one per kind with clocks of its own and one for all that is none of the three."""
    row = partial(Step, action, source, S.CLASSIFIED, Signer.OFFICER, HANDLERS)
    drops = CLOCKS_OF_A_KIND
    return (
        row(
            basis="LTCD Đ26; TT 05/2021; LKN Đ27",
            asks=AGAINST_SOMEBODY,
            kinds=frozenset({K.COMPLAINT}),
            starts=(*COMPLAINT_CLOCKS, *NOT_FEEDBACK_AFTER_ALL),
            drops=drops,
        ),
        row(
            basis="LTC Đ24.1",
            asks=(*AGAINST_SOMEBODY, "several_places"),
            kinds=frozenset({K.DENUNCIATION}),
            starts=(*DENUNCIATION_CLOCKS, *NOT_FEEDBACK_AFTER_ALL),
            drops=drops,
        ),
        row(
            basis="LTCD Đ26.2; TT 05/2021",
            asks=CLASSIFYING,
            kinds=frozenset({K.FEEDBACK}),
            starts=FEEDBACK_CLOCKS,
            drops=(*drops, "TCD-RESULT", "TCD-PROC-45"),
            sets=("was_feedback",),
        ),
        row(
            basis="LTC Đ27.1; BLTTHS Đ144-146",
            asks=CLASSIFYING,
            kinds=frozenset({K.CRIME_REPORT}),
            starts=(Start("TOGIAC", Anchor.RECEIVED), *NOT_FEEDBACK_AFTER_ALL),
            drops=drops,
        ),
        row(
            basis="TT 05/2021",
            asks=CLASSIFYING,
            starts=NOT_FEEDBACK_AFTER_ALL,
            drops=drops,
            kinds=frozenset({K.LAND_DISPUTE, K.CIVIL, K.JUDICIAL, K.PARTY}),
        ),
    )


guide = partial(
    Step,
    Action.GUIDE,
    CLASSIFIED,
    S.GUIDED,
    Signer.HEAD,
    HANDLERS,
    document="Phiếu hướng dẫn",
    asks=("guided_to",),
    ends=EVERY_CLOCK,
)
forward = partial(
    Step,
    Action.FORWARD,
    CLASSIFIED,
    S.FORWARDED,
    Signer.HEAD,
    HANDLERS,
    document="Phiếu chuyển đơn",
    asks=("to_office", "reply_by"),
    ends=EVERY_CLOCK,
    starts=(Start("XLD-REPLY", Anchor.SET, fact="reply_by"),),
)

INTAKE_STEPS: tuple[Step, ...] = (
    Step(
        Action.RECEIVE,
        frozenset({S.NEW}),
        S.RECEIVED,
        Signer.OFFICER,
        DESK,
        basis="LTCD Đ25; TT 05/2021",
        starts=(
            Start("TCD-RESULT", when="via_reception"),
            Start("TCD-PROC-45"),
            Start("XLD-10", when="provincial"),
        ),
    ),
    *_classify(Action.CLASSIFY, frozenset({S.RECEIVED})),
    *_classify(Action.RECLASSIFY, CLASSIFIED),
    Step(
        Action.ASK_SUPPLEMENT,
        TOUCHABLE,
        S.AWAITING_SUPPLEMENT,
        Signer.OFFICER,
        HANDLERS,
        basis="TT 05/2021",
        document="Văn bản yêu cầu bổ sung",
        asks=("what_is_missing",),
    ),
    Step(
        Action.SUPPLEMENT,
        frozenset({S.AWAITING_SUPPLEMENT}),
        S.RECEIVED,
        Signer.CITIZEN,
        DESK,
        basis="TT 05/2021",
        asks=("summary",),
    ),
    Step(
        Action.PROPOSE,
        CLASSIFIED,
        S.PROPOSED,
        Signer.OFFICER,
        HANDLERS,
        basis="LTCD Đ26.1a; TT 05/2021",
        document="Phiếu đề xuất thụ lý đơn",
        asks=("competent_office",),
        needs=("eligible", "in_competence"),
        ends=("XLD-10",),
        kinds=frozenset(K) - NOT_SETTLED_HERE,
    ),
    guide(
        basis="LTCD Đ26.1b",
        needs=NOT_OURS,
        kinds=frozenset({K.COMPLAINT, K.FEEDBACK}),
    ),
    guide(
        basis="LTCD Đ26.1b; TT 05/2021",
        kinds=NOT_SETTLED_HERE - {K.CRIME_REPORT},
    ),
    forward(
        basis="LTCD Đ26.1b (sửa bởi Luật 136/2025)",
        needs=NOT_OURS,
        since=NEW_LAW,
        kinds=frozenset({K.COMPLAINT}),
    ),
    forward(
        basis="LTC Đ24.2; TT 05/2021 Đ14.1",
        document="Phiếu chuyển đơn tố cáo",
        needs=(*NOT_OURS, "!transferred"),
        kinds=frozenset({K.DENUNCIATION}),
    ),
    forward(
        basis="LTCD Đ26.2; TT 05/2021",
        needs=NOT_OURS,
        kinds=frozenset({K.FEEDBACK}),
    ),
    forward(
        basis="LTC Đ27.1; TT 05/2021",
        ends=(*EVERY_CLOCK, "TOGIAC"),
        kinds=NOT_SETTLED_HERE,
    ),
    Step(
        Action.RETURN,
        CLASSIFIED,
        S.RETURNED,
        Signer.HEAD,
        HANDLERS,
        basis="TT 05/2021",
        document="Văn bản trả đơn",
        asks=("reason",),
        ends=EVERY_CLOCK,
        drops=("TOGIAC",),
    ),
    Step(
        Action.INFORM,
        CLASSIFIED,
        S.ANSWERED,
        Signer.HEAD,
        HANDLERS,
        basis="LTCD Đ28.1; TT 05/2021",
        document="Văn bản thông báo",
        asks=("answer",),
        ends=EVERY_CLOCK,
        drops=("TOGIAC",),
    ),
    Step(
        Action.FILE,
        CLASSIFIED | {S.AWAITING_SUPPLEMENT},
        S.FILED,
        Signer.HEAD,
        HANDLERS,
        basis="TT 05/2021",
        asks=("reason",),
        ends=EVERY_CLOCK,
        drops=("TOGIAC",),
    ),
    Step(
        Action.JOIN,
        CLASSIFIED,
        S.JOINED,
        Signer.OFFICER,
        HANDLERS,
        basis="TT 05/2021",
        asks=("matter",),
        ends=EVERY_CLOCK,
        drops=("TOGIAC",),
    ),
    Step(
        Action.TELL_RESULT,
        MAY_BE_TOLD,
        Target.STAY,
        Signer.HEAD,
        DESK,
        basis="LTCD Đ28.1",
        document="Thông báo kết quả tiếp nhận",
        asks=("answer",),
        sets=("told",),
        ends=("TCD-RESULT", "KNPA-RESULT"),
    ),
    Step(
        Action.ACCEPT,
        frozenset({S.PROPOSED}),
        S.IN_CASE,
        Signer.AUTHORITY,
        NOBODY,
        basis="LKN Đ27; LTC Đ29; LTCD Đ26",
        ends=(*ANSWERED_CLOCKS, *ACCEPTANCE_CLOCKS),
    ),
    Step(
        Action.REFUSE,
        frozenset({S.PROPOSED}),
        S.NOT_ACCEPTED,
        Signer.AUTHORITY,
        NOBODY,
        basis="LKN Đ11; LTC Đ24.1",
        ends=(*ANSWERED_CLOCKS, *ACCEPTANCE_CLOCKS),
    ),
    Step(
        Action.TERMINATE,
        frozenset({S.PROPOSED}),
        S.FILED,
        Signer.AUTHORITY,
        NOBODY,
        basis="LKN Đ10; Đ11a; LTC Đ33; Đ34",
        ends=(*ANSWERED_CLOCKS, *ACCEPTANCE_CLOCKS),
    ),
    Step(
        Action.TAKE_REPLY,
        frozenset({S.FORWARDED}),
        Target.STAY,
        Signer.ANOTHER_OFFICE,
        DESK,
        basis="LTCD Đ27.2; NĐ 154/2026 Đ32.1",
        document="Văn bản phúc đáp",
        asks=("summary",),
        ends=("XLD-REPLY",),
    ),
    Step(
        Action.URGE,
        frozenset({S.FORWARDED}),
        Target.STAY,
        Signer.HEAD,
        HANDLERS,
        basis="NĐ 154/2026 Đ32.1",
        document="Văn bản đôn đốc",
        asks=("reply_by",),
        starts=(Start("XLD-REPLY", Anchor.SET, fact="reply_by"),),
    ),
    Step(
        Action.VOID,
        WAITING,
        S.VOIDED,
        Signer.OFFICER,
        HANDLERS,
        basis="Sổ theo dõi đơn: số ghi nhầm giữ lại, ghi “hủy”",
        asks=("reason",),
        drops=("*",),
    ),
)

CLOSED_ENTRIES: frozenset[Status] = frozenset(
    {S.IN_CASE, S.NOT_ACCEPTED, S.GUIDED, S.FORWARDED, S.RETURNED, S.ANSWERED, S.FILED, S.JOINED, S.VOIDED}
)
