"""The days a head receives on: rules as offices write them, worked out by hand from the calendar, and by properties."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.law.schedule import (
    Fallback,
    MissingDay,
    PlannedDay,
    Rhythm,
    ScheduleRule,
    described,
    lay_out,
)
from tests.law.calendars import OFFICIAL

YEAR = date(2026, 1, 1), date(2026, 12, 31)


def laid(rule: ScheduleRule, first: date = YEAR[0], last: date = YEAR[1]) -> list[PlannedDay]:
    return list(lay_out(rule, first, last, OFFICIAL))


def days(planned: list[PlannedDay]) -> list[str]:
    return [f"{one.on:%d/%m}" if one.on else "-" for one in planned]


def monthly(*month_days: int, **how: object) -> ScheduleRule:
    return ScheduleRule(rhythm=Rhythm.MONTHLY, month_days=month_days, **how)  # type: ignore[arg-type] # as a form gives them


def test_the_fifteenth_of_each_month_goes_to_the_next_working_day() -> None:
    """QĐ 1225/QĐ-UBND Cần Thơ: 15/02 is a Sunday before Tết (16-20/02), 15/03 and 15/11 Sundays, 15/08 a Saturday."""
    planned = laid(monthly(15))
    assert days(planned) == [
        "15/01", "23/02", "16/03", "15/04", "15/05", "15/06", "15/07", "17/08", "15/09", "15/10", "16/11", "15/12",
    ]  # fmt: skip
    assert planned[1].reasons == (
        "15/02/2026 là Chủ nhật, cuối tuần",
        "chuyển sang ngày làm việc tiếp theo, thứ Hai 23/02/2026",
    )
    assert [one.is_moved for one in planned].count(True) == 4


def test_every_thursday_stays_away_on_holidays_and_never_meets_another_thursday() -> None:
    """Of the Thursdays of 2026 five are off: 01/01 (Tết Dương lịch), 19/02 (Tết), 30/04, none in September."""
    rule = ScheduleRule(rhythm=Rhythm.WEEKLY, weekdays=(3,), on_holiday=Fallback.SKIP)
    gone = [one for one in laid(rule) if one.on is None]
    assert [f"{one.named:%d/%m}" for one in gone] == ["01/01", "19/02", "30/04"]
    assert gone[1].reasons == ("19/02/2026 là thứ Năm, Tết Nguyên đán: không tiếp",)
    assert len(laid(rule)) == 53


def test_holidays_and_weekends_may_go_different_ways() -> None:
    """30/04 is a holiday: nearest in the month, 29/04.

    30/05 is a Saturday and Monday is in June already, 30/08 a Sunday and 31/08 swapped off: both turn back.
    """
    rule = monthly(30, on_holiday=Fallback.NEAREST, on_weekend=Fallback.NEXT, missing=MissingDay.SKIP)
    planned = {one.named: one for one in laid(rule)}
    assert date(2026, 2, 28) not in planned
    assert planned[date(2026, 4, 30)].on == date(2026, 4, 29)
    assert planned[date(2026, 5, 30)].on == date(2026, 5, 29)
    assert planned[date(2026, 5, 30)].reasons == (
        "30/05/2026 là thứ Bảy, cuối tuần",
        "ngày làm việc tiếp theo đã sang tháng khác",
        "chuyển sang ngày làm việc gần nhất còn trong tháng, thứ Sáu 29/05/2026",
    )
    assert planned[date(2026, 8, 30)].on == date(2026, 8, 28)


def test_a_rule_may_let_a_day_leave_its_month_and_it_is_said() -> None:
    leaving = laid(monthly(30, may_leave_month=True), date(2026, 5, 1), date(2026, 5, 31))
    assert days(leaving) == ["01/06"]
    assert leaving[0].reasons[-1] == "ra ngoài tháng 05/2026, theo quy tắc cho phép"


def test_a_month_without_the_day_takes_its_last_one_or_none() -> None:
    february = date(2026, 2, 1), date(2026, 2, 28)
    assert days(laid(monthly(30), *february)) == ["27/02"]  # 28/02 is a Saturday, the month ends there
    assert laid(monthly(30), *february)[0].reasons[0] == "tháng 02/2026 không có ngày 30: lấy ngày cuối tháng"
    assert laid(monthly(30, missing=MissingDay.SKIP), *february) == []
    assert days(laid(monthly(27, 30), *february)) == ["27/02", "26/02"]  # the 28th moves round the 27th


def test_a_made_up_saturday_is_a_day_of_reception_unless_the_rule_bars_it() -> None:
    """22/08/2026 is worked for 31/08."""
    august = date(2026, 8, 1), date(2026, 8, 31)
    kept = laid(monthly(22), *august)
    assert days(kept) == ["22/08"]
    assert kept[0].reasons == ("thứ Bảy làm bù cho 31/8",)
    barred = laid(monthly(22, on_made_up_saturday=False), *august)
    assert days(barred) == ["24/08"]
    assert days(laid(monthly(31, on_holiday=Fallback.PREVIOUS), *august)) == ["28/08"]


def test_a_weekday_of_the_month_counts_from_its_first_or_is_its_last() -> None:
    rule = ScheduleRule(rhythm=Rhythm.WEEKDAY_OF_MONTH, weekdays=(3,), weeks=(1, -1))
    assert days(laid(rule, date(2026, 10, 1), date(2026, 11, 30))) == ["01/10", "29/10", "05/11", "26/11"]
    fifth = ScheduleRule(rhythm=Rhythm.WEEKDAY_OF_MONTH, weekdays=(0,), weeks=(5,), missing=MissingDay.SKIP)
    assert days(laid(fifth, date(2026, 10, 1), date(2026, 11, 30))) == ["30/11"]


def test_the_published_list_of_tay_ninh_comes_out_as_it_was_written() -> None:
    """Every date of the chair of the province in the first half of 2021, and the day of Tết that is named in error."""
    chair = tuple(date(2021, month, day) for month, day in ((1, 7), (2, 4), (3, 4), (4, 1), (5, 6), (6, 3), (7, 1)))
    rule = ScheduleRule(rhythm=Rhythm.LISTED, days=chair, on_holiday=Fallback.STAY, on_weekend=Fallback.STAY)
    planned = lay_out(rule, date(2021, 1, 1), date(2021, 12, 31), OFFICIAL)
    assert [one.on for one in planned] == list(chair)
    assert described(rule).startswith("07/01/2021, 04/02/2021")
    wrong = ScheduleRule(rhythm=Rhythm.LISTED, days=(date(2026, 2, 17),), on_holiday=Fallback.STAY)
    (named,) = laid(wrong)
    assert named.on == date(2026, 2, 17)
    assert "cần xem lại" in named.reasons[-1]


def test_a_day_on_which_the_head_receives_already_moves_on() -> None:
    (planned,) = lay_out(
        monthly(15), date(2026, 7, 1), date(2026, 7, 31), OFFICIAL, taken=(date(2026, 7, 15), date(2026, 7, 16))
    )
    assert planned.on == date(2026, 7, 17)
    assert planned.reasons[0] == "15/07/2026 đã có lịch"


def test_a_year_that_is_not_announced_yet_is_said_to_be_provisional() -> None:
    (planned,) = laid(monthly(15), date(2027, 3, 1), date(2027, 3, 31))
    assert (planned.reasons, planned.provisional) == ((), True)
    assert not laid(monthly(15))[0].provisional


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (monthly(15), "ngày 15 hằng tháng; trùng ngày nghỉ thì tiếp vào ngày làm việc tiếp theo"),
        (
            monthly(10, 25, on_holiday=Fallback.NEAREST),
            (
                "ngày 10 và 25 hằng tháng; trùng ngày lễ thì tiếp vào ngày làm việc gần nhất trong cùng tháng, "
                "trùng ngày cuối tuần thì tiếp vào ngày làm việc tiếp theo"
            ),
        ),
        (
            ScheduleRule(rhythm=Rhythm.WEEKLY, weekdays=(3,), on_holiday=Fallback.SKIP, on_weekend=Fallback.SKIP),
            "thứ Năm hằng tuần; trùng ngày nghỉ thì không tiếp",
        ),
        (
            ScheduleRule(rhythm=Rhythm.WEEKDAY_OF_MONTH, weekdays=(3,), weeks=(1, -1)),
            "thứ Năm, tuần thứ 1 và cuối của tháng; trùng ngày nghỉ thì tiếp vào ngày làm việc tiếp theo",
        ),
    ],
)
def test_a_rule_is_told_as_an_office_writes_it(rule: ScheduleRule, words: str) -> None:
    assert described(rule) == words


rules = st.one_of(
    st.builds(
        ScheduleRule,
        rhythm=st.just(Rhythm.MONTHLY),
        month_days=st.lists(st.integers(1, 31), min_size=1, max_size=4, unique=True).map(tuple),
        on_holiday=st.sampled_from(Fallback),
        on_weekend=st.sampled_from(Fallback),
        missing=st.sampled_from(MissingDay),
        may_leave_month=st.booleans(),
        on_made_up_saturday=st.booleans(),
    ),
    st.builds(
        ScheduleRule,
        rhythm=st.sampled_from((Rhythm.WEEKLY, Rhythm.WEEKDAY_OF_MONTH)),
        weekdays=st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True).map(tuple),
        weeks=st.lists(st.sampled_from((1, 2, 3, 4, 5, -1)), min_size=1, max_size=3, unique=True).map(tuple),
        on_holiday=st.sampled_from(Fallback),
        on_weekend=st.sampled_from(Fallback),
        missing=st.sampled_from(MissingDay),
        on_made_up_saturday=st.booleans(),
    ),
)
months = st.integers(0, 47).map(lambda n: date(2023 + n // 12, n % 12 + 1, 1))


@given(rule=rules, first=months, length=st.integers(0, 120))
def test_no_day_is_lost_doubled_or_moved_without_a_reason(rule: ScheduleRule, first: date, length: int) -> None:
    planned = lay_out(rule, first, first + timedelta(days=length), OFFICIAL)
    assert all(earlier.named < later.named for earlier, later in pairwise(planned))
    stays = [one.on for one in planned if one.on]
    assert len(stays) == len(set(stays))
    for one in planned:
        assert one.reasons or not one.is_moved
        if one.on is None or one.on == one.named:
            continue
        assert OFFICIAL.is_working(one.on)
        assert rule.on_made_up_saturday or not OFFICIAL.is_made_up(one.on)
        assert rule.may_leave_month or (one.on.year, one.on.month) == (one.named.year, one.named.month)


@given(rule=rules, first=months)
def test_a_day_that_may_stay_is_never_moved(rule: ScheduleRule, first: date) -> None:
    for one in lay_out(rule, first, first + timedelta(days=60), OFFICIAL):
        if OFFICIAL.is_working(one.named) and not OFFICIAL.is_made_up(one.named):
            assert one.on == one.named
