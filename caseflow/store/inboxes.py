"""A person's inbox of alerts, as queries: what waits to be read, what was read, what mail could not deliver."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, case, func, or_, select, update

from caseflow.law.errors import NotFoundError
from caseflow.law.rights import Reader
from caseflow.store import journal
from caseflow.store.alerts import INBOX, Alert, Delivery
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, deadline_key
from caseflow.store.matters import Matter, visible
from caseflow.store.subjects import Subject


class InboxRow(NamedTuple):
    """One alert in an inbox; without a code where the reader may no longer know of its matter."""

    delivery_id: int
    read_at: datetime | None
    deadline_key: str
    label: str
    days: int
    due_on: date
    raised_at: datetime
    closed_at: datetime | None
    closed_because: str
    code: str | None
    title: str | None

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
        select(
            Delivery.id,
            Delivery.read_at,
            Alert.deadline_key,
            Alert.label,
            Alert.days,
            Alert.due_on,
            Alert.raised_at,
            Alert.closed_at,
            Alert.closed_because,
            Matter.code,
            Matter.title,
        )
        .join(Alert, Alert.id == Delivery.alert_id)
        .join(Subject, Subject.id == Alert.subject_id)
        .outerjoin(Matter, and_(Matter.id == Subject.matter_id, visible(reader)))
        .where(Delivery.user_id == reader.user_id, Delivery.channel == INBOX)
        .order_by(was_read, Delivery.id.desc())
        .limit(limit)
    )
    if after is not None:
        is_read, key = after
        query = query.where(or_(was_read > is_read, and_(was_read == is_read, Delivery.id < key)))
    return [InboxRow(*row) for row in db.session.execute(query)]


def still_running(rows: Collection[InboxRow]) -> frozenset[str]:
    """The natural keys of those deadlines of some alerts that still run; what was done, dropped or paused is over."""
    keys = {int(row.deadline_key.partition(":")[0]) for row in rows}
    query = select(Deadline.subject_id, Deadline.family, Deadline.start_cause, Deadline.occurrence).where(
        Deadline.subject_id.in_(keys), Deadline.met_on.is_(None), Deadline.paused.is_(False)
    )
    return frozenset(deadline_key(*key) for key in db.session.execute(query))


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
