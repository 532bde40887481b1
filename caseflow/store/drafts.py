"""Drafts: what somebody has typed and not yet saved, each seen by its owner alone."""

import json
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidTag
from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, exists, or_, select
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict

from caseflow.law.rights import Reader
from caseflow.store import cipher
from caseflow.store.db import Model, db
from caseflow.store.matters import Matter, visible
from caseflow.store.subjects import Subject

LONGEST_KEY = 200


class Draft(Model):
    """What stood in a form when it was last kept; the words are encrypted, for they name people."""

    __tablename__ = "draft"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    form: Mapped[str] = mapped_column(String(40))
    title: Mapped[str]
    address: Mapped[str]
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"))  # of a step: the record it is taken on
    words: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        Index("ix_draft_saved_at", "saved_at"),
        Index("ix_draft_subject_id", "subject_id"),
    )


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list: what it is of, where it is gone on with, since when it lies there."""

    key: str
    title: str
    address: str
    saved_at: datetime


Words = MultiDict[str, str]


def bound_to(user_id: int, key: str) -> str:
    """The name under which alone the words of a draft open."""
    return f"draft:words:{user_id}:{key}"


def read_draft(user_id: int, key: str) -> tuple[Draft, Words] | None:
    """One's own draft under a key, and what stood in its fields; nothing when another vault key closed it."""
    found = db.session.scalar(select(Draft).where(Draft.user_id == user_id, Draft.key == key))
    if found is None:
        return None
    try:
        pairs: list[tuple[str, str]] = json.loads(cipher.decrypt(found.words, bound_to=bound_to(user_id, key)))
    except InvalidTag:
        return None
    return found, MultiDict(pairs)


def drafts_of(reader: Reader, *, forms: tuple[str, ...] = ()) -> list[DraftLine]:
    """One's own drafts, the latest first; of a step only while its matter may still be known to its owner."""
    theirs = select(Subject.id).join(Matter, Matter.id == Subject.matter_id)
    known = exists(theirs.where(Subject.id == Draft.subject_id, visible(reader)))
    query = (
        select(Draft.key, Draft.title, Draft.address, Draft.saved_at)
        .where(Draft.user_id == reader.user_id, or_(Draft.subject_id.is_(None), known))
        .order_by(Draft.saved_at.desc(), Draft.id.desc())
    )
    if forms:
        query = query.where(Draft.form.in_(forms))
    return [DraftLine(*row) for row in db.session.execute(query)]
