"""Offices are founded, corrected, renamed, closed; old names and old records stay within reach."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from caseflow.law.errors import Refusal
from caseflow.law.terms import OfficeKind, Role
from caseflow.services.offices import Change, close
from caseflow.store.db import db
from caseflow.store.forms import basis_of
from caseflow.store.matters import find_matter
from caseflow.store.offices import Office, OfficeSuccessor, find_office, office_by_code
from caseflow.store.people import reader_of
from tests.conftest import SettableClock
from tests.conftest import SignIn as Door
from tests.factories import Enter, Province, a_user, an_office
from tests.visitor import Visitor

OFFICES = "/quan-tri/co-quan"


def page_of(province: Province, code: str) -> str:
    return f"{OFFICES}/{province.offices[code]}"


def found(code: str) -> Office:
    office = office_by_code(code)
    assert office is not None, code
    return office


def renamed(visitor: Visitor, province: Province, code: str) -> Visitor:
    answer = visitor.submit(
        f"{page_of(province, code)}/doi-ten",
        name="UBND phường Đồng Hới Mới",
        code="XA-MOI",
        on="01/12/2026",
        basis="NQ 1/NQ-HĐND",
    )
    assert answer.status_code == 200
    return visitor


def test_a_new_office_hangs_below_the_one_it_belongs_to(app: Flask, sign_in: Door, province: Province) -> None:
    sign_in("quantri").submit(
        f"{OFFICES}/moi",
        name="Chi cục Quản lý đất đai",
        code="cc-qldd",
        parent=str(province.offices["SO-NNMT"]),
        kind=OfficeKind.UNIT.value,
    )
    with app.app_context():
        office, parent = found("CC-QLDD"), found("SO-NNMT")
        assert office.path == f"{parent.path}{office.id}."


def test_a_code_that_is_taken_is_refused_and_everything_typed_stays(sign_in: Door) -> None:
    page = sign_in("quantri").submit(f"{OFFICES}/moi", name="Cơ quan thứ hai", code="BTCD")
    assert page.status_code == 422
    assert "Đã có cơ quan mang mã BTCD." in page.get_data(as_text=True)
    assert 'value="Cơ quan thứ hai"' in page.get_data(as_text=True)


def test_a_name_typed_wrong_is_put_right_on_the_same_office(app: Flask, sign_in: Door, province: Province) -> None:
    sign_in("quantri").submit(f"{page_of(province, 'SO-NNMT')}/sua", name="Sở NN và MT")
    with app.app_context():
        assert (found("SO-NNMT").name, found("SO-NNMT").until) == ("Sở NN và MT", None)


def test_a_new_name_by_document_leaves_the_old_name_on_the_old_office(
    app: Flask, sign_in: Door, province: Province
) -> None:
    renamed(sign_in("quantri"), province, "XA-18880")
    with app.app_context():
        old, new = found("XA-18880"), found("XA-MOI")
        succession = db.session.scalars(select(OfficeSuccessor)).one()
        assert (old.name, old.until) == ("UBND phường Đồng Hới", date(2026, 11, 30))
        assert (new.since, new.unit_code, new.kind) == (date(2026, 12, 1), "18880", OfficeKind.COMMUNE)
        assert (succession.office_id, succession.successor_id, succession.basis) == (old.id, new.id, "NQ 1/NQ-HĐND")
        assert old.path == f"{new.path}{old.id}."


def test_people_of_a_renamed_office_work_at_the_new_one_and_reach_the_old_records(
    app: Flask, sign_in: Door, enter: Enter, province: Province, clock: SettableClock
) -> None:
    it = enter.a_petition(at="XA-18880", by="xa1-don")
    renamed(sign_in("quantri"), province, "XA-18880")
    clock.set(date(2026, 12, 1))
    with app.app_context():
        reader = reader_of(province.people["xa1-don"], clock.today)
        assert {post.office_id for post in reader.posts} == {found("XA-MOI").id}
        assert find_matter(it.matter_code, reader).id == it.matter_id
    assert sign_in("xa1-don").get("/tiep-dan").status_code == 200


def test_offices_below_a_renamed_one_move_with_it(app: Flask, sign_in: Door, enter: Enter, province: Province) -> None:
    with enter.acting("quantri"):
        below = an_office("TRAM", "Trạm y tế", parent=found("XA-18880"))
        an_office("TO", "Tổ một", parent=below)
    renamed(sign_in("quantri"), province, "XA-18880")
    with app.app_context():
        new, below, lowest = found("XA-MOI"), found("TRAM"), found("TO")
        assert below.parent_id == new.id
        assert lowest.path == f"{new.path}{below.id}.{lowest.id}."


def test_a_closed_office_is_reached_by_its_successor(
    app: Flask, sign_in: Door, enter: Enter, province: Province, clock: SettableClock
) -> None:
    it = enter.a_petition(at="XA-18901", by="xa2-don")
    page = sign_in("quantri").submit(
        f"{page_of(province, 'XA-18901')}/dong",
        successor=str(province.offices["XA-18880"]),
        on="23/11/2026",
        basis="NQ 2/NQ-HĐND",
    )
    assert page.status_code == 200
    with app.app_context():
        assert find_matter(it.matter_code, reader_of(province.people["xa1-don"], clock.today)).id == it.matter_id


@pytest.mark.parametrize(("office", "successor"), [("TINH", "BTCD"), ("BTCD", "BTCD"), ("SO-NNMT", "DUOI-SO")])
def test_what_would_break_the_tree_is_refused(enter: Enter, office: str, successor: str) -> None:
    with enter.acting("quantri"):
        an_office("DUOI-SO", "Chi cục", parent=found("SO-NNMT"))
    change = Change(date(2026, 12, 1), "NQ 3")
    with enter.acting("quantri"), pytest.raises(Refusal):
        close(found(office), successor=found(successor), change=change)


def test_the_remote_mark_keeps_the_document_it_rests_on(app: Flask, sign_in: Door, province: Province) -> None:
    visitor = sign_in("quantri")
    page = f"{page_of(province, 'XA-18901')}/vung-kho-khan"
    assert visitor.submit(page, remote="y", basis="").status_code == 422
    visitor.submit(page, remote="y", basis="QĐ 12/QĐ-UBND")
    with app.app_context():
        office = find_office(province.offices["XA-18901"])
        assert office.remote
        assert basis_of(f"remote:{office.id}") == "QĐ 12/QĐ-UBND"


def test_an_office_that_changed_meanwhile_is_shown_again_with_what_was_typed(
    sign_in: Door, enter: Enter, province: Province
) -> None:
    visitor = sign_in("quantri")
    shown = visitor.get(f"{page_of(province, 'SO-NNMT')}/sua")
    with enter.acting("quantri"):
        found("SO-NNMT").short_name = "SNNMT"
    page = visitor.send(shown, name="Sở Nông nghiệp")
    assert page.status_code == 409
    assert 'value="Sở Nông nghiệp"' in page.get_data(as_text=True)


def test_the_same_form_sent_twice_founds_one_office(app: Flask, sign_in: Door) -> None:
    visitor = sign_in("quantri")
    shown = visitor.get(f"{OFFICES}/moi")
    first, second = (visitor.send(shown, follow=False, name="Chi cục", code="CHI-CUC") for _ in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location)
    with app.app_context():
        assert len(db.session.scalars(select(Office).where(Office.code == "CHI-CUC")).all()) == 1


def test_an_administrator_of_one_office_sees_its_own_branch_only(
    enter: Enter, sign_in: Door, province: Province
) -> None:
    with enter.acting("quantri"):
        a_user("quantri-so", "Võ Văn Sở Thử", (Role.ADMIN, found("SO-NNMT")))
    visitor = sign_in("quantri-so")
    listed = re.findall(r"/quan-tri/co-quan/(\d+)\"", visitor.text(OFFICES))
    assert listed == [str(province.offices["SO-NNMT"])]
    assert visitor.get(page_of(province, "BTCD")).status_code == 404
