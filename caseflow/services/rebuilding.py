"""Building the deadline rows anew from nothing but the events: they are a projection, and this proves it.

What comes back must be what stood there, and no alert that was raised before may be raised again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert

from caseflow.law.clock import local_date
from caseflow.law.escalation import LADDER, Span
from caseflow.law.escalation import standing as standing_on
from caseflow.law.working_days import WorkingCalendar
from caseflow.services.deadlines import Wanted, first_alert, ladder_of
from caseflow.services.moves import Move, moves_of
from caseflow.services.rereading import Reading, read_anew
from caseflow.store import journal
from caseflow.store.alerts import Raising, raised_before
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, deadline_key
from caseflow.store.nearest import keep_nearest_of
from caseflow.store.projections import OF_EVENTS, deadline_rows
from caseflow.store.rules import rules_in_force

MOVING = frozenset({"due_strict", "due_legal"})
"""What of a suspended clock moves with every day, so that a row written yesterday differs without being wrong."""

NAMES = tuple(field.name for field in fields(Wanted))


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How a batch was rebuilt: subjects, rows, dates that moved, all that came back different, alerts raised again."""

    subjects: int
    rows: int
    moves: tuple[Move, ...]
    differences: tuple[str, ...]
    rearmed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A deadline row as it stands, and whether a sweep would look at it now."""

    row: Wanted
    fires: bool


def rebuild(subject_ids: Sequence[int], now: datetime, *, keep: bool) -> Rebuilt:
    """Draw up the deadline rows of some subjects anew from their events; if kept, in the place of those that stand.

    A history that can no longer be read keeps its rows and is told among the differences.
    """
    calendar, before = working_calendar(), _standing(subject_ids, now)
    readings = list(read_anew(subject_ids, local_date(now)))
    read = [reading for reading in readings if reading.refusal is None]
    again = set(_reached(read, before, calendar, now))
    again -= raised_before({raising.deadline_key for raising in again})
    if keep:
        _write(read, now)
    return Rebuilt(
        len(readings),
        sum(len(reading.wanted) for reading in read),
        tuple(
            move
            for reading in read
            for move in moves_of(reading.record, _rows(before, reading), reading.wanted, calendar)
        ),
        tuple(sentence for reading in readings for sentence in _differences(reading, _rows(before, reading))),
        tuple(f"{raising.deadline_key} {raising.level}" for raising in sorted(again)),
    )


def _standing(subject_ids: Collection[int], now: datetime) -> dict[int, list[Standing]]:
    """The rows of some subjects as they stand."""
    found: dict[int, list[Standing]] = {}
    for subject_id, next_alert_at, *values in deadline_rows(subject_ids, ("next_alert_at", *NAMES)):
        fires = next_alert_at is not None and next_alert_at <= now
        found.setdefault(subject_id, []).append(Standing(Wanted(*values), fires))
    return found


def _rows(before: Mapping[int, Sequence[Standing]], reading: Reading) -> list[Wanted]:
    return [standing.row for standing in before.get(reading.record.id, ())]


def _reached(
    readings: Iterable[Reading], before: Mapping[int, Sequence[Standing]], calendar: WorkingCalendar, now: datetime
) -> Iterator[Raising]:
    """The alerts that the rows drawn up would raise now and those that stand would not, had none ever been raised."""
    silent_after = calendar.add(local_date(now), _first_warning() + 1)  # an end so far away warns nobody yet
    for reading in readings:
        firing = [standing.row for standing in before.get(reading.record.id, ()) if standing.fires]
        for row in reading.wanted:
            if row.met_on is not None or row.paused or row.due_strict > silent_after or row in firing:
                continue
            span = Span(row.start_on, row.due_strict, row.due_legal)
            level = standing_on(span, calendar, ladder_of(row.family), now).level
            if level is not None:
                yield Raising(deadline_key(reading.record.id, *row.key), level.code, row.cause)


def _first_warning() -> int:
    """How many working days before an end any ladder in force first warns."""
    ladders = [LADDER, *rules_in_force().ladders.values()]
    return max((days for ladder in ladders for rung in ladder.rungs for days in rung.before), default=0)


def _write(readings: Sequence[Reading], now: datetime) -> None:
    """Put the rows drawn up in the place of those that stand."""
    ids = [reading.record.id for reading in readings]
    gone = delete(Deadline).where(Deadline.subject_id.in_(ids), OF_EVENTS)
    db.session.execute(gone, execution_options={"synchronize_session": False})
    rows = [_row(reading.record.id, row, now) for reading in readings for row in reading.wanted]
    journal.note("deadline", ids, "rebuild", {"rows": len(rows)})
    if rows:
        db.session.execute(insert(Deadline), rows)
    keep_nearest_of(ids)
    db.session.expire_all()


def _row(subject_id: int, wanted: Wanted, now: datetime) -> dict[str, Any]:
    resting = wanted.met_on is not None or wanted.paused
    values = {name: getattr(wanted, name) for name in NAMES}
    return values | {"subject_id": subject_id, "next_alert_at": None if resting else first_alert(wanted, now)}


def _differences(reading: Reading, standing: Sequence[Wanted]) -> list[str]:
    subject_id = reading.record.id
    if reading.refusal is not None:
        return [f"{subject_id}: không đọc được lịch sử: {reading.refusal.sentence}"]
    before, after = {row.key: row for row in standing}, {row.key: row for row in reading.wanted}
    if before == after:
        return []
    told = [
        f"{deadline_key(subject_id, *key)}: thừa, không sự kiện nào sinh ra" for key in sorted(before.keys() - after)
    ]
    told += [f"{deadline_key(subject_id, *key)}: thiếu" for key in sorted(after.keys() - before)]
    for key in sorted(before.keys() & after):
        old, new = before[key], after[key]
        pairs = [
            (name, getattr(old, name), getattr(new, name)) for name in NAMES if not (new.paused and name in MOVING)
        ]
        unlike = [f"{name} {was} → {now_is}" for name, was, now_is in pairs if was != now_is]
        told += [f"{deadline_key(subject_id, *key)}: {', '.join(unlike)}"] if unlike else []
    return told
