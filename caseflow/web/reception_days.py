"""Reception days: the month, one day with its clocks and steps, what was changed, who held it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from caseflow.law.clocks import explain, left_in_words, sentences, share_used
from caseflow.law.facts import ASKS, FactType, wording
from caseflow.law.quotas import span_around
from caseflow.law.reception_days import DAY_STEPS, connected_in_time
from caseflow.law.rights import Right
from caseflow.law.terms import Action, DayStatus, Unit, VisitKind
from caseflow.law.workflow import History, Step
from caseflow.services import reception_days
from caseflow.services.deadlines import clocks_of
from caseflow.services.schedules import rule_of
from caseflow.store.calendar import working_calendar
from caseflow.store.documents import Document, documents_of
from caseflow.store.ledger import ledger_of
from caseflow.store.people import names_of
from caseflow.store.reception_days import ReceptionDay, days_between, find_day, successor_of
from caseflow.store.subjects import events_of
from caseflow.web.access import me, needs, now, today
from caseflow.web.clock_views import OVER, ClockView, rule_line, tone_of
from caseflow.web.day_forms import AmendForm, HoldForm, amending
from caseflow.web.day_strips import strip
from caseflow.web.keyed import KeyedForm, remember
from caseflow.web.ledger_lines import ledger_lines
from caseflow.web.saving import answer
from caseflow.web.step_forms import SPANS, Names, asks_of, form_of, recording_of
from caseflow.web.step_views import ACTIONS, slug
from caseflow.web.told import Told

blueprint = Blueprint("days", __name__, url_prefix="/lich")

ONE_DAY = timedelta(days=1)
USUAL_PLACES = "Trụ sở Tiếp công dân; trang thông tin điện tử"
OWN_FORMS = frozenset({Action.PLAN_DAY, Action.AMEND_DAY, Action.HOLD_DAY})
"""Acts whose form asks more than their facts."""
STATE_TONES = {
    DayStatus.PLANNED: "soon",
    DayStatus.POSTED: "link",
    DayStatus.HELD: "enough",
    DayStatus.POSTPONED: "paused",
    DayStatus.CANCELLED: "quiet",
}


@dataclass(frozen=True, slots=True)
class Month:
    """A month and its neighbours, as an address names them."""

    first: date
    last: date
    label: str

    @property
    def key(self) -> str:
        """How an address names it."""
        return f"{self.first:%Y-%m}"

    @property
    def before(self) -> str:
        """The month before."""
        return f"{self.first - ONE_DAY:%Y-%m}"

    @property
    def after(self) -> str:
        """The month after."""
        return f"{self.last + ONE_DAY:%Y-%m}"


def month_asked(around: date) -> Month:
    """The month an address names, that of today where it names none or nonsense."""
    words = request.args.get("thang", "")
    try:
        day = date.fromisoformat(f"{words}-01") if words else around
    except ValueError:
        day = around
    span = span_around(day, Unit.PER_MONTH)
    return Month(span.first, span.last, span.label)


@blueprint.get("")
@needs(Right.READ)
def index() -> ResponseReturnValue:
    """The days of a month."""
    month, reader = month_asked(today()), me().reader
    days = days_between(month.first, month.last, reader)
    return render_template(
        "days/index.html",
        month=month,
        days=days,
        tones=STATE_TONES,
        today=today(),
        planned=sum(day.status is DayStatus.PLANNED for day in days),
        may_keep=reader.may(Right.KEEP_SCHEDULE),
        may_publish=reader.may(Right.PUBLISH_SCHEDULE),
    )


@blueprint.get("/<int:day_id>")
@needs(Right.READ)
def show(day_id: int) -> ResponseReturnValue:
    """One day."""
    day = find_day(day_id, me().reader)
    history = reception_days.history(day)
    return render_template(
        "days/show.html",
        day=day,
        tone=STATE_TONES[day.status],
        clocks=_clock_views(history),
        steps=reception_days.offered(day, history, reader=me().reader, today=today()),
        told=_told(day),
        successor=successor_of(day.id),
        facts=[(ASKS[name].label, wording(name, history.known[name])) for name in SAID if history.known.get(name)],
        faults=_faults(day, history),
        has_change=day.status in (DayStatus.POSTPONED, DayStatus.CANCELLED) or bool(history.known.get("amended")),
        rule=rule_of(day.schedule_id) if day.schedule_id else "",
        slug=slug,
        may_receive=me().reader.may(Right.RECEIVE),
    )


def _faults(day: ReceptionDay, history: History) -> list[tuple[str, str]]:
    """What was not done as the law wants and cannot be mended any more, each with its article."""
    found = []
    if day.status is DayStatus.HELD and day.posted_on is None and day.visit_kind is not VisitKind.EXTRAORDINARY:
        found.append(("Ngày tiếp đã diễn ra mà lịch không được niêm yết trước.", "LTCD Đ24.4"))
    if connected_in_time(day.starts_at, str(history.known.get("connected_at", "")), day.on) is False:
        found.append(("Các điểm cầu kết nối muộn: phải xong ít nhất 1 giờ trước giờ tiếp.", "NĐ 154/2026 Đ23.1"))
    return found


SAID = ("extraordinary_ground", "online_ground", "connected_at", "recording", "change_reason")


def _clock_views(history: History) -> list[ClockView]:
    """The clocks of a day, told as those of a matter are."""
    calendar, on = working_calendar(), today()
    views = []
    for clock in clocks_of(history, on):
        days = explain(clock, calendar, on)
        drawn = strip(days, calendar, on, papers={})
        is_over = clock.state in OVER
        views.append(
            ClockView(
                label=clock.label,
                due_on=clock.due_legal,
                left=left_in_words(clock, calendar, on),
                tone="done" if is_over else tone_of(clock.due_legal, calendar, on),
                share=share_used(clock, on),
                rule=rule_line(clock),
                provisional=clock.provisional,
                is_over=is_over,
                days=drawn.days,
                left_out=drawn.left_out,
                sentences=sentences(clock, calendar, on, {}, days=days),
            )
        )
    return views


def _told(day: ReceptionDay) -> list[Told]:
    """What happened to a day, the latest first; of one day what was written down later."""
    events = events_of(day.id)
    names = names_of({event.recorded_by_id for event in events if event.recorded_by_id})
    papers = {paper.id: paper for paper in documents_of(day.id)}
    lines = [
        Told(
            on=event.on,
            recorded_at=event.recorded_at,
            title=event.action.label[:1].upper() + event.action.label[1:],
            by=names.get(event.recorded_by_id or 0, ""),
            body="; ".join(f"{ASKS[name].label}: {_said(name, value)}" for name, value in event.facts.items()),
            document=_paper(papers.get(event.document_id or 0)),
        )
        for event in sorted(events, key=lambda event: (event.on, event.id), reverse=True)
    ]
    lines += ledger_lines(ledger_of([day.id]), working_calendar())
    return sorted(lines, key=lambda line: line.on, reverse=True)


def _said(name: str, value: object) -> str:
    """A recorded fact in words; a day as it is written."""
    if ASKS[name].type is FactType.DATE:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    return wording(name, value)


def _paper(document: Document | None) -> str:
    if document is None or not document.number or document.issued_on is None:
        return ""
    return f"Số {document.number} ngày {document.issued_on:%d/%m/%Y}"


@blueprint.route("/<int:day_id>/buoc/<act>", methods=["GET", "POST"])
@needs(Right.READ)
def take(day_id: int, act: str) -> ResponseReturnValue:
    """Record one step on a day; the table, the person and the history decide whether it may be."""
    action = ACTIONS.get(act)
    rows = [step for step in DAY_STEPS if step.action is action and step.is_law_on(today(), {})]
    if action is None or not rows or action in OWN_FORMS:
        raise NotFound
    find_day(day_id, me().reader)  # what is absent says so before a form is opened
    form = form_of(rows, KeyedForm, known=Names({}, {}))(data={"on": today(), **_usual(action)})
    return answer(
        form,
        action.label,
        save=lambda: _take(day_id, form, rows),
        show=lambda: _show_step(find_day(day_id, me().reader), form, rows),
    )


def _usual(action: Action) -> dict[str, object]:
    usual: dict[str, object] = {"posted_at": USUAL_PLACES}
    return usual if action in (Action.POST_DAY, Action.ANNOUNCE_CHANGE) else {}


def _take(day_id: int, form: KeyedForm, rows: Sequence[Step]) -> str:
    reader = me().reader
    day, recording = find_day(day_id, reader), recording_of(form, rows)
    led_to = url_for("days.show", day_id=day_id)
    if recording.action is Action.POSTPONE_DAY:
        later = reception_days.postpone(
            day,
            on=recording.on,
            reason=form["change_reason"].data or "",
            new_day=form["new_day"].data,
            reader=reader,
            now=now(),
        )
        flash(f"Đã hoãn; ngày mới {later.on:%d/%m/%Y} đã vào lịch. Còn phải niêm yết thông báo ngay.", "success")
    elif recording.action is Action.ANNOUNCE_CHANGE:
        reception_days.announce(day, successor_of(day_id), recording, reader=reader, now=now())
        flash("Đã ghi việc niêm yết thông báo.", "success")
    else:
        reception_days.take(recording, day=day, reader=reader, now=now())
        flash(f"Đã ghi: {recording.action.label}.", "success")
    remember(form, led_to)
    return led_to


def _show_step(day: ReceptionDay, form: KeyedForm, rows: Sequence[Step]) -> str:
    return render_template(
        "days/take.html", day=day, form=form, step=rows[0], asks=asks_of(rows), spans=SPANS, today=today()
    )


@blueprint.route("/<int:day_id>/sua", methods=["GET", "POST"])
@needs(Right.KEEP_SCHEDULE)
def amend(day_id: int) -> ResponseReturnValue:
    """Change hour, places, people and content of a day; of a posted one the change is published."""
    day = find_day(day_id, me().reader)
    form = AmendForm(data=amending(day))
    return answer(
        form,
        "sửa ngày tiếp",
        save=lambda: _amend(day_id, form),
        show=lambda: render_template("days/amend.html", form=form, day=find_day(day_id, me().reader)),
    )


def _amend(day_id: int, form: AmendForm) -> str:
    reader = me().reader
    day = find_day(day_id, reader)
    plan = form.plan([reception_days.Host(host.office, host.head) for host in day.hosts], {})
    reception_days.amend(
        day,
        plan,
        register_until=form.register_until.data,
        amended=form.amended.data or "",
        reader=reader,
        now=now(),
    )
    led_to = url_for("days.show", day_id=day_id)
    remember(form, led_to)
    flash("Đã sửa ngày tiếp.", "success")
    return led_to


@blueprint.route("/<int:day_id>/to-chuc", methods=["GET", "POST"])
@needs(Right.READ)
def hold(day_id: int) -> ResponseReturnValue:
    """Write down that a day was held, and by whom; once more to mend that."""
    day = find_day(day_id, me().reader)
    form = HoldForm(data=_held_so_far(day))
    form.offer(day)
    return answer(
        form,
        "ghi ngày tiếp",
        save=lambda: _hold(day_id, form),
        show=lambda: render_template("days/hold.html", form=form, day=find_day(day_id, me().reader)),
    )


def _held_so_far(day: ReceptionDay) -> dict[str, object]:
    """A row for every session, with who held it, or with the head as announced where nobody has yet."""
    rows = [
        {
            "office": session.office_id,
            "part": session.part,
            "who": "stand_in" if session.by_head is False else "head",
            "held_by": session.held_by,
            "document": session.document,
            "site": session.site,
        }
        for session in day.sessions
    ]
    return {"held": rows + [{"office": day.hosts[0].office_id, "part": "chiều"}] * (len(rows) < len(day.hosts) + 1)}


def _hold(day_id: int, form: HoldForm) -> str:
    reader = me().reader
    day = find_day(day_id, reader)
    reception_days.hold(day, form.sessions(), recording=form.recording.data or "", reader=reader, now=now())
    led_to = url_for("days.show", day_id=day_id)
    remember(form, led_to)
    flash("Đã ghi ngày tiếp.", "success")
    return led_to
