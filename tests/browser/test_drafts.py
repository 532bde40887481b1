"""What is typed at a real browser is not lost: the page closed, the connection gone, the sign-in ended."""

import json
import re
from time import sleep

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from caseflow.store.db import db
from caseflow.store.drafts import Draft
from tests.browser.conftest import Somebody
from tests.browser.officer import Officer
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Enter

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


NO_NETWORK = "Object.defineProperty(navigator, 'onLine', { get: () => false })"


def test_where_no_network_is_but_the_house_answers_one_signs_in_and_saves(somebody: Somebody) -> None:
    """The demo on a machine without any network."""
    officer = somebody("tiepdan")
    officer.page.context.add_init_script(NO_NETWORK)
    officer.signs_in(then=NEW)
    officer.stands_at("Lượt tiếp mới")
    types_a_visit(officer)
    waits_for(officer, "Đã lưu nháp 10:00")
    officer.saves_by_keyboard()
    officer.stands_at("Lượt tiếp 1/2026")


def test_the_copy_is_offered_back_though_the_clock_of_the_browser_is_wrong(
    somebody: Somebody, clock: SettableClock
) -> None:
    clock.forward(days=365)
    officer = sits_at_the_desk(somebody)
    context, address = officer.page.context, officer.page.url
    officer.types("Tóm tắt vụ việc", WORDS)
    waits_for(officer, "Đã lưu nháp")
    context.set_offline(True)
    officer.types("Yêu cầu", MORE)
    waits_for(officer, "Mất kết nối: đang giữ trong máy này")
    officer.page.close()
    officer.page = context.new_page()
    officer.page.wait_for_timeout(1_000)
    context.set_offline(False)
    officer.opens(address)
    officer.page.get_by_role("button", name=re.compile("Khôi phục những gì đã gõ lúc 10:00")).press("Enter")
    assert officer.field("Yêu cầu").input_value() == MORE


HIDE = """() => {
  Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
FILL = "words => { const area = document.querySelector('[name=request]'); area.value = words; }"


def test_much_that_was_typed_is_kept_when_one_looks_at_something_else(somebody: Somebody) -> None:
    officer = sits_at_the_desk(somebody)
    officer.page.evaluate(FILL, "ữ" * 30_000)
    officer.types("Tóm tắt vụ việc", "x")
    officer.page.evaluate(HIDE)
    waits_for(officer, "Đã lưu nháp")


def test_what_could_not_be_kept_is_tried_again_without_another_key(somebody: Somebody, app: Flask) -> None:
    officer = sits_at_the_desk(somebody)
    officer.page.route("**/nhap", lambda route: route.abort(), times=1)
    officer.types("Tóm tắt vụ việc", WORDS)
    waits_for(officer, "Mất kết nối")
    waits_for(officer, "Đã lưu nháp")
    assert drafts(app) == 1


def test_a_saving_that_was_stopped_leaves_the_draft_at_work(somebody: Somebody, app: Flask) -> None:
    officer = sits_at_the_desk(somebody)
    officer.page.route("**/tiep-dan/moi*", lambda route: route.abort("aborted"))  # as the Stop button does
    types_a_visit(officer)
    officer.page.keyboard.press("Control+Enter")
    officer.types("Yêu cầu", MORE)
    waits_for(officer, "Đã lưu nháp")
    assert drafts(app) == 1


def test_the_last_words_are_kept_before_one_signs_out(somebody: Somebody, app: Flask) -> None:
    officer = sits_at_the_desk(somebody)
    officer.page.route("**/nhap", slowly)
    types_a_visit(officer)
    officer.page.locator("details.person summary").press("Enter")
    officer.presses("Đăng xuất")
    officer.stands_at("Đăng nhập")
    assert drafts(app) == 1
    assert stored(officer.page) == "[]"


def slowly(route: Route) -> None:
    """A server that takes its time."""
    sleep(1)
    route.continue_()


def test_whoever_cannot_keep_the_last_words_is_told_before_signing_out(somebody: Somebody) -> None:
    officer = sits_at_the_desk(somebody)
    officer.page.route("**/nhap", lambda route: route.abort())
    types_a_visit(officer)
    officer.page.locator("details.person summary").press("Enter")
    leave = officer.page.get_by_role("button", name="Đăng xuất", exact=True)
    leave.press("Enter")
    expect(officer.page.get_by_role("alert").filter(has_text="Chưa giữ được những gì vừa gõ")).to_be_visible()
    officer.stands_at("Lượt tiếp mới")
    officer.presses("Đăng xuất")
    officer.stands_at("Đăng nhập")


@pytest.mark.parametrize("where", ["a petition whose kind nobody has asked", "a visit that joins a matter"])
def test_of_what_may_be_secret_the_browser_keeps_nothing(somebody: Somebody, where: str) -> None:
    officer = somebody("xulydon")
    is_petition = where.startswith("a petition")
    officer.signs_in(then="/don/moi" if is_petition else NEW)
    officer.page.context.set_offline(True)
    officer.types("Tóm tắt", WORDS)
    if not is_petition:
        officer.types("Nhập vào vụ việc số", "VV-2026-00001")
    waits_for(officer, "Mất kết nối: chưa lưu được nháp, đừng đóng trang này.")
    assert stored(officer.page) == "[]"


def test_whoever_goes_on_typing_in_a_form_that_was_saved_elsewhere_is_told(somebody: Somebody, app: Flask) -> None:
    officer = sits_at_the_desk(somebody)
    types_a_visit(officer)
    waits_for(officer, "Đã lưu nháp")
    other = Officer(officer.page.context.new_page(), officer.address, "tiepdan")
    other.opens(officer.page.url)
    other.saves_by_keyboard()
    other.stands_at("Lượt tiếp 1/2026")
    officer.types("Yêu cầu", MORE)
    waits_for(officer, "Trang này đã được lưu từ trước: những gì gõ thêm không được giữ.")
    assert drafts(app) == 0
    assert officer.field("Yêu cầu").input_value() == MORE


def test_a_matter_joined_with_one_key_stands_in_the_draft(somebody: Somebody, enter: Enter) -> None:
    it = enter.a_visit(WORDS)
    officer = sits_at_the_desk(somebody)
    officer.types("Tóm tắt vụ việc", WORDS)
    waits_for(officer, "Đã lưu nháp")
    expect(officer.page.locator("button[data-number='1']")).to_be_visible()
    officer.page.wait_for_timeout(3_000)  # whatever typing has begun is over
    with officer.page.expect_response("**/nhap") as kept:
        officer.page.keyboard.press("Alt+1")
    assert it.matter_code in (kept.value.request.post_data or "")
