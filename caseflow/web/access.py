"""Who is asking, when, and whether they may: the right every view declares, the person, the time of the request.

A view without a declared right is never served. Roles are read with every request, so a change acts at once.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.exceptions import HTTPException, Unauthorized

from caseflow.law.clock import local_date
from caseflow.law.errors import NotPermittedError
from caseflow.law.rights import Reader, Right
from caseflow.services.people import SEEN_EVERY, see_again, standing_sign_in
from caseflow.store.transactions import transaction

TOKEN = "sign_in"  # noqa: S105 - the name under which the session keeps the token, not a token
NOT_KEPT = frozenset({"password", "again", "old", "csrf_token"})
"""Of the fields sent after a sign-in had ended, those that are secret or worth nothing any more."""
CARRIED = "giu:"
"""So begin, on the sign-in page, the names of the fields of the form that was sent: it has fields of its own."""
BEFORE_OWN_PASSWORD = frozenset({"people.new_password", "people.sign_out"})
"""Where a person whose password was given by an administrator may go before choosing their own."""

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class SignedIn(UserMixin):
    """The person of this request: plain values, true even after the session of the database is gone."""

    user_id: int
    name: str
    login: str
    reader: Reader
    office_id: int
    office_name: str
    parent_office_name: str
    role_label: str
    must_change: bool
    sign_in_id: int
    seen_at: datetime
    hints_seen: frozenset[str]
    has_drafts: bool
    unread: int


def needs(right: Right) -> Callable[[View], View]:
    """Declare the right without which a view is not entered."""

    def declare(view: View) -> View:
        view.needs = right  # type: ignore[attr-defined] # a function takes attributes, its type does not say so
        return view

    return declare


def who() -> SignedIn | None:
    """The person of this request, if anyone is signed in."""
    return current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001 - werkzeug's own way out of a proxy


def me() -> SignedIn:
    """The person of this request; only where a view needs someone signed in."""
    found = who()
    if found is None:
        raise NotPermittedError("Hãy đăng nhập để làm việc này.")
    return found


def now() -> datetime:
    """The moment of this request, asked once."""
    if "now" not in g:
        g.now = current_app.config["CLOCK"]()
    moment: datetime = g.now
    return moment


def today() -> date:
    """The legal date of this request, in Vietnam."""
    return local_date(now())


def writing(act: str) -> AbstractContextManager[None]:
    """The transaction of a view: all or nothing, in the name of the person signed in."""
    person = who()
    return transaction(by_id=person.user_id if person else None, act=act, now=now())


def local_path(wanted: str) -> str:
    """A path inside this house to lead to; the home page for anything else."""
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if inside else "/"


def is_by_script() -> bool:
    """Whether a script of our own asks, which reads no page and is led nowhere."""
    return request.accept_mimetypes.best == "application/json"


def _load(_request: object) -> SignedIn | None:
    """The person of the token in the session; one query."""
    token = session.get(TOKEN)
    found = standing_sign_in(token, now=now()) if token else None
    if found is None:
        return None
    first = found.posts[0] if found.posts else None
    return SignedIn(
        user_id=found.user_id,
        name=found.name,
        login=found.login,
        reader=Reader(found.user_id, tuple(held.post for held in found.posts)),
        office_id=first.post.office_id if first else 0,
        office_name=first.office_name if first else "Chưa có cơ quan",
        parent_office_name=first.parent_name if first else "",
        role_label=first.post.role.label if first else "chưa có vai trò",
        must_change=found.must_change,
        sign_in_id=found.sign_in_id,
        seen_at=found.seen_at,
        hints_seen=frozenset(found.hints_seen.split()),
        has_drafts=found.has_drafts,
        unread=found.unread,
    )


def _begin() -> None:
    """A context may outlive one request (a shell, a test); the person and the time must not."""
    g.pop("_login_user", None)
    g.pop("now", None)


def _admit() -> ResponseReturnValue | None:
    """Let in whoever holds the right of the view; lead the others to sign in, or refuse."""
    if request.endpoint is None:
        return None
    right = getattr(current_app.view_functions[request.endpoint], "needs", None)
    if right is Right.ANYONE:
        return None
    person = who()
    if person is None and is_by_script():
        raise Unauthorized
    if person is None:  # what was typed goes along (307: the browser sends it again), and comes back after signing in
        typed = request.method == "POST" and way_back() != "/"
        return redirect(
            url_for("people.sign_in", next=way_back()), HTTPStatus.TEMPORARY_REDIRECT if typed else HTTPStatus.FOUND
        )
    if person.must_change and request.endpoint not in BEFORE_OWN_PASSWORD:
        return redirect(url_for("people.new_password"))
    if right is None or not (right is Right.SIGNED_IN or person.reader.may(right)):
        raise _missing(right)
    if now() - person.seen_at >= SEEN_EVERY:
        with writing("còn làm việc"):
            see_again(person.sign_in_id, now=now())
    return None


def inside(wanted: str) -> str:
    """The address of a path inside this house, which may stand under a prefix."""
    return request.script_root + local_path(wanted)


def typed_before() -> list[tuple[str, str]]:
    """What was typed before the sign-in ended, or was another, to be sent again."""
    return [(name, words) for name, words in request.form.items(multi=True) if name not in NOT_KEPT]


def carried() -> list[tuple[str, str]]:
    """The same, as the sign-in page has carried it along."""
    sent = request.form.items(multi=True)
    return [(name.removeprefix(CARRIED), words) for name, words in sent if name.startswith(CARRIED)]


def way_back() -> str:
    """Where to come back to after signing in: this page, if it is one that can be opened."""
    adapter = current_app.url_map.bind("")
    try:
        adapter.match(request.path, method="GET")
    except HTTPException:
        return "/"
    asked = request.query_string.decode(errors="replace") if request.method == "GET" else ""
    return f"{request.path}?{asked}" if asked else request.path


def _missing(right: Right | None) -> NotPermittedError:
    if right is None:
        return NotPermittedError("Trang này chưa được mở cho ai.")
    return NotPermittedError(f"Việc này cần quyền “{right.label}”; vai trò hiện nay của bạn không có.")


def init_app(app: Flask) -> None:
    """Have every request begin by asking who comes and whether they may."""
    logins = LoginManager()
    logins.session_protection = None  # sign-ins are rows of our own, revoked on the server
    logins.request_loader(_load)
    logins.init_app(app, add_context_processor=False)
    needs(Right.ANYONE)(app.view_functions["static"])
    app.before_request(_begin)
    app.before_request(_admit)
