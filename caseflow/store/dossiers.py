"""A whole matter read at once: all that belongs to it, its events, people, papers and holders, a query for each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, or_, select
from sqlalchemy.orm import joinedload, with_polymorphic

from caseflow.law.errors import NotFoundError
from caseflow.law.procedures import APART
from caseflow.law.rights import Reader
from caseflow.law.terms import Procedure, SubjectKind
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadline_moves import DeadlineMove
from caseflow.store.documents import Document
from caseflow.store.matters import Matter, MatterFlag, MatterLink, visible
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.reception import Visit, keys_about
from caseflow.store.sealed_letters import SealedLetter
from caseflow.store.subjects import Assignment, Event, Handover, Party, Subject


@dataclass(frozen=True, slots=True)
class Link:
    """A matter that another is linked to, why, and the procedure that is under way there apart from the first."""

    matter: Matter
    why: str
    under_way: Procedure | None


RECORDS = (SubjectKind.ENTRY, SubjectKind.CASE)
"""What is settled by steps; a visit may owe some too."""

STEPPED = (*RECORDS, SubjectKind.VISIT)

MATTER_ID: BindParameter[int] = bindparam("matter_id")
KEYS: BindParameter[Sequence[int]] = bindparam("keys", expanding=True)

# The questions of a page are put together once: that takes longer than to ask them.
EVENTS = (
    select(Event, SealedLetter)
    .outerjoin(SealedLetter, SealedLetter.event_id == Event.id)
    .where(Event.subject_id.in_(KEYS))
    .options(joinedload(Event.recorded_by))
    .order_by(Event.id, SealedLetter.id)
)
PARTIES = (
    select(Party)
    .where(Party.subject_id.in_(KEYS))
    .options(joinedload(Party.citizen))
    .order_by(Party.subject_id, Party.place)
)
PAPERS = select(Document).where(Document.subject_id.in_(KEYS)).options(joinedload(Document.files)).order_by(Document.id)
HANDOVERS = (
    select(Handover)
    .where(Handover.subject_id.in_(KEYS))
    .options(joinedload(Handover.office), joinedload(Handover.user))
    .order_by(Handover.from_on, Handover.id)
)
FLAGS = (
    select(MatterFlag)
    .where(MatterFlag.matter_id == MATTER_ID)
    .options(joinedload(MatterFlag.decided_by))
    .order_by(MatterFlag.id)
)


def subjects_and_moves(matter_id: int) -> tuple[list[Subject], list[DeadlineMove]]:
    """Everything that belongs to a matter, and the visits that spoke of it among others, oldest first.

    Beside them, read in the same query, the dates of theirs that moved, in the order in which they did.
    """
    rows = db.session.execute(_all_of(), {"matter_id": matter_id}).all()
    moves = sorted((move for _, move in rows if move is not None), key=lambda move: move.id)
    return list(dict.fromkeys(subject for subject, _ in rows)), moves


@cache
def _all_of() -> Select[Subject, DeadlineMove | None]:
    whole = with_polymorphic(Subject, [Petition, PetitionEntry, Case, Visit, Assignment])
    keys = keys_about(MATTER_ID)
    return (
        select(whole, DeadlineMove)
        .select_from(keys)
        .join(whole, whole.id == keys.c.id)
        .outerjoin(DeadlineMove, DeadlineMove.subject_id == whole.id)
        .where(or_(whole.matter_id == MATTER_ID, whole.secret.is_(False)))
        .options(
            joinedload(whole.office),
            joinedload(whole.responsible),
            joinedload(whole.PetitionEntry.from_office),
            joinedload(whole.Assignment.to_office),
            joinedload(whole.Assignment.to_user),
        )
        .order_by(whole.id, DeadlineMove.id)
    )


def find_record(matter: Matter, subject_id: int) -> PetitionEntry | Case | Visit:
    """One entry, case or visit of a matter; NotFoundError otherwise."""
    query = select(Subject).where(Subject.id == subject_id, Subject.matter_id == matter.id, Subject.kind.in_(STEPPED))
    found = db.session.scalar(query)
    if not isinstance(found, PetitionEntry | Case | Visit):
        raise NotFoundError("Vụ việc này không có hồ sơ đó.")
    return found


def find_event(matter: Matter, event_id: int) -> Event:
    """One event of an entry, case or visit of a matter; NotFoundError otherwise."""
    query = (
        select(Event)
        .join(Subject, Subject.id == Event.subject_id)
        .where(Event.id == event_id, Subject.matter_id == matter.id, Subject.kind.in_(STEPPED))
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFoundError("Vụ việc này không có bước đó.")
    return found


def find_assignment(matter: Matter, assignment_id: int) -> Assignment:
    """One piece of work given on a matter; NotFoundError otherwise."""
    found = db.session.scalar(
        select(Assignment).where(Assignment.id == assignment_id, Assignment.matter_id == matter.id)
    )
    if found is None:
        raise NotFoundError("Vụ việc này không có việc được giao đó.")
    return found


def events_and_letters(subject_ids: Collection[int]) -> tuple[list[Event], list[SealedLetter]]:
    """Every event of some subjects, superseded ones too, in the order of recording, with who recorded it.

    Beside them, read in the same query, the sealed letters that tell of them, oldest first.
    """
    rows = db.session.execute(EVENTS, {"keys": list(subject_ids)}).all()
    letters = sorted((letter for _, letter in rows if letter is not None), key=lambda letter: letter.id)
    return list(dict.fromkeys(event for event, _ in rows)), letters


def parties_of_all(subject_ids: Collection[int]) -> Sequence[Party]:
    """The parties of some subjects with what may be known of them; a sealed one has no citizen."""
    return db.session.scalars(PARTIES, {"keys": list(subject_ids)}).all()


def papers_of_all(subject_ids: Collection[int]) -> Sequence[Document]:
    """The documents of some subjects with their files, oldest first."""
    return db.session.scalars(PAPERS, {"keys": list(subject_ids)}).unique().all()


def handovers_of_all(subject_ids: Collection[int]) -> Sequence[Handover]:
    """Who held the files of some subjects from when to when, in order."""
    return db.session.scalars(HANDOVERS, {"keys": list(subject_ids)}).all()


def linked_from(matter: Matter, reader: Reader) -> Sequence[Link]:
    """The matters that a denunciation is linked to and a reader may know of; told on its own side only."""
    if not matter.secret:
        return ()
    under_way = select(Case.procedure).where(
        Case.matter_id == Matter.id, Case.procedure.in_(APART), Case.is_open.is_(True)
    )
    query = (
        select(Matter, MatterLink.why, under_way.limit(1).correlate(Matter).scalar_subquery())
        .join(MatterLink, MatterLink.other_id == Matter.id)
        .where(MatterLink.matter_id == matter.id, visible(reader))
        .order_by(Matter.id)
    )
    return [Link(*row) for row in db.session.execute(query)]


def flags_of(matter_id: int) -> Sequence[MatterFlag]:
    """The suspicions raised on a matter, oldest first."""
    return db.session.scalars(FLAGS, {"matter_id": matter_id}).all()
