"""Recording a step of an entry, a case or a visit, and correcting one: one route each, for the steps of every table."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from caseflow.law.denouncer_notices import notices_at
from caseflow.law.errors import HistoryError, NotPermittedError, Refusal, StepNotAllowedError
from caseflow.law.rights import Right
from caseflow.law.terms import Action
from caseflow.law.visiting import AT_THE_DESK
from caseflow.services import corrections, records
from caseflow.services.records import kind_of
from caseflow.services.steps import Paper
from caseflow.store.db import db
from caseflow.store.documents import Document
from caseflow.store.dossiers import find_event, find_record
from caseflow.store.matters import Matter, find_matter
from caseflow.store.reception import Visit
from caseflow.store.subjects import Event
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.clock_views import rule_line
from caseflow.web.draft_places import OpenDraft, draft_here
from caseflow.web.errors import place
from caseflow.web.keyed import KeyedForm, open_anew, remember, taken_before
from caseflow.web.step_desk import Desk, lay_out
from caseflow.web.step_forms import SPANS, asks_of, filled, recording_of
from caseflow.web.step_views import ACTIONS, record_name, step_url

blueprint = Blueprint("steps", __name__, url_prefix="/vu-viec/<code>")

UNLAWFUL = (StepNotAllowedError, HistoryError)


class CorrectionForm(KeyedForm):
    """Why a recorded step is corrected; the rest of the form is the step's own."""

    reason_of_correction = TextAreaField("Lý do sửa", [InputRequired("Cần ghi lý do sửa."), Length(max=1000)])


@blueprint.route("/buoc/<int:subject_id>/<action>", methods=["GET", "POST"])
@needs(Right.READ)
def take(code: str, subject_id: int, action: str) -> ResponseReturnValue:
    """Record a step; the table, the person and the history decide whether it may be."""
    if action not in ACTIONS:
        raise NotFound
    matter = find_matter(code, me().reader)
    record = find_record(matter, subject_id)
    if ACTIONS[action] is Action.RECEIVE or _is_outcome(record, ACTIONS[action]):
        return redirect(step_url(code, record, ACTIONS[action]))
    draft = draft_here(secret=matter.secret)
    desk = lay_out(matter, record, ACTIONS[action], typed=draft.words)
    if request.method == "GET":
        return open_anew(desk.form) or _show(desk, draft)
    if request.form.get("then") == "preview":
        return _show(desk, draft)
    if not desk.form.validate_on_submit():
        return _show(desk, draft), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with writing(desk.action.label):
            led_to = taken_before(desk.form) or _take(code, subject_id, desk, draft)
    except NotPermittedError:
        raise
    except Refusal as refusal:
        return _refused(desk, draft, refusal)
    return redirect(led_to)


def _is_outcome(record: records.Record, action: Action) -> bool:
    """Whether an act is the outcome of a visit: that is written and mended on the form of the desk."""
    return isinstance(record, Visit) and action in AT_THE_DESK


def _take(code: str, subject_id: int, desk: Desk, draft: OpenDraft) -> str:
    record = find_record(find_matter(code, me().reader), subject_id)
    records.take(recording_of(desk.form, desk.rows), record=record, reader=me().reader, now=now())
    led_to = _page_of(record)
    remember(desk.form, led_to, draft=draft.key)
    flash(f"Đã ghi: {desk.action.label}.", "success")
    return led_to


@blueprint.route("/sua/<int:event_id>", methods=["GET", "POST"])
@needs(Right.READ)
def correct(code: str, event_id: int) -> ResponseReturnValue:
    """Correct a recorded step: a new event takes the place of the old one, which stays to be read."""
    matter = find_matter(code, me().reader)
    event = find_event(matter, event_id)
    if not corrections.is_correctable(event):
        raise StepNotAllowedError(f"Bước “{event.action.label}” này không sửa được nữa.", basis=event.basis)
    record = find_record(matter, event.subject_id)
    if _is_outcome(record, event.action):
        return redirect(url_for("reception.complete", visit_id=record.id))
    draft = draft_here(secret=matter.secret)
    desk = lay_out(matter, record, event.action, base=CorrectionForm, held=_held(event), typed=draft.words)
    if request.method == "GET" or request.form.get("then") == "preview":
        return _show(desk, draft, event)
    if not desk.form.validate_on_submit():
        return _show(desk, draft, event), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with writing(f"sửa bước {event.action.label}"):
            led_to = taken_before(desk.form) or _correct(code, event_id, desk, draft)
    except NotPermittedError:
        raise
    except Refusal as refusal:
        return _refused(desk, draft, refusal, find_event(find_matter(code, me().reader), event_id))
    return redirect(led_to)


def _correct(code: str, event_id: int, desk: Desk, draft: OpenDraft) -> str:
    matter = find_matter(code, me().reader)
    event = find_event(matter, event_id)
    record = find_record(matter, event.subject_id)
    corrections.correct(
        event,
        recording_of(desk.form, desk.rows),
        record=record,
        reason=desk.form.reason_of_correction.data or "",
        reader=me().reader,
        now=now(),
    )
    led_to = _page_of(record)
    remember(desk.form, led_to, draft=draft.key)
    flash(f"Đã sửa: {desk.action.label}. Bước cũ còn trong diễn biến.", "success")
    return led_to


def _page_of(record: records.Record) -> str:
    """The page of the matter to which a record now belongs: a denunciation has just got one of its own."""
    db.session.flush()
    if isinstance(record, Visit) and me().reader.may(Right.RECEIVE):
        return url_for("reception.show", visit_id=record.id)
    return url_for("matters.show", code=db.session.get_one(Matter, record.matter_id).code)


def _held(event: Event) -> dict[str, object]:
    """What the form of a recorded step holds."""
    document = db.session.get(Document, event.document_id) if event.document_id else None
    paper = Paper(document.number, document.issued_on, document.signatory) if document else Paper()
    return filled(event.facts, on=event.on, paper=paper)


def _refused(desk: Desk, draft: OpenDraft, refusal: Refusal, event: Event | None = None) -> ResponseReturnValue:
    """The form again with everything typed, the sentence at its field."""
    status = place(desk.form, refusal)
    return _show(desk, draft, event), HTTPStatus.CONFLICT if isinstance(refusal, UNLAWFUL) else status


def _show(desk: Desk, draft: OpenDraft, event: Event | None = None) -> str:
    return render_template(
        "steps/take.html",
        desk=desk,
        draft=draft,
        event=event,
        asks=asks_of(desk.rows),
        spans=SPANS,
        offices=list(desk.names.offices.values()),
        people=list(desk.names.people.values()),
        foreseen=desk.foreseen(instead_of=event),
        rule_line=rule_line,
        record_name=record_name,
        notices=notices_at(desk.action, on=desk.record.kind, kind=kind_of(desk.record)) if desk.matter.secret else (),
        today=today(),
    )
