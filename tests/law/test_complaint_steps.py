"""Complaints through every turn of their procedure: what is lawful when, which clocks come of it (LKN; NĐ 124/2020)."""

from datetime import date

import pytest

from caseflow.law.errors import HistoryError, MissingFactError
from caseflow.law.tables import OF_CASES
from caseflow.law.terms import Action, CaseStatus, ClockState, Procedure
from caseflow.law.workflow import History, check_facts
from tests.law.told import Act, clock_of, left, of_case, of_entry

A = Action
P = Procedure
FIRST, SECOND = P.COMPLAINT_FIRST, P.COMPLAINT_SECOND
INVITED = {"invited": "yes"}
AGREED = {"no_difference": "yes", "result": "right"}
VERIFYING: tuple[Act, ...] = (("2026-07-06", A.ACCEPT), ("2026-07-10", A.VERIFY))
DECIDED: tuple[Act, ...] = (*VERIFYING, ("2026-08-03", A.DECIDE, AGREED))
HELD = {**INVITED, "settler": "other", "chaired_by": "in_person", "summary": "…"}
TALKED: Act = ("2026-07-20", A.HOLD_DIALOGUE, HELD)
COMPLAINT = {"kind": "complaint", "field": "land", "instance": "first", "eligible": "yes", "in_competence": "yes"}


def first(*acts: Act) -> History:
    return of_case(FIRST, *acts)


# dialogue


def test_a_first_complaint_is_decided_without_dialogue_only_where_nothing_differs() -> None:
    assert first(*DECIDED).status is CaseStatus.DECIDED
    differing: Act = ("2026-08-03", A.DECIDE, {**AGREED, "no_difference": "no"})
    with pytest.raises(HistoryError, match="phải đối thoại") as refused:
        first(*VERIFYING, differing)
    assert refused.value.basis == "LKN Đ31"
    assert first(*VERIFYING, TALKED, differing).status is CaseStatus.DECIDED


@pytest.mark.parametrize("procedure", [SECOND, P.DISCIPLINE_FIRST, P.DISCIPLINE_SECOND])
def test_elsewhere_the_dialogue_is_a_duty_whatever_was_found(procedure: Procedure) -> None:
    decision: Act = ("2026-08-03", A.DECIDE, AGREED)
    with pytest.raises(HistoryError, match="bắt buộc phải đối thoại"):
        of_case(procedure, *VERIFYING, decision)
    assert of_case(procedure, *VERIFYING, TALKED, decision).status is CaseStatus.DECIDED


def test_who_stays_away_from_the_dialogue_does_not_stop_it() -> None:
    absent: Act = (*TALKED[:2], {**HELD, "absent": "yes"})
    assert of_case(SECOND, *VERIFYING, absent, ("2026-08-03", A.DECIDE)).status is CaseStatus.DECIDED


@pytest.mark.parametrize(
    ("settler", "chair", "grounds", "lawful"),
    [
        ("agency_head", "in_person", [], True),
        ("agency_head", "deputy", [], False),
        ("province_chair", "deputy", [], True),
        ("province_chair", "agency_head", [], True),
        ("province_chair", "deputy", ["many"], False),
        ("province_chair", "agency_head", ["disagree"], False),
        ("province_chair", "deputy", ["heated"], False),
        ("province_chair", "deputy", ["security"], False),
        ("province_chair", "in_person", ["many", "security"], True),
        ("other", "verifier", [], True),
    ],
)
def test_who_must_hold_the_dialogue_in_person(settler: str, chair: str, grounds: list[str], *, lawful: bool) -> None:
    talk: Act = (
        *("2026-07-20", A.HOLD_DIALOGUE),
        {**INVITED, "settler": settler, "chaired_by": chair, "attendance_grounds": grounds},
    )
    if lawful:
        assert of_case(SECOND, *VERIFYING, talk).status is CaseStatus.DIALOGUE
    else:
        with pytest.raises(HistoryError, match="trực tiếp đối thoại"):
            of_case(SECOND, *VERIFYING, talk)


@pytest.mark.parametrize(
    ("procedure", "people", "settler", "chair", "lawful"),
    [
        (FIRST, 1, "agency_head", "deputy", True),  # in person only at the second instance
        (SECOND, 1, "agency_head", "deputy", False),
        (FIRST, 1, "province_chair", "verifier", False),  # only a deputy or the head of an agency may be sent
        (FIRST, 4, "province_chair", "deputy", True),
        (FIRST, 5, "province_chair", "deputy", False),  # five are many
    ],
)
def test_whom_a_settler_may_send_to_the_dialogue(
    procedure: Procedure, people: int, settler: str, chair: str, *, lawful: bool
) -> None:
    accept: Act = (*VERIFYING[0], {"group_size": people, "all_signed": "yes", "representatives": 1, "appointment": "x"})
    talk: Act = ("2026-07-20", A.HOLD_DIALOGUE, {**INVITED, "settler": settler, "chaired_by": chair})
    if lawful:
        assert of_case(procedure, accept, VERIFYING[1], talk).status is CaseStatus.DIALOGUE
    else:
        with pytest.raises(HistoryError, match="trực tiếp đối thoại"):
            of_case(procedure, accept, VERIFYING[1], talk)


def test_a_dialogue_is_not_called_for_a_day_that_has_passed() -> None:
    invitation = next(step for step in OF_CASES[FIRST].steps if step.action is A.INVITE_DIALOGUE)
    check_facts(invitation, {"dialogue_on": "2026-07-13"}, date(2026, 7, 13))
    with pytest.raises(MissingFactError, match="Ngày đối thoại không được ở trước ngày 14/07/2026"):
        check_facts(invitation, {"dialogue_on": "2026-07-13"}, date(2026, 7, 14))


def test_a_dialogue_needs_an_invitation_in_writing() -> None:
    bare: Act = (*TALKED[:2], {**HELD, "invited": ""})
    with pytest.raises(HistoryError, match="mời đối thoại bằng văn bản"):
        first(*VERIFYING, bare)
    invited: Act = ("2026-07-13", A.INVITE_DIALOGUE, {"dialogue_on": "2026-07-20"})
    sent: Act = ("2026-07-14", A.SEND_INVITATION, {"sent_to": "các bên"})
    for act in (invited, sent):
        assert first(*VERIFYING, act, bare).status is CaseStatus.DIALOGUE


def test_what_was_withdrawn_whole_is_not_decided() -> None:
    withdrawn: Act = ("2026-07-20", A.WITHDRAW, {"withdrawal_paper": "petition", "all_withdraw": "yes"})
    with pytest.raises(HistoryError, match="phải đình chỉ"):
        first(*VERIFYING, withdrawn, DECIDED[-1])
    some: Act = (*withdrawn[:2], {"withdrawal_paper": "petition", "all_withdraw": "no"})
    assert first(*VERIFYING, some, DECIDED[-1]).status is CaseStatus.DECIDED


def test_the_invitation_leaves_at_least_five_days_before_the_dialogue() -> None:
    invited = first(*VERIFYING, ("2026-07-13", A.INVITE_DIALOGUE, {"dialogue_on": "2026-07-27"}))
    notice = clock_of(invited, "KN-DT-NOTICE", "2026-07-14")
    assert notice.due_legal == date(2026, 7, 22)  # 26, 25, 24, 23, 22 July; counted back, never moved
    in_time = first(
        *VERIFYING,
        ("2026-07-13", A.INVITE_DIALOGUE, {"dialogue_on": "2026-07-27"}),
        ("2026-07-22", A.SEND_INVITATION),
    )
    assert clock_of(in_time, "KN-DT-NOTICE", "2026-07-28").state is ClockState.MET


# complexity, chosen by the day of acceptance


def test_complexity_of_a_complaint_accepted_before_the_new_law_needs_no_criterion_even_when_found_after_it() -> None:
    old = first(("2026-06-22", A.ACCEPT), ("2026-07-10", A.DETERMINE_COMPLEX, {"evidence": "hồ sơ nhiều tập"}))
    assert old.taken[-1].step.basis == "LKN Đ28"
    assert clock_of(old, "KN-GQ1", "2026-07-11").due_legal == date(2026, 8, 6)  # 45 days after 22 June
    with pytest.raises(HistoryError, match="bảy tiêu chí"):
        first(("2026-07-06", A.ACCEPT), ("2026-07-10", A.DETERMINE_COMPLEX, {"evidence": "hồ sơ nhiều tập"}))
    new = first(("2026-07-06", A.ACCEPT), ("2026-07-10", A.DETERMINE_COMPLEX, {"criteria": ["a"]}))
    assert new.taken[-1].step.basis == "NĐ 124/2020 Đ3a"
    assert clock_of(new, "KN-GQ1", "2026-07-11").due_strict == date(2026, 8, 20)  # 45 days after 6 July


def test_a_complaint_of_discipline_knows_no_remote_area() -> None:
    with pytest.raises(HistoryError, match="Không thể xác định vùng đi lại khó khăn"):
        of_case(P.DISCIPLINE_FIRST, ("2026-07-06", A.ACCEPT), ("2026-07-10", A.DETERMINE_REMOTE))


@pytest.mark.parametrize(
    ("procedure", "family", "plain", "complicated"),
    [
        # 6 July + 30, + 45, + 60 days; 5 September is a Saturday, 20 August a Thursday, 4 September a Friday
        (FIRST, "KN-GQ1", date(2026, 8, 5), date(2026, 8, 20)),
        (SECOND, "KN-GQ2", date(2026, 8, 20), date(2026, 9, 4)),
        (P.DISCIPLINE_FIRST, "KN-KL-GQ", date(2026, 8, 5), date(2026, 8, 20)),
        (P.DISCIPLINE_SECOND, "KN-KL-GQ", date(2026, 8, 5), date(2026, 8, 20)),
    ],
)
def test_the_caps_are_totals_from_acceptance(procedure: Procedure, family: str, plain: date, complicated: date) -> None:
    accepted: Act = ("2026-07-06", A.ACCEPT)
    assert clock_of(of_case(procedure, accepted), family, "2026-07-07").due_strict == plain
    determined: Act = ("2026-07-20", A.DETERMINE_COMPLEX, {"criteria": ["a"]})
    assert clock_of(of_case(procedure, accepted, determined), family, "2026-07-21").due_strict == complicated


# transition, suspension, termination, withdrawal


def test_a_complaint_accepted_before_the_new_law_is_suspended_by_it_once_it_is_in_force() -> None:
    accepted: Act = ("2026-06-22", A.ACCEPT)
    with pytest.raises(HistoryError, match="Không thể tạm đình chỉ"):
        first(accepted, ("2026-06-30", A.SUSPEND))
    history = first(accepted, ("2026-07-01", A.SUSPEND), ("2026-07-11", A.CONTINUE))
    assert history.status is CaseStatus.ACCEPTED
    # 22 July would be the thirtieth day; ten days were suspended
    assert clock_of(history, "KN-GQ1", "2026-07-12").due_strict == date(2026, 8, 1)


def test_the_minutes_of_a_dialogue_follow_the_new_form_also_in_a_complaint_accepted_before_it() -> None:
    before: tuple[Act, ...] = (("2026-06-15", A.ACCEPT), ("2026-06-18", A.VERIFY))
    assert "Mẫu 14" in first(*before, ("2026-07-02", A.HOLD_DIALOGUE, INVITED)).taken[-1].step.document
    assert "Mẫu 14" not in first(*before, ("2026-06-30", A.HOLD_DIALOGUE)).taken[-1].step.document


def test_a_decision_to_suspend_comes_on_the_very_day_of_its_ground_and_is_sent_within_three_working_days() -> None:
    late = first(*VERIFYING, ("2026-07-20", A.SUSPEND, {"ground_on": "2026-07-16"}))
    issued = clock_of(late, "KN-TDC-ISSUE", "2026-07-21")
    assert (issued.due_legal, issued.state) == (date(2026, 7, 16), ClockState.MET_LATE)
    in_time = first(*VERIFYING, ("2026-07-20", A.SUSPEND, {"ground_on": "2026-07-20"}))
    assert clock_of(in_time, "KN-TDC-ISSUE", "2026-07-21").state is ClockState.MET
    assert clock_of(in_time, "KN-TDC-SEND", "2026-07-21").due_legal == date(2026, 7, 23)  # 21, 22, 23 July


def test_a_second_notice_does_not_wipe_out_the_first_that_was_not_sent() -> None:
    history = first(*VERIFYING, ("2026-07-20", A.SUSPEND), ("2026-07-21", A.CONTINUE))
    sends = [mark.on for mark in history.marks if mark.family == "KN-TDC-SEND"]
    assert sends == [date(2026, 7, 20), date(2026, 7, 21)]
    assert clock_of(history, "KN-TDC-SEND", "2026-07-30").occurrence == 2
    sent = first(*VERIFYING, ("2026-07-20", A.SUSPEND), ("2026-07-21", A.CONTINUE), ("2026-07-22", A.SEND_SUSPENSION))
    assert "KN-TDC-SEND" not in left(sent, "2026-07-30")


def test_withdrawal_ends_a_complaint_only_when_all_who_complain_withdraw() -> None:
    terminate: Act = ("2026-07-21", A.TERMINATE, {"termination_ground": "withdrawn"})
    with pytest.raises(HistoryError, match="Chưa ghi việc rút toàn bộ"):
        first(*VERIFYING, terminate)
    with pytest.raises(HistoryError, match="tất cả những người khiếu nại"):
        first(*VERIFYING, ("2026-07-20", A.WITHDRAW, {"all_withdraw": "no"}), terminate)
    history = first(*VERIFYING, ("2026-07-20", A.WITHDRAW, {"all_withdraw": "yes"}), terminate)
    assert history.status is CaseStatus.TERMINATED
    # thirty days to go on with it: 20 August 2026
    assert clock_of(history, "KN-DC-30", "2026-07-22").due_strict == date(2026, 8, 20)
    assert left(history, "2026-07-22") == {"KN-TDC-SEND"}


@pytest.mark.parametrize("ground", ["ended", "no_object", "court"])
def test_the_other_grounds_of_termination_ask_for_no_withdrawal_and_open_no_way_on(ground: str) -> None:
    history = first(*VERIFYING, ("2026-07-21", A.TERMINATE, {"termination_ground": ground}))
    assert history.status is CaseStatus.TERMINATED
    assert not [mark for mark in history.marks if mark.family == "KN-DC-30"]


def test_part_of_a_complaint_may_be_withdrawn_since_the_new_law_and_the_rest_goes_on() -> None:
    part: Act = ("2026-07-02", A.WITHDRAW_PART, {"withdrawn_content": "phần bồi thường"})
    assert first(("2026-06-22", A.ACCEPT), part).status is CaseStatus.ACCEPTED
    with pytest.raises(HistoryError, match="rút một phần"):
        first(("2026-06-22", A.ACCEPT), ("2026-06-30", A.WITHDRAW_PART))


# groups


@pytest.mark.parametrize(
    ("people", "facts", "lawful"),
    [
        (1, {}, True),
        (2, {"all_signed": "yes"}, False),
        (2, {"all_signed": "yes", "appointment": "văn bản cử"}, True),
        (2, {"appointment": "văn bản cử"}, False),
        (5, {"all_signed": "yes", "appointment": "văn bản cử"}, False),
        (5, {"all_signed": "yes", "appointment": "văn bản cử", "representatives": 1}, True),
        (10, {"all_signed": "yes", "appointment": "văn bản cử", "representatives": 2}, True),
        (10, {"all_signed": "yes", "appointment": "văn bản cử", "representatives": 3}, False),
        (11, {"all_signed": "yes", "appointment": "văn bản cử", "representatives": 5}, True),
        (11, {"all_signed": "yes", "appointment": "văn bản cử", "representatives": 6}, False),
        (11, {"all_signed": "no", "appointment": "văn bản cử", "representatives": 5}, False),
    ],
)
def test_many_are_accepted_with_all_signatures_and_representatives_in_writing(
    people: int, facts: dict[str, object], *, lawful: bool
) -> None:
    acts: tuple[Act, ...] = (("2026-07-06", A.OPEN, {"group_size": people}), ("2026-07-08", A.ACCEPT, facts))
    if lawful:
        assert first(*acts).status is CaseStatus.ACCEPTED
    else:
        with pytest.raises(HistoryError, match="Nhiều người cùng khiếu nại"):
            first(*acts)


# the next instance


DELIVERED: Act = ("2026-08-07", A.RECORD_DELIVERY, {"proof": "phiếu báo phát"})


def test_a_second_complaint_keeps_the_first_decision_from_effect_and_its_end_gives_it_back() -> None:
    contested = first(*DECIDED, DELIVERED, ("2026-08-20", A.TAKE_SECOND))
    assert contested.status is CaseStatus.CONTESTED
    with pytest.raises(IndexError):
        clock_of(contested, "KN-EFF1", "2026-09-10")
    ended = first(*DECIDED, DELIVERED, ("2026-08-20", A.TAKE_SECOND), ("2026-09-01", A.END_SECOND))
    assert ended.status is CaseStatus.DECIDED
    # still thirty days from the day of issue, 3 August
    assert clock_of(ended, "KN-EFF1", "2026-09-02").due_legal == date(2026, 9, 2)


def test_a_case_is_passed_up_only_from_what_is_still_unsettled() -> None:
    assert first(*VERIFYING, ("2026-08-10", A.PASS_UP)).status is CaseStatus.PASSED_UP
    late = clock_of(first(*VERIFYING, ("2026-08-10", A.PASS_UP)), "KN-GQ1", "2026-08-11")
    assert (late.due_legal, late.state) == (date(2026, 8, 5), ClockState.MET_LATE)
    with pytest.raises(HistoryError, match="cấp trên nhận giải quyết"):
        first(*DECIDED, ("2026-08-10", A.PASS_UP))


@pytest.mark.parametrize(
    ("contested", "window", "due"),
    [("discipline", "KN-KL-TH2", date(2026, 8, 17)), ("dismissal", "KN-KL-TH2-BTV", date(2026, 9, 6))],
)
def test_the_second_complaint_of_discipline_has_ten_days_of_dismissal_thirty(
    contested: str, window: str, due: date
) -> None:
    opening: Act = ("2026-07-06", A.OPEN, {"contested_object": contested})
    acts: tuple[Act, ...] = (*VERIFYING, TALKED, ("2026-08-03", A.DECIDE), DELIVERED)
    history = of_case(P.DISCIPLINE_FIRST, opening, *acts)
    assert clock_of(history, window, "2026-08-08").due_strict == due
    goes_to_court = any(mark.family == "KN-SUE-RECV" for mark in history.marks)
    assert goes_to_court is (contested == "dismissal")


def test_of_discipline_only_the_second_decision_has_a_time_for_sending() -> None:
    acts: tuple[Act, ...] = (*VERIFYING, TALKED, ("2026-08-03", A.DECIDE))
    assert left(of_case(P.DISCIPLINE_FIRST, *acts), "2026-08-04") == {"KN-PUB"}
    second = of_case(P.DISCIPLINE_SECOND, *acts)
    assert left(second, "2026-08-04") == {"KN-PUB", "KN-KL-SEND2"}
    assert clock_of(second, "KN-KL-SEND2", "2026-08-04").due_legal == date(2026, 8, 10)


# after the decision


EFFECTIVE: tuple[Act, ...] = (
    *DECIDED,
    ("2026-08-05", A.SEND_DECISION),
    DELIVERED,
    ("2026-08-10", A.PUBLISH),
    ("2026-09-03", A.TAKE_EFFECT, {"no_second_known": "yes"}),
)


def test_enforcement_is_directed_within_five_working_days_of_effect_or_begun() -> None:
    enforcing = clock_of(first(*EFFECTIVE), "KN-ENF", "2026-09-04")
    assert (enforcing.start_on, enforcing.due_legal) == (date(2026, 9, 2), date(2026, 9, 9))  # 3, 4, 7, 8, 9 September
    begun = first(*EFFECTIVE, ("2026-09-07", A.EXECUTE, {"executed": "money_returned", "amount": 1000}))
    assert "KN-ENF" not in left(begun, "2026-09-08")


@pytest.mark.parametrize(("told", "state"), [("2026-08-10", ClockState.MET), ("2026-08-11", ClockState.MET_LATE)])
def test_a_meeting_to_publish_is_announced_three_days_before(told: str, state: ClockState) -> None:
    announced = first(*DECIDED, (told, A.ANNOUNCE_MEETING, {"meeting_on": "2026-08-13"}))  # 12, 11, 10 August
    notice = clock_of(announced, "KN-PUB-MEET", "2026-08-12")
    assert (notice.due_legal, notice.state) == (date(2026, 8, 10), state)
    assert "KN-PUB" in left(announced, "2026-08-12")


def test_an_effect_that_is_confirmed_late_leaves_no_more_days_to_enforce() -> None:
    late = first(*EFFECTIVE[:-1], ("2026-09-20", A.TAKE_EFFECT, {"no_second_known": "yes"}))
    enforcing = clock_of(late, "KN-ENF", "2026-09-21")
    assert (enforcing.start_on, enforcing.due_legal) == (date(2026, 9, 2), date(2026, 9, 9))
    assert enforcing.state is ClockState.OVERDUE


def test_a_second_complaint_is_taken_after_effect_while_the_window_from_receipt_is_open() -> None:
    issued: tuple[Act, ...] = (*DECIDED, ("2026-08-20", A.RECORD_DELIVERY, {"proof": "phiếu báo phát"}))
    effective: tuple[Act, ...] = (*issued, ("2026-09-02", A.TAKE_EFFECT, {"no_second_known": "yes"}))
    assert clock_of(first(*effective), "KN-W2-RECV", "2026-09-10").due_legal == date(2026, 9, 21)  # 19 is a Saturday
    for before in (effective, (*effective, ("2026-09-04", A.ENFORCE))):
        contested = first(*before, ("2026-09-10", A.TAKE_SECOND))
        assert contested.status is CaseStatus.CONTESTED
        assert "KN-ENF" not in left(contested, "2026-09-11")
        assert clock_of(contested, "KN-W2-RECV", "2026-09-11").state is ClockState.MET


def test_a_decision_that_was_replaced_takes_effect_only_once_it_was_received_itself() -> None:
    replaced: tuple[Act, ...] = (*DECIDED, DELIVERED, ("2026-08-10", A.AMEND_DECISION, {"result": "partly"}))
    effect: Act = ("2026-09-09", A.TAKE_EFFECT, {"no_second_known": "yes"})  # thirty days after 10 August
    with pytest.raises(HistoryError, match="ngày người khiếu nại nhận"):
        first(*replaced, effect)
    with pytest.raises(IndexError):
        clock_of(first(*replaced), "KN-W2-RECV", "2026-08-11")
    received: Act = ("2026-08-12", A.RECORD_DELIVERY, {"proof": "phiếu báo phát"})
    assert clock_of(first(*replaced, received), "KN-W2-RECV", "2026-08-13").start_on == date(2026, 8, 12)
    contested = (*replaced, received, ("2026-08-20", A.TAKE_SECOND), ("2026-09-01", A.END_SECOND))
    assert clock_of(first(*contested), "KN-EFF1", "2026-09-02").start_on == date(2026, 8, 10)
    assert first(*replaced, received, effect).status is CaseStatus.IN_EFFECT


@pytest.mark.parametrize(("result", "lawful"), [("right", False), ("partly", False), ("wrong", True)])
def test_a_decision_that_changes_something_is_not_closed_before_it_is_carried_out(result: str, *, lawful: bool) -> None:
    decided: Act = (*DECIDED[-1][:2], {**AGREED, "result": result})
    effective: tuple[Act, ...] = (*VERIFYING, decided, *EFFECTIVE[len(DECIDED) :])
    close: Act = ("2026-10-01", A.CLOSE)
    if lawful:
        assert first(*effective, close).status is CaseStatus.CLOSED
    else:
        with pytest.raises(HistoryError, match="chỉ đạo thi hành"):
            first(*effective, close)
    for carried_out in (("2026-09-04", A.ENFORCE), ("2026-09-04", A.EXECUTE, {"executed": "money_returned"})):
        assert first(*effective, carried_out, close).status is CaseStatus.CLOSED


@pytest.mark.parametrize("procedure", [FIRST, SECOND])
@pytest.mark.parametrize("length", range(1, 4))
def test_the_court_may_be_gone_to_before_there_is_a_decision(procedure: Procedure, length: int) -> None:
    before = (("2026-07-06", A.OPEN), *VERIFYING)[:length]
    sued = of_case(procedure, *before, ("2026-09-20", A.TAKE_LAWSUIT))
    assert sued.status is of_case(procedure, *before).status


def test_that_somebody_lives_in_a_remote_area_may_be_found_after_the_decision() -> None:
    remote: Act = ("2026-08-10", A.DETERMINE_REMOTE, {"evidence": "xã đặc biệt khó khăn"})
    found = first(*DECIDED, DELIVERED, remote)
    assert clock_of(found, "KN-EFF1", "2026-08-11").due_strict == date(2026, 9, 17)  # 45 days after 3 August
    assert clock_of(found, "KN-W2-RECV", "2026-08-11").due_strict == date(2026, 9, 21)  # 45 days after 7 August
    assert clock_of(found, "KN-GQ1", "2026-08-11").total == 30  # what was settled in is not lengthened any more


def test_a_decision_under_review_goes_back_to_where_it_was_or_is_replaced() -> None:
    review: Act = ("2026-09-10", A.ORDER_REVIEW, {"reason": "có dấu hiệu vi phạm"})
    directed: tuple[Act, ...] = (*EFFECTIVE, ("2026-09-07", A.ENFORCE), review)
    assert first(*directed).status is CaseStatus.REVIEWING
    assert first(*directed, ("2026-09-20", A.KEEP_DECISION)).status is CaseStatus.ENFORCING
    replaced = first(*directed, ("2026-09-21", A.AMEND_DECISION, {"result": "partly"}))
    assert replaced.status is CaseStatus.DECIDED
    assert clock_of(replaced, "KN-SEND1", "2026-09-22").due_legal == date(2026, 9, 24)
    assert clock_of(replaced, "KN-EFF1", "2026-09-22").due_strict == date(2026, 10, 21)


def test_what_was_closed_without_a_decision_is_not_reviewed() -> None:
    closed: tuple[Act, ...] = (
        *VERIFYING,
        ("2026-07-21", A.TERMINATE, {"termination_ground": "court"}),
        ("2026-07-22", A.SEND_SUSPENSION),
        ("2026-07-23", A.CLOSE),
    )
    with pytest.raises(HistoryError, match="chưa có quyết định giải quyết"):
        first(*closed, ("2026-08-01", A.ORDER_REVIEW))


def test_the_contested_act_may_be_halted_while_it_is_settled_and_the_halt_lifted() -> None:
    assert first(*VERIFYING, ("2026-07-13", A.HALT_ENFORCEMENT), ("2026-07-20", A.LIFT_HALT)).status is (
        CaseStatus.VERIFYING
    )
    with pytest.raises(HistoryError, match="Chưa có quyết định tạm đình chỉ thi hành"):
        first(*VERIFYING, ("2026-07-20", A.LIFT_HALT))
    once: tuple[Act, ...] = (*VERIFYING, ("2026-07-13", A.HALT_ENFORCEMENT), ("2026-07-15", A.LIFT_HALT))
    with pytest.raises(HistoryError, match="Chưa có quyết định tạm đình chỉ thi hành"):
        first(*once, ("2026-07-20", A.LIFT_HALT))
    again = first(*once, ("2026-07-16", A.HALT_ENFORCEMENT), ("2026-07-20", A.LIFT_HALT))
    assert again.status is CaseStatus.VERIFYING


def test_a_judgment_is_noted_where_a_lawsuit_is_possible() -> None:
    sued = first(*DECIDED, ("2026-08-20", A.TAKE_LAWSUIT), ("2026-11-02", A.TAKE_JUDGMENT, {"judgment": "upheld"}))
    assert sued.status is CaseStatus.CONTESTED


# time-bars, read when the paper is classified


@pytest.mark.parametrize(
    ("facts", "family", "due", "state"),
    [
        # known 18/05/2026 + 90 days: 16/08, a Sunday, so 17/08
        ({"contested_known_on": "2026-05-18"}, "KN-THOIHIEU", date(2026, 8, 17), ClockState.MET),
        # known 14/05/2026 + 90 days: 12/08
        ({"contested_known_on": "2026-05-14"}, "KN-THOIHIEU", date(2026, 8, 12), ClockState.MET_LATE),
        # ill from 01/06 to 10/06: ten days are not counted, 22/08 (a Saturday that was worked)
        (
            {"contested_known_on": "2026-05-14", "obstacle_from": "2026-06-01", "obstacle_to": "2026-06-10"},
            *("KN-THOIHIEU", date(2026, 8, 22), ClockState.MET),
        ),
        (
            {"contested_known_on": "2026-07-20", "contested_object": "land_settlement"},
            *("TRANHCHAP-KN", date(2026, 8, 19), ClockState.MET),
        ),
        (
            {"contested_known_on": "2026-07-30", "contested_object": "discipline"},
            *("KN-KL-TH1", date(2026, 8, 14), ClockState.MET_LATE),
        ),
        (
            {"instance": "second", "first_received_on": "2026-07-20"},
            *("KN-W2-RECV", date(2026, 8, 19), ClockState.MET),
        ),
        # counted from the legal end of the first period
        (
            {"instance": "second", "first_expired_on": "2026-07-10"},
            *("KN-W2-EXPIRE", date(2026, 8, 10), ClockState.MET_LATE),
        ),
        (
            {"instance": "second", "first_received_on": "2026-08-07", "contested_object": "discipline"},
            *("KN-KL-TH2", date(2026, 8, 17), ClockState.MET),
        ),
        (
            {"instance": "second", "first_received_on": "2026-07-20", "contested_object": "dismissal"},
            *("KN-KL-TH2-BTV", date(2026, 8, 19), ClockState.MET),
        ),
    ],
)
def test_a_complaint_received_on_the_seventeenth_of_august_was_lodged_in_time_or_not(
    facts: dict[str, object], family: str, due: date, state: ClockState
) -> None:
    history = of_entry("2026-08-17", ("2026-08-18", A.CLASSIFY, {**COMPLAINT, **facts}))
    bar = clock_of(history, family, "2026-08-18")
    assert (bar.due_legal, bar.met_on, bar.state) == (due, date(2026, 8, 17), state)


def test_a_time_bar_is_read_anew_when_the_paper_is_classified_anew() -> None:
    history = of_entry(
        "2026-08-17",
        ("2026-08-18", A.CLASSIFY, {**COMPLAINT, "contested_known_on": "2026-05-14"}),
        ("2026-08-19", A.RECLASSIFY, {**COMPLAINT, "contested_known_on": "2026-05-18"}),
    )
    assert clock_of(history, "KN-THOIHIEU", "2026-08-19").start_on == date(2026, 5, 18)
    assert clock_of(history, "KN-THOIHIEU", "2026-08-19").occurrence == 2


@pytest.mark.parametrize(
    ("contested", "instance", "family"),
    [
        (None, "first", "KN-TL"),
        ("land_settlement", "first", "KN-TL"),
        (None, "second", "KN-TL2"),
        ("discipline", "first", "KN-KL-TL"),
        ("dismissal", "second", "KN-KL-TL"),
    ],
)
def test_acceptance_has_seven_working_days_whatever_the_complaint(
    contested: str | None, instance: str, family: str
) -> None:
    facts = {**COMPLAINT, "instance": instance, **({"contested_object": contested} if contested else {})}
    history = of_entry("2026-08-21", ("2026-08-24", A.CLASSIFY, facts))
    accept = clock_of(history, family, "2026-08-25")
    # 22 (made up), 24, 25, 26, 27, 28 August, 3 September
    assert (accept.code, accept.due_legal) == ("KN-TL-NEW", date(2026, 9, 3))
    assert {mark.family for mark in history.marks if mark.family.startswith(("KN-TL", "KN-KL-TL"))} >= {family}
    assert left(history, "2026-08-25") & {"KN-TL", "KN-TL2", "KN-KL-TL"} == {family}


def test_a_need_that_a_question_answers_is_said_at_that_question() -> None:
    group = {"group_size": 6, "all_signed": "yes", "representatives": 2}
    for facts, field in (({**group, "all_signed": ""}, "all_signed"), (group, "appointment")):
        with pytest.raises(HistoryError) as no:
            first(("2026-07-06", A.ACCEPT, facts))
        assert no.value.field == field


@pytest.mark.parametrize(
    ("on", "paper"), [("2026-06-30", "Đơn xin rút khiếu nại"), ("2026-07-01", "Đơn hoặc biên bản rút khiếu nại")]
)
def test_words_written_down_are_a_withdrawal_only_by_the_new_law(on: str, paper: str) -> None:
    withdrawn = first(("2026-06-22", A.ACCEPT), (on, A.WITHDRAW, {"all_withdraw": "yes"})).taken[-1].step
    assert withdrawn.document == paper  # accepted before, and by the transition the day of withdrawing decides
    assert ("withdrawal_paper" in withdrawn.asks) is (on >= "2026-07-01")
