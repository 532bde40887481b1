"""Letters: what they say and do not say, over a real mail server; what happens when the server will not have them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import pytest
from flask import Flask
from sqlalchemy import select, update

from caseflow.jobs.carrying import UndeliveredError
from caseflow.jobs.letters import LINES_SHOWN, ByMail, deliver
from caseflow.jobs.smtp import Mail, SmtpMailer, mailer_of
from caseflow.jobs.sweep import Swept, sweep
from caseflow.law.clock import VIETNAM
from caseflow.law.escalation import LADDER, Hearing
from caseflow.law.ladders import Group
from caseflow.law.rights import Post, Reader
from caseflow.law.terms import Role
from caseflow.services.ladders import set_ladder
from caseflow.services.letters import FELL, LEASE, PATIENCE, claim_letter, send_again
from caseflow.store import journal
from caseflow.store.alerts import EMAIL, Delivery, close_alerts
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.people import RolePost, User
from caseflow.store.transactions import transaction
from tests.conftest import SettableClock, settings_for
from tests.factories import Enter, Entered, Province
from tests.jobs.post_office import LOCALHOST, PostOffice, free_port, open_post_office, silent_server

pytestmark = pytest.mark.usefixtures("inside")

HOUSE = "http://caseflow.example.invalid"
ACCEPTED = date(2026, 9, 1)
SEVEN_BEFORE = datetime.combine(date(2026, 9, 22), time(7), VIETNAM)
"""When a complaint accepted on that day and due on Thursday 01/10/2026 is first warned of."""
OFFICER = "giaiquyet@example.invalid"
KEEPER = Reader(0, (Post(Role.ADMIN, 1, "1."),))
"""Who keeps the sending of the whole province."""


@pytest.fixture
def post() -> Iterator[PostOffice]:
    with open_post_office(free_port()) as office:
        yield office


@pytest.fixture
def mailer(post: PostOffice) -> SmtpMailer:
    return SmtpMailer(LOCALHOST, post.port, "caseflow@quangtri.example.invalid")


@pytest.fixture
def settling(inside: Flask, enter: Enter, clock: SettableClock, province: Province) -> Entered:
    """A complaint given to an officer, whose first warning has been raised and waits as a letter."""
    assert inside
    clock.set(ACCEPTED)
    it = enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED)
    entrust(it, province)
    sweep(SEVEN_BEFORE, by_mail=True)
    return it


def entrust(it: Entered, province: Province) -> None:
    """Give a case to the officer, and let every other clock rest."""
    db.session.get_one(Case, it.case_id).responsible_id = province.people["giaiquyet"]
    db.session.execute(update(Deadline).where(Deadline.subject_id != it.case_id).values(next_alert_at=None))
    db.session.commit()


def sent(mailer: SmtpMailer, at: datetime) -> Swept:
    return deliver(ByMail(mailer, HOUSE), at)


def outbox() -> list[Delivery]:
    """What was meant to leave by e-mail, as it stands."""
    db.session.rollback()
    return list(db.session.scalars(select(Delivery).where(Delivery.channel == "email").order_by(Delivery.id)))


def words(letter: EmailMessage) -> str:
    return str(letter.get_content()).replace("\r\n", "\n")


# What a letter says


def test_a_letter_arrives_in_vietnamese(post: PostOffice, mailer: SmtpMailer, settling: Entered) -> None:
    assert sent(mailer, SEVEN_BEFORE) == Swept(delivered=1)
    letter = post.letters[0]
    assert letter["Subject"] == f"{settling.matter_code}: còn 7 ngày làm việc"
    assert (letter["To"], letter["From"]) == (OFFICER, "caseflow@quangtri.example.invalid")
    assert letter["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(letter["Date"]) == SEVEN_BEFORE
    assert words(letter) == (
        "Kính gửi ông/bà,\n"
        "\n"
        "Ông/bà có 1 thời hạn cần lưu ý:\n"
        "\n"
        f"1. {settling.matter_code}: Giải quyết khiếu nại lần đầu\n"
        "   Hạn 01/10/2026, còn 7 ngày làm việc.\n"
        "   Căn cứ: LKN Đ28\n"
        f"   Mở hồ sơ: {HOUSE}/vu-viec/{settling.matter_code}\n"
        "\n"
        f"Tất cả cảnh báo của ông/bà: {HOUSE}/canh-bao\n"
        "\n"
        "Thư gửi tự động lúc 07:00 ngày 22/09/2026. "
        "Vì lý do bảo mật, thư không nêu tên ai; xin mở hồ sơ để xem chi tiết.\n"
    )


def test_a_letter_carries_the_words_that_the_office_wrote_for_the_level(
    post: PostOffice, mailer: SmtpMailer, settling: Entered, province: Province
) -> None:
    assert settling.case_id
    keeper = replace(KEEPER, user_id=province.people["quantri"])
    said = replace(LADDER, hearings=(*LADDER.hearings, Hearing(-7, (), words="Đôn đốc ngay.")))
    with transaction(by_id=None, act="đổi thang cảnh báo", now=SEVEN_BEFORE):
        set_ladder(Group.USUAL, said, basis="Quy chế", reader=keeper, now=SEVEN_BEFORE)
    sent(mailer, SEVEN_BEFORE)
    assert "còn 7 ngày làm việc.\n   Đôn đốc ngay.\n   Căn cứ" in words(post.letters[0])


def test_everything_one_person_must_hear_at_one_moment_is_one_letter(
    post: PostOffice, mailer: SmtpMailer, enter: Enter, clock: SettableClock
) -> None:
    clock.set(ACCEPTED)
    codes = [enter.a_petition(received_on=ACCEPTED, at="XA-18880", by="xa1-don").matter_code for _ in range(3)]
    swept = sweep(datetime.combine(date(2026, 10, 16), time(7), VIETNAM), by_mail=True)
    went = sent(mailer, datetime.combine(date(2026, 10, 16), time(7, 1), VIETNAM))
    assert (went.delivered, went.failed) == (swept.delivered, 0)
    assert sorted(letter["To"] for letter in post.letters) == [
        "truongdonvi@example.invalid",
        "xa1@example.invalid",
    ]
    assert {letter["Subject"] for letter in post.letters} == {"3 thời hạn cần lưu ý"}
    assert all(code in words(letter) for code in codes for letter in post.letters)


def test_a_letter_about_very_many_deadlines_shows_the_first_and_counts_the_rest(
    post: PostOffice, mailer: SmtpMailer, settling: Entered
) -> None:
    """Sixty alerts of one person that wait for the same moment."""
    one = outbox()[0]
    alert = one.alert
    for number in range(59):
        copied = {name: getattr(alert, name) for name in ("level", "cause", "subject_id", "label", "days", "due_on")}
        other = type(alert)(deadline_key=f"{settling.case_id}:KN-GQ1:x:{number}", raised_at=SEVEN_BEFORE, **copied)
        other.addressed_at = SEVEN_BEFORE
        other.deliveries = [Delivery(user_id=one.user_id, channel="email", next_try_at=one.next_try_at)]
        db.session.add(other)
    db.session.commit()
    assert sent(mailer, SEVEN_BEFORE) == Swept(delivered=60)
    text = words(post.letters[0])
    assert "Ông/bà có 60 thời hạn cần lưu ý" in text
    assert f"{LINES_SHOWN}. VV-" in text
    assert f"{LINES_SHOWN + 1}. VV-" not in text
    assert "Và 10 thời hạn khác." in text


def test_a_letter_sent_days_later_says_how_the_deadline_stands_then(
    post: PostOffice, mailer: SmtpMailer, settling: Entered
) -> None:
    assert settling.case_id
    sent(mailer, SEVEN_BEFORE + timedelta(days=10))
    assert "Hạn 01/10/2026, quá hạn 1 ngày làm việc." in words(post.letters[0])


# What a letter does not say


def test_a_letter_names_nobody_and_shows_no_title(
    post: PostOffice, mailer: SmtpMailer, enter: Enter, clock: SettableClock
) -> None:
    clock.set(ACCEPTED)
    enter.a_complaint("Khiếu nại bà Cao Thị Thu Thử lấn đất", received_on=ACCEPTED)
    sweep(datetime.combine(date(2026, 11, 2), time(7), VIETNAM), by_mail=True)
    sent(mailer, datetime.combine(date(2026, 11, 2), time(7), VIETNAM))
    people = list(db.session.scalars(select(User.name)))
    assert post.letters
    for letter in post.letters:
        whole = f"{letter['Subject']} {letter['To']} {words(letter)}"
        assert not any(name in whole for name in [*people, "Lê Thị Bưởi Thử", "lấn đất"])


def test_a_letter_about_a_denunciation_does_not_betray_that_it_is_one(
    post: PostOffice, mailer: SmtpMailer, enter: Enter, clock: SettableClock
) -> None:
    clock.set(ACCEPTED)
    it = enter.a_denunciation("Tố cáo cán bộ nhận tiền", received_on=ACCEPTED)
    sweep(datetime.combine(date(2026, 11, 2), time(7), VIETNAM), by_mail=True)
    sent(mailer, datetime.combine(date(2026, 11, 2), time(7), VIETNAM))
    assert post.letters
    for letter in post.letters:
        whole = f"{letter['Subject']} {words(letter)}"
        assert f"{it.matter_code}: Một thời hạn của vụ việc này" in whole
        assert "tố cáo" not in whole.lower()
        assert "LTC" not in whole


# Who no longer receives it


def test_who_was_disabled_meanwhile_receives_nothing(post: PostOffice, mailer: SmtpMailer, settling: Entered) -> None:
    assert settling.case_id
    db.session.execute(update(User).where(User.login == "giaiquyet").values(active=False))
    db.session.commit()
    assert sent(mailer, SEVEN_BEFORE) == Swept()
    assert post.letters == []
    waiting = outbox()[0]
    assert (waiting.next_try_at, waiting.delivered_at) == (None, None)
    assert "không còn quyền" in waiting.last_error


def test_who_lost_the_right_meanwhile_receives_only_what_may_still_be_known(
    post: PostOffice, mailer: SmtpMailer, enter: Enter, clock: SettableClock, province: Province
) -> None:
    clock.set(ACCEPTED)
    open_one = enter.a_complaint(received_on=ACCEPTED)
    secret = enter.a_denunciation(received_on=ACCEPTED)
    sweep(datetime.combine(date(2026, 11, 2), time(7), VIETNAM), by_mail=True)
    chief = province.people["truongdonvi"]
    db.session.execute(update(RolePost).where(RolePost.user_id == chief).values(role=Role.CLERK))
    db.session.commit()
    sent(mailer, datetime.combine(date(2026, 11, 2), time(7), VIETNAM))
    letter = next(letter for letter in post.letters if letter["To"] == "truongdonvi@example.invalid")
    assert open_one.matter_code in words(letter)
    assert secret.matter_code not in words(letter)


def test_a_letter_goes_to_the_address_of_the_day_it_is_sent(
    post: PostOffice, mailer: SmtpMailer, settling: Entered
) -> None:
    assert settling.case_id
    db.session.execute(update(User).where(User.login == "giaiquyet").values(email="moi@example.invalid"))
    db.session.commit()
    sent(mailer, SEVEN_BEFORE)
    assert post.recipients == [["moi@example.invalid"]]


# When the server will not have it


@pytest.mark.parametrize(
    ("answer", "told"),
    [("451 4.3.0 busy", "451"), ("554 5.7.1 not wanted", "554"), ("421 4.3.2 closing", "421")],
    ids=["4xx", "5xx", "closing"],
)
def test_a_letter_that_was_not_taken_keeps_its_row_and_is_tried_again(
    post: PostOffice, mailer: SmtpMailer, settling: Entered, answer: str, told: str
) -> None:
    assert settling.case_id
    post.answers = [answer]
    assert sent(mailer, SEVEN_BEFORE) == Swept(failed=1)
    waiting = outbox()[0]
    assert (waiting.attempts, waiting.delivered_at) == (1, None)
    assert waiting.last_error.startswith(told)
    assert sent(mailer, SEVEN_BEFORE + timedelta(seconds=59)) == Swept()
    assert sent(mailer, SEVEN_BEFORE + timedelta(seconds=60)) == Swept(delivered=1)
    arrived = outbox()[0]
    assert (arrived.attempts, arrived.next_try_at, arrived.last_error) == (2, None, "")
    assert arrived.delivered_at == SEVEN_BEFORE + timedelta(seconds=60)
    assert sent(mailer, SEVEN_BEFORE + timedelta(days=1)) == Swept()
    assert len(post.letters) == 1


def test_failures_back_off_ever_longer(post: PostOffice, mailer: SmtpMailer, settling: Entered) -> None:
    assert settling.case_id
    post.answers = ["451 busy"] * 8
    at, tries = SEVEN_BEFORE, list[str]()
    for _ in range(8):
        sent(mailer, at)
        next_try = outbox()[0].next_try_at
        assert next_try is not None
        tries.append(f"{next_try.astimezone(VIETNAM):%d %H:%M}")
        at = next_try
    assert tries == [  # after 1, 4, 16, 64, 256 minutes, then every six hours, and never in the night
        *("22 07:01", "22 07:05", "22 07:21", "22 08:25", "22 12:41"),
        *("23 07:00", "23 13:00", "24 07:00"),
    ]
    assert (post.asked, outbox()[0].attempts) == (8, 8)


def given_up(post: PostOffice, mailer: SmtpMailer) -> Delivery:
    """Have a letter refused as often as it is tried."""
    tries = PATIENCE[EMAIL].tries
    post.answers = ["451 busy"] * tries
    at = SEVEN_BEFORE
    for _ in range(tries):
        sent(mailer, at)
        at = outbox()[0].next_try_at or at
    return outbox()[0]


@pytest.mark.usefixtures("settling")
def test_a_letter_tried_in_vain_is_kept_and_sent_again_on_a_persons_word(
    post: PostOffice, mailer: SmtpMailer, province: Province
) -> None:
    dead = given_up(post, mailer)
    assert (post.asked, dead.attempts, dead.next_try_at) == (12, 12, None)
    assert dead.dead_at is not None
    assert dead.last_error.startswith("451")
    with transaction(by_id=None, act="gửi lại", now=SEVEN_BEFORE):
        elsewhere = Reader(0, (Post(Role.ADMIN, province.offices["XA-18880"], "1.4."),))
        assert send_again(dead.letter, reader=elsewhere, now=SEVEN_BEFORE) == 0
    dead = outbox()[0]
    later, key = datetime.combine(date(2026, 9, 30), time(8), VIETNAM), dead.letter
    assert sent(mailer, later) == Swept()
    assert [again(key, later), again(key, later)] == [1, 0]
    assert sent(mailer, later) == Swept(delivered=1)
    assert post.letters[0]["Message-ID"] == f"<{key}@quangtri.example.invalid>"
    assert (outbox()[0].dead_at, outbox()[0].attempts) == (None, 1)
    assert again(key, later) == 0


def again(key: str, at: datetime) -> int:
    with transaction(by_id=None, act="gửi lại", now=at):
        return send_again(key, reader=KEEPER, now=at)


@pytest.mark.usefixtures("settling")
def test_a_letter_given_up_is_no_longer_sent_once_its_alert_is_over(post: PostOffice, mailer: SmtpMailer) -> None:
    dead = given_up(post, mailer)
    with transaction(by_id=None, act="kiểm thử", now=SEVEN_BEFORE):
        close_alerts([dead.alert_id], "đã xong", SEVEN_BEFORE)
    assert again(dead.letter, SEVEN_BEFORE) == 0
    assert outbox()[0].last_error == "Không gửi: cảnh báo đã đóng, đã xong."


@pytest.mark.usefixtures("settling")
def test_a_letter_over_which_everybody_falls_is_given_up_too(mailer: SmtpMailer) -> None:
    at, tries = SEVEN_BEFORE, 0
    while outbox()[0].dead_at is None:
        with transaction(by_id=None, act="kiểm thử", now=at):
            tries += claim_letter(at) is not None
        at = outbox()[0].next_try_at or at
    assert tries == PATIENCE[EMAIL].tries
    assert outbox()[0].last_error == FELL
    assert sent(mailer, at) == Swept()


def test_one_address_that_is_refused_does_not_keep_the_others_from_their_letters(
    post: PostOffice, mailer: SmtpMailer, enter: Enter, clock: SettableClock
) -> None:
    clock.set(ACCEPTED)
    enter.a_petition(received_on=ACCEPTED, at="XA-18880", by="xa1-don")
    sweep(datetime.combine(date(2026, 10, 16), time(7), VIETNAM), by_mail=True)
    post.refused_addresses = {"xa1@example.invalid"}
    went = sent(mailer, datetime.combine(date(2026, 10, 16), time(7), VIETNAM))
    assert (went.delivered, went.failed) == (1, 1)
    assert [delivery.last_error for delivery in outbox() if delivery.delivered_at is None] == [
        "550 5.1.1 no such mailbox"
    ]


def test_a_server_that_does_not_answer_ends_the_run_after_one_letter(enter: Enter, clock: SettableClock) -> None:
    clock.set(ACCEPTED)
    enter.a_petition(received_on=ACCEPTED, at="XA-18880", by="xa1-don")
    moment = datetime.combine(date(2026, 10, 16), time(7), VIETNAM)
    sweep(moment, by_mail=True)
    nobody_there = SmtpMailer(LOCALHOST, free_port(), "caseflow@example.invalid")
    assert sent(nobody_there, moment) == Swept(failed=1)
    assert [delivery.attempts for delivery in outbox()] == [1, 0]
    assert "ConnectionRefusedError" in outbox()[0].last_error
    assert all(
        delivery.delivered_at for delivery in db.session.scalars(select(Delivery).where(Delivery.channel == "inbox"))
    )


def test_a_silent_server_is_waited_for_no_longer_than_its_time(settling: Entered) -> None:
    assert settling.case_id
    with silent_server() as port:
        assert sent(SmtpMailer(LOCALHOST, port, "caseflow@example.invalid", timeout=0.2), SEVEN_BEFORE) == Swept(
            failed=1
        )
    assert "timed out" in outbox()[0].last_error


@pytest.mark.parametrize("address", [",", "a@b.invalid\nBcc: c@d.invalid", "đ@tỉnh.invalid"])
def test_an_address_that_is_none_is_a_failure_like_any_other(
    mailer: SmtpMailer, post: PostOffice, settling: Entered, address: str
) -> None:
    assert settling.case_id
    db.session.execute(update(User).where(User.login == "giaiquyet").values(email=address))
    db.session.commit()
    assert sent(mailer, SEVEN_BEFORE) == Swept(failed=1)
    assert post.letters == []
    assert outbox()[0].last_error


# When the house falls down over it


def test_a_letter_claimed_by_one_is_not_taken_by_another(settling: Entered) -> None:
    assert settling.case_id
    with transaction(by_id=None, act="kiểm thử", now=SEVEN_BEFORE):
        assert claim_letter(SEVEN_BEFORE) is not None
    with transaction(by_id=None, act="kiểm thử", now=SEVEN_BEFORE):
        assert claim_letter(SEVEN_BEFORE + LEASE - timedelta(seconds=1)) is None


def test_a_letter_sent_again_after_a_fall_can_be_told_for_the_same(
    post: PostOffice, mailer: SmtpMailer, settling: Entered, province: Province, enter: Enter
) -> None:
    """Whoever sent it fell before noting so; meanwhile another alert has come up for the same person."""

    class FellAfterwards(Exception):  # noqa: N818 - it is no error of the house
        pass

    class Falling:
        def send(self, mail: Mail) -> None:
            mailer.send(mail)
            raise FellAfterwards

    with pytest.raises(FellAfterwards):
        deliver(ByMail(Falling(), HOUSE), SEVEN_BEFORE)
    other = enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED)
    entrust(other, province)
    sweep(SEVEN_BEFORE + timedelta(minutes=5), by_mail=True)
    assert sent(mailer, SEVEN_BEFORE + LEASE) == Swept(delivered=2)
    first, *later = post.letters
    again = [letter for letter in later if letter["Message-ID"] == first["Message-ID"]]
    assert [settling.matter_code in words(letter) for letter in again] == [True]
    assert len(later) == 2


def test_what_was_sent_is_in_the_journal(mailer: SmtpMailer, post: PostOffice, settling: Entered) -> None:
    assert settling.case_id
    post.answers = ["451 busy"]
    sent(mailer, SEVEN_BEFORE)
    sent(mailer, SEVEN_BEFORE + timedelta(minutes=1))
    acts = [line.changes for line in journal.lines(limit=2)]
    assert ['"sent"' in acts[0], '"put off"' in acts[1]] == [True, True]
    assert list(journal.broken_lines()) == []


# The mailer itself


def test_a_house_without_a_mail_server_has_no_mailer(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    assert mailer_of(settings_for("sqlite://", home)) is None
    made = mailer_of(settings_for("sqlite://", home, smtp_host="thu.example.invalid", smtp_port=2525))
    assert made == SmtpMailer("thu.example.invalid", 2525, "caseflow@localhost")


def test_a_letter_that_was_taken_stays_taken_if_the_server_parts_rudely(
    post: PostOffice, mailer: SmtpMailer, settling: Entered
) -> None:
    assert settling.case_id
    post.parting = "554 5.0.0 go away"
    assert sent(mailer, SEVEN_BEFORE) == Swept(delivered=1)


def test_what_the_server_said_is_kept_in_the_failure(post: PostOffice, mailer: SmtpMailer) -> None:
    post.answers = ["552 5.2.2 mailbox full"]
    with pytest.raises(UndeliveredError, match=r"552 5\.2\.2 mailbox full") as no:
        mailer.send(Mail("c@d.invalid", "Đơn", "Thư", "khoa", SEVEN_BEFORE))
    assert not no.value.nobody_answers
