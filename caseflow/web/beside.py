"""Beginning a procedure that no petition opens: the protection of a denouncer, the review of a long-pending matter."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms.validators import InputRequired

from caseflow.law.book import slug
from caseflow.law.errors import NotPermittedError, Refusal
from caseflow.law.procedures import BESIDE, PROCEDURES
from caseflow.law.rights import Right
from caseflow.law.terms import Action, Procedure
from caseflow.law.workflow import Step
from caseflow.services import cases
from caseflow.services.dossiers import Dossier
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.matters import Matter, find_matter
from caseflow.store.offices import find_office, offices_within
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.errors import place
from caseflow.web.fields import NameField
from caseflow.web.keyed import KeyedForm, open_anew, remember, taken_before
from caseflow.web.step_forms import SPANS, Names, asks_of, facts_of, form_of

blueprint = Blueprint("beside", __name__, url_prefix="/vu-viec/<code>")
OPENED = {slug(procedure.label): procedure for procedure in BESIDE}
"""What may be begun, by its name in an address: "bao-ve-nguoi-to-cao"."""


def beside(dossier: Dossier) -> dict[str, Procedure]:
    """The procedures that this reader may begin on a matter now, by their names in an address."""
    current = dossier.current
    if current is None or not dossier.reader.may_at(Right.TAKE_CASE_STEPS, current.record.office.path):
        return {}
    under_way = {
        read.record.procedure for read in dossier.cases if isinstance(read.record, Case) and read.record.is_open
    } | {link.under_way for link in dossier.links}
    return {name: one for name, one in OPENED.items() if dossier.matter.kind in BESIDE[one] and one not in under_way}


@blueprint.route("/thu-tuc/<opened>", methods=["GET", "POST"])
@needs(Right.TAKE_CASE_STEPS)
def begin(code: str, opened: str) -> ResponseReturnValue:
    """Open a record of a procedure beside the cases of a matter."""
    procedure = OPENED.get(opened)
    if procedure is None:
        raise NotFound
    matter = find_matter(code, me().reader)
    opening = next(step for step in PROCEDURES[procedure] if step.action is Action.OPEN)
    form = _form(opening)
    if request.method == "GET":
        return open_anew(form) or _show(form, matter, opening, procedure)
    if not form.validate_on_submit():
        return _show(form, matter, opening, procedure), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with writing(f"mở hồ sơ {procedure.label}"):
            led_to = taken_before(form) or _begin(form, code, opening, procedure)
    except NotPermittedError:
        raise
    except Refusal as refusal:
        status = place(form, refusal)
        return _show(form, matter, opening, procedure), status
    return redirect(led_to)


def _begin(form: KeyedForm, code: str, opening: Step, procedure: Procedure) -> str:
    case = cases.open_beside(
        find_matter(code, me().reader),
        procedure,
        office=find_office(form["office"].data),
        on=form["on"].data,
        facts=facts_of(form, opening.asks),
        reader=me().reader,
        now=now(),
    )
    led_to = url_for("matters.show", code=db.session.get_one(Matter, case.matter_id).code)
    remember(form, led_to)
    flash(f"Đã mở hồ sơ {case.code}: {procedure.label}.", "success")
    return led_to


def _form(opening: Step) -> KeyedForm:
    within = offices_within(me().reader.paths(Right.TAKE_CASE_STEPS), on=today())
    offices = {office.id: office.name for office in within}
    office = NameField(
        "Cơ quan thực hiện", [InputRequired("Cần ghi cơ quan thực hiện.")], names=offices, what="cơ quan"
    )
    base: type[KeyedForm] = type("BesideForm", (KeyedForm,), {"office": office})
    form: KeyedForm = form_of((opening,), base, known=Names(offices, {}))(
        data={"office": me().office_id, "on": today()}
    )
    return form


def _show(form: KeyedForm, matter: Matter, opening: Step, procedure: Procedure) -> str:
    return render_template(
        "cases/beside.html",
        form=form,
        matter=matter,
        procedure=procedure,
        opening=opening,
        asks=asks_of((opening,)),
        spans=SPANS,
    )
