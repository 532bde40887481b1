"""The forms that all others are made of: what WTForms itself says of an answer, it says in Vietnamese."""

from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from wtforms import Field, Form, SelectField
from wtforms.fields.choices import Choice
from wtforms.fields.core import UnboundField
from wtforms.meta import DefaultMeta
from wtforms.widgets import Select, html_params

SPOKEN = {
    "This field is required.": "Cần ghi ô này.",
    "Invalid input.": "Không đọc được nội dung này.",
    "Invalid email address.": "Địa chỉ thư điện tử không đúng.",
    "Invalid UUID.": "Trang này thiếu mã; xin mở lại trang.",
    "Field must be equal to %(other_name)s.": "Hai lần ghi không giống nhau.",
    "Field must be at least %(min)d character long.": "Cần ít nhất %(min)d ký tự.",
    "Field cannot be longer than %(max)d character.": "Dài nhất %(max)d ký tự.",
    "Field must be exactly %(max)d character long.": "Cần đúng %(max)d ký tự.",
    "Field must be between %(min)d and %(max)d characters long.": "Cần từ %(min)d đến %(max)d ký tự.",
    "Number must be at least %(min)s.": "Số nhỏ nhất là %(min)s.",
    "Number must be at most %(max)s.": "Số lớn nhất là %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Số phải từ %(min)s đến %(max)s.",
    "Not a valid choice.": "Hãy chọn một trong các câu trả lời.",
    "Invalid Choice: could not coerce.": "Hãy chọn một trong các câu trả lời.",
    "Invalid choice(s): one or more data inputs could not be coerced.": "Hãy chọn trong các câu trả lời.",
    "'%(value)s' is not a valid choice for this field.": "“%(value)s” không có trong các câu trả lời.",
    "Not a valid date value.": "Ngày ghi theo dạng ngày/tháng/năm, như 23/11/2026.",
    "Not a valid integer value.": "Cần ghi một số, như 12.",
    "Not a valid decimal value.": "Cần ghi một số, như 12.",
}
"""The words of WTForms that our fields and checks can say; Vietnamese knows no plural form."""


class Vietnamese:
    """What WTForms asks for its words."""

    def gettext(self, words: str) -> str:
        """The sentence in Vietnamese."""
        return SPOKEN.get(words, words)

    def ngettext(self, one: str, _many: str, _number: int) -> str:
        """The same sentence for any number."""
        return self.gettext(one)


class Choices(Select):
    """The list that WTForms draws, in one go: its own way costs more than the rows of the page beneath a filter."""

    def __call__(self, field: SelectField, **kwargs: Any) -> Markup:  # noqa: ANN401 - attributes of any kind
        """The list, without groups."""
        attributes = html_params(**{"id": field.id, "name": field.name} | kwargs)
        options = "".join(_option(choice) for choice in field.iter_choices())
        return Markup(f"<select {attributes}>{options}</select>")  # noqa: S704 - each part of it is escaped


def _option(choice: Choice) -> str:
    selected = " selected" if choice.selected else ""
    return f'<option{selected} value="{escape(choice.value)}">{escape(choice.label)}</option>'


CHOICES = Choices()


class _Ways(DefaultMeta):
    """How a form speaks and draws; WTForms joins the Meta of every class that a form is made of."""

    def get_translations(self, _form: Form) -> Vietnamese:
        """Vietnamese, whatever the browser asks for."""
        return Vietnamese()

    def bind_field(self, form: Form, unbound_field: UnboundField, options: dict[str, Any]) -> Field:
        """A field of a form, a list of choices drawn in our way."""
        field = super().bind_field(form, unbound_field, options)
        if type(field.widget) is Select:
            field.widget = CHOICES
        return field


class HouseForm(FlaskForm):
    """A form that a page sends."""

    class Meta(_Ways):
        """In Vietnamese."""


class PartForm(Form):
    """A row of a form."""

    class Meta(_Ways):
        """In Vietnamese."""
