"""The registers: the words of their forms, a line for each fact, both ends of a range, the whole of it on paper."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, text

from caseflow.law.rights import Reader
from caseflow.law.secrecy import KEPT_SECRET
from caseflow.law.terms import Action, PetitionKind, VisitOutcome
from caseflow.reports.register import Wanted
from caseflow.reports.registers import REGISTERS, find_register
from caseflow.reports.visit_books import VISITS
from caseflow.services import conclusions, reception
from caseflow.services.citizens import Person
from caseflow.services.conclusions import Task
from caseflow.services.steps import Paper
from caseflow.store import journal
from caseflow.store.db import db
from caseflow.store.offices import Office
from caseflow.store.reception import Visit
from caseflow.store.reception_days import ReceptionSession
from tests.conftest import SettableClock, SignIn
from tests.factories import BY_ROLE, Enter, Entered, Province, within
from tests.visitor import Visitor
from tests.web.queries import asked
from tests.web.test_exports import ABOVE, opened

OFFICIAL = (
    "STT",
    "Ngày tiếp",
    "Họ tên, địa chỉ",
    "CCCD/CMND/Hộ chiếu",
    "Nội dung đơn",
    "Loại đơn (KN/TC/KN/PA)",
    "Số người cùng nội dung",
    "Cơ quan đã giải quyết",
    "Thuộc thẩm quyền (x)",
    "Hướng dẫn công dân đến cơ quan có thẩm quyền",
    "Cơ quan, đơn vị thụ lý",
    "Theo dõi kết quả giải quyết",
    "Ghi chú",
)
"""The words over the columns of Mẫu số 03/TCD."""
VISITOR = Person(
    "Hồ Thị Na Thử", paper_type="căn cước", paper_number="044199001234", address="thôn 3", unit_code="18880"
)
THIS_YEAR = {"tu_ngay": "01/01/2026", "den_ngay": "31/12/2026"}
LINE, CELL = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL), re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
Row = dict[str, object]


def rows(visitor: Visitor, book: str, query: dict[str, str] | None = None) -> list[Row]:
    """The lines of a register on screen, by heading."""
    return in_table(visitor.text(f"/so/{book}", query or THIS_YEAR))


def in_table(page: str) -> list[Row]:
    cells = [
        [
            unescape(re.sub(r"<[^>]*>", "", cell)).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL)
        ]
        for line in re.findall(r"<tr[^>]*>(.*?)</tr>", page.partition("<table")[2].partition("</table>")[0], re.DOTALL)
    ]
    return [dict(zip(cells[0], line, strict=True)) for line in cells[1:]] if cells else []


def sheet_rows(visitor: Visitor, book: str, query: dict[str, str] | None = None) -> list[Row]:
    answer = visitor.get(f"/so/{book}/bang-tinh", query or THIS_YEAR)
    assert answer.status_code == 200
    sheet = opened(answer.data)
    headings = [str(cell.value) for cell in sheet[ABOVE]]
    return [dict(zip(headings, line, strict=True)) for line in sheet.iter_rows(min_row=ABOVE + 1, values_only=True)]


def a_paper(enter: Enter, people: tuple[Person, ...] = (VISITOR,), **told: Any) -> Entered:  # noqa: ANN401 - of Telling
    """A visit at which a paper was taken and entered in the book."""
    it = enter.a_visit(by="xulydon", people=people, outcome=VisitOutcome.PAPER_TAKEN, **told)
    with enter.acting("xulydon") as reader:
        visit = db.session.get_one(Visit, it.visit_id)
        entry = reception.enter_book(visit, reader=reader, now=enter.clock())
        assert entry is not None
        db.session.flush()
        return Entered(it.matter_id, it.matter_code, it.visit_id, entry.petition_id, entry.id)


def classified(enter: Enter, it: Entered, in_competence: str, kind: PetitionKind = PetitionKind.COMPLAINT) -> Entered:
    known = {"kind": kind, "field": "land", "instance": "first", "eligible": "yes", "in_competence": in_competence}
    if kind is PetitionKind.DENUNCIATION:
        known["field"] = "administration"
    return enter.step(it, Action.CLASSIFY, facts=known)


# The words of the forms


def test_the_book_of_visits_has_the_thirteen_columns_of_its_form(sign_in: SignIn, enter: Enter) -> None:
    enter.a_visit()
    assert tuple(column.heading for column in VISITS.headings) == OFFICIAL
    visitor = sign_in("xulydon")
    assert tuple(rows(visitor, "tiep-cong-dan")[0]) == OFFICIAL
    assert tuple(sheet_rows(visitor, "tiep-cong-dan")[0]) == OFFICIAL
    printed = visitor.text("/so/tiep-cong-dan/ban-in")
    assert tuple(in_table(printed)[0]) == OFFICIAL
    assert tuple(in_table(printed)[0].values()) == tuple(f"({number})" for number in range(1, 14))
    assert "Mẫu số 03/TCD" in printed


def test_every_register_stands_in_the_list_with_its_basis(sign_in: SignIn) -> None:
    page = sign_in("truongban").text("/so")
    assert [each.title for each in REGISTERS if f">{each.title}</a>" not in page or not each.basis] == []


# The book of visits


def test_a_visit_within_competence_is_one_line_of_the_book(sign_in: SignIn, enter: Enter) -> None:
    it = a_paper(enter, summary="Khiếu nại thu hồi đất", settled_by="UBND xã Minh Hóa", people_present=3)
    classified(enter, it, "yes")
    (row,) = rows(sign_in("xulydon"), "tiep-cong-dan")
    assert tuple(row.values()) == (
        "1",
        "23/11/2026",
        "Hồ Thị Na Thử, thôn 3, Phường Đồng Hới",
        "căn cước •••• 1234",
        "Khiếu nại thu hồi đất",
        "khiếu nại",
        "3",
        "UBND xã Minh Hóa",
        "x",
        "",
        "",
        "đã phân loại",
        "Lượt 1/2026; tiếp thường xuyên; 3 người đến; người tiếp: Trần Văn Quý Thử",
    )


def test_what_was_guided_and_what_was_forwarded_name_the_office_and_the_letter(sign_in: SignIn, enter: Enter) -> None:
    guided = classified(enter, a_paper(enter, summary="Thứ nhất"), "no")
    enter.step(guided, Action.GUIDE, facts={"guided_to": "UBND xã Minh Hóa"})
    forwarded = classified(enter, a_paper(enter, summary="Thứ hai"), "no", PetitionKind.FEEDBACK)
    enter.step(forwarded, Action.FORWARD, facts={"to_office": enter.office_id("SO-NNMT")})
    enter.a_visit("Thứ ba", outcome=VisitOutcome.GUIDED, guided_to="Tòa án nhân dân")
    first, second, third = rows(sign_in("xulydon"), "tiep-cong-dan")
    assert first[OFFICIAL[9]] == "UBND xã Minh Hóa (số 12/TB-UBND ngày 23/11/2026)"
    assert second[OFFICIAL[10]] == "Sở Nông nghiệp và Môi trường (số 12/TB-UBND ngày 23/11/2026)"
    assert third[OFFICIAL[9]] == "Tòa án nhân dân"
    assert third[OFFICIAL[11]] == "hướng dẫn"
    assert [row[OFFICIAL[8]] for row in (first, second, third)] == ["", "", ""]


def test_what_was_accepted_names_the_office_that_settles_and_how_it_stands(sign_in: SignIn, enter: Enter) -> None:
    it = classified(enter, a_paper(enter), "yes")
    it = enter.step(it, Action.PROPOSE)
    enter.step(it, Action.ACCEPT)
    (row,) = rows(sign_in("xulydon"), "tiep-cong-dan")
    assert (row[OFFICIAL[10]], row[OFFICIAL[11]]) == ("Ban Tiếp công dân tỉnh", "đã thụ lý")


def test_whoever_was_refused_is_told_with_the_ground(sign_in: SignIn, enter: Enter) -> None:
    enter.a_visit(outcome=VisitOutcome.REFUSED, refusal_ground="9.2")
    (row,) = rows(sign_in("xulydon"), "tiep-cong-dan")
    assert "từ chối tiếp: đe dọa, xúc phạm, vi phạm nội quy nơi tiếp công dân (LTCD Đ9.2)" in str(row["Ghi chú"])


# The registers of papers


def test_a_paper_in_the_book_is_told_with_how_it_ended(sign_in: SignIn, enter: Enter) -> None:
    facts = {"eligible": "no", "ineligible_because": "unsigned"}
    it = enter.a_complaint("Khiếu nại đền bù", facts=facts, received_on=date(2026, 11, 20), signatories=3)
    enter.step(it, Action.FILE, facts={"reason": "không ký tên"})
    (row,) = rows(sign_in("xulydon"), "theo-doi-don")
    assert tuple(row.values()) == (
        "1",
        "1/2026",
        "20/11/2026",
        "Lê Thị Bưởi Thử, thôn 1, Phường Đồng Hới",
        "bưu chính",
        "Khiếu nại đền bù",
        "khiếu nại",
        "đất đai",
        "3",
        "không: không có họ tên, địa chỉ, chữ ký hoặc điểm chỉ",
        "x",
        "lưu đơn",
        "",
        "23/11/2026",
        "Trần Văn Quý Thử",
        f"{it.matter_code}; đã lưu đơn",
    )


def test_a_letter_of_forwarding_is_told_with_its_reply_and_what_urged_it(
    sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    clock.set(date(2026, 11, 2))
    it = enter.a_feedback("Kiến nghị sửa đường", facts={"in_competence": "no"})
    asked_for = {"to_office": enter.office_id("SO-NNMT"), "reply_by": date(2026, 11, 10)}
    enter.step(it, Action.FORWARD, facts=asked_for)
    clock.set(date(2026, 11, 16))
    enter.step(it, Action.URGE)
    (row,) = rows(sign_in("xulydon"), "chuyen-don")
    assert tuple(row.values())[1:4] == ("12/TB-UBND", "02/11/2026", "Sở Nông nghiệp và Môi trường")
    assert tuple(row.values())[8:] == ("10/11/2026", "", "16/11/2026", "", "", "chờ phúc đáp")
    clock.set(date(2026, 11, 23))
    enter.step(it, Action.TAKE_REPLY)
    (row,) = rows(sign_in("xulydon"), "chuyen-don")
    assert (row["Ngày nhận phúc đáp"], row["Ghi chú"]) == ("23/11/2026", "đã phúc đáp")
    assert rows(sign_in("xulydon"), "chuyen-don", {"tu_ngay": "03/11/2026", "den_ngay": "30/11/2026"}) == []


def test_an_accepted_complaint_is_told_with_its_due_date_and_its_decision(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_case(accepted_on=date(2026, 10, 5), summary="Khiếu nại đền bù", respondent="Chủ tịch UBND xã A")
    enter.step(it, Action.VERIFY, date(2026, 10, 6), {"verifier": enter.office_id("SO-NNMT")})
    enter.step(it, Action.DETERMINE_COMPLEX, date(2026, 10, 7), {"criteria": ["a"], "evidence": "nhiều hộ"})
    (row,) = rows(sign_in("xulydon"), "thu-ly-khieu-nai")
    assert tuple(row.values())[2:9] == (
        "05/10/2026",
        "Lê Thị Bưởi Thử, thôn 1, Phường Đồng Hới",
        "Chủ tịch UBND xã A",
        "Khiếu nại đền bù",
        "lần đầu",
        "19/11/2026",
        "ghi nhận vụ việc phức tạp 07/10/2026",
    )
    enter.step(it, Action.HOLD_DIALOGUE, date(2026, 10, 20))
    enter.step(it, Action.DECIDE, date(2026, 11, 2), {"result": "right"})
    (row,) = rows(sign_in("xulydon"), "thu-ly-khieu-nai")
    assert (row["Quyết định giải quyết"], row["Kết quả"]) == ("số 12/TB-UBND ngày 02/11/2026", "khiếu nại đúng")
    assert rows(sign_in("xulydon"), "thu-ly-khieu-nai", {"tu_ngay": "06/10/2026", "den_ngay": "31/12/2026"}) == []


def test_a_group_is_told_with_who_speaks_for_it(sign_in: SignIn, enter: Enter) -> None:
    people = tuple(Person(f"Người {number} Thử") for number in range(2))
    told = {"people_present": 7, "is_group": True, "representatives_paper": "Giấy cử", "appointed_by": 7}
    a_paper(enter, people, summary="Về trường học", **told)
    enter.a_visit("Một mình")
    (row,) = rows(sign_in("xulydon"), "doan-dong-nguoi")
    assert tuple(row.values()) == (
        "1",
        "23/11/2026",
        "1/2026",
        "7",
        "2",
        "Người 1 Thử",
        "Giấy cử; 7 người ký cử",
        "Về trường học",
        "",
        "mới nhận",
    )


# The range, the office, the pages


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("02/11/2026", "04/11/2026", ["ngày 2", "ngày 3", "ngày 4"]),
        ("03/11/2026", "03/11/2026", ["ngày 3"]),
        ("05/11/2026", "30/11/2026", []),
    ],
)
def test_a_range_holds_both_its_ends(sign_in: SignIn, enter: Enter, since: str, until: str, found: list[str]) -> None:
    for day in (4, 2, 3):
        enter.a_visit(f"ngày {day}", on=date(2026, 11, day))
    query = {"tu_ngay": since, "den_ngay": until}
    visitor = sign_in("xulydon")
    assert [row["Nội dung đơn"] for row in rows(visitor, "tiep-cong-dan", query)] == found
    assert [row["Nội dung đơn"] for row in sheet_rows(visitor, "tiep-cong-dan", query)] == found


def test_without_a_range_it_is_this_month_and_the_usual_ranges_are_a_link_away(sign_in: SignIn, enter: Enter) -> None:
    enter.a_visit("tháng này", on=date(2026, 11, 1))
    enter.a_visit("tháng trước", on=date(2026, 10, 31))
    visitor = sign_in("xulydon")
    page = visitor.text("/so/tiep-cong-dan")
    assert ("tháng này" in page, "tháng trước" in page) == (True, False)
    links = dict(re.findall(r'<li><a href="([^"]+)"[^>]*>([^<]+ (?:này|nay))</a>', page))
    quarter = next(unescape(url) for url, name in links.items() if name == "Quý này")
    assert "tu_ngay=01%2F10%2F2026&den_ngay=31%2F12%2F2026" in quarter
    assert "tháng trước" in visitor.text(quarter)


def test_a_range_that_is_none_is_said_at_its_field(sign_in: SignIn) -> None:
    visitor = sign_in("xulydon")
    for query, sentence in (
        ({"tu_ngay": "hôm nay"}, "Ngày ghi theo dạng ngày/tháng/năm"),
        ({"tu_ngay": "05/11/2026", "den_ngay": "04/11/2026"}, "Ngày cuối không được ở trước ngày đầu."),
    ):
        page = visitor.get("/so/tiep-cong-dan", query)
        assert page.status_code == 422
        assert sentence in page.get_data(as_text=True)
        assert f'value="{query["tu_ngay"]}"' in page.get_data(as_text=True)
        assert visitor.get("/so/tiep-cong-dan/bang-tinh", query, follow=False).status_code == 302


def test_a_register_is_of_one_office_unless_those_below_it_are_asked_for(sign_in: SignIn, enter: Enter) -> None:
    enter.a_visit("Ở Ban")
    enter.a_visit("Ở phường", at="XA-18880", by="xa1-don")
    head = sign_in("lanhdao")  # of the whole province
    assert rows(head, "tiep-cong-dan") == []
    below = THIS_YEAR | {"pham_vi": "ca-duoi"}
    assert [row["Nội dung đơn"] for row in rows(head, "tiep-cong-dan", below)] == ["Ở Ban", "Ở phường"]
    commune = THIS_YEAR | {"co_quan": str(enter.office_id("XA-18880"))}
    assert [row["Nội dung đơn"] for row in rows(head, "tiep-cong-dan", commune)] == ["Ở phường"]
    elsewhere = sign_in("xulydon").get("/so/tiep-cong-dan", commune)
    assert (elsewhere.status_code, "Ở phường" in elsewhere.get_data(as_text=True)) == (422, False)


def test_the_places_go_on_from_page_to_page_and_paper_has_them_all(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    for number in range(27):
        enter.a_visit(f"việc {number}")
    visitor = sign_in("xulydon")
    page = visitor.text("/so/tiep-cong-dan")
    further = re.search(r'rel="next" href="([^"]+)"', page)
    assert further is not None
    rest = visitor.text(unescape(further[1]))
    shown = [row["STT"] for row in in_table(page)] + [row["STT"] for row in in_table(rest)]
    assert shown == [str(place) for place in range(1, 28)]
    assert 'rel="next"' not in rest
    assert len(in_table(visitor.text("/so/tiep-cong-dan/ban-in"))) == 28  # with the numbers of the columns
    app.config["EXPORT_BATCH"] = 10
    assert [row["STT"] for row in sheet_rows(visitor, "tiep-cong-dan")] == list(range(1, 28))


def test_a_page_asks_no_more_for_many_lines_than_for_one(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    visitor = sign_in("xulydon")
    counts = []
    for _ in range(2):
        for _ in range(3):
            classified(enter, a_paper(enter), "yes")
        visitor.text("/so/tiep-cong-dan")
        with asked(app) as statements:
            visitor.text("/so/tiep-cong-dan")
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("book", ["tiep-cong-dan", "theo-doi-don", "doan-dong-nguoi"])
def test_words_that_look_like_a_formula_stay_words(sign_in: SignIn, enter: Enter, book: str) -> None:
    people = tuple(Person(f"Người {number} Thử") for number in range(2))
    told = {"people_present": 7, "is_group": True, "representatives_paper": "Giấy cử", "appointed_by": 7}
    a_paper(enter, people, summary="=1+1", **told)
    answer = sign_in("truongban").get(f"/so/{book}/bang-tinh", THIS_YEAR)
    cells = [cell for line in opened(answer.data).iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert "=1+1" in {cell.value for cell in cells}


def test_a_day_in_the_sheet_is_a_day_and_the_sheet_says_of_what_range_it_is(sign_in: SignIn, enter: Enter) -> None:
    enter.a_visit()
    visitor = sign_in("xulydon")
    assert sheet_rows(visitor, "tiep-cong-dan")[0]["Ngày tiếp"] == datetime(2026, 11, 23)  # noqa: DTZ001 - a sheet knows no zones
    sheet = opened(visitor.get("/so/tiep-cong-dan/bang-tinh").data)
    assert str(sheet["A2"].value).startswith(
        "Từ ngày: 01/11/2026; đến hết ngày: 30/11/2026; Cơ quan: Ban Tiếp công dân tỉnh"
    )


# What is kept secret


CANARY = Person(
    "Đặng Thị Hoàng Yến", phone="0912345678", paper_number="044188887777", address="ngõ 9 Ba Trại", unit_code="18901"
)
TRACES = ("Hoàng Yến", "0912345678", "7777", "Ba Trại", "thủ quỹ")


@pytest.fixture
def denounced(enter: Enter) -> None:
    """At the desk as such, and from a paper that only later was known to be one."""
    enter.a_visit("Tố cáo thủ quỹ nhận tiền", by="tiepdan", people=(CANARY,), kind=PetitionKind.DENUNCIATION)
    people = (CANARY, Person("Lê Văn Tý Thử"))
    told = {"people_present": 7, "is_group": True, "representatives_paper": "Giấy cử bà Hoàng Yến", "appointed_by": 7}
    later = a_paper(enter, people, summary="Về thủ quỹ", settled_by="bà Hoàng Yến đã hỏi xã", **told)
    classified(enter, later, "yes", PetitionKind.DENUNCIATION)


@pytest.mark.usefixtures("denounced")
def test_no_register_tells_anybody_who_denounced_or_what(sign_in: SignIn) -> None:
    found, seen = [], set()
    for login in BY_ROLE.values():
        visitor = sign_in(login)
        for book in (each.slug for each in REGISTERS):
            for place in ("", "/ban-in", "/bang-tinh"):
                answer = visitor.get(f"/so/{book}{place}", THIS_YEAR | {"pham_vi": "ca-duoi"})
                if answer.status_code != 200:
                    continue
                is_sheet = place == "/bang-tinh"
                told = str([*opened(answer.data).values]) if is_sheet else answer.get_data(as_text=True)
                found += [(login, book, place, trace) for trace in TRACES if trace in told]
                seen |= {(book, place)} if KEPT_SECRET in told else set()
    assert found == []
    assert {("tiep-cong-dan", place) for place in ("", "/ban-in", "/bang-tinh")} <= seen


@pytest.mark.usefixtures("denounced")
def test_the_book_shows_no_more_visits_than_the_list_of_visits_does(sign_in: SignIn) -> None:
    for login, many in (("xulydon", 2), ("tiepdan", 1), ("vanthu", 0)):
        assert len(rows(sign_in(login), "tiep-cong-dan")) == many, login
    told = rows(sign_in("xulydon"), "tiep-cong-dan")
    assert [row["Họ tên, địa chỉ"] for row in told] == [KEPT_SECRET, KEPT_SECRET]
    assert [row["Loại đơn (KN/TC/KN/PA)"] for row in told] == ["tố cáo", "tố cáo"]
    assert [row["Thuộc thẩm quyền (x)"] for row in told] == ["", "x"]
    (own,) = rows(sign_in("tiepdan"), "tiep-cong-dan")
    assert own["Họ tên, địa chỉ"] == KEPT_SECRET


@pytest.mark.usefixtures("denounced")
def test_the_sealed_register_is_there_for_those_entitled_and_every_opening_is_written_down(
    app: Flask, sign_in: SignIn, province: Province
) -> None:
    told = sign_in("xulydon")
    (row,) = rows(told, "to-cao")
    assert (row["Người tố cáo"], row["Loại đơn"], row["Tình trạng"]) == (KEPT_SECRET, "tố cáo", "đã phân loại")
    with app.app_context():
        (line,) = journal.lines(limit=1)
        assert (line.act, line.by_id) == ("mở sổ “Sổ tố cáo, niêm phong”", province.people["xulydon"])
        ((table, key, act, _),) = json.loads(line.changes)
        assert (table, key[:2], act) == ("register", ["to-cao", 1], "open")
        db.session.remove()
    told.text("/so/to-cao/ban-in")
    with app.app_context():
        assert [each.act for each in journal.lines(limit=2)] == ["mở sổ “Sổ tố cáo, niêm phong”"] * 2
        db.session.remove()
    desk = sign_in("tiepdan")
    assert "Sổ tố cáo" not in desk.text("/so")
    for place in ("", "/ban-in", "/bang-tinh"):
        assert desk.get(f"/so/to-cao{place}").status_code == 404
        assert desk.get(f"/so/khong-co{place}").status_code == 404


@pytest.mark.usefixtures("denounced")
def test_to_the_desk_the_registers_of_papers_hold_no_denunciation(sign_in: SignIn) -> None:
    desk = sign_in("tiepdan")
    assert [rows(desk, book) for book in ("theo-doi-don", "chuyen-don", "doan-dong-nguoi")] == [[], [], []]


# What reading costs


INDEXES = {
    "tiep-cong-dan": "ix_visit_on_id",
    "doan-dong-nguoi": "ix_visit_group_on_id",
    "theo-doi-don": "ix_petition_entry_received_on_id",
    "to-cao": "ix_petition_entry_received_on_id",
    "chuyen-don": "ix_event_action_on_id",
    "thu-ly-khieu-nai": "ix_event_action_on_id",
}
COPIED = {
    "matter": ("id",),
    "matter_office": ("matter_id",),
    "subject": ("id", "matter_id"),
    "visit": ("id",),
    "petition": ("id", "visit_id"),
    "petition_entry": ("id", "petition_id"),
    "event": ("id", "subject_id"),
}
"""The tables that are multiplied, and which of their columns hold keys."""


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_page_among_a_hundred_thousand_follows_an_index_and_sorts_nothing(
    app: Flask, enter: Enter, province: Province, reader: Callable[[str], Reader]
) -> None:
    it = classified(enter, a_paper(enter), "no", PetitionKind.FEEDBACK)
    enter.step(it, Action.FORWARD, facts={"to_office": enter.office_id("SO-NNMT")})
    held, wanted = reader("xulydon"), Wanted(date(2026, 1, 1), date(2026, 12, 31), province.offices["BTCD"])
    plans: dict[str, list[str]] = {}
    with app.app_context():
        multiply(100_000)
        for book in INDEXES:
            with first_asked() as told:
                find_register(book, held).read(held, wanted, None, 25)
            explained = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {told[0][0]}", told[0][1])
            plans[book] = [step[3] for step in explained]
        db.session.remove()
    assert {book: plan for book, plan in plans.items() if not any(INDEXES[book] in step for step in plan)} == {}
    assert {book: plan for book, plan in plans.items() if "USE TEMP B-TREE FOR ORDER BY" in plan} == {}


@contextmanager
def first_asked() -> Iterator[list[tuple[str, Any]]]:
    """What is asked meanwhile, with what it is told."""
    found: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        found.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def multiply(times: int) -> None:
    """What was entered so many times over some three years, and the statistics that a planner goes by."""
    counted = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {times})"  # noqa: S608 - our own names
    for table, keys in COPIED.items():
        columns = db.metadata.tables[table].c.keys()
        told = {name: f't."{name}"' for name in columns}
        told |= {name: f't."{name}" + 1000 * n.i' for name in keys}
        told |= {name: f"date(t.\"{name}\", '-' || (n.i % 1000) || ' days')" for name in columns if name in DAYS}
        told |= {"code": "t.code || '-' || n.i"} if "code" in columns else {}
        into = ", ".join(f'"{name}"' for name in told)
        whence = f"SELECT {', '.join(told.values())} FROM {table} AS t JOIN n WHERE t.{keys[0]} < 1000"  # noqa: S608 - the same
        db.session.execute(text(f"INSERT INTO {table} ({into}) {counted} {whence}"))
    db.session.execute(text("ANALYZE"))


DAYS = ("on", "received_on", "opened_on")


def test_a_conclusion_is_told_with_its_tasks_and_of_a_denunciation_without_its_words(
    sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    key = enter.a_day(date(2026, 11, 23))
    with within(enter.app):
        session_id = db.session.scalars(select(ReceptionSession.id).where(ReceptionSession.day_id == key)).one()
        db.session.rollback()
    plain = enter.a_visit("Xin xem lại giá đất", session_id=session_id)
    secret = enter.a_visit("Tố cáo cán bộ", session_id=session_id, kind=PetitionKind.DENUNCIATION)
    for it in (plain, secret):
        with enter.acting("xulydon") as reader:
            task = Task(db.session.get_one(Office, enter.office_id("SO-NNMT")), "Kiểm tra lại", date(2026, 12, 4))
            visit = db.session.get_one(Visit, it.visit_id)
            paper = Paper("15/TB-UBND", date(2026, 11, 23), "Bùi Văn An Thử")
            conclusions.conclude(visit, "Giao Sở trả lời", [task], paper=paper, reader=reader, now=clock())
    told = rows(sign_in("xulydon"), "ket-luan-tiep-cong-dan")
    assert [row["Nội dung kết luận"] for row in told] == ["Giao Sở trả lời", "(giữ bí mật)"]
    assert told[0]["Cơ quan thực hiện, nội dung giao"] == "Sở Nông nghiệp và Môi trường: Kiểm tra lại"
    assert told[1]["Cơ quan thực hiện, nội dung giao"] == "Sở Nông nghiệp và Môi trường"
    assert {row["Kết quả"] for row in told} == {"chưa báo cáo"}
    assert {row["Số thông báo"] for row in told} == {"15/TB-UBND"}
