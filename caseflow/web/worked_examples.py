"""The book of worked examples: every period counted by hand on the calendar, as the tests hold the engine to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField

from caseflow.law.errors import NotFoundError
from caseflow.law.periods import PERIODS, Period
from caseflow.law.rights import Right
from caseflow.law.terms import Confidence
from caseflow.reference.examples import WorkedExample
from caseflow.reference.files import worked_examples
from caseflow.web.access import needs
from caseflow.web.forms import HouseForm

blueprint = Blueprint("worked_examples", __name__, url_prefix="/so-tay/vi-du")


class CodeForm(HouseForm):
    """Which period's examples to show."""

    class Meta:
        """A filter is read from the address and changes nothing."""

        csrf = False

    ma = SelectField("Thời hạn", default="")


@dataclass(frozen=True, slots=True)
class Chapter:
    """The examples of one row of the rule table."""

    row: Period
    examples: Sequence[WorkedExample]

    @property
    def sample(self) -> WorkedExample:
        """The example that stands for the others: the first that yields a date, if any does."""
        return next((example for example in self.examples if example.legal), self.examples[0])


def chapters() -> list[Chapter]:
    """The rows that have examples, in the order of the rule table."""
    of_row = {
        key: list(examples)
        for key, examples in groupby(worked_examples(), key=lambda example: (example.code, example.family))
    }
    return [Chapter(row, of_row[row.code, row.family]) for row in PERIODS if (row.code, row.family) in of_row]


@blueprint.get("")
@needs(Right.READ_RULEBOOK)
def index() -> ResponseReturnValue:
    """Every period that has examples, with one of them."""
    every = chapters()
    form = CodeForm(request.args)
    codes = {chapter.row.code: chapter.row.code for chapter in every}
    form.ma.choices = {"": "tất cả"} | codes
    if form.ma.data in codes:
        return redirect(url_for("worked_examples.show", period=form.ma.data))
    number = sum(len(chapter.examples) for chapter in every)
    return render_template("rulebook/examples.html", form=form, of_rows=every, number=number)


@blueprint.get("/<period>")
@needs(Right.READ_RULEBOOK)
def show(period: str) -> ResponseReturnValue:
    """The examples of one code, with every day counted and every day left out."""
    found = [chapter for chapter in chapters() if chapter.row.code == period]
    if not found:
        raise NotFoundError("Sổ tay không có ví dụ nào cho mã này.")
    return render_template("rulebook/examples_of.html", period=period, of_rows=found, unverified=Confidence.MEMORY)
