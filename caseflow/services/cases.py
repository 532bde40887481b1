"""Opening settlement cases and taking their steps, with what each entails for entries, assignments and decisions."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select

from caseflow.law.asks import ORDERED
from caseflow.law.errors import NotPermittedError, Refusal, StepNotAllowedError
from caseflow.law.instances import echo_of
from caseflow.law.procedures import APART, BESIDE, EARLIER, procedure_of
from caseflow.law.rights import Reader, Right
from caseflow.law.tables import OF_CASES, Table
from caseflow.law.terms import Action, CaseStatus, EntryStatus, Instance, PetitionKind, Procedure
from caseflow.law.workflow import History
from caseflow.services import assignments, entries, matters
from caseflow.services.registers import CASES, give_number
from caseflow.services.steps import Recording, history_of, take_step
from caseflow.store.cases import Case, Decision, Execution, case_before, last_decision
from caseflow.store.db import db
from caseflow.store.documents import Dispatch
from caseflow.store.dossiers import linked_from
from caseflow.store.matters import Matter
from caseflow.store.offices import Office
from caseflow.store.petitions import PetitionEntry, entries_of_case, open_entries_of_case
from caseflow.store.subjects import Event

RESULTS = ("result", "second_result")
DECISIONS = {Action.DECIDE: RESULTS, Action.AMEND_DECISION: RESULTS, Action.CONCLUDE: ("conclusion",)}
SETTLES = frozenset({Action.DECIDE, Action.CONCLUDE, Action.ANSWER})
ENDING_WORK = SETTLES | {Action.TERMINATE, Action.PASS_UP}
SENDINGS = frozenset(
    {
        Action.SEND_DECISION,
        Action.SEND_CONCLUSION,
        Action.SEND_SUSPENSION,
        Action.SEND_INVITATION,
        Action.NOTIFY_ACCEPTANCE,
    }
)
WRITTEN_TO_ENTRIES: Mapping[Action, Action] = {
    Action.ACCEPT: Action.ACCEPT,
    Action.ASK_REPORT: Action.ACCEPT,
    Action.CONCILIATE: Action.ACCEPT,
    Action.REFUSE: Action.REFUSE,
    Action.FIX_COMPETENCE: Action.REFUSE,
    Action.TERMINATE: Action.TERMINATE,
    Action.WITHDRAW: Action.TERMINATE,
}
"""What a step of a case writes on the entries that still wait for it."""


def table_of(case: Case) -> Table:
    """The table that governs a case."""
    return OF_CASES[case.procedure]


def procedure_for(kind: PetitionKind, instance: Instance, contested_object: object = None) -> Procedure:
    """The procedure that a petition leads to; StepNotAllowedError where the law knows none."""
    found = procedure_of(kind, instance, contested_object)
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
    known = entries.history(entry).known
    procedure = procedure_for(kind, instance, known.get("contested_object"))
    db.session.execute(select(Matter.id).where(Matter.id == entry.matter_id).with_for_update())  # one case, not two
    waiting = select(Case).where(
        Case.matter_id == entry.matter_id,
        Case.procedure == procedure,
        Case.status == CaseStatus.AWAITING,
        Case.office_id == office.id,
    )
    case = db.session.scalar(waiting.with_for_update()) or open_case(
        matter=db.session.get_one(Matter, entry.matter_id),
        office=office,
        procedure=procedure,
        kind=kind,
        instance=instance,
        on=on,
        facts=_carried(entry, known),
        reader=reader,
        now=now,
    )
    entry.case_id = case.id
    db.session.flush()
    return case


def _carried(entry: PetitionEntry, known: Mapping[str, object]) -> dict[str, object]:
    """What a case is told of the petition that opens it."""
    return {
        "received_on": entry.received_on,
        "contested_object": known.get("contested_object"),
        "group_size": entry.petition.signatories,
    }


def open_beside(
    matter: Matter,
    procedure: Procedure,
    *,
    office: Office,
    on: date,
    facts: Mapping[str, object],
    reader: Reader,
    now: datetime,
) -> Case:
    """Begin a procedure that no petition opens: protection (LTC Đ50), the review of a long-pending matter.

    One that is secret in itself has a matter of its own. Raises NotPermittedError without the right there,
    StepNotAllowedError for a matter of another kind and while one runs.
    """
    kinds = BESIDE[procedure]
    if not reader.may_at(Right.TAKE_CASE_STEPS, office.path):
        raise NotPermittedError("Việc này cần quyền “ghi bước giải quyết” ở cơ quan ấy.")
    if matter.kind not in kinds:
        raise StepNotAllowedError(f"“{procedure.label}” chỉ dùng cho {', '.join(kind.label for kind in kinds)}.")
    db.session.execute(select(Matter.id).where(Matter.id == matter.id).with_for_update())  # one of a kind, not two
    running = select(Case.id).where(Case.matter_id == matter.id, Case.procedure == procedure, Case.is_open.is_(True))
    apart = any(link.under_way is procedure for link in linked_from(matter, reader))
    if apart or db.session.scalar(running.limit(1)) is not None:
        raise StepNotAllowedError(f"Vụ việc này đang có một hồ sơ “{procedure.label}”.")
    case = open_case(
        matter=matters.beside(matter, title=procedure.label, office=office, on=on) if procedure in APART else matter,
        office=office,
        procedure=procedure,
        kind=matter.kind,
        instance=Instance.FIRST,
        on=on,
        facts=facts,
        reader=reader,
        now=now,
    )
    if procedure in APART:
        case.responsible_id = reader.user_id  # whoever began it goes on knowing of it, wherever the office is
    return case


def open_case(
    *,
    matter: Matter,
    office: Office,
    procedure: Procedure,
    kind: PetitionKind,
    instance: Instance,
    on: date,
    reader: Reader | None,
    now: datetime,
    facts: Mapping[str, object] | None = None,
) -> Case:
    """A new case at the competent office, awaiting acceptance; it is linked to the instance before it."""
    case = Case(
        office_id=office.id,
        matter_id=matter.id,
        secret=matter.secret,
        created_at=now,
        code=f"HS-{on.year}-{give_number(office_id=office.province_id, book=CASES, year=on.year).number:05d}",
        procedure=procedure,
        petition_kind=kind,
        instance=instance,
        status=CaseStatus.NEW,
        opened_on=on,
    )
    db.session.add(case)
    db.session.flush()
    case.office = office
    before = case_before(case, EARLIER[procedure]) if procedure in EARLIER else None
    case.earlier_case_id = before.id if before else None
    matters.pass_through(matter.id, office.id)
    take(Recording(Action.OPEN, on, facts or {}), case=case, reader=reader, now=now, by_house=True)
    return case


def take(recording: Recording, *, case: Case, reader: Reader | None, now: datetime, by_house: bool = False) -> Event:
    """Take one step on a case, with what it entails: its entries' clocks, an assignment, a decision, a dispatch.

    `by_house` writes a step that follows from another one the reader was allowed to take.
    """
    event, _, history = take_step(case, recording, table=table_of(case), reader=None if by_house else reader, now=now)
    if by_house and reader is not None:
        event.recorded_by_id = reader.user_id
    project(case, history)
    _entail(case, event, now=now)
    _tell_earlier(case, event, reader=reader, now=now)
    return event


def void_unless_needed(case: Case, *, on: date, reason: str, reader: Reader | None, now: datetime) -> None:
    """Close a case that awaits acceptance and that no paper stands behind any more: it was opened by mistake."""
    if case.status is CaseStatus.AWAITING and not open_entries_of_case(case.id):
        take(Recording(Action.VOID, on, {"reason": reason}), case=case, reader=reader, now=now, by_house=True)


def history(case: Case) -> History:
    """The history of a case, read through the rows of its procedure."""
    return history_of(case, table_of(case))


def project(case: Case, history: History) -> None:
    """Write onto the case what its history says."""
    case.status = CaseStatus(history.status.value)


def _entail(case: Case, event: Event, *, now: datetime) -> None:
    if event.action in WRITTEN_TO_ENTRIES and (event.action is not Action.WITHDRAW or not case.is_open):
        for entry in open_entries_of_case(case.id):
            on = max(event.on, entry.processed_on or event.on)  # a paper proposed since came into an accepted case
            entries.take(Recording(WRITTEN_TO_ENTRIES[event.action], on), entry=entry, reader=None, now=now)
    if event.action in SETTLES:
        _tell_entries_settled(case, event, now=now)
    if event.action in ENDING_WORK or not case.is_open:
        assignments.end_with(case, on=event.on, now=now)
    if "verifier" in event.facts:
        assignments.assign_by_step(case, event, now=now)
    if event.action in DECISIONS:
        keep_decision(Decision(case_id=case.id, instance=case.instance), event)
    if event.action is Action.EXECUTE:
        keep_execution(case, Execution(), event)
    if event.action in SENDINGS and event.document_id:
        db.session.add(
            Dispatch(
                document_id=event.document_id,
                event_id=event.id,
                recipient=str(event.facts.get("sent_to", "")),
                sent_on=event.on,
            )
        )


def _tell_entries_settled(case: Case, event: Event, *, now: datetime) -> None:
    """Whoever forwarded a paper is to hear that its matter is settled (LTCD Đ27.2)."""
    for entry in entries_of_case(case.id):
        if entry.status is EntryStatus.IN_CASE and entry.is_from_board:
            entries.take(Recording(Action.SETTLED, event.on), entry=entry, reader=None, now=now)


def _tell_earlier(case: Case, event: Event, *, reader: Reader | None, now: datetime) -> None:
    """Write what a step brings about on the record of the instance before, where that record allows it."""
    echo = echo_of(case.procedure, event.action)
    if echo is None or case.earlier_case_id is None:
        return
    earlier = db.session.get_one(Case, case.earlier_case_id)
    day = event.facts.get(echo.at) if echo.at else None
    facts = {"summary": f"Theo hồ sơ {case.code}.", **echo.facts}
    step = Recording(echo.writes, date.fromisoformat(str(day)) if day else event.on, facts)
    with suppress(Refusal), db.session.begin_nested():
        take(step, case=earlier, reader=reader, now=now, by_house=True)


def keep_decision(decision: Decision, event: Event) -> None:
    """Write the row of a decision or conclusion from the event that issued it."""
    facts = event.facts
    decision.event_id, decision.document_id, decision.issued_on = event.id, event.document_id, event.on
    decision.result = next((str(facts[name]) for name in DECISIONS[event.action] if facts.get(name)), "")
    for name in ORDERED:
        setattr(decision, name, facts.get(name) or 0)
    db.session.add(decision)


def keep_execution(case: Case, execution: Execution, event: Event) -> None:
    """Write the row of what was carried out of the last decision, from the event that says so."""
    decision = last_decision(case.id)
    if decision is None:
        raise StepNotAllowedError("Hồ sơ này chưa có quyết định, kết luận nào để thi hành.", basis=event.basis)
    execution.decision_id, execution.event_id, execution.on = decision.id, event.id, event.on
    execution.what = str(event.facts["executed"])
    execution.amount = Decimal(str(event.facts.get("amount") or 0))
    execution.note = str(event.facts.get("summary", ""))
    db.session.add(execution)
