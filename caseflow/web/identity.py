"""Who denounced: asking to see it, allowing it, and seeing it once. A look is a POST, never an address."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import IntegerField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from caseflow.law.errors import NotFoundError, Refusal
from caseflow.law.rights import Right
from caseflow.services import looks
from caseflow.store.matters import find_matter
from caseflow.store.openings import (
    find_opening,
    looks_of,
    openings_of,
    openings_waiting,
    subject_to_open,
    waiting_of,
)
from caseflow.store.subjects import Subject
from caseflow.web.access import me, needs, now, writing
from caseflow.web.errors import place
from caseflow.web.keyed import KeyedForm, remember, taken_before

blueprint = Blueprint("identity", __name__)

USUAL_HOURS = 24
REASON = [InputRequired("Cần ghi lý do."), Length(max=500)]


class LookForm(KeyedForm):
    """Why somebody who may look does so now."""

    reason = TextAreaField("Lý do xem", REASON)


class AskForm(KeyedForm):
    """Why somebody who may not look asks to."""

    reason = TextAreaField("Lý do đề nghị", REASON)


class AnswerForm(KeyedForm):
    """What a second person says to a request."""

    hours = IntegerField(
        "Cho xem trong (giờ)",
        [InputRequired("Cần ghi số giờ."), NumberRange(1, looks.LONGEST, f"Từ 1 đến {looks.LONGEST} giờ.")],
        default=USUAL_HOURS,
    )
    allow = SubmitField("Cho xem")
    refuse = SubmitField("Không cho xem")


@blueprint.route("/vu-viec/<code>/danh-tinh", methods=["GET", "POST"])
@needs(Right.READ)
def look(code: str) -> ResponseReturnValue:
    """Say on what grounds one may look; with a reason, show the identity in this one answer."""
    form = LookForm()
    if not form.validate_on_submit():
        return _show(code, look_form=form)
    try:
        with writing("xem danh tính người tố cáo"):
            led_to = taken_before(form)
            if led_to is None:
                seen = looks.look(_denunciation(code), reader=me().reader, reason=form.reason.data or "", now=now())
                remember(form, url_for("identity.look", code=code))
    except Refusal as refusal:
        status = place(form, refusal)
        return _show(code, look_form=form), status
    return redirect(led_to) if led_to else render_template("identity/seen.html", code=code, seen=seen)


@blueprint.post("/vu-viec/<code>/danh-tinh/de-nghi")
@needs(Right.READ)
def ask(code: str) -> ResponseReturnValue:
    """Ask to look; somebody else will answer."""
    form, led_to = AskForm(), url_for("identity.look", code=code)
    if not form.validate_on_submit():
        return _show(code, ask_form=form)
    try:
        with writing("đề nghị xem danh tính người tố cáo"):
            if taken_before(form) is None:
                looks.ask_opening(_denunciation(code), reader=me().reader, reason=form.reason.data or "", now=now())
                remember(form, led_to)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show(code, ask_form=form), status
    flash("Đã gửi đề nghị; người có quyền duyệt sẽ trả lời.", "success")
    return redirect(led_to)


@blueprint.get("/danh-tinh")
@needs(Right.APPROVE_IDENTITY)
def waiting() -> ResponseReturnValue:
    """The requests that wait for one's answer."""
    return render_template("identity/waiting.html", openings=openings_waiting(me().reader))


@blueprint.route("/danh-tinh/<int:opening_id>", methods=["GET", "POST"])
@needs(Right.APPROVE_IDENTITY)
def answer(opening_id: int) -> ResponseReturnValue:
    """Allow or refuse a request, for a limited time."""
    row = find_opening(opening_id, me().reader)
    form = AnswerForm()
    if not form.validate_on_submit():
        return render_template("identity/answer.html", form=form, row=row)
    try:
        with writing("trả lời đề nghị xem danh tính"):
            if taken_before(form) is None:
                looks.answer_opening(
                    find_opening(opening_id, me().reader).opening,
                    allow=bool(form.allow.data),
                    hours=form.hours.data or 0,
                    reader=me().reader,
                    now=now(),
                )
                remember(form, url_for("identity.waiting"))
    except Refusal as refusal:
        status = place(form, refusal)
        return render_template("identity/answer.html", form=form, row=find_opening(opening_id, me().reader)), status
    flash("Đã trả lời đề nghị.", "success")
    return redirect(url_for("identity.waiting"))


def _denunciation(code: str) -> Subject:
    """What to open of a denunciation; an open matter has nothing here, and answers like one that is not there."""
    matter = find_matter(code, me().reader)
    subject = subject_to_open(matter.id) if matter.secret else None
    if subject is None:
        raise NotFoundError("Không có vụ việc này, hoặc nó không thuộc phạm vi của bạn.")
    return subject


def _show(code: str, *, look_form: LookForm | None = None, ask_form: AskForm | None = None) -> str:
    subject = _denunciation(code)
    reader, matter_id = me().reader, subject.matter_id or 0
    access = looks.access_of(subject, reader=reader, now=now())
    may_answer = reader.may_at(Right.APPROVE_IDENTITY, subject.office.path)
    return render_template(
        "identity/look.html",
        code=code,
        access=access,
        waiting=waiting_of(matter_id, reader.user_id),
        form=look_form if access and look_form else ask_form or AskForm(),
        openings=openings_of(matter_id),
        looks=looks_of(matter_id) if access or may_answer else None,
        may_answer=may_answer,
    )
