"""The official reports through the pages: numbers that open their records, a sheet like the circular's, rights."""

import io
import re
from datetime import date

import openpyxl
import pytest
from flask import Flask
from openpyxl.worksheet.worksheet import Worksheet

from caseflow.law.terms import Action, PetitionKind, VisitOutcome
from caseflow.reports.forms.form import OfficialForm
from caseflow.reports.forms.forms import FORMS
from caseflow.reports.forms.tt06_2025.xld02 import XLD02
from tests.conftest import SignIn
from tests.factories import Enter
from tests.reports.circular import check_columns
from tests.visitor import Visitor
from tests.web.queries import asked

QUARTER = "ky=2026-Q4"
FIRST_OF_HEADER = 6
XLD = f"/bao-cao/02-xld?{QUARTER}"


@pytest.fixture
def papers(enter: Enter) -> str:
    """A complaint that was proposed and a denunciation that waits; the code of the complaint's matter."""
    it = enter.a_complaint("Khiếu nại quyết định thu hồi đất", received_on=date(2026, 11, 16))
    enter.step(it, Action.PROPOSE, date(2026, 11, 17))
    enter.a_classified(PetitionKind.DENUNCIATION, "Tố cáo cán bộ", received_on=date(2026, 11, 16))
    return it.matter_code


def number_of(page: str, column: int) -> str:
    """What stands in a column of the first line."""
    row = page.split("<tbody>", 1)[1].split("</tr>", 1)[0]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row, flags=re.DOTALL)
    return re.sub(r'<span class="visually-hidden">.*?</span>|<[^>]*>', "", cells[column - 1], flags=re.DOTALL).strip()


def test_a_form_is_counted_and_every_number_opens_its_records(sign_in: SignIn, papers: str) -> None:
    handler = sign_in("xulydon")
    assert "02/XLD" in handler.text("/bao-cao")
    page = handler.text(XLD)
    assert (number_of(page, 1), number_of(page, 2), number_of(page, 6)) == ("2", "1", "1")
    assert "từ 15/09/2026 đến 14/12/2026" in page
    assert "đơn trả lại, lưu hoặc chỉ thông báo tính vào hướng dẫn" in page
    behind = re.search(r'href="(/bao-cao/02-xld/cot-6\?[^"]*)"', page)
    assert behind is not None
    listed = handler.text(behind[1].replace("&amp;", "&"))
    assert papers in listed
    assert "Khiếu nại quyết định thu hồi đất" in listed
    assert "giữ bí mật hoặc ngoài phạm vi" not in listed


def test_a_denunciation_is_counted_and_never_listed_to_who_may_not_see_it(sign_in: SignIn, papers: str) -> None:
    desk = sign_in("tiepdan")
    assert number_of(desk.text(XLD), 1) == "2"
    listed = desk.text(f"/bao-cao/02-xld/cot-1?{QUARTER}")
    assert papers in listed
    assert "Tố cáo cán bộ" not in listed
    assert "1 bản ghi được đếm mà không nêu ở đây" in listed


def test_a_visit_behind_a_number_leads_to_its_page(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit(outcome=VisitOutcome.EXPLAINED)
    listed = sign_in("tiepdan").text(f"/bao-cao/01-tcd/cot-1?{QUARTER}")
    assert f'href="/tiep-dan/{it.visit_id}"' in listed


def words_over(page: Worksheet, column: int, last: int) -> tuple[str, ...]:
    """The words over a column of a sheet, from its first row of the header down; of merged cells once."""
    corners: dict[tuple[int, int], str] = {}
    for row in range(FIRST_OF_HEADER, last):
        corner = (row, column)
        for merged in page.merged_cells.ranges:
            if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
                corner = (merged.min_row, merged.min_col)
        corners[corner] = str(page.cell(*corner).value)
    return tuple(corners.values())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_the_spreadsheet_has_the_header_of_the_circular(sign_in: SignIn, papers: str, form: OfficialForm) -> None:
    assert papers
    answer = sign_in("truongdonvi").get(f"/bao-cao/{form.slug}/bang-tinh?{QUARTER}&pham_vi=ca-duoi")
    page = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert isinstance(page, Worksheet)
    numbering = next(cell.row for cell in page["A"] if cell.value == "MS")
    found = {
        str(page.cell(numbering, column).value): words_over(page, column, numbering)
        for column in range(2, len(form.columns) + 2)
    }
    check_columns(form.code, found)
    assert page["A2"].value == form.title.upper()
    assert page["A3"].value == "Số liệu tính từ ngày 15/09/2026 đến ngày 14/12/2026"


def test_the_numbers_of_the_spreadsheet_are_those_of_the_page(sign_in: SignIn, papers: str) -> None:
    assert papers
    answer = sign_in("xulydon").get(f"/bao-cao/02-xld/bang-tinh?{QUARTER}")
    page = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert page is not None
    lines = [[cell.value for cell in row] for row in page.iter_rows() if row[0].value == "Ban Tiếp công dân tỉnh"]
    assert lines[0][1 : len(XLD02.columns) + 1][:6] == [2, 1, 1, 1, 1, 1]


def test_a_range_of_ones_own_and_a_wrong_one(sign_in: SignIn, papers: str) -> None:
    assert papers
    handler = sign_in("xulydon")
    page = handler.text("/bao-cao/02-xld?ky=khoang&tu_ngay=01/11/2026&den_ngay=16/11/2026")
    assert (number_of(page, 1), number_of(page, 2)) == ("2", "0")
    wrong = handler.get("/bao-cao/02-xld?ky=khoang&tu_ngay=16/11/2026&den_ngay=01/11/2026")
    assert wrong.status_code == 422
    assert "ngày cuối không ở trước ngày đầu" in wrong.get_data(as_text=True)
    assert handler.get("/bao-cao/99-khong").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    ["co_quan=99999", "co_quan=x", "ky=zzz", "ky=khoang", "ky=khoang&tu_ngay=xx&den_ngay=yy", "pham_vi=zz"],
)
def test_a_wrong_choice_is_said_at_its_field_and_counts_nothing_else_in_silence(sign_in: SignIn, wrong: str) -> None:
    handler = sign_in("xulydon")
    for page in ("/bao-cao", "/bao-cao/02-xld"):
        answer = handler.get(f"{page}?{wrong}")
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.get_data(as_text=True)
    for page in ("cot-1", "bang-tinh"):
        assert handler.get(f"/bao-cao/02-xld/{page}?{wrong}").status_code == 422  # led back to the form, which says why


def test_the_province_says_how_it_counts_and_the_note_line_says_so_too(sign_in: SignIn, client: Visitor) -> None:
    assert client
    admin = sign_in("quantri")
    admin.submit("/bao-cao/cach-dem", people_present=[], basis="Hướng dẫn 5/HD-TTr")
    page = sign_in("xulydon").text(f"/bao-cao/01-tcd?{QUARTER}")
    assert "số người được tiếp là số người trực tiếp trình bày" in page


def test_a_form_asks_as_much_of_one_office_as_of_all(app: Flask, sign_in: SignIn, papers: str) -> None:
    assert papers
    head = sign_in("truongdonvi")
    counts = []
    for scope in ("", "&pham_vi=ca-duoi"):
        head.text(XLD + scope)
        with asked(app) as statements:
            head.text(XLD + scope)
        counts.append(len(statements))
    assert counts[1] <= counts[0] + 1
