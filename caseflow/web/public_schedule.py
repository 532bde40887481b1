"""The schedule as anybody may see it: a month to read or to print, a feed for calendars, and as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from icalendar import Calendar, Event

from caseflow.law.clock import VIETNAM
from caseflow.law.rights import Right
from caseflow.law.terms import Action, DayStatus
from caseflow.store.offices import Office
from caseflow.store.reception_days import Change, ReceptionDay, hosting_bodies, public_changes, public_days
from caseflow.web.access import needs, now, today
from caseflow.web.reception_days import Month, month_asked

blueprint = Blueprint("public_schedule", __name__, url_prefix="/cong-khai/lich")

FED_BACK, FED_AHEAD = timedelta(days=92), timedelta(days=400)
"""How far back and ahead a calendar that subscribes to one body is told."""
OF_ALL = timedelta(days=62)
"""How far ahead one is told that subscribes to all bodies: a province has a hundred of them."""
HALF_DAY = timedelta(hours=4)
STATES = {DayStatus.POSTPONED: "HOÃN", DayStatus.CANCELLED: "HỦY"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A day as the public sees it, with what was changed since it was posted."""

    day: ReceptionDay
    changes: tuple[str, ...]

    @property
    def is_off(self) -> bool:
        """Whether nobody is received on it after all."""
        return self.day.status in STATES

    @property
    def state(self) -> str:
        """What became of it, where it is not as it was posted."""
        return STATES.get(self.day.status, "")


def _shown(days: Sequence[ReceptionDay]) -> list[Shown]:
    changes = public_changes([day.id for day in days])
    return [Shown(day, tuple(_in_words(change) for change in changes.get(day.id, ()))) for day in days]


def _in_words(change: Change) -> str:
    """A change as the public is told: what, since when, why, when instead."""
    facts, said = change.facts, f"{change.on:%d/%m/%Y}"
    if change.action is Action.AMEND_DAY:
        return f"Thay đổi ngày {said}: {facts.get('amended', '')}"
    verb = "Hoãn" if change.action is Action.POSTPONE_DAY else "Hủy"
    sentence = f"{verb}, thông báo ngày {said}. Lý do: {facts.get('change_reason', '')}"
    new_day = facts.get("new_day")
    return f"{sentence}. Dự kiến tiếp ngày {date.fromisoformat(str(new_day)):%d/%m/%Y}" if new_day else sentence


@blueprint.get("")
@needs(Right.ANYONE)
def index() -> ResponseReturnValue:
    """The posted days of a month, of one body or of all."""
    month, body_id = month_asked(today()), request.args.get("co-quan", type=int)
    days = _shown(public_days(month.first, month.last, body_id=body_id))
    bodies = hosting_bodies()
    return render_template(
        "public/schedule.html",
        month=month,
        days=days,
        bodies=bodies,
        body=_chosen(bodies, body_id),
        today=today(),
        links=_links(month, body_id),
    )


def _chosen(bodies: Sequence[Office], body_id: int | None) -> Office | None:
    return next((body for body in bodies if body.id == body_id), None)


def _links(month: Month, body_id: int | None) -> dict[str, str]:
    """The same month next to it, the feed and the data, of the body that was asked for."""
    of_body: dict[str, Any] = {"co-quan": body_id} if body_id else {}
    return {
        "before": url_for("public_schedule.index", thang=month.before, **of_body),
        "after": url_for("public_schedule.index", thang=month.after, **of_body),
        "feed": url_for("public_schedule.feed", **of_body, _external=True),
        "json": url_for("public_schedule.as_json", thang=month.key, **of_body),
    }


@blueprint.get("/ngay-tiep.ics")
@needs(Right.ANYONE)
def feed() -> ResponseReturnValue:
    """The days as a calendar subscribes to them: one that is put off stays, and is said to be off."""
    body_id = request.args.get("co-quan", type=int)
    calendar = Calendar()
    calendar.add("prodid", "-//caseflow//lich tiep cong dan//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Lịch tiếp công dân")
    calendar.add("method", "PUBLISH")
    back, ahead = (FED_BACK, FED_AHEAD) if body_id else (OF_ALL, OF_ALL)
    for shown in _shown(public_days(today() - back, today() + ahead, body_id=body_id)):
        calendar.add_component(_event(shown))
    calendar.add_missing_timezones()
    return Response(calendar.to_ical(), mimetype="text/calendar")


def _event(shown: Shown) -> Event:
    day, event = shown.day, Event()
    begins = datetime.combine(day.on, time.fromisoformat(day.starts_at), VIETNAM)
    ends = datetime.combine(day.on, time.fromisoformat(day.afternoon_at or day.starts_at), VIETNAM) + HALF_DAY
    heads = "; ".join(host.head for host in day.hosts)
    event.add("uid", f"ngay-tiep-{day.id}@{_house()}")
    event.add("sequence", day.version)
    event.add("dtstamp", now().astimezone(UTC))
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("summary", f"{shown.state + ': ' if shown.state else ''}{heads} tiếp công dân")
    event.add("location", "; ".join(str(site) for site in day.sites))
    event.add("status", "CANCELLED" if shown.is_off else "CONFIRMED")
    event.add("description", "\n".join(part for part in (day.content, *shown.changes) if part))
    return event


def _house() -> str:
    """The name under which this house is known on the network."""
    base: str = current_app.config["SETTINGS"].base_url
    return base.split("//", 1)[-1].split("/", 1)[0].split(":", 1)[0]


@blueprint.get("/ngay-tiep.json")
@needs(Right.ANYONE)
def as_json() -> ResponseReturnValue:
    """The posted days of a month as data."""
    month, body_id = month_asked(today()), request.args.get("co-quan", type=int)
    return jsonify(
        month=month.key,
        days=[_plain(shown) for shown in _shown(public_days(month.first, month.last, body_id=body_id))],
    )


def _plain(shown: Shown) -> dict[str, object]:
    day = shown.day
    return {
        "on": day.on.isoformat(),
        "starts_at": day.starts_at,
        "afternoon_at": day.afternoon_at or None,
        "hosts": [{"office": host.office.name, "head": host.head} for host in day.hosts],
        "sites": list(day.sites),
        "online": day.is_online,
        "participants": day.participants,
        "content": day.content,
        "register_until": day.register_until.isoformat() if day.register_until else None,
        "status": "off" if shown.is_off else "on",
        "changes": list(shown.changes),
    }
