"""`caseflow sweep` by hand: what it does, what it would do, what it will not do."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from caseflow.cli import REFUSED, main
from caseflow.commands.sweep import moment
from caseflow.demo.province import SETTING
from caseflow.law.clock import VIETNAM
from caseflow.store import journal
from caseflow.store.alerts import Alert, Delivery
from caseflow.store.db import db
from caseflow.store.forms import Heartbeat, Setting, heartbeat_of
from caseflow.store.transactions import transaction
from tests.conftest import SettableClock
from tests.factories import MONDAY, Enter
from tests.jobs.post_office import LOCALHOST, free_port, open_post_office

Env = dict[str, str]
Capture = pytest.CaptureFixture[str]
ACCEPTED = date(2026, 9, 1)
WARNED = "2026-09-22"
"""The first warning of a complaint accepted on that day, due on 01/10/2026."""


@pytest.fixture
def settling(enter: Enter, clock: SettableClock) -> str:
    """The code of a matter whose case is in settlement."""
    clock.set(ACCEPTED)
    return enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED).matter_code


def swept(env: Env, capsys: Capture, *words: str) -> dict[str, Any]:
    assert main(["sweep", *words, "--json"], env) == 0
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


def count(app: Flask, table: type[Alert | Delivery]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def far_ahead(days: int = 3650) -> str:
    """A moment that has not come yet, whenever the tests run."""
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()


@pytest.mark.usefixtures("settling")
def test_a_sweep_says_what_it_did_in_three_numbers(env: Env, capsys: Capture, installed: Flask) -> None:
    first = swept(env, capsys, "--at", WARNED)
    assert [*first] == ["raised", "delivered", "failed"]
    assert first["raised"] >= 1
    assert first["failed"] == 0
    assert count(installed, Alert) == first["raised"]
    assert count(installed, Delivery) == first["delivered"]
    assert swept(env, capsys, "--at", WARNED) == {"raised": 0, "delivered": 0, "failed": 0}


@pytest.mark.usefixtures("settling")
def test_letters_leave_in_the_same_sweep_where_there_is_a_mail_server(env: Env, capsys: Capture) -> None:
    with open_post_office(free_port()) as post:
        env |= {"CASEFLOW_SMTP_HOST": LOCALHOST, "CASEFLOW_SMTP_PORT": str(post.port)}
        went = swept(env, capsys, "--at", WARNED)
        assert post.letters
    assert went["delivered"] > went["raised"]


def test_a_dry_run_says_what_would_fire_and_why_and_writes_nothing(
    env: Env, capsys: Capture, installed: Flask, settling: str
) -> None:
    with installed.app_context():
        before = journal.head()
    told = swept(env, capsys, "--at", WARNED, "--dry-run")
    settlement = next(alert for alert in told["alerts"] if alert["code"] == "KN-GQ1")
    assert told["would_raise"] == len(told["alerts"])
    assert {name: settlement[name] for name in ("matter", "label", "level", "due", "roles", "people")} == {
        "matter": settling,
        "label": "Giải quyết khiếu nại lần đầu",
        "level": "truoc-7",
        "due": "2026-10-01",
        "roles": {"unit_head": 1, "authority": 1},
        "people": 2,
    }
    assert settlement["title"].startswith("Đơn khiếu nại")
    assert count(installed, Alert) == 0
    with installed.app_context():
        assert journal.head() == before
    assert swept(env, capsys, "--at", WARNED)["raised"] == told["would_raise"]


@pytest.mark.usefixtures("settling")
def test_a_sweep_by_hand_leaves_a_heartbeat_and_a_dry_run_none(env: Env, capsys: Capture, installed: Flask) -> None:
    swept(env, capsys, "--at", WARNED, "--dry-run")
    assert heartbeat(installed) is None
    went = swept(env, capsys, "--at", WARNED)
    last = heartbeat(installed)
    assert last is not None
    assert (last.at, last.raised, last.failed) == (moment(WARNED), went["raised"], went["failed"])
    assert last.looked_at >= last.raised > 0


def heartbeat(app: Flask) -> Heartbeat | None:
    with app.app_context():
        return heartbeat_of("sweep")


def test_a_dry_run_speaks_in_words(env: Env, capsys: Capture, settling: str) -> None:
    assert main(["sweep", "--at", WARNED, "--dry-run"], env) == 0
    said = capsys.readouterr().out
    assert said.startswith("Quét lúc 07:00 ngày 22/09/2026 sẽ nêu ")
    assert f"{settling} “Đơn khiếu nại" in said
    assert "Giải quyết khiếu nại lần đầu (KN-GQ1), hạn 01/10/2026, còn 7 ngày làm việc" in said
    assert "báo cho 2 người: người có thẩm quyền giải quyết 1, trưởng đơn vị 1" in said


def test_a_dry_run_shows_no_title_of_a_denunciation(
    env: Env, capsys: Capture, enter: Enter, clock: SettableClock
) -> None:
    clock.set(ACCEPTED)
    enter.a_denunciation("Tố cáo ông Trưởng phòng nhận tiền", received_on=ACCEPTED)
    told = swept(env, capsys, "--at", "2026-11-02", "--dry-run")
    assert told["alerts"]
    assert all("title" not in alert for alert in told["alerts"])
    main(["sweep", "--at", "2026-11-02", "--dry-run"], env)
    assert "nhận tiền" not in capsys.readouterr().out


@pytest.mark.usefixtures("settling")
def test_a_moment_still_to_come_may_only_be_tried(env: Env, capsys: Capture, installed: Flask) -> None:
    assert main(["sweep", "--at", far_ahead()], env) == REFUSED
    assert "--dry-run" in capsys.readouterr().err
    assert count(installed, Alert) == 0
    assert swept(env, capsys, "--at", far_ahead(), "--dry-run")["would_raise"] > 0


@pytest.mark.usefixtures("settling")
def test_on_the_demo_time_may_run_ahead(env: Env, capsys: Capture, installed: Flask) -> None:
    with installed.app_context(), transaction(by_id=None, act="kiểm thử", now=MONDAY):
        db.session.add(Setting(name=SETTING, value="built"))
    assert swept(env, capsys, "--at", far_ahead())["raised"] > 0


@pytest.mark.usefixtures("settling")
def test_without_a_moment_the_sweep_is_of_now(env: Env, capsys: Capture, installed: Flask) -> None:
    assert swept(env, capsys)["raised"] > 0
    with installed.app_context():
        raised_at = db.session.scalars(select(Alert.raised_at)).all()
    assert all(abs(at - datetime.now(UTC)) < timedelta(minutes=5) for at in raised_at)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-23", datetime(2026, 11, 23, 7, tzinfo=VIETNAM)),
        ("2026-11-23T06:59", datetime(2026, 11, 23, 6, 59, tzinfo=VIETNAM)),
        ("2026-11-23T00:00:00+00:00", datetime(2026, 11, 23, 7, tzinfo=VIETNAM)),
    ],
)
def test_a_moment_is_of_vietnam_and_a_day_is_its_morning(typed: str, meant: datetime) -> None:
    assert moment(typed) == meant


def test_what_is_no_moment_is_refused(env: Env, capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["sweep", "--at", "mai"], env)
    assert "“mai” không phải một thời điểm" in capsys.readouterr().err


def test_a_database_that_was_not_set_up_is_not_swept(env: Env, capsys: Capture) -> None:
    assert main(["sweep"], env) == REFUSED
    assert "caseflow init" in capsys.readouterr().err
