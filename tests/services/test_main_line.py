"""From the paper to the decision, through the services: what each step leaves behind."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from caseflow.law.errors import HistoryError, MissingFactError, NotPermittedError, Refusal, StepNotAllowedError
from caseflow.law.terms import Action, CaseStatus, Channel, EntryStatus, OfficeKind, PetitionKind
from caseflow.services import petitions
from caseflow.services.citizens import Person
from caseflow.services.registers import PETITIONS
from caseflow.services.steps import Paper
from caseflow.store.cases import Decision
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.documents import Dispatch
from caseflow.store.matters import Matter, MatterLink
from caseflow.store.offices import office_by_code
from caseflow.store.petitions import PetitionEntry
from caseflow.store.registers import RegisterNumber
from caseflow.store.subjects import Assignment, Event, Handover
from tests.factories import FIELD, SENDER, Enter, Entered, Province, an_office

pytestmark = pytest.mark.usefixtures("inside")


def deadline(it_id: int | None, family: str) -> Deadline | None:
    return db.session.scalar(select(Deadline).where(Deadline.subject_id == it_id, Deadline.family == family))


def running(it_id: int | None) -> set[str]:
    rows = db.session.scalars(select(Deadline).where(Deadline.subject_id == it_id, Deadline.met_on.is_(None)))
    return {row.family for row in rows}


def entry(it: Entered) -> PetitionEntry:
    db.session.expire_all()
    return db.session.get_one(PetitionEntry, it.entry_id)


def verified(enter: Enter, province: Province) -> Entered:
    """A complaint accepted on 2026-09-01 and given for verification on 2026-09-03."""
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))
    given = {"verifier": province.offices["SO-NNMT"], "due_on": date(2026, 9, 18)}
    return enter.step(it, Action.VERIFY, date(2026, 9, 3), given)


def test_the_clocks_of_an_office_start_on_the_day_of_receipt(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 8, 21))
    acceptance = deadline(it.entry_id, "KN-TL")
    assert acceptance is not None
    # 22 (made up), 24, 25, 26, 27, 28 August, then 3 September: seven working days
    assert (acceptance.start_on, acceptance.due_legal) == (date(2026, 8, 21), date(2026, 9, 3))


def test_accepting_the_case_ends_the_acceptance_clocks_of_its_entry(enter: Enter) -> None:
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))
    assert entry(it).status is EntryStatus.IN_CASE
    acceptance = deadline(it.entry_id, "KN-TL")
    assert acceptance is not None
    assert acceptance.met_on == date(2026, 9, 1)
    assert running(it.entry_id) == set()
    settlement = deadline(it.case_id, "KN-GQ1")
    assert settlement is not None
    assert settlement.due_legal == date(2026, 10, 1)


def test_an_old_complaint_keeps_the_old_acceptance_period(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 6, 30))
    acceptance = deadline(it.entry_id, "KN-TL")
    assert acceptance is not None
    assert (acceptance.code, acceptance.due_legal) == ("KN-TL1-OLD", date(2026, 7, 10))


def test_a_decision_is_kept_and_starts_what_follows_it(enter: Enter, province: Province) -> None:
    it = verified(enter, province)
    enter.step(it, Action.DECIDE, date(2026, 9, 28), {"result": "partly"})
    decision = db.session.scalar(select(Decision).where(Decision.case_id == it.case_id))
    assert decision is not None
    assert (decision.result, decision.issued_on) == ("partly", date(2026, 9, 28))
    assert running(it.case_id) == {"KN-SEND1", "KN-PUB", "KN-EFF1"}


def test_sending_is_recorded_as_a_dispatch_and_ends_its_clock(enter: Enter, province: Province) -> None:
    it = verified(enter, province)
    enter.step(it, Action.DECIDE, date(2026, 9, 28), {"result": "right"})
    enter.step(it, Action.SEND_DECISION, date(2026, 9, 30), {"sent_to": "người khiếu nại"})
    assert "KN-SEND1" not in running(it.case_id)
    assert db.session.scalar(select(Dispatch.sent_on)) == date(2026, 9, 30)


def test_giving_verification_is_an_assignment_with_a_typed_date_and_hands_the_file_over(
    enter: Enter, province: Province
) -> None:
    it = verified(enter, province)
    assignment = db.session.scalar(select(Assignment).where(Assignment.of_id == it.case_id))
    assert assignment is not None
    assert (assignment.to_office_id, assignment.due_on) == (province.offices["SO-NNMT"], date(2026, 9, 18))
    holder = db.session.scalar(select(Handover).where(Handover.subject_id == it.case_id, Handover.to_on.is_(None)))
    assert holder is not None
    assert (holder.office_id, holder.from_on) == (province.offices["SO-NNMT"], date(2026, 9, 3))
    assert running(assignment.id) == {"GIAO-VIEC"}


def test_a_step_after_today_is_refused(enter: Enter) -> None:
    it = enter.a_complaint()
    with pytest.raises(MissingFactError, match="sau hôm nay"):
        enter.step(it, Action.PROPOSE, date(2026, 11, 24))


def test_a_step_entered_late_that_undoes_a_later_one_is_refused(enter: Enter) -> None:
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))
    with pytest.raises(Refusal):
        enter.step(it, Action.REFUSE, date(2026, 8, 28), {"ground": "11.2"})
    assert enter.status_of(it) is CaseStatus.ACCEPTED


def test_a_determination_after_the_period_has_run_out_changes_nothing(enter: Enter, province: Province) -> None:
    it = verified(enter, province)
    facts = {"criteria": ["b"], "evidence": "hai nội dung"}
    with pytest.raises(HistoryError, match="01/10/2026"):
        enter.step(it, Action.DETERMINE_COMPLEX, date(2026, 10, 2), facts)
    enter.step(it, Action.DETERMINE_COMPLEX, date(2026, 10, 1), facts)
    settlement = deadline(it.case_id, "KN-GQ1")
    assert settlement is not None
    assert (settlement.code, settlement.due_legal) == ("KN-GQ1-C", date(2026, 10, 16))


def test_a_remote_case_keeps_the_longer_period_for_legal_effect(enter: Enter, province: Province) -> None:
    it = verified(enter, province)
    enter.step(it, Action.DETERMINE_REMOTE, date(2026, 9, 4), {"evidence": "xã vùng đi lại khó khăn"})
    enter.step(it, Action.DECIDE, date(2026, 10, 5), {"result": "wrong"})
    effect = deadline(it.case_id, "KN-EFF1")
    assert effect is not None
    assert effect.due_legal == date(2026, 11, 19)  # 45 days from 05/10: 26 left in October, 19 in November


def test_a_pause_stops_the_clock_and_gives_back_its_days(enter: Enter) -> None:
    it = enter.a_case(PetitionKind.DENUNCIATION, received_on=date(2026, 7, 1), accepted_on=date(2026, 7, 6))
    enter.step(it, Action.SUSPEND, date(2026, 7, 20), {"stay_ground": "waiting"})
    paused = deadline(it.case_id, "TC-GQ")
    assert paused is not None
    assert paused.paused
    assert paused.next_alert_at is None
    enter.step(it, Action.CONTINUE, date(2026, 8, 5))
    db.session.expire_all()
    resumed = deadline(it.case_id, "TC-GQ")
    assert resumed is not None
    assert (resumed.paused, resumed.due_legal) == (False, date(2026, 8, 21))
    assert resumed.next_alert_at is not None


def test_what_is_forwarded_to_a_body_outside_the_system_waits_in_nobodys_book(enter: Enter) -> None:
    it = enter.a_classified(PetitionKind.JUDICIAL, received_on=date(2026, 8, 21), facts={"in_competence": "no"})
    with enter.acting("quantri", "thêm cơ quan"):
        court = an_office("TAND", "Tòa án nhân dân tỉnh", kind=OfficeKind.OUTSIDE)
    enter.step(it, Action.FORWARD, date(2026, 8, 26), {"to_office": court.id, "reply_by": date(2026, 10, 15)})
    received = db.session.scalars(select(PetitionEntry).where(PetitionEntry.from_entry_id == it.entry_id)).one()
    assert (received.status, received.is_open) == (EntryStatus.NEW, False)
    assert db.session.scalars(select(Deadline).where(Deadline.subject_id == received.id)).all() == []


def test_forwarding_makes_the_receiving_offices_entry_and_its_clocks_start_when_it_arrives(
    enter: Enter, province: Province
) -> None:
    it = enter.a_complaint(received_on=date(2026, 8, 21), facts={"in_competence": "no"})
    commune = province.communes[0]
    facts = {"to_office": province.offices[commune], "reply_by": date(2026, 10, 15)}
    enter.step(it, Action.FORWARD, date(2026, 8, 26), facts)
    received = db.session.scalar(select(PetitionEntry).where(PetitionEntry.from_entry_id == it.entry_id))
    assert received is not None
    assert (received.status, received.office_id, received.number) == (EntryStatus.NEW, province.offices[commune], "")
    assert running(it.entry_id) == {"XLD-REPLY"}
    with enter.acting("xa1-don", "tiếp nhận") as reader:
        petitions.receive(received, received_on=date(2026, 8, 31), reader=reader, now=enter.clock())
    assert entry(Entered(it.matter_id, it.matter_code, entry_id=received.id)).number == "1/2026"
    liability = deadline(received.id, "TCD-PROC-45")
    assert liability is not None
    assert liability.start_on == date(2026, 8, 31)


def test_a_denunciation_gets_a_matter_of_its_own_linked_on_its_side_only(enter: Enter) -> None:
    first = enter.a_complaint(received_on=date(2026, 8, 21))
    with enter.acting("xulydon", "nhập") as reader:
        second = petitions.register(
            office=entry(first).office,
            paper=petitions.Paper("Tố cáo cán bộ xã nhận tiền"),
            letter=petitions.Letter(entry(first).petition.channel),
            senders=(SENDER,),
            received_on=date(2026, 9, 7),
            reader=reader,
            now=enter.clock(),
            matter=db.session.get_one(Matter, first.matter_id),
        )
        second_id = second.id
    told = Entered(first.matter_id, first.matter_code, entry_id=second_id)
    known = {
        "kind": "denunciation",
        "field": "administration",
        "instance": "first",
        "eligible": "yes",
        "in_competence": "yes",
    }
    apart = enter.step(told, Action.CLASSIFY, date(2026, 9, 8), known)
    assert apart.matter_id != first.matter_id
    assert db.session.get_one(Matter, apart.matter_id).secret
    assert not db.session.get_one(Matter, first.matter_id).secret
    link = db.session.scalar(select(MatterLink))
    assert link is not None
    assert (link.matter_id, link.other_id) == (apart.matter_id, first.matter_id)


def test_a_wrong_entry_is_voided_and_its_number_stays_in_the_book(enter: Enter) -> None:
    it = enter.a_petition()
    enter.step(it, Action.VOID, None, {"reason": "ghi nhầm sổ"})
    assert entry(it).status is EntryStatus.VOIDED
    given = db.session.scalar(
        select(RegisterNumber).where(RegisterNumber.subject_id == it.entry_id, RegisterNumber.book == PETITIONS)
    )
    assert given is not None
    assert given.voided
    later = enter.a_petition()
    assert entry(later).number == "2/2026"
    assert running(it.entry_id) == set()


def test_the_wrong_role_cannot_record_a_step(enter: Enter) -> None:
    it = enter.a_petition()
    facts = {"kind": "feedback", "field": "land", "instance": "first", "eligible": "yes", "in_competence": "yes"}
    with pytest.raises(NotPermittedError, match="xử lý đơn"):
        enter.step(it, Action.CLASSIFY, None, facts, by="tiepdan")


def test_an_officer_of_another_office_cannot_record_a_step(enter: Enter) -> None:
    it = enter.a_petition()
    facts = {"kind": "feedback", "field": "land", "instance": "first", "eligible": "yes", "in_competence": "yes"}
    with pytest.raises(NotPermittedError):
        enter.step(it, Action.CLASSIFY, None, facts, by="xa1-don")


def test_a_step_without_its_paper_is_refused_at_the_field(enter: Enter) -> None:
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))
    facts = {"verifier": enter.office_id("SO-NNMT")}
    with pytest.raises(MissingFactError, match="số văn bản") as refusal:
        enter.step(it, Action.VERIFY, date(2026, 9, 3), facts, Paper())
    assert refusal.value.field == "paper_number"


def test_feedback_cannot_be_settled_as_a_second_complaint(enter: Enter) -> None:
    it = enter.a_classified(PetitionKind.FEEDBACK, facts={"instance": "second"})
    with pytest.raises(StepNotAllowedError, match="lần hai"):
        enter.step(it, Action.PROPOSE)


def test_every_open_record_has_a_running_clock_or_a_day_of_review(enter: Enter) -> None:
    it = enter.a_case(PetitionKind.FEEDBACK, received_on=date(2026, 9, 7), accepted_on=date(2026, 9, 9))
    assert running(it.case_id) == {"RA-SOAT"}
    enter.step(it, Action.ANSWER, date(2026, 9, 20), {"answer": "đã xử lý"})
    enter.step(it, Action.CLOSE, date(2026, 9, 21))
    assert running(it.case_id) == set()


def test_events_say_who_recorded_them_and_when(enter: Enter, province: Province) -> None:
    it = enter.a_complaint(received_on=date(2026, 8, 21))
    told = db.session.scalars(select(Event).where(Event.subject_id == it.entry_id).order_by(Event.id)).all()
    assert [(event.action, event.before, event.after) for event in told] == [
        (Action.RECEIVE, "new", "received"),
        (Action.CLASSIFY, "received", "classified"),
    ]
    assert {event.recorded_by_id for event in told} == {province.people["xulydon"]}
    assert {event.recorded_at for event in told} == {enter.clock()}


def test_refusing_the_case_ends_what_its_entry_waited_for(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 8, 21))
    it = enter.step(it, Action.PROPOSE, date(2026, 8, 24))
    enter.step(it, Action.REFUSE, date(2026, 8, 28), {"ground": "11.6"})
    assert entry(it).status is EntryStatus.NOT_ACCEPTED
    assert running(it.entry_id) == set()


def test_two_papers_of_one_matter_share_the_case_that_awaits_acceptance(enter: Enter) -> None:
    first = enter.a_complaint(received_on=date(2026, 8, 21))
    first = enter.step(first, Action.PROPOSE, date(2026, 8, 24))
    with enter.acting("xulydon", "nhập") as reader:
        again = petitions.register(
            office=entry(first).office,
            paper=petitions.Paper("Khiếu nại thu hồi đất, gửi lần nữa"),
            letter=petitions.Letter(entry(first).petition.channel),
            senders=(),
            received_on=date(2026, 8, 25),
            reader=reader,
            now=enter.clock(),
            matter=db.session.get_one(Matter, first.matter_id),
        )
        again_id = again.id
    told = Entered(first.matter_id, first.matter_code, entry_id=again_id)
    known = {"kind": "complaint", "field": "land", "instance": "first", "eligible": "yes", "in_competence": "yes"}
    enter.step(told, Action.CLASSIFY, date(2026, 8, 26), known)
    told = enter.step(told, Action.PROPOSE, date(2026, 8, 27))
    assert told.case_id == first.case_id
    enter.step(told, Action.ACCEPT, date(2026, 9, 1))
    assert entry(told).status is entry(first).status is EntryStatus.IN_CASE


@pytest.mark.parametrize(
    ("kind", "outcome", "sentence"),
    [
        (PetitionKind.COMPLAINT, Action.GUIDE, "không hướng dẫn lại"),
        (PetitionKind.DENUNCIATION, Action.FORWARD, "chỉ chuyển đơn một lần"),
    ],
)
def test_the_same_content_is_guided_or_transferred_once(
    enter: Enter, province: Province, kind: PetitionKind, outcome: Action, sentence: str
) -> None:
    where: dict[Action, dict[str, object]] = {
        Action.FORWARD: {"to_office": province.offices["SO-NNMT"]},
        Action.GUIDE: {"guided_to": "UBND xã"},
    }
    facts = where[outcome]
    first = enter.step(enter.a_classified(kind, facts={"in_competence": "no"}), outcome, facts=facts)
    second = written_again(enter, first, SENDER, kind)
    with pytest.raises(Refusal, match=sentence):
        enter.step(second, outcome, facts=facts)
    assert enter.step(second, Action.FILE, facts={"reason": "đã hướng dẫn, đã chuyển"})


def test_a_neighbour_who_writes_about_the_same_matter_was_not_guided_yet(enter: Enter) -> None:
    there = {"guided_to": "UBND xã"}
    first = enter.step(enter.a_complaint(facts={"in_competence": "no"}), Action.GUIDE, facts=there)
    neighbour = written_again(enter, first, replace(SENDER, name="Trần Văn Mít Thử"), PetitionKind.COMPLAINT)
    assert entry(enter.step(neighbour, Action.GUIDE, facts=there)).status is EntryStatus.GUIDED
    typed_plainly = written_again(enter, first, replace(SENDER, name="Le Thi Buoi Thu"), PetitionKind.COMPLAINT)
    with pytest.raises(Refusal, match="không hướng dẫn lại"):
        enter.step(typed_plainly, Action.GUIDE, facts=there)


def written_again(enter: Enter, first: Entered, sender: Person, kind: PetitionKind) -> Entered:
    """Another paper on the same matter, classified as not ours to settle."""
    with enter.acting("xulydon") as reader:
        again = petitions.register(
            office=office_by_code("BTCD"),  # type: ignore[arg-type] # there is one
            paper=petitions.Paper("Gửi lại cùng nội dung"),
            letter=petitions.Letter(Channel.POST),
            senders=[sender],
            received_on=enter.clock.today,
            reader=reader,
            now=enter.clock(),
            matter=db.session.get_one(Matter, first.matter_id),
        )
        second = replace(first, entry_id=again.id, petition_id=again.petition_id)
    known = {"kind": kind, "field": FIELD[kind], "instance": "first", "eligible": "yes", "in_competence": "no"}
    return enter.step(second, Action.CLASSIFY, facts=known)
