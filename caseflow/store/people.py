"""People who work here: accounts, and the roles they hold at offices between two days."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    ForeignKey,
    String,
    and_,
    bindparam,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from caseflow.law.errors import NotFoundError
from caseflow.law.rights import Post, Reader, Right
from caseflow.law.terms import Role
from caseflow.store.db import Model, Term, db
from caseflow.store.offices import Listed, Office, from_the_top, in_order, offices_under, under
from caseflow.text import fold


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
    hints_seen: Mapped[str] = mapped_column(default="", server_default="")  # first-use hints that were understood
    digest_times: Mapped[str] = mapped_column(default="", server_default="")  # when letters come: "07:30 14:00"
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


def find_user(user_id: int) -> User:
    """One account by key; NotFoundError otherwise."""
    found = db.session.get(User, user_id)
    if found is None:
        raise NotFoundError("Không có tài khoản này.")
    return found


def _administered_by(reader: Reader) -> ColumnElement[bool]:
    """Accounts none of whose posts lies outside the reader's reach: who may reset a password may act as its owner."""
    beyond = select(RolePost.user_id).where(RolePost.office_id.not_in(offices_under(reader.paths(Right.MANAGE_PEOPLE))))
    return User.id.not_in(beyond)


def find_account(user_id: int, reader: Reader) -> User:
    """One account that a reader may administer; the same NotFoundError whether it is absent or out of reach."""
    found = db.session.scalar(select(User).where(User.id == user_id, _administered_by(reader)))
    if found is None:
        raise NotFoundError("Không có tài khoản này, hoặc nó không thuộc phạm vi của bạn.")
    return found


def accounts_page(reader: Reader, *, words: str, after: int | None, limit: int) -> Sequence[User]:
    """The accounts a reader may administer, by given name, with their posts; every word found in a name or login."""
    query = select(User).where(_administered_by(reader)).order_by(User.sort_key, User.id).limit(limit)
    for word in fold(words).split(" "):
        letters = "".join(f"{letter}_" for letter in word if letter.isalnum())  # each followed by its shape
        query = query.where(or_(User.sort_key.like(f"%{letters}%"), User.login.contains(word, autoescape=True)))
    if after is not None:
        last = select(User.sort_key).where(User.id == after).scalar_subquery()
        query = query.where(or_(User.sort_key > last, and_(User.sort_key == last, User.id > after)))
    with_posts = query.options(selectinload(User.posts).joinedload(RolePost.office))
    return db.session.scalars(with_posts).all()


def posts_at(office_id: int, *, on: date) -> Sequence[RolePost]:
    """The posts of an office that are held on a day or begin later."""
    query = select(RolePost).where(RolePost.office_id == office_id, or_(RolePost.until.is_(None), RolePost.until >= on))
    return db.session.scalars(query).all()


def find_post(post_id: int, user_id: int) -> RolePost:
    """One post of an account; NotFoundError otherwise."""
    found = db.session.scalar(select(RolePost).where(RolePost.id == post_id, RolePost.user_id == user_id))
    if found is None:
        raise NotFoundError("Không có vai trò này.")
    return found


def active_holders(role: Role, on: date) -> set[int]:
    """The accounts in use that hold a role anywhere on a day; whoever asks next waits until this has been decided."""
    anywhere = select(RolePost.user_id).where(RolePost.role == role)
    db.session.scalars(select(User.id).where(User.id.in_(anywhere)).order_by(User.id).with_for_update()).all()
    held = select(User.id).where(User.active.is_(True), User.id.in_(anywhere.where(held_on(on))))
    return set(db.session.scalars(held))


def names_of(user_ids: Collection[int]) -> dict[int, str]:
    """How some people are called."""
    query = select(User.id, User.name).where(User.id.in_(user_ids))
    return dict(db.session.execute(query).all())


def user_by_login(login: str) -> User | None:
    """One account by the name it signs in with."""
    return db.session.scalar(select(User).where(User.login == login.strip().lower()))


def held_on(on: date | ColumnElement[date]) -> ColumnElement[bool]:
    """The condition under which a post is held on a day."""
    return and_(
        or_(RolePost.since.is_(None), RolePost.since <= on),
        or_(RolePost.until.is_(None), RolePost.until >= on),
    )


def reader_of(user_id: int, on: date) -> Reader:
    """What a person holds on a day, as the law floor reads it."""
    query = (
        select(RolePost.role, RolePost.office_id, Office.path)
        .join(Office, Office.id == RolePost.office_id)
        .where(RolePost.user_id == user_id, held_on(on))
    )
    return Reader(user_id, tuple(Post(role, office_id, path) for role, office_id, path in db.session.execute(query)))


class HeldPost(NamedTuple):
    """A post that an active person holds, perhaps for somebody else, and where and when letters reach that person."""

    user_id: int
    login: str
    email: str
    digest_times: str
    stands_in_for_id: int | None
    post: Post


def held_posts(on: date) -> list[HeldPost]:
    """Every post held on a day by an active person, standing in or not."""
    query = (
        select(RolePost.user_id, User.login, User.email, User.digest_times, RolePost.stands_in_for_id)
        .add_columns(RolePost.role, RolePost.office_id, Office.path)
        .join(User, User.id == RolePost.user_id)
        .join(Office, Office.id == RolePost.office_id)
        .where(User.active.is_(True), held_on(on))
        .order_by(RolePost.id)
    )
    return [
        HeldPost(user_id, login, email, times, absent_id, Post(role, office_id, path))
        for user_id, login, email, times, absent_id, role, office_id, path in db.session.execute(query)
    ]


def posts_of(user_id: int) -> Sequence[RolePost]:
    """Every post of an account, past and to come as well, with its office; those without an end first."""
    query = (
        select(RolePost)
        .where(RolePost.user_id == user_id)
        .options(joinedload(RolePost.office))
        .order_by(RolePost.until.is_not(None), RolePost.until.desc(), RolePost.id)
    )
    return db.session.scalars(query).all()


def holders(role: Role, office_ids: Sequence[int], on: date) -> list[tuple[int, int]]:
    """(user, office) of every active person who holds a role at one of some offices on a day."""
    query = (
        select(RolePost.user_id, RolePost.office_id)
        .join(User, User.id == RolePost.user_id)
        .where(RolePost.role == role, RolePost.office_id.in_(office_ids), User.active.is_(True), held_on(on))
    )
    return [(user_id, office_id) for user_id, office_id in db.session.execute(query)]


class HolderRow(NamedTuple):
    """A role that somebody holds at an office."""

    role: Role
    name: str
    office: str


def holders_reaching(path: str, roles: frozenset[Role], on: date) -> list[HolderRow]:
    """Active people who hold one of some roles at an office or above it on a day: they may act on its records."""
    query = (
        select(RolePost.role, User.name, Office.name)
        .join(User, User.id == RolePost.user_id)
        .join(Office, Office.id == RolePost.office_id)
        .where(User.active.is_(True), RolePost.role.in_(roles), literal(path).startswith(Office.path), held_on(on))
        .order_by(Office.path.desc(), User.sort_key, User.id)
    )
    return [HolderRow(*row) for row in db.session.execute(query)]


class Reach(NamedTuple):
    """The offices and the people that somebody may ask a list for, by key."""

    offices: dict[int, str]
    people: dict[int, str]


def reach_of(paths: Sequence[str], on: date, *, roles: frozenset[Role]) -> Reach:
    """The offices at or below some paths, as a tree is read, and those who hold a role there; in one question."""
    rows = db.session.execute(_reach(tuple(paths), roles), {"on": on}).all()
    listed = [Listed(key, name, path, order) for is_office, key, name, path, order in rows if is_office]
    named = sorted((order, key, name) for is_office, key, name, _, order in rows if not is_office)
    return Reach({office.id: office.name for office in from_the_top(listed)}, {key: name for _, key, name in named})


@lru_cache(maxsize=100)  # put together once for those who reach the same: asked with every list
def _reach(paths: tuple[str, ...], roles: frozenset[Role]) -> CompoundSelect[Any]:
    on = bindparam("on", type_=Date())
    offices = select(literal(1), Office.id, Office.name, Office.path, in_order()).where(under(paths))
    people = select(literal(0), User.id, User.name, literal(""), User.sort_key).where(*_colleagues(paths, on, roles))
    return union_all(offices, people)


def colleagues(path: str, on: date, *, roles: frozenset[Role]) -> dict[int, str]:
    """Active people with one of the roles at an office or below it, by key, sorted by given name."""
    query = select(User.id, User.name).where(*_colleagues([path], on, roles))
    return dict(db.session.execute(query.order_by(User.sort_key, User.id)).all())


def _colleagues(
    paths: Sequence[str], on: date | ColumnElement[date], roles: frozenset[Role]
) -> tuple[ColumnElement[bool], ...]:
    held = select(RolePost.user_id).join(Office, Office.id == RolePost.office_id)
    held = held.where(under(paths), RolePost.role.in_(roles), held_on(on))
    return User.active.is_(True), User.id.in_(held)
