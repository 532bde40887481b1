"""Changing what a day is: a new version of the calendar, and every running clock it touches read anew at once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import with_polymorphic

from caseflow.law.errors import MissingFactError, NotPermittedError, Refusal
from caseflow.law.rights import Reader, Right
from caseflow.law.working_days import FRIDAY, DayKind
from caseflow.services import assignments, cases, deadlines, entries, visits
from caseflow.store.calendar import CalendarRow, forget_calendar, next_version, row_of
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, running_of, subjects_touched
from caseflow.store.offices import root_path
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.subjects import Assignment, Subject
from caseflow.text import tidy

BATCH = 500
PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class DayChange:
    """What a day shall be, why, by which text; provisional while nothing official says so."""

    day: date
    kind: DayKind
    reason: str
    basis: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A running deadline whose date the change moves. It names nobody: whoever keeps the calendar reads no files."""

    deadline_id: int
    subject_id: int
    before: date
    after: date


def set_day(change: DayChange, *, reader: Reader, now: datetime) -> list[Moved]:
    """Say what a day is from now on; the running deadlines whose dates this moved.

    Every clock that spans the day is read anew in the caller's transaction; one that moves carries the new version of
    the calendar in its cause, so its alerts are armed again. Refuses without reason or basis, and what says nothing.
    """
    _check(change, reader)
    version = next_version()
    _check_says_something(change)
    touched = subjects_touched(change.day)
    before = {row.id: row.due_legal for row in _running(touched)}
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
    for subject in _subjects(touched):
        reread(subject, now=now)
    db.session.flush()
    return [
        Moved(row.id, row.subject_id, before[row.id], row.due_legal)
        for row in _running(touched)
        if row.id in before and row.due_legal != before[row.id]
    ]


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


def reread(subject: Subject, *, now: datetime) -> None:
    """Read a subject's clocks anew from its history, or from its typed date."""
    if isinstance(subject, PetitionEntry):
        deadlines.refresh(subject, entries.history(subject), is_open=subject.is_open, now=now)
    elif isinstance(subject, Case):
        deadlines.refresh(subject, cases.history(subject), is_open=subject.is_open, now=now)
    elif isinstance(subject, Assignment):
        assignments.keep_deadline(subject, now=now)
    elif isinstance(subject, Visit):
        visits.reread(subject, now=now)


def summary(moves: Sequence[Moved]) -> list[tuple[date, date, int]]:
    """How many deadlines move from which day to which, in the order of the days."""
    return [
        (before, after, count) for (before, after), count in sorted(Counter((m.before, m.after) for m in moves).items())
    ]


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def _running(subject_ids: Sequence[int]) -> list[Deadline]:
    return [row for batch in _batches(subject_ids) for row in running_of(batch)]


def _subjects(ids: Sequence[int]) -> Iterator[Subject]:
    """The subjects themselves, each with the columns of its kind."""
    whole = with_polymorphic(Subject, [PetitionEntry, Case, Assignment, Visit])
    for batch in _batches(ids):
        yield from db.session.scalars(select(whole).where(whole.id.in_(batch)).order_by(whole.id))
