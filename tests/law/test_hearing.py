"""Who hears of an alert: roles resolved to people of one day, and nobody who may not know."""

from dataclasses import replace

from caseflow.law.escalation import LADDER, AlertChannel, Hearing, Level
from caseflow.law.hearing import EVERY, OFFICER, Concern, Roster
from caseflow.law.rights import Post
from caseflow.law.terms import Role

PROVINCE, BOARD, DEPARTMENT, ROOM = "1.", "1.2.", "1.3.", "1.3.4."
OFFICERS, CHIEF, CHAIR, BOARD_CHIEF, LEADER, STRANGER = 10, 20, 30, 40, 50, 60

POSTS = [
    (OFFICERS, Post(Role.SETTLER, 4, ROOM)),
    (CHIEF, Post(Role.UNIT_HEAD, 3, DEPARTMENT)),
    (CHAIR, Post(Role.AUTHORITY, 1, PROVINCE)),
    (BOARD_CHIEF, Post(Role.BOARD_HEAD, 2, BOARD)),
    (LEADER, Post(Role.LEADER, 1, PROVINCE)),
    (STRANGER, Post(Role.UNIT_HEAD, 2, BOARD)),
]
ROSTER = Roster(POSTS)
RECORD = Concern(secret=False, officer_id=OFFICERS, path=ROOM, passed=(ROOM,))


def people(concern: Concern, days: int, roster: Roster = ROSTER) -> set[int]:
    return set().union(*roster.hearers(concern, Level(days), LADDER).values())


def test_an_early_warning_is_heard_by_the_officer_alone() -> None:
    assert people(RECORD, -7) == {OFFICERS}


def test_a_role_is_looked_for_upwards_from_the_office_whose_work_it_is() -> None:
    assert people(RECORD, -1) == {OFFICERS, CHIEF, CHAIR}


def test_the_nearest_holder_hears_and_the_one_above_does_not() -> None:
    nearer = Roster([*POSTS, (21, Post(Role.UNIT_HEAD, 4, ROOM))])
    assert people(RECORD, 0, nearer) == {OFFICERS, 21, CHAIR}


def test_the_board_hears_of_what_passed_through_it_and_of_nothing_else() -> None:
    assert BOARD_CHIEF not in people(RECORD, 1)
    assert BOARD_CHIEF in people(replace(RECORD, passed=(BOARD, ROOM)), 1)


def test_only_the_leaders_of_the_province_hear_of_long_delays() -> None:
    below = Roster([*POSTS, (51, Post(Role.LEADER, 3, DEPARTMENT))])
    assert people(RECORD, 5, below) == {OFFICERS, CHIEF, CHAIR, LEADER}


def test_the_board_of_another_province_hears_nothing() -> None:
    elsewhere = Roster([*POSTS, (41, Post(Role.BOARD_HEAD, 70, "70.")), (41, Post(Role.UNIT_HEAD, 1, PROVINCE))])
    assert 41 not in people(replace(RECORD, passed=(BOARD, ROOM)), 1, elsewhere)


def test_who_stands_in_for_the_officer_hears_as_the_officer_does_if_they_may_know() -> None:
    beside = Roster([*POSTS, (11, Post(Role.SETTLER, 4, ROOM))], [(11, OFFICERS)])
    assert people(RECORD, -7, beside) == {OFFICERS, 11}
    assert people(replace(RECORD, secret=True), -7, beside) == {OFFICERS}
    assert people(RECORD, -7, Roster([*POSTS, (11, Post(Role.ADMIN, 4, ROOM))], [(11, OFFICERS)])) == {OFFICERS}


def test_what_nobody_is_responsible_for_is_heard_from_the_first_warning_by_those_who_must_assign_it() -> None:
    assert people(replace(RECORD, officer_id=None), -7) == {CHIEF, CHAIR}


def test_an_officer_who_has_left_counts_as_nobody() -> None:
    gone = Roster([held for held in POSTS if held[0] != OFFICERS])
    assert people(RECORD, -7, gone) == {CHIEF, CHAIR}


def test_of_a_secret_record_only_those_hear_whose_role_may_read_it() -> None:
    secret = replace(RECORD, secret=True, officer_id=STRANGER)
    at_the_desk = Roster([*POSTS, (STRANGER, Post(Role.RECEPTION, 1, PROVINCE))])
    assert not at_the_desk.may_know(STRANGER, replace(secret, officer_id=None))
    assert people(replace(secret, officer_id=None), 5, at_the_desk) == {CHIEF, CHAIR, LEADER}


def test_the_assigned_officer_may_know_of_a_secret_record_that_the_role_alone_would_not_open() -> None:
    secret = replace(RECORD, secret=True)
    assert ROSTER.may_know(OFFICERS, secret)
    assert not ROSTER.may_know(OFFICERS, replace(secret, officer_id=None))


def test_a_role_that_reads_no_records_hears_nothing_even_if_named_as_the_officer() -> None:
    jurist = Roster([*POSTS, (70, Post(Role.JURIST, 1, PROVINCE))])
    assert people(replace(RECORD, officer_id=70), -7, jurist) == {CHIEF, CHAIR}


def test_where_nobody_stands_on_the_rungs_those_above_hear_at_once() -> None:
    only_leader = Roster([(LEADER, Post(Role.LEADER, 1, PROVINCE))])
    assert people(RECORD, -7, only_leader) == {LEADER}
    assert only_leader.hearers(RECORD, Level(-7), LADDER).keys() == {Role.LEADER.value}


def test_with_nobody_at_all_nobody_hears() -> None:
    assert Roster([]).hearers(RECORD, Level(5), LADDER) == {}


def test_the_officer_is_told_apart_from_the_roles() -> None:
    found = ROSTER.hearers(RECORD, Level(-1), LADDER)
    assert found == {
        OFFICER: frozenset({OFFICERS}),
        Role.UNIT_HEAD.value: frozenset({CHIEF}),
        Role.AUTHORITY.value: frozenset({CHAIR}),
    }


def test_where_a_ladder_leaves_the_officer_out_the_officer_does_not_hear() -> None:
    ladder = replace(LADDER, hearings=(Hearing(-99, (Role.UNIT_HEAD,)),))
    assert set().union(*ROSTER.hearers(RECORD, Level(0), ladder).values()) == {CHIEF}


def test_each_is_told_by_the_channels_of_every_row_in_which_they_hear() -> None:
    ladder = replace(
        LADDER,
        hearings=(
            Hearing(-99, (), officer=True, channels=(AlertChannel.EMAIL,)),
            Hearing(-1, (Role.UNIT_HEAD,), channels=()),
            Hearing(1, (Role.LEADER,), officer=True, channels=(AlertChannel.WEBHOOK,)),
        ),
    )
    assert ROSTER.ways(RECORD, Level(-7), ladder) == {OFFICERS: {AlertChannel.EMAIL}}
    assert ROSTER.ways(RECORD, Level(0), ladder) == {OFFICERS: {AlertChannel.EMAIL}, CHIEF: frozenset()}
    assert ROSTER.ways(RECORD, Level(1), ladder) == {
        OFFICERS: frozenset(AlertChannel),
        CHIEF: frozenset(),
        LEADER: {AlertChannel.WEBHOOK},
    }


def test_whoever_hears_only_since_nobody_else_would_is_told_by_every_channel() -> None:
    ladder = replace(LADDER, hearings=(Hearing(-99, (), officer=True, channels=()),))
    assert ROSTER.ways(replace(RECORD, officer_id=None), Level(0), ladder) == {CHIEF: EVERY, CHAIR: EVERY}
