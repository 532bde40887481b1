"""Look-up codes handed out, asked with, revoked; what they tell, and to whom they tell nothing."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from caseflow.law.errors import MissingFactError
from caseflow.law.terms import Action, PetitionKind, VisitOutcome
from caseflow.lookup_codes import grouped, new_code
from caseflow.services import identity, public_tries, reception, tracking
from caseflow.services.public_tries import TooManyTriesError
from caseflow.services.tracking import GUESSING, Told
from caseflow.store.db import db
from caseflow.store.petitions import PetitionEntry
from caseflow.store.public_tries import PublicTry
from caseflow.store.reception import Visit
from caseflow.store.tracking import TrackingCode
from tests.conftest import SettableClock
from tests.factories import Enter, Entered, Province

pytestmark = pytest.mark.usefixtures("inside")


def issue(enter: Enter, it: Entered, *, asked: bool = False) -> str:
    with enter.acting("tiepdan") as reader:
        visit = db.session.get_one(Visit, it.visit_id)
        return tracking.issue(visit, asked=asked, by_id=reader.user_id, now=enter.clock())


def look_up(enter: Enter, code: str) -> tuple[Told, ...]:
    return tracking.look_up(code, today=enter.clock.today)


def entry_of(it: Entered) -> Entered:
    query = select(PetitionEntry.id, PetitionEntry.petition_id).where(PetitionEntry.matter_id == it.matter_id)
    entry_id, petition_id = db.session.execute(query).one()
    return Entered(it.matter_id, it.matter_code, it.visit_id, petition_id, entry_id)


def a_paper(enter: Enter, **told: Any) -> Entered:  # noqa: ANN401 - the fields of Telling
    """A visit at which a paper was handed in, entered in the book."""
    it = enter.a_visit("Khiếu nại quyết định thu hồi đất", outcome=VisitOutcome.PAPER_TAKEN, **told)
    with enter.acting("tiepdan") as reader:
        reception.enter_book(db.session.get_one(Visit, it.visit_id), reader=reader, now=enter.clock())
    return entry_of(it)


def test_nothing_of_a_code_is_kept(enter: Enter) -> None:
    code = issue(enter, enter.a_visit())
    kept = db.session.scalars(select(TrackingCode)).one()
    assert code not in kept.digest
    assert len(kept.digest) == 64
    assert kept.issued_by_id
    assert not kept.asked


def test_a_paper_is_followed_from_the_desk_to_its_decision(enter: Enter) -> None:
    it = a_paper(enter)
    code = issue(enter, it)
    (told,) = look_up(enter, grouped(code).lower())
    assert (told.office, told.stage) == ("Ban Tiếp công dân tỉnh", "Cơ quan đã nhận đơn và đang phân loại.")
    assert told.received_on == told.last_on == date(2026, 11, 23)
    assert ("Thông báo kết quả", "LTCD Đ28.1") in {(owed.label[:17], owed.basis) for owed in told.owed}
    facts = {"kind": "complaint", "field": "land", "instance": "first", "eligible": "yes", "in_competence": "yes"}
    it = enter.step(it, Action.CLASSIFY, facts=facts)
    it = enter.step(it, Action.PROPOSE)
    enter.clock.forward(days=1)
    it = enter.step(it, Action.ACCEPT)
    (told,) = look_up(enter, code)
    assert told.stage == "Đã thụ lý; cơ quan bắt đầu giải quyết."
    assert told.last_on == date(2026, 11, 24)
    owed = {owed.label: owed for owed in told.owed}
    settled = owed["Giải quyết khiếu nại lần đầu"]
    assert (settled.due_on, settled.basis, settled.is_over) == (date(2026, 12, 24), "LKN Đ28", False)
    enter.clock.set(date(2026, 12, 25))
    (told,) = look_up(enter, code)
    assert {owed.is_over for owed in told.owed if owed.label == settled.label} == {True}


def test_a_visit_without_a_paper_is_told_by_its_outcome(enter: Enter) -> None:
    code = issue(enter, enter.a_visit(outcome=VisitOutcome.GUIDED, guided_to="Sở Nội vụ"))
    (told,) = look_up(enter, code)
    assert told.stage == "Đã hướng dẫn nơi có thẩm quyền."


def test_another_code_revokes_the_one_before(enter: Enter) -> None:
    it = enter.a_visit(outcome=VisitOutcome.EXPLAINED)
    first, second = issue(enter, it), issue(enter, it)
    assert look_up(enter, first) == ()
    assert len(look_up(enter, second)) == 1
    revoked = db.session.scalars(select(TrackingCode.revoked_at).order_by(TrackingCode.id)).all()
    assert revoked == [enter.clock(), None]


@pytest.mark.parametrize("typed", ["", "mã", "A" * 200, "0000-0000-0000-0000-0000"])
def test_what_is_no_code_leads_nowhere(enter: Enter, typed: str) -> None:
    issue(enter, enter.a_visit())
    assert look_up(enter, typed) == ()
    assert look_up(enter, new_code()) == ()


def test_who_denounces_gets_a_code_only_if_they_ask_and_that_is_kept(enter: Enter, province: Province) -> None:
    it = enter.a_visit("Tố cáo cán bộ", kind=PetitionKind.DENUNCIATION, outcome=VisitOutcome.PAPER_TAKEN)
    with pytest.raises(MissingFactError, match="chính họ đề nghị"):
        issue(enter, it)
    assert db.session.scalars(select(TrackingCode)).all() == []
    code = issue(enter, it, asked=True)
    kept = db.session.scalars(select(TrackingCode)).one()
    assert (kept.asked, kept.issued_by_id, kept.issued_at) == (True, province.people["tiepdan"], enter.clock())
    (told,) = look_up(enter, code)
    assert told.stage == "Cơ quan đã nhận đơn."


def test_what_turns_out_later_to_be_a_denunciation_is_told_to_no_code_that_was_not_asked_for(enter: Enter) -> None:
    it = enter.a_visit("Phản ánh về cán bộ", outcome=VisitOutcome.EXPLAINED)
    code = issue(enter, it)
    assert look_up(enter, code)
    with enter.acting("xulydon") as reader:
        visit = db.session.get_one(Visit, it.visit_id)
        identity.seal_visit(visit, by_id=reader.user_id, now=enter.clock())
    assert look_up(enter, code) == ()


def test_a_source_is_stopped_and_others_are_not(enter: Enter, clock: SettableClock) -> None:
    for _ in range(GUESSING.per_source):
        attempt(enter, "192.0.2.1")
    with pytest.raises(TooManyTriesError):
        attempt(enter, "192.0.2.1")
    attempt(enter, "192.0.2.2")
    clock.moment += GUESSING.window + timedelta(seconds=1)
    attempt(enter, "192.0.2.1")


def test_of_ipv6_a_source_is_what_one_subscriber_has(enter: Enter) -> None:
    for number in range(GUESSING.per_source):
        attempt(enter, f"2001:db8:1:2::{number:x}")
    with pytest.raises(TooManyTriesError):
        attempt(enter, "2001:db8:1:2:ffff::1")
    attempt(enter, "2001:db8:1:3::1")


def test_while_very_many_guess_each_source_has_a_few_tries_and_nobody_is_shut_out(enter: Enter) -> None:
    for number in range(GUESSING.of_all):
        db.session.add(PublicTry(purpose=GUESSING.purpose, source_digest=str(number), at=enter.clock()))
    db.session.add(PublicTry(purpose="other", source_digest="x", at=enter.clock()))
    db.session.commit()
    for _ in range(GUESSING.when_many):
        attempt(enter, "192.0.2.9")
    with pytest.raises(TooManyTriesError):
        attempt(enter, "192.0.2.9")
    attempt(enter, "192.0.2.10")


def test_of_a_try_no_address_and_no_code_is_kept_and_a_day_later_nothing(enter: Enter, clock: SettableClock) -> None:
    attempt(enter, "192.0.2.1")
    assert "192" not in db.session.scalars(select(PublicTry.source_digest)).one()[:3]
    clock.forward(days=2)
    attempt(enter, "192.0.2.2")
    assert len(db.session.scalars(select(PublicTry)).all()) == 1


def attempt(enter: Enter, source: str) -> int:
    with enter.acting("tiepdan"):
        return public_tries.count_try(GUESSING, source=source, now=enter.clock())
