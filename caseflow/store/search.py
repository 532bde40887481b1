"""Finding matters by their words: all of them must be there, typed with tone marks or without.

What holds the marks as they were typed comes first, then the rest; each part the newest first, a page at a time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy import ColumnElement, false, select, true

from caseflow.law.rights import Reader
from caseflow.store.asked import Asked, read_asked
from caseflow.store.db import db, is_postgresql
from caseflow.store.matter_index import INDEX, THOUSAND, holding, naming, newest_thousand
from caseflow.store.matters import Matter, visible

MOST_COUNTED = 100
FIRST_REACH, FURTHER = 4, 16  # how many thousands are looked through at first, and how many times as many after that
WITH_MARKS, WITHOUT_MARKS = 0, 1
PageKey = tuple[int, int]
"""Where a page ended: in which part, and the key of the last matter there."""
Meeting = Callable[..., ColumnElement[bool]]
"""A condition of the index, `within` some thousands of keys."""


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of matters that were found, and where the next one begins."""

    matters: list[Matter]
    next_key: PageKey | None = None


def understood(typed: str, reader: Reader) -> Asked:
    """What was typed, as it is searched for.

    Words are whole; only where nothing that the reader may know of holds them, the last one may be the beginning of
    a word. The marks typed play no part in that, so the set found is the same with them and without.
    """
    asked = read_asked(typed)
    return asked.opened() if asked.can_open and not _newest(partial(holding, asked), reader, limit=1) else asked


def with_words(typed: str, reader: Reader) -> ColumnElement[bool]:
    """The condition under which a matter is found by what was typed: the very set that the search finds."""
    asked = understood(typed, reader)
    if not asked:
        return false() if typed.strip() else true()
    return Matter.id.in_(select(INDEX.c.rowid).where(holding(asked)))


def matters_found(asked: Asked, reader: Reader, *, after: PageKey | None, limit: int) -> Hits:
    """The matters that hold all that is asked for."""
    parts = (WITH_MARKS, WITHOUT_MARKS) if asked.with_marks else (WITHOUT_MARKS,)
    found: list[PageKey] = []
    for part in parts:
        if after is not None and part < after[0]:
            continue
        before = after[1] if after is not None and part == after[0] else None
        marks = part == WITH_MARKS if asked.with_marks else None
        meets = partial(holding, asked, marks=marks)
        found += [(part, key) for key in _newest(meets, reader, before=before, limit=limit + 1 - len(found))]
        if len(found) > limit:
            break
    shown = found[:limit]
    return Hits(_in_order([key for _, key in shown]), shown[-1] if len(found) > limit else None)


def count_found(asked: Asked, reader: Reader) -> int:
    """How many matters were found, counted no further than one past the most that is told."""
    return len(_newest(partial(holding, asked), reader, limit=MOST_COUNTED + 1))


def matters_naming(asked: Asked, reader: Reader, *, limit: int) -> list[int]:
    """The keys of the newest matters in which the names of people hold all that is asked for."""
    return _newest(partial(naming, asked), reader, limit=limit)


def _newest(meets: Meeting, reader: Reader, *, before: int | None = None, limit: int) -> list[int]:
    """The keys of the newest matters that a reader may know of and that meet a condition of the index."""
    query = select(INDEX.c.rowid).join(Matter, Matter.id == INDEX.c.rowid).where(visible(reader))
    query = query.order_by(INDEX.c.rowid.desc())
    if before is not None:
        query = query.where(INDEX.c.rowid < before)
    found: list[int] = []
    for within in _reaches(before):
        found += db.session.scalars(query.where(meets(within=within)).limit(limit - len(found)))
        if len(found) == limit:
            break
    return found


def _reaches(before: int | None) -> Iterator[range | None]:
    """The thousands of keys in which to look, the newest first, ever further; all at once where nothing is gained."""
    if not is_postgresql():
        yield None
        return
    end = (newest_thousand() if before is None else before // THOUSAND) + 1
    reach = FIRST_REACH
    while end > 0:
        start = max(0, end - reach)
        yield range(start, end)
        end, reach = start, reach * FURTHER


def _in_order(keys: list[int]) -> list[Matter]:
    known = {matter.id: matter for matter in db.session.scalars(select(Matter).where(Matter.id.in_(keys)))}
    return [known[key] for key in keys]
