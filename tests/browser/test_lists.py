"""A list at a real browser: filtered, kept, opened first, taken out, printed; with and without scripts."""

import io
from datetime import date

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.audit import A4
from tests.browser.conftest import Somebody
from tests.factories import Enter

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
def test_a_filter_is_kept_opened_first_and_taken_out(somebody: Somebody, enter: Enter, *, scripts: bool) -> None:
    late = enter.a_case(received_on=date(2026, 9, 7), accepted_on=date(2026, 9, 10))
    other = enter.a_complaint("=1+1 khiếu nại", received_on=date(2026, 11, 20))
    officer = somebody("xulydon", scripts=scripts)
    officer.signs_in(then="/vu-viec")
    officer.follows("Quá hạn")
    officer.arrives_at("Vụ việc")
    officer.follows("Lưu bộ lọc này")
    officer.arrives_at("Lưu bộ lọc")
    officer.types("Tên bộ lọc", "Việc đã trễ")
    officer.field("Mở đầu tiên khi vào danh sách").check()
    officer.presses("Lưu bộ lọc")
    officer.opens("/vu-viec")
    officer.reads(late.matter_code)
    officer.shows_nowhere(other.matter_code)
    expect(officer.page.get_by_role("link", name="Việc đã trễ").first).to_have_attribute("aria-current", "true")
    officer.follows("Tất cả")
    officer.reads(late.matter_code, other.matter_code)
    with officer.page.expect_download() as begun:
        officer.page.get_by_role("link", name="Tải bảng tính (.xlsx)").click()
    assert begun.value.suggested_filename == "vu-viec-2026-11-23.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(begun.value.path().read_bytes())).active
    assert sheet is not None
    assert [row[1] for row in sheet.iter_rows(min_row=4, values_only=True)] == [
        "Đơn khiếu nại về đất đai",
        "=1+1 khiếu nại",
    ]


def test_a_printed_list_says_what_it_was_narrowed_to_when_and_by_whom(somebody: Somebody, enter: Enter) -> None:
    for n in range(20):
        enter.a_complaint(f"Khiếu nại số {n}", received_on=date(2026, 11, 9))
    officer = somebody("xulydon")
    officer.signs_in(then="/vu-viec?han=qua&loai=complaint")
    words = ("Bộ lọc: Loại: khiếu nại; Hạn: quá hạn", "In lúc 10:00 23/11/2026, Trần Văn Quý Thử")
    officer.shows_nowhere(*words)
    officer.page.emulate_media(media="print")
    officer.page.set_viewport_size(A4)
    officer.reads(*words)
    officer.shows_nowhere("Đăng xuất", "Bỏ lọc", "Tải bảng tính", "Chưa giao ai", "Hôm nay")
    link = officer.page.locator("tbody th a").first
    assert link.evaluate("one => getComputedStyle(one).textDecorationLine") == "none"
    heading = officer.page.locator("thead").first
    assert heading.evaluate("one => getComputedStyle(one).display") == "table-header-group"
