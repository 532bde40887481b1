"""A backup and a house made of it elsewhere: nothing lost, nothing more, never the key; and the journal's commands."""

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from caseflow.app import create_app
from caseflow.cli import REFUSED, main
from caseflow.commands import schema
from caseflow.law.terms import Action, VisitOutcome
from caseflow.services import files
from caseflow.services.citizens import Person
from caseflow.services.files import Paperwork
from caseflow.settings import Settings
from caseflow.store import dump
from caseflow.store.db import db
from caseflow.store.documents import StoredFile
from caseflow.store.journal import broken_lines, head
from caseflow.store.petitions import Petition
from caseflow.store.sealing import sealed_in
from caseflow.store.subjects import Subject
from caseflow.store.vault import open_up
from tests.canaries import Scanner, canaries
from tests.conftest import ENGINES, SettableClock, nothing
from tests.databases import Databases
from tests.evil_files import PDF
from tests.factories import PASSWORD, Enter, Entered, found_province
from tests.visitor import Visitor

Env = dict[str, str]
KEY = "khóa niêm phong của bài kiểm thử này"
(SOMEBODY,) = canaries(1, seed=13)
AUTHOR = Person(SOMEBODY.name, phone=SOMEBODY.phone, paper_number=SOMEBODY.paper_number, address=SOMEBODY.address)


@contextmanager
def opened(env: Env) -> Iterator[Flask]:
    """The house at an environment, with its context."""
    app = create_app(Settings.from_env(env), SettableClock())
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def another_place(databases: Databases, tmp_path: Path) -> Iterator[Callable[[str], Env]]:
    """Makes an empty database and an empty home."""
    with ExitStack() as stack:

        def make(engine: str) -> Env:
            url = stack.enter_context(databases.on(engine).copy(nothing))
            return environment(url, tmp_path / f"home{len(list(tmp_path.glob('home*')))}")

        yield make


@pytest.fixture(scope="session")
def template_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the template houses lie, by engine."""
    return tmp_path_factory.mktemp("lived")


@pytest.fixture
def lived_in(databases: Databases, engine: str, template_home: Path, tmp_path: Path) -> Iterator[Env]:
    """A house in which a visit, a complaint, a denunciation sealed late and two files were written."""
    home = template_home / engine

    def lived(url: str) -> None:
        home.mkdir()
        with opened(environment(url, home)) as app:
            schema.upgrade()
            found_province()
            live(Enter(app, SettableClock()))

    with databases.on(engine).copy(lived) as url:
        shutil.copytree(home, tmp_path / "home")
        yield environment(url, tmp_path / "home")


def environment(url: str, home: Path) -> Env:
    return {"CASEFLOW_DATABASE_URL": url, "CASEFLOW_HOME": str(home), "CASEFLOW_VAULT_KEY": KEY}


def live(enter: Enter) -> Entered:
    enter.a_visit("Hỏi về “sổ đỏ”", outcome=VisitOutcome.EXPLAINED)
    complaint = enter.a_case(accepted_on=date(2026, 11, 20), received_on=date(2026, 11, 16))
    attach(enter, complaint.entry_id, PDF, name="quyết định.pdf")
    paper = enter.a_petition(f"{SOMEBODY.name} tố cáo cán bộ", senders=(AUTHOR,), respondent="Ông Hồ Văn Địa")
    attach(enter, paper.petition_id, f"Tôi tên là {SOMEBODY.name}".encode(), name=f"{SOMEBODY.name}.txt")
    facts = {"kind": "denunciation", "field": "other", "instance": "first", "eligible": "yes", "in_competence": "yes"}
    return enter.step(paper, Action.CLASSIFY, facts=facts)


def attach(enter: Enter, subject_id: int | None, content: bytes, *, name: str) -> None:
    with enter.acting("xulydon", "đính kèm") as reader:
        files.attach(
            db.session.get_one(Subject, subject_id),
            Paperwork("Đơn"),
            name=name,
            stream=io.BytesIO(content),
            by_id=reader.user_id,
            now=enter.clock(),
        )


def all_rows(env: Env) -> dict[str, list[str]]:
    with opened(env), dump.snapshot() as connection:
        return {table.name: list(dump.lines_of(connection, table)) for table in dump.tables()}


@pytest.mark.parametrize("other_engine", ENGINES)
def test_a_restored_house_holds_every_row_and_every_file(
    lived_in: Env, another_place: Callable[[str], Env], other_engine: str, tmp_path: Path
) -> None:
    there = another_place(other_engine)
    assert main(["backup", str(tmp_path / "b.tar.gz")], lived_in) == 0
    assert main(["restore", str(tmp_path / "b.tar.gz")], there) == 0
    assert all_rows(there) == all_rows(lived_in)
    with opened(there):
        kept = db.session.scalars(select(StoredFile).order_by(StoredFile.id)).all()
        assert [files.content_of(file) for file in kept] == [PDF, f"Tôi tên là {SOMEBODY.name}".encode()]
        assert list(broken_lines(known_head=head())) == []


def test_a_restored_house_is_lived_in_again(
    lived_in: Env, another_place: Callable[[str], Env], engine: str, tmp_path: Path
) -> None:
    there = another_place(engine)
    main(["backup", str(tmp_path / "b.tar.gz")], lived_in)
    main(["restore", str(tmp_path / "b.tar.gz")], there)
    with opened(there) as app:
        new = live(Enter(app, SettableClock()))
        assert SOMEBODY.name in [open_up(row).get("name") for row in sealed_in(new.matter_id)]
        assert db.session.scalar(select(func.count()).select_from(Petition)) == 4
        assert list(broken_lines()) == []
    app = create_app(Settings.from_env(there), SettableClock())
    visitor = Visitor(app)
    assert visitor.submit("/dang-nhap", login="xulydon", password=PASSWORD).request.path != "/dang-nhap"
    assert "Đơn khiếu nại về đất đai" in visitor.text("/don")
    with app.app_context():
        db.engine.dispose()


def test_the_archive_carries_neither_a_key_nor_a_denouncer(lived_in: Env, tmp_path: Path) -> None:
    archive = tmp_path / "b.tar.gz"
    main(["backup", str(archive)], lived_in)
    with tarfile.open(archive) as opened_archive:
        members = {member.name: opened_archive.extractfile(member) for member in opened_archive.getmembers()}
        content = {name: stream.read() for name, stream in members.items() if stream}
    settings = Settings.from_env(lived_in)
    keys = (KEY.encode(), settings.vault_key, settings.vault_key.hex().encode(), settings.journal_key.hex().encode())
    assert [name for name, words in content.items() for key in (*keys, settings.secret.encode()) if key in words] == []
    assert [found for name, words in content.items() for found in Scanner([SOMEBODY]).find(name, words)] == []
    assert json.loads(content["manifest.json"])["tables"]["petition"]["rows"] == 2


def test_the_archive_is_its_owners_alone_and_written_over_by_none(lived_in: Env, tmp_path: Path) -> None:
    archive = tmp_path / "b.tar.gz"
    main(["backup", str(archive)], lived_in)
    assert archive.stat().st_mode & 0o777 == 0o600
    before = archive.read_bytes()
    assert main(["backup", str(archive)], lived_in) == REFUSED
    assert archive.read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob(".b*")) == []


def test_what_goes_on_being_written_during_a_backup_is_not_half_in_it(lived_in: Env) -> None:
    with opened(lived_in) as app, dump.snapshot() as connection:
        tables = {table.name: table for table in dump.tables()}
        before = len(list(dump.lines_of(connection, tables["petition"])))
        Enter(app, SettableClock()).a_complaint()
        assert len(list(dump.lines_of(connection, tables["petition_entry"]))) == before
        assert len(list(dump.lines_of(connection, tables["petition"]))) == before


@pytest.mark.parametrize("standing", ["CASEFLOW_DATABASE_URL", "CASEFLOW_HOME"])
def test_a_place_where_something_stands_is_not_written_over(
    lived_in: Env, another_place: Callable[[str], Env], engine: str, tmp_path: Path, standing: str
) -> None:
    """Neither a database with rows beside an empty folder, nor a folder with files beside an empty database."""
    there = another_place(engine) | {standing: lived_in[standing]}
    main(["backup", str(tmp_path / "b.tar.gz")], lived_in)
    before = all_rows(lived_in)
    assert main(["restore", str(tmp_path / "b.tar.gz")], there) == REFUSED
    assert all_rows(lived_in) == before
    assert main(["restore", str(tmp_path / "b.tar.gz")], another_place(engine)) == 0


def test_another_key_is_told_before_anything_is_written(
    lived_in: Env, another_place: Callable[[str], Env], engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = another_place(engine) | {"CASEFLOW_VAULT_KEY": "một khóa khác hẳn, cũng đủ dài cho bài này"}
    main(["backup", str(tmp_path / "b.tar.gz")], lived_in)
    assert main(["restore", str(tmp_path / "b.tar.gz")], there) == REFUSED
    assert "khác khóa" in capsys.readouterr().err
    assert main(["restore", "--without-key", str(tmp_path / "b.tar.gz")], there) == 0


def altered(archive: Path, name: str, old: bytes, new: bytes) -> Path:
    """The same archive with other bytes in one member."""
    target = archive.with_name("altered.tar.gz")
    with tarfile.open(archive) as source, tarfile.open(target, "w:gz") as out:
        for member in source.getmembers():
            stream = source.extractfile(member)
            assert stream is not None
            content = stream.read()
            if member.name.startswith(name):
                assert old in content
                content = content.replace(old, new, 1)
            member.size = len(content)
            out.addfile(member, io.BytesIO(content))
    return target


ALTERATIONS = {
    "a word of a petition": ("tables/petition.jsonl", b'"post"', b'"hand"'),
    "a line of the journal": ("tables/journal.jsonl", b'"', b'"x'),
    "a byte of a file": (f"files/{hashlib.sha256(PDF).hexdigest()}", b"%PDF", b"%PDX"),
}


@pytest.mark.parametrize("what", ALTERATIONS)
def test_an_altered_archive_leaves_the_place_as_empty_as_it_was(
    lived_in: Env, another_place: Callable[[str], Env], engine: str, tmp_path: Path, what: str
) -> None:
    there = another_place(engine)
    main(["backup", str(tmp_path / "b.tar.gz")], lived_in)
    assert main(["restore", str(altered(tmp_path / "b.tar.gz", *ALTERATIONS[what]))], there) == REFUSED
    with opened(there):
        assert not dump.holds_rows()
        assert list(files.folder().glob("*/*")) == []
    assert main(["restore", str(tmp_path / "b.tar.gz")], there) == 0


@pytest.mark.parametrize("content", [b"", b"not an archive", b"\x1f\x8b\x08 cut off"])
def test_what_is_no_backup_is_refused_in_one_line(
    another_place: Callable[[str], Env], tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x").write_bytes(content)
    assert main(["restore", str(tmp_path / "x")], another_place("sqlite")) == REFUSED
    assert capsys.readouterr().err.count("\n") == 1


def test_the_journal_commands_tell_the_head_and_that_the_chain_holds(
    lived_in: Env, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["journal", "head"], lived_in) == 0
    printed = capsys.readouterr().out.strip()
    assert main(["journal", "verify", "--head", printed], lived_in) == 0
    assert printed in capsys.readouterr().out
    assert main(["journal", "verify", "--json"], lived_in) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["head"], told["broken"]) == (printed, [])


def test_the_journal_command_names_the_broken_line_and_fails(lived_in: Env, capsys: pytest.CaptureFixture[str]) -> None:
    main(["journal", "head"], lived_in)
    printed = capsys.readouterr().out.strip()
    with opened(lived_in), db.engine.begin() as connection:
        connection.execute(text("UPDATE journal SET act = 'khác' WHERE seq = 2"))
        connection.execute(text("DELETE FROM journal WHERE seq = :last"), {"last": int(printed.split(":")[0])})
    assert main(["journal", "verify"], lived_in) == 1
    assert "Dòng 2: nội dung đã bị sửa." in capsys.readouterr().out
    assert main(["journal", "verify", "--json", "--head", printed], lived_in) == 1
    assert [found["seq"] for found in json.loads(capsys.readouterr().out)["broken"]] == [2, int(printed.split(":")[0])]


def test_a_head_that_is_none_is_refused(lived_in: Env) -> None:
    with pytest.raises(SystemExit):
        main(["journal", "verify", "--head", "abc"], lived_in)
