"""`caseflow deadline`: every code of the law is answered, counted day by day, or said to be no date."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseflow.cli import REFUSED, main
from caseflow.commands.house import open_house
from caseflow.law.periods import PERIODS, not_a_date
from caseflow.law.working_days import DayKind
from caseflow.settings import Settings
from caseflow.store.calendar import CalendarRow
from caseflow.store.db import db
from caseflow.store.transactions import transaction
from tests.factories import MONDAY

HEAD = ["code", "family", "basis", "start", "amount", "unit"]
ENDS = ["due_strict", "due_legal", "days"]
Env = dict[str, str]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def env(tmp_path: Path) -> Env:
    """A home in which nothing was ever set up."""
    return {"CASEFLOW_HOME": str(tmp_path)}


def asked(env: Env, capsys: Capture, *words: str) -> dict[str, Any]:
    """The answer to one question, as JSON."""
    assert main(["deadline", *words, "--json"], env) == 0
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize("code", sorted({row.code for row in PERIODS}))
def test_every_code_of_the_law_is_answered(env: Env, capsys: Capture, code: str) -> None:
    row = next(row for row in PERIODS if row.code == code)
    start = max(row.since, min(row.until, date(2026, 8, 21)))
    answer = asked(env, capsys, code, "--from", start.isoformat())
    assert answer["code"] == code
    assert answer["basis"]
    if not_a_date(row) is not None:
        assert [*answer] == [*HEAD, "not_a_date"]
        assert answer["not_a_date"]
    else:
        assert [*answer] == HEAD + ENDS
        assert answer["days"]
        assert date.fromisoformat(answer["due_strict"]) <= date.fromisoformat(answer["due_legal"])


def test_the_answer_counts_the_days_one_by_one(env: Env, capsys: Capture) -> None:
    answer = asked(env, capsys, "KN-TL-NEW", "--from", "2026-08-21")
    assert [answer[name] for name in ("family", "start", "amount", "unit")] == ["KN-TL", "2026-08-21", 7, "WD"]
    assert (answer["due_strict"], answer["due_legal"]) == ("2026-09-03", "2026-09-03")
    counted = [day["date"] for day in answer["days"] if day["counted"]]
    assert counted == ["2026-08-22", *(f"2026-08-{day}" for day in range(24, 29)), "2026-09-03"]
    assert answer["days"][1] == {
        "date": "2026-08-22",
        "weekday": "T7",
        "kind": "made_up",
        "counted": True,
        "number": 1,
        "reason": "làm bù cho 31/8",
    }


def test_the_strict_and_the_legal_end_are_told_apart(env: Env, capsys: Capture) -> None:
    answer = asked(env, capsys, "KN-GQ1", "--from", "2026-10-23")
    assert (answer["due_strict"], answer["due_legal"]) == ("2026-11-22", "2026-11-23")


def test_the_wording_of_the_day_is_used(env: Env, capsys: Capture) -> None:
    assert asked(env, capsys, "KN-TL1-OLD", "--from", "2026-06-30")["amount"] == 10
    assert main(["deadline", "KN-TL1-OLD", "--from", "2026-07-01"], env) == REFUSED
    assert "đến hết 30/06/2026" in capsys.readouterr().err


@pytest.mark.parametrize("moment", ["2026-08-21T09:30", "2026-08-21T09:30+07:00", "2026-08-21T02:30+00:00"])
def test_hours_run_from_a_moment_of_vietnam(env: Env, capsys: Capture, moment: str) -> None:
    answer = asked(env, capsys, "PD-BREACH", "--from", moment)
    assert (answer["start"], answer["due_legal"]) == ("2026-08-21T09:30:00+07:00", "2026-08-24T09:30:00+07:00")


def test_a_period_counted_back_never_rolls_forward(env: Env, capsys: Capture) -> None:
    answer = asked(env, capsys, "KN-DT-NOTICE", "--from", "2026-11-30")
    assert answer["due_legal"] == answer["due_strict"] < "2026-11-30"


def test_a_pause_is_said_to_be_no_date_in_words_too(env: Env, capsys: Capture) -> None:
    assert main(["deadline", "KN-TDC-PAUSE", "--from", "2026-08-21"], env) == 0
    assert "không phải thời hạn" in capsys.readouterr().out


def test_a_suspension_is_left_out_of_the_count(env: Env, capsys: Capture) -> None:
    answer = asked(env, capsys, "TC-GQ", "--from", "2026-07-06", "--pause", "2026-07-20..2026-08-05")
    assert (answer["due_strict"], answer["due_legal"]) == ("2026-08-21", "2026-08-21")
    assert answer["pauses"] == [{"from": "2026-07-20", "to": "2026-08-05"}]
    assert [day["date"] for day in answer["days"] if day["kind"] == "paused"][::15] == ["2026-07-21", "2026-08-05"]


def test_several_suspensions_are_left_out(env: Env, capsys: Capture) -> None:
    pauses = ("--pause", "2026-07-20..2026-08-05", "--pause", "2026-08-10..2026-08-15")
    assert asked(env, capsys, "TC-GQ", "--from", "2026-07-06", *pauses)["due_legal"] == "2026-08-26"
    assert main(["deadline", "TC-GQ", "--from", "2026-07-06", *pauses], env) == 0
    said = capsys.readouterr().out
    assert "16 ngày không tính vào thời hạn." in said
    assert "5 ngày không tính vào thời hạn." in said


def test_a_suspension_that_no_step_knows_is_doubted(env: Env, capsys: Capture) -> None:
    assert main(["deadline", "KN-TL-NEW", "--from", "2026-11-16", "--pause", "2026-11-16..2026-11-19"], env) == 0
    assert "Không bước nào trong sổ tay tạm dừng thời hạn này" in capsys.readouterr().out


@pytest.mark.parametrize("words", ["2026-07-20", "2026-07-20..", "..2026-07-20", "20/07/2026..05/08/2026", "a..b"])
def test_what_is_no_suspension_is_refused(env: Env, capsys: Capture, words: str) -> None:
    with pytest.raises(SystemExit) as no:
        main(["deadline", "TC-GQ", "--from", "2026-07-06", f"--pause={words}"], env)
    assert no.value.code == REFUSED
    assert f"“{words}” không phải hai ngày" in capsys.readouterr().err


@pytest.mark.parametrize("pause", ["2026-07-01..2026-07-08", "2026-08-05..2026-08-08", "2026-07-09..2026-07-08"])
def test_a_suspension_that_cannot_have_been_is_refused(env: Env, capsys: Capture, pause: str) -> None:
    assert main(["deadline", "TC-GQ", "--from", "2026-07-06", "--pause", pause], env) == REFUSED
    assert capsys.readouterr().err.startswith("caseflow: ")


def test_a_day_beyond_all_calendars_is_refused(env: Env, capsys: Capture) -> None:
    assert main(["deadline", "KN-GQ1", "--from", "9999-12-31"], env) == REFUSED
    assert "quá xa" in capsys.readouterr().err


def test_an_unknown_code_is_refused_in_one_sentence_with_its_neighbours(env: Env, capsys: Capture) -> None:
    assert main(["deadline", "KN-TL-NEWS", "--from", "2026-08-21", "--json"], env) == REFUSED == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("caseflow: Không có quy định nào mang mã KN-TL-NEWS.")
    assert "KN-TL-NEW" in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("words", ["2026-02-30", "hôm nay", "2026-08-21T25:00", "21/08/2026"])
def test_what_is_no_day_is_refused(env: Env, capsys: Capture, words: str) -> None:
    with pytest.raises(SystemExit) as no:
        main(["deadline", "KN-GQ1", "--from", words], env)
    assert no.value.code == REFUSED
    assert f"“{words}” không phải một ngày" in capsys.readouterr().err


def test_codes_may_be_typed_in_small_letters(env: Env, capsys: Capture) -> None:
    assert asked(env, capsys, "kn-gq1", "--from", "2026-08-21")["code"] == "KN-GQ1"


def test_in_words_the_count_is_explained(env: Env, capsys: Capture) -> None:
    assert main(["deadline", "KN-TL-NEW", "--from", "2026-08-21"], env) == 0
    said = capsys.readouterr().out
    assert "Thứ Bảy 22/08 là ngày làm bù nên được tính là ngày thứ 1." in said
    assert "T5 03/09/2026     7  ngày đến hạn" in said


def test_a_question_leaves_no_database_behind(env: Env, capsys: Capture) -> None:
    asked(env, capsys, "KN-GQ1", "--from", "2026-08-21")
    assert not (Path(env["CASEFLOW_HOME"]) / "caseflow.db").exists()


def test_the_calendar_of_the_installation_is_used_where_there_is_one(empty_url: str, env: Env, capsys: Capture) -> None:
    env |= {"CASEFLOW_DATABASE_URL": empty_url}
    before = asked(env, capsys, "KN-TL-NEW", "--from", "2026-11-16")["due_legal"]
    main(["init"], env)
    with open_house(Settings.from_env(env)), transaction(by_id=None, act="kiểm thử", now=MONDAY):
        off = CalendarRow(
            day=date(2026, 11, 23), kind=DayKind.OFF, reason="Nghỉ", basis="thử", version=2, entered_at=MONDAY
        )
        db.session.add(off)
    capsys.readouterr()
    answer = asked(env, capsys, "KN-TL-NEW", "--from", "2026-11-16")
    assert (before, answer["due_legal"]) == ("2026-11-26", "2026-11-27")
    assert {"date": "2026-11-23", "counted": False} in [
        {name: day[name] for name in ("date", "counted")} for day in answer["days"]
    ]


def test_with_the_database_out_of_reach_the_calendar_of_the_program_is_used_and_that_is_said(
    env: Env, tmp_path: Path, capsys: Capture
) -> None:
    env |= {"CASEFLOW_DATABASE_URL": f"postgresql://nobody@/nothing?host={tmp_path}"}
    assert main(["deadline", "KN-GQ1", "--from", "2026-10-23", "--json"], env) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["due_legal"] == "2026-11-23"
    assert "lịch kèm theo chương trình" in said.err
