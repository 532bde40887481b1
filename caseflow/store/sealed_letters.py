"""Sealed letters: notices to a denouncer on their way, known by kind, number, day and state, never by a name."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.law.denouncer_notices import LetterState, LetterWay
from caseflow.law.errors import NotFoundError
from caseflow.law.terms import Action, PartyRole
from caseflow.store.cases import Case
from caseflow.store.db import Model, Term, db
from caseflow.store.documents import Document
from caseflow.store.matters import Matter
from caseflow.store.petitions import PetitionEntry
from caseflow.store.subjects import Event, Party, Subject
from caseflow.store.vault import SealedIdentity


class SealedLetter(Model):
    """One notice to one denouncer. Where it goes lies in the vault; `place` tells the denouncers of a record apart."""

    __tablename__ = "sealed_letter"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    sealed_id: Mapped[str] = mapped_column(String(36), ForeignKey("sealed_identity.id"))
    place: Mapped[int]
    way: Mapped[LetterWay] = mapped_column(Term(LetterWay))
    prepared_at: Mapped[datetime]
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    sent_on: Mapped[date | None]
    received_on: Mapped[date | None]
    proof: Mapped[str] = mapped_column(default="")
    failed_on: Mapped[date | None]
    why_failed: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    subject: Mapped[Subject] = relationship()
    event: Mapped[Event] = relationship()
    document: Mapped[Document] = relationship()
    sealed: Mapped[SealedIdentity] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def state(self) -> LetterState:
        """Where it is."""
        if self.failed_on is not None:
            return LetterState.RETURNED if self.sent_on else LetterState.DROPPED
        if self.received_on is not None:
            return LetterState.DELIVERED
        return LetterState.SENT if self.sent_on else LetterState.PREPARED


def find_letter(matter: Matter, letter_id: int) -> SealedLetter:
    """One letter of a matter; NotFoundError otherwise."""
    query = (
        select(SealedLetter)
        .join(Subject, Subject.id == SealedLetter.subject_id)
        .where(SealedLetter.id == letter_id, Subject.matter_id == matter.id)
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFoundError("Vụ việc này không có thư đó.")
    return found


def letters_about(event_ids: Iterable[int]) -> Sequence[SealedLetter]:
    """The letters that tell of some events."""
    return db.session.scalars(select(SealedLetter).where(SealedLetter.event_id.in_(list(event_ids)))).all()


def paper_of_sending(subject_id: int, actions: Collection[Action], *, since: date) -> Document | None:
    """The paper by which the others were told of an act, if that was recorded."""
    query = (
        select(Document)
        .join(Event, Event.document_id == Document.id)
        .where(
            Event.subject_id == subject_id,
            Event.action.in_(actions),
            Event.on >= since,
            Event.superseded_by_id.is_(None),
        )
        .order_by(Event.on, Event.id)
    )
    return db.session.scalar(query.limit(1))


def corrected_by(event: Event) -> list[int]:
    """The key of an event and of all that it took the place of."""
    found, waiting = [event.id], [event.id]
    while waiting:
        waiting = list(db.session.scalars(select(Event.id).where(Event.superseded_by_id.in_(waiting))))
        found += waiting
    return found


def denouncers_of(record: PetitionEntry | Case) -> list[str]:
    """The sealed identities behind a record, in the order of its papers."""
    if isinstance(record, Case):
        papers = select(PetitionEntry.petition_id).where(PetitionEntry.case_id == record.id)
    else:
        papers = select(PetitionEntry.petition_id).where(PetitionEntry.id == record.id)
    query = select(Party).where(Party.subject_id.in_(papers)).order_by(Party.subject_id, Party.place)
    return sealed_among(db.session.scalars(query))


def sealed_among(parties: Iterable[Party]) -> list[str]:
    """The sealed identities of those who stand on papers, each once."""
    found = [party.sealed_id for party in parties if party.role is PartyRole.PETITIONER and party.sealed_id is not None]
    return list(dict.fromkeys(found))
