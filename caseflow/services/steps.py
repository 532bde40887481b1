"""Taking one lawful step: the event is inserted at its legal date, the whole history is replayed, the clocks are read anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from caseflow.law.clock import local_date
from caseflow.law.errors import HistoryError, MissingFactError, NotPermittedError, Refusal
from caseflow.law.rights import OPEN_TO_ASSIGNED, RIGHTS, Reader, Right
from caseflow.law.terms import Action, Role, Signer, Status
from caseflow.law.workflow import History, Step, Taken, check_facts, replay
from caseflow.services.deadlines import clocks_of, refresh
from caseflow.store.db import db, to_json
from caseflow.store.documents import Document
from caseflow.store.subjects import Assignment, Event, Subject, events_of


@dataclass(frozen=True, slots=True)
class Paper:
    """The document of a step: its number, date and signatory."""

    number: str = ""
    issued_on: date | None = None
    signatory: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """What somebody records: the act, the legal date it took effect, the facts, the paper."""

    action: Action
    on: date
    facts: Mapping[str, object] = field(default_factory=dict)
    paper: Paper = Paper()


def history_of(subject: Subject, steps: Sequence[Step], start: Status) -> History:
    """The history of a subject as it stands, read through its rows."""
    return replay(steps, [event.happening() for event in events_of(subject.id)], start=start)


def roles_on(subject: Subject, reader: Reader) -> frozenset[Role]:
    """The roles in which a person may act on a subject: held at its office or above, or opened by an assignment."""
    roles = reader.roles_at(subject.office.path)
    if subject.responsible_id == reader.user_id or _is_assigned(subject, reader):
        roles |= frozenset(role for role in reader.roles if RIGHTS[role] & OPEN_TO_ASSIGNED)
    return roles


def _is_assigned(subject: Subject, reader: Reader) -> bool:
    query = db.select(Assignment.id).where(
        Assignment.of_id == subject.id, Assignment.to_user_id == reader.user_id, Assignment.done_on.is_(None)
    )
    return db.session.scalar(query) is not None


def take_step(
    subject: Subject,
    recording: Recording,
    *,
    steps: Sequence[Step],
    start: Status,
    closed: frozenset[Status],
    reader: Reader | None,
    now: datetime,
) -> tuple[Event, Taken, History]:
    """Insert one step into a subject's history at its legal date and read the history anew.

    Without a reader the step is written by the house itself (the case writes the end of its entries). Raises
    StepNotAllowedError, HistoryError, MissingFactError or NotPermittedError; the caller's transaction then writes nothing.
    """
    _check_date(recording.on, now)
    event = Event(
        subject_id=subject.id,
        action=recording.action,
        on=recording.on,
        recorded_at=now,
        recorded_by_id=reader.user_id if reader else None,
        before="",
        after="",
        facts={name: to_json(value) for name, value in recording.facts.items() if value not in (None, "")},
    )
    earlier = events_of(subject.id)
    db.session.add(event)
    db.session.flush()
    history = _replay(steps, [*earlier, event], start, event)
    taken = next(taken for taken in history.taken if taken.happening.key == str(event.id))
    _check_person(taken.step, subject, reader)
    check_facts(taken.step, event.facts)
    _check_in_time(taken, steps, earlier, start)
    event.before, event.after, event.basis = taken.before.value, taken.after.value, taken.step.basis
    event.document_id = _keep_paper(taken.step, subject, recording)
    subject.is_open = history.status not in closed
    refresh(subject, history, is_open=subject.is_open, now=now)
    return event, taken, history


def _check_date(on: date, now: datetime) -> None:
    if on > local_date(now):
        raise MissingFactError("Ngày của bước này không được ở sau hôm nay.", field="on")


def _replay(steps: Sequence[Step], events: Sequence[Event], start: Status, new: Event) -> History:
    """Replay with the new event; a refusal at another event than the new one names the step it would undo."""
    try:
        return replay(steps, [event.happening() for event in events], start=start)
    except Refusal as no:
        if any(event.on > new.on for event in events if event is not new):
            sentence = f"Ghi bước này vào ngày {new.on:%d/%m/%Y} làm một bước về sau không còn hợp lệ. {no.sentence}"
            raise HistoryError(sentence, basis=no.basis, field="on") from no
        raise


def _check_person(step: Step, subject: Subject, reader: Reader | None) -> None:
    if reader is None:
        return
    allowed = frozenset(
        role
        for role in step.recorded_by
        if RIGHTS[role] & {Right.TAKE_ENTRY_STEPS, Right.TAKE_CASE_STEPS, Right.REGISTER}
    )
    if not allowed & roles_on(subject, reader):
        who = ", ".join(sorted(role.label for role in step.recorded_by)) or "hệ thống, theo hồ sơ giải quyết"
        raise NotPermittedError(f"Bước “{step.action.label}” do {who} ghi.", basis=step.basis)


def _check_in_time(taken: Taken, steps: Sequence[Step], earlier: Sequence[Event], start: Status) -> None:
    """An extension or a determination is lawful only while the period it changes still runs."""
    family, on = taken.step.in_time, taken.happening.on
    if not family:
        return
    before = replay(steps, [event.happening() for event in earlier if event.on <= on], start=start)
    for clock in clocks_of(before, on):
        if clock.family == family and clock.met_on is None and on > clock.due_legal:
            sentence = (
                f"Thời hạn đã hết ngày {clock.due_legal:%d/%m/%Y}; {taken.step.action.label} phải có trước ngày đó."
            )
            raise HistoryError(sentence, basis=taken.step.basis, field="on")


def _keep_paper(step: Step, subject: Subject, recording: Recording) -> int | None:
    """The document of the step; its number, date and signatory are part of the act, except what an officer only proposes."""
    paper = recording.paper
    if not step.document:
        return None
    if step.signed_by in (Signer.HEAD, Signer.AUTHORITY):
        for name, label in (("number", "số văn bản"), ("signatory", "người ký")):
            if not getattr(paper, name):
                raise MissingFactError(f"Cần ghi {label} của {step.document}.", basis=step.basis, field=f"paper_{name}")
    document = Document(
        subject_id=subject.id,
        kind=paper.kind or step.document,
        number=paper.number,
        issued_on=paper.issued_on or recording.on,
        signatory=paper.signatory,
    )
    db.session.add(document)
    db.session.flush()
    return document.id
