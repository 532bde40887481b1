"""Lists of matters: narrowed, in the order of what runs out first or of what was opened last, a page at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select

from caseflow.law.rights import Reader
from caseflow.law.terms import CaseStatus, EntryStatus, PetitionKind
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, not_local, running
from caseflow.store.desks import HEADS, in_nobodys_hands, pressing, work_of
from caseflow.store.dossiers import RECORDS
from caseflow.store.flags import doubted, flagged
from caseflow.store.matters import Matter, visible
from caseflow.store.petitions import PetitionEntry
from caseflow.store.search import with_words
from caseflow.store.subjects import Subject

NOBODY = 0  # the officer of what, at the reader's own offices, is in nobody's hands


@dataclass(frozen=True, slots=True)
class MatterFilter:
    """What a list of matters is narrowed to; an empty value narrows nothing."""

    status: CaseStatus | EntryStatus | None = None
    stages: frozenset[CaseStatus] = frozenset()  # any of these
    kind: PetitionKind | None = None
    office_id: int | None = None
    officer_id: int | None = None
    due_from: date | None = None
    due_until: date | None = None
    flag: str = ""  # a suspicion that stands
    doubted: bool = False  # only what a suspicion waits for a verdict on
    words: str = ""
    mine: bool = False  # only what is the reader's own work
    not_local: bool = False  # leave the province's own dates out of what is due


class MatterRow(NamedTuple):
    """A matter and the nearest of its running due dates; the last day there is where none runs."""

    matter: Matter
    due_on: date


def matters_by_due(
    reader: Reader, wanted: MatterFilter, *, after: tuple[date, int] | None, limit: int
) -> list[MatterRow]:
    """The matters a reader may know of, what runs out first first; paged by (due, key), the older of equals first."""
    query = _narrowed(select(Matter, Matter.next_due), reader, wanted)
    query = query.order_by(Matter.next_due, Matter.id).limit(limit)
    if after is not None:
        due_on, key = after
        query = query.where(
            Matter.next_due >= due_on, or_(Matter.next_due > due_on, and_(Matter.next_due == due_on, Matter.id > key))
        )
    return [MatterRow(*row) for row in db.session.execute(query)]


def matters_by_age(
    reader: Reader, wanted: MatterFilter, *, after: tuple[date, int] | None, limit: int
) -> list[MatterRow]:
    """The matters a reader may know of, the last opened first; paged by (opened on, key)."""
    query = _narrowed(select(Matter, Matter.next_due), reader, wanted)
    query = query.order_by(Matter.opened_on.desc(), Matter.id.desc()).limit(limit)
    if after is not None:
        opened, key = after
        query = query.where(
            Matter.opened_on <= opened,
            or_(Matter.opened_on < opened, and_(Matter.opened_on == opened, Matter.id < key)),
        )
    return [MatterRow(*row) for row in db.session.execute(query)]


def _narrowed(query: Select[Matter, Any], reader: Reader, wanted: MatterFilter) -> Select[Matter, Any]:
    query = query.where(visible(reader))
    if wanted.kind is not None:
        query = query.where(Matter.kind == wanted.kind)
    if wanted.flag:
        query = query.where(flagged(wanted.flag))
    if wanted.doubted:
        query = query.where(doubted())
    if wanted.mine or wanted.due_from or wanted.due_until:
        query = query.where(_has_due(reader, wanted))
    if wanted.due_until is not None:
        query = query.where(Matter.next_due <= wanted.due_until)
    if wanted.words:
        query = query.where(with_words(wanted.words, reader))
    if wanted.status is not None:
        table = Case if isinstance(wanted.status, CaseStatus) else PetitionEntry
        query = query.where(Matter.id.in_(select(table.matter_id).where(table.status == wanted.status)))
    if wanted.stages:
        query = query.where(Matter.id.in_(select(Case.matter_id).where(Case.status.in_(wanted.stages))))
    if wanted.office_id is not None or wanted.officer_id is not None:
        query = query.where(Matter.id.in_(_held(reader, wanted)))
    return query


def _has_due(reader: Reader, wanted: MatterFilter) -> ColumnElement[bool]:
    """Whether something of that sort is due: asked of each matter where many have it, gathered first where few do."""
    due = _due(reader, wanted)
    are_many = bool(reader.roles & HEADS) if wanted.mine else wanted.due_from is None
    return due.where(Subject.matter_id == Matter.id).correlate(Matter).exists() if are_many else Matter.id.in_(due)


def _due(reader: Reader, wanted: MatterFilter) -> Select[Any]:
    """The matters with something due between two days; of the reader's own work, if that is what is wanted."""
    if not (wanted.due_from or wanted.due_until):
        return select(Subject.matter_id).where(Subject.id.in_(work_of(reader)), Subject.is_open.is_(True))
    due = select(Subject.matter_id).join(Deadline, Deadline.subject_id == Subject.id)
    due = due.where(pressing() if wanted.mine else running())
    due = due.where(not_local()) if wanted.not_local else due
    if wanted.due_from is not None:
        due = due.where(Deadline.due_legal >= wanted.due_from)
    if wanted.due_until is not None:
        due = due.where(Deadline.due_legal <= wanted.due_until)
    return due.where(Subject.id.in_(work_of(reader))) if wanted.mine else due


def _held(reader: Reader, wanted: MatterFilter) -> Select[Any]:
    """The matters whose records are at an office, or in the hands of an officer, or in nobody's."""
    held = select(Subject.matter_id).where(Subject.kind.in_(RECORDS), Subject.is_open.is_(True))
    if wanted.office_id is not None:
        held = held.where(Subject.office_id == wanted.office_id)
    if wanted.officer_id == NOBODY:
        held = held.where(in_nobodys_hands(reader))
    elif wanted.officer_id is not None:
        held = held.where(Subject.responsible_id == wanted.officer_id)
    return held
