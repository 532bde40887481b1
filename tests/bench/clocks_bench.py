"""How fast clocks are read: those of one case from its marks, and of a whole database from its events.

By hand: python -m tests.bench.clocks_bench [--full] [--engine sqlite|postgresql]
"""

import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import insert

from caseflow.app import create_app
from caseflow.commands.clocks import rebuild_all
from caseflow.law.clocks import read
from caseflow.law.tables import TABLES
from caseflow.law.terms import Action, CaseStatus, Channel, EntryStatus, Instance, PetitionKind, Procedure, SubjectKind
from caseflow.law.workflow import Happening, replay
from caseflow.law.working_days import WorkingCalendar
from caseflow.reference.files import calendar_days
from caseflow.services.rebuilding import Rebuilt
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.offices import office_by_code
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.subjects import Event, Subject
from tests.conftest import settings_for, settled
from tests.databases import Databases

A = Action
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SIZES = (1_000, 10_000)
FULL = 100_000
GOAL_MS, GOAL_RATE = 2.0, 1_000
CHUNK = 2_000
KNOWN = {"kind": "complaint", "field": "land", "instance": "first", "eligible": True, "in_competence": True}
TALKED = {"invited": "yes", "settler": "other", "chaired_by": "in_person"}
ON_ENTRY = ((A.RECEIVE, 0), (A.CLASSIFY, 1), (A.PROPOSE, 2), (A.ACCEPT, 4))
ON_CASE = ((A.OPEN, 2), (A.ACCEPT, 4), (A.VERIFY, 6), (A.SUSPEND, 12), (A.CONTINUE, 20), (A.DECIDE, 40))
Row = dict[str, Any]


def one_case() -> tuple[Happening, ...]:
    """A complaint that was suspended and continued until forty events stand in its history."""
    begun = [(A.OPEN, 0), (A.ACCEPT, 2), (A.VERIFY, 3)]
    begun += [(A.SUSPEND if n % 2 else A.CONTINUE, 3 + n) for n in range(1, 37)]
    begun.append((A.DECIDE, 45))
    first = date(2026, 7, 6)
    return tuple(Happening(str(n), act, first + timedelta(days), n) for n, (act, days) in enumerate(begun, 1))


def time_one_case(times: int = 300) -> tuple[float, float, int]:
    """Milliseconds that the clocks of one case take, and its history with them; how many clocks that are."""
    calendar, table = WorkingCalendar(calendar_days()), TABLES["complaint-first"]
    happenings = one_case()
    history = replay(table.steps, happenings, start=table.start)
    alone, both = list[float](), list[float]()
    for _ in range(times):
        began = time.perf_counter()
        again = replay(table.steps, happenings, start=table.start)
        told = time.perf_counter()
        read(again.marks, calendar=calendar, today=TODAY)
        ended = time.perf_counter()
        alone.append((ended - told) * 1000)
        both.append((ended - began) * 1000)
    return median(alone), median(both), len(read(history.marks, calendar=calendar, today=TODAY))


def fill(cases: int) -> None:
    """Write so many cases, each with its matter, its petition and its entry, in bulk."""
    office = office_by_code("BTCD")
    assert office is not None
    keys = count(1)
    for start in range(0, cases, CHUNK):
        made = [_life(number, keys, office.id) for number in range(start, min(cases, start + CHUNK))]
        for table in (Matter, Subject, Petition, Case, PetitionEntry, Event):
            rows = [row for life in made for row in life[table.__tablename__]]
            db.session.execute(insert(table.__table__), rows)  # type: ignore[arg-type]  # the table itself
        db.session.commit()


def _life(number: int, keys: Iterator[int], office_id: int) -> dict[str, list[Row]]:
    received = TODAY - timedelta(days=5 + number % 135)  # suspensions are lawful since July
    petition, entry, case = next(keys), next(keys), next(keys)
    shared: Row = {"office_id": office_id, "matter_id": number + 1, "secret": False, "is_open": True}
    shared |= {"created_at": NOW, "version": 1}
    kinds = ((petition, SubjectKind.PETITION), (entry, SubjectKind.ENTRY), (case, SubjectKind.CASE))
    complaint = {"petition_kind": PetitionKind.COMPLAINT, "instance": Instance.FIRST}
    of_entry: Row = {"petition_id": petition, "case_id": case, "number": f"{number}/2026", "from_sender": ""}
    of_entry |= {"received_on": received, "status": EntryStatus.IN_CASE, "letter_number": ""}
    code = f"HS-2026-{number:06d}"
    return {
        "matter": [
            {"id": number + 1, "code": f"VV-{number}", "title": "thử", "folded": "thu", "opened_on": received}
            | {"secret": False}
        ],
        "subject": [{"id": key, "kind": kind} | shared for key, kind in kinds],
        "petition": [
            {"id": petition, "channel": Channel.POST, "summary": "", "body": "", "folded": "", "signatories": 1}
            | {"originals_to_return": False}
        ],
        "settlement_case": [
            {"id": case, "code": code, "status": CaseStatus.AWAITING, "opened_on": received, "elsewhere": False}
            | {"procedure": Procedure.COMPLAINT_FIRST}
            | complaint
        ],
        "petition_entry": [{"id": entry} | of_entry | complaint],
        "event": [*events_of(entry, ON_ENTRY, received), *events_of(case, ON_CASE, received)],
    }


def events_of(subject_id: int, acts: tuple[tuple[Action, int], ...], first: date) -> Iterator[Row]:
    """As much of a life as has happened by today."""
    for act, days in acts:
        on = first + timedelta(days=days)
        if on > TODAY:
            return
        facts = {A.RECEIVE: {"received_on": first.isoformat()}, A.CLASSIFY: KNOWN, A.HOLD_DIALOGUE: TALKED}.get(act, {})
        said = {"before": "", "after": "", "basis": "", "superseding_reason": "", "recorded_at": NOW}
        yield {"subject_id": subject_id, "action": act, "on": on, "facts": facts} | said


@contextmanager
def house(databases: Databases, engine: str, home: Path) -> Iterator[Flask]:
    """The small world on an engine, with a context open."""
    with databases.on(engine).copy(settled) as url:
        app = create_app(settings_for(url, home))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def timed(*, keep: bool) -> tuple[float, float, list[Rebuilt]]:
    """How many seconds a rebuild takes by the clock and by the processor, and how its batches went."""
    began, spent = time.perf_counter(), time.process_time()
    batches = list(rebuild_all(NOW, keep=keep))
    return time.perf_counter() - began, time.process_time() - spent, batches


def main(arguments: list[str]) -> int:
    """Print the figures; 1 when what was rebuilt differs from what stands."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help=f"{FULL:,} cases too")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    args = parser.parse_args(arguments)
    alone, both, clocks = time_one_case()
    say(f"one case of 40 events: {alone:.2f} ms for its {clocks} clocks (goal {GOAL_MS}), {both:.2f} ms with replay")
    wrong = 0
    with ExitStack() as open_ones:
        folder = Path(open_ones.enter_context(TemporaryDirectory()))
        databases = open_ones.enter_context(Databases(folder))
        for engine in args.engine or ("sqlite", "postgresql"):
            for size in (*SIZES, *((FULL,) if args.full else ())):
                with house(databases, engine, folder / "home"):
                    fill(size)
                    written, _, _ = timed(keep=True)
                    dry, spent, batches = timed(keep=False)
                rows = sum(batch.rows for batch in batches)
                wrong += sum(len(batch.differences) for batch in batches)
                say(
                    f"{engine:<10} {size:>7,} cases, {rows:>8,} deadlines: dry run {dry:6.1f} s, "
                    f"{size / dry:6,.0f} cases/s (goal {GOAL_RATE:,}), {size / spent:6,.0f} a processor second; "
                    f"written {size / written:6,.0f} cases/s; "
                    f"{wrong} differences"
                )
    return 1 if wrong else 0


def say(words: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
