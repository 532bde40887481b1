"""Filling the duty roster: a week at a stroke; what stands is kept, what is gone is dropped. Twice changes nothing."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from caseflow.law.errors import MissingFactError, NotPermittedError
from caseflow.law.rights import RIGHTS, Reader, Right
from caseflow.law.roster import DAYS_OF_A_WEEK, MOST_AT_ONCE, Half, open_days
from caseflow.law.terms import Role
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.offices import Office
from caseflow.store.roster import DeskShift, Sitter, drop_shifts, shifts_between, sitters

RECEIVERS = frozenset(role for role in Role if Right.RECEIVE in RIGHTS[role])
"""Whoever may receive citizens may sit at the desk."""
Place = tuple[date, Half]
Week = Mapping[Place, Sequence[int]]
"""Who sits when, by the keys of accounts."""


def sitters_of(office: Office, monday: date) -> list[Sitter]:
    """Who may sit at the desk of an office in a week, and who sits there though they have lost the role since."""
    able = sitters(office.id, RECEIVERS, monday, _sunday(monday))
    known = {one.user_id for one in able}
    standing = {shift.user_id: shift.user.name for shift in shifts_between(office.id, monday, _sunday(monday))}
    return able + [Sitter(key, name) for key, name in standing.items() if key not in known]


def week_of(office: Office, monday: date) -> dict[Place, list[DeskShift]]:
    """Who sits at the desk of an office in a week."""
    found: dict[Place, list[DeskShift]] = {}
    for shift in shifts_between(office.id, monday, _sunday(monday)):
        found.setdefault((shift.on, shift.half), []).append(shift)
    return found


def version_of(week: Mapping[Place, Sequence[DeskShift]]) -> str:
    """What tells two states of a week apart, so that nobody writes over what another wrote meanwhile."""
    keys = sorted(shift.id for shifts in week.values() for shift in shifts)
    return hashlib.sha256(repr(keys).encode()).hexdigest()[:16]


def fill(office: Office, monday: date, wanted: Week, *, reader: Reader, now: datetime) -> int:
    """Write who sits at the desk of an office in a week; how many places that changed.

    Raises NotPermittedError without the right to keep the schedule there, MissingFactError for a day off, for more
    people than a desk holds, and for somebody who does not receive citizens at that office.
    """
    if not reader.may_at(Right.KEEP_SCHEDULE, office.path):
        raise NotPermittedError("Việc này cần quyền “lập lịch tiếp công dân” ở cơ quan có nơi tiếp.")
    _check(office, monday, wanted)
    standing = {
        (shift.on, shift.half, shift.user_id): shift.id
        for shifts in week_of(office, monday).values()
        for shift in shifts
    }
    asked = [(on, half, user_id) for (on, half), users in wanted.items() for user_id in dict.fromkeys(users)]
    gone = [key for place, key in standing.items() if place not in set(asked)]
    new = [place for place in asked if place not in standing]
    if gone:
        drop_shifts(gone)
    for on, half, user_id in new:
        shift = DeskShift(office_id=office.id, on=on, half=half, user_id=user_id, entered_at=now)
        shift.entered_by_id = reader.user_id
        db.session.add(shift)
    db.session.flush()
    return len(gone) + len(new)


def _check(office: Office, monday: date, wanted: Week) -> None:
    days, known = open_days(monday, working_calendar()), {one.user_id for one in sitters_of(office, monday)}
    for (on, _), users in wanted.items():
        if users and on not in days:
            raise MissingFactError(f"Ngày {on:%d/%m/%Y} là ngày nghỉ; không xếp lịch trực.", field="cells")
        if len(set(users)) > MOST_AT_ONCE:
            raise MissingFactError(f"Mỗi buổi nhiều nhất {MOST_AT_ONCE} người trực.", field="cells")
        if not known.issuperset(users):
            raise MissingFactError("Chỉ xếp người đang tiếp công dân ở cơ quan này.", field="cells")


def _sunday(monday: date) -> date:
    return monday + timedelta(days=DAYS_OF_A_WEEK - 1)
