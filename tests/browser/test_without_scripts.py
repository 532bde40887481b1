"""With scripts switched off: the same forms, the same pages, the same records."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Somebody

pytestmark = pytest.mark.browser

SUMMARY = "Không đồng ý với việc thu hồi đất ở thôn 3"


def test_a_visit_its_matter_and_a_step_need_no_script(somebody: Somebody) -> None:
    officer = somebody("xulydon", scripts=False)
    officer.signs_in(then="/tiep-dan")
    officer.follows("Lượt tiếp mới")
    officer.types("Họ và tên", "Nguyễn Thị Hoa Thử")
    officer.types("Tóm tắt vụ việc", SUMMARY)
    officer.presses("Thêm người")
    officer.ticks("Kết quả tiếp", "nhận đơn")
    officer.presses("Lưu")
    officer.reads("Đã ghi lượt tiếp số 1/2026.")
    officer.follows("VV-2026-00001")
    officer.reads("Thông báo kết quả tiếp công dân")

    shown = officer.page.locator("article.clock").first
    expect(shown.locator("ol.days")).not_to_be_visible()
    shown.locator("summary").press("Enter")
    expect(shown.locator("ol.days")).to_be_visible()

    officer.follows("phân loại")
    officer.chooses("Loại đơn", "khiếu nại")
    officer.chooses("Lĩnh vực", "đất đai")
    officer.ticks("Lần", "lần đầu")
    officer.ticks("Đủ điều kiện xử lý", "có")
    officer.ticks("Thuộc thẩm quyền cơ quan này", "có")
    officer.presses("Phân loại")
    officer.reads("Đã ghi: phân loại.")


def test_a_wrong_date_is_said_by_the_server_in_vietnamese(somebody: Somebody) -> None:
    officer = somebody("xulydon", scripts=False)
    officer.signs_in(then="/don/moi")
    officer.types("Ngày nhận", "31/02/2026")
    officer.types("Tóm tắt nội dung", SUMMARY)
    officer.presses("Vào sổ")
    assert officer.field("Ngày nhận").get_attribute("aria-invalid") == "true"
    officer.reads("Chưa lưu được")
    officer.does_not_read("Not a valid")
    assert officer.field("Tóm tắt nội dung").input_value() == SUMMARY
