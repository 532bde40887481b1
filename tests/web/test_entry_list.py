"""The list of petitions: narrowed by status, kind, office, officer and due date, in few queries however long it is."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from caseflow.law.terms import Action, PetitionKind, Role
from caseflow.services.local_rules import add_rule
from caseflow.store.db import db
from caseflow.store.people import RolePost
from caseflow.store.petitions import PetitionEntry
from tests.conftest import SignIn
from tests.factories import Enter, Province
from tests.services.test_local_rules import THIRTY
from tests.web.queries import asked

LATE, FRESH, FORWARDED = "Đơn đã quá hạn phân loại", "Kiến nghị sửa đường", "Đơn chuyển về phường"


@pytest.fixture
def three(enter: Enter, province: Province) -> None:
    """One overdue and classified, one fresh and in nobody's hands, one forwarded to a commune."""
    enter.a_complaint(LATE, received_on=date(2026, 10, 5), by="xulydon")
    enter.a_petition(FRESH, received_on=date(2026, 11, 20), by="vanthu")
    sent = enter.a_classified(
        PetitionKind.FEEDBACK, FORWARDED, received_on=date(2026, 11, 19), facts={"in_competence": "no"}
    )
    enter.step(sent, Action.FORWARD, date(2026, 11, 20), {"to_office": province.offices["XA-18880"]})


def listed(page: str) -> set[str]:
    rows = re.findall(r"<tr.*?</tr>", page.partition("<tbody")[2], flags=re.DOTALL)
    return {words for words in (LATE, FRESH, FORWARDED) if any(words in row for row in rows)}


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({}, {LATE, FRESH, FORWARDED}),
        ({"tinh_trang": "classified"}, {LATE}),
        ({"loai": "feedback"}, {FORWARDED}),
        ({"can_bo": "toi"}, {LATE, FORWARDED}),
        ({"can_bo": "chua"}, {FRESH}),
        ({"han": "qua"}, {LATE}),
        ({"han": "qua", "loai": "feedback"}, set()),
        ({"can_bo": "chua", "moi_noi": "y"}, {FRESH}),
        ({"co_quan": "99999999999", "can_bo": "0", "tu_ngay": "01/01/1900"}, {LATE, FRESH, FORWARDED}),
    ],
)
@pytest.mark.usefixtures("three")
def test_the_list_holds_what_the_address_asks_for(sign_in: SignIn, narrowed: dict[str, str], found: set[str]) -> None:
    assert listed(sign_in("xulydon").text("/don", narrowed)) == found


@pytest.mark.usefixtures("three")
def test_the_list_of_an_office_above_is_narrowed_to_one_below(sign_in: SignIn, province: Province) -> None:
    head = sign_in("thamquyen")
    assert listed(head.text("/don", {"co_quan": str(province.offices["XA-18880"])})) == {FORWARDED}


@pytest.mark.usefixtures("three")
def test_what_nobody_was_given_is_looked_for_at_the_readers_own_offices(sign_in: SignIn) -> None:
    assert listed(sign_in("thamquyen").text("/don")) == {LATE, FRESH, FORWARDED}
    assert listed(sign_in("thamquyen").text("/don", {"can_bo": "chua"})) == set()


def test_what_is_closed_waits_for_nobody_to_be_given_it(sign_in: SignIn, enter: Enter) -> None:
    enter.a_petition(FRESH, by="vanthu")
    closed = enter.a_petition(LATE, by="vanthu")
    with enter.acting("quantri"):
        db.session.get_one(PetitionEntry, closed.entry_id).is_open = False
    assert listed(sign_in("xulydon").text("/don", {"can_bo": "chua"})) == {FRESH}


def test_a_date_of_the_provinces_own_makes_nothing_overdue(sign_in: SignIn, enter: Enter) -> None:
    rule = replace(THIRTY, table="intake", starts=Action.RECEIVE, ends=(Action.PROPOSE,), amount=2)
    with enter.acting("quantri") as reader:
        add_rule(rule, reader=reader, now=enter.clock())
    enter.a_feedback(FRESH, received_on=date(2026, 11, 16))
    visitor = sign_in("xulydon")
    assert "quá" in visitor.text("/don").partition("<tbody")[2], "the line says that it has passed"
    assert listed(visitor.text("/don", {"han": "qua"})) == set()


def test_whoever_works_at_two_offices_is_offered_the_people_of_both(
    sign_in: SignIn, enter: Enter, province: Province
) -> None:
    with enter.acting("quantri"):
        db.session.add(
            RolePost(user_id=province.people["so-don"], role=Role.HANDLER, office_id=province.offices["XA-18901"])
        )
    page = sign_in("so-don").text("/don")
    for login in ("so-don", "so-giaiquyet", "xa2-don"):
        assert f'<option value="{province.people[login]}"' in page
    assert f'<option value="{province.people["xa1-don"]}"' not in page


def test_the_list_asks_as_often_for_many_as_for_one(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    visitor = sign_in("xulydon")
    enter.a_complaint("Đơn thứ nhất")
    with asked(app) as one:
        visitor.text("/don")
    for n in range(8):
        enter.a_complaint(f"Đơn khác số {n}")
    with asked(app) as many:
        visitor.text("/don")
    assert len(many) <= len(one) <= 9


def test_who_may_not_enter_a_petition_is_not_led_to_the_form(sign_in: SignIn) -> None:
    assert "/don/moi" in sign_in("xulydon").text("/don")
    assert "/don/moi" not in sign_in("thamquyen").text("/don")
