"""The time: the one reading of now() in the house, and the zone it is shown in.

Moments are kept in UTC; legal dates are dates of Vietnam.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The only call to now() in the house, in UTC."""
    return datetime.now(UTC)


def stopped_clock(moment: datetime) -> Clock:
    """A clock that always shows one moment; for tests, for the demo, for `sweep --at`."""
    return lambda: moment


def local_date(moment: datetime) -> date:
    """The legal date of a moment, in Vietnam."""
    return moment.astimezone(VIETNAM).date()
