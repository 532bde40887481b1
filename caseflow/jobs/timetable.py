"""The timetable: which job runs how often, and the clock that calls them. The only import of APScheduler.

What is due is asked of the database, never of the scheduler, whose memory may be lost at any moment. A job that fails
is logged and runs again at its next time; one that hangs is left behind, so that nothing stops the clock.
"""

import logging
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask

from caseflow.jobs.letters import carriers, channels, deliver_all
from caseflow.jobs.sweep import sweep
from caseflow.law.clock import VIETNAM, system_clock
from caseflow.services.drafts import drop_old
from caseflow.services.files import sweep_files
from caseflow.services.pulse import SWEEP
from caseflow.settings import Settings
from caseflow.store.alerts import EMAIL
from caseflow.store.db import db, take_statistics, wipe_log
from caseflow.store.forms import beat
from caseflow.store.transactions import transaction

log = logging.getLogger(__name__)

RUN_LIMIT = 120.0
"""Seconds after which a run is given up: nothing can cancel a wait for a database that has gone silent."""
PATIENCE = {"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
"""Of runs that were missed one is caught up; a job never runs beside itself; an hour late is better than not at all."""


@dataclass(frozen=True, slots=True)
class Job:
    """A regular job: its name in the heartbeats, what it does, every how many seconds."""

    name: str
    run: Callable[[datetime, Settings], object]
    every: int


def sweep_deadlines(now: datetime, settings: Settings) -> None:
    """Raise and address what is due."""
    sweep(now, **channels(carriers(settings)))


def send_letters(now: datetime, settings: Settings) -> None:
    """Send the letters that wait, where there is a mail server."""
    deliver_all([carrier for carrier in carriers(settings) if carrier.channel == EMAIL], now)


def send_messages(now: datetime, settings: Settings) -> None:
    """Send what waits for a gateway, where there is one; apart from the letters, so that slow mail holds up none."""
    deliver_all([carrier for carrier in carriers(settings) if carrier.channel != EMAIL], now)


def tidy_up(now: datetime, _settings: Settings) -> None:
    """Take away old drafts, what SQLite's log remembers of deleted rows, contents no row speaks of; count anew."""
    with transaction(by_id=None, act="bỏ nháp cũ", now=now):
        drop_old(now)
    take_statistics()
    wipe_log()
    sweep_files(now=now)


JOBS = (
    Job(SWEEP, sweep_deadlines, every=60),
    Job("letters", send_letters, every=60),
    Job("messages", send_messages, every=60),
    Job("tidy", tidy_up, every=3600),
)


def run_once(app: Flask, job: Job) -> bool:
    """Run a job now and let its heart beat; whether it came to its end. Whatever it raises is logged, not passed on."""
    try:
        with app.app_context():
            now: datetime = app.config["CLOCK"]()
            job.run(now, app.config["SETTINGS"])
            with transaction(by_id=None, act="nhịp của việc định kỳ", now=now):
                beat(job.name, now)
    except Exception:
        log.exception("Việc định kỳ “%s” hỏng; lần sau sẽ chạy lại.", job.name)
        return False
    return True


def run_bounded(app: Flask, job: Job, *, limit: float = RUN_LIMIT) -> bool:
    """Run a job, but wait no longer than so many seconds; a run left behind does no harm: every job may run twice."""
    with app.app_context():
        pool = db.engine.pool
    ended, left_behind = Event(), Event()
    well: list[bool] = []

    def one_run() -> None:
        well.append(run_once(app, job))
        ended.set()
        if left_behind.is_set():
            pool.dispose()  # nobody else will ever ask it for a connection

    Thread(target=one_run, name=f"caseflow-{job.name}", daemon=True).start()
    if ended.wait(limit):
        return well[0]
    log.error("Việc định kỳ “%s” quá %d giây chưa xong; bỏ lại, lần sau mở kết nối mới.", job.name, limit)
    left_behind.set()
    with app.app_context():
        db.engine.dispose()
    return False


def start(app: Flask, jobs: Sequence[Job] = JOBS, *, limit: float = RUN_LIMIT) -> BackgroundScheduler:
    """Start the clock beside whatever else this program does; each job runs at once, then at its times."""
    scheduler = BackgroundScheduler(timezone=VIETNAM, job_defaults=PATIENCE)
    for job in jobs:
        scheduler.add_job(
            run_bounded,
            trigger=IntervalTrigger(seconds=job.every, timezone=VIETNAM),
            args=(app, job),
            kwargs={"limit": limit},
            id=job.name,
            next_run_time=system_clock(),
        )
    scheduler.start()
    return scheduler


def run(app: Flask) -> None:
    """Keep the clock going until the program is told to stop (SIGTERM, SIGINT); a run under way is waited for."""
    stop = Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stop.set())
    scheduler = start(app)
    stop.wait()
    scheduler.shutdown(wait=True)
