"""The next due date that stands on a matter: kept with every step, and where a list in that order reads it from."""

from datetime import date

import pytest
from sqlalchemy import delete, select, update

from caseflow.law.terms import Action
from caseflow.services.rebuilding import rebuild
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.matters import NEVER, Matter
from caseflow.store.nearest import keep_nearest
from caseflow.store.subjects import Subject
from tests.factories import Enter, Entered

pytestmark = pytest.mark.usefixtures("inside")


def stands(it: Entered) -> date:
    """What stands on the matter's row, read from the database."""
    found = db.session.scalar(select(Matter.next_due).where(Matter.id == it.matter_id))
    assert found is not None
    return found


def test_every_step_moves_it_to_the_nearest_of_what_still_runs(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 9))
    # ten working days for XLD-10 and for telling the result would be 23/11; seven for accepting: 10-13, 16-18
    assert stands(it) == date(2026, 11, 18)
    it = enter.step(it, Action.PROPOSE, date(2026, 11, 10))
    it = enter.step(it, Action.ACCEPT, date(2026, 11, 12))
    near = select(Deadline.due_legal).join(Subject, Subject.id == Deadline.subject_id)
    running = near.where(Subject.matter_id == it.matter_id, Deadline.met_on.is_(None))
    assert stands(it) == min(db.session.scalars(running))


def test_a_matter_of_which_nothing_is_due_stands_at_the_end_of_the_list(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 9), facts={"in_competence": "no"})
    enter.step(it, Action.GUIDE, date(2026, 11, 10), {"guided_to": "UBND xã"})
    assert stands(it) == NEVER


def test_a_rebuild_puts_it_right(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 9))
    with enter.acting("quantri"):
        db.session.execute(update(Matter.__table__).values(next_due=date(2030, 1, 1)))  # type: ignore[arg-type]
        rebuild([it.entry_id or 0], enter.clock(), keep=True)
    assert stands(it) == date(2026, 11, 18)


def test_joining_moves_what_is_due_to_the_other_matter(enter: Enter) -> None:
    first = enter.a_complaint(received_on=date(2026, 11, 9))
    second = enter.a_complaint(received_on=date(2026, 11, 10))
    enter.step(second, Action.JOIN, date(2026, 11, 11), {"matter": first.matter_code, "new_facts": "no"})
    assert stands(first) == date(2026, 11, 18)
    assert stands(second) == NEVER


def test_writing_it_anew_touches_no_version(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 9))
    with enter.acting("quantri"):
        before = db.session.get_one(Matter, it.matter_id).version
        db.session.execute(delete(Deadline))
        keep_nearest([it.matter_id])
        db.session.expire_all()
        assert db.session.get_one(Matter, it.matter_id).version == before
    assert stands(it) == NEVER
