"""What a sweep would raise at a moment, or all of the next working day, and whom it would tell. Writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from caseflow.law.clock import VIETNAM, local_date
from caseflow.law.escalation import REQUESTS, Level, words_of
from caseflow.law.hearing import Roster
from caseflow.law.rights import Reader, Right
from caseflow.services.alerts import BATCH, stands_at
from caseflow.services.concerns import Known, known_of, roster_on
from caseflow.services.deadlines import ladder_of
from caseflow.store.alerts import Raising, raised_before
from caseflow.store.calendar import working_calendar
from caseflow.store.deadlines import DueRow, due_ids, due_rows
from caseflow.store.people import names_of
from caseflow.text import sort_key

MOST = 3_000
"""So many deadlines are thought through at most, those first whose moment comes first; the others are counted."""


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
    roster, _ = roster_on(local_date(at))
    new = _new(ids, at)
    known = known_of({due.subject_id for due, _ in new})
    for due, level in new:
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


def _new(ids: Sequence[int], at: datetime) -> list[tuple[DueRow, Level]]:
    """What some deadlines have reached by a moment and was not raised yet, in the order of their keys given."""
    calendar = working_calendar()
    reached = [(due, stands_at(due, calendar, at).level) for due in due_rows(ids)]
    before = raised_before({due.key for due, _ in reached})
    new = [(due, level) for due, level in reached if level and Raising(due.key, level.code, due.cause) not in before]
    order = {deadline_id: place for place, deadline_id in enumerate(ids)}
    return sorted(new, key=lambda pair: order[pair[0].id])


@dataclass(frozen=True, slots=True)
class Told:
    """An alert that somebody would be told of; the title only where whoever looks may know of the matter."""

    code: str
    title: str
    label: str
    due_on: date
    left: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would go out on the next working day, by person in the order of given names.

    `unnamed` are the alerts of secret records, counted for who keeps the sending and reads no files; `unheard` those of
    which nobody would be told; `left_out` the deadlines that were not thought through.
    """

    day: date
    people: Sequence[tuple[str, Sequence[Told]]]
    unheard: Sequence[Told]
    unnamed: int
    left_out: bool


def outlook(now: datetime, reader: Reader) -> Outlook:
    """What the house would tell whom until the end of the next working day, as far as a reader may know of it.

    Requests to see who denounced are left out: who hears of one depends on who asked, and is asked of each by itself.
    """
    day = working_calendar().add(local_date(now), 1)
    at = datetime.combine(day, time.max, VIETNAM)
    ids = due_ids(at, limit=MOST + 1, hold=False)
    looked_at = ids[:MOST]
    new = [pair for start in range(0, len(looked_at), BATCH) for pair in _new(looked_at[start : start + BATCH], at)]
    new = [(due, level) for due, level in new if due.family not in REQUESTS]
    known = known_of({due.subject_id for due, _ in new})
    return _by_person(new, known, (day, reader), left_out=len(ids) > MOST)


def _by_person(
    new: Iterable[tuple[DueRow, Level]], known: Mapping[int, Known], of: tuple[date, Reader], *, left_out: bool
) -> Outlook:
    day, reader = of
    roster, _ = roster_on(day)
    eyes = Roster((reader.user_id, post) for post in reader.posts)
    told: dict[int, list[Told]] = defaultdict(list)
    unheard: list[Told] = []
    unnamed = 0
    for due, level in new:
        record = known[due.subject_id]
        may_know = eyes.may_know(reader.user_id, record.concern)
        keeps_its_sending = reader.may_at(Right.MANAGE_ALERTS, record.concern.path)
        if not may_know and (not keeps_its_sending or record.concern.secret):
            unnamed += keeps_its_sending
            continue
        line = _told(due, record, day, with_title=may_know)
        people = roster.ways(record.concern, level, ladder_of(due.family))
        for user_id in people:
            told[user_id].append(line)
        if not people:
            unheard.append(line)
    names = names_of(told)
    in_order = sorted(told, key=lambda user_id: (sort_key(names[user_id]), user_id))
    return Outlook(day, [(names[user_id], told[user_id]) for user_id in in_order], unheard, unnamed, left_out)


def _told(due: DueRow, record: Known, day: date, *, with_title: bool) -> Told:
    left = words_of(due.family, due.due_legal, working_calendar(), day)
    return Told(record.code, record.title if with_title else "", due.label, due.due_legal, left)
