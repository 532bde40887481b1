"""Many rows in one statement: written unless they are there, and found by their keys."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, literal, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute

from caseflow.store.db import Model, db, insert_or, is_postgresql, table_of

FEW = 20


def insert_missing(
    table: type[Model],
    rows: Sequence[Mapping[str, Any]],
    *,
    shared: Mapping[str, Any],
    key: Sequence[str],
    returning: Sequence[InstrumentedAttribute[Any]],
) -> Sequence[Sequence[Any]]:
    """Write the rows whose key is not there yet, all with the same columns; of those written, what is asked for.

    What they share is told once, and the rows go as one value, of PostgreSQL's arrays or of SQLite's JSON: a
    placeholder for each value of each row would cost ten times as much.
    """
    if not rows:
        return []
    target = table_of(table)
    names = list(rows[0])
    source = (_arrays if is_postgresql() else _listed)(target, names, rows)
    source = source.add_columns(*(literal(value, target.c[name].type) for name, value in shared.items()))
    added = insert_or(table).from_select([*names, *shared], source).on_conflict_do_nothing(index_elements=key)
    return db.session.execute(added.returning(*returning)).all()


def _arrays(target: Table, names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Select[Any]:
    """The rows as one array per column."""
    arrays = [bindparam(None, [row[name] for row in rows], ARRAY(target.c[name].type)) for name in names]
    return select(*func.unnest(*arrays).table_valued(*names).render_derived().c)


def _listed(target: Table, names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Select[Any]:
    """The rows as a list of lists, each value as SQLite keeps it."""
    dialect = db.engine.dialect
    keeps = [target.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    columns = [[row[name] for row in rows] for name in names]
    kept = [map(keep, column) if keep else column for keep, column in zip(keeps, columns, strict=True)]
    told = json.dumps(list(zip(*kept, strict=True)), ensure_ascii=False)
    each = func.json_each(told).table_valued("value")
    # Where an upsert reads from a query that has no WHERE, SQLite takes its ON for that of a join.
    return select(*(func.json_extract(each.c.value, f"$[{at}]") for at in range(len(names)))).where(true())


def among(
    column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], ids: Collection[int]
) -> ColumnElement[bool]:
    """Whether a column holds one of some whole numbers; many are written into the statement as they are.

    Of a few the statement stays the same, so that it is prepared once.
    """
    return column.in_(bindparam(None, list(ids), expanding=True, literal_execute=len(ids) > FEW))
