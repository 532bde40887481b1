"""How often a head receives: spans by the wording in force, days that count, days a stand-in held."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.law.periods import PERIODS
from caseflow.law.quotas import BRIEFINGS, HEADS, RHYTHMIC, Done, owed, span_around, tally
from caseflow.law.terms import Unit

QUOTA_UNITS = (Unit.PER_WEEK, Unit.PER_MONTH, Unit.PER_QUARTER)


def test_every_quota_of_reception_and_briefing_is_one_the_table_holds() -> None:
    quotas = {row.family for row in PERIODS if row.unit in QUOTA_UNITS}
    assert quotas >= RHYTHMIC
    assert quotas - RHYTHMIC == {
        "TCD-LEAD-HUYEN",  # the level that ended with 30/06/2025
        "TC-MON-1",  # told about the course of a protected denunciation, no reception
    }


@pytest.mark.parametrize(
    ("unit", "day", "key", "first", "last"),
    [
        (Unit.PER_WEEK, date(2026, 11, 27), "2026-W48", date(2026, 11, 23), date(2026, 11, 29)),
        (Unit.PER_WEEK, date(2027, 1, 1), "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (Unit.PER_MONTH, date(2028, 2, 29), "2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        (Unit.PER_QUARTER, date(2026, 11, 27), "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_span_is_a_week_from_monday_a_month_or_a_quarter(
    unit: Unit, day: date, key: str, first: date, last: date
) -> None:
    span = span_around(day, unit)
    assert (span.key, span.first, span.last) == (key, first, last)


def test_a_commune_chair_owed_a_day_a_week_until_the_new_law_and_two_a_month_since() -> None:
    """The week of 29/06/2026 ran into July: the old wording did not govern all of it, so it demands nothing."""
    spans = owed("TCD-LEAD-XA", date(2026, 6, 15), date(2026, 8, 10))
    assert [(one.span.key, one.times, one.row.code) for one in spans] == [
        ("2026-W25", 1, "TCD-LEAD-XA-1"),
        ("2026-W26", 1, "TCD-LEAD-XA-1"),
        ("2026-07", 2, "TCD-LEAD-XA-2"),
        ("2026-08", 2, "TCD-LEAD-XA-2"),
    ]


def test_a_month_in_which_the_post_began_or_ended_demands_nothing() -> None:
    spans = owed("TCD-LEAD-TINH", date(2026, 1, 1), date(2026, 6, 30), since=date(2026, 2, 10), until=date(2026, 5, 20))
    assert [one.span.key for one in spans] == ["2026-03", "2026-04"]


def test_each_body_has_the_quota_of_its_head() -> None:
    november = date(2026, 11, 1), date(2026, 11, 30)
    assert {kind.name: owed(family, *november)[0].times for kind, family in HEADS.items()} == {
        "PROVINCE": 1,
        "DEPARTMENT": 1,
        "COMMUNE": 2,
        "UNIT": 1,
        "PARTY_COMMITTEE": 1,
    }
    assert [owed(family, *november)[0].times for family in BRIEFINGS] == [1, 1, 1]
    assert owed("TCD-BRIEF", date(2026, 6, 1), date(2026, 6, 30)) == ()  # before NĐ 154/2026


def test_only_days_held_in_person_fill_the_quota_and_a_day_counts_once() -> None:
    (owing,) = owed("TCD-LEAD-XA", date(2026, 11, 1), date(2026, 11, 30))
    done = [
        Done(date(2026, 11, 5), in_person=True),  # in the morning
        Done(date(2026, 11, 5), in_person=False),  # the deputy in the afternoon
        Done(date(2026, 11, 12), in_person=False),
        Done(date(2026, 10, 29), in_person=True),
    ]
    found = tally(owing, [date(2026, 11, 5), date(2026, 11, 12), date(2026, 11, 26)], done)
    assert (found.planned, found.in_person, found.by_stand_in, found.missing) == (3, 1, 1, 1)
    assert found.met_on is None
    assert not found.is_broken(date(2026, 11, 30))
    assert found.is_broken(date(2026, 12, 1))
    filled = tally(owing, [], [*done, Done(date(2026, 11, 30), in_person=True)])
    assert (filled.missing, filled.met_on) == (0, date(2026, 11, 30))


@given(
    family=st.sampled_from(sorted(RHYTHMIC)),
    first=st.dates(date(2019, 1, 1), date(2030, 1, 1)),
    length=st.integers(0, 400),
    held=st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=40),
)
def test_spans_never_overlap_and_what_is_owed_never_exceeds_what_is_demanded(
    family: str, first: date, length: int, held: list[tuple[int, bool]]
) -> None:
    spans = owed(family, first, first + timedelta(days=length))
    for earlier, later in pairwise(spans):
        assert earlier.span.last < later.span.first
    done = [Done(first + timedelta(days=days), in_person=in_person) for days, in_person in held]
    for one in spans:
        found = tally(one, [], done)
        assert 0 <= found.missing <= one.times
        assert (found.met_on is not None) == (found.missing == 0)
        assert one.row.governs(one.span.first)
        assert one.row.governs(one.span.last)
