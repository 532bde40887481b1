"""Lists of matters: narrowed, in the order of what runs out first or of what was opened last, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
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
from caseflow.store.matters import Matter, few, narrow_reach, visible
from caseflow.store.paging import begin, earlier, later
from caseflow.store.petitions import PetitionEntry
from caseflow.store.search import with_words
from caseflow.store.subjects import Assignment, Subject

M, S, A, D = (table.__table__ for table in (Matter, Subject, Assignment, Deadline))
OWN: tuple[ColumnElement[Any], ...] = (M.c.id, M.c.code, M.c.title, M.c.kind, M.c.opened_on)
S2, A2, D2 = S.alias(), A.alias(), D.alias()
"""Another of each; made once, since the conditions on them are kept."""
KEPT = 300
"""Of so many lists the question is kept: to put one together takes longer than to ask it."""
NOBODY = 0  # the officer of what, at the reader's own offices, is in nobody's hands


@dataclass(frozen=True, slots=True)
class MatterFilter:
    """What a list of matters is narrowed to; an empty value narrows nothing."""

    case_status: CaseStatus | None = None
    entry_status: EntryStatus | None = None  # apart: a word of both is one value, under which a question is kept once
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

    id: int
    code: str
    title: str
    kind: PetitionKind | None
    opened_on: date
    due_on: date
    key: int


class Asked(NamedTuple):
    """What a page of a list is asked for: it decides the question, but for where the page begins."""

    reader: Reader
    wanted: MatterFilter
    by_age: bool
    narrow: bool  # the reader knows of few matters, which are gathered first
    further: bool  # a page after another
    limit: int


def row_of(matter: Matter) -> MatterRow:
    """A matter at hand as a list tells of it."""
    of = (matter.id, matter.code, matter.title, matter.kind, matter.opened_on)
    return MatterRow(*of, due_on=matter.next_due, key=matter.id)


def matters_by_due(
    reader: Reader, wanted: MatterFilter, *, after: tuple[date, int] | None, limit: int
) -> list[MatterRow]:
    """The matters a reader may know of, what runs out first first; paged by (due, key), the older of equals first.

    With a first day, by the first of their due dates from that day on; else by the nearest of all.
    """
    return _page(reader, wanted, after=after, limit=limit, by_age=False)


def matters_by_age(
    reader: Reader, wanted: MatterFilter, *, after: tuple[date, int] | None, limit: int
) -> list[MatterRow]:
    """The matters a reader may know of, the last opened first; paged by (opened on, key)."""
    return _page(reader, wanted, after=after, limit=limit, by_age=True)


def _page(
    reader: Reader, wanted: MatterFilter, *, after: tuple[date, int] | None, limit: int, by_age: bool
) -> list[MatterRow]:
    narrow = narrow_reach(reader) is not None
    asked = Asked(reader, wanted, by_age=by_age, narrow=narrow, further=after is not None, limit=limit)
    query = _asked(asked) if wanted.words else _kept(asked)  # hardly two people look for the same words
    return [MatterRow(*row) for row in db.session.execute(query, begin(*after) if after else {})]


def _asked(asked: Asked) -> Select[Any]:
    """The question for a page."""
    return _by_age(asked) if asked.by_age else _by_due(asked)


_kept = lru_cache(maxsize=KEPT)(_asked)


def _by_due(asked: Asked) -> Select[Any]:
    due, of = (M.c.next_due, M.c.id) if asked.wanted.due_from is None else (D.c.due_legal, D.c.id)
    if asked.wanted.due_from is None:
        query = _narrowed(select(*OWN, due, of), asked, its_due=True)
    else:
        query = _narrowed(_from_a_day_on(asked.reader, asked.wanted), asked, its_due=False)
    query = query.order_by(due, of).limit(asked.limit)
    return query.where(later(due, of)) if asked.further else query


def _by_age(asked: Asked) -> Select[Any]:
    query = _narrowed(select(*OWN, M.c.next_due, M.c.id), asked, its_due=True)
    query = query.order_by(M.c.opened_on.desc(), M.c.id.desc()).limit(asked.limit)
    return query.where(earlier(M.c.opened_on, M.c.id)) if asked.further else query


def _from_a_day_on(reader: Reader, wanted: MatterFilter) -> Select[Any]:
    """Each matter with the first of its due dates that lies in the days wanted."""
    is_before = or_(D2.c.due_legal < D.c.due_legal, and_(D2.c.due_legal == D.c.due_legal, D2.c.id < D.c.id))
    before = _dues(reader, wanted, D2, S2, A2).where(S2.c.matter_id == S.c.matter_id, is_before)
    its = _dues(reader, wanted, D, S, A).with_only_columns(*OWN, D.c.due_legal, D.c.id)
    return its.join(Matter, M.c.id == S.c.matter_id).where(~before.correlate(D, S).exists())


def _narrowed(query: Select[Any], asked: Asked, *, its_due: bool) -> Select[Any]:
    """A query of matters, narrowed; `its_due` where it does not itself begin with what is due."""
    reader, wanted, one_by_one = asked.reader, asked.wanted, asked.narrow  # of few matters all is asked of each
    conditions = [visible(reader), *_of_matters(reader, wanted), *_of_records(reader, wanted, one_by_one=one_by_one)]
    conditions += [few(reader)] if asked.narrow else []
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
    if wanted.case_status is not None:
        has_it = select(Case.matter_id).where(Case.status == wanted.case_status)
        yield _among(has_it, one_by_one=one_by_one or wanted.case_status is CaseStatus.CLOSED)
    if wanted.entry_status is not None:
        entered = select(PetitionEntry.matter_id).where(PetitionEntry.status == wanted.entry_status)
        yield _among(entered, one_by_one=one_by_one)
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
