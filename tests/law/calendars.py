"""The calendars the vectors are worked out against, and how counted days are written down: "24-28/8 3-4/9"."""

from datetime import date, timedelta

from caseflow.law.working_days import CalendarDay, DayKind, WorkingCalendar
from caseflow.reference.files import calendar_days

OFFICIAL = WorkingCalendar(calendar_days())
SWAP = (
    CalendarDay(date(2026, 11, 23), DayKind.OFF, "Nghỉ hoán đổi", "đề xuất 9/2026", version=2),
    CalendarDay(date(2026, 11, 28), DayKind.WORK, "Làm bù cho 23/11", "đề xuất 9/2026", version=2),
)
SWAPPED = WorkingCalendar((*calendar_days(), *SWAP))


def written_days(words: str, after: date) -> list[date]:
    """The dates of "24-28/8 3-4/9", the first on or after a day, the year turning when the months do."""
    days: list[date] = []
    year, last_month = after.year, after.month
    for word in words.split():
        span, month = word.split("/")
        first, _, last = span.partition("-")
        if int(month) < last_month:
            year += 1
        last_month = int(month)
        day = date(year, last_month, int(first))
        while day <= date(year, last_month, int(last or first)):
            days.append(day)
            day += timedelta(days=1)
    return days
