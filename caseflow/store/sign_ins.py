"""Sign-ins that can be revoked at once, and the failed tries to sign in."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, ForeignKey, Index, String, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.db import Model, db
from caseflow.store.drafts import Draft
from caseflow.store.people import User


class SignIn(Model):
    """A sign-in that can be revoked at once; the token itself is not kept, only its digest."""

    __tablename__ = "sign_in"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class LoginAttempt(Model):
    """A failed try to sign in: what was typed, folded and digested, and from where."""

    __tablename__ = "login_attempt"
    id: Mapped[int] = mapped_column(primary_key=True)
    login_digest: Mapped[str] = mapped_column(String(64))
    source_digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]

    __table_args__ = (
        Index("ix_login_attempt_login_digest_at", "login_digest", "at"),
        Index("ix_login_attempt_source_digest_at", "source_digest", "at"),
    )


class Standing(NamedTuple):
    """A sign-in that holds, and whose it is."""

    sign_in_id: int
    seen_at: datetime
    user_id: int
    name: str
    login: str
    must_change: bool
    hints_seen: str
    has_drafts: bool


def standing_sign_in(token_digest: str, *, began_after: datetime, seen_after: datetime) -> Standing | None:
    """The sign-in of a token, unless it was revoked, grew too old, lay idle too long, or its account is closed."""
    has_drafts = exists().where(Draft.user_id == User.id)
    query = (
        select(
            *(SignIn.id, SignIn.seen_at, User.id, User.name, User.login, User.must_change, User.hints_seen),
            has_drafts,
        )
        .join(User, User.id == SignIn.user_id)
        .where(
            SignIn.token_digest == token_digest,
            SignIn.revoked_at.is_(None),
            SignIn.began_at > began_after,
            SignIn.seen_at > seen_after,
            User.active.is_(True),
        )
    )
    found = db.session.execute(query).first()
    return Standing(*found) if found else None


def latest_tries(is_same: ColumnElement[bool], *, since: datetime, limit: int) -> list[datetime]:
    """When the latest failed tries were made, the latest first."""
    query = select(LoginAttempt.at).where(is_same, LoginAttempt.at > since)
    return list(db.session.scalars(query.order_by(LoginAttempt.at.desc()).limit(limit)))
