"""Opening settlement cases and taking their steps, with what each entails for entries, assignments and decisions."""

from datetime import date, datetime

from sqlalchemy import select

from caseflow.law.errors import StepNotAllowedError
from caseflow.law.procedures import CLOSED_CASES, PROCEDURES
from caseflow.law.rights import Reader
from caseflow.law.terms import Action, CaseStatus, Instance, PetitionKind
from caseflow.law.workflow import History, Step
from caseflow.services import assignments, entries, matters
from caseflow.services.registers import CASES, give_number
from caseflow.services.steps import Recording, history_of, take_step
from caseflow.store.cases import Case, Decision
from caseflow.store.db import db
from caseflow.store.documents import Dispatch
from caseflow.store.matters import Matter
from caseflow.store.offices import Office
from caseflow.store.petitions import PetitionEntry, open_entries_of_case
from caseflow.store.subjects import Event

DECISIONS = {Action.DECIDE: ("result", "second_result"), Action.CONCLUDE: ("conclusion",)}
ENDING_WORK = frozenset({Action.DECIDE, Action.CONCLUDE, Action.ANSWER, Action.TERMINATE})
SENDINGS = frozenset(
    {
        Action.SEND_DECISION,
        Action.SEND_CONCLUSION,
        Action.SEND_SUSPENSION,
        Action.SEND_INVITATION,
        Action.NOTIFY_ACCEPTANCE,
    }
)
WRITTEN_TO_ENTRIES = frozenset({Action.ACCEPT, Action.REFUSE, Action.TERMINATE})


def steps_of(case: Case) -> tuple[Step, ...]:
    """The table that governs a case."""
    return procedure(case.petition_kind, case.instance)


def procedure(kind: PetitionKind, instance: Instance) -> tuple[Step, ...]:
    """The table of a kind and instance; StepNotAllowedError where the house knows none."""
    found = PROCEDURES.get((kind, instance))
    if found is None:
        raise StepNotAllowedError(
            f"Không có thủ tục thụ lý giải quyết cho {kind.label} {instance.label}.", field="kind"
        )
    return found


def open_from(entry: PetitionEntry, *, office: Office, on: date, reader: Reader | None, now: datetime) -> Case:
    """The case that a proposed entry leads to: the one already awaiting acceptance on the matter, or a new one."""
    kind, instance = entry.petition_kind, entry.instance or Instance.FIRST
    if kind is None:
        raise StepNotAllowedError("Đơn chưa được phân loại.", field="kind")
    procedure(kind, instance)
    db.session.execute(select(Matter.id).where(Matter.id == entry.matter_id).with_for_update())  # one case, not two
    waiting = select(Case).where(
        Case.matter_id == entry.matter_id,
        Case.petition_kind == kind,
        Case.instance == instance,
        Case.status == CaseStatus.AWAITING,
        Case.office_id == office.id,
    )
    case = db.session.scalar(waiting.with_for_update()) or open_case(
        matter=db.session.get_one(Matter, entry.matter_id),
        office=office,
        kind=kind,
        instance=instance,
        on=on,
        reader=reader,
        now=now,
    )
    entry.case_id = case.id
    db.session.flush()
    return case


def open_case(
    *,
    matter: Matter,
    office: Office,
    kind: PetitionKind,
    instance: Instance,
    on: date,
    reader: Reader | None,
    now: datetime,
) -> Case:
    """A new case at the competent office, awaiting acceptance."""
    province = db.session.get_one(Office, int(office.path.split(".", 1)[0]))
    case = Case(
        office_id=office.id,
        matter_id=matter.id,
        secret=matter.secret,
        created_at=now,
        code=f"HS-{on.year}-{give_number(office=province, book=CASES, year=on.year):05d}",
        petition_kind=kind,
        instance=instance,
        status=CaseStatus.NEW,
        opened_on=on,
    )
    db.session.add(case)
    db.session.flush()
    case.office = office
    matters.pass_through(matter.id, office.id)
    take(Recording(Action.OPEN, on), case=case, reader=reader, now=now, by_house=True)
    return case


def take(recording: Recording, *, case: Case, reader: Reader | None, now: datetime, by_house: bool = False) -> Event:
    """Take one step on a case, with what it entails: its entries' clocks, an assignment, a decision, a dispatch.

    `by_house` writes a step that follows from another one the reader was allowed to take.
    """
    event, _, history = take_step(
        case,
        recording,
        steps=steps_of(case),
        start=CaseStatus.NEW,
        closed=CLOSED_CASES,
        reader=None if by_house else reader,
        now=now,
    )
    if by_house and reader is not None:
        event.recorded_by_id = reader.user_id
    project(case, history)
    _entail(case, event, now=now)
    return event


def void_unless_needed(case: Case, *, on: date, reason: str, reader: Reader | None, now: datetime) -> None:
    """Close a case that awaits acceptance and that no paper stands behind any more: it was opened by mistake."""
    if case.status is CaseStatus.AWAITING and not open_entries_of_case(case.id):
        take(Recording(Action.VOID, on, {"reason": reason}), case=case, reader=reader, now=now, by_house=True)


def history(case: Case) -> History:
    """The history of a case, read through the rows of its procedure."""
    return history_of(case, steps_of(case), CaseStatus.NEW)


def project(case: Case, history: History) -> None:
    """Write onto the case what its history says."""
    case.status = CaseStatus(history.status.value)


def _entail(case: Case, event: Event, *, now: datetime) -> None:
    if event.action in WRITTEN_TO_ENTRIES:
        for entry in open_entries_of_case(case.id):
            on = max(event.on, entry.processed_on or event.on)  # a paper proposed since came into an accepted case
            entries.take(Recording(event.action, on), entry=entry, reader=None, now=now)
    if event.action in ENDING_WORK or not case.is_open:
        assignments.end_with(case, on=event.on, now=now)
    if "verifier" in event.facts:
        assignments.assign_by_step(case, event, now=now)
    if event.action in DECISIONS:
        _keep_decision(case, event)
    if event.action in SENDINGS and event.document_id:
        db.session.add(
            Dispatch(
                document_id=event.document_id,
                event_id=event.id,
                recipient=str(event.facts.get("sent_to", "")),
                sent_on=event.on,
            )
        )


def _keep_decision(case: Case, event: Event) -> None:
    result = next(str(event.facts[name]) for name in DECISIONS[event.action] if event.facts.get(name))
    db.session.add(
        Decision(
            case_id=case.id,
            event_id=event.id,
            document_id=event.document_id,
            instance=case.instance,
            issued_on=event.on,
            result=result,
        )
    )
