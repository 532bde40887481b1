"""Work that was given, on both engines: who holds the file from when to when, and whom it lets see the matter."""

from datetime import date

import pytest
from sqlalchemy import select

from caseflow.law.terms import Action, AssignmentRole
from caseflow.services import assignments
from caseflow.store.db import db
from caseflow.store.matters import may_see
from caseflow.store.people import User, reader_of
from caseflow.store.subjects import Assignment, Handover, Subject
from tests.factories import Enter, Entered, Province

pytestmark = pytest.mark.usefixtures("inside")


def given(enter: Enter, province: Province, it: Entered, on: date, *, to: str, role: AssignmentRole) -> int:
    """Work on a case given to a person, at the department; the key of the assignment."""
    with enter.acting("thamquyen", "giao việc"):
        work = assignments.assign(
            db.session.get_one(Subject, it.case_id),
            to_office_id=province.offices["SO-NNMT"],
            to_user=db.session.get_one(User, province.people[to]),
            role=role,
            on=on,
            due_on=None,
            document=None,
            now=enter.clock(),
        )
        return work.id


def a_case(enter: Enter) -> Entered:
    return enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))


def test_whoever_took_part_sees_the_matter_until_the_work_is_reported(enter: Enter, province: Province) -> None:
    it = a_case(enter)
    officer = reader_of(province.people["xa2-don"], enter.clock.today)
    assert not may_see(it.matter_id, officer)
    work_id = given(enter, province, it, date(2026, 9, 3), to="xa2-don", role=AssignmentRole.SUPPORT)
    assert may_see(it.matter_id, officer)
    with enter.acting("thamquyen", "báo cáo"):
        work = db.session.get_one(Assignment, work_id)
        assignments.report(work, on=date(2026, 9, 10), document=None, now=enter.clock())
    assert not may_see(it.matter_id, officer)


def test_work_entered_late_takes_its_place_among_those_who_held_the_file(enter: Enter, province: Province) -> None:
    it = a_case(enter)
    given(enter, province, it, date(2026, 9, 10), to="so-giaiquyet", role=AssignmentRole.LEAD)
    enter.step(it, Action.VERIFY, date(2026, 9, 3), {"verifier": province.offices["XA-18880"]})
    held = db.session.scalars(select(Handover).where(Handover.subject_id == it.case_id).order_by(Handover.from_on))
    assert [(one.office_id, one.from_on, one.to_on) for one in held] == [
        (province.offices["XA-18880"], date(2026, 9, 3), date(2026, 9, 10)),
        (province.offices["SO-NNMT"], date(2026, 9, 10), None),
    ]
    assert db.session.get_one(Subject, it.case_id).responsible_id == province.people["so-giaiquyet"]
