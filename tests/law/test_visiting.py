"""Every row of the table of visits and everything outside it; which clock each outcome starts, and until when."""

from datetime import date
from itertools import product

import pytest

from caseflow.law.clocks import Clock, read
from caseflow.law.errors import HistoryError, MissingFactError, StepNotAllowedError
from caseflow.law.facts import ASKS, NEEDS
from caseflow.law.grounds import REFUSAL_OF_RECEPTION, Ground, in_force
from caseflow.law.marks import MarkKind
from caseflow.law.periods import PERIODS
from caseflow.law.terms import Action, PetitionKind, Signer, VisitOutcome, VisitStatus
from caseflow.law.visiting import (
    ANSWERS,
    AT_THE_DESK,
    CLOSED_VISITS,
    DOUBTS,
    PROLONGED,
    REFUSALS,
    VISIT_STEPS,
    begins_in,
    first_step,
    is_worth_an_event,
    is_written,
)
from caseflow.law.workflow import Happening, check_facts, next_step, replay
from tests.law.calendars import OFFICIAL

A, Out, S = Action, VisitOutcome, VisitStatus
BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)
MONDAY = date(2026, 11, 23)  # the day after it, a Tuesday, is a day off
DOCUMENTS = dict.fromkeys(PROLONGED, "Số 12/QĐ-UBND ngày 05/03/2024")


def happened(*acts: tuple[Action, date], **facts: object) -> list[Happening]:
    """A history; the first act has the facts."""
    return [
        Happening(str(place), action, on, place, facts if place == 1 else {})
        for place, (action, on) in enumerate(acts, start=1)
    ]


def clocks(*acts: tuple[Action, date], today: date = MONDAY, **facts: object) -> list[Clock]:
    marks = replay(VISIT_STEPS, happened(*acts, **facts), start=S.RECEIVED).marks
    return list(read(marks, PERIODS, calendar=OFFICIAL, today=today))


@pytest.mark.parametrize("on", [BEFORE, AFTER])
def test_only_the_listed_steps_are_lawful_and_no_two_rows_answer_the_same_question(on: date) -> None:
    for status, action, kind in product(S, Action, (None, *PetitionKind)):
        listed = [
            step
            for step in VISIT_STEPS
            if step.action is action and status in step.source and step.since <= on <= step.until
        ]
        assert len(listed) <= 1, (status, action)
        if listed:
            assert next_step(VISIT_STEPS, status, action, on=on, kind=kind) is listed[0]
        else:
            with pytest.raises(StepNotAllowedError):
                next_step(VISIT_STEPS, status, action, on=on, kind=kind)


def test_every_row_has_an_article_and_asks_for_what_exists() -> None:
    for step in VISIT_STEPS:
        assert step.basis, step.action
        assert set(step.asks) <= set(ASKS), step.action
        assert set(step.needs) <= set(NEEDS), step.action
        assert {*step.ends, *step.drops, *(start.family for start in step.starts)} <= {"TCD-RESULT", "TCD-REFUSE"}


def test_an_open_visit_has_a_way_on_and_a_closed_one_has_none() -> None:
    for status in S:
        ahead = [step for step in VISIT_STEPS if status in step.source]
        assert bool(ahead) is (status not in CLOSED_VISITS), status


@pytest.mark.parametrize(
    ("outcome", "target"),
    [
        (Out.PAPER_TAKEN, S.PAPER_TAKEN),
        (Out.WORDS_RECORDED, S.WORDS_RECORDED),
        (Out.GUIDED, S.GUIDED),
        (Out.EXPLAINED, S.EXPLAINED),
    ],
)
def test_an_outcome_leads_where_it_says_and_only_words_leave_something_behind(
    outcome: VisitOutcome, target: VisitStatus
) -> None:
    step = first_step(outcome, "", MONDAY)
    assert step.target is target
    assert is_worth_an_event(step) is (outcome is Out.WORDS_RECORDED)


@pytest.mark.parametrize("ground", REFUSAL_OF_RECEPTION, ids=lambda ground: ground.code)
def test_a_ground_is_refused_in_its_own_form(ground: Ground) -> None:
    code = ground.code
    step = first_step(Out.REFUSED, code, MONDAY)
    written = {"9.3": A.REFUSE_PROLONGED, "4.1.h": A.REFUSE_IN_WRITING, "4.1.g": A.REFUSE_IN_DOUBT}
    assert step.action is written.get(code, A.REFUSE_VISIT)
    assert is_written(code, MONDAY) is (code in written)
    assert is_worth_an_event(step) is (code in written)


def test_what_the_texts_leave_open_is_named() -> None:
    assert set(DOUBTS) == {"4.1.g", "4.1.h"}
    assert all("Điều 4.3" in sentence for sentence in DOUBTS.values())


def test_the_grounds_of_the_decree_exist_from_its_first_day() -> None:
    assert {ground.code for ground in in_force(REFUSAL_OF_RECEPTION, BEFORE)} == {"9.1", "9.2", "9.3"}
    assert len(in_force(REFUSAL_OF_RECEPTION, AFTER)) == 13
    for code in ("4.1.g", "4.1.h"):
        with pytest.raises(StepNotAllowedError):
            first_step(Out.REFUSED, code, BEFORE)
    with pytest.raises(MissingFactError, match="pháp luật chưa có"):
        check_facts(first_step(Out.REFUSED, "9.1", BEFORE), {"refusal_ground": "4.1.a"}, BEFORE)


@pytest.mark.parametrize("missing", PROLONGED)
@pytest.mark.parametrize("on", [BEFORE, AFTER])
def test_nobody_drags_a_matter_out_on_purpose_without_its_four_documents(missing: str, on: date) -> None:
    step = first_step(Out.REFUSED, "9.3", on)
    facts = {"refusal_ground": "9.3", "grounds_on": on} | DOCUMENTS
    check_facts(step, facts, on)
    with pytest.raises(MissingFactError) as no:
        check_facts(step, {name: value for name, value in facts.items() if name != missing}, on)
    assert no.value.field == missing
    assert no.value.basis.startswith("LTCD Đ9.3")


def test_words_recorded_are_answered_within_ten_working_days() -> None:
    (clock,) = clocks((A.RECORD_WORDS, MONDAY))
    assert (clock.family, clock.start_on, clock.due_legal) == ("TCD-RESULT", MONDAY, date(2026, 12, 8))


@pytest.mark.parametrize("answer", sorted(ANSWERS))
def test_each_of_the_four_answers_ends_the_waiting(answer: Action) -> None:
    told = date(2026, 12, 4)
    (clock,) = clocks((A.RECORD_WORDS, MONDAY), (answer, told), today=told)
    assert clock.met_on == told


def test_after_more_time_one_of_the_other_three_is_told() -> None:
    on, later = date(2026, 12, 4), date(2026, 12, 18)
    history = replay(
        VISIT_STEPS,
        happened((A.RECORD_WORDS, MONDAY), (A.TELL_MORE_TIME, on), (A.TELL_NOT_ACCEPTED, later)),
        start=S.RECEIVED,
    )
    assert history.status is S.TOLD_NOT_ACCEPTED
    with pytest.raises(HistoryError):
        replay(VISIT_STEPS, happened((A.RECORD_WORDS, MONDAY), *[(A.TELL_MORE_TIME, on)] * 2), start=S.RECEIVED)


def test_words_that_become_a_paper_leave_their_clock_to_it() -> None:
    assert clocks((A.RECORD_WORDS, MONDAY), (A.ENTER_WORDS, date(2026, 11, 26)), today=date(2026, 12, 20)) == []


@pytest.mark.parametrize("action", [A.REFUSE_IN_WRITING, A.REFUSE_PROLONGED, A.REFUSE_IN_DOUBT])
def test_a_refusal_in_writing_is_due_three_working_days_after_its_grounds_sufficed(action: Action) -> None:
    (at_once,) = clocks((action, MONDAY), grounds_on=MONDAY.isoformat())
    (later,) = clocks((action, MONDAY), grounds_on="2026-11-25")
    assert (at_once.family, at_once.due_legal) == ("TCD-REFUSE", date(2026, 11, 27))
    assert (later.start_on, later.due_legal) == (date(2026, 11, 25), date(2026, 11, 30))


def test_the_notice_is_signed_by_the_head_and_ends_the_clock() -> None:
    issued = date(2026, 11, 30)
    step = next_step(VISIT_STEPS, S.REFUSAL_DUE, A.ISSUE_REFUSAL, on=issued)
    assert step.signed_by is Signer.HEAD
    assert "01/TCD" in step.document
    (clock,) = clocks(
        (A.REFUSE_IN_WRITING, MONDAY), (A.ISSUE_REFUSAL, issued), today=issued, grounds_on=MONDAY.isoformat()
    )
    assert (clock.met_on, clock.state.value) == (issued, "met_late")


def test_only_the_doubtful_point_may_be_explained_on_the_spot_after_all() -> None:
    assert {step.source for step in VISIT_STEPS if step.action is A.EXPLAIN_REFUSAL} == {
        frozenset({S.REFUSAL_DOUBTFUL})
    }
    explained = clocks(
        (A.REFUSE_IN_DOUBT, MONDAY), (A.EXPLAIN_REFUSAL, date(2026, 11, 26)), grounds_on=MONDAY.isoformat()
    )
    assert explained == []


def test_before_the_decree_a_refusal_started_no_clock() -> None:
    marks = replay(VISIT_STEPS, happened((A.REFUSE_PROLONGED, BEFORE), **DOCUMENTS), start=S.RECEIVED).marks
    assert [mark for mark in marks if mark.kind is MarkKind.START] == []


def test_every_outcome_is_an_act_of_the_desk() -> None:
    from_the_start = {step.action for step in VISIT_STEPS if S.RECEIVED in step.source}
    assert from_the_start == AT_THE_DESK - {A.ENTER_WORDS}
    assert set(REFUSALS) == {ground.code for ground in REFUSAL_OF_RECEPTION}


def test_a_visit_without_a_status_begins_where_its_outcome_left_it() -> None:
    assert begins_in(None, VisitOutcome.GUIDED, "", MONDAY) is VisitStatus.GUIDED
    assert begins_in(None, VisitOutcome.REFUSED, "9.1", MONDAY) is VisitStatus.REFUSED
    assert begins_in(None, None, "", MONDAY) is VisitStatus.RECEIVED
    assert begins_in(VisitStatus.GUIDED, VisitOutcome.GUIDED, "", MONDAY) is VisitStatus.RECEIVED
