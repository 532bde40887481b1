"""The ladder: which levels a clock has, when each is due, who hears."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from caseflow.law.clock import VIETNAM
from caseflow.law.escalation import (
    LADDER,
    PROPOSALS,
    REFUSALS,
    WINDOWS,
    Hearing,
    Ladder,
    Level,
    Span,
    Standing,
    heard_by,
    standing,
    timetable,
    words_at,
    words_of,
)
from caseflow.law.periods import PERIODS
from caseflow.law.terms import Role
from caseflow.law.working_days import WorkingCalendar
from caseflow.reference.files import calendar_days

CALENDAR = WorkingCalendar(calendar_days())


def levels(span: Span, until: date) -> list[tuple[date, str]]:
    return [(moment.date(), level.code) for moment, level in timetable(span, CALENDAR, LADDER, until=until)]


def test_a_three_day_clock_warns_on_its_last_day_but_one() -> None:
    # from Thursday 20/08/2026, 3 working days: 21/08 (1), Saturday 22/08 made up (2), 24/08 (3)
    span = Span(date(2026, 8, 20), date(2026, 8, 24), date(2026, 8, 24))
    assert levels(span, date(2026, 8, 24)) == [
        (date(2026, 8, 22), "truoc-1"),
        (date(2026, 8, 24), "den-han"),
        (date(2026, 8, 25), "qua-1"),
    ]


def test_a_day_counted_back_from_a_day_to_come_is_warned_of_before_it() -> None:
    # a dialogue on Thursday 10/12/2026: five days before it is Saturday 05/12, which never moves on
    span = Span(date(2026, 12, 10), date(2026, 12, 5), date(2026, 12, 5))
    assert levels(span, date(2026, 12, 7)) == [
        (date(2026, 12, 3), "truoc-1"),
        (date(2026, 12, 4), "den-han"),
        (date(2026, 12, 7), "qua-1"),
        (date(2026, 12, 11), "qua-5"),
    ]


def test_a_thirty_day_clock_warns_at_seven_three_and_one_working_days() -> None:
    # 06/07/2026 + 30 days = Wednesday 05/08/2026; back 7: 27/07, back 3: 31/07, back 1: 04/08
    span = Span(date(2026, 7, 6), date(2026, 8, 5), date(2026, 8, 5))
    assert levels(span, date(2026, 8, 5))[:4] == [
        (date(2026, 7, 27), "truoc-7"),
        (date(2026, 7, 31), "truoc-3"),
        (date(2026, 8, 4), "truoc-1"),
        (date(2026, 8, 5), "den-han"),
    ]


def test_overdue_is_said_after_one_five_and_every_five_working_days() -> None:
    span = Span(date(2026, 7, 6), date(2026, 8, 5), date(2026, 8, 5))
    over = [(day, code) for day, code in levels(span, date(2026, 8, 25)) if code.startswith("qua")]
    assert over == [
        (date(2026, 8, 6), "qua-1"),
        (date(2026, 8, 12), "qua-5"),  # 6, 7, 10, 11, 12
        (date(2026, 8, 19), "qua-10"),  # 13, 14, 17, 18, 19
        (date(2026, 8, 25), "qua-15"),  # 20, 21, Saturday 22 made up, 24, 25
        (date(2026, 9, 4), "qua-20"),  # 26, 27, 28, off from 29/08 to 02/09, 3, 4
    ]


def test_warnings_count_back_from_the_strict_end_and_overdue_from_the_legal_one() -> None:
    # 23/10/2026 + 30 days = Sunday 22/11 strict, Monday 23/11 legal; 24/11 is off
    span = Span(date(2026, 10, 23), date(2026, 11, 22), date(2026, 11, 23))
    found = {code: day for day, code in levels(span, date(2026, 11, 23))}
    assert found["truoc-1"] == date(2026, 11, 20)
    assert found["den-han"] == date(2026, 11, 23)
    assert found["qua-1"] == date(2026, 11, 25)


def test_a_backlog_entered_late_has_reached_only_its_highest_level() -> None:
    span = Span(date(2026, 7, 6), date(2026, 8, 5), date(2026, 8, 5))
    assert standing(span, CALENDAR, LADDER, datetime(2026, 8, 13, 1, tzinfo=UTC)).level == Level(5)


@pytest.mark.parametrize(("hour", "expected"), [(23, None), (24, Level(-7))])
def test_nothing_is_raised_before_seven_in_the_morning_of_vietnam(hour: int, expected: Level | None) -> None:
    span = Span(date(2026, 7, 6), date(2026, 8, 5), date(2026, 8, 5))
    moment = datetime(2026, 7, 26, tzinfo=UTC) + timedelta(
        hours=hour
    )  # 24 h UTC of the 26th is 07:00 of the 27th there
    assert standing(span, CALENDAR, LADDER, moment).level == expected


def test_the_next_moment_is_always_later() -> None:
    span = Span(date(2026, 7, 6), date(2026, 8, 5), date(2026, 8, 5))
    moment = datetime(2026, 7, 6, tzinfo=UTC)
    for _ in range(30):
        later = standing(span, CALENDAR, LADDER, moment).next_at
        assert later > moment
        moment = later


@pytest.mark.parametrize(
    ("days", "roles"),
    [
        (-7, set()),
        (-3, set()),
        (-1, {Role.UNIT_HEAD, Role.AUTHORITY}),
        (0, {Role.UNIT_HEAD, Role.AUTHORITY}),
        (1, {Role.UNIT_HEAD, Role.AUTHORITY, Role.BOARD_HEAD}),
        (5, {Role.UNIT_HEAD, Role.AUTHORITY, Role.BOARD_HEAD, Role.LEADER}),
        (40, {Role.UNIT_HEAD, Role.AUTHORITY, Role.BOARD_HEAD, Role.LEADER}),
    ],
)
def test_who_hears_grows_with_the_delay(days: int, roles: set[Role]) -> None:
    assert heard_by(Level(days), LADDER, unassigned=False) == (frozenset(roles), True)


def test_what_nobody_is_responsible_for_goes_to_who_must_assign_it() -> None:
    roles, _ = heard_by(Level(-7), LADDER, unassigned=True)
    assert roles == {Role.UNIT_HEAD, Role.AUTHORITY}


@pytest.mark.parametrize(
    "ladder", [LADDER, PROPOSALS["KN-EFF1"], REFUSALS["TU-CHOI"]], ids=["ladder", "proposals", "urgent"]
)
@pytest.mark.parametrize("hour", [6, 7, 23])
@pytest.mark.parametrize("length", [0, 1, 3, 10, 30, 45])
def test_where_a_clock_stands_is_what_its_whole_timetable_says(ladder: Ladder, hour: int, length: int) -> None:
    start = date(2026, 7, 31)
    strict = start + timedelta(days=length)
    span = Span(start, strict, CALENDAR.roll_forward(strict))
    for days in range(400):
        day = start + timedelta(days=days)
        now = datetime.combine(day, time(hour), VIETNAM)
        whole = timetable(span, CALENDAR, ladder, until=day)
        reached = [level for moment, level in whole if moment <= now]
        expected = Standing(reached[-1] if reached else None, next(moment for moment, _ in whole if moment > now))
        assert standing(span, CALENDAR, ladder, now) == expected


def test_what_is_urgent_and_due_the_day_it_began_is_told_at_once_and_repeated_on_working_mornings() -> None:
    saturday, at = date(2026, 11, 28), time(3)
    span = Span(saturday, saturday, saturday)
    now = datetime.combine(saturday, at, VIETNAM)
    assert standing(span, CALENDAR, LADDER, now).level is None
    found = standing(span, CALENDAR, REFUSALS["TU-CHOI"], now)
    # the fifth working day after Saturday 28/11/2026: 30/11, 1/12, 2/12, 3/12, 4/12
    assert found == Standing(Level(0), datetime.combine(date(2026, 12, 4), time(7), VIETNAM))


def test_the_words_of_a_level_are_those_of_the_highest_row_it_has_reached() -> None:
    ladder = replace(LADDER, hearings=(Hearing(5, (), words="Báo cáo."), Hearing(-3, (), words="Đôn đốc.")))
    assert [words_at(Level(days), ladder) for days in (-7, -3, 0, 5, 40)] == ["", *["Đôn đốc."] * 2, *["Báo cáo."] * 2]


def test_only_rights_that_are_never_alarmed_open_by_the_mere_passing_of_time() -> None:
    """No row has to be written on a day on which nothing was recorded."""
    assert {row.family for row in PERIODS if row.after} <= WINDOWS


@pytest.mark.parametrize(
    ("family", "today", "words"),
    [
        ("KN-GQ1", date(2026, 11, 19), "còn 2 ngày làm việc"),
        ("KN-GQ1", date(2026, 11, 23), "đến hạn hôm nay"),
        ("KN-GQ1", date(2026, 11, 24), "vừa quá hạn"),  # a day off
        ("KN-GQ1", date(2026, 11, 25), "quá hạn 1 ngày làm việc"),
        ("KN-EFF1", date(2026, 11, 20), "còn 1 ngày làm việc"),
        ("KN-EFF1", date(2026, 11, 25), "đã đủ thời gian, chờ xác nhận"),
        ("NGHI-VUOT-CAP", date(2026, 11, 25), "nghi vấn chờ xác nhận"),
        ("VUOT-CAP", date(2026, 11, 25), "đã xác nhận"),
        ("TU-CHOI", date(2026, 11, 25), "để biết"),
    ],
)
def test_how_a_due_day_stands_is_said_in_words(family: str, today: date, words: str) -> None:
    assert words_of(family, date(2026, 11, 23), CALENDAR, today) == words
