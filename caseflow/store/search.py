"""Finding matters by their words: all of them must be there, typed with tone marks or without.

What holds the marks as they were typed comes first, then the rest; each part the newest first, a page at a time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import ColumnElement, FromClause, Select, false, select, true

from caseflow.law.rights import Reader
from caseflow.store.asked import Asked, read_asked
from caseflow.store.db import db, is_postgresql
from caseflow.store.matter_index import INDEX, THOUSAND, holding, naming, newest_thousand
from caseflow.store.matters import Matter, visible

MOST_COUNTED = 100
REACH = 4  # how many thousands of keys are looked through at first
WITH_MARKS, WITHOUT_MARKS = 0, 1
PageKey = tuple[int, int]
"""Where a page ended: in which part, and the key of the last matter there."""
Meeting = Callable[..., ColumnElement[bool]]
"""A condition of the index, `within` some thousands of keys."""


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of matters that were found: by what, how many in all (past the most that is told, one more), what next."""

    asked: Asked
    count: int = 0
    matters: Sequence[Matter] = ()
    next_key: PageKey | None = None


def with_words(typed: str, reader: Reader) -> ColumnElement[bool]:
    """The condition under which a matter is found by what was typed: the very set that the search finds."""
    asked, _ = _understood(read_asked(typed), reader, limit=1)
    if not asked:
        return false() if typed.strip() else true()
    return Matter.id.in_(select(INDEX.c.rowid).where(holding(asked)))


def _understood(asked: Asked, reader: Reader, *, limit: int) -> tuple[Asked, list[int]]:
    """What is asked for as it is searched for, and the newest that is found by it.

    Words are whole; only where nothing that the reader may know of holds them, the last one may be the beginning of
    a word. The marks typed play no part in that, so the set found is the same with them and without.
    """
    found = _newest(partial(holding, asked), reader, limit=limit) if asked else []
    if found or not asked.can_open:
        return asked, found
    return asked.opened(), _newest(partial(holding, asked.opened()), reader, limit=limit)


def matters_found(typed: str, reader: Reader, *, after: PageKey | None, limit: int) -> Hits:
    """The matters that hold all that was typed, a page of at most `limit`, fewer than are counted."""
    asked, counted = _understood(read_asked(typed), reader, limit=MOST_COUNTED + 1)
    if after is None and not asked.with_marks:
        found = [(WITHOUT_MARKS, key) for key in counted[: limit + 1]]
    else:
        found = _page(asked, reader, after or (0, None), limit + 1)
    shown = found[:limit]
    next_key = shown[-1] if len(found) > limit else None
    return Hits(asked, len(counted), _in_order([key for _, key in shown]), next_key)


def _page(asked: Asked, reader: Reader, after: tuple[int, int | None], limit: int) -> list[PageKey]:
    """What comes after a place: the rest of its part, then the other part."""
    at, before = after
    found: list[PageKey] = []
    for part in (WITH_MARKS, WITHOUT_MARKS) if asked.with_marks else (WITHOUT_MARKS,):
        if part >= at and len(found) < limit:
            meets = partial(holding, asked, marks=part == WITH_MARKS if asked.with_marks else None)
            last = before if part == at else None
            found += [(part, key) for key in _newest(meets, reader, before=last, limit=limit - len(found))]
    return found


def matters_naming(asked: Asked, reader: Reader, *, limit: int) -> list[int]:
    """The keys of the newest matters in which the names of people hold all that is asked for."""
    return _newest(partial(naming, asked), reader, limit=limit)


def _newest(meets: Meeting, reader: Reader, *, before: int | None = None, limit: int) -> list[int]:
    """The keys of the newest matters that a reader may know of and that meet a condition of the index."""
    found: list[int] = []
    for within, below in _reaches(before):
        keys = select(INDEX.c.rowid).where(meets(within=within))
        keys = keys if below is None else keys.where(INDEX.c.rowid < below)
        found += db.session.scalars(_known(keys.order_by(INDEX.c.rowid.desc()), reader).limit(limit - len(found)))
        if len(found) == limit:
            break
    return found


def _known(keys: Select[int], reader: Reader) -> Select[int]:
    """Of some keys, in their order, those of matters that a reader may know of.

    Each is looked up by itself, and no more of them than are wanted: the offsets keep PostgreSQL from looking up all.
    """
    there: FromClause = INDEX
    if is_postgresql():
        there = keys.offset(0).subquery()
        keys = select(there.c.rowid).order_by(there.c.rowid.desc())
    seen = select(Matter.id).where(Matter.id == there.c.rowid, visible(reader)).correlate(there)
    return keys.where(seen.offset(0).exists())


def _reaches(before: int | None) -> Iterator[tuple[range | None, int | None]]:
    """The thousands of keys in which to look, and below which key: the newest first, then all the others."""
    if not is_postgresql():
        yield None, before
        return
    end = (newest_thousand() if before is None else before // THOUSAND) + 1
    start = max(0, end - REACH)
    yield range(start, end), before
    if start:
        yield None, start * THOUSAND


def _in_order(keys: list[int]) -> list[Matter]:
    known = {matter.id: matter for matter in db.session.scalars(select(Matter).where(Matter.id.in_(keys)))}
    return [known[key] for key in keys]
