"""What may happen to a petition at one office: received, classified, one outcome (LTCD, TT 05/2021). Rows only.

The acceptance clocks belong to the entry and start on the day it was received; accepting or refusing the case that it
opened writes the ending event here.
"""

from datetime import date
from functools import partial

from caseflow.law.terms import Action, Anchor, EntryStatus, PetitionKind, Role, Signer, Status, Variant
from caseflow.law.turning_points import NEW_LAW, OLD_LAW_ENDS
from caseflow.law.workflow import Start, Step, Target

S = EntryStatus
K = PetitionKind

DESK = frozenset({Role.RECEPTION, Role.HANDLER, Role.BOARD_HEAD, Role.CLERK, Role.UNIT_HEAD, Role.AUTHORITY})
HANDLERS = frozenset({Role.HANDLER, Role.BOARD_HEAD, Role.UNIT_HEAD, Role.AUTHORITY})
NOBODY: frozenset[Role] = frozenset()  # written only by the house: by the case that the entry opened, by a parting

TOUCHABLE: frozenset[Status] = frozenset({S.RECEIVED, S.CLASSIFIED})
WAITING: frozenset[Status] = frozenset({S.RECEIVED, S.AWAITING_SUPPLEMENT, S.CLASSIFIED, S.PROPOSED})
CLASSIFIED: frozenset[Status] = frozenset({S.CLASSIFIED})
SENT_ON: frozenset[Status] = frozenset({S.FORWARDED, S.REQUIRED})
ENDED: frozenset[Status] = frozenset(
    {S.IN_CASE, S.NOT_ACCEPTED, S.GUIDED, S.FORWARDED, S.REQUIRED, S.INSPECTED, S.RETURNED, S.ANSWERED, S.FILED}
)
MAY_BE_TOLD = WAITING | {S.IN_CASE, S.NOT_ACCEPTED}

ANSWERED_CLOCKS = ("TCD-RESULT", "TCD-PROC-45", "KNPA-RESULT", "KNPA-PROC-45")
ACCEPTANCE_CLOCKS = ("KN-TL", "KN-TL2", "KN-KL-TL", "TC-XLBD", "TC-TIEP", "TC-LATE-ASK")
TRANSFER_CLOCKS = ("TC-TRANSFER", "KNPA-QDHC-TRANSFER")
TIME_BARS = ("KN-THOIHIEU", "TRANHCHAP-KN", "KN-KL-TH1", "KN-KL-TH2", "KN-KL-TH2-BTV", "KN-W2-RECV", "KN-W2-EXPIRE")
"""What a complaint must have been lodged within; read when it is classified, with the obstacles left out."""
EVERY_CLOCK = ("XLD-10", *ANSWERED_CLOCKS, *ACCEPTANCE_CLOCKS, *TRANSFER_CLOCKS)
CLOCKS_OF_A_KIND = (*ACCEPTANCE_CLOCKS, *TRANSFER_CLOCKS, "KNPA-RESULT", "KNPA-PROC-45", "TC-PRESS", "TOGIAC")
"""What a former classification started; classifying anew, also after a supplement, begins without them."""

NOT_SETTLED_HERE = frozenset({K.LAND_DISPUTE, K.CIVIL, K.JUDICIAL, K.CRIME_REPORT, K.PARTY})
"""Kinds that are neither complaint nor denunciation nor feedback: registered, and sent the right way."""
NOT_OURS_TO_SETTLE = NOT_SETTLED_HERE - {K.LAND_DISPUTE}
"""Of these, what no office of the house settles; a land dispute has a procedure of its own, which is no complaint."""

NOT_OURS = ("!in_competence",)

CLASSIFYING = ("kind", "field", "instance", "eligible", "ineligible_because", "in_competence")
AGAINST_SOMEBODY = ("kind", "field", "instance", "author", "eligible", "ineligible_because", "in_competence")
LODGED = ("contested_object", "contested_known_on", "obstacle_from", "obstacle_to")
BY_PROXY = ("proxy_paper", "proxy_on")
LODGED_AGAIN = ("first_received_on", "first_expired_on", "remote_area")
ORDINARY = "contested_object=|act|land_settlement"
DISCIPLINARY = "contested_object=discipline|dismissal"


def _lodged(family: str, fact: str, when: str, variant: Variant | None = None) -> Start:
    return Start(family, Anchor.TYPED, fact=fact, when=when, variant=variant)


COMPLAINT_CLOCKS = (
    Start("KN-TL", Anchor.RECEIVED, when=f"in_competence,instance=first,{ORDINARY}"),
    Start("KN-TL2", Anchor.RECEIVED, when=f"in_competence,instance=second,{ORDINARY}"),
    Start("KN-KL-TL", Anchor.RECEIVED, when=f"in_competence,{DISCIPLINARY}"),
    _lodged("KN-THOIHIEU", "contested_known_on", "instance=first,contested_object=|act"),
    _lodged("TRANHCHAP-KN", "contested_known_on", "instance=first,contested_object=land_settlement"),
    _lodged("KN-KL-TH1", "contested_known_on", f"instance=first,{DISCIPLINARY}"),
    _lodged("KN-KL-TH2", "first_received_on", "instance=second,contested_object=discipline"),
    _lodged("KN-KL-TH2-BTV", "first_received_on", "instance=second,contested_object=dismissal"),
    _lodged("KN-W2-RECV", "first_received_on", f"instance=second,{ORDINARY},!remote_area"),
    _lodged("KN-W2-RECV", "first_received_on", f"instance=second,{ORDINARY},remote_area", Variant.REMOTE),
    _lodged("KN-W2-EXPIRE", "first_expired_on", f"instance=second,{ORDINARY},!remote_area"),
    _lodged("KN-W2-EXPIRE", "first_expired_on", f"instance=second,{ORDINARY},remote_area", Variant.REMOTE),
)
DENUNCIATION_CLOCKS = (
    Start("TC-XLBD", Anchor.RECEIVED, when="in_competence,instance=first,!several_places"),
    Start(
        "TC-XLBD", Anchor.RECEIVED, when="in_competence,instance=first,several_places", variant=Variant.SEVERAL_PLACES
    ),
    Start("TC-TIEP", Anchor.RECEIVED, when="in_competence,instance=again"),
    Start("TC-LATE-ASK", Anchor.RECEIVED, when="in_competence,instance=overdue"),
    Start("TC-TRANSFER", Anchor.RECEIVED, when="!in_competence"),
    Start("TC-PRESS", Anchor.RECEIVED, when="from_outside"),
)
FEEDBACK_CLOCKS = (
    Start("KNPA-RESULT", Anchor.RECEIVED, when="via_reception,!told"),
    Start("KNPA-PROC-45", Anchor.RECEIVED),
    Start("KNPA-QDHC-TRANSFER", Anchor.RECEIVED, when="about_regulation,!in_competence"),
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
            asks=(*AGAINST_SOMEBODY, *BY_PROXY, *LODGED, *LODGED_AGAIN),
            needs=("proxy",),
            kinds=frozenset({K.COMPLAINT}),
            starts=(*COMPLAINT_CLOCKS, *NOT_FEEDBACK_AFTER_ALL),
            tolls=TIME_BARS,
            judges=tuple((family, "received_on") for family in TIME_BARS),
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
            basis="LTCD Đ26.2; TT 05/2021; NĐ 20/2008",
            asks=(*CLASSIFYING, "about_regulation"),
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
            basis="LTC Đ25",
            asks=CLASSIFYING,
            kinds=frozenset({K.INFORMATION}),
            starts=NOT_FEEDBACK_AFTER_ALL,
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
urge = partial(
    Step,
    source=SENT_ON,
    target=Target.STAY,
    signed_by=Signer.HEAD,
    recorded_by=HANDLERS,
    basis="NĐ 154/2026 Đ32.1",
    asks=("reply_by",),
    starts=(Start("XLD-REPLY", Anchor.SET, fact="reply_by"),),
    since=NEW_LAW,
)
require = partial(
    Step,
    Action.REQUIRE,
    CLASSIFIED,
    S.REQUIRED,
    Signer.HEAD,
    HANDLERS,
    document="Văn bản yêu cầu giải quyết",
    asks=("to_office", "reply_by", "reason"),
    needs=NOT_OURS,
    ends=EVERY_CLOCK,
    starts=(Start("XLD-REPLY", Anchor.SET, fact="reply_by"),),
    kinds=frozenset({K.COMPLAINT, K.DENUNCIATION}),
)
written_by_the_case = partial(
    Step,
    source=frozenset({S.PROPOSED}),
    signed_by=Signer.AUTHORITY,
    recorded_by=NOBODY,
    ends=(*ANSWERED_CLOCKS, *ACCEPTANCE_CLOCKS, *TRANSFER_CLOCKS),
)
WITH_SUCCESSOR = ("to_office", "successor_basis", "reply_by")

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
        asks=("competent_office", "successor_basis"),
        needs=("eligible", "in_competence", "successor_basis"),
        ends=("XLD-10",),
        drops=("TC-LATE-ASK",),  # it goes on at the record that is opened
        kinds=frozenset(K) - NOT_OURS_TO_SETTLE - {K.INFORMATION},
    ),
    guide(
        basis="LTCD Đ26.1b",
        needs=(*NOT_OURS, "!guided_before"),
        kinds=frozenset({K.COMPLAINT, K.FEEDBACK}),
    ),
    guide(
        basis="LTCD Đ26.1b; TT 05/2021",
        needs=("!guided_before",),
        kinds=NOT_SETTLED_HERE - {K.CRIME_REPORT},
    ),
    forward(
        basis="LTCD Đ26.1b (sửa bởi Luật 136/2025)",
        asks=WITH_SUCCESSOR,
        needs=(*NOT_OURS, "successor_basis"),
        since=NEW_LAW,
        kinds=frozenset({K.COMPLAINT}),
    ),
    forward(
        basis="LTC Đ24.2; TT 05/2021 Đ14.1",
        document="Phiếu chuyển đơn tố cáo",
        asks=WITH_SUCCESSOR,
        needs=(*NOT_OURS, "!transferred", "successor_basis"),
        kinds=frozenset({K.DENUNCIATION}),
    ),
    forward(
        basis="LTC Đ25.2; NĐ 31/2019",
        document="Văn bản chuyển thông tin để thanh tra, kiểm tra",
        kinds=frozenset({K.INFORMATION}),
    ),
    Step(
        Action.INSPECT,
        CLASSIFIED,
        S.INSPECTED,
        Signer.HEAD,
        HANDLERS,
        basis="LTC Đ25.2",
        document="Văn bản giao thanh tra, kiểm tra",
        asks=("verifier", "due_on"),
        needs=("in_competence",),
        ends=EVERY_CLOCK,
        kinds=frozenset({K.INFORMATION}),
    ),
    require(basis="TT 05/2021 Đ14.2", until=OLD_LAW_ENDS),
    require(basis="NĐ 154/2026 Đ15.3; TT 05/2021 Đ14.2", since=NEW_LAW),
    forward(
        basis="LTCD Đ26.2; TT 05/2021",
        document="Phiếu chuyển đơn kiến nghị, phản ánh",
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
        asks=("return_to", "reason"),
        needs=("nothing_to_settle",),
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
        starts=(Start("TCD-FWD-DONE", Anchor.RECEIVED, when="from_board"),),
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
        needs=("nothing_to_settle",),
        ends=EVERY_CLOCK,
        starts=(Start("XLD-LUU"),),
        drops=("TOGIAC",),
    ),
    Step(
        Action.JOIN,
        CLASSIFIED,
        S.JOINED,
        Signer.OFFICER,
        HANDLERS,
        basis="TT 05/2021",
        asks=("matter", "new_facts"),
        ends=EVERY_CLOCK,
        drops=("TOGIAC",),
    ),
    Step(  # in the place of a joining that is undone; nobody takes it by itself
        Action.PART,
        WAITING | ENDED,
        Target.STAY,
        Signer.OFFICER,
        NOBODY,
        basis="TT 05/2021",
        asks=("reason",),
    ),
    Step(
        Action.TELL_RESULT,
        MAY_BE_TOLD,
        Target.STAY,
        Signer.OFFICER,
        DESK,
        basis="LTCD Đ28.1",
        document="Thông báo kết quả tiếp nhận, nếu không trả lời trực tiếp",
        asks=("told_outcome", "answer"),
        sets=("told",),
        ends=("TCD-RESULT", "KNPA-RESULT"),
    ),
    written_by_the_case(Action.ACCEPT, target=S.IN_CASE, basis="LKN Đ27; LTC Đ29; LTCD Đ26"),
    written_by_the_case(Action.REFUSE, target=S.NOT_ACCEPTED, basis="LKN Đ11; LTC Đ24.1"),
    written_by_the_case(Action.TERMINATE, target=S.FILED, basis="LKN Đ10; Đ11a; LTC Đ33; Đ34"),
    Step(
        Action.SETTLED,
        frozenset({S.IN_CASE}),
        Target.STAY,
        Signer.AUTHORITY,
        NOBODY,
        basis="LTCD Đ27.2",
        starts=(Start("TCD-FWD-REPORT", when="from_board"),),
    ),
    Step(
        Action.REPORT_BACK,
        ENDED | {S.JOINED},
        Target.STAY,
        Signer.HEAD,
        HANDLERS,
        basis="LTCD Đ27.2; LTC Đ26.2",
        document="Văn bản báo kết quả cho nơi chuyển đơn",
        asks=("summary",),
        needs=("from_outside",),
        ends=("TCD-FWD-REPORT", "TCD-FWD-DONE", "TC-PRESS"),
    ),
    Step(
        Action.TAKE_REPLY,
        SENT_ON,
        Target.STAY,
        Signer.ANOTHER_OFFICE,
        DESK,
        basis="LTCD Đ27.2; NĐ 154/2026 Đ32.1",
        document="Văn bản phúc đáp",
        asks=("citizen_asked", "summary"),
        ends=("XLD-REPLY",),
        starts=(Start("TCD-RELAY", when="citizen_asked"),),
    ),
    Step(
        Action.RELAY,
        SENT_ON,
        Target.STAY,
        Signer.HEAD,
        DESK,
        basis="LTCD Đ28.2",
        document="Văn bản báo lại công dân",
        asks=("answer",),
        needs=("citizen_asked",),
        ends=("TCD-RELAY",),
    ),
    urge(Action.URGE, document="Văn bản đôn đốc", basis="TT 05/2021", since=date.min, until=OLD_LAW_ENDS),
    urge(Action.URGE, document="Văn bản đôn đốc lần 1", needs=("!urged",), sets=("urged",)),
    urge(
        Action.URGE_AGAIN,
        document="Văn bản đôn đốc lần 2",
        needs=("urged", "!urged_again"),
        sets=("urged_again",),
    ),
    urge(
        Action.URGE_THIRD,
        document="Văn bản đôn đốc lần 3",
        needs=("urged_again", "!urged_third"),
        sets=("urged_third",),
    ),
    Step(
        Action.REPORT_SLOW,
        SENT_ON,
        Target.STAY,
        Signer.HEAD,
        HANDLERS,
        basis="NĐ 154/2026 Đ32.1",
        document="Báo cáo Chủ tịch UBND",
        asks=("summary",),
        needs=("urged_third",),
        ends=("XLD-REPLY",),
        since=NEW_LAW,
    ),
    Step(
        Action.GIVE_BACK,
        WAITING | ENDED,
        Target.STAY,
        Signer.OFFICER,
        DESK,
        basis="TT 05/2021; NĐ 154/2026 Đ27",
        document="Biên bản giao nhận",
        asks=("papers_given_back",),
        needs=("originals_to_return",),
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

CLOSED_ENTRIES: frozenset[Status] = ENDED | {S.JOINED, S.VOIDED}
