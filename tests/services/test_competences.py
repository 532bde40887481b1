"""The proposal of who must settle a petition, read from the law of the day it came in."""

from datetime import date

import pytest

from caseflow.law.competence import Author, Settler
from caseflow.law.terms import Action, PetitionKind
from caseflow.services.competences import propose_settler
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.petitions import PetitionEntry
from tests.factories import Enter, Province

pytestmark = pytest.mark.usefixtures("inside")

SECOND_AGAINST_THE_CHAIR = {"kind": "complaint", "instance": "second", "author": "commune_chair"}


@pytest.mark.parametrize(
    ("received_on", "settler"),
    [(date(2025, 6, 30), Settler.DISTRICT_CHAIR), (date(2025, 7, 1), Settler.PROVINCE_CHAIR)],
)
def test_the_settler_is_chosen_by_the_day_the_petition_came(enter: Enter, received_on: date, settler: Settler) -> None:
    it = enter.a_petition(received_on=received_on)
    found = propose_settler(db.session.get_one(PetitionEntry, it.entry_id), SECOND_AGAINST_THE_CHAIR)
    assert found is not None
    assert (found.row.settler, found.on) == (settler, received_on)


def test_what_the_province_chair_settles_is_handled_by_its_board(enter: Enter, province: Province) -> None:
    it = enter.a_petition()
    found = propose_settler(db.session.get_one(PetitionEntry, it.entry_id), SECOND_AGAINST_THE_CHAIR)
    assert found is not None
    assert found.office is not None
    assert (found.office.id, found.is_ours) == (province.offices["TINH"], True)


def test_what_a_commune_chair_settles_belongs_to_the_commune_of_the_matter(enter: Enter, province: Province) -> None:
    it = enter.a_petition()
    entry = db.session.get_one(PetitionEntry, it.entry_id)
    db.session.get_one(Matter, entry.matter_id).unit_code = "18901"
    found = propose_settler(entry, {"kind": "denunciation", "instance": "first", "author": "commune_staff"})
    assert found is not None
    assert found.office is not None
    assert (found.office.id, found.is_ours) == (province.offices["XA-18901"], False)


@pytest.mark.parametrize("lacking", ["kind", "instance", "author"])
def test_nothing_is_proposed_while_a_fact_is_missing(enter: Enter, lacking: str) -> None:
    it = enter.a_petition()
    known = {name: value for name, value in SECOND_AGAINST_THE_CHAIR.items() if name != lacking}
    assert propose_settler(db.session.get_one(PetitionEntry, it.entry_id), known) is None


def test_no_row_no_proposal(enter: Enter) -> None:
    it = enter.a_petition()
    known = {"kind": "complaint", "instance": "again", "author": "commune_chair"}
    assert propose_settler(db.session.get_one(PetitionEntry, it.entry_id), known) is None


@pytest.mark.parametrize("kind", [PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION])
def test_whom_a_petition_is_against_and_its_field_are_kept_on_its_matter(enter: Enter, kind: PetitionKind) -> None:
    it = enter.a_classified(kind, facts={"author": "department_head"})
    matter = db.session.get_one(Matter, db.session.get_one(PetitionEntry, it.entry_id).matter_id)
    assert (matter.contested_author, matter.kind) == (Author.DEPARTMENT_HEAD, kind)
    assert matter.field is not None
    enter.step(it, Action.INFORM, facts={"answer": "đã giải quyết"})
    assert matter.contested_author is Author.DEPARTMENT_HEAD
