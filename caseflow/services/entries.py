"""The steps of a petition entry alone: taken, replayed, projected. What a step entails stands in petitions.py."""

from datetime import datetime

from caseflow.law.facts import is_true
from caseflow.law.rights import Reader
from caseflow.law.tables import INTAKE
from caseflow.law.terms import Action, EntryStatus, Field, Instance, PetitionKind
from caseflow.law.workflow import History
from caseflow.services.steps import Recording, history_of, take_step
from caseflow.store.petitions import PetitionEntry
from caseflow.store.subjects import Event

OUTCOMES = frozenset(
    {Action.PROPOSE, Action.GUIDE, Action.FORWARD, Action.REQUIRE, Action.INSPECT}
    | {Action.RETURN, Action.INFORM, Action.FILE, Action.JOIN}
)


def take(recording: Recording, *, entry: PetitionEntry, reader: Reader | None, now: datetime) -> Event:
    """Take one step and write onto the entry what its history then says."""
    event, _, read = take_step(entry, recording, table=INTAKE, reader=reader, now=now)
    project(entry, read)
    if reader is not None and event.action in (Action.CLASSIFY, Action.RECLASSIFY):
        entry.responsible_id = reader.user_id  # whoever reads the paper handles it, until it is given to another
    return event


def history(entry: PetitionEntry) -> History:
    """The history of an entry, read through the rows of intake."""
    return history_of(entry, INTAKE)


def project(entry: PetitionEntry, history: History) -> None:
    """Write onto the entry what its history says."""
    known = history.known
    entry.status = EntryStatus(history.status.value)
    entry.petition_kind = PetitionKind(str(known["kind"])) if known.get("kind") else None
    entry.instance = Instance(str(known["instance"])) if known.get("instance") else None
    entry.field = Field(str(known["field"])) if known.get("field") else None
    entry.eligible = _yes_or_no(known.get("eligible"))
    entry.in_competence = _yes_or_no(known.get("in_competence"))
    outcome = next((taken for taken in reversed(history.taken) if taken.happening.action in OUTCOMES), None)
    entry.outcome = outcome.happening.action if outcome else None
    entry.processed_on = outcome.happening.on if outcome else None


def _yes_or_no(value: object) -> bool | None:
    return None if value is None else is_true(value)
