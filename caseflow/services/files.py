"""Attaching files and giving them out again: kept by content, secret ones as ciphers, never a row without its file."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO

from flask import current_app

from caseflow.law.errors import MissingFactError, UnsafeFileError
from caseflow.law.terms import SubjectKind
from caseflow.services.file_kinds import ENDINGS, LIMIT, clean_name, media_type
from caseflow.store import contents
from caseflow.store.cipher import decrypt_bytes, encrypt_bytes
from caseflow.store.db import db
from caseflow.store.documents import Document, StoredFile, clear_files_of_matter, is_kept, kept_digests
from caseflow.store.subjects import Subject
from caseflow.store.transactions import afterwards
from caseflow.store.vault import SealedIdentity, lock_away
from caseflow.text import tidy

FILE = "file"
FROM_CITIZENS = frozenset({SubjectKind.PETITION, SubjectKind.VISIT})
"""What is attached to these of a denunciation was written by its author: handwriting gives away as a name does."""
ON_ITS_WAY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Paperwork:
    """What the paper in a file is."""

    kind: str
    number: str = ""
    issued_on: date | None = None
    signatory: str = ""


def folder() -> Path:
    """Where the contents lie."""
    place: Path = current_app.config["SETTINGS"].files
    return place


def attach(
    subject: Subject,
    paperwork: Paperwork,
    *,
    name: str,
    stream: BinaryIO,
    by_id: int | None,
    now: datetime,
    secret: bool = False,
) -> StoredFile:
    """Keep a file with a new document of a subject; UnsafeFileError or MissingFactError at its field `file` or `kind`.

    On a denunciation no typed name is kept, and what its author handed in is secret whether ticked or not.
    """
    if not paperwork.kind.strip():
        raise MissingFactError("Cần ghi tên loại tài liệu.", field="kind")
    content = stream.read(LIMIT + 1)
    try:
        type_ = media_type(content)
    except UnsafeFileError as no:
        raise UnsafeFileError(no.sentence, field="file") from no
    document = Document(
        subject_id=subject.id,
        kind=tidy(paperwork.kind),
        number=tidy(paperwork.number),
        issued_on=paperwork.issued_on,
        signatory=tidy(paperwork.signatory),
    )
    file = StoredFile(
        document=document,
        digest="",
        name=clean_name(name, type_),
        media_type=type_,
        size=len(content),
        added_at=now,
        added_by_id=by_id,
    )
    db.session.add(file)
    db.session.flush()
    if secret or (subject.secret and subject.kind in FROM_CITIZENS):
        _lock(file, content, subject_id=subject.id, by_id=by_id, now=now)
    else:
        file.digest = contents.keep(folder(), content)
        file.name = _plain_name(file) if subject.secret else file.name
    db.session.flush()
    return file


def content_of(file: StoredFile) -> bytes:
    """The bytes of a file, checked against their digest and in clear; DamagedFileError if they are not what was kept.

    Whoever gives out a secret one has recorded the look before.
    """
    content = contents.read(folder(), file.digest)
    if file.sealed_id is None:
        return content
    return decrypt_bytes(content, bound_to=_bound(file.sealed_id))


def seal_files(matter_id: int, *, newly: frozenset[int], by_id: int | None, now: datetime) -> None:
    """Make the files of a denunciation secret: what its author handed in, and all of a subject newly secret."""
    for file in clear_files_of_matter(matter_id):
        subject = file.document.subject
        if subject.id not in newly and subject.kind not in FROM_CITIZENS:
            continue
        before = file.digest
        _lock(file, contents.read(folder(), before), subject_id=subject.id, by_id=by_id, now=now)
        afterwards(partial(_forget, before))
    db.session.flush()


def sweep_files(*, now: datetime) -> int:
    """Take away contents no row speaks of: of attachments that were rolled back, of files made secret. How many."""
    found = contents.left_over(folder(), kept=kept_digests(), before=now - ON_ITS_WAY)
    for file in found:
        file.unlink(missing_ok=True)
    return len(found)


def _lock(file: StoredFile, content: bytes, *, subject_id: int, by_id: int | None, now: datetime) -> None:
    row: SealedIdentity = lock_away(FILE, {"name": file.name}, subject_id=subject_id, by_id=by_id, now=now)
    file.digest = contents.keep(folder(), encrypt_bytes(content, bound_to=_bound(row.id)))
    file.secret, file.sealed_id, file.name = True, row.id, _plain_name(file)


def _plain_name(file: StoredFile) -> str:
    return f"tep-{file.id}{ENDINGS[file.media_type]}"


def _bound(sealed_id: str) -> str:
    return f"stored_file:content:{sealed_id}"


def _forget(digest: str) -> None:
    if not is_kept(digest):
        contents.remove(folder(), digest)
