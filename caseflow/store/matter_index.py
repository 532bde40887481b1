"""The index of the words of matters: one row each, with tone marks and without, and the names of its people.

It repeats what stands in other tables and belongs to no backup: it can be made anew at any time. On SQLite it is a
table of FTS5, on PostgreSQL three stored vectors (with an index over an expression a phrase reads every text again).
Words are taken apart by caseflow.text on either engine, so that both find the same.

SQLite reads what it finds from the newest on and stops when a page is full. PostgreSQL always reads all of it: its rows
carry the thousand that their key belongs to as one more word, so that it can be asked for the newest thousands first.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    String,
    bindparam,
    cast,
    column,
    delete,
    event,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from caseflow.store.asked import Asked
from caseflow.store.db import Base, db, is_postgresql

NAME = "matter_index"
COLUMNS = ("folded", "marked", "people")
REGCONFIG: ColumnElement[str] = literal_column("'simple'::regconfig")
INDEX = table(NAME, column("rowid", Integer), *(column(name, String) for name in COLUMNS))

ON_SQLITE = (
    "CREATE VIRTUAL TABLE matter_index USING fts5(folded, marked, people, tokenize='unicode61 remove_diacritics 0')"
)
ON_POSTGRESQL = (
    "CREATE TABLE matter_index (rowid INTEGER CONSTRAINT pk_matter_index PRIMARY KEY, "
    "folded TSVECTOR NOT NULL, marked TSVECTOR NOT NULL, people TSVECTOR NOT NULL)"
)
INDEXES = tuple(
    f"CREATE INDEX ix_matter_index_{name} ON matter_index USING gin ({name}) WITH (fastupdate = off)"
    for name in COLUMNS
)


@event.listens_for(Base.metadata, "after_create")
def _create(_tables: MetaData, connection: Connection, **_options: object) -> None:
    """Whoever makes the tables of the models makes the index too; the revisions do it in their own words."""
    statements = (ON_SQLITE,) if connection.dialect.name == "sqlite" else (ON_POSTGRESQL, *INDEXES)
    for statement in statements:
        connection.exec_driver_sql(statement)


class IndexRow(NamedTuple):
    """What is kept of a matter: its words, parted by spaces."""

    rowid: int
    folded: str
    marked: str
    people: str


THOUSAND = 1000
UPSERT = text(
    "INSERT INTO matter_index AS old (rowid, folded, marked, people) "
    "SELECT :rowid, to_tsvector('simple', :folded) || thousand, to_tsvector('simple', :marked) || thousand, "
    "to_tsvector('simple', :people) || thousand "
    "FROM array_to_tsvector(ARRAY['#' || CAST(:rowid AS integer) / 1000]) AS thousand "
    "ON CONFLICT (rowid) DO UPDATE SET folded = excluded.folded, marked = excluded.marked, people = excluded.people "
    "WHERE (old.folded, old.marked, old.people) <> (excluded.folded, excluded.marked, excluded.people)"
)


def write(rows: Sequence[IndexRow], *, leave_no_trace: bool = False) -> None:
    """Bring the rows of some matters up to date; what has not changed is not written.

    SQLite keeps words that were taken out until its index is next put together: with `leave_no_trace` that is at once.
    """
    if is_postgresql():
        db.session.execute(UPSERT, [row._asdict() for row in rows])
        return
    keys = [row.rowid for row in rows]
    known = {row.rowid: IndexRow(*row) for row in db.session.execute(select(INDEX).where(INDEX.c.rowid.in_(keys)))}
    changed = [row for row in rows if known.get(row.rowid) != row]
    if not changed:
        return
    old = [row.rowid for row in changed if row.rowid in known]
    if old:
        db.session.execute(delete(INDEX).where(INDEX.c.rowid.in_(old)))
    db.session.execute(insert(INDEX), [row._asdict() for row in changed])
    if leave_no_trace and any(_lost(known[row.rowid], row) for row in changed if row.rowid in known):
        db.session.execute(text("INSERT INTO matter_index (matter_index) VALUES ('optimize')"))


def _lost(before: IndexRow, after: IndexRow) -> bool:
    """Whether a word that stood in a row is gone."""
    return any(set(old.split()) - set(new.split()) for old, new in zip(before[1:], after[1:], strict=True))


def holding(asked: Asked, *, marks: bool | None = None, within: range | None = None) -> ColumnElement[bool]:
    """The condition under which a row of the index holds all that is asked for.

    With `marks`: only those that hold it with the marks that were typed (True), or only the others (False).
    `within` some thousands of keys only; where the engine reads from the newest on, that narrows nothing.
    """
    folded, marked = asked.folded(), asked.marked()
    if is_postgresql():
        found = _vector_holds("folded", folded, within)
        if marks is None:
            return found
        return found & (_vector_holds("marked", marked, within) if marks else ~_vector_holds("marked", marked))
    found_words, with_them = f"{{folded}} : ({folded})", f"{{marked}} : ({marked})"
    joined = {
        None: found_words,
        True: f"({found_words}) AND ({with_them})",
        False: f"({found_words}) NOT ({with_them})",
    }
    return _matches(joined[marks])


def naming(asked: Asked, *, within: range | None = None) -> ColumnElement[bool]:
    """The condition under which the names of a matter's people hold all that is asked for."""
    folded = asked.folded()
    return _vector_holds("people", folded, within) if is_postgresql() else _matches(f"{{people}} : ({folded})")


def newest_thousand() -> int:
    """The thousand that the greatest key of the index belongs to."""
    return (db.session.scalar(select(func.max(INDEX.c.rowid))) or 0) // THOUSAND


def _vector_holds(name: str, expression: str, within: range | None = None) -> ColumnElement[bool]:
    wanted: ColumnElement[Any] = func.to_tsquery(REGCONFIG, expression)
    if within is not None:
        wanted = wanted.op("&&")(cast(" | ".join(f"'#{each}'" for each in within), TSQUERY))
    return INDEX.c[name].op("@@", is_comparison=True)(wanted)


def _matches(expression: str) -> ColumnElement[bool]:
    return column(NAME).op("MATCH", is_comparison=True)(bindparam(None, expression, String))
