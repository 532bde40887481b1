"""The official reports: a form for a period and an office, the records behind each number, the spreadsheet."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from caseflow.law.counting_settings import QUESTIONS, Counting, plain
from caseflow.law.errors import NotFoundError, Refusal
from caseflow.law.report_periods import PeriodKind, ReportPeriod, last_ended, official, period_of, range_of
from caseflow.law.rights import Right
from caseflow.reports.forms.asked import Asked
from caseflow.reports.forms.case_facts import CASES, DECISIONS
from caseflow.reports.forms.execution_facts import EXECUTIONS
from caseflow.reports.forms.facts import DAYS, ENTRIES, VISITS
from caseflow.reports.forms.form import Fact, OfficialForm, header
from caseflow.reports.forms.forms import find_form, forms_on
from caseflow.reports.forms.reading import Sheet, behind, read
from caseflow.services.counting import basis_of_counting, counting_in_force, set_counting
from caseflow.store.behind import Record, cases_behind, days_behind, entries_behind, visits_behind
from caseflow.store.offices import Office, offices_within
from caseflow.web.access import me, needs, today
from caseflow.web.exporting import give_file
from caseflow.web.fields import DayField
from caseflow.web.keyed import KeyedForm, remember
from caseflow.web.narrowing import Narrowing
from caseflow.web.report_sheets import write_form
from caseflow.web.saving import answer

blueprint = Blueprint("reports", __name__, url_prefix="/bao-cao")

BELOW = "ca-duoi"
MOST_SHOWN = 500
"""So many records behind a number at most are listed; the page says how many more there are."""
IN_A_YEAR = tuple(kind for kind in PeriodKind if kind is not PeriodKind.RANGE)
CHOSEN = "khoang"
OF_CASES = frozenset({DECISIONS, EXECUTIONS})
Key = tuple[str, int]
"""A record: the population it is of, its own key."""


class PeriodForm(Narrowing):
    """For which period and which office a form is read; what is not said is the quarter that ended last, one's own."""

    ky = SelectField("Kỳ")
    tu_ngay = DayField("Từ ngày")
    den_ngay = DayField("đến hết ngày")
    co_quan = SelectField("Cơ quan")
    pham_vi = SelectField("Phạm vi", choices={"": "riêng cơ quan này", BELOW: "cả cơ quan trực thuộc"}, default="")

    def offer(self) -> None:
        """Offer the periods of two years and the offices one may read."""
        self.offices = {str(office.id): office for office in offices_within(me().reader.paths(Right.READ))}
        self.own = str(me().office_id) if str(me().office_id) in self.offices else next(iter(self.offices), "")
        years = (today().year, today().year - 1)
        periods = [official(kind, year) for year in years for kind in IN_A_YEAR]
        self.ky.choices = {period.key: period.label for period in periods} | {CHOSEN: "khoảng tự chọn"}
        self.co_quan.choices = {key: office.name for key, office in self.offices.items()}
        self.ky.data = self.ky.data or last_ended(today()).key
        self.co_quan.data = self.co_quan.data or self.own

    def validate_den_ngay(self, field: DayField) -> None:
        """A range of one's own has both its days, in their order."""
        if self.ky.data == CHOSEN and (not self.tu_ngay.data or not field.data or field.data < self.tu_ngay.data):
            raise ValidationError("Cần ghi đủ ngày đầu và ngày cuối, ngày cuối không ở trước ngày đầu.")

    @property
    def period(self) -> ReportPeriod:
        """The period asked for; what names none is the quarter that ended last."""
        if self.ky.data == CHOSEN and not self.errors:
            return range_of(self.tu_ngay.data, self.den_ngay.data)
        try:
            return period_of(self.ky.data)
        except Refusal:
            return last_ended(today())

    @property
    def office(self) -> Office:
        """The office asked for; what names none is one's own."""
        return self.offices.get(self.co_quan.data) or self.offices[self.own]

    @property
    def asked(self) -> Asked:
        """What is counted: of the office alone its own, else of all below it."""
        return Asked((self.office.path,), self.period, counting_in_force())

    @property
    def units(self) -> list[Office]:
        """The offices that have lines."""
        if not self.pham_vi.data:
            return [self.office]
        return [one for one in offices_within([self.office.path]) if str(one.id) in self.offices]

    @property
    def query(self) -> dict[str, str]:
        """The address of this very form."""
        days = {"tu_ngay": self.tu_ngay.data, "den_ngay": self.den_ngay.data}
        chosen = {name: f"{day:%d/%m/%Y}" for name, day in days.items() if day and self.ky.data == CHOSEN}
        below = {"pham_vi": BELOW} if self.pham_vi.data else {}
        return {"ky": self.ky.data, **chosen, "co_quan": self.co_quan.data, **below}


class CountingForm(KeyedForm):
    """The answers to what the circulars leave open, and the document they rest on."""

    people_present = BooleanField(QUESTIONS[0].yes)
    matters_per_visit = BooleanField(QUESTIONS[1].yes)
    days_by_session = BooleanField(QUESTIONS[2].yes)
    rest_as_guided = BooleanField(QUESTIONS[3].yes)
    basis = StringField("Văn bản của tỉnh", [InputRequired("Cần ghi văn bản làm căn cứ."), Length(max=200)])


@blueprint.get("")
@needs(Right.READ)
def index() -> ResponseReturnValue:
    """The forms in force."""
    form = PeriodForm.read(request.args)
    return render_template(
        "reports/index.html",
        form=form,
        forms=forms_on(form.period.until),
        query=form.query,
        may_count=me().reader.may(Right.MANAGE_LOCAL_RULES),
    ), 422 if form.errors else 200


@blueprint.get("/<report>")
@needs(Right.READ)
def show(report: str) -> ResponseReturnValue:
    """One form for a period."""
    form, official_form = _asked(report)
    sheet = read(official_form, form.asked, form.units)
    return render_template(
        "reports/show.html",
        form=form,
        sheet=sheet,
        header=_rows(official_form),
        export_url=_url("export", report, form.query),
        cell_url=lambda number, office_id: _url(
            "records", report, form.query | ({"don_vi": str(office_id)} if office_id else {}), column=number
        ),
    ), 422 if form.errors else 200


def _rows(form: OfficialForm) -> list[list[object]]:
    cells = header(form)
    return [[cell for cell in cells if cell.row == row] for row in sorted({cell.row for cell in cells})]


def _asked(report: str) -> tuple[PeriodForm, OfficialForm]:
    form = PeriodForm.read(request.args)
    return form, find_form(report, form.period.until)


def _url(view: str, report: str, query: Mapping[str, str], **more: int) -> str:
    return f"{url_for(f'reports.{view}', report=report, **more)}?{urlencode(query)}"  # type: ignore[arg-type] # a number


@blueprint.get("/<report>/cot-<int:column>")
@needs(Right.READ)
def records(report: str, column: int) -> ResponseReturnValue:
    """The records behind a number, those this person may know of; the others are only counted."""
    form, official_form = _asked(report)
    found = official_form.column(column)
    if found is None:
        raise NotFoundError("Biểu này không có cột đó.")
    if form.errors:
        return redirect(_url("show", report, request.args.to_dict()))
    unit = form.offices.get(request.args.get("don_vi", ""))
    own = unit.id if unit else None if form.pham_vi.data else form.office.id
    pairs = behind(official_form, column, form.asked, own)
    keys = [_key(*pair) for pair in pairs]
    known = _known(list(dict.fromkeys(keys)))
    shown = list(known.values())
    return render_template(
        "reports/records.html",
        form=form,
        report=official_form,
        column=found,
        records=shown[:MOST_SHOWN],
        further=max(len(shown) - MOST_SHOWN, 0),
        unseen=sum(key not in known for key in keys),
        back=_url("show", report, form.query),
        unit=unit,
    )


def _known(keys: Sequence[Key]) -> dict[Key, tuple[str, Record]]:
    """What this person may know of, each with the page it stands on."""
    reader, found = me().reader, dict[Key, tuple[str, Record]]()
    may_receive = reader.may(Right.RECEIVE)
    for one in visits_behind(_ids(keys, VISITS), reader):
        found[VISITS, one.id] = _visit_url(one, may_receive=may_receive), one
    for one in entries_behind(_ids(keys, ENTRIES), reader):
        found[ENTRIES, one.id] = url_for("matters.show", code=one.code, _anchor=f"don-{one.id}"), one
    for one in cases_behind(_ids(keys, CASES), reader):
        found[CASES, one.id] = url_for("matters.show", code=one.code), one
    for one in days_behind(_ids(keys, DAYS)):
        found[DAYS, one.id] = url_for("days.show", day_id=one.id), one
    return found


def _ids(keys: Sequence[Key], population: str) -> list[int]:
    return [key for name, key in keys if name == population]


def _key(population: str, fact: Fact) -> Key:
    """The record on whose page a fact is read: of a decision its case."""
    return (CASES, fact.case_id) if population in OF_CASES else (population, fact.id)


def _visit_url(one: Record, *, may_receive: bool) -> str:
    return url_for("reception.show", visit_id=one.id) if may_receive else url_for("matters.show", code=one.code)


@blueprint.get("/<report>/bang-tinh")
@needs(Right.READ)
def export(report: str) -> ResponseReturnValue:
    """The form as a spreadsheet, laid out as the circular has it."""
    form, official_form = _asked(report)
    if form.errors:
        return redirect(_url("show", report, request.args.to_dict()))
    sheet: Sheet = read(official_form, form.asked, form.units)
    name = f"bieu-{official_form.slug}-{form.period.key}".replace("..", "-")
    file = write_form(sheet, form.period, form.office.name)
    return give_file(name, f"Biểu {official_form.code}, {form.period.label}", len(sheet.lines), file)


@blueprint.route("/cach-dem", methods=["GET", "POST"])
@needs(Right.MANAGE_LOCAL_RULES)
def counting() -> ResponseReturnValue:
    """How the province counts what the circulars leave open."""
    form = CountingForm(data=plain(counting_in_force()) | {"basis": basis_of_counting()})
    return answer(
        form,
        "đặt cách đếm của báo cáo",
        save=lambda: _set(form),
        show=lambda: render_template("reports/counting.html", form=form, questions=QUESTIONS),
    )


def _set(form: CountingForm) -> str:
    answers = {question.name: bool(form[question.name].data) for question in QUESTIONS}
    set_counting(Counting(**answers), basis=form.basis.data, reader=me().reader)
    led_to = url_for("reports.counting")
    remember(form, led_to)
    return led_to
