"""The revisions make exactly the schema the models declare, can be undone, and never lose a row or stop half-way."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from caseflow.app import create_app
from caseflow.store.db import db
from caseflow.store.places import folder
from tests.conftest import settings_for

CHILDREN = """
    op.create_table("office", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
    op.create_table(
        "desk",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("office_id", sa.Integer(), sa.ForeignKey("office.id", ondelete="CASCADE"), nullable=False),
    )
    op.execute("INSERT INTO office VALUES (1, 'Ban Tiếp công dân')")
    op.execute("INSERT INTO desk VALUES (1, 1), (2, 1)")
"""
REMAKE_PARENT = """
    with op.batch_alter_table("office") as table:
        table.alter_column("name", existing_type=sa.Text(), nullable=False)
"""
LEAVE_ORPHANS = """
    op.execute("DELETE FROM office")
"""
FAIL_AT_THE_END = """
    with op.batch_alter_table("office") as table:
        table.alter_column("name", existing_type=sa.Text(), nullable=False)
    op.execute("SELECT no_such_column FROM office")
"""


@pytest.fixture
def house(empty_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(settings_for(empty_url, tmp_path / "home"))
    with app.app_context():
        yield app
        db.engine.dispose()


def shape(engine: Engine) -> dict[str, Any]:
    """Everything a schema consists of, as values that can be compared."""
    eye = inspect(engine)
    return {
        table: {
            "columns": {(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in eye.get_columns(table)},
            "key": eye.get_pk_constraint(table),
            "references": sorted(eye.get_foreign_keys(table), key=str),
            "unique": sorted(eye.get_unique_constraints(table), key=str),
            "indexes": sorted(
                (str(i["name"]), str(i["column_names"]), bool(i["unique"]), _condition(i))
                for i in eye.get_indexes(table)
            ),
        }
        for table in eye.get_table_names()
        if table != "alembic_version"
    }


def _condition(index: Any) -> str:  # noqa: ANN401 - what an inspector returns
    """Which rows a partial index holds; "" for all."""
    options = index.get("dialect_options", {})
    return str(options.get("sqlite_where", options.get("postgresql_where", "")))


@pytest.mark.usefixtures("house")
def test_the_revisions_make_the_schema_that_the_models_declare(engine_url: str) -> None:
    flask_migrate.upgrade()
    declared = create_engine(engine_url)
    assert shape(db.engine) == shape(declared)
    declared.dispose()
    flask_migrate.check()


@pytest.mark.usefixtures("house")
def test_partial_indexes_stay_partial() -> None:
    flask_migrate.upgrade()
    conditions = {str(i["name"]): _condition(i) for i in inspect(db.engine).get_indexes("deadline")}
    assert any("next_alert_at IS NOT NULL" in condition for condition in conditions.values())


@pytest.mark.usefixtures("house")
def test_up_down_and_up_again() -> None:
    flask_migrate.upgrade()
    first = shape(db.engine)
    flask_migrate.downgrade(revision="base")
    assert shape(db.engine) == {}
    flask_migrate.upgrade()
    assert shape(db.engine) == first


@pytest.mark.usefixtures("house")
def test_upgrading_twice_changes_nothing() -> None:
    flask_migrate.upgrade()
    with db.engine.begin() as connection:
        connection.execute(text("INSERT INTO heartbeat (job, at) VALUES ('sweep', '2026-11-23 03:00:00')"))
    flask_migrate.upgrade()
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM heartbeat")) == 1


def revisions(place: Path, *upgrades: str) -> str:
    """A throw-away folder of revisions, run by the house's own env.py."""
    shutil.copytree(folder("migrations"), place, ignore=shutil.ignore_patterns("versions", "__pycache__"))
    (place / "versions").mkdir()
    for number, body in enumerate(upgrades, start=1):
        before = f'"{number - 1}"' if number > 1 else None
        head = f'import sqlalchemy as sa\nfrom alembic import op\n\nrevision = "{number}"\ndown_revision = {before}\n'
        (place / "versions" / f"{number}.py").write_text(
            f"{head}\n\ndef upgrade():\n    {dedent(body).strip().replace(chr(10), chr(10) + '    ')}\n",
            encoding="utf-8",
        )
    return str(place)


def rows(query: str) -> list[Any]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@pytest.mark.usefixtures("house")
def test_remaking_a_table_keeps_the_rows_that_depend_on_it(tmp_path: Path) -> None:
    flask_migrate.upgrade(directory=revisions(tmp_path / "revisions", CHILDREN, REMAKE_PARENT))
    assert rows("SELECT id, office_id FROM desk ORDER BY id") == [(1, 1), (2, 1)]
    assert inspect(db.engine).get_columns("office")[1]["nullable"] is False


@pytest.mark.usefixtures("house")
def test_foreign_keys_are_watched_again_after_an_upgrade(tmp_path: Path) -> None:
    flask_migrate.upgrade(directory=revisions(tmp_path / "revisions", CHILDREN))
    with pytest.raises(DBAPIError), db.engine.begin() as connection:
        connection.execute(text("INSERT INTO desk VALUES (3, 99)"))


@pytest.mark.usefixtures("house")
def test_a_revision_that_leaves_rows_pointing_at_nothing_is_not_kept(tmp_path: Path) -> None:
    orphaning = CHILDREN.replace(', ondelete="CASCADE"', "")
    with pytest.raises(Exception, match="desk"):
        flask_migrate.upgrade(directory=revisions(tmp_path / "revisions", orphaning, LEAVE_ORPHANS))
    assert inspect(db.engine).get_table_names() == []


@pytest.mark.usefixtures("house")
def test_a_revision_that_fails_leaves_nothing_behind_and_can_be_run_again(tmp_path: Path) -> None:
    flask_migrate.upgrade(directory=revisions(tmp_path / "first", CHILDREN))
    with pytest.raises(DBAPIError):
        flask_migrate.upgrade(directory=revisions(tmp_path / "wrong", CHILDREN, FAIL_AT_THE_END))
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version", "office", "desk"}
    flask_migrate.upgrade(directory=revisions(tmp_path / "right", CHILDREN, REMAKE_PARENT))
    assert len(rows("SELECT id FROM desk")) == 2


def test_the_loggers_of_the_house_still_speak_after_an_upgrade(house: Flask, caplog: pytest.LogCaptureFixture) -> None:
    flask_migrate.upgrade()
    house.logger.warning("còn nghe được")
    assert "còn nghe được" in caplog.text
