"""Lists of the entries of petitions: narrowed, what was received last first, a page at a time."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select

from caseflow.law.rights import Reader, Right
from caseflow.law.terms import Channel, EntryStatus, PartyRole, PetitionKind
from caseflow.store.citizens import Citizen
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, awaited, not_local, running
from caseflow.store.matters import Matter, visible
from caseflow.store.offices import Office, offices_under
from caseflow.store.paging import begin, earlier
from caseflow.store.people import User
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.search import with_words
from caseflow.store.subjects import Party, Subject

E, S, P, M, O, U, D, Q, C = (  # noqa: E741 - by its letter
    table.__table__ for table in (PetitionEntry, Subject, Petition, Matter, Office, User, Deadline, Party, Citizen)
)
KEPT = 200
"""Of so many lists the question is kept: to put one together takes longer than to ask it."""


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What a list of entries is narrowed to; an empty value narrows nothing."""

    status: EntryStatus | None = None
    kind: PetitionKind | None = None
    channel: Channel | None = None
    office_id: int | None = None
    officer_id: int | None = None
    ungiven_at: frozenset[int] | None = None  # only what is open, at one of these offices and in nobody's hands
    since: date | None = None
    until: date | None = None
    due_from: date | None = None
    due_until: date | None = None
    words: str = ""
    not_local: bool = False  # leave the province's own dates out of what is due
    awaits_reply: bool = False  # only what was forwarded and still waits for the answer
    everywhere: bool = False  # also at other offices through which the matter passed


class EntryRow(NamedTuple):
    """An entry as a list tells of it: the paper, where it stands, in whose hands, the matter it belongs to."""

    id: int
    petition_id: int
    number: str
    received_on: date
    status: EntryStatus
    kind: PetitionKind | None
    is_open: bool
    signatories: int
    summary: str
    channel: Channel
    code: str
    secret: bool
    office: str
    officer: str


def entries_page(reader: Reader, wanted: EntryFilter, *, before: tuple[date, int] | None, limit: int) -> list[EntryRow]:
    """The entries a reader may know of, latest received first; paged by (received on, id)."""
    ask = _page if wanted.words else _kept  # hardly two people look for the same words
    query = ask(reader, wanted, further=before is not None, limit=limit)
    return [EntryRow(*row) for row in db.session.execute(query, begin(*before) if before else {})]


def petitioners_of(petition_ids: Collection[int]) -> dict[int, str | None]:
    """Who stands first on some papers; None where that is sealed, or not known any more."""
    return dict(db.session.execute(PETITIONERS, {"keys": list(petition_ids)}).all())


PETITIONERS = (
    select(Q.c.subject_id, C.c.name)
    .outerjoin_from(Q, C, C.c.id == Q.c.citizen_id)
    .where(Q.c.subject_id.in_(bindparam("keys", expanding=True)), Q.c.role == PartyRole.PETITIONER)
    .order_by(Q.c.place.desc(), Q.c.id.desc())
)  # the first comes last, so that it stays


def _page(reader: Reader, wanted: EntryFilter, *, further: bool, limit: int) -> Select[Any]:
    """The question for a page."""
    query = (
        select(E.c.id, E.c.petition_id, E.c.number, E.c.received_on, E.c.status, E.c.petition_kind, S.c.is_open)
        .add_columns(M.c.code, M.c.secret, S.c.office_id, S.c.responsible_id)
        .select_from(E)
        .join(S, S.c.id == E.c.id)
        .join(Matter, M.c.id == S.c.matter_id)
        .where(visible(reader), *_narrowed(wanted))
        .order_by(E.c.received_on.desc(), E.c.id.desc())
        .limit(limit)
    )
    if wanted.words:
        query = query.where(with_words(wanted.words, reader))
    if not wanted.everywhere:
        here = offices_under(reader.paths(Right.READ)).where(O.c.id == S.c.office_id)
        query = query.where(here.correlate(S).exists())  # asked of each entry in the order of the list: most pass
    return _dressed(query.where(earlier(E.c.received_on, E.c.id)) if further else query)


def _dressed(entries: Select[Any]) -> Select[Any]:
    """What else a page tells of its entries: looked up for these few alone, so that two short joins are planned."""
    e = entries.subquery().c
    return (
        select(e.id, e.petition_id, e.number, e.received_on, e.status, e.petition_kind, e.is_open)
        .add_columns(P.c.signatories, P.c.summary, P.c.channel, e.code, e.secret)
        .add_columns(func.coalesce(func.nullif(O.c.short_name, ""), O.c.name), func.coalesce(U.c.name, ""))
        .join(P, P.c.id == e.petition_id)
        .join(O, O.c.id == e.office_id)
        .outerjoin(U, U.c.id == e.responsible_id)
        .order_by(e.received_on.desc(), e.id.desc())
    )


_kept = lru_cache(maxsize=KEPT)(_page)


def _narrowed(wanted: EntryFilter) -> Iterator[ColumnElement[bool]]:
    exact = {
        E.c.status: wanted.status,
        E.c.petition_kind: wanted.kind,
        S.c.office_id: wanted.office_id,
        S.c.responsible_id: wanted.officer_id,
    }
    yield from (column == value for column, value in exact.items() if value is not None)
    if wanted.ungiven_at is not None:
        here = S.c.office_id.in_(wanted.ungiven_at)
        yield and_(S.c.responsible_id.is_(None), S.c.is_open.is_(True), here)
    if wanted.due_from or wanted.due_until:
        due = select(D.c.subject_id).where(running())
        due = due.where(D.c.due_legal >= wanted.due_from) if wanted.due_from else due
        due = due.where(D.c.due_legal <= wanted.due_until) if wanted.due_until else due
        yield E.c.id.in_(due.where(not_local()) if wanted.not_local else due)
    if wanted.awaits_reply:
        yield E.c.id.in_(select(D.c.subject_id).where(awaited()))
    if wanted.channel:
        yield E.c.petition_id.in_(select(P.c.id).where(P.c.channel == wanted.channel))
    if wanted.since:
        yield E.c.received_on >= wanted.since
    if wanted.until:
        yield E.c.received_on <= wanted.until
