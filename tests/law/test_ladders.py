"""Ladders an office may write: those the house comes with are sound, one that leaves a level unheard is not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.law.escalation import LADDER, AlertChannel, Hearing, Ladder, Rung, Span, timetable
from caseflow.law.ladders import ANY_LENGTH, HEARERS, Group, fault_of, hearers, next_alert, plain, read, shipped
from caseflow.law.terms import Role
from caseflow.law.working_days import WorkingCalendar

CALENDAR = WorkingCalendar([])
NOBODY = (Hearing(-7, ()),)
LATE = (Hearing(-1, (Role.UNIT_HEAD,)),)
RUNGS = st.sets(st.integers(1, 20), max_size=3).map(lambda days: (Rung(ANY_LENGTH, tuple(sorted(days, reverse=True))),))
LADDERS = st.builds(
    Ladder,
    RUNGS,
    st.sets(st.integers(1, 30), min_size=1, max_size=3).map(lambda days: tuple(sorted(days))),
    st.integers(1, 20),
    st.just(LADDER.hearings),
)


@pytest.mark.parametrize("group", Group)
def test_the_ladders_the_house_comes_with_are_sound_and_survive_being_kept(group: Group) -> None:
    assert fault_of(shipped(group)) is None
    assert read(plain(shipped(group))) == shipped(group)


@pytest.mark.parametrize(
    ("wrong", "part", "sentence"),
    [
        ({"hearings": ()}, "hearings", "Mức “còn 7 ngày làm việc” chưa có ai nghe."),
        ({"hearings": NOBODY}, "hearings", "Mức “còn 7 ngày làm việc” chưa có ai nghe."),
        ({"hearings": LATE}, "hearings", "Mức “còn 7 ngày làm việc” chưa có ai nghe."),
        ({"rungs": (Rung(ANY_LENGTH, ()),), "hearings": (Hearing(1, (Role.LEADER,)),)}, "hearings", "Mức “đến hạn"),
        ({"rungs": (Rung(4, (1,)),)}, "rungs", "Các bậc phải đi"),
        ({"rungs": (Rung(9, ()), Rung(4, ()), Rung(ANY_LENGTH, ()))}, "rungs", "Các bậc phải đi"),
        ({"rungs": (Rung(ANY_LENGTH, (1, 3)),)}, "rungs", "Các mức trước hạn"),
        ({"rungs": (Rung(ANY_LENGTH, (0,)),)}, "rungs", "Các mức trước hạn"),
        ({"overdue": ()}, "overdue", "Các mức quá hạn"),
        ({"overdue": (5, 1)}, "overdue", "Các mức quá hạn"),
        ({"every": 0}, "every", "Sau đó nhắc lại"),
    ],
)
def test_what_is_unsound_is_said_of_its_part(wrong: dict[str, object], part: str, sentence: str) -> None:
    fault = fault_of(replace(LADDER, **wrong))  # type: ignore[arg-type]  # fields by name
    assert fault is not None
    assert (fault.part, fault.sentence[: len(sentence)]) == (part, sentence)


def test_an_officer_is_enough_to_hear_a_first_level() -> None:
    assert fault_of(replace(LADDER, hearings=(Hearing(-ANY_LENGTH, (), officer=True),))) is None


def test_only_roles_that_may_know_of_every_record_may_stand_on_a_ladder() -> None:
    assert set(HEARERS) == {Role.HANDLER, Role.UNIT_HEAD, Role.AUTHORITY, Role.BOARD_HEAD, Role.LEADER}


def test_channels_and_words_survive_being_kept_and_rows_from_before_there_were_any_go_by_all() -> None:
    row = Hearing(2, (Role.LEADER,), channels=(AlertChannel.EMAIL,), words="Báo cáo trong ngày.")
    ladder = replace(LADDER, hearings=(*LADDER.hearings, row))
    assert read(plain(ladder)) == ladder
    old = plain(LADDER) | {"hearings": [[-10_000, [], True], [1, ["leader"], False]]}
    assert read(old).hearings == (Hearing(-10_000, (), officer=True), Hearing(1, (Role.LEADER,)))


@pytest.mark.parametrize("group", Group)
def test_a_ladder_of_the_house_is_heard_by_those_who_may_stand_on_it(group: Group) -> None:
    assert {role for one in shipped(group).hearings for role in one.roles} <= set(hearers(group))
    assert (Role.CLERK in hearers(group)) is (group in (Group.DAYS, Group.QUOTAS))


@given(LADDERS, st.integers(0, 60), st.integers(0, 90))
def test_the_next_alert_is_the_next_of_the_whole_timetable(ladder: Ladder, length: int, after: int) -> None:
    start = date(2026, 3, 2)
    due = start + timedelta(days=length)
    span = Span(start, due, CALENDAR.roll_forward(due))
    now = datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(days=after)
    assert fault_of(ladder) is None
    found = next_alert(span, CALENDAR, ladder, now)
    later = [pair for pair in timetable(span, CALENDAR, ladder, until=date(2026, 9, 1)) if pair[0] > now]
    assert (found.at, found.level) == later[0]
