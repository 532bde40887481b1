"""The application for the length of one command."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from caseflow.app import create_app
from caseflow.settings import Settings
from caseflow.store.db import db

MADE_BETWEEN = 20_000  # objects


def leave_alone() -> None:
    """Have the collector pass by what stands already, and come less often.

    To go through the whole house takes it a tenth of a second, and nearly all that is made is let go of without it.
    """
    gc.freeze()
    gc.set_threshold(MADE_BETWEEN, 10, 10)


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
