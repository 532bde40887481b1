"""What stands beside a form: found while typing, joined by a press, nothing typed lost, nothing secret hinted."""

import re
from datetime import date

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from caseflow.law.terms import PetitionKind
from caseflow.services.citizens import Person
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from tests.conftest import SignIn
from tests.factories import Enter, Entered
from tests.visitor import Visitor, forms_of
from tests.web.queries import asked

DITCH = "Kiến nghị nạo vét mương thoát nước tuyến đường Tân Sậy - Lộc Thông, ngập 75 hộ dân"
HER = Person("Nguyễn Thị Mận Thử", paper_number="044188001234", phone="0912345678", unit_code="18880")
TYPED = {"people-0-name": "nguyen thi man thu", "people-0-commune": "dong hoi", "summary": DITCH.lower()}
FORMS = [("tiepdan", "/tiep-dan"), ("xulydon", "/don")]


def beside(visitor: Visitor, place: str, **typed: str) -> TestResponse:
    """What the aside becomes by what has been typed, as beside.js asks for it."""
    visitor.get(f"{place}/moi")
    assert visitor.page is not None
    form = next(form for form in forms_of(visitor.page) if "summary" in form.names)
    return visitor.client.post(f"{place}/ben-canh", data={**form.fields, **typed})


def press(visitor: Visitor, shown: TestResponse, **typed: str) -> TestResponse:
    """Press a button of the aside: it stands outside the form and sends it."""
    form = next(form for form in forms_of(shown) if "summary" in form.names)
    return visitor.client.post(shown.request.path, data={**form.fields, **typed})


@pytest.mark.parametrize(("login", "place"), FORMS)
def test_who_came_before_and_what_is_alike_stand_beside_the_form(
    enter: Enter, sign_in: SignIn, login: str, place: str
) -> None:
    it = enter.a_petition(DITCH, senders=(HER,), received_on=date(2026, 8, 3))
    answer = beside(sign_in(login), place, **TYPED)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "<html" not in page
    for words in ("Đã từng đến", HER.name, "cùng họ tên và xã, phường", "03/08/2026", "Vụ việc giống", it.matter_code):
        assert words in page
    assert "<mark>nạo vét mương thoát nước tuyến đường Tân Sậy - Lộc Thông, ngập 75 hộ dân</mark>" in page
    assert 'data-told="Đã từng đến: 1. Vụ việc giống: 1."' in page
    assert page.count(f'name="join" value="{it.matter_code}"') == 1


def test_half_a_form_is_answered_too(enter: Enter, sign_in: SignIn) -> None:
    enter.a_visit("Hỏi đường", people=(HER,))
    desk = sign_in("tiepdan")
    typed = {"people-0-phone": HER.phone, "people-0-commune": "xã không có", "on": "32/13/2026", "kind": "?"}
    assert HER.name in beside(desk, "/tiep-dan", **typed).get_data(as_text=True)
    assert 'data-told=""' in beside(desk, "/tiep-dan").get_data(as_text=True)


def test_words_of_others_are_shown_as_words(enter: Enter, sign_in: SignIn) -> None:
    enter.a_petition(f"{DITCH} <script>alert(1)</script> & <b>đậm</b>")
    page = beside(sign_in("tiepdan"), "/tiep-dan", summary=f"{DITCH} <script>alert(1)</script>").get_data(as_text=True)
    assert "<script>" not in page
    assert "&lt;" in page
    assert "<b>đậm" not in page


@pytest.mark.parametrize(("login", "place"), FORMS)
def test_joining_is_one_press_and_everything_typed_stays(
    app: Flask, enter: Enter, sign_in: SignIn, login: str, place: str
) -> None:
    it = enter.a_petition(DITCH, senders=(HER,))
    officer = sign_in(login)
    page = officer.get(f"{place}/moi")
    shown = press(officer, officer.send(page, **TYPED, more="preview"), join=it.matter_code)
    form = next(form for form in forms_of(shown) if "summary" in form.names)
    assert form.fields["matter"] == it.matter_code
    assert form.fields["people-0-name"] == TYPED["people-0-name"]
    assert str(form.fields["summary"]).strip() == TYPED["summary"]
    assert f"Nhập vào {it.matter_code}" in shown.get_data(as_text=True)
    assert "Bỏ chọn" in shown.get_data(as_text=True)
    officer.send(shown, follow=False)
    with app.app_context():
        assert {row.matter_id for row in db.session.query(PetitionEntry)} | {
            row.matter_id for row in db.session.query(Visit)
        } == {it.matter_id}


def test_what_was_chosen_is_let_go_again(enter: Enter, sign_in: SignIn) -> None:
    it = enter.a_petition(DITCH)
    officer = sign_in("tiepdan")
    shown = press(officer, officer.get("/tiep-dan/moi"), **TYPED, join=it.matter_code)
    shown = press(officer, shown, join="")
    assert next(form for form in forms_of(shown) if "summary" in form.names).fields["matter"] == ""
    assert "Bỏ chọn" not in shown.get_data(as_text=True)


def test_a_visit_that_is_completed_is_not_alike_to_itself(enter: Enter, sign_in: SignIn) -> None:
    it = enter.a_visit(DITCH, people=(HER,))
    page = sign_in("tiepdan").text(f"/tiep-dan/{it.visit_id}/bo-sung")
    assert "Vụ việc giống" not in page
    assert "Đã từng đến" not in page.split("data-beside", 1)[1]


@pytest.mark.parametrize("place", ["/tiep-dan", "/don"])
def test_nothing_of_a_denunciation_is_hinted_to_one_without_the_right(
    app: Flask, enter: Enter, sign_in: SignIn, place: str
) -> None:
    """To the letter, and to the number of questions asked of the database, as if there were none."""
    desk = sign_in("tiepdan")
    typed = {"people-0-name": HER.name, "people-0-phone": HER.phone, "people-0-paper_number": HER.paper_number}
    typed |= {"people-0-commune": "Minh Hóa", "summary": "Tố cáo kế toán xã Minh Hóa lập khống chứng từ 30 triệu đồng"}
    beside(desk, place, **typed)
    with asked(app) as before:
        nothing = beside(desk, place, **typed)
    it = enter.a_denunciation(typed["summary"], senders=(HER,))
    enter.a_visit(typed["summary"], by="xulydon", people=(HER,), kind=PetitionKind.DENUNCIATION)
    with asked(app) as after:
        answer = beside(desk, place, **typed)
    assert without_tokens(answer) == without_tokens(nothing)
    assert after == before
    assert it.matter_code in beside(sign_in("xulydon"), place, **typed).get_data(as_text=True)


def test_what_cannot_be_known_cannot_be_joined(enter: Enter, sign_in: SignIn) -> None:
    hidden = enter.a_denunciation("Tố cáo kế toán xã", senders=(HER,))
    desk = sign_in("tiepdan")
    answers = [
        without_tokens(desk.submit("/tiep-dan/moi", **TYPED, matter=code)).replace(code, "VV")
        for code in (hidden.matter_code, "VV-1999-00001")
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(("login", "place"), FORMS)
def test_a_code_that_is_none_is_said_at_its_field(sign_in: SignIn, login: str, place: str) -> None:
    officer = sign_in(login)
    answer = officer.submit(f"{place}/moi", **TYPED, matter="VV-1999-00001")
    assert answer.status_code == 422
    assert re.search(r'id="matter-error">.{0,60}Không có vụ việc này', answer.get_data(as_text=True))
    assert officer.send(answer, matter="  ").status_code == 200, "spaces are no code"


def without_tokens(page: TestResponse) -> str:
    return re.sub(r'(value|data-draft)="[^"]*"', "", page.get_data(as_text=True))


@pytest.fixture
def joined(enter: Enter) -> tuple[Entered, Entered]:
    """A standing petition and a visit that was written into its matter at the desk by mistake."""
    standing = enter.a_petition("Khiếu nại bồi thường")
    it = enter.a_visit("Hỏi chuyện khác hẳn", people=(HER,))
    with enter.acting("tiepdan"):
        db.session.get_one(Visit, it.visit_id).matter_id = standing.matter_id
    return standing, it


def test_a_visit_is_taken_out_of_a_matter_on_its_page(
    app: Flask, sign_in: SignIn, joined: tuple[Entered, Entered]
) -> None:
    standing, it = joined
    desk = sign_in("tiepdan")
    place = f"/vu-viec/{standing.matter_code}/tach/{it.visit_id}"
    assert f'href="{place}"' in desk.text(f"/vu-viec/{standing.matter_code}")
    assert "Cần ghi lý do tách." in desk.submit(place, reason="").get_data(as_text=True)
    answer = desk.submit(place, reason="Chọn nhầm vụ việc")
    page = answer.get_data(as_text=True)
    assert "Đã tách khỏi" in page
    assert "Tách khỏi vụ việc này" not in page
    with app.app_context():
        apart = db.session.get_one(Matter, db.session.get_one(Visit, it.visit_id).matter_id)
        assert apart.title == "Hỏi chuyện khác hẳn"
        assert answer.request.path == f"/vu-viec/{apart.code}"


def test_parting_sent_twice_makes_one_matter(app: Flask, sign_in: SignIn, joined: tuple[Entered, Entered]) -> None:
    standing, it = joined
    desk = sign_in("tiepdan")
    page = desk.get(f"/vu-viec/{standing.matter_code}/tach/{it.visit_id}")
    places = {desk.send(page, follow=False, reason="Nhầm").location for _ in range(2)}
    assert len(places) == 1
    with app.app_context():
        assert db.session.query(Matter).count() == 3


def test_what_is_alone_in_its_matter_is_not_said_to_be_parted(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit("Hỏi đường", people=(HER,))
    page = sign_in("tiepdan").submit(f"/vu-viec/{it.matter_code}/tach/{it.visit_id}", reason="Nhầm")
    assert "Đã tách khỏi" not in page.get_data(as_text=True)
    assert "không có gì phải tách" in page.get_data(as_text=True)


def test_whoever_has_no_part_in_it_is_not_offered_to_part(sign_in: SignIn, joined: tuple[Entered, Entered]) -> None:
    standing, it = joined
    place = f"/vu-viec/{standing.matter_code}/tach/{it.visit_id}"
    clerk = sign_in("vanthu")
    assert place not in clerk.text(f"/vu-viec/{standing.matter_code}")
    assert clerk.get(place).status_code == 403
