"""Taking a list out: the rows and columns of the screen, dates as dates, text as text, written in the journal."""

import io
import json
import re
import tracemalloc
import zipfile
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from flask import Flask
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import delete

from caseflow.law.terms import Action, PartyRole, PetitionKind, VisitOutcome
from caseflow.services.citizens import Person, record_citizen
from caseflow.store import journal
from caseflow.store.db import db
from caseflow.store.subjects import Party
from caseflow.web.sheets import About, Column, write_sheet
from tests.conftest import SettableClock, SignIn
from tests.factories import MONDAY, Enter, Province
from tests.visitor import Visitor, forms_of
from tests.web.queries import asked
from tests.web.test_inbox import raise_all

LISTS = ("/vu-viec", "/don", "/tiep-dan", "/canh-bao")
EVIL = (
    "=1+1",
    "+84 900",
    "-5 người",
    "@SUM(A1)",
    "\t=cmd|'/c calc'!A0",
    "\r=1+1",
    ' =HYPERLINK("http://x")',
    "https://x.vn",
)
ABOVE = 3  # the list's name, what it was narrowed to, the headings


def taken(visitor: Visitor, place: str, query: dict[str, str] | None = None) -> Worksheet:
    """A list as a person opens it after taking it out."""
    answer = visitor.get(f"{place}/bang-tinh", query)
    assert answer.status_code == 200
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert "attachment" in answer.headers["Content-Disposition"]
    return opened(answer.data)


def opened(content: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def rows_of(sheet: Worksheet) -> list[dict[str, object]]:
    """The rows under the headings, by heading."""
    headings = [str(cell.value) for cell in sheet[ABOVE]]
    return [dict(zip(headings, values, strict=True)) for values in sheet.iter_rows(min_row=ABOVE + 1, values_only=True)]


def test_the_matters_of_the_filter_in_their_order_with_both_dates_and_the_article(
    sign_in: SignIn, enter: Enter
) -> None:
    late = enter.a_case(received_on=date(2026, 9, 7), accepted_on=date(2026, 9, 10), summary="Khiếu nại đền bù")
    enter.a_complaint("Khiếu nại về thuế đất", received_on=date(2026, 11, 20))
    visitor = sign_in("xulydon")
    sheet = taken(visitor, "/vu-viec")
    screen = re.findall(r">(VV-\d{4}-\d{5})<", visitor.text("/vu-viec"))
    found = rows_of(sheet)
    assert [row["Vụ việc"] for row in found] == screen
    first = found[0]
    assert first["Nội dung"] == "Khiếu nại đền bù"
    assert first["Tình trạng"] == "đã thụ lý"
    assert first["Hạn theo luật (đã dời nếu trùng ngày nghỉ)"] == datetime(2026, 10, 12)  # noqa: DTZ001 - a sheet knows no zones
    assert first["Hạn chặt (chưa dời)"] == datetime(2026, 10, 10)  # noqa: DTZ001 - a Saturday
    assert first["Còn"] == "quá 30 ngày làm việc"
    assert "Đ28" in str(first["Căn cứ"])
    assert [row["Vụ việc"] for row in rows_of(taken(visitor, "/vu-viec", {"han": "qua"}))] == [late.matter_code]


def test_a_date_is_a_date_and_the_headings_stay_in_sight(sign_in: SignIn, enter: Enter) -> None:
    enter.a_complaint(received_on=date(2026, 11, 16))
    sheet = taken(sign_in("xulydon"), "/don", {"loai": "complaint"})
    (day,) = sheet.iter_rows(min_row=ABOVE + 1, min_col=2, max_col=2)
    assert day[0].is_date
    assert day[0].number_format == "dd/mm/yyyy"
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:P4"
    assert sheet["A1"].value == "Đơn"
    assert sheet["A2"].value == (
        "Loại: khiếu nại · Xuất lúc 10:00 23/11/2026, Trần Văn Quý Thử, Ban Tiếp công dân tỉnh"
    )


@pytest.mark.parametrize("words", EVIL)
def test_what_people_typed_stays_text(sign_in: SignIn, enter: Enter, words: str) -> None:
    person = Person(f"{words.strip()} Thử")
    enter.a_petition(words, senders=(person,))
    enter.a_visit(words, people=(person,))
    visitor = sign_in("xulydon")
    for place in ("/don", "/vu-viec", "/tiep-dan"):
        content = visitor.get(f"{place}/bang-tinh").data
        sheet = opened(content)
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}, place
        assert any(words.strip() in str(cell.value) for cell in cells), place
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            written = parts.read("xl/worksheets/sheet1.xml")
            assert b"<f>" not in written
            assert not [name for name in parts.namelist() if "externalLink" in name or "_rels/sheet" in name]


def test_text_that_looks_like_a_formula_is_marked_so_that_editing_makes_it_none() -> None:
    about = About("Thử", "", "Người thử", MONDAY)
    with write_sheet(about, [Column("A", 9), Column("B", 9)], [("=1+1", "thường")]).file as file:
        first, second = opened(file.read())[ABOVE + 1]
    assert (first.quotePrefix, second.quotePrefix) == (True, False)


def test_who_took_what_stands_in_the_journal_without_the_words_searched_for(
    app: Flask, sign_in: SignIn, enter: Enter, province: Province
) -> None:
    enter.a_complaint("Đơn của ông Bưởi")
    taken(sign_in("xulydon"), "/don", {"loai": "complaint", "tu": "Bưởi"})
    with app.app_context():
        (line,) = journal.lines(limit=1)
        assert (line.act, line.by_id) == ("xuất bảng tính “Đơn”, 1 dòng", province.people["xulydon"])
        ((table, key, act, _),) = json.loads(line.changes)
        assert (table, key, act) == ("export", ["don", 1, "loai=complaint"], "take out")
        assert "ưởi" not in line.changes
        assert list(journal.broken_lines()) == []
    assert "1 bảng tính đã xuất" in sign_in("thanhtra").text("/nhat-ky")


@pytest.mark.parametrize("login", ["xulydon", "tiepdan", "truongban", "xa1-don", "so-don", "lanhdao"])
def test_nobody_takes_out_more_than_the_lists_show(
    app: Flask, sign_in: SignIn, enter: Enter, clock: SettableClock, login: str
) -> None:
    enter.a_complaint("Khiếu nại ở Ban", received_on=date(2026, 11, 9))
    enter.a_denunciation("Tố cáo ở Ban", received_on=date(2026, 11, 9))
    enter.a_complaint("Khiếu nại ở phường", at="XA-18880", by="xa1-don")
    enter.a_visit("Hỏi ở phường", at="XA-18880", by="xa1-don")
    enter.a_visit("Tố cáo tại bàn", by="xulydon", kind=PetitionKind.DENUNCIATION)
    raise_all(app, clock)
    visitor = sign_in(login)
    for place in LISTS:
        if visitor.get(place).status_code == 403:
            assert visitor.get(f"{place}/bang-tinh").status_code == 403
            continue
        page = visitor.text(place)
        codes = {str(row[0]) for row in taken(visitor, place).iter_rows(min_row=ABOVE + 1, values_only=True)}
        assert {code for code in codes - {"None"} if f">{code}<" not in page} == set(), place
        listed = page.partition("<tbody>")[2].count('<th scope="row">')
        assert len(codes) <= listed, place


AT_BOARD, DENOUNCED, AT_COMMUNE = "Khiếu nại ở Ban", "Tố cáo ở Ban", "Khiếu nại ở phường"
ASKED, TOLD = "Hỏi ở phường", "Tố cáo tại bàn"


@pytest.mark.parametrize(
    ("login", "entries", "visits"),
    [
        ("xulydon", {AT_BOARD, DENOUNCED}, {TOLD}),
        ("tiepdan", {AT_BOARD}, set()),
        ("xa1-don", {AT_COMMUNE}, {ASKED}),
        ("so-don", set(), set()),
        ("thamquyen", {AT_BOARD, DENOUNCED, AT_COMMUNE}, None),
    ],
)
def test_each_takes_out_what_is_theirs_to_know(
    sign_in: SignIn, enter: Enter, login: str, entries: set[str], visits: set[str] | None
) -> None:
    enter.a_complaint(AT_BOARD)
    enter.a_denunciation(DENOUNCED)
    enter.a_complaint(AT_COMMUNE, at="XA-18880", by="xa1-don")
    enter.a_visit(ASKED, at="XA-18880", by="xa1-don")
    enter.a_visit(TOLD, by="xulydon", kind=PetitionKind.DENUNCIATION)
    visitor = sign_in(login)
    assert {row["Nội dung"] for row in rows_of(taken(visitor, "/don", {"moi_noi": "y"}))} == entries
    if visits is None:
        assert visitor.get("/tiep-dan/bang-tinh").status_code == 403
    else:
        assert {row["Tóm tắt"] for row in rows_of(taken(visitor, "/tiep-dan"))} == visits


def test_of_a_denunciation_nobody_is_named(sign_in: SignIn, enter: Enter) -> None:
    enter.a_denunciation("Tố cáo cán bộ nhận tiền")
    enter.a_visit("Tố cáo tại bàn", by="xulydon", kind=PetitionKind.DENUNCIATION, outcome=VisitOutcome.PAPER_TAKEN)
    visitor = sign_in("xulydon")
    entries, visits = (rows_of(taken(visitor, place)) for place in ("/don", "/tiep-dan"))
    assert {row["Người đứng đơn"] for row in entries} == {"(giữ bí mật)"}
    assert {row["Người đến"] for row in visits} == {"(giữ bí mật)"}


def test_a_name_left_behind_in_a_denunciation_is_not_shown(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_denunciation("Tố cáo cán bộ nhận tiền")
    visit = enter.a_visit("Tố cáo tại bàn", by="xulydon", kind=PetitionKind.DENUNCIATION)
    with enter.acting("quantri"):
        for key, role in ((it.petition_id, PartyRole.PETITIONER), (visit.visit_id, PartyRole.VISITOR)):
            left = record_citizen(Person("Hồ Thị Mơ Thử"))
            db.session.execute(delete(Party).where(Party.subject_id == key))
            db.session.add(Party(subject_id=key, role=role, citizen=left, place=0))
    visitor = sign_in("xulydon")
    for place in ("/don", "/tiep-dan"):
        assert "Mơ Thử" not in visitor.text(place), place
        assert "(giữ bí mật)" in visitor.text(place), place
        assert "Mơ Thử" not in str(rows_of(taken(visitor, place))), place


def test_the_inbox_is_taken_out_with_moments(app: Flask, sign_in: SignIn, enter: Enter, clock: SettableClock) -> None:
    it = enter.a_complaint("Khiếu nại thu hồi đất", received_on=date(2026, 11, 9), at="TINH", by="truongdonvi")
    raise_all(app, clock)
    found = rows_of(taken(sign_in("thamquyen"), "/canh-bao"))
    assert {row["Vụ việc"] for row in found} == {it.matter_code}
    assert {row["Báo lúc"] for row in found} == {datetime(2026, 11, 23, 10, 0)}  # noqa: DTZ001 - in Vietnam
    assert {row["Đã đọc"] for row in found} == {None}


def test_the_link_takes_the_filter_along_but_not_the_page(sign_in: SignIn, enter: Enter) -> None:
    for n in range(27):
        enter.a_petition(f"Đơn số {n}")
    visitor = sign_in("xulydon")
    first = visitor.text("/don", {"tinh_trang": "received", "tu": ""})
    assert 'href="/don/bang-tinh?tinh_trang=received"' in first
    further = re.search(r'rel="next" href="([^"]+)"', first)
    assert further is not None
    second = visitor.text(further[1].replace("&amp;", "&"))
    assert 'href="/don/bang-tinh?tinh_trang=received"' in second
    assert ("Chưa hết danh sách" in first, "Chưa hết danh sách" in second) == (True, False), "what paper says"
    assert len(rows_of(taken(visitor, "/don"))) == 27


@pytest.mark.parametrize("place", ["/don", "/vu-viec"])
def test_a_sheet_that_says_it_is_the_whole_list_holds_the_whole_list(
    sign_in: SignIn, enter: Enter, province: Province, place: str
) -> None:
    enter.a_complaint("Khiếu nại thu hồi đất")
    gone = {"co_quan": str(province.offices["XA-18880"]), "can_bo": str(province.people["xa1"])}
    sheet = taken(sign_in("xulydon"), place, gone)  # neither an office nor a person that is offered here
    assert str(sheet["A2"].value).startswith("Toàn bộ danh sách")
    assert len(rows_of(sheet)) == 1


def test_many_rows_are_read_in_batches_and_each_once(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    written = {enter.a_petition(f"Đơn {n}", received_on=date(2026, 11, 20 - n % 3)).matter_code for n in range(30)}
    for n in range(9):
        enter.a_visit(f"Lượt {n}")
    app.config["EXPORT_BATCH"] = 7
    visitor = sign_in("xulydon")
    for query in ({}, {"thu_tu": "moi"}):
        codes = [row["Vụ việc"] for row in rows_of(taken(visitor, "/vu-viec", query))]
        assert len(codes) == len(set(codes)) == 39
        assert set(codes) >= written
    assert {row["Vụ việc"] for row in rows_of(taken(visitor, "/don"))} == written
    assert len(rows_of(taken(visitor, "/tiep-dan"))) == 9
    with asked(app) as statements:
        taken(visitor, "/tiep-dan")
    assert len([words for words in statements if "FROM subject JOIN visit" in words]) == 2


def test_the_inbox_is_read_in_batches_through_both_of_its_parts(
    app: Flask, sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    for n in range(5):
        enter.a_complaint(f"Khiếu nại {n}", received_on=date(2026, 11, 9), at="TINH", by="truongdonvi")
    raise_all(app, clock)
    visitor = sign_in("thamquyen")
    page = visitor.get("/canh-bao")
    (first, *_) = (form for form in forms_of(page) if re.fullmatch(r"/canh-bao/\d+/da-doc", form.action))
    visitor.client.post(first.action, data=first.fields)
    whole = [(row["Vụ việc"], row["Thời hạn"], row["Mức khi báo"]) for row in rows_of(taken(visitor, "/canh-bao"))]
    assert len(whole) == len(set(whole)) >= 5
    app.config["EXPORT_BATCH"] = 2
    again = [(row["Vụ việc"], row["Thời hạn"], row["Mức khi báo"]) for row in rows_of(taken(visitor, "/canh-bao"))]
    assert again == whole


def test_memory_does_not_grow_with_the_rows() -> None:
    about, columns = About("Thử", "", "Người thử", MONDAY), [Column(f"Cột {n}", 12) for n in range(6)]
    peaks = list[int]()
    for many in (500, 500, 5_000):  # the first time round warms what is made once
        tracemalloc.start()
        rows = ((f"dòng {n}", "chữ " * 20, n, date(2026, 1, 1), None, f"=A{n}") for n in range(many))
        write_sheet(about, columns, rows).file.close()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < 1.5 * peaks[1]


def test_what_is_cut_says_so() -> None:
    about = About("Thử", "Toàn bộ danh sách", "Người thử", MONDAY)
    rows = ((f"dòng {n}", date(2026, 1, 1) + timedelta(n)) for n in range(12))
    sheet = write_sheet(about, [Column("Chữ", 9), Column("Ngày", 12)], rows, most=10)
    with sheet.file as file:
        cells = [row[0] for row in opened(file.read()).iter_rows(min_row=ABOVE + 1, values_only=True)]
    assert sheet.rows == 10
    assert cells == [*(f"dòng {n}" for n in range(10)), "Chỉ xuất 10 dòng đầu; hãy lọc hẹp hơn."]


def test_a_list_of_nothing_is_a_sheet_with_its_headings(sign_in: SignIn, enter: Enter) -> None:
    enter.step(enter.a_complaint(), Action.PROPOSE)
    sheet = taken(sign_in("xulydon"), "/don", {"tinh_trang": "voided"})
    assert sheet.max_row == ABOVE
