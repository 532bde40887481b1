"""The periods of the official reports and their cut-offs: quarters, six and nine months, the year, any range. Pure.

A period ends on the 14th of its last month and begins on the 15th of the last month before it (TT 06/2025 Đ7; the same
in TT 01/2024 and TT 02/2021).
"""

import re
from dataclasses import dataclass
from datetime import date

from caseflow.law.errors import Refusal
from caseflow.law.terms import Term

BASIS = "TT 06/2025 Đ7"
LAST_DAY, FIRST_DAY = 14, 15
DECEMBER = 12
DUE_BELOW, DUE_ABOVE = 17, 20
"""Until which day of its last month a commune or department reports to the province, and the province further on."""
_KEY = re.compile(r"(?P<year>\d{4})(?:-(?P<part>Q[1-4]|6T|9T))?")
_RANGE = re.compile(r"(?P<since>\d{4}-\d\d-\d\d)\.\.(?P<until>\d{4}-\d\d-\d\d)")


class PeriodKind(Term):
    """The sort of a period, by which an address and a command name it."""

    FIRST = "Q1", "Quý I"
    SECOND = "Q2", "Quý II"
    THIRD = "Q3", "Quý III"
    FOURTH = "Q4", "Quý IV"
    SIX = "6T", "6 tháng"
    NINE = "9T", "9 tháng"
    YEAR = "year", "Năm"
    RANGE = "range", "khoảng tự chọn"


MONTHS: dict[PeriodKind, tuple[int, int]] = {
    PeriodKind.FIRST: (0, 3),
    PeriodKind.SECOND: (3, 6),
    PeriodKind.THIRD: (6, 9),
    PeriodKind.FOURTH: (9, 12),
    PeriodKind.SIX: (0, 6),
    PeriodKind.NINE: (0, 9),
    PeriodKind.YEAR: (0, 12),
}
"""After which month of the year each begins, 0 the December before it, and in which it ends."""


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """A period with its first and its last day, both counted."""

    kind: PeriodKind
    year: int
    since: date
    until: date

    @property
    def key(self) -> str:
        """How an address and a command name it: 2026-Q3, 2026-6T, 2026, 2026-08-01..2026-08-31."""
        match self.kind:
            case PeriodKind.RANGE:
                return f"{self.since.isoformat()}..{self.until.isoformat()}"
            case PeriodKind.YEAR:
                return f"{self.year}"
            case _:
                return f"{self.year}-{self.kind.value}"

    @property
    def label(self) -> str:
        """How a person calls it; the range is always said with it."""
        days = f"từ {self.since:%d/%m/%Y} đến {self.until:%d/%m/%Y}"
        if self.kind is PeriodKind.RANGE:
            return days
        return f"{self.kind.label} {self.year} ({days})" if self.kind is PeriodKind.YEAR else self._of_year(days)

    def _of_year(self, days: str) -> str:
        return f"{self.kind.label} năm {self.year} ({days})"

    @property
    def due_below(self) -> date:
        """By when a commune or department has reported to the province."""
        return self.until.replace(day=DUE_BELOW)

    @property
    def due_above(self) -> date:
        """By when the province has reported further on."""
        return self.until.replace(day=DUE_ABOVE)

    def a_year_before(self) -> "ReportPeriod":
        """The same period of the year before."""
        if self.kind is PeriodKind.RANGE:
            return range_of(_earlier(self.since), _earlier(self.until))
        return official(self.kind, self.year - 1)


def _earlier(day: date) -> date:
    """The same day of the year before; of 29 February the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def official(kind: PeriodKind, year: int) -> ReportPeriod:
    """A period of a year as the circular has it."""
    after, last = MONTHS[kind]
    since = date(year, after, FIRST_DAY) if after else date(year - 1, DECEMBER, FIRST_DAY)
    return ReportPeriod(kind, year, since, date(year, last, LAST_DAY))


def range_of(since: date, until: date) -> ReportPeriod:
    """Any range of days. Refuses one that ends before it begins."""
    if until < since:
        raise Refusal("Ngày cuối không được ở trước ngày đầu.", field="until")
    return ReportPeriod(PeriodKind.RANGE, until.year, since, until)


def period_of(key: str) -> ReportPeriod:
    """The period a key names. Refuses what names none."""
    days = _RANGE.fullmatch(key)
    try:
        if days is not None:
            return range_of(date.fromisoformat(days["since"]), date.fromisoformat(days["until"]))
        named = _KEY.fullmatch(key)
        if named is not None:
            kind = PeriodKind(named["part"]) if named["part"] else PeriodKind.YEAR
            return official(kind, int(named["year"]))
    except ValueError:
        pass
    raise Refusal("Kỳ báo cáo ghi như 2026-Q3, 2026-6T, 2026-9T, 2026 hoặc 2026-08-01..2026-08-31.", field="period")


def last_ended(on: date) -> ReportPeriod:
    """The quarter that ended last before or on a day: what is reported next."""
    quarters = (PeriodKind.FIRST, PeriodKind.SECOND, PeriodKind.THIRD, PeriodKind.FOURTH)
    ended = [official(kind, year) for year in (on.year - 1, on.year) for kind in quarters]
    return [period for period in ended if period.until <= on][-1]
