"""Taking one lawful step: the event is inserted at its legal date, the history replayed, the clocks read anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from caseflow.law.clock import local_date
from caseflow.law.errors import HistoryError, MissingFactError, NotPermittedError, Refusal, StepNotAllowedError
from caseflow.law.rights import OPEN_TO_ASSIGNED, RIGHTS, Reader, Right
from caseflow.law.tables import Table
from caseflow.law.terms import Action, Nature, Role, Signer
from caseflow.law.workflow import Happening, History, Step, Taken, check_facts, replay
from caseflow.services.at_once import tell_of_step
from caseflow.services.deadline_moves import By
from caseflow.services.deadlines import Wanted, clocks_of, refresh
from caseflow.services.flags import review_later
from caseflow.services.identity import seal_words
from caseflow.store.db import db, is_postgresql, to_json
from caseflow.store.documents import Document
from caseflow.store.subjects import Assignment, Event, Subject, events_of

RECORDING = frozenset({Right.TAKE_ENTRY_STEPS, Right.TAKE_CASE_STEPS, Right.REGISTER, Right.PUBLISH_SCHEDULE})
"""The rights one of which a role carries that may record any step."""
NEW = "new"  # the key of a step that is not written yet
LAST = 2**62  # it is recorded after every other


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


def history_of(subject: Subject, table: Table) -> History:
    """The history of a subject as it stands, read through its rows."""
    return replay(table.steps, [event.happening() for event in events_of(subject.id)], start=table.start)


def roles_on(subject: Subject, reader: Reader) -> frozenset[Role]:
    """The roles in which a person may act on a subject: held at its office or above, or opened by an assignment."""
    return roles_held(subject, reader, is_assigned=_is_assigned(subject, reader))


def roles_held(subject: Subject, reader: Reader, *, is_assigned: bool) -> frozenset[Role]:
    """The same where it is known already whether the work was given to the person."""
    roles = reader.roles_at(subject.office.path)
    if subject.responsible_id == reader.user_id or is_assigned:
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
    table: Table,
    reader: Reader | None,
    now: datetime,
    instead_of: Event | None = None,
    review: Wanted | None = None,
) -> tuple[Event, Taken, History]:
    """Insert one step into a subject's history at its legal date and read the history anew.

    `instead_of` names the event that a correction supersedes, `review` the day to look again where the usual one will
    not do. Without a reader the step is written by the house itself
    (the case writes the end of its entries). Raises StepNotAllowedError, HistoryError, MissingFactError or
    NotPermittedError; the caller's transaction then writes nothing.
    """
    _check_date(recording.on, now)
    _take_turn(subject)
    earlier = [other for other in events_of(subject.id) if other is not instead_of]
    facts = {name: to_json(value) for name, value in recording.facts.items() if value not in (None, "")}
    place = instead_of.order if instead_of else None  # within its day it stays where it was
    new = Happening(NEW, recording.action, recording.on, place or len(earlier) + LAST, facts)
    since = min(new.on, instead_of.on) if instead_of else new.on
    foreseen = _foreseen(table, earlier, new, since=since)
    taken = next(one for one in foreseen.taken if one.happening is new)
    _check_person(taken.step, subject, reader)
    check_facts(taken.step, facts, recording.on, foreseen.known)
    check_timely(taken, foreseen, table)
    event = Event(
        subject_id=subject.id,
        action=recording.action,
        on=recording.on,
        recorded_at=now,
        recorded_by_id=reader.user_id if reader else None,
        before=taken.before.value,
        after=taken.after.value,
        basis=taken.step.basis,
        facts=facts,
        place=place,
    )
    paper = _paper_of(taken.step, subject, recording, local_date(now))
    if paper is not None:
        paper.events.append(event)
        db.session.add(paper)
    db.session.add(event)
    db.session.flush()
    if instead_of is not None:
        instead_of.superseded_by_id = event.id
    history = replay(table.steps, [other.happening() for other in (*earlier, event)], start=table.start)
    check_nothing_left(taken.step, history, local_date(now))
    _check_later(history, event, table, since=since)
    subject.is_open = history.status not in table.closed
    was = [other.happening() for other in (*earlier, instead_of)] if instead_of else None
    before = replay(table.steps, was, start=table.start) if was else None
    refresh(subject, history, is_open=subject.is_open, now=now, review=review, by=By(event, instead_of), was=before)
    tell_of_step(subject, event, instead_of, now=now)
    seal_words(subject, by_id=event.recorded_by_id, now=now)
    review_later(subject, now=now)
    return event, taken, history


def _take_turn(subject: Subject) -> None:
    """Two people who record on one subject at once do so one after the other, each seeing what the other wrote."""
    if is_postgresql():  # on SQLite the transaction itself is the queue
        db.session.execute(db.select(Subject.id).where(Subject.id == subject.id).with_for_update())


def _check_date(on: date, now: datetime) -> None:
    if on > local_date(now):
        raise MissingFactError("Ngày của bước này không được ở sau hôm nay.", field="on")


def _foreseen(table: Table, earlier: Sequence[Event], new: Happening, *, since: date) -> History:
    """The history with the step in it; a refusal says so where steps after `since` would be undone by it."""
    try:
        return replay(table.steps, [*(event.happening() for event in earlier), new], start=table.start)
    except Refusal as no:
        first = min(earlier, key=lambda event: (event.on, event.id), default=None)
        if first is not None and new.on < first.on:
            sentence = f"Ngày {new.on:%d/%m/%Y} ở trước bước đầu tiên, {first.action.label} ngày {first.on:%d/%m/%Y}."
            raise HistoryError(sentence, basis=no.basis, field="on") from no
        if any(event.on > since for event in earlier):
            until = [event.happening() for event in earlier if event.on <= since]
            replay(table.steps, [*until, new], start=table.start)  # what is unlawful in itself says so itself
            sentence = f"Ghi bước này vào ngày {new.on:%d/%m/%Y} làm một bước về sau không còn hợp lệ. {no.sentence}"
            raise HistoryError(sentence, basis=no.basis, field="on") from no
        raise


def _check_person(step: Step, subject: Subject, reader: Reader | None) -> None:
    if reader is None:
        return
    allowed = frozenset(role for role in step.recorded_by if RIGHTS[role] & RECORDING)
    if not allowed & reader.roles_at(subject.office.path) and not allowed & roles_on(subject, reader):
        who = ", ".join(sorted(role.label for role in step.recorded_by)) or "hệ thống, theo hồ sơ giải quyết"
        raise NotPermittedError(f"Bước “{step.action.label}” do {who} ghi.", basis=step.basis)


def check_timely(taken: Taken, history: History, table: Table) -> None:
    """What changes a period is lawful only while it runs; what time alone brings about, only once it has run out."""
    step, on = taken.step, taken.happening.on
    if not (step.in_time or step.ripens or step.expires):
        return
    told = [one.happening for one in history.taken[: history.taken.index(taken)]]
    before = replay(table.steps, told, start=table.start)
    for clock in clocks_of(before, on):
        if clock.met_on is not None:
            continue
        if clock.family == step.in_time and on > clock.due_legal:
            sentence = f"Thời hạn đã hết ngày {clock.due_legal:%d/%m/%Y}; {step.action.label} phải có trước ngày đó."
            raise HistoryError(sentence, basis=step.basis, field="on")
        if clock.family == step.ripens and on < clock.due_legal:
            sentence = f"Chưa đủ thời gian: sớm nhất là ngày {clock.due_legal:%d/%m/%Y}."
            raise HistoryError(sentence, basis=step.basis, field="on")
        if clock.family == step.expires and on <= clock.due_strict:
            sentence = f"Thời hạn giải quyết chưa hết: đến ngày {clock.due_strict:%d/%m/%Y}."
            raise HistoryError(sentence, basis=step.basis, field="on")


def _check_later(history: History, event: Event, table: Table, *, since: date) -> None:
    """What comes after an inserted or corrected step must still be timely."""
    for taken in history.taken:
        if taken.happening.on < since or taken.happening.key == str(event.id):
            continue
        try:
            check_timely(taken, history, table)
        except Refusal as no:
            what = f"Bước “{taken.step.action.label}” ngày {taken.happening.on:%d/%m/%Y} sẽ không còn hợp lệ."
            raise HistoryError(f"{what} {no.sentence}", basis=no.basis, field="on") from no


def check_nothing_left(step: Step, history: History, today: date) -> None:
    """A record is not closed over a duty that nobody has done: it would be late for ever, or forgotten."""
    if not step.finishes:
        return
    clocks = clocks_of(history, today)
    left = [clock for clock in clocks if clock.met_on is None and clock.period.nature is Nature.DUTY]
    if left:
        names = "; ".join(clock.label[:1].lower() + clock.label[1:] for clock in left)
        articles = "; ".join(dict.fromkeys(clock.basis for clock in left))
        raise StepNotAllowedError(f"Chưa thể {step.action.label}: chưa ghi việc {names}.", basis=articles)


def _paper_of(step: Step, subject: Subject, recording: Recording, today: date) -> Document | None:
    """The document of the step; number and signatory are part of the act, except of what an officer only proposes."""
    paper = recording.paper
    if not step.document:
        return None
    if step.signed_by in (Signer.HEAD, Signer.AUTHORITY):
        for name, label in (("number", "số văn bản"), ("signatory", "người ký")):
            if not getattr(paper, name):
                raise MissingFactError(f"Cần ghi {label} của {step.document}.", basis=step.basis, field=f"paper_{name}")
    if paper.issued_on is not None and paper.issued_on > today:
        raise MissingFactError("Ngày văn bản không được ở sau hôm nay.", field="paper_on")
    return Document(
        subject_id=subject.id,
        kind=paper.kind or step.document,
        number=paper.number,
        issued_on=paper.issued_on or recording.on,
        signatory=paper.signatory,
    )
