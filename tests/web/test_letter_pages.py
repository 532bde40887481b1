"""Sealed letters through the pages: offered where owed, listed without a name, a cover shown once by POST."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from caseflow.law.terms import PetitionKind
from caseflow.services.citizens import Person
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.vault import IdentityLook
from tests.canaries import Scanner, canaries
from tests.conftest import SignIn
from tests.factories import Enter, Entered, Province
from tests.visitor import Visitor
from tests.web.queries import asked

(SOMEBODY,) = canaries(1, seed=23)
AUTHOR = Person(SOMEBODY.name, phone=SOMEBODY.phone, paper_number=SOMEBODY.paper_number, address=SOMEBODY.address)
SCANNER = Scanner([SOMEBODY])


@pytest.fixture
def accepted(enter: Enter, province: Province) -> Entered:
    """A denunciation accepted the day before yesterday, in the hands of a handler."""
    it = enter.a_case(
        PetitionKind.DENUNCIATION,
        accepted_on=date(2026, 11, 20),
        received_on=date(2026, 11, 20),
        senders=(AUTHOR,),
    )
    with enter.acting("truongban", "giao hồ sơ"):
        db.session.get_one(Case, it.case_id).responsible_id = province.people["xulydon"]
    return it


def matter(it: Entered) -> str:
    return f"/vu-viec/{it.matter_code}"


def prepared(officer: Visitor, it: Entered) -> str:
    """Prepare the letter that tells of the acceptance; the address of its page."""
    (offer,) = re.findall(rf'href="({matter(it)}/thu-mat/lap/\d+)"', officer.text(matter(it)))
    arrived = officer.submit(offer, paper_number="15/TB", paper_signatory="Hưng", paper_on="23/11/2026")
    assert arrived.status_code == 200
    return arrived.request.path


def looks(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(IdentityLook)) or 0


def test_the_matter_says_what_is_owed_and_lists_the_letter_without_a_name(accepted: Entered, sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    before = officer.text(matter(accepted))
    assert "Còn phải gửi:" in before
    assert "LTC Đ29.3" in before
    prepared(officer, accepted)
    after = officer.text(matter(accepted))
    assert "Còn phải gửi:" not in after
    assert "đã lập, chưa gửi" in after
    assert "15/TB" in after
    assert SCANNER.find("page", before + after) == []


def test_who_only_reads_is_not_offered_to_prepare(accepted: Entered, sign_in: SignIn) -> None:
    page = sign_in("lanhdao").text(matter(accepted))
    assert "Còn phải gửi:" in page
    assert "/thu-mat/lap/" not in page


def test_the_cover_is_shown_once_by_post_and_kept_nowhere(accepted: Entered, sign_in: SignIn, app: Flask) -> None:
    officer = sign_in("xulydon")
    page = officer.get(prepared(officer, accepted))
    assert SCANNER.find("page", page.data) == []
    (action,) = re.findall(r'action="([^"]+/bi-thu)"', page.get_data(as_text=True))
    token = re.search(r'name="cover-csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))
    key = re.search(r'name="cover-key"[^>]*value="([^"]+)"', page.get_data(as_text=True))
    assert token is not None
    assert key is not None
    typed = {"cover-csrf_token": token[1], "cover-key": key[1]}
    shown = officer.post_bare(action, **typed)
    words = shown.get_data(as_text=True)
    assert (SOMEBODY.name in words, SOMEBODY.address in words) == (True, True)
    assert "LTC Đ29.3" in words
    assert shown.headers["Cache-Control"] == "no-store"
    assert SCANNER.find("address and headers", f"{shown.request.url} {shown.headers}") == []
    title = re.search(r"<title>(.*?)</title>", words)
    assert title is not None
    assert SCANNER.find("title", title[1]) == []
    assert looks(app) == 1
    again = officer.post_bare(action, **typed)
    assert (again.status_code, looks(app)) == (302, 1)
    assert SCANNER.find("page", again.data) == []
    assert officer.get(action).status_code == 405


def test_a_cover_without_leave_says_why_and_shows_nothing(accepted: Entered, sign_in: SignIn, app: Flask) -> None:
    address = prepared(sign_in("xulydon"), accepted)
    head = sign_in("truongban")
    page = head.text(address)
    assert "Đề nghị được xem" in page
    token = re.search(r'name="sent-csrf_token"[^>]*value="([^"]+)"', page)
    assert token is not None
    key = "00000000-0000-4000-8000-000000000000"
    answer = head.post_bare(f"{address}/bi-thu", **{"cover-csrf_token": token[1], "cover-key": key})
    assert answer.status_code == 422
    assert "LTC Đ56.2" in answer.get_data(as_text=True)
    assert SCANNER.find("page", answer.data) == []
    assert looks(app) == 0


def test_a_letter_is_sent_and_delivered_on_its_page(accepted: Entered, sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    address = prepared(officer, accepted)
    arrived = officer.submit(address, **{"sent-on": "23/11/2026"})
    assert "đã gửi, chờ chứng cứ nhận" in arrived.get_data(as_text=True)
    typed = {"delivered-on": "23/11/2026", "delivered-proof": f"Phiếu báo phát, {SOMEBODY.name} ký"}
    arrived = officer.submit(address, **typed)
    assert "đã đến tay người nhận" in arrived.get_data(as_text=True)
    assert SCANNER.find("page", arrived.data) == []


def test_a_letter_that_came_back_without_a_reason_is_said_at_its_field(accepted: Entered, sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    answer = officer.submit(prepared(officer, accepted), **{"failed-on": "23/11/2026", "failed-why": ""})
    assert answer.status_code == 422
    assert "Cần ghi lý do." in answer.get_data(as_text=True)


def test_the_form_of_the_sending_reminds_not_to_name_anybody(accepted: Entered, sign_in: SignIn, enter: Enter) -> None:
    officer = sign_in("xulydon")
    page = officer.text(f"{matter(accepted)}/buoc/{accepted.case_id}/thong-bao-viec-thu-ly")
    assert "thư mật riêng (LTC Đ29.3)" in page
    complaint = enter.a_case()
    assert "thư mật" not in officer.text(f"{matter(complaint)}/buoc/{complaint.case_id}/giao-xac-minh")


@pytest.mark.parametrize("login", ["tiepdan", "vanthu", "xa1-don", "so"])
def test_to_others_a_letter_is_one_of_a_matter_that_is_not_there(
    accepted: Entered, sign_in: SignIn, login: str
) -> None:
    address = prepared(sign_in("xulydon"), accepted)
    somebody = sign_in(login)
    pages = [
        re.sub(r'value="[^"]*"', "", somebody.get(each).get_data(as_text=True))
        for each in (address, "/vu-viec/VV-1999-00001/thu-mat/1", "/vu-viec/VV-1999-00001/thu-mat/lap/1")
    ]
    assert pages[0] == pages[1] == pages[2]


def test_a_hidden_matter_costs_as_many_questions_as_an_absent_one(
    app: Flask, accepted: Entered, sign_in: SignIn
) -> None:
    """What the database is asked is what takes time: the same for what is hidden and for what is not there."""
    desk = sign_in("tiepdan")
    places = ("", "/danh-tinh", "/thu-mat/1", "/thu-mat/lap/1", f"/buoc/{accepted.case_id}/giao-xac-minh", "/sua/1")
    for place in places:
        counts = []
        for code in (accepted.matter_code, "VV-1999-00001"):
            desk.get(f"/vu-viec/{code}{place}")  # once before: what is read only once has been read
            with asked(app) as questions:
                page = desk.get(f"/vu-viec/{code}{place}")
            counts.append((page.status_code, [words.split("WHERE")[0] for words in questions]))
        assert counts[0] == counts[1], place
