"""Gathering, from a matter that has been read, what explains why a duty on it is late. Asks the database nothing."""

from collections.abc import Iterator, Mapping

from caseflow.law.lateness import Holding, Lateness, Story, is_late, waits_of, why_late
from caseflow.law.marks import Clock
from caseflow.law.terms import Action
from caseflow.services.dossiers import Dossier, ReadRecord
from caseflow.store.cases import Case
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.subjects import Handover


def lateness_of(clock: Clock, read: ReadRecord, dossier: Dossier, papers: Mapping[str, str]) -> Lateness | None:
    """Why a duty is or was late, by the papers of the dossier; None of what is not."""
    if not is_late(clock):
        return None
    story = Story(clock, tuple(_holdings(read, dossier)), waits_of(read.history), _registered(read, dossier))
    return why_late(story, dossier.calendar, dossier.today, papers)


def _holdings(read: ReadRecord, dossier: Dossier) -> Iterator[Holding]:
    """Who held the file: the office of the record, whoever it was handed to; after the proposal, who has the case."""
    record = read.record
    if isinstance(record, Case):
        yield from _of_case(record, dossier)
        return
    if isinstance(record, Visit):
        yield Holding(record.office.name, record.on)
        return
    yield Holding(record.office.name, record.received_on)
    yield from _handed(record.id, dossier)
    proposed = next((one.happening.on for one in read.history.taken if one.happening.action is Action.PROPOSE), None)
    case = next((other.record for other in dossier.cases if other.record.id == record.case_id), None)
    if proposed is not None and isinstance(case, Case):
        yield Holding(case.office.name, proposed)
        yield from (held for held in _of_case(case, dossier) if held.from_on > proposed)


def _of_case(case: Case, dossier: Dossier) -> Iterator[Holding]:
    yield Holding(case.office.name, case.opened_on)
    yield from _handed(case.id, dossier)


def _handed(subject_id: int, dossier: Dossier) -> Iterator[Holding]:
    return (Holding(_name(held), held.from_on) for held in dossier.handovers if held.subject_id == subject_id)


def _name(held: Handover) -> str:
    return f"{held.user.name} ({held.office.name})" if held.user else held.office.name


def _registered(read: ReadRecord, dossier: Dossier) -> str:
    """Where and when the papers of a case were entered; of an entry the clock itself begins there."""
    if not isinstance(read.record, Case):
        return ""
    entries = [other.record for other in dossier.entries if isinstance(other.record, PetitionEntry)]
    return "; ".join(
        f"{entry.office.name} ngày {entry.received_on:%d/%m/%Y}" for entry in entries if entry.case_id == read.record.id
    )
