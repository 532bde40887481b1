"""Every row of the law written out, one a line with every field that says something: steps.txt and periods.txt.

A change of law is then a difference that a jurist can read. By hand, after a row was changed on purpose:
python -m tests.law.write_rows
"""

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from caseflow.law.periods import PERIODS
from caseflow.law.tables import TABLES

HERE = Path(__file__).resolve().parent


def written(value: object) -> str:
    """A value in words that are the same every time."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, frozenset):
        return ",".join(sorted(written(one) for one in value))
    if isinstance(value, tuple):
        return ",".join(written(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return f"({' '.join(_said(value))})"
    return str(value)


def _said(row: object) -> Iterator[str]:
    """The fields of a row that are not as they are when nothing is said."""
    for field in fields(row):  # type: ignore[arg-type] # called with instances of dataclasses only
        value = getattr(row, field.name)
        if value != _unsaid(field):
            yield f"{field.name}={written(value)}"


def _unsaid(field: "Field[Any]") -> object:
    return field.default if field.default is not MISSING else MISSING


def steps_text() -> str:
    """Every step of every table."""
    lines = []
    for name, table in TABLES.items():
        lines += ["", f"# {name}: {table.label}; start={written(table.start)} closed={written(table.closed)}"]
        lines += [" | ".join(_said(step)) for step in table.steps]
    return "\n".join(lines).lstrip("\n") + "\n"


def periods_text() -> str:
    """Every statutory period."""
    return "\n".join(" | ".join(_said(row)) for row in PERIODS) + "\n"


TEXTS = {"steps.txt": steps_text, "periods.txt": periods_text}

if __name__ == "__main__":
    for file, text in TEXTS.items():
        (HERE / file).write_text(text(), encoding="utf-8")
