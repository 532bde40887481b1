"""The page of the search as a browser gets it: what is found, marked and escaped; its box everywhere; its paging."""

import re
from datetime import date

from flask import Flask

from caseflow.services.citizens import Person
from caseflow.store.db import db
from caseflow.store.matters import Matter, MatterOffice
from caseflow.web.search import PER_PAGE
from tests.conftest import SignIn
from tests.factories import Enter
from tests.web.queries import asked

LINK = re.compile(r'<a href="/vu-viec/(VV-\d{4}-\d+)">\1</a>')


def plain(page: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_what_is_found_is_marked_where_it_stands_and_escaped(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_petition("Khiếu nại <b>thu hồi</b> đất", body="Ông Tư bị mất lối đi <script>alert(1)</script> vào.")
    visitor = sign_in("xulydon")
    page = visitor.text("/tim", {"tu": "thu hoi"})
    assert LINK.findall(page) == [it.matter_code]
    assert "&lt;b&gt;<mark>thu</mark> <mark>hồi</mark>&lt;/b&gt; đất" in page
    page = visitor.text("/tim", {"tu": '"loi di"'})
    assert "Nội dung đơn: Ông Tư bị mất <mark>lối đi</mark> &lt;script&gt;" in page
    assert "<script>alert" not in page


def test_the_box_stands_on_every_page_and_keeps_what_was_typed(sign_in: SignIn) -> None:
    visitor = sign_in("xulydon")
    for path in ("/", "/don", "/vu-viec", "/tim"):
        assert 'action="/tim"' in visitor.text(path)
    assert 'value="&#34;thu hồi&#34; &lt;đất"' in visitor.text("/tim", {"tu": '"thu hồi" <đất'})


def test_who_may_read_nothing_is_not_offered_the_box(sign_in: SignIn) -> None:
    admin = sign_in("quantri")
    assert 'action="/tim"' not in admin.text("/")
    assert admin.get("/tim", {"tu": "dat"}).status_code == 403


def test_without_words_the_page_says_how_to_search(sign_in: SignIn) -> None:
    visitor = sign_in("xulydon")
    assert "Mọi từ đã gõ đều phải có" in visitor.text("/tim")
    assert "Không có từ nào để tìm trong “!?”" in visitor.text("/tim", {"tu": "!?"})
    assert "Không tìm thấy gì trong phạm vi của bạn" in visitor.text("/tim", {"tu": "không có"})


def test_pages_follow_one_another_through_both_parts(sign_in: SignIn, enter: Enter) -> None:
    codes = [enter.a_petition(f"Bán đất {n}" if n % 2 else f"ban dat {n}").matter_code for n in range(PER_PAGE + 5)]
    visitor = sign_in("xulydon")
    first = visitor.text("/tim", {"tu": "bán đất"})
    (further,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = visitor.text(further.replace("&amp;", "&"))
    with_marks, without = codes[1::2], codes[::2]
    assert LINK.findall(first) + LINK.findall(second) == [*reversed(with_marks), *reversed(without)]
    assert f"({len(codes)})" in first
    assert "Trang sau" not in second


def test_more_than_a_hundred_are_not_counted(sign_in: SignIn, enter: Enter) -> None:
    enter.a_petition("Bán đất")
    with enter.acting("xulydon"):
        add_like("Bán đất", enter.office_id("BTCD"), count=100)
    assert "(hơn 100)" in sign_in("xulydon").text("/tim", {"tu": "ban dat"})


def add_like(title: str, office_id: int, *, count: int) -> None:
    """So many more matters of one title, at an office."""
    for n in range(count):
        matter = Matter(code=f"VV-2026-9{n:04d}", title=title, folded="", opened_on=date(2026, 11, 23))
        matter.offices.append(MatterOffice(office_id=office_id))
        db.session.add(matter)


def test_people_are_shown_with_the_end_of_their_number_and_their_matters(sign_in: SignIn, enter: Enter) -> None:
    somebody = Person("Trần Thị Bé Thử", paper_number="045088001234", unit_code="18880")
    codes = [enter.a_petition(f"Đơn {n}", senders=(somebody,)).matter_code for n in range(7)]
    visitor = sign_in("xulydon")
    for typed in ("be thu tran", "045088001234"):
        page = visitor.text("/tim", {"tu": typed})
        shown = plain(page)
        assert "Trần Thị Bé Thử" in shown
        assert "•••• 1234" in shown
        assert "Đồng Hới" in shown
        assert "và 2 vụ việc khác" in shown
        assert codes[-1] in shown
        assert "045088001234" not in page.replace('value="045088001234"', "").replace("Tìm: 045088001234", "")


def test_codes_and_numbers_lead_straight_to_what_bears_them(sign_in: SignIn, enter: Enter) -> None:
    seen = enter.a_visit("Hỏi thủ tục")
    case = enter.a_case()
    visitor, desk = sign_in("xulydon"), sign_in("tiepdan")
    assert "Hồ sơ HS-2026-00001" in visitor.text("/tim", {"tu": "hs-2026-00001"})
    assert f'href="/vu-viec/{case.matter_code}">Đơn số 1/2026, Ban Tiếp công dân tỉnh' in visitor.text(
        "/tim", {"tu": "1/2026"}
    )
    assert f'href="/tiep-dan/{seen.visit_id}">Lượt tiếp số 1/2026' in desk.text("/tim", {"tu": "01/2026"})


def test_the_page_asks_as_often_for_many_as_for_one(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    visitor = sign_in("xulydon")
    enter.a_complaint("Bán đất", senders=(Person("Trần Thị Bé"),))
    with asked(app) as one:
        visitor.text("/tim", {"tu": "tran thi be"})
    for n in range(9):
        enter.a_complaint(f"Bán đất {n}", senders=(Person("Trần Thị Bé"),))
    with asked(app) as many:
        visitor.text("/tim", {"tu": "tran thi be"})
    assert len(many) <= len(one) <= 15
