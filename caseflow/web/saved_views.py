"""A person's own views of the lists: keeping the filter that is open, renaming it, opening it first, letting it go."""

from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from caseflow.law.errors import NotFoundError, NotPermittedError, Refusal
from caseflow.law.rights import Right
from caseflow.services.saved_views import Naming, drop_view, keep_view, name_view
from caseflow.store.saved_views import find_view
from caseflow.web.access import me, needs, writing
from caseflow.web.errors import place
from caseflow.web.forms import HouseForm
from caseflow.web.keyed import KeyedForm, open_anew, remember, taken_before
from caseflow.web.list_views import EVERYTHING, LISTS, Listed
from caseflow.web.narrowing import SEARCH, in_words, kept, sensible

blueprint = Blueprint("saved_views", __name__, url_prefix="/bo-loc")


class NameForm(KeyedForm):
    """What a view is called, and whether the list is opened with it."""

    name = StringField("Tên bộ lọc", [InputRequired("Cần đặt tên cho bộ lọc."), Length(max=60)])
    is_default = BooleanField("Mở đầu tiên khi vào danh sách")

    def naming(self) -> Naming:
        """As the service takes it."""
        return Naming(self.name.data or "", is_default=bool(self.is_default.data))


class EditForm(NameForm):
    """The same, and where it stands in the row."""

    place = IntegerField("Thứ tự", [Optional(), NumberRange(min=1, max=999)])

    def naming(self) -> Naming:
        """As the service takes it."""
        return Naming(self.name.data or "", is_default=bool(self.is_default.data), place=self.place.data)


@blueprint.route("/luu/<listed>", methods=["GET", "POST"])
@needs(Right.READ_ALERTS)
def keep(listed: str) -> ResponseReturnValue:
    """Keep the filter that stands in the address under a name."""
    there = _list(listed)
    narrowed, form = there.form(request.args), NameForm()
    if not kept(narrowed):
        flash("Hãy lọc danh sách trước, rồi lưu bộ lọc.", "info")
        return redirect(there.url({EVERYTHING: "1"}))
    if request.method == "GET" and (elsewhere := open_anew(form)):
        return elsewhere
    if not form.validate_on_submit():
        return _show_keeping(form, there, narrowed)
    try:
        with writing("lưu bộ lọc"):
            led_to = taken_before(form)
            if led_to is None:
                led_to = there.url(kept(narrowed))
                keep_view(me().user_id, listed, urlencode(kept(narrowed)), form.naming())
                remember(form, led_to)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show_keeping(form, there, there.form(request.args)), status
    return redirect(led_to)


def _show_keeping(form: NameForm, there: Listed, narrowed: HouseForm) -> str:
    return render_template(
        "saved_views/keep.html",
        form=form,
        there=there,
        back_url=there.url(kept(narrowed)),
        narrowed=in_words(there.form(MultiDict(kept(narrowed)))),
        is_shortened=SEARCH in request.args and bool(request.args[SEARCH].strip()),
    )


@blueprint.route("/<int:view_id>", methods=["GET", "POST"])
@needs(Right.READ_ALERTS)
def edit(view_id: int) -> ResponseReturnValue:
    """Rename a view, move it, have it opened first or not."""
    view = find_view(view_id, me().user_id)
    form = EditForm(name=view.name, is_default=view.is_default, place=view.place)
    if not form.validate_on_submit():
        return _show_edit(form, view_id)
    try:
        with writing("sửa bộ lọc đã lưu"):
            led_to = taken_before(form)
            if led_to is None:
                view = find_view(view_id, me().user_id)
                name_view(view, form.naming())
                led_to = _address(view.listed, view.query)
                remember(form, led_to)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show_edit(form, view_id), status
    return redirect(led_to)


def _show_edit(form: EditForm, view_id: int) -> str:
    view = find_view(view_id, me().user_id)
    there = LISTS[view.listed]
    narrowed = sensible(there.form(MultiDict()), view.query)
    return render_template(
        "saved_views/edit.html",
        form=form,
        view=view,
        there=there,
        back_url=there.url(narrowed or {EVERYTHING: "1"}),
        narrowed=in_words(there.form(MultiDict(narrowed))),
    )


@blueprint.post("/<int:view_id>/xoa")
@needs(Right.READ_ALERTS)
def drop(view_id: int) -> ResponseReturnValue:
    """Let a view go."""
    with writing("xóa bộ lọc đã lưu"):
        view = find_view(view_id, me().user_id)
        there, name = LISTS[view.listed], view.name
        drop_view(view)
    flash(f"Đã xóa bộ lọc “{name}”.", "success")
    return redirect(there.url({EVERYTHING: "1"}))


def _list(slug: str) -> Listed:
    """A list that views are kept of, if this person may open it."""
    if slug not in LISTS:
        raise NotFoundError("Không có danh sách này.")
    there = LISTS[slug]
    if not me().reader.may(there.right):
        raise NotPermittedError(f"Danh sách này cần quyền “{there.right.label}”.")
    return there


def _address(slug: str, query: str) -> str:
    there = LISTS[slug]
    return there.url(sensible(there.form(MultiDict()), query) or {EVERYTHING: "1"})
