"""Results made public: each version of a text, who prepared, approved, withdrew it, and what anybody may read."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, and_, func, or_, select, text
from sqlalchemy.orm import Mapped, aliased, joinedload, mapped_column, relationship

from caseflow.law.errors import NotFoundError
from caseflow.law.publications import PublicationState, digest_of
from caseflow.law.rights import Reader, Right
from caseflow.law.terms import Field, PetitionKind
from caseflow.store.cases import Case
from caseflow.store.db import Model, Term, db
from caseflow.store.matters import Matter, visible
from caseflow.store.offices import Office, offices_under
from caseflow.store.people import User
from caseflow.store.subjects import Event


class Publication(Model):
    """One version of what is told of a decision or conclusion; only what was ticked stands in it.

    `slug` is its public address and leads nowhere else. `days` is how long it stands, `until` its last day.
    """

    __tablename__ = "publication"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(36), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("settlement_case.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"))
    kind: Mapped[PetitionKind] = mapped_column(Term(PetitionKind))
    paper: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"), index=True)
    field: Mapped[Field | None] = mapped_column(Term(Field))
    area: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    days: Mapped[int]
    state: Mapped[PublicationState] = mapped_column(Term(PublicationState))
    prepared_at: Mapped[datetime]
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    return_reason: Mapped[str] = mapped_column(default="")
    approved_digest: Mapped[str] = mapped_column(String(64), default="")
    posted_on: Mapped[date | None]
    until: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    withdrawal_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    office: Mapped[Office | None] = relationship()
    event: Mapped[Event] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index(
            "uq_publication_waiting",
            "event_id",
            unique=True,
            sqlite_where=text("state = 'prepared'"),
            postgresql_where=text("state = 'prepared'"),
        ),
        Index(
            "uq_publication_posted",
            "event_id",
            unique=True,
            sqlite_where=text("state = 'posted'"),
            postgresql_where=text("state = 'posted'"),
        ),
        Index("ix_publication_posted_on_id", "posted_on", "id"),
    )

    def told(self) -> dict[str, str]:
        """All that the public reads, as words."""
        return {
            "paper": self.paper,
            "number": self.number,
            "issued_on": self.issued_on.isoformat() if self.issued_on else "",
            "office": str(self.office_id or ""),
            "field": self.field.value if self.field else "",
            "area": self.area,
            "content": self.content,
            "result": self.result,
            "days": str(self.days),
        }

    def stands_on(self, day: date) -> bool:
        """Whether it stands on the portal on a day: `is_public` of one row."""
        return self.state is PublicationState.POSTED and self.until is not None and self.until >= day

    def digest(self) -> str:
        """The digest of what stands in it now."""
        return digest_of(self.told())


def is_public(today: date) -> ColumnElement[bool]:
    """The condition under which anybody may read a publication: posted, and its last day not over."""
    return and_(
        Publication.state == PublicationState.POSTED, Publication.posted_on <= today, Publication.until >= today
    )


class Narrowed(NamedTuple):
    """What the public list is narrowed to: an office, a kind, the days of a month."""

    office_id: int | None = None
    kind: PetitionKind | None = None
    first: date | None = None
    last: date | None = None


def public_page(wanted: Narrowed, *, today: date, after: tuple[date, int] | None, limit: int) -> Sequence[Publication]:
    """What stands on the portal today, newest first, from after a day and a key."""
    query = select(Publication).where(is_public(today)).options(joinedload(Publication.office))
    if wanted.office_id is not None:
        query = query.where(Publication.office_id == wanted.office_id)
    if wanted.kind is not None:
        query = query.where(Publication.kind == wanted.kind)
    if wanted.first is not None:
        query = query.where(Publication.posted_on.between(wanted.first, wanted.last))
    if after is not None:
        day, key = after
        query = query.where(or_(Publication.posted_on < day, and_(Publication.posted_on == day, Publication.id < key)))
    return db.session.scalars(query.order_by(Publication.posted_on.desc(), Publication.id.desc()).limit(limit)).all()


def publishing_offices(today: date) -> Sequence[Office]:
    """The offices of which something stands on the portal today."""
    keys = select(Publication.office_id).where(is_public(today))
    return db.session.scalars(select(Office).where(Office.id.in_(keys)).order_by(Office.name, Office.id)).all()


def find_public(slug: str, today: date) -> Publication:
    """One publication by its public address; the same NotFoundError for one that is over and one that never was."""
    found = db.session.scalar(select(Publication).where(Publication.slug == slug, is_public(today)))
    if found is None:
        raise NotFoundError("Không có kết quả này.")
    return found


class PublicationRow(NamedTuple):
    """A publication as those inside see it, with its matter and the people in it."""

    publication: Publication
    matter_id: int
    code: str
    prepared_by: str
    answered_by: str | None
    withdrawn_by: str | None


def _rows() -> Select[Publication, int, str, str, str | None, str | None]:
    preparer, answerer, withdrawer = aliased(User), aliased(User), aliased(User)
    return (
        select(Publication, Matter.id, Matter.code, preparer.name, answerer.name, withdrawer.name)
        .join(Case, Case.id == Publication.case_id)
        .join(Matter, Matter.id == Case.matter_id)
        .join(preparer, preparer.id == Publication.prepared_by_id)
        .outerjoin(answerer, answerer.id == Publication.answered_by_id)
        .outerjoin(withdrawer, withdrawer.id == Publication.withdrawn_by_id)
        .options(joinedload(Publication.office))
    )


def publications_of(matter_id: int) -> list[PublicationRow]:
    """Every version published, or meant to be, of a matter, latest first."""
    query = _rows().where(Matter.id == matter_id).order_by(Publication.id.desc())
    return [PublicationRow(*row) for row in db.session.execute(query)]


def find_publication(matter: Matter, publication_id: int) -> PublicationRow:
    """One version of a matter; NotFoundError otherwise."""
    found = db.session.execute(_rows().where(Matter.id == matter.id, Publication.id == publication_id)).first()
    if found is None:
        raise NotFoundError("Vụ việc này không có nội dung công khai đó.")
    return PublicationRow(*found)


def last_version(event_id: int, states: Collection[PublicationState]) -> Publication | None:
    """The newest version about an act in one of some states."""
    query = select(Publication).where(Publication.event_id == event_id, Publication.state.in_(states))
    return db.session.scalar(query.order_by(Publication.id.desc()).limit(1))


def _answerable(reader: Reader) -> ColumnElement[bool]:
    """The condition under which a version waits for a person's word: never for whoever prepared it."""
    return and_(
        Publication.state == PublicationState.PREPARED,
        Publication.prepared_by_id != reader.user_id,
        Case.office_id.in_(offices_under(reader.paths(Right.APPROVE_PUBLICATION))),
        visible(reader),
    )


def publications_waiting(reader: Reader, *, limit: int) -> list[PublicationRow]:
    """The versions that wait for a person's word, the longest waiting first."""
    query = _rows().where(_answerable(reader)).order_by(Publication.id).limit(limit)
    return [PublicationRow(*row) for row in db.session.execute(query)]


def count_waiting(reader: Reader) -> int:
    """How many there are of them."""
    query = (
        select(func.count())
        .select_from(Publication)
        .join(Case, Case.id == Publication.case_id)
        .join(Matter, Matter.id == Case.matter_id)
        .where(_answerable(reader))
    )
    return db.session.scalar(query) or 0


def publications_page(reader: Reader, *, before: int | None, limit: int) -> list[PublicationRow]:
    """The versions a person may know of, the latest first, from before a key: postings and withdrawals alike."""
    query = _rows().where(visible(reader), Case.office_id.in_(offices_under(reader.paths(Right.READ))))
    if before is not None:
        query = query.where(Publication.id < before)
    return [PublicationRow(*row) for row in db.session.execute(query.order_by(Publication.id.desc()).limit(limit))]
