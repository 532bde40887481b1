"""The rows against the table of law, and articles against the list of texts: what differs is said."""

from dataclasses import replace
from datetime import date

import pytest

from caseflow.law.lawtable import check_against_law, check_citations
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS
from caseflow.law.terms import Confidence, Unit
from caseflow.reference.files import law_lines

FIRST = PERIODS[0]  # TCD-LEAD-TINH: at least once a month since 2014-07-01, seen in full


def test_the_rows_are_what_the_law_says() -> None:
    assert check_against_law(law_lines()) == []


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (
            replace(FIRST, amount=2),
            "ghi “≥2 PER_MONTH, 2014-07-01–9999-12-31, S”, luật ghi “≥1 PER_MONTH, 2014-07-01–9999-12-31, S”.",
        ),
        (replace(FIRST, unit=Unit.PER_WEEK), "TCD-LEAD-TINH: ghi “≥1 PER_WEEK"),
        (replace(FIRST, at_least=False), "TCD-LEAD-TINH: ghi “1 PER_MONTH"),
        (replace(FIRST, since=date(2014, 7, 2)), "TCD-LEAD-TINH: ghi “≥1 PER_MONTH, 2014-07-02"),
        (replace(FIRST, until=date(2026, 6, 30)), "–2026-06-30, S”, luật ghi"),
        (replace(FIRST, confidence=Confidence.MEMORY), "–9999-12-31, M”, luật ghi"),
        (replace(FIRST, code="TCD-X"), "TCD-X: không có trong bảng của luật."),
        (replace(FIRST, code="TCD-X"), "TCD-LEAD-TINH: thiếu trong bảng thời hạn."),
    ],
)
def test_a_row_that_differs_from_the_law_is_said(broken: Period, said: str) -> None:
    found = check_against_law(law_lines(), (broken, *PERIODS[1:]))
    assert any(said in sentence for sentence in found), found


def test_one_of_two_lines_of_a_code_that_has_no_row_is_said() -> None:
    without = [row for row in PERIODS if row.family != "BRIEF-SEC-Q"]
    assert check_against_law(law_lines(), without) == [
        "BRIEF-SEC: thiếu dòng “1 PER_QUARTER, 2026-07-01–9999-12-31, S” (NĐ154 33.1.a)."
    ]


def test_every_article_of_the_house_names_a_text_that_there_is() -> None:
    assert check_citations() == []


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("NĐ 999/2026 Đ1", ["“NĐ 999/2026 Đ1” dẫn NĐ 999/2026, không có trong danh mục văn bản."]),
        ("theo thông lệ", ["“theo thông lệ” không nêu văn bản nào."]),
        ("LTC Đ27.1; BLTTHS Đ144–146", []),
        ("LKN Đ27 (sửa bởi Luật 136/2025 Đ2 k15b); NĐ 124/2020 Đ16.1", []),
        ("QĐ 11-QĐi/TW", []),
    ],
)
def test_an_article_of_a_text_nobody_knows_is_said(basis: str, said: list[str]) -> None:
    assert check_citations([basis]) == said
