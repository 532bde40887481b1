"""Forms already sent, by the key that makes a double click harmless; settings; heartbeats of the regular jobs."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.db import Model, db, insert_or, table_of, write_once

DEMO = "demo"
"""The setting that an invented province carries from the first moment of its making."""


class SentForm(Model):
    """A form that was taken once, and where its sender was led."""

    __tablename__ = "sent_form"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    led_to: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


def claim_form(key: str, *, user_id: int | None, now: datetime) -> bool:
    """Take the key of a form; False when it was taken before.

    A claim that runs at the same time waits here until the other has been written, or has failed.
    """
    return write_once(SentForm, key=key, user_id=user_id, led_to="/", at=now)


def release_form(key: str) -> None:
    """Let go of a key that was claimed in the present transaction only to keep others waiting."""
    db.session.execute(delete(SentForm).where(SentForm.key == key))


def led_on(key: str, to: str) -> None:
    """Note where the sender of a form that was taken is led."""
    sent = table_of(SentForm)
    db.session.execute(update(sent).where(sent.c.key == key).values(led_to=to))


class Setting(Model):
    """A setting of this installation: whether it is the demo, which doubt of the law was decided how."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str]
    basis: Mapped[str] = mapped_column(default="")


class Heartbeat(Model):
    """When a regular job last ran to its end; of a sweep also what it looked at, raised, and could not read."""

    __tablename__ = "heartbeat"
    job: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    looked_at: Mapped[int] = mapped_column(default=0, server_default="0")
    raised: Mapped[int] = mapped_column(default=0, server_default="0")
    failed: Mapped[int] = mapped_column(default=0, server_default="0")


def timetable_seen() -> datetime | None:
    """When any regular job last ran to its end."""
    return db.session.scalar(select(func.max(Heartbeat.at)))


def setting(name: str) -> str | None:
    """The value of a setting, if it was made."""
    found = db.session.get(Setting, name)
    return found.value if found else None


def is_practice() -> bool:
    """Whether everything here is invented, to practise on."""
    return setting(DEMO) is not None


def keep_setting(name: str, value: str, *, basis: str) -> None:
    """Keep a setting, with the document it rests on; an earlier value gives way."""
    found = db.session.get(Setting, name)
    if found is None:
        db.session.add(Setting(name=name, value=value, basis=basis))
    else:
        found.value, found.basis = value, basis


def basis_of(name: str) -> str:
    """The document a setting rests on; "" where it was never made."""
    found = db.session.get(Setting, name)
    return found.basis if found else ""


def beat(job: str, at: datetime, **counts: int) -> None:
    """Note that a regular job has run to its end; it says nothing of anybody's work, so the journal leaves it out.

    The last run speaks, though it be of an earlier moment: a clock that once ran ahead must not hide a silence.
    """
    said = {"at": at} | counts
    ran = insert_or(Heartbeat).values(job=job, **said)
    db.session.execute(ran.on_conflict_do_update(index_elements=["job"], set_=said))


def heartbeat_of(job: str) -> Heartbeat | None:
    """How a regular job last ran to its end; None before it ever did."""
    return db.session.get(Heartbeat, job, populate_existing=True)
