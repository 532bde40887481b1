"""The forms that all others are made of: what WTForms itself says of an answer, it says in Vietnamese."""

from flask_wtf import FlaskForm
from wtforms import Form

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


class _Speech:
    """How a form speaks; WTForms joins the Meta of every class that a form is made of."""

    def get_translations(self, _form: Form) -> Vietnamese:
        """Vietnamese, whatever the browser asks for."""
        return Vietnamese()


class HouseForm(FlaskForm):
    """A form that a page sends."""

    class Meta(_Speech):
        """In Vietnamese."""


class PartForm(Form):
    """A row of a form."""

    class Meta(_Speech):
        """In Vietnamese."""
