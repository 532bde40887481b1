"""Many rows in one statement: written unless they are there, and found by their keys."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import InstrumentedAttribute

from caseflow.store.db import Model, db, is_postgresql


def insert_missing(
    table: type[Model],
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str],
    returning: Sequence[InstrumentedAttribute[Any]],
) -> Sequence[Sequence[Any]]:
    """Write the rows whose key is not there yet, all with the same columns; of those written, what is asked for.

    PostgreSQL is given one array per column: a placeholder for each value of each row would cost it ten times as much.
    """
    if not rows:
        return []
    target = cast("Table", table.__table__)
    names = list(rows[0])
    if is_postgresql():
        arrays = [bindparam(None, [row[name] for row in rows], ARRAY(target.c[name].type)) for name in names]
        source = select(*func.unnest(*arrays).table_valued(*names).render_derived().c)
        added = postgresql_insert(target).from_select(names, source).on_conflict_do_nothing(index_elements=key)
        return db.session.execute(added.returning(*returning)).all()
    fresh = sqlite_insert(target).on_conflict_do_nothing(index_elements=key)
    return db.session.execute(fresh.returning(*returning), list(rows)).all()


def among(
    column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], ids: Collection[int]
) -> ColumnElement[bool]:
    """Whether a column holds one of many whole numbers, which are written into the statement as they are."""
    return column.in_(bindparam(None, list(ids), expanding=True, literal_execute=True))
