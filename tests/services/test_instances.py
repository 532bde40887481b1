"""A later instance and the record before it; procedures beside a case; what decisions order and what is carried out."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from caseflow.law.errors import HistoryError, NotPermittedError, StepNotAllowedError
from caseflow.law.terms import Action, CaseStatus, EntryStatus, PetitionKind, Procedure
from caseflow.services import cases, corrections, petitions
from caseflow.services.petitions import Letter
from caseflow.services.petitions import Paper as Written
from caseflow.services.steps import Recording
from caseflow.store.cases import Case, Decision, Execution
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.matters import Matter
from caseflow.store.offices import find_office
from caseflow.store.petitions import PetitionEntry
from caseflow.store.subjects import Assignment, Event
from tests.factories import NOTICE, Enter, Entered, Province

pytestmark = pytest.mark.usefixtures("inside")
A = Action


def running(subject_id: int | None) -> set[str]:
    query = select(Deadline.family).where(Deadline.subject_id == subject_id, Deadline.met_on.is_(None))
    return set(db.session.scalars(query))


def status(case_id: int | None) -> CaseStatus:
    return db.session.get_one(Case, case_id).status


@pytest.fixture
def first(enter: Enter, province: Province) -> Entered:
    """A first complaint that is being verified; thirty days end on 1 October 2026."""
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))
    return enter.step(it, A.VERIFY, date(2026, 9, 3), {"verifier": province.offices["SO-NNMT"]})


def second(enter: Enter, first: Entered, received: date, **facts: object) -> Entered:
    """A second complaint on the same matter, proposed for acceptance on the day it came."""
    with enter.acting("xulydon") as reader:
        matter = db.session.get_one(Matter, first.matter_id)
        office = db.session.get_one(PetitionEntry, first.entry_id).office
        entry = petitions.register(
            office=office,
            paper=Written("Khiếu nại lần hai quyết định thu hồi đất"),
            letter=Letter(db.session.get_one(PetitionEntry, first.entry_id).petition.channel),
            senders=(),
            received_on=received,
            reader=reader,
            now=enter.clock(),
            matter=matter,
        )
        it = Entered(matter.id, matter.code, entry_id=entry.id)
    known = {"kind": PetitionKind.COMPLAINT, "field": "land", "instance": "second", "eligible": "yes"}
    it = enter.step(it, A.CLASSIFY, received, known | {"in_competence": "yes"} | facts)
    return enter.step(it, A.PROPOSE, received)


def settled(enter: Enter, first: Entered) -> None:
    enter.step(first, A.DECIDE, date(2026, 9, 21), {"result": "wrong"})
    enter.step(first, A.RECORD_DELIVERY, date(2026, 9, 25), {"proof": "phiếu báo phát"})


def test_a_second_complaint_is_a_case_of_its_own_linked_to_the_first_and_contests_its_decision(
    enter: Enter, first: Entered
) -> None:
    settled(enter, first)
    it = second(enter, first, date(2026, 10, 12), first_received_on=date(2026, 9, 25))
    case = db.session.get_one(Case, it.case_id)
    assert (case.procedure, case.earlier_case_id) == (Procedure.COMPLAINT_SECOND, first.case_id)
    assert status(first.case_id) is CaseStatus.CONTESTED
    assert "KN-EFF1" not in running(first.case_id)
    lodged = select(Event).where(Event.subject_id == first.case_id, Event.action == A.TAKE_SECOND)
    assert db.session.scalars(lodged).one().on == date(2026, 10, 12)


@pytest.mark.parametrize(
    ("step", "facts"), [(A.REFUSE, {"ground": "11.6"}), (A.TERMINATE, {"termination_ground": "court"})]
)
def test_a_second_complaint_that_is_not_settled_gives_the_first_decision_its_effect_back(
    enter: Enter, first: Entered, step: Action, facts: dict[str, object]
) -> None:
    settled(enter, first)
    it = second(enter, first, date(2026, 10, 12))
    enter.step(it, step, date(2026, 10, 16), facts)
    assert status(first.case_id) is CaseStatus.DECIDED
    due = select(Deadline.due_legal).where(Deadline.subject_id == first.case_id, Deadline.family == "KN-EFF1")
    assert db.session.scalar(due) == date(2026, 10, 21)  # thirty days after the issue on 21 September


def test_an_unsettled_first_complaint_passes_up_when_the_second_is_accepted_after_its_time(
    enter: Enter, first: Entered
) -> None:
    it = second(enter, first, date(2026, 10, 5), first_expired_on=date(2026, 10, 1))
    assert status(first.case_id) is CaseStatus.VERIFYING  # filing changes nothing on it
    enter.step(it, A.ACCEPT, date(2026, 10, 8))
    assert status(first.case_id) is CaseStatus.PASSED_UP
    assert running(first.case_id) == set()
    given = select(Assignment.done_on).where(Assignment.of_id == first.case_id)
    assert db.session.scalar(given) == date(2026, 10, 8)


def test_within_its_time_nobody_takes_a_first_complaint_over(enter: Enter, first: Entered) -> None:
    it = second(enter, first, date(2026, 9, 21))
    enter.step(it, A.ACCEPT, date(2026, 9, 24))
    assert status(first.case_id) is CaseStatus.VERIFYING
    with pytest.raises(HistoryError, match="chưa hết: đến ngày 01/10/2026") as refused:
        enter.step(first, A.PASS_UP, date(2026, 10, 1))
    assert refused.value.field == "on"
    enter.step(first, A.PASS_UP, date(2026, 10, 2))
    assert status(first.case_id) is CaseStatus.PASSED_UP


def test_a_second_complaint_whose_first_receipt_is_unknown_is_linked_and_writes_nothing(
    enter: Enter, first: Entered
) -> None:
    enter.step(first, A.DECIDE, date(2026, 9, 21), {"result": "wrong"})
    it = second(enter, first, date(2026, 10, 12))
    assert db.session.get_one(Case, it.case_id).earlier_case_id == first.case_id
    assert status(first.case_id) is CaseStatus.DECIDED


def test_discipline_has_a_procedure_of_its_own(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 8, 21), facts={"contested_object": "dismissal"})
    assert "KN-KL-TL" in running(it.entry_id)
    it = enter.step(it, A.PROPOSE, date(2026, 8, 24))
    enter.step(it, A.ACCEPT, date(2026, 9, 1))
    case = db.session.get_one(Case, it.case_id)
    assert case.procedure is Procedure.DISCIPLINE_FIRST
    assert running(case.id) == {"KN-KL-GQ"}
    assert "KN-KL-TL" not in running(it.entry_id)


@pytest.mark.parametrize(
    ("instance", "procedure", "runs"),
    [
        ("again", Procedure.DENUNCIATION_AGAIN, "RA-SOAT"),
        ("overdue", Procedure.DENUNCIATION_OVERDUE, "TC-LATE-ASK"),
    ],
)
def test_a_denunciation_again_or_of_delay_opens_its_own_procedure(
    enter: Enter, instance: str, procedure: Procedure, runs: str
) -> None:
    it = enter.a_denunciation(received_on=date(2026, 8, 21), facts={"instance": instance})
    it = enter.step(it, A.PROPOSE, date(2026, 8, 24))
    case = db.session.get_one(Case, it.case_id)
    assert (case.procedure, case.secret) == (procedure, True)
    assert running(case.id) == {runs}


def test_asking_for_a_report_ends_what_the_paper_waited_for(enter: Enter) -> None:
    it = enter.a_denunciation(received_on=date(2026, 8, 21), facts={"instance": "overdue"})
    it = enter.step(it, A.PROPOSE, date(2026, 8, 24))
    enter.step(it, A.ASK_REPORT, date(2026, 8, 26), {"sent_to": "Chủ tịch UBND xã"})
    assert db.session.get_one(PetitionEntry, it.entry_id).status is EntryStatus.IN_CASE
    assert running(it.case_id) == {"TC-LATE-REPORT"}


def test_a_land_dispute_is_opened_conciliated_and_withdrawn(enter: Enter) -> None:
    it = enter.a_classified(PetitionKind.LAND_DISPUTE, received_on=date(2026, 8, 21))
    it = enter.step(it, A.PROPOSE, date(2026, 8, 24))
    assert running(it.case_id) == {"TRANHCHAP-HG"}
    enter.step(it, A.WITHDRAW, date(2026, 8, 26), {"reason": "hai bên tự thỏa thuận"})
    assert status(it.case_id) is CaseStatus.CLOSED
    assert db.session.get_one(PetitionEntry, it.entry_id).status is EntryStatus.FILED


def test_a_complaint_that_is_withdrawn_waits_for_its_termination(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 8, 21))
    it = enter.step(it, A.PROPOSE, date(2026, 8, 21))
    enter.step(it, A.WITHDRAW, date(2026, 8, 24))
    assert db.session.get_one(PetitionEntry, it.entry_id).status is EntryStatus.PROPOSED


def beside(
    enter: Enter, it: Entered, procedure: Procedure, facts: dict[str, object], *, by: str = "truongdonvi"
) -> Entered:
    with enter.acting(by) as reader:
        case = cases.open_beside(
            db.session.get_one(Matter, it.matter_id),
            procedure,
            office=find_office(enter.office_id("TINH")),
            on=date(2026, 11, 23),
            facts=facts,
            reader=reader,
            now=enter.clock(),
        )
        return it.with_case(case.id)


ASKED: dict[str, object] = {"reason": "bị đe dọa", "urgent": "yes"}


def test_protection_is_asked_for_beside_a_denunciation_and_looked_at_the_next_day(enter: Enter) -> None:
    it = enter.a_denunciation(received_on=date(2026, 11, 20))
    asked = beside(enter, it, Procedure.PROTECTION, ASKED)
    case = db.session.get_one(Case, asked.case_id)
    assert (case.secret, case.petition_kind, case.earlier_case_id) == (True, PetitionKind.DENUNCIATION, None)
    assert case.matter_id != it.matter_id  # that somebody is protected is secret in itself (LTC Đ48.2.b)
    review = select(Deadline.family, Deadline.due_strict).where(Deadline.subject_id == case.id)
    assert db.session.execute(review).one() == ("RA-SOAT", date(2026, 11, 24))
    with pytest.raises(StepNotAllowedError, match="đang có một hồ sơ"):
        beside(enter, it, Procedure.PROTECTION, ASKED)
    enter.step(asked, A.REFUSE_PROTECTION, facts={"reason": "không có căn cứ"}, by="truongdonvi")
    assert beside(enter, it, Procedure.PROTECTION, ASKED).case_id != asked.case_id


def test_only_a_denouncer_is_protected_and_only_by_who_may_settle(enter: Enter) -> None:
    complaint = enter.a_complaint(received_on=date(2026, 11, 20))
    with pytest.raises(StepNotAllowedError, match="chỉ dùng cho tố cáo"):
        beside(enter, complaint, Procedure.PROTECTION, ASKED)
    with pytest.raises(NotPermittedError):
        beside(enter, complaint, Procedure.LONG_PENDING, {"review_criteria": "kéo dài"}, by="tiepdan")
    listed = beside(enter, complaint, Procedure.LONG_PENDING, {"review_criteria": "kéo dài"})
    assert status(listed.case_id) is CaseStatus.AWAITING


# what a decision orders, and what is carried out


def test_a_decision_keeps_what_it_orders_and_one_that_replaces_it_stands_beside_it(
    enter: Enter, first: Entered
) -> None:
    enter.step(first, A.DECIDE, date(2026, 9, 21), {"result": "right", "money_to_return": 120_000_000})
    enter.step(first, A.AMEND_DECISION, date(2026, 9, 28), {"result": "partly", "reason": "nhầm diện tích"})
    decisions = select(Decision).where(Decision.case_id == first.case_id).order_by(Decision.issued_on)
    found = [(one.result, one.money_to_return) for one in db.session.scalars(decisions)]
    assert found == [("right", Decimal(120_000_000)), ("partly", Decimal(0))]


@pytest.fixture
def effective(enter: Enter, first: Entered) -> Entered:
    """The first decision has taken effect."""
    settled(enter, first)
    enter.step(first, A.SEND_DECISION, date(2026, 9, 23), {"sent_to": "người khiếu nại"})
    enter.step(first, A.PUBLISH, date(2026, 9, 28), {"way": "niêm yết"})
    return enter.step(first, A.TAKE_EFFECT, date(2026, 10, 22), {"no_second_known": "yes"})


def carried_out(case_id: int | None) -> list[tuple[date, str, Decimal]]:
    query = select(Execution).join(Decision).where(Decision.case_id == case_id).order_by(Execution.on)
    return [(one.on, one.what, one.amount) for one in db.session.scalars(query)]


def test_what_is_carried_out_is_kept_by_date_and_follows_its_correction(enter: Enter, effective: Entered) -> None:
    enter.step(effective, A.EXECUTE, date(2026, 10, 26), {"executed": "money_returned", "amount": 50_000_000})
    enter.step(effective, A.EXECUTE, date(2026, 11, 2), {"executed": "finished"})
    assert carried_out(effective.case_id) == [
        (date(2026, 10, 26), "money_returned", Decimal(50_000_000)),
        (date(2026, 11, 2), "finished", Decimal(0)),
    ]
    with enter.acting("xulydon") as reader:
        wrong = select(Event).where(Event.subject_id == effective.case_id, Event.on == date(2026, 10, 26))
        anew = Recording(A.EXECUTE, date(2026, 10, 27), {"executed": "money_returned", "amount": 70_000_000}, NOTICE)
        corrections.correct(
            db.session.scalars(wrong).one(),
            anew,
            record=db.session.get_one(Case, effective.case_id),
            reason="ghi nhầm số tiền",
            reader=reader,
            now=enter.clock(),
        )
    assert carried_out(effective.case_id)[0] == (date(2026, 10, 27), "money_returned", Decimal(70_000_000))


# papers that passed between offices


def test_who_forwarded_a_paper_hears_of_its_settlement(enter: Enter, province: Province) -> None:
    it = enter.a_complaint(received_on=date(2026, 8, 21), facts={"in_competence": "no"})
    enter.step(it, A.FORWARD, date(2026, 8, 24), {"to_office": province.offices["XA-18880"]})
    with enter.acting("xa1-don") as reader:
        entry = db.session.scalars(select(PetitionEntry).where(PetitionEntry.from_entry_id == it.entry_id)).one()
        petitions.receive(entry, received_on=date(2026, 8, 27), reader=reader, now=enter.clock())
        there = Entered(entry.matter_id or 0, "", entry_id=entry.id)
    known = {"kind": "complaint", "field": "land", "instance": "first", "eligible": "yes", "in_competence": "yes"}
    enter.step(there, A.CLASSIFY, date(2026, 8, 28), known, by="xa1-don")
    there = enter.step(there, A.PROPOSE, date(2026, 8, 28), by="xa1-don")
    enter.step(there, A.ACCEPT, date(2026, 9, 4), by="xa1-don")
    enter.step(there, A.VERIFY, date(2026, 9, 7), {"verifier": province.offices["XA-18880"]}, by="xa1-don")
    enter.step(there, A.DECIDE, date(2026, 9, 21), {"result": "right"}, by="xa1-don")
    due = select(Deadline.due_legal).where(Deadline.subject_id == there.entry_id, Deadline.family == "TCD-FWD-REPORT")
    assert db.session.scalar(due) == date(2026, 9, 30)  # 22, 23, 24, 25, 28, 29, 30 September
    enter.step(Entered(0, "", entry_id=there.entry_id), A.REPORT_BACK, date(2026, 9, 28), by="xa1-don")
    assert running(there.entry_id) == set()


@pytest.mark.parametrize(("new_facts", "continues"), [("yes", True), ("no", False)])
def test_a_joined_paper_repeats_the_first_or_goes_on_from_it(enter: Enter, new_facts: str, *, continues: bool) -> None:
    standing = enter.a_complaint(received_on=date(2026, 8, 21))
    it = enter.a_complaint(received_on=date(2026, 8, 24))
    enter.step(it, A.JOIN, date(2026, 8, 25), {"matter": standing.matter_code, "new_facts": new_facts})
    petition = db.session.get_one(PetitionEntry, it.entry_id).petition
    expected = (standing.petition_id, None) if continues else (None, standing.petition_id)
    assert (petition.continues_id, petition.duplicate_of_id) == expected


def test_information_that_names_nobody_is_sealed_like_a_denunciation_and_given_to_be_checked(
    enter: Enter, province: Province
) -> None:
    it = enter.a_classified(PetitionKind.INFORMATION, received_on=date(2026, 8, 21))
    assert db.session.get_one(Matter, it.matter_id).secret
    enter.step(it, A.INSPECT, date(2026, 8, 26), {"verifier": province.offices["SO-NNMT"], "due_on": date(2026, 9, 30)})
    work = db.session.scalars(select(Assignment).where(Assignment.of_id == it.entry_id)).one()
    assert (work.due_on, work.secret) == (date(2026, 9, 30), True)
