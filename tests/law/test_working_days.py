"""The calendar of public offices: counting, rolling, reasons, versions, and what is not yet announced."""

from datetime import date, timedelta

import pytest

from caseflow.law.working_days import CalendarDay, DayKind, WorkingCalendar
from caseflow.reference.files import calendar_days, units
from tests.law.calendars import OFFICIAL, SWAPPED, written_days

# Every working day of some weeks, read off the calendar by hand.
WORKED = [
    ("2023-01-16", "2023-01-31", "16-19/1 27/1 30-31/1"),
    ("2023-04-24", "2023-05-07", "24-28/4 4-5/5"),
    ("2024-02-05", "2024-02-18", "5-7/2 15-16/2"),
    ("2024-04-22", "2024-05-05", "22-26/4 2-4/5"),
    ("2025-01-20", "2025-02-07", "20-24/1 3-7/2"),
    ("2025-04-21", "2025-05-09", "21-26/4 28-29/4 5-9/5"),
    ("2025-12-29", "2026-01-11", "29-31/12 5-10/1"),
    ("2026-02-09", "2026-02-27", "9-13/2 23-27/2"),
    ("2026-04-20", "2026-05-05", "20-24/4 28-29/4 4-5/5"),
    ("2026-08-17", "2026-09-06", "17-22/8 24-28/8 3-4/9"),
    ("2026-11-20", "2026-11-30", "20/11 23/11 25-27/11 30/11"),
    ("2027-02-01", "2027-02-15", "1-4/2 12/2 15/2"),
]


@pytest.mark.parametrize(("first", "last", "worked"), WORKED)
def test_offices_work_on_these_days_and_no_others(first: str, last: str, worked: str) -> None:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    every = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    assert [day for day in every if OFFICIAL.is_working(day)] == written_days(worked, begin)


@pytest.mark.parametrize(("first", "last", "worked"), WORKED)
def test_counting_agrees_with_walking(first: str, last: str, worked: str) -> None:
    begin, end = date.fromisoformat(first) - timedelta(days=1), date.fromisoformat(last)
    days = written_days(worked, date.fromisoformat(first))
    assert OFFICIAL.working_days_between(begin, end) == len(days)
    assert OFFICIAL.working_days_between(end, begin) == -len(days)
    assert [OFFICIAL.add(begin, n + 1) for n in range(len(days))] == days
    back = [OFFICIAL.count_back(end + timedelta(days=1), n + 1) for n in range(len(days))]
    assert back == days[::-1]


def test_nothing_added_is_the_day_itself_even_a_day_off() -> None:
    assert OFFICIAL.add(date(2026, 9, 2), 0) == date(2026, 9, 2)
    assert OFFICIAL.count_back(date(2026, 9, 2), 0) == date(2026, 9, 2)


ROLLED = [
    ("2026-02-16", "2026-02-23"),
    ("2026-08-22", "2026-08-22"),
    ("2026-08-23", "2026-08-24"),
    ("2026-08-29", "2026-09-03"),
    ("2026-11-24", "2026-11-25"),
    ("2026-11-28", "2026-11-30"),
    ("2024-05-04", "2024-05-04"),
    ("2027-01-01", "2027-01-04"),
]


@pytest.mark.parametrize(("day", "to"), ROLLED)
def test_a_day_off_rolls_to_the_next_working_day(day: str, to: str) -> None:
    assert OFFICIAL.roll_forward(date.fromisoformat(day)) == date.fromisoformat(to)


REASONS = [
    ("2026-11-21", "cuối tuần"),
    ("2026-11-22", "cuối tuần"),
    ("2026-11-23", ""),
    ("2026-11-24", "Ngày Văn hóa Việt Nam"),
    ("2026-08-22", "làm bù cho 31/8"),
    ("2026-08-31", "nghỉ hoán đổi"),
    ("2026-04-27", "nghỉ bù Giỗ Tổ Hùng Vương"),
    ("2026-02-17", "Tết Nguyên đán"),
    ("2026-09-01", "Quốc khánh (ngày liền kề)"),
]


@pytest.mark.parametrize(("day", "reason"), REASONS)
def test_a_day_says_why(day: str, reason: str) -> None:
    assert OFFICIAL.why(date.fromisoformat(day)) == reason


def test_the_last_version_of_a_day_wins_in_whatever_order_it_comes() -> None:
    day = date(2026, 11, 23)
    off = CalendarDay(day, DayKind.OFF, "Nghỉ hoán đổi", "thông báo", version=2)
    back = CalendarDay(day, DayKind.PLAIN, "Bãi bỏ hoán đổi", "thông báo", version=3)
    assert not WorkingCalendar([off]).is_working(day)
    for rows in ([off, back], [back, off]):
        calendar = WorkingCalendar(rows)
        assert calendar.is_working(day)
        assert calendar.why(day) == ""
        assert calendar.version_touching(day, day) == 3


def test_a_plain_row_can_take_back_a_made_up_saturday() -> None:
    saturday = date(2026, 8, 22)
    plain = CalendarDay(saturday, DayKind.PLAIN, "Không làm bù", "thông báo", version=2)
    calendar = WorkingCalendar((*calendar_days(), plain))
    assert OFFICIAL.is_made_up(saturday)
    assert not calendar.is_made_up(saturday)
    assert calendar.why(saturday) == "cuối tuần"


def test_a_row_that_says_what_the_weekday_says_changes_no_count() -> None:
    sunday, monday = date(2026, 6, 7), date(2026, 6, 8)
    rows = (
        CalendarDay(sunday, DayKind.OFF, "Lễ", "luật"),
        CalendarDay(monday, DayKind.WORK, "Làm việc", "luật"),
    )
    calendar = WorkingCalendar(rows)
    assert calendar.working_days_between(date(2026, 6, 5), date(2026, 6, 12)) == 5
    assert not calendar.is_made_up(monday)


CROSSINGS = [
    ("2026-11-01", "2026-12-31", False),
    ("2026-12-31", "2027-01-01", True),
    ("2027-06-01", "2027-06-02", True),  # no row that day, but nothing of 2027 is official
    ("2029-03-01", "2029-03-02", True),  # beyond what was loaded
    ("2021-06-01", "2021-06-02", True),  # before it
    ("2022-01-01", "2026-12-31", False),
]


@pytest.mark.parametrize(("first", "last", "crosses"), CROSSINGS)
def test_a_span_that_rests_on_no_official_calendar_is_known(first: str, last: str, crosses: bool) -> None:
    assert OFFICIAL.crosses_provisional(date.fromisoformat(first), date.fromisoformat(last)) is crosses


def test_once_a_year_is_official_only_its_provisional_days_are_doubtful() -> None:
    announced = CalendarDay(date(2027, 1, 1), DayKind.OFF, "Tết Dương lịch", "thông báo", version=2)
    calendar = WorkingCalendar((*calendar_days(), announced))
    assert not calendar.crosses_provisional(date(2027, 1, 1), date(2027, 1, 31))
    assert calendar.crosses_provisional(date(2027, 1, 20), date(2027, 2, 20))
    assert calendar.provisional_years == OFFICIAL.provisional_years == {2027}


def test_the_version_of_a_span_is_that_of_its_youngest_row() -> None:
    assert OFFICIAL.version_touching(date(2026, 11, 1), date(2026, 11, 30)) == 1
    assert SWAPPED.version_touching(date(2026, 11, 1), date(2026, 11, 22)) == 0
    assert SWAPPED.version_touching(date(2026, 11, 1), date(2026, 11, 23)) == 2
    assert SWAPPED.version_touching(date(2026, 11, 24), date(2026, 11, 27)) == 1
    assert SWAPPED.version_touching(date(2026, 11, 28), date(2026, 11, 28)) == 2


def test_calendars_of_equal_rows_are_equal() -> None:
    assert WorkingCalendar(reversed(calendar_days())) == OFFICIAL
    assert SWAPPED != OFFICIAL


DAYS_OFF_A_YEAR = {2022: 11, 2023: 11, 2024: 12, 2025: 12, 2026: 14, 2027: 12}
MADE_UP = [date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)]


def test_the_calendar_file_holds_six_years() -> None:
    rows = calendar_days()
    off = [row.on.year for row in rows if row.kind is DayKind.OFF]
    assert {year: off.count(year) for year in set(off)} == DAYS_OFF_A_YEAR
    assert [row.on for row in rows if row.kind is DayKind.WORK] == MADE_UP
    assert {row.on.year for row in rows if row.provisional} == {2027}
    assert {row.version for row in rows} == {1}
    assert all(row.basis and row.reason for row in rows)


def test_the_province_has_seventy_eight_communes() -> None:
    kinds = [unit.kind for unit in units()]
    assert len({unit.code for unit in units()}) == len(kinds) == 78
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"xã": 69, "phường": 8, "đặc khu": 1}
