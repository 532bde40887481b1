"""The reception desk after the conversation: completing half a record, the receipt, what a receptionist still sees."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from caseflow.law.terms import PetitionKind, VisitKind, VisitOutcome
from caseflow.services.citizens import Person
from caseflow.services.reception import PaperHandedIn
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.petitions import Petition
from caseflow.store.reception import Visit
from tests.conftest import SignIn
from tests.factories import Enter, Entered
from tests.visitor import forms_of

TWO = (Person("Hồ Thị Một Thử"), Person("Hồ Thị Hai Thử"))
PAPERS = (PaperHandedIn("Quyết định thu hồi đất", 3), PaperHandedIn("Ảnh thửa đất", 2))


def names(app: Flask, it: Entered) -> list[str]:
    with app.app_context():
        visit = db.session.get_one(Visit, it.visit_id)
        return [party.citizen.name for party in visit.parties if party.citizen]


def test_half_a_record_with_papers_is_completed(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit(papers=PAPERS)
    page = sign_in("tiepdan").submit(
        f"/tiep-dan/{it.visit_id}/bo-sung", outcome="paper_taken", kind="complaint", visit_kind="periodic"
    )
    assert "Đã bổ sung lượt tiếp số" in page.get_data(as_text=True)
    with app.app_context():
        visit = db.session.get_one(Visit, it.visit_id)
        assert [paper.name for paper in visit.papers] == ["Quyết định thu hồi đất", "Ảnh thửa đất"]
        assert (visit.outcome, visit.visit_kind, visit.is_complete) == (
            VisitOutcome.PAPER_TAKEN,
            VisitKind.PERIODIC,
            True,
        )
        assert db.session.get_one(Matter, visit.matter_id).kind is PetitionKind.COMPLAINT
        assert db.session.scalars(select(Petition).where(Petition.visit_id == it.visit_id)).one()


def test_the_form_of_completion_holds_what_is_known(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit(papers=PAPERS, kind=PetitionKind.FEEDBACK, people=TWO)
    shown = sign_in("tiepdan").get(f"/tiep-dan/{it.visit_id}/bo-sung")
    held = next(form.fields for form in forms_of(shown) if "summary" in form.names)
    assert [held["people-0-name"], held["people-1-name"]] == ["Hồ Thị Một Thử", "Hồ Thị Hai Thử"]
    assert (held["papers-1-name"], held["kind"]) == ("Ảnh thửa đất", "feedback")


def test_a_name_that_is_emptied_never_becomes_another_person(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit(people=TWO)
    answer = sign_in("tiepdan").submit(f"/tiep-dan/{it.visit_id}/bo-sung", **{"people-0-name": ""})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'class="error-summary"' in page
    assert '<a href="#people-0-name">' in page
    assert names(app, it) == ["Hồ Thị Một Thử", "Hồ Thị Hai Thử"]


def test_whoever_received_a_denouncer_prints_the_receipt_and_learns_nothing_more(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit("Tố cáo cán bộ địa chính", kind=PetitionKind.DENUNCIATION, papers=PAPERS)
    desk = sign_in("tiepdan")
    receipt = desk.text(f"/tiep-dan/{it.visit_id}/bien-nhan")
    assert "(giữ bí mật)" in receipt
    assert "Lê Thị Thanh Thử" in receipt
    shown = desk.text(f"/tiep-dan/{it.visit_id}")
    assert "Vụ việc không thuộc phạm vi của bạn." in shown
    assert "VV-" not in shown
    assert desk.get(f"/vu-viec/{it.matter_code}").status_code == 404
    assert sign_in("xa1-don").get(f"/tiep-dan/{it.visit_id}").status_code == 404


def test_what_turns_out_later_to_be_a_denunciation_is_hidden_from_whoever_received_it(
    sign_in: SignIn, enter: Enter
) -> None:
    it = enter.a_visit("Phản ánh cán bộ địa chính", papers=PAPERS)
    desk = sign_in("tiepdan")
    assert desk.get(f"/tiep-dan/{it.visit_id}").status_code == 200
    handler = sign_in("xulydon")
    handler.submit(f"/tiep-dan/{it.visit_id}/bo-sung", kind="denunciation")
    assert desk.get(f"/tiep-dan/{it.visit_id}").status_code == 404


def test_what_is_sealed_is_completed_without_typing_a_name(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit("Tố cáo cán bộ địa chính", kind=PetitionKind.DENUNCIATION)
    desk = sign_in("tiepdan")
    shown = desk.get(f"/tiep-dan/{it.visit_id}/bo-sung")
    assert 'name="people-0-name"' not in shown.get_data(as_text=True)
    assert desk.send(shown, outcome="explained").status_code == 200
    with app.app_context():
        assert db.session.get_one(Visit, it.visit_id).outcome is VisitOutcome.EXPLAINED
    assert names(app, it) == []


def test_the_receipt_names_whoever_received_and_the_day_it_was(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit(on=date(2026, 11, 20), papers=PAPERS)
    page = sign_in("truongban").text(f"/tiep-dan/{it.visit_id}/bien-nhan")
    assert "Tôi là: Lê Thị Thanh Thử, chức vụ: tiếp công dân" in page
    assert "Ngày 20/11/2026, tại Ban Tiếp công dân tỉnh." in page
    assert "Hoàng Đức Minh Thử" not in page.partition("<article")[2]


@pytest.mark.parametrize("outcome", [VisitOutcome.EXPLAINED, VisitOutcome.REFUSED, None])
def test_no_receipt_is_made_out_for_nothing(sign_in: SignIn, enter: Enter, outcome: VisitOutcome | None) -> None:
    ground = "9.1" if outcome is VisitOutcome.REFUSED else ""
    it = enter.a_visit(outcome=outcome, refusal_ground=ground)
    visitor = sign_in("tiepdan")
    assert visitor.get(f"/tiep-dan/{it.visit_id}/bien-nhan").request.path == f"/tiep-dan/{it.visit_id}"
    shown = visitor.text(f"/tiep-dan/{it.visit_id}")
    assert "In biên nhận" not in shown
    assert ("LTCD Đ9.1" in shown) is (outcome is VisitOutcome.REFUSED)


def test_a_group_stands_in_the_book_with_everybody_who_came(app: Flask, sign_in: SignIn) -> None:
    desk = sign_in("tiepdan")
    typed = {"people-0-name": "Hồ Thị Một Thử", "people_present": "6", "is_group": "y", "outcome": "paper_taken"}
    desk.submit("/tiep-dan/moi", summary="Khiếu nại chung về đền bù", representatives_paper="Giấy cử 2 người", **typed)
    with app.app_context():
        assert db.session.scalars(select(Petition.signatories)).one() == 6


def test_a_missing_name_at_the_desk_is_said_on_top_and_at_its_field(sign_in: SignIn) -> None:
    answer = sign_in("tiepdan").submit("/tiep-dan/moi", summary="Hỏi về đất đai")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert '<a href="#people-0-name">Họ và tên</a>: Cần ghi họ và tên người đến.' in page
    assert "Hỏi về đất đai" in page


@pytest.mark.parametrize("query", ["endpoint=x", "_scheme=javascript&_external=1", "code=1&vu-viec=VV-2026-00001"])
def test_whatever_stands_in_the_address_a_form_opens_under_its_key(sign_in: SignIn, query: str) -> None:
    led_to = sign_in("tiepdan").client.get(f"/tiep-dan/moi?{query}")
    assert led_to.status_code == 302
    assert led_to.location.startswith(f"/tiep-dan/moi?{query}&ma=")


@pytest.mark.parametrize("field", ["kind", "outcome"])
def test_an_answer_that_is_none_of_those_offered_is_said_at_its_field(sign_in: SignIn, field: str) -> None:
    officer = sign_in("tiepdan")
    typed = {"summary": "Hỏi về đất", "people-0-name": "Hồ Thị Một Thử", field: "rác"}
    form = next(dict(form.fields) for form in forms_of(officer.get("/tiep-dan/moi")) if "nhap" in form.names)
    page = officer.client.post("/tiep-dan/moi", data=form | typed).get_data(as_text=True)
    assert "Hãy chọn một trong các câu trả lời." in page
    assert "Hồ Thị Một Thử" in page
