"""Raising alerts and telling people of them, a batch at a time: verbs that may run twice, late or side by side.

What is due is a query, an alert is a row with a natural key. The loop and each batch's transaction are the door's.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.exc import OperationalError

from caseflow.law.clock import local_date
from caseflow.law.escalation import IDENTITY_REQUEST, AlertChannel, Level, Span, Standing, standing
from caseflow.law.sending_hours import opens_at
from caseflow.law.working_days import WorkingCalendar
from caseflow.services.concerns import Reach, known_of, roster_on
from caseflow.services.deadlines import ladder_of
from caseflow.services.looks import fit_to_answer, opening_in
from caseflow.services.sending_hours import working_hours
from caseflow.store import alerts, journal
from caseflow.store.alerts import INBOX
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.deadlines import DueRow, due_ids, due_rows, family_in, look_again
from caseflow.store.outbox import deliver_once

BATCH = 1000
POSTPONEMENT = timedelta(hours=1)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Raised:
    """How a batch of due deadlines went: looked at, alerts raised, records that could not be read."""

    looked_at: int = 0
    raised: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Addressed:
    """How telling a batch of alerts went: looked at, put into inboxes, heard by nobody, the last one looked at."""

    looked_at: int = 0
    delivered: int = 0
    unheard: int = 0
    last_id: int = 0


def raise_alerts(now: datetime, *, limit: int = BATCH) -> Raised:
    """Raise what a batch of due deadlines has reached: each level of each cause once, however often this runs.

    A record that cannot be read is logged, postponed by an hour, and does not stop the others.
    """
    ids = due_ids(now, limit=limit)
    if not ids:
        return Raised()
    try:
        with db.session.begin_nested():
            return Raised(len(ids), _raise(ids, now))
    except OperationalError:  # the database, not a record
        raise
    except Exception:
        log.exception("Một đợt quét có bản ghi không đọc được; xem từng bản ghi.")
        return _raise_one_by_one(ids, now)


def _raise_one_by_one(ids: Sequence[int], now: datetime) -> Raised:
    raised = failed = 0
    for deadline_id in ids:
        try:
            with db.session.begin_nested():
                raised += _raise([deadline_id], now)
        except OperationalError:
            raise
        except Exception as wrong:  # noqa: BLE001 - whatever is wrong with one record must not stop the others
            kind = type(wrong).__name__
            log.error("Thời hạn số %s không đọc được (%s); sẽ xem lại sau một giờ.", deadline_id, kind)  # noqa: TRY400
            look_again([deadline_id], now + POSTPONEMENT)
            failed += 1
    return Raised(len(ids), raised, failed)


def _raise(ids: Sequence[int], now: datetime) -> int:
    calendar = working_calendar()
    reached: list[dict[str, Any]] = []
    again: dict[datetime, list[int]] = {}
    for due in due_rows(ids):
        stands = stands_at(due, calendar, now)
        again.setdefault(stands.next_at, []).append(due.id)
        if stands.level is not None:
            reached.append(alert_row(due, stands.level))
    new = alerts.raise_once(reached, at=now)
    for at, some in again.items():
        look_again(some, at)
    if new:
        journal.note("alert", sorted(new.values()), "new", {"alerts": reached})
    journal.note("deadline", sorted(ids), "look again", {str(at): some for at, some in again.items()})
    return len(new)


def stands_at(due: DueRow, calendar: WorkingCalendar, now: datetime) -> Standing:
    """Where a deadline stands on the ladder of its family at a moment."""
    return standing(Span(due.start_on, due.due_strict, due.due_legal), calendar, ladder_of(due.family), now)


def alert_row(due: DueRow, level: Level) -> dict[str, Any]:
    """The alert of a deadline that has reached a level."""
    return {
        "deadline_key": due.key,
        "level": level.code,
        "cause": due.cause,
        "subject_id": due.subject_id,
        "label": due.label,
        "days": level.days,
        "due_on": due.due_legal,
    }


def address(now: datetime, *, by_mail: bool, by_webhook: bool = False, after: int = 0, limit: int = BATCH) -> Addressed:
    """Tell a batch of alerts to whom they concern today: into the inbox at once and, if asked, on the way elsewhere.

    Whoever has lost the post, the right or the account since hears nothing. An alert that nobody may hear waits.
    """
    waiting = alerts.unaddressed(after=after, limit=limit)
    if not waiting:
        return Addressed()
    roster, reached = roster_on(local_date(now))
    known = known_of({alert.subject_id for alert in waiting})
    heard: dict[int, Mapping[int, frozenset[AlertChannel]]] = {}
    family_of = {alert.id: family_in(alert.deadline_key) for alert in waiting}
    ladders = {family: ladder_of(family) for family in set(family_of.values())}
    urgent = {alert.id for alert in waiting if ladders[family_of[alert.id]].urgent}
    for alert in waiting:
        ways = roster.ways(known[alert.subject_id].concern, Level(alert.days), ladders[family_of[alert.id]])
        if family_of[alert.id] == IDENTITY_REQUEST:
            fit = fit_to_answer(opening_in(alert.deadline_key), frozenset(ways), local_date(now))
            ways = {user_id: ways[user_id] for user_id in fit}
        heard[alert.id] = ways
    channels = [AlertChannel.WEBHOOK] * by_webhook + [AlertChannel.EMAIL] * by_mail
    delivered = _deliver(heard, _on_their_way(heard, channels, reached, urgent, now), now)
    told = [alert_id for alert_id, people in heard.items() if people]
    alerts.mark_addressed(told, now)
    if len(told) < len(waiting):
        log.warning("%d cảnh báo chưa có ai được nhận; sẽ tìm lại ở lần quét sau.", len(waiting) - len(told))
    return Addressed(len(waiting), delivered, len(waiting) - len(told), waiting[-1].id)


Heard = Mapping[int, Mapping[int, frozenset[AlertChannel]]]
"""Of each alert who hears it, each by which channels outside the house."""
Way = tuple[AlertChannel, bool, datetime]
"""By which channel, whether urgent, not before when."""


def _on_their_way(
    heard: Heard,
    channels: Sequence[AlertChannel],
    reached: Mapping[int, Reach],
    urgent: Collection[int],
    now: datetime,
) -> dict[Way, list[tuple[int, int]]]:
    """What leaves the house: urgent things now, others when it is open and their reader wants to be told.

    By the channels that the ladder has for whoever hears, as far as this installation sends by them.
    """
    ways: dict[Way, list[tuple[int, int]]] = defaultdict(list)
    if not channels:
        return ways
    calendar, hours = working_calendar(), working_hours()
    opens: dict[tuple[time, ...], datetime] = {}
    for alert_id, user_id in ((alert_id, user_id) for alert_id, people in heard.items() for user_id in sorted(people)):
        reach = reached[user_id]
        if reach.digest_times not in opens:
            opens[reach.digest_times] = opens_at(now, calendar, hours, reach.digest_times)
        is_urgent = alert_id in urgent
        at = now if is_urgent else opens[reach.digest_times]
        for channel in channels:
            if channel in heard[alert_id][user_id] and (channel is not AlertChannel.EMAIL or reach.email):
                ways[channel, is_urgent, at].append((alert_id, user_id))
    return ways


def _deliver(heard: Heard, ways: Mapping[Way, list[tuple[int, int]]], now: datetime) -> int:
    """One delivery per alert, person and channel; how many inboxes received one."""
    inboxes = [(alert_id, user_id) for alert_id, people in heard.items() for user_id in sorted(people)]
    received = deliver_once(inboxes, INBOX, at=now)
    leaving: list[int] = []
    for (channel, is_urgent, at), pairs in ways.items():
        leaving += deliver_once(pairs, channel, at=at, urgent=is_urgent)
    if received or leaving:
        people_told: dict[str, object] = {str(alert_id): sorted(people) for alert_id, people in heard.items()}
        journal.note("delivery", [*received, *leaving], "new", people_told)
    return len(received)
