"""When something may be sent: the hours and days of an office, made-up Saturdays, chosen times."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.law.clock import VIETNAM
from caseflow.law.sending_hours import DIGEST_TIMES, WORKING_HOURS, Hours, is_open, opens_at
from caseflow.law.working_days import CalendarDay, DayKind, WorkingCalendar

CALENDAR = WorkingCalendar(
    [
        CalendarDay(date(2026, 9, 2), DayKind.OFF, "Quốc khánh", "BLLĐ Đ112"),
        CalendarDay(date(2026, 8, 31), DayKind.OFF, "hoán đổi", "CV"),
        CalendarDay(date(2026, 8, 22), DayKind.WORK, "làm bù", "CV"),
    ]
)
FIRST = datetime(2026, 8, 10, tzinfo=UTC)
MOMENTS = st.integers(0, 60 * 24 * 40).map(lambda minutes: FIRST + timedelta(minutes=minutes, seconds=minutes % 60))
MINUTES = st.integers(0, 24 * 60 - 1).map(lambda minutes: time(minutes // 60, minutes % 60))
HOURS = st.tuples(MINUTES, MINUTES).filter(lambda both: both[0] < both[1]).map(lambda both: Hours(*both))
CHOSEN = st.sets(st.one_of(MINUTES, st.sampled_from(DIGEST_TIMES)), max_size=4)


def at(day: int, hour: int, minute: int = 0, month: int = 8) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (at(20, 6, 59), at(20, 7)),
        (at(20, 7), at(20, 7)),
        (at(20, 16, 59), at(20, 16, 59)),
        (at(20, 17), at(21, 7)),
        (at(21, 17), at(22, 7)),  # Saturday 22/08 is worked in exchange
        (at(22, 23), at(24, 7)),
        (at(28, 18), at(1, 7, month=9)),  # Monday 31/08 is off
        (at(1, 20, month=9), at(3, 7, month=9)),
    ],
)
def test_what_is_raised_outside_the_hours_waits_for_the_next_opening(moment: datetime, opens: datetime) -> None:
    assert opens_at(moment, CALENDAR, WORKING_HOURS) == opens


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (at(20, 6), at(20, 11)),
        (at(20, 11), at(20, 11)),
        (at(20, 11, 1), at(20, 16, 30)),
        (at(20, 16, 31), at(21, 11)),
        (at(22, 17), at(24, 11)),
    ],
)
def test_who_chose_times_is_told_at_the_next_of_them(moment: datetime, opens: datetime) -> None:
    assert opens_at(moment, CALENDAR, WORKING_HOURS, (time(16, 30), time(11), time(20))) == opens


def test_times_that_all_lie_outside_the_hours_count_for_nothing() -> None:
    assert opens_at(at(20, 9), CALENDAR, WORKING_HOURS, (time(6), time(17))) == at(20, 9)


@given(MOMENTS, HOURS, CHOSEN)
def test_nothing_leaves_early_nor_outside_the_hours_and_each_waits_for_a_time_chosen(
    moment: datetime, hours: Hours, chosen: set[time]
) -> None:
    opens = opens_at(moment, CALENDAR, hours, chosen)
    assert opens >= moment
    assert is_open(opens, CALENDAR, hours)
    within = {at for at in chosen if hours.hold(at)}
    assert not within or opens.astimezone(VIETNAM).time() in within


@given(MOMENTS, HOURS, CHOSEN)
def test_what_waits_waits_no_longer_than_it_must(moment: datetime, hours: Hours, chosen: set[time]) -> None:
    """Asked again at its own moment it stays, and no earlier moment of these days would have done."""
    opens = opens_at(moment, CALENDAR, hours, chosen)
    assert opens_at(opens, CALENDAR, hours, chosen) == opens
    within = {at for at in chosen if hours.hold(at)} or {hours.start}
    days = (moment.astimezone(VIETNAM).date() + timedelta(days=number) for number in range(12))
    possible = (datetime.combine(day, at, VIETNAM) for day in days for at in within)
    assert not [one for one in possible if moment <= one < opens and is_open(one, CALENDAR, hours)]
    if {at for at in chosen if hours.hold(at)} == set() and is_open(moment, CALENDAR, hours):
        assert opens == moment


@given(MOMENTS, MOMENTS, HOURS, CHOSEN)
def test_what_was_raised_later_never_leaves_earlier(a: datetime, b: datetime, hours: Hours, chosen: set[time]) -> None:
    first, second = sorted((a, b))
    assert opens_at(first, CALENDAR, hours, chosen) <= opens_at(second, CALENDAR, hours, chosen)
