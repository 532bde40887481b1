"""What may happen to a visit at the desk: one outcome, then what the outcome still owes the citizen. Rows only.

Most outcomes end the visit on the day. Words recorded without a petition owe an answer within ten working days
(LTCD Đ28.1), some refusals a notice signed by the head within three (NĐ 154/2026 Đ4.3); a paper that was taken owes
nothing here, for its clocks are those of its entry.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from caseflow.law.errors import MissingFactError, StepNotAllowedError
from caseflow.law.grounds import REFUSAL_OF_RECEPTION, Ground
from caseflow.law.intake import DESK
from caseflow.law.terms import Action, Anchor, Role, Signer, Status, VisitOutcome, VisitStatus
from caseflow.law.turning_points import NEW_LAW
from caseflow.law.workflow import Start, Step, next_step

S = VisitStatus
A = Action

RECEIVERS = frozenset({Role.RECEPTION, Role.HANDLER, Role.BOARD_HEAD})
"""Who writes down what was said and decided at the desk."""

ENTERED: frozenset[Status] = frozenset({S.RECEIVED})
UNANSWERED: frozenset[Status] = frozenset({S.WORDS_RECORDED, S.TOLD_MORE_TIME})
NOT_IN_THE_BOOK: frozenset[Status] = frozenset({S.WORDS_RECORDED, S.TOLD_MORE_TIME, S.TOLD_ACCEPTED})

BEFORE_NEW_LAW = NEW_LAW - timedelta(days=1)
NOTICE_DUE = (Start("TCD-REFUSE", Anchor.TYPED, fact="grounds_on"),)
PROLONGED = ("settled_by_decision", "reviewed_by_document", "closed_by_notice", "explained_in_minutes")
"""The four documents without which nobody may be told that a matter is dragged out on purpose."""

at_the_desk = partial(Step, source=ENTERED, signed_by=Signer.OFFICER, recorded_by=RECEIVERS)
tell = partial(
    Step,
    source=UNANSWERED,
    signed_by=Signer.OFFICER,
    recorded_by=DESK,
    basis="LTCD Đ28.1",
    document="Thông báo kết quả tiếp công dân",
    asks=("answer", "way"),
    ends=("TCD-RESULT",),
)

VISIT_STEPS: tuple[Step, ...] = (
    at_the_desk(A.TAKE_PAPER, target=S.PAPER_TAKEN, basis="LTCD Đ25; Đ26"),
    at_the_desk(
        A.RECORD_WORDS,
        target=S.WORDS_RECORDED,
        basis="LTCD Đ25; NĐ 154/2026 Đ14",
        starts=(Start("TCD-RESULT"),),
    ),
    at_the_desk(A.GUIDE, target=S.GUIDED, basis="LTCD Đ26.1b"),
    at_the_desk(A.EXPLAIN, target=S.EXPLAINED, basis="LTCD Đ26"),
    at_the_desk(A.REFUSE_VISIT, target=S.REFUSED, basis="LTCD Đ9", asks=("refusal_ground",), until=BEFORE_NEW_LAW),
    at_the_desk(
        A.REFUSE_VISIT,
        target=S.REFUSED,
        basis="LTCD Đ9; NĐ 154/2026 Đ4",
        asks=("refusal_ground",),
        since=NEW_LAW,
    ),
    at_the_desk(
        A.REFUSE_IN_WRITING,
        target=S.REFUSAL_DUE,
        basis="NĐ 154/2026 Đ4.1.h; Đ4.3",
        asks=("refusal_ground", "grounds_on"),
        starts=NOTICE_DUE,
        since=NEW_LAW,
    ),
    at_the_desk(
        A.REFUSE_PROLONGED,
        target=S.REFUSED,
        basis="LTCD Đ9.3",
        asks=("refusal_ground", *PROLONGED),
        until=BEFORE_NEW_LAW,
    ),
    at_the_desk(
        A.REFUSE_PROLONGED,
        target=S.REFUSAL_DUE,
        basis="LTCD Đ9.3; NĐ 154/2026 Đ4.3",
        asks=("refusal_ground", "grounds_on", *PROLONGED),
        starts=NOTICE_DUE,
        since=NEW_LAW,
    ),
    at_the_desk(
        A.REFUSE_IN_DOUBT,
        target=S.REFUSAL_DOUBTFUL,
        basis="NĐ 154/2026 Đ4.1.g; mẫu 01/TCD",
        asks=("refusal_ground", "grounds_on"),
        starts=NOTICE_DUE,
        since=NEW_LAW,
    ),
    Step(
        A.ISSUE_REFUSAL,
        frozenset({S.REFUSAL_DUE, S.REFUSAL_DOUBTFUL}),
        S.REFUSAL_ISSUED,
        Signer.HEAD,
        DESK,
        basis="NĐ 154/2026 Đ4.3",
        document="Thông báo từ chối tiếp công dân (mẫu 01/TCD)",
        ends=("TCD-REFUSE",),
        since=NEW_LAW,
    ),
    Step(
        A.EXPLAIN_REFUSAL,
        frozenset({S.REFUSAL_DOUBTFUL}),
        S.REFUSED,
        Signer.OFFICER,
        DESK,
        basis="NĐ 154/2026 Đ4.2",
        asks=("reason",),
        drops=("TCD-REFUSE",),
        since=NEW_LAW,
    ),
    tell(A.TELL_ACCEPTED, target=S.TOLD_ACCEPTED),
    tell(A.TELL_MORE_TIME, target=S.TOLD_MORE_TIME, source=frozenset({S.WORDS_RECORDED})),
    tell(A.TELL_NOT_ACCEPTED, target=S.TOLD_NOT_ACCEPTED),
    tell(A.TELL_FORWARDED, target=S.TOLD_FORWARDED, asks=("to_office", "answer", "way")),
    Step(
        A.ENTER_WORDS,
        NOT_IN_THE_BOOK,
        S.PAPER_TAKEN,
        Signer.OFFICER,
        RECEIVERS,
        basis="LTCD Đ25; Đ26.1a",
        drops=("TCD-RESULT",),  # the same duty goes on at the petition's entry, from the same day
    ),
)

CLOSED_VISITS: frozenset[Status] = frozenset(
    {
        S.PAPER_TAKEN,
        S.GUIDED,
        S.EXPLAINED,
        S.REFUSED,
        S.REFUSAL_ISSUED,
        S.TOLD_NOT_ACCEPTED,
        S.TOLD_FORWARDED,
    }
)

ANSWERS = {
    A.TELL_ACCEPTED: "accepted",
    A.TELL_MORE_TIME: "more_time",
    A.TELL_NOT_ACCEPTED: "refused",
    A.TELL_FORWARDED: "forwarded",
}
"""The four results of LTCD Đ28.1, one of which the citizen is told, and their word at the petition."""

ACTS = {
    VisitOutcome.PAPER_TAKEN: A.TAKE_PAPER,
    VisitOutcome.WORDS_RECORDED: A.RECORD_WORDS,
    VisitOutcome.GUIDED: A.GUIDE,
    VisitOutcome.EXPLAINED: A.EXPLAIN,
}
"""What an outcome is as an act; of a refusal the ground decides."""

DOUBTS = {
    "4.1.g": "Mẫu 01/TCD dẫn điểm g, còn Điều 4.3 chỉ buộc thông báo bằng văn bản với điểm h: chưa rõ điểm g có phải "
    "thông báo bằng văn bản hay không. Hạn vẫn tính; nếu cơ quan chọn giải thích trực tiếp thì ghi bước đó kèm lý do.",
    "4.1.h": "Điểm h có cả ở Điều 4.2 (giải thích trực tiếp) và Điều 4.3 (thông báo bằng văn bản): tính theo Điều 4.3.",
}
"""Where the decree and its own form do not agree, by ground."""


def _act_of(ground: Ground) -> Action:
    if ground.code == "9.3":
        return A.REFUSE_PROLONGED
    if ground.written:
        return A.REFUSE_IN_WRITING
    return A.REFUSE_IN_DOUBT if ground.code in DOUBTS else A.REFUSE_VISIT


REFUSALS = {ground.code: _act_of(ground) for ground in REFUSAL_OF_RECEPTION}
"""In which form each ground is refused: explained on the spot, by a notice of the head, or in doubt between the two."""

AT_THE_DESK = frozenset({*ACTS.values(), *REFUSALS.values(), A.ENTER_WORDS})
"""The acts that are the outcome of a visit: recorded, and mended, on the form of the desk."""

ON_THE_VISIT = frozenset({"refusal_ground"})
"""The facts that the visit itself keeps, so that no event is needed for them."""


def first_step(outcome: VisitOutcome, ground: str, on: date) -> Step:
    """The row by which a visit of a day had its outcome; StepNotAllowedError where its law had none."""
    action = REFUSALS.get(ground, A.REFUSE_VISIT) if outcome is VisitOutcome.REFUSED else ACTS[outcome]
    return next_step(VISIT_STEPS, S.RECEIVED, action, on=on)


def is_worth_an_event(step: Step) -> bool:
    """Whether an outcome leaves more than the visit itself can keep: a clock, or facts of its own."""
    return bool(step.starts) or not set(step.asks) <= ON_THE_VISIT


def is_written(ground: str, on: date) -> bool:
    """Whether refusing on a ground owes a notice in writing, by the law of a day."""
    return bool(first_step(VisitOutcome.REFUSED, ground, on).starts)


def check_notice(outcome: VisitOutcome | None, ground: str, on: date, facts: Mapping[str, object]) -> None:
    """Refuse a notice of refusal (Mẫu 01/TCD) where the law has none, or before what it rests on is recorded."""
    if outcome is not VisitOutcome.REFUSED or not is_written(ground, on):
        raise StepNotAllowedError(
            "Thông báo từ chối (mẫu 01/TCD) chỉ lập khi từ chối theo Điều 9.3 Luật Tiếp công dân, "
            "điểm g hoặc h khoản 1 Điều 4 Nghị định 154/2026; căn cứ khác thì giải thích trực tiếp.",
            basis="NĐ 154/2026 Đ4.2, Đ4.3",
        )
    asked = first_step(VisitOutcome.REFUSED, ground, on).asks
    if any(not facts.get(name) for name in PROLONGED if name in asked):
        raise MissingFactError("Chưa ghi đủ bốn tài liệu của vụ việc cố tình kéo dài.", basis="LTCD Đ9.3")


def begins_in(status: VisitStatus | None, outcome: VisitOutcome | None, refusal_ground: str, on: date) -> VisitStatus:
    """Where the history of a visit begins: with its entry in the book, or, without one, where its outcome left it."""
    if status is not None or outcome is None:
        return VisitStatus.RECEIVED
    return VisitStatus(str(first_step(outcome, refusal_ground, on).target))
