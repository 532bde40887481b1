"""Alerts and their deliveries: a ledger with natural keys, and an outbox."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    ScalarSelect,
    String,
    UniqueConstraint,
    bindparam,
    false,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.store.bulk import among, insert_missing
from caseflow.store.db import Model, db, is_postgresql
from caseflow.store.matters import Matter, MatterOffice
from caseflow.store.offices import Office
from caseflow.store.people import User
from caseflow.store.subjects import Assignment, Subject

INBOX = "inbox"
EMAIL = "email"
WEBHOOK = "webhook"
WITHHELD = "Không gửi: cảnh báo đã đóng,"
LETTERS = 7_114_203  # any number of its own, the same in every process: who holds it claims the next letter


class Alert(Model):
    """A level of a deadline was reached: a fact with a natural key, raised once and never again.

    It is closed when what it warned of is done, dropped or due on another day, and says which.
    """

    __tablename__ = "alert"
    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_key: Mapped[str] = mapped_column(String(160))
    level: Mapped[str] = mapped_column(String(16))
    cause: Mapped[str] = mapped_column(String(64))
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    label: Mapped[str]
    days: Mapped[int]  # working days past the due day; negative before it
    due_on: Mapped[date]
    raised_at: Mapped[datetime]
    addressed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_because: Mapped[str] = mapped_column(default="", server_default="")
    subject: Mapped[Subject] = relationship()
    deliveries: Mapped[list["Delivery"]] = relationship(back_populates="alert")

    __table_args__ = (
        UniqueConstraint("deadline_key", "level", "cause"),
        Index(
            "ix_alert_unaddressed",
            "id",
            sqlite_where=text("addressed_at IS NULL"),
            postgresql_where=text("addressed_at IS NULL"),
        ),
    )


class Delivery(Model):
    """An alert on its way to one person by one channel. A failure keeps its row and backs off, in the end for good.

    `letter` is the key of the letter in which it was first claimed: whatever befalls, it is sent in that one.
    """

    __tablename__ = "delivery"
    id: Mapped[int] = mapped_column(primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("alert.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    channel: Mapped[str] = mapped_column(String(8))
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")
    read_at: Mapped[datetime | None]
    urgent: Mapped[bool] = mapped_column(default=False, server_default=false())
    letter: Mapped[str] = mapped_column(String(32), default="", server_default="")
    dead_at: Mapped[datetime | None]
    alert: Mapped[Alert] = relationship(back_populates="deliveries")
    user: Mapped[User] = relationship()

    __table_args__ = (
        UniqueConstraint("alert_id", "user_id", "channel"),
        Index(
            "ix_delivery_next_try_at",
            "next_try_at",
            sqlite_where=text("next_try_at IS NOT NULL"),
            postgresql_where=text("next_try_at IS NOT NULL"),
        ),
        Index(
            "ix_delivery_dead_at",
            "dead_at",
            sqlite_where=text("dead_at IS NOT NULL"),
            postgresql_where=text("dead_at IS NOT NULL"),
        ),
        Index("ix_delivery_user_id_channel_id", "user_id", "channel", "id"),
        Index(
            "ix_delivery_unread",
            *("user_id", "channel", "alert_id"),
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
    )


def unread_of(user_id: int | ColumnElement[int]) -> ScalarSelect[int]:
    """How many alerts wait in a person's inbox; what is over waits for nobody."""
    return (
        select(func.count())
        .select_from(Delivery)
        .join(Alert, Alert.id == Delivery.alert_id)
        .where(
            Delivery.user_id == user_id,
            Delivery.channel == INBOX,
            Delivery.read_at.is_(None),
            Alert.closed_at.is_(None),
        )
        .scalar_subquery()
    )


class Raising(NamedTuple):
    """What tells an alert apart."""

    deadline_key: str
    level: str
    cause: str


def raise_once(rows: Sequence[Mapping[str, Any]], *, at: datetime) -> dict[Raising, int]:
    """Write alerts; those that were not in the ledger before, with their new ids."""
    columns = (Alert.deadline_key, Alert.level, Alert.cause, Alert.id)
    added = insert_missing(Alert, rows, shared={"raised_at": at}, key=Raising._fields, returning=columns)
    return {Raising(key, level, cause): alert_id for key, level, cause, alert_id in added}


def raised_before(keys: Collection[str]) -> set[Raising]:
    """What was ever raised of some deadlines."""
    query = select(Alert.deadline_key, Alert.level, Alert.cause).where(Alert.deadline_key.in_(keys))
    return {Raising(*row) for row in db.session.execute(query)}


class AlertRow(NamedTuple):
    """What of an alert says whether it is over."""

    id: int
    deadline_key: str
    cause: str
    due_on: date
    closed_at: datetime | None


_OF_SUBJECT = (
    select(*(getattr(Alert, name) for name in AlertRow._fields))
    .where(Alert.subject_id == bindparam("subject_id"))
    .order_by(Alert.id)
)  # built once: it is asked at every step


def alerts_of(subject_id: int) -> list[AlertRow]:
    """Every alert ever raised on a subject."""
    return [AlertRow(*row) for row in db.session.execute(_OF_SUBJECT, {"subject_id": subject_id})]


def close_alerts(ids: Collection[int], because: str, at: datetime) -> None:
    """Close some alerts; whoever has not been told of them yet is not told any more, and no letter of them leaves."""
    closed = update(Alert).where(among(Alert.id, ids))
    closed = closed.values(closed_at=at, closed_because=because, addressed_at=func.coalesce(Alert.addressed_at, at))
    db.session.execute(closed, execution_options={"synchronize_session": False})
    waiting = (Delivery.channel != INBOX, or_(Delivery.next_try_at.is_not(None), Delivery.dead_at.is_not(None)))
    withheld = update(Delivery).where(among(Delivery.alert_id, ids), *waiting)
    withheld = withheld.values(next_try_at=None, dead_at=None, last_error=f"{WITHHELD} {because}.")
    db.session.execute(withheld, execution_options={"synchronize_session": False})


def reopen_alerts(ids: Collection[int]) -> None:
    """Open alerts again whose date counts once more as it did when they were raised."""
    opened = update(Alert).where(among(Alert.id, ids)).values(closed_at=None, closed_because="")
    db.session.execute(opened, execution_options={"synchronize_session": False})


class WaitingAlert(NamedTuple):
    """An alert that nobody has been told of yet."""

    id: int
    subject_id: int
    deadline_key: str
    days: int


def unaddressed(*, after: int, limit: int) -> list[WaitingAlert]:
    """The alerts that nobody has been told of and that no other sweep holds, by key; held from now on."""
    query = (
        select(*(getattr(Alert, name) for name in WaitingAlert._fields))
        .where(Alert.addressed_at.is_(None), Alert.closed_at.is_(None), Alert.id > after)
        .order_by(Alert.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [WaitingAlert(*row) for row in db.session.execute(query)]


class ConcernRow(NamedTuple):
    """Whom alerts of a record may concern: its officer, the office whose work it is, the matter it belongs to."""

    subject_id: int
    officer_id: int | None
    path: str
    matter_id: int | None
    code: str | None
    title: str | None
    secret: bool


def concerns(subject_ids: Collection[int]) -> list[ConcernRow]:
    """Whom some records concern; work given to an office is the business of that office."""
    subject, given = Subject.__table__, Assignment.__table__
    query = (
        select(
            subject.c.id,
            func.coalesce(given.c.to_user_id, subject.c.responsible_id),
            Office.path,
            Matter.id,
            Matter.code,
            Matter.title,
            or_(subject.c.secret, func.coalesce(Matter.secret, false())),
        )
        .select_from(subject)
        .outerjoin(given, given.c.id == subject.c.id)
        .join(Office, Office.id == func.coalesce(given.c.to_office_id, subject.c.office_id))
        .outerjoin(Matter, Matter.id == subject.c.matter_id)
        .where(among(Subject.id, subject_ids))
    )
    return [ConcernRow(*row) for row in db.session.execute(query)]


def offices_passed(matter_ids: Collection[int]) -> dict[int, list[str]]:
    """The paths of the offices that some matters passed through."""
    query = select(MatterOffice.matter_id, Office.path).join(Office).where(among(MatterOffice.matter_id, matter_ids))
    found: dict[int, list[str]] = {}
    for matter_id, path in db.session.execute(query):
        found.setdefault(matter_id, []).append(path)
    return found


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


def mark_addressed(ids: Collection[int], at: datetime) -> None:
    """Note that some alerts have been told to whom they concern."""
    told = update(Alert).where(among(Alert.id, ids)).values(addressed_at=at)
    db.session.execute(told, execution_options={"synchronize_session": False})


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


def dead_letter(key: str) -> list[int]:
    """The deliveries of a letter that was given up; held, so that it is sent again once."""
    query = select(Delivery.id).where(Delivery.letter == key, Delivery.dead_at.is_not(None)).order_by(Delivery.id)
    return list(db.session.scalars(query.with_for_update()))
