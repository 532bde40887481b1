"""Every row of every table as lines of text and back again: one form for both engines, so a copy can move between them.

A line is the JSON list of a row's columns in the table's order. Rows come in the order of their keys, so two databases
that hold the same give the same bytes. What was deleted is in no line, whatever the engine's own files still remember.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Table,
    bindparam,
    collate,
    func,
    inspect,
    select,
    text,
)

from caseflow.store.db import Moment, db, is_postgresql
from caseflow.store.schema import whole_schema

BATCH = 500


def tables() -> list[Table]:
    """Every table, those first that others refer to."""
    return whole_schema().sorted_tables


@contextmanager
def snapshot() -> Iterator[Connection]:
    """A connection that sees the whole database as it is now, whoever goes on writing."""
    with db.engine.connect() as connection:
        if is_postgresql():
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        yield connection


def lines_of(connection: Connection, table: Table) -> Iterator[str]:
    """The rows of a table."""
    query = select(table).order_by(*(_bytewise(column) for column in table.primary_key))
    for row in connection.execute(query, execution_options={"yield_per": BATCH}):
        yield json.dumps([_out(value) for value in row], ensure_ascii=False, sort_keys=True) + "\n"


def load(connection: Connection, table: Table, lines: Iterable[str]) -> None:
    """Write rows into a table, with the keys they had; numbers given later go on from there.

    A row may refer to a later one of its own table: such columns are filled in when all rows are there.
    """
    own = [column.name for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]
    keys = [column.name for column in table.primary_key]
    ties: list[dict[str, Any]] = []
    rows = (_row(table, line) for line in lines)
    while batch := list(islice(rows, BATCH)):
        ties += [{f"{name}_": row[name] for name in keys + own} for row in batch if any(row[name] for name in own)]
        connection.execute(table.insert(), [row | dict.fromkeys(own) for row in batch])
    if ties:
        tie = table.update().where(*(table.c[name] == bindparam(f"{name}_") for name in keys))
        connection.execute(tie.values({name: bindparam(f"{name}_") for name in own}), ties)
    _go_on_counting(connection, table)


def _go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL gives keys from a counter of its own, which has not seen the rows just written."""
    column = table.autoincrement_column
    if not is_postgresql() or column is None:
        return
    highest = connection.scalar(select(func.max(column)))
    counter = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
    if highest is not None and counter is not None:
        connection.execute(select(func.setval(counter, highest)))


def holds_rows() -> bool:
    """Whether any table of the house stands in the database and is not empty."""
    standing = set(inspect(db.engine).get_table_names())
    with db.engine.connect() as connection:
        return any(
            connection.execute(select(table).limit(1)).first() is not None
            for table in tables()
            if table.name in standing
        )


def _bytewise(column: Column[Any]) -> ColumnElement[Any]:
    """Text in the order of its bytes, whatever language the database sorts in."""
    return collate(column, "C") if is_postgresql() and isinstance(column.type, String) else column


def _out(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def _row(table: Table, line: str) -> dict[str, Any]:
    return {column.name: _into(column, value) for column, value in zip(table.columns, json.loads(line), strict=True)}


def _into(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - a row holds whatever its columns hold
    if value is None:
        return None
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value)
    if isinstance(column.type, Numeric) and not isinstance(column.type, Integer):
        return Decimal(value)
    return value
