"""Attaching files through the page and getting them back: what a browser is told, and who gets what."""

import io
import re

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from caseflow.law.terms import Action
from caseflow.store.db import db
from caseflow.store.documents import Document, StoredFile
from caseflow.store.petitions import PetitionEntry
from caseflow.store.vault import IdentityLook
from tests.conftest import SignIn
from tests.evil_files import PDF, evil_files, good_files, png
from tests.factories import Enter, Entered
from tests.visitor import Visitor, forms_of


def upload(visitor: Visitor, it: Entered, content: bytes = PDF, *, name: str = "đơn.pdf", **typed: str) -> TestResponse:
    """Attach a file to the petition entry."""
    address = f"/vu-viec/{it.matter_code}/tai-lieu/{it.entry_id}"
    return visitor.submit(address, follow=False, file=[(io.BytesIO(content), name)], **{"kind": "Đơn", **typed})


def counted(app: Flask, table: type[Document] | type[StoredFile] | type[IdentityLook]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def only_file(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(select(StoredFile.id)).one()


@pytest.fixture
def complaint(enter: Enter) -> Entered:
    return enter.a_complaint()


def test_a_file_is_attached_and_comes_back_byte_for_byte(app: Flask, complaint: Entered, sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    answer = upload(officer, complaint, number="12/BC", issued_on="20/11/2026", signatory="Lê A")
    assert answer.headers["Location"] == f"/vu-viec/{complaint.matter_code}"
    given = officer.get(f"/tep/{only_file(app)}")
    assert given.data == PDF
    assert "đơn.pdf" in officer.text(f"/vu-viec/{complaint.matter_code}")


@pytest.mark.parametrize(("name", "shown"), [("a PDF", False), ("a PNG", True), ("plain words", False)])
def test_a_browser_is_told_to_trust_no_file(
    app: Flask, complaint: Entered, sign_in: SignIn, name: str, shown: bool
) -> None:
    content, type_ = good_files()[name]
    officer = sign_in("xulydon")
    upload(officer, complaint, content)
    headers = officer.get(f"/tep/{only_file(app)}").headers
    assert headers["Content-Type"].split(";")[0] == type_
    assert headers["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("sandbox;")
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["a%0D%0ASet-Cookie: x=1.pdf", "../../etc/passwd", "'><script>.pdf", "\u202efdp.exe"])
def test_no_name_breaks_out_of_its_header_or_its_page(
    app: Flask, complaint: Entered, sign_in: SignIn, name: str
) -> None:
    officer = sign_in("xulydon")
    upload(officer, complaint, name=name)
    headers = officer.get(f"/tep/{only_file(app)}").headers
    assert re.fullmatch(r"""attachment; filename="?[\w .%'*=;-]+"?""", headers["Content-Disposition"])
    assert "Set-Cookie: x" not in str(headers)
    assert "<script>.pdf" not in officer.text(f"/vu-viec/{complaint.matter_code}")


@pytest.mark.parametrize("name", ["a drawing that acts", "a PDF that acts", "macros", "nothing", "a flood of pixels"])
def test_a_refused_file_is_told_at_its_field_with_everything_typed_kept(
    app: Flask, complaint: Entered, sign_in: SignIn, name: str
) -> None:
    answer = upload(sign_in("xulydon"), complaint, evil_files()[name], number="12/BC", issued_on="20/11/2026")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="file-error"' in page
    for kept in ("12/BC", "20/11/2026", "Đơn"):
        assert f'value="{kept}"' in page
    assert counted(app, Document) == 0


def test_without_a_file_the_form_comes_back(app: Flask, complaint: Entered, sign_in: SignIn) -> None:
    address = f"/vu-viec/{complaint.matter_code}/tai-lieu/{complaint.entry_id}"
    assert "Hãy chọn một tệp" in sign_in("xulydon").submit(address, kind="Đơn").get_data(as_text=True)
    assert counted(app, Document) == 0


def test_sending_the_form_twice_attaches_once(app: Flask, complaint: Entered, sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    page = officer.get(f"/vu-viec/{complaint.matter_code}/tai-lieu/{complaint.entry_id}")
    for _ in range(2):
        officer.send(page, kind="Đơn", file=[(io.BytesIO(PDF), "a.pdf")])
    assert counted(app, StoredFile) == 1


@pytest.mark.parametrize("login", ["xa1-don", "xa2", "quantri", "thanhtra"])
def test_another_office_gets_neither_the_file_nor_the_form(
    app: Flask, complaint: Entered, sign_in: SignIn, login: str
) -> None:
    upload(sign_in("xulydon"), complaint)
    other = sign_in(login)
    assert other.get(f"/tep/{only_file(app)}").status_code in (403, 404)
    assert other.get(f"/vu-viec/{complaint.matter_code}/tai-lieu/{complaint.entry_id}").status_code in (403, 404)


def test_the_records_of_one_matter_are_not_reached_by_the_code_of_another(
    enter: Enter, complaint: Entered, sign_in: SignIn
) -> None:
    other = enter.a_complaint()
    assert sign_in("xulydon").get(f"/vu-viec/{other.matter_code}/tai-lieu/{complaint.entry_id}").status_code == 404


def test_to_the_record_of_another_office_nothing_is_attached_though_the_matter_is_seen(
    app: Flask, enter: Enter, sign_in: SignIn
) -> None:
    it = enter.a_feedback(facts={"in_competence": "no"})
    enter.step(it, Action.FORWARD, facts={"to_office": enter.office_id("SO-NNMT")})
    with app.app_context():
        theirs = db.session.scalars(select(PetitionEntry.id).where(PetitionEntry.from_entry_id == it.entry_id)).one()
    officer = sign_in("xulydon")
    assert officer.get(f"/vu-viec/{it.matter_code}").status_code == 200
    assert officer.get(f"/vu-viec/{it.matter_code}/tai-lieu/{theirs}").status_code == 403


def test_a_damaged_file_is_a_page_and_not_its_bytes(app: Flask, complaint: Entered, sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    upload(officer, complaint)
    (place,) = app.config["SETTINGS"].files.glob("*/*")
    place.write_bytes(PDF.replace(b"1.4", b"1.5"))
    answer = officer.get(f"/tep/{only_file(app)}")
    assert answer.status_code == 409
    assert "đã bị hỏng" in answer.get_data(as_text=True)


@pytest.fixture
def letter(app: Flask, enter: Enter, sign_in: SignIn) -> int:
    """The letter of a denouncer, attached before it was known to be one."""
    it = enter.a_petition("Phản ánh cán bộ")
    upload(sign_in("xulydon"), it, png(8, 8), name="thư viết tay.png")
    facts = {"kind": "denunciation", "field": "other", "instance": "first", "eligible": "yes", "in_competence": "yes"}
    enter.step(it, Action.CLASSIFY, facts=facts)
    return only_file(app)


def test_a_secret_file_is_not_given_out_by_its_address(app: Flask, letter: int, sign_in: SignIn) -> None:
    for login in ("xulydon", "truongban", "thamquyen"):
        answer = sign_in(login).get(f"/tep/{letter}")
        assert answer.content_type.startswith("text/html")
        assert "viết tay" not in answer.get_data(as_text=True)
    assert counted(app, IdentityLook) == 0


def test_a_secret_file_is_opened_with_leave_and_a_reason_and_the_look_is_written_down(
    app: Flask, letter: int, sign_in: SignIn
) -> None:
    officer, head = sign_in("lanhdao"), sign_in("truongban")
    officer.submit("/vu-viec/VV-2026-00001/danh-tinh", reason="Cần đối chiếu chữ viết")
    assert "reason" not in {name for form in forms_of(officer.get(f"/tep/{letter}")) for name in form.names}
    head.submit("/danh-tinh/1", hours="1", allow="1")
    page = officer.get(f"/tep/{letter}")
    answer = officer.send(page, reason="Đối chiếu chữ viết")
    assert answer.data == png(8, 8)
    assert answer.headers["Content-Disposition"].startswith(f"attachment; filename=tep-{letter}.png")
    assert counted(app, IdentityLook) == 1
    again = officer.send(page, reason="Đối chiếu chữ viết")
    assert again.content_type.startswith("text/html")
    assert counted(app, IdentityLook) == 1


def test_without_leave_posting_a_reason_opens_nothing(app: Flask, letter: int, sign_in: SignIn) -> None:
    officer = sign_in("lanhdao")
    page = officer.get("/vu-viec/VV-2026-00001/danh-tinh")  # any form of this browser carries a token that fits
    fields = {name: str(value) for name, value in forms_of(page)[-1].fields.items()} | {"reason": "Xem"}
    answer = officer.post_bare(f"/tep/{letter}", **fields)
    assert answer.status_code == 422
    assert "LTC Đ56.2" in answer.get_data(as_text=True)
    assert counted(app, IdentityLook) == 0
