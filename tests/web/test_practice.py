"""The invented province says on every page that it is one, wherever it is served from, and writes to nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from caseflow.app import create_app
from caseflow.jobs import timetable
from caseflow.jobs.letters import carriers
from caseflow.store.alerts import INBOX, Delivery
from caseflow.store.db import db
from caseflow.store.forms import DEMO, Setting
from tests.conftest import SettableClock, SignIn, settings_for
from tests.factories import Enter
from tests.visitor import Visitor
from tests.web.queries import asked

BANNER = "Bản thực hành: người và việc đều hư cấu, cứ ghi thử"


@pytest.fixture
def practice(app: Flask, enter: Enter, tmp_path: Path, clock: SettableClock) -> Iterator[Flask]:
    """A house started the plain way, with a mail server, on the database of an invented province."""
    with enter.acting("quantri"):
        db.session.add(Setting(name=DEMO, value="built"))
    with app.app_context():
        url = db.engine.url.render_as_string(hide_password=False)
    ways = {"smtp_host": "localhost", "smtp_port": 1, "webhook_url": "http://localhost:1/tin"}
    house = create_app(settings_for(url, tmp_path / "home", **ways), clock)
    yield house
    with house.app_context():
        db.session.remove()
        db.engine.dispose()


def test_every_page_says_that_all_is_invented(practice: Flask, sign_in: SignIn) -> None:
    assert BANNER in Visitor(practice).text("/dang-nhap")
    assert BANNER in Visitor(practice).get("/khong-co-trang-nay").get_data(as_text=True)
    assert BANNER in sign_in("xulydon").text("/")


def test_a_house_in_earnest_says_nothing_and_asks_once(app: Flask, sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    with asked(app) as statements:
        assert BANNER not in officer.text("/")
    assert not [one for one in statements if "FROM setting" in one]


def test_no_mail_leaves_it(practice: Flask, enter: Enter) -> None:
    enter.a_case()
    with practice.app_context():
        settings = practice.config["SETTINGS"]
        assert carriers(settings) == []
    enter.clock.forward(days=60)
    for job in timetable.JOBS:
        assert timetable.run_once(practice, job)
    with practice.app_context():
        channels = set(db.session.scalars(select(Delivery.channel)))
        assert channels == {INBOX}
