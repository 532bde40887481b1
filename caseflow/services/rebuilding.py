"""Building the deadline rows anew from nothing but the events: they are a projection, and this proves it.

What comes back must be what stood there, and no alert that was raised before may be raised again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import with_polymorphic

from caseflow.law.escalation import SUSPICIONS
from caseflow.law.terms import SubjectKind
from caseflow.services.alerts import stands_at
from caseflow.services.calendar import reread
from caseflow.services.deadlines import Wanted
from caseflow.store import journal
from caseflow.store.alerts import Raising, raised_before
from caseflow.store.calendar import working_calendar
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, deadline_key, due_rows
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.subjects import Assignment, Subject

BATCH = 200
WITH_CLOCKS = (SubjectKind.ENTRY, SubjectKind.CASE, SubjectKind.ASSIGNMENT, SubjectKind.VISIT)
MOVING = frozenset({"due_strict", "due_legal"})
"""What of a suspended clock moves with every day, so that a row written yesterday differs without being wrong."""

OF_EVENTS = Deadline.family.not_in(sorted(SUSPICIONS))
"""What events decide; a suspicion that waits for a verdict is no projection of them."""

NAMES = tuple(field.name for field in fields(Wanted))
Picture = dict[str, Wanted]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How a batch was rebuilt: subjects, rows, what came back different, alerts that would be raised again."""

    subjects: int
    rows: int
    differences: tuple[str, ...]
    rearmed: tuple[str, ...]


def subjects_after(last_id: int, *, limit: int = BATCH) -> list[int]:
    """The next subjects of the kinds that have clocks, by key."""
    kinds = select(Subject.__table__.c.id).where(Subject.kind.in_(WITH_CLOCKS), Subject.id > last_id)
    return list(db.session.scalars(kinds.order_by(Subject.id).limit(limit)))


def rebuild(subject_ids: Sequence[int], now: datetime) -> Rebuilt:
    """Delete the deadline rows of some subjects and write them anew from their events."""
    before, firing = _picture(subject_ids), _firing(subject_ids, now)
    gone = delete(Deadline).where(Deadline.subject_id.in_(subject_ids), OF_EVENTS)
    db.session.execute(gone, execution_options={"synchronize_session": False})
    journal.note("deadline", list(subject_ids), "rebuild", {"rows": len(before)})
    whole = with_polymorphic(Subject, [PetitionEntry, Case, Assignment, Visit])
    for subject in db.session.scalars(select(whole).where(whole.id.in_(subject_ids)).order_by(whole.id)):
        reread(subject, now=now)
    db.session.flush()
    after = _picture(subject_ids)
    again = _firing(subject_ids, now) - firing
    return Rebuilt(
        len(subject_ids),
        len(after),
        tuple(_differences(before, after)),
        tuple(f"{raising.deadline_key} {raising.level}" for raising in sorted(again)),
    )


def _picture(subject_ids: Sequence[int]) -> Picture:
    """The rows of some subjects as the events decide them; when to look again is not among it."""
    columns = [getattr(Deadline, name) for name in NAMES]
    found: Picture = {}
    query = select(Deadline.subject_id, *columns).where(Deadline.subject_id.in_(subject_ids), OF_EVENTS)
    for subject_id, *values in db.session.execute(query):
        row = Wanted(*values)
        found[deadline_key(subject_id, *row.key)] = row
    return found


def _firing(subject_ids: Sequence[int], now: datetime) -> set[Raising]:
    """The alerts that a sweep would raise now if it looked at every running row of some subjects."""
    calendar = working_calendar()
    running = select(Deadline.id).where(
        Deadline.subject_id.in_(subject_ids),
        Deadline.next_alert_at.is_not(None),
        Deadline.next_alert_at <= now,
        OF_EVENTS,
    )
    reached = [(due, stands_at(due, calendar, now).level) for due in due_rows(list(db.session.scalars(running)))]
    levels = {Raising(due.key, level.code, due.cause) for due, level in reached if level is not None}
    return levels - raised_before({raising.deadline_key for raising in levels})


def _differences(before: Picture, after: Picture) -> list[str]:
    told = [f"{key}: thừa, không sự kiện nào sinh ra" for key in sorted(before.keys() - after.keys())]
    told += [f"{key}: thiếu" for key in sorted(after.keys() - before.keys())]
    for key in sorted(before.keys() & after.keys()):
        old, new = before[key], after[key]
        pairs = [
            (name, getattr(old, name), getattr(new, name)) for name in NAMES if not (new.paused and name in MOVING)
        ]
        unlike = [f"{name} {was} → {now_is}" for name, was, now_is in pairs if was != now_is]
        told += [f"{key}: {', '.join(unlike)}"] if unlike else []
    return told
