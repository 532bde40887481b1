"""Quick entry of a case that already runs: what it is about, then its past steps as rows, each as its own step asks."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from caseflow.law.errors import Refusal
from caseflow.law.main_line import line_of
from caseflow.law.procedures import PETITIONED, PROCEDURES
from caseflow.law.rights import Right
from caseflow.law.terms import FIELDS, Action, Field, Procedure
from caseflow.law.workflow import Step
from caseflow.services.citizens import Person
from caseflow.services.running import Running, enter
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.offices import find_office, offices_in_force, offices_within
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.draft_places import OpenDraft, new_draft
from caseflow.web.errors import place
from caseflow.web.fields import DayField, NameField
from caseflow.web.forms import PartForm
from caseflow.web.keyed import KeyedForm, open_anew, remember, taken_before
from caseflow.web.step_forms import SPANS, Names, asks_of, form_of, recording_of

blueprint = Blueprint("cases", __name__, url_prefix="/ho-so")

Typed = MultiDict[str, str]
MOST_ROWS = 60
ROW = re.compile(r"buoc-(\d{1,3})-action")
LABELS = {procedure.value: procedure.label for procedure in PETITIONED}
FIELDS_OFFERED = {
    field.value: field.label for field in Field if any(field in FIELDS[one.kind] for one in PETITIONED.values())
}


class RowForm(PartForm):
    """One past step; the facts it asks for are added by its rows."""

    action = HiddenField()


@dataclass(frozen=True, slots=True)
class Row:
    """A past step as it is being typed: its place, the rows of the law that may answer for it, its form."""

    place: int
    steps: tuple[Step, ...]
    form: PartForm


def running_form(**told: object) -> KeyedForm:
    """What is known of the case, with the offices at which this person may record its steps."""
    within = offices_within(me().reader.paths(Right.TAKE_CASE_STEPS), on=today())
    offices = {office.id: office.name for office in within}
    fields = {
        "title": TextAreaField("Vụ việc về việc gì", [InputRequired("Cần ghi vụ việc về việc gì."), Length(max=5000)]),
        "table": SelectField("Thủ tục", choices=dict(LABELS)),
        "field": SelectField("Lĩnh vực", choices=dict(FIELDS_OFFERED)),
        "office": NameField(
            "Cơ quan giải quyết", [InputRequired("Cần ghi cơ quan giải quyết.")], names=offices, what="cơ quan"
        ),
        "received_on": DayField("Ngày nhận đơn", [InputRequired("Cần ghi ngày nhận đơn (ngày/tháng/năm).")]),
        "petitioner": StringField("Người đứng đơn", [Length(max=120)]),
        "coming": SelectField("Bước đã qua", choices={}, validate_choice=False),
    }
    form: KeyedForm = type("RunningForm", (KeyedForm,), fields)(data={"office": me().office_id}, **told)
    return form


def _steps(form: KeyedForm) -> tuple[Step, ...]:
    """The table of the procedure that was chosen."""
    chosen = form["table"].data
    return PROCEDURES[Procedure(chosen) if chosen in LABELS else next(iter(PETITIONED))]


def rows_in(typed: Typed, form: KeyedForm) -> list[Row]:
    """The rows typed so far, and the one just asked for, without the one just taken away."""
    places = sorted({int(found[1]) for name in typed if (found := ROW.fullmatch(name))})
    asked = {place: typed[f"buoc-{place}-action"] for place in places}
    wanted = request.form.get("then", "")
    if wanted == "add" and len(asked) < MOST_ROWS:
        asked[max(places, default=-1) + 1] = form["coming"].data or ""
    if wanted.startswith("drop-"):
        asked.pop(int(wanted[5:]) if wanted[5:].isdecimal() else -1, None)
    names = Names({office.id: office.name for office in offices_in_force(today())}, {}) if asked else Names({}, {})
    rows = [_row(place, action, _steps(form), names, typed) for place, action in asked.items()]
    return [row for row in rows if row is not None]


def _row(place: int, action: str, steps: tuple[Step, ...], names: Names, typed: Typed) -> Row | None:
    """One row with the form of its step; None for an action this table does not have."""
    found = tuple(step for step in steps if step.action.value == action and step.action is not Action.OPEN)
    if not found:
        return None
    bound = typed if f"buoc-{place}-on" in typed else None
    return Row(place, found, form_of(found, RowForm, known=names)(bound, prefix=f"buoc-{place}", action=action))


def _offer(form: KeyedForm, rows: list[Row]) -> None:
    """Offer the steps of the table, those of the main line that are not there yet first."""
    steps, typed = _steps(form), {row.steps[0].action for row in rows}
    recorded = (step.action for step in steps if step.recorded_by and step.action is not Action.OPEN)
    actions = list(dict.fromkeys(recorded))
    line = [action for action in line_of(steps) if action in actions and action not in typed | {Action.CONTINUE}]
    order = [*line, *(action for action in actions if action not in line)]
    form["coming"].choices = {action.value: action.label for action in order}
    form["coming"].data = order[0].value


@blueprint.route("/nhap-nhanh", methods=["GET", "POST"])
@needs(Right.TAKE_CASE_STEPS)
def enter_running() -> ResponseReturnValue:
    """Enter a case that already runs, with its petition, its entry and its past steps."""
    form = running_form()
    if request.method == "GET" and (elsewhere := open_anew(form)):
        return elsewhere
    draft = new_draft(form)
    rows = rows_in(draft.words or request.form, form)
    if request.method == "GET" or request.form.get("then"):
        return _show(form, rows, draft)
    if not all([form.validate_on_submit(), *[row.form.validate() for row in rows]]):
        return _show(form, rows, draft), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with writing("nhập nhanh hồ sơ đang giải quyết"):
            led_to = taken_before(form) or _enter(form, rows)
    except Refusal as refusal:
        status = _place(form, rows, refusal)
        return _show(form, rows, draft), status
    return redirect(led_to)


def _enter(form: KeyedForm, rows: list[Row]) -> str:
    name = (form["petitioner"].data or "").strip()
    case = enter(
        Running(
            title=form["title"].data,
            procedure=Procedure(form["table"].data),
            field=Field(form["field"].data),
            office=find_office(form["office"].data),
            received_on=form["received_on"].data,
            petitioner=Person(name) if name else None,
        ),
        [recording_of(row.form, row.steps) for row in rows],
        reader=me().reader,
        now=now(),
    )
    led_to = url_for("matters.show", code=db.session.get_one(Matter, case.matter_id).code)
    remember(form, led_to, draft=form.key.data)
    flash(f"Đã nhập hồ sơ {case.code}, {len(rows)} bước đã qua.", "success")
    return led_to


def _place(form: KeyedForm, rows: list[Row], refusal: Refusal) -> int:
    """Put a refusal at its field; that of a past step at its row."""
    place_, dot, field = refusal.field.partition(".")
    if not dot:
        return place(form, refusal)
    refusal.field = field
    row = rows[int(place_)]
    place(row.form, refusal)
    form.form_errors.append(f"Bước {int(place_) + 1}, {row.steps[0].action.label}: {refusal.sentence}")
    return HTTPStatus.CONFLICT


def _show(form: KeyedForm, rows: list[Row], draft: OpenDraft) -> str:
    _offer(form, rows)
    shown: list[dict[str, Any]] = [{"row": row, "asks": asks_of(row.steps)} for row in rows]
    return render_template("cases/running.html", form=form, rows=shown, spans=SPANS, draft=draft)
