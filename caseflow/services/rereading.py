"""Reading many records anew at once: their events in one query, their clocks, the deadline rows those come to."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseflow.law.clock import local_date
from caseflow.law.errors import Refusal
from caseflow.law.local_rules import DAY, INTAKE, VISIT, Place
from caseflow.law.tables import TABLES
from caseflow.law.terms import SubjectKind, VisitStatus
from caseflow.law.visiting import begins_in
from caseflow.law.workflow import Happening, kind_in, replay
from caseflow.services import duties
from caseflow.services.assignments import typed_row
from caseflow.services.deadlines import Told, Wanted, rewrite, wanted_of
from caseflow.services.moves import Move, moves_of
from caseflow.services.reception_days import aftermath
from caseflow.services.visits import completion
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.duties import Duty
from caseflow.store.projections import RecordRow, deadlines_of_all, happenings_of, record_rows

BATCH = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """A record with the deadline rows it ought to have, or why its history could not be read."""

    record: RecordRow
    wanted: tuple[Wanted, ...] = ()
    refusal: Refusal | None = None


def batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Keys in handfuls of what one query may well carry."""
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def read_anew(ids: Collection[int], today: date) -> Iterator[Reading]:
    """Some records with the deadline rows that their events come to on a day; nothing is written."""
    happenings = happenings_of(ids)
    for record in record_rows(ids):
        try:
            yield Reading(record, tuple(_wanted(record, happenings.get(record.id, []), today)))
        except Refusal as no:
            yield Reading(record, refusal=no)


def _wanted(record: RecordRow, happenings: Sequence[Happening], today: date) -> list[Wanted]:
    if record.on is not None:  # work that was given: its date was typed
        row = typed_row(
            record.id,
            on=record.on,
            due_on=record.due_on,
            done_on=record.done_on,
            concluded=record.conclusion_id is not None,
        )
        return [row] if row else []
    if record.kind is SubjectKind.VISIT:
        return _of_visit(record, happenings, today)
    if record.received_on is not None:
        return _of_day(record, record.received_on, happenings, today)
    if record.kind is SubjectKind.DUTY:
        return duties.wanted(db.session.get_one(Duty, record.id), today)
    name = record.procedure.value if record.procedure else INTAKE
    table = TABLES[name]
    history = replay(table.steps, happenings, start=table.start)
    place = Place(name, record.case_kind or kind_in(history.known))
    kept_here = bool(happenings) or record.is_open  # what was sent to a body outside the system waits for nobody here
    is_open = kept_here and history.status not in table.closed
    return wanted_of(Told(record.id, place, record.created_at, is_open, history, table.review_days), today)


def _of_visit(record: RecordRow, happenings: Sequence[Happening], today: date) -> list[Wanted]:
    """What a visit owes; most owe nothing and have no history."""
    if record.status is None:
        return []
    table = TABLES[VISIT]
    start = begins_in(record.status, record.outcome, record.refusal_ground or "", record.visited_on or today)
    history = replay(table.steps, happenings, start=start)
    is_half = record.status is VisitStatus.RECEIVED
    review = completion(record.id, record.created_at) if is_half else None
    place, is_open = Place(VISIT, record.told_as), history.status not in table.closed
    told = Told(record.id, place, record.created_at, is_open, history, table.review_days, review)
    return wanted_of(told, today)


def _of_day(record: RecordRow, on: date, happenings: Sequence[Happening], today: date) -> list[Wanted]:
    """What a day of reception needs: its clocks, and that somebody says what became of it."""
    table = TABLES[DAY]
    history = replay(table.steps, happenings, start=table.start)
    is_open, review = history.status not in table.closed, aftermath(record.id, on)
    place = Place(DAY, None)
    return wanted_of(Told(record.id, place, record.created_at, is_open, history, table.review_days, review), today)


def reread(ids: Sequence[int], *, now: datetime) -> list[Move]:
    """Rewrite the deadline rows of some records from their events; the dates that this moved.

    The rows are held before the events are read, so that a step recorded meanwhile is seen or waits.
    Raises HistoryError when a history can no longer be read.
    """
    calendar, moved = working_calendar(), list[Move]()
    for batch in batches(ids):
        standing = deadlines_of_all(batch)
        for reading in read_anew(batch, local_date(now)):
            if reading.refusal is not None:
                raise reading.refusal
            rows = standing.get(reading.record.id, [])
            moved += moves_of(reading.record, [as_wanted(row) for row in rows], reading.wanted, calendar)
            rewrite(reading.record.id, reading.wanted, rows, now=now)
        db.session.flush()
    return moved


def as_wanted(row: Deadline) -> Wanted:
    """A row as it stands, in the shape of one that is wanted."""
    return Wanted(**{name: getattr(row, name) for name in Wanted.__slots__})
