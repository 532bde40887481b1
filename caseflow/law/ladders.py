"""Ladders an office may write in place of those the house comes with, and what makes a ladder sound. Pure.

A ladder is sound when no level of it is heard by nobody. Roles that read no denunciations would leave those unheard, so
they are not offered; the officer hears by being responsible, and where that is nobody, those hear who must assign it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caseflow.law.escalation import (
    CONFIRMED,
    DAYS,
    HOTSPOTS,
    LADDER,
    PROPOSALS,
    QUOTAS,
    REFUSALS,
    REQUESTS,
    SUSPICIONS,
    AlertChannel,
    Hearing,
    Ladder,
    Level,
    Rung,
    Span,
    standing,
)
from caseflow.law.rights import RIGHTS, Right
from caseflow.law.terms import Role, Term
from caseflow.law.working_days import WorkingCalendar

ANY_LENGTH = 10_000
FROM_THE_FIRST = -10_000
LONGEST = 400
"""Working days beyond which a number is a slip of the keys; the longest period of the law has fewer."""


class Group(Term):
    """Families whose alerts climb one ladder."""

    USUAL = "usual", "thời hạn thông thường"
    PROPOSALS = "proposals", "việc đủ thời gian, chờ xác nhận"
    SUSPICIONS = "suspicions", "nghi vấn chờ xác nhận"
    CONFIRMED = "confirmed", "nghi vấn đã xác nhận"
    HOTSPOTS = "hotspots", "điểm nóng"
    REFUSALS = "refusals", "từ chối tiếp, không thụ lý"
    REQUESTS = "requests", "đề nghị xem danh tính"
    DAYS = "days", "chuẩn bị ngày tiếp công dân"
    QUOTAS = "quotas", "chỉ tiêu tiếp công dân, giao ban"


GROUPS: Mapping[Group, Mapping[str, Ladder]] = {
    Group.PROPOSALS: PROPOSALS,
    Group.SUSPICIONS: SUSPICIONS,
    Group.CONFIRMED: CONFIRMED,
    Group.HOTSPOTS: HOTSPOTS,
    Group.REFUSALS: REFUSALS,
    Group.REQUESTS: REQUESTS,
    Group.DAYS: DAYS,
    Group.QUOTAS: QUOTAS,
}
"""The families of each group that has a ladder of its own; all that have none are of the usual group."""

HEARERS = tuple(role for role in Role if {Right.READ, Right.READ_SECRET} <= RIGHTS[role])
"""The roles that may stand on a ladder: those that may know of every record within their reach."""
NEVER_SECRET = frozenset({Group.DAYS, Group.QUOTAS})
"""Groups of which no record is a denunciation."""


def hearers(group: Group) -> tuple[Role, ...]:
    """The roles that may stand on the ladder of a group."""
    return tuple(role for role in Role if Right.READ in RIGHTS[role]) if group in NEVER_SECRET else HEARERS


def shipped(group: Group) -> Ladder:
    """The ladder with which the house comes."""
    return next(iter(GROUPS[group].values())) if group in GROUPS else LADDER


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a ladder, and in which part of it."""

    sentence: str
    part: str


def fault_of(ladder: Ladder) -> Fault | None:
    """The first thing that makes a ladder unsound, if anything does."""
    lengths = [rung.up_to for rung in ladder.rungs]
    if lengths != sorted(set(lengths)) or lengths[-1:] != [ANY_LENGTH]:
        return Fault("Các bậc phải đi từ thời hạn ngắn đến dài, không trùng nhau.", "rungs")
    if any(not _falls(rung.before) for rung in ladder.rungs):
        return Fault("Các mức trước hạn là những số ngày từ lớn đến nhỏ, ít nhất là 1.", "rungs")
    if not ladder.overdue or not _falls(ladder.overdue[::-1]):
        return Fault("Các mức quá hạn là những số ngày từ nhỏ đến lớn, ít nhất có một.", "overdue")
    if not 1 <= ladder.every <= LONGEST:
        return Fault(f"Sau đó nhắc lại sau 1 đến {LONGEST} ngày làm việc.", "every")
    silent = _first_unheard(ladder)
    if silent is not None:
        return Fault(f"Mức “{silent.label}” chưa có ai nghe.", "hearings")
    return None


def _falls(days: tuple[int, ...]) -> bool:
    return all(1 <= one <= LONGEST for one in days) and list(days) == sorted(set(days), reverse=True)


def _first_unheard(ladder: Ladder) -> Level | None:
    """The earliest level that nobody hears; who hears one hears every later one."""
    levels = {-days for rung in ladder.rungs for days in rung.before} | {0}
    heard_from = min((one.from_days for one in ladder.hearings if one.officer or one.roles), default=ANY_LENGTH)
    first = min(levels)
    return Level(first) if first < heard_from else None


@dataclass(frozen=True, slots=True)
class NextAlert:
    """When a date that runs is told of next, and at which level."""

    at: datetime
    level: Level


def next_alert(span: Span, calendar: WorkingCalendar, ladder: Ladder, now: datetime) -> NextAlert:
    """The first alert of a date after a moment: what a ladder said before it is not said again."""
    at = standing(span, calendar, ladder, now).next_at
    level = standing(span, calendar, ladder, at).level
    return NextAlert(at, level or Level(0))  # at its own moment a level is reached


def plain(ladder: Ladder) -> dict[str, Any]:
    """A ladder as the database keeps it."""
    return {
        "rungs": [[rung.up_to, list(rung.before)] for rung in ladder.rungs],
        "overdue": list(ladder.overdue),
        "every": ladder.every,
        "hearings": [_plain(one) for one in ladder.hearings],
        "urgent": ladder.urgent,
    }


def _plain(one: Hearing) -> list[Any]:
    roles, channels = [role.value for role in one.roles], [channel.value for channel in one.channels]
    return [one.from_days, roles, one.officer, channels, one.words]


def read(kept: Mapping[str, Any]) -> Ladder:
    """A ladder out of the database; one written before rows had channels and words goes by all of them, without."""
    return Ladder(
        rungs=tuple(Rung(up_to, tuple(before)) for up_to, before in kept["rungs"]),
        overdue=tuple(kept["overdue"]),
        every=kept["every"],
        hearings=tuple(_hearing(*row) for row in kept["hearings"]),
        urgent=kept["urgent"],
    )


def _hearing(
    from_days: int, roles: Sequence[str], officer: bool, channels: Sequence[str] = tuple(AlertChannel), words: str = ""
) -> Hearing:
    ways = tuple(AlertChannel(channel) for channel in channels)
    return Hearing(from_days, tuple(Role(role) for role in roles), officer, ways, words)
