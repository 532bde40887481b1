"""Those who ask to be received on a day: the list, the decision on each, the day at the desk."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from caseflow.law.rights import Right
from caseflow.law.secrecy import KEPT_SECRET
from caseflow.services import registrations
from caseflow.services.citizens import Person
from caseflow.store.reception_days import DayRegistration, ReceptionDay, find_day, find_registration
from caseflow.store.reception_days import registrations as registered
from caseflow.web.access import me, needs, now, writing
from caseflow.web.fields import IDENTITY, DayField, matter_in
from caseflow.web.keyed import KeyedForm, remember
from caseflow.web.saving import answer

blueprint = Blueprint("registrations", __name__, url_prefix="/lich/<int:day_id>")

ARRIVALS = {"den": registrations.arrive, "vang": registrations.miss, "xong": registrations.finish}


class RegistrationForm(KeyedForm):
    """Who asks, about what."""

    name = StringField("Họ và tên", [Length(max=120)], render_kw=IDENTITY)
    paper_number = StringField("Số căn cước", [Length(max=20)], render_kw=IDENTITY)
    phone = StringField("Điện thoại", [Length(max=20)], render_kw=IDENTITY)
    address = StringField("Địa chỉ", [Length(max=200)], render_kw=IDENTITY)
    matter = StringField("Vụ việc số", [Length(max=20)], description="Để trống nếu chưa có vụ việc")
    wish = TextAreaField("Nội dung muốn gặp", [InputRequired("Cần ghi nội dung muốn gặp."), Length(max=3000)])


class DecisionForm(KeyedForm):
    """Whether somebody is received, what the board advises and proposes, when they were invited."""

    accepted = RadioField(
        "Ý kiến của người tiếp",
        [InputRequired("Cần chọn có xếp lịch tiếp hay không.")],
        choices={"yes": "xếp lịch tiếp", "no": "không xếp lịch"},
        validate_choice=False,
    )
    reason = StringField("Lý do không xếp lịch", [Length(max=1000)])
    advice = TextAreaField("Tham mưu của Ban", [Length(max=3000)])
    proposal = TextAreaField("Dự kiến kết luận", [Length(max=3000)])
    verified = BooleanField("Đã liên hệ, xác minh người đăng ký")
    matter = StringField("Vụ việc số", [Length(max=20)])
    invited_on = DayField("Ngày gửi giấy mời", [Optional()])
    invitation = StringField("Số giấy mời", [Length(max=80)])


def name_of(registration: DayRegistration) -> str:
    """Who asked; of a secret matter nobody."""
    return registration.citizen.name if registration.citizen else KEPT_SECRET


@blueprint.route("/dang-ky", methods=["GET", "POST"])
@needs(Right.RECEIVE)
def index(day_id: int) -> ResponseReturnValue:
    """Who asked to be received on a day, and one more."""
    find_day(day_id, me().reader)  # what is absent says so before a form is opened
    form = RegistrationForm(data={"matter": request.args.get("vu-viec", "")})
    return answer(
        form,
        "đăng ký gặp lãnh đạo",
        save=lambda: _register(day_id, form),
        show=lambda: _show(find_day(day_id, me().reader), form),
    )


def _register(day_id: int, form: RegistrationForm) -> str:
    person = Person(
        name=form.name.data or "",
        paper_number=form.paper_number.data or "",
        phone=form.phone.data or "",
        address=form.address.data or "",
    )
    registrations.register(
        find_day(day_id, me().reader),
        person if person.name.strip() else None,
        wish=form.wish.data or "",
        matter=matter_in(form.matter),
        reader=me().reader,
        now=now(),
    )
    led_to = url_for("registrations.index", day_id=day_id)
    remember(form, led_to)
    flash("Đã ghi đăng ký.", "success")
    return led_to


def _show(day: ReceptionDay, form: RegistrationForm) -> str:
    asked = registered(day.id, me().reader)
    return render_template("days/registrations.html", day=day, form=form, asked=asked, name_of=name_of)


@blueprint.route("/dang-ky/<int:registration_id>", methods=["GET", "POST"])
@needs(Right.RECEIVE)
def decide(day_id: int, registration_id: int) -> ResponseReturnValue:
    """The decision on one registration, and the invitation."""
    form = DecisionForm(data=_decided(find_registration(day_id, registration_id, me().reader)))
    return answer(
        form,
        "xếp lịch gặp lãnh đạo",
        save=lambda: _decide(day_id, registration_id, form),
        show=lambda: _show_decision(day_id, registration_id, form),
    )


def _show_decision(day_id: int, registration_id: int, form: DecisionForm) -> str:
    day, one = find_day(day_id, me().reader), find_registration(day_id, registration_id, me().reader)
    return render_template("days/registration.html", day=day, one=one, form=form, name=name_of(one))


def _decided(one: DayRegistration) -> dict[str, object]:
    names = ("reason", "advice", "proposal", "invited_on", "invitation")
    accepted = {None: None, True: "yes", False: "no"}[one.accepted]
    matter = one.matter.code if one.matter else ""
    about = {"accepted": accepted, "verified": one.verified_at is not None, "matter": matter}
    return {name: getattr(one, name) for name in names} | about


def _decide(day_id: int, registration_id: int, form: DecisionForm) -> str:
    one = find_registration(day_id, registration_id, me().reader)
    matter = matter_in(form.matter)
    if matter is not None and matter.id != one.matter_id:
        registrations.attach(one, matter, reader=me().reader, now=now())
    registrations.decide(
        one,
        verified=bool(form.verified.data),
        accepted=form.accepted.data == "yes",
        advice=form.advice.data or "",
        proposal=form.proposal.data or "",
        reason=form.reason.data or "",
        reader=me().reader,
        now=now(),
    )
    if form.invited_on.data:
        invitation = form.invitation.data or ""
        registrations.invite(one, on=form.invited_on.data, invitation=invitation, reader=me().reader, now=now())
    led_to = url_for("registrations.index", day_id=day_id)
    remember(form, led_to)
    flash("Đã ghi ý kiến.", "success")
    return led_to


@blueprint.post("/dang-ky/<int:registration_id>/<came>")
@needs(Right.RECEIVE)
def note(day_id: int, registration_id: int, came: str) -> ResponseReturnValue:
    """Somebody came, did not come, or has been received. Pressed twice it changes nothing."""
    if came not in ARRIVALS:
        raise NotFound
    with writing("ghi người đến gặp lãnh đạo"):
        ARRIVALS[came](find_registration(day_id, registration_id, me().reader))
    return redirect(url_for("registrations.call", day_id=day_id))


@blueprint.get("/goi")
@needs(Right.RECEIVE)
def call(day_id: int) -> ResponseReturnValue:
    """Who is next, in big type, and who else is expected."""
    day = find_day(day_id, me().reader)
    asked = [one for one in registered(day_id, me().reader) if one.accepted]
    waiting = [one for one in asked if one.came and not one.received]
    return render_template(
        "days/call.html",
        day=day,
        now_called=waiting[0] if waiting else None,
        waiting=waiting[1:],
        expected=[one for one in asked if one.came is None],
        received=[one for one in asked if one.received],
        absent=[one for one in asked if one.came is False],
        name_of=name_of,
    )
