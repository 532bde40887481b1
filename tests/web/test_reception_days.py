"""Reception days through the pages: a year laid out and published, what the public sees, a day held and put off."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from caseflow.jobs.sweep import sweep
from caseflow.law.terms import Action, DayStatus
from caseflow.store.db import db
from caseflow.store.duties import Duty
from caseflow.store.reception_days import DayRegistration, ReceptionDay, ReceptionHost, ReceptionSession
from caseflow.web.step_views import slug
from tests.conftest import SettableClock, SignIn
from tests.factories import Enter, within
from tests.visitor import Visitor, forms_of
from tests.web.queries import asked

CHAIR = "Chủ tịch UBND tỉnh"
RULE = {
    "office": "Ban Tiếp công dân tỉnh",
    "hosts-0-office": "UBND tỉnh Quảng Trị",
    "hosts-0-head": CHAIR,
    "first": "01/01/2027",
    "last": "31/12/2027",
    "planned_on": "23/11/2026",
    "rhythm": "monthly",
    "month_days": "15",
    "starts_at": "7h30",
    "sites": "Trụ sở Tiếp công dân tỉnh\nCơ sở 2, phường Đông Hà",
    "content": "Nghe và trả lời khiếu nại, kiến nghị về đất đai",
}


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    """Somebody who is not signed in."""
    return Visitor(app)


def day_sessions(key: int) -> list[int]:
    found = list(db.session.scalars(select(ReceptionSession.id).where(ReceptionSession.day_id == key)))
    db.session.rollback()
    return found


def made(app: Flask) -> list[ReceptionDay]:
    with app.app_context():
        days = list(db.session.scalars(select(ReceptionDay).order_by(ReceptionDay.on)))
        db.session.expunge_all()
        return days


def a_year(sign_in: SignIn, **other: str) -> Visitor:
    """The head of the board has laid out 2027 by the fifteenth of each month, and published it."""
    head = sign_in("truongban")
    head.submit("/lich/lap", **(RULE | other))
    head.submit("/lich/cong-bo?tu=2027-01-01&den=2027-12-31", on="23/11/2026", paper_number="01/TB-UBND")
    return head


def test_a_rule_is_looked_at_before_it_is_made(app: Flask, sign_in: SignIn) -> None:
    """15/05/2027 is a Saturday: the day goes to Monday 17/05."""
    head = sign_in("truongban")
    page = head.submit("/lich/lap", **RULE, then="preview").get_data(as_text=True)
    assert "Ngày 15 hằng tháng; trùng ngày nghỉ thì tiếp vào ngày làm việc tiếp theo" in page
    assert "15/05/2027 là thứ Bảy, cuối tuần; chuyển sang ngày làm việc tiếp theo, thứ Hai 17/05/2027" in page
    assert made(app) == []
    head.submit("/lich/lap", **RULE)
    days = made(app)
    assert len(days) == 12
    assert {day.starts_at for day in days} == {"07:30"}
    assert days[0].sites == ["Trụ sở Tiếp công dân tỉnh", "Cơ sở 2, phường Đông Hà"]


def test_a_form_sent_twice_makes_one_year(app: Flask, sign_in: SignIn) -> None:
    head = sign_in("truongban")
    shown = head.get("/lich/lap")
    for _ in range(2):
        head.send(shown, **RULE)
    assert len(made(app)) == 12


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"month_days": ""}, "Cần ghi ngày trong tháng"),
        ({"month_days": "32"}, "Ngày trong tháng từ 1 đến 31."),
        ({"starts_at": "25:00"}, "Giờ ghi theo dạng giờ:phút"),
        ({"hosts-0-office": "Không có"}, "Không có cơ quan nào tên"),
        ({"hosts-0-office": ""}, "Cần ghi cơ quan có người đứng đầu tiếp công dân."),
        ({"hosts-0-head": ""}, "Cần ghi chức vụ người tiếp công dân."),
        ({"rhythm": "listed", "days": "30/02/2027"}, "30/02/2027 không phải một ngày."),
        ({"last": "31/12/2026"}, "Ngày cuối ở trước ngày đầu."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    app: Flask, sign_in: SignIn, wrong: dict[str, str], sentence: str
) -> None:
    head = sign_in("truongban")
    page = head.submit("/lich/lap", **(RULE | wrong))
    assert page.status_code == 422
    words = page.get_data(as_text=True)
    assert sentence in words
    assert "Nghe và trả lời khiếu nại" in words
    assert made(app) == []


def test_the_public_sees_what_was_published_and_nothing_before(sign_in: SignIn, stranger: Visitor) -> None:
    head = sign_in("truongban")
    head.submit("/lich/lap", **RULE)
    assert CHAIR not in stranger.text("/cong-khai/lich?thang=2027-05")
    head.submit("/lich/cong-bo?tu=2027-01-01&den=2027-12-31", on="23/11/2026")
    page = stranger.text("/cong-khai/lich?thang=2027-05")
    assert CHAIR in page
    assert "17/05/2027" in page
    assert "Cơ sở 2, phường Đông Hà" in page


def test_a_calendar_subscribes_and_is_told_of_what_was_put_off(app: Flask, sign_in: SignIn, stranger: Visitor) -> None:
    head = a_year(sign_in)
    day = made(app)[0]
    assert (day.on, day.status) == (date(2027, 1, 15), DayStatus.POSTED)
    step = f"/lich/{day.id}/buoc/{slug(Action.POSTPONE_DAY)}"
    head.submit(step, on="23/11/2026", change_reason="Dự kỳ họp Quốc hội", new_day="22/01/2027")
    with app.app_context():
        body_id = db.session.scalars(select(ReceptionHost.office_id)).first()
        db.session.rollback()
    feed = stranger.get("/cong-khai/lich/ngay-tiep.ics", {"co-quan": str(body_id)})
    events = Calendar.from_ical(feed.get_data()).walk("VEVENT")
    assert len(events) == 12
    of_all = Calendar.from_ical(stranger.get("/cong-khai/lich/ngay-tiep.ics").get_data()).walk("VEVENT")
    assert len(of_all) == 1  # of a hundred bodies only what is near
    put_off = next(event for event in events if event.decoded("dtstart").date() == date(2027, 1, 15))
    assert (str(put_off["summary"]), str(put_off["status"])) == (f"HOÃN: {CHAIR} tiếp công dân", "CANCELLED")
    assert "Dự kiến tiếp ngày 22/01/2027" in str(put_off["description"])
    assert put_off.decoded("dtstart").utcoffset().total_seconds() == 7 * 3600
    page = stranger.text("/cong-khai/lich?thang=2027-01")
    assert "Dự kỳ họp Quốc hội" in page
    assert "22/01/2027" in page
    head.submit(f"/lich/{day.id}/buoc/{slug(Action.ANNOUNCE_CHANGE)}", on="23/11/2026", posted_at="Trụ sở")
    data = stranger.get("/cong-khai/lich/ngay-tiep.json?thang=2027-01").get_json()
    assert [(one["on"], one["status"]) for one in data["days"]] == [("2027-01-15", "off"), ("2027-01-22", "on")]


def test_a_published_change_is_shown_as_a_change(app: Flask, sign_in: SignIn, stranger: Visitor) -> None:
    head = a_year(sign_in)
    day = made(app)[0]
    page = head.submit(f"/lich/{day.id}/sua", starts_at="08:00")
    assert page.status_code == 422  # a published day changes in words too
    head.submit(f"/lich/{day.id}/sua", starts_at="08:00", amended="Giờ tiếp đổi thành 08:00")
    words = stranger.text("/cong-khai/lich?thang=2027-01")
    assert "Thay đổi ngày 23/11/2026: Giờ tiếp đổi thành 08:00" in words
    assert "08:00" in words


def test_a_day_is_held_by_a_stand_in_only_with_a_document(app: Flask, sign_in: SignIn, clock: SettableClock) -> None:
    head = a_year(sign_in)
    day = made(app)[0]
    assert "Ghi ngày tiếp đã tổ chức" not in head.text(f"/lich/{day.id}")
    clock.set(datetime(2027, 1, 15, 9, 0, tzinfo=UTC))
    desk = sign_in("tiepdan")
    typed = {"held-0-who": "stand_in", "held-0-held_by": "Lê Văn Phó Thử, Phó Chủ tịch"}
    page = desk.submit(f"/lich/{day.id}/to-chuc", **typed)
    assert page.status_code == 422
    assert "văn bản ủy quyền" in page.get_data(as_text=True)
    desk.submit(f"/lich/{day.id}/to-chuc", **typed, **{"held-0-document": "Giấy ủy quyền 03/GUQ-UBND"})
    assert "tiếp thay" in desk.text(f"/lich/{day.id}")
    assert made(app)[0].status is DayStatus.HELD


def test_the_leadership_sees_first_what_its_heads_owe(app: Flask, sign_in: SignIn) -> None:
    head = sign_in("truongban")
    head.submit(
        "/lich/chi-tieu/them", family="TCD-LEAD-TINH", body="UBND tỉnh Quảng Trị", office="Ban Tiếp công dân tỉnh",
        post=CHAIR, holder="Bùi Văn An Thử", since="01/09/2026",
    )  # fmt: skip
    head.submit(
        "/lich/chi-tieu/them", family="TCD-BRIEF", body="Ban Tiếp công dân tỉnh", office="Ban Tiếp công dân tỉnh",
        post="Giao ban hằng tháng", since="01/10/2026",
    )  # fmt: skip
    page = sign_in("lanhdao").text("/lich/chi-tieu?nam=2026")
    assert page.count("nợ 1") == 3  # September and October of the chair, October of the briefing
    assert "LTCD Đ12.5" in page
    with app.app_context():
        duty_id = db.session.scalars(select(Duty.id).where(Duty.family == "TCD-BRIEF")).one()
        db.session.rollback()
    head.submit(f"/lich/chi-tieu/{duty_id}/giao-ban", on="23/11/2026")
    assert "1/1" in head.text("/lich/chi-tieu?nam=2026")


def test_pages_of_days_ask_as_much_of_one_as_of_many(app: Flask, sign_in: SignIn, stranger: Visitor) -> None:
    head = a_year(sign_in, rhythm="weekly", weekdays="3")
    counted = {}
    for url, who in (("/lich", head), ("/cong-khai/lich", stranger), ("/cong-khai/lich/ngay-tiep.ics", stranger)):
        month = "?thang=2027-06"
        who.get(url + month)
        with asked(app) as statements:
            who.get(url + month)
        counted[url] = len(statements)
    assert max(counted.values()) <= 12, counted


def test_nobody_without_the_right_draws_up_or_publishes(sign_in: SignIn) -> None:
    for login in ("tiepdan", "xulydon", "giaiquyet"):
        person = sign_in(login)
        assert person.get("/lich/lap").status_code == 403
        assert person.get("/lich/cong-bo").status_code == 403
    leader = sign_in("lanhdao")
    assert leader.get("/lich/cong-bo").status_code == 200
    assert leader.get("/lich/lap").status_code == 403


def test_a_leaders_day_from_registration_to_the_late_task(
    app: Flask, sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    """Registered, accepted, called in, received, concluded with a task; a month later the book says it is late."""
    key = enter.a_day(date(2026, 11, 30), posted_on=date(2026, 11, 20))
    it = enter.a_visit("Khiếu nại về bồi thường")
    head, desk = sign_in("truongban"), sign_in("tiepdan")
    desk.submit(f"/lich/{key}/dang-ky", name="Lê Thị Xin Gặp Thử", matter=it.matter_code, wish="Xin xem lại giá đất")
    page = head.text(f"/lich/{key}/dang-ky")
    assert "Lê Thị Xin Gặp Thử" in page
    assert "chờ ý kiến" in page
    decide = re.search(rf"/lich/{key}/dang-ky/[0-9]+", page)
    assert decide is not None
    decided = head.submit(
        decide[0], accepted="yes", proposal="Giao Sở kiểm tra giá", invited_on="23/11/2026", invitation="9/GM"
    )
    assert decided.status_code == 200, decided.get_data(as_text=True)
    book = head.text(f"/lich/{key}/so-ngay")
    assert "Giao Sở kiểm tra giá" in book
    assert it.matter_code in book
    clock.set(datetime(2026, 11, 30, 3, 0, tzinfo=UTC))
    desk = sign_in("tiepdan")
    came = next(form for form in forms_of(desk.get(f"/lich/{key}/goi")) if form.action.endswith("/den"))
    desk.client.post(came.action, data=came.fields)
    assert "Lê Thị Xin Gặp Thử" in desk.text(f"/lich/{key}/goi")
    with app.app_context():
        session_id = day_sessions(key)[0]
    visit = desk.submit(
        "/tiep-dan/moi", **{"people-0-name": "Lê Thị Xin Gặp Thử"}, summary="Xin xem lại giá đất",
        matter=it.matter_code, session=str(session_id), outcome="explained",
    )  # fmt: skip
    assert "Kết luận của người tiếp" in visit.get_data(as_text=True)
    task = {"tasks-0-office": "Sở Nông nghiệp và Môi trường", "tasks-0-content": "Kiểm tra giá đất"}
    conclude = f"{visit.request.path}/ket-luan"
    typed = {"words": "Giao Sở kiểm tra, trả lời dân", "paper_number": "15/TB-UBND", "paper_signatory": "Bùi Văn An"}
    assert "Kết luận phải ghi thời hạn" in desk.submit(conclude, **typed, **task).get_data(as_text=True)
    done = desk.submit(conclude, **typed, **task, **{"tasks-0-due_on": "04/12/2026"})
    assert "Kiểm tra giá đất" in done.get_data(as_text=True)
    clock.set(datetime(2026, 12, 14, 3, 0, tzinfo=UTC))
    late = sign_in("truongban").text(f"/lich/{key}/so-ngay")
    assert "Giao Sở kiểm tra, trả lời dân" in late
    assert "quá 6 ngày làm việc" in late  # 7, 8, 9, 10, 11 and 14/12


def test_an_alert_names_its_day_its_article_and_leads_to_the_act_that_ends_it(
    sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    """Posted at the latest on 08/12/2026; on the 9th the clerk hears, and one press leads to the posting."""
    key = enter.a_day(date(2026, 12, 15))
    clock.set(datetime(2026, 12, 9, 1, 0, tzinfo=UTC))
    with within(enter.app):
        sweep(clock(), by_mail=False)
    clerk = sign_in("vanthu")
    page = clerk.text("/canh-bao")
    assert f'href="/lich/{key}">Ngày tiếp 15/12/2026' in page
    assert "do lập lịch ngày tiếp ngày 23/11/2026 · LTCD Đ24.4" in page
    act = f"/lich/{key}/buoc/{slug(Action.POST_DAY)}"
    assert f'href="{act}"' in page
    clerk.submit(act, on="09/12/2026", posted_at="Trụ sở")
    assert act not in clerk.text("/canh-bao")


def test_an_alert_on_a_matter_leads_to_the_next_step(sign_in: SignIn, enter: Enter, clock: SettableClock) -> None:
    it = enter.a_case(received_on=date(2026, 9, 1), accepted_on=date(2026, 9, 1))
    clock.set(datetime(2026, 11, 24, 1, 0, tzinfo=UTC))
    with within(enter.app):
        sweep(clock(), by_mail=False)
    page = sign_in("truongban").text("/canh-bao")
    assert f"/vu-viec/{it.matter_code}/buoc/{it.case_id}/{slug(Action.VERIFY)}" in page


def test_what_an_online_day_did_late_stands_on_it_with_its_article(
    sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    key = enter.a_day(date(2026, 11, 25), online="yes", online_ground="20.2")
    clock.set(datetime(2026, 11, 25, 3, 0, tzinfo=UTC))
    head, url = sign_in("truongban"), f"/lich/{key}/buoc/{slug(Action.CONNECT_ONLINE)}"
    refused = head.submit(url, connected_at="sáng sớm").get_data(as_text=True)
    assert "sáng sớm" in refused
    assert "giờ:phút" in refused
    page = head.submit(url, connected_at="6h45").get_data(as_text=True)
    assert "Các điểm cầu kết nối muộn" in page
    assert "06:45" in page
    assert "mà lịch không được niêm yết trước" not in page
    hold = {"held-0-who": "head", "held-0-held_by": CHAIR, "recording": "Máy chủ tỉnh"}
    page = head.submit(f"/lich/{key}/to-chuc", **hold).get_data(as_text=True)
    assert "mà lịch không được niêm yết trước" in page


def test_the_rule_of_a_schedule_stands_on_each_of_its_days(app: Flask, sign_in: SignIn) -> None:
    head = a_year(sign_in)
    assert "ngày 15 hằng tháng; trùng ngày nghỉ thì tiếp vào" in head.text(f"/lich/{made(app)[0].id}")


def test_an_alert_of_invitations_leads_to_those_who_registered(
    sign_in: SignIn, enter: Enter, clock: SettableClock, app: Flask
) -> None:
    key = enter.a_day(date(2026, 12, 15), posted_on=date(2026, 11, 23))
    head = sign_in("truongban")
    head.submit(f"/lich/{key}/dang-ky", name="Lê Thị Một Thử", wish="Gặp về đất")
    with app.app_context():
        registration_id = db.session.scalars(select(DayRegistration.id)).one()
        db.session.rollback()
    head.submit(f"/lich/{key}/dang-ky/{registration_id}", accepted="yes")
    clock.set(datetime(2026, 12, 10, 2, 0, tzinfo=UTC))
    with app.app_context():
        sweep(clock(), by_mail=False)
    page = sign_in("truongban").text("/canh-bao")
    assert "Gửi giấy mời người đã được xếp lịch tiếp (nội bộ)" in page
    assert f'href="/lich/{key}/dang-ky"' in page


def test_the_province_says_how_long_before_an_invitation_leaves(sign_in: SignIn) -> None:
    admin = sign_in("quantri")
    wrong = admin.submit("/quan-tri/quy-che/giay-moi", days="31", basis="Quy chế 9/QC").get_data(as_text=True)
    assert "Số ngày từ 1 đến 30." in wrong
    assert "Quy chế 9/QC" in wrong
    admin.submit("/quan-tri/quy-che/giay-moi", days="3", basis="Quy chế 9/QC")
    page = admin.text("/quan-tri/quy-che/giay-moi")
    assert 'value="3"' in page
    assert "Quy chế 9/QC" in page
