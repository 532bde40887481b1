"""Accounts and what their owners hold: opened, closed, given a role at an office, standing in, relieved of it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseflow.law.errors import MissingFactError, NotPermittedError, Refusal
from caseflow.law.rights import Reader, Right
from caseflow.law.terms import Role
from caseflow.services.people import end_sign_ins
from caseflow.store.db import db
from caseflow.store.offices import Office
from caseflow.store.people import RolePost, User, active_holders, posts_of, user_by_login
from caseflow.text import sort_key, tidy

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


@dataclass(frozen=True, slots=True)
class Appointment:
    """A role at an office between two days, by a document; perhaps in somebody's stead."""

    role: Role
    office: Office
    since: date | None
    until: date | None = None
    stands_in_for: str = ""
    document: str = ""


def open_account(*, login: str, name: str, email: str, hashed: str) -> User:
    """A new account with a one-time password (already hashed). Refuses a login that is taken or ill-formed."""
    login, name = login.strip().lower(), tidy(name)
    if not LOGIN.fullmatch(login):
        raise MissingFactError(
            "Tên đăng nhập gồm 3–60 chữ thường không dấu, chữ số, dấu chấm, gạch nối, gạch dưới.", field="login"
        )
    if user_by_login(login):
        raise Refusal(f"Đã có tài khoản tên “{login}”.", field="login")
    user = User(login=login, password_hash=hashed, must_change=True)
    amend_account(user, name=name, email=email)
    db.session.add(user)
    db.session.flush()
    return user


def amend_account(user: User, *, name: str, email: str) -> None:
    """Correct how a person is called and where mail reaches them."""
    if not tidy(name):
        raise MissingFactError("Cần ghi họ và tên.", field="name")
    user.name, user.sort_key, user.email = tidy(name), sort_key(name), email.strip()


def close_account(user: User, *, by_id: int, on: date, now: datetime) -> None:
    """Close an account: its sign-ins end at once. Nobody closes their own, nobody the last administrator's."""
    if user.id == by_id:
        raise Refusal("Không thể tự khóa tài khoản của mình; hãy nhờ một quản trị khác.")
    _keep_an_administrator(user, on)
    user.active = False
    end_sign_ins(user.id, now=now)


def reopen_account(user: User) -> None:
    """Let an account be used again, with its old password."""
    user.active = True


def _keep_an_administrator(user: User, on: date) -> None:
    if active_holders(Role.ADMIN, on) <= {user.id}:
        raise Refusal("Đây là quản trị cuối cùng còn hoạt động; hãy giao vai trò quản trị cho người khác trước.")


def give_role(user: User, appointment: Appointment, *, reader: Reader) -> RolePost:
    """Give a role at an office within the reader's reach. Standing in needs an end and a document."""
    office = appointment.office
    if not reader.may_at(Right.MANAGE_PEOPLE, office.path):
        raise NotPermittedError("Cơ quan này không thuộc phạm vi quản trị của bạn.", field="office")
    if appointment.until and appointment.since and appointment.until < appointment.since:
        raise MissingFactError("Ngày thôi phải sau ngày bắt đầu.", field="until")
    for post in posts_of(user.id):
        if (post.role, post.office_id) == (appointment.role, office.id) and _overlap(post, appointment):
            raise Refusal(
                f"Người này đã giữ vai trò {post.role.label} tại {office.name} trong thời gian đó.", field="role"
            )
    post = RolePost(
        user_id=user.id,
        role=appointment.role,
        office_id=office.id,
        since=appointment.since,
        until=appointment.until,
        stands_in_for_id=_absent_one(user, appointment),
        document=tidy(appointment.document),
    )
    db.session.add(post)
    db.session.flush()
    return post


def _overlap(post: RolePost, appointment: Appointment) -> bool:
    ends, begins = post.until or date.max, post.since or date.min
    return begins <= (appointment.until or date.max) and (appointment.since or date.min) <= ends


def _absent_one(user: User, appointment: Appointment) -> int | None:
    """Whom an appointment stands in for: somebody else, by a document, until a day."""
    login = appointment.stands_in_for.strip().lower()
    if not login:
        return None
    absent = user_by_login(login)
    if absent is None or absent.id == user.id:
        raise MissingFactError(f"Không có người nào khác mang tên đăng nhập “{login}”.", field="stands_in_for")
    if appointment.until is None:
        raise MissingFactError("Trực thay phải có ngày kết thúc.", field="until")
    if not appointment.document.strip():
        raise MissingFactError("Trực thay phải có văn bản phân công.", field="document")
    return absent.id


def end_role(post: RolePost, *, from_on: date, by_id: int, on: date) -> None:
    """From a day on the role is no longer held. Nobody gives up their own administration, nobody ends the last one."""
    if post.role is Role.ADMIN:
        if post.user_id == by_id:
            raise Refusal("Không thể tự thôi vai trò quản trị của mình; hãy nhờ một quản trị khác.")
        _keep_an_administrator(post.user, on)
    if post.until is not None and post.until < from_on:
        raise Refusal("Vai trò này đã kết thúc trước ngày đó.", field="from_on")
    post.until = from_on - timedelta(days=1)
