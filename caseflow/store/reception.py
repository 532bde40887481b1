"""Reception: visits with their people and papers."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Subquery,
    and_,
    or_,
    select,
    text,
    union,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from caseflow.law.errors import NotFoundError
from caseflow.law.rights import Reader, Right
from caseflow.law.terms import PetitionKind, SubjectKind, VisitKind, VisitOutcome, VisitStatus
from caseflow.store.db import Model, Term, db
from caseflow.store.matters import Matter, visible
from caseflow.store.offices import offices_under
from caseflow.store.people import User
from caseflow.store.search import with_words
from caseflow.store.subjects import Party, Subject


class Visit(Subject):
    """People sat down at the desk. Only a name and a summary are required; the rest may be completed later."""

    __tablename__ = "visit"
    id: Mapped[int] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    number: Mapped[str] = mapped_column(String(40), default="", index=True)
    visit_kind: Mapped[VisitKind] = mapped_column(Term(VisitKind), default=VisitKind.REGULAR)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("reception_session.id"), index=True)
    on: Mapped[date]
    at: Mapped[datetime]
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    people_present: Mapped[int] = mapped_column(default=1)
    people_received: Mapped[int] = mapped_column(default=1)
    is_group: Mapped[bool] = mapped_column(default=False)
    representatives_paper: Mapped[str] = mapped_column(default="")
    appointed_by: Mapped[int | None]  # how many signed the appointment of the representatives, where it was counted
    police_called_at: Mapped[str] = mapped_column(String(5), default="", server_default="")
    police_result: Mapped[str] = mapped_column(default="", server_default="")
    led_to_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    summary: Mapped[str]
    request: Mapped[str] = mapped_column(default="")
    settled_by: Mapped[str] = mapped_column(default="")
    told_as: Mapped[PetitionKind | None] = mapped_column(Term(PetitionKind))  # what they said it is, at the desk
    outcome: Mapped[VisitOutcome | None] = mapped_column(Term(VisitOutcome))
    guided_to: Mapped[str] = mapped_column(default="")
    refusal_ground: Mapped[str] = mapped_column(String(12), default="")
    is_complete: Mapped[bool] = mapped_column(default=True)
    status: Mapped[VisitStatus | None] = mapped_column(Term(VisitStatus))  # none: its outcome says it all
    received_by: Mapped[User | None] = relationship(foreign_keys=[received_by_id])
    papers: Mapped[list["VisitPaper"]] = relationship(
        back_populates="visit", order_by="VisitPaper.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"polymorphic_identity": SubjectKind.VISIT, "inherit_condition": id == Subject.id}
    __table_args__ = (
        Index("ix_visit_on_id", "on", "id"),
        Index(
            "ix_visit_group_on_id",
            "on",
            "id",
            sqlite_where=text("is_group IS 1"),
            postgresql_where=text("is_group IS TRUE"),
        ),
        Index(
            "ix_visit_unfinished",
            "id",
            sqlite_where=text("is_complete IS 0"),
            postgresql_where=text("is_complete IS FALSE"),
        ),
    )

    @property
    def is_receipted(self) -> bool:
        """Whether anything was taken for which a receipt is due (Mẫu 02/TCD)."""
        return bool(self.papers) or self.outcome is VisitOutcome.PAPER_TAKEN


class VisitMatter(Model):
    """A visit may be about several matters, and a matter gathers many visits."""

    __tablename__ = "visit_matter"
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), primary_key=True, index=True)


def keys_about(matter_id: ColumnElement[int]) -> Subquery:
    """The keys of all that belongs to a matter, and of the visits that spoke of it among others.

    A question begins with them: of many tables PostgreSQL reads those named last as the last, whatever they hold.
    """
    own = select(Subject.__table__.c.id).where(Subject.__table__.c.matter_id == matter_id)
    return union(own, select(VisitMatter.visit_id).where(VisitMatter.matter_id == matter_id)).subquery()


class VisitPaper(Model):
    """A paper handed in at the desk (Mẫu 02/TCD)."""

    __tablename__ = "visit_paper"
    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    name: Mapped[str]
    pages: Mapped[int] = mapped_column(default=1)
    is_original: Mapped[bool] = mapped_column(default=False)
    condition: Mapped[str] = mapped_column(default="", server_default="")
    visit: Mapped[Visit] = relationship(back_populates="papers")


def visits_seen_by(reader: Reader) -> ColumnElement[bool]:
    """The condition under which a visit may be known to a reader: received where they read, and not secret to them.

    Whoever received a denouncer as such knows it: they may print the receipt, and read no more of the matter than
    others. What only turned out later to be a denunciation is hidden from them too.
    """
    here = Visit.office_id.in_(offices_under(reader.paths(Right.READ)))
    open_ones = and_(Visit.secret.is_(False), here)
    secret_ones = and_(Visit.secret.is_(True), Visit.office_id.in_(offices_under(reader.paths(Right.READ_SECRET))))
    own_ones = and_(Visit.received_by_id == reader.user_id, Visit.told_as == PetitionKind.DENUNCIATION, here)
    return or_(open_ones, secret_ones, own_ones)


def find_visit(visit_id: int, reader: Reader) -> Visit:
    """One visit by key, if the reader may know of it; NotFoundError otherwise."""
    found = db.session.scalar(select(Visit).where(Visit.id == visit_id, visits_seen_by(reader)))
    if found is None:
        raise NotFoundError("Không có lượt tiếp này, hoặc nó không thuộc phạm vi của bạn.")
    return found


def matters_of_visit(visit_id: int, reader: Reader) -> list[Matter]:
    """The matters a visit was about, as far as the reader may know of them."""
    query = select(Matter).join(VisitMatter, VisitMatter.matter_id == Matter.id)
    return list(db.session.scalars(query.where(VisitMatter.visit_id == visit_id, visible(reader))))


def visits_page(
    reader: Reader,
    *,
    words: str,
    before: int | None,
    limit: int,
    on: date | None = None,
    unfinished: bool = False,
) -> Sequence[Visit]:
    """The visits a reader may know of, newest first, with their people and papers; paged by key.

    Narrowed to those of a day, to those of which half was written down, to those about a matter that holds some words
    and that the reader may know of.
    """
    query = (
        select(Visit)
        .where(visits_seen_by(reader))
        .options(
            selectinload(Visit.parties).joinedload(Party.citizen),
            joinedload(Visit.office),
        )
        .order_by(Visit.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Visit.id < before)
    if on is not None:
        query = query.where(Visit.on == on)
    if unfinished:
        query = query.where(Visit.is_complete.is_(False))
    if words:
        about = select(VisitMatter.visit_id).join(Matter, Matter.id == VisitMatter.matter_id)
        query = query.where(Visit.id.in_(about.where(visible(reader), with_words(words, reader))))
    return db.session.scalars(query).all()


def visits_of_sessions(session_ids: Sequence[int], reader: Reader) -> Sequence[Visit]:
    """The visits to some sessions of leaders that a reader may know of, in the order in which people were received."""
    query = (
        select(Visit)
        .where(Visit.session_id.in_(session_ids), visits_seen_by(reader))
        .options(selectinload(Visit.parties).joinedload(Party.citizen))
        .order_by(Visit.id)
    )
    return db.session.scalars(query).all()
