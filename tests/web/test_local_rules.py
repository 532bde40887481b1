"""A rule of the province is added and ended on its page, after its reach was shown, and marked as such everywhere."""

import re
from datetime import date

from flask import Flask
from sqlalchemy import func, select

from caseflow.law.terms import PetitionKind
from caseflow.store.db import db
from caseflow.store.rules import LocalRuleRow
from tests.conftest import SettableClock, SignIn
from tests.factories import Enter, Entered
from tests.visitor import Visitor

PAGE = "/quan-tri/quy-che"
ADD = f"{PAGE}/them?bang=feedback-first"
ACCEPTED = date(2026, 10, 5)
TYPED = {
    "label": "Giải quyết kiến nghị",
    "basis": "Quy chế kèm QĐ 15/2026/QĐ-UBND",
    "amount": "30",
    "unit": "CD",
    "since": "01/07/2026",
    "starts": "accept",
    "ends": ["answer"],
}


def accepted(enter: Enter, clock: SettableClock) -> Entered:
    """Feedback accepted on 5 October: thirty days end on Wednesday 4 November."""
    later = clock.moment
    clock.set(ACCEPTED)
    it = enter.a_case(PetitionKind.FEEDBACK, received_on=ACCEPTED, accepted_on=ACCEPTED)
    clock.moment = later
    return it


def add(visitor: Visitor) -> str:
    preview = visitor.submit(ADD, **TYPED)
    return visitor.send(preview, **TYPED).get_data(as_text=True)


def rules(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(LocalRuleRow)) or 0


def test_its_reach_is_shown_before_it_is_kept(app: Flask, sign_in: SignIn, enter: Enter, clock: SettableClock) -> None:
    accepted(enter, clock)
    admin = sign_in("quantri")
    assert "Chưa có quy định nội bộ nào" in admin.text(PAGE)
    preview = admin.submit(ADD, **TYPED)
    assert "Nếu lưu, 1 hồ sơ đang mở có thêm thời hạn nội bộ này" in preview.get_data(as_text=True)
    assert rules(app) == 0
    for _ in range(2):
        kept = admin.send(preview, **TYPED).get_data(as_text=True)
    assert rules(app) == 1
    assert "Giải quyết kiến nghị" in kept


def test_a_rule_changed_after_its_reach_was_shown_is_shown_again(app: Flask, sign_in: SignIn) -> None:
    admin = sign_in("quantri")
    preview = admin.submit(ADD, **TYPED)
    again = admin.send(preview, **(TYPED | {"amount": "20"}))
    assert "Nếu lưu" in again.get_data(as_text=True)
    assert rules(app) == 0


def test_it_stands_beside_the_laws_clocks_and_is_never_taken_for_one(
    sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    it = accepted(enter, clock)
    add(sign_in("quantri"))
    officer = sign_in("xulydon")
    page = officer.text(f"/vu-viec/{it.matter_code}")
    clock_of = page.partition("Giải quyết kiến nghị")[2].partition("</article>")[0]
    assert "Hạn 04/11/2026 · quá" in clock_of
    assert '<span class="tag tag--plain">nội bộ</span>' in clock_of
    assert "30 ngày kể từ ngày thụ lý 05/10/2026 · Quy chế kèm QĐ 15/2026/QĐ-UBND" in clock_of
    assert "trả lời bằng văn bản" in clock_of
    assert "theo quy chế nội bộ" in page.partition("page-head__tags")[2].partition("</div>")[0]
    listed = officer.text("/vu-viec")
    assert "Giải quyết kiến nghị (nội bộ)" in listed
    assert it.matter_code not in officer.text("/vu-viec", {"han": "qua"})
    assert re.search(r"<b>0</b>\s*<span>quá hạn, thuộc tôi</span>", officer.text("/"))
    assert "Giải quyết kiến nghị (nội bộ)" in officer.text("/")


def test_it_is_ended_by_a_day_after_its_reach_was_shown(
    app: Flask, sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    it = accepted(enter, clock)
    admin = sign_in("quantri")
    page = add(admin)
    url = re.findall(r'href="(/quan-tri/quy-che/ket-thuc\?so=\d+)"', page)[0]
    preview = admin.submit(url, until="01/10/2026")
    assert "Nếu lưu, 1 hồ sơ đang mở không còn thời hạn này" in preview.get_data(as_text=True)
    ended = admin.send(preview, until="01/10/2026").get_data(as_text=True)
    assert "Đã kết thúc quy định nội bộ" in ended
    assert "đã hết hiệu lực" in ended
    assert "Giải quyết kiến nghị" not in sign_in("xulydon").text(f"/vu-viec/{it.matter_code}")
    assert rules(app) == 1
    assert "đã được kết thúc" in admin.text(url)


def test_what_makes_no_sense_is_said_at_its_field(app: Flask, sign_in: SignIn) -> None:
    admin = sign_in("quantri")
    for wrong, said in (
        ({"amount": "0"}, "Số ngày từ 1 đến 1000."),
        ({"basis": ""}, "Cần ghi căn cứ."),
        ({"until": "30/06/2026"}, "Ngày hết hiệu lực ở trước ngày có hiệu lực."),
        ({"ends": []}, "Cần chọn ít nhất một bước kết thúc."),
    ):
        page = admin.submit(ADD, **(TYPED | wrong))
        assert page.status_code == 422
        assert said in page.get_data(as_text=True)
    assert rules(app) == 0
    assert "Xử lý đơn tại cơ quan" in admin.text(f"{PAGE}/them")
