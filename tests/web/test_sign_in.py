"""Who comes in by the door, who does not, and how a sign-in ends."""

import re
from dataclasses import replace
from datetime import timedelta
from time import process_time

import pytest
from flask import Flask
from sqlalchemy import func, select

from caseflow.app import create_app
from caseflow.law.terms import Role
from caseflow.services.people import (
    IDLE,
    LONGEST,
    TRIES_PER_NAME,
    TRIES_PER_SOURCE,
    WRONG,
    hash_password,
    reset_password,
    who_knows,
)
from caseflow.store import journal
from caseflow.store.db import db
from caseflow.store.people import RolePost, User, user_by_login
from caseflow.store.reception import Visit
from caseflow.store.sign_ins import LoginAttempt, SignIn
from tests.conftest import SettableClock
from tests.conftest import SignIn as Door
from tests.factories import PASSWORD, Enter, Province
from tests.visitor import Visitor
from tests.web.queries import asked


def try_in(visitor: Visitor, login: str, password: str) -> str:
    page = visitor.submit("/dang-nhap", login=login, password=password)
    return page.get_data(as_text=True) if page.request.path == "/dang-nhap" else "in"


def said(page: str) -> list[str]:
    """The sentences of an error summary."""
    return re.findall(r"<li>(.*?)</li>", page.split('class="error-summary"')[1].split("</ul>", maxsplit=1)[0])


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/tai-khoan", follow=False).status_code == 200


def test_the_right_password_lets_a_person_in(sign_in: Door) -> None:
    assert "Dương Công Nam Thử" in sign_in("quantri").text("/tai-khoan")


def test_a_wrong_password_an_unknown_name_and_a_closed_account_are_answered_alike(
    client: Visitor, enter: Enter
) -> None:
    with enter.acting("quantri"):
        closed = user_by_login("danvan")
        assert closed is not None
        closed.active = False
    answers = {
        tuple(said(try_in(client, login, password)))
        for login, password in (("tiepdan", "sai mật khẩu"), ("không-ai", PASSWORD), ("danvan", PASSWORD))
    }
    assert answers == {(WRONG,)}


def test_an_unknown_name_takes_as_long_as_a_known_one(app: Flask, enter: Enter) -> None:
    cost = 40_000
    with enter.acting("quantri"):
        user = user_by_login("tiepdan")
        assert user is not None
        user.password_hash = hash_password(PASSWORD, cost=cost)

    def work(login: str) -> float:
        with app.app_context():
            began = process_time()
            assert who_knows(login, "sai mật khẩu", cost=cost) is None
            return process_time() - began

    work("khong-ai")  # makes the hash that belongs to nobody
    known, unknown = (min(work(login) for _ in range(3)) for login in ("tiepdan", "khong-ai"))
    assert 0.5 < unknown / known < 2


def test_after_five_failures_a_name_is_refused_and_told_when_to_come_back(
    client: Visitor, clock: SettableClock
) -> None:
    for _ in range(TRIES_PER_NAME):
        assert said(try_in(client, "tiepdan", "sai mật khẩu")) == [WRONG]
    sentence = said(try_in(client, "tiepdan", PASSWORD))[0]
    assert "thử lại sau 10:16 ngày 23/11/2026" in sentence
    assert try_in(client, "xulydon", PASSWORD) == "in"
    clock.forward(minutes=16)
    assert try_in(Visitor(client.client.application), "tiepdan", PASSWORD) == "in"


def test_names_tried_in_other_letters_count_as_one(client: Visitor) -> None:
    for login in ("tiepdan", "TIEPDAN", " TiepDan", "tiếpdân", "tiepdan "):
        try_in(client, login, "sai")
    assert "thử lại sau" in said(try_in(client, "tiepdan", PASSWORD))[0]


def test_after_twenty_failures_a_source_is_refused_whatever_the_name(client: Visitor) -> None:
    for number in range(TRIES_PER_SOURCE):
        assert said(try_in(client, f"tên-{number}", "sai")) == [WRONG]
    assert "thử lại sau" in said(try_in(client, "quantri", PASSWORD))[0]


def from_address(app: Flask, address: str) -> Visitor:
    """Somebody who comes by a proxy, which adds the address it saw to what the sender had claimed."""
    visitor = Visitor(app)
    visitor.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"192.0.2.{len(address)}, {address}"
    return visitor


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_source_is_what_the_offices_own_proxy_saw_and_nothing_a_sender_claims(
    app: Flask, clock: SettableClock, proxies: int
) -> None:
    house = create_app(replace(app.config["SETTINGS"], proxies=proxies), clock)
    for number in range(TRIES_PER_SOURCE):
        try_in(from_address(house, "203.0.113.7"), f"tên-{number}", "sai")
    same = try_in(from_address(house, "203.0.113.7"), "quantri", PASSWORD)
    other = try_in(from_address(house, "203.0.113.8"), "quantri", "sai")
    with house.app_context():
        db.engine.dispose()
    assert "thử lại sau" in said(same)[0]
    assert ("thử lại sau" in said(other)[0]) is (proxies == 0)


def test_a_success_forgets_the_failures_of_its_name(client: Visitor, app: Flask) -> None:
    for _ in range(TRIES_PER_NAME - 1):
        try_in(client, "tiepdan", "sai")
    assert try_in(client, "tiepdan", PASSWORD) == "in"
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(LoginAttempt)) == 0


def test_of_a_failed_try_no_name_and_no_address_is_kept(client: Visitor, app: Flask) -> None:
    try_in(client, "ten-bi-mat", "sai")
    with app.app_context():
        kept = db.session.execute(select(LoginAttempt.login_digest, LoginAttempt.source_digest)).one()
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in kept)


def test_of_a_token_only_its_digest_is_kept(sign_in: Door, app: Flask) -> None:
    visitor = sign_in("quantri")
    with visitor.client.session_transaction() as held:
        token = held["sign_in"]
    with app.app_context():
        assert token not in set(db.session.scalars(select(SignIn.token_digest)))


def test_a_sign_in_lies_idle_for_half_an_hour_at_most(sign_in: Door, clock: SettableClock) -> None:
    visitor = sign_in("quantri")
    clock.moment += IDLE - timedelta(minutes=1)
    assert is_in(visitor)
    clock.moment += IDLE - timedelta(minutes=1)
    assert is_in(visitor)
    clock.moment += IDLE
    assert not is_in(visitor)


def test_a_sign_in_in_use_ends_after_eight_hours(sign_in: Door, clock: SettableClock) -> None:
    visitor = sign_in("quantri")
    began = clock.moment
    while clock.moment + timedelta(minutes=20) < began + LONGEST:
        clock.forward(minutes=20)
        assert is_in(visitor)
    clock.moment = began + LONGEST
    assert not is_in(visitor)


def test_being_seen_is_written_once_a_minute_and_is_no_act_for_the_journal(
    sign_in: Door, app: Flask, clock: SettableClock
) -> None:
    visitor = sign_in("quantri")
    with app.app_context():
        before = journal.head()
    seen = []
    for seconds in (30, 40, 10):
        clock.forward(seconds=seconds)
        visitor.text("/tai-khoan")
        with app.app_context():
            seen.append(db.session.scalars(select(SignIn.seen_at)).one() == clock.moment)
    assert seen == [False, True, False]
    with app.app_context():
        assert journal.head() == before


def test_signing_out_makes_a_copied_token_worthless(sign_in: Door, app: Flask) -> None:
    visitor = sign_in("quantri")
    with visitor.client.session_transaction() as held:
        token = held["sign_in"]
    visitor.send(visitor.get("/tai-khoan"), follow=False)
    thief = Visitor(app)
    with thief.client.session_transaction() as stolen:
        stolen["sign_in"] = token
    assert not is_in(visitor)
    assert not is_in(thief)


def test_signing_in_makes_a_new_session(client: Visitor) -> None:
    client.get("/dang-nhap")
    with client.client.session_transaction() as planted:
        planted["planted"] = "by somebody else"
    try_in(client, "quantri", PASSWORD)
    with client.client.session_transaction() as held:
        assert "planted" not in held


def test_a_disabled_account_is_out_at_once(sign_in: Door, enter: Enter) -> None:
    visitor = sign_in("tiepdan")
    with enter.acting("quantri"):
        closed = user_by_login("tiepdan")
        assert closed is not None
        closed.active = False
    assert not is_in(visitor)


def test_a_reset_password_ends_every_sign_in(sign_in: Door, enter: Enter, clock: SettableClock) -> None:
    visitor = sign_in("tiepdan")
    with enter.acting("quantri"):
        user = user_by_login("tiepdan")
        assert user is not None
        reset_password(user, user.password_hash, now=clock())
    assert not is_in(visitor)


def test_a_role_given_or_ended_acts_with_the_next_request(sign_in: Door, enter: Enter, province: Province) -> None:
    visitor = sign_in("danvan")
    assert visitor.get("/nhat-ky").status_code == 403
    with enter.acting("quantri"):
        post = RolePost(user_id=province.people["danvan"], role=Role.INSPECTOR, office_id=province.offices["TINH"])
        db.session.add(post)
    assert visitor.get("/nhat-ky").status_code == 200
    with enter.acting("quantri"):
        db.session.delete(db.session.scalars(select(RolePost).where(RolePost.role == Role.INSPECTOR)).all()[-1])
    assert visitor.get("/nhat-ky").status_code == 403


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/so-tay?x=1", "/so-tay?x=1"),
        ("https://example.invalid/", "/"),
        ("//example.invalid/", "/"),
        ("/\\example.invalid/", "/"),
        ("javascript:alert(1)", "/"),
        ("/so-tay\r\nX: y", "/"),
        ("", "/"),
    ],
)
def test_one_is_led_only_to_places_in_this_house(client: Visitor, wanted: str, led_to: str) -> None:
    shown = client.get("/dang-nhap", {"next": wanted})
    page = client.send(shown, follow=False, login="quantri", password=PASSWORD)
    assert (page.status_code, page.location) == (302, led_to)


def test_whoever_is_not_signed_in_is_led_to_the_door_and_back(client: Visitor) -> None:
    shown = client.get("/so-tay/van-ban", {"x": "1"})
    assert shown.request.path == "/dang-nhap"
    assert client.send(shown, login="quantri", password=PASSWORD).request.full_path == "/so-tay/van-ban?x=1"


def test_a_one_time_password_opens_only_the_page_that_replaces_it(client: Visitor, enter: Enter) -> None:
    with enter.acting("quantri"):
        user = user_by_login("tiepdan")
        assert user is not None
        user.must_change = True
    try_in(client, "tiepdan", PASSWORD)
    assert client.get("/tai-khoan", follow=False).location == "/mat-khau"
    own = "bốn con trâu vàng"
    page = client.submit("/mat-khau", old=PASSWORD, password=own, again=own)
    assert page.status_code == 200
    assert is_in(client)
    assert try_in(Visitor(client.client.application), "tiepdan", own) == "in"


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("sai mật khẩu", "bốn con trâu vàng", "bốn con trâu vàng", "Mật khẩu hiện nay không đúng."),
        (PASSWORD, "ngắn", "ngắn", "Mật khẩu cần ít nhất 10 ký tự."),
        (PASSWORD, "aaaaaaaaaaaa", "aaaaaaaaaaaa", "Mật khẩu quá dễ đoán"),
        (PASSWORD, "tiepdan-2026", "tiepdan-2026", "Mật khẩu quá dễ đoán"),
        (PASSWORD, "bốn con trâu vàng", "bốn con trâu đen", "Hai lần ghi không giống nhau."),
    ],
)
def test_a_password_that_will_not_do_is_refused_in_words(
    sign_in: Door, old: str, new: str, again: str, sentence: str
) -> None:
    page = sign_in("tiepdan").submit("/mat-khau", old=old, password=new, again=again)
    assert sentence in page.get_data(as_text=True)


def test_choosing_a_password_ends_ones_other_sign_ins(sign_in: Door) -> None:
    here, elsewhere = sign_in("tiepdan"), sign_in("tiepdan")
    own = "bốn con trâu vàng"
    here.submit("/mat-khau", old=PASSWORD, password=own, again=own)
    assert is_in(here)
    assert not is_in(elsewhere)


def test_knowing_who_asks_what_they_hold_and_what_waits_for_them_costs_one_query(sign_in: Door, app: Flask) -> None:
    visitor = sign_in("phapche")
    with asked(app) as statements:
        visitor.text("/so-tay/van-ban")
    assert len(statements) == 1


def test_a_form_without_its_token_writes_nothing(sign_in: Door, app: Flask) -> None:
    visitor = sign_in("quantri")
    assert visitor.post_bare("/dang-xuat").status_code == 400
    assert is_in(visitor)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(User)) == 19


def test_what_was_typed_when_the_sign_in_had_ended_is_saved_after_signing_in_again(
    app: Flask, sign_in: Door, clock: SettableClock
) -> None:
    desk = sign_in("tiepdan")
    shown = desk.get("/tiep-dan/moi")
    clock.moment += IDLE + timedelta(minutes=1)
    asked = desk.send(shown, **{"people-0-name": "Hồ Thị Một Thử"}, summary="Hỏi về đền bù <đất>")
    assert (asked.status_code, asked.request.path) == (401, "/dang-nhap")
    assert "những gì vừa gõ vẫn còn" in asked.get_data(as_text=True)
    refused = desk.send(asked, login="tiepdan", password="sai")
    assert refused.status_code == 422
    resumed = desk.send(refused, login="tiepdan", password=PASSWORD)
    assert PASSWORD not in resumed.get_data(as_text=True)
    saved = desk.send(resumed, summary="Hỏi về đền bù <đất>")
    assert "Đã ghi lượt tiếp số 1/2026" in saved.get_data(as_text=True)
    with app.app_context():
        assert db.session.scalars(select(Visit.summary)).one() == "Hỏi về đền bù <đất>"


def test_no_password_typed_after_the_end_of_a_sign_in_is_kept_in_a_page(sign_in: Door, clock: SettableClock) -> None:
    visitor = sign_in("tiepdan")
    shown = visitor.get("/mat-khau")
    clock.moment += IDLE + timedelta(minutes=1)
    page = visitor.send(shown, old="bí mật cũ", password="bí mật mới", again="bí mật mới").get_data(as_text=True)
    assert "bí mật" not in page
