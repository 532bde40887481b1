"""Settling a complaint (LKN; NĐ 124/2020 sửa bởi NĐ 155/2026): first and second instance, and of discipline. Rows only.

One table is made for every instance from the codes and articles in which it differs, so that all of them read alike.
"""

from dataclasses import dataclass
from functools import partial

from caseflow.law.asks import ORDERED
from caseflow.law.steps.parts import (
    AWAITING,
    CLOSED,
    OPENED_BY_MISTAKE,
    SUSPENDED,
    by_authority,
    by_citizen,
    by_office,
    by_superior,
    opened,
    stopping,
)
from caseflow.law.terms import Action, Anchor, CaseStatus, Status, Variant
from caseflow.law.turning_points import NEW_LAW, OLD_LAW_ENDS
from caseflow.law.workflow import Start, Step, Target

S = CaseStatus
SETTLING: frozenset[Status] = frozenset({S.ACCEPTED, S.VERIFYING, S.DIALOGUE})
LOOKING_INTO: frozenset[Status] = frozenset({S.VERIFYING, S.DIALOGUE})
DECIDED: frozenset[Status] = frozenset({S.DECIDED})
CONTESTED: frozenset[Status] = frozenset({S.CONTESTED})
EFFECTIVE: frozenset[Status] = frozenset({S.IN_EFFECT, S.ENFORCING})
MAY_WITHDRAW = SETTLING | AWAITING | SUSPENDED


OPENED_BY_DELAY = {"KN-GQ1": ("KN-W2-EXPIRE", "KN-SUE-EXPIRE"), "KN-GQ2": ("KN-SUE-EXPIRE2",)}
"""The rights that open when a period of settling runs out unsettled."""

by_the_day_it_is_done = {"chosen_by": "accept_on", "transition": "CT-KN"}
withdrawing = partial(by_citizen, source=MAY_WITHDRAW, target=Target.STAY, **by_the_day_it_is_done)

WITHDRAWING = (
    withdrawing(
        Action.WITHDRAW_PART,
        basis="LKN Đ10.2",
        document="Đơn hoặc biên bản rút khiếu nại",
        asks=("withdrawn_content", "withdrawal_paper"),
        since=NEW_LAW,
    ),
    withdrawing(
        Action.WITHDRAW,
        basis="LKN Đ10; NĐ 124/2020 Đ7a",
        document="Đơn hoặc biên bản rút khiếu nại",
        asks=("withdrawal_paper", "all_withdraw"),
        sets=("withdrawn",),
        since=NEW_LAW,
    ),
    withdrawing(
        Action.WITHDRAW,
        basis="LKN Đ10",
        document="Đơn xin rút khiếu nại",
        asks=("all_withdraw",),
        sets=("withdrawn",),
        until=OLD_LAW_ENDS,
    ),
)
"""In whole always, by minutes too since the new law; in part only by the new law, as a change of scope."""

dialogue = partial(by_office, **by_the_day_it_is_done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The codes and articles in which one instance of settling a complaint differs from another."""

    settling: str
    sending: str  # "" where the law sets no time for sending
    effect: str
    windows: tuple[Start, ...]  # of the next complaint, opened by receiving the decision
    suing: tuple[Start, ...]
    result: str
    is_first: bool
    has_remote: bool  # whether the law lengthens it in remote areas
    must_talk: bool  # whether a dialogue is due whatever the verification finds
    accept: str
    settle: str
    verify: str
    talk: str
    decide: str
    send: str
    receipt: str
    takes_effect: str

    @property
    def decided(self) -> frozenset[Status]:
        """The statuses after a decision; a second one is contested in court alone."""
        return DECIDED | EFFECTIVE | (CONTESTED if self.is_first else frozenset())

    @property
    def rights(self) -> tuple[str, ...]:
        """The windows of the citizen that end with the record, or with their use."""
        opened_by_delay = OPENED_BY_DELAY.get(self.settling, ())
        return (*(start.family for start in (*self.windows, *self.suing)), *opened_by_delay)


def complaint_steps(course: Course) -> tuple[Step, ...]:
    """The steps of settling a complaint at one instance."""
    return (
        *_accepting(course),
        *_determining(course),
        *_talking(course),
        *WITHDRAWING,
        *stopping(
            among=SETTLING,
            after=course.decided,
            settling=course.settling,
            sending="KN-TDC-SEND",
            basis="LKN Đ11a; NĐ 124/2020 Đ28b",
            notices=(
                "Quyết định tạm đình chỉ, đình chỉ (Mẫu 14a)",
                "Quyết định tiếp tục giải quyết (Mẫu 14b)",
            ),
            grounds=("suspension_ground", "termination_ground"),
            withdrawal="withdrawal_recorded",
            issuing="KN-TDC-ISSUE",
            then=(Start("KN-DC-30", when="termination_ground=withdrawn"),),
            transition="CT-KN",
            since=NEW_LAW,
        ),
        by_authority(
            Action.TERMINATE,
            SETTLING | AWAITING,
            S.TERMINATED,
            basis="LKN Đ10",
            document="Thông báo đình chỉ do rút khiếu nại",
            asks=("termination_ground",),
            needs=("withdrawal_recorded",),
            drops=("*",),
            starts=(Start("KN-DC-30"),),
            until=OLD_LAW_ENDS,
            chosen_by="accept_on",
            transition="CT-KN",
        ),
        *_deciding(course),
        *_contested(course),
        *_carried_out(course),
    )


def _accepting(course: Course) -> tuple[Step, ...]:
    return (
        opened(course.accept),
        OPENED_BY_MISTAKE,
        by_authority(
            Action.ACCEPT,
            AWAITING,
            S.ACCEPTED,
            basis=course.accept,
            document="Thông báo thụ lý (Mẫu 03)",
            asks=("all_signed", "representatives", "appointment"),
            needs=("group_signed", "group_represented"),
            starts=(Start(course.settling),),
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
            Action.VERIFY,
            frozenset({S.ACCEPTED}),
            S.VERIFYING,
            basis=course.verify,
            document="Quyết định giao xác minh",
            asks=("verifier", "due_on"),
        ),
        by_authority(
            Action.HALT_ENFORCEMENT,
            SETTLING,
            Target.STAY,
            basis="LKN Đ35",
            document="Quyết định tạm đình chỉ thi hành quyết định bị khiếu nại",
            asks=("reason",),
            sets=("halted",),
            in_time=course.settling,  # not longer than what is left of the time for settling
        ),
        by_authority(
            Action.LIFT_HALT,
            SETTLING | SUSPENDED,
            Target.STAY,
            basis="LKN Đ35",
            document="Quyết định hủy việc tạm đình chỉ thi hành",
            asks=("reason",),
            needs=("halted",),
        ),
    )


def _determining(course: Course) -> tuple[Step, ...]:
    """What lengthens the cap. The wording in force on the day of acceptance decides what must be determined."""
    longer = (course.settling, course.effect, *(start.family for start in course.windows))
    remote = by_authority(
        Action.DETERMINE_REMOTE,
        SETTLING,
        Target.STAY,
        basis=course.settle,
        document="Văn bản xác định",
        asks=("evidence",),
        variant=tuple((family, Variant.REMOTE) for family in longer),
        in_time=course.settling,
    )
    remote_after_all = by_authority(
        Action.DETERMINE_REMOTE,
        DECIDED,
        Target.STAY,
        basis=f"{course.receipt}; {course.takes_effect}",
        document="Văn bản xác định",
        asks=("evidence",),
        variant=tuple((family, Variant.REMOTE) for family in longer[1:]),
    )
    by_its_complexity = partial(
        by_authority,
        Action.DETERMINE_COMPLEX,
        SETTLING,
        Target.STAY,
        document="Văn bản xác định vụ việc phức tạp",
        variant=((course.settling, Variant.COMPLEX),),
        in_time=course.settling,
        chosen_by="accept_on",
    )
    return (
        *((remote, remote_after_all) if course.has_remote else ()),
        by_its_complexity(
            basis="NĐ 124/2020 Đ3a", asks=("criteria", "evidence"), needs=("one_criterion",), since=NEW_LAW
        ),
        by_its_complexity(basis=course.settle, asks=("evidence",), until=OLD_LAW_ENDS),
    )


def _talking(course: Course) -> tuple[Step, ...]:
    return (
        dialogue(
            Action.INVITE_DIALOGUE,
            LOOKING_INTO,
            Target.STAY,
            basis="NĐ 124/2020 Đ28.1",
            asks=("dialogue_on",),
            starts=(Start("KN-DT-NOTICE", Anchor.TYPED, fact="dialogue_on"),),
        ),
        dialogue(
            Action.SEND_INVITATION,
            LOOKING_INTO,
            Target.STAY,
            basis="NĐ 124/2020 Đ28.1",
            document="Giấy mời đối thoại",
            asks=("sent_to",),
            ends=("KN-DT-NOTICE",),
        ),
        dialogue(
            Action.HOLD_DIALOGUE,
            LOOKING_INTO,
            S.DIALOGUE,
            basis=f"{course.talk}; NĐ 124/2020 Đ28",
            document="Biên bản đối thoại (Mẫu 14, ít nhất 3 bản)",
            asks=("invited", "settler", "chaired_by", "attendance_grounds", "absent", "summary"),
            needs=("invited", "chaired_by_whom_it_may", *(() if course.is_first else ("head_in_person",))),
            sets=("dialogue_held",),
            ends=("KN-DT-NOTICE",),  # an invitation that was sent in time has ended it before
            since=NEW_LAW,
        ),
        dialogue(
            Action.HOLD_DIALOGUE,
            LOOKING_INTO,
            S.DIALOGUE,
            basis=course.talk,
            document="Biên bản đối thoại",
            asks=("summary",),
            sets=("dialogue_held",),
            ends=("KN-DT-NOTICE",),
            until=OLD_LAW_ENDS,
        ),
    )


def _deciding(course: Course) -> tuple[Step, ...]:
    sending = (Start(course.sending, beside=True),) if course.sending else ()
    after = (*sending, Start("KN-PUB", beside=True), Start(course.effect))
    decided = course.decided
    return (
        by_authority(
            Action.DECIDE,
            LOOKING_INTO,
            S.DECIDED,
            basis=course.decide,
            document="Quyết định giải quyết khiếu nại",
            asks=(course.result, *(() if course.must_talk else ("no_difference",)), "summary", *ORDERED),
            needs=("not_withdrawn", "dialogue_held" if course.must_talk else "dialogue_unless_agreed"),
            ends=(course.settling,),
            drops=("KN-DT-NOTICE",),
            starts=after,
        ),
        by_authority(
            Action.AMEND_DECISION,
            DECIDED | EFFECTIVE | {S.REVIEWING},
            S.DECIDED,
            basis=f"{course.decide}; NĐ 124/2020 Đ38",
            document="Quyết định sửa đổi, thay thế quyết định giải quyết",
            asks=(course.result, "reason", *ORDERED),
            drops=(course.effect, "KN-ENF", *(start.family for start in (*course.windows, *course.suing))),
            starts=after,
        ),
        by_office(
            Action.SEND_DECISION,
            decided,
            Target.STAY,
            basis=course.send,
            document="Văn bản gửi quyết định",
            asks=("sent_to",),
            ends=(course.sending,) if course.sending else (),
        ),
        by_office(
            Action.RECORD_DELIVERY,
            decided,
            Target.STAY,
            basis=course.receipt,
            asks=("proof",),
            sets=("delivered",),
            starts=(*course.windows, *course.suing),
        ),
        by_office(
            Action.ANNOUNCE_MEETING,
            decided,
            Target.STAY,
            basis="NĐ 124/2020 Đ29",
            document="Thông báo họp công khai",
            asks=("meeting_on",),
            starts=(Start("KN-PUB-MEET", Anchor.TYPED, fact="meeting_on"),),
            judges=(("KN-PUB-MEET", ""),),
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
    )


def _contested(course: Course) -> tuple[Step, ...]:
    """A second complaint and a lawsuit. They keep a first decision from taking effect; a second one takes it anyway.

    Whoever complains again has received the decision, or has waited past the end of the time for settling; the court
    may be gone to long after a decision has taken effect.
    """
    sued = partial(
        by_citizen,
        Action.TAKE_LAWSUIT,
        basis="LKN Đ7; Luật TTHC Đ116",
        document="Thông báo của Tòa án",
        asks=("summary",),
        ends=tuple(family for family in course.rights if family.startswith("KN-SUE")),
    )
    judged = by_superior(
        Action.TAKE_JUDGMENT,
        EFFECTIVE | (CONTESTED if course.is_first else frozenset()),
        Target.STAY,
        basis="LKN Đ7; Luật TTHC Đ193",
        document="Bản án, quyết định của Tòa án",
        asks=("judgment", "summary"),
    )
    before = AWAITING | SETTLING | SUSPENDED  # the court may be gone to at once, too
    if not course.is_first:
        return (sued(source=before | EFFECTIVE | DECIDED, target=Target.STAY), judged)
    windows = tuple(family for family in course.rights if not family.startswith("KN-SUE"))
    return (
        by_citizen(
            Action.TAKE_SECOND,
            DECIDED | EFFECTIVE,  # the window runs from receipt, effect from issue: it may still be open
            S.CONTESTED,
            basis=f"LKN Đ7.1; {course.receipt}; {course.takes_effect}",
            document="Đơn khiếu nại lần hai",
            asks=("summary",),
            needs=("delivered",),
            ends=windows,
            drops=(course.effect, "KN-ENF"),
        ),
        by_superior(
            Action.END_SECOND,
            CONTESTED,
            S.DECIDED,
            basis=course.takes_effect,
            document="Thông báo không thụ lý, quyết định đình chỉ của lần hai",
            asks=("second_ended",),
            starts=(
                Start(course.effect, Anchor.KNOWN, fact="decide_on", when="amend_decision_on="),
                Start(course.effect, Anchor.KNOWN, fact="amend_decision_on"),
            ),
        ),
        by_superior(
            Action.PASS_UP,
            SETTLING | SUSPENDED,
            S.PASSED_UP,
            basis="LKN Đ33.1; NĐ 124/2020 Đ4",
            document="Thông báo thụ lý lần hai của cấp trên",
            asks=("summary",),
            expires=course.settling,
            ends=(course.settling,),
            drops=("*",),
        ),
        sued(source=DECIDED, target=S.CONTESTED, drops=(course.effect,)),
        sued(source=before | EFFECTIVE | CONTESTED, target=Target.STAY),
        judged,
    )


def _carried_out(course: Course) -> tuple[Step, ...]:
    """Effect, enforcement, review, end."""
    known = "no_second_known" if course.is_first else "no_lawsuit_known"
    closing = partial(
        by_authority,
        Action.CLOSE,
        target=S.CLOSED,
        basis="NĐ 124/2020 Đ31",
        asks=("summary",),
        finishes=True,
        drops=("KN-PUB-POST", *course.rights),
    )
    return (
        by_authority(
            Action.TAKE_EFFECT,
            DECIDED,
            S.IN_EFFECT,
            basis=course.takes_effect,
            asks=(known,),
            needs=(known, "delivered") if course.is_first else ("delivered",),
            ripens=course.effect,
            ends=(course.effect,),
            starts=(Start("KN-ENF", Anchor.RIPE),),
        ),
        by_authority(
            Action.ENFORCE,
            frozenset({S.IN_EFFECT}),
            S.ENFORCING,
            basis="NĐ 124/2020 Đ31",
            document="Văn bản chỉ đạo thi hành",
            ends=("KN-ENF",),
        ),
        by_office(
            Action.EXECUTE,
            EFFECTIVE,
            Target.STAY,
            basis="NĐ 124/2020 Đ31",
            document="Báo cáo kết quả thi hành",
            asks=("executed", "amount", "summary"),
            ends=("KN-ENF",),
        ),
        by_superior(
            Action.ORDER_REVIEW,
            EFFECTIVE | CLOSED,
            S.REVIEWING,
            basis="NĐ 124/2020 Đ38",
            document="Văn bản yêu cầu xem xét lại, quyết định kiểm tra",
            asks=("reason",),
            needs=("decided",),
            interrupts=True,
        ),
        by_authority(
            Action.KEEP_DECISION,
            frozenset({S.REVIEWING}),
            Target.BACK,
            basis="NĐ 124/2020 Đ38",
            document="Văn bản kết luận xem xét lại",
            asks=("summary",),
        ),
        closing(EFFECTIVE, needs=("carried_out",), ends=("KN-ENF",)),
        *((closing(CONTESTED),) if course.is_first else ()),
    )


_sue = Start("KN-SUE-RECV")
_sue_over_dismissal = Start("KN-SUE-RECV", when="contested_object=dismissal")

FIRST_COMPLAINT = complaint_steps(
    Course(
        settling="KN-GQ1",
        sending="KN-SEND1",
        effect="KN-EFF1",
        windows=(Start("KN-W2-RECV"),),
        suing=(_sue,),
        result="result",
        is_first=True,
        has_remote=True,
        must_talk=False,
        accept="LKN Đ27",
        settle="LKN Đ28",
        verify="LKN Đ29",
        talk="LKN Đ30",
        decide="LKN Đ31",
        send="LKN Đ32",
        receipt="LKN Đ33.1",
        takes_effect="LKN Đ44.1",
    )
)
SECOND_COMPLAINT = complaint_steps(
    Course(
        settling="KN-GQ2",
        sending="KN-SEND2",
        effect="KN-EFF2",
        windows=(),
        suing=(_sue,),
        result="second_result",
        is_first=False,
        has_remote=True,
        must_talk=True,
        accept="LKN Đ36.1",
        settle="LKN Đ37",
        verify="LKN Đ38",
        talk="LKN Đ39",
        decide="LKN Đ40",
        send="LKN Đ41.1",
        receipt="LKN Đ42",
        takes_effect="LKN Đ44.2",
    )
)
FIRST_OF_DISCIPLINE = complaint_steps(
    Course(
        settling="KN-KL-GQ",
        sending="",
        effect="KN-KL-EFF",
        windows=(
            Start("KN-KL-TH2", when="contested_object=|discipline"),
            Start("KN-KL-TH2-BTV", when="contested_object=dismissal"),
        ),
        suing=(_sue_over_dismissal,),
        result="result",
        is_first=True,
        has_remote=False,
        must_talk=True,
        accept="LKN Đ50",
        settle="LKN Đ50",
        verify="LKN Đ52",
        talk="LKN Đ53",
        decide="LKN Đ54",
        send="LKN Đ54",
        receipt="LKN Đ48",
        takes_effect="LKN Đ57",
    )
)
SECOND_OF_DISCIPLINE = complaint_steps(
    Course(
        settling="KN-KL-GQ",
        sending="KN-KL-SEND2",
        effect="KN-KL-EFF",
        windows=(),
        suing=(_sue_over_dismissal,),
        result="second_result",
        is_first=False,
        has_remote=False,
        must_talk=True,
        accept="LKN Đ50",
        settle="LKN Đ50",
        verify="LKN Đ52",
        talk="LKN Đ55",
        decide="LKN Đ56",
        send="LKN Đ56.2",
        receipt="LKN Đ57",
        takes_effect="LKN Đ57",
    )
)
