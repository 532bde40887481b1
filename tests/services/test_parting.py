"""Joining undone, on both engines: a matter of its own again, clocks that run again, nothing that points back."""

from datetime import date

import pytest
from sqlalchemy import select

from caseflow.law.errors import HistoryError, MissingFactError, NotPermittedError
from caseflow.law.terms import Action, EntryStatus, PetitionKind
from caseflow.services import parting, reception
from caseflow.services.citizens import Person
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.matters import Matter, MatterOffice, find_matter
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.reception import Visit, VisitMatter
from caseflow.store.subjects import Event, Subject
from tests.factories import Enter, Entered, Province

pytestmark = pytest.mark.usefixtures("inside")

STANDING, OTHER = "Khiếu nại bồi thường", "Khiếu nại việc khác hẳn"


def joined(enter: Enter, *, summary: str = OTHER) -> tuple[Entered, Entered]:
    """A standing petition, and another that was joined to it."""
    standing = enter.a_petition(STANDING, received_on=date(2026, 11, 9))
    it = enter.a_complaint(summary, received_on=date(2026, 11, 16))
    enter.step(it, Action.JOIN, date(2026, 11, 17), {"matter": standing.matter_code})
    return standing, it


def part(enter: Enter, it: Entered, *, by: str = "xulydon", reason: str = "Nhầm vụ việc") -> str:
    with enter.acting(by, "tách") as reader:
        entry = db.session.get_one(PetitionEntry, it.entry_id)
        return parting.part(entry, reason=reason, reader=reader, now=enter.clock()).code


def running(entry_id: int | None) -> set[str]:
    query = select(Deadline.family).where(Deadline.subject_id == entry_id, Deadline.met_on.is_(None))
    return set(db.session.scalars(query))


def test_a_joined_paper_goes_back_to_its_own_matter_and_its_clocks_run_again(enter: Enter) -> None:
    standing, it = joined(enter)
    assert "KN-TL" not in running(it.entry_id)
    assert part(enter, it) == it.matter_code, "the matter that it had left is empty, and takes it back"
    db.session.expire_all()
    entry = db.session.get_one(PetitionEntry, it.entry_id)
    assert (entry.status, entry.matter.title, entry.is_open) == (EntryStatus.CLASSIFIED, OTHER, True)
    assert db.session.get_one(Matter, standing.matter_id).title == STANDING
    assert {"KN-TL", "XLD-10"} <= running(it.entry_id)
    petition = db.session.get_one(Petition, it.petition_id)
    assert (petition.duplicate_of_id, petition.continues_id) == (None, None)


def test_the_joining_is_superseded_with_the_reason_and_nothing_is_erased(enter: Enter, province: Province) -> None:
    _, it = joined(enter)
    part(enter, it)
    events = db.session.scalars(select(Event).where(Event.subject_id == it.entry_id).order_by(Event.id)).all()
    old, new = events[-2:]
    assert (old.action, old.superseded_by_id, old.superseding_reason) == (Action.JOIN, new.id, "Nhầm vụ việc")
    assert (new.action, new.on, new.recorded_by_id) == (Action.PART, old.on, province.people["xulydon"])


def test_twice_does_nothing(enter: Enter) -> None:
    _, it = joined(enter)
    first = part(enter, it)
    events = len(db.session.scalars(select(Event)).all())
    assert part(enter, it) == first
    assert len(db.session.scalars(select(Event)).all()) == events


def test_a_paper_that_was_joined_again_can_be_parted_again(enter: Enter) -> None:
    standing, it = joined(enter)
    part(enter, it)
    enter.step(it, Action.JOIN, date(2026, 11, 18), {"matter": standing.matter_code})
    assert part(enter, it) == it.matter_code


def test_what_was_joined_at_the_desk_gets_a_matter_of_its_own(enter: Enter) -> None:
    standing = enter.a_petition(STANDING)
    with enter.acting("tiepdan", "tiếp công dân") as reader:
        matter = find_matter(standing.matter_code, reader)
        visit = reception.receive(
            office=db.session.get_one(PetitionEntry, standing.entry_id).office,
            people=[Person("Hồ Thị Mơ Thử")],
            telling=reception.Telling(OTHER, kind=PetitionKind.COMPLAINT),
            reader=reader,
            now=enter.clock(),
            matter=matter,
        )
        key = visit.id
    with enter.acting("tiepdan", "tách") as reader:
        apart = parting.part(db.session.get_one(Visit, key), reason="Chọn nhầm", reader=reader, now=enter.clock())
        assert (apart.title, apart.kind) == (OTHER, PetitionKind.COMPLAINT)
        apart_id = apart.id
    ties = db.session.scalars(select(VisitMatter.matter_id).where(VisitMatter.visit_id == key)).all()
    assert ties == [apart_id]
    assert db.session.get_one(Visit, key).matter_id == apart_id


def test_papers_that_repeated_it_repeat_what_stays(enter: Enter) -> None:
    standing, first = joined(enter)
    second = enter.a_complaint("Khiếu nại lần nữa", received_on=date(2026, 11, 17))
    enter.step(second, Action.JOIN, date(2026, 11, 18), {"matter": standing.matter_code})
    with enter.acting("xulydon"):
        db.session.get_one(Petition, second.petition_id).duplicate_of_id = first.petition_id
    part(enter, first)
    db.session.expire_all()
    assert db.session.get_one(Petition, second.petition_id).duplicate_of_id == standing.petition_id


def test_an_office_that_saw_the_matter_through_it_alone_sees_it_no_more(enter: Enter, province: Province) -> None:
    _, commune = province.communes
    standing = enter.a_petition(STANDING, by="xa1-don", at=province.communes[0])
    it = enter.a_complaint(OTHER, by="xa2-don", at=commune)
    with enter.acting("xa2-don"):
        db.session.add(MatterOffice(matter_id=standing.matter_id, office_id=province.offices[commune]))
    enter.step(it, Action.JOIN, facts={"matter": standing.matter_code}, by="xa2-don")
    part(enter, it, by="xa2-don")
    passed = select(MatterOffice.office_id).where(MatterOffice.matter_id == standing.matter_id)
    assert province.offices[commune] not in set(db.session.scalars(passed))
    assert province.offices[province.communes[0]] in set(db.session.scalars(passed))


def test_nothing_is_parted_from_which_a_case_was_opened(enter: Enter) -> None:
    standing = enter.a_petition(STANDING)
    it = enter.a_complaint(OTHER, received_on=date(2026, 11, 16))
    enter.step(it, Action.PROPOSE, date(2026, 11, 17))
    with enter.acting("xulydon"):
        for subject in db.session.scalars(select(Subject).where(Subject.matter_id == it.matter_id)):
            subject.matter_id = standing.matter_id
    with pytest.raises(HistoryError, match="Đã lập hồ sơ"):
        part(enter, it)


def test_what_rests_on_the_joining_stands_in_its_way(enter: Enter) -> None:
    standing = enter.a_petition(STANDING)
    facts = {"kind": "complaint", "field": "land", "instance": "first", "eligible": "yes", "in_competence": "yes"}
    it = enter.a_petition(OTHER, received_on=date(2026, 11, 16))
    with enter.acting("xulydon"):
        db.session.get_one(PetitionEntry, it.entry_id).from_sender = "Báo"
    enter.step(it, Action.CLASSIFY, date(2026, 11, 16), facts)
    enter.step(it, Action.JOIN, date(2026, 11, 17), {"matter": standing.matter_code})
    with enter.acting("xulydon"):
        event = Event(
            subject_id=it.entry_id,
            action=Action.REPORT_BACK,
            on=date(2026, 11, 18),
            recorded_at=enter.clock(),
            before="joined",
            after="joined",
            facts={"from_outside": True},
        )
        db.session.add(event)
    with pytest.raises(HistoryError):
        part(enter, it)


@pytest.mark.parametrize("by", ["tiepdan", "xa1-don"])
def test_it_is_undone_by_who_joined_it_or_handles_it(enter: Enter, by: str) -> None:
    _, it = joined(enter)
    with pytest.raises(NotPermittedError):
        part(enter, it, by=by)
    assert part(enter, it, by="truongban") == it.matter_code


def test_it_needs_a_reason(enter: Enter) -> None:
    _, it = joined(enter)
    with pytest.raises(MissingFactError):
        part(enter, it, reason=" ")


def test_what_is_sealed_stays_sealed(enter: Enter) -> None:
    standing = enter.a_denunciation("Tố cáo kế toán lập khống chứng từ", received_on=date(2026, 11, 9))
    it = enter.a_complaint(OTHER, received_on=date(2026, 11, 16))
    enter.step(it, Action.JOIN, date(2026, 11, 17), {"matter": standing.matter_code})
    code = part(enter, it)
    apart = db.session.scalar(select(Matter).where(Matter.code == code))
    assert apart is not None
    assert apart.secret
    assert code not in (it.matter_code, standing.matter_code)
