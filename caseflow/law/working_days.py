"""Working days: the calendar of public offices as a value, counted over without scanning.

Days off and made-up Saturdays are decided year by year, so they come in as rows; nothing here knows a date.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from caseflow.law.terms import Term

FRIDAY = 4
WEEK = 7
WORKING_WEEK = 5
WEEKEND = "cuối tuần"


class DayKind(Term):
    """What a row of the calendar says of its day."""

    OFF = "off", "nghỉ"
    WORK = "work", "làm bù"
    PLAIN = "plain", "theo ngày trong tuần"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day that differs, or that explicitly does not differ, from what its weekday says."""

    on: date
    kind: DayKind
    reason: str
    basis: str
    provisional: bool = False
    version: int = 1


@dataclass(frozen=True)
class WorkingCalendar:
    """The working days of public offices; of several rows for one day the last version wins."""

    days: Iterable[CalendarDay]
    provisional_years: frozenset[int] = field(init=False, compare=False)
    _by_ordinal: dict[int, CalendarDay] = field(init=False, compare=False, repr=False)
    _ordinals: list[int] = field(init=False, compare=False, repr=False)
    _off: list[int] = field(init=False, compare=False, repr=False)
    _made_up: list[int] = field(init=False, compare=False, repr=False)
    _exceptions: dict[int, bool] = field(init=False, compare=False, repr=False)
    _provisional: list[int] = field(init=False, compare=False, repr=False)
    _official_years: frozenset[int] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Lay the rows out so that counting is a difference of two indices."""
        rows = {day.on.toordinal(): day for day in sorted(self.days, key=lambda day: (day.on, day.version))}
        workdays = {o for o, row in rows.items() if row.on.weekday() <= FRIDAY}
        off = [o for o, row in rows.items() if row.kind is DayKind.OFF and o in workdays]
        made_up = [o for o, row in rows.items() if row.kind is DayKind.WORK and o not in workdays]
        provisional = [o for o, row in rows.items() if row.provisional]
        self._keep("days", tuple(rows.values()))
        self._keep("provisional_years", frozenset(rows[o].on.year for o in provisional))
        self._keep("_by_ordinal", rows)
        self._keep("_ordinals", list(rows))
        self._keep("_off", off)
        self._keep("_made_up", made_up)
        self._keep("_exceptions", dict.fromkeys(off, False) | dict.fromkeys(made_up, True))
        self._keep("_provisional", provisional)
        self._keep("_official_years", frozenset(d.on.year for d in rows.values() if not d.provisional))

    def _keep(self, name: str, value: object) -> None:
        """Write once, while the value is being made."""
        object.__setattr__(self, name, value)

    def is_working(self, day: date) -> bool:
        """Whether public offices work on a day."""
        exception = self._exceptions.get(day.toordinal())
        return day.weekday() <= FRIDAY if exception is None else exception

    def why(self, day: date) -> str:
        """Why a day is off or, though a Saturday, worked; empty for a day that is simply worked."""
        row = self._by_ordinal.get(day.toordinal())
        if row is not None and row.kind is not DayKind.PLAIN:
            verb_first = row.reason.startswith(("Nghỉ", "Làm"))
            return row.reason[:1].lower() + row.reason[1:] if verb_first else row.reason
        return "" if day.weekday() <= FRIDAY else WEEKEND

    def is_made_up(self, day: date) -> bool:
        """Whether a day is a weekend day worked in exchange for another."""
        return self._exceptions.get(day.toordinal(), False)

    def _worked_until(self, ordinal: int) -> int:
        """How many working days there are up to and including a day, from the beginning of dates."""
        weeks, rest = divmod(ordinal - 1, WEEK)  # ordinal 1 is a Monday
        plain = weeks * WORKING_WEEK + min(rest + 1, WORKING_WEEK)
        return plain - bisect_right(self._off, ordinal) + bisect_right(self._made_up, ordinal)

    def add(self, start: date, n: int) -> date:
        """The n-th working day after a day, which is not counted itself (BLDS Điều 147)."""
        ordinal = start.toordinal()
        goal = self._worked_until(ordinal) + n
        # A day adds at most one working day, so a stride as long as what is missing never passes the goal.
        while missing := goal - self._worked_until(ordinal):
            ordinal += missing
        return date.fromordinal(ordinal)

    def roll_forward(self, day: date) -> date:
        """The day itself if worked, else the next working day (BLDS Điều 148.5)."""
        return day if self.is_working(day) else self.add(day, 1)

    def count_back(self, day: date, n: int) -> date:
        """The n-th working day before a day, which is not counted itself."""
        ordinal = day.toordinal() - 1
        goal = self._worked_until(ordinal) - n
        while excess := self._worked_until(ordinal) - goal:
            ordinal -= excess
        return date.fromordinal(ordinal + 1)

    def working_days_between(self, a: date, b: date) -> int:
        """Working days after `a` up to and including `b`; negative when `b` comes first."""
        return self._worked_until(b.toordinal()) - self._worked_until(a.toordinal())

    def crosses_provisional(self, a: date, b: date) -> bool:
        """Whether a span, ends included, holds a provisional day or touches a year with no official row."""
        first, last = a.toordinal(), b.toordinal()
        if bisect_right(self._provisional, last) > bisect_left(self._provisional, first):
            return True
        return any(year not in self._official_years for year in range(a.year, b.year + 1))

    def version_touching(self, a: date, b: date) -> int:
        """The highest version of the rows inside a span, both ends included; 0 where there is none."""
        within = slice(bisect_left(self._ordinals, a.toordinal()), bisect_right(self._ordinals, b.toordinal()))
        return max((self._by_ordinal[o].version for o in self._ordinals[within]), default=0)
