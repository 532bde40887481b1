"""What a correction would do, seen before it is made."""

from datetime import date

import pytest
from sqlalchemy import select

from caseflow.law.terms import Action
from caseflow.services.previews import foresee
from caseflow.store.db import db
from caseflow.store.petitions import PetitionEntry
from caseflow.store.subjects import Event
from tests.factories import Enter

pytestmark = pytest.mark.usefixtures("inside")


def test_correcting_the_day_of_receipt_is_foreseen_in_the_clocks_that_start_on_it(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 8, 21))
    receipt = db.session.scalar(select(Event).where(Event.subject_id == it.entry_id, Event.action == Action.RECEIVE))
    entry = db.session.get_one(PetitionEntry, it.entry_id)
    found = foresee(
        entry,
        Action.RECEIVE,
        date(2026, 8, 20),
        asks=(),
        facts={},
        today=date(2026, 8, 24),
        instead_of=receipt,
    )
    assert found.refusal is None
    moved = {before.family: (before.due_legal, after.due_legal) for before, after in found.moved}
    assert moved["KN-TL"] == (date(2026, 9, 3), date(2026, 8, 28))


def test_an_optional_question_left_empty_is_no_yes(enter: Enter) -> None:
    it = enter.a_petition(received_on=date(2026, 8, 21))
    asks = ("kind", "instance", "eligible", "in_competence", "several_places")
    typed = {"kind": "denunciation", "instance": "first", "eligible": "yes", "in_competence": "yes"}
    entry = db.session.get_one(PetitionEntry, it.entry_id)
    day = date(2026, 8, 24)
    found = foresee(entry, Action.CLASSIFY, day, asks=asks, facts=typed, today=day)
    due = {clock.family: clock.due_legal for clock in found.started}
    assert due["TC-XLBD"] == date(2026, 9, 3)  # seven: 22 (worked), 24 to 28 August, then 3 September
