"""Every field of law says in a line what it means, with its article; first-use hints go away for good."""

import re

import pytest
from flask import Flask
from sqlalchemy import select
from wtforms import FieldList, HiddenField

from caseflow.law.facts import ASKS
from caseflow.store.db import db
from caseflow.store.people import User
from caseflow.web.hints import HINTS
from caseflow.web.petitions import EntryForm
from caseflow.web.visit_forms import PaperForm, PersonForm, VisitForm
from tests.conftest import SignIn
from tests.factories import Enter, Province
from tests.visitor import forms_of

NO_ARTICLE = {"reason", "due_on", "summary"}
"""Facts that every step may ask for, on whatever article it rests: the page of the step names it."""
PLAIN = {"name", "phone", "commune", "address", "summary", "request", "body", "pages", "key", "csrf_token"}
"""Fields that say themselves what they are, and that no article rules."""


@pytest.mark.parametrize("name", ASKS)
def test_every_fact_a_step_asks_for_is_explained_with_its_article(name: str) -> None:
    ask = ASKS[name]
    assert ask.help, f"{ask.label}: what does it mean?"
    assert ask.basis or name in NO_ARTICLE, f"{ask.label}: by which article?"
    assert ask.help.strip(" .!") == ask.help, "a line of help is no sentence and does not shout"


@pytest.mark.parametrize(("url", "form"), [("/tiep-dan/moi", VisitForm), ("/don/moi", EntryForm)])
def test_every_field_of_law_of_the_two_great_forms_is_explained(
    sign_in: SignIn, enter: Enter, url: str, form: type
) -> None:
    enter.a_day(enter.clock.today)  # on a day of a leader the form asks for the session too
    page = sign_in("xulydon").text(url)
    names = [name for name, field in vars(form).items() if hasattr(field, "field_class")]
    for name in names:
        if getattr(form, name).field_class is FieldList:
            rows = {"people": PersonForm, "papers": PaperForm}[name]
            asked = [f"{name}-0-{inner}" for inner in vars(rows) if hasattr(getattr(rows, inner), "field_class")]
        else:
            asked = [] if getattr(form, name).field_class is HiddenField else [name]
        for field in asked:
            if field.rpartition("-")[2] not in PLAIN:
                assert re.search(rf'<p class="form-text" id="{field}-help">[^<]*\S', page), f"{field} has no help"


def test_a_hint_is_said_until_it_was_understood_and_to_each_person_by_themselves(
    app: Flask, sign_in: SignIn, enter: Enter, province: Province
) -> None:
    matter = f"/vu-viec/{enter.a_case().matter_code}"
    pages = {
        "hom-nay": "/",
        "tiep-dan": "/tiep-dan/moi",
        "loc": "/don?tinh_trang=new",
        "thoi-han": matter,
        "buoc": matter,
    }
    assert pages.keys() == HINTS.keys()
    officer = sign_in("xulydon")
    for place, url in pages.items():
        shown = officer.get(url)
        assert HINTS[place] in shown.get_data(as_text=True)
        (form,) = [form for form in forms_of(shown) if form.fields.get("place") == place]
        back = officer.client.post(form.action, data=form.fields, follow_redirects=True)
        assert back.request.full_path == shown.request.full_path
        assert HINTS[place] not in back.get_data(as_text=True)
        officer.client.post(form.action, data=form.fields)
    assert HINTS["hom-nay"] in sign_in("truongban").text("/")
    assert HINTS["hom-nay"] not in sign_in("xulydon").text("/"), "wherever they sign in"
    with app.app_context():
        person = db.session.get_one(User, province.people["xulydon"])
        assert set(person.hints_seen.split()) == set(HINTS)
        assert set(db.session.scalars(select(User.hints_seen).where(User.id != person.id))) == {""}
    for place, words in HINTS.items():
        assert "!" not in words, place
        assert len(words) < 200, place


def test_a_hint_that_does_not_exist_is_not_understood(sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    token = next(form.fields["csrf_token"] for form in forms_of(officer.get("/")) if "csrf_token" in form.names)
    for place in ("", "khong-co"):
        assert officer.client.post("/goi-y", data={"csrf_token": token, "place": place}).status_code == 400
    away = {"csrf_token": token, "place": "loc", "next": "//elsewhere.example/"}
    assert officer.client.post("/goi-y", data=away).location == "/"
