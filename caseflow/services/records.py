"""Entries and cases alike: a record with a history, the rows that govern it, its steps taken through its own verb."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from caseflow.law.intake import CLOSED_ENTRIES, INTAKE_STEPS
from caseflow.law.procedures import CLOSED_CASES
from caseflow.law.rights import Reader
from caseflow.law.terms import CaseStatus, EntryStatus, PetitionKind, Status
from caseflow.law.workflow import History, Step
from caseflow.services import cases, entries, petitions
from caseflow.services.steps import Recording
from caseflow.store.cases import Case
from caseflow.store.petitions import PetitionEntry
from caseflow.store.subjects import Event

Record = PetitionEntry | Case


@dataclass(frozen=True, slots=True)
class Rows:
    """The table that governs a record: its rows, the status it starts from, the statuses that close it."""

    steps: Sequence[Step]
    start: Status
    closed: frozenset[Status]


def rows_of(record: Record) -> Rows:
    """The rows of intake for an entry, of its procedure for a case."""
    if isinstance(record, Case):
        return Rows(cases.steps_of(record), CaseStatus.NEW, CLOSED_CASES)
    return Rows(INTAKE_STEPS, EntryStatus.NEW, CLOSED_ENTRIES)


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
