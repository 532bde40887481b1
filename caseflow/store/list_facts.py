"""What a line of a list tells beside its own row: where it stands, what runs out next, what is suspected."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select

from caseflow.law.terms import CaseStatus, EntryStatus
from caseflow.store.bulk import among
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

S, O, E, C, U = (table.__table__ for table in (Subject, Office, PetitionEntry, Case, User))  # noqa: E741 - by its letter


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


def standings(matter_ids: Collection[int]) -> dict[int, Standing]:
    """Of some matters the open record entered last, else the last there was."""
    query = (
        select(S.c.matter_id, E.c.status, C.c.status, _short_name(), func.coalesce(U.c.name, ""))
        .select_from(S)
        .join(O, O.c.id == S.c.office_id)
        .outerjoin(E, E.c.id == S.c.id)
        .outerjoin(C, C.c.id == S.c.id)
        .outerjoin(U, U.c.id == S.c.responsible_id)
        .where(among(Subject.matter_id, matter_ids), S.c.kind.in_(RECORDS))
        .order_by(S.c.is_open, S.c.id)
    )
    return {key: Standing(entry or case, *where) for key, entry, case, *where in db.session.execute(query)}


def _short_name() -> ColumnElement[str]:
    return func.coalesce(func.nullif(O.c.short_name, ""), O.c.name)


def next_due_of_matters(matter_ids: Collection[int]) -> dict[int, NextDue]:
    """The nearest running due date of each of some matters."""
    query = select(Subject.matter_id, *_due()).join(Subject, Subject.id == Deadline.subject_id)
    return _nearest(query.where(among(Subject.matter_id, matter_ids)))


def next_due_of(subject_ids: Collection[int]) -> dict[int, NextDue]:
    """The nearest running due date of each of some entries, cases or visits."""
    return _nearest(select(Deadline.subject_id, *_due()).where(among(Deadline.subject_id, subject_ids)))


def _due() -> Iterable[Any]:
    return (getattr(Deadline, name) for name in NextDue._fields)


def _nearest(query: Select[Any]) -> dict[int, NextDue]:
    """By key; what runs out first comes last, so that it stays."""
    ordered = query.where(running()).order_by(Deadline.due_legal.desc(), Deadline.id.desc())
    return {key: NextDue(*due) for key, *due in db.session.execute(ordered)}


def flags_of(matter_ids: Collection[int]) -> dict[int, list[tuple[str, bool]]]:
    """The suspicions that stand on some matters, and whether a person has confirmed each, oldest first."""
    query = (
        select(MatterFlag.matter_id, MatterFlag.flag, MatterFlag.verdict == "confirmed")
        .where(among(MatterFlag.matter_id, matter_ids), standing())
        .order_by(MatterFlag.id)
    )
    found: dict[int, list[tuple[str, bool]]] = {}
    for key, flag, is_confirmed in db.session.execute(query):
        found.setdefault(key, []).append((flag, is_confirmed))
    return found


def officers_of(subject_ids: Collection[int]) -> dict[int, str]:
    """Who is responsible for some records; nobody is told of by nothing."""
    query = select(Subject.id, User.name).join(User, User.id == Subject.responsible_id)
    return dict(db.session.execute(query.where(among(Subject.id, subject_ids))).all())
