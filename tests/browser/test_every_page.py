"""Every page that can be opened, as somebody who may open it: no barrier by WCAG 2.2 AA, nothing wider than a phone.

The pages are read off the application itself: one that is added tomorrow is audited tomorrow.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from caseflow.law.rights import Right
from caseflow.law.terms import Action, VisitOutcome
from caseflow.services.reception import PaperHandedIn
from caseflow.store.db import db
from caseflow.store.people import RolePost
from tests.browser.audit import check_page
from tests.browser.conftest import Somebody
from tests.factories import Enter, Province

pytestmark = pytest.mark.browser

NOBODY = ""
WHO: Mapping[Right, str] = {
    Right.ANYONE: NOBODY,
    Right.SIGNED_IN: "truongban",
    Right.READ_ALERTS: "truongban",
    Right.READ_RULEBOOK: "truongban",
    Right.ASSIGN: "truongban",
    Right.RECEIVE: "tiepdan",
    Right.REGISTER: "vanthu",
    Right.READ: "xulydon",
    Right.READ_SECRET: "xulydon",
    Right.TAKE_ENTRY_STEPS: "xulydon",
    Right.TAKE_CASE_STEPS: "xulydon",
    Right.ATTACH: "xulydon",
    Right.SEAL: "xulydon",
    Right.SEE_IDENTITY: "giaiquyet",
    Right.APPROVE_IDENTITY: "truongdonvi",
    Right.READ_JOURNAL: "thanhtra",
    Right.MANAGE_PEOPLE: "quantri",
    Right.MANAGE_OFFICES: "quantri",
    Right.MANAGE_CALENDAR: "quantri",
}
NO_PAGES = frozenset({"static", "health.index"})


@pytest.fixture
def samples(enter: Enter, app: Flask, province: Province) -> Mapping[str, object]:
    """Something for every blank in an address: a matter with a visit, a petition, a case, a paper; people; offices."""
    visit = enter.a_visit(
        "Khiếu nại quyết định thu hồi đất",
        outcome=VisitOutcome.PAPER_TAKEN,
        papers=(PaperHandedIn("Quyết định thu hồi đất", 3, is_original=False),),
    )
    case = enter.a_case(received_on=date(2026, 9, 14), accepted_on=date(2026, 9, 18))
    enter.a_case(received_on=date(2026, 11, 9), accepted_on=date(2026, 11, 10))
    enter.a_denunciation()
    forwarded = enter.a_complaint(facts={"in_competence": "no"})
    enter.step(forwarded, Action.FORWARD, facts={"to_office": province.offices[province.department]})
    with app.app_context():
        post_id = db.session.scalar(select(RolePost.id).where(RolePost.user_id == province.people["tiepdan"]))
    return {
        "visit_id": visit.visit_id,
        "entry_id": case.entry_id,
        "code": case.matter_code,
        "matter_id": case.matter_id,
        "subject_id": case.case_id,
        "case_id": case.case_id,
        "action": Action.DECIDE.value,
        "office_id": province.offices[province.department],
        "user_id": province.people["tiepdan"],
        "post_id": post_id,
    }


def pages_of(app: Flask, login: str) -> list[Rule]:
    """The pages that this person opens for everybody else who may."""
    found = [
        rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGES
    ]
    views: Mapping[str, Any] = app.view_functions
    return [rule for rule in found if WHO[views[rule.endpoint].needs] == login]


@pytest.mark.parametrize("login", sorted(set(WHO.values())))
def test_every_page_is_open_to_everyone_who_may_open_it(
    somebody: Somebody, app: Flask, samples: Mapping[str, object], login: str
) -> None:
    officer = somebody(login)
    if login:
        officer.signs_in()
    wrong: list[str] = []
    for rule in pages_of(app, login):
        adapter = app.url_map.bind("")
        path = adapter.build(rule.endpoint, {name: samples[name] for name in rule.arguments})
        answer = officer.page.goto(officer.address + path)
        assert answer is not None
        if not answer.ok:
            wrong.append(f"{path}: {answer.status}")
            continue
        try:
            check_page(officer.page)
        except AssertionError as no:
            wrong.append(str(no))
    assert not wrong, "\n\n".join(wrong)
