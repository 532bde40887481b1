"""What a line of a list tells beside its own row: where it stands, what runs out next, what is suspected."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, bindparam, func, select

from caseflow.law.terms import CaseStatus, EntryStatus
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, running
from caseflow.store.dossiers import RECORDS
from caseflow.store.flags import standing
from caseflow.store.matters import MatterFlag
from caseflow.store.offices import Office
from caseflow.store.people import User
from caseflow.store.petitions import PetitionEntry
from caseflow.store.subjects import Subject

S, O, E, C, U, D, F = (  # noqa: E741 - by its letter
    table.__table__ for table in (Subject, Office, PetitionEntry, Case, User, Deadline, MatterFlag)
)
KEYS, SINCE = "keys", "since"


class Standing(NamedTuple):
    """Where a matter stands: the record that is at work on it, its office, its officer."""

    status: CaseStatus | EntryStatus
    office: str
    officer: str


class NextDue(NamedTuple):
    """The nearest running due date of something: what it is for, by which rule, counted strictly and as moved."""

    label: str
    code: str
    start_on: date
    due_strict: date
    due_legal: date


def _among(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return column.in_(bindparam(KEYS, expanding=True))


def _due(key: ColumnElement[Any]) -> Select[Any]:
    columns = (D.c[name] for name in NextDue._fields)
    query = select(key, *columns).join_from(D, S, S.c.id == D.c.subject_id).where(_among(key), running())
    query = query.where(D.c.due_legal >= bindparam(SINCE, type_=Date()))
    return query.order_by(D.c.due_legal.desc(), D.c.id.desc())


# asked for every page of a list, so they are put together once
STANDINGS = (
    select(S.c.matter_id, E.c.status, C.c.status)
    .add_columns(func.coalesce(func.nullif(O.c.short_name, ""), O.c.name), func.coalesce(U.c.name, ""))
    .select_from(S)
    .join(O, O.c.id == S.c.office_id)
    .outerjoin(E, E.c.id == S.c.id)
    .outerjoin(C, C.c.id == S.c.id)
    .outerjoin(U, U.c.id == S.c.responsible_id)
    .where(_among(S.c.matter_id), S.c.kind.in_(RECORDS))
    .order_by(S.c.is_open, S.c.id)
)
DUE_OF_MATTERS, DUE_OF_SUBJECTS = _due(S.c.matter_id), _due(D.c.subject_id)
FLAGS = (
    select(F.c.matter_id, F.c.flag, F.c.verdict == "confirmed")
    .where(_among(F.c.matter_id), standing())
    .order_by(F.c.id)
)


def standings(matter_ids: Collection[int]) -> dict[int, Standing]:
    """Of some matters the open record entered last, else the last there was."""
    found = db.session.execute(STANDINGS, {KEYS: list(matter_ids)})
    return {key: Standing(entry or case, *where) for key, entry, case, *where in found}


def next_due_of_matters(matter_ids: Collection[int], since: date = date.min) -> dict[int, NextDue]:
    """The nearest running due date, from a day on, of each of some matters."""
    return _nearest(DUE_OF_MATTERS, matter_ids, since)


def next_due_of(subject_ids: Collection[int]) -> dict[int, NextDue]:
    """The nearest running due date of each of some entries, cases or visits."""
    return _nearest(DUE_OF_SUBJECTS, subject_ids)


def _nearest(query: Select[Any], keys: Collection[int], since: date = date.min) -> dict[int, NextDue]:
    """By key; what runs out first comes last, so that it stays."""
    return {key: NextDue(*due) for key, *due in db.session.execute(query, {KEYS: list(keys), SINCE: since})}


def flags_of(matter_ids: Collection[int]) -> dict[int, list[tuple[str, bool]]]:
    """The suspicions that stand on some matters, and whether a person has confirmed each, oldest first."""
    found: dict[int, list[tuple[str, bool]]] = {}
    for key, flag, is_confirmed in db.session.execute(FLAGS, {KEYS: list(matter_ids)}):
        found.setdefault(key, []).append((flag, is_confirmed))
    return found
