"""Forms already sent, by the key that makes a double click harmless; settings; heartbeats of the regular jobs."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.db import Model, db


class SentForm(Model):
    """A form that was taken once, and where its sender was led."""

    __tablename__ = "sent_form"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    led_to: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class Setting(Model):
    """A setting of this installation: whether it is the demo, which doubt of the law was decided how."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str]
    basis: Mapped[str] = mapped_column(default="")


class Heartbeat(Model):
    """When a regular job last ran to its end."""

    __tablename__ = "heartbeat"
    job: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]


def setting(name: str) -> str | None:
    """The value of a setting, if it was made."""
    found = db.session.get(Setting, name)
    return found.value if found else None
