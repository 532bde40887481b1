"""Denunciations through every turn of their procedure, the first time, again and over their delay (LTC; NĐ 31/2019)."""

from datetime import date, timedelta

import pytest

from caseflow.law.errors import HistoryError
from caseflow.law.terms import Action, CaseStatus, ClockState, EntryStatus, Procedure
from caseflow.law.workflow import History
from tests.law.told import Act, clock_of, left, of_case, of_entry

A = Action
P = Procedure
VERIFYING: tuple[Act, ...] = (("2026-07-06", A.ACCEPT), ("2026-07-10", A.VERIFY, {"team_size": 3}))
CONCLUDED: tuple[Act, ...] = (*VERIFYING, ("2026-08-03", A.CONCLUDE, {"conclusion": "right"}))
DENUNCIATION = {"kind": "denunciation", "field": "other", "eligible": "yes", "in_competence": "yes"}


def denounced(*acts: Act) -> History:
    return of_case(P.DENUNCIATION_FIRST, *acts)


def test_it_is_verified_by_two_people_or_more() -> None:
    with pytest.raises(HistoryError, match="ít nhất hai người"):
        denounced(("2026-07-06", A.ACCEPT), ("2026-07-10", A.VERIFY, {"team_size": 1}))
    assert denounced(*VERIFYING).status is CaseStatus.VERIFYING


def test_a_withdrawal_ends_it_only_without_a_sign_of_article_33_3() -> None:
    terminate: Act = ("2026-07-21", A.TERMINATE, {"ending_ground": "withdrawn"})
    with pytest.raises(HistoryError, match=r"Điều 33\.3"):
        denounced(*VERIFYING, terminate)
    with pytest.raises(HistoryError, match="vẫn phải giải quyết"):
        denounced(*VERIFYING, ("2026-07-20", A.WITHDRAW, {"signs": ["threat"], "signs_examined": "yes"}), terminate)
    with pytest.raises(HistoryError, match="chưa xem xét dấu hiệu"):
        denounced(*VERIFYING, ("2026-07-20", A.WITHDRAW), terminate)
    examined: Act = ("2026-07-20", A.WITHDRAW, {"signs_examined": "yes"})
    assert denounced(*VERIFYING, examined, terminate).status is CaseStatus.TERMINATED


def test_a_termination_is_sent_to_both_within_five_working_days() -> None:
    ended = denounced(*VERIFYING, ("2026-07-21", A.TERMINATE, {"ending_ground": "judged"}))
    assert clock_of(ended, "TC-TDC-SEND", "2026-07-22").due_legal == date(2026, 7, 28)  # 22, 23, 24, 27, 28 July


def test_signs_of_a_crime_go_to_the_police_on_the_day_they_are_found() -> None:
    found: Act = ("2026-07-22", A.FIND_CRIME, {"found_on": "2026-07-21"})
    history = denounced(*VERIFYING, found)
    assert clock_of(history, "TC-CRIME", "2026-07-22").state is ClockState.OVERDUE
    assert clock_of(history, "TC-CRIME", "2026-07-22").due_legal == date(2026, 7, 21)
    sent = denounced(*VERIFYING, found, ("2026-07-23", A.SEND_TO_POLICE))
    assert "TC-CRIME" not in left(sent, "2026-07-24")
    assert denounced(found).status is CaseStatus.AWAITING  # also before it is accepted (LTC Đ27.1)
    with pytest.raises(HistoryError, match="phát hiện dấu hiệu tội phạm"):
        denounced(*VERIFYING, ("2026-07-23", A.SEND_TO_POLICE))


@pytest.mark.parametrize(("days", "lawful"), [(0, False), (1, True), (30, True), (31, False)])
def test_an_extension_is_of_one_to_thirty_days(days: int, *, lawful: bool) -> None:
    extended: Act = ("2026-07-20", A.EXTEND, {"criteria": ["a"], "extended_by": days})
    if lawful:
        due = clock_of(denounced(*VERIFYING, extended), "TC-GQ", "2026-07-21").due_strict
        assert due == date(2026, 8, 5) + timedelta(days=days)  # thirty days after 6 July, and those of the decision
    else:
        with pytest.raises(HistoryError, match="từ 1 đến 30 ngày") as no:
            denounced(*VERIFYING, extended)
        assert no.value.field == "extended_by"


def test_a_decision_on_the_violation_is_published_like_the_conclusion() -> None:
    published: Act = ("2026-08-05", A.PUBLISH, {"way": "niêm yết", "without_denouncer": "yes"})
    for decided, further in (("yes", {"TC-PUB"}), ("no", set())):
        acted: Act = ("2026-08-07", A.ACT, {"handling_decision": decided})
        history = denounced(*CONCLUDED, published, acted)
        assert left(history, "2026-08-08") & {"TC-PUB"} == further
    again = denounced(*CONCLUDED, published, ("2026-08-07", A.ACT, {"handling_decision": "yes"}))
    assert clock_of(again, "TC-PUB", "2026-08-08").due_legal == date(2026, 8, 18)  # 10 to 14, 17, 18 August


def test_what_follows_a_conclusion_has_its_own_days() -> None:
    history = denounced(*CONCLUDED)
    # 4, 5, 6, 7, 10 August; and 11, 12 August
    assert clock_of(history, "TC-KL-SEND", "2026-08-04").due_legal == date(2026, 8, 10)
    assert clock_of(history, "TC-KL-ACT", "2026-08-04").due_legal == date(2026, 8, 12)
    assert clock_of(history, "TC-PUB", "2026-08-04").due_legal == date(2026, 8, 12)


def test_it_is_published_only_without_the_denouncer() -> None:
    with pytest.raises(HistoryError, match="thông tin về người tố cáo"):
        denounced(*CONCLUDED, ("2026-08-10", A.PUBLISH, {"without_denouncer": "no"}))
    history = denounced(*CONCLUDED, ("2026-08-10", A.PUBLISH, {"without_denouncer": "yes"}))
    assert clock_of(history, "TC-PUB-POST", "2026-08-11").due_strict == date(2026, 8, 25)


def test_each_body_that_carried_out_a_proposal_reports_within_five_working_days() -> None:
    acting: tuple[Act, ...] = (*CONCLUDED, ("2026-08-10", A.ACT), ("2026-08-17", A.HANDLE_PROPOSAL))
    history = denounced(*acting, ("2026-08-18", A.HANDLE_PROPOSAL))
    # of the 17th: 18, 19, 20, 21 and the Saturday 22 August, which is worked
    reports = [clock_of(history, "TC-KL-REPORT", "2026-08-19").occurrence]
    assert reports == [2]
    assert clock_of(denounced(*acting), "TC-KL-REPORT", "2026-08-19").due_legal == date(2026, 8, 22)
    assert "TC-KL-REPORT" not in left(denounced(*acting, ("2026-08-20", A.REPORT_HANDLING)), "2026-08-21")


def test_a_superior_takes_it_over_and_its_lateness_stays_on_record() -> None:
    over = denounced(*VERIFYING, ("2026-08-10", A.PASS_UP))
    assert over.status is CaseStatus.PASSED_UP
    assert clock_of(over, "TC-GQ", "2026-08-11").state is ClockState.MET_LATE


# received again, or over its delay


def entry(instance: str, **facts: object) -> History:
    return of_entry("2026-08-21", ("2026-08-24", A.CLASSIFY, {**DENUNCIATION, "instance": instance, **facts}))


def test_a_further_denunciation_is_decided_upon_within_twenty_days() -> None:
    again = entry("again")
    assert left(again, "2026-08-25") & {"TC-XLBD", "TC-TIEP"} == {"TC-TIEP"}
    assert clock_of(again, "TC-TIEP", "2026-08-25").due_strict == date(2026, 9, 10)


def test_a_further_denunciation_ends_in_one_of_three_ways() -> None:
    opened: Act = ("2026-08-24", A.OPEN)
    refused = of_case(P.DENUNCIATION_AGAIN, opened, ("2026-09-01", A.REFUSE, {"reason": "kết luận đúng"}))
    assert refused.status is CaseStatus.NOT_ACCEPTED
    assert of_case(P.DENUNCIATION_AGAIN, opened, ("2026-09-01", A.FIX_COMPETENCE)).status is CaseStatus.CLOSED
    settled = of_case(P.DENUNCIATION_AGAIN, opened, ("2026-09-01", A.ACCEPT))
    assert clock_of(settled, "TC-GQ", "2026-09-03").due_strict == date(2026, 10, 1)


def test_over_a_delay_a_report_is_asked_for_and_given_within_five_working_days_each() -> None:
    opened: Act = ("2026-08-24", A.OPEN, {"received_on": "2026-08-21"})
    waiting = of_case(P.DENUNCIATION_OVERDUE, opened)
    # 22 (made up), 24, 25, 26, 27 August
    assert clock_of(waiting, "TC-LATE-ASK", "2026-08-25").due_legal == date(2026, 8, 27)
    asked: tuple[Act, ...] = (opened, ("2026-08-26", A.ASK_REPORT))
    # 27, 28 August, 3, 4, 7 September
    assert clock_of(of_case(P.DENUNCIATION_OVERDUE, *asked), "TC-LATE-REPORT", "2026-08-27").due_legal == (
        date(2026, 9, 7)
    )
    reported: tuple[Act, ...] = (*asked, ("2026-09-04", A.TAKE_REPORT))
    assert left(of_case(P.DENUNCIATION_OVERDUE, *reported), "2026-09-05") == set()
    assert of_case(P.DENUNCIATION_OVERDUE, *reported, ("2026-09-08", A.ORDER_SETTLE)).status is CaseStatus.CLOSED
    taken_over = of_case(P.DENUNCIATION_OVERDUE, *reported, ("2026-09-08", A.ACCEPT))
    assert clock_of(taken_over, "TC-GQ", "2026-09-09").due_strict == date(2026, 10, 8)
    unanswered = of_case(P.DENUNCIATION_OVERDUE, *asked, ("2026-09-08", A.ACCEPT))
    assert "TC-LATE-REPORT" not in left(unanswered, "2026-09-09")


def test_a_denunciation_of_delay_starts_no_first_check() -> None:
    assert not left(entry("overdue"), "2026-08-25") & {"TC-XLBD", "TC-TIEP"}


def test_who_forwarded_a_denunciation_hears_of_the_result_within_twenty_days() -> None:
    def sent(*acts: Act) -> History:
        receipt = {"from_outside": True, "from_board": False}
        classified: Act = ("2026-08-24", A.CLASSIFY, {**DENUNCIATION, "instance": "first"})
        return of_entry("2026-08-21", classified, *acts, **receipt)

    assert clock_of(sent(), "TC-PRESS", "2026-08-25").due_strict == date(2026, 9, 10)
    done = sent(("2026-08-26", A.PROPOSE), ("2026-08-27", A.ACCEPT), ("2026-09-03", A.REPORT_BACK))
    assert left(done, "2026-09-04") == set()
    with pytest.raises(HistoryError, match="không do cơ quan, báo chí chuyển đến"):
        of_entry(
            "2026-08-21",
            ("2026-08-24", A.CLASSIFY, {**DENUNCIATION, "instance": "first"}),
            ("2026-08-26", A.PROPOSE),
            ("2026-08-27", A.ACCEPT),
            ("2026-09-03", A.REPORT_BACK),
        )


def test_what_names_nobody_is_no_denunciation_and_goes_to_be_checked_or_filed() -> None:
    information: Act = (
        *("2026-08-24", A.CLASSIFY),
        {**DENUNCIATION, "kind": "information", "instance": "first"},
    )
    assert left(of_entry("2026-08-21", information), "2026-08-25") == {"TCD-PROC-45", "XLD-10"}
    inspected = of_entry("2026-08-21", information, ("2026-08-26", A.INSPECT))
    assert inspected.status is EntryStatus.INSPECTED
    assert left(inspected, "2026-08-27") == set()
    with pytest.raises(HistoryError, match="Không thể đề xuất thụ lý"):
        of_entry("2026-08-21", information, ("2026-08-26", A.PROPOSE))


def test_protection_is_decided_changed_and_ended_beside_the_case() -> None:
    asked: Act = ("2026-07-06", A.OPEN, {"reason": "bị đe dọa", "urgent": "yes"})
    protected: tuple[Act, ...] = (asked, ("2026-07-06", A.PROTECT, {"measures": ["life"]}))
    assert of_case(P.PROTECTION, *protected).status is CaseStatus.PROTECTED
    changed: tuple[Act, ...] = (*protected, ("2026-07-10", A.CHANGE_PROTECTION))
    assert of_case(P.PROTECTION, *changed, ("2026-08-01", A.END_PROTECTION)).status is CaseStatus.CLOSED
    assert of_case(P.PROTECTION, asked, ("2026-07-08", A.REFUSE_PROTECTION)).status is CaseStatus.NOT_ACCEPTED
