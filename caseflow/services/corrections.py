"""Correcting a recorded step: a new event supersedes the old one, the history is replayed, what hung on it follows.

Nothing is erased: the old event stays, with the reason. A correction that would make a later step unlawful, or that
contradicts what has been done elsewhere since, is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from caseflow.law.errors import HistoryError, MissingFactError, StaleEditError, StepNotAllowedError
from caseflow.law.rights import Reader
from caseflow.law.terms import Action, EntryStatus
from caseflow.services import matters, orders, petitions
from caseflow.services.cases import SENDINGS, WRITTEN_TO_ENTRIES, keep_decision, keep_execution
from caseflow.services.records import Record, project, rows_of
from caseflow.services.registers import PETITIONS, void_number
from caseflow.services.steps import Recording, take_step
from caseflow.store.cases import Case, Decision, Execution
from caseflow.store.db import db
from caseflow.store.documents import Dispatch
from caseflow.store.offices import find_office
from caseflow.store.petitions import PetitionEntry
from caseflow.store.subjects import Event

FIXED = frozenset(
    {"received_on", "via_reception", "provincial", "transferred", "from_board", "from_outside", "originals_to_return"}
)
"""Facts of a receipt that no form asks for."""

NOT_ALONE = frozenset({Action.OPEN, Action.JOIN, Action.PART})
"""A step that follows from another one, and those that have moved the paper to another matter: parting undoes it."""


@dataclass(frozen=True, slots=True)
class _Correction:
    """The event as it was, as it is now, and who corrects it when."""

    record: Record
    old: Event
    new: Event
    reason: str
    reader: Reader
    now: datetime

    def differs(self, fact: str) -> bool:
        """Whether a fact was changed."""
        return self.old.facts.get(fact) != self.new.facts.get(fact)


def is_correctable(event: Event) -> bool:
    """Whether an event may be corrected by itself, if the person may record its step."""
    return event.superseded_by_id is None and event.action not in NOT_ALONE


def correct(event: Event, recording: Recording, *, record: Record, reason: str, reader: Reader, now: datetime) -> Event:
    """Record a step anew in the place of an event, with the reason; what the old one entailed follows.

    Raises MissingFactError without a reason, StaleEditError when it was corrected meanwhile, and what taking a step
    raises.
    """
    if not reason.strip():
        raise MissingFactError("Cần ghi lý do sửa.", field="reason_of_correction")
    if event.superseded_by_id is not None:
        raise StaleEditError("Bước này vừa được người khác sửa; hãy xem lại hồ sơ.")
    if event.action in NOT_ALONE or recording.action is not event.action:
        raise StepNotAllowedError(f"Bước “{event.action.label}” không sửa riêng được.", basis=event.basis)
    facts = {**facts_kept(event, recording.on), **recording.facts}
    new = _replace(event, replace(recording, facts=facts), record=record, reason=reason, reader=reader, now=now)
    for follow in FOLLOWING.get(event.action, ()):
        follow(_Correction(record, event, new, reason, reader, now))
    db.session.flush()
    return new


def facts_kept(event: Event, on: date) -> dict[str, object]:
    """What no form asks for and a corrected event keeps; a paper is received on the day of its receipt."""
    kept: dict[str, object] = {name: value for name, value in event.facts.items() if name in FIXED}
    return kept | ({"received_on": on} if event.action is Action.RECEIVE else {})


def _replace(
    event: Event, recording: Recording, *, record: Record, reason: str, reader: Reader | None, now: datetime
) -> Event:
    """Take the step anew in the place of an event."""
    event.superseding_reason = reason.strip()
    new, _, history = take_step(
        record,
        recording,
        table=rows_of(record),
        reader=reader,
        now=now,
        instead_of=event,
    )
    project(record, history)
    return new


def _standing(action: Action, subject_id: int | None) -> Event | None:
    """The last event of an action that stands."""
    query = select(Event).where(
        Event.subject_id == subject_id, Event.action == action, Event.superseded_by_id.is_(None)
    )
    return db.session.scalar(query.order_by(Event.id.desc()).limit(1))


def _follow_receipt(done: _Correction) -> None:
    """The day of receipt; a number belongs to the book of its year and stays."""
    entry = done.record
    if not isinstance(entry, PetitionEntry):
        return
    if done.new.on.year != done.old.on.year:
        raise HistoryError(
            f"Đơn mang số của sổ năm {done.old.on.year}; hãy hủy số rồi vào sổ lại ở năm {done.new.on.year}.",
            field="on",
        )
    entry.received_on = done.new.on
    opened = _standing(Action.OPEN, entry.case_id) if entry.case_id else None
    if opened is not None and opened.facts.get("received_on") == done.old.on.isoformat():
        _reopen(opened, opened.on, {"received_on": done.new.on}, done)


def _reopen(opened: Event, on: date, facts: Mapping[str, object], done: _Correction) -> None:
    """The opening of a case follows the petition that opened it."""
    case = db.session.get_one(Case, opened.subject_id)
    recording = Recording(Action.OPEN, on, {**opened.facts, **facts})
    _replace(opened, recording, record=case, reason=done.reason, reader=None, now=done.now)
    case.opened_on = on


def _follow_kind(done: _Correction) -> None:
    """What a petition is decides its matter and its seal; a case that was opened from it is of its kind."""
    entry = done.record
    if not isinstance(entry, PetitionEntry):
        return
    if entry.case_id is not None and any(done.differs(name) for name in ("kind", "instance", "contested_object")):
        raise HistoryError("Đã lập hồ sơ giải quyết theo loại đơn này; loại và lần không sửa được nữa.", field="kind")
    petitions.follow_kind(entry, done.new, reader=done.reader, now=done.now)


def _follow_proposal(done: _Correction) -> None:
    """The case opened by the first proposal is as old as that."""
    if done.differs("competent_office"):
        raise HistoryError(
            "Hồ sơ đã lập ở cơ quan có thẩm quyền ghi trước đây; hãy ghi không thụ lý ở đó.", field="competent_office"
        )
    case = db.session.get(Case, done.record.case_id) if isinstance(done.record, PetitionEntry) else None
    opened = _standing(Action.OPEN, case.id if case else None)
    if case is None or opened is None:
        return
    proposals = (
        select(Event.on)
        .join(PetitionEntry, PetitionEntry.id == Event.subject_id)
        .where(PetitionEntry.case_id == case.id, Event.action == Action.PROPOSE, Event.superseded_by_id.is_(None))
    )
    first = min(db.session.scalars(proposals), default=opened.on)
    if first != opened.on:
        _reopen(opened, first, {}, done)


def _follow_forwarding(done: _Correction) -> None:
    """The paper waits at another office, unless it has been entered there already."""
    sent = db.session.scalar(select(PetitionEntry).where(PetitionEntry.from_entry_id == done.record.id))
    if sent is None:
        return
    office = find_office(int(str(done.new.facts["to_office"])))
    if sent.status is not EntryStatus.NEW:
        if done.differs("to_office"):
            raise HistoryError("Cơ quan nhận trước đây đã vào sổ đơn này.", field="to_office")
        return
    sent.office_id, sent.received_on, sent.letter_on = office.id, done.new.on, done.new.on
    matters.pass_through(int(str(sent.matter_id)), office.id)
    petitions.await_entering(sent, office, now=done.now)


def _follow_void(done: _Correction) -> None:
    void_number(done.record.id, book=PETITIONS, reason=str(done.new.facts.get("reason", "")))


def _follow_entries(done: _Correction) -> None:
    """What a step of a case wrote on its entries, on the same day (accepted, refused, settled), follows it."""
    if not isinstance(done.record, Case):
        return
    written = WRITTEN_TO_ENTRIES.get(done.old.action, Action.SETTLED)
    for entry in db.session.scalars(select(PetitionEntry).where(PetitionEntry.case_id == done.record.id)):
        event = _standing(written, entry.id)
        if event is not None and event.on == done.old.on:
            recording = Recording(event.action, done.new.on)
            _replace(event, recording, record=entry, reason=done.reason, reader=None, now=done.now)


def _follow_assignment(done: _Correction) -> None:
    """The work that a step gave: to whom, from when, until when, by which paper."""
    if "verifier" in done.new.facts:
        orders.amend_by_step(done.record, done.old, done.new, now=done.now)


def _follow_decision(done: _Correction) -> None:
    decision = db.session.scalar(select(Decision).where(Decision.event_id == done.old.id))
    if decision is not None:
        keep_decision(decision, done.new)


def _follow_execution(done: _Correction) -> None:
    execution = db.session.scalar(select(Execution).where(Execution.event_id == done.old.id))
    if execution is not None and isinstance(done.record, Case):
        keep_execution(done.record, execution, done.new)


def _follow_dispatch(done: _Correction) -> None:
    sent = db.session.scalar(select(Dispatch).where(Dispatch.event_id == done.old.id))
    if sent is not None and done.new.document_id is not None:
        sent.event_id, sent.document_id = done.new.id, done.new.document_id
        sent.sent_on, sent.recipient = done.new.on, str(done.new.facts.get("sent_to", ""))


FOLLOWING: Mapping[Action, tuple[Callable[[_Correction], None], ...]] = {
    Action.RECEIVE: (_follow_receipt,),
    Action.CLASSIFY: (_follow_kind,),
    Action.RECLASSIFY: (_follow_kind,),
    Action.PROPOSE: (_follow_proposal,),
    Action.FORWARD: (_follow_forwarding,),
    Action.VOID: (_follow_void,),
    Action.VERIFY: (_follow_assignment,),
    Action.INSPECT: (_follow_assignment,),
    Action.PLAN_REVIEW: (_follow_assignment,),
    **dict.fromkeys(WRITTEN_TO_ENTRIES, (_follow_entries,)),
    Action.ACCEPT: (_follow_entries, _follow_assignment),
    Action.ANSWER: (_follow_entries,),
    Action.AMEND_DECISION: (_follow_decision,),
    Action.DECIDE: (_follow_decision, _follow_entries),
    Action.CONCLUDE: (_follow_decision, _follow_entries),
    Action.EXECUTE: (_follow_execution,),
    **dict.fromkeys(SENDINGS, (_follow_dispatch,)),
}
"""What must follow when an event of an action is corrected."""
