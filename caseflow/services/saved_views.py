"""Keeping a view of a list under a name, renaming it, having it opened first, letting it go."""

from collections.abc import Sequence
from dataclasses import dataclass

from caseflow.law.errors import Refusal
from caseflow.store.db import db
from caseflow.store.saved_views import SavedView, views_to_change
from caseflow.text import fold, tidy

MOST = 20
"""So many views of one list a person may keep: they stand in a row above it."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What a person says of a view: its name, where it stands in the row, whether it is opened first."""

    name: str
    is_default: bool = False
    place: int | None = None  # at the end where nothing is said


def keep_view(user_id: int, listed: str, query: str, naming: Naming) -> SavedView:
    """Keep a filter. Refused when it narrows nothing, when its name is taken, and beyond the most there may be."""
    standing = views_to_change(user_id, listed)
    if not query:
        raise Refusal("Danh sách này chưa được lọc; hãy lọc rồi lưu.")
    if len(standing) >= MOST:
        raise Refusal(f"Mỗi danh sách lưu được {MOST} bộ lọc; hãy xóa một bộ lọc không dùng nữa.")
    view = SavedView(user_id=user_id, listed=listed, query=query, place=max((v.place for v in standing), default=0) + 1)
    _name(view, naming, standing)
    db.session.add(view)
    db.session.flush()
    return view


def name_view(view: SavedView, naming: Naming) -> None:
    """Rename a view, move it in the row, have it opened first or not. Refused when the name is taken."""
    _name(view, naming, [other for other in views_to_change(view.user_id, view.listed) if other.id != view.id])


def _name(view: SavedView, naming: Naming, others: Sequence[SavedView]) -> None:
    name = tidy(naming.name)
    if not name:
        raise Refusal("Cần đặt tên cho bộ lọc.", field="name")
    if fold(name) in {fold(other.name) for other in others}:
        raise Refusal("Đã có bộ lọc mang tên này; hãy đặt tên khác.", field="name")
    for other in others if naming.is_default else ():
        other.is_default = False
    db.session.flush()  # the one before gives way first: two may never stand
    view.name, view.is_default = name, naming.is_default
    view.place = view.place if naming.place is None else naming.place


def drop_view(view: SavedView) -> None:
    """Let a view go."""
    db.session.delete(view)
