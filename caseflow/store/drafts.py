"""Drafts: what somebody has typed and not yet saved, each seen by its owner alone."""

import json
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidTag
from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    and_,
    delete,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict

from caseflow.law.errors import NotFoundError
from caseflow.law.rights import Reader
from caseflow.store import cipher
from caseflow.store.db import Model, db, table_of
from caseflow.store.matters import Matter, visible
from caseflow.store.reception import Visit, visits_seen_by
from caseflow.store.subjects import Subject

LONGEST_KEY = 200
VISIT, PETITION, STEP = "visit", "petition", "step"
RUNNING, ORDER, REPORT = "running", "order", "report"
CODE = "<code>"
"""Stands in title and address for the code of the matter, which is filled in when they are read: records move."""


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

    id: int
    key: str
    title: str
    address: str
    saved_at: datetime


Words = MultiDict[str, str]

_CODE = (
    select(Matter.code)
    .join(Subject, Subject.matter_id == Matter.id)
    .where(Subject.id == Draft.subject_id)
    .scalar_subquery()
)


def bound_to(user_id: int, key: str) -> str:
    """The name under which alone the words of a draft open."""
    return f"draft:words:{user_id}:{key}"


def read_draft(user_id: int, key: str) -> tuple[Draft, Words] | None:
    """One's own draft under a key, and what stood in its fields; nothing when another vault key closed it."""
    found = db.session.scalar(select(Draft).where(Draft.user_id == user_id, Draft.key == key))
    words = words_in(found) if found else None
    return (found, words) if found and words is not None else None


def drop_draft(user_id: int, key: str) -> None:
    """Let go of somebody's draft under a key, if there is one."""
    draft = table_of(Draft)
    db.session.execute(delete(draft).where(draft.c.user_id == user_id, draft.c.key == key))


def words_in(draft: Draft) -> Words | None:
    """What stood in the fields; nothing when another vault key closed it."""
    try:
        plain = cipher.decrypt(draft.words, bound_to=bound_to(draft.user_id, draft.key))
    except InvalidTag:
        return None
    pairs: list[tuple[str, str]] = json.loads(plain)
    return MultiDict(pairs)


def drafts_of(reader: Reader, *, forms: tuple[str, ...] = ()) -> list[DraftLine]:
    """One's own drafts, the latest first; of a record only while it may still be known to their owner."""
    query = select(Draft, _CODE).where(_seen_by(reader)).order_by(Draft.saved_at.desc(), Draft.id.desc())
    if forms:
        query = query.where(Draft.form.in_(forms))
    return [_line(draft, code or "") for draft, code in db.session.execute(query)]


def find_draft(draft_id: int, reader: Reader) -> tuple[Draft, DraftLine]:
    """One's own draft by its number; NotFoundError where it is another's, or of what may not be known any more."""
    found = db.session.execute(select(Draft, _CODE).where(Draft.id == draft_id, _seen_by(reader))).first()
    if found is None:
        raise NotFoundError("Không có bản nháp này.")
    return found[0], _line(found[0], found[1] or "")


def _line(draft: Draft, code: str) -> DraftLine:
    title, address = draft.title.replace(CODE, code), draft.address.replace(CODE, code)
    return DraftLine(draft.id, draft.key, title, address, draft.saved_at)


def _seen_by(reader: Reader) -> ColumnElement[bool]:
    """One's own drafts: of something new, of a visit that may be known, of steps on a matter that may be known."""
    theirs = select(Subject.id).join(Matter, Matter.id == Subject.matter_id)
    step = exists(theirs.where(Subject.id == Draft.subject_id, visible(reader)))
    visit = exists(select(Visit.id).where(Visit.id == Draft.subject_id, visits_seen_by(reader)))
    known = or_(Draft.subject_id.is_(None), and_(Draft.form == VISIT, visit), and_(Draft.form != VISIT, step))
    return and_(Draft.user_id == reader.user_id, known)
