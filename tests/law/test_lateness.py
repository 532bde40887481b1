"""Why a duty is late: every day spent on one thing, nothing said that is not recorded."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.law.clocks import Clock, read
from caseflow.law.intake import INTAKE_STEPS
from caseflow.law.lateness import Holding, SpentOn, Story, Wait, is_late, split, waits_of, why_late
from caseflow.law.steps.complaint import FIRST_COMPLAINT
from caseflow.law.steps.denunciation import DENUNCIATION
from caseflow.law.terms import Action, CaseStatus, EntryStatus, Status, Unit
from caseflow.law.workflow import Happening, History, Step, replay
from tests.law.calendars import OFFICIAL

OWN, CITIZEN, OTHER = SpentOn.OWN_UNIT, SpentOn.CITIZEN, SpentOn.OTHER_BODY
FIRST = date(2026, 9, 1)
Done = tuple[Action, date, dict[str, object]]


def told(steps: tuple[Step, ...], start: Status, *done: Done) -> History:
    happened = [Happening(str(n), action, on, n, facts) for n, (action, on, facts) in enumerate(done)]
    return replay(steps, happened, start=start)


SUSPENDED = told(
    FIRST_COMPLAINT,
    CaseStatus.NEW,
    (Action.OPEN, FIRST, {"kind": "complaint"}),
    (Action.ACCEPT, FIRST, {}),
    (Action.VERIFY, date(2026, 9, 3), {}),
    (Action.SUSPEND, date(2026, 9, 10), {"suspension_ground": "waiting"}),
    (Action.CONTINUE, date(2026, 9, 20), {}),
)
"""Thirty days from 01/09, ten of them suspended: they end on Sunday 11/10, so on Monday 12/10."""


def clock_of(history: History, family: str, today: date) -> Clock:
    """The clock of a family that was started last."""
    return [c for c in read(history.marks, calendar=OFFICIAL, today=today) if c.family == family][-1]


def test_the_parts_of_a_calendar_period_add_up_to_every_day_of_it() -> None:
    waits = waits_of(SUSPENDED)
    found = split(waits, OFFICIAL, after=FIRST, until=date(2026, 10, 20), unit=Unit.CALENDAR_DAYS)
    assert dict(found.days) == {OWN: 39, CITIZEN: 0, OTHER: 10}
    assert found.whole == 49  # from 02/09 to 20/10


def test_a_period_in_working_days_is_split_in_working_days() -> None:
    waits = (Wait(CITIZEN, date(2026, 11, 4), date(2026, 11, 9), "chờ"),)
    found = split(waits, OFFICIAL, after=date(2026, 11, 2), until=date(2026, 11, 13), unit=Unit.WORKING_DAYS)
    # 3 and 4 own; 5, 6 and 9 of November waited for; 10 to 13 own
    assert (dict(found.days), found.whole) == ({OWN: 6, CITIZEN: 3, OTHER: 0}, 9)


def test_a_day_on_which_two_wait_counts_once() -> None:
    waits = (
        Wait(OTHER, FIRST, FIRST + timedelta(days=6), "chờ"),
        Wait(CITIZEN, FIRST + timedelta(days=3), None, "chờ"),
    )
    found = split(waits, OFFICIAL, after=FIRST, until=FIRST + timedelta(days=10), unit=Unit.CALENDAR_DAYS)
    assert dict(found.days) == {OWN: 0, CITIZEN: 7, OTHER: 3}


DAY = st.integers(0, 90).map(lambda n: FIRST + timedelta(days=n))
WAIT = st.builds(
    lambda spent_on, a, length: Wait(spent_on, a, a + timedelta(days=length) if length else None, "chờ"),
    st.sampled_from((CITIZEN, OTHER)),
    DAY,
    st.integers(0, 40),
)


@given(st.lists(WAIT, max_size=5), DAY, st.integers(0, 60), st.sampled_from((Unit.CALENDAR_DAYS, Unit.WORKING_DAYS)))
def test_the_parts_add_up_whatever_waited(waits: list[Wait], after: date, length: int, unit: Unit) -> None:
    until = after + timedelta(days=length)
    whole = OFFICIAL.working_days_between(after, until) if unit is Unit.WORKING_DAYS else length
    found = split(waits, OFFICIAL, after=after, until=until, unit=unit)
    assert found.whole == whole
    assert min(found.days.values()) >= 0


def test_a_suspension_waits_for_whom_its_ground_names_and_further_verification_for_nobody() -> None:
    def stopped(steps: tuple[Step, ...], fact: str, ground: str) -> list[SpentOn]:
        history = told(
            steps,
            CaseStatus.NEW,
            (Action.OPEN, FIRST, {"kind": "complaint" if steps is FIRST_COMPLAINT else "denunciation"}),
            (Action.ACCEPT, FIRST, {}),
            (Action.SUSPEND, date(2026, 9, 10), {fact: ground}),
        )
        return [wait.spent_on for wait in waits_of(history)]

    assert stopped(FIRST_COMPLAINT, "suspension_ground", "obstacle") == [CITIZEN]
    assert stopped(FIRST_COMPLAINT, "suspension_ground", "waiting") == [OTHER]
    assert stopped(DENUNCIATION, "stay_ground", "waiting") == [OTHER]
    assert stopped(DENUNCIATION, "stay_ground", "supplement") == []


def test_a_supplement_is_waited_for_until_it_comes_and_a_reply_until_it_is_taken() -> None:
    known: dict[str, object] = {"kind": "complaint", "received_on": "2026-09-01", "in_competence": "no"}
    received = (Action.RECEIVE, FIRST, known)
    asked = told(
        INTAKE_STEPS, EntryStatus.NEW, received,
        (Action.ASK_SUPPLEMENT, date(2026, 9, 3), {}), (Action.SUPPLEMENT, date(2026, 9, 8), {}),
    )  # fmt: skip
    assert waits_of(asked) == (Wait(CITIZEN, date(2026, 9, 3), date(2026, 9, 8), "chờ công dân bổ sung đơn"),)
    sent = told(
        INTAKE_STEPS, EntryStatus.NEW, received,
        (Action.CLASSIFY, date(2026, 9, 3), known), (Action.FORWARD, date(2026, 9, 4), {}),
    )  # fmt: skip
    assert waits_of(sent) == (Wait(OTHER, date(2026, 9, 4), None, "chờ cơ quan nhận đơn phúc đáp"),)


def test_one_paragraph_tells_what_was_due_who_held_it_and_what_waited() -> None:
    today = date(2026, 10, 20)
    clock = clock_of(SUSPENDED, "KN-GQ1", today)
    assert is_late(clock)
    story = Story(
        clock,
        (Holding("Ban Tiếp công dân tỉnh", date(2026, 8, 21)), Holding("Sở A", date(2026, 9, 3))),
        waits_of(SUSPENDED),
        registered="Ban Tiếp công dân tỉnh ngày 21/08/2026",
    )
    papers = {"event:3": "Quyết định tạm đình chỉ số 5 ngày 10/09/2026"}
    found = why_late(story, OFFICIAL, today, papers)
    assert found.paragraph == (
        "Việc “Giải quyết khiếu nại lần đầu” phải xong chậm nhất ngày 12/10/2026: 30 ngày kể từ ngày thụ lý 01/09/2026 "
        "(LKN Đ28). Đến ngày 20/10/2026 đã qua 49 ngày, quá 8 ngày. "
        "Tạm dừng sau ngày 10/09/2026 đến hết 20/09/2026, 10 ngày, theo Quyết định tạm đình chỉ số 5 ngày 10/09/2026. "
        "Không có gia hạn. Đơn vào sổ: Ban Tiếp công dân tỉnh ngày 21/08/2026. "
        "Giữ hồ sơ: Ban Tiếp công dân tỉnh từ 01/09/2026 đến 03/09/2026 (1 ngày làm việc); "
        "Sở A từ 03/09/2026 đến nay (33 ngày làm việc). "
        "Tạm đình chỉ: phải chờ kết quả giải quyết của cơ quan khác liên quan trực tiếp (LKN Đ11a.1), "
        "từ 10/09/2026 đến 20/09/2026 (6 ngày làm việc). "
        "Trong 49 ngày: cơ quan giải quyết và đơn vị được giao 39; chờ công dân 0; chờ cơ quan khác 10."
    )
    assert (found.whole.whole, found.over.whole) == (49, 8)
    assert [(one.who, one.working_days) for one in found.held] == [("Ban Tiếp công dân tỉnh", 1), ("Sở A", 33)]


def test_a_suspension_is_no_excuse_for_what_it_does_not_stop() -> None:
    today = date(2026, 10, 20)
    sending = clock_of(SUSPENDED, "KN-TDC-SEND", today)  # started by the continuation on Sunday 20/09: due on 23/09
    again = (
        Happening("9", Action.SUSPEND, date(2026, 9, 22), 9, {"suspension_ground": "obstacle"}),
        *(one.happening for one in SUSPENDED.taken),
    )
    suspended = replay(FIRST_COMPLAINT, again, start=CaseStatus.NEW)
    found = why_late(Story(sending, (), waits_of(suspended)), OFFICIAL, today)
    assert dict(found.whole.days) == {OWN: 22, CITIZEN: 0, OTHER: 0}  # working days from 21/09 to 20/10
    assert "Tạm đình chỉ" not in found.paragraph


def test_a_duty_met_late_is_told_up_to_the_day_it_was_met() -> None:
    decided = told(
        FIRST_COMPLAINT,
        CaseStatus.NEW,
        (Action.OPEN, FIRST, {"kind": "complaint"}),
        (Action.ACCEPT, FIRST, {}),
        (Action.VERIFY, date(2026, 9, 3), {}),
        (Action.DECIDE, date(2026, 10, 6), {}),  # due on Thursday 01/10
    )
    today = date(2026, 11, 23)
    story = Story(clock_of(decided, "KN-GQ1", today), (Holding("Sở A", FIRST),), waits_of(decided))
    found = why_late(story, OFFICIAL, today)
    assert "Việc đã xong ngày 06/10/2026, sau 35 ngày, muộn 5 ngày." in found.paragraph
    assert "Sở A từ 01/09/2026 đến 06/10/2026" in found.paragraph
    assert (found.whole.whole, found.over.whole) == (35, 5)


@pytest.mark.parametrize(("today", "late"), [(date(2026, 10, 12), False), (date(2026, 10, 13), True)])
def test_only_a_duty_past_its_legal_end_is_late(today: date, late: bool) -> None:
    assert is_late(clock_of(SUSPENDED, "KN-GQ1", today)) is late


def test_a_right_that_lapsed_is_nobodys_lateness() -> None:
    history = told(
        FIRST_COMPLAINT,
        CaseStatus.NEW,
        (Action.OPEN, date(2026, 3, 2), {"kind": "complaint"}),
        (Action.ACCEPT, date(2026, 3, 2), {}),
        (Action.VERIFY, date(2026, 3, 3), {}),
        (Action.DECIDE, date(2026, 3, 10), {}),
        (Action.RECORD_DELIVERY, date(2026, 3, 12), {}),
    )
    assert not is_late(clock_of(history, "KN-W2-RECV", date(2026, 10, 20)))


def test_a_reply_that_does_not_come_is_waited_for_from_another_body() -> None:
    known: dict[str, object] = {"kind": "complaint", "received_on": "2026-11-02", "in_competence": "no"}
    sent = told(
        INTAKE_STEPS, EntryStatus.NEW,
        (Action.RECEIVE, date(2026, 11, 2), known), (Action.CLASSIFY, date(2026, 11, 2), known),
        (Action.FORWARD, date(2026, 11, 3), {"reply_by": "2026-11-13"}),
    )  # fmt: skip
    today = date(2026, 11, 23)
    found = why_late(Story(clock_of(sent, "XLD-REPLY", today), (), waits_of(sent)), OFFICIAL, today)
    assert "phải xong chậm nhất ngày 13/11/2026: ngày ghi trong văn bản 03/11/2026" in found.paragraph
    assert dict(found.whole.days) == {OWN: 0, CITIZEN: 0, OTHER: 20}
    assert dict(found.over.days) == {OWN: 0, CITIZEN: 0, OTHER: 10}


def test_what_had_to_be_done_before_a_day_is_late_from_its_last_day_on() -> None:
    invited = told(
        FIRST_COMPLAINT,
        CaseStatus.NEW,
        (Action.OPEN, FIRST, {"kind": "complaint"}),
        (Action.ACCEPT, FIRST, {}),
        (Action.VERIFY, date(2026, 9, 3), {}),
        (Action.INVITE_DIALOGUE, date(2026, 9, 4), {"dialogue_on": "2026-09-16"}),
    )
    today = date(2026, 9, 14)  # five days before the 16th is the 11th
    found = why_late(Story(clock_of(invited, "KN-DT-NOTICE", today), (), ()), OFFICIAL, today)
    assert "phải xong chậm nhất ngày 11/09/2026: chậm nhất 5 ngày trước ngày đối thoại 16/09/2026" in found.paragraph
    assert "Đến nay quá 3 ngày." in found.paragraph
    assert (found.whole.whole, found.over.whole) == (3, 3)


def test_a_duty_of_the_same_day_is_named_as_the_law_names_it() -> None:
    known: dict[str, object] = {
        "kind": "crime_report", "received_on": "2026-11-20", "field": "justice", "in_competence": "no",
    }  # fmt: skip
    report = told(
        INTAKE_STEPS, EntryStatus.NEW,
        (Action.RECEIVE, date(2026, 11, 20), known), (Action.CLASSIFY, date(2026, 11, 20), known),
    )  # fmt: skip
    today = date(2026, 11, 23)
    found = why_late(Story(clock_of(report, "TOGIAC", today), (Holding("Ban", FIRST),), ()), OFFICIAL, today)
    assert "phải xong chậm nhất ngày 20/11/2026: ngay trong ngày, " in found.paragraph
    assert "Ban từ 20/11/2026 đến nay (1 ngày làm việc)" in found.paragraph


DENOUNCED = told(
    DENUNCIATION,
    CaseStatus.NEW,
    (Action.OPEN, FIRST, {"kind": "denunciation"}),
    (Action.ACCEPT, FIRST, {}),
    (Action.NOTIFY_ACCEPTANCE, date(2026, 9, 2), {}),
    (Action.VERIFY, date(2026, 9, 3), {"team_size": 3}),
    (Action.SUSPEND, date(2026, 9, 10), {"stay_ground": "waiting"}),
    (Action.CONTINUE, date(2026, 9, 20), {}),
    (Action.EXTEND, date(2026, 9, 25), {"criteria": ["a"], "extended_by": 15}),
)
"""Thirty days from 01/09, ten of them suspended, fifteen more by decision: they end on Monday 26/10."""


def test_what_was_added_to_the_count_is_told_with_its_paper() -> None:
    today = date(2026, 11, 2)
    papers = {"event:6": "Quyết định gia hạn số 9 ngày 25/09/2026"}
    story = Story(clock_of(DENOUNCED, "TC-GQ", today), (), waits_of(DENOUNCED))
    paragraph = why_late(story, OFFICIAL, today, papers).paragraph
    assert "phải xong chậm nhất ngày 26/10/2026" in paragraph
    assert "Gia hạn theo Quyết định gia hạn số 9 ngày 25/09/2026: thêm 15 ngày." in paragraph
    assert "Không có" not in paragraph  # it was both suspended and lengthened
    complicated = told(
        FIRST_COMPLAINT,
        CaseStatus.NEW,
        (Action.OPEN, FIRST, {"kind": "complaint"}),
        (Action.ACCEPT, FIRST, {}),
        (Action.DETERMINE_COMPLEX, date(2026, 9, 10), {"criteria": ["a"]}),
    )
    found = why_late(Story(clock_of(complicated, "KN-GQ1", today), (), ()), OFFICIAL, today)
    assert "Ngày 10/09/2026 xác định phức tạp: từ 30 thành 45 ngày." in found.paragraph


def test_one_who_hands_over_to_himself_holds_on_and_who_took_it_for_a_day_that_is_not_over_did_not() -> None:
    today = date(2026, 10, 20)
    holdings = (
        Holding("Ban", FIRST),
        Holding("Sở A", date(2026, 9, 3)),
        Holding("Sở B", date(2026, 9, 3)),  # handed on the same day
        Holding("Sở B", date(2026, 9, 10)),
        Holding("Sở C", date(2026, 11, 1)),  # after what is told
    )
    found = why_late(Story(clock_of(SUSPENDED, "KN-GQ1", today), holdings, ()), OFFICIAL, today)
    assert [(one.who, one.from_on, one.to_on) for one in found.held] == [
        ("Ban", FIRST, date(2026, 9, 3)),
        ("Sở B", date(2026, 9, 3), today),
    ]


def test_what_was_waited_for_before_a_period_began_is_not_told_of_it() -> None:
    today = date(2026, 10, 20)
    before = Wait(CITIZEN, date(2026, 8, 3), date(2026, 8, 10), "chờ công dân bổ sung đơn")
    found = why_late(Story(clock_of(SUSPENDED, "KN-GQ1", today), (), (before,)), OFFICIAL, today)
    assert "bổ sung" not in found.paragraph
    assert found.whole.days[CITIZEN] == 0


def test_a_step_that_moves_nothing_waits_for_nothing_more() -> None:
    known: dict[str, object] = {"kind": "complaint", "received_on": "2026-09-01", "in_competence": "no"}
    sent = told(
        INTAKE_STEPS, EntryStatus.NEW, (Action.RECEIVE, FIRST, known),
        (Action.CLASSIFY, date(2026, 9, 3), known), (Action.FORWARD, date(2026, 9, 4), {}),
        (Action.URGE, date(2026, 9, 10), {"reply_by": "2026-09-17"}), (Action.TAKE_REPLY, date(2026, 9, 14), {}),
    )  # fmt: skip
    assert waits_of(sent) == (
        Wait(OTHER, date(2026, 9, 4), date(2026, 9, 14), "chờ cơ quan nhận đơn phúc đáp"),
    )  # neither urged nor answered does the paper wait anew


def test_an_extension_given_after_the_end_is_told_and_said_not_to_count() -> None:
    late = told(
        DENUNCIATION,
        CaseStatus.NEW,
        (Action.OPEN, FIRST, {"kind": "denunciation"}),
        (Action.ACCEPT, FIRST, {}),
        (Action.VERIFY, date(2026, 9, 3), {"team_size": 3}),
        (Action.EXTEND, date(2026, 10, 2), {"criteria": ["a"]}),  # the thirty days ended on Thursday 01/10
    )
    today = date(2026, 10, 5)
    paragraph = why_late(Story(clock_of(late, "TC-GQ", today), (), ()), OFFICIAL, today).paragraph
    assert "phải xong chậm nhất ngày 01/10/2026" in paragraph
    assert "Đến ngày 05/10/2026 đã qua 34 ngày, quá 4 ngày." in paragraph
    assert "Gia hạn theo quyết định ngày 02/10/2026: không tính, vì ban hành sau khi đã hết hạn." in paragraph
