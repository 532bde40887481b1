"""What may happen to a settlement case: one table of rows per kind and instance (LKN, LTC, LTCD). Rows only.

A table is a function of the codes that differ between first and second instance, so that both read alike.
"""

from datetime import date
from functools import partial

from caseflow.law.terms import (
    Action,
    Anchor,
    CaseStatus,
    Instance,
    PetitionKind,
    Role,
    Signer,
    Status,
    Variant,
)
from caseflow.law.workflow import Start, Step, Target

S = CaseStatus
NEW_LAW = date(2026, 7, 1)
OLD_LAW_ENDS = date(2026, 6, 30)

RECORDERS = frozenset({Role.HANDLER, Role.SETTLER, Role.CLERK, Role.UNIT_HEAD, Role.AUTHORITY, Role.BOARD_HEAD})
SENDERS = RECORDERS

AWAITING: frozenset[Status] = frozenset({S.AWAITING})
NOBODY: frozenset[Role] = frozenset()  # written only by the entry whose number was given by mistake
SETTLING: frozenset[Status] = frozenset({S.ACCEPTED, S.VERIFYING, S.DIALOGUE})
DECIDED: frozenset[Status] = frozenset({S.DECIDED, S.CONTESTED, S.IN_EFFECT, S.ENFORCING})
INVESTIGATING: frozenset[Status] = frozenset({S.ACCEPTED, S.VERIFYING})

by_authority = partial(Step, signed_by=Signer.AUTHORITY, recorded_by=RECORDERS)
by_office = partial(Step, signed_by=Signer.HEAD, recorded_by=SENDERS)

OPENED_BY_MISTAKE = Step(
    Action.VOID,
    AWAITING,
    S.CLOSED,
    Signer.OFFICER,
    NOBODY,
    basis="Sổ theo dõi đơn: số ghi nhầm giữ lại, ghi “hủy”",
    drops=("*",),
)


def _stopping(
    *,
    among: frozenset[Status],
    after: frozenset[Status],
    settling: str,
    sending: str,
    basis: str,
    notice: str,
    grounds: tuple[str, str],
    since: date,
) -> tuple[Step, ...]:
    """Suspension, continuation and termination; `among` are the statuses of settling, `after` those that follow it.

    `grounds` are the facts that hold the ground of a suspension and of a termination.
    """
    send = (Start(sending),)
    of_suspension, of_termination = grounds
    return (
        by_authority(
            Action.SUSPEND,
            among,
            S.SUSPENDED,
            basis=basis,
            document=notice,
            asks=(of_suspension,),
            sets=("stopped",),
            pauses=(settling,),
            starts=send,
            since=since,
        ),
        by_authority(
            Action.CONTINUE,
            frozenset({S.SUSPENDED}),
            Target.BACK,
            basis=basis,
            document=notice.replace("14a", "14b"),
            resumes=(settling,),
            starts=send,
            since=since,
        ),
        by_authority(
            Action.TERMINATE,
            among | {S.AWAITING, S.SUSPENDED},
            S.TERMINATED,
            basis=basis,
            document=notice,
            asks=(of_termination,),
            sets=("stopped",),
            drops=("*",),
            starts=send,
            since=since,
        ),
        by_office(
            Action.SEND_SUSPENSION,
            among | after | {S.SUSPENDED, S.TERMINATED},
            Target.STAY,
            basis=basis,
            document="Văn bản gửi",
            asks=("sent_to",),
            needs=("stopped",),
            ends=(sending,),
        ),
        by_authority(Action.CLOSE, frozenset({S.TERMINATED}), S.CLOSED, basis=basis, finishes=True),
    )


def _contested(effect: str, *, is_first: bool) -> tuple[Step, ...]:
    """A second complaint and a lawsuit. They keep a first decision from taking effect; a second one takes it anyway.

    Whoever complains again has received the decision; the court may be gone to long after it has taken effect.
    """
    brought = partial(Step, signed_by=Signer.CITIZEN, recorded_by=RECORDERS, asks=("summary",))
    sued = partial(
        brought,
        Action.TAKE_LAWSUIT,
        basis="LKN Đ7; Luật TTHC Đ116",
        document="Thông báo của Tòa án",
        ends=("KN-SUE-RECV", "KN-SUE-EXPIRE"),
    )
    after_effect = frozenset({S.IN_EFFECT, S.ENFORCING})
    if not is_first:
        return (sued(source=after_effect | {S.DECIDED}, target=Target.STAY),)
    second = brought(
        Action.TAKE_SECOND,
        source=frozenset({S.DECIDED}),
        target=S.CONTESTED,
        basis="LKN Đ7.1; Đ33.1; Đ44.1",
        document="Đơn khiếu nại lần hai",
        needs=("delivered",),
        ends=("KN-W2-RECV", "KN-W2-EXPIRE"),
        drops=(effect,),
    )
    return (
        second,
        sued(source=frozenset({S.DECIDED}), target=S.CONTESTED, drops=(effect,)),
        sued(source=after_effect | {S.CONTESTED}, target=Target.STAY),
    )


def complaint_steps(
    *, settling: str, sending: str, effect: str, window: str, result: str, articles: dict[str, str]
) -> tuple[Step, ...]:
    """The steps of settling a complaint at one instance, named by the codes and articles of that instance."""
    decided = DECIDED if window else DECIDED - {S.CONTESTED}  # a second decision is contested in court alone
    after_decision = (Start(sending), Start("KN-PUB"), Start(effect))
    on_delivery = ((Start(window),) if window else ()) + (Start("KN-SUE-RECV"),)
    return (
        by_authority(Action.OPEN, frozenset({S.NEW}), S.AWAITING, basis=articles["accept"]),
        OPENED_BY_MISTAKE,
        by_authority(
            Action.ACCEPT,
            AWAITING,
            S.ACCEPTED,
            basis=articles["accept"],
            document="Thông báo thụ lý (Mẫu 03)",
            starts=(Start(settling),),
        ),
        by_authority(
            Action.REFUSE,
            AWAITING,
            S.NOT_ACCEPTED,
            basis="LKN Đ11",
            document="Thông báo không thụ lý (Mẫu 04)",
            asks=("ground",),
        ),
        by_authority(
            Action.DETERMINE_REMOTE,
            SETTLING,
            Target.STAY,
            basis=articles["settle"],
            document="Văn bản xác định",
            asks=("evidence",),
            variant=tuple((family, Variant.REMOTE) for family in (settling, effect, window) if family),
            in_time=settling,
        ),
        by_authority(
            Action.DETERMINE_COMPLEX,
            SETTLING,
            Target.STAY,
            basis="NĐ 124/2020 Đ3a",
            document="Văn bản xác định vụ việc phức tạp",
            asks=("criteria", "evidence"),
            needs=("one_criterion",),
            variant=((settling, Variant.COMPLEX),),
            in_time=settling,
            since=NEW_LAW,
        ),
        by_authority(
            Action.DETERMINE_COMPLEX,
            SETTLING,
            Target.STAY,
            basis=articles["settle"],
            document="Văn bản xác định vụ việc phức tạp",
            asks=("evidence",),
            variant=((settling, Variant.COMPLEX),),
            in_time=settling,
            until=OLD_LAW_ENDS,
        ),
        by_authority(
            Action.VERIFY,
            frozenset({S.ACCEPTED}),
            S.VERIFYING,
            basis="LKN Đ29",
            document="Quyết định giao xác minh",
            asks=("verifier", "due_on"),
        ),
        by_office(
            Action.INVITE_DIALOGUE,
            frozenset({S.VERIFYING, S.DIALOGUE}),
            Target.STAY,
            basis="NĐ 124/2020 Đ28.1",
            asks=("dialogue_on",),
            starts=(Start("KN-DT-NOTICE", Anchor.TYPED, fact="dialogue_on"),),
        ),
        by_office(
            Action.SEND_INVITATION,
            frozenset({S.VERIFYING, S.DIALOGUE}),
            Target.STAY,
            basis="NĐ 124/2020 Đ28.1",
            document="Giấy mời đối thoại",
            asks=("sent_to",),
            ends=("KN-DT-NOTICE",),
        ),
        by_authority(
            Action.HOLD_DIALOGUE,
            frozenset({S.VERIFYING, S.DIALOGUE}),
            S.DIALOGUE,
            basis=articles["dialogue"],
            document="Biên bản đối thoại (Mẫu 14)",
            asks=("summary",),
            ends=("KN-DT-NOTICE",),  # an invitation that was sent in time has ended it before
        ),
        *_stopping(
            among=SETTLING,
            after=decided,
            settling=settling,
            sending="KN-TDC-SEND",
            basis="LKN Đ11a; NĐ 124/2020 Đ28b",
            notice="Quyết định tạm đình chỉ, đình chỉ (Mẫu 14a)",
            grounds=("suspension_ground", "termination_ground"),
            since=NEW_LAW,
        ),
        by_authority(
            Action.TERMINATE,
            SETTLING | AWAITING,
            S.TERMINATED,
            basis="LKN Đ10",
            document="Thông báo đình chỉ do rút khiếu nại",
            asks=("termination_ground",),
            drops=("*",),
            until=OLD_LAW_ENDS,
        ),
        by_authority(
            Action.DECIDE,
            frozenset({S.VERIFYING, S.DIALOGUE}),
            S.DECIDED,
            basis=articles["decide"],
            document="Quyết định giải quyết khiếu nại",
            asks=(result, "summary"),
            ends=(settling,),
            drops=("KN-DT-NOTICE",),
            starts=after_decision,
        ),
        by_office(
            Action.SEND_DECISION,
            decided,
            Target.STAY,
            basis=articles["send"],
            document="Văn bản gửi quyết định",
            asks=("sent_to",),
            ends=(sending,),
        ),
        by_office(
            Action.RECORD_DELIVERY,
            decided,
            Target.STAY,
            basis="LKN Đ33.1",
            asks=("proof",),
            sets=("delivered",),
            starts=on_delivery,
        ),
        by_office(
            Action.PUBLISH,
            decided,
            Target.STAY,
            basis="NĐ 124/2020 Đ29",
            asks=("way",),
            ends=("KN-PUB",),
            starts=(Start("KN-PUB-POST"),),
        ),
        *_contested(effect, is_first=bool(window)),
        by_authority(
            Action.TAKE_EFFECT,
            frozenset({S.DECIDED}),
            S.IN_EFFECT,
            basis="LKN Đ44",
            asks=("no_second_known",) if window else ("no_lawsuit_known",),
            needs=("no_second_known", "delivered") if window else ("delivered",),
            ripens=effect,
            ends=(effect,),
            starts=(Start("KN-ENF"),),
        ),
        by_authority(
            Action.ENFORCE,
            frozenset({S.IN_EFFECT}),
            S.ENFORCING,
            basis="NĐ 124/2020 Đ31",
            document="Văn bản chỉ đạo thi hành",
            ends=("KN-ENF",),
        ),
        by_authority(
            Action.CLOSE,
            decided - {S.DECIDED},
            S.CLOSED,
            basis="NĐ 124/2020 Đ31",
            asks=("summary",),
            finishes=True,
            ends=("KN-ENF",),
            drops=("KN-PUB-POST", "KN-W2-RECV", "KN-W2-EXPIRE", "KN-SUE-RECV", "KN-SUE-EXPIRE"),
        ),
    )


FIRST_COMPLAINT = complaint_steps(
    settling="KN-GQ1",
    sending="KN-SEND1",
    effect="KN-EFF1",
    window="KN-W2-RECV",
    result="result",
    articles={
        "accept": "LKN Đ27",
        "settle": "LKN Đ28",
        "dialogue": "LKN Đ30",
        "decide": "LKN Đ31",
        "send": "LKN Đ32",
    },
)
SECOND_COMPLAINT = complaint_steps(
    settling="KN-GQ2",
    sending="KN-SEND2",
    effect="KN-EFF2",
    window="",
    result="second_result",
    articles={
        "accept": "LKN Đ36.1",
        "settle": "LKN Đ37",
        "dialogue": "LKN Đ39",
        "decide": "LKN Đ40",
        "send": "LKN Đ41.1",
    },
)

CONCLUDED: frozenset[Status] = frozenset({S.CONCLUDED, S.ACTING})
DENUNCIATION: tuple[Step, ...] = (
    by_authority(Action.OPEN, frozenset({S.NEW}), S.AWAITING, basis="LTC Đ24.1"),
    OPENED_BY_MISTAKE,
    by_authority(
        Action.ACCEPT,
        AWAITING,
        S.ACCEPTED,
        basis="LTC Đ29",
        document="Quyết định thụ lý tố cáo",
        starts=(Start("TC-GQ"), Start("TC-TL-NOTICE")),
    ),
    by_authority(
        Action.REFUSE,
        AWAITING,
        S.NOT_ACCEPTED,
        basis="LTC Đ24.1; Đ29.1",
        document="Thông báo không thụ lý tố cáo",
        asks=("condition",),
        starts=(Start("TC-KTL-NOTICE"),),
    ),
    by_office(
        Action.NOTIFY_REFUSAL,
        frozenset({S.NOT_ACCEPTED}),
        Target.STAY,
        basis="LTC Đ24.1",
        asks=("way",),
        ends=("TC-KTL-NOTICE",),
    ),
    by_office(
        Action.NOTIFY_ACCEPTANCE,
        INVESTIGATING | CONCLUDED | {S.SUSPENDED},
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
        asks=("verifier", "verifiers", "due_on"),
    ),
    by_authority(
        Action.EXTEND,
        INVESTIGATING,
        Target.STAY,
        basis="LTC Đ30.2; NĐ 31/2019 Đ3.2",
        document="Quyết định gia hạn",
        asks=("criteria", "evidence"),
        needs=("!extended_once", "one_criterion"),
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
        asks=("criteria", "evidence"),
        needs=("!extended_twice", "extended_once", "two_criteria"),
        sets=("extended_twice",),
        extends=("TC-GQ", "TC-GQ-EXT2"),
        in_time="TC-GQ",
    ),
    *_stopping(
        among=INVESTIGATING,
        after=CONCLUDED,
        settling="TC-GQ",
        sending="TC-TDC-SEND",
        basis="LTC Đ34",
        notice="Quyết định tạm đình chỉ, đình chỉ giải quyết tố cáo",
        grounds=("stay_ground", "ending_ground"),
        since=date.min,
    ),
    by_authority(
        Action.CONCLUDE,
        frozenset({S.VERIFYING}),
        S.CONCLUDED,
        basis="LTC Đ35",
        document="Kết luận nội dung tố cáo",
        asks=("conclusion", "summary"),
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
        asks=("way",),
        ends=("TC-PUB",),
        starts=(Start("TC-PUB-POST"),),
    ),
    by_authority(
        Action.ACT,
        frozenset({S.CONCLUDED}),
        S.ACTING,
        basis="LTC Đ36.1",
        document="Văn bản xử lý theo kết luận",
        asks=("summary",),
        ends=("TC-KL-ACT",),
    ),
    by_authority(
        Action.CLOSE,
        frozenset({S.ACTING}),
        S.CLOSED,
        basis="LTC Đ36",
        asks=("summary",),
        finishes=True,
        drops=("TC-PUB-POST",),
    ),
)

FEEDBACK: tuple[Step, ...] = (
    by_authority(Action.OPEN, frozenset({S.NEW}), S.AWAITING, basis="LTCD Đ26.2"),
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

PROCEDURES: dict[tuple[PetitionKind, Instance], tuple[Step, ...]] = {
    (PetitionKind.COMPLAINT, Instance.FIRST): FIRST_COMPLAINT,
    (PetitionKind.COMPLAINT, Instance.SECOND): SECOND_COMPLAINT,
    (PetitionKind.DENUNCIATION, Instance.FIRST): DENUNCIATION,
    (PetitionKind.FEEDBACK, Instance.FIRST): FEEDBACK,
}

CLOSED_CASES: frozenset[Status] = frozenset({S.NOT_ACCEPTED, S.CLOSED})
