"""What every page has around it: the security headers, and for its masthead the person, the navigation, the counts."""

from typing import Any

from flask import Flask, Response, current_app, g, request, session

from caseflow.law.rights import Right
from caseflow.store.forms import is_practice
from caseflow.web.access import SignedIn, now, who
from caseflow.web.keyed import SAVED

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}

PRACTICE = "caseflow.practice"

Entry = tuple[str, str, Right]
ALERTS = "/canh-bao"
NAVIGATION: tuple[Entry, ...] = (
    ("Hôm nay", "/", Right.SIGNED_IN),
    ("Tiếp dân", "/tiep-dan", Right.RECEIVE),
    ("Đơn", "/don", Right.READ),
    ("Vụ việc", "/vu-viec", Right.READ),
    ("Lịch", "/lich", Right.READ),
    ("Sổ sách", "/so", Right.READ),
    ("Báo cáo", "/bao-cao", Right.READ),
    ("Cảnh báo", ALERTS, Right.READ_ALERTS),
)
PERSON_MENU: tuple[Entry, ...] = (
    ("Tài khoản người dùng", "/quan-tri/tai-khoan", Right.MANAGE_PEOPLE),
    ("Cơ quan", "/quan-tri/co-quan", Right.MANAGE_OFFICES),
    ("Lịch làm việc", "/quan-tri/lich", Right.MANAGE_CALENDAR),
    ("Quy chế nội bộ", "/quan-tri/quy-che", Right.MANAGE_LOCAL_RULES),
    ("Gửi cảnh báo", "/quan-tri/canh-bao", Right.MANAGE_ALERTS),
    ("Cảnh báo ngày tới", "/canh-bao/ngay-mai", Right.FORESEE_ALERTS),
    ("Công khai kết quả", "/cong-khai-ket-qua", Right.READ),
    ("Duyệt xem danh tính", "/danh-tinh", Right.APPROVE_IDENTITY),
    ("Sổ mở danh tính", "/danh-tinh/so-theo-doi", Right.READ_OPENINGS),
    ("Nhật ký", "/nhat-ky", Right.READ_JOURNAL),
    ("Sổ tay", "/so-tay", Right.READ_RULEBOOK),
    ("Xác nhận căn cứ", "/so-tay/xac-nhan", Right.CONFIRM_RULES),
)


def _entries(table: tuple[Entry, ...], person: SignedIn) -> list[dict[str, Any]]:
    """The entries of a table whose page exists and whose right is held."""
    open_pages = {rule.rule for rule in current_app.url_map.iter_rules()}
    return [
        {"label": label, "url": request.script_root + path, "current": _is_current(path), "count": 0}
        for label, path, right in table
        if path in open_pages and person.reader.may(right)
    ]


def _is_current(path: str) -> bool:
    return request.path == path or (path != "/" and request.path.startswith(f"{path}/"))


def _around() -> dict[str, Any]:
    """The context of every template."""
    around: dict[str, Any] = {"is_demo": _is_practice(), "saved_here": _saved_here}
    person = None if g.get("failed") else who()
    if person is None:
        return around | {"me": None, "nav": []}
    navigation = _entries(NAVIGATION, person)
    for item in navigation:
        if item["url"].endswith(ALERTS):
            item["count"] = person.unread
    around |= {"me": person, "nav": navigation, "person_menu": _entries(PERSON_MENU, person)}
    return around | {"may_search": person.reader.may(Right.READ), "printed_at": now()}


def _saved_here() -> str:
    """Which draft was saved on the page before; told once, by the next whole page, not by a fragment."""
    return str(session.pop(SAVED)) if SAVED in session else ""


def _is_practice() -> bool:
    """Whether this installation is the invented province; asked of the database once in the life of a process."""
    known: bool | None = current_app.extensions.get(PRACTICE)
    if known is None and g.get("failed"):  # a page of a failure asks the database nothing
        return False
    if known is None:
        known = current_app.extensions[PRACTICE] = current_app.config["SETTINGS"].is_demo or is_practice()
    return known


def _guard(response: Response) -> Response:
    """The headers of every answer; what is not a static file is kept by no cache."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def init_app(app: Flask) -> None:
    """Put them around every page."""
    app.context_processor(_around)
    app.after_request(_guard)
