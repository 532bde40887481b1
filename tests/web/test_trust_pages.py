"""The pages of trust in alerts: what is red and why, what was given up and is sent again, hours, times, tomorrow."""

from datetime import date, time

import pytest
from flask import Flask
from sqlalchemy import select, update

from caseflow.jobs.sweep import sweep
from caseflow.law.sending_hours import WORKING_HOURS, Hours
from caseflow.services.sending_hours import working_hours
from caseflow.store.alerts import EMAIL, Delivery
from caseflow.store.db import db
from caseflow.store.people import User, user_by_login
from tests.conftest import SettableClock, SignIn
from tests.factories import Enter, Entered
from tests.visitor import Visitor, forms_of

PAGE = "/quan-tri/canh-bao"


@pytest.fixture
def admin(sign_in: SignIn) -> Visitor:
    return sign_in("quantri")


@pytest.fixture
def late(app: Flask, enter: Enter, clock: SettableClock) -> Entered:
    """A complaint whose acceptance is late; the letters that tell of it wait."""
    it = enter.a_complaint("Khiếu nại thu hồi đất", received_on=date(2026, 11, 9), at="TINH", by="truongdonvi")
    with app.app_context():
        sweep(clock(), by_mail=True)
    return it


def give_up(app: Flask, clock: SettableClock) -> None:
    """As if every letter had been tried in vain."""
    with app.app_context():
        dead = {"next_try_at": None, "dead_at": clock(), "attempts": 12, "last_error": "550 no such mailbox"}
        for user_id in db.session.scalars(select(Delivery.user_id).where(Delivery.channel == EMAIL).distinct()):
            mine = update(Delivery).where(Delivery.user_id == user_id, Delivery.channel == EMAIL)
            db.session.execute(mine.values(letter=f"khóa-{user_id}", **dead))
        db.session.commit()


def waiting(app: Flask) -> list[Delivery]:
    with app.app_context():
        return list(db.session.scalars(select(Delivery).where(Delivery.next_try_at.is_not(None))))


def test_a_house_that_has_fallen_silent_is_red(admin: Visitor, app: Flask, clock: SettableClock) -> None:
    assert "Chưa quét lần nào." in admin.text(PAGE)
    assert "Cảnh báo có thể không đến" not in admin.text(PAGE)
    with app.app_context():
        sweep(clock(), by_mail=False)
    assert "10:00 23/11/2026" in admin.text(PAGE)
    clock.forward(minutes=4)
    page = admin.text(PAGE)
    assert "Cảnh báo có thể không đến" in page
    assert "Đã 4 phút không có lần quét nào xong." in page


@pytest.mark.usefixtures("late")
def test_what_waits_is_counted_by_its_reason(admin: Visitor, app: Flask) -> None:
    assert "chờ lượt gửi tới" in admin.text(PAGE)
    with app.app_context():
        db.session.execute(update(Delivery).where(Delivery.channel == EMAIL).values(letter="x", last_error="451 bận"))
        db.session.commit()
    page = admin.text(PAGE)
    assert "chờ gửi lại sau lỗi" in page
    assert "451 bận" in page
    assert "chờ lượt gửi tới" not in page


def test_what_nobody_heard_is_listed_by_its_number_and_a_secret_one_only_counted(
    admin: Visitor, app: Flask, enter: Enter, clock: SettableClock
) -> None:
    plain = enter.a_complaint("Khiếu nại thu hồi đất", received_on=date(2026, 11, 9))
    secret = enter.a_denunciation("Tố cáo cán bộ nhận tiền", received_on=date(2026, 11, 9))
    with app.app_context():
        db.session.execute(update(User).where(User.login != "quantri").values(active=False))
        db.session.commit()
        sweep(clock(), by_mail=False)
    clock.forward(minutes=1)
    page = admin.text(PAGE)
    assert plain.matter_code in page
    assert "thu hồi đất" not in page
    assert secret.matter_code not in page
    assert "cảnh báo khác không nêu ở đây" in page


@pytest.mark.usefixtures("late")
def test_a_letter_given_up_is_sent_again_by_one_press_and_a_second_changes_nothing(
    admin: Visitor, app: Flask, clock: SettableClock
) -> None:
    give_up(app, clock)
    shown = admin.get(PAGE)
    page = shown.get_data(as_text=True)
    assert "550 no such mailbox" in page
    assert waiting(app) == []
    again = [form for form in forms_of(shown) if form.action.endswith("/gui-lai")]
    letters = len(again)
    assert letters > 1
    for expected in ("sẽ được gửi lại", "không còn trong danh sách"):
        answer = admin.client.post(again[0].action, data=again[0].fields, follow_redirects=True)
        assert expected in answer.get_data(as_text=True)
    assert {row.letter for row in waiting(app)} == {again[0].fields["thu"]}
    assert len([form for form in forms_of(admin.get(PAGE)) if form.action.endswith("/gui-lai")]) == letters - 1


@pytest.mark.usefixtures("late")
def test_every_letter_of_a_channel_that_stood_still_is_sent_again_by_one_press(
    admin: Visitor, app: Flask, clock: SettableClock
) -> None:
    give_up(app, clock)
    shown = admin.get(PAGE)
    letters = [form for form in forms_of(shown) if form.action.endswith("/gui-lai")]
    (every,) = [form for form in forms_of(shown) if form.action.endswith("/gui-lai-tat-ca")]
    for expected in ("sẽ được gửi lại", "Không còn thư nào"):
        answer = admin.client.post(every.action, data=every.fields, follow_redirects=True)
        assert expected in answer.get_data(as_text=True)
    assert {row.letter for row in waiting(app)} == {form.fields["thu"] for form in letters}
    nowhere = admin.client.post(every.action, data=every.fields | {"kenh": "bồ câu"}, follow_redirects=True)
    assert "Không còn thư nào" in nowhere.get_data(as_text=True)


def test_hours_are_set_with_their_document_and_typed_in_many_ways(admin: Visitor, app: Flask) -> None:
    page = admin.submit(f"{PAGE}/gio-gui", start="7h30", end="16.30", basis="Nội quy 5/QC").get_data(as_text=True)
    assert "07:30–16:30" in page
    assert "Nội quy 5/QC" in page
    with app.app_context():
        assert working_hours() == Hours(time(7, 30), time(16, 30))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"start": "sáng"}, "Giờ ghi theo dạng giờ:phút, như 07:30."),
        ({"start": "10:00"}, "Giờ bắt đầu muộn nhất là 09:00."),
        ({"end": "12:00"}, "Giờ kết thúc sớm nhất là 16:00."),
        ({"end": ""}, "Cần ghi giờ (giờ:phút)."),
        ({"basis": ""}, "Cần ghi căn cứ."),
    ],
)
def test_hours_that_are_none_are_refused_at_their_field(
    admin: Visitor, app: Flask, typed: dict[str, str], sentence: str
) -> None:
    answer = admin.submit(f"{PAGE}/gio-gui", **({"start": "07:10", "end": "17:00", "basis": "Nội quy"} | typed))
    assert answer.status_code in (409, 422)
    page = answer.get_data(as_text=True)
    assert sentence in page
    assert all(f'value="{words}"' in page for words in typed.values() if words)
    with app.app_context():
        assert working_hours() == WORKING_HOURS


def test_a_person_chooses_their_times_and_sees_them(sign_in: SignIn, app: Flask) -> None:
    visitor = sign_in("xulydon")
    assert "ngay khi có, trong giờ làm việc" in visitor.text("/tai-khoan")
    page = visitor.submit("/tai-khoan/gio-nhan-thu", times=["14:00", "07:30"]).get_data(as_text=True)
    assert "07:30, 14:00" in page
    shown = visitor.text("/tai-khoan/gio-nhan-thu")
    assert shown.count("checked") == 2
    visitor.submit("/tai-khoan/gio-nhan-thu", times=[])
    with app.app_context():
        user = user_by_login("xulydon")
        assert user is not None
        assert user.digest_times == ""


def test_a_time_that_was_not_offered_is_refused(sign_in: SignIn) -> None:
    answer = sign_in("xulydon").submit("/tai-khoan/gio-nhan-thu", times=["03:00"])
    assert answer.status_code == 422


def test_tomorrow_is_shown_by_person_to_who_may_know_and_by_number_to_who_keeps_the_sending(
    sign_in: SignIn, enter: Enter, app: Flask, clock: SettableClock
) -> None:
    plain = enter.a_complaint("Khiếu nại thu hồi đất", received_on=date(2026, 11, 9))
    secret = enter.a_denunciation("Tố cáo cán bộ nhận tiền", received_on=date(2026, 11, 9))
    with app.app_context():
        db.session.remove()
    head = sign_in("truongban").text("/canh-bao/ngay-mai")
    assert "Cảnh báo của thứ Tư 25/11/2026" in head  # Tuesday is a public holiday
    assert f'href="/vu-viec/{plain.matter_code}"' in head
    assert secret.matter_code in head
    keeper = sign_in("quantri").text("/canh-bao/ngay-mai")
    assert plain.matter_code in keeper
    assert "không nêu số vụ việc ở đây" in keeper
    assert not any(words in keeper for words in (secret.matter_code, "thu hồi đất", "nhận tiền"))
    assert sign_in("xulydon").get("/canh-bao/ngay-mai").status_code == 403
    assert clock
