"""From the desk to the decision: the walk of a complaint, as the people of an office make it, page by page."""

from datetime import date, time

import pytest
from flask import Flask
from playwright.sync_api import expect

from caseflow.jobs.timetable import JOBS, run_once
from tests.browser.conftest import Somebody
from tests.browser.mailbox import Mailbox
from tests.browser.officer import Officer
from tests.conftest import SettableClock
from tests.law.calendars import written_days

pytestmark = pytest.mark.browser

COMPLAINANT = "Nguyễn Thị Hoa Thử"
SUMMARY = "Không đồng ý với Quyết định số 12/QĐ-UBND về thu hồi đất ở thôn 3"
CLOCK = "Giải quyết khiếu nại lần đầu"
VISITED = date(2026, 11, 23)
ACCEPTED = date(2026, 11, 26)
WARNED = date(2026, 12, 17)
DECIDED = date(2026, 12, 18)
LATER = date(2026, 12, 23)

# Thirty days (LKN Đ28), the day of acceptance not counted: four in November, twenty-six in December. The thirtieth,
# 26/12/2026, is a Saturday; the next working day is Monday 28/12/2026. Seven working days back from the 26th:
# 25, 24, 23, 22, 21, 18, 17.
COUNTED = written_days("27-30/11 1-26/12", after=ACCEPTED)
DUE = "28/12/2026"


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_complaint_goes_from_the_desk_to_its_decision(
    somebody: Somebody, app: Flask, clock: SettableClock, mailbox: Mailbox
) -> None:
    reception, handler, head, settler = (somebody(each) for each in ("tiepdan", "xulydon", "truongdonvi", "giaiquyet"))

    clock.set(VISITED)
    record_a_visit_with_a_petition(reception)
    classify_the_petition(handler)
    propose_acceptance(handler)
    matter = handler.page.url

    clock.set(ACCEPTED)
    record_the_acceptance(settler, matter)
    read_why_it_is_this_day(settler)
    give_the_case_to_the_settler(head, matter)
    give_verification_to_the_department(settler, matter)

    clock.set(WARNED, time(7, 1))
    sweep(app)
    find_the_alert_in_the_inbox(settler)
    find_the_letter(mailbox)

    clock.set(DECIDED)
    record_the_decision(settler, matter)
    read_that_the_clock_has_ended(settler)

    clock.set(LATER, time(7, 1))
    mailbox.letters.clear()
    sweep(app)
    find_no_further_alert(settler, mailbox)


def record_a_visit_with_a_petition(reception: Officer) -> None:
    """Everything with the keyboard: who, what, the paper handed in, the outcome, the receipt."""
    reception.opens("/tiep-dan")
    reception.arrives_at("Đăng nhập")
    reception.signs_in(then="/tiep-dan")
    reception.arrives_at("Tiếp dân")
    reception.follows("Lượt tiếp mới")
    reception.arrives_at("Lượt tiếp mới")
    reception.types("Họ và tên", COMPLAINANT)
    reception.types("Số căn cước", "044099000123")
    reception.types("Xã, phường", "dong hoi")
    reception.types("Thôn, số nhà", "thôn 3")
    reception.types("Tóm tắt vụ việc", SUMMARY)
    reception.types("Yêu cầu", "Đề nghị hủy quyết định thu hồi đất")
    reception.ticks("Loại", "khiếu nại")
    reception.types("Tên tài liệu", "Đơn khiếu nại")
    reception.types("Số trang", "2")
    reception.ticks("Kết quả tiếp", "nhận đơn")
    reception.presses("Lưu và in biên nhận")
    reception.arrives_at("Biên nhận để in")
    reception.reads(COMPLAINANT, "Phường Đồng Hới", "Đơn khiếu nại", "Mẫu số 02/TCD")
    reception.follows("Về lượt tiếp")
    reception.arrives_at("Lượt tiếp 1/2026")
    reception.reads("Đơn số 1/2026")


def classify_the_petition(handler: Officer) -> None:
    """The handler finds the petition in the book, opens it and says what it is."""
    handler.signs_in(then="/don")
    handler.arrives_at("Đơn")
    handler.reads(COMPLAINANT)
    handler.follows("1/2026")
    handler.arrives_at(SUMMARY)
    handler.follows("phân loại")
    handler.arrives_at("Phân loại")
    handler.chooses("Loại đơn", "khiếu nại")
    handler.chooses("Lĩnh vực", "đất đai")
    handler.ticks("Lần", "lần đầu")
    handler.ticks("Đủ điều kiện xử lý", "có")
    handler.ticks("Thuộc thẩm quyền cơ quan này", "có")
    handler.saves_by_keyboard()
    handler.arrives_at(SUMMARY)
    handler.reads("Đã ghi: phân loại.", "Thông báo thụ lý hoặc không thụ lý")


def propose_acceptance(handler: Officer) -> None:
    """The proposal, with its number and signatory, to the office that will settle."""
    handler.follows("đề xuất thụ lý")
    handler.arrives_at("Đề xuất thụ lý")
    handler.types("Cơ quan có thẩm quyền giải quyết", "ubnd tinh quang tri")
    handler.types("Số văn bản", "15/PĐX-BTCD")
    handler.types("Người ký", "Hoàng Đức Minh Thử")
    handler.saves_by_keyboard()
    handler.arrives_at(SUMMARY)
    handler.reads("chờ thụ lý")


def record_the_acceptance(settler: Officer, matter: str) -> None:
    """The chair has accepted: the clock of thirty days starts, and its date was worked out by hand."""
    settler.signs_in(then=matter)
    settler.arrives_at(SUMMARY)
    settler.follows("thụ lý")
    settler.arrives_at("Thụ lý")
    settler.types("Số văn bản", "21/TB-UBND")
    settler.types("Người ký", "Đặng Quốc Hưng Thử")
    settler.presses("Xem thời hạn theo những gì đã gõ")
    settler.arrives_at("Thụ lý")
    settler.reads(DUE)
    assert settler.field("Số văn bản").input_value() == "21/TB-UBND"
    settler.saves_by_keyboard()
    settler.arrives_at(SUMMARY)
    settler.reads(f"Hạn {DUE}", "đã thụ lý")


def read_why_it_is_this_day(settler: Officer) -> None:
    """The explanation opens with the keyboard; its squares are the days written down above."""
    shown = settler.page.locator("article.clock").filter(has_text=CLOCK).first
    expect(shown).to_contain_text(f"Hạn {DUE}")
    expect(shown).to_contain_text("LKN Đ28")
    shown.locator("summary").press("Enter")
    numbered = {
        square.locator(".day__date").inner_text(): square.locator(".day__square").inner_text()
        for square in shown.locator("li.day").all()
    }
    assert [numbered[f"{day:%d/%m}"] for day in COUNTED] == [str(number) for number in range(1, 31)]
    expect(shown.locator("li.day--due .day__date")).to_have_text("28/12")
    settler.reads("26/12/2026")
    settler.arrives_at(SUMMARY)


def give_the_case_to_the_settler(head: Officer, matter: str) -> None:
    """The head of the unit makes one person answer for the case."""
    head.signs_in(then=matter)
    head.arrives_at(SUMMARY)
    head.follows("Giao việc")
    head.arrives_at("Giao việc")
    head.types("Cơ quan", "ubnd tinh quang tri")
    head.types("Người", "nguyen dinh long")
    head.types("Số văn bản", "30/QĐ-UBND")
    head.types("Người ký", "Võ Thị Mai Thử")
    head.saves_by_keyboard()
    head.arrives_at(SUMMARY)
    head.reads("Nguyễn Đình Long Thử")


def give_verification_to_the_department(settler: Officer, matter: str) -> None:
    """Verification goes to a department, with the day its paper sets."""
    settler.opens(matter)
    settler.follows("giao xác minh")
    settler.arrives_at("Giao xác minh")
    settler.types("Giao cho cơ quan, đơn vị", "so nong nghiep")
    settler.types("Hạn ghi trong văn bản", "15/12/2026")
    settler.types("Số văn bản", "22/QĐ-UBND")
    settler.types("Người ký", "Đặng Quốc Hưng Thử")
    settler.saves_by_keyboard()
    settler.arrives_at(SUMMARY)
    settler.reads("đang xác minh")


def sweep(app: Flask) -> None:
    """Every regular job of the house runs once."""
    assert [run_once(app, job) for job in JOBS] == [True] * len(JOBS)


def find_the_alert_in_the_inbox(settler: Officer) -> None:
    """The person who answers for the case reads of it, and is one step away from it."""
    settler.signs_in(then="/canh-bao")
    settler.arrives_at("Cảnh báo")
    settler.reads(CLOCK, "còn 7 ngày làm việc", DUE)


def find_the_letter(mailbox: Mailbox) -> None:
    """The same by e-mail, in Vietnamese, naming nobody."""
    letters = mailbox.to("giaiquyet@example.invalid")
    assert len(letters) == 1
    words = letters[0].get_content()
    for expected in (CLOCK, f"Hạn {DUE}", "còn 7 ngày làm việc", "LKN Đ28"):
        assert expected in words
    assert COMPLAINANT not in words
    assert SUMMARY not in words


def record_the_decision(settler: Officer, matter: str) -> None:
    """The decision, with its number and signatory."""
    settler.signs_in(then=matter)
    settler.arrives_at(SUMMARY)
    settler.follows("ra quyết định giải quyết")
    settler.arrives_at("Ra quyết định giải quyết")
    settler.ticks("Kết quả giải quyết", "khiếu nại đúng một phần")
    settler.ticks("Yêu cầu và kết quả xác minh không còn khác nhau", "có")
    settler.types("Tóm tắt nội dung", "Sửa một phần quyết định thu hồi đất")
    settler.types("Số văn bản", "415/QĐ-UBND")
    settler.types("Người ký", "Đặng Quốc Hưng Thử")
    settler.saves_by_keyboard()
    settler.arrives_at(SUMMARY)


def read_that_the_clock_has_ended(settler: Officer) -> None:
    """It is folded away among what is done."""
    settler.page.locator("summary").filter(has_text="Đã xong hoặc đã hết").press("Enter")
    ended = settler.page.locator("article.clock").filter(has_text=CLOCK).first
    expect(ended).to_contain_text("xong 18/12/2026")
    settler.arrives_at(SUMMARY)


def find_no_further_alert(settler: Officer, mailbox: Mailbox) -> None:
    """Three working days before the old end nobody is told of it any more."""
    assert not [letter for letter in mailbox.letters if CLOCK in letter.get_content()]
    settler.signs_in(then="/canh-bao")
    settler.arrives_at("Cảnh báo")
    expect(settler.page.locator("main").get_by_text("còn 3 ngày làm việc")).to_have_count(0)
