"""Duties that come round: a head's days of reception, a board's briefings. What was done is told by other records."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from caseflow.law.errors import NotFoundError
from caseflow.law.rights import Reader, Right
from caseflow.law.terms import Action, SubjectKind
from caseflow.store.db import db
from caseflow.store.offices import Office, offices_under
from caseflow.store.subjects import Event, Subject


class Duty(Subject):
    """What a body, or the head of one, owes so many times a week, month or quarter, while the post exists.

    `office_id` is the office that keeps the duty in mind, `body_id` the one that owes it.
    """

    __tablename__ = "duty"
    id: Mapped[int] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    family: Mapped[str] = mapped_column(String(32))
    body_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    post: Mapped[str] = mapped_column(default="")  # whose duty it is, as a schedule announces them
    holder: Mapped[str] = mapped_column(default="")  # who holds the post now
    since: Mapped[date]
    until: Mapped[date | None]
    kept_until: Mapped[date | None]  # the last day up to which its dates are written
    body: Mapped[Office] = relationship(foreign_keys=[body_id])

    __mapper_args__ = {"polymorphic_identity": SubjectKind.DUTY, "inherit_condition": id == Subject.id}
    __table_args__ = (UniqueConstraint("family", "body_id"),)


def find_duty(duty_id: int, reader: Reader) -> Duty:
    """One duty by key, of an office where the reader reads; NotFoundError otherwise."""
    query = select(Duty).where(Duty.id == duty_id, Duty.office_id.in_(offices_under(reader.paths(Right.READ))))
    found = db.session.scalar(query)
    if found is None:
        raise NotFoundError("Không có việc định kỳ này, hoặc nó không thuộc phạm vi của bạn.")
    return found


def duties_on(day: date, reader: Reader | None = None) -> Sequence[Duty]:
    """The duties that somebody has on a day, by body; with a reader those of the offices where they read."""
    query = (
        select(Duty)
        .join(Office, Office.id == Duty.body_id)
        .options(joinedload(Duty.body))
        .where(Duty.since <= day, or_(Duty.until.is_(None), Duty.until >= day))
        .order_by(Office.path, Duty.family)
    )
    if reader is not None:
        query = query.where(Duty.office_id.in_(offices_under(reader.paths(Right.READ))))
    return db.session.scalars(query).all()


def duties_to_keep(today: date) -> Sequence[Duty]:
    """The duties whose dates are written up to before a day and that somebody has on it."""
    behind = or_(Duty.kept_until.is_(None), Duty.kept_until < today)
    return db.session.scalars(select(Duty).where(behind, or_(Duty.until.is_(None), Duty.until >= today))).all()


def heads_of(body_ids: Sequence[int], families: Sequence[str]) -> Sequence[Duty]:
    """The duties of some bodies in some families, whenever they were."""
    query = select(Duty).where(Duty.body_id.in_(body_ids), Duty.family.in_(families)).order_by(Duty.id)
    return db.session.scalars(query).all()


def briefings_of(duty_ids: Collection[int], first: date, last: date) -> dict[int, list[date]]:
    """The days between two days, both included, on which some briefings were held."""
    query = select(Event.subject_id, Event.on).where(
        Event.subject_id.in_(duty_ids),
        Event.action == Action.HOLD_BRIEFING,
        Event.on.between(first, last),
        Event.superseded_by_id.is_(None),
    )
    found: dict[int, list[date]] = {}
    for duty_id, on in db.session.execute(query.order_by(Event.on)):
        found.setdefault(duty_id, []).append(on)
    return found
