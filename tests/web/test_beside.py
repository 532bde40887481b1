"""Procedures begun from the page of a matter, and the decisions that it shows."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from flask import Flask

from caseflow.jobs.sweep import sweep
from caseflow.law.terms import Action, Procedure
from caseflow.services import cases
from caseflow.services.citizens import Person
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.offices import find_office
from caseflow.web.decision_views import figure
from tests.conftest import SignIn
from tests.factories import Enter, Province

DENOUNCED_BY = "Hồ Thị Quỳnh Giao Thử"


def test_protection_is_begun_beside_a_denunciation_and_only_there(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_denunciation(received_on=date(2026, 11, 20))
    other = enter.a_complaint(received_on=date(2026, 11, 20))
    visitor = sign_in("xulydon")
    page = visitor.text(f"/vu-viec/{it.matter_code}")
    assert "Bảo vệ người tố cáo" in page
    assert "Bảo vệ người tố cáo" not in visitor.text(f"/vu-viec/{other.matter_code}")
    url = f"/vu-viec/{it.matter_code}/thu-tuc/bao-ve-nguoi-to-cao"
    wrong = visitor.submit(url, on="23/11/2026", reason="")
    assert wrong.status_code == 422
    assert "Cần ghi: Lý do." in wrong.get_data(as_text=True)
    page = visitor.submit(url, on="23/11/2026", reason="Bị đe dọa qua điện thoại", urgent="yes").get_data(as_text=True)
    assert "Đã mở hồ sơ HS-2026-" in page
    assert "áp dụng biện pháp bảo vệ" in page
    assert f'href="/vu-viec/{it.matter_code}"' in page
    page = visitor.text(f"/vu-viec/{it.matter_code}")
    assert "Bảo vệ người tố cáo · đi kèm tố cáo này" in page
    assert f'href="{url}"' not in page  # one at a time


def test_a_protection_is_known_only_where_its_record_is(sign_in: SignIn, enter: Enter, app: Flask) -> None:
    it = enter.a_denunciation(received_on=date(2026, 11, 20), senders=(Person(name=DENOUNCED_BY),))
    with enter.acting("truongdonvi") as reader:
        case = cases.open_beside(
            db.session.get_one(Matter, it.matter_id),
            Procedure.PROTECTION,
            office=find_office(enter.office_id("TINH")),
            on=date(2026, 11, 23),
            facts={"reason": f"{DENOUNCED_BY} bị đe dọa", "urgent": "yes"},
            reader=reader,
            now=enter.clock(),
        )
        code, apart = case.code, db.session.get_one(Matter, case.matter_id).code
    with app.app_context():
        sweep(enter.clock() + timedelta(days=2), by_mail=False)
        db.session.remove()
    told = sign_in("truongdonvi")
    shown = told.text(f"/vu-viec/{apart}")
    assert "bị đe dọa" in shown
    assert DENOUNCED_BY not in shown  # a name typed here is cleaned as it is in the denunciation itself
    assert apart in told.text(f"/vu-viec/{it.matter_code}")
    assert apart in told.text("/vu-viec")
    board = sign_in("xulydon")  # reads the denunciation, which came in here
    assert board.get(f"/vu-viec/{apart}").status_code == 404
    for url in (f"/vu-viec/{it.matter_code}", "/vu-viec", "/canh-bao", "/"):
        page = board.text(url)
        assert apart not in page
        assert code not in page


def test_a_procedure_that_a_petition_opens_is_not_begun_by_hand(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 20))
    visitor = sign_in("xulydon")
    assert visitor.get(f"/vu-viec/{it.matter_code}/thu-tuc/khieu-nai-lan-dau").status_code == 404
    refused = visitor.submit(
        f"/vu-viec/{it.matter_code}/thu-tuc/bao-ve-nguoi-to-cao", on="23/11/2026", reason="…", urgent="no"
    )
    assert "chỉ dùng cho tố cáo" in refused.get_data(as_text=True)


def test_the_page_tells_what_was_ordered_and_what_was_carried_out(
    sign_in: SignIn, enter: Enter, province: Province
) -> None:
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))
    enter.step(it, Action.VERIFY, date(2026, 9, 3), {"verifier": province.offices["SO-NNMT"]})
    enter.step(it, Action.DECIDE, date(2026, 9, 21), {"result": "right", "money_to_return": 120_500_000})
    enter.step(it, Action.RECORD_DELIVERY, date(2026, 9, 25), {"proof": "phiếu báo phát"})
    enter.step(it, Action.TAKE_EFFECT, date(2026, 10, 22), {"no_second_known": "yes"})
    enter.step(it, Action.EXECUTE, date(2026, 10, 26), {"executed": "money_returned", "amount": 50_000_000})
    page = sign_in("xulydon").text(f"/vu-viec/{it.matter_code}")
    for words in ("Quyết định, kết luận và thi hành", "khiếu nại đúng", "120.500.000", "50.000.000", "26/10/2026"):
        assert words in page


@pytest.mark.parametrize(
    ("amount", "said"), [("1250000.50", "1.250.000,5"), ("120500000", "120.500.000"), ("100", "100"), ("0.25", "0,25")]
)
def test_a_figure_is_written_as_vietnamese_writes_it(amount: str, said: str) -> None:
    assert figure(Decimal(amount)) == said


def test_what_only_a_complaint_is_asked_is_folded_until_it_is_filled(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_petition(received_on=date(2026, 11, 20))
    visitor = sign_in("xulydon")
    url = f"/vu-viec/{it.matter_code}/buoc/{it.entry_id}/phan-loai"
    page = visitor.text(url)
    assert '<details class="fold part">' in page
    assert "Thời hiệu, lần giải quyết trước" in page
    facts = {"kind": "complaint", "field": "land", "instance": "first", "eligible": "yes", "in_competence": "yes"}
    answer = visitor.submit(url, on="20/11/2026", **facts, contested_known_on="21/11/2026")
    assert answer.status_code == 422
    shown = answer.get_data(as_text=True)
    assert '<details class="fold part" open>' in shown
    assert "không được ở sau ngày 20/11/2026" in shown


def test_a_conclusion_is_told_in_the_words_of_a_denunciation(sign_in: SignIn, enter: Enter) -> None:
    it, _ = enter.a_conclusion()
    page = sign_in("truongdonvi").text(f"/vu-viec/{it.matter_code}")
    assert "tố cáo đúng" in page
    assert "khiếu nại đúng" not in page
