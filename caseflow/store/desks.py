"""What lies on one person's desk: whose work is whose, what runs out first, what is awaited from whom."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased, joinedload, with_polymorphic

from caseflow.law.rights import Reader, Right
from caseflow.law.terms import EntryStatus, Role, SubjectKind
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import REPLY, Deadline, awaited, not_local, running
from caseflow.store.dossiers import RECORDS
from caseflow.store.matters import Matter, few, narrow_reach, visible
from caseflow.store.offices import Office, offices_under
from caseflow.store.paging import begin, later
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.subjects import Assignment, Subject

D, S, A, M = (table.__table__ for table in (Deadline, Subject, Assignment, Matter))
HEADS = frozenset({Role.UNIT_HEAD, Role.AUTHORITY, Role.BOARD_HEAD, Role.LEADER})
MOST = 1_000
ROWS = 1_200  # so many dates may well be of so many matters
Span = tuple[date | None, date | None]
PAGE = 40
KEPT = 100
"""Of so many readers the questions of the home page are kept: to put one together takes longer than to ask it."""


def offices_of(reader: Reader, roles: Collection[Role] = tuple(Role)) -> list[int]:
    """The offices at which a person holds one of some roles that may read."""
    return sorted({post.office_id for post in reader.posts if post.role in roles and post.office_id in reader.boards()})


def pressing(row: FromClause = Deadline.__table__) -> ColumnElement[bool]:
    """The condition under which a deadline is something to be done: it runs, and is not an answer awaited."""
    return and_(running(row), row.c.family != REPLY)


def is_work_of(reader: Reader, subject: Any, given: Any) -> ColumnElement[bool]:  # noqa: ANN401 - columns of two tables, or of one polymorphic
    """The condition under which a subject, and what was given if it is that, is a person's work.

    What they are responsible for or was given to them; at an office where they work, what is in nobody's hands; at an
    office they head, everything. Work given to an office is the work of that office.
    """
    officer = func.coalesce(given.to_user_id, subject.responsible_id)
    office = func.coalesce(given.to_office_id, subject.office_id)
    mine = offices_of(reader)
    # seen on the subject alone, before anything that hangs on it is looked up
    may_be = or_(
        subject.kind == SubjectKind.ASSIGNMENT, subject.responsible_id == reader.user_id, subject.office_id.in_(mine)
    )
    return and_(
        may_be,
        or_(
            officer == reader.user_id,
            and_(officer.is_(None), office.in_(mine)),
            office.in_(offices_of(reader, HEADS)),
        ),
    )


def _mine(reader: Reader, *conditions: ColumnElement[bool], narrow: bool) -> Select[Any]:
    """The deadlines that are a person's work, what runs out first first: key, day and matter of each.

    Who knows of many matters goes through what is due in order, and looks up of each whose work it is: no further than
    is asked for. Who knows of few begins with these.
    """
    due = (pressing(), *conditions)
    mine = (is_work_of(reader, S.c, A.c), visible(reader))
    home = select(S.c.matter_id).join(Matter, M.c.id == S.c.matter_id).outerjoin(A, A.c.id == S.c.id)
    if narrow:
        whole = home.join(D, D.c.subject_id == S.c.id).where(*due, *mine, few(reader))
        return whole.with_only_columns(D.c.id, D.c.due_legal, S.c.matter_id).order_by(D.c.due_legal, D.c.id)
    of_each = home.where(S.c.id == D.c.subject_id, *mine).correlate(D).scalar_subquery()
    rows = select(D.c.id, D.c.due_legal, of_each.label("matter_id")).where(*due).order_by(D.c.due_legal, D.c.id)
    # The offset keeps PostgreSQL from turning all of it round. Both engines hand the rows on in the order they come in;
    # asked for it once more, SQLite would look up every one of them first.
    found = rows.offset(0).subquery().c
    return select(found.id, found.due_legal, found.matter_id).where(found.matter_id.is_not(None))


BOUNDS = ("late_from", "late_until", "soon_from", "soon_until")


@lru_cache(maxsize=KEPT)
def _counts(reader: Reader, *, narrow: bool, rows: int | None) -> Select[int, int, int, int]:
    """What of a person's work is due between two days, late and soon: how many dates, and matters among them."""
    late_from, late_until, soon_from, soon_until = (bindparam(name, type_=Date()) for name in BOUNDS)
    spans = ((late_from, late_until), (soon_from, soon_until))
    found = [_mine(reader, not_local(), D.c.due_legal.between(*span), narrow=narrow) for span in spans]
    late, soon = (_counted(dues.with_only_columns(dues.selected_columns[2]), rows).subquery() for dues in found)
    return select(*late.c, *soon.c).join_from(late, soon, true())


def _counted(matters: Select[Any], rows: int | None) -> Select[int, int]:
    """How many rows there are, no more than so many looked at, and how many matters they are of."""
    seen = matters.limit(rows).subquery()
    return select(func.count(), func.count(seen.c[0].distinct())).select_from(seen)


def _count(
    ask: Callable[[int | None], Select[*tuple[Any, ...]]], given: Mapping[str, object], *, rows: int = ROWS
) -> list[int]:
    """How many matters, up to MOST: who has more to do needs no closer figure.

    So many rows as are looked at first are of MOST matters, unless these have several each: then all are looked at.
    """
    for most in (rows, None):
        told = db.session.execute(ask(most), given).one()
        pairs = [*zip(told[::2], told[1::2], strict=True)]
        if all(seen != most or matters >= MOST for seen, matters in pairs):
            break
    return [min(matters, MOST) for _, matters in pairs]


class WorkRow(NamedTuple):
    """A matter on the desk: its nearest deadline, what that is a deadline of."""

    deadline: Deadline
    subject: Subject
    matter: Matter


class Desk(NamedTuple):
    """What there is to do: how many matters are late, how many soon, and the first of all by what runs out first."""

    overdue: int
    soon: int
    work: list[WorkRow]


def desk_of(reader: Reader, *, overdue: Span, soon: Span, limit: int, rows: int = ROWS) -> Desk:
    """The work of a person, counted between the days that mean late and soon; the province's own dates apart."""
    narrow = narrow_reach(reader) is not None
    bounds = (overdue[0] or date.min, overdue[1] or date.max, soon[0] or date.min, soon[1] or date.max)
    given = dict(zip(BOUNDS, bounds, strict=True))
    late, due_soon = _count(lambda most: _counts(reader, narrow=narrow, rows=most), given, rows=rows)
    return Desk(late, due_soon, _work_by_due(reader, narrow=narrow, limit=limit))


def count_ungiven(reader: Reader) -> int:
    """How many matters at the offices of a reader are in nobody's hands, counted up to MOST."""
    (ungiven,) = _count(lambda most: _ungiven(reader, most), {})
    return ungiven


@lru_cache(maxsize=KEPT)
def _ungiven(reader: Reader, rows: int | None) -> Select[int, int]:
    # a sum stands in no index: SQLite would go through all records to have their matters in order
    held = select(Subject.matter_id + 0).join(Matter, Matter.id == Subject.matter_id)
    return _counted(held.where(in_nobodys_hands(reader), visible(reader)), rows)


def in_nobodys_hands(reader: Reader) -> ColumnElement[bool]:
    """The condition under which a record, at an office of a reader's own, is given to no officer."""
    return and_(
        Subject.kind.in_(RECORDS),
        Subject.is_open.is_(True),
        Subject.responsible_id.is_(None),
        Subject.office_id.in_(offices_of(reader)),
    )


def _work_by_due(reader: Reader, *, narrow: bool, limit: int) -> list[WorkRow]:
    """A person's work, one line per matter, what runs out first first."""
    first: dict[int, int] = {}
    after, is_more = begin(date.min, 0), True
    while len(first) < limit and is_more:
        rows = db.session.execute(_work(reader, narrow=narrow), after).all()
        for row in rows:
            first.setdefault(row.matter_id, row.id)
            after = begin(row.due_legal, row.id)
        is_more = len(rows) == PAGE
    keys = list(first.values())[:limit]
    found = {row[0].id: WorkRow(*row) for row in db.session.execute(_whole(), {"keys": keys})} if keys else {}
    return [found[key] for key in keys if key in found]  # one may be over since its key was read


@lru_cache(maxsize=KEPT)
def _work(reader: Reader, *, narrow: bool) -> Select[Any]:
    """A page of what is a person's work."""
    return _mine(reader, later(D.c.due_legal, D.c.id), narrow=narrow).limit(PAGE)


@cache
def _whole() -> Select[Deadline, Subject, Matter]:
    """What is told of some deadlines."""
    whole = with_polymorphic(Subject, [PetitionEntry, Case, Assignment, Visit])
    return (
        select(Deadline, whole, Matter)
        .join(whole, whole.id == Deadline.subject_id)
        .join(Matter, Matter.id == whole.matter_id)
        .where(Deadline.id.in_(bindparam("keys", expanding=True)))
        .options(joinedload(whole.office))
    )


def entry_counts(reader: Reader) -> dict[EntryStatus, int]:
    """How many entries of the reader's offices stand in each status, as the register of entries lists them."""
    return dict(db.session.execute(_entries(reader)).all())


@lru_cache(maxsize=KEPT)
def _entries(reader: Reader) -> Select[EntryStatus, int]:
    return (
        select(PetitionEntry.status, func.count())
        .join(Matter, Matter.id == PetitionEntry.matter_id)
        .where(
            visible(reader),
            PetitionEntry.office_id.in_(offices_under(reader.paths(Right.READ))),
            PetitionEntry.status.in_((EntryStatus.NEW, EntryStatus.RECEIVED)),
        )
        .group_by(PetitionEntry.status)
    )


def work_between(reader: Reader, *, limit: int) -> Sequence[tuple[Assignment, Matter]]:
    """Work not yet reported that the reader's offices gave to others, or others to them, what is due first first."""
    return [(work, matter) for work, matter in db.session.execute(_between(reader, limit))]


@lru_cache(maxsize=KEPT)
def _between(reader: Reader, limit: int) -> Select[Assignment, Matter]:
    mine, given, subject = offices_of(reader), Assignment.__table__, Subject.__table__
    is_mine = or_(
        subject.c.office_id.in_(mine),
        given.c.to_user_id == reader.user_id,
        and_(given.c.to_office_id.in_(mine), given.c.to_user_id.is_(None)),
    )
    open_ones = select(given.c.id).join(subject, subject.c.id == given.c.id).where(given.c.done_on.is_(None), is_mine)
    return (
        select(Assignment, Matter)
        .join(Matter, Matter.id == Assignment.matter_id)
        .where(visible(reader), Assignment.id.in_(open_ones.correlate(None)))
        .options(joinedload(Assignment.to_office), joinedload(Assignment.to_user), joinedload(Assignment.office))
        .order_by(func.coalesce(Assignment.due_on, date.max), Assignment.id)
        .limit(limit)
    )


def paths_of_cases(rows: Sequence[WorkRow]) -> dict[int, str]:
    """By key, the path of the office of each case that an entry on the desk has led to."""
    keys = [row.subject.case_id for row in rows if isinstance(row.subject, PetitionEntry) and row.subject.case_id]
    query = select(Case.id, Office.path).join(Office, Office.id == Case.office_id).where(Case.id.in_(keys))
    return dict(db.session.execute(query).all()) if keys else {}


class ReplyRow(NamedTuple):
    """A forwarded paper whose answer is awaited: until when, by whom, from whom."""

    due_on: date
    sent: PetitionEntry
    received: PetitionEntry
    matter: Matter


def replies_awaited(reader: Reader, *, limit: int) -> list[ReplyRow]:
    """Papers forwarded by the reader's offices, or to them, whose answer is still awaited."""
    return [ReplyRow(*row) for row in db.session.execute(_replies(reader, limit))]


@lru_cache(maxsize=KEPT)
def _replies(reader: Reader, limit: int) -> Select[date, PetitionEntry, PetitionEntry, Matter]:
    sent, received = aliased(PetitionEntry), aliased(PetitionEntry)
    mine = offices_of(reader)
    # from these few to their papers, not through every paper there is
    due = select(Deadline.id, Deadline.subject_id, Deadline.due_legal).where(awaited()).offset(0).subquery()
    return (
        select(due.c.due_legal, sent, received, Matter)
        .join(sent, sent.id == due.c.subject_id)
        .join(received, received.from_entry_id == sent.id)
        .join(Matter, Matter.id == sent.matter_id)
        .where(
            visible(reader),
            or_(sent.office_id.in_(mine), received.office_id.in_(mine)),
        )
        .options(joinedload(sent.office), joinedload(received.office))
        .order_by(due.c.due_legal, due.c.id)
        .limit(limit)
    )
