"""Accounts of people who work here: signing in and out, passwords, the roles they hold and until when.

Whoever guesses learns nothing: every failed try reads alike, takes alike, and counts, known name or not.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, insert, select, update

from caseflow.law.clock import VIETNAM, local_date
from caseflow.law.errors import MissingFactError, Refusal
from caseflow.store.cipher import blind_index
from caseflow.store.db import db
from caseflow.store.people import User, user_by_login
from caseflow.store.sign_ins import LoginAttempt, SignIn, Standing, latest_tries
from caseflow.store.sign_ins import standing_sign_in as find_standing
from caseflow.text import fold

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
SEEN_EVERY = timedelta(minutes=1)
WINDOW = timedelta(minutes=15)
TRIES_PER_NAME = 5
TRIES_PER_SOURCE = 20
KEEP_TRIES = timedelta(days=1)
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
FEWEST_LETTERS = 5
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mistaken for each other when read from paper


@cache
def hasher(cost: int) -> PasswordHasher:
    """Argon2id with so many KiB of memory, two passes, one lane."""
    return PasswordHasher(time_cost=2, memory_cost=cost, parallelism=1)


@cache
def _nobodys_hash(cost: int) -> str:
    """The hash that an unknown name is checked against, so that it costs the same time."""
    return hasher(cost).hash(secrets.token_hex(16))


# signing in


def count_try(*, login: str, source: str, now: datetime) -> int:
    """Count a try before its password is looked at, so that tries side by side count too; its key.

    Refuses, saying when to come back, once this name or this source has failed too often in a quarter of an hour.
    """
    db.session.execute(delete(LoginAttempt).where(LoginAttempt.at < now - KEEP_TRIES))
    login_digest, source_digest = _digest("login", fold(login)), _digest("source", source)
    for is_same, most in (
        (LoginAttempt.login_digest == login_digest, TRIES_PER_NAME),
        (LoginAttempt.source_digest == source_digest, TRIES_PER_SOURCE),
    ):
        tries = latest_tries(is_same, since=now - WINDOW, limit=most)
        if len(tries) == most:
            free = (tries[-1] + WINDOW + timedelta(minutes=1)).astimezone(VIETNAM)
            raise Refusal(f"Đã thử sai quá nhiều lần. Hãy thử lại sau {free:%H:%M} ngày {free:%d/%m/%Y}.")
    counted = insert(LoginAttempt).values(login_digest=login_digest, source_digest=source_digest, at=now)
    return db.session.execute(counted.returning(LoginAttempt.id)).scalar_one()


def _digest(purpose: str, words: str) -> str:
    return blind_index(words, purpose=purpose)


def who_knows(login: str, password: str, *, cost: int) -> int | None:
    """The key of the open account whose name and password these are. Slow on purpose: never inside a transaction."""
    user = user_by_login(login)
    known = user.password_hash if user and user.password_hash else _nobodys_hash(cost)
    right = matches(known, password, cost=cost)
    return user.id if user and user.active and right else None


def matches(known: str, password: str, *, cost: int) -> bool:
    """Whether a password is the one of a hash."""
    try:
        return hasher(cost).verify(known, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def sign_in(*, user_id: int, attempt_id: int, now: datetime) -> str:
    """Begin a sign-in for someone who gave the right password; the token that proves it. The tries are forgotten."""
    own_name = select(LoginAttempt.login_digest).where(LoginAttempt.id == attempt_id).scalar_subquery()
    db.session.execute(delete(LoginAttempt).where(LoginAttempt.login_digest == own_name))
    token = secrets.token_urlsafe(32)
    db.session.add(SignIn(token_digest=token_digest(token), user_id=user_id, began_at=now, seen_at=now))
    return token


def token_digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def standing_sign_in(token: str, *, now: datetime) -> Standing | None:
    """The sign-in a token proves, if it still holds: not revoked, not idle too long, not older than a day's work."""
    return find_standing(token_digest(token), began_after=now - LONGEST, seen_after=now - IDLE, on=local_date(now))


def see_again(sign_in_id: int, *, now: datetime) -> None:
    """Note that a person is still here. Not an act for the journal."""
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now))


def understand(hint: str, *, user_id: int) -> None:
    """Note that a person has understood a first-use hint; said twice, noted once. Not an act for the journal."""
    seen = set(db.session.scalars(select(User.hints_seen).where(User.id == user_id)).one().split())
    words = " ".join(sorted(seen | {hint}))
    db.session.execute(update(User).where(User.id == user_id).values(hints_seen=words))


def sign_out(sign_in_id: int, *, now: datetime) -> None:
    """End one sign-in."""
    db.session.get_one(SignIn, sign_in_id).revoked_at = now


def end_sign_ins(user_id: int, *, now: datetime, but: int | None = None) -> None:
    """End every sign-in of an account at once, except perhaps the one it is done from."""
    standing = select(SignIn).where(SignIn.user_id == user_id, SignIn.revoked_at.is_(None), SignIn.id != (but or 0))
    for row in db.session.scalars(standing):
        row.revoked_at = now


# passwords


def new_password() -> str:
    """A password to be read aloud once and changed at once."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def check_password(password: str, *, user: User) -> None:
    """Refuse a password that is easily guessed (MissingFactError)."""
    plain = fold(password)
    if len(password) < SHORTEST_PASSWORD:
        raise MissingFactError(f"Mật khẩu cần ít nhất {SHORTEST_PASSWORD} ký tự.", field="password")
    if len(set(plain)) < FEWEST_LETTERS or user.login in plain or fold(user.name) in plain:
        raise MissingFactError("Mật khẩu quá dễ đoán; hãy dùng vài từ không liên quan đến nhau.", field="password")


def hash_password(password: str, *, cost: int) -> str:
    """What is kept of a password. Slow on purpose: never inside a transaction."""
    return hasher(cost).hash(password)


def check_own_password(user: User, password: str, *, cost: int) -> None:
    """Refuse whoever sits at somebody's open screen and does not know the password."""
    if not matches(user.password_hash, password, cost=cost):
        raise Refusal("Mật khẩu hiện nay không đúng.", field="old")


def choose_password(user: User, hashed: str, *, now: datetime, sign_in_id: int) -> None:
    """Keep a person's own new password (already hashed); every other sign-in of theirs ends."""
    user.password_hash, user.must_change = hashed, False
    end_sign_ins(user.id, now=now, but=sign_in_id)


def reset_password(user: User, hashed: str, *, now: datetime) -> None:
    """Give a one-time password (already hashed); every sign-in ends, the person must choose their own."""
    user.password_hash, user.must_change = hashed, True
    end_sign_ins(user.id, now=now)
