"""Databases for tests: each template is filled once, then copied, so that every test has a database to itself."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Self

import psycopg
from psycopg.sql import SQL, Identifier

from tests.postgres import running_server

Fill = Callable[[str], None]
"""Fills the database at an address, and lets go of it again."""


class SqliteDatabases:
    """Templates and copies as files in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count(1)

    @contextmanager
    def copy(self, fill: Fill) -> Iterator[str]:
        """The address of a fresh copy of what `fill` makes."""
        template = self.folder / f"{fill.__name__}.db"
        if not template.exists():
            template.touch()
            fill(f"sqlite:///{template}")
        file = self.folder / f"test_{next(self.numbers)}.db"
        shutil.copyfile(template, file)
        yield f"sqlite:///{file}"
        for leftover in self.folder.glob(f"{file.name}*"):
            leftover.unlink()


class PostgresqlDatabases:
    """Templates and copies as databases of one server."""

    def __init__(self, server: str) -> None:
        self.address = server.replace("postgresql://", "postgresql+psycopg://", 1)
        self.admin = psycopg.connect(server, autocommit=True)
        self.filled: set[str] = set()
        self.numbers = count(1)

    @contextmanager
    def copy(self, fill: Fill) -> Iterator[str]:
        """The address of a fresh copy of what `fill` makes."""
        template = fill.__name__
        if template not in self.filled:
            self.admin.execute(SQL("CREATE DATABASE {}").format(Identifier(template)))
            fill(self._at(template))
            self.filled.add(template)
        name = f"test_{next(self.numbers)}"
        self.admin.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
        yield self._at(name)
        self.admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

    def _at(self, name: str) -> str:
        return self.address.replace("/postgres?", f"/{name}?", 1)


class Databases:
    """Both engines; a PostgreSQL server is started only when a test first asks for one."""

    def __init__(self, folder: Path) -> None:
        self.sqlite = SqliteDatabases(folder)
        self.open = ExitStack()
        self.started: PostgresqlDatabases | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.open.close()

    def on(self, engine: str) -> SqliteDatabases | PostgresqlDatabases:
        """The databases of an engine."""
        if engine == "sqlite":
            return self.sqlite
        if self.started is None:
            self.started = PostgresqlDatabases(self.open.enter_context(running_server()))
            self.open.callback(self.started.admin.close)
        return self.started
