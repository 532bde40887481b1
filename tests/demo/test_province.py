"""The invented province: lawful, lively, and the same for the same seed and day."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from caseflow.app import create_app
from caseflow.demo.province import build, is_built
from caseflow.demo.verdicts import FRESH
from caseflow.law.clock import local_date, stopped_clock
from caseflow.law.escalation import SUSPICIONS
from caseflow.law.flags.rows import ROW_OF
from caseflow.law.flags.suspicion import Flag
from caseflow.law.terms import CaseStatus, PetitionKind
from caseflow.services import cases, entries
from caseflow.store import journal
from caseflow.store.alerts import Alert
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.matters import Matter, MatterFlag
from caseflow.store.petitions import PetitionEntry
from caseflow.store.schema import whole_schema
from caseflow.store.subjects import Event, Party, Subject
from tests.conftest import settings_for

COUNT = 60
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def empty(folder: Path) -> Flask:
    app = create_app(settings_for(f"sqlite:///{folder / 'demo.db'}", folder), stopped_clock(NOW))
    with app.app_context():
        whole_schema().create_all(db.engine)
    return app


def built(folder: Path) -> Flask:
    app = empty(folder)
    told: list[tuple[int, int]] = []
    build(app, lambda done, of: told.append((done, of)), count=COUNT, seed=11)
    assert told[-1][0] == told[-1][1] == len(told)
    return app


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The whole of it, as the first command of the README makes it: a step the law refuses would stop it here."""
    app = empty(tmp_path_factory.mktemp("province"))
    build(app, lambda _done, _of: None)
    return app


def story(app: Flask) -> list[tuple[object, ...]]:
    with app.app_context():
        rows = db.session.execute(
            select(Event.subject_id, Event.action, Event.on, Event.recorded_at).order_by(Event.id)
        )
        return [tuple(row) for row in rows]


def test_the_same_seed_and_day_make_the_same_province(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = built(tmp_path / "a"), built(tmp_path / "b")
    assert story(first) == story(second)
    assert len(story(first)) > COUNT * 2


def test_its_histories_are_lawful_and_its_deadlines_are_what_they_say(province: Flask) -> None:
    with province.app_context():
        assert is_built()
        assert (db.session.scalar(select(func.count()).select_from(PetitionEntry)) or 0) >= COUNT
        for entry in db.session.scalars(select(PetitionEntry)):
            assert entries.history(entry).status is entry.status
        kinds = set()
        for case in db.session.scalars(select(Case)):
            assert cases.history(case).status is case.status
            kinds.add(case.petition_kind)
        assert kinds >= {PetitionKind.FEEDBACK}
        nothing_running = select(Subject.id).where(
            Subject.is_open.is_(True),
            Subject.kind.in_(("entry", "case")),
            Subject.id.not_in(select(Deadline.subject_id).where(Deadline.met_on.is_(None))),
        )
        waiting = select(PetitionEntry.id).where(PetitionEntry.number == "")
        assert set(db.session.scalars(nothing_running)) <= set(db.session.scalars(waiting))
        assert db.session.scalar(select(func.count()).where(Case.status == CaseStatus.NEW)) == 0
        assert list(journal.broken_lines()) == []


def test_its_older_suspicions_were_decided_and_the_fresh_ones_wait(province: Flask) -> None:
    with province.app_context():
        found = db.session.scalars(select(MatterFlag)).all()
        assert {flag.flag for flag in found} >= {Flag.SKIPPED_LEVEL.value}
        old = [flag for flag in found if flag.lifted_at is None and local_date(flag.raised_at) < NOW.date() - FRESH]
        assert old
        assert all(flag.verdict and flag.verdict_reason and flag.decided_by_id for flag in old)
        asks = db.session.scalars(select(Deadline).where(Deadline.family.in_(SUSPICIONS))).all()
        pending = {f"flag:{flag.id}" for flag in found if flag.is_pending and ROW_OF[Flag(flag.flag)].asks}
        assert {row.start_cause for row in asks if row.met_on is None} == pending
        assert db.session.scalars(select(Alert).where(Alert.addressed_at.is_(None))).all() == []


def test_no_denouncer_is_left_in_the_open(province: Flask) -> None:
    with province.app_context():
        open_names = (
            select(Party.id)
            .join(Subject, Subject.id == Party.subject_id)
            .where(Subject.secret.is_(True), Party.citizen_id.is_not(None))
        )
        assert db.session.scalars(open_names).all() == []
        assert (db.session.scalar(select(func.count()).where(Matter.secret.is_(True))) or 0) > 0
