"""Four sweepers race over the same due clocks while they are killed and their links are cut, at random.

By hand: python -m tests.drills.alert_race --engine postgresql --clocks 10000 --kills 50 --cuts 200
Each alert must be there exactly once, none missing, none early, and everybody told once.
"""

import logging
import random
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from signal import SIGKILL
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from caseflow.app import create_app
from caseflow.jobs.sweep import sweep
from caseflow.law.escalation import LADDER, Span, timetable
from caseflow.law.terms import SubjectKind
from caseflow.law.working_days import WorkingCalendar
from caseflow.reference.files import calendar_days
from caseflow.settings import Settings
from caseflow.store import journal
from caseflow.store.alerts import Alert, Delivery
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, Origin
from caseflow.store.matters import Matter, MatterOffice
from caseflow.store.offices import office_by_code
from caseflow.store.subjects import Subject
from tests.conftest import settings_for, settled
from tests.databases import Databases

MOMENT = datetime(2026, 11, 23, 3, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CALENDAR = WorkingCalendar(calendar_days())
BATCH = 10
PATIENCE = 600.0
FORKS = get_context("forkserver")
CUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY random() LIMIT :number
"""
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Race:
    """How hard the sweepers have it."""

    clocks: int
    kills: int
    cuts: int = 0
    sweepers: int = 4
    seed: int = 1
    pause: tuple[float, float] = (0.05, 0.5)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; all but the first five must be nought."""

    seconds: float
    kills: int
    cuts: int
    expected: int
    raised: int
    missing: int
    doubled: int
    early: int
    untold: int
    told_twice: int
    journal_broken: int

    @property
    def is_clean(self) -> bool:
        """Whether every alert is there exactly once and everybody was told once."""
        wrong = (self.missing, self.doubled, self.early, self.untold, self.told_twice, self.journal_broken)
        return self.raised == self.expected and not any(wrong)


def fill(app: Flask, race: Race) -> set[Key]:
    """Write clocks of every sort: due, long overdue, woken too soon, not due yet, resting; what must be raised."""
    chance = random.Random(race.seed)  # noqa: S311 - the same race again, not a secret
    with app.app_context():
        office = office_by_code("XA-18880")
        assert office is not None
        numbers = range(1, race.clocks + 1)
        matter = {"title": "thử", "folded": "thu", "opened_on": TODAY, "secret": False}
        db.session.execute(insert(Matter), [{"id": n, "code": f"VV-{n}"} | matter for n in numbers])
        db.session.execute(insert(MatterOffice), [{"matter_id": n, "office_id": office.id} for n in numbers])
        subject = {"kind": SubjectKind.VISIT, "office_id": office.id, "created_at": MOMENT, "is_open": True}
        shared = subject | {"secret": False, "version": 1}
        db.session.execute(insert(Subject.__table__), [{"id": n, "matter_id": n} | shared for n in numbers])  # type: ignore[arg-type]  # a table of its own
        rows = [_deadline(n, chance) for n in numbers]
        db.session.execute(insert(Deadline), rows)
        db.session.commit()
        db.engine.dispose()
    return {key for row in rows for key in _expected(row)}


def _deadline(number: int, chance: random.Random) -> dict[str, object]:
    start = TODAY - timedelta(days=chance.randrange(1, 120))
    strict = start + timedelta(days=chance.choice((3, 10, 30, 45)))
    sort = chance.randrange(10)
    woken = {0: None, 1: MOMENT + timedelta(seconds=1)}.get(sort, MOMENT - timedelta(hours=chance.randrange(48)))
    return {
        "subject_id": number,
        "family": "KN-GQ1",
        "start_cause": f"event:{number}",
        "occurrence": 1,
        "code": "KN-GQ1",
        "label": "Giải quyết",
        "origin": Origin.STATUTORY,
        "start_on": start,
        "due_strict": strict,
        "due_legal": CALENDAR.roll_forward(strict),
        "met_on": None,
        "paused": woken is None,
        "cause": f"event:{number}",
        "next_alert_at": woken,
    }


def _expected(row: dict[str, object]) -> Iterator[Key]:
    """The one level that a due clock has reached, by its whole timetable."""
    woken = row["next_alert_at"]
    if not isinstance(woken, datetime) or woken > MOMENT:
        return
    span = Span(row["start_on"], row["due_strict"], row["due_legal"])  # type: ignore[arg-type]  # written as dates above
    reached = [level for at, level in timetable(span, CALENDAR, LADDER, until=TODAY) if at <= MOMENT]
    if reached:
        yield f"{row['subject_id']}:KN-GQ1:{row['start_cause']}:1", reached[-1].code, str(row["cause"])


def work(settings: Settings) -> None:
    """One sweeper: sweeps until nothing is due and everybody is told, whatever befalls its links."""
    logging.disable()  # what goes wrong here is meant to
    app = create_app(settings)
    while True:
        with suppress(DBAPIError), app.app_context():
            sweep(MOMENT, by_mail=False, batch=BATCH)
            if not left_to_do():
                return


def left_to_do() -> int:
    """Clocks that are due and alerts nobody was told of."""
    due = db.session.scalar(select(func.count()).where(Deadline.next_alert_at <= MOMENT)) or 0
    untold = db.session.scalar(select(func.count()).where(Alert.addressed_at.is_(None))) or 0
    return due + untold


def run(settings: Settings, race: Race) -> Outcome:
    """Fill, race, count."""
    app = create_app(settings)
    expected = fill(app, race)
    began = time.monotonic()
    kills, cuts = _hound(app, settings, race)
    seconds = time.monotonic() - began
    with app.app_context():
        outcome = _count(expected, seconds, kills, cuts)
        db.session.remove()
        db.engine.dispose()
    return outcome


def _hound(app: Flask, settings: Settings, race: Race) -> tuple[int, int]:
    """Keep the sweepers running until all is done, killing one and cutting some links now and then."""
    chance = random.Random(race.seed)  # noqa: S311 - the same race again, not a secret
    cuts_at_once = -(-race.cuts // max(race.kills, 1))
    kills = cuts = 0
    with _sweepers(settings, race.sweepers) as running:
        end = time.monotonic() + PATIENCE
        while any(sweeper.exitcode != 0 for sweeper in running):
            assert time.monotonic() < end, "the sweepers do not come to an end"
            time.sleep(chance.uniform(*race.pause))
            for place, fallen in enumerate(running):
                if fallen.exitcode not in (None, 0):
                    assert fallen.exitcode == -SIGKILL, "a sweeper fell by itself"
                    fallen.close()
                    running[place] = _started(settings)
            alive = [sweeper for sweeper in running if sweeper.exitcode is None]
            if alive and kills < race.kills:
                chance.choice(alive).kill()
                kills += 1
            if cuts < race.cuts:
                cuts += _cut(app, cuts_at_once)
    return kills, cuts


@contextmanager
def _sweepers(settings: Settings, number: int) -> Iterator[list[ForkServerProcess]]:
    running = [_started(settings) for _ in range(number)]
    try:
        yield running
    finally:
        for sweeper in running:
            sweeper.kill()
            sweeper.join()
            sweeper.close()


def _started(settings: Settings) -> ForkServerProcess:
    FORKS.set_forkserver_preload(["caseflow.app", "caseflow.jobs.sweep", "tests.conftest"])
    sweeper = FORKS.Process(target=work, args=(settings,), daemon=True)
    sweeper.start()
    return sweeper


def _cut(app: Flask, number: int) -> int:
    """Cut the links of so many sweepers, if so many stand; how many were cut."""
    with app.app_context():
        cut = db.session.execute(text(CUT), {"number": number}).scalars().all()
        db.session.rollback()
    return sum(cut)


def _count(expected: set[Key], seconds: float, kills: int, cuts: int) -> Outcome:
    alerts = db.session.execute(select(Alert.deadline_key, Alert.level, Alert.cause))
    raised = Counter((key, level, cause) for key, level, cause in alerts)
    deliveries = db.session.execute(select(Delivery.alert_id, Delivery.user_id, Delivery.channel))
    told = Counter((alert_id, user_id, channel) for alert_id, user_id, channel in deliveries)
    heard = select(Delivery.alert_id).distinct()
    untold = select(func.count()).select_from(Alert).where(Alert.id.not_in(heard))
    return Outcome(
        seconds=round(seconds, 1),
        kills=kills,
        cuts=cuts,
        expected=len(expected),
        raised=raised.total(),
        missing=len(expected - raised.keys()),
        doubled=sum(count - 1 for count in raised.values()),
        early=len(raised.keys() - expected),
        untold=db.session.scalar(untold) or 0,
        told_twice=sum(count - 1 for count in told.values()),
        journal_broken=len(list(journal.broken_lines())),
    )


def main() -> int:
    """Run the race in full on one engine and print what came of it."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], required=True)
    parser.add_argument("--clocks", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--cuts", type=int, default=0, help="links cut; PostgreSQL only")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    race = Race(args.clocks, args.kills, args.cuts if args.engine == "postgresql" else 0, seed=args.seed)
    with ExitStack() as open_ones:
        folder = Path(open_ones.enter_context(TemporaryDirectory()))
        databases = open_ones.enter_context(Databases(folder))
        url = open_ones.enter_context(databases.on(args.engine).copy(settled))
        outcome = run(settings_for(url, folder / "home"), race)
    for name, value in asdict(outcome).items():
        sys.stdout.write(f"{name:>16} {value}\n")
    return 0 if outcome.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
