"""The database: engine, base class, column types. Tables and queries stand in the files beside this one.

SQLite and PostgreSQL behave alike: foreign keys on, writers queue instead of failing, deleted bytes are wiped.
"""

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, cast

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    event,
    literal_column,
    types,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, registry

SAMPLE = 1_000  # rows of an index that SQLite looks at
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(types.TypeDecorator[datetime]):
    """A moment in UTC on both engines; refuses a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Into the database: UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a zone: {value}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Out of the database: UTC, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Term(types.TypeDecorator[Any]):
    """A closed set of the vocabulary, kept by its value."""

    impl = String(32)
    cache_ok = True

    def __init__(self, words: type[Enum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401, ARG002 - the signature is SQLAlchemy's
        """Into the database: the value; anything outside the set is refused."""
        return None if value is None else str(self.words(value).value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Enum | None:  # noqa: ANN401, ARG002 - the signature is SQLAlchemy's
        """Out of the database: the member."""
        return None if value is None else self.words(value)


class Base(DeclarativeBase):
    """The base of every table."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            str: Text(),
            datetime: Moment(),
            Decimal: Numeric(18, 2),
            dict[str, Any]: JSON(),
            list[Any]: JSON(),
        },
    )


db = SQLAlchemy(model_class=Base, session_options={"autoflush": False})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def init_app(app: Flask) -> None:
    """Tie the database to an application and set each connection up."""
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:  # noqa: ANN401 - a raw DBAPI connection has no type of its own
        connection.isolation_level = None  # transactions begin in `begin` below, not by guess
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=15000",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its place in the queue at once: a reader that turns writer would fail instead of waiting.
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def is_postgresql() -> bool:
    """Whether the database of this application is PostgreSQL."""
    return db.engine.dialect.name == "postgresql"


def to_json(value: object) -> object:
    """A value of a fact as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [to_json(part) for part in value]
    return value


def table_of(model: type[Model]) -> Table:
    """The table of a class: a change told to it spares what the unit of work would look up first."""
    return cast("Table", model.__table__)


def insert_or(table: type[Model]) -> Any:  # noqa: ANN401 - the two dialects' inserts share no type but have the same words
    """An INSERT into a table that knows ON CONFLICT, on either engine."""
    return (postgresql_insert if is_postgresql() else sqlite_insert)(table_of(table))


def write_once(table: type[Model], **values: object) -> bool:
    """Write one row unless its key is there already; whether it was written.

    Whoever writes the same at the same time waits here until the other has ended.
    """
    fresh = insert_or(table).on_conflict_do_nothing().returning(literal_column("1"))
    return db.session.execute(fresh, values).first() is not None


def take_statistics() -> None:
    """Have SQLite look at a sample of every index, or it guesses by which to read; PostgreSQL does so by itself."""
    if not is_postgresql():
        with db.engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA analysis_limit = {SAMPLE}")
            connection.exec_driver_sql("ANALYZE")


def wipe_log() -> None:
    """Have what was deleted leave SQLite's log too; while others read, that waits for the next time."""
    place = db.engine.url.database
    if is_postgresql() or not place:
        return
    with closing(sqlite3.connect(place, timeout=2)) as connection, suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
