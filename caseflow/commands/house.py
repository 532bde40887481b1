"""The application for the length of one command."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from caseflow.app import create_app
from caseflow.settings import Settings
from caseflow.store.db import db


@contextmanager
def open_house(settings: Settings) -> Iterator[Flask]:
    """The application with its context; afterwards nothing is open, since forks must not share a connection."""
    app = create_app(settings)
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()
