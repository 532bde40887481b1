"""The public face in a real browser: what a scanned receipt brings, what a first visit weighs, what is printed."""

import re

import pytest
from playwright.sync_api import Response

from caseflow.lookup_codes import grouped
from caseflow.services import tracking
from caseflow.services.reception import PaperHandedIn
from caseflow.store.db import db
from caseflow.store.reception import Visit
from tests.browser.audit import PHONE, check_page
from tests.browser.conftest import Somebody
from tests.factories import Enter

pytestmark = pytest.mark.browser

LIGHT = 100_000
PAPERS = (PaperHandedIn("Quyết định thu hồi đất", 3, condition="nguyên vẹn"),)


def issue(enter: Enter, visit_id: int | None) -> str:
    with enter.acting("tiepdan") as reader:
        visit = db.session.get_one(Visit, visit_id)
        return grouped(tracking.issue(visit, asked=False, by_id=reader.user_id, now=enter.clock()))


def test_a_scanned_code_goes_into_the_field_and_out_of_the_address(somebody: Somebody, enter: Enter) -> None:
    code = issue(enter, enter.a_visit(papers=PAPERS).visit_id)
    citizen = somebody("")
    asked: list[str] = []
    citizen.page.on("request", lambda request: asked.append(f"{request.url} {request.headers}"))
    citizen.page.set_viewport_size(PHONE)
    citizen.page.goto(f"{citizen.address}/cong-khai/tra-cuu#{code}")
    assert citizen.page.input_value("[name=code]") == code
    assert citizen.page.evaluate("location.hash") == ""
    citizen.presses("Xem")
    citizen.arrives_at("Đơn đang ở đâu")
    assert not any(code in words for words in asked)
    assert citizen.page.url == f"{citizen.address}/cong-khai/tra-cuu"


def test_a_first_visit_weighs_less_than_a_hundred_kilobytes(somebody: Somebody) -> None:
    citizen = somebody("")
    got: list[Response] = []
    citizen.page.on("response", lambda answer: got.append(answer))  # noqa: PLW0108 - Playwright marks what it calls
    citizen.page.goto(f"{citizen.address}/cong-khai", wait_until="networkidle")
    weights = {answer.url.removeprefix(citizen.address): len(answer.body()) for answer in got}
    assert sum(weights.values()) < LIGHT, weights
    assert all(name.startswith(("/cong-khai", "/static/")) for name in weights)


def test_a_receipt_is_printed_twice_and_bears_its_code_once(somebody: Somebody, enter: Enter) -> None:
    it = enter.a_visit(papers=PAPERS)
    desk = somebody("tiepdan")
    desk.signs_in(then=f"/tiep-dan/{it.visit_id}/bien-nhan")
    desk.presses("Cấp mã và in")
    assert desk.page.locator(".qr").count() == 1
    pages = re.findall(rb"/Type\s*/Page\b(?!s)", desk.page.pdf(format="A4"))
    assert len(pages) == 2
    check_page(desk.page)


def test_the_large_receipt_is_read_on_a_telephone_and_printed_too(somebody: Somebody, enter: Enter) -> None:
    it = enter.a_visit(papers=PAPERS)
    desk = somebody("tiepdan")
    desk.signs_in(then=f"/tiep-dan/{it.visit_id}/bien-nhan?co-chu=lon")
    desk.presses("Cấp mã và in")
    check_page(desk.page)
