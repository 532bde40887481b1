"""Registering for a leader's day from outside: the form, the code shown once, how it stands, withdrawing it.

The code travels in the body of a request and in no address. In the journal nobody's name stands at it.
"""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from caseflow.law.errors import NotFoundError, Refusal
from caseflow.law.rights import Right
from caseflow.lookup_codes import grouped
from caseflow.services import public_registrations, public_tries
from caseflow.services.citizens import Person
from caseflow.services.public_registrations import ASKING, Asked, Followed, takes_registrations
from caseflow.services.public_tries import TooManyTriesError
from caseflow.store.reception_days import find_public_day
from caseflow.store.transactions import transaction
from caseflow.web.access import needs, now, today
from caseflow.web.errors import place
from caseflow.web.fields import WholeField
from caseflow.web.forms import HouseForm
from caseflow.web.guessing import code_field, count_guess, forget_guess
from caseflow.web.keyed import KeyedForm, open_anew, remember, taken_before

blueprint = Blueprint("public_registrations", __name__, url_prefix="/cong-khai")

ACT = "đăng ký gặp lãnh đạo qua mạng"
SHOWN = "dang-ky"
"""Where the session keeps the code that its browser was shown last: whoever presses twice is shown it again."""
NOTHING = "Không có đăng ký nào với mã này. Hãy xem lại từng nhóm của mã."


class AskForm(KeyedForm):
    """What somebody types who asks to be received. `website` is left empty by people and filled in by machines."""

    name = StringField("Họ và tên", [InputRequired("Cần ghi họ và tên."), Length(max=120)])
    phone = StringField("Điện thoại", [InputRequired("Cần ghi số điện thoại."), Length(max=20)])
    address = StringField("Địa chỉ, nếu muốn ghi", [Length(max=200)])
    people = WholeField("Số người cùng đến", [InputRequired("Cần ghi số người.")], default=1)
    wish = TextAreaField("Nội dung muốn gặp", [InputRequired("Cần ghi nội dung muốn gặp."), Length(max=3000)])
    earlier = StringField("Số đơn hoặc văn bản trước, nếu có", [Length(max=120)])
    no_denunciation = BooleanField("Tôi không tố cáo ai và không cần giữ bí mật họ tên")
    looked_again = BooleanField("Tôi đã xem lại: nội dung này không phải là tố cáo")
    website = StringField("Để trống ô này", [Length(max=0, message="Ô này phải để trống.")])

    def asked(self) -> Asked:
        """What was typed, as the service takes it."""
        return Asked(
            person=Person(self.name.data or "", phone=self.phone.data or "", address=self.address.data or ""),
            wish=self.wish.data or "",
            people=self.people.data or 0,
            earlier=self.earlier.data or "",
            no_denunciation=bool(self.no_denunciation.data),
            looked_again=bool(self.looked_again.data),
        )


class CodeForm(HouseForm):
    """The code of a registration as somebody types it."""

    code = code_field("Mã đăng ký")


@blueprint.route("/lich/<int:day_id>/dang-ky", methods=["GET", "POST"])
@needs(Right.ANYONE)
def ask(day_id: int) -> ResponseReturnValue:
    """The form, and the code once it was sent."""
    form = AskForm()
    if request.method == "GET":
        return open_anew(form) or _show(form, day_id)
    if not form.validate_on_submit():
        return _show(form, day_id), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction(by_id=None, act=ACT, now=now()):
            led_to = taken_before(form)
            code = "" if led_to else _ask(form, day_id)
    except TooManyTriesError as many:
        place(form, many)
        return _show(form, day_id), HTTPStatus.TOO_MANY_REQUESTS
    except Refusal as refusal:
        status = place(form, refusal)
        return _show(form, day_id), status
    if not led_to:
        session[SHOWN] = [form.key.data, code]
    elif session.get(SHOWN, [""])[0] != form.key.data:
        return redirect(led_to)
    return render_template("public/registered.html", day=find_public_day(day_id), code=grouped(session[SHOWN][1]))


def _ask(form: AskForm, day_id: int) -> str:
    public_tries.count_try(ASKING, source=request.remote_addr or "", now=now())
    code = public_registrations.ask(day_id, form.asked(), now=now())
    remember(form, url_for("public_registrations.follow"))
    return code


def _show(form: AskForm, day_id: int) -> str:
    day = find_public_day(day_id)
    return render_template("public/register.html", form=form, day=day, is_open=takes_registrations(day, today()))


@blueprint.get("/dang-ky")
@needs(Right.ANYONE)
def follow() -> ResponseReturnValue:
    """The form that asks for the code of a registration."""
    return _answer(None, "")


@blueprint.post("/dang-ky")
@needs(Right.ANYONE)
def look() -> ResponseReturnValue:
    """How a registration stands; what was typed is not shown again."""
    typed = CodeForm().code.data or ""
    try:
        try_id = count_guess()
    except TooManyTriesError as many:
        return _answer(None, "", many.sentence), HTTPStatus.TOO_MANY_REQUESTS
    found = public_registrations.follow(typed, today=today())
    if found is None:
        return _answer(None, "", NOTHING), HTTPStatus.NOT_FOUND
    forget_guess(try_id)
    return _answer(found, typed)


@blueprint.post("/dang-ky/rut")
@needs(Right.ANYONE)
def withdraw() -> ResponseReturnValue:
    """Take a registration back."""
    typed = CodeForm().code.data or ""
    try:
        try_id = count_guess()
    except TooManyTriesError as many:
        return _answer(None, "", many.sentence), HTTPStatus.TOO_MANY_REQUESTS
    try:
        with transaction(by_id=None, act="rút đăng ký gặp lãnh đạo", now=now()):
            public_registrations.withdraw(typed, now=now())
            public_tries.forget_try(try_id)
    except NotFoundError:
        return _answer(None, "", NOTHING), HTTPStatus.NOT_FOUND
    except Refusal as refusal:
        found = public_registrations.follow(typed, today=today())
        return _answer(found, typed, refusal.sentence), HTTPStatus.CONFLICT
    return _answer(public_registrations.follow(typed, today=today()), typed)


def _answer(found: Followed | None, typed: str, wrong: str = "") -> str:
    form = CodeForm(formdata=None)
    if wrong:
        form.code.errors = [wrong]
    return render_template("public/follow.html", form=form, found=found, typed=typed)
