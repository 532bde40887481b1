"""The limits of a settlement case on both engines: how often, how early, and what may not be left undone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import sleep

import pytest
from sqlalchemy import select

from caseflow.law.errors import HistoryError, MissingFactError, Refusal, StepNotAllowedError
from caseflow.law.terms import Action, CaseStatus, EntryStatus, PetitionKind
from caseflow.services import petitions
from caseflow.services.steps import Recording
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.matters import Matter
from caseflow.store.petitions import PetitionEntry
from tests.factories import NOTICE, Enter, Entered, Province

pytestmark = pytest.mark.usefixtures("inside")

ONE = {"criteria": ["a"], "evidence": "ba địa điểm"}
TWO = {"criteria": ["a", "b"], "evidence": "ba địa điểm, hai nội dung"}


def running(it_id: int | None) -> set[str]:
    rows = db.session.scalars(select(Deadline).where(Deadline.subject_id == it_id, Deadline.met_on.is_(None)))
    return {row.family for row in rows if not row.paused}


def a_denunciation(enter: Enter) -> Entered:
    """Accepted on 2026-07-06: thirty days end on 2026-08-05."""
    return enter.a_case(PetitionKind.DENUNCIATION, received_on=date(2026, 7, 1), accepted_on=date(2026, 7, 6))


def concluded(enter: Enter, province: Province) -> Entered:
    it = a_denunciation(enter)
    enter.step(it, Action.VERIFY, date(2026, 7, 8), {"verifier": province.offices["SO-NNMT"], "verifiers": "hai người"})
    enter.step(it, Action.CONCLUDE, date(2026, 7, 30), {"conclusion": "wrong"})
    return it


def decided(enter: Enter, province: Province) -> Entered:
    """A decision issued on 2026-09-28: thirty days end on 2026-10-28."""
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))
    enter.step(it, Action.VERIFY, date(2026, 9, 3), {"verifier": province.offices["SO-NNMT"]})
    enter.step(it, Action.DECIDE, date(2026, 9, 28), {"result": "right"})
    return it


def test_a_denunciation_is_extended_once_and_once_more_and_never_again(enter: Enter) -> None:
    it = a_denunciation(enter)
    enter.step(it, Action.EXTEND, date(2026, 8, 3), ONE)
    with pytest.raises(Refusal, match="Đã gia hạn một lần"):
        enter.step(it, Action.EXTEND, date(2026, 8, 4), ONE)
    enter.step(it, Action.EXTEND_AGAIN, date(2026, 9, 1), TWO)
    with pytest.raises(Refusal, match="Đã gia hạn hai lần"):
        enter.step(it, Action.EXTEND_AGAIN, date(2026, 9, 2), TWO)


def test_a_decision_takes_effect_no_earlier_than_thirty_days_after_its_issue(enter: Enter, province: Province) -> None:
    it = decided(enter, province)
    enter.step(it, Action.RECORD_DELIVERY, date(2026, 10, 1), {"proof": "phiếu báo phát"})
    with pytest.raises(HistoryError, match="28/10/2026") as refusal:
        enter.step(it, Action.TAKE_EFFECT, date(2026, 10, 27), {"no_second_known": "yes"})
    assert refusal.value.field == "on"
    enter.step(it, Action.TAKE_EFFECT, date(2026, 10, 28), {"no_second_known": "yes"})
    assert enter.status_of(it) is CaseStatus.IN_EFFECT


def test_a_complaint_is_not_closed_before_its_decision_is_sent_and_published(enter: Enter, province: Province) -> None:
    it = decided(enter, province)
    enter.step(it, Action.RECORD_DELIVERY, date(2026, 10, 1), {"proof": "phiếu báo phát"})
    enter.step(it, Action.TAKE_EFFECT, date(2026, 10, 29), {"no_second_known": "yes"})
    enter.step(it, Action.ENFORCE, date(2026, 10, 30))
    for missing, act, facts in (
        ("gửi quyết định", Action.SEND_DECISION, {"sent_to": "người khiếu nại"}),
        ("công khai", Action.PUBLISH, {"way": "niêm yết"}),
    ):
        with pytest.raises(StepNotAllowedError, match=missing):
            enter.step(it, Action.CLOSE, date(2026, 11, 20))
        enter.step(it, act, date(2026, 11, 2), facts)
    enter.step(it, Action.CLOSE, date(2026, 11, 20))
    assert running(it.case_id) == set()


def test_a_denunciation_is_not_closed_before_its_conclusion_is_sent_and_the_acceptance_notified(
    enter: Enter, province: Province
) -> None:
    it = concluded(enter, province)
    enter.step(it, Action.ACT, date(2026, 8, 6))
    with pytest.raises(StepNotAllowedError):
        enter.step(it, Action.CLOSE, date(2026, 9, 1))
    enter.step(it, Action.NOTIFY_ACCEPTANCE, date(2026, 8, 10), {"sent_to": "hai bên"})
    enter.step(it, Action.SEND_CONCLUSION, date(2026, 8, 10), {"sent_to": "người bị tố cáo"})
    enter.step(it, Action.PUBLISH, date(2026, 8, 10), {"way": "niêm yết"})
    enter.step(it, Action.CLOSE, date(2026, 9, 1))
    assert running(it.case_id) == set()


def test_a_termination_ends_every_clock_but_that_of_its_own_sending(enter: Enter) -> None:
    it = a_denunciation(enter)
    assert running(it.case_id) == {"TC-GQ", "TC-TL-NOTICE"}
    enter.step(it, Action.TERMINATE, date(2026, 7, 9), {"ending_ground": "ended"})
    assert running(it.case_id) == {"TC-TDC-SEND"}
    with pytest.raises(StepNotAllowedError, match="gửi quyết định"):
        enter.step(it, Action.CLOSE, date(2026, 7, 13))
    enter.step(it, Action.SEND_SUSPENSION, date(2026, 7, 13), {"sent_to": "hai bên"})
    enter.step(it, Action.CLOSE, date(2026, 7, 13))
    assert running(it.case_id) == set()


def test_a_complaint_withdrawn_before_acceptance_ends_the_clocks_of_its_petition(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 8, 21))
    it = enter.step(it, Action.PROPOSE, date(2026, 8, 21))
    assert "KN-TL" in running(it.entry_id)
    enter.step(it, Action.WITHDRAW, date(2026, 8, 26))
    enter.step(it, Action.TERMINATE, date(2026, 8, 26), {"termination_ground": "withdrawn"})
    assert running(it.entry_id) == set()
    assert db.session.get_one(PetitionEntry, it.entry_id).status is EntryStatus.FILED
    assert running(it.case_id) == {"KN-TDC-SEND"}
    enter.step(it, Action.SEND_SUSPENSION, date(2026, 8, 27), {"sent_to": "người khiếu nại"})
    enter.step(it, Action.CLOSE, date(2026, 8, 27))
    assert running(it.case_id) == set()


def test_before_the_new_law_only_a_withdrawal_ended_a_complaint(enter: Enter) -> None:
    it = enter.a_case(received_on=date(2026, 3, 2), accepted_on=date(2026, 3, 5))
    with pytest.raises(MissingFactError, match="chưa có hoặc không còn căn cứ “không còn đối tượng") as refused:
        enter.step(it, Action.TERMINATE, date(2026, 3, 10), {"termination_ground": "no_object"})
    assert refused.value.field == "termination_ground"
    enter.step(it, Action.WITHDRAW, date(2026, 3, 9))
    enter.step(it, Action.TERMINATE, date(2026, 3, 10), {"termination_ground": "withdrawn"})
    assert enter.status_of(it) is CaseStatus.TERMINATED


@pytest.mark.parametrize("ground", ["no_object", "whatever"])
def test_a_ground_is_one_of_those_the_law_lists_for_the_kind(enter: Enter, ground: str) -> None:
    it = a_denunciation(enter)
    with pytest.raises(MissingFactError, match="không có trong danh mục"):
        enter.step(it, Action.TERMINATE, date(2026, 7, 9), {"ending_ground": ground})


@pytest.mark.parametrize("action", [Action.TAKE_SECOND, Action.TAKE_LAWSUIT])
def test_a_decision_that_is_contested_no_longer_waits_to_take_effect(
    enter: Enter, province: Province, action: Action
) -> None:
    it = decided(enter, province)
    enter.step(it, Action.RECORD_DELIVERY, date(2026, 9, 30), {"proof": "phiếu báo phát"})
    assert running(it.case_id) == {"KN-SEND1", "KN-PUB", "KN-EFF1"}
    enter.step(it, action, date(2026, 10, 12))
    assert enter.status_of(it) is CaseStatus.CONTESTED
    assert running(it.case_id) == {"KN-SEND1", "KN-PUB"}
    with pytest.raises(Refusal, match="Không thể xác nhận có hiệu lực"):
        enter.step(it, Action.TAKE_EFFECT, date(2026, 10, 29), {"no_second_known": "yes"})
    with pytest.raises(StepNotAllowedError, match="chưa ghi việc"):
        enter.step(it, Action.CLOSE, date(2026, 10, 29))
    enter.step(it, Action.SEND_DECISION, date(2026, 10, 13), {"sent_to": "các bên"})
    enter.step(it, Action.PUBLISH, date(2026, 10, 13), {"way": "niêm yết"})
    assert running(it.case_id) == {"RA-SOAT"}
    enter.step(it, Action.CLOSE, date(2026, 10, 29))
    assert running(it.case_id) == set()


def test_a_second_decision_knows_a_lawsuit_but_no_further_complaint(enter: Enter, province: Province) -> None:
    second = {"instance": "second"}
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1), facts=second)
    enter.step(it, Action.VERIFY, date(2026, 9, 3), {"verifier": province.offices["SO-NNMT"]})
    enter.step(it, Action.HOLD_DIALOGUE, date(2026, 9, 14))
    enter.step(it, Action.DECIDE, date(2026, 9, 28), {"second_result": "upheld"})
    with pytest.raises(Refusal, match="Không thể ghi nhận khiếu nại lần hai"):
        enter.step(it, Action.TAKE_SECOND, date(2026, 10, 12))
    enter.step(it, Action.RECORD_DELIVERY, date(2026, 9, 30), {"proof": "phiếu báo phát"})
    enter.step(it, Action.TAKE_LAWSUIT, date(2026, 10, 12))
    assert "KN-EFF2" in running(it.case_id)  # a second decision takes effect all the same (LKN Đ44.2)
    enter.step(it, Action.TAKE_EFFECT, date(2026, 10, 28), {"no_lawsuit_known": "no"})
    assert enter.status_of(it) is CaseStatus.IN_EFFECT


def test_nobody_complains_again_before_the_decision_was_received(enter: Enter, province: Province) -> None:
    it = decided(enter, province)
    with pytest.raises(Refusal, match="Chưa ghi ngày người khiếu nại nhận quyết định"):
        enter.step(it, Action.TAKE_SECOND, date(2026, 10, 12))
    enter.step(it, Action.RECORD_DELIVERY, date(2026, 9, 30), {"proof": "phiếu báo phát"})
    with pytest.raises(Refusal, match="Chưa ghi ngày người khiếu nại nhận quyết định"):
        enter.step(it, Action.TAKE_SECOND, date(2026, 9, 29))


def test_the_court_may_be_gone_to_after_the_decision_took_effect(enter: Enter, province: Province) -> None:
    it = decided(enter, province)
    enter.step(it, Action.RECORD_DELIVERY, date(2026, 9, 30), {"proof": "phiếu báo phát"})
    enter.step(it, Action.TAKE_EFFECT, date(2026, 10, 28), {"no_second_known": "yes"})
    enter.step(it, Action.TAKE_LAWSUIT, date(2026, 11, 5))
    assert enter.status_of(it) is CaseStatus.IN_EFFECT


def test_nothing_is_sent_of_a_suspension_that_never_was(enter: Enter) -> None:
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))
    with pytest.raises(Refusal, match="Chưa có quyết định tạm đình chỉ"):
        enter.step(it, Action.SEND_SUSPENSION, date(2026, 9, 3), {"sent_to": "hai bên"})


def test_a_dialogue_may_be_held_again(enter: Enter, province: Province) -> None:
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))
    enter.step(it, Action.VERIFY, date(2026, 9, 3), {"verifier": province.offices["SO-NNMT"]})
    enter.step(it, Action.HOLD_DIALOGUE, date(2026, 9, 10))
    enter.step(it, Action.INVITE_DIALOGUE, date(2026, 9, 11), {"dialogue_on": date(2026, 9, 21)})
    enter.step(it, Action.HOLD_DIALOGUE, date(2026, 9, 21))
    assert running(it.case_id) == {"KN-GQ1"}


def test_a_dialogue_that_was_held_waits_for_no_invitation(enter: Enter, province: Province) -> None:
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))
    enter.step(it, Action.VERIFY, date(2026, 9, 3), {"verifier": province.offices["SO-NNMT"]})
    enter.step(it, Action.INVITE_DIALOGUE, date(2026, 9, 7), {"dialogue_on": date(2026, 9, 16)})
    assert "KN-DT-NOTICE" in running(it.case_id)
    enter.step(it, Action.HOLD_DIALOGUE, date(2026, 9, 16))
    assert running(it.case_id) == {"KN-GQ1"}


def test_a_suspended_case_has_a_day_of_review_once_the_suspension_is_sent(enter: Enter) -> None:
    it = a_denunciation(enter)
    enter.step(it, Action.NOTIFY_ACCEPTANCE, date(2026, 7, 8), {"sent_to": "hai bên"})
    enter.step(it, Action.SUSPEND, date(2026, 7, 20), {"stay_ground": "waiting"})
    enter.step(it, Action.SEND_SUSPENSION, date(2026, 7, 22), {"sent_to": "hai bên"})
    assert running(it.case_id) == {"RA-SOAT"}
    enter.step(it, Action.CONTINUE, date(2026, 8, 5))
    assert running(it.case_id) == {"TC-GQ", "TC-TDC-SEND"}


def classified_again(enter: Enter, first: Entered) -> Entered:
    """A second paper of the same matter, received and classified on 2026-08-25."""
    entry = db.session.get_one(PetitionEntry, first.entry_id)
    with enter.acting("xulydon", "nhập") as reader:
        again = petitions.register(
            office=entry.office,
            paper=petitions.Paper("Khiếu nại thu hồi đất, gửi lần nữa"),
            letter=petitions.Letter(entry.petition.channel),
            senders=(),
            received_on=date(2026, 8, 25),
            reader=reader,
            now=enter.clock(),
            matter=db.session.get_one(Matter, first.matter_id),
        )
        told = Entered(first.matter_id, first.matter_code, petition_id=again.petition_id, entry_id=again.id)
    known = {"kind": "complaint", "field": "land", "instance": "first", "eligible": "yes", "in_competence": "yes"}
    return enter.step(told, Action.CLASSIFY, date(2026, 8, 25), known)


def test_an_acceptance_recorded_late_takes_in_a_paper_that_was_proposed_since(enter: Enter) -> None:
    first = enter.a_complaint(received_on=date(2026, 8, 21))
    first = enter.step(first, Action.PROPOSE, date(2026, 8, 24))
    again = enter.step(classified_again(enter, first), Action.PROPOSE, date(2026, 8, 28))
    enter.step(first, Action.ACCEPT, date(2026, 8, 27))
    db.session.expire_all()
    assert enter.status_of(first) is CaseStatus.ACCEPTED
    assert db.session.get_one(PetitionEntry, again.entry_id).status is EntryStatus.IN_CASE
    assert running(again.entry_id) == set()


def test_voiding_the_only_paper_of_a_case_closes_the_case_it_opened(enter: Enter) -> None:
    first = enter.a_complaint(received_on=date(2026, 8, 21))
    first = enter.step(first, Action.PROPOSE, date(2026, 8, 24))
    again = enter.step(classified_again(enter, first), Action.PROPOSE, date(2026, 8, 28))
    entries_only = [Entered(it.matter_id, it.matter_code, entry_id=it.entry_id) for it in (first, again)]
    enter.step(entries_only[1], Action.VOID, date(2026, 9, 1), {"reason": "ghi nhầm"})
    assert enter.status_of(first) is CaseStatus.AWAITING
    enter.step(entries_only[0], Action.VOID, date(2026, 9, 1), {"reason": "ghi nhầm"})
    case = db.session.get_one(Case, first.case_id)
    db.session.refresh(case)
    assert (case.status, case.is_open) == (CaseStatus.CLOSED, False)
    assert running(case.id) == set()


@pytest.mark.parametrize(("kind", "instance"), [("complaint", "again"), ("denunciation", "second")])
def test_each_kind_has_instances_of_its_own(enter: Enter, kind: str, instance: str) -> None:
    it = enter.a_petition(received_on=date(2026, 8, 21))
    field = {"complaint": "land", "denunciation": "administration"}[kind]
    known = {"kind": kind, "field": field, "instance": instance, "eligible": "yes", "in_competence": "yes"}
    with pytest.raises(MissingFactError, match="lần") as refusal:
        enter.step(it, Action.CLASSIFY, date(2026, 8, 24), known)
    assert refusal.value.field == "instance"


def test_two_papers_of_one_matter_proposed_at_once_lead_to_one_case(enter: Enter) -> None:
    first = enter.a_complaint(received_on=date(2026, 8, 21))
    again = classified_again(enter, first)
    with ThreadPoolExecutor(1) as beside:
        with enter.acting("xulydon", "đề xuất") as reader:
            entry = db.session.get_one(PetitionEntry, first.entry_id)
            propose = Recording(Action.PROPOSE, date(2026, 8, 28), paper=NOTICE)
            petitions.take(propose, entry=entry, reader=reader, now=enter.clock())
            other = beside.submit(enter.step, again, Action.PROPOSE, date(2026, 8, 28))
            sleep(0.5)  # the other one has come to where it must wait
        other.result(timeout=15)
    db.session.expire_all()
    assert len(db.session.scalars(select(Case)).all()) == 1
