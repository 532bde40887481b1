"""Whether the database has the tables this version needs; making them."""

import flask_migrate
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from caseflow.law.errors import Refusal
from caseflow.store.db import db
from caseflow.store.places import folder


def upgrade() -> None:
    """Bring the tables to this version; nothing happens if they are there."""
    flask_migrate.upgrade()


def empty() -> None:
    """Take every table away."""
    flask_migrate.downgrade(revision="base")


def heads() -> set[str]:
    """The name of the schema that this version works on."""
    return set(ScriptDirectory(str(folder("migrations"))).get_heads())


def check_current() -> None:
    """Refuse to work on a database that was not set up, or not for this version."""
    with db.engine.connect() as connection:
        standing = set(MigrationContext.configure(connection).get_current_heads())
    if standing != heads():
        raise Refusal("Cơ sở dữ liệu chưa được lập hoặc chưa nâng cấp cho phiên bản này; hãy chạy: caseflow init")
