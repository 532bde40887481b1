"""Lists of matters: narrowed, in the order of what runs out first or of what was opened last, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Select, and_, or_, select

from caseflow.law.rights import Reader
from caseflow.law.terms import CaseStatus, EntryStatus, PetitionKind
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, not_local, running
from caseflow.store.desks import HEADS, in_nobodys_hands, is_work_of, offices_of, pressing
from caseflow.store.dossiers import RECORDS
from caseflow.store.flags import doubted, flagged
from caseflow.store.matters import Matter, narrow_reach, visible
from caseflow.store.petitions import PetitionEntry
from caseflow.store.search import with_words
from caseflow.store.subjects import Assignment, Subject

M, S, A, D = (table.__table__ for table in (Matter, Subject, Assignment, Deadline))
S2, A2, D2 = S.alias(), A.alias(), D.alias()
"""Another of each; made once, since the conditions on them are kept."""
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
    """A matter, by which of its running due dates it stands where it does (the last day there is where none runs).

    `key` is what tells rows of one day apart when the page after this row is read.
    """

    matter: Matter
    due_on: date
    key: int


def matters_by_due(
    reader: Reader, wanted: MatterFilter, *, after: tuple[date, int] | None, limit: int
) -> list[MatterRow]:
    """The matters a reader may know of, what runs out first first; paged by (due, key), the older of equals first.

    With a first day, by the first of their due dates from that day on; else by the nearest of all.
    """
    if wanted.due_from is None:
        query, due, of = select(Matter, M.c.next_due, M.c.id), M.c.next_due, M.c.id
    else:
        query, due, of = _from_a_day_on(reader, wanted), D.c.due_legal, D.c.id
    query = _narrowed(query, reader, wanted, its_due=wanted.due_from is None).order_by(due, of).limit(limit)
    if after is not None:
        due_on, key = after
        query = query.where(due >= due_on, or_(due > due_on, and_(due == due_on, of > key)))
    return [MatterRow(*row) for row in db.session.execute(query)]


def matters_by_age(
    reader: Reader, wanted: MatterFilter, *, after: tuple[date, int] | None, limit: int
) -> list[MatterRow]:
    """The matters a reader may know of, the last opened first; paged by (opened on, key)."""
    query = _narrowed(select(Matter, M.c.next_due, M.c.id), reader, wanted, its_due=True)
    query = query.order_by(Matter.opened_on.desc(), Matter.id.desc()).limit(limit)
    if after is not None:
        opened, key = after
        query = query.where(
            Matter.opened_on <= opened,
            or_(Matter.opened_on < opened, and_(Matter.opened_on == opened, Matter.id < key)),
        )
    return [MatterRow(*row) for row in db.session.execute(query)]


def _from_a_day_on(reader: Reader, wanted: MatterFilter) -> Select[Any]:
    """Each matter with the first of its due dates that lies in the days wanted."""
    is_before = or_(D2.c.due_legal < D.c.due_legal, and_(D2.c.due_legal == D.c.due_legal, D2.c.id < D.c.id))
    before = _dues(reader, wanted, D2, S2, A2).where(S2.c.matter_id == S.c.matter_id, is_before)
    its = _dues(reader, wanted, D, S, A).with_only_columns(Matter, D.c.due_legal, D.c.id)
    return its.join(Matter, Matter.id == S.c.matter_id).where(~before.correlate(D, S).exists())


def _narrowed(query: Select[Any], reader: Reader, wanted: MatterFilter, *, its_due: bool) -> Select[Any]:
    """A query of matters, narrowed; `its_due` where it does not itself begin with what is due."""
    reach = narrow_reach(reader)
    one_by_one = reach is not None  # what few matters are looked at for is asked of each of them
    conditions = [visible(reader), *_of_matters(reader, wanted), *_of_records(reader, wanted, one_by_one=one_by_one)]
    conditions += [] if reach is None else [reach]
    conditions += _of_dues(reader, wanted, one_by_one=one_by_one) if its_due else []
    return query.where(*conditions)


def _of_matters(reader: Reader, wanted: MatterFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.kind is not None:
        yield Matter.kind == wanted.kind
    if wanted.flag:
        yield flagged(wanted.flag)
    if wanted.doubted:
        yield doubted()
    if wanted.due_until is not None:
        yield Matter.next_due <= wanted.due_until
    if wanted.words:
        yield with_words(wanted.words, reader)


def _of_records(reader: Reader, wanted: MatterFilter, *, one_by_one: bool) -> Iterator[ColumnElement[bool]]:
    if wanted.status is not None:
        table = Case if isinstance(wanted.status, CaseStatus) else PetitionEntry
        has_it = select(table.matter_id).where(table.status == wanted.status)
        yield _among(has_it, one_by_one=one_by_one or wanted.status is CaseStatus.CLOSED)
    if wanted.stages:
        yield _among(select(Case.matter_id).where(Case.status.in_(wanted.stages)), one_by_one=one_by_one)
    if wanted.office_id is not None or wanted.officer_id is not None:
        yield _among(_held(reader, wanted), one_by_one=one_by_one or wanted.office_id in offices_of(reader))


def _of_dues(reader: Reader, wanted: MatterFilter, *, one_by_one: bool) -> Iterator[ColumnElement[bool]]:
    are_many = bool(reader.roles & HEADS) if wanted.mine else wanted.due_from is None
    if wanted.due_from or wanted.due_until:
        yield _among(_dues(reader, wanted, D, S, A), one_by_one=one_by_one or are_many)
    elif wanted.mine:
        yield _among(_work(reader), one_by_one=one_by_one or are_many)


def _among(keys: Select[Any], *, one_by_one: bool) -> ColumnElement[bool]:
    """Whether a matter is among some: asked of each that is looked at, quick where most are; or gathered first."""
    each = keys.where(keys.selected_columns[0] == Matter.id).correlate(Matter)
    return each.exists() if one_by_one else Matter.id.in_(keys)


def _dues(reader: Reader, wanted: MatterFilter, due: FromClause, subject: FromClause, given: FromClause) -> Select[Any]:
    """The matters of what is due between the days wanted; of the reader's own work, if that is what is wanted."""
    query = select(subject.c.matter_id).select_from(due).join(subject, subject.c.id == due.c.subject_id)
    if wanted.mine:
        query = query.outerjoin(given, given.c.id == subject.c.id)
        query = query.where(pressing(due), is_work_of(reader, subject.c, given.c))
    else:
        query = query.where(running(due))
    query = query.where(not_local(due)) if wanted.not_local else query
    query = query.where(due.c.due_legal >= wanted.due_from) if wanted.due_from is not None else query
    return query.where(due.c.due_legal <= wanted.due_until) if wanted.due_until is not None else query


def _work(reader: Reader) -> Select[Any]:
    """The matters of a person's work, while anything is left to be done about it."""
    work = select(S.c.matter_id).outerjoin(A, A.c.id == S.c.id)
    return work.where(S.c.is_open.is_(True), is_work_of(reader, S.c, A.c))


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
