"""A row in doubt says so until it is confirmed as it stands; a row that has changed is in doubt again."""

from dataclasses import replace
from datetime import date

from caseflow.law.clocks import clock_for
from caseflow.law.confirming import Confirmed, digest_of, in_doubt, key_of, with_confirmations
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS, rows_of
from caseflow.law.terms import Confidence
from caseflow.law.wording import sentences
from tests.law.calendars import OFFICIAL

PUBLISH = rows_of("KN-PUB")[0]  # from a press summary
DOUBT = "Căn cứ chưa được cán bộ pháp chế xác nhận."


def confirmed(*rows: Period) -> frozenset[Confirmed]:
    return frozenset(Confirmed(key_of(row), digest_of(row)) for row in rows)


def told(row: Period) -> str:
    start = date(2026, 8, 3)
    return " ".join(sentences(clock_for(row, start, calendar=OFFICIAL, today=start), OFFICIAL, start))


def test_what_the_press_or_memory_says_is_in_doubt_and_nothing_else() -> None:
    assert {row.confidence for row in in_doubt()} == {Confidence.PRESS, Confidence.MEMORY}
    assert len(in_doubt()) == 26
    assert all(row.is_unconfirmed == (row in in_doubt()) for row in PERIODS)


def test_a_clock_says_its_doubt_until_its_row_is_confirmed() -> None:
    assert DOUBT in told(PUBLISH)
    (row,) = [row for row in with_confirmations(confirmed(PUBLISH)) if row.code == "KN-PUB"]
    assert not row.is_unconfirmed
    assert DOUBT not in told(row)


def test_a_confirmation_reaches_its_own_row_only() -> None:
    rows = with_confirmations(confirmed(PUBLISH))
    assert [row.code for row in rows if row.confirmed] == ["KN-PUB"]
    assert sum(row.is_unconfirmed for row in rows) == 25


def test_a_row_that_changed_since_is_in_doubt_again() -> None:
    for changed in (
        replace(PUBLISH, amount=10),
        replace(PUBLISH, basis="NĐ 124/2020 Đ30"),
        replace(PUBLISH, since=date(2021, 1, 1)),
        replace(PUBLISH, note="khác"),
    ):
        (row,) = with_confirmations(confirmed(PUBLISH), (changed,))
        assert row.is_unconfirmed


def test_two_rows_of_one_code_are_confirmed_apart() -> None:
    first, second, _ = rows_of("KN-SUE")
    rows = with_confirmations(confirmed(first), (first, second))
    assert [row.is_unconfirmed for row in rows] == [False, True]


def test_a_digest_is_of_what_a_row_says_and_not_of_who_confirmed_it() -> None:
    assert digest_of(PUBLISH) == digest_of(replace(PUBLISH, confirmed=True))
    assert len({digest_of(row) for row in PERIODS}) == len(PERIODS)
