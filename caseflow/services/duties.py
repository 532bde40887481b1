"""Duties that come round: opened, kept in step with what was done, their dates written as time goes by."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from caseflow.law.clock import local_date
from caseflow.law.errors import MissingFactError, NotPermittedError
from caseflow.law.quotas import BRIEFINGS, RECEPTIONS, RHYTHMIC, Done, Owed, Tally, owed, span_around, tally
from caseflow.law.rights import Reader, Right
from caseflow.law.terms import Action, Unit
from caseflow.law.working_days import WorkingCalendar
from caseflow.services.deadlines import Wanted, rewrite
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.deadlines import Origin, deadlines_to_rewrite
from caseflow.store.duties import Duty, briefings_of, duties_to_keep, heads_of
from caseflow.store.offices import Office
from caseflow.store.reception_days import HostedDay, hosted_days
from caseflow.store.rules import rules_in_force
from caseflow.store.subjects import Event
from caseflow.text import tidy

LOOKED_BACK = timedelta(days=62)
"""How long a span that is over is still kept among the dates; what was owed in older ones the quota tells."""
ONE_DAY = timedelta(days=1)


def open_duty(
    family: str,
    body: Office,
    *,
    office: Office,
    post: str,
    holder: str = "",
    since: date,
    reader: Reader | None,
    now: datetime,
) -> Duty:
    """Have a duty of a body kept in mind by an office from a day on.

    Raises MissingFactError for a family that comes round at no rhythm, NotPermittedError without the right.
    """
    if family not in RHYTHMIC:
        raise MissingFactError("Luật không ghi nhịp của việc này.", field="family")
    if reader is not None and not reader.may_at(Right.KEEP_SCHEDULE, office.path):
        raise NotPermittedError("Việc này cần quyền “lập lịch tiếp công dân” ở cơ quan theo dõi.")
    duty = Duty(
        office_id=office.id,
        created_at=now,
        family=family,
        body_id=body.id,
        post=tidy(post),
        holder=tidy(holder),
        since=since,
    )
    duty.office, duty.body = office, body
    db.session.add(duty)
    db.session.flush()
    keep(duty, now=now)
    return duty


def hold_briefing(duty: Duty, *, on: date, notes: str, reader: Reader, now: datetime) -> None:
    """Write down that a briefing was held on a day (NĐ 154/2026 Đ30.3, Đ33.1)."""
    if duty.family not in BRIEFINGS:
        raise MissingFactError("Việc này không phải giao ban.", field="on")
    if not reader.may_at(Right.KEEP_SCHEDULE, duty.office.path):
        raise NotPermittedError("Việc này cần quyền “lập lịch tiếp công dân” ở cơ quan theo dõi.")
    if on > local_date(now):
        raise MissingFactError("Ngày giao ban không được ở sau hôm nay.", field="on")
    event = Event(
        subject_id=duty.id,
        action=Action.HOLD_BRIEFING,
        on=on,
        recorded_at=now,
        recorded_by_id=reader.user_id,
        before="",
        after="",
        facts={"notes": notes.strip()} if notes.strip() else {},
    )
    db.session.add(event)
    db.session.flush()
    keep(duty, now=now)


def keep_heads(body_ids: Collection[int], *, now: datetime) -> None:
    """Bring the quotas of the heads of some bodies in step with the days that were held."""
    for duty in heads_of(list(body_ids), sorted(RECEPTIONS)):
        keep(duty, now=now)


def keep_all(now: datetime) -> int:
    """Write the dates of every duty of which a span has begun since; how many. Twice changes nothing."""
    waiting = duties_to_keep(local_date(now))
    for duty in waiting:
        keep(duty, now=now)
    return len(waiting)


def keep(duty: Duty, *, now: datetime) -> None:
    """Rewrite the dates of a duty: of the span of today and of those that ended a short while ago."""
    today = local_date(now)
    rewrite(duty.id, wanted(duty, today), deadlines_to_rewrite(duty.id), now=now)
    ends = [span_around(today, row.unit).last for row in rules_in_force().periods if row.family == duty.family]
    duty.kept_until = min(*ends, span_around(today, Unit.PER_MONTH).last)
    db.session.flush()


def wanted(duty: Duty, today: date) -> list[Wanted]:
    """The dates of a duty as they ought to stand on a day; the same all through a month, but for what is done."""
    calendar, since = working_calendar(), today.replace(day=1) - LOOKED_BACK
    return [_row(one, calendar) for one in tallies(duty, since, today)]


def tallies(duty: Duty, first: date, last: date) -> list[Tally]:
    """How each span of a duty that touches some days stands."""
    return tallies_of([duty], first, last)[duty.id]


def tallies_of(duties: Sequence[Duty], first: date, last: date) -> dict[int, list[Tally]]:
    """How the spans of many duties stand, read at once."""
    rows = rules_in_force().periods
    spans = {
        duty.id: owed(duty.family, first, last, since=duty.since, until=duty.until or date.max, rows=rows)
        for duty in duties
    }
    begun = [one.span.first for owing in spans.values() for one in owing]
    ended = [one.span.last for owing in spans.values() for one in owing]
    if not begun:
        return {duty.id: [] for duty in duties}
    hosted: dict[int, list[HostedDay]] = {}
    for row in hosted_days({duty.body_id for duty in duties}, min(begun), max(ended)):
        hosted.setdefault(row.body_id, []).append(row)
    briefed = briefings_of([duty.id for duty in duties if duty.family in BRIEFINGS], min(begun), max(ended))
    found: dict[int, list[Tally]] = {}
    for duty in duties:
        if duty.family in BRIEFINGS:
            planned, done = [], [Done(on, in_person=True) for on in briefed.get(duty.id, ())]
        else:
            mine = hosted.get(duty.body_id, [])
            planned = [row.on for row in mine]
            done = [row.done for row in mine if row.done is not None]
        found[duty.id] = [tally(one, planned, done) for one in spans[duty.id]]
    return found


def _row(standing: Tally, calendar: WorkingCalendar) -> Wanted:
    """The date of one span: its last day; what warns beforehand counts back from its last working day."""
    owing: Owed = standing.owing
    return Wanted(
        family=owing.row.family,
        start_cause=f"span:{owing.span.key}",
        occurrence=1,
        code=owing.row.code,
        label=f"{owing.row.label}, {owing.span.label}",
        origin=Origin.STATUTORY,
        start_on=owing.span.first,
        due_strict=calendar.count_back(owing.span.last + ONE_DAY, 1),
        due_legal=owing.span.last,
        met_on=standing.met_on,
        paused=False,
        cause=f"span:{owing.span.key}",
    )
