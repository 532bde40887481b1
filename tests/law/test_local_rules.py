"""The province's own rules run beside the law's clocks, chosen by the day they start, and hold nobody up in law."""

from dataclasses import replace
from datetime import date

import pytest

from caseflow.law.errors import Refusal
from caseflow.law.local_rules import LocalRule, Place, actions_of, check_rule, let_end, local_clocks
from caseflow.law.marks import Clock
from caseflow.law.tables import TABLES
from caseflow.law.terms import Action, ClockState, PetitionKind, Unit
from caseflow.law.workflow import Happening, replay
from tests.law.calendars import OFFICIAL

A, K = Action, PetitionKind
FEEDBACK = Place("feedback-first", K.FEEDBACK)
THIRTY = LocalRule(
    id=3,
    label="Giải quyết kiến nghị",
    basis="Quy chế kèm QĐ 15/2026/QĐ-UBND",
    amount=30,
    unit=Unit.CALENDAR_DAYS,
    since=date(2026, 7, 1),
    table="feedback-first",
    starts=A.ACCEPT,
    ends=(A.ANSWER,),
)
FACTS = {"kind": "feedback", "received_on": "2026-08-03", "eligible": True, "in_competence": True}


def clocks(
    *steps: tuple[Action, str], rules: tuple[LocalRule, ...] = (THIRTY,), place: Place = FEEDBACK, today: str = "23/11"
) -> list[Clock]:
    """The local clocks of a history, each step an act and a day of 2026."""
    table = TABLES[place.table]
    happenings = [
        Happening(str(n), action, day(on), n, FACTS if place.table == "intake" else {})
        for n, (action, on) in enumerate(steps, 1)
    ]
    history = replay(table.steps, happenings, start=table.start)
    return list(local_clocks(history.taken, rules, place, calendar=OFFICIAL, today=day(today)))


def day(written: str) -> date:
    number, month = written.split("/")
    return date(2026, int(month), int(number))


def test_thirty_days_for_feedback_from_acceptance_to_the_answer() -> None:
    (clock,) = clocks((A.OPEN, "3/8"), (A.ACCEPT, "4/8"), today="10/8")
    # day 1 is 5/8, 27 days of August are left: day 27 is 31/8, day 30 is 3/9, a Thursday
    assert (clock.due_strict, clock.due_legal) == (day("3/9"), day("3/9"))
    assert (clock.family, clock.edition, clock.is_local) == ("NB-3", "NOI-BO", True)
    assert (clock.state, clock.basis) == (ClockState.RUNNING, "Quy chế kèm QĐ 15/2026/QĐ-UBND")
    (over,) = clocks((A.OPEN, "3/8"), (A.ACCEPT, "4/8"), today="4/9")
    assert over.state is ClockState.OVERDUE
    (met,) = clocks((A.OPEN, "3/8"), (A.ACCEPT, "4/8"), (A.ANSWER, "2/9"))
    assert (met.state, met.met_on) == (ClockState.MET, day("2/9"))


def test_a_local_end_on_a_day_off_rolls_as_the_laws_do() -> None:
    rule = replace(THIRTY, amount=28)
    (clock,) = clocks((A.OPEN, "3/8"), (A.ACCEPT, "4/8"), rules=(rule,), today="10/8")
    assert (clock.due_strict, clock.due_legal) == (day("1/9"), day("3/9"))  # 31/8 to 2/9 are off


def test_a_rule_is_chosen_by_the_day_its_clock_starts() -> None:
    old, new = replace(THIRTY, until=date(2026, 8, 31)), replace(THIRTY, id=4, amount=20, since=date(2026, 9, 1))
    (before,) = clocks((A.OPEN, "3/8"), (A.ACCEPT, "31/8"), rules=(old, new))
    (after,) = clocks((A.OPEN, "3/8"), (A.ACCEPT, "1/9"), rules=(old, new))
    assert (before.code, before.amount) == ("NB-3", 30)
    assert (after.code, after.amount) == ("NB-4", 20)
    assert clocks((A.OPEN, "20/6"), (A.ACCEPT, "30/6"), rules=(old, new)) == []


def test_a_rule_of_another_table_or_kind_says_nothing() -> None:
    steps = ((A.OPEN, "3/8"), (A.ACCEPT, "4/8"))
    assert clocks(*steps, rules=(replace(THIRTY, table="complaint-first"),)) == []
    assert clocks(*steps, rules=(replace(THIRTY, kind=K.COMPLAINT),)) == []


RECEIVING = replace(
    THIRTY, amount=5, unit=Unit.WORKING_DAYS, table="intake", starts=A.RECEIVE, ends=(A.FORWARD, A.PROPOSE)
)
ENTRY = Place("intake", K.FEEDBACK)


def test_what_closes_a_record_otherwise_than_the_rule_awaits_lets_its_clock_go() -> None:
    begun = ((A.RECEIVE, "3/8"), (A.CLASSIFY, "4/8"))
    (running,) = clocks(*begun, rules=(RECEIVING,), place=ENTRY, today="5/8")
    assert (running.due_legal, running.state) == (day("10/8"), ClockState.RUNNING)
    assert clocks(*begun, (A.FILE, "5/8"), rules=(RECEIVING,), place=ENTRY) == []
    (met,) = clocks(*begun, (A.PROPOSE, "5/8"), rules=(RECEIVING,), place=ENTRY)
    assert met.met_on == day("5/8")


def test_a_number_given_by_mistake_leaves_no_clock() -> None:
    assert clocks((A.RECEIVE, "3/8"), (A.VOID, "4/8"), rules=(RECEIVING,), place=ENTRY) == []


def test_a_suspension_in_law_rests_the_provinces_clock_too() -> None:
    rule = replace(THIRTY, table="complaint-first", ends=(A.DECIDE,))
    place = Place("complaint-first", K.COMPLAINT)
    steps = ((A.OPEN, "3/8"), (A.ACCEPT, "4/8"), (A.SUSPEND, "10/8"))
    (resting,) = clocks(*steps, rules=(rule,), place=place, today="12/8")
    assert resting.state is ClockState.PAUSED
    (resumed,) = clocks(*steps, (A.CONTINUE, "17/8"), rules=(rule,), place=place, today="18/8")
    assert resumed.due_strict == day("10/9")  # 3/9 and the seven days from 11/8 to 17/8


def test_the_steps_it_awaits_are_told_as_what_ends_it() -> None:
    steps = let_end(TABLES["feedback-first"].steps, "NB-3", (THIRTY,))
    assert {step.action for step in steps if "NB-3" in step.ends} == {A.ANSWER}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"label": " "}, "label"),
        ({"basis": ""}, "basis"),
        ({"amount": 0}, "amount"),
        ({"amount": 1001}, "amount"),
        ({"unit": Unit.HOURS}, "unit"),
        ({"until": date(2026, 6, 30)}, "until"),
        ({"table": "lawsuit"}, "table"),
        ({"ends": ()}, "ends"),
        ({"starts": A.RECEIVE}, "starts"),
        ({"ends": (A.ANSWER, A.DECIDE)}, "ends"),
        ({"kind": K.FEEDBACK}, "kind"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_at_its_field(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as no:
        check_rule(replace(THIRTY, **wrong))  # type: ignore[arg-type]  # what is wrong is the point
    assert no.value.field == field
    check_rule(THIRTY)


def test_every_procedure_has_its_table_and_its_acts() -> None:
    assert all(actions_of(name) for name in TABLES)
    assert actions_of("feedback-first")[0] is A.OPEN
