"""The duty roster of reception desks: who sits at which office on which day, morning or afternoon; who is away."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, or_, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from caseflow.law.roster import Half
from caseflow.law.terms import Role
from caseflow.store.db import Model, Term, db
from caseflow.store.offices import Office
from caseflow.store.people import RolePost, User


class DeskShift(Model):
    """One person at the desk of an office for half a day."""

    __tablename__ = "desk_shift"
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    on: Mapped[date]
    half: Mapped[Half] = mapped_column(Term(Half))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    entered_at: Mapped[datetime]
    user: Mapped[User] = relationship(foreign_keys=[user_id])
    office: Mapped[Office] = relationship()

    __table_args__ = (
        UniqueConstraint("office_id", "on", "half", "user_id"),
        Index("ix_desk_shift_on_id", "on", "id"),
        Index("ix_desk_shift_user_id_on", "user_id", "on"),
    )


def shifts_between(office_id: int, first: date, last: date) -> Sequence[DeskShift]:
    """Who sits at the desk of an office between two days, both included, in the order of writing."""
    query = select(DeskShift).where(DeskShift.office_id == office_id, DeskShift.on.between(first, last))
    query = query.options(joinedload(DeskShift.user)).order_by(DeskShift.on, DeskShift.id)
    return db.session.scalars(query).all()


def next_shift_of(user_id: int, since: date) -> DeskShift | None:
    """When somebody sits at a desk next, from a day on."""
    query = select(DeskShift).where(DeskShift.user_id == user_id, DeskShift.on >= since)
    query = query.options(joinedload(DeskShift.office)).order_by(DeskShift.on, DeskShift.half.desc(), DeskShift.id)
    return db.session.scalar(query.limit(1))


def drop_shifts(ids: Collection[int]) -> None:
    """Take some people off the roster."""
    db.session.execute(delete(DeskShift).where(DeskShift.id.in_(ids)))


class Sitter(NamedTuple):
    """Somebody who may sit at the desk of an office."""

    user_id: int
    name: str


def sitters(office_id: int, roles: Collection[Role], first: date, last: date) -> list[Sitter]:
    """The active people who hold one of some roles at an office on a day between two, by given name."""
    query = (
        select(User.id, User.name)
        .join(RolePost, RolePost.user_id == User.id)
        .where(
            RolePost.office_id == office_id,
            RolePost.role.in_(sorted(roles)),
            RolePost.stands_in_for_id.is_(None),
            User.active.is_(True),
            or_(RolePost.since.is_(None), RolePost.since <= last),
            or_(RolePost.until.is_(None), RolePost.until >= first),
        )
        .group_by(User.id, User.name, User.sort_key)
        .order_by(User.sort_key, User.id)
    )
    return [Sitter(*row) for row in db.session.execute(query)]


class Absence(NamedTuple):
    """Somebody is away between two days, as somebody stands in for them; None: without an end."""

    user_id: int | None
    since: date | None
    until: date | None

    def covers(self, on: date) -> bool:
        """Whether the person is away on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


def absences(user_ids: Collection[int]) -> list[Absence]:
    """When some people are stood in for."""
    query = select(RolePost.stands_in_for_id, RolePost.since, RolePost.until)
    return [Absence(*row) for row in db.session.execute(query.where(RolePost.stands_in_for_id.in_(user_ids)))]
