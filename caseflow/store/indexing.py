"""Keeping the index of words true: every saving notes which matters it touched, and rewrites their rows as it ends.

Nobody has to remember it: what is noted is what is flushed, a step as well as a correction, a joining or a sealing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import event, inspect, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from caseflow.store import matter_index
from caseflow.store.citizens import Citizen
from caseflow.store.db import db
from caseflow.store.matter_words import index_rows
from caseflow.store.matters import Matter
from caseflow.store.subjects import Party, Subject

TOUCHED = "touched"
BATCH = 200


@dataclass(slots=True)
class Touched:
    """What one transaction has touched so far, by keys; whether what left must leave no trace."""

    matters: set[int] = field(default_factory=set)
    subjects: set[int] = field(default_factory=set)
    citizens: set[int] = field(default_factory=set)
    leave_no_trace: bool = False


def watch() -> None:
    """Have every flush note what it touched; called once when the house is wired."""
    if not event.contains(Session, "after_flush", _note):
        event.listen(Session, "after_flush", _note)


def _touched(session: Session) -> Touched:
    found: Touched = session.info.setdefault(TOUCHED, Touched())
    return found


def _note(session: Session, _context: object) -> None:
    touched = _touched(session)
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Matter):
            touched.matters.add(row.id)
        elif isinstance(row, Subject):
            moved = inspect(row).attrs.matter_id.history  # also the matter that it leaves
            touched.matters.update(key for key in moved.sum() if key is not None)
        elif isinstance(row, Party):
            touched.subjects.add(row.subject_id)
        elif isinstance(row, Citizen) and row not in session.new:  # who is new stands but with the parties above
            touched.citizens.add(row.id)


def leave_no_trace() -> None:
    """What leaves the index in this transaction is to be gone from the database's file as well."""
    _touched(db.session()).leave_no_trace = True


def keep_up() -> None:
    """Rewrite the rows of all matters that the present transaction touched."""
    touched: Touched | None = db.session().info.pop(TOUCHED, None)
    if touched is None:
        return
    for keys in _batches(sorted(_matters(touched))):
        # held, so that of two people's savings the second one indexes what the first one wrote as well
        held = select(Matter.id).where(Matter.id.in_(keys)).order_by(Matter.id).with_for_update(key_share=True)
        rows = index_rows(db.session.scalars(held).all())
        matter_index.write(rows, leave_no_trace=touched.leave_no_trace)


def _matters(touched: Touched) -> set[int]:
    at_hand = {key: db.session.identity_map.get(identity_key(Subject, key)) for key in touched.subjects}
    found = touched.matters | {subject.matter_id for subject in at_hand.values() if subject is not None}
    elsewhere = [key for key, subject in at_hand.items() if subject is None]
    if elsewhere or touched.citizens:
        theirs = select(Party.subject_id).where(Party.citizen_id.in_(touched.citizens))
        query = select(Subject.matter_id).where(or_(Subject.id.in_(elsewhere), Subject.id.in_(theirs)))
        found.update(db.session.scalars(query.distinct()))
    return {key for key in found if key is not None}


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def fill_in() -> int:
    """Index every matter that the index lacks; how many that were."""
    indexed = select(matter_index.INDEX.c.rowid)
    missing = db.session.scalars(select(Matter.id).where(Matter.id.not_in(indexed)).order_by(Matter.id)).all()
    for keys in _batches(missing):
        matter_index.write(index_rows(keys))
    return len(missing)
