"""What people who are not signed in try from where: kept for a day as digests, so that nobody tries without end."""

from datetime import datetime

from sqlalchemy import Index, String, delete, func, insert, select, true
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.db import Model, db


class PublicTry(Model):
    """A try at something from a source that is known by a keyed digest only."""

    __tablename__ = "public_try"
    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    source_digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]

    __table_args__ = (
        Index("ix_public_try_source_digest_at", "source_digest", "at"),
        Index("ix_public_try_purpose_at", "purpose", "at"),
    )


def tries_since(since: datetime, purpose: str, *, source_digest: str = "", limit: int) -> int:
    """How many tries at something there were, from one source or from all; counted no further than a limit."""
    same = PublicTry.source_digest == source_digest if source_digest else true()
    latest = select(PublicTry.id).where(PublicTry.purpose == purpose, same, PublicTry.at > since).limit(limit)
    return db.session.scalar(select(func.count()).select_from(latest.subquery())) or 0


def note_try(purpose: str, source_digest: str, at: datetime) -> int:
    """Write a try down; its key."""
    counted = insert(PublicTry).values(purpose=purpose, source_digest=source_digest, at=at).returning(PublicTry.id)
    return db.session.execute(counted).scalar_one()


def drop_try(try_id: int) -> None:
    """Forget one try."""
    db.session.execute(delete(PublicTry).where(PublicTry.id == try_id))


def drop_tries_before(at: datetime) -> None:
    """Forget the tries of long ago."""
    db.session.execute(delete(PublicTry).where(PublicTry.at < at))
