"""The checks of the tables of steps find what they are there to find; the diagrams show every row."""

from dataclasses import replace

import pytest

from caseflow.law.diagram import diagram
from caseflow.law.stepcheck import check_steps
from caseflow.law.tables import TABLES, Table
from caseflow.law.terms import Action, CaseStatus, Role, Signer
from caseflow.law.workflow import Start, Step, Target

S = CaseStatus


def a_step(action: Action, source: CaseStatus, target: CaseStatus | Target, **other: object) -> Step:
    usual = {"basis": "LKN Đ1", "recorded_by": frozenset({Role.HANDLER}), "document": "Quyết định"}
    return Step(action, frozenset({source}), target, Signer.HEAD, **(usual | other))  # type: ignore[arg-type]  # the fields are checked by the dataclass itself


SOUND = Table(
    "một thủ tục",
    (
        a_step(Action.OPEN, S.NEW, S.AWAITING, starts=(Start("KN-GQ1"),)),
        a_step(Action.SUSPEND, S.AWAITING, S.SUSPENDED, pauses=("KN-GQ1",)),
        a_step(Action.CONTINUE, S.SUSPENDED, Target.BACK, resumes=("KN-GQ1",)),
        a_step(Action.CLOSE, S.AWAITING, S.CLOSED, ends=("KN-GQ1",)),
    ),
    S.NEW,
    frozenset({S.CLOSED}),
)


def with_step(step: Step) -> Table:
    return replace(SOUND, steps=(*SOUND.steps, step))


def test_nothing_is_wrong_with_the_tables_of_the_house() -> None:
    assert check_steps() == []


def test_nothing_is_wrong_with_a_sound_table() -> None:
    assert check_steps({"thử": SOUND}) == []


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (with_step(a_step(Action.DECIDE, S.AWAITING, S.CLOSED, basis=" ")), "thiếu điều luật"),
        (with_step(a_step(Action.DECIDE, S.AWAITING, S.CLOSED, recorded_by=frozenset())), "không ai được ghi"),
        (with_step(a_step(Action.DECIDE, S.AWAITING, S.CLOSED, document="")), "không ghi văn bản nào"),
        (with_step(a_step(Action.DECIDE, S.AWAITING, S.CLOSED, ends=("KHONG-CO",))), "KHONG-CO không có trong bảng"),
        (with_step(a_step(Action.DECIDE, S.AWAITING, S.CLOSED, asks=("khong_co",))), "không có tên: khong_co"),
        (with_step(a_step(Action.DECIDE, S.VERIFYING, S.CLOSED)), "không có bước nào dẫn tới tình trạng “đang xác"),
        (with_step(a_step(Action.DECIDE, S.AWAITING, S.DECIDED)), "từ tình trạng “đã có quyết định giải quyết” không"),
        (with_step(a_step(Action.DECIDE, S.AWAITING, S.CLOSED, starts=(Start("KN-SEND1"),))), "KN-SEND1 được bắt đầu"),
    ],
    ids=["no article", "no role", "no paper", "no family", "no fact", "unreachable", "dead end", "never met"],
)
def test_each_fault_is_said_in_one_sentence(table: Table, sentence: str) -> None:
    found = check_steps({"thử": table})
    assert len(found) == 1
    assert found[0].startswith("thử: ")
    assert sentence in found[0]


def test_a_step_back_leads_to_what_a_suspension_left() -> None:
    assert "    suspended --> awaiting : tiếp tục giải quyết (LKN Đ1)" in diagram(SOUND).splitlines()


@pytest.mark.parametrize("name", TABLES)
def test_a_diagram_names_every_status_and_every_act(name: str) -> None:
    drawn = diagram(TABLES[name])
    assert drawn.startswith("stateDiagram-v2\n")
    for step in TABLES[name].steps:
        assert step.action.label in drawn
        assert all(f'state "{status.label}" as {status.value}' in drawn for status in step.source)


@pytest.mark.parametrize("name", TABLES)
def test_a_diagram_holds_no_sign_that_mermaid_would_misread(name: str) -> None:
    for line in diagram(TABLES[name]).splitlines():
        assert line.count(":") <= 1
        assert ";" not in line


def test_acts_between_the_same_two_statuses_share_an_arrow() -> None:
    drawn = diagram(TABLES["complaint-first"]).splitlines()
    arrows = [line.split(" : ")[0] for line in drawn if " : " in line]
    assert len(arrows) == len(set(arrows))
