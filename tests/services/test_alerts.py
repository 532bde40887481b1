"""Alerts: what is raised when, once and only once."""

import logging
from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.exc import OperationalError

from caseflow.jobs.sweep import Swept, sweep
from caseflow.law.terms import Action, AssignmentRole, PetitionKind
from caseflow.services import assignments
from caseflow.services.alerts import POSTPONEMENT
from caseflow.services.foresight import foresee
from caseflow.services.pulse import pulse
from caseflow.store import journal
from caseflow.store.alerts import Alert, Delivery
from caseflow.store.cases import Case
from caseflow.store.db import db, is_postgresql
from caseflow.store.deadlines import Deadline
from caseflow.store.people import user_by_login
from tests.conftest import SettableClock
from tests.factories import Enter, Entered, Province
from tests.services.sweeping import ACCEPTED, SETTLING, at, heard, only, said, swept
from tests.web.queries import asked

pytestmark = pytest.mark.usefixtures("inside")


# What is raised, and when


def test_a_thirty_day_clock_speaks_at_seven_three_one_on_the_day_and_after_it(settling: Entered) -> None:
    assert settling.case_id
    day, raised = ACCEPTED, dict[date, list[str]]()
    while day < date(2026, 10, 17):
        before = len(said())
        swept(at(day, 12))
        raised |= {day: [one.level for one in said()[before:]]}
        day += timedelta(days=1)
    assert {day: levels for day, levels in raised.items() if levels} == {
        date(2026, 9, 22): ["truoc-7"],
        date(2026, 9, 28): ["truoc-3"],
        date(2026, 9, 30): ["truoc-1"],
        date(2026, 10, 1): ["den-han"],
        date(2026, 10, 2): ["qua-1"],
        date(2026, 10, 8): ["qua-5"],
        date(2026, 10, 15): ["qua-10"],
    }


def test_a_short_clock_does_not_warn_a_week_before(enter: Enter, clock: SettableClock) -> None:
    clock.set(date(2026, 11, 2))
    it = enter.a_case(received_on=date(2026, 11, 2), accepted_on=date(2026, 11, 2))
    enter.step(it, Action.VERIFY, facts={"verifier": enter.office_id("TINH")})
    enter.step(it, Action.DECIDE, facts={"result": "right"})
    only("KN-SEND1")  # three working days: Thursday 05/11
    assert swept(at(date(2026, 11, 3), 23)).raised == 0
    assert swept(at(date(2026, 11, 4))).raised == 1
    assert said() == [("KN-SEND1", "truoc-1")]


@pytest.mark.usefixtures("settling")
def test_nothing_is_raised_a_minute_early() -> None:
    assert swept(at(date(2026, 9, 22), 6, 59)) == Swept()
    assert swept(at(date(2026, 9, 22), 7, 0)).raised == 1


@pytest.mark.usefixtures("settling")
def test_sweeping_the_same_moment_again_raises_and_tells_nothing() -> None:
    assert swept(at(date(2026, 9, 22)), by_mail=True) == Swept(raised=1, delivered=2)
    assert swept(at(date(2026, 9, 22)), by_mail=True) == Swept()
    assert db.session.query(Delivery).count() == 4


@pytest.mark.usefixtures("settling")
def test_a_sweep_that_finds_nothing_due_asks_five_questions_at_most(inside: Flask) -> None:
    swept(at(date(2026, 9, 22)), by_mail=True)
    with asked(inside) as statements:
        assert swept(at(date(2026, 9, 22)), by_mail=True) == Swept()
    assert len(statements) <= 5, "\n".join(statements)


@pytest.mark.usefixtures("settling")
def test_a_sweep_that_comes_late_raises_only_the_highest_level() -> None:
    assert swept(at(date(2026, 10, 9))).raised == 1
    assert said() == [(SETTLING, "qua-5")]


def test_a_backlog_entered_late_raises_only_the_highest_level(enter: Enter, clock: SettableClock) -> None:
    enter.a_case(received_on=date(2026, 9, 1), accepted_on=date(2026, 9, 1))
    assert swept(clock()).raised == 1
    assert said() == [(SETTLING, "qua-35")]  # from 01/10 to 23/11 there are 37 working days


def test_a_level_missed_while_the_house_stood_still_is_not_raised_afterwards(settling: Entered) -> None:
    assert settling.case_id
    swept(at(date(2026, 9, 22)))
    swept(at(date(2026, 10, 1)))
    assert said() == [(SETTLING, "truoc-7"), (SETTLING, "den-han")]


def test_an_extension_arms_the_alerts_anew(enter: Enter, clock: SettableClock) -> None:
    clock.set(ACCEPTED)
    it = enter.a_case(PetitionKind.DENUNCIATION, received_on=ACCEPTED, accepted_on=ACCEPTED)
    only("TC-GQ")
    swept(at(date(2026, 9, 30)))
    clock.set(date(2026, 9, 30), time(15))
    enter.step(it, Action.EXTEND, facts={"criteria": ["a"], "evidence": "hai địa bàn"})
    only("TC-GQ")
    assert swept(at(date(2026, 10, 1))).raised == 0
    assert swept(at(date(2026, 10, 30))).raised == 1
    alerts = db.session.scalars(select(Alert).order_by(Alert.id)).all()
    assert [(alert.level, alert.due_on) for alert in alerts] == [
        ("truoc-1", date(2026, 10, 1)),
        ("truoc-1", date(2026, 11, 2)),  # thirty days more end on Saturday 31/10 and roll to Monday
    ]
    assert len({alert.deadline_key for alert in alerts}) == 1
    assert len({alert.cause for alert in alerts}) == 2


def test_a_suspended_clock_raises_nothing_until_it_runs_again(
    enter: Enter, clock: SettableClock, settling: Entered
) -> None:
    clock.set(date(2026, 9, 10))
    enter.step(settling, Action.SUSPEND, facts={"suspension_ground": "waiting"})
    only(SETTLING)
    assert swept(at(date(2026, 11, 2))).raised == 0
    clock.set(date(2026, 11, 2))
    enter.step(settling, Action.CONTINUE)
    only(SETTLING)
    assert swept(at(date(2026, 11, 2), 11)).raised == 0  # twenty-one of the thirty days are left
    assert swept(at(date(2026, 11, 12))).raised == 1
    assert said() == [(SETTLING, "truoc-7")]


def test_a_clock_that_was_met_raises_nothing(enter: Enter, clock: SettableClock, settling: Entered) -> None:
    clock.set(date(2026, 9, 10))
    enter.step(settling, Action.VERIFY, facts={"verifier": enter.office_id("TINH")})
    enter.step(settling, Action.DECIDE, facts={"result": "right"})
    assert swept(at(date(2026, 12, 1))).raised >= 1
    assert said(SETTLING) == []


def test_the_date_set_for_given_work_is_watched_like_any_other(
    enter: Enter, clock: SettableClock, settling: Entered, province: Province
) -> None:
    clock.set(date(2026, 9, 2 + 1))
    with enter.acting("thamquyen", "giao việc"):
        assignments.assign(
            db.session.get_one(Case, settling.case_id),
            to_office_id=province.offices["SO-NNMT"],
            to_user=user_by_login("so-giaiquyet"),
            role=AssignmentRole.SUPPORT,
            on=date(2026, 9, 3),
            due_on=date(2026, 9, 18),
            document=None,
            now=clock(),
        )
    only("GIAO-VIEC")
    swept(at(date(2026, 9, 15)))
    assert (said(), heard("GIAO-VIEC")) == ([("GIAO-VIEC", "truoc-3")], {"so-giaiquyet"})
    swept(at(date(2026, 9, 18)))
    assert heard("GIAO-VIEC") == {"so-giaiquyet", "so", "truongdonvi"}


def test_more_than_a_batch_is_raised_in_one_sweep(enter: Enter, clock: SettableClock) -> None:
    clock.set(ACCEPTED)
    for _ in range(7):
        enter.a_petition(received_on=ACCEPTED)
    only("XLD-10")
    assert sweep(at(date(2026, 11, 2)), by_mail=False, batch=3) == Swept(raised=7, delivered=7 * 4)
    assert sweep(at(date(2026, 11, 2)), by_mail=False, batch=3) == Swept()


# One bad record


def spoil(deadline_id: int) -> None:
    """Write into a row what its column cannot hold on this engine, or what no rule can read."""
    if is_postgresql():
        db.session.execute(text("ALTER TABLE alert ADD CONSTRAINT good CHECK (label <> 'hỏng')"))
        db.session.execute(text("UPDATE deadline SET label = 'hỏng' WHERE id = :id"), {"id": deadline_id})
    else:
        db.session.execute(text("UPDATE deadline SET due_legal = 'hỏng' WHERE id = :id"), {"id": deadline_id})
    db.session.commit()


def test_one_bad_record_is_logged_postponed_and_stops_nobody(
    enter: Enter, clock: SettableClock, caplog: pytest.LogCaptureFixture
) -> None:
    clock.set(ACCEPTED)
    for _ in range(5):
        enter.a_petition(received_on=ACCEPTED)
    only("XLD-10")
    bad = db.session.scalars(select(Deadline.id).where(Deadline.family == "XLD-10").order_by(Deadline.id)).all()[2]
    spoil(bad)
    moment = at(date(2026, 11, 2))
    with caplog.at_level(logging.ERROR):
        went = swept(moment)
    assert (went.raised, went.failed) == (4, 1)
    assert f"Thời hạn số {bad} " in caplog.text
    assert swept(moment + POSTPONEMENT - timedelta(minutes=1)) == Swept()
    assert swept(moment + POSTPONEMENT).failed == 1
    assert list(journal.broken_lines()) == []


def break_down() -> None:
    """Have the database itself fail over every alert, as it does when it is shut down, full or locked."""
    if is_postgresql():
        words = "BEGIN RAISE EXCEPTION 'đang tắt' USING ERRCODE = '57014'; END"
        db.session.execute(text(f"CREATE FUNCTION fail() RETURNS trigger AS $$ {words} $$ LANGUAGE plpgsql"))
        db.session.execute(text("CREATE TRIGGER broken BEFORE INSERT ON alert EXECUTE FUNCTION fail()"))
    else:
        db.session.execute(text("CREATE TRIGGER broken BEFORE INSERT ON alert BEGIN SELECT * FROM nowhere; END"))
    db.session.commit()


def come_back() -> None:
    db.session.execute(text(f"DROP TRIGGER broken{' ON alert' if is_postgresql() else ''}"))
    db.session.commit()


@pytest.mark.usefixtures("settling")
def test_only_a_sweep_that_came_to_its_end_leaves_its_heartbeat() -> None:
    swept(at(date(2026, 9, 21)))
    break_down()
    with pytest.raises(OperationalError):
        swept(at(date(2026, 9, 22)))
    assert pulse(at(date(2026, 9, 22))).at == at(date(2026, 9, 21))
    come_back()
    swept(at(date(2026, 9, 22)))
    last = pulse(at(date(2026, 9, 22)))
    assert (last.at, last.raised, last.failed, last.wrong) == (at(date(2026, 9, 22)), 1, 0, "")


@pytest.mark.usefixtures("settling")
def test_a_database_that_fails_is_no_bad_record_and_postpones_nothing(caplog: pytest.LogCaptureFixture) -> None:
    break_down()
    with pytest.raises(OperationalError):
        swept(at(date(2026, 9, 22)))
    assert "không đọc được" not in caplog.text
    come_back()
    assert swept(at(date(2026, 9, 22))).raised == 1


# What a sweep would do


def test_foresight_says_what_a_sweep_then_does_and_writes_nothing(settling: Entered) -> None:
    moment = at(date(2026, 10, 8))
    before = journal.head()
    foreseen = list(foresee(moment))
    assert [(one.matter, one.label, one.level.code, one.due_on) for one in foreseen] == [
        (settling.matter_code, "Giải quyết khiếu nại lần đầu", "qua-5", date(2026, 10, 1))
    ]
    assert foreseen[0].title.startswith("Đơn khiếu nại")
    assert (foreseen[0].people, journal.head(), said()) == (4, before, [])
    assert foreseen[0].hearers == {"unit_head": 1, "authority": 1, "board_head": 1, "leader": 1}
    assert swept(moment) == Swept(raised=1, delivered=4)
    assert list(foresee(moment)) == []
    db.session.execute(update(Deadline).where(Deadline.family == SETTLING).values(next_alert_at=moment))
    db.session.commit()
    assert list(foresee(moment)) == []  # looked at again, it still was raised before


def test_foresight_shows_no_title_of_a_denunciation(enter: Enter, clock: SettableClock) -> None:
    clock.set(ACCEPTED)
    enter.a_denunciation("Tố cáo ông Chủ tịch nhận tiền", received_on=ACCEPTED)
    found = list(foresee(at(date(2026, 11, 2))))
    assert found
    assert {one.title for one in found} == {""}


# Every write is in the journal


def test_a_sweep_leaves_its_lines_in_the_journal(settling: Entered) -> None:
    assert settling.case_id
    swept(at(date(2026, 9, 22)), by_mail=True)
    acts = [(line.act, line.by_id) for line in journal.lines(limit=2)]
    assert acts == [("báo thời hạn", None), ("quét thời hạn", None)]
    assert list(journal.broken_lines()) == []
