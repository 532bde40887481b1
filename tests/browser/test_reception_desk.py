"""The desk, at a real browser: half a form is answered in words, a second press writes nothing."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from caseflow.store.db import db
from caseflow.store.reception import Visit
from tests.browser.conftest import Somebody

pytestmark = pytest.mark.browser

TWICE = """() => {
  const form = document.querySelector('form[data-main]');
  const button = form.querySelector('button[name=then]');
  button.click();
  button.click();
}"""
TWICE_AT_ONCE = """async () => {
  const form = document.querySelector('form[data-main]');
  const send = () => fetch(form.action || location.href, {method: 'POST', body: new FormData(form)});
  const answers = await Promise.all([send(), send(), send()]);
  return answers.map((answer) => answer.url);
}"""


def visits(app: Flask) -> int:
    """How many visits stand in the book."""
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Visit)) or 0


def test_a_form_without_a_summary_says_so_at_its_field_and_keeps_what_was_typed(somebody: Somebody) -> None:
    officer = somebody("tiepdan")
    officer.signs_in(then="/tiep-dan/moi")
    officer.arrives_at("Lượt tiếp mới")
    officer.types("Họ và tên", "Nguyễn Thị Thử")
    officer.saves_by_keyboard()
    officer.arrives_at("Lượt tiếp mới")
    officer.reads("Cần ghi tóm tắt vụ việc.")
    assert officer.field("Họ và tên").input_value() == "Nguyễn Thị Thử"
    officer.page.get_by_role("link", name="Tóm tắt vụ việc").press("Enter")
    officer.page.keyboard.type("Hỏi về bồi thường")
    assert officer.field("Tóm tắt vụ việc").input_value() == "Hỏi về bồi thường"


def test_a_commune_that_does_not_exist_is_named_as_such(somebody: Somebody) -> None:
    officer = somebody("tiepdan")
    officer.signs_in(then="/tiep-dan/moi")
    officer.types("Họ và tên", "Nguyễn Thị Thử")
    officer.types("Xã, phường", "xa khong co")
    officer.types("Tóm tắt vụ việc", "Hỏi về bồi thường")
    officer.saves_by_keyboard()
    officer.arrives_at("Lượt tiếp mới")
    assert officer.field("Xã, phường").get_attribute("aria-invalid") == "true"


def test_a_second_person_gets_a_row_and_nothing_typed_is_lost(somebody: Somebody) -> None:
    officer = somebody("tiepdan")
    officer.signs_in(then="/tiep-dan/moi")
    officer.types("Họ và tên", "Nguyễn Thị Thử")
    officer.presses("Thêm người")
    officer.arrives_at("Lượt tiếp mới")
    assert officer.field("Họ và tên").input_value() == "Nguyễn Thị Thử"
    assert officer.page.get_by_label("Họ và tên").count() == 2


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
@pytest.mark.parametrize("pressing", [TWICE, TWICE_AT_ONCE], ids=["a double click", "three sendings side by side"])
def test_a_form_sent_twice_makes_one_visit(somebody: Somebody, app: Flask, pressing: str) -> None:
    officer = somebody("tiepdan")
    officer.signs_in(then="/tiep-dan/moi")
    officer.types("Họ và tên", "Nguyễn Thị Thử")
    officer.types("Tóm tắt vụ việc", "Hỏi về bồi thường")
    if pressing is TWICE:
        with officer.page.expect_navigation():
            officer.page.evaluate(pressing)
        officer.arrives_at("Lượt tiếp 1/2026")
    else:
        assert len(set(officer.page.evaluate(pressing))) == 1, "each sending leads to the same page"
    assert visits(app) == 1


def test_the_way_back_and_a_second_saving_write_nothing_new(somebody: Somebody, app: Flask) -> None:
    officer = somebody("tiepdan")
    officer.signs_in(then="/tiep-dan/moi")
    officer.types("Họ và tên", "Nguyễn Thị Thử")
    officer.types("Tóm tắt vụ việc", "Hỏi về bồi thường")
    officer.saves_by_keyboard()
    officer.arrives_at("Lượt tiếp 1/2026")
    officer.page.go_back()
    officer.arrives_at("Lượt tiếp 1/2026")
    officer.reads("đã được lưu ở đây")
    assert visits(app) == 1
