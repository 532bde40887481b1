"""The public face: read without signing in, light, without a name; codes are looked up without a trace in addresses."""

import gzip
import logging
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from flask import Flask

from caseflow.law.terms import VisitOutcome
from caseflow.services import tracking
from caseflow.services.tracking import GUESSING
from caseflow.store.db import db
from caseflow.store.reception import Visit
from tests.conftest import SettableClock, SignIn
from tests.drills.code_guesses import guess, wrong_codes
from tests.factories import Enter, Province
from tests.visitor import Visitor

ADDRESS = "/cong-khai/tra-cuu"
PAGES = ("", "/khieu-nai", "/to-cao", "/kien-nghi", "/noi-tiep", "/mau-don-khieu-nai", "/tra-cuu")
LIGHT = 100_000
ALWAYS = ("latin-400", "vietnamese-400", "latin-600", "vietnamese-600")
"""The fonts that a page of Vietnamese words in two weights has a browser fetch."""


def a_code(enter: Enter, **told: Any) -> str:  # noqa: ANN401 - the fields of Telling
    it = enter.a_visit("Khiếu nại ông Nguyễn Văn Kín", **told)
    with enter.acting("tiepdan") as reader:
        visit = db.session.get_one(Visit, it.visit_id)
        return tracking.issue(visit, asked=False, by_id=reader.user_id, now=enter.clock())


@pytest.mark.parametrize("page", PAGES)
def test_every_public_page_is_open_and_led_to_by_no_script(client: Visitor, page: str) -> None:
    words = client.text(f"/cong-khai{page}")
    assert "<h1" in words or 'class="paper"' in words
    assert "/static/bootstrap" not in words
    assert "/static/caseflow" not in words


def test_a_first_visit_weighs_less_than_a_hundred_kilobytes(client: Visitor, app: Flask) -> None:
    page = client.get("/cong-khai").get_data()
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode()))
    fonts = (Path(app.static_folder or "") / "fonts.css").read_text(encoding="utf-8")
    asked = {f"fonts/be-vietnam-pro-{name}.woff2" for name in ALWAYS}
    assert asked <= {urljoin("", found) for found in re.findall(r'url\("([^"]+)"\)', fonts)}
    weights = {name: len((Path(app.static_folder or "") / name).read_bytes()) for name in files | asked}
    assert len(page) + sum(weights.values()) < LIGHT, weights
    assert len(gzip.compress(page)) < 5_000


def test_the_guides_tell_the_limits_of_the_day(client: Visitor) -> None:
    page = client.text("/cong-khai/khieu-nai")
    assert "7 ngày làm việc" in page
    assert "LKN Đ28" in page
    assert "Theo luật áp dụng ngày 23/11/2026" in page
    assert "30 ngày" in client.text("/cong-khai/to-cao")
    assert "LTCD Đ28.1" in client.text("/cong-khai/kien-nghi")


def test_an_office_tells_where_it_receives(client: Visitor, sign_in: SignIn, province: Province) -> None:
    key = province.offices["XA-18880"]
    assert "Chưa có cơ quan nào" in client.text("/cong-khai/noi-tiep")
    admin = sign_in("quantri")
    where = f"/quan-tri/co-quan/{key}/noi-tiep"
    refused = admin.submit(where, reception_hours="thứ Hai đến thứ Sáu")
    assert refused.status_code == 422
    assert "Cần ghi nơi tiếp." in refused.get_data(as_text=True)
    admin.submit(where, reception_address="12 đường Thử", reception_hours="thứ Hai đến thứ Sáu", phone="0232 000 000")
    page = client.text("/cong-khai/noi-tiep")
    assert all(
        words in page for words in ("UBND phường Đồng Hới", "12 đường Thử", "thứ Hai đến thứ Sáu", "0232 000 000")
    )


def test_a_code_tells_stage_and_dates_and_no_name(client: Visitor, enter: Enter) -> None:
    code = a_code(enter, outcome=VisitOutcome.WORDS_RECORDED)
    page = client.submit(ADDRESS, code=code.lower()).get_data(as_text=True)
    assert "Cơ quan đã ghi lời trình bày" in page
    assert "Ban Tiếp công dân tỉnh" in page
    assert "chậm nhất ngày 08/12/2026" in page
    for hidden in ("Nguyễn Văn Kín", "Lê Thị Bưởi", "Lê Thị Thanh", "VV-2026", code):
        assert hidden not in page


def test_a_code_stands_in_no_address_and_no_log(
    client: Visitor, enter: Enter, caplog: pytest.LogCaptureFixture
) -> None:
    code = a_code(enter, outcome=VisitOutcome.EXPLAINED)
    with caplog.at_level(logging.DEBUG):
        answer = client.submit(ADDRESS, follow=False, code=code)
    assert answer.status_code == 200
    assert code not in answer.request.url
    assert code not in caplog.text


def test_every_wrong_code_is_answered_alike(app: Flask, enter: Enter, clock: SettableClock) -> None:
    seen = guess(app, clock, wrong_codes(enter), tries=120)
    assert [(status, count) for (status, _), count in seen.answers.items()] == [(404, 120)]


def test_above_the_limit_every_code_is_refused_alike(client: Visitor, enter: Enter, app: Flask) -> None:
    code = a_code(enter, outcome=VisitOutcome.EXPLAINED)
    shown = client.get(ADDRESS)
    for _ in range(GUESSING.per_source):
        assert client.send(shown, code="sai").status_code == 404
    wrong, right = client.send(shown, code="sai"), client.send(shown, code=code)
    assert wrong.status_code == right.status_code == 429
    assert masked(wrong.get_data(as_text=True)) == masked(right.get_data(as_text=True))
    elsewhere = Visitor(app)
    elsewhere.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert elsewhere.submit(ADDRESS, code=code).status_code == 200


def test_who_knows_the_code_is_never_stopped_by_looking(client: Visitor, enter: Enter) -> None:
    code = a_code(enter, outcome=VisitOutcome.EXPLAINED)
    assert {client.submit(ADDRESS, code=code).status_code for _ in range(GUESSING.per_source + 5)} == {200}


def masked(page: str) -> str:
    return re.sub(r'name="csrf_token"[^>]*', "", page)
