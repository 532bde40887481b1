"""Giving work on a record by a document with a typed date, and recording the report on it."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

from caseflow.law.errors import NotPermittedError, Refusal
from caseflow.law.rights import Right
from caseflow.law.terms import AssignmentRole, Role
from caseflow.services import orders
from caseflow.store.dossiers import find_assignment, find_record
from caseflow.store.matters import find_matter
from caseflow.store.offices import find_office, offices_in_force
from caseflow.store.people import colleagues, find_user
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.draft_places import OpenDraft, draft_of
from caseflow.web.errors import place
from caseflow.web.fields import DayField, NameField
from caseflow.web.keyed import KeyedForm, open_anew, remember, taken_before
from caseflow.web.step_forms import paper_fields, paper_of
from caseflow.web.step_views import record_name

blueprint = Blueprint("orders", __name__, url_prefix="/vu-viec/<code>")

ROLES = {role.value: role.label for role in AssignmentRole}
EVERYBODY = frozenset(Role)


class ReportForm(KeyedForm):
    """When the work was reported done, and by which paper."""

    on = DayField("Ngày báo cáo", [InputRequired("Cần ghi ngày báo cáo (ngày/tháng/năm).")])
    paper_number = StringField("Số báo cáo", [Length(max=80)])
    paper_on = DayField("Ngày văn bản", [Optional()])
    paper_signatory = StringField("Người ký", [Length(max=120)])


def order_form() -> type[Form]:
    """The form of giving work, with the offices in force and the people who hold a post."""
    offices = {office.id: office.name for office in offices_in_force(today())}
    people = colleagues("", today(), roles=EVERYBODY)
    fields = {
        "to_office": NameField(
            "Giao cho cơ quan, đơn vị", [InputRequired("Cần ghi cơ quan được giao.")], names=offices, what="cơ quan"
        ),
        "to_user": NameField("Người được giao", [Optional()], names=people, what="người"),
        "role": RadioField(
            "Vai trò", [InputRequired("Cần chọn vai trò.")], choices=ROLES, default=AssignmentRole.LEAD.value
        ),
        "on": DayField("Ngày giao", [InputRequired("Cần ghi ngày giao (ngày/tháng/năm).")]),
        "due_on": DayField("Hạn ghi trong văn bản", [Optional()]),
        **paper_fields(required=True),
    }
    return type("OrderForm", (KeyedForm,), fields)


@blueprint.route("/giao-viec/<int:subject_id>", methods=["GET", "POST"])
@needs(Right.ASSIGN)
def give(code: str, subject_id: int) -> ResponseReturnValue:
    """Give work on a record, to an office or a person there."""
    matter = find_matter(code, me().reader)
    record = find_record(matter, subject_id)
    if not me().reader.may_at(Right.ASSIGN, record.office.path):
        raise NotPermittedError("Việc này cần quyền “giao việc” ở cơ quan đang giữ hồ sơ.")
    form = order_form()(data={"on": today()})
    draft = draft_of(form, secret=matter.secret)
    if request.method == "GET":
        return open_anew(form) or _show_order(code, subject_id, form, draft)
    if request.form.get("then") == "preview":
        return _show_order(code, subject_id, form, draft)
    if not form.validate_on_submit():
        return _show_order(code, subject_id, form, draft), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with writing("giao việc"):
            led_to = taken_before(form) or _give(code, subject_id, form, draft)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show_order(code, subject_id, form, draft), status
    return redirect(led_to)


def _give(code: str, subject_id: int, form: Form, draft: OpenDraft) -> str:
    orders.give(
        find_record(find_matter(code, me().reader), subject_id),
        to_office=find_office(form["to_office"].data),
        to_user=find_user(form["to_user"].data) if form["to_user"].data else None,
        role=AssignmentRole(form["role"].data),
        on=form["on"].data,
        due_on=form["due_on"].data,
        paper=paper_of(form),
        reader=me().reader,
        now=now(),
    )
    led_to = url_for("matters.show", code=code)
    remember(form, led_to, draft=draft.key)
    flash("Đã giao việc.", "success")
    return led_to


def _show_order(code: str, subject_id: int, form: Form, draft: OpenDraft) -> str:
    record = find_record(find_matter(code, me().reader), subject_id)
    shown = {"form": form, "code": code, "record": record, "record_name": record_name(record), "draft": draft}
    return render_template("steps/order.html", **shown)


@blueprint.route("/bao-cao/<int:assignment_id>", methods=["GET", "POST"])
@needs(Right.READ)
def report(code: str, assignment_id: int) -> ResponseReturnValue:
    """Record the report that ends a piece of work."""
    matter = find_matter(code, me().reader)
    work = find_assignment(matter, assignment_id)
    if not orders.may_report(work, me().reader):
        raise NotPermittedError("Chỉ người, cơ quan được giao hoặc người giao mới ghi báo cáo được.")
    form = ReportForm(data={"on": today()})
    draft = draft_of(form, secret=matter.secret)
    shown = {"form": form, "code": code, "work": work, "draft": draft}
    if request.method == "GET":
        return open_anew(form) or render_template("steps/report.html", **shown)
    if request.form.get("then") == "preview":
        return render_template("steps/report.html", **shown)
    if not form.validate_on_submit():
        return render_template("steps/report.html", **shown), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with writing("báo cáo việc được giao"):
            led_to = taken_before(form) or _report(code, assignment_id, form, draft)
    except Refusal as refusal:
        status = place(form, refusal)
        return render_template("steps/report.html", **shown), status
    return redirect(led_to)


def _report(code: str, assignment_id: int, form: ReportForm, draft: OpenDraft) -> str:
    work = find_assignment(find_matter(code, me().reader), assignment_id)
    orders.report_by_paper(work, on=form.on.data, paper=paper_of(form), reader=me().reader, now=now())
    led_to = url_for("matters.show", code=code)
    remember(form, led_to, draft=draft.key)
    flash("Đã ghi báo cáo.", "success")
    return led_to
