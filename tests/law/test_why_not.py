"""Why a step is not offered: of every act of every table either it can be taken today, or it is said why not."""

from datetime import date

import pytest

from caseflow.law.clocks import read
from caseflow.law.diagram import targets
from caseflow.law.main_line import ahead
from caseflow.law.steps.complaint import FIRST_COMPLAINT
from caseflow.law.tables import TABLES, Table
from caseflow.law.terms import Action, CaseStatus, PetitionKind, Role, Status
from caseflow.law.why_not import Reason, Unoffered, WhyNot, shortest_path, unoffered
from caseflow.law.workflow import Happening, History, replay
from tests.law.calendars import OFFICIAL

DAYS = (date(2026, 6, 1), date(2026, 9, 20))
KINDS: dict[str, PetitionKind | None] = {
    "complaint-first": PetitionKind.COMPLAINT,
    "complaint-second": PetitionKind.COMPLAINT,
    "denunciation-first": PetitionKind.DENUNCIATION,
    "feedback-first": PetitionKind.FEEDBACK,
}
EVERYONE = frozenset(Role)


def standing(status: Status, **known: object) -> History:
    """A record that stands in a status, whatever led there."""
    return History(status, status, known, ())


def statuses(table: Table) -> list[Status]:
    return sorted({status for step in table.steps for status in (*step.source, *targets(step, table.start, table))})


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("roles", [EVERYONE, frozenset({Role.RECEPTION}), frozenset({Role.LEADER})], ids=len)
@pytest.mark.parametrize("on", DAYS)
def test_every_act_of_every_table_is_offered_or_it_is_said_why_not(name: str, roles: frozenset[Role], on: date) -> None:
    table = TABLES[name]
    kinds = [KINDS[name]] if name in KINDS else [None, *PetitionKind]
    for status in statuses(table):
        for kind in kinds:
            history = standing(status, in_competence="yes", eligible="yes")
            lies = ahead(table.steps, history, roles, kind=kind, on=on)
            offered = {step.action for step in (*lies.others, *([lies.main] if lies.main else []))}
            refused = unoffered(table.steps, history, roles, kind=kind, on=on, at="UBND xã")
            names = {one.action for one in refused}
            assert offered | names == {step.action for step in table.steps}, status
            assert not offered & names, status
            assert all(one.reasons and one.basis for one in refused)


@pytest.mark.parametrize("name", TABLES)
def test_a_path_that_is_named_can_be_walked_row_by_row(name: str) -> None:
    table = TABLES[name]
    kind = KINDS.get(name, PetitionKind.COMPLAINT)
    for status in statuses(table):
        for one in unoffered(table.steps, standing(status), EVERYONE, kind=kind, on=DAYS[1]):
            for reason in one.reasons:
                here: set[tuple[Status, Status]] = {(status, status)}
                for action in reason.path:
                    rows = [step for step in table.steps if step.action is action]
                    here = {
                        (after, after)
                        for at, _ in here
                        for step in rows
                        if at in step.source
                        for after in targets(step, at, table)
                    }
                    assert here, (status, one.action, reason.path)


def case(*actions: Action) -> History:
    happened = [
        Happening(str(n), action, date(2026, 9, 1 + n), n, {"kind": "complaint", "no_second_known": "yes"})
        for n, action in enumerate(actions)
    ]
    return replay(FIRST_COMPLAINT, happened, start=CaseStatus.NEW)


def refused(
    history: History, action: Action, on: date, roles: frozenset[Role] = frozenset({Role.HANDLER})
) -> Unoffered:
    clocks = read(history.marks, calendar=OFFICIAL, today=on)
    found = unoffered(
        FIRST_COMPLAINT, history, roles, kind=PetitionKind.COMPLAINT, on=on, clocks=clocks, at="UBND xã Minh Hóa"
    )
    return next(one for one in found if one.action is action)


def only(one: Unoffered) -> Reason:
    assert len(one.reasons) == 1, one.reasons
    return one.reasons[0]


def test_from_another_status_the_shortest_way_is_told() -> None:
    reason = only(refused(case(Action.OPEN), Action.DECIDE, date(2026, 9, 20)))
    assert reason.kind is WhyNot.STATUS
    assert reason.path == (Action.ACCEPT, Action.VERIFY)
    assert reason.sentence == (
        "Chỉ được khi “đang xác minh”, “đã đối thoại”; hiện ở tình trạng “chờ thụ lý”. "
        "Đường ngắn nhất: thụ lý, rồi giao xác minh."
    )


def test_out_of_a_suspension_the_way_leads_back_to_where_it_stood() -> None:
    suspended = case(Action.OPEN, Action.ACCEPT, Action.VERIFY, Action.SUSPEND)
    assert only(refused(suspended, Action.DECIDE, date(2026, 9, 20))).path == (Action.CONTINUE,)


def test_where_no_step_leads_back_it_is_said_so_and_when_it_was_done() -> None:
    reason = only(refused(case(Action.OPEN, Action.ACCEPT), Action.ACCEPT, date(2026, 9, 20)))
    assert "Từ đây không có bước nào dẫn tới đó. Bước này đã ghi ngày 02/09/2026." in reason.sentence
    assert shortest_path(
        FIRST_COMPLAINT, case(Action.OPEN, Action.ACCEPT), {CaseStatus.AWAITING}, kind=None, on=DAYS[1]
    ) is None  # fmt: skip


DECIDED = case(Action.OPEN, Action.ACCEPT, Action.VERIFY, Action.DECIDE)


def test_a_fact_a_time_and_a_duty_that_stand_in_the_way_are_named() -> None:
    unknown = refused(DECIDED, Action.TAKE_EFFECT, date(2026, 9, 20))
    assert [reason.kind for reason in unknown.reasons] == [WhyNot.FACT, WhyNot.UNRIPE]
    assert unknown.reasons[1].sentence == "Chưa đủ thời gian: sớm nhất là ngày 04/10/2026."
    effective = case(
        *(Action.OPEN, Action.ACCEPT, Action.VERIFY, Action.DECIDE, Action.RECORD_DELIVERY, Action.TAKE_EFFECT),
        Action.ENFORCE,
    )
    closing = refused(effective, Action.CLOSE, date(2026, 10, 10))
    assert {reason.kind for reason in closing.reasons} == {WhyNot.DUTY}
    assert any("công khai quyết định" in reason.sentence for reason in closing.reasons)


def test_what_comes_too_late_says_since_when() -> None:
    verifying = case(Action.OPEN, Action.ACCEPT, Action.VERIFY)  # accepted on 02/09: due on Friday 02/10
    reason = only(refused(verifying, Action.DETERMINE_COMPLEX, date(2026, 10, 3)))
    assert reason.kind is WhyNot.TOO_LATE
    assert "đã hết ngày 02/10/2026" in reason.sentence


def test_what_was_not_law_on_the_day_says_from_when_it_is() -> None:
    history = standing(CaseStatus.VERIFYING)
    found = unoffered(FIRST_COMPLAINT, history, EVERYONE, kind=PetitionKind.COMPLAINT, on=date(2026, 6, 1))
    suspend = next(one for one in found if one.action is Action.SUSPEND)
    assert only(suspend).kind is WhyNot.NOT_IN_FORCE
    assert "LKN Đ11a; NĐ 124/2020 Đ28b áp dụng từ 01/07/2026" in only(suspend).sentence


def test_who_records_a_step_and_at_which_office_is_told() -> None:
    one = refused(case(Action.OPEN), Action.ACCEPT, date(2026, 9, 20), frozenset({Role.RECEPTION}))
    assert only(one).kind is WhyNot.ROLE
    assert only(one).sentence.endswith("của UBND xã Minh Hóa ghi.")
    assert Role.SETTLER in one.recorded_by


def test_what_the_house_writes_and_what_is_for_other_kinds_is_told() -> None:
    steps = TABLES["intake"].steps
    found = unoffered(
        steps,
        standing(next(iter(steps[0].source))),
        EVERYONE,
        kind=PetitionKind.CIVIL,
        on=DAYS[1],
    )
    by_action = {one.action: only(one) for one in found}
    assert by_action[Action.ACCEPT].kind is WhyNot.HOUSE
    assert by_action[Action.PROPOSE].kind is WhyNot.KIND
    assert "đây là dân sự" in by_action[Action.PROPOSE].sentence
