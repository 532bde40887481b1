"""The history of a matter as a page tells it: legal date first, then when and by whom it was recorded."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from flask import url_for

from caseflow.law.clock import local_date
from caseflow.law.facts import ASKS, FactType, wording
from caseflow.law.terms import Action
from caseflow.law.visiting import AT_THE_DESK
from caseflow.law.workflow import Step
from caseflow.services.corrections import is_correctable
from caseflow.services.deadline_moves import without_event
from caseflow.services.dossiers import Dossier, ReadRecord
from caseflow.store.cases import Case
from caseflow.store.documents import Document
from caseflow.store.reception import Visit
from caseflow.store.subjects import Assignment, Event
from caseflow.web.ledger_lines import ledger_lines
from caseflow.web.move_words import shift, shifts_of, why
from caseflow.web.step_views import record_name
from caseflow.web.told import Told

LATE = 3  # working days after the legal date
UNTOLD = frozenset({"via_reception", "provincial", "received_on"})


class History(NamedTuple):
    """The lines of a history, the latest first, and how many earlier ones are not among them."""

    lines: list[Told]
    earlier: int


def timeline(dossier: Dossier, *, latest: int | None = None) -> History:
    """Everything that happened, or the latest of it, the latest legal date first."""
    happened = [*_happened(dossier)]
    happened.reverse()  # of what was written down in one moment, the later comes first too
    happened.sort(key=lambda one: one[0], reverse=True)
    shown = happened[:latest]
    return History([tell() for _, tell in shown], len(happened) - len(shown))


Happened = tuple[tuple[date, datetime], Callable[[], Told]]
"""When something happened and was written down, and how to tell it: putting a line together takes longest."""


def _happened(dossier: Dossier) -> Iterator[Happened]:
    reads = {read.record.id: read for read in dossier.records}
    steps = {one.happening.key: one.step for read in dossier.records for one in read.history.taken}
    given = {work.id: work for work in dossier.assignments}
    for visit in dossier.visits:
        yield (visit.on, visit.created_at), partial(_visit, visit, dossier)
    by_case = {(event.action, event.on) for event in dossier.events if _is_of_case(event, reads)}
    repeated = _repeated(dossier, reads, by_case)
    for event in dossier.events:
        if event in repeated:
            continue
        when = event.on, event.recorded_at
        if event.subject_id in reads:
            of_entries = [one for one in repeated if _tell_the_same(one, event)] if _is_of_case(event, reads) else []
            step = steps.get(str(event.id))
            yield when, partial(_event, event, step, reads[event.subject_id], dossier, of_entries)
        elif event.subject_id in given:
            yield when, partial(_work, event, given[event.subject_id], dossier)
    for told in (*_calendar_moves(dossier), *ledger_lines(dossier.ledger, dossier.calendar)):
        yield (told.on, told.recorded_at), partial(_itself, told)


def _itself(told: Told) -> Told:
    return told


def _is_of_case(event: Event, reads: Mapping[int, ReadRecord]) -> bool:
    return event.subject_id in reads and isinstance(reads[event.subject_id].record, Case)


def _repeated(dossier: Dossier, reads: Mapping[int, ReadRecord], by_case: set[tuple[Action, date]]) -> list[Event]:
    """What the house wrote onto entries and the case tells already."""
    return [event for event in dossier.events if _repeats(event, reads, by_case)]


def _tell_the_same(one: Event, other: Event) -> bool:
    return (one.action, one.on, one.superseded_by_id is None) == (
        other.action,
        other.on,
        other.superseded_by_id is None,
    )


def _calendar_moves(dossier: Dossier) -> Iterator[Told]:
    """Dates that no act of the matter moved: a line for each time at which some did."""
    moments = dict.fromkeys(move.at for move in without_event(dossier.moves))
    for at in moments:
        moved = [move for move in without_event(dossier.moves) if move.at == at]
        shifts = tuple(f"{shift(move)}, vì {why(move, dossier)}." for move in moved)
        yield Told(on=local_date(at), recorded_at=at, title="Hạn được tính lại", by="hệ thống", shifts=shifts)


def _repeats(event: Event, reads: Mapping[int, ReadRecord], by_case: set[tuple[Action, date]]) -> bool:
    """Whether the house wrote onto an entry what its case tells already."""
    return event.recorded_by_id is None and not _is_of_case(event, reads) and (event.action, event.on) in by_case


def _event(event: Event, step: Step | None, read: ReadRecord, dossier: Dossier, of_entries: Sequence[Event]) -> Told:
    several, name = len(dossier.records) > 1, record_name(read.record)
    body = "; ".join(_facts(event, dossier.office_names()))
    if event.superseded_by_id and event.superseding_reason:
        body = f"{body} — lý do sửa: {event.superseding_reason}".strip(" —")
    return Told(
        on=event.on,
        recorded_at=event.recorded_at,
        title=event.action.label.capitalize(),
        by=(event.recorded_by.name if event.recorded_by else "hệ thống") + (f" · {name}" if several else ""),
        body=body,
        document=_paper(dossier.documents.get(event.document_id or 0), event.basis),
        edit_url=_edit_url(event, step, read, dossier),
        superseded=event.superseded_by_id is not None,
        late_entry=_is_late(event.on, event.recorded_at, dossier),
        shifts=shifts_of([event, *of_entries], dossier),
    )


def _edit_url(event: Event, step: Step | None, read: ReadRecord, dossier: Dossier) -> str:
    """Where the event is corrected, for those who may record its step."""
    if step is None or not is_correctable(event) or not step.recorded_by & dossier.roles_on(read.record):
        return ""
    if isinstance(read.record, Visit) and event.action in AT_THE_DESK:
        return url_for("reception.complete", visit_id=read.record.id)
    return url_for("steps.correct", code=dossier.matter.code, event_id=event.id)


def _is_late(on: date, recorded_at: datetime, dossier: Dossier) -> bool:
    return dossier.calendar.working_days_between(on, local_date(recorded_at)) > LATE


def _facts(event: Event, offices: Mapping[str, str]) -> Iterator[str]:
    """What was established, in the words of the form that asked for it."""
    for name, value in event.facts.items():
        ask = ASKS.get(name)
        if ask is None or name in UNTOLD:
            continue
        match ask.type:
            case FactType.OFFICE:
                words = offices.get(str(value), "cơ quan khác")
            case FactType.DATE:
                words = f"{date.fromisoformat(str(value)):%d/%m/%Y}"
            case _:
                words = wording(name, value)
        yield f"{ask.label}: {words}"


def _paper(document: Document | None, basis: str) -> str:
    """The paper of an event and the article it rests on."""
    if document is None:
        return basis
    number = f" số {document.number}" if document.number else ""
    signed = f", {document.signatory} ký" if document.signatory else ""
    return f"{document.kind}{number} ngày {document.issued_on:%d/%m/%Y}{signed}" + (f" · {basis}" if basis else "")


def _visit(visit: Visit, dossier: Dossier) -> Told:
    return Told(
        on=visit.on,
        recorded_at=visit.created_at,
        title=f"Tiếp công dân, lượt {visit.number} · {visit.office.name}",
        body=visit.outcome.label if visit.outcome else "chưa ghi kết quả",
        late_entry=_is_late(visit.on, visit.created_at, dossier),
    )


def _work(event: Event, work: Assignment, dossier: Dossier) -> Told:
    """Work given, or the report on it."""
    whom = f"{work.to_user.name}, {work.to_office.name}" if work.to_user else work.to_office.name
    given = event.action is Action.ASSIGN
    return Told(
        on=event.on,
        recorded_at=event.recorded_at,
        title=f"{event.action.label.capitalize()} ({work.role.label}) · {whom}",
        by=event.recorded_by.name if event.recorded_by else "",
        body=f"Hạn ghi trong văn bản: {work.due_on:%d/%m/%Y}" if given and work.due_on else "",
        document=_paper(dossier.documents.get(event.document_id or 0), ""),
        late_entry=_is_late(event.on, event.recorded_at, dossier),
    )
