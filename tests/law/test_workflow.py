"""Every row of the workflow tables, and everything outside the rows."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import product

import pytest

from caseflow.law.errors import HistoryError, Refusal, StepNotAllowedError
from caseflow.law.facts import ASKS, NEEDS
from caseflow.law.intake import CLOSED_ENTRIES, INTAKE_STEPS
from caseflow.law.marks import EVERY_FAMILY, MarkKind
from caseflow.law.periods import PERIODS
from caseflow.law.procedures import CLOSED_CASES, PROCEDURES
from caseflow.law.terms import Action, CaseStatus, EntryStatus, PetitionKind, Role, Status
from caseflow.law.workflow import Happening, Step, Target, next_step, open_steps, replay

BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)
FAMILIES = {period.family for period in PERIODS} | {EVERY_FAMILY}
CASE_TABLES = {procedure.value: steps for procedure, steps in PROCEDURES.items()}
TABLES: dict[str, tuple[tuple[Step, ...], tuple[Status, ...]]] = {
    "intake": (INTAKE_STEPS, tuple(EntryStatus)),
    **{name: (steps, tuple(CaseStatus)) for name, steps in CASE_TABLES.items()},
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("on", [BEFORE, AFTER])
def test_only_the_listed_steps_are_lawful_and_no_two_rows_answer_the_same_question(table: str, on: date) -> None:
    steps, statuses = TABLES[table]
    for status, action, kind in product(statuses, Action, PetitionKind):
        listed = [
            step
            for step in steps
            if step.action is action and status in step.source and kind in step.kinds and step.since <= on <= step.until
        ]
        assert len(listed) <= 1, (table, status, action, kind)
        if listed:
            assert next_step(steps, status, action, on=on, kind=kind) is listed[0]
        else:
            with pytest.raises(StepNotAllowedError):
                next_step(steps, status, action, on=on, kind=kind)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_an_article_and_names_only_what_exists(table: str) -> None:
    for step in TABLES[table][0]:
        assert step.basis, step
        named = {start.family for start in step.starts} | {*step.ends, *step.drops, *step.pauses, *step.resumes}
        named |= {family for family, _ in (*step.variant, *step.judges)} | {*step.tolls}
        named |= set(step.extends) if step.extends else set()
        named |= {family for family in (step.in_time, step.ripens, step.expires) if family}
        assert named <= FAMILIES, (step.action, named - FAMILIES)
        assert set(step.asks) <= set(ASKS), step.action
        assert set(step.needs) <= set(NEEDS), step.action


@pytest.mark.parametrize("table", CASE_TABLES)
def test_every_status_of_a_case_is_reached_and_leads_to_an_end(table: str) -> None:
    steps = CASE_TABLES[table]
    reached: set[Status] = {CaseStatus.NEW}
    while True:
        further = {step.target for step in steps if step.source & reached and not isinstance(step.target, Target)}
        if further <= reached:
            break
        reached |= further
    named = {status for step in steps for status in step.source} - {CaseStatus.NEW}
    assert named <= reached
    for status in reached - CLOSED_CASES:
        leads = [step for step in steps if status in step.source and step.target is not Target.STAY]
        assert leads, f"{table}: {status.label} has no way out"


def test_every_open_status_of_an_entry_has_a_way_out() -> None:
    for status in set(EntryStatus) - CLOSED_ENTRIES:
        assert [step for step in INTAKE_STEPS if status in step.source and step.target is not Target.STAY], status


@pytest.mark.parametrize("table", TABLES)
def test_the_buttons_are_the_rows_that_the_role_may_record(table: str) -> None:
    steps, statuses = TABLES[table]
    for status, role in product(statuses, Role):
        shown = open_steps(steps, status, frozenset({role}), on=AFTER, kind=PetitionKind.COMPLAINT)
        lawful = [
            step
            for step in steps
            if status in step.source and PetitionKind.COMPLAINT in step.kinds and step.since <= AFTER <= step.until
        ]
        assert Counter(step.action for step in shown) == Counter(
            step.action for step in lawful if role in step.recorded_by
        )


def test_the_administrator_may_record_no_step() -> None:
    for steps, statuses in TABLES.values():
        for status, kind in product(statuses, PetitionKind):
            assert (
                open_steps(steps, status, frozenset({Role.ADMIN, Role.JURIST, Role.INSPECTOR}), on=AFTER, kind=kind)
                == []
            )


def happened(*acts: tuple[Action, date, Mapping[str, object]]) -> list[Happening]:
    return [Happening(str(place), action, on, place, facts) for place, (action, on, facts) in enumerate(acts, 1)]


RECEIVED: tuple[Action, date, Mapping[str, object]] = (
    Action.RECEIVE,
    date(2026, 8, 21),
    {"received_on": "2026-08-21", "via_reception": True, "provincial": True},
)
CLASSIFIED: tuple[Action, date, Mapping[str, object]] = (
    Action.CLASSIFY,
    date(2026, 8, 24),
    {"kind": "complaint", "instance": "first", "eligible": "yes", "in_competence": "yes"},
)


def test_the_acceptance_clock_starts_on_the_day_of_receipt_though_classified_later() -> None:
    history = replay(INTAKE_STEPS, happened(RECEIVED, CLASSIFIED), start=EntryStatus.NEW)
    started = {(mark.family, mark.on) for mark in history.marks if mark.kind is MarkKind.START}
    assert started == {
        ("TCD-RESULT", date(2026, 8, 21)),
        ("TCD-PROC-45", date(2026, 8, 21)),
        ("XLD-10", date(2026, 8, 21)),
        ("KN-TL", date(2026, 8, 21)),
    }
    assert history.status is EntryStatus.CLASSIFIED


def test_a_step_recorded_late_takes_its_place_in_the_history() -> None:
    acts = happened(RECEIVED, (Action.PROPOSE, date(2026, 8, 26), {}), CLASSIFIED)
    history = replay(INTAKE_STEPS, acts, start=EntryStatus.NEW)
    assert [taken.happening.action for taken in history.taken] == [Action.RECEIVE, Action.CLASSIFY, Action.PROPOSE]


def test_within_one_day_the_lawful_order_is_found() -> None:
    on = date(2026, 8, 21)
    acts = happened((Action.PROPOSE, on, {}), (Action.CLASSIFY, on, CLASSIFIED[2]), RECEIVED)
    history = replay(INTAKE_STEPS, acts, start=EntryStatus.NEW)
    assert history.status is EntryStatus.PROPOSED


def test_a_history_that_no_order_makes_lawful_is_refused_with_its_day() -> None:
    with pytest.raises(HistoryError, match="25/08/2026"):
        replay(INTAKE_STEPS, happened(RECEIVED, (Action.PROPOSE, date(2026, 8, 25), {})), start=EntryStatus.NEW)


def test_what_is_not_in_competence_cannot_be_proposed_for_settlement() -> None:
    outside = (Action.CLASSIFY, date(2026, 8, 24), {**CLASSIFIED[2], "in_competence": "no"})
    with pytest.raises(Refusal, match="không thuộc thẩm quyền"):
        replay(
            INTAKE_STEPS, happened(RECEIVED, outside, (Action.PROPOSE, date(2026, 8, 25), {})), start=EntryStatus.NEW
        )


def test_a_complaint_could_only_be_guided_before_the_new_law_and_may_be_forwarded_since() -> None:
    with pytest.raises(StepNotAllowedError):
        next_step(INTAKE_STEPS, EntryStatus.CLASSIFIED, Action.FORWARD, on=BEFORE, kind=PetitionKind.COMPLAINT)
    assert next_step(INTAKE_STEPS, EntryStatus.CLASSIFIED, Action.FORWARD, on=AFTER, kind=PetitionKind.COMPLAINT)


def test_a_complaint_could_not_be_suspended_before_the_new_law() -> None:
    steps = CASE_TABLES["complaint-first"]
    with pytest.raises(StepNotAllowedError):
        next_step(steps, CaseStatus.VERIFYING, Action.SUSPEND, on=BEFORE)
    assert next_step(steps, CaseStatus.VERIFYING, Action.SUSPEND, on=AFTER).pauses == ("KN-GQ1",)


def test_a_suspended_case_goes_back_to_where_it_was() -> None:
    acts = happened(
        (Action.OPEN, date(2026, 7, 3), {}),
        (Action.ACCEPT, date(2026, 7, 6), {}),
        (Action.VERIFY, date(2026, 7, 10), {}),
        (Action.SUSPEND, date(2026, 7, 20), {}),
        (Action.CONTINUE, date(2026, 8, 5), {}),
    )
    history = replay(CASE_TABLES["denunciation-first"], acts, start=CaseStatus.NEW)
    assert history.status is CaseStatus.VERIFYING
    pauses = [(mark.kind, mark.on) for mark in history.marks if mark.kind in (MarkKind.PAUSE, MarkKind.RESUME)]
    assert pauses == [(MarkKind.PAUSE, date(2026, 7, 20)), (MarkKind.RESUME, date(2026, 8, 5))]


def test_a_second_extension_needs_the_first_and_two_criteria() -> None:
    opening: list[tuple[Action, date, Mapping[str, object]]] = [
        (Action.OPEN, date(2026, 7, 3), {}),
        (Action.ACCEPT, date(2026, 7, 6), {}),
    ]
    steps = CASE_TABLES["denunciation-first"]
    again = (Action.EXTEND_AGAIN, date(2026, 8, 20), {"criteria": ["a", "b"]})
    with pytest.raises(Refusal, match="gia hạn lần một"):
        replay(steps, happened(*opening, again), start=CaseStatus.NEW)
    once = (Action.EXTEND, date(2026, 8, 1), {"criteria": ["a"]})
    one_only = (Action.EXTEND_AGAIN, date(2026, 8, 20), {"criteria": ["a"]})
    with pytest.raises(Refusal, match="hai tiêu chí"):
        replay(steps, happened(*opening, once, one_only), start=CaseStatus.NEW)
    history = replay(steps, happened(*opening, once, again), start=CaseStatus.NEW)
    assert [mark.extension for mark in history.marks if mark.kind is MarkKind.EXTEND] == ["TC-GQ-EXT1", "TC-GQ-EXT2"]


def test_an_effect_is_confirmed_only_when_delivery_is_recorded() -> None:
    steps = CASE_TABLES["complaint-first"]
    acts = [
        (Action.OPEN, date(2026, 7, 3), {}),
        (Action.ACCEPT, date(2026, 7, 6), {}),
        (Action.VERIFY, date(2026, 7, 10), {}),
        (Action.DECIDE, date(2026, 8, 3), {"result": "right"}),
    ]
    effect = (Action.TAKE_EFFECT, date(2026, 9, 3), {"no_second_known": "yes"})
    with pytest.raises(Refusal, match="chưa xác định"):
        replay(steps, happened(*acts, effect), start=CaseStatus.NEW)
    delivered = (Action.RECORD_DELIVERY, date(2026, 8, 7), {"proof": "phiếu báo phát"})
    assert replay(steps, happened(*acts, delivered, effect), start=CaseStatus.NEW).status is CaseStatus.IN_EFFECT


def test_a_crowded_day_with_one_unlawful_act_is_refused_in_good_time() -> None:
    day = date(2026, 9, 14)
    crowd = [
        *((Action.OPEN, day, {}), (Action.ACCEPT, day, {}), (Action.VERIFY, day, {})),
        *((Action.INVITE_DIALOGUE, day, {"dialogue_on": "2026-09-20"}) for _ in range(20)),
        *((Action.SEND_INVITATION, day, {"sent_to": "hai bên"}) for _ in range(20)),
    ]
    steps = CASE_TABLES["complaint-first"]
    assert replay(steps, happened(*reversed(crowd)), start=CaseStatus.NEW).status is CaseStatus.VERIFYING
    with pytest.raises(HistoryError, match="xử lý theo kết luận"):
        replay(steps, happened(*crowd, (Action.ACT, day, {})), start=CaseStatus.NEW)
