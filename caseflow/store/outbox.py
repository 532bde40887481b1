"""The outbox: what is on its way to people by mail or gateway, what waits and why, what was given up.

Tables stand in store/alerts.py. Whoever sends asks here for the next letter and writes down how it went.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, text, update

from caseflow.store.alerts import INBOX, Alert, Delivery
from caseflow.store.bulk import among, insert_missing
from caseflow.store.db import db, is_postgresql
from caseflow.store.matters import Matter
from caseflow.store.offices import offices_under
from caseflow.store.people import RolePost, User
from caseflow.store.subjects import Subject

LETTERS = 7_114_203  # any number of its own, the same in every process: who holds it claims the next letter


def deliver_once(heard: Collection[tuple[int, int]], channel: str, *, at: datetime, urgent: bool = False) -> list[int]:
    """Write a delivery of each alert to its person: in the inbox it is there, by other ways a letter leaves at `at`.

    The ids of those that were not there before.
    """
    waits = channel != INBOX
    moments = {"next_try_at": at if waits else None, "delivered_at": None if waits else at}
    added = insert_missing(
        Delivery,
        [{"alert_id": alert_id, "user_id": user_id} for alert_id, user_id in heard],
        shared={"channel": channel, "attempts": 0, "last_error": "", "urgent": urgent, "letter": "", **moments},
        key=("alert_id", "user_id", "channel"),
        returning=(Delivery.id,),
    )
    return [delivery_id for (delivery_id,) in added]


OF_DELIVERY = frozenset({"id", "attempts", "user_id", "letter", "urgent"})
"""What of a letter's alert stands on its delivery; the rest stands on the alert."""


class LetterRow(NamedTuple):
    """One alert of a letter; the letter has no key yet before it is claimed for the first time."""

    id: int
    attempts: int
    user_id: int
    letter: str
    urgent: bool
    subject_id: int
    deadline_key: str
    label: str
    days: int
    due_on: date


def due_letter(now: datetime, channel: str, *, limit: int, urgent_only: bool) -> list[LetterRow]:
    """The alerts of the next letter that is due on a channel, without those that are over.

    Of a letter that was claimed before they are its own; else whatever waits for the same person, what is urgent apart,
    for that waits for no hour.

    Two processes never claim at the same time, so that a letter is never torn in two; SQLite's writers queue anyway.
    """
    if is_postgresql():
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LETTERS})
    due = [Delivery.channel == channel, Delivery.next_try_at <= now, Alert.closed_at.is_(None)]
    if urgent_only:
        due.append(Delivery.urgent.is_(True))
    waiting = select(Delivery.user_id, Delivery.letter, Delivery.urgent).join(Alert, Alert.id == Delivery.alert_id)
    first = db.session.execute(waiting.where(*due).order_by(Delivery.next_try_at, Delivery.id).limit(1)).first()
    if first is None:
        return []
    user_id, letter, urgent = first
    columns = [getattr(Delivery if name in OF_DELIVERY else Alert, name) for name in LetterRow._fields]
    query = (
        select(*columns)
        .join(Alert, Alert.id == Delivery.alert_id)
        .where(*due, Delivery.user_id == user_id, Delivery.letter == letter, Delivery.urgent.is_(urgent))
        .order_by(Alert.due_on, Alert.id)
        .limit(limit)
    )
    return [LetterRow(*row) for row in db.session.execute(query)]


def write_deliveries(ids: Collection[int], **values: object) -> None:
    """Write down how it went with some deliveries."""
    went = update(Delivery).where(among(Delivery.id, ids)).values(**values)
    db.session.execute(went, execution_options={"synchronize_session": False})


_HELD = (Delivery.channel != INBOX, Delivery.urgent.is_(False), Delivery.letter == "", Delivery.dead_at.is_(None))
"""What no letter has taken up yet and what has no haste."""


def people_waiting(now: datetime) -> dict[int, str]:
    """The people for whom something waits for a later hour, with the times of day they chose."""
    query = select(User.id, User.digest_times).join(Delivery, Delivery.user_id == User.id)
    return dict(db.session.execute(query.where(*_HELD, Delivery.next_try_at > now).distinct()).all())


def held_until(user_ids: Collection[int], now: datetime) -> list[int]:
    """What waits for a later hour for some people."""
    query = select(Delivery.id).where(*_HELD, Delivery.next_try_at > now, among(Delivery.user_id, user_ids))
    return list(db.session.scalars(query.order_by(Delivery.id)))


def dead_letter(key: str, paths: Sequence[str]) -> list[int]:
    """The deliveries of a letter that was given up, to somebody under some paths; held, so that it is sent once."""
    query = select(Delivery.id).where(Delivery.letter == key, Delivery.dead_at.is_not(None), _held_under(paths))
    return list(db.session.scalars(query.order_by(Delivery.id).with_for_update()))


def dead_letters_of(channel: str, paths: Sequence[str]) -> list[int]:
    """The deliveries of every letter of a channel that was given up, to people under some paths; held."""
    over = Alert.closed_at.is_(None)
    query = select(Delivery.id).join(Alert, Alert.id == Delivery.alert_id)
    query = query.where(Delivery.channel == channel, Delivery.dead_at.is_not(None), over, _held_under(paths))
    return list(db.session.scalars(query.order_by(Delivery.id).with_for_update(of=Delivery)))


class WaitingRow(NamedTuple):
    """How many alerts wait on a channel for the same reason, for how many people, and until when the first of them."""

    channel: str
    why: str
    alerts: int
    people: int
    first_at: datetime
    last_error: str


HELD, DUE, AGAIN, CLAIMED = "held", "due", "again", "claimed"
"""Kept until an hour; may leave with the next run that may send; tried again after a failure; being sent just now."""


def what_waits(now: datetime) -> list[WaitingRow]:
    """What has not left the house yet, by channel and reason."""
    why = case(
        (and_(Delivery.letter != "", Delivery.last_error != ""), AGAIN),
        (Delivery.letter != "", CLAIMED),
        (Delivery.next_try_at > now, HELD),
        else_=DUE,
    ).label("why")
    query = (
        select(Delivery.channel, why, func.count(), func.count(Delivery.user_id.distinct()))
        .add_columns(func.min(Delivery.next_try_at), func.max(Delivery.last_error))
        .join(Alert, Alert.id == Delivery.alert_id)
        .where(Delivery.next_try_at.is_not(None), Alert.closed_at.is_(None))
        .group_by(Delivery.channel, why)
        .order_by(Delivery.channel, why)
    )
    return [WaitingRow(*row) for row in db.session.execute(query)]


class DeadLetter(NamedTuple):
    """A letter that was given up, to whom, and why its last try failed."""

    letter: str
    channel: str
    name: str
    login: str
    alerts: int
    attempts: int
    dead_at: datetime
    last_error: str


def _held_under(paths: Sequence[str]) -> ColumnElement[bool]:
    """The condition under which a delivery is to somebody who holds or held a post under some paths."""
    return Delivery.user_id.in_(select(RolePost.user_id).where(RolePost.office_id.in_(offices_under(paths))))


def dead_letters(paths: Sequence[str], *, limit: int) -> tuple[list[DeadLetter], int]:
    """The letters given up to people under some paths, if not over, the latest first; and how many there are in all."""
    grouped = (
        select(Delivery.letter, Delivery.channel, User.name, User.login, func.count().label("alerts"))
        .add_columns(func.max(Delivery.attempts).label("attempts"), func.max(Delivery.dead_at).label("dead_at"))
        .add_columns(func.max(Delivery.last_error).label("last_error"), func.count().over().label("letters"))
        .join(User, User.id == Delivery.user_id)
        .join(Alert, Alert.id == Delivery.alert_id)
        .where(Delivery.dead_at.is_not(None), Alert.closed_at.is_(None), _held_under(paths))
        .group_by(Delivery.letter, Delivery.channel, User.name, User.login)
        .order_by(func.max(Delivery.dead_at).desc(), Delivery.letter)
        .limit(limit)
    )
    rows = db.session.execute(grouped).all()
    return [DeadLetter(*row[:-1]) for row in rows], rows[0].letters if rows else 0


class Unheard(NamedTuple):
    """An alert that nobody could be told of yet; without a code where its matter is secret."""

    code: str | None
    label: str
    due_on: date
    raised_at: datetime
    secret: bool


def unheard(paths: Sequence[str], now: datetime, *, limit: int) -> tuple[list[Unheard], int]:
    """The alerts of offices under some paths, raised before a moment, that nobody was told of, the oldest first.

    And how many there are in all.
    """
    secret = or_(Subject.secret, func.coalesce(Matter.secret, false()))
    query = (
        select(Matter.code, Alert.label, Alert.due_on, Alert.raised_at, secret, func.count().over())
        .select_from(Alert)
        .join(Subject, Subject.id == Alert.subject_id)
        .outerjoin(Matter, Matter.id == Subject.matter_id)
        .where(Alert.addressed_at.is_(None), Alert.closed_at.is_(None), Alert.raised_at < now)
        .where(Subject.office_id.in_(offices_under(paths)))
        .order_by(Alert.id)
        .limit(limit)
    )
    rows = db.session.execute(query).all()
    return [Unheard(*row[:-1]) for row in rows], rows[0][-1] if rows else 0
