"""Requests to see a sealed identity, as queries; the tables stand in vault.py, what overseers read in oversight.py."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from caseflow.law.errors import NotFoundError
from caseflow.law.rights import Reader, Right
from caseflow.law.terms import SubjectKind
from caseflow.store.db import db
from caseflow.store.matters import Matter, visible
from caseflow.store.offices import offices_under
from caseflow.store.people import User
from caseflow.store.subjects import Assignment, Subject
from caseflow.store.vault import IdentityOpening

OPENED = (SubjectKind.CASE, SubjectKind.ENTRY, SubjectKind.PETITION, SubjectKind.VISIT)

_Rows = Select[IdentityOpening, int, str, str, str, str]


class OpeningRow(NamedTuple):
    """A request as a page shows it."""

    opening: IdentityOpening
    matter_id: int
    code: str
    asked_by: str
    answered_by: str | None
    ended_by: str | None


def _of(matter_id: int) -> Select[int]:
    return select(Subject.id).where(Subject.matter_id == matter_id)


def is_given_to(matter_id: int, user_id: int) -> bool:
    """Whether a matter, or work on it, is at present in a person's hands. Having received a visit gives nothing."""
    own = select(Subject.id).where(
        Subject.matter_id == matter_id,
        Subject.responsible_id == user_id,
        Subject.is_open.is_(True),
        Subject.kind != SubjectKind.VISIT,
    )
    given = select(Assignment.id).where(
        Assignment.of_id.in_(_of(matter_id)), Assignment.to_user_id == user_id, Assignment.done_on.is_(None)
    )
    return db.session.scalar(own.limit(1)) is not None or db.session.scalar(given.limit(1)) is not None


def leaves_of(matter_id: int, user_id: int, now: datetime) -> Sequence[IdentityOpening]:
    """The requests of a person that were allowed, have not run out and were not ended, the longest first."""
    query = select(IdentityOpening).where(
        IdentityOpening.subject_id.in_(_of(matter_id)),
        IdentityOpening.asked_by_id == user_id,
        IdentityOpening.allowed.is_(True),
        IdentityOpening.until > now,
        IdentityOpening.ended_at.is_(None),
    )
    return db.session.scalars(query.order_by(IdentityOpening.until.desc(), IdentityOpening.id)).all()


def waiting_of(matter_id: int, user_id: int) -> IdentityOpening | None:
    """The request of a person that nobody has answered yet and that was not taken back."""
    query = select(IdentityOpening).where(
        IdentityOpening.subject_id.in_(_of(matter_id)),
        IdentityOpening.asked_by_id == user_id,
        IdentityOpening.answered_at.is_(None),
        IdentityOpening.ended_at.is_(None),
    )
    return db.session.scalar(query.limit(1))


def openings_of(matter_id: int, *, asked_by_id: int | None = None) -> Sequence[OpeningRow]:
    """Every request on a matter, or those of one person, latest first."""
    query = openings().where(Subject.matter_id == matter_id)
    if asked_by_id is not None:
        query = query.where(IdentityOpening.asked_by_id == asked_by_id)
    return opening_rows(query)


def openings_waiting(reader: Reader) -> Sequence[OpeningRow]:
    """The requests that a reader may answer: of others, unanswered, at an office where they may approve."""
    offices = offices_under(reader.paths(Right.APPROVE_IDENTITY))
    return opening_rows(
        openings().where(
            IdentityOpening.answered_at.is_(None),
            IdentityOpening.ended_at.is_(None),
            IdentityOpening.asked_by_id != reader.user_id,
            Subject.office_id.in_(offices),
            visible(reader),
        )
    )


def find_opening(opening_id: int, reader: Reader) -> OpeningRow:
    """One request by key, if the reader may know of its matter; NotFoundError otherwise."""
    found = opening_rows(openings().where(IdentityOpening.id == opening_id, visible(reader)))
    if not found:
        raise NotFoundError("Không có đề nghị này, hoặc nó không thuộc phạm vi của bạn.")
    return found[0]


def subject_to_open(matter_id: int) -> Subject | None:
    """What of a denunciation a request is about: where it is being worked on, else the paper, else the visit."""
    parts = db.session.scalars(select(Subject).where(Subject.matter_id == matter_id, Subject.kind.in_(OPENED))).all()
    return max(parts, key=lambda part: (part.is_open, -OPENED.index(part.kind), part.id), default=None)


def openings() -> _Rows:
    """Requests with the matter they are about and the people in them, latest first."""
    asker, answerer, ender = aliased(User), aliased(User), aliased(User)
    return (
        select(IdentityOpening, Matter.id, Matter.code, asker.name, answerer.name, ender.name)
        .join(Subject, Subject.id == IdentityOpening.subject_id)
        .join(Matter, Matter.id == Subject.matter_id)
        .join(asker, asker.id == IdentityOpening.asked_by_id)
        .outerjoin(answerer, answerer.id == IdentityOpening.answered_by_id)
        .outerjoin(ender, ender.id == IdentityOpening.ended_by_id)
        .order_by(IdentityOpening.id.desc())
    )


def opening_rows(query: _Rows) -> list[OpeningRow]:
    """The rows of such a query."""
    return [OpeningRow(*row) for row in db.session.execute(query)]
