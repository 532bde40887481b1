"""The door, at a real browser."""

import pytest

from tests.browser.conftest import Somebody

pytestmark = pytest.mark.browser


def test_a_person_comes_in_with_the_keyboard_and_goes_out_again(somebody: Somebody) -> None:
    officer = somebody("tiepdan")
    officer.signs_in(then="/tiep-dan")
    officer.arrives_at("Tiếp dân")
    officer.page.locator("details.person summary").press("Enter")
    officer.presses("Đăng xuất")
    officer.arrives_at("Đăng nhập")


def test_a_wrong_password_is_said_in_words_and_nothing_typed_is_shown(somebody: Somebody) -> None:
    officer = somebody()
    officer.opens("/dang-nhap")
    officer.types("Tên đăng nhập", "tiepdan")
    officer.types("Mật khẩu", "không phải mật khẩu")
    officer.presses("Đăng nhập")
    officer.arrives_at("Đăng nhập")
    officer.reads("Tên đăng nhập hoặc mật khẩu không đúng.")
    officer.does_not_read("không phải mật khẩu")
