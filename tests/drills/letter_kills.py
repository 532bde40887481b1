"""Whoever sends letters is killed at every step of it: claiming, sending, settling. None is lost, none torn in two.

By hand: python -m tests.drills.letter_kills --engine postgresql --people 200 --kills 120
Twice arrives at most what was sent by somebody killed before it was settled, and under the same Message-ID.
"""

import logging
import os
import re
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from email.message import EmailMessage
from enum import Enum
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from signal import SIGKILL
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import event, func, insert, select
from sqlalchemy.orm import Session

from caseflow.app import create_app
from caseflow.jobs.letters import ByMail, deliver
from caseflow.jobs.smtp import SmtpMailer
from caseflow.law.clock import VIETNAM
from caseflow.law.sending_hours import WORKING_HOURS, opens_at
from caseflow.law.terms import Role, SubjectKind
from caseflow.law.working_days import WorkingCalendar
from caseflow.reference.files import calendar_days
from caseflow.services.letters import LEASE, Letter
from caseflow.settings import Settings
from caseflow.store import journal
from caseflow.store.alerts import EMAIL, Alert, Delivery
from caseflow.store.db import db
from caseflow.store.matters import Matter, MatterOffice
from caseflow.store.offices import office_by_code
from caseflow.store.people import User
from caseflow.store.subjects import Subject
from caseflow.store.transactions import transaction
from tests.conftest import settings_for, settled
from tests.databases import Databases
from tests.factories import a_user
from tests.jobs.post_office import LOCALHOST, PostOffice, free_port, open_post_office

BEGIN = datetime(2026, 11, 23, 7, tzinfo=VIETNAM)
CALENDAR = WorkingCalendar(calendar_days())
EACH = 3
FORKS = get_context("forkserver")
PATIENCE = 60.0
CODE = re.compile(r"VV-\d+")


class Step(Enum):
    """Where somebody is killed: just before and just after each thing that is done to a letter."""

    CLAIMING = "claiming"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    SETTLING = "settling"
    SETTLED = "settled"


AFTER_SENDING = frozenset({Step.SENT, Step.SETTLING})
"""Killed here, a letter has left and nobody has noted so."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `lost`, `torn`, `strange` and `journal_broken` must be nought, `doubled` at most `excused`."""

    seconds: float
    letters: int
    kills: int
    excused: int
    doubled: int
    lost: int
    torn: int
    strange: int
    journal_broken: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost or torn and nothing doubled that no kill excuses."""
        return not (self.lost or self.torn or self.strange or self.journal_broken) and self.doubled <= self.excused


def fill(app: Flask, people: int) -> set[tuple[str, str]]:
    """People who each wait for one letter of some alerts; who must hear of which matter."""
    number = range(1, people * EACH + 1)
    with app.app_context(), transaction(by_id=None, act="kiểm thử", now=BEGIN):
        office = office_by_code("XA-18880")
        assert office is not None
        users = [a_user(f"nguoi{n}", f"Người Thứ {n} Thử", (Role.HANDLER, office)).id for n in range(people)]
        matter = {"title": "thử", "folded": "thu", "opened_on": BEGIN.date(), "secret": False}
        db.session.execute(insert(Matter), [{"id": n, "code": f"VV-{n}"} | matter for n in number])
        db.session.execute(insert(MatterOffice), [{"matter_id": n, "office_id": office.id} for n in number])
        subject = {"kind": SubjectKind.VISIT, "office_id": office.id, "created_at": BEGIN, "is_open": True}
        shared = subject | {"secret": False, "version": 1}
        db.session.execute(insert(Subject.__table__), [{"id": n, "matter_id": n} | shared for n in number])  # type: ignore[arg-type]  # a table of its own
        alert = {"level": "den-han", "cause": "x", "label": "Giải quyết", "days": 0, "due_on": BEGIN.date()}
        alert |= {"raised_at": BEGIN, "addressed_at": BEGIN, "closed_because": ""}
        db.session.execute(
            insert(Alert),
            [{"id": n, "subject_id": n, "deadline_key": f"{n}:KN-GQ1:x:1"} | alert for n in number],
        )
        waits = {"channel": EMAIL, "attempts": 0, "next_try_at": BEGIN, "last_error": "", "letter": ""}
        rows = [{"alert_id": n, "user_id": users[n % people], "urgent": False} | waits for n in number]
        db.session.execute(insert(Delivery), rows)
    return {(f"nguoi{n % people}@example.invalid", f"VV-{n}") for n in number}


@dataclass(frozen=True, slots=True)
class Mortal:
    """Carries letters, and is told before and after each."""

    by: ByMail
    before: Callable[[], None]
    after: Callable[[], None]
    channel: str = EMAIL

    def carry(self, letter: Letter, now: datetime) -> None:
        """Carry one letter."""
        self.before()
        self.by.carry(letter, now)
        self.after()


def send(settings: Settings, port: int, now: datetime, step: Step | None, letters: int) -> None:
    """One sender; after so many letters it is killed at a step of the next, if at any."""
    logging.disable()
    app = create_app(settings)
    left, sending = letters, False

    def reached(here: Step) -> None:
        if here is step and left == 0:
            os.kill(os.getpid(), SIGKILL)

    def before() -> None:
        nonlocal sending
        reached(Step.SENDING)
        sending = True

    def before_commit(_session: Session) -> None:
        reached(Step.SETTLING if sending else Step.CLAIMING)

    def after_commit(_session: Session) -> None:
        nonlocal left, sending
        reached(Step.SETTLED if sending else Step.CLAIMED)
        left, sending = left - sending, False

    event.listen(Session, "before_commit", before_commit)
    event.listen(Session, "after_commit", after_commit)
    mail = ByMail(SmtpMailer(LOCALHOST, port, "caseflow@quangtri.example.invalid"), "http://caseflow.example.invalid")
    with app.app_context():
        deliver(Mortal(mail, before, lambda: reached(Step.SENT)), now)


def run(settings: Settings, *, people: int, kills: int) -> Outcome:
    """Fill, send while senders are killed at one step after the other, then send in peace; count."""
    app = create_app(settings)
    expected, began = fill(app, people), time.monotonic()
    now, killed = BEGIN, list[Step]()
    with open_post_office(free_port()) as post:
        for number, step in zip(range(kills), cycle(Step), strict=False):
            if _sender_ends(settings, post.port, now, step, number % 2) == -SIGKILL:
                killed.append(step)
            now = opens_at(now + LEASE, CALENDAR, WORKING_HOURS)
        assert _sender_ends(settings, post.port, now, None, 0) == 0
        return _count(app, expected, post, killed, time.monotonic() - began)


def _sender_ends(settings: Settings, port: int, now: datetime, step: Step | None, letters: int) -> int | None:
    """How a sender came to its end."""
    FORKS.set_forkserver_preload(["caseflow.app", "caseflow.jobs.letters", "tests.conftest"])
    sender = FORKS.Process(target=send, args=(settings, port, now, step, letters), daemon=True)
    sender.start()
    sender.join(PATIENCE)
    ended = sender.exitcode
    sender.kill()
    sender.join()
    sender.close()
    return ended


def _count(app: Flask, expected: set[tuple[str, str]], post: PostOffice, killed: list[Step], seconds: float) -> Outcome:
    sent = Counter(str(letter["Message-ID"]) for letter in post.letters)
    told = {(str(letter["To"]), code, str(letter["Message-ID"])) for letter in post.letters for code in _codes(letter)}
    by_alert = Counter((to, code) for to, code, _ in told)
    with app.app_context():
        waiting = db.session.scalar(select(func.count()).where(Delivery.delivered_at.is_(None))) or 0
        broken = len(list(journal.broken_lines()))
        users = db.session.scalar(select(func.count()).where(User.login.like("nguoi%"))) or 0
        db.session.remove()
        db.engine.dispose()
    return Outcome(
        seconds=round(seconds, 1),
        letters=users,
        kills=len(killed),
        excused=sum(step in AFTER_SENDING for step in killed),
        doubled=sent.total() - len(sent),
        lost=len(expected - by_alert.keys()) + waiting,
        torn=sum(count > 1 for count in by_alert.values()),
        strange=len(by_alert.keys() - expected),
        journal_broken=broken,
    )


def _codes(letter: EmailMessage) -> set[str]:
    return set(CODE.findall(str(letter.get_content())))


def main() -> int:
    """Run the drill in full on one engine and print what came of it."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], required=True)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--kills", type=int, default=120)
    args = parser.parse_args()
    with ExitStack() as open_ones:
        folder = Path(open_ones.enter_context(TemporaryDirectory()))
        databases = open_ones.enter_context(Databases(folder))
        url = open_ones.enter_context(databases.on(args.engine).copy(settled))
        outcome = run(settings_for(url, folder / "home"), people=args.people, kills=args.kills)
    for name, value in asdict(outcome).items():
        sys.stdout.write(f"{name:>16} {value}\n")
    return 0 if outcome.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
