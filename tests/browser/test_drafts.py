"""What is typed at a real browser is not lost: the page closed, the connection gone, the sign-in ended."""

import json
import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from caseflow.store.db import db
from caseflow.store.drafts import Draft
from tests.browser.conftest import Somebody
from tests.browser.officer import Officer
from tests.conftest import SettableClock
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser

NEW = "/tiep-dan/moi"
NAME, NUMBER, PHONE = "Nguyễn Thị Nháp Thử", "044099000777", "0912000777"
WORDS = "Hỏi về bồi thường khi thu hồi đất ở thôn 3"
MORE = "Đã hỏi ở xã hai lần"
STORED = "() => JSON.stringify(Object.entries(localStorage))"


def line(officer: Officer) -> str:
    """The quiet line near the buttons."""
    return officer.page.locator("[data-draft-line]").inner_text()


def waits_for(officer: Officer, words: str) -> None:
    expect(officer.page.locator("[data-draft-line]")).to_contain_text(words, timeout=10_000)


def types_a_visit(officer: Officer) -> None:
    officer.types("Họ và tên", NAME)
    officer.types("Số căn cước", NUMBER)
    officer.types("Điện thoại", PHONE)
    officer.types("Tóm tắt vụ việc", WORDS)


def stored(page: Page) -> str:
    return str(page.evaluate(STORED))


def drafts(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Draft)) or 0


def sits_at_the_desk(somebody: Somebody) -> Officer:
    officer = somebody("tiepdan")
    officer.signs_in(then=NEW)
    officer.stands_at("Lượt tiếp mới")
    return officer


def test_a_page_that_is_closed_is_gone_on_with_where_it_stood(somebody: Somebody, app: Flask) -> None:
    officer = sits_at_the_desk(somebody)
    types_a_visit(officer)
    waits_for(officer, "Đã lưu nháp 10:00")
    assert stored(officer.page) == "[]", "what the server has, the browser lets go of"
    officer.types("Yêu cầu", MORE)
    address, context = officer.page.url, officer.page.context
    officer.page.close(run_before_unload=True)  # before typing has stopped for long: closing saves too
    officer.page = context.new_page()
    officer.opens("/")
    officer.arrives_at("Hôm nay")
    expect(officer.page.get_by_role("heading", name="Bản nháp đang dở (1)")).to_be_visible()
    officer.follows("Xem và bỏ bản nháp")
    officer.arrives_at("Bản nháp đang dở")
    officer.follows("Lượt tiếp mới")
    assert officer.page.url == address
    officer.arrives_at("Lượt tiếp mới")
    officer.reads("Đã mở lại bản nháp lưu lúc")
    assert officer.field("Họ và tên").input_value() == NAME
    assert officer.field("Tóm tắt vụ việc").input_value() == WORDS
    assert officer.field("Yêu cầu").input_value() == MORE
    officer.saves_by_keyboard()
    officer.arrives_at("Lượt tiếp 1/2026")
    assert drafts(app) == 0
    assert stored(officer.page) == "[]"


def test_without_a_connection_the_browser_keeps_what_names_nobody_and_sends_nothing(
    somebody: Somebody, app: Flask
) -> None:
    officer = sits_at_the_desk(somebody)
    context = officer.page.context
    context.set_offline(True)
    types_a_visit(officer)
    officer.ticks("Loại", "khiếu nại")
    waits_for(officer, "Mất kết nối: đang giữ trong máy này, trừ thông tin cá nhân.")
    kept = stored(officer.page)
    assert WORDS in kept
    for secret in (NAME, NUMBER, PHONE):
        assert secret not in kept
    officer.page.keyboard.press("Control+Enter")
    waits_for(officer, "chưa gửi được")
    officer.arrives_at("Lượt tiếp mới")
    assert officer.field("Họ và tên").input_value() == NAME
    assert drafts(app) == 0
    context.set_offline(False)
    waits_for(officer, "Đã lưu nháp 10:00")
    assert drafts(app) == 1
    assert stored(officer.page) == "[]"
    officer.saves_by_keyboard()
    officer.arrives_at("Lượt tiếp 1/2026")


def test_what_only_the_browser_has_is_offered_back_once(somebody: Somebody) -> None:
    officer = sits_at_the_desk(somebody)
    context, address = officer.page.context, officer.page.url
    context.set_offline(True)
    types_a_visit(officer)
    officer.ticks("Loại", "khiếu nại")
    waits_for(officer, "Mất kết nối")
    officer.page.close()
    officer.page = context.new_page()
    officer.page.wait_for_timeout(1_000)  # what the page tried to send while it closed has failed by then
    context.set_offline(False)
    officer.opens(address)
    officer.arrives_at("Lượt tiếp mới")
    assert officer.field("Tóm tắt vụ việc").input_value() == ""
    officer.page.get_by_role("button", name=re.compile("Khôi phục những gì đã gõ lúc")).press("Enter")
    waits_for(officer, "Đã khôi phục, trừ thông tin cá nhân.")
    assert officer.field("Tóm tắt vụ việc").input_value() == WORDS
    assert officer.field("Họ và tên").input_value() == ""
    expect(officer.page.get_by_label("khiếu nại", exact=True)).to_be_checked()
    officer.audit(officer.page)
    waits_for(officer, "Đã lưu nháp")
    assert stored(officer.page) == "[]"


def test_of_a_denunciation_the_browser_keeps_nothing(somebody: Somebody) -> None:
    officer = sits_at_the_desk(somebody)
    officer.page.context.set_offline(True)
    officer.types("Tóm tắt vụ việc", WORDS)
    officer.ticks("Loại", "tố cáo")
    waits_for(officer, "Mất kết nối: chưa lưu được nháp, đừng đóng trang này.")
    assert stored(officer.page) == "[]"
    officer.page.context.set_offline(False)
    waits_for(officer, "Đã lưu nháp")


def test_when_the_sign_in_has_ended_the_copy_stays_and_signing_out_takes_it_away(
    somebody: Somebody, clock: SettableClock, app: Flask
) -> None:
    officer = sits_at_the_desk(somebody)
    clock.forward(hours=9)
    types_a_visit(officer)
    waits_for(officer, "Phiên làm việc đã hết")
    assert WORDS in stored(officer.page)
    assert NAME not in stored(officer.page)
    officer.saves_by_keyboard()
    officer.stands_at("Đăng nhập")
    assert WORDS in stored(officer.page)
    officer.types("Tên đăng nhập", "tiepdan")
    officer.types("Mật khẩu", PASSWORD)
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Enter")
    officer.presses("Tiếp tục")
    officer.stands_at("Lượt tiếp 1/2026")
    assert stored(officer.page) == "[]"
    assert drafts(app) == 0


def test_signing_out_takes_every_copy_away(somebody: Somebody) -> None:
    officer = sits_at_the_desk(somebody)
    entry = json.dumps({"at": officer.page.evaluate("Date.now()"), "fields": []})
    officer.page.evaluate(f"localStorage.setItem('nhap:1:khac', {json.dumps(entry)})")
    officer.page.evaluate("localStorage.setItem('nhap:1:cu', '{\"at\": 1}')")
    officer.page.reload()
    assert "nhap:1:khac" in stored(officer.page)
    assert "nhap:1:cu" not in stored(officer.page), "nothing lies here longer than three days"
    officer.page.locator("details.person summary").press("Enter")
    officer.presses("Đăng xuất")
    assert stored(officer.page) == "[]"


def test_a_draft_needs_no_script(somebody: Somebody) -> None:
    officer = somebody("tiepdan", scripts=False)
    officer.signs_in(then=NEW)
    officer.types("Họ và tên", NAME)
    officer.presses("Lưu nháp")
    officer.arrives_at("Lượt tiếp mới")
    officer.reads("Đã lưu nháp.", "Đã mở lại bản nháp lưu lúc")
    assert officer.field("Họ và tên").input_value() == NAME
    officer.presses("Bỏ bản nháp")
    assert officer.field("Họ và tên").input_value() == ""
    officer.presses("Đã hiểu")
    officer.arrives_at("Lượt tiếp mới")
    expect(officer.page.get_by_role("button", name="Đã hiểu")).to_have_count(0)
