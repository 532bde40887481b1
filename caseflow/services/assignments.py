"""Giving work by document with a typed date, taking it back with a report; who holds the file from when to when."""

from datetime import date, datetime

from sqlalchemy import select

from caseflow.law.clock import local_date
from caseflow.law.errors import MissingFactError
from caseflow.law.terms import AssignmentRole
from caseflow.services.deadline_moves import NOBODY, By
from caseflow.services.deadlines import Wanted, decided, rewrite
from caseflow.services.flags import review_later
from caseflow.services.matters import pass_through
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.deadlines import Origin, deadlines_to_rewrite
from caseflow.store.documents import Document
from caseflow.store.offices import find_office
from caseflow.store.people import User
from caseflow.store.subjects import Assignment, Event, Handover, Subject

ASSIGNED = "GIAO-VIEC"
CONCLUDED = "KET-LUAN-TCD"
"""Work that a leader's conclusion gave when receiving somebody (NĐ 154/2026 Đ25.2)."""
LABELS = {
    ASSIGNED: "Báo cáo kết quả việc được giao",
    CONCLUDED: "Thực hiện kết luận tiếp công dân",
}


def assign(
    subject: Subject,
    *,
    to_office_id: int,
    to_user: User | None,
    role: AssignmentRole,
    on: date,
    due_on: date | None,
    document: Document | None,
    now: datetime,
    conclusion_id: int | None = None,
    content: str = "",
) -> Assignment:
    """Give work on a subject to an office, or to a person there; whoever leads holds the file from that day.

    A task of a conclusion hands nothing over: the file stays where it is.
    """
    if on > local_date(now):
        raise MissingFactError("Ngày giao việc không được ở sau hôm nay.", field="on")
    if due_on is not None and due_on < on:
        raise MissingFactError("Hạn phải sau ngày giao việc.", field="due_on")
    assignment = Assignment(
        office_id=subject.office_id,
        matter_id=subject.matter_id,
        secret=subject.secret,
        responsible_id=to_user.id if to_user else None,
        created_at=now,
        of_id=subject.id,
        to_office_id=to_office_id,
        to_user_id=to_user.id if to_user else None,
        role=role,
        on=on,
        due_on=due_on,
        document_id=document.id if document else None,
        conclusion_id=conclusion_id,
        content=content,
    )
    db.session.add(assignment)
    db.session.flush()
    if subject.matter_id is not None:
        pass_through(subject.matter_id, to_office_id)
    if role is AssignmentRole.LEAD and conclusion_id is None:
        hand_over(subject, office_id=to_office_id, user=to_user, on=on)
    keep_deadline(assignment, now=now)
    review_later(subject, now=now)
    return assignment


def assign_by_step(subject: Subject, event: Event, *, now: datetime) -> Assignment:
    """The assignment that a recorded step (giao xác minh, giao giải quyết) contains."""
    office = find_office(int(str(event.facts["verifier"])))
    due = event.facts.get("due_on")
    document = db.session.get(Document, event.document_id) if event.document_id else None
    return assign(
        subject,
        to_office_id=office.id,
        to_user=None,
        role=AssignmentRole.LEAD,
        on=event.on,
        due_on=date.fromisoformat(str(due)) if due else None,
        document=document,
        now=now,
    )


def hand_over(subject: Subject, *, office_id: int, user: User | None, on: date) -> None:
    """Put a holding in its place among the others: it ends the one before and lasts until the one after, if any."""
    db.session.flush()
    others = select(Handover).where(Handover.subject_id == subject.id).order_by(Handover.from_on, Handover.id)
    before = after = None
    for held in db.session.scalars(others):
        if held.from_on <= on:
            before = held
        elif after is None:
            after = held
    if before is not None and (before.to_on is None or before.to_on > on):
        before.to_on = on
    db.session.add(
        Handover(
            subject_id=subject.id,
            office_id=office_id,
            user_id=user.id if user else None,
            from_on=on,
            to_on=after.from_on if after else None,
        )
    )
    if user is not None and after is None:
        subject.responsible_id = user.id


def report(assignment: Assignment, *, on: date, document: Document | None, now: datetime) -> None:
    """The work given is done: the report ends its date."""
    if on > local_date(now):
        raise MissingFactError("Ngày báo cáo không được ở sau hôm nay.", field="on")
    assignment.done_on = on
    assignment.report_document_id = document.id if document else None
    assignment.is_open = False
    keep_deadline(assignment, now=now)


def end_with(subject: Subject, *, on: date, now: datetime) -> None:
    """What was given on a subject has served its end (decided, answered, closed): its dates stop on that day."""
    standing = select(Assignment).where(Assignment.of_id == subject.id, Assignment.done_on.is_(None))
    for assignment in db.session.scalars(standing):
        report(assignment, on=max(on, assignment.on), document=None, now=now)


def keep_deadline(assignment: Assignment, *, now: datetime, by: By = NOBODY) -> None:
    """The typed date of an assignment is a deadline set by a document: it never counts as the law's."""
    wanted = typed_row(
        assignment.id,
        on=assignment.on,
        due_on=assignment.due_on,
        done_on=assignment.done_on,
        concluded=assignment.conclusion_id is not None,
    )
    rewrite(assignment.id, [wanted] if wanted else [], deadlines_to_rewrite(assignment.id), by=by, now=now)


def typed_row(
    assignment_id: int, *, on: date, due_on: date | None, done_on: date | None, concluded: bool
) -> Wanted | None:
    """The deadline row of an assignment; none where no date was typed."""
    if due_on is None:
        return None
    family = CONCLUDED if concluded else ASSIGNED
    cause, rolled = f"assignment:{assignment_id}", working_calendar().roll_forward(due_on)
    return Wanted(
        family,
        cause,
        1,
        family,
        LABELS[family],
        Origin.DOCUMENT,
        on,
        due_on,
        rolled,
        done_on,
        paused=False,
        cause=decided(f"{cause}:{due_on}", due_on, rolled),
    )
