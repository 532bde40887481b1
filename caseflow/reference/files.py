"""The data files the office starts with: the calendar of public offices, the communes of the province."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from caseflow.law.working_days import CalendarDay, DayKind

FIRST_VERSION = 1


@dataclass(frozen=True, slots=True)
class Commune:
    """One of the communes, wards and special zones of the province."""

    code: str
    name: str
    kind: str


def calendar_days() -> tuple[CalendarDay, ...]:
    """The days off and made-up Saturdays as first delivered: version 1, the unannounced years provisional."""
    return tuple(
        CalendarDay(
            on=date.fromisoformat(row["date"]),
            kind=DayKind(row["kind"]),
            reason=row["reason"],
            basis=row["basis"],
            provisional=row["status"] == "provisional",
            version=FIRST_VERSION,
        )
        for row in _rows("calendar.csv")
    )


def units() -> tuple[Commune, ...]:
    """The 78 commune-level units of the province since 2025-07-01."""
    return tuple(Commune(row["code"], row["name"], row["type"]) for row in _rows("quang_tri_units.csv"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file that travels with the package."""
    with files(__package__).joinpath(name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
