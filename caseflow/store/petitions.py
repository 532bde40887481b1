"""Petitions (đơn) and their entries: a paper is counted once, and each office registers it for itself."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ForeignKey, Index, String, bindparam, or_, select
from sqlalchemy.orm import Mapped, aliased, joinedload, mapped_column, relationship

from caseflow.law.errors import NotFoundError
from caseflow.law.rights import Reader
from caseflow.law.terms import (
    Action,
    Channel,
    EntryStatus,
    Field,
    Instance,
    OfficeKind,
    PartyRole,
    PetitionKind,
    SubjectKind,
)
from caseflow.store.citizens import Citizen
from caseflow.store.db import Model, Term, db
from caseflow.store.matters import Matter, visible
from caseflow.store.offices import Office
from caseflow.store.subjects import Party, Subject

TELLING_OFFICES = frozenset({OfficeKind.BOARD, OfficeKind.COUNCIL, OfficeKind.DEPUTIES})
"""Bodies that forward and must be told what came of it."""


class Petition(Subject):
    """A paper (or words written down) that came in once, whichever offices it passes."""

    __tablename__ = "petition"
    id: Mapped[int] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    dated: Mapped[date | None]
    channel: Mapped[Channel] = mapped_column(Term(Channel))
    signatories: Mapped[int] = mapped_column(default=1)
    summary: Mapped[str]
    body: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(default="")
    originals_to_return: Mapped[bool] = mapped_column(default=False)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("petition.id"))
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("petition.id"))
    entries: Mapped[list["PetitionEntry"]] = relationship(
        back_populates="petition", foreign_keys="PetitionEntry.petition_id", order_by="PetitionEntry.id"
    )

    __mapper_args__ = {"polymorphic_identity": SubjectKind.PETITION, "inherit_condition": id == Subject.id}


class PetitionContent(Model):
    """One content of a mixed petition; each may be linked to a case."""

    __tablename__ = "petition_content"
    id: Mapped[int] = mapped_column(primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"), index=True)
    kind: Mapped[PetitionKind] = mapped_column(Term(PetitionKind))
    words: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("settlement_case.id"))


class PetitionEntry(Subject):
    """A petition in the book of one office: its own number, its own clocks, its own outcome.

    What an officer establishes (kind, eligible, in competence …) is a projection of the entry's events.
    """

    __tablename__ = "petition_entry"
    id: Mapped[int] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"), index=True)
    number: Mapped[str] = mapped_column(String(40), default="", index=True)
    received_on: Mapped[date]
    from_office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    from_sender: Mapped[str] = mapped_column(default="")
    from_entry_id: Mapped[int | None] = mapped_column(ForeignKey("petition_entry.id"), index=True)
    letter_number: Mapped[str] = mapped_column(default="")
    letter_on: Mapped[date | None]
    status: Mapped[EntryStatus] = mapped_column(Term(EntryStatus))
    petition_kind: Mapped[PetitionKind | None] = mapped_column(Term(PetitionKind))
    instance: Mapped[Instance | None] = mapped_column(Term(Instance))
    field: Mapped[Field | None] = mapped_column(Term(Field))
    eligible: Mapped[bool | None]
    in_competence: Mapped[bool | None]
    processed_on: Mapped[date | None]
    outcome: Mapped[Action | None] = mapped_column(Term(Action))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("settlement_case.id"), index=True)
    petition: Mapped[Petition] = relationship(back_populates="entries", foreign_keys=[petition_id])
    from_office: Mapped[Office | None] = relationship(foreign_keys=[from_office_id])
    matter: Mapped[Matter] = relationship(foreign_keys="PetitionEntry.matter_id", viewonly=True)

    __mapper_args__ = {"polymorphic_identity": SubjectKind.ENTRY, "inherit_condition": id == Subject.id}
    __table_args__ = (
        Index("ix_petition_entry_received_on_id", "received_on", "id"),
        Index("ix_petition_entry_status_id", "status", "id"),
    )

    @property
    def is_from_board(self) -> bool:
        """Whether a board, a council or deputies sent it here: they are to hear of the result (LTCD Đ27.2)."""
        return self.from_office is not None and self.from_office.kind in TELLING_OFFICES

    @property
    def is_from_outside(self) -> bool:
        """Whether another body or the press sent it here: they are to hear of the result (LTCD Đ27.2; LTC Đ26.2)."""
        return self.from_office is not None or self.petition.channel in (Channel.AGENCY, Channel.PRESS)


_theirs = aliased(Party)
_names = select(Citizen.folded).join(Party, Party.citizen_id == Citizen.id)
_OUTCOMES = (
    select(PetitionEntry.status)
    .where(
        PetitionEntry.matter_id == bindparam("matter_id"),
        PetitionEntry.petition_id != bindparam("petition_id"),
        or_(
            PetitionEntry.status != EntryStatus.GUIDED,
            select(_theirs.id)
            .join(Citizen, Citizen.id == _theirs.citizen_id)
            .where(
                _theirs.subject_id == PetitionEntry.petition_id,
                Citizen.folded.in_(
                    _names.where(Party.subject_id == bindparam("petition_id"), Party.role == PartyRole.PETITIONER)
                ),
            )
            .exists(),
        ),
    )
    .distinct()
)  # built once: it is asked of every paper that comes


def outcomes_before(entry: PetitionEntry) -> frozenset[EntryStatus]:
    """What came, at any office, of other papers about the same matter: guiding, transferring are done once.

    Somebody else who writes about it was not guided by that: of guiding only papers of the same people count, known by
    their names. A transfer is of the content, whoever denounces it (TT 05/2021 Đ14.1).
    """
    asked = {"matter_id": entry.matter_id, "petition_id": entry.petition_id}
    return frozenset(db.session.scalars(_OUTCOMES, asked))


def find_entry(entry_id: int, reader: Reader) -> PetitionEntry:
    """One entry by key, if the reader may know of it; NotFoundError otherwise."""
    query = (
        select(PetitionEntry)
        .join(Matter, Matter.id == PetitionEntry.matter_id)
        .where(PetitionEntry.id == entry_id, visible(reader))
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFoundError("Không có đơn này, hoặc nó không thuộc phạm vi của bạn.")
    return found


def first_petition(matter_id: int | None, *, before: int) -> Petition | None:
    """The oldest paper of a matter that came before another."""
    query = select(Petition).where(Petition.matter_id == matter_id, Petition.id < before)
    return db.session.scalar(query.order_by(Petition.id).limit(1))


def entries_of_case(case_id: int) -> Sequence[PetitionEntry]:
    """The entries that led to a case, oldest first."""
    query = select(PetitionEntry).where(PetitionEntry.case_id == case_id).options(joinedload(PetitionEntry.from_office))
    return db.session.scalars(query.order_by(PetitionEntry.id)).all()


def open_entries_of_case(case_id: int) -> Sequence[PetitionEntry]:
    """The entries from which a case was opened and that still wait for its acceptance or refusal."""
    query = select(PetitionEntry).where(PetitionEntry.case_id == case_id, PetitionEntry.status == EntryStatus.PROPOSED)
    return db.session.scalars(query.order_by(PetitionEntry.id)).all()


def entries_of_visit(visit_id: int) -> Sequence[PetitionEntry]:
    """The entries of the papers handed in at a visit."""
    papers = select(Petition.id).where(Petition.visit_id == visit_id)
    query = select(PetitionEntry).where(PetitionEntry.petition_id.in_(papers))
    return db.session.scalars(query.order_by(PetitionEntry.id)).all()
