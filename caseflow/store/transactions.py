"""The one door through which anything is written: all or nothing, journalled, committed here and nowhere else."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from caseflow.law.errors import StaleEditError
from caseflow.store import indexing, journal
from caseflow.store.db import db


def afterwards(follow: Callable[[], None]) -> None:
    """Have something done after the present transaction is committed, and only then; asked for twice, done once."""
    db.session().info.setdefault("afterwards", {})[follow] = None


def before_end(follow: Callable[[Sequence[Any]], None], about: object) -> None:
    """Have something done as the last act of the present transaction, once, with all that it was asked about."""
    db.session().info.setdefault("before_end", {}).setdefault(follow, []).append(about)


def _forget(session: Session) -> None:
    """Let go of what belongs to one transaction only: what was noted, what follows, calendar and rules as read."""
    for name in ("changes", indexing.TOUCHED, "before_end", "afterwards", "calendar", "rules"):
        session.info.pop(name, None)


@contextmanager
def rehearsal() -> Iterator[None]:
    """What would happen, seen without its having happened: everything written inside is taken back."""
    session = db.session()
    session.rollback()
    _forget(session)
    session.connection(execution_options={"write": True})
    try:
        yield
    finally:
        session.rollback()
        _forget(session)


@contextmanager
def transaction(*, by_id: int | None, act: str, now: datetime) -> Iterator[None]:
    """All or nothing: what is written inside is journalled as one act and committed, or not at all.

    What was read before is forgotten first, so that everything inside sees the same, current state.
    Raises StaleEditError when somebody else changed one of the rows meanwhile.
    """
    session = db.session()
    session.rollback()
    _forget(session)
    session.connection(execution_options={"write": True})
    try:
        yield
        session.flush()
        for follow, about in session.info.pop("before_end", {}).items():
            follow(about)
        session.flush()
        indexing.keep_up()
        journal.append(by_id=by_id, act=act, at=now)
        session.commit()
        for follow in session.info.pop("afterwards", ()):
            follow()
    except StaleDataError as stale:
        session.rollback()
        raise StaleEditError("Hồ sơ vừa được người khác sửa; hãy xem lại trước khi lưu.") from stale
    except BaseException:
        session.rollback()
        raise
    finally:
        _forget(session)
