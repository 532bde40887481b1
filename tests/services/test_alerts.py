"""Alerts: what is raised when, once and only once, and who is told of it."""

import logging
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from caseflow.jobs.sweep import Swept, sweep
from caseflow.law.clock import VIETNAM
from caseflow.law.terms import Action, AssignmentRole, PetitionKind, Role
from caseflow.services import assignments
from caseflow.services.alerts import POSTPONEMENT
from caseflow.services.foresight import foresee
from caseflow.store import journal
from caseflow.store.alerts import Alert, Delivery
from caseflow.store.cases import Case
from caseflow.store.db import db, is_postgresql
from caseflow.store.deadlines import Deadline
from caseflow.store.people import RolePost, User, user_by_login
from tests.conftest import SettableClock
from tests.factories import Enter, Entered, Province

pytestmark = pytest.mark.usefixtures("inside")

ACCEPTED = date(2026, 9, 1)
"""A complaint accepted on this day is due on Thursday 01/10/2026: warned 22/09, 28/09 and 30/09."""
SETTLING = "KN-GQ1"


class Said(NamedTuple):
    """An alert as the tests speak of it."""

    family: str
    level: str


def at(day: date, hour: int = 7, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)


def swept(moment: datetime, *, by_mail: bool = False) -> Swept:
    return sweep(moment, by_mail=by_mail)


def said(family: str = "") -> list[Said]:
    """Every alert raised so far, in order."""
    found = [
        Said(alert.deadline_key.split(":")[1], alert.level)
        for alert in db.session.scalars(select(Alert).order_by(Alert.id))
    ]
    db.session.rollback()
    return [one for one in found if one.family == family or not family]


def heard(family: str, *, channel: str = "inbox") -> set[str]:
    """The logins of those who were told of the last alert of a family."""
    last = db.session.scalars(
        select(Alert).where(Alert.deadline_key.contains(f":{family}:")).order_by(Alert.id.desc())
    ).first()
    assert last is not None, family
    told = {delivery.user.login for delivery in last.deliveries if delivery.channel == channel}
    db.session.rollback()
    return told


@pytest.fixture
def settling(inside: Flask, enter: Enter, clock: SettableClock) -> Entered:
    """A complaint in settlement at the board, nobody's in particular, entered on the day it was accepted."""
    assert inside
    clock.set(ACCEPTED)
    it = enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED)
    only(SETTLING)
    return it


def only(*families: str) -> None:
    """Let the other clocks of a history rest, so that a test speaks of one."""
    db.session.execute(update(Deadline).where(Deadline.family.not_in(families)).values(next_alert_at=None))
    db.session.commit()


def entrust(it: Entered, user_id: int) -> None:
    """Make somebody responsible for a case."""
    db.session.get_one(Case, it.case_id).responsible_id = user_id
    db.session.commit()


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
    enter.step(settling, Action.SUSPEND, facts={"suspension_ground": "b"})
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


# Who is told


def test_work_that_is_nobodys_is_told_to_those_who_must_assign_it(settling: Entered) -> None:
    assert settling.case_id
    swept(at(date(2026, 9, 22)))
    assert heard(SETTLING) == {"truongdonvi", "thamquyen"}


def test_who_hears_grows_with_the_delay(settling: Entered, province: Province) -> None:
    entrust(settling, province.people["giaiquyet"])
    for day, people in (
        (date(2026, 9, 22), {"giaiquyet"}),
        (date(2026, 9, 28), {"giaiquyet"}),
        (date(2026, 9, 30), {"giaiquyet", "truongdonvi", "thamquyen"}),
        (date(2026, 10, 1), {"giaiquyet", "truongdonvi", "thamquyen"}),
        (date(2026, 10, 2), {"giaiquyet", "truongdonvi", "thamquyen", "truongban"}),
        (date(2026, 10, 8), {"giaiquyet", "truongdonvi", "thamquyen", "truongban", "lanhdao"}),
    ):
        swept(at(day))
        assert heard(SETTLING) == people


def change_person(login: str, **values: object) -> None:
    db.session.execute(update(User).where(User.login == login).values(**values))
    db.session.commit()


def test_a_disabled_person_hears_nothing_and_the_work_counts_as_nobodys(settling: Entered, province: Province) -> None:
    entrust(settling, province.people["giaiquyet"])
    change_person("giaiquyet", active=False)
    change_person("truongdonvi", active=False)
    swept(at(date(2026, 9, 22)))
    assert heard(SETTLING) == {"thamquyen"}


def test_a_post_counts_only_between_its_days(settling: Entered, province: Province) -> None:
    assert settling.case_id
    chief, stand_in = province.people["truongdonvi"], province.people["so"]
    db.session.execute(update(RolePost).where(RolePost.user_id == chief).values(until=date(2026, 9, 21)))
    db.session.add(
        RolePost(
            user_id=stand_in,
            role=Role.UNIT_HEAD,
            office_id=province.offices["TINH"],
            since=date(2026, 9, 22),
            until=date(2026, 9, 27),
            stands_in_for_id=chief,
        )
    )
    db.session.commit()
    swept(at(date(2026, 9, 22)))
    assert heard(SETTLING) == {"so", "thamquyen"}
    swept(at(date(2026, 9, 28)))
    assert heard(SETTLING) == {"thamquyen"}


def test_recipients_are_those_of_the_moment_of_telling_not_of_raising(enter: Enter, clock: SettableClock) -> None:
    """Nobody may hear of it on the day it is raised; the day somebody may, that person does."""
    clock.set(ACCEPTED)
    enter.a_petition(received_on=ACCEPTED, at="XA-18901", by="xa2-don")
    only("TCD-PROC-45")
    everybody = db.session.scalars(select(User.login)).all()
    db.session.execute(update(User).values(active=False))
    db.session.commit()
    went = swept(at(date(2026, 10, 16)))
    assert (went.raised, went.delivered, went.failed) == (1, 0, 1)
    assert "xa2" in everybody
    change_person("xa2", active=True)
    went = swept(at(date(2026, 10, 16), 8))
    assert (went.raised, went.delivered, went.failed) == (0, 1, 0)
    assert heard("TCD-PROC-45") == {"xa2"}


def test_of_a_denunciation_only_those_are_told_who_may_read_denunciations(
    enter: Enter, clock: SettableClock, province: Province
) -> None:
    clock.set(ACCEPTED)
    it = enter.a_case(PetitionKind.DENUNCIATION, received_on=ACCEPTED, accepted_on=ACCEPTED)
    only("TC-GQ")
    entrust(it, province.people["tiepdan"])  # the desk reads no denunciations, but this one was given to it
    db.session.execute(update(RolePost).where(RolePost.role == Role.UNIT_HEAD).values(role=Role.CLERK))
    db.session.commit()
    swept(at(date(2026, 10, 8)))
    assert heard("TC-GQ") == {"tiepdan", "thamquyen", "truongban", "lanhdao"}
    entrust(it, province.people["giaiquyet"])
    swept(at(date(2026, 10, 15)))
    assert heard("TC-GQ") == {"giaiquyet", "thamquyen", "truongban", "lanhdao"}


def test_the_board_is_not_told_of_what_never_passed_through_it(enter: Enter, clock: SettableClock) -> None:
    clock.set(ACCEPTED)
    enter.a_petition(received_on=ACCEPTED, at="XA-18880", by="xa1-don")
    only("TCD-PROC-45")
    swept(at(date(2026, 11, 2)))
    assert heard("TCD-PROC-45") == {"xa1", "truongdonvi", "lanhdao"}


def test_letters_are_written_only_to_those_with_an_address_and_only_if_there_is_a_server(settling: Entered) -> None:
    assert settling.case_id
    change_person("thamquyen", email="")
    swept(at(date(2026, 9, 22)), by_mail=True)
    assert heard(SETTLING, channel="email") == {"truongdonvi"}
    swept(at(date(2026, 9, 28)), by_mail=False)
    assert heard(SETTLING, channel="email") == set()
    assert heard(SETTLING) == {"truongdonvi", "thamquyen"}


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
