"""What a register (sổ) is: its title, its basis, its columns, how so many of its lines are read.

Screen, spreadsheet and paper come from this one declaration; a new register is one more of them in registers.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_

from caseflow.law.rights import Reader, Right
from caseflow.store.offices import offices_under
from caseflow.store.paging import begin, later

Cell = str | int | date | None
TICK = "x"
"""How the official forms mark that something is so."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the words over it as the form has them, how wide it is, how the form says it is filled."""

    heading: str
    width: int
    note: str = ""


ORDINAL = Column("STT", 6)
"""The first column of every register: the place of a line in the range that was asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of which days, both included, and of which office a register is read; with those below it or alone."""

    since: date
    until: date
    office_id: int
    path: str = ""  # of the office, where those below it count too

    def here(self, column: ColumnElement[int]) -> ColumnElement[bool]:
        """The condition that something is of these offices."""
        return column.in_(offices_under([self.path])) if self.path else column == self.office_id

    def days(self, column: ColumnElement[date]) -> ColumnElement[bool]:
        """The condition that a day is one of these."""
        return and_(column >= self.since, column <= self.until)


class Mark(NamedTuple):
    """Where a page ended: the day and the key of its last line, and its place in the range."""

    on: date
    key: int
    place: int


class Line(NamedTuple):
    """A line of a register: the day and the key that order it, its cells without the ordinal."""

    on: date
    key: int
    cells: tuple[Cell, ...]


Numbered = tuple[Mark, tuple[Cell, ...]]
"""A line with its place in the range as its first cell, and its mark."""
Read = Callable[[Reader, Wanted, Mark | None, int], Sequence[Line]]


@dataclass(frozen=True, slots=True)
class Register:
    """One register: its name in an address, its title, the code of its form and its basis, its columns, its lines.

    Of a `sensitive` one every opening is written in the journal.
    """

    slug: str
    title: str
    basis: str
    columns: tuple[Column, ...]
    read: Read
    form: str = ""
    right: Right = Right.READ
    sensitive: bool = False

    @property
    def headings(self) -> tuple[Column, ...]:
        """Its columns with the ordinal before them."""
        return (ORDINAL, *self.columns)

    def lines(self, reader: Reader, wanted: Wanted, after: Mark | None, limit: int) -> list[Numbered]:
        """So many lines after a mark, each with its own mark and, as its first cell, its place in the range."""
        before = after.place if after else 0
        found = self.read(reader, wanted, after, limit)
        return [
            (Mark(line.on, line.key, place), (place, *line.cells)) for place, line in enumerate(found, start=before + 1)
        ]


def a_page(
    query: Select[Any], on: ColumnElement[date], key: ColumnElement[int], after: Mark | None, limit: int
) -> tuple[Select[Any], dict[str, object]]:
    """A question in the order of a day and a key, from after a mark, and what it is told of that mark."""
    query = query.order_by(on, key).limit(limit)
    return (query.where(later(on, key)), begin(after.on, after.key)) if after else (query, {})
