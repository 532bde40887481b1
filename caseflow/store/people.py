"""People who work here: accounts, the roles they hold at offices between two days, sign-ins that can be revoked."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, and_, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.law.errors import NotFoundError
from caseflow.law.rights import Post, Reader
from caseflow.law.terms import Role
from caseflow.store.db import Model, Term, db
from caseflow.store.offices import Office


class User(Model):
    """An account of a person who works here."""

    __tablename__ = "user_account"
    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str] = mapped_column(default="")
    must_change: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    posts: Mapped[list["RolePost"]] = relationship(back_populates="user", foreign_keys="RolePost.user_id")

    __mapper_args__ = {"version_id_col": version}


class RolePost(Model):
    """A role held at an office from one day to another, perhaps standing in for somebody, by a document."""

    __tablename__ = "role_post"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    role: Mapped[Role] = mapped_column(Term(Role))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    since: Mapped[date | None]
    until: Mapped[date | None]
    stands_in_for_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    document: Mapped[str] = mapped_column(default="")
    user: Mapped[User] = relationship(back_populates="posts", foreign_keys=[user_id])
    office: Mapped[Office] = relationship()


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


def find_user(user_id: int) -> User:
    """One account by key; NotFoundError otherwise."""
    found = db.session.get(User, user_id)
    if found is None:
        raise NotFoundError("Không có tài khoản này.")
    return found


def user_by_login(login: str) -> User | None:
    """One account by the name it signs in with."""
    return db.session.scalar(select(User).where(User.login == login.strip().lower()))


def _held(on: date) -> ColumnElement[bool]:
    return and_(
        or_(RolePost.since.is_(None), RolePost.since <= on),
        or_(RolePost.until.is_(None), RolePost.until >= on),
    )


def reader_of(user_id: int, on: date) -> Reader:
    """What a person holds on a day, as the law floor reads it."""
    query = (
        select(RolePost.role, RolePost.office_id, Office.path)
        .join(Office, Office.id == RolePost.office_id)
        .where(RolePost.user_id == user_id, _held(on))
    )
    return Reader(user_id, tuple(Post(role, office_id, path) for role, office_id, path in db.session.execute(query)))


def holders(role: Role, office_ids: Sequence[int], on: date) -> list[tuple[int, int]]:
    """(user, office) of every active person who holds a role at one of some offices on a day."""
    query = (
        select(RolePost.user_id, RolePost.office_id)
        .join(User, User.id == RolePost.user_id)
        .where(RolePost.role == role, RolePost.office_id.in_(office_ids), User.active.is_(True), _held(on))
    )
    return [(user_id, office_id) for user_id, office_id in db.session.execute(query)]


def colleagues(path: str, on: date, *, roles: frozenset[Role]) -> Sequence[User]:
    """Active people with one of the roles at an office or below it, sorted by given name."""
    query = (
        select(User)
        .where(
            User.active.is_(True),
            User.id.in_(
                select(RolePost.user_id)
                .join(Office, Office.id == RolePost.office_id)
                .where(Office.path.startswith(path), RolePost.role.in_(roles), _held(on))
            ),
        )
        .order_by(User.sort_key, User.id)
    )
    return db.session.scalars(query).all()


def failures_since(*, login_digest: str, source_digest: str, since: datetime) -> tuple[int, int]:
    """Failed tries since a moment: for this account name, and from this source."""
    by_login = select(func.count()).where(LoginAttempt.login_digest == login_digest, LoginAttempt.at > since)
    by_source = select(func.count()).where(LoginAttempt.source_digest == source_digest, LoginAttempt.at > since)
    return db.session.scalar(by_login) or 0, db.session.scalar(by_source) or 0
