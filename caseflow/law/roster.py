"""Who sits at the reception desk (lịch trực): the halves of a day, the days of a week when the desk is open. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

from caseflow.law.terms import Term
from caseflow.law.working_days import WorkingCalendar

DAYS_OF_A_WEEK = 7
MOST_AT_ONCE = 3
"""So many people at most sit at one desk in one half of a day."""


class Half(Term):
    """A half of a working day."""

    MORNING = "morning", "sáng"
    AFTERNOON = "afternoon", "chiều"


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def open_days(monday: date, calendar: WorkingCalendar) -> Sequence[date]:
    """The working days of a week: regular reception is on every one of them (LTCD Đ24.3), a made-up Saturday too."""
    week = (monday + timedelta(days=number) for number in range(DAYS_OF_A_WEEK))
    return [day for day in week if calendar.is_working(day)]
