"""The duty roster: a week filled at a stroke, mended, refused; who may sit there, and who is away."""

from datetime import date

import pytest
from sqlalchemy import func, select

from caseflow.law.errors import MissingFactError, NotPermittedError
from caseflow.law.roster import Half, monday_of, open_days
from caseflow.law.terms import Role
from caseflow.law.working_days import WorkingCalendar
from caseflow.reference.files import calendar_days
from caseflow.services import roster
from caseflow.services.roster import Week
from caseflow.store.db import db
from caseflow.store.offices import Office, office_by_code
from caseflow.store.people import RolePost
from caseflow.store.roster import DeskShift, absences, next_shift_of
from tests.factories import Enter, Province

pytestmark = pytest.mark.usefixtures("inside")

MONDAY = date(2026, 11, 23)
WEDNESDAY = date(2026, 11, 25)
MORNING, AFTERNOON = Half.MORNING, Half.AFTERNOON


def board() -> Office:
    found = office_by_code("BTCD")
    assert found is not None
    return found


def fill(enter: Enter, week: Week, *, by: str = "truongban") -> int:
    with enter.acting(by, "xếp lịch trực") as reader:
        return roster.fill(board(), MONDAY, week, reader=reader, now=enter.clock())


def standing() -> list[tuple[date, Half, int]]:
    db.session.rollback()
    return [(one.on, one.half, one.user_id) for one in db.session.scalars(select(DeskShift).order_by(DeskShift.id))]


def test_a_week_has_its_working_days_made_up_saturdays_too_and_none_off() -> None:
    calendar = WorkingCalendar(calendar_days())
    assert monday_of(date(2026, 11, 29)) == MONDAY
    # Tuesday 24/11/2026 is a day off; Saturday 22/08/2026 is made up
    assert open_days(MONDAY, calendar) == [MONDAY, WEDNESDAY, date(2026, 11, 26), date(2026, 11, 27)]
    assert date(2026, 8, 22) in open_days(date(2026, 8, 17), calendar)


def test_a_week_is_filled_at_a_stroke_and_again_nothing_changes(enter: Enter, province: Province) -> None:
    desk = province.people["tiepdan"]
    week = {(MONDAY, MORNING): [desk, desk], (WEDNESDAY, AFTERNOON): [desk]}
    assert fill(enter, week) == 2
    assert fill(enter, week) == 0
    assert standing() == [(MONDAY, MORNING, desk), (WEDNESDAY, AFTERNOON, desk)]


def test_who_is_no_longer_named_leaves_and_who_stays_keeps_their_row(enter: Enter, province: Province) -> None:
    desk = province.people["tiepdan"]
    fill(enter, {(MONDAY, MORNING): [desk], (WEDNESDAY, MORNING): [desk]})
    first = db.session.scalar(select(func.min(DeskShift.id)))
    assert fill(enter, {(MONDAY, MORNING): [desk]}) == 1
    assert standing() == [(MONDAY, MORNING, desk)]
    assert db.session.scalar(select(func.min(DeskShift.id))) == first


@pytest.mark.parametrize(
    ("on", "login", "sentence"),
    [
        (date(2026, 11, 24), "tiepdan", "24/11/2026 là ngày nghỉ"),
        (date(2026, 11, 30), "tiepdan", "30/11/2026 là ngày nghỉ"),  # of another week
        (MONDAY, "so-giaiquyet", "đang tiếp công dân ở cơ quan này"),
    ],
)
def test_a_day_off_and_a_stranger_are_refused(
    enter: Enter, province: Province, on: date, login: str, sentence: str
) -> None:
    with pytest.raises(MissingFactError, match=sentence) as no:
        fill(enter, {(on, MORNING): [province.people[login]]})
    assert no.value.field == "cells"
    assert standing() == []


def test_a_desk_holds_no_more_than_three(enter: Enter) -> None:
    with pytest.raises(MissingFactError, match="nhiều nhất 3 người"):
        fill(enter, {(MONDAY, MORNING): [1, 2, 3, 4]})


def test_only_who_keeps_the_schedule_fills_the_roster(enter: Enter, province: Province) -> None:
    with pytest.raises(NotPermittedError):
        fill(enter, {(MONDAY, MORNING): [province.people["tiepdan"]]}, by="tiepdan")


def test_who_is_stood_in_for_is_away_and_the_next_shift_is_known(enter: Enter, province: Province) -> None:
    desk = province.people["tiepdan"]
    fill(enter, {(WEDNESDAY, MORNING): [desk], (WEDNESDAY, AFTERNOON): [desk]})
    with enter.acting("quantri"):
        stands_in = RolePost(
            user_id=province.people["xulydon"], role=Role.RECEPTION, office_id=board().id, since=WEDNESDAY,
            until=WEDNESDAY, stands_in_for_id=desk, document="QĐ 1",
        )  # fmt: skip
        db.session.add(stands_in)
    (away,) = absences([desk])
    assert [away.covers(day) for day in (MONDAY, WEDNESDAY, date(2026, 11, 26))] == [False, True, False]
    found = next_shift_of(desk, MONDAY)
    assert found is not None
    assert (found.on, found.half) == (WEDNESDAY, MORNING)
    assert next_shift_of(desk, date(2026, 11, 26)) is None
