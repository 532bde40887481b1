"""What must hold of every clock, whatever the dates."""

from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from caseflow.law.clocks import Clock, DayStrip, Mark, MarkKind, clock_for, explain, read, share_used
from caseflow.law.counting import BACKWARD
from caseflow.law.periods import PERIODS, Period, not_a_date
from caseflow.law.terms import Roll, Unit, Variant
from caseflow.law.working_days import CalendarDay, DayKind, WorkingCalendar
from tests.law.calendars import OFFICIAL

DAYS = st.dates(date(2026, 7, 1), date(2027, 6, 30))
COUNTED = [row for row in PERIODS if not_a_date(row) is None and row.until == date.max]
FORWARD = [row for row in COUNTED if row.unit not in BACKWARD]
BY_DAYS = [
    row
    for row in COUNTED
    if row.unit in {Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.CALENDAR_DAYS_BEFORE, Unit.WORKING_DAYS_BEFORE}
]
OF_WORKING_DAYS = [row for row in FORWARD if row.unit is Unit.WORKING_DAYS]
SETTLEMENT = [row for row in FORWARD if row.family in {"KN-GQ1", "KN-GQ2", "KN-KL-GQ", "TC-GQ"}]
NORMAL = [row for row in SETTLEMENT if row.variant is Variant.NORMAL]


def off(day: date) -> CalendarDay:
    return CalendarDay(day, DayKind.OFF, "Nghỉ", "thử", version=2)


CALENDARS = st.lists(
    st.builds(lambda day, kind: CalendarDay(day, kind, kind.label, "thử", version=2), DAYS, st.sampled_from(DayKind)),
    max_size=12,
).map(lambda rows: WorkingCalendar([*OFFICIAL.days, *rows]))


def alone(row: Period, start: date, calendar: WorkingCalendar = OFFICIAL) -> Clock:
    return clock_for(row, start, calendar=calendar, today=start)


@given(row=st.sampled_from(OF_WORKING_DAYS), start=DAYS, day=DAYS)
def test_a_day_off_more_never_brings_a_due_date_forward(row: Period, start: date, day: date) -> None:
    more = WorkingCalendar([*OFFICIAL.days, off(day)])
    before, after = alone(row, start).due_legal, alone(row, start, more).due_legal
    assert after >= before
    assert (after == before) == (not (start < day <= before and OFFICIAL.is_working(day)))


@given(row=st.sampled_from(FORWARD), start=DAYS, calendar=CALENDARS)
def test_the_legal_end_is_a_working_day_not_before_the_strict_one(
    row: Period, start: date, calendar: WorkingCalendar
) -> None:
    clock = alone(row, start, calendar)
    assert clock.due_strict <= clock.due_legal
    if row.rolls is Roll.FORWARD:
        assert calendar.is_working(clock.due_legal)
        skipped = (clock.due_legal - clock.due_strict).days
        assert not any(calendar.is_working(clock.due_strict + timedelta(days=n)) for n in range(skipped))
    else:
        assert clock.due_legal == clock.due_strict


@given(row=st.sampled_from(BY_DAYS), start=DAYS, calendar=CALENDARS)
def test_the_explanation_counts_exactly_the_amount(row: Period, start: date, calendar: WorkingCalendar) -> None:
    clock = alone(row, start, calendar)
    days = explain(clock, calendar, start)
    numbers = [day.number for day in days if day.counted]
    assert sorted(number for number in numbers if number) == list(range(1, (clock.amount or 0) + 1))
    assert [day.on for day in days] == sorted({day.on for day in days})
    assert [day.on for day in days if day.kind is DayStrip.DUE] == [clock.due_legal]
    if row.unit in {Unit.WORKING_DAYS, Unit.WORKING_DAYS_BEFORE}:
        assert all(calendar.is_working(day.on) == day.counted for day in days if day.kind is not DayStrip.START)


def paused(row: Period, start: date, after: int, length: int) -> tuple[Clock, Clock]:
    """The clock of a row without and with a suspension so many days after its start."""
    begin = Mark(MarkKind.START, row.family, start, "event:1", variant=row.variant)
    stop = Mark(MarkKind.PAUSE, row.family, start + timedelta(days=after), "event:2")
    go = Mark(MarkKind.RESUME, row.family, stop.on + timedelta(days=length), "event:3")
    (plain,) = read([begin], calendar=OFFICIAL, today=start)
    (held,) = read([begin, stop, go], calendar=OFFICIAL, today=start)
    return plain, held


@given(row=st.sampled_from(SETTLEMENT), start=DAYS, after=st.integers(0, 29), length=st.integers(0, 90))
def test_a_pause_moves_a_count_of_days_by_exactly_its_length(row: Period, start: date, after: int, length: int) -> None:
    plain, held = paused(row, start, after, length)
    assert held.due_strict - plain.due_strict == timedelta(days=length)
    assert sum(day.kind is DayStrip.PAUSED for day in explain(held, OFFICIAL, start)) == length
    assert max(day.number or 0 for day in explain(held, OFFICIAL, start)) == plain.amount


@given(start=DAYS, after=st.integers(0, 20), length=st.integers(0, 40))
def test_a_pause_leaves_as_many_working_days_as_without_it(start: date, after: int, length: int) -> None:
    row = next(row for row in OF_WORKING_DAYS if row.code == "TC-XLBD")
    plain, held = paused(row, start, after, length)
    numbers = [day.number for day in explain(held, OFFICIAL, start) if day.counted]
    assert numbers == list(range(1, 8))
    assert held.due_strict >= plain.due_strict


HISTORIES = st.lists(
    st.tuples(
        st.sampled_from([kind for kind in MarkKind if kind is not MarkKind.START]),
        st.integers(0, 150),
        st.sampled_from([Variant.COMPLEX, Variant.REMOTE]),
    ),
    max_size=6,
).map(lambda steps: sorted(steps, key=lambda step: step[1]))


def history(row: Period, start: date, steps: list[tuple[MarkKind, int, Variant]], first: int) -> list[Mark]:
    """A start and later marks of one family, in the order of their days."""
    marks = [Mark(MarkKind.START, row.family, start, f"event:{first}")]
    for number, (kind, days, variant) in enumerate(steps, first + 1):
        extension = "TC-GQ-EXT1" if kind is MarkKind.EXTEND else ""
        on = start + timedelta(days=days)
        marks.append(Mark(kind, row.family, on, f"event:{number}", variant=variant, extension=extension))
    return marks


@settings(max_examples=200)
@given(row=st.sampled_from(NORMAL), start=DAYS, steps=HISTORIES, days=st.integers(0, 200))
def test_reading_twice_tells_the_same_and_every_clock_can_be_told(
    row: Period, start: date, steps: list[tuple[MarkKind, int, Variant]], days: int
) -> None:
    marks, today = history(row, start, steps, 1), start + timedelta(days=days)
    clocks = read(marks, calendar=OFFICIAL, today=today)
    assert clocks == read(tuple(marks), calendar=WorkingCalendar(OFFICIAL.days), today=today)
    assert len({clock.key for clock in clocks}) == len(clocks)
    for clock in clocks:
        assert 0.0 <= share_used(clock, today) <= 1.0
        if clock.unit is Unit.CALENDAR_DAYS:
            counted = [day.number or 0 for day in explain(clock, OFFICIAL, today) if day.kind is not DayStrip.LATE]
            assert max(counted) == clock.total


@settings(max_examples=200)
@given(start=DAYS, one=HISTORIES, other=HISTORIES, mixed=st.randoms(use_true_random=False))
def test_marks_of_different_families_may_be_told_in_any_order(
    start: date,
    one: list[tuple[MarkKind, int, Variant]],
    other: list[tuple[MarkKind, int, Variant]],
    mixed: Random,
) -> None:
    left, right = history(NORMAL[0], start, one, 1), history(NORMAL[-1], start, other, 100)
    order = [0] * len(left) + [1] * len(right)
    mixed.shuffle(order)
    queues = [iter(left), iter(right)]
    told = [next(queues[which]) for which in order]
    today = start + timedelta(days=60)
    assert read(told, calendar=OFFICIAL, today=today) == read([*left, *right], calendar=OFFICIAL, today=today)


@given(start=DAYS, days=st.integers(0, 400), calendar=CALENDARS)
def test_adding_and_counting_are_each_others_inverse(start: date, days: int, calendar: WorkingCalendar) -> None:
    end = calendar.add(start, days)
    assert calendar.working_days_between(start, end) == days
    assert days == 0 or calendar.is_working(end)
    back = calendar.count_back(start, days)
    assert calendar.working_days_between(back - timedelta(days=1), start - timedelta(days=1)) == days


@given(first=DAYS, length=st.integers(0, 120), calendar=CALENDARS)
def test_counting_by_index_agrees_with_counting_day_by_day(first: date, length: int, calendar: WorkingCalendar) -> None:
    days = [first + timedelta(days=n + 1) for n in range(length)]
    worked = calendar.working_days_between(first, first + timedelta(days=length))
    assert worked == sum(map(calendar.is_working, days))
