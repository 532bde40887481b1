"""What the law changed on a day: wordings, steps, grounds, competence and texts that ended the day before or begin.

Read off the dates of the rows; no change is written down anywhere.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Generic, Protocol, TypeVar

from caseflow.law.competence import COMPETENCES, Competence
from caseflow.law.ground_book import GROUND_LISTS
from caseflow.law.grounds import Ground
from caseflow.law.instruments import INSTRUMENTS, Instrument
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS
from caseflow.law.tables import TABLES, Table
from caseflow.law.workflow import Step

ONE_DAY = timedelta(days=1)


class Dated(Protocol):
    """A row that holds between two days, both included."""

    @property
    def since(self) -> date:
        """The first day."""

    @property
    def until(self) -> date:
        """The last day."""


Row = TypeVar("Row", bound=Dated)


@dataclass(frozen=True, slots=True)
class Change(Generic[Row]):
    """One thing that changed: under which heading, what held the day before, what holds from this day."""

    about: str
    old: Row | None
    new: Row | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed on one day."""

    on: date
    periods: tuple[Change[Period], ...]
    steps: tuple[Change[Step], ...]
    grounds: tuple[Change[Ground], ...]
    competences: tuple[Change[Competence], ...]
    instruments: tuple[Change[Instrument], ...]

    def __bool__(self) -> bool:
        """Whether anything did."""
        return any((self.periods, self.steps, self.grounds, self.competences, self.instruments))


def changes_on(day: date, periods: Sequence[Period] = PERIODS, tables: Mapping[str, Table] = TABLES) -> Changes:
    """What differs between the day before and the day."""
    return Changes(
        on=day,
        periods=tuple(_pairs(day, periods, _wording, lambda row: row.subject)),
        steps=tuple(
            change
            for table in tables.values()
            for change in _pairs(day, table.steps, lambda step: (step.action, step.kinds), _named(table.label))
        ),
        grounds=tuple(
            change
            for each in GROUND_LISTS
            for change in _pairs(day, each.grounds, lambda ground: ground.code, _named(each.title))
        ),
        competences=tuple(
            _pairs(
                day,
                COMPETENCES,
                lambda row: (row.kind, row.instance, row.author),
                lambda row: f"{row.kind.label} {row.instance.label}",
            )
        ),
        instruments=tuple(_pairs(day, INSTRUMENTS, lambda text: text.key, _named("văn bản"))),
    )


def change_days() -> tuple[date, ...]:
    """Every day on which something changes, in order."""
    rows: list[Dated] = [*PERIODS, *COMPETENCES, *INSTRUMENTS]
    rows += [step for table in TABLES.values() for step in table.steps]
    rows += [ground for each in GROUND_LISTS for ground in each.grounds]
    begun = {row.since for row in rows if row.since != date.min}
    return tuple(sorted(begun | {row.until + ONE_DAY for row in rows if row.until != date.max}))


def _wording(period: Period) -> Hashable:
    return period.family, period.variant


def _named(words: str) -> Callable[[object], str]:
    return lambda _row: words


def _pairs(
    day: date, rows: Iterable[Row], key: Callable[[Row], Hashable], about: Callable[[Row], str]
) -> Iterator[Change[Row]]:
    """Rows of one key that ended the day before beside those that begin, in the order of the table."""
    ended: dict[Hashable, list[Row]] = {}
    begun: dict[Hashable, list[Row]] = {}
    for row in rows:
        if row.until != date.max and row.until + ONE_DAY == day:
            ended.setdefault(key(row), []).append(row)
        if row.since == day != date.min:
            begun.setdefault(key(row), []).append(row)
    for each in dict.fromkeys((*ended, *begun)):
        for old, new in zip_longest(ended.get(each, ()), begun.get(each, ())):
            yield Change(about(next(row for row in (old, new) if row is not None)), old, new)
