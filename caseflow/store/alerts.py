"""Alerts and their deliveries: a ledger with natural keys, and an outbox."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, func, or_, select, text, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.store.db import Model, db, insert_or, is_postgresql
from caseflow.store.matters import Matter, MatterOffice
from caseflow.store.offices import Office
from caseflow.store.people import User
from caseflow.store.subjects import Assignment, Subject

INBOX = "inbox"
EMAIL = "email"
LETTERS = 7_114_202  # any number, the same in every process: who holds it claims the next letter


class Alert(Model):
    """A level of a deadline was reached: a fact with a natural key, raised once and never again."""

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
    """An alert on its way to one person by one channel: inbox or e-mail. A failure keeps its row and backs off."""

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
        Index("ix_delivery_user_id_channel_id", "user_id", "channel", "id"),
    )


def unread_count(user_id: int) -> int:
    """How many alerts wait in a person's inbox."""
    query = select(func.count()).where(
        Delivery.user_id == user_id, Delivery.channel == INBOX, Delivery.read_at.is_(None)
    )
    return db.session.scalar(query) or 0


class Raising(NamedTuple):
    """What tells an alert apart."""

    deadline_key: str
    level: str
    cause: str


def raise_once(rows: Sequence[Mapping[str, Any]]) -> dict[Raising, int]:
    """Write alerts; those that were not in the ledger before, with their new ids."""
    if not rows:
        return {}
    added = insert_or(Alert).on_conflict_do_nothing(index_elements=["deadline_key", "level", "cause"])
    columns = (Alert.deadline_key, Alert.level, Alert.cause, Alert.id)
    return {Raising(*key): alert_id for *key, alert_id in db.session.execute(added.returning(*columns), rows)}


def raised_before(keys: Collection[str]) -> set[Raising]:
    """What was ever raised of some deadlines."""
    query = select(Alert.deadline_key, Alert.level, Alert.cause).where(Alert.deadline_key.in_(keys))
    return {Raising(*row) for row in db.session.execute(query)}


class Concern(NamedTuple):
    """Whom an alert may concern: the record's officer, the office whose work it is, what it belongs to."""

    subject_id: int
    officer_id: int | None
    path: str
    matter_id: int | None
    matter_code: str | None
    title: str | None
    secret: bool


def _concerned[T: tuple[Any, ...]](query: Select[T]) -> Select[T]:
    """The tables that a concern is read from, beside those a query already has."""
    work = Assignment.__table__
    return (
        query.join(Subject.__table__, Subject.id == Alert.subject_id)
        .outerjoin(work, work.c.id == Subject.id)
        .join(Office, Office.id == func.coalesce(work.c.to_office_id, Subject.office_id))
        .outerjoin(Matter, Matter.id == Subject.matter_id)
    )
