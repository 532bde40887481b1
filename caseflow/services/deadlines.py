"""Keeping the deadline rows in step with the clocks: read anew in the transaction of every event."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseflow.law.clock import local_date
from caseflow.law.clocks import read
from caseflow.law.escalation import CONFIRMED, LADDER, PROPOSALS, SUSPICIONS, WINDOWS, Ladder, Span, standing
from caseflow.law.marks import Clock
from caseflow.law.periods import PERIODS
from caseflow.law.terms import ClockState, Unit
from caseflow.law.workflow import History
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, Origin, deadlines_to_rewrite
from caseflow.store.subjects import Subject

REVIEW = "RA-SOAT"
LOOK = "look"
LADDERS = PROPOSALS | SUSPICIONS | CONFIRMED


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


def clocks_of(history: History, today: date) -> tuple[Clock, ...]:
    """Every clock of a history, as it stands on a day."""
    return read(history.marks, PERIODS, calendar=working_calendar(), today=today)


def refresh(subject: Subject, history: History, *, is_open: bool, now: datetime, review: Wanted | None = None) -> None:
    """Rewrite the deadline rows of a subject from its history; what does not change keeps its alerts.

    `review` is the day to look again where the usual one will not do.
    """
    clocks = clocks_of(history, local_date(now))
    wanted = [_from_clock(clock) for clock in clocks if clock.family not in WINDOWS]
    if is_open and not any(row.met_on is None and not row.paused for row in wanted):
        wanted.append(review or _review(subject, history))
    rows = deadlines_to_rewrite(subject.id)
    present = {(row.family, row.start_cause, row.occurrence): row for row in rows if row.family not in SUSPICIONS}
    for row in wanted:
        write(subject.id, row, present.pop(row.key, None), now=now)
    for stale in present.values():
        db.session.delete(stale)


def _from_clock(clock: Clock) -> Wanted:
    by_document = clock.period.unit is Unit.BY_DOCUMENT
    return Wanted(
        family=clock.family,
        start_cause=clock.start_cause,
        occurrence=clock.occurrence,
        code=clock.code,
        label=clock.label,
        origin=Origin.DOCUMENT if by_document else Origin.STATUTORY,
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


def _review(subject: Subject, history: History) -> Wanted:
    """A date to look again, for an open record on which no clock runs: nothing falls silent.

    A paper that was sent to an office and has not been entered there has no history yet.
    """
    last = history.taken[-1].happening if history.taken else None
    since = last.on if last else local_date(subject.created_at)
    due = since + timedelta(days=subject.review_days)
    rolled = working_calendar().roll_forward(due)
    cause = f"event:{last.key}" if last else f"sent:{subject.id}"
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


def ladder_of(family: str) -> Ladder:
    """Which ladder a family's alerts climb."""
    return LADDERS.get(family, LADDER)


def write(subject_id: int, wanted: Wanted, row: Deadline | None, *, now: datetime) -> None:
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
    stands = standing(span, working_calendar(), ladder_of(wanted.family), now)
    return now if stands.level else stands.next_at
