"""The tree of offices: found, corrected, renamed by document, closed with a successor, marked as hard to reach."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from caseflow.law.errors import Refusal
from caseflow.law.rights import Right
from caseflow.law.terms import Authority, OfficeKind
from caseflow.services import offices
from caseflow.store.forms import basis_of
from caseflow.store.offices import Office, find_office_within, offices_within, successions
from caseflow.web.access import me, needs, today, writing
from caseflow.web.errors import place, status_of
from caseflow.web.fields import DayField
from caseflow.web.keyed import EditForm, KeyedForm, check_version, remember, taken_before
from caseflow.web.places import check_commune, commune_code, communes

blueprint = Blueprint("offices", __name__, url_prefix="/quan-tri/co-quan")

TO_MANAGE = Right.MANAGE_OFFICES
NAME = [InputRequired("Cần ghi tên cơ quan."), Length(max=200)]
BASIS = [InputRequired("Cần ghi văn bản làm căn cứ."), Length(max=200)]


class OfficeForm(KeyedForm):
    """A new office."""

    name = StringField("Tên cơ quan", NAME)
    short_name = StringField("Tên viết tắt", [Length(max=60)])
    code = StringField("Mã", [InputRequired("Cần ghi mã."), Length(max=40)])
    parent = SelectField("Trực thuộc", coerce=int)
    kind = SelectField("Loại", choices={kind.value: kind.label for kind in OfficeKind})
    authority = SelectField("Loại thẩm quyền", choices={each.value: each.label for each in Authority})
    commune = StringField("Đơn vị hành chính", [check_commune], description="Chỉ với xã, phường, đặc khu")
    since = DayField("Hoạt động từ ngày", [Optional()])


class NameForm(EditForm):
    """A name put right."""

    name = StringField("Tên cơ quan", NAME)
    short_name = StringField("Tên viết tắt", [Length(max=60)])


class RenameForm(KeyedForm):
    """A new name by document."""

    name = StringField("Tên mới", NAME)
    code = StringField("Mã mới", [Length(max=40)], description="Để trống thì lấy mã cũ kèm năm")
    on = DayField("Mang tên mới từ ngày", [InputRequired("Cần ghi ngày (dd/mm/yyyy).")])
    basis = StringField("Căn cứ", BASIS)


class CloseForm(KeyedForm):
    """The end of an office."""

    successor = SelectField("Cơ quan kế thừa", coerce=int)
    on = DayField("Chấm dứt từ ngày", [InputRequired("Cần ghi ngày (dd/mm/yyyy).")])
    basis = StringField("Căn cứ", BASIS)


class RemoteForm(EditForm):
    """Whether travel is hard there."""

    remote = BooleanField("Vùng sâu, vùng xa đi lại khó khăn")
    basis = StringField("Văn bản của tỉnh", BASIS)


class ReceptionForm(EditForm):
    """Where and when citizens are received there."""

    reception_address = StringField("Nơi tiếp công dân", [Length(max=200)], description="Hiện ở trang công khai")
    reception_hours = StringField(
        "Giờ tiếp thường xuyên", [Length(max=200)], description="Như: thứ Hai đến thứ Sáu, 7 giờ 30 đến 17 giờ"
    )
    phone = StringField("Điện thoại của cơ quan", [Length(max=40)])


def _find(office_id: int) -> Office:
    return find_office_within(office_id, me().reader.paths(TO_MANAGE))


def _offer(but: str = "") -> dict[int, str]:
    """The offices at work within reach, as choices, without those below a path."""
    within = offices_within(me().reader.paths(TO_MANAGE), on=today())
    return {office.id: office.name for office in within if not but or not office.path.startswith(but)}


@blueprint.get("")
@needs(TO_MANAGE)
def index() -> ResponseReturnValue:
    """The tree within reach, with what was closed under what took its place."""
    return render_template("offices/index.html", offices=offices_within(me().reader.paths(TO_MANAGE)), on=today())


@blueprint.route("/moi", methods=["GET", "POST"])
@needs(TO_MANAGE)
def create() -> ResponseReturnValue:
    """Found an office."""
    form = OfficeForm()
    form.parent.choices = _offer()
    if not form.validate_on_submit():
        return _show_form(form, "Lập cơ quan")
    try:
        with writing("lập cơ quan"):
            led_to = taken_before(form) or _create(form)
    except Refusal as refusal:
        return _show_form(form, "Lập cơ quan", status=place(form, refusal))
    return redirect(led_to)


def _create(form: OfficeForm) -> str:
    office = offices.found_office(
        code=form.code.data,
        name=form.name.data,
        short_name=form.short_name.data or "",
        parent=_find(form.parent.data),
        sort=offices.Sort(
            OfficeKind(form.kind.data), Authority(form.authority.data), commune_code(form.commune.data or "")
        ),
        since=form.since.data,
    )
    return _done(form, office, f"Đã lập {office.name}.")


def _done(form: KeyedForm, office: Office, sentence: str) -> str:
    led_to = url_for("offices.show", office_id=office.id)
    remember(form, led_to)
    flash(sentence, "success")
    return led_to


def _show_form(form: FlaskForm, title: str, office: Office | None = None, *, status: int = 0) -> ResponseReturnValue:
    page = render_template("offices/form.html", form=form, title=title, office=office, communes=communes())
    return page, status or status_of(form)


@blueprint.get("/<int:office_id>")
@needs(TO_MANAGE)
def show(office_id: int) -> ResponseReturnValue:
    """One office."""
    office = _find(office_id)
    return render_template(
        "offices/show.html",
        office=office,
        successions=successions(office.id),
        remote_basis=basis_of(offices.remote_setting(office.id)),
    )


@blueprint.route("/<int:office_id>/sua", methods=["GET", "POST"])
@needs(TO_MANAGE)
def edit(office_id: int) -> ResponseReturnValue:
    """Put a name right that was typed wrong."""
    office = _find(office_id)
    form = NameForm(obj=office)
    if not form.validate_on_submit():
        return _show_form(form, "Sửa tên viết sai", office)
    try:
        with writing("sửa tên cơ quan"):
            led_to = taken_before(form) or _correct(form, _find(office_id))
    except Refusal as refusal:
        return _show_form(form, "Sửa tên viết sai", _find(office_id), status=place(form, refusal))
    return redirect(led_to)


def _correct(form: NameForm, office: Office) -> str:
    check_version(form, office.version)
    offices.correct_name(office, name=form.name.data, short_name=form.short_name.data or "")
    return _done(form, office, "Đã sửa tên.")


@blueprint.route("/<int:office_id>/doi-ten", methods=["GET", "POST"])
@needs(TO_MANAGE)
def rename(office_id: int) -> ResponseReturnValue:
    """Give a new name by document, from a day on."""
    office, form = _find(office_id), RenameForm()
    if request.method == "GET":
        form.name.data = office.name
    if not form.validate_on_submit():
        return _show_form(form, "Đổi tên theo văn bản", office)
    try:
        with writing("đổi tên cơ quan"):
            led_to = taken_before(form) or _rename(form, _find(office_id))
    except Refusal as refusal:
        return _show_form(form, "Đổi tên theo văn bản", _find(office_id), status=place(form, refusal))
    return redirect(led_to)


def _rename(form: RenameForm, office: Office) -> str:
    change = offices.Change(form.on.data, form.basis.data)
    successor = offices.rename(office, name=form.name.data, code=form.code.data or "", change=change)
    return _done(form, successor, f"Từ ngày {form.on.data:%d/%m/%Y} mang tên {successor.name}; tên cũ vẫn ở hồ sơ cũ.")


@blueprint.route("/<int:office_id>/dong", methods=["GET", "POST"])
@needs(TO_MANAGE)
def close(office_id: int) -> ResponseReturnValue:
    """Close an office; another takes over."""
    office, form = _find(office_id), CloseForm()
    form.successor.choices = _offer(but=office.path)
    if not form.validate_on_submit():
        return _show_form(form, "Đóng cơ quan", office)
    try:
        with writing("đóng cơ quan"):
            led_to = taken_before(form) or _close(form, _find(office_id))
    except Refusal as refusal:
        return _show_form(form, "Đóng cơ quan", _find(office_id), status=place(form, refusal))
    return redirect(led_to)


def _close(form: CloseForm, office: Office) -> str:
    successor = _find(form.successor.data)
    offices.close(office, successor=successor, change=offices.Change(form.on.data, form.basis.data))
    return _done(
        form, office, f"Đã đóng; {successor.name} kế thừa hồ sơ. Hãy giao lại vai trò cho người của cơ quan cũ."
    )


@blueprint.route("/<int:office_id>/vung-kho-khan", methods=["GET", "POST"])
@needs(TO_MANAGE)
def set_remote(office_id: int) -> ResponseReturnValue:
    """Say whether travel is hard there, by which document."""
    office = _find(office_id)
    form = RemoteForm(obj=office)
    if not form.validate_on_submit():
        return _show_form(form, "Vùng đi lại khó khăn", office)
    try:
        with writing("ghi vùng đi lại khó khăn"):
            led_to = taken_before(form) or _set_remote(form, _find(office_id))
    except Refusal as refusal:
        return _show_form(form, "Vùng đi lại khó khăn", _find(office_id), status=place(form, refusal))
    return redirect(led_to)


def _set_remote(form: RemoteForm, office: Office) -> str:
    check_version(form, office.version)
    offices.set_remote(office, remote=bool(form.remote.data), basis=form.basis.data)
    return _done(form, office, "Đã ghi.")


@blueprint.route("/<int:office_id>/noi-tiep", methods=["GET", "POST"])
@needs(TO_MANAGE)
def tell_reception(office_id: int) -> ResponseReturnValue:
    """Say where and when citizens are received there."""
    office = _find(office_id)
    form = ReceptionForm(obj=office)
    if not form.validate_on_submit():
        return _show_form(form, "Nơi tiếp công dân", office)
    try:
        with writing("ghi nơi tiếp công dân"):
            led_to = taken_before(form) or _tell_reception(form, _find(office_id))
    except Refusal as refusal:
        return _show_form(form, "Nơi tiếp công dân", _find(office_id), status=place(form, refusal))
    return redirect(led_to)


def _tell_reception(form: ReceptionForm, office: Office) -> str:
    check_version(form, office.version)
    offices.tell_reception(
        office,
        address=form.reception_address.data or "",
        hours=form.reception_hours.data or "",
        phone=form.phone.data or "",
    )
    return _done(form, office, "Đã ghi nơi tiếp công dân.")
