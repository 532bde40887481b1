"""The form of the calculator: a rule, a start, suspensions, and the extensions that the rule's family has."""

import re
from datetime import date, datetime, time

from flask import request
from wtforms import Field, FieldList, FormField, StringField, ValidationError
from wtforms.validators import InputRequired, Optional

from caseflow.law.book import length, slug
from caseflow.law.clock import VIETNAM
from caseflow.law.errors import NoRuleError, Refusal
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS
from caseflow.law.reckoning import Longer, Stop, extensions_of, rows_named
from caseflow.web.fields import DayField
from caseflow.web.forms import PartForm
from caseflow.web.rulebook_forms import BookForm

MOST_STOPS = 6
EXTENSION = "gia_han_"
WRONG_HOUR = "Giờ ghi theo dạng giờ:phút, như 09:30."
CHOICES = [f"{row.code} – {row.label} ({length(row)})" for row in {row.code: row for row in reversed(PERIODS)}.values()]
CHOICES.sort()
"""Every code once, with the label of its first row, as the field offers them while one types."""


class StopForm(PartForm):
    """One suspension."""

    tu = DayField("Tạm dừng ngày", [Optional()])
    den = DayField("Tiếp tục ngày", [Optional()])

    def validate_den(self, field: Field) -> None:
        """A continuation continues something."""
        if field.data and not self.tu.data and not self.tu.errors:
            raise ValidationError("Cần ghi ngày tạm dừng.")


def check_hour(_form: object, field: Field) -> None:
    """An hour of the day, or nothing."""
    if field.data and hour_in(field.data) is None:
        raise ValidationError(WRONG_HOUR)


def hour_in(words: str) -> time | None:
    """The time of day that somebody typed: 9:30, 09h30, 0930, 9h."""
    read = re.fullmatch(r"(\d{1,2})(?:[:h.]?(\d{2})|h)", words.strip().casefold())
    if read is None:
        return None
    hour, minute = int(read[1]), int(read[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 - a day has 24 hours of 60 minutes


def check_code(_form: object, field: Field) -> None:
    """A code of the table."""
    try:
        rows_named(code_in(field.data))
    except NoRuleError as no:
        raise ValidationError(no.sentence) from no


class CalculatorForm(BookForm):
    """What is reckoned; every name stands in the address."""

    ma = StringField("Quy định", [InputRequired(), check_code], description="Gõ mã hoặc vài chữ rồi chọn")
    tu_ngay = DayField("Ngày bắt đầu", [InputRequired()])
    gio = StringField("Giờ bắt đầu", [check_hour], description="Chỉ cho thời hạn tính bằng giờ; giờ Việt Nam")
    tam_dung = FieldList(FormField(StopForm), min_entries=1, max_entries=MOST_STOPS)

    @property
    def code(self) -> str:
        """The code at the head of what was typed or chosen."""
        return code_in(self.ma.data or "")

    @property
    def start(self) -> date | datetime:
        """The day, or the moment where an hour was typed."""
        hour = hour_in(self.gio.data or "")
        day: date = self.tu_ngay.data
        return datetime.combine(day, hour, VIETNAM) if hour else day

    @property
    def stop_rows(self) -> list[StopForm]:
        """The rows in which a suspension was typed."""
        return [entry.form for entry in self.tam_dung.entries if entry.form.tu.data]

    @property
    def stops(self) -> list[Stop]:
        """The suspensions, in the order typed."""
        return [Stop(row.tu.data, row.den.data) for row in self.stop_rows]

    @property
    def extensions(self) -> dict[str, Field]:
        """The fields of the extensions that the rule's family has, by code."""
        named = {name_of(row.code): row.code for row in PERIODS if row.extends}
        return {named[name]: field for name, field in self._fields.items() if name in named}

    @property
    def longer(self) -> list[Longer]:
        """The extensions that were typed."""
        return [Longer(code, field.data) for code, field in self.extensions.items() if field.data]

    def offer_another_stop(self) -> None:
        """Leave one row empty for the next suspension."""
        if self.tam_dung.entries[-1].form.tu.data and len(self.tam_dung.entries) < MOST_STOPS:
            self.tam_dung.append_entry()

    def say(self, refusal: Refusal) -> None:
        """Put a sentence of the law at the field it speaks of: a rule, a start, a suspension, an extension."""
        sentence = f"{refusal.sentence} ({refusal.basis})" if refusal.basis else refusal.sentence
        kind, _, number = refusal.field.rpartition("-")
        field = self.ma if refusal.field == "code" else self.extensions.get(refusal.field, self.tu_ngay)
        if kind == "stop":
            field = self.stop_rows[int(number) - 1].tu
            self.tam_dung.errors = [sentence]  # so that the form knows of it; shown at the inner field alone
        field.errors = [*field.errors, sentence]


def code_in(words: str) -> str:
    """The code that stands first in "KN-GQ1 – Giải quyết …"."""
    return (words.split() or [""])[0].upper()


def name_of(code: str) -> str:
    """The name of the field of an extension."""
    return EXTENSION + slug(code).replace("-", "_")


def calculator_form(today: date) -> CalculatorForm:
    """The form as the address fills it in, with a field for each extension of the rule's family.

    Who comes with a rule and no day is shown the count from today, or from the last day on which the rule was law.
    """
    row = _first_row(code_in(request.args.get("ma", "")))
    fields: dict[str, Field] = (
        {name_of(each.code): _extension_field(each) for each in extensions_of(row)} if row else {}
    )
    form = type("CalculatorFormOfRule", (CalculatorForm,), fields)(request.args)
    if row and "tu_ngay" not in request.args:
        form.tu_ngay.process(None, max(row.since, min(row.until, today)))
        form.tu_ngay.raw_data = [form.tu_ngay.data.strftime("%d/%m/%Y")]
    return form  # type: ignore[no-any-return] # a class made here is one of ours


def _extension_field(row: Period) -> Field:
    return DayField(
        f"{row.label[:1].upper()}{row.label[1:]} ({row.code}): ngày quyết định",
        [Optional()],
        description=f"Thêm {length(row)} · {row.basis}",
    )


def _first_row(code: str) -> Period | None:
    return next((row for row in PERIODS if row.code == code), None)
