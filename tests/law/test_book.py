"""The rows in words: what a reader of the rule book is told of periods and steps."""

from datetime import date

import pytest

from caseflow.law.book import (
    RECORDED,
    anchors,
    asked,
    causes,
    chosen,
    condition,
    effects,
    home,
    in_order,
    kinds,
    length,
    may_be_paused,
    named,
    numbered,
    recorded_by,
    recorders,
    refused_when,
    slug,
    source,
    span,
    tables_by_slug,
    target,
    touches,
    usual_recorders,
)
from caseflow.law.marks import EVERY_FAMILY
from caseflow.law.periods import PERIODS, rows_of
from caseflow.law.tables import TABLES
from caseflow.law.terms import Action, CaseStatus, Role
from caseflow.law.workflow import Step


def a_step(table: str, action: Action) -> Step:
    return next(step for step in TABLES[table].steps if step.action is action)


def test_every_row_of_the_table_of_periods_has_a_place_of_its_own() -> None:
    places = anchors()
    assert len(set(places.values())) == len(PERIODS)
    assert places["KN-GQ1", "KN-GQ1"] == "KN-GQ1"
    assert [places["KN-TL-NEW", family] for family in ("KN-TL", "KN-TL2")] == ["KN-TL-NEW", "KN-TL-NEW.KN-TL2"]
    assert all(" " not in place for place in places.values())


@pytest.mark.parametrize(
    ("code", "words"),
    [("KN-GQ1", "30 ngày"), ("TCD-SCHED", "ít nhất 5 ngày làm việc trước"), ("KN-TDC-PAUSE", "tạm dừng")],
)
def test_a_length_is_said_as_the_law_says_it(code: str, words: str) -> None:
    assert length(rows_of(code)[0]) == words


def test_a_span_says_only_the_ends_there_are() -> None:
    first, last = date(2014, 7, 1), date(2026, 6, 30)
    assert span(first, last) == "từ 01/07/2014 đến hết 30/06/2026"
    assert span(date.min, last) == "đến hết 30/06/2026"
    assert span(first, date.max) == "từ 01/07/2014"
    assert span(date.min, date.max) == ""


def test_a_step_says_from_where_to_where_and_who() -> None:
    accept = a_step("complaint-first", Action.ACCEPT)
    assert (source(accept), target(accept)) == ("chờ thụ lý", "đã thụ lý")
    assert "trưởng đơn vị" in recorders(accept)
    assert target(a_step("complaint-first", Action.CONTINUE)).startswith("trở lại")
    assert recorders(a_step("complaint-first", Action.VOID)) == "hệ thống, theo hồ sơ"


def test_statuses_stand_in_the_order_in_which_a_paper_meets_them() -> None:
    assert in_order({CaseStatus.VERIFYING, CaseStatus.ACCEPTED}) == [CaseStatus.ACCEPTED, CaseStatus.VERIFYING]


def test_kinds_are_named_only_where_not_all_are_meant() -> None:
    assert kinds(a_step("complaint-first", Action.ACCEPT)) == ""
    assert kinds(a_step("intake", Action.CLASSIFY)) == "khiếu nại"


def test_what_a_step_asks_and_when_it_is_refused_are_said_in_sentences() -> None:
    extension = a_step("denunciation-first", Action.EXTEND)
    assert asked(extension) == ["Tiêu chí phức tạp", "Chứng cứ của tiêu chí", "Số ngày gia hạn (không bắt buộc)"]
    said = refused_when(extension)
    assert "Cần ghi ít nhất một trong bảy tiêu chí phức tạp." in said
    assert "Thời hạn giải quyết tố cáo (TC-GQ) đã hết." in said
    assert "Còn việc có thời hạn chưa làm xong." in refused_when(a_step("complaint-first", Action.CLOSE))


def test_every_effect_on_a_clock_is_told() -> None:
    suspend = {verb: [touch.family for touch in each] for verb, each in effects(_suspend()).items()}
    assert suspend == {
        "bắt đầu": ["KN-TDC-SEND", "KN-TDC-ISSUE"],
        "tạm dừng": ["KN-GQ1"],
        "xét có đúng hạn": ["KN-TDC-ISSUE"],
    }
    extension = effects(a_step("denunciation-first", Action.EXTEND))
    assert [(touch.family, touch.remark) for touch in extension["gia hạn"]] == [("TC-GQ", "theo TC-GQ-EXT1")]


def _suspend() -> Step:
    return a_step("complaint-first", Action.SUSPEND)


def test_every_family_that_a_row_names_is_told() -> None:
    for table in TABLES.values():
        for step in table.steps:
            told = {touch.family for touch in touches(step)}
            assert told >= {start.family for start in step.starts} | {*step.ends, *step.drops, *step.pauses}
            assert told >= {*step.resumes, *dict(step.variant)}


def test_the_condition_of_a_start_is_said_in_words() -> None:
    assert condition("in_competence,instance=first") == "thuộc thẩm quyền cơ quan này, lần: lần đầu"
    assert condition("!told") == "không (đã trả lời công dân)"
    assert condition("never_heard_of") == RECORDED


def test_no_condition_of_the_tables_is_said_in_english() -> None:
    told = " ".join(touch.remark for table in TABLES.values() for step in table.steps for touch in touches(step))
    assert "_" not in told


def test_a_family_leads_to_its_first_row() -> None:
    assert (named("KN-TL"), home("KN-TL")) == ("thông báo thụ lý hoặc không thụ lý (KN-TL)", "KN-TL1-OLD")
    assert (named(EVERY_FAMILY), home(EVERY_FAMILY)) == ("mọi thời hạn đang chạy", "")


def test_a_period_knows_the_steps_that_move_its_clock() -> None:
    found = {(cause.touch.verb, cause.row.step.action) for cause in causes("TC-GQ")}
    assert {
        ("bắt đầu", Action.ACCEPT),
        ("gia hạn", Action.EXTEND),
        ("tạm dừng", Action.SUSPEND),
        ("tính tiếp", Action.CONTINUE),
        ("kết thúc", Action.CONCLUDE),
    } <= found


@pytest.mark.parametrize(("family", "may"), [("KN-GQ1", True), ("TC-GQ", True), ("KN-TL", False), ("KN-PUB", False)])
def test_only_what_some_step_suspends_may_be_paused(family: str, may: object) -> None:
    assert may_be_paused(family) is may


def test_a_role_is_told_every_step_it_may_record_and_no_other() -> None:
    for role in Role:
        told = [(table, row.step) for table, rows in recorded_by(role) for row in rows]
        lawful = [(table, step) for table in TABLES.values() for step in table.steps if role in step.recorded_by]
        assert told == lawful
    assert list(recorded_by(Role.JURIST)) == []


def test_what_most_steps_have_in_common_is_said_once() -> None:
    assert Role.SETTLER in usual_recorders(TABLES["complaint-first"])


def test_every_procedure_has_an_address_of_its_own() -> None:
    assert list(tables_by_slug().values()) == list(TABLES.values())
    assert slug("giải quyết tố cáo lần đầu") in tables_by_slug()


def test_rows_are_numbered_from_one() -> None:
    rows = numbered(TABLES["intake"])
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert rows[2].anchor == "buoc-3"


def test_by_which_day_a_wording_is_chosen_is_said_with_what_overrides_it() -> None:
    assert chosen(a_step("complaint-first", Action.ACCEPT)) == ""
    assert chosen(a_step("complaint-first", Action.DETERMINE_COMPLEX)) == "chọn theo ngày thụ lý"
    assert chosen(a_step("complaint-first", Action.SUSPEND)) == (
        "chọn theo ngày thụ lý; từ 01/07/2026 theo ngày của bước (NĐ 155/2026 Đ22.1)"
    )
