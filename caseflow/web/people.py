"""The door: signing in and out, one's own account, one's own password."""

from datetime import time
from http import HTTPStatus

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from caseflow.law.errors import Refusal
from caseflow.law.rights import Right
from caseflow.services import people
from caseflow.services.sending_hours import choose_times, times_offered, working_hours
from caseflow.store.people import find_user, posts_of
from caseflow.store.transactions import transaction
from caseflow.web.access import CARRIED, TOKEN, carried, inside, me, needs, now, today, typed_before, who, writing
from caseflow.web.errors import place, status_of
from caseflow.web.fields import TicksField
from caseflow.web.forms import HouseForm
from caseflow.web.keyed import KeyedForm, remember, taken_before

blueprint = Blueprint("people", __name__)

LONGEST = Length(max=people.LONGEST_PASSWORD)
KNOWN = {"autocomplete": "current-password"}  # tells a password manager which of the two it is
CHOSEN = {"autocomplete": "new-password"}


class SignInForm(HouseForm):
    """A name and a password, and where to go afterwards."""

    login = StringField(
        "Tên đăng nhập",
        [InputRequired("Ghi tên đăng nhập."), Length(max=60)],
        render_kw={"autocomplete": "username", "autocapitalize": "none"},
    )
    password = PasswordField("Mật khẩu", [InputRequired("Ghi mật khẩu."), LONGEST], render_kw=KNOWN)
    next = HiddenField()


class PasswordForm(HouseForm):
    """The old password once, the new one twice."""

    old = PasswordField("Mật khẩu hiện nay", [InputRequired("Ghi mật khẩu hiện nay."), LONGEST], render_kw=KNOWN)
    password = PasswordField("Mật khẩu mới", [InputRequired("Ghi mật khẩu mới."), LONGEST], render_kw=CHOSEN)
    again = PasswordField(
        "Mật khẩu mới, lần nữa", [EqualTo("password", "Hai lần ghi không giống nhau.")], render_kw=CHOSEN
    )


class TimesForm(KeyedForm):
    """At which times of day one's letters come."""

    times = TicksField("Giờ nhận thư", coerce=str)

    def offer(self) -> None:
        """The times within the working hours."""
        self.times.choices = [(f"{at:%H:%M}", f"{at:%H:%M}") for at in times_offered()]

    def chosen(self) -> list[time]:
        """The times that were ticked."""
        return [time.fromisoformat(words) for words in self.times.data or []]


def _cost() -> int:
    cost: int = current_app.config["SETTINGS"].hash_cost
    return cost


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
@needs(Right.ANYONE)
def sign_in() -> ResponseReturnValue:
    """Sign in."""
    is_try = {"login", "password"} <= request.form.keys()  # else a form that was sent too late has led here
    kept = carried() if is_try else typed_before()
    if not is_try:
        form = SignInForm(formdata=None, data={"next": request.args.get("next", "/")})
        if who():
            return redirect(inside(form.next.data))
        return _show(form, kept), HTTPStatus.UNAUTHORIZED if kept else HTTPStatus.OK
    form = SignInForm()
    if not form.validate_on_submit():
        return _show(form, kept), status_of(form)
    try:
        token = _token_for(form)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show(form, kept), status
    session.clear()  # a new session: nothing that was laid into the old one comes along
    session[TOKEN] = token
    led_to = inside(form.next.data or "/")
    if kept:
        g.pop("csrf_token", None)  # the one of the session that has just ended
        return render_template("resume.html", kept=kept, led_to=led_to)
    return redirect(led_to)


def _show(form: SignInForm, kept: list[tuple[str, str]]) -> str:
    return render_template("sign_in.html", form=form, kept=[(f"{CARRIED}{name}", words) for name, words in kept])


def _token_for(form: SignInForm) -> str:
    """The token of a new sign-in; a Refusal, the same for a wrong name or password, or one for too many tries."""
    with writing("thử đăng nhập"):
        attempt_id = people.count_try(login=form.login.data, source=request.remote_addr or "", now=now())
    user_id = people.who_knows(form.login.data, form.password.data, cost=_cost())
    if user_id is None:
        raise Refusal(people.WRONG)
    with transaction(by_id=user_id, act="đăng nhập", now=now()):
        return people.sign_in(user_id=user_id, attempt_id=attempt_id, now=now())


@blueprint.post("/dang-xuat")
@needs(Right.SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """Sign out: the token is worth nothing from now on, wherever it was copied to."""
    with writing("đăng xuất"):
        people.sign_out(me().sign_in_id, now=now())
    session.clear()
    return redirect(url_for("people.sign_in"))


@blueprint.get("/tai-khoan")
@needs(Right.SIGNED_IN)
def account() -> ResponseReturnValue:
    """One's own account: what one holds, where, until when."""
    return render_template("people/own.html", user=find_user(me().user_id), posts=posts_of(me().user_id), on=today())


@blueprint.route("/tai-khoan/gio-nhan-thu", methods=["GET", "POST"])
@needs(Right.SIGNED_IN)
def letter_times() -> ResponseReturnValue:
    """Choose at which times of day one's letters come."""
    form = TimesForm()
    form.offer()
    if request.method == "GET":
        form.times.data = find_user(me().user_id).digest_times.split()
    if not form.validate_on_submit():
        return _show_times(form), status_of(form)
    try:
        with writing("chọn giờ nhận thư"):
            if taken_before(form) is None:
                choose_times(find_user(me().user_id), form.chosen(), now=now())
                remember(form, url_for("people.account"))
    except Refusal as refusal:
        status = place(form, refusal)
        return _show_times(form), status
    return redirect(url_for("people.account"))


def _show_times(form: TimesForm) -> str:
    return render_template("people/letter_times.html", form=form, hours=working_hours())


@blueprint.route("/mat-khau", methods=["GET", "POST"])
@needs(Right.SIGNED_IN)
def new_password() -> ResponseReturnValue:
    """Choose one's own password."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("people/password.html", form=form), status_of(form)
    try:
        user = find_user(me().user_id)
        people.check_own_password(user, form.old.data, cost=_cost())
        people.check_password(form.password.data, user=user)
        hashed = people.hash_password(form.password.data, cost=_cost())
        with writing("đổi mật khẩu"):
            people.choose_password(find_user(me().user_id), hashed, now=now(), sign_in_id=me().sign_in_id)
    except Refusal as refusal:
        status = place(form, refusal)
        return render_template("people/password.html", form=form), status
    flash("Đã đổi mật khẩu. Những nơi khác đang đăng nhập bằng tài khoản này đã bị đăng xuất.", "success")
    return redirect(inside("/"))
