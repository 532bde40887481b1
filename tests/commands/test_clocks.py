"""`caseflow clocks`: one case's clocks, and all deadline rows built anew from the events."""

import json
from dataclasses import fields
from datetime import date, datetime, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from caseflow.cli import REFUSED, main
from caseflow.commands.clocks import DIFFERENT
from caseflow.jobs.sweep import Swept, sweep
from caseflow.law.clock import VIETNAM
from caseflow.law.terms import Action, PetitionKind
from caseflow.law.working_days import DayKind
from caseflow.services.deadlines import Wanted
from caseflow.store import journal
from caseflow.store.calendar import CalendarRow
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.subjects import Event
from caseflow.store.transactions import transaction
from tests.conftest import SettableClock
from tests.factories import MONDAY, Enter, Entered

Env = dict[str, str]
Capture = pytest.CaptureFixture[str]
ACCEPTED = date(2026, 9, 1)
ROW = tuple(field.name for field in fields(Wanted))


@pytest.fixture
def settling(enter: Enter, clock: SettableClock) -> Entered:
    """A complaint being verified, with work given to a department."""
    clock.set(ACCEPTED)
    it = enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED)
    facts = {"verifier": enter.office_id("SO-NNMT"), "due_on": "2026-09-21"}
    return enter.step(it, Action.VERIFY, ACCEPTED, facts)


def rows(app: Flask) -> list[tuple[object, ...]]:
    """Every deadline row that does not rest, without its key and the moment it is looked at next."""
    columns = [getattr(Deadline, name) for name in ROW]
    with app.app_context():
        found = db.session.execute(select(Deadline.subject_id, *columns).where(Deadline.paused.is_(False)))
        return sorted((tuple(row) for row in found), key=str)


def case_code(app: Flask, it: Entered) -> str:
    with app.app_context():
        return db.session.get_one(Case, it.case_id).code


def rebuilt(env: Env, capsys: Capture, *words: str, code: int = 0) -> dict[str, Any]:
    assert main(["clocks", "--rebuild", "--json", *words], env) == code
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


def test_the_clocks_of_a_case_are_shown_with_their_articles(
    env: Env, capsys: Capture, installed: Flask, settling: Entered
) -> None:
    code = case_code(installed, settling)
    assert main(["clocks", code], env) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{code}: khiếu nại lần đầu, đang xác minh\n")
    assert "Giải quyết khiếu nại lần đầu (KN-GQ1, LKN Đ28): hạn 01/10/2026" in said


def test_the_clocks_of_a_case_can_be_read_by_a_program(
    env: Env, capsys: Capture, installed: Flask, settling: Entered
) -> None:
    code = case_code(installed, settling)
    assert main(["clocks", code, "--json"], env) == 0
    told = json.loads(capsys.readouterr().out)
    settlement = next(clock for clock in told["clocks"] if clock["family"] == "KN-GQ1")
    assert told["case"] == code
    assert (settlement["start"], settlement["due_strict"], settlement["amount"]) == ("2026-09-01", "2026-10-01", 30)


def test_a_case_that_is_none_is_refused(env: Env, capsys: Capture, installed: Flask) -> None:
    assert installed
    assert main(["clocks", "HS-2026-99999"], env) == REFUSED
    assert "Không có hồ sơ nào mang số HS-2026-99999." in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["HS-2026-00001", "--rebuild"]])
def test_one_of_the_two_must_be_asked_for(env: Env, capsys: Capture, words: list[str]) -> None:
    assert main(["clocks", *words], env) == REFUSED
    assert "--rebuild" in capsys.readouterr().err


def a_life(enter: Enter, clock: SettableClock) -> None:
    """Cases of every sort, suspended, extended, decided, forwarded, with work given and reported on."""
    clock.set(ACCEPTED)
    extended = enter.a_case(PetitionKind.DENUNCIATION, received_on=ACCEPTED, accepted_on=ACCEPTED)
    enter.step(extended, Action.EXTEND, facts={"criteria": ["a"], "evidence": "hai địa bàn"})
    suspended = enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED)
    enter.step(suspended, Action.SUSPEND, facts={"suspension_ground": "waiting"})
    decided = enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED)
    enter.step(decided, Action.VERIFY, facts={"verifier": enter.office_id("XA-18880"), "due_on": "2026-09-21"})
    enter.step(decided, Action.DECIDE, facts={"result": "right"})
    forwarded = enter.a_complaint(received_on=ACCEPTED, facts={"in_competence": "no"})
    facts = {"to_office": enter.office_id("XA-18880"), "reply_by": "2026-09-30"}
    enter.step(forwarded, Action.FORWARD, facts=facts)
    enter.a_feedback(received_on=ACCEPTED)
    enter.a_petition(received_on=ACCEPTED)


def test_what_is_rebuilt_from_nothing_is_what_stood_there(
    env: Env, capsys: Capture, installed: Flask, enter: Enter, clock: SettableClock
) -> None:
    a_life(enter, clock)
    moment = datetime.combine(date(2026, 9, 24), time(8), VIETNAM)
    with installed.app_context():
        assert sweep(moment, by_mail=False).raised > 0
    before = rows(installed)
    told = rebuilt(env, capsys)
    assert (told["clocks"], told["differences"], told["rearmed"]) == (len(before) + 1, [], [])  # one is suspended
    assert rows(installed) == before
    with installed.app_context():
        assert sweep(moment, by_mail=False) == Swept()
        assert list(journal.broken_lines()) == []


def test_a_dry_run_says_the_same_and_writes_nothing(
    env: Env, capsys: Capture, installed: Flask, enter: Enter, clock: SettableClock
) -> None:
    a_life(enter, clock)
    with installed.app_context():
        before = (journal.head(), sorted(db.session.scalars(select(Deadline.id))))
    told = rebuilt(env, capsys, "--dry-run")
    assert (told["differences"], told["rearmed"]) == ([], [])
    with installed.app_context():
        assert (journal.head(), sorted(db.session.scalars(select(Deadline.id)))) == before


def test_rows_that_were_lost_or_falsified_are_found_and_put_right(
    env: Env, capsys: Capture, installed: Flask, enter: Enter, clock: SettableClock
) -> None:
    a_life(enter, clock)
    before = rows(installed)
    with installed.app_context(), transaction(by_id=None, act="phá", now=MONDAY):
        db.session.execute(delete(Deadline).where(Deadline.family == "XLD-10"))
        db.session.execute(update(Deadline).where(Deadline.family == "TC-GQ").values(due_legal=date(2027, 1, 1)))
        stray = db.session.scalars(select(Deadline.subject_id)).first()
        row = {"code": "X", "label": "X", "start_on": ACCEPTED, "due_strict": ACCEPTED, "due_legal": ACCEPTED}
        db.session.add(Deadline(subject_id=stray, family="X", start_cause="x", occurrence=1, cause="x", **row))
    told = rebuilt(env, capsys, code=DIFFERENT)
    lost = [line for line in told["differences"] if line.endswith(": thiếu")]
    assert lost
    assert all(":XLD-10:" in line for line in lost)
    assert [line for line in told["differences"] if ":X:x:1: thừa" in line]
    assert [line for line in told["differences"] if "due_legal 2027-01-01 →" in line]
    assert rows(installed) == before
    assert rebuilt(env, capsys)["differences"] == []


def test_a_dry_run_lists_every_date_that_would_move_and_why(
    env: Env, capsys: Capture, installed: Flask, enter: Enter, clock: SettableClock
) -> None:
    """A day off entered behind the services' back, a row altered by hand, one lost, one that nothing made."""
    clock.set(ACCEPTED)
    it = enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED)
    entry = enter.a_petition(received_on=ACCEPTED)
    with installed.app_context(), transaction(by_id=None, act="phá", now=MONDAY):
        off = {"reason": "Nghỉ theo thông báo", "basis": "CV 1/SNV", "version": 2, "entered_at": MONDAY}
        db.session.add(CalendarRow(day=date(2026, 9, 10), kind=DayKind.OFF, **off))
        settlement = Deadline.family == "KN-GQ1"
        db.session.execute(update(Deadline).where(settlement).values(due_strict=ACCEPTED, due_legal=ACCEPTED))
        lost = (Deadline.family == "TCD-PROC-45", Deadline.subject_id == entry.entry_id)
        db.session.execute(delete(Deadline).where(*lost))
        row = {"code": "X", "label": "X", "start_on": ACCEPTED, "due_strict": ACCEPTED, "due_legal": ACCEPTED}
        db.session.add(Deadline(subject_id=it.case_id, family="X", start_cause="x", occurrence=1, cause="x", **row))
    with installed.app_context():
        before = stood()
    told = rebuilt(env, capsys, "--dry-run", code=DIFFERENT)
    with installed.app_context():
        assert stood() == before
    assert set(told) == {"clocks", "moved", "moves", "subjects", "differences", "rearmed"}
    code = case_code(installed, it)
    by = {(move["subject"], move["code"]): move for move in told["moves"]}
    assert told["moved"] == len(told["moves"]) == len(by)
    # ten working days after 1/9: the 2nd is off, so the tenth is 16/9; with the 10th off too it is 17/9
    assert by[entry.entry_id, "XLD-10"] == {
        "subject": entry.entry_id,
        "case": "2/2026",
        "family": "XLD-10",
        "code": "XLD-10",
        "from": {"strict": "2026-09-16", "legal": "2026-09-16"},
        "to": {"strict": "2026-09-17", "legal": "2026-09-17"},
        "why": "Lịch phiên bản 2: ngày 10/09/2026 nghỉ (Nghỉ theo thông báo).",
    }
    altered = by[it.case_id, "KN-GQ1"]
    assert (altered["case"], altered["to"]["legal"]) == (code, "2026-10-01")
    assert altered["why"] == "Dòng quy định KN-GQ1 nay đếm ra ngày khác với ngày đã ghi."
    assert by[entry.entry_id, "TCD-PROC-45"]["from"] is None
    assert by[entry.entry_id, "TCD-PROC-45"]["why"].startswith("Thiếu dòng hạn")
    assert by[it.case_id, "X"]["to"] is None
    assert by[it.case_id, "X"]["why"].startswith("Dòng hạn thừa")


def stood() -> tuple[object, ...]:
    """All that a dry run must leave as it is."""
    columns = [getattr(Deadline, name) for name in (*ROW, "next_alert_at")]
    return journal.head()[0], sorted((tuple(row) for row in db.session.execute(select(*columns))), key=str)


def test_the_words_name_the_record_and_the_reason(
    env: Env, capsys: Capture, installed: Flask, settling: Entered
) -> None:
    with installed.app_context(), transaction(by_id=None, act="phá", now=MONDAY):
        db.session.execute(update(Deadline).where(Deadline.family == "KN-GQ1").values(due_legal=date(2026, 10, 5)))
    assert main(["clocks", "--rebuild", "--dry-run"], env) == DIFFERENT
    said = capsys.readouterr().out
    code = case_code(installed, settling)
    assert f"đổi ngày: {code} KN-GQ1 05/10/2026 → 01/10/2026: Dòng quy định KN-GQ1 nay đếm ra ngày khác" in said
    assert "1 ngày đổi" in said


def test_a_history_that_can_no_longer_be_read_is_said_and_stops_nobody(
    env: Env, capsys: Capture, installed: Flask, enter: Enter, settling: Entered
) -> None:
    enter.a_petition(received_on=ACCEPTED)
    with installed.app_context(), transaction(by_id=None, act="phá", now=MONDAY):
        first = (Event.subject_id == settling.case_id, Event.action == Action.ACCEPT)
        db.session.execute(update(Event).where(*first).values(action=Action.ANSWER))
    told = rebuilt(env, capsys, "--dry-run", code=DIFFERENT)
    assert [line for line in told["differences"] if line.startswith(f"{settling.case_id}: không đọc được lịch sử")]
    assert told["moves"] == []


def test_an_alert_that_would_be_raised_again_is_said(
    env: Env, capsys: Capture, installed: Flask, enter: Enter, clock: SettableClock
) -> None:
    """The row says its level was raised already, and the ledger knows nothing of it."""
    clock.set(ACCEPTED)
    enter.a_petition(received_on=ACCEPTED)
    with installed.app_context(), transaction(by_id=None, act="phá", now=MONDAY):
        db.session.execute(update(Deadline).values(next_alert_at=datetime(2100, 1, 1, tzinfo=VIETNAM)))
    told = rebuilt(env, capsys, "--dry-run", code=DIFFERENT)
    assert told["differences"] == []
    assert told["rearmed"]


def test_more_than_a_batch_is_rebuilt(env: Env, capsys: Capture, enter: Enter, clock: SettableClock) -> None:
    clock.set(ACCEPTED)
    for _ in range(3):
        enter.a_petition(received_on=ACCEPTED)
    assert main(["clocks", "--rebuild"], env) == 0
    assert "Đã dựng lại 6 thời hạn của 3 đơn, hồ sơ, việc được giao: 0 ngày đổi, 0 chỗ khác" in capsys.readouterr().out
