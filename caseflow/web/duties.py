"""Quotas: what every head owes and has held, month by month; the duties that come round, and their briefings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from caseflow.law.quotas import BRIEFINGS, RHYTHMIC, Tally
from caseflow.law.rights import Right
from caseflow.services import duties
from caseflow.store.duties import Duty, duties_on, find_duty
from caseflow.store.offices import find_office, offices_in_force, offices_within
from caseflow.store.rules import rules_in_force
from caseflow.web.access import me, needs, now, today
from caseflow.web.fields import DayField, NameField
from caseflow.web.keyed import KeyedForm, remember
from caseflow.web.saving import answer

blueprint = Blueprint("duties", __name__, url_prefix="/lich/chi-tieu")

MONTHS = range(1, 13)
YEARS = range(2014, 2101)


@dataclass(frozen=True, slots=True)
class Cell:
    """How a head stands in a month: what is demanded, held in person and by a stand-in, planned, still owed."""

    demanded: int
    in_person: int
    by_stand_in: int
    planned: int
    missing: int
    tone: str

    @property
    def words(self) -> str:
        """Held of demanded."""
        return f"{self.in_person}/{self.demanded}"


@dataclass(frozen=True, slots=True)
class Line:
    """One head, with a cell for every month; none where nothing is demanded."""

    duty: Duty
    cells: tuple[Cell | None, ...]
    owed: int
    basis: str


@blueprint.get("")
@needs(Right.READ)
def index() -> ResponseReturnValue:
    """Every head and every month of a year: red where a day is owed."""
    year = request.args.get("nam", today().year, type=int)
    year = year if year in YEARS else today().year
    found = duties_on(min(today(), date(year, 12, 31)), me().reader)
    tallies = duties.tallies_of(found, date(year, 1, 1), date(year, 12, 31))
    lines = [_line(duty, tallies[duty.id], year) for duty in found]
    return render_template(
        "days/quota.html",
        year=year,
        heads=sorted((line for line in lines if line.duty.family not in BRIEFINGS), key=lambda line: -line.owed),
        briefings=[line for line in lines if line.duty.family in BRIEFINGS],
        months=MONTHS,
        may_keep=me().reader.may(Right.KEEP_SCHEDULE),
        today=today(),
    )


def _line(duty: Duty, tallies: Sequence[Tally], year: int) -> Line:
    """A duty with its spans gathered by the month in which they end."""
    by_month = [[one for one in tallies if _month_of(one) == (year, month)] for month in MONTHS]
    broken = sum(one.missing for one in tallies if one.is_broken(today()))
    basis = "; ".join(dict.fromkeys(one.owing.row.basis for one in tallies))
    return Line(duty, tuple(_cell(spans) for spans in by_month), broken, basis)


def _month_of(one: Tally) -> tuple[int, int]:
    return one.owing.span.last.year, one.owing.span.last.month


def _cell(spans: Sequence[Tally]) -> Cell | None:
    if not spans:
        return None
    missing = sum(one.missing for one in spans)
    return Cell(
        demanded=sum(one.owing.times for one in spans),
        in_person=sum(one.in_person for one in spans),
        by_stand_in=sum(one.by_stand_in for one in spans),
        planned=sum(one.planned for one in spans),
        missing=missing,
        tone=_tone(spans, missing),
    )


def _tone(spans: Sequence[Tally], missing: int) -> str:
    if any(one.is_broken(today()) for one in spans):
        return "late"
    begun = any(one.owing.span.first <= today() for one in spans)
    return "soon" if missing and begun else ("" if missing else "enough")


class DutyForm(KeyedForm):
    """A duty to be kept in mind."""

    post = StringField("Chức vụ", [InputRequired("Cần ghi chức vụ, như Chủ tịch UBND tỉnh."), Length(max=200)])
    holder = StringField("Người đang giữ chức vụ", [Length(max=120)])
    since = DayField("Từ ngày", [InputRequired("Cần ghi từ ngày nào.")])


def duty_form() -> type[KeyedForm]:
    """The form of a duty, with the bodies in force and the rhythms that the law knows."""
    rows = {row.family: f"{row.label} ({row.basis})" for row in rules_in_force().periods if row.family in RHYTHMIC}
    names = {office.id: office.name for office in offices_in_force(today())}
    running = offices_within(me().reader.paths(Right.KEEP_SCHEDULE), on=today())
    fields = {
        "family": SelectField("Việc định kỳ", choices=rows),
        "body": NameField("Của cơ quan", [InputRequired("Cần ghi cơ quan.")], names=names, what="cơ quan"),
        "office": NameField(
            "Cơ quan theo dõi",
            [InputRequired("Cần ghi cơ quan theo dõi.")],
            names={office.id: office.name for office in running},
            what="cơ quan",
        ),
    }
    return type("NamedDutyForm", (DutyForm,), fields)


@blueprint.route("/them", methods=["GET", "POST"])
@needs(Right.KEEP_SCHEDULE)
def add() -> ResponseReturnValue:
    """Have a duty kept in mind from a day on."""
    form = duty_form()(data={"since": today().replace(day=1), "office": me().office_id})
    return answer(
        form, "thêm việc định kỳ", save=lambda: _open(form), show=lambda: render_template("days/duty.html", form=form)
    )


def _open(form: KeyedForm) -> str:
    duties.open_duty(
        form["family"].data,
        find_office(form["body"].data),
        office=find_office(form["office"].data),
        post=form["post"].data or "",
        holder=form["holder"].data or "",
        since=form["since"].data,
        reader=me().reader,
        now=now(),
    )
    led_to = url_for("duties.index")
    remember(form, led_to)
    flash("Đã thêm việc định kỳ.", "success")
    return led_to


class BriefingForm(KeyedForm):
    """That a briefing was held."""

    on = DayField("Ngày họp", [InputRequired("Cần ghi ngày họp (ngày/tháng/năm).")])
    notes = TextAreaField("Ghi chú", [Length(max=2000)])


@blueprint.route("/<int:duty_id>/giao-ban", methods=["GET", "POST"])
@needs(Right.KEEP_SCHEDULE)
def brief(duty_id: int) -> ResponseReturnValue:
    """Write down that a briefing was held."""
    find_duty(duty_id, me().reader)  # what is absent says so before a form is opened
    form = BriefingForm(data={"on": today()})
    return answer(
        form,
        "ghi giao ban",
        save=lambda: _brief(duty_id, form),
        show=lambda: render_template("days/briefing.html", form=form, duty=find_duty(duty_id, me().reader)),
    )


def _brief(duty_id: int, form: BriefingForm) -> str:
    duty = find_duty(duty_id, me().reader)
    duties.hold_briefing(duty, on=form.on.data, notes=form.notes.data or "", reader=me().reader, now=now())
    led_to = url_for("duties.index")
    remember(form, led_to)
    flash("Đã ghi giao ban.", "success")
    return led_to
