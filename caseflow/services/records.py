"""Entries and cases alike: a record with a history, the rows that govern it, its steps taken through its own verb."""

from datetime import datetime

from caseflow.law.rights import Reader
from caseflow.law.tables import INTAKE, Table
from caseflow.law.terms import PetitionKind
from caseflow.law.workflow import History
from caseflow.services import cases, entries, petitions
from caseflow.services.steps import Recording
from caseflow.store.cases import Case
from caseflow.store.petitions import PetitionEntry
from caseflow.store.subjects import Event

Record = PetitionEntry | Case


def rows_of(record: Record) -> Table:
    """The table that governs a record: of intake for an entry, of its procedure for a case."""
    return cases.table_of(record) if isinstance(record, Case) else INTAKE


def kind_of(record: Record) -> PetitionKind | None:
    """What kind of petition a record is about; None for an entry not classified yet."""
    return record.petition_kind


def take(recording: Recording, *, record: Record, reader: Reader, now: datetime) -> Event:
    """Take one step on a record, with all that it entails."""
    if isinstance(record, Case):
        return cases.take(recording, case=record, reader=reader, now=now)
    return petitions.take(recording, entry=record, reader=reader, now=now)


def project(record: Record, history: History) -> None:
    """Write onto a record what its history says."""
    if isinstance(record, Case):
        cases.project(record, history)
    else:
        entries.project(record, history)
