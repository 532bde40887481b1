"""Registering from outside through the pages: asked for on a telephone, verified at the office, followed, withdrawn."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from caseflow.services.public_registrations import ASKING
from caseflow.services.tracking import GUESSING
from caseflow.store.db import db
from caseflow.store.reception_days import DayRegistration, ReceptionDay
from tests.conftest import SignIn
from tests.factories import Enter
from tests.visitor import Visitor, forms_of

NAME = "Lê Thị Qua Mạng Thử"
TYPED = {"name": NAME, "phone": "0912000111", "people": "2", "wish": "Xin gặp về giá đất", "no_denunciation": "y"}
FOLLOW = "/cong-khai/dang-ky"


@pytest.fixture
def address(enter: Enter) -> str:
    """The form of a day in December that takes registrations."""
    key = enter.a_day(date(2026, 12, 15), posted_on=date(2026, 11, 20))
    with enter.acting("truongban"):
        db.session.get_one(ReceptionDay, key).register_until = date(2026, 12, 10)
    return f"/cong-khai/lich/{key}/dang-ky"


def code_on(page: str) -> str:
    found = re.search(r'class="code">([^<]*)<', page)
    assert found is not None, page
    return found[1]


def test_who_registers_over_the_network_is_verified_seen_and_may_withdraw(
    client: Visitor, sign_in: SignIn, address: str, app: Flask
) -> None:
    assert f'href="{address}"' in client.text("/cong-khai/lich?thang=2026-12")
    code = code_on(client.submit(address, **TYPED).get_data(as_text=True))
    told = client.submit(FOLLOW, code=code).get_data(as_text=True)
    assert "đang chờ cơ quan liên hệ" in told
    assert NAME not in told
    day = address.split("/")[3]
    head = sign_in("truongban")
    desk = sign_in("tiepdan")
    listed = desk.text(f"/lich/{day}/dang-ky")
    assert NAME in listed
    assert "qua mạng, chưa xác minh" in listed
    with app.app_context():
        one = db.session.scalars(select(DayRegistration.id)).one()
    decide = f"/lich/{day}/dang-ky/{one}"
    assert "0912000111" in head.text(decide)
    assert "phải liên hệ, xác minh" in head.submit(decide, accepted="yes").get_data(as_text=True)
    head.submit(decide, accepted="yes", verified="y")
    accepted = client.submit(FOLLOW, code=code)
    assert "Đã xếp lịch tiếp." in accepted.get_data(as_text=True)
    (withdraw,) = [form for form in forms_of(accepted) if form.action.endswith("/rut")]
    gone = client.client.post(withdraw.action, data=withdraw.fields)
    assert "Đã rút đăng ký." in gone.get_data(as_text=True)
    assert "đã rút" in desk.text(f"/lich/{day}/dang-ky")


def test_the_form_sent_twice_registers_once(client: Visitor, address: str, app: Flask) -> None:
    shown = client.get(address)
    first = client.send(shown, **TYPED)
    again = client.send(shown, **TYPED)
    assert code_on(again.get_data(as_text=True)) == code_on(first.get_data(as_text=True))
    elsewhere = Visitor(app)
    form = next(form for form in forms_of(elsewhere.get(address)) if "wish" in form.names)
    key = next(str(form.fields["key"]) for form in forms_of(shown) if "wish" in form.names)
    other = elsewhere.client.post(address, data=form.fields | TYPED | {"key": key}, follow_redirects=True)
    assert 'class="code"' not in other.get_data(as_text=True)
    with app.app_context():
        assert len(db.session.scalars(select(DayRegistration)).all()) == 1


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client: Visitor, address: str) -> None:
    answer = client.submit(address, **(TYPED | {"no_denunciation": []}))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Tố cáo không nhận qua trang này" in page
    assert NAME in page
    warned = client.submit(address, **(TYPED | {"wish": "Tôi tố cáo"}))
    assert "đánh dấu ô xác nhận" in warned.get_data(as_text=True)
    assert code_on(client.send(warned, looked_again="y").get_data(as_text=True))


def test_a_machine_that_fills_in_everything_is_refused(client: Visitor, address: str, app: Flask) -> None:
    assert client.submit(address, **TYPED, website="http://example.invalid").status_code == 422
    with app.app_context():
        assert db.session.scalars(select(DayRegistration)).all() == []


def test_one_source_registers_only_so_often_a_day(client: Visitor, address: str, app: Flask) -> None:
    for _ in range(ASKING.per_source):
        assert client.submit(address, **TYPED).status_code == 200
    stopped = client.submit(address, **TYPED)
    assert stopped.status_code == 429
    assert NAME in stopped.get_data(as_text=True)
    elsewhere = Visitor(app)
    elsewhere.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert elsewhere.submit(address, **TYPED).status_code == 200


def test_guesses_at_withdrawing_are_counted_with_the_others(client: Visitor, address: str) -> None:
    assert address
    token = str(next(form for form in forms_of(client.get(FOLLOW)) if form.method == "post").fields["csrf_token"])
    typed = {"csrf_token": token, "code": "sai"}
    answers = [client.client.post(f"{FOLLOW}/rut", data=typed).status_code for _ in range(GUESSING.per_source + 1)]
    assert answers == [404] * GUESSING.per_source + [429]


def test_a_code_that_leads_nowhere_is_answered_alike_and_a_day_not_posted_is_absent(
    client: Visitor, enter: Enter, address: str
) -> None:
    assert address
    answers = [client.submit(FOLLOW, code=code) for code in ("sai", "0000-0000-0000-0000-0000")]
    assert [answer.status_code for answer in answers] == [404, 404]
    planned = enter.a_day(date(2026, 12, 22))
    assert client.get(f"/cong-khai/lich/{planned}/dang-ky").status_code == 404
