"""What the server builds before it has workers."""

from pathlib import Path

from sqlalchemy.pool import QueuePool

from caseflow.app import create_app
from caseflow.store.db import db
from tests.conftest import settings_for


def test_building_the_application_opens_no_connection_that_workers_would_share(engine_url: str, tmp_path: Path) -> None:
    app = create_app(settings_for(engine_url, tmp_path / "home"))
    with app.app_context():
        pool = db.engine.pool
        assert isinstance(pool, QueuePool)
        assert (pool.checkedin(), pool.checkedout()) == (0, 0)
        db.session.connection()
        assert pool.checkedout() == 1
        db.session.remove()
        db.engine.dispose()
