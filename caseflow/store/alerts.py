"""Alerts and their deliveries: a ledger with natural keys, and an outbox."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.store.db import Model, db
from caseflow.store.people import User
from caseflow.store.subjects import Subject


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
        Delivery.user_id == user_id, Delivery.channel == "inbox", Delivery.read_at.is_(None)
    )
    return db.session.scalar(query) or 0
