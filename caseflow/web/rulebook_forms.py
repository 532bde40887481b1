"""What the pages of the rule book are narrowed to; every name stands in the address, and nothing is written."""

from typing import Any, TypeVar

from flask import request
from wtforms import Field, SelectField, StringField
from wtforms.validators import Optional

from caseflow.law.book import slug
from caseflow.law.instruments import INSTRUMENTS
from caseflow.law.periods import PERIODS
from caseflow.law.terms import Role
from caseflow.web.fields import DayField
from caseflow.web.forms import HouseForm

SUBJECTS = {row.subject: row.subject[:1].upper() + row.subject[1:] for row in PERIODS}
TEXTS = {text.key: f"{text.title} {text.number}" for text in INSTRUMENTS}
ROLES = {slug(role.label): role for role in Role}
ROLE_NAMES = {name: role.label for name, role in ROLES.items()}


class BookForm(HouseForm):
    """A form that is read from the address."""

    class Meta:
        """It changes nothing."""

        csrf = False


class DayForm(BookForm):
    """A chapter as it stands on a day."""

    ngay = DayField("Ngày", [Optional()])


class PeriodFilter(BookForm):
    """Which periods are shown."""

    tu = StringField("Từ trong tên, mã, điều luật")
    chu_de = SelectField("Về việc", choices={"": "tất cả", **SUBJECTS}, default="")
    van_ban = SelectField("Theo văn bản", choices={"": "tất cả", **TEXTS}, default="")
    ngay = DayField("Có hiệu lực ngày", [Optional()])


class RoleForm(BookForm):
    """Whose rights and steps are shown."""

    vai_tro = SelectField("Vai trò", choices={"": "tất cả", **ROLE_NAMES}, default="")


Form = TypeVar("Form", bound=BookForm)


def from_address(form: type[Form]) -> Form:
    """The form as the address fills it in; what will not do is said at its field."""
    filled = form(request.args)
    filled.validate()
    return filled


def answer(field: Field) -> Any:  # noqa: ANN401 - whatever the field holds
    """What a field narrows its page to; what was typed wrong narrows nothing."""
    return None if field.errors else field.data
