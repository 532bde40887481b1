"""The calculator of the rule book: any rule, any start, suspensions and extensions, and why it is this day."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from caseflow.law.book import causes
from caseflow.law.clock import local_date
from caseflow.law.clocks import Clock, explain, sentences
from caseflow.law.errors import Refusal
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS, not_a_date
from caseflow.law.reckoning import doubts, reckon, row_of
from caseflow.law.rights import Right
from caseflow.law.terms import Confidence
from caseflow.store.calendar import working_calendar
from caseflow.web.access import needs, today
from caseflow.web.calculator_forms import CHOICES, CalculatorForm, calculator_form
from caseflow.web.clock_views import rule_line
from caseflow.web.day_strips import DayView, strip
from caseflow.web.errors import status_of
from caseflow.web.rulebook import INSTRUMENT_NUMBERS

blueprint = Blueprint("calculator", __name__, url_prefix="/so-tay/tinh-han")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was reckoned, as the page shows it; `reason` instead of everything else for a row that is no date."""

    row: Period
    reason: str = ""
    clock: Clock | None = None
    rule: str = ""
    days: tuple[DayView, ...] = ()
    left_out: str = ""
    sentences: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """No mark of its own: what is reckoned here is the law's date."""
        return ""

    @property
    def provisional(self) -> bool:
        """Whether days decide it that were not announced yet."""
        return self.clock is not None and self.clock.provisional

    @property
    def unverified(self) -> bool:
        """Whether the figure was not verified."""
        return self.row.confidence is Confidence.MEMORY


@blueprint.get("")
@needs(Right.READ_RULEBOOK)
def index() -> ResponseReturnValue:
    """The form, and what comes of what stands in the address."""
    form = calculator_form(today())
    answer = _answer(form) if request.args else None
    form.offer_another_stop()
    page = render_template(
        "rulebook/calculator.html",
        form=form,
        choices=CHOICES,
        answer=answer,
        causes=causes(answer.row.family) if answer else [],
        family=[row for row in PERIODS if answer and row.family == answer.row.family],
        numbers=INSTRUMENT_NUMBERS,
    )
    return page, status_of(form)


def _answer(form: CalculatorForm) -> Answer | None:
    """What is reckoned, or nothing, with the reason at its field."""
    if not form.validate():
        return None
    try:
        row = row_of(form.code, form.tu_ngay.data)
        reason = not_a_date(row)
        return Answer(row, reason) if reason else _reckoned(row, form)
    except Refusal as no:
        form.say(no)
        return None


def _reckoned(row: Period, form: CalculatorForm) -> Answer:
    start, stops, calendar = form.start, form.stops, working_calendar()
    lasting = bool(stops) and stops[-1].to is None
    on = max(today(), stops[-1].from_) if lasting else _day(start)
    clock = reckon(row, start, calendar=calendar, today=on, stops=stops, longer=form.longer)
    days = explain(clock, calendar, on)
    drawn = strip(days, calendar, today(), papers={})
    return Answer(
        row,
        clock=clock,
        rule=rule_line(clock),
        days=drawn.days,
        left_out=drawn.left_out,
        sentences=sentences(clock, calendar, on, days=days),
        doubts=doubts(row, stops),
    )


def _day(start: date | datetime) -> date:
    return local_date(start) if isinstance(start, datetime) else start
