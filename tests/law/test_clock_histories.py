"""Clocks read from marks: pauses, extensions, variants, editions, what an expiry opens, what a calendar re-arms."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from caseflow.law.clock import VIETNAM
from caseflow.law.clocks import Clock, Mark, MarkKind, explain, read
from caseflow.law.day_strip import DayStrip, additions
from caseflow.law.errors import NoRuleError
from caseflow.law.terms import ClockState, Variant
from caseflow.law.working_days import WorkingCalendar
from tests.law.calendars import OFFICIAL, SWAPPED, written_days

TODAY = date(2026, 11, 23)
S, E, D, P, R, X, V = MarkKind  # start, end, drop, pause, resume, extend, variant


def day(written: str) -> date:
    """A day of 2026 as "17/7"."""
    number, month = written.split("/")
    return date(2026, int(month), int(number))


def mark(kind: MarkKind, family: str, on: str, event: int = 1, **more: object) -> Mark:
    return Mark(kind, family, day(on), f"event:{event}", **more)  # type: ignore[arg-type]


def clocks_of(*marks: Mark, today: date = TODAY, calendar: WorkingCalendar = OFFICIAL) -> dict[str, Clock]:
    return {clock.family: clock for clock in read(marks, calendar=calendar, today=today)}


def ends(clock: Clock) -> tuple[date, date]:
    return clock.due_strict, clock.due_legal


def counted(clock: Clock, today: date = TODAY) -> list[date]:
    return [one.on for one in explain(clock, OFFICIAL, today) if one.counted]


# Start, suspensions with their continuations and extensions, counted days, legal end where it is a later day.
PAUSED_AND_EXTENDED = [
    ("TC-GQ", "6/7", ["20/7 5/8"], "7-20/7 6-21/8", ""),
    ("TC-GQ", "2/3", ["EXT1 20/3"], "3-31/3 1-30/4 1/5", "4/5"),
    ("TC-GQ", "2/3", ["EXT1 20/3", "EXT2 20/4"], "3-31/3 1-30/4 1-31/5", "1/6"),
    ("TC-GQ", "6/7", ["20/7 5/8", "EXT1 20/8"], "7-20/7 6-31/8 1-20/9", "21/9"),
    ("TC-GQ", "20/1", ["EXT1 23/2"], "21-31/1 1-28/2 1-21/3", "23/3"),  # on the legal last day
    ("TC-GQ", "2/3", ["EXT1 2/4"], "3-31/3 1/4", ""),  # a day too late: not counted
    ("TC-XLBD", "19/8", ["21/8 25/8"], "20-21/8 26-28/8 3-4/9", ""),
    ("TC-XLBD", "19/8", ["22/8 30/8"], "20-22/8 3-4/9 7-8/9", ""),  # suspended on a worked Saturday
    ("KN-GQ1", "6/7", ["10/7 15/7", "20/7 1/8"], "7-10/7 16-20/7 2-22/8", ""),
    ("KN-GQ1", "6/7", ["10/7 10/7"], "7-31/7 1-5/8", ""),
    ("KN-GQ1", "20/1", ["10/2 25/2"], "21-31/1 1-10/2 26-28/2 1-6/3", ""),
    ("KN-GQ1", "6/7", ["5/8 20/8"], "7-31/7 1-5/8", ""),  # decided on the last day: moves nothing
    ("KN-GQ1", "6/7", ["6/8 20/8"], "7-31/7 1-5/8", ""),  # decided too late: moves nothing
    ("KN-GQ1", "6/7", ["4/8 20/8"], "7-31/7 1-4/8 21/8", ""),
    ("KN-GQ1", "6/7", ["6/7 16/7"], "17-31/7 1-15/8", "17/8"),  # suspended on the day of the start
]


@pytest.mark.parametrize(("family", "start", "changes", "days", "legal"), PAUSED_AND_EXTENDED)
def test_a_pause_is_not_counted_and_an_extension_adds_to_the_strict_end(
    family: str, start: str, changes: list[str], days: str, legal: str
) -> None:
    marks = [mark(S, family, start)]
    for change in changes:
        first, second = change.split()
        if first.startswith("EXT"):
            marks.append(mark(X, family, second, 4, extension=f"TC-GQ-{first}"))
        else:
            marks += [mark(P, family, first, 2), mark(R, family, second, 3)]
    clock = clocks_of(*marks)[family]
    expected = written_days(days, day(start))
    assert counted(clock) == expected
    assert clock.total == len(expected)
    assert ends(clock) == (expected[-1], day(legal) if legal else expected[-1])


def test_an_extension_keeps_what_it_rests_on() -> None:
    clock = clocks_of(mark(S, "TC-GQ", "2/3"), mark(X, "TC-GQ", "20/3", 5, extension="TC-GQ-EXT1"))["TC-GQ"]
    (extension,) = clock.extensions
    assert (extension.code, extension.amount, extension.counted) == ("TC-GQ-EXT1", 30, True)
    assert "LTC Đ30.2" in extension.basis
    assert clock.cause == "event:5"
    assert (clock.amount, clock.total) == (30, 60)


def test_an_extension_given_too_late_is_kept_but_changes_nothing() -> None:
    clock = clocks_of(mark(S, "TC-GQ", "2/3"), mark(X, "TC-GQ", "2/4", 5, extension="TC-GQ-EXT1"))["TC-GQ"]
    assert not clock.extensions[0].counted
    assert (clock.total, clock.cause) == (30, "event:1")
    assert clock.state is ClockState.OVERDUE


def test_a_paused_clock_ends_as_if_it_resumed_today() -> None:
    marks = (mark(S, "KN-GQ1", "6/7"), mark(P, "KN-GQ1", "10/7", 2))
    clock = clocks_of(*marks, today=day("20/7"))["KN-GQ1"]
    assert counted(clock, day("20/7")) == written_days("7-10/7 21-31/7 1-15/8", day("6/7"))
    assert ends(clock) == (day("15/8"), day("17/8"))
    assert (clock.state, clock.pauses[0].to, clock.cause) == (ClockState.PAUSED, None, "event:1")
    later = clocks_of(*marks, today=day("21/7"))["KN-GQ1"]
    assert (later.due_strict, later.cause) == (day("16/8"), "event:1")


def test_a_case_ended_while_suspended_is_measured_to_its_end() -> None:
    clock = clocks_of(mark(S, "KN-GQ1", "6/7"), mark(P, "KN-GQ1", "10/7", 2), mark(E, "KN-GQ1", "10/9", 3))["KN-GQ1"]
    assert clock.state is ClockState.MET
    assert clock.pauses[0].to == day("10/9")
    assert clock.due_strict == date(2026, 10, 6)  # 4 days to 10/7, 26 after 10/9: 20 in September, 6 in October


def test_suspending_a_case_pauses_its_settlement_and_nothing_else() -> None:
    clocks = clocks_of(mark(S, "KN-GQ1", "2/11"), mark(S, "TCD-PROC-45", "2/11"), mark(P, "*", "5/11", 2))
    assert clocks["KN-GQ1"].state is ClockState.PAUSED
    assert clocks["TCD-PROC-45"].state is ClockState.RUNNING
    resumed = clocks_of(
        mark(S, "KN-GQ1", "2/11"), mark(P, "*", "5/11", 2), mark(P, "*", "6/11", 3), mark(R, "*", "9/11", 4)
    )
    assert resumed["KN-GQ1"].due_strict == day("6/12")  # 2/12 and four days
    assert resumed["KN-GQ1"].cause == "event:4"


def test_to_resume_what_was_not_paused_changes_nothing() -> None:
    clock = clocks_of(mark(S, "KN-GQ1", "2/11"), mark(R, "KN-GQ1", "9/11", 2))["KN-GQ1"]
    assert (clock.due_strict, clock.pauses, clock.cause) == (day("2/12"), (), "event:1")


# Variants of the first instance from 6/7: marks, code, counted days, cause.
VARIANTS = [
    ([], "KN-GQ1", "7-31/7 1-5/8", "event:1"),
    ([(Variant.COMPLEX, 2)], "KN-GQ1-C", "7-31/7 1-20/8", "event:2"),
    ([(Variant.REMOTE, 2)], "KN-GQ1-R", "7-31/7 1-20/8", "event:2"),
    ([(Variant.COMPLEX, 2), (Variant.REMOTE, 3)], "KN-GQ1-RC", "7-31/7 1-31/8 1-4/9", "event:3"),
    ([(Variant.REMOTE, 2), (Variant.COMPLEX, 3)], "KN-GQ1-RC", "7-31/7 1-31/8 1-4/9", "event:3"),
    ([(Variant.COMPLEX, 2), (Variant.COMPLEX, 3)], "KN-GQ1-C", "7-31/7 1-20/8", "event:2"),
]


@pytest.mark.parametrize(("variants", "code", "days", "cause"), VARIANTS)
def test_a_determination_replaces_the_whole_period(
    variants: list[tuple[Variant, int]], code: str, days: str, cause: str
) -> None:
    marks = [mark(V, "KN-GQ1", "15/7", event, variant=variant) for variant, event in variants]
    clock = clocks_of(mark(S, "KN-GQ1", "6/7"), *marks)["KN-GQ1"]
    assert (clock.code, clock.cause) == (code, cause)
    assert counted(clock) == written_days(days, day("6/7"))


def test_a_determination_before_the_start_counts_from_the_start() -> None:
    clock = clocks_of(mark(V, "KN-GQ1", "1/7", variant=Variant.REMOTE), mark(S, "KN-GQ1", "6/7", 2))["KN-GQ1"]
    assert (clock.code, clock.cause) == ("KN-GQ1-R", "event:2")


def test_a_start_may_name_its_variant() -> None:
    clock = clocks_of(mark(S, "TC-XLBD", "19/8", variant=Variant.SEVERAL_PLACES))["TC-XLBD"]
    assert clock.code == "TC-XLBD-EXT"
    assert counted(clock) == written_days("20-22/8 24-28/8 3-4/9", day("19/8"))


def test_a_variant_the_family_lacks_changes_nothing() -> None:
    clock = clocks_of(mark(S, "TC-GQ", "6/7"), mark(V, "TC-GQ", "7/7", 2, variant=Variant.REMOTE))["TC-GQ"]
    assert (clock.code, clock.due_strict, clock.cause) == ("TC-GQ", day("5/8"), "event:1")


def test_a_determination_after_the_end_changes_nothing() -> None:
    clock = clocks_of(
        mark(S, "KN-GQ1", "6/7"), mark(E, "KN-GQ1", "20/7", 2), mark(V, "KN-GQ1", "21/7", 3, variant=Variant.COMPLEX)
    )["KN-GQ1"]
    assert (clock.code, clock.state) == ("KN-GQ1", ClockState.MET)


EDITIONS = [
    ("KN-TL", "30/6", "KN-TL1-OLD", "1-10/7", ""),
    ("KN-TL", "1/7", "KN-TL-NEW", "2-3/7 6-10/7", ""),
    ("KN-TL2", "30/6", "KN-TL2-OLD", "1-10/7", ""),
    ("KN-TL2", "1/7", "KN-TL-NEW", "2-3/7 6-10/7", ""),
    ("KN-KL-TL", "25/6", "KN-KL-TL-OLD", "26-30/6 1-5/7", "6/7"),
    ("KN-KL-TL", "27/8", "KN-TL-NEW", "28/8 3-4/9 7-10/9", ""),
]


@pytest.mark.parametrize(("family", "start", "code", "days", "legal"), EDITIONS)
def test_the_wording_is_that_of_the_day_of_receipt(family: str, start: str, code: str, days: str, legal: str) -> None:
    clock = clocks_of(mark(S, family, start))[family]
    expected = written_days(days, day(start))
    assert clock.code == code
    assert counted(clock) == expected
    assert clock.due_legal == (day(legal) if legal else expected[-1])


def test_a_duty_the_law_of_the_day_did_not_know_starts_no_clock() -> None:
    marks = (mark(S, "KN-TDC-SEND", "30/6"), mark(S, "TCD-PROC-45", "30/6"), mark(S, "KN-TL", "30/6"))
    assert set(clocks_of(*marks)) == {"KN-TL"}


def test_a_family_no_rule_knows_is_refused() -> None:
    with pytest.raises(NoRuleError, match="KN-XYZ"):
        clocks_of(mark(S, "KN-XYZ", "1/7"))


def test_quotas_pauses_and_validities_start_no_clock() -> None:
    families = ("TCD-LEAD-XA", "TCD-BRIEF", "KN-TDC-PAUSE", "KN-UQ", "TC-PROTECT")
    assert clocks_of(*(mark(S, family, "6/7") for family in families)) == {}


def test_a_date_set_by_a_document_is_the_due_date_even_a_sunday() -> None:
    clock = clocks_of(mark(S, "XLD-REPLY", "2/11", due=day("22/11")))["XLD-REPLY"]
    assert ends(clock) == (day("22/11"), day("22/11"))
    assert clock.state is ClockState.OVERDUE
    assert clocks_of(mark(S, "XLD-REPLY", "2/11")) == {}


# KN-TL-NEW from Friday 21/8 is due on Thursday 3/9.
STATES = [
    (None, "21/8", ClockState.RUNNING),
    (None, "20/8", ClockState.PENDING),
    (None, "3/9", ClockState.RUNNING),
    (None, "4/9", ClockState.OVERDUE),
    ("3/9", "4/9", ClockState.MET),
    ("4/9", "4/9", ClockState.MET_LATE),
]


@pytest.mark.parametrize(("met", "today", "state"), STATES)
def test_how_a_duty_stands(met: str | None, today: str, state: ClockState) -> None:
    marks = [mark(S, "KN-TL", "21/8")] + ([mark(E, "KN-TL", met, 2)] if met else [])
    clock = clocks_of(*marks, today=day(today))["KN-TL"]
    assert clock.state is state
    assert clock.met_on == (day(met) if met else None)
    assert clock.met_cause == ("event:2" if met else "")
    assert clock.opens_on == (day("21/8") if state is ClockState.PENDING else None)


def test_on_the_days_between_the_two_ends_nothing_is_overdue() -> None:
    for today, state in [("22/11", ClockState.RUNNING), ("23/11", ClockState.RUNNING), ("24/11", ClockState.OVERDUE)]:
        assert clocks_of(mark(S, "KN-GQ1", "23/10"), today=day(today))["KN-GQ1"].state is state
    done = clocks_of(mark(S, "KN-GQ1", "23/10"), mark(E, "KN-GQ1", "23/11", 2))["KN-GQ1"]
    assert done.state is ClockState.MET


LAPSING = ["KN-W2-RECV", "KN-THOIHIEU", "KN-EFF1", "KN-EFF2", "KN-KL-EFF", "KN-PUB-POST", "TRANHCHAP-KN"]


@pytest.mark.parametrize("family", LAPSING)
def test_a_right_or_an_effect_lapses_and_is_never_overdue(family: str) -> None:
    assert clocks_of(mark(S, family, "6/7"))[family].state is ClockState.LAPSED


def test_effect_taken_after_its_day_is_not_late_but_a_right_used_after_it_is() -> None:
    effect = clocks_of(mark(S, "KN-EFF1", "3/8"), mark(E, "KN-EFF1", "3/9", 2))["KN-EFF1"]
    right = clocks_of(mark(S, "KN-W2-RECV", "3/8"), mark(E, "KN-W2-RECV", "4/9", 2))["KN-W2-RECV"]
    assert (effect.due_legal, effect.state) == (day("2/9"), ClockState.MET)
    assert (right.due_legal, right.state) == (day("3/9"), ClockState.MET_LATE)


def test_a_posting_is_overdue_after_its_last_day_although_the_session_lies_ahead() -> None:
    posting = mark(S, "TCD-SCHED", "30/11")
    assert clocks_of(posting, today=day("20/11"))["TCD-SCHED"].state is ClockState.RUNNING
    assert clocks_of(posting, today=day("21/11"))["TCD-SCHED"].state is ClockState.OVERDUE
    assert clocks_of(posting, mark(E, "TCD-SCHED", "20/11", 2))["TCD-SCHED"].state is ClockState.MET
    assert clocks_of(posting, mark(E, "TCD-SCHED", "23/11", 2))["TCD-SCHED"].state is ClockState.MET_LATE


@pytest.mark.parametrize(("hour", "state"), [(20, ClockState.MET), (21, ClockState.MET_LATE)])
def test_hours_are_met_by_the_hour(hour: int, state: ClockState) -> None:
    found = datetime(2026, 11, 19, 20, 30, tzinfo=VIETNAM)
    told = datetime(2026, 11, 22, hour, 15, tzinfo=VIETNAM)
    clock = clocks_of(mark(S, "PD-BREACH", "19/11", moment=found), mark(E, "PD-BREACH", "22/11", 2, moment=told))[
        "PD-BREACH"
    ]
    assert clock.state is state


def test_a_dropped_clock_is_gone_and_a_second_start_replaces_an_open_one() -> None:
    assert clocks_of(mark(S, "KN-GQ1", "6/7"), mark(D, "KN-GQ1", "8/7", 2)) == {}
    (clock,) = read([mark(S, "KN-GQ1", "6/7"), mark(S, "KN-GQ1", "1/10", 2)], calendar=OFFICIAL, today=day("2/10"))
    assert clock.key == ("KN-GQ1", "event:2", 2)


def test_a_second_start_leaves_a_met_clock_standing() -> None:
    first, second = read(
        [mark(S, "TC-GQ", "6/7"), mark(E, "TC-GQ", "20/7", 2), mark(S, "TC-GQ", "1/10", 3)],
        calendar=OFFICIAL,
        today=day("2/10"),
    )
    assert (first.key, first.state) == (("TC-GQ", "event:1", 1), ClockState.MET)
    assert (second.key, second.state) == (("TC-GQ", "event:3", 2), ClockState.RUNNING)


def test_a_star_ends_or_drops_what_is_open_then_and_nothing_started_after() -> None:
    before = [mark(S, "KN-GQ1", "2/11"), mark(S, "TCD-PROC-45", "2/11")]
    ended = clocks_of(*before, mark(E, "*", "5/11", 2), mark(S, "KN-TDC-SEND", "5/11", 2))
    assert {family: clock.met_on for family, clock in ended.items()} == {
        "KN-GQ1": day("5/11"), "TCD-PROC-45": day("5/11"), "KN-TDC-SEND": None,
    }  # fmt: skip
    dropped = clocks_of(*before, mark(D, "*", "5/11", 2), mark(S, "KN-TDC-SEND", "5/11", 2))
    assert set(dropped) == {"KN-TDC-SEND"}


def test_a_reclassified_petition_may_start_a_clock_from_before_the_drop() -> None:
    clocks = clocks_of(mark(S, "KN-TL", "16/11"), mark(D, "*", "20/11", 2), mark(S, "TC-XLBD", "16/11", 2))
    assert set(clocks) == {"TC-XLBD"}
    assert clocks["TC-XLBD"].due_legal == day("26/11")


def test_what_is_met_stays_met() -> None:
    clock = clocks_of(
        mark(S, "KN-TL", "2/11"), mark(E, "KN-TL", "5/11", 2), mark(E, "KN-TL", "20/11", 3), mark(D, "*", "21/11", 4)
    )["KN-TL"]
    assert (clock.met_on, clock.met_cause) == (day("5/11"), "event:2")


def test_clocks_come_in_the_order_of_their_starts() -> None:
    families = [mark(S, "TCD-RESULT", "5/11"), mark(S, "KN-TL", "2/11"), mark(S, "KN-GQ1", "4/11")]
    found = [clock.family for clock in read(families, calendar=OFFICIAL, today=TODAY)]
    assert found == ["KN-TL", "KN-GQ1", "TCD-RESULT"]


# The first instance from 17/7 ends on Sunday 16/8, by law on Monday 17/8.
UNSETTLED = mark(S, "KN-GQ1", "17/7")


def test_expiry_opens_the_second_complaint_the_day_after_the_strict_end() -> None:
    assert set(clocks_of(UNSETTLED, today=day("16/8"))) == {"KN-GQ1"}
    window = clocks_of(UNSETTLED, today=day("17/8"))["KN-W2-EXPIRE"]
    assert window.opens_on == day("17/8")
    assert window.start_on == day("17/8")
    assert counted(window) == written_days("18-31/8 1-16/9", day("17/8"))
    assert ends(window) == (day("16/9"), day("16/9"))
    assert window.key == ("KN-W2-EXPIRE", "expiry:event:1", 1)
    assert window.cause == "expiry:event:1"


def test_expiry_opens_a_year_to_go_to_court() -> None:
    court = clocks_of(UNSETTLED)["KN-SUE-EXPIRE"]
    assert (court.code, court.due_strict) == ("KN-SUE", date(2027, 8, 17))


def test_a_window_may_open_before_the_day_it_is_counted_from() -> None:
    window = clocks_of(mark(S, "KN-GQ1", "17/1"), today=day("17/2"))["KN-W2-EXPIRE"]  # 16/2 strict, 23/2 legal
    assert (window.opens_on, window.start_on) == (day("17/2"), day("23/2"))
    assert counted(window) == written_days("24-28/2 1-25/3", day("23/2"))


def test_the_remoteness_of_the_first_instance_goes_over_to_the_window() -> None:
    remote = mark(V, "KN-GQ1", "2/7", 2, variant=Variant.REMOTE)
    clocks = clocks_of(mark(S, "KN-GQ1", "1/7"), remote)
    assert ends(clocks["KN-GQ1"]) == (day("15/8"), day("17/8"))
    assert clocks["KN-W2-EXPIRE"].code == "KN-W2-R"
    assert counted(clocks["KN-W2-EXPIRE"]) == written_days("18-31/8 1-30/9 1/10", day("17/8"))
    assert clocks["KN-W2-EXPIRE"].cause == "expiry:event:2"


def test_a_window_may_be_determined_remote_by_itself() -> None:
    remote = mark(V, "KN-W2-EXPIRE", "1/9", 2, variant=Variant.REMOTE)
    window = clocks_of(UNSETTLED, remote)["KN-W2-EXPIRE"]
    assert (window.code, window.due_strict, window.cause) == ("KN-W2-R", day("1/10"), "event:2")


# Settled on this day: does the window exist, and how did the settlement end.
SETTLED = [
    ("14/8", False, ClockState.MET),
    ("16/8", False, ClockState.MET),
    ("17/8", True, ClockState.MET),  # lawful for the settler, but the citizen's right had opened
    ("18/8", True, ClockState.MET_LATE),
]


@pytest.mark.parametrize(("settled", "opened", "state"), SETTLED)
def test_a_settlement_after_the_strict_end_leaves_the_window_standing(
    settled: str, opened: bool, state: ClockState
) -> None:
    clocks = clocks_of(UNSETTLED, mark(E, "KN-GQ1", settled, 2))
    assert clocks["KN-GQ1"].state is state
    assert ("KN-W2-EXPIRE" in clocks) is opened


USES = [
    ("10/9", ClockState.MET),
    ("16/9", ClockState.MET),
    ("17/9", ClockState.MET_LATE),
    ("16/8", ClockState.LAPSED),  # the right was not open yet
]


@pytest.mark.parametrize(("lodged", "state"), USES)
def test_a_second_complaint_uses_the_window(lodged: str, state: ClockState) -> None:
    window = clocks_of(UNSETTLED, mark(E, "KN-W2-EXPIRE", lodged, 2))["KN-W2-EXPIRE"]
    assert window.state is state


def test_a_window_can_be_dropped_and_a_dropped_settlement_opens_none() -> None:
    closed = clocks_of(UNSETTLED, mark(E, "KN-GQ1", "20/8", 2), mark(D, "KN-W2-EXPIRE", "1/9", 3))
    assert "KN-W2-EXPIRE" not in closed
    assert "KN-SUE-EXPIRE" in closed
    assert clocks_of(UNSETTLED, mark(D, "KN-GQ1", "20/8", 2)) == {}


def test_a_paused_settlement_has_not_expired() -> None:
    assert set(clocks_of(UNSETTLED, mark(P, "KN-GQ1", "10/8", 2))) == {"KN-GQ1"}


def test_no_window_opens_from_the_second_instance_or_a_denunciation_but_the_court_is_open() -> None:
    opened = clocks_of(mark(S, "KN-GQ2", "1/7"), mark(S, "TC-GQ", "1/7"))
    assert set(opened) == {"KN-GQ2", "TC-GQ", "KN-SUE-EXPIRE2"}
    court = opened["KN-SUE-EXPIRE2"]  # 45 days from 1 July: 30 in July, 15 in August, a Saturday; then a year
    assert (court.opens_on, court.start_on, court.due_strict) == (day("16/8"), day("17/8"), date(2027, 8, 17))


def test_a_suspension_after_the_end_cures_no_delay() -> None:
    late = clocks_of(mark(S, "KN-GQ1", "6/7"), mark(P, "KN-GQ1", "10/8"), today=day("20/8"))["KN-GQ1"]
    assert (late.due_legal, late.state) == (day("5/8"), ClockState.OVERDUE)
    in_time = clocks_of(mark(S, "KN-GQ1", "6/7"), mark(P, "KN-GQ1", "5/8"), today=day("20/8"))["KN-GQ1"]
    assert in_time.state is ClockState.PAUSED


def test_an_extension_of_fewer_days_adds_those_and_one_of_more_no_more_than_the_law_gives() -> None:
    def due(amount: int | None) -> date:
        longer = mark(X, "TC-GQ", "1/8", extension="TC-GQ-EXT1", amount=amount)
        return clocks_of(mark(S, "TC-GQ", "6/7"), longer, today=day("2/8"))["TC-GQ"].due_strict

    assert [due(amount) for amount in (15, None, 60)] == [day("20/8"), day("4/9"), day("4/9")]


def test_a_calendar_that_moves_a_date_gives_it_a_new_cause_and_no_other_does() -> None:
    moved, unmoved = mark(S, "KN-TL", "16/11"), mark(S, "TCD-RESULT", "28/10")
    before, after = clocks_of(moved, unmoved), clocks_of(moved, unmoved, calendar=SWAPPED)
    assert (before["KN-TL"].due_legal, after["KN-TL"].due_legal) == (day("26/11"), day("27/11"))
    assert (before["KN-TL"].cause, after["KN-TL"].cause) == ("event:1", "event:1/lich:2")
    assert before["TCD-RESULT"] == after["TCD-RESULT"]
    assert before["KN-TL"].key == after["KN-TL"].key


def test_a_calendar_that_moves_the_expiry_re_arms_the_window_under_the_same_key() -> None:
    expiring = mark(S, "KN-GQ1", "23/10")  # strict Sunday 22/11, legal 23/11, or 25/11 when swapped
    before, after = clocks_of(expiring), clocks_of(expiring, calendar=SWAPPED)
    assert (before["KN-W2-EXPIRE"].start_on, after["KN-W2-EXPIRE"].start_on) == (day("23/11"), day("25/11"))
    assert before["KN-W2-EXPIRE"].key == after["KN-W2-EXPIRE"].key
    assert after["KN-W2-EXPIRE"].cause == "expiry:event:1/lich:2"


def test_a_row_on_the_day_of_the_start_decides_nothing() -> None:
    clock = clocks_of(mark(S, "KN-SEND1", "23/11"), calendar=SWAPPED)["KN-SEND1"]  # counts 25, 26, 27/11
    assert clock.cause == "event:1"


def test_the_moving_end_of_a_paused_clock_is_decided_by_no_calendar() -> None:
    marks = (mark(S, "KN-GQ1", "23/10"), mark(P, "KN-GQ1", "10/11", 2))
    clock = clocks_of(*marks, today=day("11/11"), calendar=SWAPPED)["KN-GQ1"]
    assert (ends(clock), clock.cause) == ((day("23/11"), day("25/11")), "event:1")


def test_a_suspension_before_the_start_and_a_second_continuation_change_nothing() -> None:
    early = clocks_of(mark(S, "KN-GQ1", "10/7"), mark(P, "KN-GQ1", "6/7", 2), mark(R, "KN-GQ1", "8/7", 3))
    assert early["KN-GQ1"].due_strict == day("9/8")
    twice = clocks_of(
        mark(S, "KN-GQ1", "6/7"),
        mark(P, "KN-GQ1", "10/7", 2),
        mark(R, "KN-GQ1", "15/7", 3),
        mark(R, "KN-GQ1", "20/7", 4),
    )["KN-GQ1"]
    assert (twice.due_strict, twice.pauses[0].to, twice.cause) == (day("10/8"), day("15/7"), "event:3")


def test_each_unsettled_occurrence_opens_a_window_of_its_own() -> None:
    marks = [mark(S, "KN-GQ1", "2/3"), mark(E, "KN-GQ1", "10/4", 2), mark(S, "KN-GQ1", "17/7", 3)]
    windows = [clock.key for clock in read(marks, calendar=OFFICIAL, today=TODAY) if clock.family == "KN-W2-EXPIRE"]
    assert windows == [("KN-W2-EXPIRE", "expiry:event:1", 1), ("KN-W2-EXPIRE", "expiry:event:3", 2)]


def test_a_determination_that_lengthens_nothing_adds_nothing() -> None:
    clock = clocks_of(mark(S, "KN-GQ1", "1/7"), mark(V, "KN-GQ1", "2/7", variant=Variant.COMPLEX))["KN-GQ1"]
    assert [(one.after, one.up_to) for one in additions(clock)] == [(30, 45)]
    (longer,) = clock.changes
    assert additions(replace(clock, changes=(replace(longer, before=45),))) == ()


def test_a_clock_that_starts_when_another_has_run_out_starts_on_the_day_of_its_step_where_none_has() -> None:
    effect, other = mark(S, "KN-EFF1", "3/8"), mark(S, "KN-SEND1", "3/8")
    enforce = mark(S, "KN-ENF", "10/9", 2, after="KN-EFF1")
    ended = [mark(E, "KN-EFF1", "10/9", 2), mark(E, "KN-SEND1", "10/9", 2)]
    assert clocks_of(effect, other, *ended, enforce)["KN-ENF"].start_on == day("2/9")  # thirty days after 3 August
    assert clocks_of(other, ended[1], enforce)["KN-ENF"].start_on == day("10/9")


def test_a_clock_does_not_start_when_another_ran_out_that_an_earlier_step_had_ended() -> None:
    effect, ended = mark(S, "KN-EFF1", "3/8"), mark(E, "KN-EFF1", "10/9", 2)
    enforce = mark(S, "KN-ENF", "11/9", 3, after="KN-EFF1")
    assert clocks_of(effect, ended, enforce)["KN-ENF"].start_on == day("11/9")


def test_how_late_a_day_is_is_counted_as_its_clock_counts() -> None:
    def late(family: str, today: str) -> dict[str, int | None]:
        days = explain(clocks_of(mark(S, family, "20/8"), today=day(today))[family], OFFICIAL, day(today))
        return {f"{one.on:%d/%m}": one.number for one in days if one.kind is DayStrip.LATE}

    # three working days: 21, 22 (worked) and 24 August; the 29th and 30th are a weekend, the 31st a swapped day off
    assert late("KN-SEND1", "31/8") == {
        "25/08": 1, "26/08": 2, "27/08": 3, "28/08": 4, "29/08": None, "30/08": None, "31/08": None,
    }  # fmt: skip
    assert late("KN-GQ1", "22/9") == {"22/09": 1}  # thirty days end on Saturday 19 September, so on Monday the 21st
