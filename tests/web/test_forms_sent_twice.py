"""A form may be sent twice, side by side or after a refusal: what it says is written once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from caseflow.store.db import db
from caseflow.store.forms import SentForm
from caseflow.store.offices import Office
from tests.conftest import SignIn as Door
from tests.factories import Province
from tests.visitor import Visitor, forms_of

NEW = "/quan-tri/co-quan/moi"
AT_ONCE = 4


def founded(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).where(Office.code.startswith("MOI"))) or 0


def filled(shown: TestResponse, **typed: str) -> dict[str, object]:
    """What a browser would send for the main form of a page."""
    form = next(form for form in forms_of(shown) if "key" in form.names)
    return {name: form.fields[name] for name in form.fields} | typed


def test_sending_the_same_form_again_leads_to_the_same_record(app: Flask, sign_in: Door) -> None:
    visitor = sign_in("quantri")
    shown = visitor.get(NEW)
    places = [visitor.send(shown, follow=False, name="Chi cục", code="MOI").location for _ in range(3)]
    assert len(set(places)) == 1
    assert founded(app) == 1


def test_sending_the_same_form_at_the_same_time_writes_once(app: Flask, sign_in: Door) -> None:
    first = sign_in("quantri")
    sent = filled(first.get(NEW), name="Chi cục", code="MOI")
    cookie = first.client.get_cookie("session")
    assert cookie is not None
    ready = Barrier(AT_ONCE)

    def send(_: int) -> TestResponse:
        visitor = Visitor(app)
        visitor.client.set_cookie("session", cookie.value)
        ready.wait()
        return visitor.client.post(NEW, data=sent)

    with ThreadPoolExecutor(AT_ONCE) as together:
        answers = list(together.map(send, range(AT_ONCE)))
    assert [answer.status_code for answer in answers] == [302] * AT_ONCE
    assert len({answer.location for answer in answers}) == 1
    assert founded(app) == 1


def test_a_form_that_was_refused_may_be_put_right_and_sent_again(app: Flask, sign_in: Door) -> None:
    visitor = sign_in("quantri")
    refused = visitor.submit(NEW, name="Chi cục", code="BTCD")
    assert refused.status_code == 422
    assert visitor.send(refused, follow=False, code="MOI").status_code == 302
    assert founded(app) == 1


def test_two_forms_are_two_records(app: Flask, sign_in: Door) -> None:
    visitor = sign_in("quantri")
    for code in ("MOI-1", "MOI-2"):
        visitor.submit(NEW, name="Chi cục", code=code)
    assert founded(app) == 2


def test_a_key_belongs_to_whoever_opened_the_form(app: Flask, sign_in: Door, province: Province) -> None:
    visitor = sign_in("quantri")
    visitor.submit(NEW, name="Chi cục", code="MOI")
    with app.app_context():
        keys = db.session.scalars(select(SentForm.key)).all()
    assert [key.split(":")[0] for key in keys] == [str(province.people["quantri"])]


@pytest.mark.parametrize("key", ["", "không phải khóa", "0" * 500])
def test_a_form_with_a_key_of_its_own_making_is_refused_in_words(app: Flask, sign_in: Door, key: str) -> None:
    page = sign_in("quantri").submit(NEW, name="Chi cục", code="MOI", key=key)
    assert page.status_code == 422
    assert "xin mở lại trang" in page.get_data(as_text=True)
    assert founded(app) == 0
