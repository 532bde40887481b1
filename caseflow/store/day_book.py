"""What the leader's day book tells of many matters at once: their names, the dates that run, what was decided."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from caseflow.law.rights import Reader
from caseflow.store.cases import Case, Decision
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, running
from caseflow.store.matters import Matter, visible
from caseflow.store.subjects import Subject


class BookedMatter(NamedTuple):
    """A matter as the day book names it."""

    id: int
    code: str
    title: str
    secret: bool


class BookedDate(NamedTuple):
    """A date that runs on a matter."""

    matter_id: int | None
    code: str
    label: str
    due_on: date


class BookedDecision(NamedTuple):
    """A decision or conclusion on a matter."""

    matter_id: int | None
    case_code: str
    issued_on: date
    result: str


def matters_booked(ids: Collection[int], reader: Reader) -> dict[int, BookedMatter]:
    """Some matters by key, as far as the reader may know of them."""
    query = select(Matter.id, Matter.code, Matter.title, Matter.secret).where(Matter.id.in_(ids), visible(reader))
    return {row[0]: BookedMatter(*row) for row in db.session.execute(query)}


def dates_running(matter_ids: Collection[int]) -> list[BookedDate]:
    """The dates that run on some matters, those due first first."""
    query = (
        select(Subject.matter_id, Deadline.code, Deadline.label, Deadline.due_legal)
        .join(Subject, Subject.id == Deadline.subject_id)
        .where(Subject.matter_id.in_(matter_ids), running())
        .order_by(Deadline.due_legal, Deadline.id)
    )
    return [BookedDate(*row) for row in db.session.execute(query)]


def decisions_on(matter_ids: Collection[int]) -> list[BookedDecision]:
    """What was decided on some matters, the earliest first."""
    query = (
        select(Case.matter_id, Case.code, Decision.issued_on, Decision.result)
        .join(Case, Case.id == Decision.case_id)
        .where(Case.matter_id.in_(matter_ids))
        .order_by(Decision.issued_on, Decision.id)
    )
    return [BookedDecision(*row) for row in db.session.execute(query)]
