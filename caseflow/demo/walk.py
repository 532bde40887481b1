"""How an office works one invented petition through the services: the days in between, the papers, what it decides.

Every day is at or before the given today; what would come later has not happened yet.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import select

from caseflow.demo.cast import Actor, Cast
from caseflow.demo.offices import BOARD, OFFICE_BY_CODE, PROVINCE
from caseflow.demo.outcomes import Pace
from caseflow.demo.petitions import PlannedPetition, chance_for
from caseflow.law.clock import VIETNAM
from caseflow.law.terms import (
    Action,
    CaseStatus,
    Channel,
    EntryStatus,
    Instance,
    OfficeKind,
    PetitionKind,
    Role,
    VisitOutcome,
)
from caseflow.law.turning_points import NEW_LAW
from caseflow.law.working_days import WorkingCalendar
from caseflow.services import cases, petitions, reception
from caseflow.services.citizens import Person
from caseflow.services.steps import Paper, Recording
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.offices import Office
from caseflow.store.petitions import PetitionEntry, entries_of_case, outcomes_before
from caseflow.store.reception import Visit

INTAKE_DAYS = {Pace.FAST: (1, 3), Pace.NORMAL: (3, 6), Pace.SLOW: (6, 9), Pace.LATE: (11, 24)}
SETTLE_SHARE = {Pace.FAST: (0.45, 0.75), Pace.NORMAL: (0.75, 0.95), Pace.SLOW: (0.93, 1.0), Pace.LATE: (1.08, 1.7)}


class NotYetError(Exception):
    """The day of a step lies after today: the story stops here."""


@dataclass
class Walk:
    """One petition on its way: its chance, its calendar, the day it has come to."""

    paper: PlannedPetition
    cast: Cast
    calendar: WorkingCalendar
    today: date
    chance: Random
    day: date

    def after(self, low: int, high: int) -> date:
        """Go some working days on. Raises NotYetError when that is after today."""
        self.day = self.calendar.add(self.day, self.chance.randint(low, high))
        if self.day > self.today:
            raise NotYetError
        return self.day

    def upto(self, day: date) -> date:
        """Go on to a day, or the working day after it."""
        self.day = max(self.day, self.calendar.roll_forward(day))
        if self.day > self.today:
            raise NotYetError
        return self.day

    def number(self, code: str, kind: str) -> str:
        """A document number as this office writes it."""
        return f"{self.chance.randint(11, 2900)}/{kind}-{OFFICE_BY_CODE[code].short}"

    def signed(self, code: str, kind: str, *, by: Actor) -> Paper:
        """A paper of an office under somebody's name, dated today in the story."""
        return Paper(number=self.number(code, kind), issued_on=self.day, signatory=f"{by.name}, {by.post}")


def moment(day: date, chance: Random) -> datetime:
    """An hour of a working day, in UTC."""
    clock = time(chance.choice((7, 8, 9, 10, 14, 15, 16)), chance.randrange(60))
    return datetime.combine(day, clock, VIETNAM).astimezone(UTC)


def persons(paper: PlannedPetition) -> list[Person]:
    """Those who stand on the paper, as the services take them."""
    return [
        Person(
            name=one.name,
            paper_number=one.id_number or "",
            phone=one.phone or "",
            address=one.address,
            unit_code=paper.commune,
            born=one.born,
            sex=one.sex.value,
        )
        for one in paper.senders
    ]


def walk_petition(
    paper: PlannedPetition, cast: Cast, calendar: WorkingCalendar, today: date, matter: Matter | None
) -> PetitionEntry:
    """Enter one petition at the board and work it as far as today allows."""
    walk = Walk(paper, cast, calendar, today, chance_for(paper), paper.received_on)
    entry = _enter(walk, matter)
    with suppress(NotYetError):
        _work_entry(walk, entry, BOARD)
    return entry


def _enter(walk: Walk, matter: Matter | None) -> PetitionEntry:
    paper = walk.paper
    office = db.session.get_one(Office, walk.cast.offices[BOARD])
    clerk = walk.cast.of(BOARD, Role.RECEPTION, Role.HANDLER, turn=paper.index)
    now = moment(paper.received_on, walk.chance)
    visit = _receive(walk, office, clerk, now, matter) if paper.channel is Channel.RECEPTION and paper.senders else None
    sent_by = OFFICE_BY_CODE[paper.sent_by].name if paper.sent_by else ""
    return petitions.register(
        office=office,
        paper=petitions.Paper(
            summary=paper.summary,
            body=paper.text,
            dated=paper.received_on - timedelta(days=walk.chance.randint(0, 9)),
            signatories=max(len(paper.senders), 1),
        ),
        letter=petitions.Letter(
            paper.channel if visit or paper.channel is not Channel.RECEPTION else Channel.HAND,
            from_sender=sent_by,
            number=paper.sent_under or "",
        ),
        senders=() if visit else persons(paper),
        received_on=paper.received_on,
        reader=clerk.reader,
        now=now,
        matter=db.session.get_one(Matter, visit.matter_id) if visit else matter,
        visit=visit,
        respondent=f"{paper.respondent.name}, {paper.respondent.post}" if paper.respondent else "",
        unit_code=paper.commune,
    )


def _receive(walk: Walk, office: Office, clerk: Actor, now: datetime, matter: Matter | None) -> Visit:
    paper = walk.paper
    crowd = len(paper.senders)
    return reception.receive(
        office=office,
        people=persons(paper)[: max(paper.representatives, 1)],
        telling=reception.Telling(
            summary=paper.summary,
            request="Xem xét, giải quyết theo quy định",
            outcome=VisitOutcome.PAPER_TAKEN,
            people_present=crowd,
            is_group=crowd > 4,  # noqa: PLR2004 - five make a đoàn (TT 06/2025)
            representatives_paper="Văn bản cử người đại diện" if crowd > 4 else "",  # noqa: PLR2004 - the same five
            kind=paper.kind,
            papers=(reception.PaperHandedIn(f"Đơn {paper.kind.label}", walk.chance.randint(1, 6), is_original=True),),
        ),
        reader=clerk.reader,
        now=now,
        on=paper.received_on,
        matter=matter,
        unit_code=paper.commune,
    )


def _work_entry(walk: Walk, entry: PetitionEntry, code: str) -> None:
    """Classify at an office and decide what becomes of the paper there."""
    paper, own = walk.paper, code == walk.paper.competent or (code == BOARD and walk.paper.competent == PROVINCE)
    if paper.outcome is None and code == BOARD and walk.chance.random() < 0.45:  # noqa: PLR2004 - many of the last weeks are not even read
        return
    action = _outcome(walk, code)
    repeated = action in ELSEWHERE and outcomes_before(entry) & {EntryStatus.GUIDED, EntryStatus.FORWARDED}
    action = Action.FILE if repeated else action  # guiding and transferring are done once
    low, high = INTAKE_DAYS[paper.pace]
    walk.after(1, max(1, low))
    handler = walk.cast.of(code, Role.HANDLER, turn=paper.index)
    against = paper.contested or paper.respondent
    must_settle = own and paper.kind in TO_SETTLE
    ineligible = action is Action.FILE and (bool(repeated) or walk.chance.random() < 0.5 or must_settle)  # noqa: PLR2004 - half of it
    facts = _kind_of(paper) | {
        "eligible": "no" if ineligible else "yes",
        "author": against.author if against else None,
        "ineligible_because": ("guided_before" if repeated else "sent_around") if ineligible else None,
        "in_competence": "yes" if action is Action.PROPOSE or (own and action not in ELSEWHERE) else "no",
    }
    _entry_step(walk, entry, handler, Recording(Action.CLASSIFY, walk.day, facts))
    if paper.outcome is None:
        return
    walk.after(1, max(1, high - low))
    _take_outcome(walk, entry, code, action)


def _kind_of(paper: PlannedPetition) -> dict[str, object]:
    return {"kind": paper.kind.value, "field": paper.field.value, "instance": paper.instance.value}


def _outcome(walk: Walk, code: str) -> Action:
    """What this office does: the board as planned, as far as the law of the day knows it; the competent one settles."""
    paper = walk.paper
    if code != BOARD:
        return Action.PROPOSE if paper.kind in PROPOSABLE else Action.INFORM
    wanted = paper.outcome or Action.FILE
    if paper.kind is PetitionKind.DENUNCIATION and wanted is Action.GUIDE:
        return Action.FORWARD
    if paper.kind is PetitionKind.COMPLAINT and wanted is Action.FORWARD and walk.day < NEW_LAW - timedelta(days=40):
        return Action.GUIDE
    return wanted


TO_SETTLE = frozenset({PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION})
ELSEWHERE = frozenset({Action.GUIDE, Action.FORWARD})
PROPOSABLE = TO_SETTLE | {PetitionKind.FEEDBACK}
KINDS_OF_PAPER = {
    Action.PROPOSE: "PĐX",
    Action.GUIDE: "PHD",
    Action.FORWARD: "PC",
    Action.RETURN: "TĐ",
    Action.INFORM: "TB",
    Action.FILE: "PĐX",
}


def _take_outcome(walk: Walk, entry: PetitionEntry, code: str, action: Action) -> None:
    paper = walk.paper
    if paper.kind is PetitionKind.COMPLAINT and action is Action.FORWARD and walk.day < NEW_LAW:
        action = Action.GUIDE
    head = walk.cast.of(code, Role.UNIT_HEAD, Role.AUTHORITY)
    handler = walk.cast.of(code, Role.HANDLER, turn=paper.index)
    competent = OFFICE_BY_CODE[paper.competent].name
    settles_here = PROVINCE if code == BOARD else code
    facts: dict[Action, dict[str, object]] = {
        Action.PROPOSE: {"competent_office": walk.cast.offices[settles_here]},
        Action.GUIDE: {"guided_to": competent},
        Action.FORWARD: {"to_office": walk.cast.offices[paper.competent], "reply_by": walk.calendar.add(walk.day, 30)},
        Action.RETURN: {"return_to": "citizen", "reason": "Đơn gửi không đúng cơ quan, không kèm tài liệu"},
        Action.INFORM: {"answer": "Nội dung đã được trả lời bằng văn bản trước đây, không có tình tiết mới"},
        Action.FILE: {"reason": "Đơn trùng nội dung hoặc không đủ điều kiện xử lý"},
    }
    if action is Action.PROPOSE and (running := _running_case(entry)):
        action = Action.JOIN
        facts[action] = {"matter": running, "new_facts": walk.chance.choice(("yes", "no"))}
    signed = walk.signed(code, KINDS_OF_PAPER.get(action, "PĐX"), by=head)
    _entry_step(walk, entry, handler, Recording(action, walk.day, facts[action], signed))
    if action is not Action.PROPOSE:  # what is accepted is reported when it is settled
        _tell_forwarder(walk, entry, code)
    if action is Action.FORWARD:
        _work_forwarded(walk, entry, handler, head)
    elif action is Action.PROPOSE and entry.case_id is not None:
        _work_case(walk, db.session.get_one(Case, entry.case_id), settles_here)


def _running_case(entry: PetitionEntry) -> str | None:
    """The code of the entry's matter when a case on it is settled already: a later paper joins it."""
    running = select(Case.id).where(Case.matter_id == entry.matter_id, Case.status != CaseStatus.AWAITING)
    if db.session.scalar(running) is None:
        return None
    return db.session.get_one(Matter, entry.matter_id).code


def _work_forwarded(walk: Walk, entry: PetitionEntry, handler: Actor, head: Actor) -> None:
    """The receiving office works the paper in its turn, and answers the board."""
    if walk.paper.urged or walk.paper.pace is Pace.LATE or not walk.cast.works_here(walk.paper.competent):
        _await_reply(walk, entry, handler, head)
        return
    received = _entered(walk, entry)
    _work_entry(walk, received, walk.paper.competent)
    walk.after(1, 4)
    _take_reply(walk, entry, handler)


def _await_reply(walk: Walk, entry: PetitionEntry, handler: Actor, head: Actor) -> None:
    """An office that answers by letter what it was asked already; a few are urged first, and some answer late."""
    with suppress(NotYetError):
        if OFFICE_BY_CODE[walk.paper.competent].kind is not OfficeKind.OUTSIDE:
            _inform_there(walk, entry)
    if walk.paper.urged:
        walk.after(31, 36)
        again = {"reply_by": walk.calendar.add(walk.day, 15)}
        _entry_step(walk, entry, handler, Recording(Action.URGE, walk.day, again, walk.signed(BOARD, "ĐĐ", by=head)))
    low, high = (34, 60) if walk.paper.pace is Pace.LATE else (8, 28)
    walk.after(low, high)
    _take_reply(walk, entry, handler)


def _take_reply(walk: Walk, entry: PetitionEntry, handler: Actor) -> None:
    asked = walk.paper.channel is Channel.RECEPTION and walk.chance.random() < 0.5  # noqa: PLR2004 - half of them
    answer = {"summary": "Đã xem xét, trả lời người có đơn", "citizen_asked": "yes" if asked else "no"}
    paper = Paper(
        number=f"{walk.chance.randint(11, 900)}/CV", issued_on=walk.day, signatory="Thủ trưởng cơ quan nhận đơn"
    )
    _entry_step(walk, entry, handler, Recording(Action.TAKE_REPLY, walk.day, answer, paper))
    if asked:
        walk.after(1, 4)
        head = walk.cast.of(BOARD, Role.UNIT_HEAD, Role.AUTHORITY)
        told = {"answer": "Đã báo lại kết quả cho công dân"}
        _entry_step(walk, entry, handler, Recording(Action.RELAY, walk.day, told, walk.signed(BOARD, "TB", by=head)))


def _entered(walk: Walk, sent: PetitionEntry) -> PetitionEntry:
    """The entry of what was forwarded in the receiving office's book."""
    received: PetitionEntry = db.session.scalars(
        select(PetitionEntry).where(PetitionEntry.from_entry_id == sent.id)
    ).one()
    walk.after(2, 5)
    clerk = walk.cast.of(walk.paper.competent, Role.HANDLER, Role.CLERK)
    petitions.receive(received, received_on=walk.day, reader=clerk.reader, now=moment(walk.day, walk.chance))
    return received


def _inform_there(walk: Walk, sent: PetitionEntry) -> None:
    """The receiving office enters the paper and tells its author what was settled already."""
    received, code = _entered(walk, sent), walk.paper.competent
    walk.after(1, 3)
    handler = walk.cast.of(code, Role.HANDLER)
    known = _kind_of(walk.paper) | {"eligible": "yes", "in_competence": "yes"}
    _entry_step(walk, received, handler, Recording(Action.CLASSIFY, walk.day, known))
    walk.after(1, 4)
    told = {"answer": "Nội dung đã được xem xét, trả lời bằng văn bản của cơ quan"}
    signed = walk.signed(code, "TB", by=walk.cast.of(code, Role.AUTHORITY))
    _entry_step(walk, received, handler, Recording(Action.INFORM, walk.day, told, signed))
    answered = {"summary": "Nội dung đã được giải quyết trước khi chuyển đến"}
    reply = walk.signed(code, "CV", by=walk.cast.of(code, Role.AUTHORITY))
    _entry_step(walk, received, handler, Recording(Action.REPORT_BACK, walk.day, answered, reply))


def _entry_step(walk: Walk, entry: PetitionEntry, actor: Actor, recording: Recording) -> None:
    petitions.take(recording, entry=entry, reader=actor.reader, now=moment(walk.day, walk.chance))


def _case_step(
    walk: Walk,
    case: Case,
    code: str,
    action: Action,
    facts: Mapping[str, object] | None = None,
    *,
    kind: str = "",
    head: bool = True,
) -> None:
    """One step of a case on the day the walk has come to, signed by the head, recorded by an officer."""
    signer = walk.cast.of(code, Role.AUTHORITY) if head else walk.cast.of(code, Role.UNIT_HEAD, Role.AUTHORITY)
    officer = walk.cast.of(code, Role.SETTLER, Role.HANDLER, turn=walk.paper.index)
    paper = walk.signed(code, kind, by=signer) if kind else Paper()
    case.responsible_id = case.responsible_id or officer.reader.user_id
    cases.take(
        Recording(action, walk.day, facts or {}, paper),
        case=case,
        reader=officer.reader,
        now=moment(walk.day, walk.chance),
    )


def _report_back(walk: Walk, case: Case, code: str) -> None:
    """Tell whoever forwarded the papers of a case what has become of them."""
    for entry in entries_of_case(case.id):
        _tell_forwarder(walk, entry, code)


def _tell_forwarder(walk: Walk, entry: PetitionEntry, code: str) -> None:
    """Tell whoever forwarded one paper."""
    if not entry.is_from_outside:
        return
    handler = walk.cast.of(code, Role.HANDLER)
    signed = walk.signed(code, "CV", by=walk.cast.of(code, Role.AUTHORITY, Role.UNIT_HEAD))
    told = {"summary": "Báo kết quả xử lý đơn được chuyển đến"}
    _entry_step(walk, entry, handler, Recording(Action.REPORT_BACK, walk.day, told, signed))


def _work_case(walk: Walk, case: Case, code: str) -> None:
    if case.status is not CaseStatus.AWAITING:
        return
    story = {
        PetitionKind.COMPLAINT: _complaint,
        PetitionKind.DENUNCIATION: _denunciation,
        PetitionKind.FEEDBACK: _feedback,
    }
    story[case.petition_kind](walk, case, code)


def _complaint(walk: Walk, case: Case, code: str) -> None:
    late = walk.paper.pace is Pace.LATE
    walk.after(*((5, 14) if late else (1, 2)))
    if walk.chance.random() < 0.12:  # noqa: PLR2004 - about one in eight is not accepted
        _case_step(walk, case, code, Action.REFUSE, {"ground": walk.chance.choice(("11.2", "11.5", "11.6"))}, kind="TB")
        return
    _case_step(walk, case, code, Action.ACCEPT, _together(walk.paper), kind="TB")
    accepted, days = walk.day, 30
    if walk.paper.remote:
        _case_step(walk, case, code, Action.DETERMINE_REMOTE, {"evidence": "Xã thuộc vùng đi lại khó khăn"}, kind="BC")
        days = 45
    walk.after(1, 4)
    _case_step(walk, case, code, Action.VERIFY, _given(walk, code, days=15), kind="QĐ")
    if walk.paper.complex:
        walk.after(1, 3)
        facts = {"criteria": ["b", "c"], "evidence": "Hai nội dung phải xác minh, nhiều hộ liên quan"}
        _case_step(walk, case, code, Action.DETERMINE_COMPLEX, facts, kind="BC")
        days += 15
    decided = accepted + timedelta(days=round(days * walk.chance.uniform(*SETTLE_SHARE[walk.paper.pace])))
    second = case.instance is Instance.SECOND
    talked = second or walk.chance.random() < 0.5  # noqa: PLR2004 - every other first complaint comes to a dialogue
    if talked:
        walk.upto(accepted + (decided - accepted) * 0.6)
        talk = {
            "invited": "yes",
            "settler": "province_chair" if code == PROVINCE else "other",
            "chaired_by": "in_person",
            "summary": "Hai bên trình bày, còn ý kiến khác nhau",
        }
        _case_step(walk, case, code, Action.HOLD_DIALOGUE, talk, kind="BB")
    walk.upto(decided)
    result: dict[str, object] = (
        {"second_result": walk.chance.choice(("upheld", "changed"))}
        if second
        else {
            "result": walk.chance.choice(("right", "wrong", "wrong", "partly")),
            "no_difference": "no" if talked else "yes",
        }
    )
    _case_step(walk, case, code, Action.DECIDE, result, kind="QĐ")
    _after_decision(walk, case, code, issued=walk.day)


def _together(paper: PlannedPetition) -> dict[str, object]:
    """What an acceptance says of those who complain together: that all signed, and who speaks for them."""
    if len(paper.senders) < 2:  # noqa: PLR2004 - from two on they complain together
        return {}
    speak = max(paper.representatives, 1)
    return {"all_signed": "yes", "representatives": speak, "appointment": "Văn bản cử người đại diện kèm đơn"}


def _after_decision(walk: Walk, case: Case, code: str, *, issued: date) -> None:
    walk.after(1, 3)
    _case_step(
        walk,
        case,
        code,
        Action.SEND_DECISION,
        {"sent_to": "Người khiếu nại, người bị khiếu nại, cơ quan liên quan"},
        kind="CV",
        head=False,
    )
    _report_back(walk, case, code)
    walk.after(2, 4)
    _case_step(walk, case, code, Action.RECORD_DELIVERY, {"proof": "Phiếu báo phát"})
    walk.after(1, 4)
    _case_step(walk, case, code, Action.PUBLISH, {"way": "Niêm yết tại trụ sở, đăng trang thông tin điện tử"})
    walk.upto(issued + timedelta(days=31 if not walk.paper.remote else 46))
    walk.after(0, 2)
    word = "no_second_known" if case.instance is Instance.FIRST else "no_lawsuit_known"
    _case_step(walk, case, code, Action.TAKE_EFFECT, {word: "yes"})
    walk.after(1, 4)
    _case_step(walk, case, code, Action.ENFORCE, None, kind="CV")
    walk.after(12, 40)
    _case_step(walk, case, code, Action.CLOSE, {"summary": "Đã thi hành xong"})


def _denunciation(walk: Walk, case: Case, code: str) -> None:
    late = walk.paper.pace is Pace.LATE
    walk.after(*((6, 14) if late else (1, 3)))
    if walk.chance.random() < 0.18:  # noqa: PLR2004 - about one in five lacks a condition
        _case_step(walk, case, code, Action.REFUSE, {"condition": "29.1.d"}, kind="TB")
        _case_step(walk, case, code, Action.NOTIFY_REFUSAL, {"way": "Thông báo bằng văn bản"})
        _report_back(walk, case, code)
        return
    _case_step(walk, case, code, Action.ACCEPT, None, kind="QĐ")
    accepted, days = walk.day, 30
    walk.after(1, 4)
    _case_step(walk, case, code, Action.NOTIFY_ACCEPTANCE, {"sent_to": "Người tố cáo, người bị tố cáo"}, kind="TB")
    _report_back(walk, case, code)
    team = {"verifiers": "Theo quyết định thành lập tổ xác minh", "team_size": 3}
    facts = {**_given(walk, code, days=20), **team}
    _case_step(walk, case, code, Action.VERIFY, facts, kind="QĐ")
    if walk.paper.complex or walk.chance.random() < 0.25:  # noqa: PLR2004 - a quarter are extended once
        walk.upto(accepted + timedelta(days=24))
        criteria = {"criteria": ["a", "g"], "evidence": "Xác minh tại ba địa điểm, chứng cứ mâu thuẫn"}
        _case_step(walk, case, code, Action.EXTEND, criteria, kind="QĐ")
        days = 60
    concluded = accepted + timedelta(days=round(days * walk.chance.uniform(*SETTLE_SHARE[walk.paper.pace])))
    walk.upto(concluded)
    _case_step(
        walk,
        case,
        code,
        Action.CONCLUDE,
        {"conclusion": walk.chance.choice(("right", "wrong", "partly", "wrong"))},
        kind="KL",
    )
    walk.after(1, 4)
    _case_step(
        walk, case, code, Action.SEND_CONCLUSION, {"sent_to": "Người bị tố cáo, cơ quan quản lý"}, kind="CV", head=False
    )
    _report_back(walk, case, code)
    walk.after(1, 3)
    _case_step(walk, case, code, Action.ACT, {"summary": "Kiểm điểm trách nhiệm theo kết luận"}, kind="CV")
    _case_step(
        walk, case, code, Action.PUBLISH, {"way": "Niêm yết, không nêu người tố cáo", "without_denouncer": "yes"}
    )
    walk.after(15, 40)
    _case_step(walk, case, code, Action.CLOSE, {"summary": "Đã thực hiện xong kết luận"})


def _feedback(walk: Walk, case: Case, code: str) -> None:
    walk.after(1, 2)
    _case_step(walk, case, code, Action.ACCEPT, _given(walk, code, days=15), kind="CV")
    low, high = {Pace.FAST: (2, 6), Pace.NORMAL: (5, 10), Pace.SLOW: (9, 13), Pace.LATE: (16, 40)}[walk.paper.pace]
    walk.after(low, high)
    _case_step(walk, case, code, Action.ANSWER, {"answer": "Đã kiểm tra, xử lý; kết quả nêu trong văn bản"}, kind="CV")
    _report_back(walk, case, code)
    walk.after(1, 5)
    _case_step(walk, case, code, Action.CLOSE)


def _given(walk: Walk, code: str, *, days: int) -> dict[str, object]:
    """To whom the work is given, and the date typed in the document."""
    return {"verifier": walk.cast.offices[code], "due_on": walk.calendar.add(walk.day, days)}
