"""How a revision is run: whole or not at all, alone, and on SQLite without losing the rows that point at a table.

Logging is left as the application set it up: Alembic's own configuration would silence every logger that exists.
"""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text
from sqlalchemy.types import TypeDecorator

LOCK = 7_114_202  # any number, the same everywhere: whoever holds it migrates, a second one waits and finds it done

db = current_app.extensions["migrate"].db


class BrokenReferenceError(Exception):
    """After the revisions a row points at one that is not there; nothing of them was kept."""


def plain_type(kind: str, thing: Any, _context: object) -> str | bool:  # noqa: ANN401 - Alembic renders many sorts of things
    """Write the house's own column types as SQLAlchemy's, so that no revision ever depends on the code of its day."""
    return f"sa.{thing.impl!r}" if kind == "type" and isinstance(thing, TypeDecorator) else False


def is_compared(name: str | None, kind: str, _parents: object) -> bool:
    """The index of words is no model: its tables differ by engine, and SQLite keeps some of its own beside it."""
    return kind != "table" or not (name or "").startswith("matter_index")


def run(connection: Connection) -> None:
    """Run the revisions in one transaction, on SQLite too, where Alembic by itself would use none."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        render_item=plain_type,
        compare_type=True,
        include_name=is_compared,
        transactional_ddl=True,
    )
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            check_references(connection)


def check_references(connection: Connection) -> None:
    """What SQLite would have refused row by row, had it been watching."""
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise BrokenReferenceError(f"{len(broken)} rows point at nothing, the first in {broken[0][0]}")


def watch_references(connection: Connection, *, on: bool) -> None:
    """Switch SQLite's foreign keys; only possible between transactions, hence past SQLAlchemy."""
    connection.connection.cursor().execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


with db.engine.connect().execution_options(write=True) as connection:
    if connection.dialect.name == "sqlite":
        # A batch operation drops and remakes a table; with foreign keys on, its dependent rows would go with it.
        watch_references(connection, on=False)
        try:
            run(connection)
        finally:
            watch_references(connection, on=True)
    else:
        run(connection)
