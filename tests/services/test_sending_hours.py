"""The gate: what is raised outside working hours waits for the next opening, one letter each, unless it is urgent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from caseflow.jobs.carrying import UndeliveredError
from caseflow.jobs.letters import deliver
from caseflow.law.clock import VIETNAM
from caseflow.law.errors import NotPermittedError, Refusal
from caseflow.law.escalation import SUSPICIONS
from caseflow.law.rights import Post, Reader
from caseflow.law.sending_hours import WORKING_HOURS, Hours, is_open
from caseflow.law.terms import Role
from caseflow.services.letters import Letter
from caseflow.services.sending_hours import (
    basis_of_hours,
    choose_times,
    next_opening,
    set_hours,
    times_offered,
    working_hours,
)
from caseflow.store.alerts import EMAIL, Alert, Delivery
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, family_in
from caseflow.store.outbox import deliver_once
from caseflow.store.people import find_user
from caseflow.store.transactions import transaction
from tests.conftest import SettableClock
from tests.factories import Enter, Entered, Province
from tests.services.sweeping import ACCEPTED, at, entrust, only, swept

pytestmark = pytest.mark.usefixtures("inside")

Read = Callable[[str], Reader]
FRIDAY = date(2026, 9, 25)
MONDAY_AFTER = date(2026, 9, 28)
OFFICER = "giaiquyet@example.invalid"


@dataclass
class Bag:
    """A carrier that keeps what it carries; it refuses so many letters first."""

    channel: str = EMAIL
    refuses: int = 0
    carried: list[tuple[datetime, Letter]] = field(default_factory=list)

    def carry(self, letter: Letter, now: datetime) -> None:
        """Keep one letter, or refuse it."""
        if self.refuses:
            self.refuses -= 1
            raise UndeliveredError("bận", nobody_answers=False)
        self.carried.append((now, letter))

    def to(self, address: str) -> list[tuple[datetime, int]]:
        """When letters reached somebody, and how many alerts each told of."""
        return [(moment, len(letter.lines)) for moment, letter in self.carried if letter.to == address]


@pytest.fixture
def two_cases(inside: Flask, enter: Enter, clock: SettableClock, province: Province) -> list[Entered]:
    """Two complaints of one officer: first warned on Tuesday 22/09 at seven, then on Monday 28/09."""
    assert inside
    clock.set(ACCEPTED)
    cases = [enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED) for _ in range(2)]
    for it in cases:
        entrust(it, province.people["giaiquyet"])
    only("KN-GQ1")
    return cases


@pytest.mark.usefixtures("two_cases")
def test_what_is_raised_in_the_night_is_in_the_inbox_at_once_and_leaves_in_the_morning_as_one_letter() -> None:
    bag, night = Bag(), at(date(2026, 9, 22), 22)
    assert swept(night, by_mail=True).delivered == 2
    deliver(bag, night)
    deliver(bag, at(date(2026, 9, 23), 6, 59))
    assert bag.carried == []
    deliver(bag, at(date(2026, 9, 23), 7))
    assert bag.to(OFFICER) == [(at(date(2026, 9, 23), 7), 2)]


def test_a_weekend_is_caught_up_in_the_morning_in_order_and_in_one_letter(two_cases: list[Entered]) -> None:
    bag, first = Bag(), two_cases[0]
    db.session.execute(
        update(Deadline).where(Deadline.subject_id != first.case_id).values(next_alert_at=at(FRIDAY, 23))
    )
    db.session.commit()
    for moment in (at(FRIDAY, 17), at(FRIDAY, 23), at(MONDAY_AFTER, 6, 30), at(MONDAY_AFTER, 7, 10)):
        swept(moment, by_mail=True)
        deliver(bag, moment)
    letters = [letter for _, letter in bag.carried if letter.to == OFFICER]
    assert bag.to(OFFICER) == [(at(MONDAY_AFTER, 7, 10), 4)]  # the week before and Monday's own, of two cases
    assert [line.due_on for line in letters[0].lines] == sorted(line.due_on for line in letters[0].lines)


@pytest.mark.usefixtures("two_cases")
def test_a_letter_whose_hour_passed_while_the_house_stood_still_does_not_leave_in_the_night() -> None:
    bag = Bag()
    swept(at(date(2026, 9, 22), 10), by_mail=True)
    deliver(bag, at(date(2026, 9, 22), 17))
    assert bag.carried == []
    deliver(bag, at(date(2026, 9, 23), 7))
    assert bag.to(OFFICER) == [(at(date(2026, 9, 23), 7), 2)]


def test_what_its_ladder_calls_urgent_leaves_in_the_night(enter: Enter, clock: SettableClock) -> None:
    clock.set(date(2026, 9, 10), time(21))
    enter.a_complaint(facts={"author": "commune_chair", "in_competence": "no"}, signatories=7)
    swept(clock(), by_mail=True)
    bag = Bag()
    deliver(bag, clock())
    assert {letter.urgent for _, letter in bag.carried} == {True}
    assert [moment for moment, _ in bag.to("truongban@example.invalid")] == [clock()]
    assert not {family_in(delivery.alert.deadline_key) for delivery in _waiting()} & SUSPICIONS.keys()


def test_what_is_urgent_is_held_up_by_nothing_that_may_wait(two_cases: list[Entered], province: Province) -> None:
    """Both were due together, and neither left before the house closed."""
    officer, evening = province.people["giaiquyet"], at(date(2026, 9, 22), 16, 59)
    urgent = _raise(two_cases[0], officer, set(), evening, urgent=True)
    patient = _raise(two_cases[0], officer, set(), evening, urgent=False)
    bag = Bag(refuses=2)
    for moment in (evening, at(date(2026, 9, 22), 17, 0), at(date(2026, 9, 23), 7)):
        deliver(bag, moment)
    assert [(moment, letter.delivery_ids) for moment, letter in bag.carried] == [
        (at(date(2026, 9, 22), 17, 0), (urgent,)),
        (at(date(2026, 9, 23), 7), (patient,)),
    ]


def _waiting() -> Sequence[Delivery]:
    db.session.rollback()
    return db.session.scalars(select(Delivery).where(Delivery.next_try_at.is_not(None))).all()


@pytest.mark.usefixtures("two_cases")
def test_who_chose_times_is_told_at_the_next_of_them(province: Province, clock: SettableClock) -> None:
    bag = Bag()
    choose(province.people["giaiquyet"], [time(16, 30), time(11)], clock())
    day = date(2026, 9, 22)
    for hour, minute in ((7, 0), (10, 59), (11, 0), (16, 30)):
        swept(at(day, hour, minute), by_mail=True)
        deliver(bag, at(day, hour, minute))
    assert bag.to(OFFICER) == [(at(day, 11), 2)]


def choose(user_id: int, times: list[time], now: datetime) -> None:
    with transaction(by_id=user_id, act="chọn giờ nhận thư", now=now):
        choose_times(find_user(user_id), times, now=now)


@pytest.mark.usefixtures("two_cases")
def test_choosing_other_times_moves_what_waits_already(province: Province, clock: SettableClock) -> None:
    officer = province.people["giaiquyet"]
    choose(officer, [time(16, 30)], clock())
    day = date(2026, 9, 22)
    swept(at(day, 7), by_mail=True)
    choose(officer, [time(11)], at(day, 8))
    assert {waiting.next_try_at for waiting in _waiting()} == {at(day, 11)}
    choose(officer, [], at(day, 8, 5))
    assert {waiting.next_try_at for waiting in _waiting()} == {at(day, 8, 5)}


@pytest.mark.usefixtures("two_cases")
def test_other_hours_move_what_waits_already_for_everybody(reader: Read) -> None:
    night = at(date(2026, 9, 22), 22)
    swept(night, by_mail=True)
    with transaction(by_id=None, act="đặt giờ gửi", now=night):
        set_hours(Hours(time(8), time(16, 30)), basis="Quy chế 1/QC-UBND", reader=reader("quantri"), now=night)
    assert {waiting.next_try_at for waiting in _waiting()} == {at(date(2026, 9, 23), 8)}
    assert (working_hours(), basis_of_hours()) == (Hours(time(8), time(16, 30)), "Quy chế 1/QC-UBND")
    assert times_offered() == [time(11), time(14)]


@pytest.mark.parametrize(
    ("hours", "wrong"),
    [
        (Hours(time(9, 1), time(17)), "start"),
        (Hours(time(7), time(15, 59)), "end"),
        (Hours(time(17), time(7)), "start"),
    ],
)
def test_hours_that_hardly_open_are_refused(hours: Hours, wrong: str, reader: Read, clock: SettableClock) -> None:
    with pytest.raises(Refusal) as no, transaction(by_id=None, act="đặt giờ gửi", now=clock()):
        set_hours(hours, basis="x", reader=reader("quantri"), now=clock())
    assert no.value.field == wrong
    assert working_hours() == WORKING_HOURS


def test_only_the_province_sets_the_hours(reader: Read, province: Province, clock: SettableClock) -> None:
    of_a_commune = Reader(1, (Post(Role.ADMIN, province.offices["XA-18880"], "1.4."),))
    for somebody in (of_a_commune, reader("truongban")):
        with pytest.raises(NotPermittedError), transaction(by_id=None, act="đặt giờ gửi", now=clock()):
            set_hours(Hours(time(8), time(17)), basis="x", reader=somebody, now=clock())
    assert working_hours() == WORKING_HOURS


def test_a_time_that_is_not_offered_is_refused(province: Province, clock: SettableClock) -> None:
    with pytest.raises(Refusal):
        choose(province.people["giaiquyet"], [time(3)], clock())


# Whatever happens when


START = datetime(2026, 9, 18, tzinfo=VIETNAM)
MINUTE = st.integers(0, 5 * 24 * 60)
RAISED = st.lists(st.tuples(MINUTE, st.booleans()), min_size=1, max_size=6)
RUNS = st.lists(st.tuples(MINUTE, st.integers(0, 2)), max_size=12)
TIMES = st.sets(st.sampled_from([time(7, 30), time(11), time(14), time(16, 30)]), max_size=2)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@given(RAISED, RUNS, TIMES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_leaves_early_or_outside_the_hours_unless_urgent_and_nothing_is_lost(
    two_cases: list[Entered],
    province: Province,
    raised: list[tuple[int, bool]],
    runs: list[tuple[int, int]],
    times: set[time],
) -> None:
    user_id = province.people["giaiquyet"]
    _empty_the_outbox(user_id, times)
    bag, raised_at = Bag(), dict[int, tuple[datetime, bool]]()
    events = [(minute, 0, urgent) for minute, urgent in raised] + [(minute, 1, refuses) for minute, refuses in runs]
    for minute, is_run, what in sorted(events, key=lambda event: event[:2]):
        now = START + timedelta(minutes=minute)
        if is_run:
            bag.refuses = what
            deliver(bag, now)
        else:
            raised_at[_raise(two_cases[0], user_id, times, now, urgent=bool(what))] = now, bool(what)
    bag.refuses, end = 0, START + timedelta(days=6)
    for hours in range(48):  # two days on which all is well, more than the longest wait
        deliver(bag, end + timedelta(hours=hours))
    sent = {key: moment for moment, letter in bag.carried for key in letter.delivery_ids}
    assert sent.keys() == raised_at.keys()
    assert sum(len(letter.delivery_ids) for _, letter in bag.carried) == len(raised_at)
    for key, (moment, urgent) in raised_at.items():
        assert sent[key] >= moment
        assert urgent or is_open(sent[key], working_calendar(), WORKING_HOURS)


def _empty_the_outbox(user_id: int, times: set[time]) -> None:
    db.session.execute(delete(Delivery))
    db.session.execute(delete(Alert))
    db.session.commit()
    choose(user_id, sorted(times), START)


def _raise(it: Entered, user_id: int, times: set[time], now: datetime, *, urgent: bool) -> int:
    """An alert that somebody hears of at a moment; the key of its letter's row."""
    with transaction(by_id=None, act="kiểm thử", now=now):
        alert = Alert(
            deadline_key=f"{it.case_id}:{'NGHI-DONG-NGUOI' if urgent else 'KN-GQ1'}:{now.isoformat()}:{urgent}:1",
            level="den-han",
            cause=f"{now.timestamp()}{db.session.query(Alert).count()}",
            subject_id=it.case_id,
            label="thử",
            days=0,
            due_on=date(2026, 10, 1),
            raised_at=now,
            addressed_at=now,
        )
        db.session.add(alert)
        db.session.flush()
        at_once = urgent or not times
        leaves = now if urgent else next_opening(now) if at_once else _at_a_time(now, times)
        (key,) = deliver_once([(alert.id, user_id)], EMAIL, at=leaves, urgent=urgent)
        return key


def _at_a_time(now: datetime, times: set[time]) -> datetime:
    """The next of some times on a working day, found by walking from day to day."""
    days = (now.astimezone(VIETNAM).date() + timedelta(days=number) for number in range(9))
    found = (datetime.combine(day, one, VIETNAM) for day in days for one in sorted(times))
    return next(one for one in found if one >= now and working_calendar().is_working(one.date()))
