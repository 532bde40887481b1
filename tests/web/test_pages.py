"""What every page has around it, and what a person sees when something is refused or breaks."""

import logging
import re

import pytest
from flask import Flask
from sqlalchemy import text

from caseflow.jobs.sweep import sweep
from caseflow.law.rights import Right
from caseflow.store.db import db
from caseflow.store.forms import beat
from caseflow.store.transactions import transaction
from caseflow.web.access import needs
from tests.conftest import SettableClock
from tests.conftest import SignIn as Door
from tests.factories import Province
from tests.visitor import Visitor

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def pages_of(app: Flask) -> list[str]:
    """Every address that needs no key."""
    return sorted(
        rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments
    )


@pytest.mark.parametrize("login", ["quantri", "truongban", "thanhtra", ""])
def test_every_page_is_guarded_and_kept_by_no_cache(app: Flask, client: Visitor, sign_in: Door, login: str) -> None:
    visitor = sign_in(login) if login else client
    for address in [*pages_of(app), "/khong-co-trang-nay", "/tiep-dan/999999"]:
        headers = visitor.client.get(address).headers
        assert headers["Content-Security-Policy"] == POLICY, address
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["Cache-Control"] == "no-store", address


def test_a_static_file_may_be_kept(client: Visitor) -> None:
    with client.client.get("/static/caseflow.css") as answer:
        assert answer.headers["Cache-Control"] != "no-store"
        assert answer.headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("login", ["quantri", "truongban", "thanhtra", "phapche"])
def test_a_person_is_offered_only_pages_that_open(sign_in: Door, login: str) -> None:
    visitor = sign_in(login)
    page = visitor.text("/tai-khoan").split("<main", maxsplit=1)[0]
    offered = [link for link in re.findall(r'href="(/[^"]*)"', page) if not link.startswith("/static")]
    assert offered
    assert {link: visitor.get(link).status_code for link in offered} == dict.fromkeys(offered, 200)


def test_a_missing_right_is_named(sign_in: Door) -> None:
    page = sign_in("phapche").get("/quan-tri/tai-khoan")
    assert page.status_code == 403
    assert "Việc này cần quyền “quản lý tài khoản”" in page.get_data(as_text=True)


def test_what_is_absent_and_what_is_hidden_answer_alike(sign_in: Door, province: Province) -> None:
    visitor = sign_in("quantri")
    unknown = visitor.get("/quan-tri/tai-khoan/999999")
    nowhere = visitor.get("/khong-co-trang-nay")
    assert unknown.status_code == nowhere.status_code == 404
    assert unknown.get_data() == nowhere.get_data()
    assert province.people


def test_a_number_greater_than_any_key_leads_nowhere(sign_in: Door) -> None:
    visitor = sign_in("quantri")
    assert visitor.get(f"/quan-tri/tai-khoan/{2**31}").status_code == 404
    assert visitor.get("/quan-tri/tai-khoan/99999999999999999999").status_code == 404
    assert visitor.get("/quan-tri/tai-khoan", {"sau": "9" * 19}).status_code == 400


def test_a_nul_character_is_refused_and_breaks_nothing(sign_in: Door) -> None:
    visitor = sign_in("quantri")
    assert visitor.get("/quan-tri/tai-khoan", {"tu": "a\x00b"}).status_code == 400
    shown = visitor.get("/quan-tri/co-quan/1/sua")
    assert visitor.send(shown, name="Sở\x00").status_code == 400


def test_an_address_that_is_no_text_is_not_understood(client: Visitor, sign_in: Door) -> None:
    no_text = {"QUERY_STRING": "tu=\xff"}
    for somebody, path in ((client, "/dang-nhap"), (sign_in("quantri"), "/quan-tri/tai-khoan")):
        page = somebody.client.get(path, environ_overrides=no_text)
        assert page.status_code == 400
        assert "Trang không hiểu yêu cầu này" in page.get_data(as_text=True)
    assert client.client.get("/quan-tri/tai-khoan", environ_overrides=no_text).status_code == 302


def test_a_wrong_way_of_asking_says_which_ways_there_are(sign_in: Door) -> None:
    answer = sign_in("quantri").client.get("/dang-xuat")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_too_great_a_body_is_said_in_words(sign_in: Door, app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    visitor = sign_in("quantri")
    answer = visitor.client.post("/mat-khau", data={"password": "a" * 2000})
    assert answer.status_code == 413
    assert "quá lớn" in answer.get_data(as_text=True)


def test_a_page_without_a_declared_right_opens_for_nobody(app: Flask, sign_in: Door) -> None:
    app.add_url_rule("/de-ngo", "open", lambda: "đồ bí mật")
    assert sign_in("truongban").get("/de-ngo").status_code == 403


def break_down() -> str:
    """A view that fails with words that must not be seen."""
    raise RuntimeError("mật khẩu của cơ sở dữ liệu")


def test_a_failure_shows_a_number_that_the_log_knows_and_nothing_else(
    app: Flask, sign_in: Door, caplog: pytest.LogCaptureFixture
) -> None:
    app.add_url_rule("/hong", "broken", needs(Right.SIGNED_IN)(break_down))
    with caplog.at_level(logging.ERROR):
        page = sign_in("quantri").get("/hong")
    words = page.get_data(as_text=True)
    number = re.findall(r"mã lỗi ([0-9a-f]{8})", words)[0]
    assert page.status_code == 500
    assert number in caplog.text
    assert "Traceback" not in words
    assert "mật khẩu của cơ sở dữ liệu" not in words


def test_a_failing_database_still_gives_a_page_in_vietnamese(app: Flask, sign_in: Door) -> None:
    visitor = sign_in("quantri")
    with app.app_context():
        db.session.execute(text("DROP TABLE role_post"))
        db.session.commit()
    page = visitor.get("/tai-khoan")
    assert page.status_code == 500
    assert "Có lỗi xảy ra" in page.get_data(as_text=True)


def test_the_cookie_of_a_secure_house_is_bound_to_its_host(app: Flask) -> None:
    assert app.config["SESSION_COOKIE_HTTPONLY"]
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Lax"


def test_health_needs_no_sign_in(client: Visitor) -> None:
    young = {"database": "ok", "timetable_seen": None, "swept_at": None, "reason": ""}
    assert client.get("/healthz").get_json() == client.get("/suc-khoe").get_json() == young


def test_a_house_without_sweeps_is_well_for_three_minutes_from_its_founding(
    client: Visitor, clock: SettableClock
) -> None:
    clock.forward(minutes=3)
    assert client.get("/healthz").status_code == 200
    clock.forward(seconds=1)
    red = client.get("/healthz")
    assert (red.status_code, red.get_json()["reason"][:16]) == (503, "Chưa quét lần nà")


def test_a_sweep_that_falls_silent_shows_in_the_health_though_another_job_goes_on(
    client: Visitor, app: Flask, clock: SettableClock
) -> None:
    with app.app_context():
        sweep(clock(), by_mail=False)
    clock.forward(minutes=3)
    seen = client.get("/healthz")
    assert (seen.status_code, seen.get_json()["swept_at"]) == (200, "2026-11-23T03:00:00+00:00")
    clock.forward(minutes=1)
    with app.app_context(), transaction(by_id=None, act="kiểm thử", now=clock()):
        beat("letters", clock())
    red = client.get("/healthz")
    assert (red.status_code, red.get_json()["reason"]) == (503, "Đã 4 phút không có lần quét nào xong.")
    assert red.get_json()["timetable_seen"] == "2026-11-23T03:04:00+00:00"


def test_a_database_that_is_away_shows_in_the_health(client: Visitor, app: Flask) -> None:
    with app.app_context():
        db.session.execute(text("DROP TABLE heartbeat"))
        db.session.commit()
    away = client.get("/healthz")
    assert (away.status_code, away.get_json()["database"]) == (503, "unreachable")


def test_the_journal_is_shown_without_words_of_its_rows_and_verified(sign_in: Door, app: Flask) -> None:
    visitor = sign_in("thanhtra")
    page = visitor.text("/nhat-ky")
    assert "1 phiên đăng nhập" in page
    assert "Hồ Viết Sơn Thử" in page.split("<main", maxsplit=1)[1]
    verified = visitor.send(visitor.get("/nhat-ky"), number="", digest="").get_data(as_text=True)
    assert "Chuỗi còn nguyên" in verified
    digest = re.findall(r"<code>([0-9a-f]{64})</code>", verified)[0]
    with app.app_context():
        last = db.session.execute(text("SELECT max(seq) FROM journal")).scalar_one()
        db.session.execute(text("DELETE FROM journal WHERE seq = :seq"), {"seq": last})
        db.session.commit()
    alone = visitor.send(visitor.get("/nhat-ky"), number="", digest="").get_data(as_text=True)
    against = visitor.send(visitor.get("/nhat-ky"), number=str(last), digest=digest).get_data(as_text=True)
    assert "Chuỗi còn nguyên" in alone
    assert "đuôi bị cắt" in against


BEYOND = "9" * 30
PAGED = (
    *("/vu-viec?sau=2026-01-01_{}", "/don?sau=2026-01-01_{}", "/tiep-dan?sau={}", "/canh-bao?sau=0_{}"),
    *("/tim?tu=dat&sau=0_{}", "/vu-viec?can_bo={}", "/don?co_quan={}", "/tiep-dan/moi?luot={}"),
)
OF_ADMINISTRATION = ("/quan-tri/tai-khoan?sau={}", "/quan-tri/lich?nam={}")
WRONG_KEYS = (f"-{BEYOND}", f"%2B{BEYOND}", f"1_{BEYOND}", BEYOND, "9" * 5000, "-1", "%C2%B2", "x", "%20")


@pytest.mark.parametrize(
    ("login", "addresses"), [("truongban", PAGED), ("quantri", OF_ADMINISTRATION), ("thanhtra", ("/nhat-ky?sau={}",))]
)
def test_a_key_that_is_none_breaks_no_list(sign_in: Door, login: str, addresses: tuple[str, ...]) -> None:
    visitor = sign_in(login)
    asked = [address.format(key) for address in addresses for key in WRONG_KEYS]
    answers = {address[:60]: visitor.get(address).status_code for address in asked}
    assert {address: status for address, status in answers.items() if status not in (200, 400, 404)} == {}


def test_a_key_of_thousands_of_figures_breaks_no_form(sign_in: Door) -> None:
    visitor = sign_in("truongban")
    (token,) = re.findall(r'name="csrf_token" value="([^"]+)"', visitor.text("/canh-bao"))[:1]
    answer = visitor.client.post("/canh-bao/da-doc", data={"csrf_token": token, "den": "9" * 5000})
    assert answer.status_code == 302


@pytest.mark.parametrize("place", ["/don", "/tim", "/don/bang-tinh", "/dang-nhap"])
def test_an_address_that_is_no_text_is_refused(sign_in: Door, place: str) -> None:
    answer = sign_in("xulydon").client.get(place, environ_overrides={"QUERY_STRING": "tu=\xff"})
    assert answer.status_code == 400
    assert "Trang không hiểu yêu cầu này" in answer.get_data(as_text=True)
