"""Messages for a gateway, over real HTTP: what they carry, how they are signed, what befalls them."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from http import HTTPStatus

import pytest
from flask import Flask
from sqlalchemy import select, update

from caseflow.jobs.letters import ByMail, carriers, channels, deliver, deliver_all
from caseflow.jobs.smtp import SmtpMailer
from caseflow.jobs.sweep import Swept, sweep
from caseflow.jobs.timetable import send_letters, send_messages
from caseflow.jobs.webhook import Hook, hook_of
from caseflow.law.clock import VIETNAM
from caseflow.services.letters import LEASE, PATIENCE, claim_letter
from caseflow.store.alerts import WEBHOOK, Delivery
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.people import User
from caseflow.store.transactions import transaction
from tests.conftest import SettableClock, settings_for
from tests.factories import Enter, Entered, Province
from tests.jobs.gateway import Gateway, Posted, open_gateway
from tests.jobs.post_office import LOCALHOST, free_port, open_post_office, silent_server

pytestmark = pytest.mark.usefixtures("inside")

ACCEPTED = date(2026, 9, 1)
SEVEN_BEFORE = datetime.combine(date(2026, 9, 22), time(7), VIETNAM)
SECRET = "khóa chung với cổng nhắn tin, đủ dài"
SENDER = "caseflow@quangtri.example.invalid"


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with open_gateway() as opened:
        yield opened


@pytest.fixture
def hook(gateway: Gateway) -> Hook:
    return Hook(f"http://{LOCALHOST}:{gateway.port}/tin?nguon=caseflow", SECRET, SENDER)


@pytest.fixture
def settling(inside: Flask, enter: Enter, clock: SettableClock, province: Province) -> Entered:
    """A complaint given to an officer, whose first warning has been raised and waits for the gateway."""
    assert inside
    clock.set(ACCEPTED)
    it = enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED)
    db.session.get_one(Case, it.case_id).responsible_id = province.people["giaiquyet"]
    db.session.execute(update(Deadline).where(Deadline.subject_id != it.case_id).values(next_alert_at=None))
    db.session.commit()
    sweep(SEVEN_BEFORE, by_mail=False, by_webhook=True)
    return it


def outbox() -> list[Delivery]:
    db.session.rollback()
    return list(db.session.scalars(select(Delivery).where(Delivery.channel == WEBHOOK).order_by(Delivery.id)))


def told(posted: Posted) -> dict[str, object]:
    found = json.loads(posted.body)
    assert isinstance(found, dict)
    return found


def test_a_message_is_a_signed_post_that_a_gateway_can_check(gateway: Gateway, hook: Hook, settling: Entered) -> None:
    assert deliver(hook, SEVEN_BEFORE) == Swept(delivered=1)
    (posted,) = gateway.taken
    stamp = posted.headers["X-Caseflow-Timestamp"]
    expected = hmac.new(SECRET.encode(), stamp.encode() + b"." + posted.body, hashlib.sha256).hexdigest()
    assert posted.headers["X-Caseflow-Signature"] == f"sha256={expected}"
    assert (posted.path, int(stamp)) == ("/tin?nguon=caseflow", int(SEVEN_BEFORE.timestamp()))
    assert posted.headers["Idempotency-Key"] == told(posted)["id"]
    assert told(posted) == {
        "id": f"<{outbox()[0].letter}@quangtri.example.invalid>",
        "to": "giaiquyet",
        "codes": [settling.matter_code],
        "text": f"{settling.matter_code}: còn 7 ngày làm việc",
        "sent_at": "2026-09-22T07:00:00+07:00",
    }


def test_a_message_names_nobody_and_shows_no_title_nor_that_somebody_denounces(
    gateway: Gateway, hook: Hook, enter: Enter, clock: SettableClock
) -> None:
    clock.set(ACCEPTED)
    codes = {
        enter.a_complaint("Khiếu nại bà Cao Thị Thu Thử lấn đất", received_on=ACCEPTED).matter_code,
        enter.a_denunciation("Tố cáo cán bộ nhận tiền", received_on=ACCEPTED).matter_code,
    }
    late = datetime.combine(date(2026, 11, 2), time(7), VIETNAM)
    sweep(late, by_mail=False, by_webhook=True)
    deliver(hook, late)
    people = list(db.session.scalars(select(User.name)))
    assert {code for posted in gateway.taken for code in json.loads(posted.body)["codes"]} == codes
    for posted in gateway.taken:
        whole = posted.body.decode() + json.dumps(posted.headers)
        assert not any(words in whole for words in [*people, "Lê Thị Bưởi Thử", "lấn đất", "ố cáo", "nhận tiền", "LTC"])


def test_a_gateway_that_fails_is_tried_again_ever_later_and_at_last_not_any_more(
    gateway: Gateway, hook: Hook, settling: Entered
) -> None:
    assert settling.case_id
    tries = PATIENCE[WEBHOOK].tries
    gateway.answers = [503] * tries
    at, waits = SEVEN_BEFORE, list[float]()
    while (waiting := outbox()[0]).dead_at is None:
        if waiting.next_try_at and waiting.attempts:
            waits.append((waiting.next_try_at - at).total_seconds() / 60)
            at = waiting.next_try_at
        assert deliver(hook, at) == Swept(failed=1)
    assert waits[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert (gateway.asked, outbox()[0].last_error) == (tries, "503 Service Unavailable")
    assert deliver(hook, at + timedelta(days=30)) == Swept()


@pytest.fixture
def two_waiting(inside: Flask, enter: Enter, clock: SettableClock) -> datetime:
    """When messages of two people are due."""
    assert inside
    clock.set(ACCEPTED)
    enter.a_petition(received_on=ACCEPTED, at="XA-18880", by="xa1-don")
    late = datetime.combine(date(2026, 10, 16), time(7), VIETNAM)
    sweep(late, by_mail=False, by_webhook=True)
    return late


@pytest.mark.parametrize(("status", "tried"), [(400, 2), (307, 2), (500, 1), (429, 1)])
def test_one_message_that_is_refused_keeps_no_other_back_and_a_gateway_out_of_order_ends_the_run(
    gateway: Gateway, hook: Hook, two_waiting: datetime, status: int, tried: int
) -> None:
    gateway.answers = [status]
    deliver(hook, two_waiting)
    assert gateway.asked == tried
    assert len(gateway.taken) == tried - 1
    assert outbox()[0].last_error.startswith(f"{status} {HTTPStatus(status).phrase}")


def test_a_gateway_that_is_not_there_or_silent_is_waited_for_no_longer_than_its_time(settling: Entered) -> None:
    assert settling.case_id
    assert deliver(Hook(f"http://{LOCALHOST}:{free_port()}", SECRET), SEVEN_BEFORE) == Swept(failed=1)
    assert "ConnectionRefusedError" in outbox()[0].last_error
    with silent_server() as port:
        silent = Hook(f"http://{LOCALHOST}:{port}", SECRET, timeout=0.2)
        assert deliver(silent, SEVEN_BEFORE + timedelta(minutes=1)) == Swept(failed=1)
    assert "timed out" in outbox()[0].last_error


def test_a_message_sent_again_after_a_fall_has_the_same_key(gateway: Gateway, hook: Hook, settling: Entered) -> None:
    """Whoever sent it fell before noting so."""
    assert settling.case_id
    with transaction(by_id=None, act="kiểm thử", now=SEVEN_BEFORE):
        letter = claim_letter(SEVEN_BEFORE, WEBHOOK)
    assert letter is not None
    hook.carry(letter, SEVEN_BEFORE)
    assert deliver(hook, SEVEN_BEFORE + LEASE - timedelta(seconds=1)) == Swept()
    assert deliver(hook, SEVEN_BEFORE + LEASE) == Swept(delivered=1)
    first, second = gateway.taken
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]


def test_mail_that_does_not_go_holds_up_no_message(
    gateway: Gateway, hook: Hook, enter: Enter, clock: SettableClock
) -> None:
    clock.set(ACCEPTED)
    enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED)
    sweep(SEVEN_BEFORE, by_mail=True, by_webhook=True)
    nobody = ByMail(SmtpMailer(LOCALHOST, free_port(), SENDER), "http://caseflow.example.invalid")
    went = deliver_all([nobody, hook], SEVEN_BEFORE)
    assert went.failed > 0
    assert went.delivered == len(outbox()) > 0
    assert gateway.taken


@pytest.mark.usefixtures("settling")
def test_the_timetable_sends_messages_apart_from_letters(inside: Flask, gateway: Gateway) -> None:
    settings = inside.config["SETTINGS"]
    ways = {"webhook_url": f"http://{LOCALHOST}:{gateway.port}/", "webhook_secret": SECRET}
    with_gateway = settings_for(settings.database_url, settings.home, **ways)
    send_letters(SEVEN_BEFORE, with_gateway)
    assert gateway.taken == []
    send_messages(SEVEN_BEFORE, with_gateway)
    assert len(gateway.taken) == 1


def test_both_channels_carry_the_same_alerts_each_under_its_own_key(
    gateway: Gateway, hook: Hook, enter: Enter, clock: SettableClock
) -> None:
    clock.set(ACCEPTED)
    enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED)
    with open_post_office(free_port()) as post:
        mail = ByMail(SmtpMailer(LOCALHOST, post.port, SENDER), "http://caseflow.example.invalid")
        sweep(SEVEN_BEFORE, **channels([mail, hook]))
        deliver_all([mail, hook], SEVEN_BEFORE)
    assert len(post.letters) == len(gateway.taken) > 0
    assert not {letter["Message-ID"] for letter in post.letters} & {told(one)["id"] for one in gateway.taken}


def test_a_house_without_a_gateway_writes_nothing_for_one(inside: Flask, settling: Entered) -> None:
    assert settling.case_id
    settings = inside.config["SETTINGS"]
    assert (hook_of(settings), carriers(settings)) == (None, [])
    made = settings_for(
        "sqlite://", settings.home, webhook_url="https://cong.example.invalid/tin", webhook_secret=SECRET
    )
    assert carriers(made) == [Hook("https://cong.example.invalid/tin", SECRET)]
    assert SECRET not in repr(carriers(made)) + repr(made)
