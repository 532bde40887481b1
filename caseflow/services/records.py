"""Entries, cases and visits alike: a history, the rows that govern it, its steps taken through the verb of its kind."""

from dataclasses import replace
from datetime import datetime

from caseflow.law.rights import Reader
from caseflow.law.tables import AT_THE_DESK, INTAKE, Table
from caseflow.law.terms import PetitionKind
from caseflow.law.workflow import History
from caseflow.services import cases, entries, petitions, visits
from caseflow.services.steps import Recording
from caseflow.store.cases import Case
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.subjects import Event

Record = PetitionEntry | Case | Visit


def rows_of(record: Record) -> Table:
    """The table that governs a record: of intake for an entry, of its procedure for a case, of the desk for a visit."""
    if isinstance(record, Case):
        return cases.table_of(record)
    return replace(AT_THE_DESK, start=visits.start_of(record)) if isinstance(record, Visit) else INTAKE


def kind_of(record: Record) -> PetitionKind | None:
    """What kind of petition a record is about; None for an entry not classified yet."""
    return record.told_as if isinstance(record, Visit) else record.petition_kind


def take(recording: Recording, *, record: Record, reader: Reader, now: datetime) -> Event:
    """Take one step on a record, with all that it entails."""
    if isinstance(record, Case):
        return cases.take(recording, case=record, reader=reader, now=now)
    if isinstance(record, Visit):
        return visits.take(recording, visit=record, reader=reader, now=now)
    return petitions.take(recording, entry=record, reader=reader, now=now)


def project(record: Record, history: History) -> None:
    """Write onto a record what its history says."""
    if isinstance(record, Case):
        cases.project(record, history)
    elif isinstance(record, Visit):
        visits.project(record, history)
    else:
        entries.project(record, history)
