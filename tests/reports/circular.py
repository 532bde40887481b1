"""The forms as the circular prints them, read from its tables cell by cell: the words over each numbered column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MARK = re.compile(r"\{(c(?P<span>\d+)|v(?P<merge>[+.]))\}")
SOURCE = Path(__file__).parent / "tt06_2025_forms.txt"


@dataclass(frozen=True)
class Cell:
    """A cell of a table: where it begins, how many columns of the grid it spans, whether it goes on from above."""

    left: int
    span: int
    goes_on: bool
    words: str


def table_of(code: str) -> list[list[Cell]]:
    """The rows of the first table after a form's code."""
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    start = next(place for place in range(lines.index(code), len(lines)) if lines[place].startswith("[[TABLE"))
    end = lines.index("[[/TABLE]]", start)
    return [_cells(line) for line in lines[start + 1 : end]]


def _cells(line: str) -> list[Cell]:
    cells, left = [], 0
    for part in line.split("|"):
        marks = list(MARK.finditer(part))
        span = next((int(mark["span"]) for mark in marks if mark["span"]), 1)
        goes_on = any(mark["merge"] == "." for mark in marks)
        cells.append(Cell(left, span, goes_on, MARK.sub("", part).strip()))
        left += span
    return cells


def title_of(code: str) -> str:
    """The title under a form's code."""
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    return lines[lines.index(code) + 1]


STRAIGHT = ("01/TCD", "02/XLD")
"""The forms whose rows have cells that lie over each other; in the others those of the first row are shifted."""


def check_columns(code: str, found: Mapping[str, tuple[str, ...]]) -> None:
    """Fail where words over numbered columns are not the circular's, or not in its order."""
    printed = columns_of(code)
    if code in STRAIGHT:
        assert found == printed
        return
    assert {number: path[-1] for number, path in found.items()} == {
        number: path[-1] for number, path in printed.items()
    }
    heads = [cell.words for cell in table_of(code)[0][1:] if cell.words]
    assert [*dict.fromkeys(path[0] for path in found.values())] == heads


def columns_of(code: str) -> dict[str, tuple[str, ...]]:
    """The words over each column from the top down, by what its numbering cell says, without blanks."""
    rows = table_of(code)
    numbering = next(place for place, row in enumerate(rows) if row[0].words == "MS")
    found = {}
    for cell in rows[numbering][1:]:
        path: list[str] = []
        right = cell.left + cell.span - 1  # the lines of the circular's tables do not always meet; the right ones do
        for row in rows[:numbering]:
            above = next((one for one in row if one.left <= right < one.left + one.span), row[-1])
            if not above.goes_on and above.words:
                path.append(above.words)
        found[cell.words.replace(" ", "")] = tuple(path)
    return found
