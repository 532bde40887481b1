"""Work given by a document: who may give it, to whom, until when; who may report on it, and when that was recorded."""

from datetime import date

import pytest
from sqlalchemy import select

from caseflow.law.errors import MissingFactError, NotPermittedError, StaleEditError
from caseflow.law.terms import Action, AssignmentRole
from caseflow.services import orders
from caseflow.services.steps import Paper
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.documents import Document
from caseflow.store.offices import find_office
from caseflow.store.people import User
from caseflow.store.subjects import Assignment, Event
from tests.factories import NOTICE, Enter, Entered, Province

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def it(enter: Enter) -> Entered:
    return enter.a_case(received_on=date(2026, 11, 9), accepted_on=date(2026, 11, 12))


def give(
    enter: Enter,
    it: Entered,
    province: Province,
    *,
    by: str = "truongdonvi",
    office: str = "SO-NNMT",
    person: str = "",
    due_on: date | None = date(2026, 11, 27),
    paper: Paper = NOTICE,
) -> int:
    with enter.acting(by) as reader:
        work = orders.give(
            db.session.get_one(Case, it.case_id),
            to_office=find_office(province.offices[office]),
            to_user=db.session.get_one(User, province.people[person]) if person else None,
            role=AssignmentRole.LEAD,
            on=date(2026, 11, 13),
            due_on=due_on,
            paper=paper,
            reader=reader,
            now=enter.clock(),
        )
        return work.id


def report(enter: Enter, work_id: int, *, by: str, on: date = date(2026, 11, 20)) -> None:
    with enter.acting(by) as reader:
        work = db.session.get_one(Assignment, work_id)
        orders.report_by_paper(work, on=on, paper=NOTICE, reader=reader, now=enter.clock())


def test_work_given_has_its_paper_its_date_and_whoever_gave_it(enter: Enter, it: Entered, province: Province) -> None:
    work = db.session.get_one(Assignment, give(enter, it, province, person="so-giaiquyet"))
    paper = db.session.get_one(Document, work.document_id)
    assert (paper.kind, paper.number, work.due_on) == ("Văn bản giao việc", NOTICE.number, date(2026, 11, 27))
    told = db.session.scalar(select(Event).where(Event.subject_id == work.id))
    assert told is not None
    assert (told.action, told.recorded_by_id) == (Action.ASSIGN, province.people["truongdonvi"])
    assert db.session.get_one(Case, it.case_id).responsible_id == province.people["so-giaiquyet"]


def test_only_whoever_assigns_at_the_office_of_the_case_gives_its_work(
    enter: Enter, it: Entered, province: Province
) -> None:
    for login in ("xulydon", "xa1"):
        with pytest.raises(NotPermittedError, match="giao việc"):
            give(enter, it, province, by=login)


def test_the_person_must_hold_a_post_at_the_office(enter: Enter, it: Entered, province: Province) -> None:
    with pytest.raises(MissingFactError, match="không giữ vai trò nào") as refusal:
        give(enter, it, province, person="giaiquyet")
    assert refusal.value.field == "to_user"


@pytest.mark.parametrize(
    ("paper", "field"), [(Paper("", None, "A"), "paper_number"), (Paper("1", None, " "), "paper_signatory")]
)
def test_work_is_not_given_without_a_signed_paper(
    enter: Enter, it: Entered, province: Province, paper: Paper, field: str
) -> None:
    with pytest.raises(MissingFactError) as refusal:
        give(enter, it, province, paper=paper)
    assert refusal.value.field == field


def test_the_report_ends_the_date_and_says_who_recorded_it(enter: Enter, it: Entered, province: Province) -> None:
    work_id = give(enter, it, province, person="so-giaiquyet")
    report(enter, work_id, by="so-giaiquyet")
    met = db.session.scalar(select(Deadline.met_on).where(Deadline.subject_id == work_id))
    assert met == date(2026, 11, 20)
    told = db.session.scalar(select(Event).where(Event.subject_id == work_id, Event.action == Action.REPORT))
    assert told is not None
    assert told.recorded_by_id == province.people["so-giaiquyet"]
    with pytest.raises(StaleEditError):
        report(enter, work_id, by="so-giaiquyet")


def test_somebody_else_does_not_report_on_it_and_not_before_it_was_given(
    enter: Enter, it: Entered, province: Province
) -> None:
    work_id = give(enter, it, province)
    with pytest.raises(NotPermittedError):
        report(enter, work_id, by="xa1")
    with pytest.raises(MissingFactError, match="sau ngày giao"):
        report(enter, work_id, by="so", on=date(2026, 11, 12))
