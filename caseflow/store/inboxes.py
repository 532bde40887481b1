"""A person's inbox of alerts, as queries: what waits to be read, what was read, what mail could not deliver."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, func, or_, select, update

from caseflow.law.errors import NotFoundError
from caseflow.law.rights import Reader
from caseflow.law.terms import (
    Action,
    CaseStatus,
    DayStatus,
    EntryStatus,
    PetitionKind,
    Procedure,
    SubjectKind,
    VisitStatus,
)
from caseflow.store import journal
from caseflow.store.alerts import INBOX, Alert, Delivery
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, deadline_key
from caseflow.store.duties import Duty
from caseflow.store.matters import Matter, visible
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.reception_days import ReceptionDay
from caseflow.store.subjects import Event, Subject

_subject, _case, _entry = Subject.__table__, Case.__table__, PetitionEntry.__table__
_visit, _day, _duty = Visit.__table__, ReceptionDay.__table__, Duty.__table__
_COLUMNS: tuple[Any, ...] = (
    Delivery.id,
    Delivery.read_at,
    Alert.deadline_key,
    Alert.label,
    Alert.days,
    Alert.due_on,
    Alert.raised_at,
    Alert.closed_at,
    Alert.closed_because,
    Alert.cause,
    Matter.code,
    Matter.title,
    _subject.c.id,
    _subject.c.kind,
    _case.c.procedure,
    _case.c.status,
    _case.c.petition_kind,
    _entry.c.status,
    _entry.c.petition_kind,
    _visit.c.status,
    _day.c.status,
    _day.c.on,
    _duty.c.post,
)  # in the order of InboxRow
EVENT = "event:"
"""How the cause of an alert begins that is an act."""


class InboxRow(NamedTuple):
    """One alert in an inbox; without a code where the reader may no longer know of its matter.

    What follows the title says of what record it speaks and where that stands, so that it can lead to the act that
    ends its date.
    """

    delivery_id: int
    read_at: datetime | None
    deadline_key: str
    label: str
    days: int
    due_on: date
    raised_at: datetime
    closed_at: datetime | None
    closed_because: str
    cause: str
    code: str | None
    title: str | None
    subject_id: int
    kind: SubjectKind
    procedure: Procedure | None
    case_status: CaseStatus | None
    case_kind: PetitionKind | None
    entry_status: EntryStatus | None
    entry_kind: PetitionKind | None
    visit_status: VisitStatus | None
    day_status: DayStatus | None
    day_on: date | None
    post: str | None

    @property
    def waits(self) -> bool:
        """Whether it still waits to be read: nobody has to read what is over."""
        return self.read_at is None and self.closed_at is None


class Undelivered(NamedTuple):
    """How many letters wait to be tried again, and why the last of them did not leave."""

    letters: int
    last_error: str


was_read = case((and_(Delivery.read_at.is_(None), Alert.closed_at.is_(None)), 0), else_=1)
"""0 for what waits to be read, 1 for what was read or is over."""


def inbox_page(reader: Reader, *, after: tuple[int, int] | None, limit: int) -> list[InboxRow]:
    """The alerts delivered to a reader, those that wait first, the latest of each first; paged by (waits not, key)."""
    query = (
        select(*_COLUMNS)
        .join(Alert, Alert.id == Delivery.alert_id)
        .join(_subject, _subject.c.id == Alert.subject_id)
        .outerjoin(_case, _case.c.id == _subject.c.id)
        .outerjoin(_entry, _entry.c.id == _subject.c.id)
        .outerjoin(_visit, _visit.c.id == _subject.c.id)
        .outerjoin(_day, _day.c.id == _subject.c.id)
        .outerjoin(_duty, _duty.c.id == _subject.c.id)
        .outerjoin(Matter, and_(Matter.id == _subject.c.matter_id, visible(reader)))
        .where(Delivery.user_id == reader.user_id, Delivery.channel == INBOX)
        .order_by(was_read, Delivery.id.desc())
        .limit(limit)
    )
    if after is not None:
        is_read, key = after
        query = query.where(or_(was_read > is_read, and_(was_read == is_read, Delivery.id < key)))
    return [InboxRow(*row) for row in db.session.execute(query)]


def still_running(rows: Collection[InboxRow]) -> dict[str, str]:
    """The natural keys of those deadlines of some alerts that still run, each with the code of its rule.

    What was done, dropped or paused is over.
    """
    keys = {int(row.deadline_key.partition(":")[0]) for row in rows}
    key = (Deadline.subject_id, Deadline.family, Deadline.start_cause, Deadline.occurrence)
    query = select(Deadline.code, *key).where(
        Deadline.subject_id.in_(keys), Deadline.met_on.is_(None), Deadline.paused.is_(False)
    )
    return {deadline_key(*row[1:]): row[0] for row in db.session.execute(query)}


def causes_of(rows: Collection[InboxRow]) -> dict[str, tuple[Action, date]]:
    """The acts that last set the dates of some alerts, and their days, by the cause that an alert names."""
    named = {row.cause.split("/", 1)[0] for row in rows}
    keys = {int(cause.removeprefix(EVENT)) for cause in named if cause.startswith(EVENT)}
    query = select(Event.id, Event.action, Event.on).where(Event.id.in_(keys))
    return {f"{EVENT}{key}": (action, on) for key, action, on in db.session.execute(query)}


def mark_read(delivery_id: int, user_id: int, *, now: datetime) -> None:
    """Note that a person has read an alert; NotFoundError if it is not in their inbox. Twice changes nothing."""
    query = select(Delivery).where(Delivery.id == delivery_id, Delivery.user_id == user_id, Delivery.channel == INBOX)
    found = db.session.scalar(query)
    if found is None:
        raise NotFoundError("Không có cảnh báo này.")
    if found.read_at is None:
        found.read_at = now


def mark_all_read(user_id: int, *, up_to: int, now: datetime) -> None:
    """Note that a person has read every alert up to the last one they were shown."""
    unread = (
        Delivery.user_id == user_id,
        Delivery.channel == INBOX,
        Delivery.read_at.is_(None),
        Delivery.id <= up_to,
    )
    keys: Sequence[int] = db.session.scalars(select(Delivery.id).where(*unread)).all()
    if keys:
        db.session.execute(update(Delivery).where(*unread).values(read_at=now))
        journal.note("delivery", list(keys), "read", {"at": now})


def undelivered() -> Undelivered:
    """The letters that did not leave and wait to be tried again, and the reason of the last try."""
    waits = (
        Delivery.channel != INBOX,
        Delivery.delivered_at.is_(None),
        Delivery.next_try_at.is_not(None),
        Delivery.last_error != "",
    )
    last = select(Delivery.last_error).where(*waits).order_by(Delivery.next_try_at.desc(), Delivery.id.desc()).limit(1)
    letters, error = db.session.execute(
        select(func.count(), last.scalar_subquery()).select_from(Delivery).where(*waits)
    ).one()
    return Undelivered(letters, error or "")
