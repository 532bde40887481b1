"""Reading a matter as a whole: its records with their histories and clocks, its people and papers. Writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseflow.law.clocks import Clock
from caseflow.law.rights import Reader
from caseflow.law.terms import EntryStatus, PetitionKind, Role
from caseflow.law.workflow import History, Step, replay
from caseflow.law.working_days import WorkingCalendar
from caseflow.services.deadlines import clocks_of, local_clocks_of, place_of
from caseflow.services.records import Record, kind_of, rows_of
from caseflow.services.steps import roles_held
from caseflow.store import dossiers
from caseflow.store.calendar import working_calendar
from caseflow.store.cases import Case
from caseflow.store.deadline_moves import DeadlineMove
from caseflow.store.documents import Document
from caseflow.store.dossiers import Link
from caseflow.store.ledger import LedgerRow, ledger_of
from caseflow.store.matters import Matter, MatterFlag, find_matter
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.sealed_letters import SealedLetter
from caseflow.store.subjects import Assignment, Event, Handover, Party, Subject


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """An entry, a case or a visit that owes something, its history as its rows read it, every clock as of the day.

    The clocks of the province's own rules stand apart: no step of the law waits for one.
    """

    record: Record
    steps: Sequence[Step]
    history: History
    clocks: tuple[Clock, ...]
    local_clocks: tuple[Clock, ...] = ()

    @property
    def kind(self) -> PetitionKind | None:
        """The kind of petition it is about."""
        return kind_of(self.record)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything a page tells of a matter, read with the same few queries however much there is."""

    matter: Matter
    reader: Reader
    today: date
    calendar: WorkingCalendar
    records: tuple[ReadRecord, ...]
    petitions: tuple[Petition, ...]
    visits: tuple[Visit, ...]
    assignments: tuple[Assignment, ...]
    events: Sequence[Event]
    letters: Sequence[SealedLetter]
    parties: Mapping[int, Sequence[Party]]
    documents: Mapping[int, Document]
    handovers: Sequence[Handover]
    moves: Sequence[DeadlineMove]
    links: Sequence[Link]
    flags: Sequence[MatterFlag]
    ledger: Sequence[LedgerRow]

    @property
    def entries(self) -> list[ReadRecord]:
        """The petition entries, oldest first."""
        return [read for read in self.records if isinstance(read.record, PetitionEntry)]

    @property
    def cases(self) -> list[ReadRecord]:
        """The settlement cases, oldest first."""
        return [read for read in self.records if isinstance(read.record, Case)]

    @property
    def current(self) -> ReadRecord | None:
        """The record on which the matter hangs: the last open case, else entry, else the last of all."""
        in_order = [read for read in (*self.entries, *self.cases) if read.record.status is not EntryStatus.NEW]
        in_order = in_order or self.entries or list(self.records)  # sent and not entered yet; or but a visit
        still_open = [read for read in in_order if read.record.is_open]
        return next(reversed(still_open or in_order), None)

    def roles_on(self, subject: Subject) -> frozenset[Role]:
        """The roles in which the reader may act on a subject of this matter."""
        given = any(
            work.of_id == subject.id and work.to_user_id == self.reader.user_id and work.done_on is None
            for work in self.assignments
        )
        return roles_held(subject, self.reader, is_assigned=given)

    @property
    def holders(self) -> dict[int, Handover]:
        """Who holds the file of each subject at present."""
        return {held.subject_id: held for held in self.handovers if held.to_on is None}

    def papers(self) -> dict[str, str]:
        """The document of every event in words, by the cause that a clock names it by."""
        told = ((event.id, self.documents.get(event.document_id or 0)) for event in self.events)
        return {f"event:{key}": words_of(document) for key, document in told if document is not None}

    def office_names(self) -> dict[str, str]:
        """The names of the offices this matter speaks of, by key as facts keep it."""
        offices = [read.record.office for read in self.records] + [work.to_office for work in self.assignments]
        return {str(office.id): office.name for office in offices}


def read_dossier(code: str, *, reader: Reader, today: date) -> Dossier:
    """A matter by its code with all that belongs to it; NotFoundError if it is absent or hidden from the reader."""
    matter = find_matter(code, reader)
    subjects, moves = dossiers.subjects_and_moves(matter.id)
    keys = [subject.id for subject in subjects]
    events, letters = dossiers.events_and_letters(keys)
    told = [subject for subject in subjects if isinstance(subject, Record) and _has_steps(subject, matter)]
    records = tuple(_read(record, events, today) for record in told)
    return Dossier(
        matter=matter,
        reader=reader,
        today=today,
        calendar=working_calendar(),
        records=records,
        petitions=tuple(subject for subject in subjects if isinstance(subject, Petition)),
        visits=tuple(subject for subject in subjects if isinstance(subject, Visit)),
        assignments=tuple(subject for subject in subjects if isinstance(subject, Assignment)),
        events=events,
        letters=letters,
        parties=_by_subject(dossiers.parties_of_all(keys)),
        documents={document.id: document for document in dossiers.papers_of_all(keys)},
        handovers=dossiers.handovers_of_all(keys),
        moves=moves,
        links=dossiers.linked_from(matter, reader),
        flags=dossiers.flags_of(matter.id),
        ledger=ledger_of(keys),
    )


def _has_steps(record: Record, matter: Matter) -> bool:
    """Whether a record is told by its steps here; most visits have none, and each is one matter's own."""
    return not isinstance(record, Visit) or (record.status is not None and record.matter_id == matter.id)


def _read(record: Record, events: Sequence[Event], today: date) -> ReadRecord:
    rows = rows_of(record)
    standing = [event for event in events if event.subject_id == record.id and event.superseded_by_id is None]
    history = replay(rows.steps, [event.happening() for event in standing], start=rows.start)
    inside = local_clocks_of(history, place_of(record, history), today)
    return ReadRecord(record, rows.steps, history, clocks_of(history, today), inside)


def words_of(document: Document) -> str:
    """A document by its kind, number and date."""
    number = f" số {document.number}" if document.number else ""
    on = f" ngày {document.issued_on:%d/%m/%Y}" if document.issued_on else ""
    return f"{document.kind}{number}{on}"


def _by_subject(parties: Sequence[Party]) -> dict[int, list[Party]]:
    found: dict[int, list[Party]] = {}
    for party in parties:
        found.setdefault(party.subject_id, []).append(party)
    return found
