"""The periods of the official reports: their cut-offs, that they tile the year, how keys name them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.law.errors import Refusal
from caseflow.law.report_periods import PeriodKind, last_ended, official, period_of

QUARTERS = ("Q1", "Q2", "Q3", "Q4")
YEARS = st.integers(2000, 2100)


@pytest.mark.parametrize(
    ("key", "since", "until"),
    [
        ("2026-Q1", date(2025, 12, 15), date(2026, 3, 14)),
        ("2026-Q2", date(2026, 3, 15), date(2026, 6, 14)),
        ("2026-Q3", date(2026, 6, 15), date(2026, 9, 14)),
        ("2026-Q4", date(2026, 9, 15), date(2026, 12, 14)),
        ("2026-6T", date(2025, 12, 15), date(2026, 6, 14)),
        ("2026-9T", date(2025, 12, 15), date(2026, 9, 14)),
        ("2026", date(2025, 12, 15), date(2026, 12, 14)),
        ("2026-08-01..2026-08-31", date(2026, 8, 1), date(2026, 8, 31)),
    ],
)
def test_a_key_names_its_days_and_a_period_its_key(key: str, since: date, until: date) -> None:
    period = period_of(key)
    assert (period.since, period.until, period.key) == (since, until, key)
    assert f"từ {since:%d/%m/%Y} đến {until:%d/%m/%Y}" in period.label


@given(YEARS)
def test_quarters_tile_the_year_and_the_years_each_other(year: int) -> None:
    quarters = [period_of(f"{year}-{part}") for part in QUARTERS]
    whole = period_of(str(year))
    assert (quarters[0].since, quarters[-1].until) == (whole.since, whole.until)
    for before, after in pairwise(quarters):
        assert after.since == before.until + timedelta(days=1)
    assert period_of(str(year + 1)).since == whole.until + timedelta(days=1)
    assert period_of(f"{year}-6T").until == quarters[1].until
    assert period_of(f"{year}-9T").until == quarters[2].until


@pytest.mark.parametrize("key", ["", "2026-Q5", "26-Q1", "2026-6t", "2026-08-31..2026-08-01", "2026-13-01..2026-13-02"])
def test_what_names_no_period_is_refused(key: str) -> None:
    with pytest.raises(Refusal):
        period_of(key)


def test_reports_are_due_on_the_seventeenth_below_and_the_twentieth_above() -> None:
    period = period_of("2026-Q4")
    assert (period.due_below, period.due_above) == (date(2026, 12, 17), date(2026, 12, 20))


def test_the_year_before_is_the_same_period_and_of_29_february_the_28th() -> None:
    assert period_of("2026-Q3").a_year_before().key == "2025-Q3"
    assert period_of("2028-02-29..2028-02-29").a_year_before().key == "2027-02-28..2027-02-28"


@pytest.mark.parametrize(
    ("on", "key"),
    [(date(2026, 11, 27), "2026-Q3"), (date(2026, 12, 14), "2026-Q4"), (date(2026, 3, 13), "2025-Q4")],
)
def test_the_quarter_that_ended_last_is_reported_next(on: date, key: str) -> None:
    assert last_ended(on).key == key


def test_every_kind_but_a_range_is_official() -> None:
    assert [official(kind, 2026).kind for kind in PeriodKind if kind is not PeriodKind.RANGE] == [*PeriodKind][:-1]
