"""What a sweep would raise at a moment, and whom it would tell. Writes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseflow.law.clock import local_date
from caseflow.law.escalation import Level
from caseflow.services.alerts import BATCH, stands_at
from caseflow.services.concerns import known_of, roster_on
from caseflow.services.deadlines import ladder_of
from caseflow.store.alerts import Raising, raised_before
from caseflow.store.calendar import working_calendar
from caseflow.store.deadlines import due_ids, due_rows


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An alert that is not there yet: of which deadline, why, and how many would hear it, by what they are to it."""

    matter: str
    title: str  # empty for a secret matter
    code: str
    label: str
    level: Level
    due_on: date
    cause: str
    hearers: Mapping[str, int]
    people: int


def foresee(at: datetime) -> Iterator[Foreseen]:
    """The alerts that a sweep at a moment would raise, the longest waiting first."""
    ids = due_ids(at, hold=False)
    for start in range(0, len(ids), BATCH):
        yield from _foreseen(ids[start : start + BATCH], at)


def _foreseen(ids: Sequence[int], at: datetime) -> Iterator[Foreseen]:
    calendar = working_calendar()
    reached = [(due, stands_at(due, calendar, at).level) for due in due_rows(ids)]
    before = raised_before({due.key for due, _ in reached})
    new = [(due, level) for due, level in reached if level and Raising(due.key, level.code, due.cause) not in before]
    roster, _ = roster_on(local_date(at))
    known = known_of({due.subject_id for due, _ in new})
    for due, level in sorted(new, key=lambda pair: ids.index(pair[0].id)):
        record = known[due.subject_id]
        found = roster.hearers(record.concern, level, ladder_of(due.family))
        yield Foreseen(
            matter=record.code,
            title="" if record.concern.secret else record.title,
            code=due.code,
            label=due.label,
            level=level,
            due_on=due.due_legal,
            cause=due.cause,
            hearers={who: len(people) for who, people in found.items()},
            people=len(frozenset().union(*found.values())),
        )
