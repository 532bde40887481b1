"""What an official form is: its columns with what each counts, and what must hold between them. A declaration, no code.

One predicate counts a cell and lists the records behind it. A new circular is a new file of declarations.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from caseflow.law.terms import Term

Fact = Any
"""A record as a population tells it: a NamedTuple with at least `id`, `office_id` and `matter_id`."""
Number = int | Decimal
Values = Mapping[int, Number]
"""The numbers of a row, by the numbers of their columns."""


class Nature(Term):
    """How a number behaves when periods are put together."""

    FLOW = "flow", "phát sinh trong kỳ; các quý cộng lại được"
    DISTINCT = "distinct", "số vụ việc khác nhau trong kỳ; các quý không cộng lại"
    STOCK = "stock", "kỳ trước chuyển sang và phát sinh trong kỳ; các quý không cộng lại"


@dataclass(frozen=True, slots=True)
class Count:
    """What a cell counts: of which population, which facts, measured how."""

    population: str
    where: Callable[[Fact], bool]
    measure: Callable[[Iterable[Fact]], Number]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its number, the words over it from the top down, what it counts or the columns it adds up."""

    number: int
    path: tuple[str, ...]
    nature: Nature
    told: str
    count: Count | None = None
    adds: tuple[int, ...] = ()
    also: tuple[tuple[int, ...], ...] = ()  # further sums that must come to the same

    @property
    def formula(self) -> str:
        """The numbering cell as the form prints it: 1=5+11+17."""
        sums = [*([self.adds] if self.adds else []), *self.also]
        return "=".join([str(self.number), *("+".join(map(str, numbers)) for numbers in sums)])


@dataclass(frozen=True, slots=True)
class Limit:
    """One column is never more than another, so many times it: 5 ≤ 6, 5 × 8 ≤ 9."""

    lesser: int
    greater: int
    times: int = 1
    by_circular: bool = True

    @property
    def words(self) -> str:
        """How a person reads it."""
        return f"{f'{self.times} × ' if self.times > 1 else ''}({self.lesser}) ≤ ({self.greater})"

    def holds(self, values: Values) -> bool:
        """Whether a row keeps to it."""
        return values[self.lesser] * self.times <= values[self.greater]


@dataclass(frozen=True, slots=True)
class Across:
    """A column agrees with one of another form for the same period and office: equals it, or is never less."""

    column: int
    other: "OfficialForm"
    other_column: int
    or_more: bool = False

    @property
    def words(self) -> str:
        """How a person reads it."""
        return f"({self.column}) {'≥' if self.or_more else '='} ({self.other_column}) của {self.other.code}"

    def holds(self, values: Values, beside: Values) -> bool:
        """Whether a row keeps to it, given the row of the other form."""
        mine, theirs = values[self.column], beside[self.other_column]
        return mine >= theirs if self.or_more else mine == theirs


@dataclass(frozen=True, slots=True)
class OfficialForm:
    """A form of a circular: its code, its title, since and until when it is in force, its columns and limits."""

    code: str
    slug: str
    title: str
    circular: str
    since: date
    until: date
    columns: tuple[Column, ...]
    limits: tuple[Limit, ...] = ()
    across: tuple[Across, ...] = ()
    first: str = "Đơn vị"
    notes_number: int = 0

    def column(self, number: int) -> Column | None:
        """One column by its number."""
        return next((column for column in self.columns if column.number == number), None)


@dataclass(frozen=True, slots=True)
class Check:
    """Something that ought to hold in a row, and whether it does."""

    words: str
    columns: tuple[int, ...]
    holds: bool


def checks(form: OfficialForm, values: Values, beside: Mapping[str, Values]) -> list[Check]:
    """Every identity and every limit of a row, and how it agrees with its rows in other forms. Nothing is mended."""
    found = []
    for column in form.columns:
        for numbers in (*([column.adds] if column.adds else []), *column.also):
            words = f"({column.number}) = {' + '.join(f'({number})' for number in numbers)}"
            holds = values[column.number] == sum(values[number] for number in numbers)
            found.append(Check(words, (column.number, *numbers), holds))
    found += [Check(limit.words, (limit.lesser, limit.greater), limit.holds(values)) for limit in form.limits]
    return found + [Check(one.words, (one.column,), one.holds(values, beside[one.other.code])) for one in form.across]


def whole(number: Number) -> Number:
    """A number as a form shows it: without a fraction where there is none."""
    return int(number) if number == int(number) else number


def how_many(facts: Iterable[Fact]) -> int:
    """So many records."""
    return sum(1 for _ in facts)


def matters(facts: Iterable[Fact]) -> int:
    """So many different matters."""
    return len({matter_id for fact in facts for matter_id in fact.matter_ids})


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of the header: where it begins, how many rows and columns it spans, its words."""

    row: int
    column: int
    rows: int
    columns: int
    words: str


def header(form: OfficialForm) -> list[HeaderCell]:
    """The cells over the columns, those that share words beside each other drawn as one; the first is the unit's."""
    depth = max(len(column.path) for column in form.columns)
    cells = [HeaderCell(0, 0, depth, 1, form.first)]
    _lay(form.columns, 0, 1, depth, cells)
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _lay(columns: Sequence[Column], level: int, left: int, depth: int, cells: list[HeaderCell]) -> None:
    place = 0
    while place < len(columns):
        words = columns[place].path[level]
        end = place + 1
        is_leaf = len(columns[place].path) == level + 1
        while not is_leaf and end < len(columns) and columns[end].path[: level + 1] == columns[place].path[: level + 1]:
            end += 1
        rows = depth - level if is_leaf else 1
        cells.append(HeaderCell(level, left + place, rows, end - place, words))
        if not is_leaf:
            _lay(columns[place:end], level + 1, left + place, depth, cells)
        place = end
