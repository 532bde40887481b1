"""`caseflow report`: the same numbers as the page, as text, JSON and a spreadsheet; what is behind a column."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from caseflow.cli import REFUSED, main
from caseflow.law.terms import Action
from tests.factories import Enter

Env = dict[str, str]
Capture = pytest.CaptureFixture[str]
QUARTER = ("--period", "2026-Q4")


@pytest.fixture
def paper(enter: Enter) -> int:
    """A complaint that was proposed in November; the key of its entry."""
    it = enter.a_complaint(received_on=date(2026, 11, 16))
    enter.step(it, Action.PROPOSE, date(2026, 11, 17))
    assert it.entry_id is not None
    return it.entry_id


def test_a_form_is_said_line_by_line_and_as_json(env: Env, capsys: Capture, paper: int) -> None:
    assert paper
    assert main(["report", "02/XLD", *QUARTER], env) == 0
    said = capsys.readouterr().out
    assert "Ban Tiếp công dân tỉnh: (1) 1  (2) 1" in said
    assert "Quý IV năm 2026 (từ 15/09/2026 đến 14/12/2026)" in said
    assert main(["report", "02/XLD", *QUARTER, "--office", "BTCD", "--json"], env) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["form"], answer["from"], answer["to"]) == ("02/XLD", "2026-09-15", "2026-12-14")
    (row,) = answer["rows"]
    assert (row["office"], row["cells"]["6"], row["cells"]["12"]) == ("BTCD", 1, 0)
    assert {"rule": "(3) = (4) + (23)", "holds": True, "broken_at": []} in answer["checks"]


def test_behind_a_column_stand_its_records(env: Env, capsys: Capture, paper: int) -> None:
    assert main(["report", "02/XLD", *QUARTER, "--behind", "6"], env) == 0
    assert capsys.readouterr().out.split() == ["entries", str(paper)]


def test_a_spreadsheet_is_written_where_it_is_wanted(env: Env, capsys: Capture, paper: int, tmp_path: Path) -> None:
    assert paper
    place = tmp_path / "bieu.xlsx"
    assert main(["report", "02/XLD", *QUARTER, "--xlsx", str(place)], env) == 0
    assert str(place) in capsys.readouterr().out
    page = openpyxl.load_workbook(place).active
    assert page is not None
    assert page["A1"].value == "Biểu số 02/XLD"


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("99/KHONG", *QUARTER), "Không có biểu 99/KHONG"),
        (("02/XLD", "--period", "2026-Q9"), "Kỳ báo cáo ghi như"),
        (("02/XLD", *QUARTER, "--office", "KHONG"), "Không có cơ quan mã KHONG"),
        (("02/XLD", *QUARTER, "--behind", "99"), "không có cột 99"),
        (("02/XLD", "--period", "2024"), "Không có biểu 02/XLD"),
    ],
)
def test_what_there_is_not_is_refused_in_one_sentence(
    env: Env, capsys: Capture, words: tuple[str, ...], sentence: str
) -> None:
    assert main(["report", *words], env) == REFUSED
    assert sentence in capsys.readouterr().err
