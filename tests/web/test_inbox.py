"""The inbox: the unread first, nothing told of what may no longer be known, read once and not before it was shown."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from caseflow.law.terms import Action, Role
from caseflow.services import alerts
from caseflow.store.alerts import EMAIL, INBOX, Alert, Delivery
from caseflow.store.db import db
from caseflow.store.people import RolePost, user_by_login
from caseflow.store.transactions import transaction
from tests.conftest import SettableClock, SignIn
from tests.factories import Enter, Entered
from tests.visitor import forms_of

LOGIN = "thamquyen"
ONE = re.compile(r"/canh-bao/(\d+)/da-doc")


def raise_all(app: Flask, clock: SettableClock, *, by_mail: bool = False) -> None:
    """What is due now is raised and delivered."""
    with app.app_context(), transaction(by_id=None, act="quét", now=clock()):
        while alerts.raise_alerts(clock()).looked_at:
            pass
        alerts.address(clock(), by_mail=by_mail)


def delivered(app: Flask, login: str, channel: str = INBOX) -> list[tuple[int, bool]]:
    """The deliveries of a person, and whether each was read."""
    with app.app_context():
        user = user_by_login(login)
        assert user is not None
        query = select(Delivery.id, Delivery.read_at).where(Delivery.user_id == user.id, Delivery.channel == channel)
        return [(key, read_at is not None) for key, read_at in db.session.execute(query.order_by(Delivery.id))]


@pytest.fixture
def late(app: Flask, enter: Enter, clock: SettableClock) -> Entered:
    """A complaint to the province whose acceptance is late, and a head who has heard of it."""
    it = enter.a_complaint("Khiếu nại thu hồi đất", received_on=date(2026, 11, 9), at="TINH", by="truongdonvi")
    raise_all(app, clock)
    return it


def test_an_alert_tells_its_matter_its_level_and_its_date(sign_in: SignIn, late: Entered) -> None:
    page = sign_in(LOGIN).text("/canh-bao")
    line = page.partition(f">{late.matter_code}<")[2].partition("</tr>")[0]
    for words in (
        "Thông báo thụ lý hoặc không thụ lý",
        "quá hạn 3 ngày làm việc",  # as it stood on the day it was told
        "Khiếu nại thu hồi đất",
        "18/11/2026",
    ):
        assert words in line
    assert "quá 3 ngày làm việc" in line


@pytest.mark.usefixtures("late")
def test_the_count_in_the_masthead_falls_as_alerts_are_read(app: Flask, sign_in: SignIn) -> None:
    visitor = sign_in(LOGIN)
    unread = len(delivered(app, LOGIN))
    assert unread > 1
    assert f'<b class="count">{unread}<' in visitor.text("/canh-bao")
    one = next(form for form in forms_of(visitor.get("/canh-bao")) if ONE.fullmatch(form.action))
    answer = visitor.client.post(one.action, data=one.fields, follow_redirects=True)
    assert f'<b class="count">{unread - 1}<' in answer.get_data(as_text=True)
    assert sum(is_read for _, is_read in delivered(app, LOGIN)) == 1


@pytest.mark.usefixtures("late")
def test_the_unread_stand_first(app: Flask, sign_in: SignIn) -> None:
    visitor = sign_in(LOGIN)
    keys = [key for key, _ in delivered(app, LOGIN)]
    page = visitor.text("/canh-bao")
    newest = f"/canh-bao/{keys[-1]}/da-doc"
    assert page.index(newest) == min(page.index(f"/canh-bao/{key}/da-doc") for key in keys)
    one = next(form for form in forms_of(visitor.get("/canh-bao")) if form.action == newest)
    visitor.client.post(one.action, data=one.fields)
    page = visitor.text("/canh-bao")
    assert newest not in page
    assert page.rindex("/da-doc") < page.rindex('<span class="quiet">10:00 23/11/2026</span>')


@pytest.mark.usefixtures("late")
def test_marking_all_reads_what_was_shown_and_not_what_came_meanwhile(
    app: Flask, sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    visitor = sign_in(LOGIN)
    shown = visitor.get("/canh-bao")
    before = len(delivered(app, LOGIN))
    enter.a_complaint(received_on=date(2026, 11, 9), at="TINH", by="truongdonvi")
    raise_all(app, clock)
    after = delivered(app, LOGIN)
    assert len(after) > before
    everything = next(form for form in forms_of(shown) if form.action == "/canh-bao/da-doc")
    visitor.client.post(everything.action, data=everything.fields)
    assert [is_read for _, is_read in delivered(app, LOGIN)] == [True] * before + [False] * (len(after) - before)


def test_nobody_reads_anothers_alerts(app: Flask, sign_in: SignIn, late: Entered) -> None:
    key, _ = delivered(app, LOGIN)[0]
    stranger = sign_in("xa1")
    assert late.matter_code not in stranger.text("/canh-bao")
    form = next(form for form in forms_of(stranger.get("/")) if "csrf_token" in form.names)
    answer = stranger.client.post(f"/canh-bao/{key}/da-doc", data={"csrf_token": form.fields["csrf_token"]})
    assert answer.status_code == 404
    assert not any(is_read for _, is_read in delivered(app, LOGIN))


def test_an_alert_about_what_may_no_longer_be_known_tells_nothing(
    app: Flask, sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    it = enter.a_denunciation("Tố cáo nhận tiền", received_on=date(2026, 11, 9), at="TINH", by="truongdonvi")
    raise_all(app, clock)
    visitor = sign_in(LOGIN)
    assert it.matter_code in visitor.text("/canh-bao")
    with enter.acting("quantri"):
        user = user_by_login(LOGIN)
        assert user is not None
        gone = update(RolePost).where(RolePost.user_id == user.id)
        db.session.execute(gone.values(role=Role.RECEPTION))
    page = visitor.text("/canh-bao")
    assert "hồ sơ ngoài phạm vi" in page
    for words in (it.matter_code, "nhận tiền", "Xử lý ban đầu", "18/11/2026"):
        assert words not in page


def test_what_has_been_done_since_no_longer_runs(sign_in: SignIn, enter: Enter, late: Entered) -> None:
    enter.step(late, Action.INFORM, date(2026, 11, 23), {"answer": "đã giải quyết"}, by="truongdonvi")
    line = sign_in(LOGIN).text("/canh-bao").partition(f">{late.matter_code}<")[2].partition("</tr>")[0]
    assert "đã đóng: đã xong ngày 23/11/2026" in line
    assert "quá 3 ngày" not in line
    assert "/da-doc" not in line


def test_what_is_over_waits_no_longer_and_stands_below_what_does(
    app: Flask, sign_in: SignIn, enter: Enter, clock: SettableClock, late: Entered
) -> None:
    other = enter.a_complaint("Khiếu nại khác", received_on=date(2026, 11, 9), at="TINH", by="truongdonvi")
    raise_all(app, clock)
    visitor = sign_in(LOGIN)
    unread = len(delivered(app, LOGIN))
    enter.step(other, Action.INFORM, date(2026, 11, 23), {"answer": "đã giải quyết"}, by="truongdonvi")
    over = len([key for key, _ in delivered(app, LOGIN)]) - unread // 2
    page = visitor.text("/canh-bao")
    assert f'<b class="count">{unread - over}<' in page
    assert page.rindex(f">{late.matter_code}<") < page.index(f">{other.matter_code}<")


def test_letters_that_did_not_leave_are_the_administrators_business_without_their_content(
    sign_in: SignIn, enter: Enter, clock: SettableClock, late: Entered
) -> None:
    with enter.acting("quantri"):
        user, alert = user_by_login(LOGIN), db.session.scalar(select(Alert).order_by(Alert.id))
        assert user is not None
        assert alert is not None
        for error in ("connection refused", "mailbox full"):
            row = Delivery(alert_id=alert.id, user_id=user.id, channel=EMAIL, attempts=1, last_error=error)
            row.next_try_at = clock() + timedelta(minutes=5 if error == "mailbox full" else 1)
            db.session.add(row)
            db.session.flush()
            alert = db.session.scalar(select(Alert).where(Alert.id != alert.id))
            assert alert is not None
    page = sign_in("quantri").text("/canh-bao")
    panel = page.partition("Thư cảnh báo chưa gửi được")[2].partition("</section>")[0]
    assert "2 thư đang chờ gửi lại" in panel
    assert "mailbox full" in panel
    assert late.matter_code not in page
    assert "thư đang chờ" not in sign_in(LOGIN).text("/canh-bao")


def test_an_empty_inbox_says_what_would_be_here(sign_in: SignIn) -> None:
    assert "Không có cảnh báo nào" in sign_in("xa2").text("/canh-bao")


def test_page_after_page_shows_every_alert_once(
    app: Flask, sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    for n in range(14):
        enter.a_complaint(f"Khiếu nại {n}", received_on=date(2026, 11, 9), at="TINH", by="truongdonvi")
    raise_all(app, clock)
    keys = {key for key, _ in delivered(app, LOGIN)}
    assert len(keys) > 25
    visitor, place, seen = sign_in(LOGIN), "/canh-bao", list[int]()
    while place:
        page = visitor.client.get(place).get_data(as_text=True)
        seen += [int(key) for key in ONE.findall(page)]
        _, found, rest = page.partition('rel="next" href="')
        place = rest.partition('"')[0].replace("&amp;", "&") if found else ""
    assert sorted(seen) == sorted(keys)
