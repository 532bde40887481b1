"""The duty roster of a reception desk: a week as a table, filled at a stroke, printed for the board."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import FieldList, FormField, SelectField

from caseflow.law.rights import Right
from caseflow.law.roster import DAYS_OF_A_WEEK, MOST_AT_ONCE, Half, monday_of, open_days
from caseflow.services import roster
from caseflow.services.roster import Place, version_of, week_of
from caseflow.store.calendar import working_calendar
from caseflow.store.offices import Office, find_office
from caseflow.store.roster import DeskShift, Sitter, absences
from caseflow.web.access import me, needs, now, today
from caseflow.web.filters import WEEKDAYS
from caseflow.web.forms import PartForm
from caseflow.web.keyed import EditForm, check_version, remember
from caseflow.web.saving import answer

blueprint = Blueprint("roster", __name__, url_prefix="/lich/truc")

WEEK, LIKE_BEFORE = "tuan", "nhu-tuan-truoc"
A_WEEK = timedelta(days=DAYS_OF_A_WEEK)
NOBODY = ""
NAMES = ("first", "second", "third")
ORDINALS = ("người thứ nhất", "người thứ hai", "người thứ ba")


class CellForm(PartForm):
    """Who sits at the desk for half a day."""

    first = SelectField("Người trực", validate_choice=False)
    second = SelectField("Người trực", validate_choice=False)
    third = SelectField("Người trực", validate_choice=False)

    def people(self) -> list[int]:
        """The accounts chosen."""
        return [int(self[name].data) for name in NAMES if (self[name].data or "").isdecimal()]


class WeekForm(EditForm):
    """A week of the roster: a cell for each half of each open day, in their order."""

    cells = FieldList(FormField(CellForm))

    def offer(self, places: Sequence[Place], people: Sequence[Sitter]) -> None:
        """Offer those who may sit there, and call every choice by its day."""
        choices = {NOBODY: "—", **{str(one.user_id): one.name for one in people}}
        for (on, half), cell in zip(places, self.cells, strict=True):
            for name, ordinal in zip(NAMES, ORDINALS, strict=True):
                cell.form[name].choices = choices
                cell.form[name].label.text = f"{WEEKDAYS[on.weekday()]} {on:%d/%m}, buổi {half.label}, {ordinal}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A week of one desk: its open days, who sits when, who of them is away."""

    office: Office
    monday: date
    days: Sequence[date]
    week: Mapping[Place, Sequence[DeskShift]]
    away: frozenset[tuple[date, int]]

    @property
    def places(self) -> list[Place]:
        """Every half of every open day, in order."""
        return [(day, half) for day in self.days for half in Half]

    @property
    def before(self) -> str:
        """The week before, as an address names it."""
        return (self.monday - A_WEEK).isoformat()

    @property
    def after(self) -> str:
        """The week after."""
        return (self.monday + A_WEEK).isoformat()

    @property
    def label(self) -> str:
        """How a person calls the week."""
        return f"tuần từ {self.monday:%d/%m/%Y}"


@blueprint.get("")
@needs(Right.READ)
def index() -> ResponseReturnValue:
    """The week of one's own desk."""
    shown = _shown()
    return render_template(
        "roster/index.html",
        shown=shown,
        halves=list(Half),
        may_keep=me().reader.may_at(Right.KEEP_SCHEDULE, shown.office.path),
        today=today(),
    )


@blueprint.route("/sua", methods=["GET", "POST"])
@needs(Right.KEEP_SCHEDULE)
def edit() -> ResponseReturnValue:
    """Fill the week, with that of the week before if asked."""
    shown = _shown()
    form = WeekForm(data=_filled(shown))
    while len(form.cells) < len(shown.places):
        form.cells.append_entry()
    form.offer(shown.places, roster.sitters_of(shown.office, shown.monday))
    return answer(form, "xếp lịch trực", save=lambda: _save(form), show=lambda: _show(form))


def _shown() -> Shown:
    office = find_office(me().office_id)
    monday = monday_of(_day_asked())
    week = week_of(office, monday)
    users = {shift.user_id for shifts in week.values() for shift in shifts}
    days = open_days(monday, working_calendar())
    away = frozenset((day, one.user_id or 0) for one in absences(users) for day in days if one.covers(day))
    return Shown(office, monday, days, week, away)


def _day_asked() -> date:
    try:
        return date.fromisoformat(request.args.get(WEEK, ""))
    except ValueError:
        return today()


def _filled(shown: Shown) -> dict[str, object]:
    """The week as it stands; where nobody sits yet and it is asked for, as the week before."""
    week = {place: [shift.user_id for shift in shifts] for place, shifts in shown.week.items()}
    if LIKE_BEFORE in request.args:
        before = week_of(shown.office, shown.monday - A_WEEK)
        week = {(on + A_WEEK, half): [one.user_id for one in shifts] for (on, half), shifts in before.items()} | week
    cells = [{name: str(key) for name, key in zip(NAMES, week.get(place, ()), strict=False)} for place in shown.places]
    return {"cells": cells, "version": version_of(shown.week)}


def _save(form: WeekForm) -> str:
    shown = _shown()
    check_version(form, version_of(shown.week))
    wanted = {place: cell.form.people() for place, cell in zip(shown.places, form.cells, strict=True)}
    roster.fill(shown.office, shown.monday, wanted, reader=me().reader, now=now())
    led_to = url_for("roster.index", tuan=shown.monday.isoformat())
    remember(form, led_to)
    flash("Đã lưu lịch trực.", "success")
    return led_to


def _show(form: WeekForm) -> str:
    shown = _shown()
    cells = {place: cell.form for place, cell in zip(shown.places, form.cells, strict=True)}
    return render_template(
        "roster/edit.html",
        shown=shown,
        form=form,
        cells=cells,
        halves=list(Half),
        names=NAMES,
        most=MOST_AT_ONCE,
        may_copy=bool(week_of(shown.office, shown.monday - A_WEEK)),
    )
