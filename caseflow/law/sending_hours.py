"""When what the house sends may leave it: within the working hours of working days. Pure.

The inbox is not bound by this: it is looked into when its owner likes. What leaves by mail or gateway makes a telephone
ring, so it waits for the next opening, or for the hour its reader chose, unless its ladder calls it urgent.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time

from caseflow.law.clock import VIETNAM
from caseflow.law.escalation import ONE_DAY
from caseflow.law.working_days import WorkingCalendar

DIGEST_TIMES = (time(7, 30), time(11, 0), time(14, 0), time(16, 30))
"""The times of day among which a person chooses when to be told by one letter; those within the hours are offered."""


@dataclass(frozen=True, slots=True)
class Hours:
    """From which time of a working day to which, the last one no longer included."""

    start: time
    end: time

    def hold(self, at: time) -> bool:
        """Whether a time of day lies within."""
        return self.start <= at < self.end


WORKING_HOURS = Hours(time(7, 0), time(17, 0))
"""What counts until the administrator says otherwise; alerts fall on working mornings at seven."""


def is_open(moment: datetime, calendar: WorkingCalendar, hours: Hours) -> bool:
    """Whether something may be sent at a moment."""
    local = moment.astimezone(VIETNAM)
    return calendar.is_working(local.date()) and hours.hold(local.time())


def opens_at(
    moment: datetime, calendar: WorkingCalendar, hours: Hours, digest_times: Collection[time] = ()
) -> datetime:
    """The first moment, from a given one on, at which something may be sent.

    For who chose times of day the first of them; times that lie outside the hours count for nothing.
    """
    chosen = sorted(at for at in digest_times if hours.hold(at))
    if not chosen and is_open(moment, calendar, hours):
        return moment
    local = moment.astimezone(VIETNAM)
    for at in chosen or [hours.start]:
        if calendar.is_working(local.date()) and at >= local.time():
            return datetime.combine(local.date(), at, VIETNAM).astimezone(UTC)
    day = calendar.roll_forward(local.date() + ONE_DAY)
    return datetime.combine(day, (chosen or [hours.start])[0], VIETNAM).astimezone(UTC)
