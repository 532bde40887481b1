"""Due dates against vectors worked out by hand from the calendar, the counted days written down.

A vector names the row, the start (for rows counted back, the day held), the counted days, and where they do not
coincide the strict and the legal end.
"""

from datetime import UTC, date, datetime

import pytest

from caseflow.law.clock import VIETNAM
from caseflow.law.clocks import Clock, clock_for, explain
from caseflow.law.errors import NoRuleError
from caseflow.law.periods import PERIODS, in_force, rows_of
from caseflow.law.working_days import WorkingCalendar
from tests.law.calendars import OFFICIAL, SWAPPED, written_days


def read_one(code: str, start: date, calendar: WorkingCalendar = OFFICIAL) -> Clock:
    row = in_force(PERIODS, on=start, code=code)
    return clock_for(row, start, calendar=calendar, today=start)


def counted_days(clock: Clock, calendar: WorkingCalendar = OFFICIAL) -> list[date]:
    return [day.on for day in explain(clock, calendar, clock.start_on) if day.counted]


# The tables of the law's own vectors: row, start, strict, legal.
VECTORS_OF_LAW = [
    ("KN-TL-NEW", "2026-11-16", "2026-11-26", "2026-11-26"),
    ("TCD-RESULT", "2026-11-12", "2026-11-27", "2026-11-27"),
    ("KN-GQ1", "2026-10-23", "2026-11-22", "2026-11-23"),
    ("KN-GQ1", "2026-01-17", "2026-02-16", "2026-02-23"),
    ("TC-TRANSFER", "2026-02-13", "2026-02-27", "2026-02-27"),
    ("KN-SEND1", "2026-08-20", "2026-08-24", "2026-08-24"),
    ("KN-TL-NEW", "2026-08-21", "2026-09-03", "2026-09-03"),
    ("KN-TL-NEW", "2026-08-27", "2026-09-10", "2026-09-10"),
    ("KN-TL1-OLD", "2026-06-30", "2026-07-10", "2026-07-10"),
    ("KN-TL-NEW", "2026-07-01", "2026-07-10", "2026-07-10"),
    ("KN-GQ1", "2025-01-02", "2025-02-01", "2025-02-03"),
    ("KN-GQ1", "2024-12-31", "2025-01-30", "2025-02-03"),
    ("KN-GQ2-RC", "2025-11-28", "2026-02-06", "2026-02-06"),
    ("KN-THOIHIEU", "2026-05-18", "2026-08-16", "2026-08-17"),
    ("TC-GQ", "2026-01-20", "2026-02-19", "2026-02-23"),
    ("TC-XLBD", "2025-04-24", "2025-05-07", "2025-05-07"),
    ("TC-TRANSFER", "2026-01-08", "2026-01-14", "2026-01-14"),
    ("KN-SEND1", "2025-12-31", "2026-01-07", "2026-01-07"),
    ("KN-SEND2", "2026-08-27", "2026-09-03", "2026-09-03"),
    ("KN-ENF", "2026-04-24", "2026-05-06", "2026-05-06"),
    ("TCD-RESULT", "2025-01-20", "2025-02-10", "2025-02-10"),
    ("TC-KL-ACT", "2024-04-26", "2024-05-09", "2024-05-09"),
    ("KN-PUB", "2026-04-12", "2026-04-27", "2026-04-28"),
    ("KN-TL-NEW", "2026-12-25", "2027-01-06", "2027-01-06"),
    ("KN-GQ1", "2026-12-02", "2027-01-01", "2027-01-04"),
    ("TCD-SCHED", "2026-11-30", "2026-11-20", "2026-11-20"),
    ("TCD-SCHED", "2026-12-15", "2026-12-08", "2026-12-08"),
    ("TCD-SCHED", "2026-09-07", "2026-08-26", "2026-08-26"),
    ("TCD-SCHED", "2026-03-02", "2026-02-23", "2026-02-23"),
    ("TCD-SCHED", "2026-11-27", "2026-11-19", "2026-11-19"),
    ("TCD-SCHED", "2026-02-24", "2026-02-10", "2026-02-10"),
    ("TCD-SCHED", "2025-05-05", "2025-04-24", "2025-04-24"),
    ("TCD-SCHED", "2026-09-03", "2026-08-24", "2026-08-24"),
    ("KN-EFF1", "2026-08-03", "2026-09-02", "2026-09-02"),
    ("KN-ENF", "2026-09-02", "2026-09-09", "2026-09-09"),
    ("KN-W2-EXPIRE", "2026-08-17", "2026-09-16", "2026-09-16"),
]


@pytest.mark.parametrize(("code", "start", "strict", "legal"), VECTORS_OF_LAW)
def test_the_vectors_of_the_law(code: str, start: str, strict: str, legal: str) -> None:
    clock = read_one(code, date.fromisoformat(start))
    assert (clock.due_strict.isoformat(), clock.due_legal.isoformat()) == (strict, legal)


SAME_WHEN_SWAPPED = [vector for vector in VECTORS_OF_LAW if not vector[2].startswith("2026-11")]


@pytest.mark.parametrize(("code", "start", "strict", "legal"), SAME_WHEN_SWAPPED)
def test_a_swap_in_november_moves_nothing_else(code: str, start: str, strict: str, legal: str) -> None:
    clock = read_one(code, date.fromisoformat(start), SWAPPED)
    assert (clock.due_strict.isoformat(), clock.due_legal.isoformat()) == (strict, legal)


# Row, start, counted days, legal end where it is another day than the last counted one. All beyond the law's list.
FORWARD = [
    # Working days around Tết, 2023 to 2027
    ("TC-XLBD", "2023-01-17", "18-19/1 27/1 30-31/1 1-2/2", ""),
    ("TC-KL-SEND", "2024-02-07", "15-16/2 19-21/2", ""),
    ("TC-LATE-REPORT", "2025-01-24", "3-7/2", ""),
    ("TC-PUB", "2025-01-22", "23-24/1 3-7/2", ""),
    ("PD-REPLY", "2026-02-13", "23-24/2", ""),
    ("TC-KL-ACT", "2026-02-12", "13/2 23-27/2 2/3", ""),
    ("KN-TL-NEW", "2027-02-03", "4/2 12/2 15-19/2", ""),
    # Working days around the other holidays
    ("KN-SEND1", "2022-12-30", "3-5/1", ""),
    ("KN-SEND1", "2023-04-28", "4-5/5 8/5", ""),
    ("TC-TRANSFER", "2023-08-31", "5-8/9 11/9", ""),
    ("TCD-RELAY", "2024-04-17", "19/4 22-25/4", ""),
    ("TC-KL-REPORT", "2024-08-30", "4-6/9 9-10/9", ""),
    ("TC-XLBD-EXT", "2025-04-04", "8-11/4 14-18/4 21/4", ""),
    ("XLD-10", "2025-08-25", "26-29/8 3-5/9 8-10/9", ""),
    ("KNPA-RESULT", "2026-04-17", "20-24/4 28-29/4 4-6/5", ""),
    ("KN-TDC-SEND", "2026-08-28", "3-4/9 7/9", ""),
    ("TCD-REFUSE", "2026-11-20", "23/11 25-26/11", ""),
    ("TCD-FWD-REPORT", "2026-11-18", "19-20/11 23/11 25-27/11 30/11", ""),
    ("QD11-RESULT", "2026-09-04", "7-11/9 14-18/9", ""),
    ("TC-TRANSFER", "2027-04-15", "19-23/4", ""),
    ("KN-SEND1", "2027-04-29", "4-6/5", ""),
    ("KN-SEND1", "2027-09-01", "6-8/9", ""),
    # Make-up Saturdays are worked; a start on one is still not counted
    ("KN-SEND1", "2024-05-03", "4/5 6-7/5", ""),
    ("KN-SEND1", "2024-04-30", "2-4/5", ""),
    ("KN-SEND1", "2025-04-25", "26/4 28-29/4", ""),
    ("TCD-RESULT", "2025-04-22", "23-26/4 28-29/4 5-8/5", ""),
    ("TC-XLBD", "2026-01-05", "6-10/1 12-13/1", ""),
    ("KN-TL-NEW", "2026-08-19", "20-22/8 24-27/8", ""),
    ("KN-TL-NEW", "2026-08-22", "24-28/8 3-4/9", ""),
    # Year ends, the leap day, a start on a day off
    ("TC-LATE-ASK", "2024-12-27", "30-31/12 2-3/1 6/1", ""),
    ("KN-ENF", "2025-12-29", "30-31/12 5-7/1", ""),
    ("TC-TL-NOTICE", "2024-02-26", "27-29/2 1/3 4/3", ""),
    ("KNPA-QDHC-TRANSFER", "2026-10-10", "12-16/10", ""),
    # Calendar days that end on a working day
    ("KN-TL1-OLD", "2026-06-20", "21-30/6", ""),
    ("KN-GQ1-R", "2024-01-15", "16-31/1 1-29/2", ""),
    ("KN-GQ1-RC", "2024-01-01", "2-31/1 1-29/2 1/3", ""),
    ("KN-KL-GQ-C", "2026-07-24", "25-31/7 1-31/8 1-7/9", ""),
    ("KN-THOIHIEU", "2025-11-01", "2-30/11 1-31/12 1-30/1", ""),
    ("TC-PUB-POST", "2026-06-01", "2-16/6", ""),
    ("TRANHCHAP-TINH", "2026-07-15", "16-31/7 1-31/8 1-3/9", ""),
    ("PD-STOP-EXT", "2026-09-02", "3-17/9", ""),
    # Calendar days that end on a worked Saturday stay there
    ("KN-SEND2", "2026-08-15", "16-22/8", ""),
    ("KN-SEND2", "2026-01-03", "4-10/1", ""),
    # Calendar days that end on a weekend
    ("KN-TL2-OLD", "2026-06-24", "25-30/6 1-4/7", "2026-07-06"),
    ("KN-GQ2", "2025-12-17", "18-31/12 1-31/1", "2026-02-02"),
    ("TRANHCHAP-XA", "2025-12-18", "19-31/12 1-31/1 1/2", "2026-02-02"),
    ("PD-STOP-3P", "2026-03-02", "3-22/3", "2026-03-23"),
    ("TC-GQ-EXT1", "2026-05-01", "2-31/5", "2026-06-01"),
    # Calendar days that end on a holiday, or on a weekend before one
    ("KN-GQ1", "2022-12-25", "26-31/12 1-24/1", "2023-01-27"),
    ("KN-DC-30", "2023-04-01", "2-30/4 1/5", "2023-05-04"),
    ("KN-KL-TH2-BTV", "2023-08-05", "6-31/8 1-4/9", "2023-09-05"),
    ("KN-GQ1-C", "2023-12-28", "29-31/12 1-31/1 1-11/2", "2024-02-15"),
    ("KN-KL-SEND2", "2024-04-22", "23-29/4", "2024-05-02"),
    ("KN-W2-R", "2024-03-15", "16-31/3 1-29/4", "2024-05-02"),
    ("TRANHCHAP-HG", "2024-08-03", "4-31/8 1-2/9", "2024-09-04"),
    ("KN-KL-TH2", "2024-08-24", "25-31/8 1-3/9", "2024-09-04"),
    ("KN-KL-TH1", "2025-01-13", "14-28/1", "2025-02-03"),
    ("TC-PRESS", "2025-04-10", "11-30/4", "2025-05-05"),
    ("KN-KL-TL-OLD", "2025-08-23", "24-31/8 1-2/9", "2025-09-03"),
    ("TRANHCHAP-KN", "2025-08-02", "3-31/8 1/9", "2025-09-03"),
    ("TRANHCHAP-XA-R", "2025-12-23", "24-31/12 1-31/1 1-16/2", "2026-02-23"),
    ("KN-SEND2", "2026-02-09", "10-16/2", "2026-02-23"),
    ("KN-PUB-POST", "2026-02-01", "2-16/2", "2026-02-23"),
    ("KN-GQ2-R", "2026-02-26", "27-28/2 1-31/3 1-27/4", "2026-04-28"),
    ("TC-TIEP", "2026-04-10", "11-30/4", "2026-05-04"),
    ("KN-GQ2-C", "2026-03-02", "3-31/3 1-30/4 1/5", "2026-05-04"),
    ("KN-GQ2-RC", "2026-06-24", "25-30/6 1-31/7 1-31/8 1-2/9", "2026-09-03"),
    ("TCD-PROC-45", "2026-07-18", "19-31/7 1-31/8 1/9", "2026-09-03"),
    ("TRANHCHAP-TINH-R", "2026-07-03", "4-31/7 1-31/8 1/9", "2026-09-03"),
    ("KN-W2-RECV", "2026-07-31", "1-30/8", "2026-09-03"),
    ("KN-PUB", "2026-08-17", "18-31/8 1/9", "2026-09-03"),
    ("PD-STOP", "2026-08-18", "19-31/8 1-2/9", "2026-09-03"),
    ("KN-KL-GQ", "2026-10-25", "26-31/10 1-24/11", "2026-11-25"),
    ("TC-GQ", "2027-01-07", "8-31/1 1-6/2", "2027-02-12"),
    # Effects do not roll, not even off Tết or a Sunday
    ("KN-EFF1", "2026-01-18", "19-31/1 1-17/2", ""),
    ("KN-EFF1-R", "2024-01-15", "16-31/1 1-29/2", ""),
    ("KN-EFF2", "2026-10-23", "24-31/10 1-22/11", ""),
    ("KN-EFF2-R", "2026-12-01", "2-31/12 1-15/1", ""),
    ("KN-KL-EFF", "2025-12-31", "1-30/1", ""),
]


@pytest.mark.parametrize(("code", "start", "counted", "legal"), FORWARD)
def test_a_period_counted_forward(code: str, start: str, counted: str, legal: str) -> None:
    begin = date.fromisoformat(start)
    days = written_days(counted, begin)
    clock = read_one(code, begin)
    assert counted_days(clock) == days
    assert len(days) == clock.amount
    assert clock.due_strict == days[-1]
    assert clock.due_legal == (date.fromisoformat(legal) if legal else days[-1])


# The day held, the days counted back, the earliest being the day by which it must be done; none ever rolls.
BACKWARD = [
    ("TCD-SCHED", "2026-11-30", "2026-11-20", "20/11 23/11 25-27/11"),
    ("TCD-SCHED", "2026-12-15", "2026-12-08", "8-11/12 14/12"),
    ("TCD-SCHED", "2026-09-07", "2026-08-26", "26-28/8 3-4/9"),
    ("TCD-SCHED", "2026-03-02", "2026-02-23", "23-27/2"),
    ("TCD-SCHED", "2024-05-06", "2024-04-25", "25-26/4 2-4/5"),
    ("TCD-SCHED", "2023-01-30", "2023-01-16", "16-19/1 27/1"),
    ("TCD-SCHED", "2025-01-02", "2024-12-25", "25-27/12 30-31/12"),
    ("TCD-SCHED", "2027-02-15", "2027-02-01", "1-4/2 12/2"),
    ("TCD-ONL-NOTICE", "2026-08-24", "2026-08-18", "18-22/8"),
    ("TCD-ONL-TEST", "2026-08-24", "2026-08-22", "22/8"),
    ("TCD-ONL-TEST", "2026-09-03", "2026-08-28", "28/8"),
    ("KN-DT-NOTICE", "2026-09-07", "2026-09-02", "2-6/9"),
    ("KN-DT-NOTICE", "2026-08-27", "2026-08-22", "22-26/8"),
    ("KN-DT-NOTICE", "2026-11-28", "2026-11-23", "23-27/11"),
    ("KN-PUB-MEET", "2026-01-04", "2026-01-01", "1-3/1"),
]


@pytest.mark.parametrize(("code", "held", "due", "counted"), BACKWARD)
def test_a_period_counted_back_never_rolls(code: str, held: str, due: str, counted: str) -> None:
    by = date.fromisoformat(due)
    days = written_days(counted, by)
    clock = read_one(code, date.fromisoformat(held))
    assert counted_days(clock) == days
    assert len(days) == clock.amount
    assert clock.due_strict == clock.due_legal == days[0] == by


# Row, start, strict, legal with 23/11 off and 28/11 worked; the first three are the law's own second column.
SWAPPED_VECTORS = [
    ("KN-TL-NEW", "2026-11-16", "17-20/11 25-27/11", "2026-11-27"),
    ("TCD-RESULT", "2026-11-12", "13/11 16-20/11 25-28/11", "2026-11-28"),
    ("KN-GQ1", "2026-10-23", "24-31/10 1-22/11", "2026-11-25"),
    ("KN-SEND1", "2026-11-20", "25-27/11", "2026-11-27"),
    ("TCD-REFUSE", "2026-11-26", "27-28/11 30/11", "2026-11-30"),
    ("KNPA-PROC-45", "2026-10-09", "10-31/10 1-23/11", "2026-11-25"),
    ("KN-SEND2", "2026-11-21", "22-28/11", "2026-11-28"),
]


@pytest.mark.parametrize(("code", "start", "counted", "legal"), SWAPPED_VECTORS)
def test_an_approved_swap_moves_what_it_touches(code: str, start: str, counted: str, legal: str) -> None:
    begin = date.fromisoformat(start)
    clock = read_one(code, begin, SWAPPED)
    assert counted_days(clock, SWAPPED) == written_days(counted, begin)
    assert clock.due_legal.isoformat() == legal
    assert clock.cause.endswith("/lich:2")
    assert read_one(code, begin).cause == ""


@pytest.mark.parametrize(
    ("held", "due", "counted"),
    [
        ("2026-11-30", "2026-11-20", "20/11 25-28/11"),
        ("2026-11-26", "2026-11-17", "17-20/11 25/11"),
    ],
)
def test_an_approved_swap_moves_a_posting_too(held: str, due: str, counted: str) -> None:
    clock = read_one("TCD-SCHED", date.fromisoformat(held), SWAPPED)
    assert counted_days(clock, SWAPPED) == written_days(counted, date.fromisoformat(due))
    assert clock.due_legal.isoformat() == due


# Years and days of the month: row, start, strict, legal.
CORRESPONDING = [
    ("KN-SUE", "2024-02-29", "2025-02-28", "2025-02-28"),
    ("KN-SUE", "2023-02-28", "2024-02-28", "2024-02-28"),
    ("KN-SUE", "2025-02-16", "2026-02-16", "2026-02-23"),
    ("KN-SUE", "2025-09-01", "2026-09-01", "2026-09-03"),
    ("KN-SUE", "2025-11-28", "2026-11-28", "2026-11-30"),
    ("RPT-17", "2026-10-14", "2026-10-17", "2026-10-19"),
    ("RPT-17", "2025-12-14", "2025-12-17", "2025-12-17"),
    ("RPT-20", "2026-02-14", "2026-02-20", "2026-02-23"),
    ("RPT-20", "2026-06-14", "2026-06-20", "2026-06-22"),
]


@pytest.mark.parametrize(("code", "start", "strict", "legal"), CORRESPONDING)
def test_years_and_days_of_the_month_end_on_their_day(code: str, start: str, strict: str, legal: str) -> None:
    clock = read_one(code, date.fromisoformat(start))
    assert (clock.due_strict.isoformat(), clock.due_legal.isoformat()) == (strict, legal)


def test_the_year_to_sue_ends_on_a_saturday_that_has_become_worked() -> None:
    assert read_one("KN-SUE", date(2025, 11, 28), SWAPPED).due_legal == date(2026, 11, 28)


AT_ONCE = ["TCD-FWD-DONE", "TCD-POSTPONE", "KN-TDC-ISSUE", "TC-KTL-NOTICE", "TC-CRIME", "TOGIAC"]


@pytest.mark.parametrize("code", AT_ONCE)
@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 9, 2), date(2027, 2, 8)])
def test_what_is_due_at_once_is_due_the_same_day_even_a_day_off(code: str, day: date) -> None:
    clock = read_one(code, day)
    assert clock.due_strict == clock.due_legal == day
    assert not clock.provisional


HOURS = [
    ("PD-BREACH", datetime(2026, 11, 22, 20, 30, tzinfo=VIETNAM), datetime(2026, 11, 25, 20, 30, tzinfo=VIETNAM)),
    ("PD-BREACH", datetime(2026, 12, 31, 23, 30, tzinfo=VIETNAM), datetime(2027, 1, 3, 23, 30, tzinfo=VIETNAM)),
    ("PD-BREACH", datetime(2026, 11, 20, 18, 0, tzinfo=UTC), datetime(2026, 11, 24, 1, 0, tzinfo=VIETNAM)),
    ("TCD-ONL-LINK", datetime(2026, 11, 26, 8, 0, tzinfo=VIETNAM), datetime(2026, 11, 26, 7, 0, tzinfo=VIETNAM)),
    ("TCD-ONL-LINK", datetime(2026, 11, 26, 0, 30, tzinfo=VIETNAM), datetime(2026, 11, 25, 23, 30, tzinfo=VIETNAM)),
]


@pytest.mark.parametrize(("code", "start", "end"), HOURS)
def test_hours_run_by_the_clock_and_never_roll(code: str, start: datetime, end: datetime) -> None:
    row = in_force(PERIODS, on=start.date(), code=code)
    clock = clock_for(row, start, calendar=OFFICIAL, today=start.date())
    assert clock.moment == end
    assert clock.due_strict == clock.due_legal == end.date()


@pytest.mark.parametrize(("code", "due"), [("PD-BREACH", date(2026, 11, 25)), ("TCD-ONL-LINK", date(2026, 11, 22))])
def test_hours_from_a_day_without_an_hour_are_counted_in_whole_days(code: str, due: date) -> None:
    clock = read_one(code, date(2026, 11, 22))
    assert clock.due_legal == due
    assert clock.moment is None


PROVISIONAL = [
    ("KN-TL-NEW", "2026-12-25", True),
    ("KN-GQ1", "2026-12-02", True),
    ("TC-GQ", "2027-01-07", True),
    ("TCD-SCHED", "2027-02-15", True),
    ("KN-SUE", "2026-05-04", True),
    ("KN-TL-NEW", "2026-12-22", False),
    ("KN-GQ1", "2026-12-01", False),
    ("KN-EFF2-R", "2026-12-01", False),
    ("KN-SUE", "2025-05-05", False),
]


@pytest.mark.parametrize(("code", "start", "provisional"), PROVISIONAL)
def test_a_date_that_rests_on_an_unannounced_calendar_says_so(code: str, start: str, provisional: bool) -> None:
    assert read_one(code, date.fromisoformat(start)).provisional is provisional


@pytest.mark.parametrize(
    "code", ["TCD-LEAD-TINH", "TCD-BRIEF", "TC-TDC-PAUSE", "KN-UQ-NOTARY", "TC-PROTECT", "XLD-REPLY"]
)
def test_a_row_that_is_no_date_is_refused_with_its_reason(code: str) -> None:
    with pytest.raises(NoRuleError, match=code):
        clock_for(rows_of(code)[0], date(2026, 9, 1), calendar=OFFICIAL, today=date(2026, 9, 1))
