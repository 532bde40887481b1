"""Every page that can be opened, as somebody who may open it: no barrier by WCAG 2.2 AA, no wider than a phone or A4.

The pages are read off the application itself: one that is added tomorrow is audited tomorrow.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from caseflow.law.rights import Right
from caseflow.law.terms import Action
from caseflow.web.step_views import slug
from tests.browser.audit import check_page
from tests.browser.conftest import Somebody
from tests.browser.samples import Samples, make_samples
from tests.factories import Enter, Entered, Province

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
    Right.READ_OPENINGS: "thanhtra",
    Right.MANAGE_PEOPLE: "quantri",
    Right.MANAGE_OFFICES: "quantri",
    Right.MANAGE_CALENDAR: "quantri",
    Right.DECIDE_FLAGS: "truongban",
    Right.MARK_HOTSPOT: "truongban",
    Right.MANAGE_LOCAL_RULES: "quantri",
    Right.CONFIRM_RULES: "phapche",
    Right.KEEP_SCHEDULE: "truongban",
    Right.PUBLISH_SCHEDULE: "truongban",
    Right.PREPARE_PUBLICATION: "xulydon",
    Right.APPROVE_PUBLICATION: "truongban",
    Right.MANAGE_ALERTS: "quantri",
    Right.FORESEE_ALERTS: "truongban",
}
OTHERS: Mapping[str, str] = {"orders.report": "truongban"}
"""Pages that their object opens to somebody else than their right does."""
EXPORTING = ("matters", "petitions", "reception", "alerts", "registers", "reports")
FEEDS = ("public_schedule.feed", "public_schedule.as_json")
NO_PAGES = frozenset({"static", "health.index", *FEEDS, *(f"{room}.export" for room in EXPORTING)})


@pytest.fixture
def samples(enter: Enter, app: Flask, province: Province) -> Samples:
    """A matter of every sort."""
    return make_samples(enter, app, province)


def pages_of(app: Flask, login: str) -> list[Rule]:
    """The pages that this person opens for everybody else who may."""
    found = [
        rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGES
    ]
    views: Mapping[str, Any] = app.view_functions
    return [rule for rule in found if (OTHERS.get(rule.endpoint) or WHO[views[rule.endpoint].needs]) == login]


@pytest.mark.parametrize("login", sorted(set(WHO.values())))
def test_every_page_is_open_to_everyone_who_may_open_it(
    somebody: Somebody, app: Flask, samples: Samples, login: str
) -> None:
    officer = somebody(login)
    if login:
        officer.signs_in()
    wrong: list[str] = []
    for path in (path for rule in pages_of(app, login) for path in samples.paths(app, rule)):
        answer = officer.page.goto(officer.address + path)
        assert answer is not None
        try:
            assert answer.ok, f"{path}: {answer.status}"
            check_page(officer.page)
        except AssertionError as no:
            wrong.append(str(no))
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/khong-co-trang-nay", 404), ("/nhat-ky", 403), ("/dang-xuat", 405), ("{closed}", 409), ("/tiep-dan/99999", 404)],
)
def test_every_no_is_said_on_a_page_that_everyone_can_read(
    somebody: Somebody, enter: Enter, path: str, status: int
) -> None:
    case = enter.a_case()
    officer = somebody("xulydon")
    officer.signs_in()
    answer = officer.page.goto(officer.address + path.format(closed=_closing(case)))
    assert answer is not None
    assert answer.status == status
    check_page(officer.page)


def test_what_the_calculator_refuses_is_said_on_a_page_that_everyone_can_read(somebody: Somebody) -> None:
    officer = somebody("phapche")
    officer.signs_in()
    wrong = "/so-tay/tinh-han?ma=KN-GQX&tu_ngay=31/02/2026&gio=25h&tam_dung-0-tu=&tam_dung-0-den=01/07/2026"
    answer = officer.page.goto(officer.address + wrong)
    assert answer is not None
    assert answer.status == 422
    check_page(officer.page)


def test_a_lawful_no_leads_back_to_the_matter(somebody: Somebody, enter: Enter) -> None:
    case = enter.a_case()
    officer = somebody("xulydon")
    officer.signs_in(then=_closing(case))
    officer.stands_at("Chưa thực hiện được")
    officer.follows("Quay lại")
    officer.stands_at("Đơn khiếu nại về đất đai")


def _closing(case: Entered) -> str:
    """Where a case would be closed that has only just been accepted."""
    return f"/vu-viec/{case.matter_code}/buoc/{case.case_id}/{slug(Action.CLOSE)}"
