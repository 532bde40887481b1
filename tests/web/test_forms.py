"""What a form says of an answer it cannot take is Vietnamese, also where WTForms says it."""

import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import DateField, Form, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from caseflow.web import forms
from caseflow.web.fields import WholeField
from caseflow.web.forms import SPOKEN, HouseForm, PartForm
from caseflow.web.visit_forms import PersonForm

OWN_BASES = re.compile(r"^class \w+\((?:Plain|Flask)?Form\):", re.MULTILINE)


class Asking:
    """One field of every sort, each with the checks that the house uses."""

    day = DateField("Ngày", format="%d/%m/%Y")
    pages = IntegerField("Số trang")
    people = IntegerField("Số người", [NumberRange(min=1, max=9)])
    name = StringField("Tên", [Length(max=3)])
    kind = SelectField("Loại", choices={"a": "A"})
    words = StringField("Lời", [InputRequired()])


class Sent(Asking, HouseForm):
    """As a page sends it."""


class Row(Asking, PartForm):
    """As a row of a form."""


WRONG = MultiDict({"day": "31/02/2026", "pages": "hai", "people": "12", "name": "dài quá", "kind": "b", "words": ""})


@pytest.mark.parametrize("form", [Sent, Row])
def test_every_wrong_answer_is_told_in_vietnamese(form: type[Form]) -> None:
    with Flask("thử").test_request_context():
        asked = form(WRONG, meta={"csrf": False})
        asked.validate()
    assert {name: list(field.errors) for name, field in asked._fields.items()} == {
        "day": ["Ngày ghi theo dạng ngày/tháng/năm, như 23/11/2026."],
        "pages": ["Cần ghi một số, như 12."],
        "people": ["Số phải từ 1 đến 9."],
        "name": ["Dài nhất 3 ký tự."],
        "kind": ["Hãy chọn một trong các câu trả lời."],
        "words": ["Cần ghi ô này."],
    }


def test_no_placeholder_is_lost_in_translation() -> None:
    def places(words: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)[sd]", words)) - {"%(other_name)s"}

    assert {words for words, spoken in SPOKEN.items() if places(words) != places(spoken)} == set()


def test_every_form_of_the_house_stands_on_one_that_speaks_vietnamese() -> None:
    rooms = Path(forms.__file__).parent.glob("*.py")
    found = {path.name for path in rooms if OWN_BASES.search(path.read_text(encoding="utf-8"))}
    assert found == {"forms.py", "step_desk.py"}  # the latter only reads a day and says nothing


@pytest.mark.parametrize(
    ("typed", "number", "said"),
    [
        ("1.500.000", 1_500_000, []),
        ("1500000", 1_500_000, []),
        ("12,5", None, ["Cần ghi một số, như 12."]),
        ("1.5", None, ["Cần ghi một số, như 12."]),
        ("-3", -3, ["Cần ghi một số không âm."]),
    ],
)
def test_a_whole_number_is_typed_as_vietnamese_writes_it(typed: str, number: int | None, said: list[str]) -> None:
    class Counting(PartForm):
        """One number."""

        amount = WholeField("Số tiền", [Optional()])

    form = Counting(MultiDict({"amount": typed}))
    form.validate()
    assert (form.amount.data, list(form.amount.errors)) == (number, said)


def test_nothing_typed_of_a_person_is_dropped_for_want_of_a_name() -> None:
    for typed, fine in (
        ({"phone": "0912345678"}, False),
        ({"paper_number": "044099000123"}, False),
        ({}, True),
        ({"name": "Nguyễn Văn Bền Thử", "phone": "0912345678"}, True),
    ):
        form = PersonForm(MultiDict(typed))
        assert form.validate() is fine
        assert any("Cần ghi họ và tên" in said for said in form.name.errors) is not fine


class Choosing(PartForm):
    """A list of choices with words that mean something to HTML."""

    kind = SelectField("Loại", choices={"": "tất cả", 'a"b': "Bạn & <tôi>"})


def test_a_list_of_choices_is_drawn_with_its_words_escaped_and_what_was_chosen_marked() -> None:
    drawn = str(Choosing(MultiDict({"kind": 'a"b'})).kind(class_="form-select", disabled=True))
    assert drawn == (
        '<select class="form-select" disabled id="kind" name="kind"><option value="">tất cả</option>'
        '<option selected value="a&#34;b">Bạn &amp; &lt;tôi&gt;</option></select>'
    )
