"""Quick entry of a running case: rows that are added, kept, taken away; each past step asked and checked as itself."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from caseflow.law.terms import CaseStatus
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.drafts import Draft
from caseflow.store.petitions import PetitionEntry
from tests.conftest import SignIn
from tests.visitor import Visitor, forms_of

URL = "/ho-so/nhap-nhanh"
CASE = {"title": "Khiếu nại thu hồi đất", "table": "complaint-first", "field": "land", "received_on": "21/08/2026"}
PAPER = {"paper_number": "12/TB", "paper_signatory": "Đặng Quốc Hưng Thử"}


def row(place: int, **typed: str) -> dict[str, str]:
    return {f"buoc-{place}-{name}": words for name, words in typed.items()}


def with_rows(visitor: Visitor, *actions: str) -> None:
    """Open the page and ask for rows, one after the other."""
    page = visitor.get(URL)
    for action in actions:
        page = visitor.send(page, **CASE, coming=action, then="add")
        assert page.status_code == 200


def shown(visitor: Visitor) -> dict[str, object]:
    """What the form of the page now open holds."""
    assert visitor.page is not None
    form = next(form for form in forms_of(visitor.page) if "coming" in form.names)
    return dict(form.fields)


def test_a_running_case_is_entered_with_its_past_steps(app: Flask, sign_in: SignIn) -> None:
    visitor = sign_in("truongdonvi")
    with_rows(visitor, "accept", "verify")
    assert visitor.page is not None
    typed = {
        **row(0, on="28/08/2026", **PAPER),
        **row(1, on="01/09/2026", verifier="so nong nghiep", due_on="20/09/2026", **PAPER),
    }
    answer = visitor.send(visitor.page, petitioner="Nguyễn Văn Bền Thử", **typed)
    page = answer.get_data(as_text=True)
    assert answer.request.path == "/vu-viec/VV-2026-00001", page
    for words in ("Đã nhập hồ sơ", "Nguyễn Văn Bền Thử", "đang xác minh", "Hạn 28/09/2026", "ghi muộn"):
        assert words in page
    with app.app_context():
        case = db.session.scalar(select(Case))
        assert case is not None
        assert (case.status, case.elsewhere, case.opened_on) == (CaseStatus.VERIFYING, True, date(2026, 8, 21))


def test_rows_are_added_and_taken_away_and_what_was_typed_stays(sign_in: SignIn) -> None:
    visitor = sign_in("truongdonvi")
    with_rows(visitor, "accept", "verify")
    assert visitor.page is not None
    visitor.send(visitor.page, **row(0, on="28/08/2026", **PAPER), then="add", coming="decide")
    held = shown(visitor)
    assert (held["buoc-0-on"], held["buoc-0-paper_number"]) == ("28/08/2026", "12/TB")
    assert str(held["title"]).strip() == CASE["title"]
    assert "buoc-2-result" in {name for form in forms_of(visitor.page) for name in form.names}
    visitor.send(visitor.page, then="drop-1")
    held = shown(visitor)
    assert "buoc-1-action" not in held
    assert (held["buoc-0-on"], held["buoc-2-action"]) == ("28/08/2026", "decide")


def test_what_was_typed_is_kept_with_its_rows_and_goes_when_it_is_saved(app: Flask, sign_in: SignIn) -> None:
    visitor = sign_in("truongdonvi")
    with_rows(visitor, "accept", "verify")
    assert visitor.page is not None
    address = next(form for form in forms_of(visitor.page) if "coming" in form.names).fields["nhap"]
    typed = row(0, on="31/02/2026", **PAPER)
    kept = visitor.client.post("/nhap", data=shown(visitor) | typed, headers={"Accept": "application/json"})
    assert kept.status_code == 200
    visitor.get(str(address))
    held = shown(visitor)
    assert (held["buoc-0-on"], held["buoc-0-paper_number"], held["buoc-1-action"]) == ("31/02/2026", "12/TB", "verify")
    assert str(held["title"]).strip() == CASE["title"]
    assert "Đã mở lại bản nháp" in visitor.page.get_data(as_text=True)
    assert "Nhập nhanh hồ sơ đang giải quyết" in visitor.text("/nhap")
    (link,) = re.findall(r'href="(/nhap/\d+)"', visitor.text("/nhap"))
    words = visitor.text(str(link))
    for value in (CASE["title"], "31/02/2026", "12/TB"):
        assert f"<dd>{value}</dd>" in words
    page = visitor.get(str(address))
    lawful = row(0, on="28/08/2026", **PAPER) | row(1, on="01/09/2026", verifier="so nong nghiep", **PAPER)
    assert "Đã nhập hồ sơ" in visitor.send(page, **lawful).get_data(as_text=True)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_the_next_step_of_the_main_line_is_offered_first(sign_in: SignIn) -> None:
    visitor = sign_in("truongdonvi")
    visitor.get(URL)
    assert shown(visitor)["coming"] == "accept"
    with_rows(visitor, "accept")
    assert shown(visitor)["coming"] == "verify"


def test_a_past_step_that_was_not_lawful_is_named_and_nothing_is_written(app: Flask, sign_in: SignIn) -> None:
    visitor = sign_in("truongdonvi")
    with_rows(visitor, "accept", "decide")
    assert visitor.page is not None
    typed = {
        **row(0, on="28/08/2026", **PAPER),
        **row(1, on="10/09/2026", result="right", no_difference="yes", **PAPER),
    }
    answer = visitor.send(visitor.page, **typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Bước 2, ra quyết định giải quyết: " in page
    assert "LKN Đ31" in page
    assert shown(visitor)["buoc-1-on"] == "10/09/2026"
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(PetitionEntry)) == 0


def test_what_a_row_lacks_is_said_at_the_row(sign_in: SignIn) -> None:
    visitor = sign_in("truongdonvi")
    with_rows(visitor, "verify")
    assert visitor.page is not None
    answer = visitor.send(visitor.page, **row(0, on="01/09/2026"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="buoc-0-verifier-error"' in page
    assert "Cần ghi: Giao cho cơ quan, đơn vị." in page


def test_a_field_that_the_kind_does_not_have_is_refused_at_its_place(sign_in: SignIn) -> None:
    answer = sign_in("truongdonvi").submit(URL, **(CASE | {"table": "denunciation-first", "field": "land"}))
    assert answer.status_code == 422
    assert "Với tố cáo, lĩnh vực là một trong" in answer.get_data(as_text=True)


def test_whoever_may_not_classify_is_told_so_and_nothing_is_lost(sign_in: SignIn) -> None:
    answer = sign_in("giaiquyet").submit(URL, **CASE)
    assert answer.status_code == 422
    assert "Bước “vào sổ” do" in answer.get_data(as_text=True)
    assert CASE["title"] in answer.get_data(as_text=True)


@pytest.mark.parametrize("login", ["xulydon", "xa1-don"])
def test_only_offices_within_reach_can_be_named(sign_in: SignIn, login: str) -> None:
    answer = sign_in(login).submit(URL, **CASE, office="so nong nghiep")
    assert answer.status_code == 422
    assert "Không có cơ quan nào tên “so nong nghiep”" in answer.get_data(as_text=True)


def test_the_same_case_sent_twice_is_entered_once(app: Flask, sign_in: SignIn) -> None:
    visitor = sign_in("truongdonvi")
    page = visitor.get(URL)
    places = [visitor.send(page, follow=False, **CASE).location for _ in range(2)]
    assert places == ["/vu-viec/VV-2026-00001"] * 2
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Case)) == 1
