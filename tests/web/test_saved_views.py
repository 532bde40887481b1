"""A person's own filters above a list, the one that is opened first, and the queues that everybody has."""

import html
import re
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
from flask import Flask
from sqlalchemy import select

from caseflow.law.flags.suspicion import Flag, Verdict
from caseflow.law.terms import Action, CaseStatus
from caseflow.services.flags import decide
from caseflow.services.saved_views import MOST
from caseflow.store.db import db
from caseflow.store.matters import Matter, MatterFlag
from caseflow.store.saved_views import SavedView
from caseflow.web.matter_list import STAGES
from caseflow.web.queues import QUEUES
from tests.conftest import SettableClock, SignIn
from tests.factories import Enter, Entered, Province
from tests.visitor import Visitor
from tests.web.test_matter_list import codes

KEEP = "/bo-loc/luu/vu-viec?han=qua&loai=complaint"


def row_of(page: str) -> dict[str, tuple[str, bool]]:
    """The links above a list by name: where they lead, whether they are the one that is open."""
    nav = page.partition('<nav class="views"')[2].partition("</ul>")[0]
    return {
        html.unescape(name): (html.unescape(url), bool(current))
        for url, current, name in re.findall(r'<a href="([^"]+)"( aria-current="true")?>([^<]+)</a>', nav)
    }


def views(app: Flask) -> list[SavedView]:
    with app.app_context():
        return list(db.session.scalars(select(SavedView).order_by(SavedView.id)))


def keep(visitor: Visitor, address: str, name: str, **more: object) -> str:
    """Keep a filter; where that leads."""
    answer = visitor.submit(address, name=name, **more)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.request.full_path.rstrip("?")


def test_a_filter_is_kept_and_opened_again_by_its_name(sign_in: SignIn, enter: Enter) -> None:
    late = enter.a_case(received_on=date(2026, 9, 7), accepted_on=date(2026, 9, 10))
    enter.a_complaint(received_on=date(2026, 11, 20))
    visitor = sign_in("xulydon")
    page = visitor.text("/vu-viec", {"han": "qua", "loai": "complaint", "tu": "", "la": "gi"})
    (offered,) = re.findall(r'<a class="views__act" href="([^"]+)">Lưu bộ lọc này', page)
    assert html.unescape(offered) == "/bo-loc/luu/vu-viec?loai=complaint&han=qua"  # only what the list knows
    assert "Loại: khiếu nại; Hạn: quá hạn" in visitor.text(html.unescape(offered))
    led_to = keep(visitor, html.unescape(offered), "Khiếu nại quá hạn")
    assert led_to == "/vu-viec?loai=complaint&han=qua"
    own = row_of(visitor.text("/vu-viec"))["Khiếu nại quá hạn"]
    assert own == (led_to, False)
    page = visitor.text(own[0])
    assert codes(page) == [late.matter_code]
    assert row_of(page)["Khiếu nại quá hạn"] == (led_to, True)
    assert "Lưu bộ lọc này" not in page
    assert "Sửa bộ lọc “Khiếu nại quá hạn”" in html.unescape(page)


def test_words_searched_for_are_not_kept(app: Flask, sign_in: SignIn) -> None:
    visitor = sign_in("xulydon")
    assert "Lưu bộ lọc này" not in visitor.text("/don", {"tu": "Bưởi"})
    assert "không được lưu theo" in visitor.text("/bo-loc/luu/don?tu=Bưởi&loai=complaint")
    assert keep(visitor, "/bo-loc/luu/don?tu=Bưởi&loai=complaint", "Khiếu nại") == "/don?loai=complaint"
    assert [view.query for view in views(app)] == ["loai=complaint"]


def test_a_name_is_asked_for_and_is_single(app: Flask, sign_in: SignIn) -> None:
    visitor = sign_in("xulydon")
    empty = visitor.submit(KEEP, name=" ", is_default="y")
    assert "Cần đặt tên cho bộ lọc." in empty.get_data(as_text=True)
    assert "checked" in empty.get_data(as_text=True)
    keep(visitor, KEEP, "Quá hạn")
    again = visitor.submit("/bo-loc/luu/vu-viec?han=sap", name=" quá  HẠN ")
    assert again.status_code == 422
    assert "Đã có bộ lọc mang tên này" in again.get_data(as_text=True)
    assert "quá  HẠN" in again.get_data(as_text=True)
    keep(visitor, "/bo-loc/luu/don?han=sap", "Quá hạn")  # of another list
    keep(sign_in("truongban"), KEEP, "Quá hạn")  # of somebody else
    assert len(views(app)) == 3


def test_the_same_form_sent_twice_keeps_one(app: Flask, sign_in: SignIn) -> None:
    visitor = sign_in("xulydon")
    shown = visitor.get(KEEP)
    for _ in range(2):
        assert visitor.send(shown, name="Quá hạn").status_code == 200
    assert len(views(app)) == 1


def test_nothing_is_kept_of_a_list_without_a_filter_nor_of_one_that_may_not_be_opened(sign_in: SignIn) -> None:
    assert "Hãy lọc danh sách trước" in sign_in("xulydon").text("/bo-loc/luu/vu-viec?la=gi")
    assert sign_in("giaiquyet").get("/bo-loc/luu/tiep-dan?luot=nay").status_code == 403
    assert sign_in("xulydon").get("/bo-loc/luu/khong-co").status_code == 404


def test_one_view_is_opened_first_and_everything_stays_within_reach(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    late = enter.a_case(received_on=date(2026, 9, 7), accepted_on=date(2026, 9, 10))
    other = enter.a_complaint(received_on=date(2026, 11, 20))
    visitor = sign_in("xulydon")
    keep(visitor, "/bo-loc/luu/vu-viec?han=sap", "Sắp", is_default="y")
    keep(visitor, KEEP, "Quá hạn", is_default="y")
    assert [view.is_default for view in views(app)] == [False, True]
    page = visitor.text("/vu-viec")
    assert codes(page) == [late.matter_code]
    assert row_of(page)["Tất cả"] == ("/vu-viec?tat-ca=1", False)
    assert 'href="/vu-viec?tat-ca=1">Bỏ lọc' in page
    everything = visitor.text("/vu-viec?tat-ca=1")
    assert set(codes(everything)) == {late.matter_code, other.matter_code}
    assert row_of(everything)["Tất cả"][1]
    assert visitor.get("/vu-viec", {"han": ""}).request.full_path == "/vu-viec?han="  # a filter emptied by hand
    assert visitor.get("/don").request.path == "/don"
    assert set(codes(sign_in("truongban").text("/vu-viec"))) == {late.matter_code, other.matter_code}


def test_what_of_a_view_makes_no_sense_any_more_is_left_out(
    app: Flask, sign_in: SignIn, enter: Enter, province: Province
) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 9))
    visitor = sign_in("xulydon")
    keep(visitor, KEEP, "Quá hạn", is_default="y")
    for query, leads_to in (
        ("han=qua&co_quan=999999&bo_di=1&loai=khong-con", "/vu-viec?han=qua"),
        ("co_quan=999999", "/vu-viec"),  # nothing of it is left: no way round in a circle
        ("", "/vu-viec"),
        ("han=qua&sau=2026-01-01_1&tat-ca=1", "/vu-viec?han=qua"),
        (f"co_quan={province.offices['BTCD']}", f"/vu-viec?co_quan={province.offices['BTCD']}"),
    ):
        with enter.acting("xulydon"):
            db.session.scalars(select(SavedView)).one().query = query
        answer = visitor.get("/vu-viec")
        assert answer.status_code == 200
        assert answer.request.full_path.rstrip("?") == leads_to
        assert it.matter_code in answer.get_data(as_text=True)
    assert visitor.get(f"/bo-loc/{views(app)[0].id}").status_code == 200


def test_a_view_is_renamed_moved_and_let_go(app: Flask, sign_in: SignIn) -> None:
    visitor = sign_in("xulydon")
    keep(visitor, KEEP, "Thứ nhất", is_default="y")
    keep(visitor, "/bo-loc/luu/vu-viec?han=sap", "Thứ hai")
    first, second = views(app)
    taken = visitor.submit(f"/bo-loc/{second.id}", name="Thứ nhất", is_default="y", place="1")
    assert taken.status_code == 422
    assert "Đã có bộ lọc mang tên này" in taken.get_data(as_text=True)
    page = visitor.submit(f"/bo-loc/{second.id}", name="Sắp hết hạn", is_default="y", place="0")
    assert "Số phải từ 1 đến 999." in page.get_data(as_text=True)
    visitor.submit(f"/bo-loc/{first.id}", name="Thứ nhất", is_default="y", place="5")
    page = visitor.submit(f"/bo-loc/{second.id}", name="Sắp hết hạn", is_default="y", place="2")
    assert page.request.full_path == "/vu-viec?han=sap"
    assert list(row_of(page.get_data(as_text=True)))[-2:] == ["Sắp hết hạn", "Thứ nhất"]
    assert [view.is_default for view in views(app)] == [False, True]
    visitor.submit(f"/bo-loc/{second.id}", name="Sắp hết hạn", is_default=[], place="2")
    assert visitor.get("/vu-viec").request.full_path == "/vu-viec?"
    token = {"csrf_token": _token_of(visitor.text(f"/bo-loc/{second.id}"))}
    answer = visitor.client.post(f"/bo-loc/{second.id}/xoa", data=token, follow_redirects=True)
    assert "Đã xóa bộ lọc “Sắp hết hạn”" in html.unescape(answer.get_data(as_text=True))
    assert [view.name for view in views(app)] == ["Thứ nhất"]


def _token_of(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_another_persons_view_is_as_if_it_were_not_there(app: Flask, sign_in: SignIn) -> None:
    keep(sign_in("xulydon"), KEEP, "Riêng tôi", is_default="y")
    (view,) = views(app)
    other = sign_in("truongban")
    assert "Riêng tôi" not in other.text("/vu-viec")
    for key in (view.id, 99_999):
        assert other.get(f"/bo-loc/{key}").status_code == 404
        token = _token_of(other.text("/tai-khoan"))
        for place in ("", "/xoa"):
            sent = {"csrf_token": token, "name": "Của tôi", "key": "7d2c7d9e-4d4b-4d2b-9a2e-0f6c1c7a1b11"}
            assert other.client.post(f"/bo-loc/{key}{place}", data=sent).status_code == 404
    assert [view.name for view in views(app)] == ["Riêng tôi"]


def test_there_are_no_more_views_than_fit_above_a_list(app: Flask, sign_in: SignIn) -> None:
    visitor = sign_in("xulydon")
    for n in range(MOST):
        keep(visitor, f"/bo-loc/luu/don?tu_ngay={n + 1:02}/11/2026", f"Từ ngày {n + 1}")
    refused = visitor.submit("/bo-loc/luu/don?han=qua", name="Một nữa")
    assert refused.status_code == 422
    assert f"lưu được {MOST} bộ lọc" in refused.get_data(as_text=True)
    assert len(views(app)) == MOST


QUEUES_OF = {
    "tiepdan": {"/don": 8, "/vu-viec": 4, "/tiep-dan": 2},
    "xulydon": {"/don": 8, "/vu-viec": 9, "/tiep-dan": 2},
    "giaiquyet": {"/don": 4, "/vu-viec": 9},
    "truongdonvi": {"/don": 4, "/vu-viec": 13},
    "truongban": {"/don": 8, "/vu-viec": 8, "/tiep-dan": 2},
    "lanhdao": {"/don": 4, "/vu-viec": 8},
}


@pytest.mark.parametrize("login", sorted(QUEUES_OF))
def test_everybody_is_offered_the_queues_of_their_work_and_each_opens(sign_in: SignIn, login: str) -> None:
    visitor = sign_in(login)
    for place, many in QUEUES_OF[login].items():
        links = row_of(visitor.text(place))
        assert len(links) == many + 1, place
        for name, (url, _) in links.items():
            page = visitor.text(url)
            assert row_of(page)[name][1], f"{name} does not know that it is open"
            assert "field__error" not in page, name


def test_every_queue_is_made_of_filters_that_its_list_knows() -> None:
    assert {queue.name for queue in QUEUES} >= {"Chờ vào sổ", "Chờ quyết định", "Nghi vấn chờ xác nhận", "Hôm nay"}
    statuses = [status for _, group in STAGES.values() for status in group]
    assert len(statuses) == len(set(statuses))
    assert CaseStatus.CLOSED not in statuses


def in_queue(visitor: Visitor, place: str, name: str) -> str:
    """The page behind a queue."""
    return visitor.text(row_of(visitor.text(f"{place}?tat-ca=1"))[name][0])


def test_the_queues_of_the_register(sign_in: SignIn, enter: Enter, province: Province) -> None:
    new = enter.a_petition("Đơn mới nhận")
    lacking = enter.step(
        enter.a_petition("Đơn thiếu tài liệu"), Action.ASK_SUPPLEMENT, facts={"what_is_missing": "bản sao"}
    )
    sent = enter.a_complaint("Đơn đã chuyển", facts={"in_competence": "no"}, received_on=date(2026, 11, 19))
    to = {"to_office": province.offices["XA-18880"], "reply_by": date(2026, 12, 10)}
    enter.step(sent, Action.FORWARD, date(2026, 11, 20), to)
    silent = enter.a_complaint("Đơn chuyển hẳn", facts={"in_competence": "no"}, received_on=date(2026, 11, 19))
    enter.step(silent, Action.FORWARD, date(2026, 11, 20), {"to_office": province.offices["XA-18901"]})
    visitor = sign_in("xulydon")
    found = {
        name: sorted(set(re.findall(r"(VV-\d{4}-\d{5}) ·", in_queue(visitor, "/don", name))))
        for name in ("Mới nhận, chưa phân loại", "Chờ bổ sung", "Đã chuyển, chờ phúc đáp", "Chờ vào sổ")
    }
    assert found == {
        "Mới nhận, chưa phân loại": [new.matter_code],
        "Chờ bổ sung": [lacking.matter_code],
        "Đã chuyển, chờ phúc đáp": [sent.matter_code],
        "Chờ vào sổ": [],
    }
    arrived = in_queue(sign_in("xa1-don"), "/don", "Chờ vào sổ")
    assert sent.matter_code in arrived


def test_the_queues_of_settlement(sign_in: SignIn, enter: Enter, province: Province) -> None:
    here: dict[str, Any] = {"at": "TINH", "by": "truongdonvi"}
    here |= {"received_on": date(2026, 11, 2), "accepted_on": date(2026, 11, 4)}
    department = province.offices["SO-NNMT"]

    def verified() -> Entered:
        facts = {"verifier": department, "due_on": date(2026, 11, 30)}
        return enter.step(enter.a_case(**here), Action.VERIFY, date(2026, 11, 5), facts, by="truongdonvi")

    waiting = enter.step(
        enter.a_complaint(at="TINH", by="truongdonvi", received_on=date(2026, 11, 2)),
        Action.PROPOSE,
        date(2026, 11, 3),
        by="truongdonvi",
    )
    verifying, talked, resting, decided = verified(), verified(), verified(), verified()
    enter.step(talked, Action.INVITE_DIALOGUE, date(2026, 11, 9), {"dialogue_on": date(2026, 11, 12)}, by="truongdonvi")
    enter.step(talked, Action.HOLD_DIALOGUE, date(2026, 11, 12), by="truongdonvi")
    enter.step(resting, Action.SUSPEND, date(2026, 11, 10), {"suspension_ground": "waiting"}, by="truongdonvi")
    enter.step(decided, Action.DECIDE, date(2026, 11, 12), {"result": "right"}, by="truongdonvi")
    visitor = sign_in("giaiquyet")
    found = {name: codes(in_queue(visitor, "/vu-viec", name)) for name in (
        "Chờ thụ lý", "Đang xác minh", "Chờ quyết định", "Tạm đình chỉ", "Đã quyết định, chờ gửi/thi hành"
    )}  # fmt: skip
    assert found == {
        "Chờ thụ lý": [waiting.matter_code],
        "Đang xác minh": [verifying.matter_code],
        "Chờ quyết định": [talked.matter_code],
        "Tạm đình chỉ": [resting.matter_code],
        "Đã quyết định, chờ gửi/thi hành": [decided.matter_code],
    }


def test_a_head_finds_what_waits_for_a_verdict(sign_in: SignIn, enter: Enter) -> None:
    doubted = enter.a_complaint(facts={"author": "commune_chair", "in_competence": "no"}, signatories=7)
    enter.a_complaint("Khiếu nại thường")
    visitor = sign_in("truongban")
    page = in_queue(visitor, "/vu-viec", "Nghi vấn chờ xác nhận")
    assert codes(page) == [doubted.matter_code]
    line = page.partition(f">{doubted.matter_code}<")[2].partition("</tr>")[0]
    assert f"nghi {Flag.SKIPPED_LEVEL.label}" in line
    with enter.acting("truongban", "quyết định nghi vấn") as reader:
        matter = db.session.get_one(Matter, doubted.matter_id)
        for flag in db.session.scalars(select(MatterFlag).where(MatterFlag.matter_id == matter.id)).all():
            decide(matter, flag.id, Verdict.CONFIRMED, reason="Đúng là vượt cấp", reader=reader, now=enter.clock())
    assert codes(in_queue(visitor, "/vu-viec", "Nghi vấn chờ xác nhận")) == []
    line = visitor.text("/vu-viec").partition(f">{doubted.matter_code}<")[2].partition("</tr>")[0]
    assert f">{Flag.SKIPPED_LEVEL.label}<" in line


def test_the_queues_of_the_desk(sign_in: SignIn, enter: Enter, clock: SettableClock) -> None:
    enter.a_visit("Hỏi thủ tục", outcome="guided", guided_to="UBND xã")
    desk = sign_in("tiepdan")
    desk.submit("/tiep-dan/moi", **{"people-0-name": "Lê Văn Dở Thử", "summary": "Trình bày dở"})
    assert "Trình bày dở" in in_queue(desk, "/tiep-dan", "Ghi dở, chờ bổ sung")
    assert "Hỏi thủ tục" not in in_queue(desk, "/tiep-dan", "Ghi dở, chờ bổ sung")
    assert "Hỏi thủ tục" in in_queue(desk, "/tiep-dan", "Hôm nay")
    clock.set(date(2026, 11, 25))
    desk = sign_in("tiepdan")
    assert "Hỏi thủ tục" not in in_queue(desk, "/tiep-dan", "Hôm nay")
    assert parse_qs(row_of(desk.text("/tiep-dan"))["Hôm nay"][0].partition("?")[2]) == {"luot": ["nay"]}
