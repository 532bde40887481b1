"""Matters (vụ việc): what it is all about. Every visit, entry and case belongs to one, and scope is read off it."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    false,
    func,
    or_,
    select,
    text,
    union,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.law.competence import Author
from caseflow.law.errors import NotFoundError
from caseflow.law.rights import OPEN_TO_ASSIGNED, RIGHTS, Reader, Right
from caseflow.law.terms import Field, PetitionKind, SubjectKind
from caseflow.store.db import Model, Term, db
from caseflow.store.offices import Office, under
from caseflow.store.people import User
from caseflow.store.subjects import Assignment, Subject

MANY = 3_000
"""Of so many matters it is quicker to go through all there are, in order, than to gather these first."""
READERS = 500
"""Of so many readers the conditions are kept: each is a value, as its reader is, and takes longer to put together than
to ask."""
NEVER = date.max
"""The next due date of a matter of which nothing is due."""


class Matter(Model):
    """One matter. `secret` says that it is a denunciation: no one without the right may learn that it exists."""

    __tablename__ = "matter"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str]
    folded: Mapped[str]
    kind: Mapped[PetitionKind | None] = mapped_column(Term(PetitionKind))
    field: Mapped[Field | None] = mapped_column(Term(Field))
    unit_code: Mapped[str] = mapped_column(String(12), default="")
    contested: Mapped[str] = mapped_column(default="")
    contested_on: Mapped[date | None]
    contested_author: Mapped[Author | None] = mapped_column(Term(Author))
    secret: Mapped[bool] = mapped_column(default=False)
    opened_on: Mapped[date]
    next_due: Mapped[date] = mapped_column(default=NEVER, server_default=NEVER.isoformat())  # see store/nearest.py
    look_again_on: Mapped[date | None]  # when time alone may raise or lift a suspicion
    version: Mapped[int] = mapped_column(default=1)
    offices: Mapped[list["MatterOffice"]] = relationship(back_populates="matter")
    subjects: Mapped[list[Subject]] = relationship(foreign_keys="Subject.matter_id", order_by="Subject.id")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index("ix_matter_opened_on_id", "opened_on", "id"),
        Index("ix_matter_next_due", "next_due", "id"),
        Index(
            "ix_matter_look_again_on",
            "look_again_on",
            "id",
            sqlite_where=text("look_again_on IS NOT NULL"),
            postgresql_where=text("look_again_on IS NOT NULL"),
        ),
    )


class MatterOffice(Model):
    """An office through which a matter passed: a projection of its entries, cases, visits and assignments."""

    __tablename__ = "matter_office"
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    matter: Mapped[Matter] = relationship(back_populates="offices")
    office: Mapped[Office] = relationship()

    __table_args__ = (Index("ix_matter_office_office_id_matter_id", "office_id", "matter_id"),)


class MatterLink(Model):
    """Two matters that belong together; of a denunciation, stored and shown on its side only."""

    __tablename__ = "matter_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    why: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("matter_id", "other_id"),)


class MatterFlag(Model):
    """A suspicion (vượt cấp, đông người, kéo dài …) with its reasons, and what a person decided on it.

    A row belongs to the facts it rests on (`digest`): the same facts raise nothing twice, others a row of their own.
    """

    __tablename__ = "matter_flag"
    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"), index=True)
    flag: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64), default="")
    reasons: Mapped[list[Any]]
    whats_new: Mapped[str] = mapped_column(default="")  # against the last row of this suspicion, in words
    basis: Mapped[str] = mapped_column(default="")
    raised_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]  # the facts no longer hold
    verdict: Mapped[str] = mapped_column(String(16), default="")
    verdict_reason: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[User | None] = relationship()

    __table_args__ = (
        UniqueConstraint("matter_id", "flag", "digest"),
        Index(
            "ix_matter_flag_standing",
            "flag",
            "matter_id",
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
        Index(
            "ix_matter_flag_doubted",
            "matter_id",
            sqlite_where=text("lifted_at IS NULL AND verdict = ''"),
            postgresql_where=text("lifted_at IS NULL AND verdict = ''"),
        ),
    )

    @property
    def is_pending(self) -> bool:
        """Whether it waits for a verdict."""
        return not self.verdict and self.lifted_at is None


def _passed_through(reader: Reader, right: Right) -> ColumnElement[bool]:
    """The matter passed through an office where the reader carries the right."""
    # asked of each row that is looked at, by its own few offices, so that a page costs the same however many matters
    # and offices there are; without the offset PostgreSQL would rather read every matter's offices at once
    passed = select(MatterOffice.matter_id).join(Office, Office.id == MatterOffice.office_id)
    here = and_(MatterOffice.matter_id == Matter.id, under(reader.paths(right)))
    return passed.where(here).correlate(Matter).offset(0).exists()


def _assigned(reader: Reader) -> ColumnElement[bool]:
    """The matter was assigned to the reader in person: asked of each row, as its offices are, and only then."""
    if not _may_be_assigned(reader):
        return false()
    each = (keys.where(keys.selected_columns[0] == Matter.id) for keys in _keys_assigned(reader))
    return or_(*(keys.correlate(Matter).offset(0).exists() for keys in each))


def _may_be_assigned(reader: Reader) -> bool:
    return any(OPEN_TO_ASSIGNED & RIGHTS[role] for role in reader.roles)


def _keys_assigned(reader: Reader) -> tuple[Select[Any], Select[Any]]:
    """What was given to the reader and is not done yet; what the reader is responsible for."""
    given = select(Assignment.matter_id).where(
        Assignment.to_user_id == reader.user_id, Assignment.done_on.is_(None), Assignment.matter_id.is_not(None)
    )
    own = select(Subject.matter_id).where(
        Subject.responsible_id == reader.user_id,
        Subject.matter_id.is_not(None),
        Subject.kind != SubjectKind.ASSIGNMENT,  # work once given opens nothing when it is done
    )
    return given, own


_wide: set[tuple[object, ...]] = set()
"""Which offices of which database were found to have passed many matters: they never become fewer."""


def narrow_reach(reader: Reader, *, many: int = MANY) -> ColumnElement[bool] | None:
    """The condition to be one of the few matters that passed a reader's offices or desk; nothing where they are many.

    It tells less than `visible`, beside which it stands: it has a query begin with these few instead of looking at
    every matter of the province to find them. Half of all that there are is many, too: a page is then soon filled.
    """
    key = (str(db.engine.url), many, *_paths_of(reader))
    if key in _wide:
        return None
    theirs, everything = db.session.execute(_how_many(reader, many)).one()
    if theirs == many:
        _wide.add(key)
    return None if theirs == many or 2 * theirs >= (everything or 0) else few(reader)


def _paths_of(reader: Reader) -> list[str]:
    return sorted({*reader.paths(Right.READ), *reader.paths(Right.READ_SECRET)})


def _passed_any(reader: Reader) -> Select[int]:
    passed = select(MatterOffice.matter_id).join(Office, Office.id == MatterOffice.office_id)
    return passed.where(under(_paths_of(reader)))


@lru_cache(maxsize=READERS)
def _how_many(reader: Reader, many: int) -> Select[int, int | None]:
    """How many a reader's offices passed, counted no further than that; about how many there are in all."""
    theirs = select(func.count()).select_from(_passed_any(reader).limit(many).subquery()).scalar_subquery()
    return select(theirs, select(func.max(Matter.id)).scalar_subquery())


@lru_cache(maxsize=READERS)
def few(reader: Reader) -> ColumnElement[bool]:
    """The condition to be one of the matters that passed a reader's offices or desk, whose keys are gathered first."""
    own = (keys.correlate(None) for keys in (_keys_assigned(reader) if _may_be_assigned(reader) else ()))
    return Matter.id.in_(union(_passed_any(reader), *own))


@lru_cache(maxsize=READERS)
def visible(reader: Reader) -> ColumnElement[bool]:
    """The condition under which a matter, and what belongs to it, may be known to a reader."""
    assigned = _assigned(reader)
    may_know = reader.may(Right.READ_SECRET) or reader.may(Right.SEE_IDENTITY)
    open_matters = and_(Matter.secret.is_(False), or_(_passed_through(reader, Right.READ), assigned))
    secret_ones = or_(_passed_through(reader, Right.READ_SECRET), assigned if may_know else false())
    return or_(open_matters, and_(Matter.secret.is_(True), secret_ones))


@lru_cache(maxsize=READERS)
def _by_code(reader: Reader) -> Select[Matter]:
    return select(Matter).where(Matter.code == bindparam("code"), visible(reader))


def find_matter(code: str, reader: Reader) -> Matter:
    """One matter by its code, if the reader may know of it; the same NotFoundError whether it is absent or hidden."""
    found = db.session.scalar(_by_code(reader), {"code": code})
    if found is None:
        raise NotFoundError("Không có vụ việc này, hoặc nó không thuộc phạm vi của bạn.")
    return found


def may_see(matter_id: int | None, reader: Reader) -> bool:
    """Whether a reader may know of a matter."""
    return (
        matter_id is not None
        and db.session.scalar(select(Matter.id).where(Matter.id == matter_id, visible(reader))) is not None
    )
