"""Seeing who denounced through the pages: a POST with a reason, once, in one answer, and nowhere else."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from caseflow.services.citizens import Person
from caseflow.store.db import db
from caseflow.store.vault import IdentityLook
from tests.canaries import Scanner, canaries
from tests.conftest import SettableClock, SignIn
from tests.factories import Enter, Entered
from tests.visitor import Visitor

(SOMEBODY,) = canaries(1, seed=14)
AUTHOR = Person(SOMEBODY.name, phone=SOMEBODY.phone, paper_number=SOMEBODY.paper_number, address=SOMEBODY.address)
SCANNER = Scanner([SOMEBODY])


@pytest.fixture
def denunciation(enter: Enter) -> Entered:
    """A denunciation, sealed, at the provincial board."""
    return enter.a_denunciation(f"{SOMEBODY.name} tố cáo cán bộ", senders=(AUTHOR,))


def url(it: Entered) -> str:
    return f"/vu-viec/{it.matter_code}/danh-tinh"


def looks(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(IdentityLook)) or 0


def bare(page: TestResponse) -> str:
    """A page without its tokens, which differ with every showing."""
    return re.sub(r'value="[^"]*"', "", page.get_data(as_text=True))


def allowed(denunciation: Entered, sign_in: SignIn) -> Visitor:
    """A leader who does not work on it, and to whom the head of the board gave leave for two hours."""
    officer, head = sign_in("lanhdao"), sign_in("truongban")
    officer.submit(url(denunciation), reason="Cần mời làm việc")
    waiting = head.text("/danh-tinh")
    assert denunciation.matter_code in waiting
    (answer,) = re.findall(r'href="(/danh-tinh/\d+)"', waiting)
    head.submit(answer, hours="2", allow="1")
    return officer


def test_with_a_reason_it_is_shown_once_and_kept_nowhere(denunciation: Entered, sign_in: SignIn, app: Flask) -> None:
    officer = allowed(denunciation, sign_in)
    assert SCANNER.find("page", officer.text(url(denunciation))) == []
    shown = officer.submit(url(denunciation), reason="Mời làm việc")
    words = shown.get_data(as_text=True)
    for known in (SOMEBODY.name, SOMEBODY.phone, SOMEBODY.paper_number, SOMEBODY.address):
        assert known in words
    assert shown.headers["Cache-Control"] == "no-store"
    assert SCANNER.find("address", shown.request.url) == []
    assert SCANNER.find("headers", str(shown.headers)) == []
    assert SCANNER.find("page", officer.text(url(denunciation))) == []
    assert looks(app) > 0


def test_whoever_works_on_it_needs_only_a_reason(denunciation: Entered, sign_in: SignIn) -> None:
    assert SOMEBODY.name in sign_in("xulydon").submit(url(denunciation), reason="Mời làm việc").get_data(as_text=True)


def test_sending_the_same_look_again_shows_nothing_and_is_no_second_look(
    denunciation: Entered, sign_in: SignIn, app: Flask
) -> None:
    officer = allowed(denunciation, sign_in)
    page = officer.get(url(denunciation))
    officer.send(page, reason="Mời làm việc")
    before = looks(app)
    again = officer.send(page, reason="Mời làm việc")
    assert SCANNER.find("page", again.data) == []
    assert looks(app) == before


def test_leave_that_has_run_out_shows_nothing_more(
    denunciation: Entered, sign_in: SignIn, clock: SettableClock
) -> None:
    officer = allowed(denunciation, sign_in)
    page = officer.get(url(denunciation))
    for _ in range(8):  # at work all the while, or the sign-in would run out first
        clock.forward(minutes=15)
        officer.get("/tai-khoan")
    answer = officer.send(page, reason="Mời làm việc")
    assert answer.status_code == 422
    assert "LTC Đ56.2" in answer.get_data(as_text=True)
    assert SCANNER.find("page", answer.data) == []


def test_without_a_reason_the_form_comes_back_with_a_sentence(denunciation: Entered, sign_in: SignIn) -> None:
    officer = allowed(denunciation, sign_in)
    answer = officer.submit(url(denunciation), reason="")
    assert "Cần ghi lý do" in answer.get_data(as_text=True)
    assert SCANNER.find("page", answer.data) == []


@pytest.mark.parametrize("login", ["tiepdan", "vanthu", "quantri", "thanhtra", "phapche", "danvan", "xa1-don"])
def test_others_learn_no_more_than_from_a_matter_that_is_not_there(
    denunciation: Entered, sign_in: SignIn, login: str
) -> None:
    somebody = sign_in(login)
    hidden, absent = somebody.get(url(denunciation)), somebody.get("/vu-viec/VV-1999-00001/danh-tinh")
    assert hidden.status_code == absent.status_code
    assert hidden.status_code in (403, 404)
    assert bare(hidden) == bare(absent)


def test_an_open_matter_has_no_such_page(enter: Enter, sign_in: SignIn) -> None:
    complaint = enter.a_complaint()
    assert sign_in("truongban").get(url(complaint)).status_code == 404


def test_ones_own_request_offers_no_answer(denunciation: Entered, sign_in: SignIn) -> None:
    head = sign_in("truongban")
    head.submit(url(denunciation), reason="Cần xác minh")
    assert "Không có đề nghị nào" in head.text("/danh-tinh")
    assert "đang chờ" in head.text(url(denunciation))
    assert 'name="allow"' not in head.text("/danh-tinh/1")


def test_a_refusal_is_told_to_whoever_asked(denunciation: Entered, sign_in: SignIn) -> None:
    officer, head = sign_in("lanhdao"), sign_in("truongban")
    officer.submit(url(denunciation), reason="Cần mời làm việc")
    head.submit("/danh-tinh/1", hours="2", refuse="1")
    assert "không cho xem" in officer.text(url(denunciation))


def test_too_many_hours_come_back_to_their_field(denunciation: Entered, sign_in: SignIn) -> None:
    officer, head = sign_in("lanhdao"), sign_in("truongban")
    officer.submit(url(denunciation), reason="Cần mời làm việc")
    answer = head.submit("/danh-tinh/1", hours="73", allow="1").get_data(as_text=True)
    assert "Từ 1 đến 72 giờ" in answer
    assert 'value="73"' in answer


def test_who_looked_and_why_is_shown_to_whoever_approves(denunciation: Entered, sign_in: SignIn) -> None:
    allowed(denunciation, sign_in).submit(url(denunciation), reason="Mời làm việc ngày 25")
    page = sign_in("truongban").text(url(denunciation))
    assert "Mời làm việc ngày 25" in page
    assert "Bùi Văn An Thử" in page


def test_a_leave_is_ended_early_on_the_page(denunciation: Entered, sign_in: SignIn) -> None:
    officer = allowed(denunciation, sign_in)
    (end,) = re.findall(r'action="(/danh-tinh/\d+/ket-thuc)"', officer.text(url(denunciation)))
    page = officer.get(url(denunciation))
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))
    assert token is not None
    answer = officer.post_bare(end, csrf_token=token[1])
    assert answer.status_code == 302
    after = officer.text(url(denunciation))
    assert "kết thúc sớm lúc" in after
    assert "Gửi đề nghị" in after  # it has to be asked anew


def test_when_a_leave_runs_out_is_shown(denunciation: Entered, sign_in: SignIn) -> None:
    page = allowed(denunciation, sign_in).text(url(denunciation))
    assert "cho xem đến 12:00 23/11/2026" in page  # asked at ten in the morning, for two hours


def test_who_looked_is_shown_to_heads_and_inspectors_alone(denunciation: Entered, sign_in: SignIn) -> None:
    officer = allowed(denunciation, sign_in)
    officer.submit(url(denunciation), reason="Mời làm việc")
    assert "Các lượt xem" not in officer.text(url(denunciation))
    assert "Các lượt xem" in sign_in("truongban").text(url(denunciation))
    for login in ("truongban", "thanhtra"):
        page = sign_in(login).text("/danh-tinh/so-theo-doi")
        assert "Bùi Văn An Thử" in page
        assert denunciation.matter_code in page
        assert "tố cáo cán bộ" not in page
        assert SCANNER.find("page", page) == []
    assert officer.get("/danh-tinh/so-theo-doi").status_code == 403


def test_a_waiting_request_is_told_on_the_matter_to_those_who_may_answer(
    denunciation: Entered, sign_in: SignIn
) -> None:
    matter = f"/vu-viec/{denunciation.matter_code}"
    sign_in("lanhdao").submit(url(denunciation), reason="Cần mời làm việc")
    assert "1 đề nghị xem đang chờ duyệt" in sign_in("truongban").text(matter)
    assert "đang chờ duyệt" not in sign_in("xulydon").text(matter)
