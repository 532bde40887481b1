"""The official forms the house knows, by circular. A new circular is a folder of declarations beside the others."""

from datetime import date

from caseflow.law.errors import NotFoundError
from caseflow.reports.forms.form import OfficialForm
from caseflow.reports.forms.tt06_2025.gqkn03 import GQKN03
from caseflow.reports.forms.tt06_2025.gqtc04 import GQTC04
from caseflow.reports.forms.tt06_2025.kqth05 import KQTH05
from caseflow.reports.forms.tt06_2025.tcd01 import TCD01
from caseflow.reports.forms.tt06_2025.xld02 import XLD02

FORMS: tuple[OfficialForm, ...] = (TCD01, XLD02, GQKN03, GQTC04, KQTH05)


def forms_on(on: date) -> list[OfficialForm]:
    """The forms in force on a day."""
    return [form for form in FORMS if form.since <= on <= form.until]


def find_form(slug: str, on: date) -> OfficialForm:
    """The form of a name in force on a day; NotFoundError otherwise."""
    found = next((form for form in forms_on(on) if form.slug == slug), None)
    if found is None:
        raise NotFoundError("Không có biểu này, hoặc nó chưa có hiệu lực trong kỳ ấy.")
    return found
