"""The nearest running due date of each matter, kept on its row so that a list in that order reads only what it shows.

A projection of the deadlines: written anew at the end of every transaction that touched one, or moved a record.
"""

from collections.abc import Collection

from sqlalchemy import func, select, update

from caseflow.store.bulk import among
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, running
from caseflow.store.matters import NEVER, Matter
from caseflow.store.subjects import Subject
from caseflow.store.transactions import before_end


def keep_nearest_later(subject_id: int) -> None:
    """Have the next due date of a subject's matter written when everything of this transaction is written."""
    before_end(keep_nearest_of, subject_id)


def keep_nearest_of(subject_ids: Collection[int]) -> None:
    """Write the next due date of the matters of some subjects anew."""
    found = select(Subject.matter_id).where(among(Subject.id, set(subject_ids)), Subject.matter_id.is_not(None))
    keep_nearest([key for key in db.session.scalars(found.distinct()) if key is not None])


def keep_nearest(matter_ids: Collection[int]) -> None:
    """Write the next due date of some matters anew, where it has changed."""
    if not matter_ids:
        return
    table = Matter.__table__
    nearest = (
        select(func.coalesce(func.min(Deadline.due_legal), NEVER))
        .join(Subject, Subject.id == Deadline.subject_id)
        .where(Subject.matter_id == table.c.id, running())
        .scalar_subquery()
    )
    changed = update(table).where(among(Matter.id, matter_ids), table.c.next_due != nearest)  # type: ignore[arg-type]
    db.session.execute(changed.values(next_due=nearest))
