"""The minute at the counter: one person with a petition, recorded, receipted and ready to print, by keyboard alone.

Nothing is measured by a stopwatch that a fast machine flatters: the keys are counted and taken at the pace of an
ordinary typist, and what the officer waits for the machine is added.
"""

import time
import unicodedata
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page, Request, expect
from sqlalchemy import select

from caseflow.services.citizens import Person
from caseflow.store.db import db
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from tests.browser.audit import check_page
from tests.browser.conftest import Somebody
from tests.factories import Enter

pytestmark = pytest.mark.browser

KEYS_A_SECOND = 6.0
A_MINUTE = 60.0
MOST_KEYS, MOST_ROUND_TRIPS = 300, 4
"""Two pages, each with the redirect that keeps it from being written twice."""
ROUND_TRIPS_BESIDE = 12
"""What beside.js asks meanwhile; nobody waits for it."""
STOPS = 12
SUMMARY = "Khieu nai thu hoi thua dat 510 o thon Bau Say"
TOLD = "Không đồng ý với việc thu hồi thửa đất số 510, tờ bản đồ số 3 ở thôn Bàu Sậy, chưa bồi thường cây trồng"
HER = Person("Nguyễn Thị Mận Thử", paper_number="044188001234", phone="0912345678", unit_code="18880")


class Typist:
    """Types without a mouse, and counts every key."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0

    def types(self, words: str) -> None:
        """Key by key; a letter with its marks is as many keys as Telex asks for it."""
        self.page.keyboard.type(words)
        self.keys += len(unicodedata.normalize("NFD", words)) + words.casefold().count("đ")

    def presses(self, *keys: str) -> None:
        """Named keys; a chord is one stroke for each of its keys."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += key.count("+") + 1

    def goes_to(self, name: str) -> None:
        """On with Tab to the field of a name, or to the group it begins."""
        for _ in range(STOPS):
            self.presses("Tab")
            if self.page.evaluate("document.activeElement.name") == name:
                return
        raise AssertionError(f"{name} is not within {STOPS} stops")


def test_a_visit_with_a_petition_takes_less_than_a_minute(
    somebody: Somebody, app: Flask, enter: Enter, capsys: pytest.CaptureFixture[str]
) -> None:
    enter.a_petition("Khiếu nại thu hồi thửa đất 510 ở thôn Bàu Sậy", senders=(HER,), received_on=date(2026, 8, 3))
    officer = somebody("tiepdan")
    officer.signs_in(then="/tiep-dan")
    page, typist = officer.page, Typist(officer.page)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if "/static/" not in request.url else None)
    waited = -time.perf_counter()
    officer.opens("/tiep-dan/moi")
    expect(officer.field("Họ và tên")).to_be_focused()
    waited += time.perf_counter()
    typist.types("Nguyễn Thị Mận Thử")
    for name, words in (("paper_number", "044188001234"), ("phone", "0912345678"), ("commune", "dong hoi")):
        typist.goes_to(f"people-0-{name}")
        typist.types(words)
    typist.goes_to("summary")
    typist.types(TOLD)
    typist.goes_to("kind")
    typist.presses("1")
    typist.goes_to("papers-0-name")
    typist.types("Đơn khiếu nại")
    typist.goes_to("papers-0-pages")
    typist.types("2")
    typist.goes_to("outcome")
    typist.presses("1")
    box = officer.field("Tóm tắt vụ việc").bounding_box()
    expect(page.locator("[data-told]")).to_contain_text("Vụ việc giống")
    assert officer.field("Tóm tắt vụ việc").bounding_box() == box, "what stands beside moves nothing"
    typist.presses("Alt+1")
    expect(page.locator("[name=matter]")).to_have_value("VV-2026-00001")
    waited -= time.perf_counter()
    with page.expect_navigation():
        typist.presses("Control+Enter")
    officer.stands_at("Biên nhận để in")
    waited += time.perf_counter()
    page.emulate_media(media="print")
    expect(page.locator("main")).to_contain_text("Đơn khiếu nại")
    expect(page.locator("header.masthead")).to_be_hidden()
    beside = [one for one in asked if one.url.split("?")[0].endswith("/ben-canh")]
    trips = len(asked) - len(beside)
    seconds = typist.keys / KEYS_A_SECOND + waited
    with capsys.disabled():
        print(  # noqa: T201 - the figure is what the test is for
            f"\n{typist.keys} keys at {KEYS_A_SECOND:.0f} a second and {waited:.1f} s of waiting: {seconds:.0f} s; "
            f"{trips} round trips, {len(beside)} more beside the form"
        )
    assert seconds < A_MINUTE
    assert typist.keys <= MOST_KEYS
    assert trips <= MOST_ROUND_TRIPS
    assert len(beside) <= ROUND_TRIPS_BESIDE
    with app.app_context():
        visit = db.session.scalars(select(Visit)).one()
        entries = db.session.scalars(select(PetitionEntry)).all()
        assert {entry.matter_id for entry in entries} == {visit.matter_id}
        assert len(entries) == 2


def test_the_aside_follows_what_is_typed_and_the_cursor_stays(somebody: Somebody, enter: Enter) -> None:
    enter.a_petition("Khiếu nại thu hồi thửa đất 510 ở thôn Bàu Sậy", senders=(HER,))
    enter.a_visit("Hỏi thủ tục <b>xin</b> phép", people=(HER,))
    officer = somebody("tiepdan")
    officer.signs_in(then="/tiep-dan/moi")
    officer.types("Điện thoại", "0912 345 678")
    officer.types("Tóm tắt vụ việc", SUMMARY)
    officer.reads("Đã từng đến", "Vụ việc giống", "Sau khi lưu")
    expect(officer.field("Tóm tắt vụ việc")).to_be_focused()
    expect(officer.page.get_by_role("status").last).to_have_text("Đã từng đến: 2. Vụ việc giống: 1.")
    officer.page.locator("details[data-stay] summary").first.press("Enter")
    officer.reads("Đang gõ")
    check_page(officer.page)
    officer.page.get_by_role("button", name="Nhập vào VV-2026-00001").press("Enter")
    officer.reads("Bỏ chọn")
    assert officer.field("Nhập vào vụ việc số").input_value() == "VV-2026-00001"
    officer.page.keyboard.press("Alt+0")
    expect(officer.page.locator("[name=matter]")).to_have_value("")
    assert officer.page.url.startswith(officer.address + "/tiep-dan/moi"), "nothing was sent"


def test_without_scripts_the_same_is_had_by_buttons(somebody: Somebody, enter: Enter) -> None:
    it = enter.a_petition("Khiếu nại thu hồi thửa đất 510 ở thôn Bàu Sậy")
    officer = somebody("tiepdan", scripts=False)
    officer.signs_in(then="/tiep-dan/moi")
    officer.types("Họ và tên", "Nguyễn Thị Thử")
    officer.types("Tóm tắt vụ việc", SUMMARY)
    officer.presses("Xem thời hạn theo những gì đã gõ")
    officer.reads("Vụ việc giống")
    officer.presses(f"Nhập vào {it.matter_code}")
    assert officer.field("Nhập vào vụ việc số").input_value() == it.matter_code
    assert officer.field("Họ và tên").input_value() == "Nguyễn Thị Thử"
