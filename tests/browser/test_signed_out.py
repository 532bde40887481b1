"""Whoever is signed out, or was away too long, sees nothing of what was on the screen."""

import pytest

from tests.browser.conftest import Somebody
from tests.browser.officer import Officer
from tests.conftest import SettableClock
from tests.factories import PASSWORD, SENDER, Enter

pytestmark = pytest.mark.browser

SECRETS = (SENDER.name, "thu hồi đất ở thôn Thử", "Lê Thị Thanh Thử")
LONGER_THAN_THE_IDLE_LIMIT = 31


@pytest.fixture
def reading(somebody: Somebody, enter: Enter) -> Officer:
    """An officer with a visit on the screen."""
    visit = enter.a_visit("Hỏi về việc thu hồi đất ở thôn Thử")
    officer = somebody("tiepdan")
    officer.signs_in(then=f"/tiep-dan/{visit.visit_id}")
    officer.reads(*SECRETS[:2])
    return officer


def test_going_back_after_signing_out_shows_nothing(reading: Officer) -> None:
    reading.page.locator("details.person summary").press("Enter")
    reading.presses("Đăng xuất")
    reading.page.go_back()
    reading.arrives_at("Đăng nhập")
    reading.does_not_read(*SECRETS)


def test_after_half_an_hour_of_absence_the_same_page_asks_who_is_there(reading: Officer, clock: SettableClock) -> None:
    clock.forward(minutes=LONGER_THAN_THE_IDLE_LIMIT)
    reading.page.reload()
    reading.arrives_at("Đăng nhập")
    reading.does_not_read(*SECRETS)
    reading.page.go_back()
    reading.does_not_read(*SECRETS)


def test_signing_in_again_leads_back_to_the_page_that_was_left(reading: Officer, clock: SettableClock) -> None:
    left = reading.page.url
    clock.forward(minutes=LONGER_THAN_THE_IDLE_LIMIT)
    reading.signs_in(then=left)
    assert reading.page.url == left
    reading.reads(*SECRETS[:2])


def test_a_form_sent_after_half_an_hour_of_absence_is_saved_once_its_author_has_signed_in_again(
    somebody: Somebody, clock: SettableClock
) -> None:
    officer = somebody("tiepdan")
    officer.signs_in(then="/tiep-dan/moi")
    officer.types("Họ và tên", SENDER.name)
    officer.types("Tóm tắt vụ việc", "Hỏi về việc thu hồi đất ở thôn Thử")
    clock.forward(minutes=LONGER_THAN_THE_IDLE_LIMIT)
    officer.saves_by_keyboard()
    officer.arrives_at("Đăng nhập")
    officer.shows_nowhere(*SECRETS)
    officer.types("Tên đăng nhập", officer.login)
    officer.types("Mật khẩu", PASSWORD)
    officer.presses("Đăng nhập")
    officer.arrives_at("Tiếp tục việc đang làm")
    officer.shows_nowhere(*SECRETS)
    officer.presses("Tiếp tục")
    officer.arrives_at("Lượt tiếp 1/2026")
    officer.reads("Hỏi về việc thu hồi đất ở thôn Thử")
