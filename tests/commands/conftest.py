"""An installation set up as its operator would, with the people of the small world in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from caseflow.app import create_app
from caseflow.commands import schema
from caseflow.settings import Settings
from caseflow.store.db import db
from tests.conftest import SettableClock
from tests.factories import Enter, found_province

Env = dict[str, str]


@pytest.fixture
def env(empty_url: str, tmp_path: Path) -> Env:
    """The environment of a command."""
    return {"CASEFLOW_DATABASE_URL": empty_url, "CASEFLOW_HOME": str(tmp_path / "home")}


@pytest.fixture
def installed(env: Env, clock: SettableClock) -> Iterator[Flask]:
    """The same installation, for looking at and writing in what the commands work on."""
    app = create_app(Settings.from_env(env), clock)
    with app.app_context():
        schema.upgrade()
        found_province()
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def enter(installed: Flask, clock: SettableClock) -> Enter:
    """Factories of what happens in the installation."""
    return Enter(installed, clock)
