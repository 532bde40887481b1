"""The shape of a worked example: one period counted by hand from one start, every day of it written out.

The figures in the files were counted on the calendar and never by the engine: they are what the engine is held to.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, time, timedelta

from caseflow.law.terms import Variant
from caseflow.law.working_days import CalendarDay, DayKind

SATURDAY = 5
OTHER_CALENDAR = 2  # the version of days that an example adds to the calendar
COUNTED = re.compile(r"(\d+)(?:–(\d+))?: (.+)")
NUMBER, LAST_NUMBER, SPAN = 1, 2, 3


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """One period from one start, with the days as they are written in the file.

    `point` is what the example shows; `set_on` the day that a document names; `opened_by` the row and the start of the
    period whose expiry opens this one, `opens` the first day of that right; `more_days` what its calendar has beyond
    the official one. Where the row yields no date, `not_a_date` says why and nothing is counted. `afterwards` is how
    the clock stands on the day after the end. `counted`, `not_counted` and `moved` (the days off over which the end
    moved) are written out; `numbered` and `reasoned` read them.
    """

    id: str
    code: str
    family: str
    variant: Variant
    point: str
    start: date
    hour: time | None
    set_on: date | None
    opened_by: tuple[str, date] | None
    pauses: tuple[tuple[date, date], ...]
    extensions: tuple[tuple[date, str], ...]
    more_days: tuple[CalendarDay, ...]
    strict: date | None
    legal: date | None
    due_hour: time | None
    opens: date | None
    not_a_date: str
    provisional: bool
    afterwards: str
    sentence: str
    counted: str
    not_counted: str
    moved: str


FIELDS = tuple("calendar" if field.name == "more_days" else field.name for field in fields(WorkedExample))
"""The columns of the files."""


def example_of(row: Mapping[str, str]) -> WorkedExample:
    """One row of a file, read."""
    opened_by = row["opened_by"].split()
    extensions = [words.split() for words in _parts(row["extensions"])]
    return WorkedExample(
        id=row["id"],
        code=row["code"],
        family=row["family"],
        variant=Variant(row["variant"]),
        point=row["point"],
        start=date.fromisoformat(row["start"]),
        hour=_hour(row["hour"]),
        set_on=_day(row["set_on"]),
        opened_by=(opened_by[0], date.fromisoformat(opened_by[1])) if opened_by else None,
        pauses=tuple(_pause(words) for words in _parts(row["pauses"])),
        extensions=tuple((date.fromisoformat(on), code) for on, code in extensions),
        more_days=tuple(_calendar_day(on, reason) for on, reason in reasoned(row["calendar"])),
        strict=_day(row["strict"]),
        legal=_day(row["legal"]),
        due_hour=_hour(row["due_hour"]),
        opens=_day(row["opens"]),
        not_a_date=row["not_a_date"],
        provisional=bool(row["provisional"]),
        afterwards=row["afterwards"],
        sentence=row["sentence"],
        counted=row["counted"],
        not_counted=row["not_counted"],
        moved=row["moved"],
    )


def numbered(words: str) -> tuple[tuple[int, date], ...]:
    """The counted days, each with its running number: "1: 21/08/2026; 2–6: 24/08–28/08/2026"."""
    return tuple(pair for part in _parts(words) for pair in _numbered_run(part))


def _numbered_run(words: str) -> Iterator[tuple[int, date]]:
    found = COUNTED.fullmatch(words)
    if found is None:
        raise ValueError(words)
    first, last = int(found[NUMBER]), int(found[LAST_NUMBER] or found[NUMBER])
    step = 1 if last >= first else -1  # what is counted back is numbered from its end
    yield from zip(range(first, last + step, step), _span(found[SPAN]), strict=True)


def reasoned(words: str) -> tuple[tuple[date, str], ...]:
    """The days that were not counted, each with its reason: "29/08–30/08/2026: cuối tuần"."""
    parts = [part.partition(": ") for part in _parts(words)]
    return tuple((day, reason) for days, _, reason in parts for day in _span(days))


def _parts(words: str) -> list[str]:
    return words.split("; ") if words else []


def _span(words: str) -> Iterator[date]:
    """The days of "24/08–28/08/2026", both ends included; the year of the first stands only where it differs."""
    first, _, last = words.partition("–")
    end = _written(last or first)
    day = _written(first if first.count("/") > 1 else f"{first}/{end.year}")
    while day <= end:
        yield day
        day += timedelta(days=1)


def _written(words: str) -> date:
    day, month, year = words.split("/")
    return date(int(year), int(month), int(day))


def _day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None


def _hour(words: str) -> time | None:
    return time.fromisoformat(words) if words else None


def _pause(words: str) -> tuple[date, date]:
    first, last = words.split()
    return date.fromisoformat(first), date.fromisoformat(last)


def _calendar_day(on: date, reason: str) -> CalendarDay:
    """A day that an example adds to the calendar: a weekday becomes a day off, a day of the weekend is worked."""
    kind = DayKind.OFF if on.weekday() < SATURDAY else DayKind.WORK
    return CalendarDay(on, kind, reason, "đề xuất", version=OTHER_CALENDAR)
