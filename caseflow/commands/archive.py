"""A backup as one file: the rows of every table, the attached files, and a manifest to check them by. Never a key."""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from sqlalchemy import Connection, Table, select

from caseflow.law.errors import DamagedFileError, Refusal
from caseflow.store import contents, dump
from caseflow.store.documents import StoredFile

FORMAT = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a table has, and the SHA-256 of their lines."""

    rows: int
    digest: str


@dataclass(slots=True)
class Manifest:
    """What an archive holds: by table, by file, made when, for which schema, under which vault key (its short name)."""

    made_at: str
    schema: list[str]
    key_id: str
    format: int = FORMAT
    tables: dict[str, Count] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)


def write(target: Path, files: Path, *, schema: list[str], key_id: str, now: datetime) -> Manifest:
    """Make an archive of the house as it is at one moment; whole or not at all. Refuses to write over a file."""
    if target.exists():
        raise Refusal(f"Đã có tệp {target.name}; hãy chọn tên khác.")
    manifest = Manifest(made_at=now.isoformat(timespec="seconds"), schema=schema, key_id=key_id)
    draft = target.with_name(f".{target.name}.tmp")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w:gz") as archive, dump.snapshot() as connection:
                for table in dump.tables():
                    manifest.tables[table.name] = _add_table(archive, connection, table)
                for digest in connection.scalars(select(StoredFile.digest).distinct().order_by(StoredFile.digest)):
                    manifest.files[digest] = _add_file(archive, files, digest)
                words = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
                _add(archive, MANIFEST, io.BytesIO(words.encode()), len(words.encode()))
            out.flush()
            os.fsync(out.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def read_manifest(archive: tarfile.TarFile) -> Manifest:
    """The manifest of an archive; Refusal if this is none, or none this version reads."""
    try:
        told: dict[str, Any] = json.loads(_open(archive, MANIFEST).read())
        tables = {name: Count(**count) for name, count in told.pop("tables").items()}
        manifest = Manifest(**told, tables=tables)
    except (KeyError, TypeError, ValueError, OSError, EOFError, tarfile.TarError):
        raise Refusal("Tệp này không phải bản sao lưu của caseflow, hoặc đã bị hỏng.") from None
    if manifest.format != FORMAT:
        raise Refusal("Bản sao lưu có định dạng khác; hãy phục hồi bằng đúng phiên bản đã tạo ra nó.")
    return manifest


def load_tables(archive: tarfile.TarFile, manifest: Manifest, connection: Connection) -> None:
    """Write every row into empty tables; checked as it comes and read back. DamagedFileError if anything differs."""
    for table in dump.tables():
        with _lines(archive, table) as lines:
            _check(table, manifest, _count(lines))
        with _lines(archive, table) as lines:
            dump.load(connection, table, lines)
        _check(table, manifest, _count(dump.lines_of(connection, table)))


def load_files(archive: tarfile.TarFile, manifest: Manifest, files: Path) -> None:
    """Write every attached file, or none; DamagedFileError if one is not what its digest says."""
    written: list[str] = []
    try:
        written.extend(contents.keep(files, _open(archive, f"files/{digest}").read()) for digest in manifest.files)
    finally:
        is_whole = written == list(manifest.files)
        for digest in () if is_whole else written:
            contents.remove(files, digest)
    if not is_whole:
        raise DamagedFileError("Một tệp đính kèm trong bản sao lưu không khớp; không phục hồi gì.")


def _add_table(archive: tarfile.TarFile, connection: Connection, table: Table) -> Count:
    with TemporaryFile() as draft:

        def written() -> Iterator[str]:
            for line in dump.lines_of(connection, table):
                draft.write(line.encode())
                yield line

        count = _count(written())
        size = draft.tell()
        draft.seek(0)
        _add(archive, _member(table), draft, size)
    return count


def _add_file(archive: tarfile.TarFile, files: Path, digest: str) -> int:
    content = contents.read(files, digest)
    _add(archive, f"files/{digest}", io.BytesIO(content), len(content))
    return len(content)


def _add(archive: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    archive.addfile(member, content)


def _lines(archive: tarfile.TarFile, table: Table) -> io.TextIOWrapper:
    return io.TextIOWrapper(_open(archive, _member(table)), encoding="utf-8", errors="replace", newline="\n")


def _check(table: Table, manifest: Manifest, found: Count) -> None:
    if found != manifest.tables.get(table.name):
        raise DamagedFileError(f"Bảng {table.name} trong bản sao lưu không khớp; không phục hồi gì.")


def _count(lines: Iterable[str]) -> Count:
    digest, rows = hashlib.sha256(), 0
    for line in lines:
        digest.update(line.encode())
        rows += 1
    return Count(rows, digest.hexdigest())


def _member(table: Table) -> str:
    return f"tables/{table.name}.jsonl"


def _open(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        found = archive.extractfile(name)
    except KeyError:
        found = None
    if found is None:
        raise DamagedFileError(f"Bản sao lưu thiếu {name}.")
    return found
