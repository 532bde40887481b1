"""The journal: an append-only, hash-chained line for every transaction, verifiable from nothing but its rows.

It holds which rows were written and a keyed digest of what they then held, never the words themselves.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from flask import current_app
from sqlalchemy import String, event, insert, inspect, select, text, type_coerce
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.store.db import Model, db, is_postgresql, table_of

GENESIS = "0" * 64
KEPT_AS = "%Y-%m-%d %H:%M:%S.%f"  # how SQLite keeps a moment
LOCK = 7_114_201  # any number, the same in every process: who holds it writes the next line


class JournalLine(Model):
    """One transaction: when, by whom, doing what, which rows, chained to the line before."""

    __tablename__ = "journal"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by_id: Mapped[int | None]
    act: Mapped[str]
    changes: Mapped[str]  # canonical JSON, kept as text so that its bytes are what was hashed
    previous: Mapped[str]
    digest: Mapped[str]


_LINES = table_of(JournalLine)
_LAST = select(_LINES.c.seq, _LINES.c.digest).order_by(_LINES.c.seq.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the chain does not hold, and why."""

    seq: int
    reason: str


def line_digest(*, seq: int, at: datetime, by_id: int | None, act: str, changes: str, previous: str) -> str:
    """SHA-256 of a line: its fields in canonical JSON, the previous digest among them."""
    whole = [seq, at.isoformat(), by_id, act, changes, previous]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Decimal):
        return str(value)
    return value


def row_digest(values: dict[str, object]) -> str:
    """A keyed digest of a row: without the key, a name cannot be guessed back out of it."""
    words = json.dumps({key: _plain(value) for key, value in sorted(values.items())}, ensure_ascii=False, default=str)
    key: bytes = current_app.config["JOURNAL_KEY"]
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()[:32]


def note(table: str, key: object, act: str, values: dict[str, object] | None = None) -> None:
    """Write into the coming line a change that did not pass through the unit of work (bulk statements, looks)."""
    _changes(db.session()).append([table, key, act, row_digest(values or {})])


def _changes(session: Session) -> list[list[object]]:
    found: list[list[object]] = session.info.setdefault("changes", [])
    return found


def watch() -> None:
    """Have every flush note what it wrote; called once when the house is wired."""
    if not event.contains(Session, "after_flush", _collect):
        event.listen(Session, "after_flush", _collect)


def _collect(session: Session, _context: object) -> None:
    changes = _changes(session)
    written = ((session.new, "new"), (session.dirty, "edit"), (session.deleted, "delete"))
    for rows, act in written:
        for row in rows:
            if isinstance(row, JournalLine) or (act == "edit" and not session.is_modified(row)):
                continue
            state = inspect(row)
            values = {attr.key: state.dict.get(attr.key) for attr in state.mapper.column_attrs}
            changes.append(
                [
                    state.mapper.local_table.description,
                    list(state.mapper.primary_key_from_instance(row)),
                    act,
                    row_digest(values),
                ]
            )


def append(*, by_id: int | None, act: str, at: datetime) -> None:
    """Chain one line for what this transaction wrote; nothing if it wrote nothing."""
    session = db.session()
    changes = session.info.pop("changes", [])
    if not changes:
        return
    if is_postgresql():
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    last = session.execute(_LAST).first()
    seq, previous = (last.seq + 1, last.digest) if last else (1, GENESIS)
    words = json.dumps(changes, ensure_ascii=False, separators=(",", ":"), default=str)
    at = at.astimezone(UTC).replace(microsecond=0)
    digest = line_digest(seq=seq, at=at, by_id=by_id, act=act, changes=words, previous=previous)
    line = {"seq": seq, "at": at, "by_id": by_id, "act": act, "changes": words, "previous": previous, "digest": digest}
    session.execute(insert(_LINES), line)


def begun_at() -> datetime | None:
    """When the first line was written: when this house was founded."""
    return db.session.scalar(select(JournalLine.at).order_by(JournalLine.seq).limit(1))


def head() -> tuple[int, str]:
    """The last line's number and digest: what is printed at the end of the day."""
    last = db.session.execute(_LAST).first()
    return (last.seq, last.digest) if last else (0, GENESIS)


def broken_lines(*, known_head: tuple[int, str] | None = None) -> Iterator[Broken]:
    """Every place where the chain does not hold; with a head printed earlier, also a tail that was cut or rewritten."""
    expected, previous, seen = 1, GENESIS, None
    for line in _as_kept():
        if line.seq != expected:
            yield Broken(line.seq, f"thiếu dòng {expected}")
        if line.previous != previous:
            yield Broken(line.seq, "không nối với dòng trước")
        if _is_altered(line):
            yield Broken(line.seq, "nội dung đã bị sửa")
        if known_head and line.seq == known_head[0]:
            seen = line.digest
        expected, previous = line.seq + 1, line.digest
    if known_head and known_head[0] and seen != known_head[1]:
        yield Broken(known_head[0], "đuôi bị cắt hoặc viết lại so với đầu chuỗi đã in")


def _as_kept() -> Iterator[Any]:
    """The lines with their moment as the database keeps it: a text on SQLite, where anything may be written into it."""
    at: Any = JournalLine.at if is_postgresql() else type_coerce(JournalLine.at, String)
    columns = (JournalLine.seq, at.label("at"), JournalLine.by_id, JournalLine.act, JournalLine.changes)
    query = select(*columns, JournalLine.previous, JournalLine.digest).order_by(JournalLine.seq)
    yield from db.session.execute(query.execution_options(yield_per=1000))


def _is_altered(line: Any) -> bool:  # noqa: ANN401 - a row of the query above
    """Whether a line is not what its digest was made of, down to the way its moment is written."""
    try:
        at = (
            datetime.fromisoformat(line.at).replace(tzinfo=UTC) if isinstance(line.at, str) else line.at.astimezone(UTC)
        )
        digest = line_digest(
            seq=line.seq, at=at, by_id=line.by_id, act=line.act, changes=line.changes, previous=line.previous
        )
    except (AttributeError, TypeError, ValueError):  # no moment at all, or bytes where there were words
        return True
    return digest != line.digest or (isinstance(line.at, str) and f"{at:{KEPT_AS}}" != line.at)


def lines(*, before: int | None = None, limit: int = 50) -> list[JournalLine]:
    """The latest lines, paged by number."""
    query = select(JournalLine).order_by(JournalLine.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(JournalLine.seq < before)
    return list(db.session.scalars(query))


def _row(line: JournalLine) -> dict[str, Any]:
    return {
        "seq": line.seq,
        "at": line.at.isoformat(),
        "by": line.by_id,
        "act": line.act,
        "changes": line.changes,
        "previous": line.previous,
        "digest": line.digest,
    }


def rows() -> Iterator[dict[str, Any]]:
    """Every line as plain values, for an inspector's own script."""
    for line in db.session.scalars(select(JournalLine).order_by(JournalLine.seq).execution_options(yield_per=1000)):
        yield _row(line)
