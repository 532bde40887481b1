"""What a step asks for, and which answers it refuses: each with the field and one sentence."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from caseflow.law.errors import MissingFactError
from caseflow.law.facts import ASKS, FactType, fields_of, wording
from caseflow.law.intake import INTAKE_STEPS
from caseflow.law.tables import TABLES
from caseflow.law.terms import Action, EntryStatus, Field, PetitionKind
from caseflow.law.workflow import Step, check_facts, next_step

OLD, NEW = date(2026, 3, 10), date(2026, 8, 10)
COMPLAINT = {"kind": "complaint", "field": "land", "instance": "first", "eligible": "yes", "in_competence": "yes"}


def classifying(kind: PetitionKind) -> Step:
    return next_step(INTAKE_STEPS, EntryStatus.RECEIVED, Action.CLASSIFY, on=NEW, kind=kind)


def a_step(table: str, action: Action) -> Step:
    return next(step for step in TABLES[table].steps if step.action is action)


def refusal(step: Step, facts: Mapping[str, object], on: date = NEW) -> MissingFactError:
    with pytest.raises(MissingFactError) as refused:
        check_facts(step, facts, on)
    return refused.value


def test_what_answers_everything_is_not_refused() -> None:
    check_facts(classifying(PetitionKind.COMPLAINT), COMPLAINT, NEW)
    check_facts(classifying(PetitionKind.COMPLAINT), COMPLAINT | {"author": "", "eligible": "true"}, NEW)
    check_facts(a_step("intake", Action.TAKE_REPLY), {"citizen_asked": "no"}, NEW)  # the summary need not be told
    check_facts(a_step("complaint-first", Action.DETERMINE_COMPLEX), {"criteria": ["a", "b"], "evidence": "x"}, NEW)


@pytest.mark.parametrize("empty", [None, "", []])
def test_a_fact_that_was_not_given_is_asked_for_by_name(empty: object) -> None:
    refused = refusal(classifying(PetitionKind.COMPLAINT), COMPLAINT | {"in_competence": empty})
    assert (refused.field, refused.sentence) == ("in_competence", "Cần ghi: Thuộc thẩm quyền cơ quan này.")
    assert refused.basis == "LTCD Đ26; TT 05/2021; LKN Đ27"


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"eligible": "maybe"}, "eligible", "Đủ điều kiện xử lý: “maybe” không có trong danh mục."),
        ({"author": "nobody"}, "author", "“nobody” không có trong danh mục"),
        ({"eligible": "no"}, "ineligible_because", "Cần ghi lý do không đủ điều kiện."),
        ({"ineligible_because": "unsigned"}, "ineligible_because", "thì không có lý do không đủ điều kiện"),
        ({"instance": "again"}, "instance", "Với khiếu nại, lần là một trong: lần đầu; lần hai."),
        ({"field": "corruption"}, "field", "Với khiếu nại, lĩnh vực là một trong: đất đai; chế độ, chính sách; khác."),
    ],
)
def test_an_answer_that_cannot_be_is_refused_at_its_field(wrong: dict[str, Any], field: str, words: str) -> None:
    refused = refusal(classifying(PetitionKind.COMPLAINT), COMPLAINT | wrong)
    assert refused.field == field
    assert words in refused.sentence


def test_a_denunciation_has_its_own_instances_and_fields() -> None:
    facts = COMPLAINT | {"kind": "denunciation", "field": "corruption", "instance": "again"}
    check_facts(classifying(PetitionKind.DENUNCIATION), facts, NEW)
    assert refusal(classifying(PetitionKind.DENUNCIATION), facts | {"instance": "second"}).field == "instance"
    assert refusal(classifying(PetitionKind.DENUNCIATION), facts | {"field": "land"}).field == "field"


def test_a_ground_that_the_law_of_the_day_did_not_know_is_named_as_such() -> None:
    step = a_step("complaint-first", Action.SUSPEND)
    ground = ASKS["suspension_ground"].grounds[0]
    check_facts(step, {"suspension_ground": ground.code}, NEW)
    refused = refusal(step, {"suspension_ground": ground.code}, OLD)
    assert "ngày 10/03/2026 pháp luật chưa có hoặc không còn căn cứ" in refused.sentence
    assert ground.text in refused.sentence


def test_each_of_several_answers_must_be_one_that_is_offered() -> None:
    step = a_step("denunciation-first", Action.EXTEND)
    assert refusal(step, {"criteria": ["a", "z"], "evidence": "x"}).field == "criteria"
    assert refusal(step, {"criteria": ["a"], "evidence": ""}).field == "evidence"


def test_a_recorded_fact_is_read_out_in_words() -> None:
    assert wording("eligible", "yes") == "có"
    assert wording("in_competence", False) == "không"
    assert wording("result", "partly") == "khiếu nại đúng một phần"
    assert wording("evidence", "hai nội dung") == "hai nội dung"
    assert wording("received_on", date(2026, 8, 10)) == "2026-08-10"  # what no step asks for is said as it stands
    first, second = ASKS["criteria"].grounds[:2]
    both = f"{first.text} ({first.basis}); {second.text} ({second.basis})"
    assert wording("criteria", [first.code, second.code]) == both


def test_every_choice_has_a_label_and_every_other_question_none() -> None:
    for ask in ASKS.values():
        chosen = ask.type in {FactType.CHOICE, FactType.SEVERAL}
        assert bool(ask.offered) is chosen, ask.name
        assert all(label.strip() for label in ask.offered.values()), ask.name


def test_the_fields_of_a_kind_come_with_their_labels() -> None:
    assert fields_of(PetitionKind.CRIME_REPORT) == ((Field.JUSTICE.value, "tư pháp"),)
