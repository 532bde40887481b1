"""Suspicions that must be heard, through the one engine: a pending one is a deadline row, a confirmed one an alert.

The row is due on the day it was raised and climbs a ladder of its own; the verdict meets it, lifting drops it.
"""

from datetime import datetime

from sqlalchemy import select

from caseflow.law.clock import local_date
from caseflow.law.flags.rows import ROW_OF
from caseflow.law.flags.suspicion import Flag, Verdict
from caseflow.services import at_once
from caseflow.services.deadlines import Wanted, write
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, Origin
from caseflow.store.matters import MatterFlag
from caseflow.store.subjects import Subject


def ask(row: MatterFlag, *, now: datetime) -> None:
    """Have a pending suspicion heard by those who decide on it; asking twice changes nothing."""
    family = _family(row)
    if not family or row.subject_id is None:
        return
    day = local_date(row.raised_at)
    wanted = Wanted(
        family,
        _cause(row),
        1,
        family,
        f"Nghi {Flag(row.flag).label}",
        Origin.LOCAL,
        day,
        day,
        day,
        local_date(row.decided_at) if row.decided_at else None,
        paused=False,
        cause=_cause(row),
    )
    write(row.subject_id, wanted, _standing(row), now=now)


def withdraw(row: MatterFlag) -> None:
    """The facts are gone: nobody needs to decide any more."""
    standing = _standing(row)
    if standing is not None:
        db.session.delete(standing)


def answer(row: MatterFlag, subject: Subject | None, *, now: datetime) -> None:
    """A person has decided: the row is met; a confirmed suspicion is told to the leader, once."""
    ask(row, now=now)
    family = ROW_OF[Flag(row.flag)].tells
    if not family or subject is None or row.verdict != Verdict.CONFIRMED.value:
        return
    at_once.tell(subject, family, _cause(row), Flag(row.flag).label.capitalize(), now=now)


def retract(row: MatterFlag, subject: Subject | None, *, now: datetime) -> None:
    """A mark that was made by hand is taken away: what was told of it is closed."""
    family = ROW_OF[Flag(row.flag)].tells
    if family and subject is not None:
        at_once.take_back(subject.id, family, _cause(row), now=now)


def _family(row: MatterFlag) -> str:
    return ROW_OF[Flag(row.flag)].asks


def _cause(row: MatterFlag) -> str:
    return f"flag:{row.id}"


def _standing(row: MatterFlag) -> Deadline | None:
    """The deadline row of a suspicion, if it has one."""
    if row.subject_id is None or not _family(row):
        return None
    query = select(Deadline).where(
        Deadline.subject_id == row.subject_id, Deadline.family == _family(row), Deadline.start_cause == _cause(row)
    )
    return db.session.scalar(query)
