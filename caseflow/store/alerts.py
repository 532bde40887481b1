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

from caseflow.law.escalation import AlertChannel
from caseflow.store.bulk import among, insert_missing
from caseflow.store.db import Model, db
from caseflow.store.duties import Duty
from caseflow.store.matters import Matter, MatterOffice
from caseflow.store.offices import Office
from caseflow.store.people import User
from caseflow.store.reception_days import ReceptionDay
from caseflow.store.subjects import Assignment, Subject

INBOX = "inbox"
EMAIL = AlertChannel.EMAIL.value
WEBHOOK = AlertChannel.WEBHOOK.value
WITHHELD = "Không gửi: cảnh báo đã đóng,"


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
    day_on: date | None = None
    duty: str | None = None


def concerns(subject_ids: Collection[int]) -> list[ConcernRow]:
    """Whom some records concern; work given to an office is the business of that office."""
    subject, given = Subject.__table__, Assignment.__table__
    day, duty = ReceptionDay.__table__, Duty.__table__
    query = (
        select(
            subject.c.id,
            func.coalesce(given.c.to_user_id, subject.c.responsible_id),
            Office.path,
            Matter.id,
            Matter.code,
            Matter.title,
            or_(subject.c.secret, func.coalesce(Matter.secret, false())),
            day.c.on,
            duty.c.family,
        )
        .select_from(subject)
        .outerjoin(day, day.c.id == subject.c.id)
        .outerjoin(duty, duty.c.id == subject.c.id)
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


def mark_addressed(ids: Collection[int], at: datetime) -> None:
    """Note that some alerts have been told to whom they concern."""
    told = update(Alert).where(among(Alert.id, ids)).values(addressed_at=at)
    db.session.execute(told, execution_options={"synchronize_session": False})
