"""Taking a paper or a visit out of a matter again, with the reason."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from caseflow.law.errors import NotFoundError, Refusal, StepNotAllowedError
from caseflow.law.intake import HANDLERS
from caseflow.law.rights import Right
from caseflow.services.dossiers import Dossier
from caseflow.services.parting import check_person, may_part, part
from caseflow.store.matters import Matter, find_matter
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.subjects import subject_in
from caseflow.web.access import me, needs, now, writing
from caseflow.web.errors import place, status_of
from caseflow.web.keyed import KeyedForm, remember, taken_before
from caseflow.web.matter_page import entries_of

blueprint = Blueprint("parting", __name__, url_prefix="/vu-viec/<code>/tach")


class PartingForm(KeyedForm):
    """Why it does not belong here."""

    reason = TextAreaField("Lý do tách", [InputRequired("Cần ghi lý do tách."), Length(max=1000)])


def offered(dossier: Dossier) -> dict[int, int]:
    """Of the papers and visits of a matter those that this reader may take out of it, each with the key to do so by.

    Nothing of a matter that holds but one.
    """
    with_paper = {petition.visit_id for petition in dossier.petitions}
    visits = [visit for visit in dossier.visits if visit.id not in with_paper]
    if len(dossier.petitions) + len(visits) < 2:  # noqa: PLR2004 - what is alone has nothing to part from
        return {}
    found = {visit.id: visit.id for visit in visits if _may(visit, dossier)}
    for petition in dossier.petitions:
        entries = entries_of(petition, dossier)
        if entries and all(entry.case_id is None for entry in entries) and _may(entries[0], dossier):
            found[petition.id] = entries[0].id
    return found


def _may(record: PetitionEntry | Visit, dossier: Dossier) -> bool:
    return may_part(record, dossier.events, dossier.reader, handles=bool(dossier.roles_on(record) & HANDLERS))


@blueprint.route("/<int:subject_id>", methods=["GET", "POST"])
@needs(Right.TAKE_ENTRY_STEPS)
def begin(code: str, subject_id: int) -> ResponseReturnValue:
    """Ask why, and take it out. A form sent again leads to where it is by now."""
    form = PartingForm()
    if not form.validate_on_submit():
        return _show_form(code, subject_id, form), status_of(form)
    try:
        with writing("tách khỏi vụ việc"):
            led_to = taken_before(form) or _part(code, subject_id, form)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show_form(code, subject_id, form), status
    return redirect(led_to)


def _part(code: str, subject_id: int, form: PartingForm) -> str:
    _, record = _find(code, subject_id)
    apart = part(record, reason=form.reason.data or "", reader=me().reader, now=now())
    led_to = url_for("matters.show", code=apart.code)
    remember(form, led_to)
    if apart.code == code:
        flash("Vụ việc này chỉ còn có nó: không có gì phải tách.", "info")
    else:
        flash(f"Đã tách khỏi {code}; nay là vụ việc {apart.code}.", "success")
    return led_to


def _show_form(code: str, subject_id: int, form: PartingForm) -> str:
    matter, record = _find(code, subject_id)
    return render_template("matters/part.html", matter=matter, record=record, form=form)


def _find(code: str, subject_id: int) -> tuple[Matter, PetitionEntry | Visit]:
    """A paper or a visit of a matter that this person may know of, and may take out of it."""
    matter = find_matter(code, me().reader)
    record = subject_in(matter.id, subject_id)
    if record is None:
        raise NotFoundError("Không có đơn hay lượt tiếp này trong vụ việc.")
    if not isinstance(record, PetitionEntry | Visit):
        raise StepNotAllowedError("Chỉ đơn và lượt tiếp tách khỏi vụ việc được.", basis="TT 05/2021")
    check_person(record, me().reader)
    return matter, record
