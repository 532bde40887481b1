"""Accounts: who may work here, in which roles, at which offices, from when to when."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import EmailField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from caseflow.law.errors import Refusal
from caseflow.law.rights import Right
from caseflow.law.terms import Role
from caseflow.services import accounts
from caseflow.services.people import hash_password, new_password, reset_password
from caseflow.store.offices import find_office, offices_within
from caseflow.store.people import RolePost, User, accounts_page, find_account, find_post, posts_of
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.errors import place, status_of
from caseflow.web.fields import DayField
from caseflow.web.keyed import EditForm, KeyedForm, check_version, remember, taken_before
from caseflow.web.paging import key_reached

blueprint = Blueprint("accounts", __name__, url_prefix="/quan-tri/tai-khoan")

PER_PAGE = 25
NAME = [InputRequired("Cần ghi họ và tên."), Length(max=120)]
TO_MANAGE = Right.MANAGE_PEOPLE


class RoleForm(KeyedForm):
    """A role at an office, between two days, perhaps in somebody's stead."""

    role = SelectField("Vai trò", choices={role.value: role.label for role in Role})
    office = SelectField("Tại cơ quan", coerce=int)
    since = DayField("Từ ngày", [InputRequired("Cần ghi ngày (dd/mm/yyyy).")])
    until = DayField("Đến hết ngày", [Optional()])
    stands_in_for = StringField("Trực thay cho (tên đăng nhập)", [Length(max=60)])
    document = StringField("Văn bản", [Length(max=200)])

    def offer_offices(self) -> None:
        """The offices within the reach of the person signed in."""
        within = offices_within(me().reader.paths(TO_MANAGE), on=today())
        self.office.choices = {office.id: office.name for office in within}

    def appointment(self) -> accounts.Appointment:
        """What was typed, as the service takes it."""
        return accounts.Appointment(
            role=Role(self.role.data),
            office=find_office(self.office.data),
            since=self.since.data,
            until=self.until.data,
            stands_in_for=self.stands_in_for.data or "",
            document=self.document.data or "",
        )


class AccountForm(RoleForm):
    """A new account with its first role."""

    login = StringField("Tên đăng nhập", [InputRequired("Cần ghi tên đăng nhập."), Length(max=60)])
    name = StringField("Họ và tên", NAME)
    email = EmailField("Thư điện tử", [Length(max=200)])


class NameForm(EditForm):
    """How a person is called and where mail reaches them."""

    name = StringField("Họ và tên", NAME)
    email = EmailField("Thư điện tử", [Length(max=200)])


class EndForm(KeyedForm):
    """From which day on a role is no longer held."""

    from_on = DayField("Thôi giữ từ ngày", [InputRequired("Cần ghi ngày (dd/mm/yyyy).")])


@blueprint.get("")
@needs(TO_MANAGE)
def index() -> ResponseReturnValue:
    """The accounts within reach, by given name."""
    words, after = request.args.get("tu", "").strip(), key_reached()
    found = accounts_page(me().reader, words=words, after=after, limit=PER_PAGE + 1)
    further = found[PER_PAGE - 1].id if len(found) > PER_PAGE else None
    return render_template(
        "people/index.html",
        users=found[:PER_PAGE],
        words=words,
        after=after,
        further=further,
        on=today(),
        held_on=_held_on,
    )


def _held_on(posts: Sequence[RolePost], on: date) -> list[tuple[str, list[str]]]:
    """The offices at which somebody holds roles on a day, each with those roles."""
    held: dict[str, list[str]] = {}
    for post in posts:
        if (post.since or date.min) <= on <= (post.until or date.max):
            held.setdefault(post.office.name, []).append(post.role.label)
    return list(held.items())


@blueprint.route("/moi", methods=["GET", "POST"])
@needs(TO_MANAGE)
def create() -> ResponseReturnValue:
    """Open an account; its one-time password is shown this once."""
    form = AccountForm()
    form.offer_offices()
    if request.method == "GET":
        form.since.data = today()
    if not form.validate_on_submit():
        return render_template("people/create.html", form=form), status_of(form)
    password = new_password()
    hashed = hash_password(password, cost=_cost())
    try:
        with writing("mở tài khoản"):
            led_to = taken_before(form)
            if led_to is None:
                user = accounts.open_account(
                    login=form.login.data, name=form.name.data, email=form.email.data or "", hashed=hashed
                )
                accounts.give_role(user, form.appointment(), reader=me().reader)
                user_id = user.id
                remember(form, url_for("accounts.show", user_id=user_id))
    except Refusal as refusal:
        status = place(form, refusal)
        return render_template("people/create.html", form=form), status
    return redirect(led_to) if led_to else _show_password(user_id, password)


def _cost() -> int:
    cost: int = current_app.config["SETTINGS"].hash_cost
    return cost


def _show_password(user_id: int, password: str) -> str:
    return render_template("people/one_time.html", user=find_account(user_id, me().reader), password=password)


@blueprint.get("/<int:user_id>")
@needs(TO_MANAGE)
def show(user_id: int) -> ResponseReturnValue:
    """One account, what its owner holds, held, and will hold."""
    return _show(find_account(user_id, me().reader))


def _show(user: User) -> str:
    return render_template(
        "people/show.html", user=user, posts=posts_of(user.id), on=today(), is_me=user.id == me().user_id
    )


@blueprint.route("/<int:user_id>/sua", methods=["GET", "POST"])
@needs(TO_MANAGE)
def edit(user_id: int) -> ResponseReturnValue:
    """Correct a name or an address."""
    user = find_account(user_id, me().reader)
    form = NameForm(obj=user)
    if not form.validate_on_submit():
        return render_template("people/edit.html", form=form, user=user), status_of(form)
    try:
        with writing("sửa tài khoản"):
            if taken_before(form) is None:
                user = find_account(user_id, me().reader)
                check_version(form, user.version)
                accounts.amend_account(user, name=form.name.data, email=form.email.data or "")
                remember(form, url_for("accounts.show", user_id=user_id))
    except Refusal as refusal:
        status = place(form, refusal)
        return render_template("people/edit.html", form=form, user=find_account(user_id, me().reader)), status
    return redirect(url_for("accounts.show", user_id=user_id))


@blueprint.post("/<int:user_id>/cap-lai-mat-khau")
@needs(TO_MANAGE)
def reset(user_id: int) -> ResponseReturnValue:
    """Give a new one-time password, shown this once; every sign-in of the account ends."""
    password = new_password()
    hashed = hash_password(password, cost=_cost())
    with writing("cấp lại mật khẩu"):
        reset_password(find_account(user_id, me().reader), hashed, now=now())
    return _show_password(user_id, password)


@blueprint.post("/<int:user_id>/khoa")
@needs(TO_MANAGE)
def close(user_id: int) -> ResponseReturnValue:
    """Close an account at once."""
    with writing("khóa tài khoản"):
        accounts.close_account(find_account(user_id, me().reader), by_id=me().user_id, on=today(), now=now())
    flash("Đã khóa tài khoản; mọi phiên đăng nhập của người này đã chấm dứt.", "success")
    return redirect(url_for("accounts.show", user_id=user_id))


@blueprint.post("/<int:user_id>/mo")
@needs(TO_MANAGE)
def reopen(user_id: int) -> ResponseReturnValue:
    """Let an account be used again."""
    with writing("mở lại tài khoản"):
        accounts.reopen_account(find_account(user_id, me().reader))
    flash("Đã mở lại tài khoản.", "success")
    return redirect(url_for("accounts.show", user_id=user_id))


@blueprint.route("/<int:user_id>/vai-tro", methods=["GET", "POST"])
@needs(TO_MANAGE)
def give_role(user_id: int) -> ResponseReturnValue:
    """Give a role at an office."""
    user = find_account(user_id, me().reader)
    form = RoleForm()
    form.offer_offices()
    if request.method == "GET":
        form.since.data = today()
    if not form.validate_on_submit():
        return render_template("people/role.html", form=form, user=user), status_of(form)
    try:
        with writing("giao vai trò"):
            if taken_before(form) is None:
                accounts.give_role(find_account(user_id, me().reader), form.appointment(), reader=me().reader)
                remember(form, url_for("accounts.show", user_id=user_id))
    except Refusal as refusal:
        status = place(form, refusal)
        return render_template("people/role.html", form=form, user=find_account(user_id, me().reader)), status
    return redirect(url_for("accounts.show", user_id=user_id))


@blueprint.route("/<int:user_id>/vai-tro/<int:post_id>", methods=["GET", "POST"])
@needs(TO_MANAGE)
def end_role(user_id: int, post_id: int) -> ResponseReturnValue:
    """End a role, from a day on."""
    user, form = find_account(user_id, me().reader), EndForm()
    post = find_post(post_id, user_id)
    if request.method == "GET":
        form.from_on.data = today()
    if not form.validate_on_submit():
        return render_template("people/end_role.html", form=form, user=user, post=post), status_of(form)
    try:
        with writing("thôi vai trò"):
            if taken_before(form) is None:
                post = find_post(post_id, find_account(user_id, me().reader).id)
                accounts.end_role(post, from_on=form.from_on.data, by_id=me().user_id, on=today())
                remember(form, url_for("accounts.show", user_id=user_id))
    except Refusal as refusal:
        status = place(form, refusal)
        user, post = find_account(user_id, me().reader), find_post(post_id, user_id)
        return render_template("people/end_role.html", form=form, user=user, post=post), status
    return redirect(url_for("accounts.show", user_id=user_id))
