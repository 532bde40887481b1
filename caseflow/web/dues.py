"""The nearest due date of a line of a list: the day, what is left of it in words, its tone, the article."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseflow.law.period import Period
from caseflow.store.calendar import working_calendar
from caseflow.store.list_facts import NextDue
from caseflow.store.rules import rules_in_force
from caseflow.web.access import today
from caseflow.web.clock_views import left_of, tone_of
from caseflow.web.sheets import Cell, Column

PRESSING = frozenset({"late", "soon"})
COLUMNS = (
    Column("Hạn về việc gì", 34),
    Column("Hạn theo luật (đã dời nếu trùng ngày nghỉ)", 14),
    Column("Hạn chặt (chưa dời)", 14),
    Column("Còn", 22),
    Column("Căn cứ", 24),
)
"""The columns that a due date fills in a spreadsheet."""


@dataclass(frozen=True, slots=True)
class Due:
    """A due date as a line shows it."""

    label: str
    on: date
    strict: date
    left: str
    tone: str
    basis: str

    @property
    def edge(self) -> str:
        """The tone of the line's edge: only what presses has one."""
        return self.tone if self.tone in PRESSING else ""

    def cells(self) -> tuple[Cell, ...]:
        """As a spreadsheet holds it."""
        return (self.label, self.on, self.strict, self.left, self.basis)


NONE: tuple[Cell, ...] = (None,) * len(COLUMNS)


class DueWords:
    """Puts due dates into words, with their articles where these are wanted; those of one day are found once."""

    def __init__(self, *, with_articles: bool = False) -> None:
        self.calendar = working_calendar()
        self.periods = _periods() if with_articles else {}
        self.said: dict[date, tuple[str, str]] = {}

    def of(self, due: NextDue | None) -> Due | None:
        """One due date; nothing for nothing."""
        if due is None:
            return None
        day = due.due_legal
        if day not in self.said:
            self.said[day] = (left_of(day, self.calendar, today()), tone_of(day, self.calendar, today()))
        left, tone = self.said[day]
        return Due(due.label, day, due.due_strict, left, tone, self._basis(due))

    def _basis(self, due: NextDue) -> str:
        rows = self.periods.get(due.code, ())
        return next((row.basis for row in rows if row.governs(due.start_on)), rows[0].basis if rows else "")


def _periods() -> Mapping[str, tuple[Period, ...]]:
    """The rules by their codes, the province's own among them."""
    rules = rules_in_force()
    found: dict[str, tuple[Period, ...]] = {}
    for row in (*rules.periods, *(local.period() for local in rules.local)):
        found[row.code] = (*found.get(row.code, ()), row)
    return found
