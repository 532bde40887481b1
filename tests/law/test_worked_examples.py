"""The book of worked examples, counted by hand, against the engine: every end, every day, every reason."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from caseflow.law.clock import VIETNAM
from caseflow.law.clocks import DayStrip, clock_for, explain, left_in_words, sentences
from caseflow.law.counting import BACKWARD
from caseflow.law.errors import NoRuleError
from caseflow.law.periods import PERIODS, Period, in_force, not_a_date
from caseflow.law.terms import Nature, Variant
from caseflow.law.wording import WEEKDAY_NAMES
from caseflow.reference.examples import WorkedExample, numbered, reasoned
from tests.law.examples import COUNTED, EXAMPLES, calendar_of, clock_of, is_in_force


def by_code(examples: Iterable[WorkedExample]) -> "pytest.MarkDecorator":
    """A test for each code, of all its examples: what fails names the example."""
    of_code: dict[str, list[WorkedExample]] = {}
    for example in examples:
        of_code.setdefault(example.code, []).append(example)
    return pytest.mark.parametrize("examples", of_code.values(), ids=of_code)


every, counted = by_code(EXAMPLES), by_code(COUNTED)
ONE_DAY = timedelta(days=1)


def row_of(example: WorkedExample) -> Period:
    (row,) = [row for row in PERIODS if (row.code, row.family) == (example.code, example.family)]
    return row


def full(day: date) -> str:
    return f"{WEEKDAY_NAMES[day.weekday()]} {day:%d/%m/%Y}"


@every
def test_the_row_of_an_example_governs_its_start_and_no_other_day(examples: list[WorkedExample]) -> None:
    for example in examples:
        row = row_of(example)
        assert row.variant is example.variant, example.id
        if is_in_force(example):
            assert in_force(PERIODS, on=example.start, family=example.family, variant=example.variant) is row, (
                example.id
            )
            continue
        word, edge = ("từ", row.since) if example.start < row.since else ("đến hết", row.until)
        assert f"quy định áp dụng {word} {edge:%d/%m/%Y}" in example.not_a_date, example.id
        assert abs(example.start - edge) == ONE_DAY, example.id
        with pytest.raises(NoRuleError) as refused:
            in_force([row], on=example.start, code=example.code)
        assert f"{edge:%d/%m/%Y}" in refused.value.sentence, example.id


@every
def test_a_row_that_yields_no_date_says_why(examples: list[WorkedExample]) -> None:
    for example in examples:
        counts = example.legal is not None
        assert counts == (example.strict is not None) == (not example.not_a_date), example.id
        if not counts and is_in_force(example):
            assert not_a_date(row_of(example)) == example.not_a_date, example.id
            with pytest.raises(NoRuleError, match=example.code):
                clock_for(row_of(example), example.start, calendar=calendar_of(example), today=example.start)


@counted
def test_the_ends_are_those_counted_by_hand(examples: list[WorkedExample]) -> None:
    for example in examples:
        clock = clock_of(example)
        assert (clock.code, clock.start_on, clock.opens_on) == (example.code, example.start, example.opens), example.id
        assert (clock.due_strict, clock.due_legal) == (example.strict, example.legal), example.id
        assert clock.provisional is example.provisional, example.id
        due_hour = clock.moment.astimezone(VIETNAM).time() if clock.moment else None
        assert due_hour == example.due_hour, example.id
        if not (example.pauses or example.extensions or example.opened_by or example.set_on):
            start = datetime.combine(example.start, example.hour, VIETNAM) if example.hour else example.start
            alone = clock_for(row_of(example), start, calendar=calendar_of(example), today=example.start)
            assert (alone.due_strict, alone.due_legal, alone.moment) == (
                clock.due_strict,
                clock.due_legal,
                clock.moment,
            ), example.id


@counted
def test_the_explanation_lists_exactly_the_days_written_out(examples: list[WorkedExample]) -> None:
    for example in examples:
        calendar, clock = calendar_of(example), clock_of(example)
        days = [day for day in explain(clock, calendar, clock.due_legal) if day.kind is not DayStrip.LATE]
        assert tuple((day.number, day.on) for day in days if day.counted) == numbered(example.counted), example.id
        left_out = tuple((day.on, day.reason) for day in days if day.kind in {DayStrip.SKIPPED, DayStrip.PAUSED})
        assert left_out == reasoned(example.not_counted), example.id
        assert example.legal is not None
        # an added day that is free is told with the decision that added it, which the book leaves to the extension
        moved = tuple(
            (day.on, day.reason.partition(", thêm do ")[0])
            for day in days
            if clock.due_strict <= day.on < clock.due_legal
        )
        assert (() if clock.unit in BACKWARD else moved) == reasoned(example.moved), example.id
        assert [day.on for day in days if day.kind is DayStrip.DUE] == [example.legal], example.id
        assert all(one.on < other.on for one, other in pairwise(days)), example.id
        if numbered(example.counted):
            (start,) = [day for day in days if day.kind is DayStrip.START]
            assert (start.on, start.number, start.counted) == (example.start, 0, False), example.id


@counted
def test_what_is_over_is_late_only_where_it_was_a_duty(examples: list[WorkedExample]) -> None:
    for example in examples:
        assert example.legal is not None
        after = example.legal + ONE_DAY
        said = left_in_words(clock_of(example), calendar_of(example), after)
        is_duty = row_of(example).nature is Nature.DUTY
        assert is_duty == (example.afterwards == "quá hạn"), example.id
        assert said.startswith("quá ") if is_duty else said == example.afterwards, example.id


@counted
def test_the_sentence_says_what_the_engine_says(examples: list[WorkedExample]) -> None:
    for example in examples:
        clock, calendar = clock_of(example), calendar_of(example)
        assert example.strict is not None
        assert example.legal is not None
        assert full(example.start) in example.sentence, example.id
        assert example.sentence.endswith(full(example.legal)), example.id
        assert (full(example.strict) in example.sentence) or example.strict == example.legal, example.id
        if numbered(example.counted):
            assert f" {clock.amount} ngày" in example.sentence, example.id
        told = " ".join(sentences(clock, calendar, example.legal))
        assert full(example.start) in told or example.set_on is not None, example.id
        assert full(example.legal) in told or clock.amount is None, example.id


def test_every_row_has_an_example_and_every_counted_duty_two() -> None:
    shown = Counter((example.code, example.family) for example in EXAMPLES if is_in_force(example))
    dated = Counter((example.code, example.family) for example in COUNTED)
    rows = {(row.code, row.family): row for row in PERIODS}
    assert set(rows) - set(shown) == set()
    assert set(shown) - set(rows) == set()
    few = {key for key, row in rows.items() if row.nature is Nature.DUTY and not not_a_date(row) and dated[key] < 2}
    assert few == set()


def test_every_wording_has_an_example_on_its_first_and_its_last_day() -> None:
    there = {(example.code, example.family, example.start, is_in_force(example)) for example in EXAMPLES}
    for row in PERIODS:
        assert (row.code, row.family, row.since - ONE_DAY, False) in there, row.code
        if row.until != date.max:
            assert (row.code, row.family, row.until, True) in there, row.code
            assert (row.code, row.family, row.until + ONE_DAY, False) in there, row.code


def test_the_book_begins_on_every_weekday_and_meets_every_made_up_saturday() -> None:
    assert len(EXAMPLES) >= 250
    assert len({example.id for example in EXAMPLES}) == len(EXAMPLES)
    assert {example.start.weekday() for example in COUNTED} == set(range(7))
    numbers = {day for example in COUNTED for _, day in numbered(example.counted)}
    assert {date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)} <= numbers
    assert {example.variant for example in COUNTED} == set(Variant)
