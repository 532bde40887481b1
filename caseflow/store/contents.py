"""The folder of attached files: each content under its SHA-256, written whole or not at all, checked when read."""

import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from caseflow.law.errors import DamagedFileError

UNFINISHED = ".tmp"


def keep(folder: Path, content: bytes) -> str:
    """Write a content to the disk and return its digest; what is there already is not written again."""
    digest = hashlib.sha256(content).hexdigest()
    place = _place(folder, digest)
    if place.exists() and hashlib.sha256(place.read_bytes()).hexdigest() == digest:
        return digest
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place.parent / f"{uuid4().hex}{UNFINISHED}"
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
    _settle(place.parent)
    return digest


def read(folder: Path, digest: str) -> bytes:
    """A content again; DamagedFileError if it is gone or no longer what was written."""
    try:
        content = _place(folder, digest).read_bytes()
    except FileNotFoundError:
        raise DamagedFileError("Tệp không còn trong kho; hãy báo quản trị để lấy lại từ bản sao lưu.") from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise DamagedFileError("Tệp trong kho đã bị hỏng nên không mở; hãy báo quản trị để lấy lại từ bản sao lưu.")
    return content


def remove(folder: Path, digest: str) -> None:
    """Take a content away; it may be gone already."""
    _place(folder, digest).unlink(missing_ok=True)


def digests(folder: Path) -> Iterator[str]:
    """The digest of every content in the folder."""
    for file in sorted(folder.glob("??/*")):
        if file.suffix != UNFINISHED:
            yield file.name


def left_over(folder: Path, *, kept: frozenset[str], before: datetime) -> list[Path]:
    """Contents no row speaks of and writes cut off half-way, older than a moment: a younger one may be on its way."""
    return [
        file
        for file in sorted(folder.glob("??/*"))
        if file.name not in kept and file.stat().st_mtime < before.timestamp()
    ]


def _place(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


def _settle(folder: Path) -> None:
    """Have the folder itself remember the new name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
