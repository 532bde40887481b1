"""What lies ahead of a record: the main step, the others, why an expected one is missing."""

from datetime import date

import pytest

from caseflow.law.clocks import read
from caseflow.law.facts import ASKS, FactType, favourable
from caseflow.law.intake import INTAKE_STEPS
from caseflow.law.main_line import GOALS, ahead, line_of, skipped
from caseflow.law.procedures import PETITIONED, PROCEDURES
from caseflow.law.steps.complaint import FIRST_COMPLAINT
from caseflow.law.terms import Action, CaseStatus, EntryStatus, PetitionKind, Role
from caseflow.law.workflow import Happening, History, Step, replay
from tests.law.calendars import OFFICIAL

COMPLAINT = PetitionKind.COMPLAINT
HANDLER = frozenset({Role.HANDLER})
DAY = date(2026, 9, 1)
CLASSIFIED: dict[str, object] = {
    "kind": "complaint",
    "field": "land",
    "instance": "first",
    "eligible": "yes",
    "in_competence": "yes",
    "received_on": "2026-09-01",
}


def entry(*actions: Action, **facts: object) -> History:
    """A petition entry on which these were done, all on one day."""
    happened = [Happening(str(n), action, DAY, n, CLASSIFIED | facts) for n, action in enumerate(actions)]
    return replay(INTAKE_STEPS, happened, start=EntryStatus.NEW)


def case(*actions: Action, steps: tuple[Step, ...] = FIRST_COMPLAINT) -> History:
    """A case on which these were done, a day apart."""
    happened = [
        Happening(str(n), action, date(2026, 9, 1 + n), n, {"kind": "complaint", "no_second_known": "yes"})
        for n, action in enumerate(actions)
    ]
    return replay(steps, happened, start=CaseStatus.NEW)


def lies(
    history: History, roles: frozenset[Role] = HANDLER, steps: tuple[Step, ...] = FIRST_COMPLAINT
) -> Action | None:
    main = ahead(steps, history, roles, kind=COMPLAINT, on=date(2026, 9, 20)).main
    return main.action if main else None


def test_a_new_petition_is_classified_first_whatever_it_is() -> None:
    found = ahead(INTAKE_STEPS, entry(Action.RECEIVE), HANDLER, kind=None, on=DAY)
    assert found.main is not None
    assert found.main.action is Action.CLASSIFY
    assert [step.action for step in (found.main, *found.others)].count(Action.CLASSIFY) == 1


def test_within_competence_the_main_step_is_to_propose_and_outside_it_to_forward() -> None:
    assert lies(entry(Action.RECEIVE, Action.CLASSIFY), steps=INTAKE_STEPS) is Action.PROPOSE
    elsewhere = entry(Action.RECEIVE, Action.CLASSIFY, in_competence="no")
    found = ahead(INTAKE_STEPS, elsewhere, HANDLER, kind=COMPLAINT, on=DAY)
    assert found.main is not None
    assert found.main.action is Action.FORWARD
    assert any("đề xuất thụ lý" in sentence and "thẩm quyền" in sentence for sentence in found.missing)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ((Action.OPEN,), Action.ACCEPT),
        ((Action.OPEN, Action.ACCEPT), Action.VERIFY),
        ((Action.OPEN, Action.ACCEPT, Action.VERIFY), Action.DECIDE),
        ((Action.OPEN, Action.ACCEPT, Action.VERIFY, Action.SUSPEND), Action.CONTINUE),
        ((Action.OPEN, Action.ACCEPT, Action.VERIFY, Action.DECIDE), Action.SEND_DECISION),
        ((Action.OPEN, Action.ACCEPT, Action.VERIFY, Action.DECIDE, Action.SEND_DECISION), Action.PUBLISH),
    ],
)
def test_the_main_line_of_a_complaint(done: tuple[Action, ...], expected: Action) -> None:
    assert lies(case(*done)) is expected


def test_legal_effect_is_not_offered_before_the_delivery_is_recorded_and_it_is_said_why() -> None:
    decided = case(Action.OPEN, Action.ACCEPT, Action.VERIFY, Action.DECIDE)
    found = ahead(FIRST_COMPLAINT, decided, HANDLER, kind=COMPLAINT, on=date(2026, 9, 20))
    assert Action.TAKE_EFFECT not in {step.action for step in found.others}
    assert any("ngày người khiếu nại nhận quyết định" in sentence for sentence in found.missing)
    delivered = case(Action.OPEN, Action.ACCEPT, Action.VERIFY, Action.DECIDE, Action.RECORD_DELIVERY)
    found = ahead(FIRST_COMPLAINT, delivered, HANDLER, kind=COMPLAINT, on=date(2026, 9, 20))
    assert Action.TAKE_EFFECT in {step.action for step in found.others}


def test_what_time_alone_completes_is_not_offered_before_its_day() -> None:
    delivered = case(Action.OPEN, Action.ACCEPT, Action.VERIFY, Action.DECIDE, Action.RECORD_DELIVERY)
    for on, is_offered in ((date(2026, 10, 3), False), (date(2026, 10, 4), True)):  # the thirtieth day after 04/09
        clocks = read(delivered.marks, calendar=OFFICIAL, today=on)
        found = ahead(FIRST_COMPLAINT, delivered, HANDLER, kind=COMPLAINT, on=on, clocks=clocks)
        assert (Action.TAKE_EFFECT in {step.action for step in found.others}) is is_offered
        assert any("sớm nhất là ngày 04/10/2026" in sentence for sentence in found.missing) is not is_offered


def test_a_case_is_not_closed_over_a_duty_and_it_is_said_which() -> None:
    effective = case(
        *(Action.OPEN, Action.ACCEPT, Action.VERIFY, Action.DECIDE, Action.RECORD_DELIVERY, Action.TAKE_EFFECT),
        Action.ENFORCE,
    )
    clocks = read(effective.marks, calendar=OFFICIAL, today=date(2026, 9, 10))
    found = ahead(FIRST_COMPLAINT, effective, HANDLER, kind=COMPLAINT, on=date(2026, 9, 10), clocks=clocks)
    assert Action.CLOSE not in {step.action for step in (*found.others, found.main) if step}
    assert any(sentence.startswith("Chưa thể kết thúc: còn việc chưa xong: công khai") for sentence in found.missing)


def test_whoever_may_not_record_the_main_step_is_told_who_does() -> None:
    found = ahead(FIRST_COMPLAINT, case(Action.OPEN), frozenset({Role.RECEPTION}), kind=COMPLAINT, on=DAY)
    assert found.main is None
    assert found.others == ()
    assert "thụ lý" in found.missing[0]
    assert Role.SETTLER.label in found.missing[0]


def test_while_the_case_waits_it_is_said_that_it_cannot_be_decided() -> None:
    found = ahead(FIRST_COMPLAINT, case(Action.OPEN), HANDLER, kind=COMPLAINT, on=DAY)
    assert found.missing == ("Chưa thể ra quyết định giải quyết: hồ sơ đang ở tình trạng “chờ thụ lý”.",)


@pytest.mark.parametrize("steps", [*PROCEDURES.values(), INTAKE_STEPS])
def test_every_step_of_a_main_line_stands_in_its_table(steps: tuple[Step, ...]) -> None:
    named = {step.action for step in steps}
    optional = {Action.CONTINUE, Action.SEND_SUSPENSION, Action.ASK_REPORT, Action.TAKE_REPORT}
    assert set(line_of(steps)) - optional <= named
    settles = {PROCEDURES[procedure] for procedure in PETITIONED}
    assert bool(GOALS & set(line_of(steps))) is (steps in settles)


def test_a_table_of_no_procedure_has_no_main_line() -> None:
    assert line_of(FIRST_COMPLAINT[:3]) == ()


def test_a_dialogue_that_was_forgotten_may_be_entered_late_and_a_refusal_may_not() -> None:
    decided = case(Action.OPEN, Action.ACCEPT, Action.VERIFY, Action.DECIDE)
    late = {step.action for step in skipped(FIRST_COMPLAINT, decided, kind=COMPLAINT, on=date(2026, 9, 20))}
    assert Action.HOLD_DIALOGUE in late
    assert not late & {Action.REFUSE, Action.ACCEPT, Action.SUSPEND, Action.OPEN}


def test_favourable_answers_are_yes_two_criteria_and_something_wherever_words_are_asked_for() -> None:
    found = favourable(["eligible", "criteria", "summary", "representatives", "dialogue_on", "result"])
    assert found["eligible"] == "yes"
    assert found["criteria"] == ["a", "b"]
    assert (found["summary"], found["representatives"]) == ("…", 2)
    assert not {"dialogue_on", "result"} & set(found)  # a day and a choice cannot be guessed
    assert ASKS["criteria"].type is FactType.SEVERAL


def test_what_only_delay_allows_is_not_offered_before_it() -> None:
    verifying = case(Action.OPEN, Action.ACCEPT, Action.VERIFY)  # accepted on 02/09: thirty days end on 02/10
    for on, is_offered in ((date(2026, 10, 2), False), (date(2026, 10, 3), True)):
        clocks = read(verifying.marks, calendar=OFFICIAL, today=on)
        found = ahead(FIRST_COMPLAINT, verifying, HANDLER, kind=COMPLAINT, on=on, clocks=clocks)
        assert (Action.PASS_UP in {step.action for step in found.others}) is is_offered
        assert any("thời hạn chưa hết: đến hết ngày 02/10/2026" in said for said in found.missing) is not is_offered
