"""Changing what a day is: a new version of the calendar, and every running clock it touches read anew at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseflow.law.errors import MissingFactError, NotPermittedError, Refusal
from caseflow.law.rights import Reader, Right
from caseflow.law.working_days import FRIDAY, DayKind
from caseflow.services import invitations
from caseflow.services.moves import Move
from caseflow.services.rereading import reread
from caseflow.store.calendar import CalendarRow, forget_calendar, next_version, row_of
from caseflow.store.db import db
from caseflow.store.deadlines import subjects_touched
from caseflow.store.offices import root_path
from caseflow.text import tidy

PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class DayChange:
    """What a day shall be, why, by which text; provisional while nothing official says so."""

    day: date
    kind: DayKind
    reason: str
    basis: str
    provisional: bool = False


def set_day(change: DayChange, *, reader: Reader, now: datetime) -> list[Move]:
    """Say what a day is from now on; the running deadlines whose dates this moved.

    Every clock that spans the day is read anew in the caller's transaction; one that moves carries the new version of
    the calendar in its cause, so its alerts are armed again. Refuses without reason or basis, and what says nothing.
    """
    _check(change, reader)
    version = next_version()
    _check_says_something(change)
    touched = subjects_touched(change.day)
    db.session.add(
        CalendarRow(
            day=change.day,
            kind=change.kind,
            reason=tidy(change.reason),
            basis=tidy(change.basis),
            status=PROVISIONAL if change.provisional else "official",
            version=version,
            entered_by_id=reader.user_id,
            entered_at=now,
        )
    )
    db.session.flush()
    forget_calendar()
    moves = reread(touched, now=now)
    invitations.keep_all(now=now)
    return [move for move in moves if move.runs]


def _check(change: DayChange, reader: Reader) -> None:
    if not reader.may_at(Right.MANAGE_CALENDAR, root_path()):
        raise NotPermittedError("Lịch làm việc là của cả tỉnh; chỉ quản trị cấp tỉnh được đổi.")
    for name, label in (("reason", "lý do"), ("basis", "căn cứ pháp lý")):
        if not getattr(change, name).strip():
            raise MissingFactError(f"Cần ghi {label}.", field=name)


def _check_says_something(change: DayChange) -> None:
    is_weekday = change.day.weekday() <= FRIDAY
    if change.kind is DayKind.WORK and is_weekday:
        raise Refusal(
            "Ngày này vốn là ngày làm việc; nếu đang ghi là nghỉ, hãy chọn “theo ngày trong tuần”.", field="kind"
        )
    if change.kind is DayKind.OFF and not is_weekday:
        raise Refusal("Ngày này vốn là ngày nghỉ cuối tuần.", field="kind")
    row = row_of(change.day)
    if row is None and change.kind is DayKind.PLAIN:
        raise Refusal("Ngày này đang theo ngày trong tuần; không có gì để đổi.", field="kind")
    if row is not None and row.kind is change.kind and (row.status == PROVISIONAL) is change.provisional:
        raise Refusal(f"Ngày này đã được ghi là {row.kind.label}: {row.reason} ({row.basis}).", field="kind")


def summary(moves: Sequence[Move]) -> list[tuple[date, date, int]]:
    """How many deadlines move from which day to which, in the order of the days."""
    days = Counter((move.before.legal, move.after.legal) for move in moves if move.before and move.after)
    return [(before, after, count) for (before, after), count in sorted(days.items())]
