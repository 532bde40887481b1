"""Correcting a recorded step: the old event stays, the history is read anew, what hung on the old one follows."""

from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy import select

from caseflow.law.errors import HistoryError, MissingFactError, NotPermittedError, StaleEditError, StepNotAllowedError
from caseflow.law.terms import Action, CaseStatus, EntryStatus, PetitionKind
from caseflow.services import corrections
from caseflow.services.steps import Paper, Recording
from caseflow.store.cases import Case, Decision
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.documents import Dispatch
from caseflow.store.petitions import PetitionEntry
from caseflow.store.subjects import Assignment, Event, Handover
from tests.factories import NOTICE, ORDINARY, Enter, Entered, Province

pytestmark = pytest.mark.usefixtures("inside")
WHY = "ghi nhầm ngày trong văn bản"


def standing(subject_id: int | None, action: Action) -> Event:
    query = select(Event).where(
        Event.subject_id == subject_id, Event.action == action, Event.superseded_by_id.is_(None)
    )
    event = db.session.scalar(query)
    assert event is not None, action
    return event


def correct(
    enter: Enter,
    it: Entered,
    action: Action,
    on: date,
    facts: Mapping[str, object] | None = None,
    *,
    by: str = "xulydon",
    reason: str = WHY,
    of_case: bool = True,
    paper: Paper = NOTICE,
) -> None:
    with enter.acting(by) as reader:
        record: PetitionEntry | Case
        record = db.session.get_one(Case, it.case_id) if of_case else db.session.get_one(PetitionEntry, it.entry_id)
        recording = Recording(action, on, ORDINARY.get(action, {}) | dict(facts or {}), paper)
        event = standing(record.id, action)
        corrections.correct(event, recording, record=record, reason=reason, reader=reader, now=enter.clock())
    db.session.expire_all()


def due(subject_id: int | None, family: str) -> date | None:
    query = select(Deadline.due_legal).where(Deadline.subject_id == subject_id, Deadline.family == family)
    return db.session.scalar(query)


@pytest.fixture
def verified(enter: Enter, province: Province) -> Entered:
    """A complaint accepted on 2026-09-01 and given for verification on 2026-09-03."""
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))
    given = {"verifier": province.offices["SO-NNMT"], "due_on": date(2026, 9, 18)}
    return enter.step(it, Action.VERIFY, date(2026, 9, 3), given)


def test_the_old_event_stays_with_the_reason_and_the_new_one_stands(enter: Enter, verified: Entered) -> None:
    old = standing(verified.case_id, Action.ACCEPT).id
    correct(enter, verified, Action.ACCEPT, date(2026, 8, 28))
    superseded = db.session.get_one(Event, old)
    new = standing(verified.case_id, Action.ACCEPT)
    assert (superseded.superseded_by_id, superseded.superseding_reason, superseded.on) == (
        new.id,
        WHY,
        date(2026, 9, 1),
    )
    assert new.on == date(2026, 8, 28)


def test_the_settlement_clock_starts_from_the_corrected_day(enter: Enter, verified: Entered) -> None:
    assert due(verified.case_id, "KN-GQ1") == date(2026, 10, 1)
    correct(enter, verified, Action.ACCEPT, date(2026, 8, 28))
    assert due(verified.case_id, "KN-GQ1") == date(2026, 9, 28)  # Sunday the 27th rolls on
    assert enter.status_of(verified) is CaseStatus.VERIFYING


def test_the_entries_of_the_case_follow_its_corrected_acceptance(enter: Enter, verified: Entered) -> None:
    correct(enter, verified, Action.ACCEPT, date(2026, 8, 28))
    assert standing(verified.entry_id, Action.ACCEPT).on == date(2026, 8, 28)
    met = select(Deadline.met_on).where(Deadline.subject_id == verified.entry_id, Deadline.family == "KN-TL")
    assert db.session.scalar(met) == date(2026, 8, 28)


def test_a_correction_that_undoes_a_later_step_is_refused_and_changes_nothing(enter: Enter, verified: Entered) -> None:
    with pytest.raises(HistoryError, match="không còn hợp lệ"):
        correct(enter, verified, Action.ACCEPT, date(2026, 9, 4))
    db.session.rollback()
    assert standing(verified.case_id, Action.ACCEPT).on == date(2026, 9, 1)
    assert due(verified.case_id, "KN-GQ1") == date(2026, 10, 1)


def test_a_correction_needs_a_reason(enter: Enter, verified: Entered) -> None:
    with pytest.raises(MissingFactError, match="lý do") as refusal:
        correct(enter, verified, Action.ACCEPT, date(2026, 8, 28), reason="  ")
    assert refusal.value.field == "reason_of_correction"


def test_only_whoever_may_record_the_step_may_correct_it(enter: Enter, verified: Entered) -> None:
    with pytest.raises(NotPermittedError):
        correct(enter, verified, Action.ACCEPT, date(2026, 8, 28), by="tiepdan")


def test_an_event_is_corrected_once(enter: Enter, verified: Entered) -> None:
    old = standing(verified.case_id, Action.ACCEPT)
    correct(enter, verified, Action.ACCEPT, date(2026, 8, 28))
    recording = Recording(Action.ACCEPT, date(2026, 8, 27), {}, NOTICE)
    with enter.acting("xulydon") as reader, pytest.raises(StaleEditError):
        corrections.correct(
            db.session.get_one(Event, old.id),
            recording,
            record=db.session.get_one(Case, verified.case_id),
            reason=WHY,
            reader=reader,
            now=enter.clock(),
        )


def test_what_the_house_wrote_is_not_corrected_by_itself(enter: Enter, verified: Entered) -> None:
    with pytest.raises(StepNotAllowedError):
        correct(enter, verified, Action.OPEN, date(2026, 8, 20))
    with pytest.raises(NotPermittedError):
        correct(enter, verified, Action.ACCEPT, date(2026, 8, 28), of_case=False)


def test_the_work_that_a_step_gave_follows_to_the_right_office(
    enter: Enter, verified: Entered, province: Province
) -> None:
    commune = province.offices[province.communes[0]]
    facts = {"verifier": commune, "due_on": date(2026, 9, 25)}
    correct(enter, verified, Action.VERIFY, date(2026, 9, 4), facts)
    work = db.session.scalar(select(Assignment).where(Assignment.of_id == verified.case_id))
    assert work is not None
    assert (work.to_office_id, work.on, work.due_on) == (commune, date(2026, 9, 4), date(2026, 9, 25))
    assert due(work.id, "GIAO-VIEC") == date(2026, 9, 25)
    holder = select(Handover).where(Handover.subject_id == verified.case_id, Handover.to_on.is_(None))
    [held] = db.session.scalars(holder).all()
    assert (held.office_id, held.from_on) == (commune, date(2026, 9, 4))


def test_a_date_taken_back_from_the_work_is_no_deadline_any_more(
    enter: Enter, verified: Entered, province: Province
) -> None:
    correct(enter, verified, Action.VERIFY, date(2026, 9, 3), {"verifier": province.offices["SO-NNMT"]})
    work = db.session.scalar(select(Assignment).where(Assignment.of_id == verified.case_id))
    assert work is not None
    assert due(work.id, "GIAO-VIEC") is None


def test_the_decision_and_the_dispatch_follow_their_corrected_steps(enter: Enter, verified: Entered) -> None:
    enter.step(verified, Action.DECIDE, date(2026, 9, 28), {"result": "right"})
    enter.step(verified, Action.SEND_DECISION, date(2026, 9, 30), {"sent_to": "người khiếu nại"})
    correct(enter, verified, Action.DECIDE, date(2026, 9, 25), {"result": "partly"})
    correct(enter, verified, Action.SEND_DECISION, date(2026, 9, 29), {"sent_to": "người khiếu nại, Thanh tra"})
    [decision] = db.session.scalars(select(Decision).where(Decision.case_id == verified.case_id)).all()
    assert (decision.issued_on, decision.result) == (date(2026, 9, 25), "partly")
    assert decision.event_id == standing(verified.case_id, Action.DECIDE).id
    [sent] = db.session.scalars(select(Dispatch)).all()
    assert (sent.sent_on, sent.recipient) == (date(2026, 9, 29), "người khiếu nại, Thanh tra")


def test_the_day_of_receipt_moves_the_clocks_of_the_entry_and_keeps_its_number(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 8, 21), classified_on=date(2026, 8, 24))
    correct(enter, it, Action.RECEIVE, date(2026, 8, 20), of_case=False)
    entry = db.session.get_one(PetitionEntry, it.entry_id)
    assert (entry.received_on, entry.number) == (date(2026, 8, 20), "1/2026")
    assert due(it.entry_id, "KN-TL") == date(2026, 8, 28)  # 21, 22 (made up), 24, 25, 26, 27, 28


def test_a_receipt_cannot_move_to_the_book_of_another_year(enter: Enter) -> None:
    it = enter.a_petition(received_on=date(2026, 1, 5))
    with pytest.raises(HistoryError, match="sổ năm 2026") as refusal:
        correct(enter, it, Action.RECEIVE, date(2025, 12, 31), of_case=False)
    assert refusal.value.field == "on"


def test_the_kind_of_a_petition_is_fixed_once_a_case_was_opened_from_it(enter: Enter, verified: Entered) -> None:
    facts = {"kind": "feedback", "field": "policy", "instance": "first", "eligible": "yes", "in_competence": "yes"}
    with pytest.raises(HistoryError) as refusal:
        correct(enter, verified, Action.CLASSIFY, date(2026, 8, 21), facts, of_case=False)
    assert refusal.value.field == "kind"


def test_a_wrongly_forwarded_paper_goes_to_the_right_office_until_it_was_entered(
    enter: Enter, province: Province
) -> None:
    first, second = (province.offices[code] for code in province.communes[:2])
    it = enter.a_complaint(received_on=date(2026, 11, 9), facts={"in_competence": "no"})
    enter.step(it, Action.FORWARD, date(2026, 11, 10), {"to_office": first})
    correct(enter, it, Action.FORWARD, date(2026, 11, 11), {"to_office": second}, of_case=False)
    [sent] = db.session.scalars(select(PetitionEntry).where(PetitionEntry.from_entry_id == it.entry_id)).all()
    assert (sent.office_id, sent.status, sent.received_on) == (second, EntryStatus.NEW, date(2026, 11, 11))


def test_a_correction_that_finds_a_denunciation_seals_it(enter: Enter) -> None:
    it = enter.a_feedback(received_on=date(2026, 11, 9))
    facts = {
        "kind": PetitionKind.DENUNCIATION,
        "field": "administration",
        "instance": "first",
        "eligible": "yes",
        "in_competence": "yes",
    }
    correct(enter, it, Action.CLASSIFY, date(2026, 11, 10), facts, of_case=False)
    entry = db.session.get_one(PetitionEntry, it.entry_id)
    assert entry.secret
    assert all(party.citizen_id is None for party in entry.petition.parties if party.role == "petitioner")


def test_a_proposal_that_moves_takes_the_opening_of_its_case_along(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 9))
    it = enter.step(it, Action.PROPOSE, date(2026, 11, 12))
    correct(enter, it, Action.PROPOSE, date(2026, 11, 11), of_case=False)
    assert standing(it.case_id, Action.OPEN).on == date(2026, 11, 11)
    assert db.session.get_one(Case, it.case_id).opened_on == date(2026, 11, 11)


def effective(enter: Enter, it: Entered) -> None:
    """Decided on 2026-09-28, delivered two days later, in effect from the thirtieth day, enforced the same day."""
    enter.step(it, Action.DECIDE, date(2026, 9, 28), {"result": "right"})
    enter.step(it, Action.RECORD_DELIVERY, date(2026, 9, 30), {"proof": "phiếu báo phát"})
    enter.step(it, Action.TAKE_EFFECT, date(2026, 10, 28), {"no_second_known": "yes"})
    enter.step(it, Action.ENFORCE, date(2026, 10, 28))


def test_a_decision_cannot_move_past_the_day_on_which_its_effect_was_confirmed(enter: Enter, verified: Entered) -> None:
    effective(enter, verified)
    with pytest.raises(HistoryError, match="“xác nhận có hiệu lực” ngày 28/10/2026 sẽ không còn hợp lệ") as refused:
        correct(enter, verified, Action.DECIDE, date(2026, 9, 29), {"result": "right"})
    assert "sớm nhất là ngày 29/10/2026" in refused.value.sentence
    correct(enter, verified, Action.DECIDE, date(2026, 9, 25), {"result": "right"})  # earlier is ripe all the more
    assert due(verified.case_id, "KN-EFF1") == date(2026, 10, 25)  # a Sunday: an effect waits for no working day


def test_a_confirmed_effect_is_corrected_though_more_followed_on_its_day(enter: Enter, verified: Entered) -> None:
    effective(enter, verified)
    correct(enter, verified, Action.TAKE_EFFECT, date(2026, 10, 28), {"no_second_known": "yes"})
    assert enter.status_of(verified) is CaseStatus.ENFORCING


def test_a_longer_period_must_have_been_determined_while_the_shorter_ran(enter: Enter, verified: Entered) -> None:
    # accepted on 2026-09-01: thirty days end on 2026-10-01; accepted on 2026-08-28 they end on Sunday 27/09, so 28/09
    known = {"criteria": ["b"], "evidence": "hai nội dung"}
    enter.step(verified, Action.DETERMINE_COMPLEX, date(2026, 10, 1), known)
    with pytest.raises(HistoryError, match="“ghi nhận vụ việc phức tạp” ngày 01/10/2026 sẽ không còn hợp lệ"):
        correct(enter, verified, Action.ACCEPT, date(2026, 8, 28))


def test_what_is_corrected_keeps_its_place_within_the_day(enter: Enter, province: Province) -> None:
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))
    enter.step(it, Action.VERIFY, date(2026, 9, 3), {"verifier": province.offices["SO-NNMT"]})
    enter.step(it, Action.INVITE_DIALOGUE, date(2026, 9, 7), {"dialogue_on": date(2026, 9, 21)})
    enter.step(it, Action.SEND_INVITATION, date(2026, 9, 7), {"sent_to": "các bên"})  # the same day, after it
    for day in (22, 23):
        correct(enter, it, Action.INVITE_DIALOGUE, date(2026, 9, 7), {"dialogue_on": date(2026, 9, day)})
        notice = select(Deadline.due_legal, Deadline.met_on).where(
            Deadline.subject_id == it.case_id, Deadline.family == "KN-DT-NOTICE"
        )
        assert db.session.execute(notice).all() == [(date(2026, 9, day - 5), date(2026, 9, 7))]


def test_a_step_that_is_unlawful_in_itself_says_so_although_others_follow(enter: Enter) -> None:
    it, team = enter.a_conclusion()
    with pytest.raises(HistoryError, match=r"^Tổ xác minh phải có ít nhất hai người") as no:
        correct(enter, it, Action.VERIFY, date(2026, 8, 26), team | {"team_size": 1}, by="truongdonvi")
    assert no.value.field == "team_size"
