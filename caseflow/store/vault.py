"""The vault: who denounced, encrypted, bound to its row; who asked to see it, who allowed it, who looked."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.law.terms import Role
from caseflow.store import cipher
from caseflow.store.db import Model, Term, db


class SealedIdentity(Model):
    """One sealed identity, or the sealed original words of a paper. The key is not in the database."""

    __tablename__ = "sealed_identity"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    key_id: Mapped[str] = mapped_column(String(16))
    cipher: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_at: Mapped[datetime]
    sealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class IdentityOpening(Model):
    """Somebody asked to see an identity, for a reason; a second person allowed it for a limited time, or did not.

    It is asked in a post and falls with it; it may be ended before its time, or taken back before it was answered.
    """

    __tablename__ = "identity_opening"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[datetime]
    reason: Mapped[str]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]
    allowed: Mapped[bool | None]
    until: Mapped[datetime | None]
    post_role: Mapped[Role | None] = mapped_column(Term(Role))
    post_office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    @property
    def waits(self) -> bool:
        """Whether nobody has answered it, nor taken it back."""
        return self.answered_at is None and self.ended_at is None

    def is_open_at(self, moment: datetime) -> bool:
        """Whether it was allowed, has not run out and was not ended."""
        return bool(self.allowed) and self.until is not None and self.until > moment and self.ended_at is None


class IdentityLook(Model):
    """One look at a sealed identity."""

    __tablename__ = "identity_look"
    id: Mapped[int] = mapped_column(primary_key=True)
    sealed_id: Mapped[str] = mapped_column(ForeignKey("sealed_identity.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    opening_id: Mapped[int | None] = mapped_column(ForeignKey("identity_opening.id"))
    at: Mapped[datetime]
    reason: Mapped[str]


def lock_away(
    kind: str, content: Mapping[str, Any], *, subject_id: int, by_id: int | None, now: datetime
) -> SealedIdentity:
    """A new row of the vault. `kind` says inside the cipher what it holds: a person, words, the name of a file."""
    key = str(uuid4())
    words = json.dumps({"kind": kind, **content}, ensure_ascii=False)
    row = SealedIdentity(
        id=key,
        subject_id=subject_id,
        key_id=cipher.key_id(),
        cipher=cipher.encrypt(words, bound_to=_bound(key)),
        sealed_at=now,
        sealed_by_id=by_id,
    )
    db.session.add(row)
    db.session.flush()
    return row


def open_up(row: SealedIdentity) -> dict[str, Any]:
    """What a row of the vault holds; only for those who log the look, and for cleaning other words of it.

    Raises cryptography's InvalidTag under another key or for a cipher moved from another row.
    """
    content: dict[str, Any] = json.loads(cipher.decrypt(row.cipher, bound_to=_bound(row.id)))
    return content


def _bound(key: str) -> str:
    return f"sealed_identity:cipher:{key}"
