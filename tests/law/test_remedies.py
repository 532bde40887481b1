"""What can still be done about a clock: which steps, to what end, by whom, until when, and what its expiry opened."""

from datetime import date

from caseflow.law.clocks import Clock, read
from caseflow.law.intake import INTAKE_STEPS
from caseflow.law.remedies import ABOVE, Effect, Remedy, remedies
from caseflow.law.stepcheck import DUTIES
from caseflow.law.steps.complaint import FIRST_COMPLAINT
from caseflow.law.steps.denunciation import DENUNCIATION
from caseflow.law.terms import Action, CaseStatus, EntryStatus, PetitionKind, Role
from caseflow.law.workflow import Happening, History, Step, replay
from tests.law.calendars import OFFICIAL

COMPLAINT, DENOUNCED = PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION


def case(*actions: Action, steps: tuple[Step, ...] = FIRST_COMPLAINT, kind: str = "complaint") -> History:
    """A case on which these were done, a day apart from 2026-09-01."""
    happened = [
        Happening(str(n), action, date(2026, 9, 1 + n), n, {"kind": kind, "criteria": ["a"]})
        for n, action in enumerate(actions)
    ]
    return replay(steps, happened, start=CaseStatus.NEW)


def left(
    history: History,
    family: str,
    today: date,
    *,
    steps: tuple[Step, ...] = FIRST_COMPLAINT,
    kind: PetitionKind = COMPLAINT,
) -> tuple[Remedy, ...]:
    """What is left about the clock of a family."""
    clocks = read(history.marks, calendar=OFFICIAL, today=today)
    clock: Clock = next(clock for clock in clocks if clock.family == family)
    return remedies(clock, steps, kind=kind, status=history.status, known=history.known, today=today, clocks=clocks)


def of(effect: Effect, found: tuple[Remedy, ...]) -> list[Remedy]:
    return [one for one in found if one.effect is effect]


VERIFYING = case(Action.OPEN, Action.ACCEPT, Action.VERIFY)  # accepted on 02/09: thirty days end on Friday 02/10


def test_a_running_clock_is_ended_lengthened_and_paused_by_steps_with_paper_article_and_signer() -> None:
    found = left(VERIFYING, "KN-GQ1", date(2026, 9, 10))
    [decide] = of(Effect.ENDS, found)
    assert (decide.what, decide.document, decide.basis) == (
        "ra quyết định giải quyết",
        "Quyết định giải quyết khiếu nại",
        "LKN Đ31",
    )
    assert decide.signed_by == "người có thẩm quyền giải quyết"
    assert Role.SETTLER in decide.recorded_by
    assert (decide.until, decide.late) == (date(2026, 10, 2), False)
    complex_, remote = sorted(of(Effect.CHANGES, found), key=lambda one: one.what)
    assert (complex_.what, complex_.until) == ("ghi nhận vụ việc phức tạp", date(2026, 10, 2))
    assert remote.until == date(2026, 10, 2)
    [suspend] = of(Effect.PAUSES, found)
    assert suspend.until is None


def test_what_comes_too_late_is_not_offered_and_what_ends_an_overdue_duty_is_still_owed() -> None:
    found = left(VERIFYING, "KN-GQ1", date(2026, 10, 12))
    assert of(Effect.CHANGES, found) == []
    [decide] = of(Effect.ENDS, found)
    assert (decide.until, decide.late) == (None, True)


def test_an_overdue_first_complaint_opens_the_rights_of_the_citizen_with_their_windows() -> None:
    found = left(VERIFYING, "KN-GQ1", date(2026, 10, 12))
    windows = {one.what: (one.opens, one.until, one.basis, one.signed_by) for one in of(Effect.RIGHT, found)}
    assert windows == {
        # thirty days from Friday 02/10 end on Sunday 01/11: Monday 02/11
        "khiếu nại lần hai": (date(2026, 10, 3), date(2026, 11, 2), "LKN Đ33.1", "công dân"),
        # a year from 02/10/2026 ends on Saturday 02/10/2027: Monday 04/10
        "khởi kiện vụ án hành chính": (date(2026, 10, 3), date(2027, 10, 4), "L.TTHC Đ116", "công dân"),
    }
    assert [(one.what, one.basis) for one in of(Effect.ABOVE, found)] == [
        ("người có thẩm quyền yêu cầu cấp dưới giải quyết", "NĐ 154/2026 Đ15.3"),
        ("khi có khiếu nại lần hai: thụ lý, giải quyết lần hai và xử lý việc chậm giải quyết", "NĐ 124/2020 Đ4"),
    ]


def test_before_it_is_overdue_nothing_is_opened_and_nobody_above_is_called() -> None:
    found = left(VERIFYING, "KN-GQ1", date(2026, 10, 2))
    assert of(Effect.RIGHT, found) == of(Effect.ABOVE, found) == []


def test_what_those_above_owe_rests_on_an_article_and_a_family_that_can_be_late() -> None:
    assert set(ABOVE) <= DUTIES
    assert all(duty.basis for duties in ABOVE.values() for duty in duties)


def test_an_extension_is_offered_once() -> None:
    steps = (Action.OPEN, Action.ACCEPT, Action.VERIFY)
    before = left(case(*steps, steps=DENUNCIATION, kind="denunciation"), "TC-GQ", date(2026, 9, 10),
                  steps=DENUNCIATION, kind=DENOUNCED)  # fmt: skip
    after = left(case(*steps, Action.EXTEND, steps=DENUNCIATION, kind="denunciation"), "TC-GQ", date(2026, 9, 10),
                 steps=DENUNCIATION, kind=DENOUNCED)  # fmt: skip
    assert [one.what for one in of(Effect.EXTENDS, before)] == ["gia hạn"]
    assert [one.what for one in of(Effect.EXTENDS, after)] == ["gia hạn lần hai"]


def test_a_paused_clock_is_continued_and_has_no_last_day() -> None:
    found = left(case(Action.OPEN, Action.ACCEPT, Action.VERIFY, Action.SUSPEND), "KN-GQ1", date(2026, 9, 20))
    assert [one.what for one in of(Effect.RESUMES, found)] == ["tiếp tục giải quyết"]
    assert all(one.until is None for one in found)


def test_nothing_is_left_of_a_clock_that_has_ended() -> None:
    assert left(case(Action.OPEN, Action.ACCEPT, Action.VERIFY, Action.DECIDE), "KN-GQ1", date(2026, 9, 10)) == ()


def test_a_window_of_the_citizen_is_used_until_it_closes() -> None:
    decided = case(Action.OPEN, Action.ACCEPT, Action.VERIFY, Action.DECIDE, Action.RECORD_DELIVERY)
    [second] = of(Effect.ENDS, left(decided, "KN-W2-RECV", date(2026, 9, 10)))
    # received on 05/09: thirty days end on Monday 05/10
    assert (second.what, second.signed_by, second.until) == (
        "ghi nhận khiếu nại lần hai",
        "công dân",
        date(2026, 10, 5),
    )


def test_what_ends_a_clock_one_step_later_names_the_step_before() -> None:
    day = date(2026, 9, 1)
    facts: dict[str, object] = {
        "kind": "complaint", "field": "land", "instance": "first", "eligible": "yes", "in_competence": "yes",
        "received_on": "2026-09-01",
    }  # fmt: skip
    history = replay(
        INTAKE_STEPS,
        [Happening(str(n), action, day, n, facts) for n, action in enumerate((Action.RECEIVE, Action.CLASSIFY))],
        start=EntryStatus.NEW,
    )
    found = left(history, "KN-TL", day, steps=INTAKE_STEPS)
    led = {(one.after, one.what) for one in of(Effect.LEADS, found)}
    assert ("đề xuất thụ lý", "thụ lý") in led
    assert ("đề xuất thụ lý", "không thụ lý") in led
    assert "chuyển đơn" not in {one.what for one in of(Effect.ENDS, found)}  # what is the office's own stays here
    assert ("phân loại lại", "chuyển đơn") in led


def test_a_duty_of_those_above_is_told_from_the_day_on_which_it_is_law() -> None:
    late = case(Action.OPEN, Action.ACCEPT, Action.VERIFY)
    assert of(Effect.ABOVE, left(late, "KN-GQ1", date(2026, 10, 12)))
    clocks = read(late.marks, calendar=OFFICIAL, today=date(2026, 10, 12))
    clock = next(clock for clock in clocks if clock.family == "KN-GQ1")
    before = remedies(
        clock,
        FIRST_COMPLAINT,
        kind=COMPLAINT,
        status=late.status,
        known=late.known,
        today=date(2026, 6, 30),
        clocks=clocks,
    )
    assert "NĐ 154/2026 Đ15.3" not in {one.basis for one in of(Effect.ABOVE, before)}
