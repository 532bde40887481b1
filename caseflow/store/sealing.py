"""Every place where words about a denunciation are kept, so that none is forgotten when its author is sealed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, bindparam, exists, or_, select

from caseflow.law.terms import PartyRole
from caseflow.store.alerts import Alert, Delivery
from caseflow.store.cases import Decision, Execution
from caseflow.store.citizens import Citizen
from caseflow.store.db import Model, db
from caseflow.store.documents import Dispatch, Document
from caseflow.store.matters import Matter, MatterFlag, MatterLink
from caseflow.store.petitions import Petition, PetitionContent, PetitionEntry
from caseflow.store.publications import Publication
from caseflow.store.reception import Visit, VisitPaper
from caseflow.store.reception_days import Conclusion, DayRegistration
from caseflow.store.registers import RegisterNumber
from caseflow.store.sealed_letters import SealedLetter
from caseflow.store.subjects import Assignment, Event, Party, Subject
from caseflow.store.vault import IdentityLook, IdentityOpening, SealedIdentity

AUTHORS = frozenset({PartyRole.PETITIONER, PartyRole.VISITOR, PartyRole.REPRESENTATIVE, PartyRole.AUTHORISED})
"""The parties whose identity is the denouncer's, or leads to it."""

FOLDED = frozenset({"folded"})
"""Columns that repeat another one for the search; they are written anew, not sealed."""


KEY = bindparam("matter_id", type_=Integer)


def _of(matter_id: int | BindParameter[int]) -> Select[int]:
    return select(Subject.id).where(Subject.matter_id == matter_id)


@dataclass(frozen=True)
class Wording:
    """The columns of a table that hold words people typed, and which rows hang on the matter of a key."""

    table: type[Model]
    columns: tuple[str, ...]
    rows: ColumnElement[bool]

    @cached_property
    def query(self) -> Select[Any]:
        """The rows of the matter KEY; built once, for it is asked at every step of a denunciation."""
        return select(self.table).where(self.rows)


WORDINGS: tuple[Wording, ...] = (
    Wording(Matter, ("title", "contested", "folded"), Matter.id == KEY),
    Wording(MatterLink, ("why",), MatterLink.matter_id == KEY),
    Wording(MatterFlag, ("reasons", "whats_new", "verdict_reason"), MatterFlag.matter_id == KEY),
    Wording(Petition, ("summary", "body", "folded"), Petition.matter_id == KEY),
    Wording(
        PetitionContent,
        ("words",),
        PetitionContent.petition_id.in_(select(Petition.id).where(Petition.matter_id == KEY)),
    ),
    Wording(PetitionEntry, ("from_sender", "letter_number"), PetitionEntry.matter_id == KEY),
    Wording(
        Visit,
        ("summary", "request", "settled_by", "guided_to", "representatives_paper", "police_result"),
        Visit.matter_id == KEY,
    ),
    Wording(VisitPaper, ("name", "condition"), VisitPaper.visit_id.in_(_of(KEY))),
    Wording(Conclusion, ("words",), Conclusion.visit_id.in_(_of(KEY))),
    Wording(Assignment, ("content",), Assignment.matter_id == KEY),
    Wording(DayRegistration, ("wish", "advice", "proposal", "reason", "invitation"), DayRegistration.matter_id == KEY),
    Wording(RegisterNumber, ("reason",), RegisterNumber.subject_id.in_(_of(KEY))),
    Wording(Event, ("facts", "superseding_reason"), Event.subject_id.in_(_of(KEY))),
    Wording(Party, ("post", "authority_paper"), Party.subject_id.in_(_of(KEY))),
    Wording(Document, ("kind", "number", "signatory"), Document.subject_id.in_(_of(KEY))),
    Wording(
        Dispatch,
        ("recipient", "way", "proof"),
        Dispatch.document_id.in_(select(Document.id).where(Document.subject_id.in_(_of(KEY)))),
    ),
    Wording(
        Execution,
        ("note",),
        Execution.decision_id.in_(select(Decision.id).where(Decision.case_id.in_(_of(KEY)))),
    ),
    Wording(IdentityOpening, ("reason",), IdentityOpening.subject_id.in_(_of(KEY))),
    Wording(
        IdentityLook,
        ("reason",),
        IdentityLook.sealed_id.in_(select(SealedIdentity.id).where(SealedIdentity.subject_id.in_(_of(KEY)))),
    ),
    Wording(
        Publication,
        ("number", "area", "content", "result", "return_reason", "withdrawal_reason"),
        Publication.case_id.in_(_of(KEY)),
    ),
    Wording(SealedLetter, ("proof", "why_failed"), SealedLetter.subject_id.in_(_of(KEY))),
)


TYPED_LATER = tuple(
    wording
    for wording in WORDINGS
    if wording.table
    in (
        *(RegisterNumber, Event, Party, Document, Dispatch, Execution, IdentityOpening, IdentityLook),
        *(MatterFlag, MatterLink, SealedLetter, Conclusion, Assignment, DayRegistration),
    )
)
"""Where words are added to a record that is sealed already: steps, papers, letters, looks, verdicts, links."""


def wordings_of(matter_id: int, among: Sequence[Wording] = WORDINGS) -> Iterator[tuple[Wording, Model]]:
    """Every row of a matter that holds words people typed."""
    for wording in among:
        for row in db.session.scalars(wording.query, {KEY.key: matter_id}):
            yield wording, row


def subjects_with(subject: Petition | PetitionEntry | Visit) -> frozenset[int]:
    """The keys of all that goes where a petition goes: its visit, its entries, their cases, the work given on these.

    Of a visit: every petition handed in at it. A case that another petition was taken into as well stays where it is.
    """
    if isinstance(subject, Visit):
        petitions = set(db.session.scalars(select(Petition.id).where(Petition.visit_id == subject.id)))
        visits: set[int | None] = {subject.id}
    else:
        petitions = {subject.petition_id if isinstance(subject, PetitionEntry) else subject.id}
        visits = set(db.session.scalars(select(Petition.visit_id).where(Petition.id.in_(petitions))))
    entries = select(PetitionEntry.id).where(PetitionEntry.petition_id.in_(petitions))
    shared = select(PetitionEntry.case_id).where(
        PetitionEntry.petition_id.not_in(petitions), PetitionEntry.case_id.is_not(None)
    )
    cases = select(PetitionEntry.case_id).where(
        PetitionEntry.petition_id.in_(petitions), PetitionEntry.case_id.not_in(shared)
    )
    own = {*petitions, *visits, *db.session.scalars(entries), *db.session.scalars(cases)} - {None}
    given = select(Assignment.id).where(Assignment.of_id.in_(own))
    return frozenset(key for key in (*own, *db.session.scalars(given)) if key is not None)


def subjects_of(matter_id: int) -> Sequence[Subject]:
    """Everything that belongs to a matter."""
    return db.session.scalars(select(Subject).where(Subject.matter_id == matter_id).order_by(Subject.id)).all()


def known_authors(matter_id: int) -> Sequence[Party]:
    """The parties of a matter that are to be sealed and are not yet."""
    query = (
        select(Party)
        .where(Party.subject_id.in_(_of(matter_id)), Party.role.in_(AUTHORS), Party.citizen_id.is_not(None))
        .order_by(Party.subject_id, Party.place)
    )
    return db.session.scalars(query).all()


def linked_to(matter_id: int) -> Sequence[int]:
    """The keys of the matters that keep a link to this one."""
    return db.session.scalars(select(MatterLink.matter_id).where(MatterLink.other_id == matter_id)).all()


def sealed_in(*matter_ids: int) -> Sequence[SealedIdentity]:
    """The rows of the vault that belong to some matters, oldest first."""
    query = (
        select(SealedIdentity)
        .where(SealedIdentity.subject_id.in_(select(Subject.id).where(Subject.matter_id.in_(matter_ids))))
        .order_by(SealedIdentity.sealed_at, SealedIdentity.id)
    )
    return db.session.scalars(query).all()


def registrations_of(matter_id: int) -> Sequence[DayRegistration]:
    """The registrations for a reception day on a matter that still name somebody."""
    query = select(DayRegistration).where(
        DayRegistration.matter_id == matter_id, DayRegistration.citizen_id.is_not(None)
    )
    return db.session.scalars(query).all()


def deliveries_about(subject_ids: Collection[int]) -> Sequence[Delivery]:
    """The alerts on some subjects on their way to people, or in their inboxes."""
    query = select(Delivery).join(Alert, Alert.id == Delivery.alert_id).where(Alert.subject_id.in_(subject_ids))
    return db.session.scalars(query).all()


def is_spoken_of(citizen: Citizen) -> bool:
    """Whether any row of any table still refers to a citizen."""
    referring = [
        exists().where(column == citizen.id)
        for table in db.metadata.tables.values()
        for column in table.columns
        if any(key.column is Citizen.__table__.c.id for key in column.foreign_keys)
    ]
    return bool(db.session.scalar(select(or_(*referring))))
