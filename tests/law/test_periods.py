"""The rule table against the law, cell by cell; and that nothing outside the table is in force."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseflow.law.errors import NoRuleError
from caseflow.law.instruments import INSTRUMENTS
from caseflow.law.lawtable import LawLine
from caseflow.law.periods import PERIODS, Period, in_force, not_a_date, rows_of
from caseflow.law.rulecheck import check_periods
from caseflow.law.terms import Confidence, Nature, Roll, Unit, Variant
from caseflow.reference.files import law_lines

# code, figure, unit, in force from, to, confidence. A doubtful "S/P" stands as P; a "+" or "≤" is the figure itself.
TABLE_OF_LAW = """
TCD-LEAD-TINH       ≥1 PER_MONTH 2014-07-01 open       S
TCD-LEAD-SO         ≥1 PER_MONTH 2014-07-01 open       S
TCD-LEAD-HUYEN      ≥2 PER_MONTH 2014-07-01 2025-06-30 S
TCD-LEAD-XA-1       ≥1 PER_WEEK  2014-07-01 2026-06-30 S
TCD-LEAD-XA-2       ≥2 PER_MONTH 2026-07-01 open       S
TCD-LEAD-DVSN       ≥1 PER_MONTH 2026-07-01 open       S
TCD-SCHED           ≥5 WD_BEFORE 2014-07-01 open       S
TCD-REFUSE           3 WD        2026-07-01 open       S
TCD-RESULT          10 WD        2014-07-01 open       S
TCD-FWD-REPORT       7 WD        2014-07-01 open       S
TCD-FWD-DONE         - NOW       2014-07-01 open       S
TCD-RELAY            5 WD        2014-07-01 open       S
TCD-PROC-45         45 CD        2026-07-01 open       S
TCD-ONL-NOTICE      ≥5 WD_BEFORE 2026-07-01 open       S
TCD-ONL-TEST        ≥1 WD_BEFORE 2026-07-01 open       S
TCD-ONL-LINK        ≥1 H_BEFORE  2026-07-01 open       S
TCD-BRIEF            1 PER_MONTH 2026-07-01 open       S
KN-THOIHIEU         90 CD        2012-07-01 open       S
KN-TL1-OLD          10 CD        2012-07-01 2026-06-30 S
KN-TL2-OLD          10 CD        2012-07-01 2026-06-30 S
KN-TL-NEW            7 WD        2026-07-01 open       S
KN-GQ1              30 CD        2012-07-01 open       S
KN-GQ1-C            45 CD        2012-07-01 open       S
KN-GQ1-R            45 CD        2012-07-01 open       S
KN-GQ1-RC           60 CD        2012-07-01 open       S
KN-GQ2              45 CD        2012-07-01 open       S
KN-GQ2-C            60 CD        2012-07-01 open       S
KN-GQ2-R            60 CD        2012-07-01 open       S
KN-GQ2-RC           70 CD        2012-07-01 open       S
KN-DT-NOTICE        ≥5 CD_BEFORE 2026-07-01 open       S
KN-TDC-ISSUE         - NOW       2026-07-01 open       S
KN-TDC-SEND          3 WD        2026-07-01 open       S
KN-TDC-PAUSE         - PAUSE     2026-07-01 open       P
KN-SEND1             3 WD        2012-07-01 open       S
KN-SEND2             7 CD        2012-07-01 open       S
KN-PUB              15 CD        2020-12-10 open       P
KN-PUB-POST        ≥15 CD        2020-12-10 open       P
KN-PUB-MEET          3 CD_BEFORE 2020-12-10 open       P
KN-W2-RECV          30 CD        2012-07-01 open       S
KN-W2-EXPIRE        30 CD        2012-07-01 open       S
KN-W2-R             45 CD        2012-07-01 open       S
KN-EFF1             30 CD        2012-07-01 open       S
KN-EFF2             30 CD        2012-07-01 open       S
KN-ENF               5 WD        2020-12-10 open       P
KN-SUE               1 Y         2016-07-01 open       P
KN-DC-30            30 CD        2012-07-01 open       S
KN-KL-TH1           15 CD        2012-07-01 open       S
KN-KL-TH2           10 CD        2012-07-01 open       S
KN-KL-TH2-BTV       30 CD        2012-07-01 open       S
KN-KL-TL-OLD        10 CD        2012-07-01 2026-06-30 S
KN-KL-GQ            30 CD        2012-07-01 open       S
KN-KL-GQ-C          45 CD        2012-07-01 open       S
KN-KL-SEND2          7 CD        2012-07-01 open       S
KN-KL-EFF           30 CD        2012-07-01 open       S
KN-UQ-NOTARY         - VALIDITY  2026-07-01 2026-12-31 S
KN-UQ-CERT           - VALIDITY  2027-01-01 open       S
TC-XLBD              7 WD        2019-01-01 open       S
TC-XLBD-EXT         10 WD        2019-01-01 open       S
TC-KTL-NOTICE        - NOW       2019-01-01 open       S
TC-TRANSFER          5 WD        2019-01-01 open       S
TC-PRESS            20 CD        2019-01-01 open       S
TC-CRIME             - NOW       2019-01-01 open       S
TC-TL-NOTICE         5 WD        2019-01-01 open       S
TC-GQ               30 CD        2019-01-01 open       S
TC-GQ-EXT1          30 CD        2019-01-01 open       S
TC-GQ-EXT2          30 CD        2019-01-01 open       S
TC-TDC-PAUSE         - PAUSE     2019-01-01 open       S
TC-TDC-SEND          5 WD        2019-01-01 open       S
TC-KL-SEND           5 WD        2019-01-01 open       S
TC-KL-ACT            7 WD        2019-01-01 open       S
TC-KL-REPORT         5 WD        2019-01-01 open       S
TC-PUB               7 WD        2019-01-01 open       S
TC-PUB-POST        ≥15 CD        2019-05-28 open       S
TC-MON-1             1 PER_MONTH 2019-05-28 2026-06-30 S
TC-TIEP             20 CD        2019-01-01 open       S
TC-LATE-ASK          5 WD        2019-01-01 open       S
TC-LATE-REPORT       5 WD        2019-01-01 open       S
TC-PROTECT           - NO_FIGURE 2019-01-01 open       S
KNPA-RESULT         10 WD        2014-07-01 open       S
KNPA-PROC-45        45 CD        2026-07-01 open       S
KNPA-QDHC-TRANSFER   5 WD        2008-03-03 open       M
XLD-10              10 WD        2021-11-15 open       P
XLD-REPLY            - DOC       2026-07-01 open       S
TRANHCHAP-HG        30 CD        2024-08-01 open       M
TRANHCHAP-XA        45 CD        2025-07-01 open       P
TRANHCHAP-TINH      50 CD        2025-07-01 open       P
TRANHCHAP-KN        30 CD        2024-08-01 open       P
TOGIAC               - NOW       2018-01-01 open       M
QD11-LEAD-TINH      ≥1 PER_MONTH 2019-02-18 open       P
QD11-LEAD-XA        ≥2 PER_MONTH 2019-02-18 open       P
QD11-RESULT         10 WD        2019-02-18 open       P
BRIEF-SEC            1 PER_MONTH 2026-07-01 open       S
TCD-POSTPONE         - NOW       2014-07-01 open       S
RPT-17              17 DAY       2025-09-30 open       S
RPT-20              20 DAY       2025-09-30 open       S
PD-REPLY             2 WD        2026-01-01 open       P
PD-STOP             15 CD        2026-01-01 open       P
PD-BREACH           72 H         2026-01-01 open       M
"""

# The second figure that one line of the table names: remote, third party, extension.
SECOND_FIGURES = """
KN-EFF1-R           45 CD        2012-07-01 open       S
KN-EFF2-R           45 CD        2012-07-01 open       S
TRANHCHAP-XA-R      55 CD        2025-07-01 open       P
TRANHCHAP-TINH-R    60 CD        2025-07-01 open       P
PD-STOP-3P          20 CD        2026-01-01 open       P
PD-STOP-EXT         15 CD        2026-01-01 open       P
XLD-LUU             ≥1 Y         2021-11-15 open       M
"""

LINES = [line.split() for line in (TABLE_OF_LAW + SECOND_FIGURES).split("\n") if line]
BY_CODE = {line[0]: line[1:] for line in LINES}


def cells(row: Period) -> list[str]:
    figure = "-" if row.amount is None else f"{'≥' * row.at_least}{row.amount}"
    until = "open" if row.until == date.max else row.until.isoformat()
    return [figure, row.unit.value, row.since.isoformat(), until, row.confidence.value]


@pytest.mark.parametrize("row", PERIODS, ids=lambda row: f"{row.family}/{row.code}")
def test_every_cell_of_a_row_is_the_cell_of_the_law(row: Period) -> None:
    expected = BY_CODE[row.code]
    if row.family == "BRIEF-SEC-Q":  # one line of the law: per month, per quarter
        expected = ["1", "PER_QUARTER", *expected[2:]]
    assert cells(row) == expected


def test_the_table_holds_every_code_of_the_law_and_no_other() -> None:
    assert len(BY_CODE) == len(LINES) == 105
    assert {row.code for row in PERIODS} == set(BY_CODE)


def test_the_table_that_ships_is_the_one_written_down_here() -> None:
    shipped = [[line.code, *law_cells(line)] for line in law_lines()]
    quarterly = [
        "BRIEF-SEC",
        "1",
        "PER_QUARTER",
        "2026-07-01",
        "open",
        "S",
    ]  # beside the monthly one
    assert sorted(shipped) == sorted([*LINES, quarterly])


def law_cells(line: LawLine) -> list[str]:
    figure = "-" if line.amount is None else f"{'≥' * line.at_least}{line.amount}"
    until = "open" if line.until == date.max else line.until.isoformat()
    return [figure, line.unit.value, line.since.isoformat(), until, line.confidence.value]


SHARED_WORDINGS = {"KN-TL-NEW": 3, "KN-W2-R": 2, "KN-SUE": 3, "BRIEF-SEC": 2}


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_a_code_stands_once_or_once_for_each_family_it_serves(code: str) -> None:
    assert len(rows_of(code)) == SHARED_WORDINGS.get(code, 1)


@pytest.mark.parametrize("row", PERIODS, ids=lambda row: f"{row.family}/{row.code}")
def test_a_row_governs_its_first_and_last_day_and_no_day_outside(row: Period) -> None:
    one = timedelta(days=1)
    by_family = [other for other in PERIODS if other.family == row.family and other.code == row.code]
    assert in_force(by_family, on=row.since, code=row.code) is row
    with pytest.raises(NoRuleError):
        in_force(by_family, on=row.since - one, code=row.code)
    if row.until != date.max:
        assert in_force(by_family, on=row.until, code=row.code) is row
        with pytest.raises(NoRuleError):
            in_force(by_family, on=row.until + one, code=row.code)


EDITIONS = [
    ("KN-TL", "KN-TL1-OLD", "KN-TL-NEW"),
    ("KN-TL2", "KN-TL2-OLD", "KN-TL-NEW"),
    ("KN-KL-TL", "KN-KL-TL-OLD", "KN-TL-NEW"),
    ("TCD-LEAD-XA", "TCD-LEAD-XA-1", "TCD-LEAD-XA-2"),
]


@pytest.mark.parametrize(("family", "old", "new"), EDITIONS)
def test_the_law_of_2026_takes_over_on_the_first_of_july(family: str, old: str, new: str) -> None:
    assert in_force(PERIODS, on=date(2026, 6, 30), family=family).code == old
    assert in_force(PERIODS, on=date(2026, 7, 1), family=family).code == new


def test_the_notary_lapses_with_the_year_2026() -> None:
    assert in_force(PERIODS, on=date(2026, 12, 31), family="KN-UQ").code == "KN-UQ-NOTARY"
    assert in_force(PERIODS, on=date(2027, 1, 1), family="KN-UQ").code == "KN-UQ-CERT"


N, C, R, RC = Variant.NORMAL, Variant.COMPLEX, Variant.REMOTE, Variant.REMOTE_COMPLEX
WORDINGS = [
    ("KN-GQ1", N, "KN-GQ1"), ("KN-GQ1", C, "KN-GQ1-C"), ("KN-GQ1", R, "KN-GQ1-R"), ("KN-GQ1", RC, "KN-GQ1-RC"),
    ("KN-GQ2", N, "KN-GQ2"), ("KN-GQ2", C, "KN-GQ2-C"), ("KN-GQ2", R, "KN-GQ2-R"), ("KN-GQ2", RC, "KN-GQ2-RC"),
    ("KN-KL-GQ", N, "KN-KL-GQ"), ("KN-KL-GQ", C, "KN-KL-GQ-C"), ("KN-KL-GQ", R, "KN-KL-GQ"),
    ("KN-KL-GQ", RC, "KN-KL-GQ-C"), ("TC-GQ", R, "TC-GQ"), ("TC-GQ", RC, "TC-GQ"), ("TC-GQ", C, "TC-GQ"),
    ("TC-XLBD", N, "TC-XLBD"), ("TC-XLBD", Variant.SEVERAL_PLACES, "TC-XLBD-EXT"),
    ("KN-W2-RECV", R, "KN-W2-R"), ("KN-W2-RECV", RC, "KN-W2-R"), ("KN-W2-RECV", C, "KN-W2-RECV"),
    ("KN-W2-EXPIRE", RC, "KN-W2-R"), ("KN-EFF1", R, "KN-EFF1-R"), ("KN-EFF2", RC, "KN-EFF2-R"),
    ("TRANHCHAP-XA", R, "TRANHCHAP-XA-R"), ("TRANHCHAP-TINH", R, "TRANHCHAP-TINH-R"),
    ("PD-STOP", Variant.THIRD_PARTY, "PD-STOP-3P"), ("KN-TL", R, "KN-TL-NEW"),
]  # fmt: skip


@pytest.mark.parametrize(("family", "variant", "code"), WORDINGS)
def test_a_variant_a_family_lacks_falls_back(family: str, variant: Variant, code: str) -> None:
    assert in_force(PERIODS, on=date(2026, 9, 1), family=family, variant=variant).code == code


def test_a_rule_out_of_force_is_refused_in_words_that_say_when_it_applies() -> None:
    with pytest.raises(NoRuleError) as refused:
        in_force(PERIODS, on=date(2026, 6, 30), code="KN-TL-NEW")
    assert "30/06/2026" in refused.value.sentence
    assert "KN-TL-NEW áp dụng từ 01/07/2026" in refused.value.sentence
    assert "LKN Đ27" in refused.value.basis


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(NoRuleError, match="Không có quy định nào mang mã KN-XYZ"):
        in_force(PERIODS, on=date(2026, 9, 1), code="KN-XYZ")


UNCOUNTED = {Unit.PER_WEEK, Unit.PER_MONTH, Unit.PER_QUARTER, Unit.PAUSE, Unit.VALIDITY, Unit.NO_FIGURE}


@pytest.mark.parametrize("row", PERIODS, ids=lambda row: f"{row.family}/{row.code}")
def test_only_rows_that_are_counted_yield_a_date(row: Period) -> None:
    assert (not_a_date(row) is not None) == (row.unit in UNCOUNTED | {Unit.BY_DOCUMENT})


def test_a_quota_says_whether_it_is_a_minimum() -> None:
    assert "ít nhất 2 lần mỗi tháng" in str(not_a_date(rows_of("TCD-LEAD-XA-2")[0]))
    assert "ít nhất" not in str(not_a_date(rows_of("TCD-BRIEF")[0]))


@pytest.mark.parametrize("row", PERIODS, ids=lambda row: f"{row.family}/{row.code}")
def test_rows_roll_forward_unless_the_law_counts_back_or_has_an_effect(row: Period) -> None:
    if row.unit in {Unit.WORKING_DAYS_BEFORE, Unit.CALENDAR_DAYS_BEFORE, Unit.HOURS_BEFORE}:
        assert row.rolls is Roll.BACKWARD
    elif row.nature is Nature.EFFECT or row.unit in UNCOUNTED | {Unit.NOW, Unit.HOURS, Unit.BY_DOCUMENT}:
        assert row.rolls is Roll.NONE
    else:
        assert row.rolls is Roll.FORWARD


def test_the_rights_of_citizens_are_no_duties_of_offices() -> None:
    rights = {row.family for row in PERIODS if row.nature is Nature.RIGHT}
    assert rights == {
        "KN-THOIHIEU", "KN-KL-TH1", "KN-KL-TH2", "KN-KL-TH2-BTV", "KN-DC-30", "KN-W2-RECV", "KN-W2-EXPIRE",
        "KN-SUE-RECV", "KN-SUE-EXPIRE", "KN-SUE-EXPIRE2", "TRANHCHAP-KN",
    }  # fmt: skip
    assert {row.family for row in PERIODS if row.nature is Nature.EFFECT} == {"KN-EFF1", "KN-EFF2", "KN-KL-EFF"}


def test_extensions_and_expiries_name_what_they_follow() -> None:
    assert {row.code: row.extends for row in PERIODS if row.extends} == {
        "TC-GQ-EXT1": "TC-GQ", "TC-GQ-EXT2": "TC-GQ", "PD-STOP-EXT": "PD-STOP",
    }  # fmt: skip
    assert {row.family: row.after for row in PERIODS if row.after} == {
        "KN-W2-EXPIRE": "KN-GQ1", "KN-SUE-EXPIRE": "KN-GQ1", "KN-SUE-EXPIRE2": "KN-GQ2",
    }  # fmt: skip


def test_the_rules_as_they_stand_pass_every_check() -> None:
    assert check_periods() == []


BROKEN = [
    (replace(PERIODS[0], basis=" "), "thiếu điều luật"),
    (replace(PERIODS[0], until=date(2014, 6, 30)), "ngày hết hiệu lực trước"),
    (replace(PERIODS[0], edition="LTC-1998"), "LTC-1998"),
    (replace(PERIODS[0], since=date(2014, 6, 30)), "ngoài hiệu lực của 42/2013/QH13"),
    (replace(PERIODS[0], amount=None), "con số không hợp"),
    (replace(PERIODS[0], amount=0), "con số không hợp"),
    (replace(PERIODS[0], rolls=Roll.BACKWARD), "cách dời hạn không hợp"),
    (replace(PERIODS[0], rolls=Roll.FORWARD), "không dời"),
    (replace(PERIODS[0], variant=Variant.REMOTE), "không có dòng thông thường"),
    (replace(PERIODS[0], after="KN-GQ9"), "KN-GQ9 không có trong bảng"),
    (replace(PERIODS[0], code="TCD-LEAD-SO", family="TCD-LEAD-SO"), "TCD-LEAD-SO: 2 dòng cùng tên"),
]


@pytest.mark.parametrize(("broken", "said"), BROKEN)
def test_a_broken_row_is_said(broken: Period, said: str) -> None:
    assert any(said in sentence for sentence in check_periods((broken, *PERIODS[1:])))


def test_two_wordings_for_one_day_are_said() -> None:
    old = rows_of("KN-TL1-OLD")[0]
    others = tuple(row for row in PERIODS if row is not old)
    assert check_periods((*others, replace(old, until=date(2026, 7, 1)))) == [
        "KN-TL: KN-TL-NEW và KN-TL1-OLD cùng có hiệu lực trong một ngày."
    ]


def test_instruments_have_keys_of_their_own_and_dates_in_order() -> None:
    assert len({text.key for text in INSTRUMENTS}) == len(INSTRUMENTS)
    assert all(text.since <= text.until for text in INSTRUMENTS)


SPANS = {
    "02/2011/QH13": ("2012-07-01", None), "42/2013/QH13": ("2014-07-01", None), "25/2018/QH14": ("2019-01-01", None),
    "136/2025/QH15": ("2026-07-01", None), "64/2014/NĐ-CP": ("2014-08-15", "2026-06-30"),
    "154/2026/NĐ-CP": ("2026-07-01", None), "75/2012/NĐ-CP": ("2012-11-20", "2020-12-09"),
    "124/2020/NĐ-CP": ("2020-12-10", None), "155/2026/NĐ-CP": ("2026-07-01", None),
    "31/2019/NĐ-CP": ("2019-05-28", None), "156/2026/NĐ-CP": ("2026-07-01", None),
    "141/2025/NĐ-CP": ("2025-07-01", "2027-02-28"), "02/2025/TT-TTCP": ("2025-07-01", None),
    "04/2021/TT-TTCP": ("2021-11-15", None), "05/2021/TT-TTCP": ("2021-11-15", None),
    "28/2026/QH16": ("2026-07-01", None), "91/2025/QH15": ("2026-01-01", None),
    "356/2025/NĐ-CP": ("2026-01-01", None),
}  # fmt: skip


@pytest.mark.parametrize(("number", "span"), SPANS.items())
def test_an_instrument_is_in_force_as_the_law_says(number: str, span: tuple[str, str | None]) -> None:
    text = next(text for text in INSTRUMENTS if text.number == number)
    until = None if text.until == date.max else text.until.isoformat()
    assert (text.since.isoformat(), until) == span


def test_doubtful_figures_are_marked_as_such() -> None:
    doubtful = {row.code for row in PERIODS if row.confidence is Confidence.MEMORY}
    assert doubtful == {"KNPA-QDHC-TRANSFER", "TRANHCHAP-HG", "TOGIAC", "PD-BREACH", "XLD-LUU"}
