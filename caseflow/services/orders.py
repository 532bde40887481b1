"""Work given by somebody with the right to, by a document with a typed date; its report; its correction."""

from datetime import date, datetime

from sqlalchemy import select

from caseflow.law.errors import HistoryError, MissingFactError, NotPermittedError, StaleEditError
from caseflow.law.rights import Reader, Right
from caseflow.law.terms import Action, AssignmentRole
from caseflow.services.assignments import assign, keep_deadline, report
from caseflow.services.deadline_moves import By
from caseflow.services.identity import seal_words
from caseflow.services.matters import pass_through
from caseflow.services.steps import Paper
from caseflow.store.db import db
from caseflow.store.documents import Document
from caseflow.store.offices import Office, find_office
from caseflow.store.people import User, reader_of
from caseflow.store.subjects import Assignment, Event, Handover, Subject

ASSIGNING_PAPER = "Văn bản giao việc"
REPORTING_PAPER = "Báo cáo kết quả"


def give(
    subject: Subject,
    *,
    to_office: Office,
    to_user: User | None,
    role: AssignmentRole,
    on: date,
    due_on: date | None,
    paper: Paper,
    reader: Reader,
    now: datetime,
) -> Assignment:
    """Give work on a subject by a document, to an office or to a person who holds a post there.

    Raises NotPermittedError without the right at the subject's office, MissingFactError without number and signatory or
    for a person of another office.
    """
    if not reader.may_at(Right.ASSIGN, subject.office.path):
        raise NotPermittedError("Việc này cần quyền “giao việc” ở cơ quan đang giữ hồ sơ.")
    for name, label in (("number", "số văn bản"), ("signatory", "người ký")):
        if not getattr(paper, name).strip():
            raise MissingFactError(f"Cần ghi {label} giao việc.", field=f"paper_{name}")
    if to_user is not None and to_office.id not in {post.office_id for post in reader_of(to_user.id, on).posts}:
        raise MissingFactError(f"{to_user.name} không giữ vai trò nào ở {to_office.name}.", field="to_user")
    assignment = assign(
        subject,
        to_office_id=to_office.id,
        to_user=to_user,
        role=role,
        on=on,
        due_on=due_on,
        document=_document(subject, paper, ASSIGNING_PAPER, on),
        now=now,
    )
    _note(assignment, Action.ASSIGN, on, assignment.document_id, reader=reader, now=now)
    seal_words(subject, by_id=reader.user_id, now=now)
    return assignment


def may_report(assignment: Assignment, reader: Reader) -> bool:
    """Whether a person may say that work is done: who was given it, whoever settles at that office, or who gave it."""
    return (
        assignment.to_user_id == reader.user_id
        or reader.may_at(Right.TAKE_CASE_STEPS, assignment.to_office.path)
        or reader.may_at(Right.ASSIGN, assignment.office.path)
    )


def report_by_paper(assignment: Assignment, *, on: date, paper: Paper, reader: Reader, now: datetime) -> None:
    """Report that work is done, by a document. Raises NotPermittedError; StaleEditError when it was before."""
    if not may_report(assignment, reader):
        raise NotPermittedError("Chỉ người, cơ quan được giao hoặc người giao mới ghi báo cáo được.")
    if assignment.done_on is not None:
        raise StaleEditError("Việc này đã có báo cáo.")
    if on < assignment.on:
        raise MissingFactError("Ngày báo cáo phải sau ngày giao việc.", field="on")
    document = _document(assignment, paper, REPORTING_PAPER, on) if paper.number.strip() else None
    report(assignment, on=on, document=document, now=now)
    _note(assignment, Action.REPORT, on, assignment.report_document_id, reader=reader, now=now)
    seal_words(assignment, by_id=reader.user_id, now=now)


def _note(
    assignment: Assignment, action: Action, on: date, document_id: int | None, *, reader: Reader, now: datetime
) -> None:
    """Write down who gave the work, or reported on it, and when that was recorded."""
    noted = Event(
        subject_id=assignment.id,
        action=action,
        on=on,
        recorded_at=now,
        recorded_by_id=reader.user_id,
        before="",
        after="",
        document_id=document_id,
        facts={},
    )
    db.session.add(noted)
    db.session.flush()


def _document(subject: Subject, paper: Paper, kind: str, on: date) -> Document:
    document = Document(
        subject_id=subject.id,
        kind=paper.kind or kind,
        number=paper.number.strip(),
        issued_on=paper.issued_on or on,
        signatory=paper.signatory.strip(),
    )
    db.session.add(document)
    db.session.flush()
    return document


def amend_by_step(subject: Subject, old: Event, new: Event, *, now: datetime) -> None:
    """Have the work that a step gave follow the step's correction; refused once another office has reported on it."""
    given = select(Assignment).where(Assignment.of_id == subject.id, Assignment.document_id == old.document_id)
    assignment = db.session.scalar(given)
    if assignment is None or old.document_id is None:
        return
    office = find_office(int(str(new.facts["verifier"])))
    if office.id != assignment.to_office_id and assignment.done_on is not None:
        raise HistoryError("Cơ quan được giao đã báo cáo; không đổi cơ quan được nữa.", field="verifier")
    held = select(Handover).where(
        Handover.subject_id == subject.id,
        Handover.office_id == assignment.to_office_id,
        Handover.from_on == assignment.on,
    )
    for holding in db.session.scalars(held):
        holding.office_id, holding.from_on = office.id, new.on
    due = new.facts.get("due_on")
    assignment.to_office_id, assignment.on, assignment.document_id = office.id, new.on, new.document_id
    assignment.due_on = date.fromisoformat(str(due)) if due else None
    db.session.flush()
    if subject.matter_id is not None:
        pass_through(subject.matter_id, office.id)
    keep_deadline(assignment, now=now, by=By(new, old))
