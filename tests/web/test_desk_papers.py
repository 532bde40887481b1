"""What the desk prints: the receipt with its code, shown once; minutes, guidance, the notice of refusal."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from caseflow.law.terms import PetitionKind, VisitOutcome
from caseflow.law.visiting import PROLONGED
from caseflow.lookup_codes import as_meant, is_well_formed
from caseflow.services.reception import PaperHandedIn
from caseflow.store.db import db
from caseflow.store.tracking import TrackingCode
from tests.conftest import SignIn
from tests.factories import Enter
from tests.visitor import Visitor

PAPERS = (PaperHandedIn("Quyết định thu hồi đất", 3, is_original=True, condition="nguyên vẹn"),)
GUIDED: dict[str, Any] = {"outcome": VisitOutcome.GUIDED, "guided_to": "Sở Nội vụ"}


def codes_on(page: str) -> list[str]:
    return [as_meant(found) for found in re.findall(r'class="paper__secret">([^<]*)<', page)]


def test_the_receipt_is_handed_out_with_a_code_on_the_copy_of_the_citizen_alone(
    sign_in: SignIn, enter: Enter, client: Visitor
) -> None:
    it = enter.a_visit(papers=PAPERS)
    desk, address = sign_in("tiepdan"), f"/tiep-dan/{it.visit_id}/bien-nhan"
    shown = desk.get(address)
    assert codes_on(shown.get_data(as_text=True)) == []
    page = desk.send(shown, key=keys(shown.get_data(as_text=True))[0]).get_data(as_text=True)
    (code,) = codes_on(page)
    assert is_well_formed(code)
    assert page.count("<article") == 2
    assert "nguyên vẹn" in page
    assert '<svg viewBox="' in page
    assert "style=" not in page
    told = client.submit("/cong-khai/tra-cuu", code=code)
    assert told.status_code == 200
    assert codes_on(desk.text(address)) == []


def keys(page: str) -> list[str]:
    return re.findall(r'name="key"[^>]*value="([^"]*)"', page)


def test_the_form_sent_twice_hands_out_one_code(sign_in: SignIn, enter: Enter, app: Flask) -> None:
    it = enter.a_visit(papers=PAPERS)
    desk = sign_in("tiepdan")
    shown = desk.get(f"/tiep-dan/{it.visit_id}/bien-nhan")
    (key,) = keys(shown.get_data(as_text=True))
    desk.send(shown, key=key)
    again = desk.send(shown, key=key).get_data(as_text=True)
    assert "đã được lưu từ trước" in again
    assert codes_on(again) == []
    with app.app_context():
        assert len(db.session.scalars(select(TrackingCode)).all()) == 1


def test_another_receipt_says_that_the_first_leads_nowhere(sign_in: SignIn, enter: Enter, client: Visitor) -> None:
    it = enter.a_visit(papers=PAPERS)
    desk, address = sign_in("tiepdan"), f"/tiep-dan/{it.visit_id}/bien-nhan"
    (first,) = codes_on(desk.submit(address, key=new_key(desk, address)).get_data(as_text=True))
    assert "mã cũ hết dùng được" in desk.text(address)
    (second,) = codes_on(desk.submit(address, key=new_key(desk, address)).get_data(as_text=True))
    assert client.submit("/cong-khai/tra-cuu", code=first).status_code == 404
    assert client.submit("/cong-khai/tra-cuu", code=second).status_code == 200


def new_key(desk: Visitor, address: str) -> str:
    return keys(desk.text(address))[0]


def test_who_denounces_gets_a_code_only_when_it_is_ticked(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit("Tố cáo cán bộ", kind=PetitionKind.DENUNCIATION, papers=PAPERS)
    desk = sign_in("tiepdan")
    shown = desk.get(f"/tiep-dan/{it.visit_id}/bien-nhan")
    refused = desk.send(shown, key=keys(shown.get_data(as_text=True))[0])
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "chính họ đề nghị" in page
    assert codes_on(page) == []
    given = desk.send(refused, asked="y").get_data(as_text=True)
    assert len(codes_on(given)) == 1
    assert "(giữ bí mật)" in given
    assert "Lê Thị Bưởi" not in given


def test_the_large_receipt_stays_large_when_a_code_is_handed_out(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit(papers=PAPERS)
    desk, address = sign_in("tiepdan"), f"/tiep-dan/{it.visit_id}/bien-nhan?co-chu=lon"
    page = desk.submit(address, key=new_key(desk, address)).get_data(as_text=True)
    assert page.count('class="paper paper--large') == 2


def test_the_guidance_slip_is_for_who_was_guided(sign_in: SignIn, enter: Enter) -> None:
    guided, other = enter.a_visit(**GUIDED), enter.a_visit()
    desk = sign_in("tiepdan")
    page = desk.text(f"/tiep-dan/{guided.visit_id}/phieu-huong-dan")
    assert "<strong>Sở Nội vụ</strong>" in page
    assert "Quảng Trị, ngày 23 tháng 11 năm 2026" in page
    elsewhere = desk.get(f"/tiep-dan/{other.visit_id}/phieu-huong-dan")
    assert elsewhere.request.path == f"/tiep-dan/{other.visit_id}"


def test_the_minutes_have_the_parts_of_their_form(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit("Hỏi về đất", request="Được trả lời", papers=PAPERS)
    page = sign_in("tiepdan").text(f"/tiep-dan/{it.visit_id}/bien-ban")
    for words in (
        "I. Thành phần",
        "II. Nội dung",
        "III. Kết quả",
        "Lê Thị Bưởi Thử",
        "Được trả lời",
        "(3 trang, bản gốc)",
    ):
        assert words in page


def test_a_notice_of_refusal_names_its_ground_and_its_documents(sign_in: SignIn, enter: Enter) -> None:
    documents = {name: f"Văn bản thứ {number}" for number, name in enumerate(PROLONGED, start=1)}
    it = enter.a_visit(outcome=VisitOutcome.REFUSED, refusal_ground="9.3", refusal_facts=documents)
    desk = sign_in("tiepdan")
    page = desk.text(f"/tiep-dan/{it.visit_id}/thong-bao-tu-choi")
    assert "Căn cứ khoản 3 Điều 9 Luật Tiếp công dân" in page
    assert all(f"- {document};" in page for document in documents.values())
    assert f"/tiep-dan/{it.visit_id}/thong-bao-tu-choi" in desk.text(f"/tiep-dan/{it.visit_id}")


@pytest.mark.parametrize("ground", ["4.1.g", "4.1.h"])
def test_the_two_grounds_of_the_decree_have_a_notice(sign_in: SignIn, enter: Enter, ground: str) -> None:
    it = enter.a_visit(outcome=VisitOutcome.REFUSED, refusal_ground=ground)
    page = sign_in("tiepdan").text(f"/tiep-dan/{it.visit_id}/thong-bao-tu-choi")
    assert f"điểm {ground[-1]} khoản 1 Điều 4 Nghị định số 154/2026/NĐ-CP" in page


@pytest.mark.parametrize("told", [{"outcome": VisitOutcome.REFUSED, "refusal_ground": "9.1"}, GUIDED, {}])
def test_nothing_else_has_a_notice(sign_in: SignIn, enter: Enter, told: dict[str, Any]) -> None:
    it = enter.a_visit(**told)
    desk = sign_in("tiepdan")
    answer = desk.get(f"/tiep-dan/{it.visit_id}/thong-bao-tu-choi")
    assert answer.status_code == 409
    assert "NĐ 154/2026 Đ4.2, Đ4.3" in answer.get_data(as_text=True)
    assert "thong-bao-tu-choi" not in desk.text(f"/tiep-dan/{it.visit_id}")


def posted(enter: Enter, kind: PetitionKind = PetitionKind.COMPLAINT) -> str:
    """A paper that came by post, entered and classified: the address of its slip."""
    return f"/don/{enter.a_classified(kind, 'Khiếu nại quyết định thu hồi đất').entry_id}/ma-tra-cuu"


def test_a_paper_that_came_by_post_is_followed_by_the_code_of_its_slip(
    sign_in: SignIn, enter: Enter, client: Visitor, app: Flask
) -> None:
    it = enter.a_complaint("Khiếu nại quyết định thu hồi đất")
    officer, address = sign_in("xulydon"), f"/don/{it.entry_id}/ma-tra-cuu"
    assert f'href="{address}"' in officer.text(f"/vu-viec/{it.matter_code}")
    page = officer.submit(address, key=new_key(officer, address)).get_data(as_text=True)
    (code,) = codes_on(page)
    assert "PHIẾU BÁO MÃ TRA CỨU" in page
    told = client.submit("/cong-khai/tra-cuu", code=code).get_data(as_text=True)
    assert "Ban Tiếp công dân" in told
    assert codes_on(officer.text(address)) == []
    (second,) = codes_on(officer.submit(address, key=new_key(officer, address)).get_data(as_text=True))
    elsewhere = Visitor(app)
    assert elsewhere.submit("/cong-khai/tra-cuu", code=code).status_code == 404
    assert elsewhere.submit("/cong-khai/tra-cuu", code=second).status_code == 200


def test_who_denounced_by_post_gets_a_code_only_if_they_asked(sign_in: SignIn, enter: Enter) -> None:
    address, officer = posted(enter, PetitionKind.DENUNCIATION), sign_in("xulydon")
    refused = officer.submit(address, key=new_key(officer, address)).get_data(as_text=True)
    assert "chỉ được cấp mã tra cứu khi chính họ đề nghị" in refused
    assert codes_on(refused) == []
    asked = officer.submit(address, key=new_key(officer, address), asked="y").get_data(as_text=True)
    assert len(codes_on(asked)) == 1


def test_a_slip_is_made_only_by_who_keeps_the_book_it_stands_in(sign_in: SignIn, enter: Enter) -> None:
    address = posted(enter)
    assert sign_in("xa1-don").get(address).status_code == 404  # it may not even know of it
    assert sign_in("lanhdao").get(address).status_code == 403
