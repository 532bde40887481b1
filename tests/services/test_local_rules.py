"""A rule of the province reaches every record it speaks of, beside the law and never mixed with it."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from caseflow.law.errors import NotPermittedError, Refusal
from caseflow.law.local_rules import LocalRule
from caseflow.law.terms import Action, PetitionKind, Role, Unit
from caseflow.services import local_rules
from caseflow.services.local_rules import Touched
from caseflow.services.rebuilding import rebuild
from caseflow.store.alerts import Alert
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, Origin
from caseflow.store.list_facts import next_due_of_matters
from caseflow.store.matter_lists import MatterFilter, matters_by_due
from caseflow.store.offices import office_by_code
from caseflow.store.projections import ids_with_clocks
from caseflow.store.rules import LocalRuleRow, rules_in_force
from tests.conftest import SettableClock
from tests.factories import Enter, Entered, a_user
from tests.services.sweeping import swept

ACCEPTED = date(2026, 8, 4)
THIRTY = LocalRule(
    id=0,
    label="Giải quyết kiến nghị",
    basis="Quy chế kèm QĐ 15/2026/QĐ-UBND",
    amount=30,
    unit=Unit.CALENDAR_DAYS,
    since=date(2026, 7, 1),
    table="feedback-first",
    starts=Action.ACCEPT,
    ends=(Action.ANSWER,),
)


def add(enter: Enter, rule: LocalRule = THIRTY, by: str = "quantri") -> Touched:
    with enter.acting(by) as reader:
        return local_rules.add_rule(rule, reader=reader, now=enter.clock())


def end(enter: Enter, until: date) -> Touched:
    with enter.acting("quantri") as reader:
        key = db.session.scalars(select(LocalRuleRow.id).order_by(LocalRuleRow.id)).first()
        assert key is not None
        return local_rules.end_rule(key, until=until, reader=reader, now=enter.clock())


def of(it: Entered) -> list[tuple[date, Origin, str]]:
    """The local rows of a case."""
    query = select(Deadline).where(Deadline.subject_id == it.case_id, Deadline.family.startswith("NB-"))
    return [(row.due_legal, row.origin, row.label) for row in db.session.scalars(query.order_by(Deadline.id))]


def differences(clock: SettableClock) -> tuple[str, ...]:
    return rebuild(ids_with_clocks(after=0, limit=1000), clock(), keep=False).differences


@pytest.fixture
def feedback(inside: object, enter: Enter, clock: SettableClock) -> Entered:
    """Feedback accepted for settlement on 4 August."""
    assert inside
    clock.set(ACCEPTED)
    return enter.a_case(PetitionKind.FEEDBACK, received_on=ACCEPTED, accepted_on=ACCEPTED)


def test_a_rule_added_reaches_what_runs_already_and_what_begins_later(
    feedback: Entered, enter: Enter, clock: SettableClock
) -> None:
    complaint = enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED)
    assert add(enter) == Touched(still_open=1, closed=0)
    assert of(feedback) == [(date(2026, 9, 3), Origin.LOCAL, "Giải quyết kiến nghị (nội bộ)")]
    later = enter.a_case(PetitionKind.FEEDBACK, received_on=ACCEPTED, accepted_on=ACCEPTED)
    assert of(later) == of(feedback)
    assert of(complaint) == []
    assert differences(clock) == ()


def test_the_answer_ends_it(feedback: Entered, enter: Enter, clock: SettableClock) -> None:
    add(enter)
    clock.set(date(2026, 8, 20))
    enter.step(feedback, Action.ANSWER, facts={"answer": "Đã sửa đường"})
    met = select(Deadline.met_on).where(Deadline.subject_id == feedback.case_id, Deadline.origin == Origin.LOCAL)
    assert date(2026, 8, 20) in db.session.scalars(met).all()
    assert differences(clock) == ()


def test_a_rule_that_has_ended_leaves_old_records_theirs(feedback: Entered, enter: Enter, clock: SettableClock) -> None:
    add(enter)
    clock.set(date(2026, 9, 1))
    second = enter.a_case(PetitionKind.FEEDBACK, received_on=ACCEPTED, accepted_on=date(2026, 9, 1))
    assert len(of(second)) == 1
    assert end(enter, date(2026, 8, 31)) == Touched(still_open=1, closed=0)
    assert len(of(feedback)) == 1
    assert of(second) == []
    add(enter, replace(THIRTY, amount=20, since=date(2026, 9, 1)))
    assert [due for due, _, _ in of(second)] == [date(2026, 9, 21)]
    assert [due for due, _, _ in of(feedback)] == [date(2026, 9, 3)]
    assert differences(clock) == ()
    with pytest.raises(Refusal):
        end(enter, date(2026, 9, 30))


def test_a_closed_record_is_written_too_and_stays_silent(feedback: Entered, enter: Enter, clock: SettableClock) -> None:
    clock.set(date(2026, 8, 20))
    enter.step(feedback, Action.ANSWER, facts={"answer": "Đã sửa đường"})
    enter.step(feedback, Action.CLOSE)
    assert add(enter) == Touched(still_open=0, closed=1)
    (row,) = db.session.scalars(select(Deadline).where(Deadline.family.startswith("NB-")))
    assert (row.met_on, row.next_alert_at) == (date(2026, 8, 20), None)
    assert differences(clock) == ()


def test_it_is_alarmed_as_the_provinces_own_and_never_counted_with_the_law(
    feedback: Entered, enter: Enter, clock: SettableClock
) -> None:
    add(enter)
    clock.set(date(2026, 9, 11))  # five working days past the 3rd; the law's own dates of feedback are met or ahead
    swept(clock())
    labels = {alert.label for alert in db.session.scalars(select(Alert).where(Alert.deadline_key.contains(":NB-")))}
    assert labels == {"Giải quyết kiến nghị (nội bộ)"}
    with enter.acting("xulydon") as reader:
        late = MatterFilter(due_until=date(2026, 9, 10))
        assert len(matters_by_due(reader, late, after=None, limit=9)) == 1
        assert not matters_by_due(reader, replace(late, not_local=True), after=None, limit=9)
        (listed,) = matters_by_due(reader, MatterFilter(), after=None, limit=5)
        assert next_due_of_matters([listed.id])[feedback.matter_id].label == "Giải quyết kiến nghị (nội bộ)"


def test_a_case_may_be_closed_over_a_date_that_is_not_the_laws(
    feedback: Entered, enter: Enter, clock: SettableClock
) -> None:
    add(enter, replace(THIRTY, ends=(Action.CLOSE,)))
    clock.set(date(2026, 8, 20))
    enter.step(feedback, Action.ANSWER, facts={"answer": "Đã sửa đường"})
    enter.step(feedback, Action.CLOSE)
    assert of(feedback)[0][0] == date(2026, 9, 3)
    assert differences(clock) == ()


def test_a_rule_of_intake_speaks_of_one_kind_if_it_says_so(inside: object, enter: Enter, clock: SettableClock) -> None:
    assert inside
    clock.set(ACCEPTED)
    kinds = {PetitionKind.FEEDBACK: enter.a_feedback(), PetitionKind.COMPLAINT: enter.a_complaint()}
    rule = replace(
        THIRTY, table="intake", starts=Action.RECEIVE, ends=(Action.PROPOSE,), kind=PetitionKind.FEEDBACK, amount=7
    )
    assert add(enter, rule).still_open == 1
    query = select(Deadline.subject_id).where(Deadline.family.startswith("NB-"))
    assert db.session.scalars(query).all() == [kinds[PetitionKind.FEEDBACK].entry_id]
    later = enter.a_feedback()
    assert later.entry_id in db.session.scalars(query).all()
    assert differences(clock) == ()


@pytest.mark.usefixtures("inside")
def test_only_the_provinces_administrator_keeps_the_rules(enter: Enter) -> None:
    with enter.acting("quantri"):
        office = office_by_code("XA-18880")
        assert office is not None
        a_user("quantri-xa", "Võ Văn Xã Thử", (Role.ADMIN, office))
    for login in ("quantri-xa", "phapche", "thamquyen"):
        with pytest.raises(NotPermittedError):
            add(enter, by=login)
    assert rules_in_force().local == ()
