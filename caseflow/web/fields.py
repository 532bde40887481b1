"""Fields that the forms of steps are made of: days, yes and no, choices, and names typed without tone marks."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any

from wtforms import (
    DateField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from caseflow.law.errors import NotFoundError
from caseflow.store.matters import Matter, find_matter
from caseflow.web.access import me
from caseflow.web.places import matching

IDENTITY = {"data-identity": ""}
"""The mark of a field that tells who somebody is: the browser keeps no copy of what stands in it."""
FIRST_YEAR = 1945
PARTED = re.compile(r"(?<=\d)[. \u00a0](?=\d{3}(?!\d))")
FEW = 4  # so many choices are shown side by side, more in a list
OFFERED = 4  # names offered when the words fit several
WRONG_HOUR = "Giờ ghi theo dạng giờ:phút, như 07:30."
WRONG_DAY = "Ngày ghi theo dạng ngày/tháng/năm, như 23/11/2026."


class DayField(DateField):
    """A day typed as 23/11/2026, 23-11-2026 or 23112026."""

    def __init__(self, label: str, validators: Sequence[object] = (), **options: Any) -> None:  # noqa: ANN401 - WTForms' own options
        formats = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y"]
        super().__init__(label, list(validators), format=formats, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; a sentence in Vietnamese for what is none."""
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError as wrong:
            raise ValueError(WRONG_DAY) from wrong
        if isinstance(self.data, date) and self.data.year < FIRST_YEAR:
            raise ValueError(WRONG_DAY)


class HourField(TimeField):
    """A time of day typed as 07:30, 7:30, 7h30, 7g30 or 7.30."""

    widget = TextInput()

    def __init__(self, label: str, validators: Sequence[object] = (), **options: Any) -> None:  # noqa: ANN401 - WTForms' own options
        options.setdefault("render_kw", {"inputmode": "numeric", "maxlength": "5"})
        super().__init__(label, list(validators), format=["%H:%M", "%Hh%M", "%Hg%M", "%H.%M"], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time; a sentence in Vietnamese for what is none."""
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError as wrong:
            raise ValueError(WRONG_HOUR) from wrong


def hour_in(field: Field) -> str:
    """The hour that was typed, as rows keep it: 07:30; empty where none was."""
    return f"{field.data:%H:%M}" if field.data else ""


def hour_of(kept: str) -> time | None:
    """An hour as a row keeps it, for the field that shows it."""
    return time.fromisoformat(kept) if kept else None


class WholeField(IntegerField):
    """A whole number from nought on, typed as 1500000 or, as Vietnamese writes it, 1.500.000."""

    widget = TextInput()

    def __init__(self, label: str, validators: Sequence[object] = (), **options: Any) -> None:  # noqa: ANN401 - WTForms' own options
        options.setdefault("render_kw", {"inputmode": "numeric"})
        super().__init__(label, list(validators), **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; its thousands may be parted by dots or blanks."""
        super().process_formdata([PARTED.sub("", value.strip()) for value in valuelist])
        if self.data is not None and self.data < 0:
            raise ValueError("Cần ghi một số không âm.")


class NameField(StringField):
    """The key of something that has a name, typed without tone marks or in part; what was typed stays as it was."""

    def __init__(
        self,
        label: str,
        validators: Sequence[object] = (),
        *,
        names: Mapping[int, str],
        what: str,
        **options: Any,  # noqa: ANN401 - WTForms' own options
    ) -> None:
        self.names = names
        self.what = what
        self.words = ""
        super().__init__(label, list(validators), **options)

    def process_data(self, value: object) -> None:
        """A key that is known already is shown by its name."""
        self.data = int(str(value)) if value else None
        self.words = self.names.get(self.data, "") if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """The key that the words mean; a sentence when none or several fit."""
        self.words = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not self.words:
            return
        found = matching(self.words, ((str(key), name) for key, name in self.names.items()))
        if not found:
            raise ValueError(f"Không có {self.what} nào tên “{self.words}”.")
        if len(found) > 1:
            offered = ", ".join(self.names[int(key)] for key in found[:OFFERED])
            raise ValueError(f"“{self.words}” có thể là: {offered}. Hãy gõ rõ hơn.")
        self.data = int(found[0])
        self.words = self.names[self.data]

    def _value(self) -> str:
        return self.words


class TicksField(SelectMultipleField):
    """Several choices, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def one_of(choices: Mapping[str, str]) -> Callable[[object, Field], None]:
    """A validator: the answer is one of the choices, or nothing."""

    def check(_form: object, field: Field) -> None:
        given = field.data if isinstance(field.data, list) else [field.data]
        if any(answer and answer not in choices for answer in given):
            raise ValidationError("Hãy chọn một trong các câu trả lời.")

    return check


def choice_field(label: str, choices: Mapping[str, str], validators: Sequence[object]) -> Field:
    """One of some choices: side by side if they are few, else in a list."""
    checks = [*validators, one_of(choices)]
    if len(choices) <= FEW:
        return RadioField(label, checks, choices=dict(choices), validate_choice=False)
    return SelectField(label, checks, choices={"": "chọn…", **choices}, validate_choice=False, default="")


def ticks_field(label: str, choices: Mapping[str, str], validators: Sequence[object]) -> Field:
    """Several of some choices."""
    return TicksField(label, [*validators, one_of(choices)], choices=dict(choices), validate_choice=False)


def matter_in(field: Field) -> Matter | None:
    """The matter whose code was typed, None where nothing was; NotFoundError, said at the field, for any other."""
    code = (field.data or "").strip().upper()
    try:
        return find_matter(code, me().reader) if code else None
    except NotFoundError as no:
        raise NotFoundError(no.sentence, field=field.name) from no


def check_matter(_form: object, field: Field) -> None:
    """A validator: the code is that of a matter this person may know of."""
    field.data = (field.data or "").strip().upper()
    try:
        find_matter(field.data, me().reader)
    except NotFoundError as no:
        raise ValidationError(no.sentence) from no
