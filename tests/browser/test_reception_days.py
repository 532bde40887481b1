"""Reception days in a real browser, each as one walk: a year by a rule, a day that was held, a receipt followed."""

import re
from datetime import date, time

import pytest
from flask import Flask
from icalendar import Calendar
from playwright.sync_api import Response, expect

from caseflow.jobs.timetable import JOBS, run_once
from tests.browser.audit import PHONE
from tests.browser.conftest import Somebody
from tests.browser.officer import Officer
from tests.conftest import SettableClock
from tests.factories import PEOPLE, Enter

pytestmark = pytest.mark.browser

CHAIR = "Chủ tịch UBND tỉnh"
LIGHT = 100_000
STAFF = [name for _, name, _, _ in PEOPLE]


def fill(officer: Officer, **typed: str) -> None:
    """Type into fields by their names, those of folded parts too."""
    officer.page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true })")
    for name, words in typed.items():
        officer.page.locator(f'main [name="{name.replace("__", "-")}"]').fill(words)


def sweep(app: Flask) -> None:
    """Every regular job of the house runs once."""
    assert [run_once(app, job) for job in JOBS] == [True] * len(JOBS)


# A year by a rule. The tenth of each month of 2027: Sunday 10/01, Wednesday 10/02 (Tết), Saturday 10/04,
# Saturday 10/07 and Sunday 10/10 are off.
MOVED = ("11/01/2027", "12/02/2027", "12/04/2027", "12/07/2027", "11/10/2027")
YEAR = sorted(
    [date(2027, 1, 11), date(2027, 2, 12), date(2027, 4, 12), date(2027, 7, 12), date(2027, 10, 11)]
    + [date(2027, month, 10) for month in (3, 5, 6, 8, 9, 11, 12)]
)


def test_a_year_is_laid_out_moved_by_tet_published_shown_and_subscribed_to(somebody: Somebody) -> None:
    head = somebody("truongban")
    head.signs_in(then="/lich/lap")
    head.arrives_at("Lập lịch tiếp công dân")
    fill(
        head, office="Ban Tiếp công dân tỉnh", hosts__0__office="UBND tỉnh Quảng Trị", hosts__0__head=CHAIR,
        first="01/01/2027", last="31/12/2027", planned_on="23/11/2026", month_days="10", starts_at="07:30",
        sites="Trụ sở Tiếp công dân tỉnh", content="Nghe và trả lời về đất đai",
    )  # fmt: skip
    head.presses("Xem trước")
    head.arrives_at("Lập lịch tiếp công dân")
    head.reads("12 ngày tiếp, 5 ngày khác với ngày nêu trong quy tắc")
    tet = head.page.locator("tr").filter(has_text="10/02/2027")
    expect(tet).to_contain_text("Tết Nguyên đán")
    expect(tet).to_contain_text("12/02/2027")
    head.presses("Lập lịch")
    head.opens("/lich/cong-bo")
    head.arrives_at("Công bố lịch tiếp công dân")
    assert head.page.locator("main input[name=days]").count() == 12
    head.presses("Công bố")
    citizen = somebody("")
    citizen.page.set_viewport_size(PHONE)
    citizen.opens("/cong-khai/lich?thang=2027-02")
    citizen.arrives_at("Lịch tiếp công dân, tháng 02/2027")
    citizen.reads("12/02/2027", CHAIR, "Nghe và trả lời về đất đai")
    assert "10/02/2027" not in citizen.page.locator("tbody").inner_text()
    citizen.page.locator("#co-quan").select_option(label="UBND tỉnh Quảng Trị")
    citizen.presses("Xem")
    feed = citizen.page.get_by_role("link", name="Thêm vào lịch điện thoại").get_attribute("href")
    assert feed is not None
    answer = citizen.page.request.get(feed)
    events = Calendar.from_ical(answer.body()).events
    assert sorted(str(event.start)[:10] for event in events) == [day.isoformat() for day in YEAR]
    assert {str(event["status"]) for event in events} == {"CONFIRMED"}


# A day that was held


def record(desk: Officer, name: str, summary: str, **more: str) -> str:
    """One visit to the leader, explained on the spot; its address."""
    desk.opens("/tiep-dan/moi")
    desk.stands_at("Lượt tiếp mới")
    fill(desk, people__0__name=name, summary=summary, **more)
    desk.page.locator("main [name=session]").select_option(index=1)
    desk.page.locator('main [name=outcome][value="explained"]').check()
    desk.saves_by_keyboard()
    desk.arrives_at("Lượt tiếp")
    return desk.page.url.removeprefix(desk.address)


def conclude(desk: Officer, visit: str, number: str, content: str, due_on: str) -> None:
    """The conclusion the leader gave on a visit, with one task for the department."""
    desk.opens(f"{visit}/ket-luan")
    desk.arrives_at("Kết luận tiếp công dân")
    fill(
        desk, words="Giao Sở kiểm tra, trả lời công dân", paper_number=number, paper_signatory="Bùi Văn An Thử",
        tasks__0__office="Sở Nông nghiệp và Môi trường", tasks__0__content=content, tasks__0__due_on=due_on,
    )  # fmt: skip
    desk.saves_by_keyboard()
    desk.arrives_at("Lượt tiếp")
    desk.reads(content)


def test_a_day_is_held_with_a_crowd_and_of_two_tasks_the_late_one_is_alarmed(
    somebody: Somebody, app: Flask, clock: SettableClock, enter: Enter
) -> None:
    day = f"/lich/{enter.a_day(date(2026, 11, 30), posted_on=date(2026, 11, 20))}"
    clock.set(date(2026, 11, 30), time(8))
    desk, head, chief = somebody("tiepdan"), somebody("truongban"), somebody("so")
    desk.signs_in(then="/tiep-dan")
    first = record(desk, "Lê Thị Một Thử", "Xin xem lại giá đất")
    second = record(desk, "Lê Thị Hai Thử", "Xin cấp lại giấy chứng nhận")
    crowd = record(desk, "Lê Thị Ba Thử", "Cùng nhau xin dừng bãi rác", people_present="6")
    conclude(desk, first, "15/TB-UBND", "Kiểm tra giá đất", "04/12/2026")
    conclude(desk, second, "16/TB-UBND", "Rà soát giấy chứng nhận", "18/12/2026")
    matter = matter_of(desk, second)

    sweep(app)
    head.signs_in(then="/canh-bao")
    head.arrives_at("Cảnh báo")
    head.reads("Nghi đông người", "nghi vấn chờ xác nhận")
    head.follows("Xem và quyết định")
    head.arrives_at("bãi rác")
    head.page.locator("summary").filter(has_text="Xác nhận hoặc bác bỏ").first.press("Enter")
    head.types("Lý do", "Sáu người cùng nội dung, đã tiếp")
    head.presses("Xác nhận")
    head.arrives_at("bãi rác")
    desk.opens(crowd)
    desk.arrives_at("Lượt tiếp")
    desk.reads("đoàn đông người")

    head.opens(f"{day}/to-chuc")
    head.arrives_at("Ghi ngày tiếp đã tổ chức")
    fill(head, held__0__held_by="Bùi Văn An Thử")
    head.saves_by_keyboard()
    head.arrives_at("Người đứng đầu TINH")
    head.reads("người đứng đầu")

    clock.set(date(2026, 12, 3), time(9))
    chief.signs_in(then=matter)
    chief.follows("Ghi báo cáo")
    chief.arrives_at("báo cáo")
    chief.saves_by_keyboard()

    # due on Friday 04/12/2026: late by one working day on Monday 07/12
    clock.set(date(2026, 12, 7), time(7, 1))
    sweep(app)
    chief.signs_in(then="/canh-bao")
    chief.arrives_at("Cảnh báo")
    late = chief.page.locator("main tr").filter(has_text="quá hạn 1 ngày làm việc")
    expect(late).to_have_count(1)
    expect(late).to_contain_text("04/12/2026")
    late.get_by_role("link", name="Ghi báo cáo").press("Enter")
    chief.arrives_at("báo cáo")
    chief.saves_by_keyboard()
    chief.opens("/canh-bao")
    expect(chief.page.locator("main tr").filter(has_text="đã đóng: đã xong ngày 07/12/2026")).not_to_have_count(0)

    head.signs_in(then=f"{day}/so-ngay")
    head.arrives_at("Sổ ngày tiếp")
    head.reads("đã báo cáo 03/12/2026", "đã báo cáo 07/12/2026")


def matter_of(desk: Officer, visit: str) -> str:
    """The address of the matter that a visit is about."""
    desk.opens(visit)
    found = desk.page.locator('main a[href^="/vu-viec/"]').first.get_attribute("href")
    assert found is not None
    return found


# A receipt


def test_a_receipt_is_printed_and_followed_on_a_telephone(somebody: Somebody) -> None:
    desk = somebody("tiepdan")
    desk.signs_in(then="/tiep-dan/moi")
    desk.arrives_at("Lượt tiếp mới")
    fill(
        desk, people__0__name="Lê Thị Biên Nhận Thử", people__0__phone="0912000111", summary="Khiếu nại thu hồi đất",
        papers__0__name="Quyết định thu hồi đất", papers__0__pages="3",
    )  # fmt: skip
    desk.page.locator('main [name=outcome][value="paper_taken"]').check()
    desk.saves_by_keyboard()
    desk.arrives_at("Biên nhận để in")
    desk.presses("Cấp mã và in")
    desk.arrives_at("Biên nhận để in")
    code = desk.page.locator(".paper__secret").inner_text()
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", desk.page.pdf(format="A4"))) == 2

    citizen = somebody("")
    citizen.page.set_viewport_size(PHONE)
    got: list[Response] = []
    citizen.page.on("response", lambda answer: got.append(answer))  # noqa: PLW0108 - Playwright marks what it calls
    citizen.page.goto(f"{citizen.address}/cong-khai", wait_until="networkidle")
    assert sum(len(answer.body()) for answer in got) < LIGHT
    citizen.follows("Xem đơn của tôi đến đâu")
    citizen.arrives_at("Xem đơn đến đâu")
    slip = code[:-1] + ("0" if code[-1] != "0" else "1")
    citizen.types("Mã tra cứu", slip)
    citizen.presses("Xem")
    citizen.arrives_at("Xem đơn đến đâu")
    citizen.reads("Không có đơn nào với mã này")
    citizen.types("Mã tra cứu", code.lower())
    citizen.presses("Xem")
    citizen.arrives_at("Đơn đang ở đâu")
    # received on Monday 23/11/2026; the tenth working day after it, 24/11 being off: Tuesday 08/12
    citizen.reads("Ban Tiếp công dân tỉnh", "23/11/2026", "08/12/2026")
    page = citizen.page.content()
    assert not [name for name in ("Lê Thị Biên Nhận Thử", "thu hồi đất", *STAFF) if name in page]
