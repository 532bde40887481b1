"""Keeping the deadline rows in step with the clocks: read anew in the transaction of every event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseflow.law.clock import local_date
from caseflow.law.clocks import read
from caseflow.law.escalation import (
    ASIDE,
    CONFIRMED,
    DAYS,
    HOTSPOTS,
    LADDER,
    PROPOSALS,
    QUOTAS,
    REFUSALS,
    REQUESTS,
    SUSPICIONS,
    WINDOWS,
    Ladder,
    Span,
)
from caseflow.law.escalation import standing as standing_on
from caseflow.law.ladders import GROUPS, Group
from caseflow.law.local_rules import DAY, INSIDE, INTAKE, VISIT, Place, local_clocks
from caseflow.law.marks import Clock
from caseflow.law.terms import ClockState, Unit
from caseflow.law.workflow import History, kind_in
from caseflow.services.deadline_moves import NOBODY, By, Stand, close_what_is_over, note_moves, pairs
from caseflow.store.calendar import working_calendar
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, Origin, deadline_key, deadlines_to_rewrite
from caseflow.store.nearest import keep_nearest_later
from caseflow.store.reception import Visit
from caseflow.store.reception_days import ReceptionDay
from caseflow.store.rules import rules_in_force
from caseflow.store.subjects import Subject

REVIEW = "RA-SOAT"
LOOK = "look"
LADDERS = PROPOSALS | SUSPICIONS | CONFIRMED | HOTSPOTS | REFUSALS | REQUESTS | QUOTAS | DAYS
GROUP_OF = {family: group for group, families in GROUPS.items() for family in families}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A deadline row as it ought to be."""

    family: str
    start_cause: str
    occurrence: int
    code: str
    label: str
    origin: Origin
    start_on: date
    due_strict: date
    due_legal: date
    met_on: date | None
    paused: bool
    cause: str

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells the row apart within its subject."""
        return self.family, self.start_cause, self.occurrence


@dataclass(frozen=True, slots=True)
class Told:
    """An entry, a case or a visit as its deadline rows are drawn up from it."""

    subject_id: int
    place: Place
    created_at: datetime
    is_open: bool
    history: History
    review_days: int
    review: Wanted | None = None


def place_of(subject: Subject, history: History) -> Place:
    """Which table governs a record, and the kind it is of, as it or its history says."""
    if isinstance(subject, Case):
        return Place(subject.procedure.value, subject.petition_kind)
    if isinstance(subject, ReceptionDay):
        return Place(DAY, None)
    return Place(VISIT, subject.told_as) if isinstance(subject, Visit) else Place(INTAKE, kind_in(history.known))


def clocks_of(history: History, today: date) -> tuple[Clock, ...]:
    """Every clock of the law in a history, as it stands on a day."""
    return read(history.marks, rules_in_force().periods, calendar=working_calendar(), today=today)


def local_clocks_of(history: History, place: Place, today: date) -> tuple[Clock, ...]:
    """Every clock that the province's own rules let run in a history; no step of the law waits for one."""
    return local_clocks(history.taken, rules_in_force().local, place, calendar=working_calendar(), today=today)


def wanted_of(told: Told, today: date) -> list[Wanted]:
    """The deadline rows of a record as its history makes them on a day."""
    rules, calendar = rules_in_force(), working_calendar()
    clocks = read(told.history.marks, rules.periods, calendar=calendar, today=today)
    clocks += local_clocks(told.history.taken, rules.local, told.place, calendar=calendar, today=today)
    wanted = [_from_clock(clock) for clock in clocks if clock.family not in WINDOWS]
    if told.is_open and not any(row.met_on is None and not row.paused for row in wanted):
        wanted.append(told.review or _review(told))
    return wanted


def refresh(
    subject: Subject,
    history: History,
    *,
    is_open: bool,
    now: datetime,
    review: Wanted | None = None,
    by: By = NOBODY,
    was: History | None = None,
) -> None:
    """Rewrite the deadline rows of a subject from its history; what does not change keeps its alerts.

    `review` is the day to look again where the usual one will not do; `by` says which event brought this about, and
    which it corrects; `was` is the history before a correction, so that the citizen's windows, which have no rows, are
    told of as well when they moved.
    """
    today = local_date(now)
    told = Told(
        subject.id, place_of(subject, history), subject.created_at, is_open, history, subject.review_days, review
    )
    rewrite(subject.id, wanted_of(told, today), deadlines_to_rewrite(subject.id), by=by, now=now)
    if was is not None:
        windows = [_windows(subject.id, clocks_of(one, today)) for one in (was, history)]
        note_moves(subject.id, pairs(*windows), by=by, now=now)


def _windows(subject_id: int, clocks: Sequence[Clock]) -> list[Stand]:
    """The citizen's windows among some clocks."""
    return [_stand(subject_id, _from_clock(clock)) for clock in clocks if clock.family in WINDOWS]


def rewrite(
    subject_id: int, wanted: Sequence[Wanted], standing: Sequence[Deadline], *, now: datetime, by: By = NOBODY
) -> None:
    """Bring some rows to what they ought to be, note which dates moved and close the alerts of what is over.

    What does not change keeps its alerts; a row that stands aside of the record's clocks is touched by its name only.
    """
    named = {one.key for one in wanted}
    present = {(row.family, row.start_cause, row.occurrence): row for row in standing}
    present = {key: row for key, row in present.items() if row.family not in ASIDE or key in named}
    rows = list(present.values())
    before = [_stand(subject_id, row) for row in rows]
    for one in wanted:
        _write(subject_id, one, present.pop(one.key, None), now=now)
    for stale in present.values():
        db.session.delete(stale)
    keep_nearest_later(subject_id)
    found = pairs(before, [_stand(subject_id, one) for one in wanted])
    note_moves(subject_id, found, by=by, now=now, untold={REVIEW} | ASIDE)
    close_what_is_over(subject_id, found, by=by, now=now)


def _stand(subject_id: int, row: Deadline | Wanted) -> Stand:
    """A row, or what it ought to be, as it is compared."""
    return Stand(
        key=deadline_key(subject_id, row.family, row.start_cause, row.occurrence),
        family=row.family,
        occurrence=row.occurrence,
        code=row.code,
        label=row.label,
        due_strict=row.due_strict,
        due_legal=row.due_legal,
        met_on=row.met_on,
        paused=row.paused,
        cause=row.cause,
    )


def origin_of(clock: Clock) -> Origin:
    """Whether a date is the law's, a document's or the province's own."""
    if clock.is_local:
        return Origin.LOCAL
    return Origin.DOCUMENT if clock.unit is Unit.BY_DOCUMENT else Origin.STATUTORY


def _from_clock(clock: Clock) -> Wanted:
    return Wanted(
        family=clock.family,
        start_cause=clock.start_cause,
        occurrence=clock.occurrence,
        code=clock.code,
        label=f"{clock.label} ({INSIDE})" if clock.is_local else clock.label,
        origin=origin_of(clock),
        start_on=clock.start_on,
        due_strict=clock.due_strict,
        due_legal=clock.due_legal,
        met_on=clock.met_on,
        paused=clock.state is ClockState.PAUSED,
        cause=clock.cause,
    )


def decided(cause: str, first: date, last: date) -> str:
    """The cause of a date that rolled from a day to another, with the calendar's version where a later one decided."""
    version = working_calendar().version_touching(first, last)
    return f"{cause}/lich:{version}" if version > 1 else cause


def _review(told: Told) -> Wanted:
    """A date to look again, for an open record on which no clock runs: nothing falls silent.

    A paper that was sent to an office and has not been entered there has no history yet.
    """
    last = told.history.taken[-1].happening if told.history.taken else None
    since = last.on if last else local_date(told.created_at)
    due = since + timedelta(days=told.review_days)
    rolled = working_calendar().roll_forward(due)
    cause = f"event:{last.key}" if last else f"sent:{told.subject_id}"
    return Wanted(
        REVIEW,
        LOOK,  # one row, whatever happens last: its cause says which alerts are new
        1,
        REVIEW,
        "Rà soát: hồ sơ không có thời hạn riêng đang chạy",
        Origin.LOCAL,
        since,
        due,
        rolled,
        None,
        paused=False,
        cause=decided(cause, due, rolled),
    )


def group_of(family: str) -> Group | None:
    """The group of families with which a family shares the ladder that an office may write; None for one apart."""
    return GROUP_OF.get(family) or (None if family in LADDERS else Group.USUAL)


def ladder_of(family: str) -> Ladder:
    """Which ladder a family's alerts climb: the one the office wrote, else the one the house came with."""
    group = group_of(family)
    return (rules_in_force().ladders.get(group) if group else None) or LADDERS.get(family, LADDER)


def write(subject_id: int, wanted: Wanted, row: Deadline | None, *, now: datetime, by: By = NOBODY) -> None:
    """Write one row of a subject and what follows from it; the others are left alone."""
    rewrite(subject_id, [wanted], [row] if row is not None else [], by=by, now=now)


def _write(subject_id: int, wanted: Wanted, row: Deadline | None, *, now: datetime) -> None:
    """Write one row; its next alert is armed anew only when the cause of its date has changed."""
    changed = row is None or row.cause != wanted.cause
    if row is None:
        row = Deadline(
            subject_id=subject_id, family=wanted.family, start_cause=wanted.start_cause, occurrence=wanted.occurrence
        )
        db.session.add(row)
    resting = wanted.met_on is not None or wanted.paused
    woken = not resting and row.next_alert_at is None
    for name in ("code", "label", "origin", "start_on", "due_strict", "due_legal", "met_on", "paused", "cause"):
        if getattr(row, name, None) != getattr(wanted, name):
            setattr(row, name, getattr(wanted, name))
    if resting:
        row.next_alert_at = None
    elif changed or woken:
        row.next_alert_at = first_alert(wanted, now)


def first_alert(wanted: Wanted, now: datetime) -> datetime:
    """When a freshly set date must be looked at: at once if a level is reached already, else at the first level."""
    span = Span(wanted.start_on, wanted.due_strict, wanted.due_legal)
    stands = standing_on(span, working_calendar(), ladder_of(wanted.family), now)
    return now if stands.level else stands.next_at
