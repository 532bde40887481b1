"""`caseflow law`: the tables as somebody at a terminal sees them."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from caseflow.cli import main
from caseflow.law.periods import PERIODS
from caseflow.law.tables import TABLES

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"CASEFLOW_HOME": str(tmp_path)}


def test_nothing_is_wrong_with_the_law_as_it_stands(env: dict[str, str], capsys: Capture) -> None:
    assert main(["law", "check"], env) == 0
    assert capsys.readouterr().out.startswith("Không có gì sai: ")


def test_the_table_has_a_line_for_every_wording(env: dict[str, str], capsys: Capture) -> None:
    assert main(["law", "table"], env) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [row.code for row in PERIODS]
    acceptance = next(line for line in lines if line.startswith("KN-TL1-OLD "))
    assert "10 ngày " in acceptance
    assert " đến 30/06/2026 | " in acceptance


@pytest.mark.parametrize("name", TABLES)
def test_every_procedure_can_be_drawn(env: dict[str, str], capsys: Capture, name: str) -> None:
    assert main(["law", "diagram", name], env) == 0
    assert capsys.readouterr().out.startswith("stateDiagram-v2\n")


@pytest.mark.parametrize("name", TABLES)
def test_every_procedure_can_be_drawn_into_a_file(
    env: dict[str, str], tmp_path: Path, capsys: Capture, name: str
) -> None:
    file = tmp_path / "drawn.svg"
    assert main(["law", "diagram", name, "--svg", str(file)], env) == 0
    assert str(file) in capsys.readouterr().out
    drawn = ET.parse(file).getroot()  # noqa: S314 - our own file, just written
    words = [element.text or "" for element in drawn.iter("{http://www.w3.org/2000/svg}text")]
    steps = TABLES[name].steps
    told = [f"{number}. {step.action.label} – {step.basis}" for number, step in enumerate(steps, start=1)]
    assert words[-len(steps) :] == told
    assert TABLES[name].start.label in words
    assert ".drawing__box" in file.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_said(env: dict[str, str], tmp_path: Path, capsys: Capture) -> None:
    assert main(["law", "diagram", "intake", "--svg", str(tmp_path / "nowhere" / "drawn.svg")], env) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("caseflow: không ghi được tệp ")


def test_a_procedure_that_is_none_is_refused(env: dict[str, str], capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["law", "diagram", "lawsuit"], env)
    assert "complaint-first" in capsys.readouterr().err
