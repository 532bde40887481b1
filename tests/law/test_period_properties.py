"""What must hold of every row and of every history, whatever the dates and whatever order it was written down in."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseflow.law.clocks import Clock, Mark, MarkKind, clock_for, read
from caseflow.law.counting import BACKWARD, BY_WORKING_DAYS
from caseflow.law.errors import HistoryError, StepNotAllowedError
from caseflow.law.periods import PERIODS, Period, not_a_date
from caseflow.law.tables import TABLES, Table
from caseflow.law.terms import Action, Roll, Unit
from caseflow.law.workflow import Happening, kind_in, next_step, replay
from caseflow.law.working_days import CalendarDay, DayKind, WorkingCalendar
from tests.law.calendars import OFFICIAL
from tests.law.histories import Fold, World, answers, candidates, lacking

DAYS = st.dates(date(2022, 1, 3), date(2027, 11, 30))
SPAN = 120
DATED = [row for row in PERIODS if not not_a_date(row)]
FORWARD = [row for row in DATED if row.unit not in BACKWARD]
COUNTED_BACK = [row for row in DATED if row.unit in BACKWARD]
PAUSABLE = [row for row in DATED if row.unit in {Unit.CALENDAR_DAYS, Unit.WORKING_DAYS}]


def with_day_off(day: date) -> WorkingCalendar:
    return WorkingCalendar([*OFFICIAL.days, CalendarDay(day, DayKind.OFF, "Nghỉ", "thử", version=2)])


def alone(row: Period, start: date, calendar: WorkingCalendar) -> Clock:
    return clock_for(row, start, calendar=calendar, today=start)


def in_force_on(row: Period, start: date) -> date:
    """A start on which the row is law: the day itself or the nearest of its own."""
    return min(max(start, row.since), row.until)


@given(row=st.sampled_from(FORWARD), start=DAYS, after=st.integers(-5, SPAN))
def test_one_day_off_more_makes_nothing_that_runs_forward_due_earlier(row: Period, start: date, after: int) -> None:
    start = in_force_on(row, start)
    plain, more = alone(row, start, OFFICIAL), alone(row, start, with_day_off(start + timedelta(days=after)))
    assert more.due_strict >= plain.due_strict
    assert more.due_legal >= plain.due_legal
    assert more.due_strict <= more.due_legal
    if row.unit not in BY_WORKING_DAYS:
        assert more.due_strict == plain.due_strict


@given(row=st.sampled_from(COUNTED_BACK), start=DAYS, before=st.integers(-5, SPAN))
def test_one_day_off_more_makes_nothing_that_is_counted_back_due_later(row: Period, start: date, before: int) -> None:
    start = in_force_on(row, start)
    plain, more = alone(row, start, OFFICIAL), alone(row, start, with_day_off(start - timedelta(days=before)))
    assert more.due_strict <= plain.due_strict
    assert more.due_legal <= more.due_strict <= start
    assert row.rolls is Roll.BACKWARD


@given(row=st.sampled_from(PAUSABLE), start=DAYS, share=st.floats(0, 0.99), length=st.integers(0, 60))
def test_a_pause_inside_the_count_moves_its_plain_end_by_as_many_units(
    row: Period, start: date, share: float, length: int
) -> None:
    start = in_force_on(row, start)
    begin = Mark(MarkKind.START, row.family, start, "event:1", variant=row.variant)
    (plain,) = read([begin], [row], calendar=OFFICIAL, today=start)
    stopped = start + timedelta(days=int((plain.due_strict - start).days * share))
    went_on = stopped + timedelta(days=length)
    pause = [
        Mark(MarkKind.PAUSE, row.family, stopped, "event:2"),
        Mark(MarkKind.RESUME, row.family, went_on, "event:3"),
    ]
    (held,) = read([begin, *pause], [row], calendar=OFFICIAL, today=went_on)
    if row.unit is Unit.WORKING_DAYS:
        lost = sum(OFFICIAL.is_working(stopped + timedelta(days=n)) for n in range(1, length + 1))
        assert OFFICIAL.working_days_between(plain.due_strict, held.due_strict) == lost
    else:
        assert (held.due_strict - plain.due_strict).days == length
    assert held.due_legal >= plain.due_legal


def a_history(table: Table, random: Random, *, first: date, length: int, gaps: Sequence[int]) -> list[Happening]:
    """A lawful history of a table, an act at a time, with plausible answers; shorter where nothing more is lawful."""
    fold, on, told = Fold.of(table), first, list[Happening]()
    for number in range(length):
        on += timedelta(days=random.choice(gaps))
        before = dict(fold.known)
        possible = []
        for step in table.steps:
            facts = answers(step, on=on, random=random, world=World())
            facts |= {} if told else {"received_on": first}
            known = {**before, **facts}
            found = candidates(table.steps, fold.status, step.action, kind=kind_in(known), on=on, known=known)
            if found == [step] and not lacking(step, known):
                possible.append((step, facts))
        if not possible:
            break
        weights = [1 if step.target in table.closed else 6 for step, _ in possible]
        ((step, facts),) = random.choices(possible, weights)
        fold.take(step.action, on, facts)
        told.append(Happening(str(number), step.action, on, number, facts))
    return told


tables = pytest.mark.parametrize("name", TABLES)
CHANCES = st.integers(0, 2**32).map(Random)
STARTS = st.sampled_from([date(2025, 12, 22), date(2026, 6, 22), date(2026, 8, 24)])


@tables
@settings(max_examples=40, deadline=None)
@given(random=CHANCES, first=STARTS)
def test_a_lawful_history_is_read_as_the_rows_say_it(name: str, random: Random, first: date) -> None:
    table = TABLES[name]
    told = a_history(table, random, first=first, length=14, gaps=(0, 1, 2, 9))
    fold = Fold.of(table)
    for happening in told:
        fold.take(happening.action, happening.on, happening.facts)
    history = replay(table.steps, told, start=table.start)
    assert told
    assert len(history.taken) == len(told)
    on_days_of_their_own = len({happening.on for happening in told}) == len(told)
    if on_days_of_their_own:
        assert (history.status, dict(history.known)) == (fold.status, fold.known)


@tables
@settings(max_examples=40, deadline=None)
@given(random=CHANCES, first=STARTS, later=st.integers(0, 200))
def test_the_order_of_recording_does_not_matter_only_the_facts(
    name: str, random: Random, first: date, later: int
) -> None:
    """Acts on days of their own: whoever records them late, and in whichever order, gets the same clocks."""
    table = TABLES[name]
    told = a_history(table, random, first=first, length=12, gaps=(1, 2, 9))
    orders = list(range(len(told)))
    random.shuffle(orders)
    late = [Happening(one.key, one.action, one.on, order, one.facts) for one, order in zip(told, orders, strict=True)]
    random.shuffle(late)
    written, rewritten = replay(table.steps, told, start=table.start), replay(table.steps, late, start=table.start)
    assert written.status == rewritten.status
    assert written.known == rewritten.known
    assert written.marks == rewritten.marks
    today = first + timedelta(days=later)
    clocks = read(written.marks, calendar=OFFICIAL, today=today)
    assert clocks == read(rewritten.marks, calendar=OFFICIAL, today=today)
    assert clocks == read(written.marks, calendar=WorkingCalendar(OFFICIAL.days), today=today)


@tables
@settings(max_examples=25, deadline=None)
@given(random=CHANCES, first=STARTS)
def test_an_act_outside_the_rows_makes_a_history_unlawful(name: str, random: Random, first: date) -> None:
    table = TABLES[name]
    told = a_history(table, random, first=first, length=8, gaps=(1, 2, 9))
    history = replay(table.steps, told, start=table.start)
    on, kind = told[-1].on + timedelta(days=1), kind_in(history.known)
    for action in Action:
        if candidates(table.steps, history.status, action, kind=kind, on=on, known=history.known):
            continue
        with pytest.raises(StepNotAllowedError):
            next_step(table.steps, history.status, action, on=on, kind=kind, known=history.known)
        with pytest.raises(HistoryError):
            replay(table.steps, [*told, Happening("x", action, on, 99, {})], start=table.start)
