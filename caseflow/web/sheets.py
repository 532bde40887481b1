"""Spreadsheets of lists, written row by row in constant memory. Dates are dates; what people typed stays text."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import xlsxwriter

from caseflow.law.clock import VIETNAM

MOST = 100_000
TITLE, SAID, HEADINGS = 0, 1, 2
"""The rows that come before those of the list: its name, what it was narrowed to and by whom, the columns."""
SMALL = 4 * 2**20  # bytes that are handed on in memory; a greater file is read as it is sent
LONGEST = 32_767  # characters that a cell can hold
FORMULA = ("=", "+", "-", "@")
A4 = 9
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

Cell = str | int | date | datetime | None


class Column(NamedTuple):
    """A column: what stands over it, how many characters wide it is."""

    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class About:
    """What is said above the list: its name, what it was narrowed to, by whom and when it was taken out."""

    title: str
    narrowed: str
    by: str
    at: datetime

    @property
    def words(self) -> str:
        """In one line."""
        return f"{self.narrowed} · Xuất lúc {self.at.astimezone(VIETNAM):%H:%M %d/%m/%Y}, {self.by}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished spreadsheet: its bytes in a file without a name, how many rows."""

    file: BinaryIO
    rows: int


def write_sheet(about: About, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], most: int = MOST) -> Sheet:
    """Write a list; of more rows than `most` the first, and that there were more."""
    with tempfile.TemporaryDirectory() as folder:  # only this account may look inside, and it is gone in the end
        place = Path(folder) / "bang-tinh.xlsx"
        with xlsxwriter.Workbook(str(place), OPTIONS | {"tmpdir": folder}) as book:
            book.set_properties({"title": about.title, "author": about.by, "comments": about.words})
            sheet = _Sheet(book, about, columns)
            remaining = iter(rows)
            for cells in islice(remaining, most):
                sheet.write(cells)
            is_cut = next(remaining, None) is not None
            sheet.end(f"Chỉ xuất {most:,} dòng đầu; hãy lọc hẹp hơn.".replace(",", ".") if is_cut else "")
        is_small = place.stat().st_size <= SMALL
        return Sheet(BytesIO(place.read_bytes()) if is_small else place.open("rb"), sheet.rows)


class _Sheet:
    """The one sheet of a book while it is being written, top down."""

    def __init__(self, book: Any, about: About, columns: Sequence[Column]) -> None:  # noqa: ANN401 - xlsxwriter ships no types
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        self.moment = book.add_format({"num_format": "hh:mm dd/mm/yyyy", "align": "left"})
        self.quoted = book.add_format({"quote_prefix": True})
        self.sheet = book.add_worksheet(about.title[:31])
        self.columns = columns
        self.rows = 0
        for place, column in enumerate(columns):
            self.sheet.set_column(place, place, column.width)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(HEADINGS)
        self.sheet.freeze_panes(HEADINGS + 1, 1)
        self.sheet.write_string(TITLE, 0, about.title, book.add_format({"bold": True, "font_size": 14}))
        self._text(SAID, 0, about.words)
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for place, column in enumerate(columns):
            self.sheet.write_string(HEADINGS, place, column.heading, heading)

    def write(self, cells: Sequence[Cell]) -> None:
        """The next row."""
        self.rows += 1
        row = HEADINGS + self.rows
        for place, value in enumerate(cells):
            if isinstance(value, str):
                if value:
                    self._text(row, place, value)
            elif isinstance(value, datetime):
                self.sheet.write_datetime(row, place, value.astimezone(VIETNAM).replace(tzinfo=None), self.moment)
            elif isinstance(value, date):
                self.sheet.write_datetime(row, place, value, self.day)
            elif value is not None:
                self.sheet.write_number(row, place, value)

    def _text(self, row: int, place: int, words: str) -> None:
        """Text whatever it begins with; what looks like a formula is marked, so that editing makes it none either."""
        quoted = self.quoted if words.lstrip()[:1] in FORMULA else None
        self.sheet.write_string(row, place, words[:LONGEST], quoted)

    def end(self, note: str) -> None:
        """What comes after the last row."""
        last = HEADINGS + self.rows
        self.sheet.autofilter(HEADINGS, 0, max(last, HEADINGS + 1), len(self.columns) - 1)
        if note:
            self.sheet.write_string(last + 1, 0, note)
