"""Who denounced: asking to see it, allowing it, and seeing it once. A look is a POST, never an address."""

from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import IntegerField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from caseflow.law.errors import NotFoundError, Refusal
from caseflow.law.rights import Right
from caseflow.services import looks, oversight
from caseflow.store.matters import find_matter
from caseflow.store.openings import OpeningRow, find_opening, openings_of, openings_waiting, subject_to_open, waiting_of
from caseflow.store.oversight import looks_of, looks_page, openings_page
from caseflow.store.subjects import Subject
from caseflow.web.access import me, needs, now, writing
from caseflow.web.errors import place
from caseflow.web.filters import moment
from caseflow.web.keyed import KeyedForm, remember, taken_before
from caseflow.web.row_keys import key_in

blueprint = Blueprint("identity", __name__)

USUAL_HOURS = 24
PER_PAGE = 25
ASKED, LOOKED = "de-nghi", "luot"
"""Where each of the two lists of the register was left, in its address."""
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
    openings = oversight.unless_denounced(openings_waiting(me().reader), reader=me().reader)
    return render_template("identity/waiting.html", openings=openings)


@blueprint.get("/danh-tinh/so-theo-doi")
@needs(Right.READ_OPENINGS)
def register() -> ResponseReturnValue:
    """Who asked, who allowed, who looked: for heads and inspectors."""
    reader = me().reader
    asked = openings_page(reader, before=_before(ASKED), limit=PER_PAGE + 1)
    looked = looks_page(reader, before=_before(LOOKED), limit=PER_PAGE + 1)
    return render_template(
        "identity/register.html",
        openings=oversight.unless_denounced(asked[:PER_PAGE], reader=reader),
        looks=oversight.unless_denounced(looked[:PER_PAGE], reader=reader),
        asked_further=_further(ASKED, asked[PER_PAGE - 1].opening.id) if len(asked) > PER_PAGE else "",
        looked_further=_further(LOOKED, looked[PER_PAGE - 1].first_id) if len(looked) > PER_PAGE else "",
        state_of=state_of,
    )


def _before(name: str) -> int | None:
    """The key at which the page before of one of the two lists ended."""
    return key_in(request.args.get(name, ""))


def _further(name: str, key: int) -> str:
    """The address of the next page of one list; the other stays where it is."""
    kept = {each: words for each, words in request.args.items() if each in (ASKED, LOOKED)}
    return f"{url_for('identity.register')}?{urlencode({**kept, name: str(key)})}"


def state_of(row: OpeningRow) -> str:
    """How a request stands: waiting, allowed until when, refused, run out, ended or taken back by whom."""
    opening = row.opening
    if opening.ended_at is not None:
        what = "kết thúc sớm" if opening.answered_at else "đã rút"
        return f"{what} lúc {moment(opening.ended_at)}, {row.ended_by}"
    if opening.answered_at is None:
        return "đang chờ"
    if not opening.allowed or opening.until is None:
        return "không cho xem"
    until = moment(opening.until)
    return f"cho xem đến {until}" if opening.is_open_at(now()) else f"đã hết hiệu lực lúc {until}"


@blueprint.post("/danh-tinh/<int:opening_id>/ket-thuc")
@needs(Right.READ)
def end(opening_id: int) -> ResponseReturnValue:
    """End a leave before its time, or take one's own request back."""
    code = find_opening(opening_id, me().reader).code
    with writing("kết thúc việc cho xem danh tính"):
        looks.end_opening(find_opening(opening_id, me().reader).opening, reader=me().reader, now=now())
    flash("Đã kết thúc; danh tính không còn mở theo đề nghị này.", "success")
    return redirect(url_for("identity.look", code=code))


@blueprint.route("/danh-tinh/<int:opening_id>", methods=["GET", "POST"])
@needs(Right.APPROVE_IDENTITY)
def answer(opening_id: int) -> ResponseReturnValue:
    """Allow or refuse a request, for a limited time."""
    row = _request(opening_id)
    form = AnswerForm()
    if not form.validate_on_submit():
        return render_template("identity/answer.html", form=form, row=row, state_of=state_of)
    try:
        with writing("trả lời đề nghị xem danh tính"):
            if taken_before(form) is None:
                looks.answer_opening(
                    _request(opening_id).opening,
                    allow=bool(form.allow.data),
                    hours=form.hours.data or 0,
                    reader=me().reader,
                    now=now(),
                )
                remember(form, url_for("identity.waiting"))
    except Refusal as refusal:
        status = place(form, refusal)
        return render_template("identity/answer.html", form=form, row=_request(opening_id), state_of=state_of), status
    flash("Đã trả lời đề nghị.", "success")
    return redirect(url_for("identity.waiting"))


def _request(opening_id: int) -> OpeningRow:
    """One request; to whoever is denounced there, one that does not exist."""
    row = find_opening(opening_id, me().reader)
    if not oversight.unless_denounced([row], reader=me().reader):
        raise NotFoundError("Không có đề nghị này, hoặc nó không thuộc phạm vi của bạn.")
    return row


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
    may_oversee = looks.may_oversee(subject, reader)
    return render_template(
        "identity/look.html",
        code=code,
        access=access,
        waiting=waiting_of(matter_id, reader.user_id),
        form=look_form if access and look_form else ask_form or AskForm(),
        openings=openings_of(matter_id, asked_by_id=None if may_oversee else reader.user_id),
        looks=looks_of(matter_id) if may_oversee else None,
        may_oversee=may_oversee,
        state_of=state_of,
        now=now(),
    )
