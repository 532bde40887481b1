"""One period reckoned over suspensions and extensions: the law's own vectors, and what cannot have been."""

from datetime import date, datetime

import pytest

from caseflow.law.clock import VIETNAM
from caseflow.law.clocks import clock_for
from caseflow.law.errors import NoRuleError, Refusal
from caseflow.law.periods import PERIODS, not_a_date, rows_of
from caseflow.law.reckoning import Longer, Stop, doubts, extensions_of, reckon, row_of
from caseflow.law.terms import ClockState
from tests.law.calendars import OFFICIAL

TODAY = date(2026, 11, 23)
JULY_6 = date(2026, 7, 6)


def ends(code: str, start: date, *, stops: list[Stop] | None = None, longer: list[Longer] | None = None) -> list[str]:
    clock = reckon(row_of(code, start), start, calendar=OFFICIAL, today=TODAY, stops=stops or [], longer=longer or [])
    return [clock.due_strict.isoformat(), clock.due_legal.isoformat()]


def test_days_of_a_suspension_are_not_counted() -> None:
    stop = Stop(date(2026, 7, 20), date(2026, 8, 5))
    assert ends("TC-GQ", JULY_6, stops=[stop]) == ["2026-08-21", "2026-08-21"]


def test_two_suspensions_are_both_left_out() -> None:
    # 30 days from 06/07 end on 05/08; 16 days and 5 days are not counted: 26/08.
    stops = [Stop(date(2026, 7, 20), date(2026, 8, 5)), Stop(date(2026, 8, 10), date(2026, 8, 15))]
    assert ends("TC-GQ", JULY_6, stops=stops) == ["2026-08-26", "2026-08-26"]


def test_a_suspension_of_working_days_leaves_out_working_days() -> None:
    # From Monday 16/11/2026, 17/11 to 19/11 left out and 24/11 a holiday: 20, 23, 25, 26, 27, 30 November, 1 December.
    stop = Stop(date(2026, 11, 16), date(2026, 11, 19))
    assert ends("KN-TL-NEW", date(2026, 11, 16), stops=[stop]) == ["2026-12-01", "2026-12-01"]


@pytest.mark.parametrize(
    ("longer", "expected"),
    [
        ([Longer("TC-GQ-EXT1", date(2026, 3, 25))], ["2026-05-01", "2026-05-04"]),
        (
            [Longer("TC-GQ-EXT1", date(2026, 3, 25)), Longer("TC-GQ-EXT2", date(2026, 4, 24))],
            ["2026-05-31", "2026-06-01"],
        ),
    ],
)
def test_extensions_add_to_the_strict_end(longer: list[Longer], expected: list[str]) -> None:
    assert ends("TC-GQ", date(2026, 3, 2), longer=longer) == expected


def test_an_extension_that_came_too_late_is_kept_and_not_counted() -> None:
    late = Longer("TC-GQ-EXT1", date(2026, 4, 2))  # 30 days from 02/03 end on 01/04
    clock = reckon(rows_of("TC-GQ")[0], date(2026, 3, 2), calendar=OFFICIAL, today=TODAY, longer=[late])
    assert [extension.counted for extension in clock.extensions] == [False]
    assert clock.due_legal == date(2026, 4, 1)


def test_a_suspension_that_lasts_moves_the_end_with_every_day() -> None:
    row, stop = rows_of("TC-GQ")[0], Stop(date(2026, 11, 10))
    clock = reckon(row, date(2026, 11, 2), calendar=OFFICIAL, today=TODAY, stops=[stop])
    assert clock.state is ClockState.PAUSED
    assert clock.due_strict == date(2026, 12, 15)  # 02/12, and the thirteen days of 11/11 to 23/11


@pytest.mark.parametrize("row", [row for row in PERIODS if not_a_date(row) is None], ids=lambda row: row.code)
def test_without_suspensions_the_count_is_the_engine_s_own(row: object) -> None:
    assert isinstance(row, type(PERIODS[0]))
    start = max(row.since, min(row.until, date(2026, 8, 21)))
    alone = clock_for(row, start, calendar=OFFICIAL, today=start)
    reckoned = reckon(row, start, calendar=OFFICIAL, today=start)
    assert (reckoned.due_strict, reckoned.due_legal, reckoned.code) == (alone.due_strict, alone.due_legal, row.code)


def test_hours_run_from_a_moment() -> None:
    moment = datetime(2026, 8, 21, 9, 30, tzinfo=VIETNAM)
    clock = reckon(rows_of("PD-BREACH")[0], moment, calendar=OFFICIAL, today=TODAY)
    assert clock.moment == datetime(2026, 8, 24, 9, 30, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("code", "stops", "field", "sentence"),
    [
        ("TC-GQ", [Stop(date(2026, 7, 5), date(2026, 7, 9))], "stop-1", "trước ngày bắt đầu"),
        ("TC-GQ", [Stop(date(2026, 7, 9), date(2026, 7, 8))], "stop-1", "Ngày tiếp tục trước ngày tạm dừng"),
        ("TC-GQ", [Stop(date(2026, 8, 5), date(2026, 8, 9))], "stop-1", "đếm thẳng đã hết ngày 05/08/2026"),
        ("TC-GQ", [Stop(JULY_6, date(2026, 7, 9)), Stop(date(2026, 7, 8))], "stop-2", "lần trước chưa kết thúc"),
        ("TC-GQ", [Stop(JULY_6), Stop(date(2026, 7, 8))], "stop-2", "lần trước chưa kết thúc"),
        ("KN-DT-NOTICE", [Stop(JULY_6)], "stop-1", "không có tạm dừng"),
        ("PD-BREACH", [Stop(JULY_6)], "stop-1", "không có tạm dừng"),
    ],
)
def test_a_suspension_that_cannot_have_been_is_refused(code: str, stops: list[Stop], field: str, sentence: str) -> None:
    with pytest.raises(Refusal) as no:
        reckon(rows_of(code)[0], JULY_6, calendar=OFFICIAL, today=TODAY, stops=stops)
    assert no.value.field == field
    assert sentence in no.value.sentence


@pytest.mark.parametrize(
    ("code", "longer", "sentence"),
    [
        ("TC-GQ", Longer("PD-STOP-EXT", JULY_6), "PD-STOP-EXT không gia hạn TC-GQ"),
        ("TC-GQ", Longer("KHONG-CO", JULY_6), "KHONG-CO không gia hạn TC-GQ"),
        ("TC-GQ", Longer("TC-GQ-EXT1", date(2026, 7, 5)), "trước ngày bắt đầu"),
        ("TC-GQ", Longer("TC-GQ-EXT1", date(2018, 12, 31)), "không có hiệu lực vào ngày 31/12/2018"),
    ],
)
def test_an_extension_that_cannot_have_been_is_refused(code: str, longer: Longer, sentence: str) -> None:
    with pytest.raises(Refusal) as no:
        reckon(rows_of(code)[0], JULY_6, calendar=OFFICIAL, today=TODAY, longer=[longer])
    assert no.value.field == longer.code
    assert sentence in no.value.sentence


def test_a_row_that_is_no_date_says_why() -> None:
    with pytest.raises(NoRuleError, match="không phải thời hạn"):
        reckon(rows_of("KN-TDC-PAUSE")[0], JULY_6, calendar=OFFICIAL, today=TODAY)


def test_a_code_of_several_quotas_tells_them_all() -> None:
    with pytest.raises(NoRuleError) as no:
        reckon(rows_of("BRIEF-SEC")[0], JULY_6, calendar=OFFICIAL, today=TODAY)
    assert no.value.sentence == (
        "BRIEF-SEC – Giao ban an ninh, trật tự hằng tháng: định mức: 1 lần mỗi tháng, xét vào ngày cuối tháng; "
        "Giao ban an ninh, trật tự hằng quý: định mức: 1 lần mỗi quý, xét vào ngày cuối quý."
    )


@pytest.mark.parametrize("start", [date(9999, 12, 31), date(2201, 1, 1)])
def test_a_day_beyond_all_calendars_is_refused(start: date) -> None:
    for code in ("KN-GQ1", "KN-SUE"):
        with pytest.raises(Refusal, match="quá xa"):
            reckon(rows_of(code)[0], start, calendar=OFFICIAL, today=TODAY)


def test_a_code_is_read_however_it_is_typed_and_a_wrong_one_is_told_its_neighbours() -> None:
    assert row_of(" kn-gq1 ", TODAY).code == "KN-GQ1"
    with pytest.raises(NoRuleError) as no:
        row_of("KN-GQX", TODAY)
    assert no.value.field == "code"
    assert "KN-GQ1" in no.value.sentence


def test_a_code_out_of_force_names_the_wording_of_the_day() -> None:
    with pytest.raises(NoRuleError) as no:
        row_of("KN-TL1-OLD", date(2026, 7, 1))
    assert no.value.field == "start"
    assert no.value.sentence.endswith("Vào ngày ấy áp dụng KN-TL-NEW.")
    with pytest.raises(NoRuleError) as ended:
        row_of("TCD-LEAD-HUYEN", date(2026, 7, 1))
    assert "Vào ngày ấy" not in ended.value.sentence


def test_only_rows_that_lengthen_the_family_are_offered() -> None:
    assert [row.code for row in extensions_of(rows_of("TC-GQ")[0])] == ["TC-GQ-EXT1", "TC-GQ-EXT2"]
    assert [row.code for row in extensions_of(rows_of("PD-STOP-3P")[0])] == ["PD-STOP-EXT"]
    assert extensions_of(rows_of("KN-GQ1")[0]) == ()


def test_a_suspension_that_no_step_knows_is_counted_and_doubted() -> None:
    stop = [Stop(date(2026, 11, 16), date(2026, 11, 19))]
    assert doubts(rows_of("KN-TL-NEW")[0], stop) != ()
    assert doubts(rows_of("TC-GQ")[0], stop) == ()
    assert doubts(rows_of("KN-TL-NEW")[0], []) == ()
