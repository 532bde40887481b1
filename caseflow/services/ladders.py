"""Writing a ladder: what it would send is seen first; saved, it counts from now on and says nothing of before."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from caseflow.law.errors import MissingFactError, NotPermittedError
from caseflow.law.escalation import AlertChannel, Ladder, Span, heard_by, ways_of, words_at
from caseflow.law.hearing import OFFICER
from caseflow.law.ladders import GROUPS, Group, NextAlert, fault_of, next_alert, plain, shipped
from caseflow.law.rights import Reader, Right
from caseflow.services.deadlines import LADDERS
from caseflow.store import journal
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.deadlines import look_again
from caseflow.store.ladders import Armed, LadderRow, armed, next_version
from caseflow.store.offices import root_path
from caseflow.store.rules import rules_in_force, rules_rewritten
from caseflow.text import tidy

SEEN_AT_ONCE = 20_000
"""So many dates are thought through for a preview; it says when there are more."""
ALL_OF_THEM = 1_000_000_000
SPANS = (("trong 7 ngày tới", timedelta(days=7)), ("trong 30 ngày tới", timedelta(days=30)))
LATER = "muộn hơn"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a ladder would send, compared with the one in force: how many next alerts fall when, and who hears them.

    By which channels they leave, and the words they would carry.
    """

    by_time: Sequence[tuple[str, int, int]]
    by_hearer: Sequence[tuple[str, int, int]]
    by_channel: Sequence[tuple[AlertChannel, int, int]]
    by_words: Sequence[tuple[str, int, int]]
    dates: int
    is_whole: bool


def ladder_in_force(group: Group) -> Ladder:
    """The ladder of a group as it stands."""
    return rules_in_force().ladders.get(group) or shipped(group)


def preview(group: Group, ladder: Ladder, *, now: datetime) -> Preview:
    """What a ladder would send next of every date that runs, and what the one in force would. Writes nothing."""
    _check(ladder)
    rows = _armed(group, SEEN_AT_ONCE + 1)
    calendar, standing = working_calendar(), ladder_in_force(group)
    times: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    hearers: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    channels: tuple[Counter[AlertChannel], Counter[AlertChannel]] = (Counter(), Counter())
    words: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for row in rows[:SEEN_AT_ONCE]:
        span = Span(row.due.start_on, row.due.due_strict, row.due.due_legal)
        for place, climbed in enumerate((standing, ladder)):
            following = next_alert(span, calendar, climbed, now)
            times[place][_when(following, now)] += 1
            hearers[place].update(_who(following, climbed))
            channels[place].update(frozenset().union(*ways_of(following.level, climbed).values()))
            words[place][words_at(following.level, climbed)] += 1
    names = [name for name, _ in SPANS] + [LATER]
    heard = sorted(hearers[0].keys() | hearers[1].keys())
    said = sorted(filter(None, words[0].keys() | words[1].keys()))
    return Preview(
        by_time=[(name, times[0][name], times[1][name]) for name in names],
        by_hearer=[(name, hearers[0][name], hearers[1][name]) for name in heard],
        by_channel=[(channel, channels[0][channel], channels[1][channel]) for channel in AlertChannel],
        by_words=[(name, words[0][name], words[1][name]) for name in said],
        dates=min(len(rows), SEEN_AT_ONCE),
        is_whole=len(rows) <= SEEN_AT_ONCE,
    )


def _when(following: NextAlert, now: datetime) -> str:
    return next((name for name, length in SPANS if following.at - now <= length), LATER)


def _who(following: NextAlert, ladder: Ladder) -> Iterable[str]:
    roles, officer = heard_by(following.level, ladder, unassigned=False)
    yield from (role.value for role in roles)
    if officer:
        yield OFFICER


def set_ladder(group: Group, ladder: Ladder, *, basis: str, reader: Reader, now: datetime) -> int:
    """Write the ladder of a group and set anew when its dates are looked at; of how many that changed.

    What the former ladder has said stays said, and what the new one would have said before now is not said afterwards.
    A date whose moment has come already is left to the next sweep. Refuses one that leaves a level unheard.
    """
    if not reader.may_at(Right.MANAGE_ALERTS, root_path()):
        raise NotPermittedError("Thang cảnh báo dùng cho cả tỉnh; chỉ quản trị cấp tỉnh được đổi.")
    _check(ladder)
    row = LadderRow(group=group, version=next_version(), rungs=plain(ladder), basis=tidy(basis))
    row.entered_by_id, row.entered_at = reader.user_id, now
    db.session.add(row)
    db.session.flush()
    rules_rewritten()
    return _arm_anew(_armed(group, ALL_OF_THEM), ladder, now)


def _check(ladder: Ladder) -> None:
    fault = fault_of(ladder)
    if fault is not None:
        raise MissingFactError(fault.sentence, field=fault.part)


def _armed(group: Group, limit: int) -> list[Armed]:
    if group is Group.USUAL:
        return armed(LADDERS, but=True, limit=limit)
    return armed(GROUPS[group], limit=limit)


def _arm_anew(rows: Sequence[Armed], ladder: Ladder, now: datetime) -> int:
    calendar = working_calendar()
    again: dict[datetime, list[int]] = defaultdict(list)
    for row in rows:
        span = Span(row.due.start_on, row.due.due_strict, row.due.due_legal)
        at = next_alert(span, calendar, ladder, now).at
        if row.at > now and at != row.at:
            again[at].append(row.due.id)
    for at, ids in again.items():
        look_again(ids, at)
        journal.note("deadline", sorted(ids), "look again", {"at": at})
    return sum(len(ids) for ids in again.values())
