"""The time: in UTC for the machine, dates of Vietnam for the law."""

from datetime import UTC, date, datetime, timedelta

from caseflow.law.clock import local_date, stopped_clock, system_clock


def test_the_house_reads_the_time_in_utc() -> None:
    assert system_clock().tzinfo is UTC
    assert system_clock() - system_clock() <= timedelta(0)


def test_a_stopped_clock_shows_one_moment() -> None:
    moment = datetime(2026, 11, 23, 3, tzinfo=UTC)
    clock = stopped_clock(moment)
    assert clock() == clock() == moment


def test_a_day_begins_at_midnight_in_vietnam() -> None:
    assert local_date(datetime(2026, 11, 22, 16, 59, tzinfo=UTC)) == date(2026, 11, 22)
    assert local_date(datetime(2026, 11, 22, 17, 0, tzinfo=UTC)) == date(2026, 11, 23)
