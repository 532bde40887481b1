"""Joining a paper to a matter, on both engines: the paper, its visit and its entries stay together."""

from datetime import date

import pytest
from sqlalchemy import select

from caseflow.law.terms import Action, Channel
from caseflow.services import petitions
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.journal import JournalLine
from caseflow.store.matters import Matter, may_see
from caseflow.store.people import reader_of
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.reception import Visit
from tests.factories import Enter, Entered, Province

pytestmark = pytest.mark.usefixtures("inside")

KNOWN = {"kind": "complaint", "field": "land", "instance": "first", "eligible": "yes", "in_competence": "yes"}


def test_a_forwarded_paper_is_joined_with_all_its_entries(enter: Enter, province: Province) -> None:
    commune = province.communes[0]
    standing = enter.a_petition("Khiếu nại bồi thường", by="xa1-don", at=commune, received_on=date(2026, 8, 3))
    sent = enter.a_complaint(received_on=date(2026, 8, 21), facts={"in_competence": "no"})
    enter.step(sent, Action.FORWARD, date(2026, 8, 26), {"to_office": province.offices[commune]})
    arrived = db.session.scalar(select(PetitionEntry).where(PetitionEntry.from_entry_id == sent.entry_id))
    assert arrived is not None
    there = Entered(sent.matter_id, sent.matter_code, entry_id=arrived.id)
    with enter.acting("xa1-don", "tiếp nhận") as reader:
        entry = db.session.get_one(PetitionEntry, there.entry_id)
        petitions.receive(entry, received_on=date(2026, 8, 31), reader=reader, now=enter.clock())
    enter.step(there, Action.CLASSIFY, date(2026, 9, 3), KNOWN, by="xa1-don")
    enter.step(there, Action.JOIN, date(2026, 9, 3), {"matter": standing.matter_code}, by="xa1-don")
    db.session.expire_all()
    petition = db.session.get_one(Petition, sent.petition_id)
    entries = db.session.scalars(select(PetitionEntry).where(PetitionEntry.petition_id == petition.id))
    assert {petition.matter_id, *(one.matter_id for one in entries)} == {standing.matter_id}
    board = reader_of(province.people["xulydon"], enter.clock.today)
    assert may_see(standing.matter_id, board)


def test_a_paper_handed_in_at_the_desk_takes_its_visit_along(enter: Enter) -> None:
    standing = enter.a_petition("Khiếu nại bồi thường", received_on=date(2026, 8, 3))
    visit = enter.a_visit("Nộp thêm đơn", on=date(2026, 8, 21))
    with enter.acting("xulydon", "vào sổ") as reader:
        matter = db.session.get_one(Matter, visit.matter_id)
        office = db.session.get_one(PetitionEntry, standing.entry_id).office
        entry = petitions.register(
            office=office,
            paper=petitions.Paper("Nộp thêm đơn"),
            letter=petitions.Letter(Channel.RECEPTION),
            senders=(),
            received_on=date(2026, 8, 21),
            reader=reader,
            now=enter.clock(),
            matter=matter,
            visit=db.session.get_one(Visit, visit.visit_id),
        )
        it = Entered(matter.id, matter.code, entry_id=entry.id)
    enter.step(it, Action.CLASSIFY, date(2026, 8, 21), KNOWN)
    enter.step(it, Action.JOIN, date(2026, 8, 24), {"matter": standing.matter_code})
    db.session.expire_all()
    assert db.session.get_one(Visit, visit.visit_id).matter_id == standing.matter_id


def test_a_paper_on_its_way_to_another_office_is_looked_at_again_until_it_is_entered(
    enter: Enter, province: Province
) -> None:
    sent = enter.a_complaint(received_on=date(2026, 8, 21), facts={"in_competence": "no"})
    enter.step(sent, Action.FORWARD, date(2026, 8, 26), {"to_office": province.offices[province.communes[0]]})
    waiting = db.session.scalar(select(PetitionEntry).where(PetitionEntry.from_entry_id == sent.entry_id))
    assert waiting is not None
    standing = select(Deadline.family).where(Deadline.subject_id == waiting.id, Deadline.met_on.is_(None))
    assert list(db.session.scalars(standing)) == ["RA-SOAT"]
    with enter.acting("xa1-don", "tiếp nhận") as reader:
        entry = db.session.get_one(PetitionEntry, waiting.id)
        petitions.receive(entry, received_on=date(2026, 8, 31), reader=reader, now=enter.clock())
    assert "RA-SOAT" not in set(db.session.scalars(standing))


def test_that_a_matter_passed_through_an_office_is_in_the_journal(enter: Enter) -> None:
    enter.a_petition()
    changes = [line.changes for line in db.session.scalars(select(JournalLine))]
    assert any('["matter_office",' in change for change in changes)
