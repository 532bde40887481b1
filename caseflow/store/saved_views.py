"""Saved views: what a person narrows a list to again and again, by a name; never the words searched for."""

from collections.abc import Sequence

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, bindparam, select, text
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.law.errors import NotFoundError
from caseflow.store.db import Model, db
from caseflow.store.people import User


class SavedView(Model):
    """A filter of one list, its person's own; at most one of a list is opened first."""

    __tablename__ = "saved_view"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    listed: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str]  # as it stands in an address
    place: Mapped[int] = mapped_column(default=0)
    is_default: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        UniqueConstraint("user_id", "listed", "name"),
        Index(
            "ix_saved_view_default",
            "user_id",
            "listed",
            unique=True,
            sqlite_where=text("is_default"),
            postgresql_where=text("is_default"),
        ),
    )


_VIEWS = (
    select(SavedView)
    .where(SavedView.user_id == bindparam("user_id"), SavedView.listed == bindparam("listed"))
    .order_by(SavedView.place, SavedView.id)
)  # put together once: asked with every list


def views_of(user_id: int, listed: str) -> Sequence[SavedView]:
    """A person's views of a list, in their order."""
    return db.session.scalars(_VIEWS, {"user_id": user_id, "listed": listed}).all()


def views_to_change(user_id: int, listed: str) -> Sequence[SavedView]:
    """The same, while whoever changes them at the same time waits: names and the one opened first stay single."""
    db.session.scalars(select(User.id).where(User.id == user_id).with_for_update()).all()
    return views_of(user_id, listed)


def find_view(view_id: int, user_id: int) -> SavedView:
    """One view of a person; the same NotFoundError whether it is absent or somebody else's."""
    found = db.session.scalar(select(SavedView).where(SavedView.id == view_id, SavedView.user_id == user_id))
    if found is None:
        raise NotFoundError("Không có bộ lọc này.")
    return found
