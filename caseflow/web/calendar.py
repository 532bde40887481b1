"""The calendar of working days: the year as it stands, and changing a day after seeing which deadlines that moves."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from caseflow.law.errors import Refusal
from caseflow.law.rights import Right
from caseflow.law.working_days import DayKind
from caseflow.services import calendar
from caseflow.services.moves import Move, in_order
from caseflow.store.calendar import calendar_version, days_of, row_of, working_calendar
from caseflow.store.transactions import rehearsal
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.errors import place, status_of
from caseflow.web.fields import DayField
from caseflow.web.keyed import KeyedForm, remember, taken_before

blueprint = Blueprint("calendar", __name__, url_prefix="/quan-tri/lich")

TO_MANAGE = Right.MANAGE_CALENDAR
SHOWN = 100  # of the dates that move; the rest is counted
YEARS = range(2000, 2101)


class DayForm(KeyedForm):
    """What a day is, and on what legal basis."""

    day = DayField("Ngày", [InputRequired("Cần ghi ngày (dd/mm/yyyy).")])
    kind = SelectField("Là ngày", choices={kind.value: kind.label for kind in DayKind})
    reason = StringField("Lý do", [InputRequired("Cần ghi lý do."), Length(max=200)])
    basis = StringField("Căn cứ pháp lý", [InputRequired("Cần ghi căn cứ pháp lý."), Length(max=200)])
    provisional = BooleanField("Tạm tính, chưa có thông báo chính thức")
    seen = HiddenField()

    def change(self) -> calendar.DayChange:
        """What was typed, as the service takes it."""
        return calendar.DayChange(
            day=self.day.data,
            kind=DayKind(self.kind.data),
            reason=self.reason.data,
            basis=self.basis.data,
            provisional=bool(self.provisional.data),
        )

    def shown(self) -> str:
        """What the list of moved deadlines was drawn up for."""
        return f"{self.day.data}/{self.kind.data}/{calendar_version()}"


@blueprint.get("")
@needs(TO_MANAGE)
def index() -> ResponseReturnValue:
    """The days of a year that differ from their weekday, and its working days month by month."""
    year = request.args.get("nam", today().year, type=int)
    year = year if year in YEARS else today().year
    return render_template("calendar/index.html", year=year, days=days_of(year), counts=_working_days(year))


def _working_days(year: int) -> list[tuple[str, int]]:
    """How many working days each month has, and the year."""
    ends = [date(year, month, 1) for month in range(1, 13)] + [date(year + 1, 1, 1)]
    counted = working_calendar()
    by_month = [
        counted.working_days_between(a, b) - counted.is_working(b) + counted.is_working(a) for a, b in pairwise(ends)
    ]
    return [*((f"Tháng {month}", days) for month, days in enumerate(by_month, start=1)), ("Cả năm", sum(by_month))]


@blueprint.route("/doi", methods=["GET", "POST"])
@needs(TO_MANAGE)
def change() -> ResponseReturnValue:
    """Change a day: first which deadlines it would move, then, on a second press, the change itself."""
    form = DayForm(formdata=request.form) if request.method == "POST" else _filled()
    if not form.validate_on_submit():
        return render_template("calendar/change.html", form=form, moves=None), status_of(form)
    try:
        if form.seen.data != form.shown():
            return _preview(form)
        with writing("đổi lịch làm việc"):
            led_to = taken_before(form) or _change(form)
    except Refusal as refusal:
        status = place(form, refusal)
        return render_template("calendar/change.html", form=form, moves=None), status
    return redirect(led_to)


def _filled() -> DayForm:
    """The form with what is said of the day already."""
    try:
        day = date.fromisoformat(request.args.get("ngay", ""))
    except ValueError:
        return DayForm()
    row = row_of(day)
    known = {"kind": row.kind.value, "reason": row.reason, "basis": row.basis} if row else {}
    return DayForm(data={"day": day, **known})


def _preview(form: DayForm) -> str:
    """What saving would move: all of it counted, by the numbers of records for a first part of what is not secret."""
    form.seen.data = form.shown()
    with rehearsal():
        moves = calendar.set_day(form.change(), reader=me().reader, now=now())
    return render_template(
        "calendar/change.html", form=form, moves=moves, summary=calendar.summary(moves), **listed(moves)
    )


def listed(moves: Sequence[Move]) -> dict[str, object]:
    """The first moves as whoever keeps calendar and rules may see them, and how many are not named.

    They read no files: a record is named by its number alone, and one that is secret not at all.
    """
    shown = [move for move in in_order(moves) if move.record and not move.secret][:SHOWN]
    return {"named": shown, "unnamed": len(moves) - len(shown)}


def _change(form: DayForm) -> str:
    moves = calendar.set_day(form.change(), reader=me().reader, now=now())
    led_to = url_for("calendar.index", nam=form.day.data.year)
    remember(form, led_to)
    flash(f"Đã đổi ngày {form.day.data:%d/%m/%Y}; {len(moves)} thời hạn đổi ngày.", "success")
    return led_to
