"""The timetable: jobs run at once and again, leave a heartbeat, and nothing that befalls one stops the clock."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from threading import Event

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from sqlalchemy import inspect, select, text

from caseflow.app import create_app
from caseflow.cli import main
from caseflow.jobs.timetable import JOBS, Job, run_bounded, run_once, start
from caseflow.settings import Settings
from caseflow.store import journal
from caseflow.store.alerts import Alert
from caseflow.store.contents import keep
from caseflow.store.db import db
from caseflow.store.forms import Heartbeat
from tests.conftest import SettableClock
from tests.factories import MONDAY, Enter

WAIT = 20.0
SWEEP, LETTERS, _, TIDY = JOBS
CUT_THE_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def beats(app: Flask) -> dict[str, datetime]:
    """The heartbeats, by job."""
    with app.app_context():
        return {beat.job: beat.at for beat in db.session.scalars(select(Heartbeat))}


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


def test_the_sweep_and_the_letters_come_every_minute() -> None:
    assert {job.name: job.every for job in JOBS} == {"sweep": 60, "letters": 60, "messages": 60, "tidy": 3600}


def test_a_sweep_that_comes_to_its_end_leaves_its_heartbeat(app: Flask, clock: SettableClock, enter: Enter) -> None:
    enter.a_case(received_on=clock.today, accepted_on=clock.today)
    clock.forward(days=60)
    assert run_once(app, SWEEP)
    assert beats(app) == {"sweep": clock()}
    with app.app_context():
        assert db.session.query(Alert).count() > 0


def test_a_heartbeat_moves_on_and_leaves_no_line_in_the_journal(app: Flask, clock: SettableClock) -> None:
    with app.app_context():
        before = journal.head()
    assert run_once(app, LETTERS)
    clock.forward(hours=1)
    assert run_once(app, LETTERS)
    assert beats(app) == {"letters": clock()}
    with app.app_context():
        assert journal.head() == before


def test_a_job_that_fails_is_logged_and_has_no_heartbeat(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_now: datetime, _settings: Settings) -> None:
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR):
        assert not run_once(app, Job("hỏng", fail, every=60))
    assert "ZeroDivisionError" in caplog.text
    assert beats(app) == {}


@pytest.fixture
def gate() -> Iterator[Event]:
    """Opened at the end of a test, so that nothing hangs longer than it."""
    opened = Event()
    yield opened
    opened.set()


def test_a_job_that_hangs_is_left_behind_and_the_next_run_goes_through(
    app: Flask, gate: Event, caplog: pytest.LogCaptureFixture
) -> None:
    hanging, gone = Event(), Event()

    def hang(_now: datetime, _settings: Settings) -> None:
        db.session.execute(text("SELECT 1"))
        hanging.set()
        gate.wait(WAIT)
        gone.set()

    began = time.monotonic()
    with caplog.at_level(logging.ERROR):
        assert not run_bounded(app, Job("treo", hang, every=60), limit=0.3)
    assert time.monotonic() - began < WAIT / 2
    assert hanging.is_set()
    assert "treo" in caplog.text
    assert run_bounded(app, SWEEP)
    assert set(beats(app)) == {"sweep"}
    gate.set()
    assert gone.wait(WAIT)
    assert within(WAIT, lambda: "treo" in beats(app))  # what was left behind has come to its end after all


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_link_that_is_cut_costs_at_most_one_run(app: Flask) -> None:
    assert run_once(app, SWEEP)
    for _ in range(5):
        with app.app_context():
            db.session.execute(text(CUT_THE_OTHERS))
        run_once(app, SWEEP)
        assert run_once(app, SWEEP)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_clock_goes_on_after_a_job_has_failed(app: Flask) -> None:
    ran: list[str] = []

    def fail_at_first(_now: datetime, _settings: Settings) -> None:
        ran.append("")
        if len(ran) == 1:
            raise ZeroDivisionError

    scheduler: BackgroundScheduler = start(app, (Job("khi hỏng khi không", fail_at_first, every=1),))
    try:
        assert within(WAIT, lambda: len(ran) > 1 and bool(beats(app)))
    finally:
        scheduler.shutdown(wait=True)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_job_runs_as_soon_as_the_clock_starts_and_never_beside_itself(app: Flask, gate: Event) -> None:
    running: list[str] = []

    def count(_now: datetime, _settings: Settings) -> None:
        running.append("")
        gate.wait(2.5)

    scheduler: BackgroundScheduler = start(app, (Job("lâu", count, every=1),))
    try:
        assert within(0.9, lambda: bool(running))
        time.sleep(1.5)
        assert len(running) == 1
    finally:
        gate.set()
        scheduler.shutdown(wait=True)


def test_the_program_works_until_it_is_told_to_stop(empty_url: str, tmp_path: Path) -> None:
    env = {"CASEFLOW_DATABASE_URL": empty_url, "CASEFLOW_HOME": str(tmp_path / "home")}
    main(["init"], env)
    app = create_app(Settings.from_env(env))
    try:
        with subprocess.Popen([sys.executable, "-m", "caseflow.cli", "work"], env=env) as work:
            try:
                assert within(WAIT, lambda: {"sweep", "letters"} <= set(beats(app)))
                assert work.poll() is None
            finally:
                work.send_signal(signal.SIGTERM)
            assert work.wait(timeout=WAIT) == 0
    finally:
        with app.app_context():
            db.engine.dispose()


def test_a_moment_of_the_clock_is_what_a_heartbeat_shows(app: Flask) -> None:
    run_once(app, LETTERS)
    assert beats(app)["letters"] == MONDAY


def test_the_hourly_tidying_takes_away_contents_that_no_row_speaks_of(app: Flask, clock: SettableClock) -> None:
    with app.app_context():
        digest = keep(app.config["SETTINGS"].files, b"left over")
    (content,) = app.config["SETTINGS"].files.glob(f"*/{digest}")
    os.utime(content, (clock().timestamp(),) * 2)
    assert run_once(app, TIDY)
    assert content.exists()
    clock.forward(hours=2)
    assert run_once(app, TIDY)
    assert not content.exists()


def test_the_hourly_tidying_tells_sqlite_what_its_indexes_hold(app: Flask, enter: Enter) -> None:
    enter.a_petition()
    assert run_once(app, TIDY)
    with app.app_context():
        if db.engine.dialect.name == "postgresql":  # it does so by itself, and is asked nothing
            assert inspect(db.engine).has_table("sqlite_stat1") is False
        else:
            known = db.session.scalars(text("SELECT idx FROM sqlite_stat1 WHERE tbl = 'matter'"))
            assert "ix_matter_next_due" in set(known)
