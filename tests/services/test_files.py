"""Attached files: kept once by content, never a row without its file, given out only as they were kept."""

import hashlib
import io
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select

from caseflow.law.errors import DamagedFileError, MissingFactError, UnsafeFileError
from caseflow.law.terms import Action
from caseflow.services import files
from caseflow.services.files import Paperwork
from caseflow.store.db import db
from caseflow.store.documents import Document, StoredFile
from caseflow.store.subjects import Subject
from tests.conftest import SettableClock
from tests.evil_files import NAMES, PDF, evil_files, png
from tests.factories import Enter, Entered

pytestmark = pytest.mark.usefixtures("inside")


def attach(
    enter: Enter,
    subject_id: int | None,
    content: bytes = PDF,
    *,
    name: str = "don.pdf",
    kind: str = "Đơn",
    secret: bool = False,
    cut_off: bool = False,
) -> int:
    """Attach a file to a subject and give its key; or be cut off before the commit."""
    with enter.acting("xulydon", "đính kèm") as reader:
        file = files.attach(
            db.session.get_one(Subject, subject_id),
            Paperwork(kind),
            name=name,
            stream=io.BytesIO(content),
            by_id=reader.user_id,
            now=enter.clock(),
            secret=secret,
        )
        if cut_off:
            raise InterruptedError
        return file.id


def stored(file_id: int) -> StoredFile:
    return db.session.get_one(StoredFile, file_id)


def on_disk() -> list[Path]:
    return sorted(path for path in files.folder().rglob("*") if path.is_file())


def test_a_file_lies_under_the_digest_of_its_content_and_only_its_owner_reads_it(enter: Enter) -> None:
    file = stored(attach(enter, enter.a_complaint().entry_id))
    (path,) = on_disk()
    assert path.name == file.digest == hashlib.sha256(PDF).hexdigest()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (file.name, file.media_type, file.size) == ("don.pdf", "application/pdf", len(PDF))
    assert files.content_of(file) == PDF


def test_the_same_content_is_kept_once(enter: Enter) -> None:
    it = enter.a_complaint()
    attach(enter, it.entry_id, name="một.pdf")
    attach(enter, it.entry_id, name="hai.pdf")
    assert len(on_disk()) == 1
    assert len(db.session.scalars(select(StoredFile)).all()) == 2


@pytest.mark.parametrize("name", ["a bomb", "a page", "a PDF that acts", "nothing", "too much"])
def test_a_refused_file_leaves_neither_row_nor_file(enter: Enter, name: str) -> None:
    it = enter.a_complaint()
    with pytest.raises(UnsafeFileError) as no:
        attach(enter, it.entry_id, evil_files()[name])
    assert no.value.field == "file"
    assert db.session.scalars(select(Document)).all() == []
    assert on_disk() == []


def test_no_name_leads_out_of_the_folder(enter: Enter, tmp_path: Path) -> None:
    it = enter.a_complaint()
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    for name in NAMES:
        attach(enter, it.entry_id, name=name)
    new = {path for path in tmp_path.rglob("*") if path.is_file() and "caseflow.db" not in path.name} - before
    assert new == set(on_disk())
    assert {path.name for path in new} == {hashlib.sha256(PDF).hexdigest()}


def test_a_paper_of_no_kind_is_refused(enter: Enter) -> None:
    it = enter.a_complaint()
    with pytest.raises(MissingFactError) as no:
        attach(enter, it.entry_id, kind=" ")
    assert no.value.field == "kind"


def test_a_flipped_bit_is_told_and_never_given_out(enter: Enter) -> None:
    file_id = attach(enter, enter.a_complaint().entry_id)
    (path,) = on_disk()
    path.write_bytes(PDF[:20] + bytes([PDF[20] ^ 1]) + PDF[21:])
    with pytest.raises(DamagedFileError, match="hỏng"):
        files.content_of(stored(file_id))


def test_a_file_that_is_gone_is_told(enter: Enter) -> None:
    file_id = attach(enter, enter.a_complaint().entry_id)
    on_disk()[0].unlink()
    with pytest.raises(DamagedFileError, match="không còn"):
        files.content_of(stored(file_id))


def test_attaching_again_mends_a_damaged_content(enter: Enter) -> None:
    it = enter.a_complaint()
    file_id = attach(enter, it.entry_id)
    on_disk()[0].write_bytes(b"x")
    attach(enter, it.entry_id)
    assert files.content_of(stored(file_id)) == PDF


def test_a_secret_file_is_a_cipher_on_the_disk_and_has_no_name_of_its_own(enter: Enter) -> None:
    file = stored(attach(enter, enter.a_complaint().entry_id, name="giấy ra viện.pdf", secret=True))
    (path,) = on_disk()
    assert PDF[:40] not in path.read_bytes()
    assert (file.secret, file.name) == (True, f"tep-{file.id}.pdf")
    assert files.content_of(file) == PDF


def test_a_cipher_of_one_file_is_none_of_another(enter: Enter) -> None:
    it = enter.a_complaint()
    one, two = (
        stored(attach(enter, it.entry_id, secret=True)),
        stored(attach(enter, it.entry_id, png(8, 8), secret=True)),
    )
    one.digest = two.digest
    with pytest.raises(InvalidTag):
        files.content_of(one)


def test_what_is_attached_to_a_denunciation_keeps_no_typed_name(enter: Enter) -> None:
    file = stored(attach(enter, enter.a_denunciation().entry_id, name="báo cáo.pdf"))
    assert (file.secret, file.name) == (False, f"tep-{file.id}.pdf")
    assert files.content_of(file) == PDF


def test_what_a_denouncer_handed_in_is_secret_though_nobody_ticked_it(enter: Enter) -> None:
    it = enter.a_denunciation()
    assert stored(attach(enter, it.petition_id)).secret
    assert not stored(attach(enter, it.entry_id, png(8, 8))).secret


def test_an_attachment_that_was_rolled_back_leaves_a_content_that_the_sweep_takes(
    enter: Enter, clock: SettableClock
) -> None:
    it = enter.a_complaint()
    kept = attach(enter, it.entry_id)
    with pytest.raises(InterruptedError):
        attach(enter, it.entry_id, png(8, 8), cut_off=True)
    half_written = files.folder() / "ab" / "0123.tmp"
    half_written.parent.mkdir(exist_ok=True)
    half_written.write_bytes(b"half")
    moment = clock().timestamp()
    for path in on_disk():
        os.utime(path, (moment, moment))
    assert files.sweep_files(now=clock() + timedelta(minutes=59)) == 0
    assert files.sweep_files(now=clock() + timedelta(minutes=61)) == 2
    assert [path.name for path in on_disk()] == [stored(kept).digest]


def test_sealing_keeps_a_clear_content_that_another_row_still_speaks_of(enter: Enter) -> None:
    complaint, paper = enter.a_complaint(), enter.a_petition("Đơn tố cáo")
    kept = attach(enter, complaint.entry_id)
    attach(enter, paper.petition_id)
    classify(enter, paper)
    assert files.content_of(stored(kept)) == PDF
    assert len(on_disk()) == 2


def test_sealing_takes_away_a_clear_content_that_nobody_else_has(enter: Enter) -> None:
    paper = enter.a_petition("Đơn tố cáo")
    attach(enter, paper.petition_id)
    classify(enter, paper)
    (path,) = on_disk()
    assert path.read_bytes() != PDF
    assert files.content_of(db.session.scalars(select(StoredFile)).one()) == PDF


def classify(enter: Enter, it: Entered) -> None:
    facts = {"kind": "denunciation", "field": "other", "instance": "first", "eligible": "yes", "in_competence": "yes"}
    enter.step(it, Action.CLASSIFY, facts=facts)
