"""Sign-ins that can be revoked at once, and the failed tries to sign in."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Date, ForeignKey, Index, String, and_, bindparam, exists, select, true
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.law.rights import Post
from caseflow.store.alerts import unread_of
from caseflow.store.calendar import keep_calendar, newest_day
from caseflow.store.db import Model, Moment, db
from caseflow.store.drafts import Draft
from caseflow.store.offices import Office
from caseflow.store.people import RolePost, User, held_on


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


class NamedPost(NamedTuple):
    """A post that somebody who signed in holds, with the words that name its office on a page."""

    post: Post
    office_name: str
    parent_name: str


class Standing(NamedTuple):
    """A sign-in that holds: whose it is, what that person holds today, what waits for them."""

    sign_in_id: int
    seen_at: datetime
    user_id: int
    name: str
    login: str
    must_change: bool
    hints_seen: str
    has_drafts: bool
    unread: int
    posts: tuple[NamedPost, ...]


S, U, P, O = (table.__table__ for table in (SignIn, User, RolePost, Office))  # noqa: E741 - by its letter
ABOVE = O.alias()
DAY = newest_day().subquery()
OF_POST, OF_DAY = 5, len(DAY.c)
STANDING = (
    select(*(S.c.id, S.c.seen_at, U.c.id, U.c.name, U.c.login, U.c.must_change, U.c.hints_seen))
    .add_columns(exists().where(Draft.__table__.c.user_id == U.c.id), unread_of(U.c.id))
    .add_columns(P.c.role, P.c.office_id, O.c.path, O.c.name, ABOVE.c.name)
    .add_columns(*DAY.c)
    .select_from(S)
    .join(U, U.c.id == S.c.user_id)
    .outerjoin(DAY, true())
    .outerjoin(P, and_(P.c.user_id == U.c.id, held_on(bindparam("on", type_=Date()))))
    .outerjoin(O, O.c.id == P.c.office_id)
    .outerjoin(ABOVE, ABOVE.c.id == O.c.parent_id)
    .where(
        S.c.token_digest == bindparam("token_digest"),
        S.c.revoked_at.is_(None),
        S.c.began_at > bindparam("began_after", type_=Moment()),
        S.c.seen_at > bindparam("seen_after", type_=Moment()),
        U.c.active.is_(True),
    )
    .order_by(P.c.stands_in_for_id.is_not(None), P.c.id)
)
"""Asked with every request, so it is put together once: a row for each post, one's own before those held for others.

Each ends with the newest row of the calendar, by which most pages tell what is due.
"""


def standing_sign_in(token_digest: str, *, began_after: datetime, seen_after: datetime, on: date) -> Standing | None:
    """The sign-in of a token, unless it was revoked, grew too old, lay idle too long, or its account is closed."""
    given = {"token_digest": token_digest, "began_after": began_after, "seen_after": seen_after, "on": on}
    rows = db.session.execute(STANDING, given).all()
    if not rows:
        return None
    keep_calendar(rows[0][-OF_DAY:])
    posts = tuple(
        NamedPost(Post(role, office_id, path), name, parent or "")
        for role, office_id, path, name, parent in (row[-OF_POST - OF_DAY : -OF_DAY] for row in rows)
        if role is not None
    )
    return Standing._make((*rows[0][: -OF_POST - OF_DAY], posts))


def latest_tries(is_same: ColumnElement[bool], *, since: datetime, limit: int) -> list[datetime]:
    """When the latest failed tries were made, the latest first."""
    query = select(LoginAttempt.at).where(is_same, LoginAttempt.at > since)
    return list(db.session.scalars(query.order_by(LoginAttempt.at.desc()).limit(limit)))
