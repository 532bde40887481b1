"""Drawing up reception days: a year by a rule after looking at it, one day alone, a notice for many."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.law.errors import MissingFactError, Refusal
from caseflow.law.quotas import HEADS
from caseflow.law.rights import Right
from caseflow.law.schedule import described
from caseflow.law.terms import DayStatus
from caseflow.services import reception_days, schedules
from caseflow.services.schedules import Preview
from caseflow.store.duties import heads_of
from caseflow.store.offices import find_office, offices_in_force, offices_within
from caseflow.store.reception_days import ReceptionDay, days_between
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.day_forms import OneDayForm, PublishForm, ScheduleForm, facts_in, hosts_in, with_hosts
from caseflow.web.errors import place
from caseflow.web.keyed import KeyedForm, open_anew, remember, taken_before
from caseflow.web.reception_days import month_asked
from caseflow.web.saving import answer

blueprint = Blueprint("schedules", __name__, url_prefix="/lich")

KNOWN_HEADS = 400


def _running() -> dict[int, str]:
    """The offices at which this person may keep the schedule."""
    return {office.id: office.name for office in offices_within(me().reader.paths(Right.KEEP_SCHEDULE), on=today())}


def _opened(running: Mapping[int, str]) -> dict[str, object]:
    """What a form holds when it is opened: the own office, the head it usually serves, today."""
    office_id = me().office_id if me().office_id in running else next(iter(running), None)
    return {"office": office_id, "planned_on": today(), "sites": "Trụ sở Tiếp công dân"}


@blueprint.route("/lap", methods=["GET", "POST"])
@needs(Right.KEEP_SCHEDULE)
def draw_up() -> ResponseReturnValue:
    """A schedule by a rule: looked at first, then made."""
    running = _running()
    year = today().year + 1
    span = {"first": today().replace(year, 1, 1), "last": today().replace(year, 12, 31)}
    form = with_hosts(ScheduleForm, running)(data=_opened(running) | span)
    form.offer()
    if request.method == "GET":
        return open_anew(form) or _show_rule(form)
    if not form.validate_on_submit():
        return _show_rule(form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        if request.form.get("then") == "preview":
            return _show_rule(form, _preview(form))
        with writing("lập lịch tiếp công dân"):
            led_to = taken_before(form) or _make(form)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show_rule(form), status
    return redirect(led_to)


def _preview(form: ScheduleForm) -> Preview:
    bodies = [host.office.id for host in hosts_in(form)]
    return schedules.preview(form.rule(), form.first.data, form.last.data, bodies)


def _make(form: ScheduleForm) -> str:
    made = schedules.make(
        form.rule(),
        form.first.data,
        form.last.data,
        form.plan(hosts_in(form), facts_in(form)),
        office=find_office(form["office"].data),
        planned_on=form.planned_on.data,
        register_days=form.register_days.data,
        reader=me().reader,
        now=now(),
    )
    led_to = url_for("schedules.publish", tu=made.first.isoformat(), den=made.last.isoformat())
    remember(form, led_to)
    flash("Đã lập lịch. Xem lại từng ngày rồi công bố.", "success")
    return led_to


def _show_rule(form: ScheduleForm, preview: Preview | None = None) -> str:
    return render_template(
        "days/rule.html",
        form=form,
        preview=preview,
        described=described(form.rule()) if preview else "",
        offices=[office.name for office in offices_in_force(today())],
        heads=_heads(),
    )


def _heads() -> list[str]:
    """The posts that are known to receive, to be offered while typing."""
    duties = heads_of([office.id for office in offices_in_force(today())], sorted(set(HEADS.values())))
    return sorted({duty.post for duty in duties if duty.post})[:KNOWN_HEADS]


@blueprint.route("/mot-ngay", methods=["GET", "POST"])
@needs(Right.KEEP_SCHEDULE)
def one_day() -> ResponseReturnValue:
    """One day by itself."""
    running = _running()
    form = with_hosts(OneDayForm, running)(data=_opened(running))
    form.offer()
    return answer(form, "lập ngày tiếp", save=lambda: _add(form), show=lambda: _show_one(form))


def _add(form: OneDayForm) -> str:
    day = reception_days.add(
        form.on.data,
        form.plan(hosts_in(form), facts_in(form)),
        office=find_office(form["office"].data),
        planned_on=form.planned_on.data,
        register_until=form.register_until.data,
        reader=me().reader,
        now=now(),
    )
    led_to = url_for("days.show", day_id=day.id)
    remember(form, led_to)
    flash("Đã lập ngày tiếp.", "success")
    return led_to


def _show_one(form: OneDayForm) -> str:
    offices = [office.name for office in offices_in_force(today())]
    return render_template("days/one.html", form=form, offices=offices, heads=_heads())


@blueprint.route("/cong-bo", methods=["GET", "POST"])
@needs(Right.PUBLISH_SCHEDULE)
def publish() -> ResponseReturnValue:
    """Publish planned days by one notice."""
    planned = _planned()
    form = PublishForm(data={"on": today(), "days": [day.id for day in planned]})
    form.days.choices = [(day.id, f"{day.on:%d/%m/%Y}") for day in planned]
    return answer(
        form, "công bố lịch tiếp công dân", save=lambda: _publish(form), show=lambda: _show_notice(form, _planned())
    )


def _planned() -> list[ReceptionDay]:
    """The planned days of the span that the address names, else of the coming year."""
    month, asked = month_asked(today()), {name: request.args.get(name, "") for name in ("tu", "den")}
    try:
        first, last = (type(month.first).fromisoformat(asked[name]) for name in ("tu", "den"))
    except ValueError:
        first, last = today(), today().replace(today().year + 1, 12, 31)
    days = days_between(first, last, me().reader)
    return [day for day in days if day.status is DayStatus.PLANNED]


def _publish(form: PublishForm) -> str:
    chosen = set(form.days.data or ())
    days = [day for day in _planned() if day.id in chosen]
    if not days:
        raise MissingFactError("Cần chọn ít nhất một ngày để công bố.", field="days")
    count = reception_days.post(
        days,
        on=form.on.data,
        posted_at=form.posted_at.data or "",
        paper=form.paper(),
        reader=me().reader,
        now=now(),
    )
    led_to = url_for("days.index", thang=f"{days[0].on:%Y-%m}")
    remember(form, led_to)
    flash(f"Đã công bố {count} ngày tiếp công dân.", "success")
    return led_to


def _show_notice(form: KeyedForm, planned: Sequence[ReceptionDay]) -> str:
    return render_template("days/publish.html", form=form, planned=planned)
