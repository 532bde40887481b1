"""Dates that moved are written down with why; alerts raised on what is over are closed and say so."""

from datetime import date, time
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import select

from caseflow.law.terms import Action, OfficeKind, PetitionKind
from caseflow.law.working_days import DayKind
from caseflow.services import calendar, corrections
from caseflow.services.letters import claim_letter
from caseflow.services.rebuilding import rebuild
from caseflow.services.rereading import reread
from caseflow.services.steps import Recording
from caseflow.store import journal
from caseflow.store.alerts import EMAIL, INBOX, WITHHELD, Alert, Delivery, unread_of
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadline_moves import DeadlineMove, MoveKind, MoveWhy
from caseflow.store.people import user_by_login
from caseflow.store.petitions import PetitionEntry
from caseflow.store.projections import ids_with_clocks
from caseflow.store.subjects import Assignment, Event
from caseflow.store.transactions import transaction
from tests.conftest import SettableClock
from tests.factories import NOTICE, Enter, Entered, Province, an_office
from tests.services.sweeping import ACCEPTED, SETTLING, at, entrust, only, swept

pytestmark = pytest.mark.usefixtures("inside")

OCT_1, OCT_2 = date(2026, 10, 1), date(2026, 10, 2)


class Move(NamedTuple):
    """A move as the tests speak of it."""

    family: str
    kind: MoveKind
    before: date | None
    after: date | None
    why: MoveWhy


def moves(subject_id: int | None) -> list[Move]:
    query = select(DeadlineMove).where(DeadlineMove.subject_id == subject_id).order_by(DeadlineMove.id)
    return [Move(one.family, one.kind, one.from_legal, one.to_legal, one.why) for one in db.session.scalars(query)]


def closed(family: str = SETTLING) -> list[str]:
    """Why each alert of a family was closed, in the order they were raised; empty while it is open."""
    query = select(Alert.closed_because).where(Alert.deadline_key.contains(f":{family}:")).order_by(Alert.id)
    found = list(db.session.scalars(query))
    db.session.rollback()
    return found


def correct(enter: Enter, it: Entered, action: Action, on: date, *, entry: bool = False, **facts: object) -> None:
    """Record a step anew on another day."""
    with enter.acting("xulydon") as reader:
        record: PetitionEntry | Case
        record = db.session.get_one(PetitionEntry, it.entry_id) if entry else db.session.get_one(Case, it.case_id)
        event = db.session.scalar(
            select(Event).where(Event.subject_id == record.id, Event.action == action, Event.superseded_by_id.is_(None))
        )
        assert event is not None
        recording = Recording(action, on, facts, NOTICE)
        corrections.correct(event, recording, record=record, reason="ghi nhầm ngày", reader=reader, now=enter.clock())
    db.session.expire_all()


# Moves


def test_a_corrected_start_says_from_what_to_what_by_which_event(
    enter: Enter, settling: Entered, clock: SettableClock
) -> None:
    clock.set(date(2026, 9, 22))
    correct(enter, settling, Action.ACCEPT, date(2026, 9, 3))
    assert moves(settling.case_id) == [
        # thirty days from 03/09 end on Saturday 03/10, so on Monday
        (SETTLING, MoveKind.MOVED, OCT_1, date(2026, 10, 5), MoveWhy.CORRECTION)
    ]
    move = db.session.scalars(select(DeadlineMove).where(DeadlineMove.subject_id == settling.case_id)).one()
    event = db.session.get_one(Event, move.event_id)
    assert (event.action, event.on) == (Action.ACCEPT, date(2026, 9, 3))
    assert (move.from_strict, move.to_strict, move.at) == (OCT_1, date(2026, 10, 3), enter.clock())
    assert move.deadline_key == f"{settling.case_id}:{SETTLING}:event:{event.id}:1"


def test_the_entry_that_follows_a_corrected_receipt_tells_every_clock(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 8, 21), classified_on=date(2026, 8, 24))
    correct(enter, it, Action.RECEIVE, date(2026, 8, 20), entry=True)
    told = {move.family: move for move in moves(it.entry_id)}
    assert told["KN-TL"] == ("KN-TL", MoveKind.MOVED, date(2026, 9, 3), date(2026, 8, 28), MoveWhy.CORRECTION)
    # forty-five days from 21/08 end on Monday 05/10; from 20/08 on Sunday 04/10, so on the same Monday
    assert (told["TCD-PROC-45"].before, told["TCD-PROC-45"].after) == (date(2026, 10, 5), date(2026, 10, 5))


def test_a_correction_that_leaves_the_dates_alone_moves_nothing(enter: Enter, settling: Entered) -> None:
    correct(enter, settling, Action.ACCEPT, ACCEPTED)
    assert moves(settling.case_id) == []


def test_a_window_of_the_citizen_that_a_correction_moves_is_told_though_it_has_no_row(
    enter: Enter, settling: Entered, clock: SettableClock, province: Province
) -> None:
    clock.set(date(2026, 9, 20))
    enter.step(settling, Action.VERIFY, date(2026, 9, 2), {"verifier": province.offices["SO-NNMT"]})
    enter.step(settling, Action.DECIDE, date(2026, 9, 10), {"result": "right"})
    enter.step(settling, Action.RECORD_DELIVERY, date(2026, 9, 15), {"proof": "phiếu"})
    correct(enter, settling, Action.RECORD_DELIVERY, date(2026, 9, 16), proof="phiếu báo phát")
    assert {(move.family, move.before, move.after) for move in moves(settling.case_id)} == {
        ("KN-W2-RECV", date(2026, 10, 15), date(2026, 10, 16)),
        ("KN-SUE-RECV", date(2027, 9, 15), date(2027, 9, 16)),
    }


def test_a_clock_that_a_correction_brings_or_takes_away_is_told(enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 9))
    known = {"kind": "complaint", "field": "land", "instance": "first", "eligible": "yes"}
    correct(enter, it, Action.CLASSIFY, date(2026, 11, 9), entry=True, **known, in_competence="no")
    gone = moves(it.entry_id)
    assert gone == [("KN-TL", MoveKind.GONE, date(2026, 11, 18), None, MoveWhy.CORRECTION)]
    correct(enter, it, Action.CLASSIFY, date(2026, 11, 9), entry=True, **known, in_competence="yes")
    assert moves(it.entry_id)[1:] == [("KN-TL", MoveKind.APPEARED, None, date(2026, 11, 18), MoveWhy.CORRECTION)]


def test_a_determination_and_an_extension_move_their_date(enter: Enter, settling: Entered) -> None:
    known = {"criteria": ["b"], "evidence": "hai nội dung"}
    enter.step(settling, Action.DETERMINE_COMPLEX, ACCEPTED, known)
    assert moves(settling.case_id) == [
        # forty-five days from 01/09 end on Friday 16/10
        (SETTLING, MoveKind.MOVED, OCT_1, date(2026, 10, 16), MoveWhy.STEP)
    ]


def test_a_suspension_rests_a_date_and_a_continuation_sets_the_new_one(
    enter: Enter, settling: Entered, clock: SettableClock
) -> None:
    clock.set(date(2026, 9, 25))
    enter.step(settling, Action.SUSPEND, date(2026, 9, 10), {"suspension_ground": "waiting"})
    enter.step(settling, Action.CONTINUE, date(2026, 9, 20))
    assert [move for move in moves(settling.case_id) if move.family == SETTLING] == [
        (SETTLING, MoveKind.PAUSED, OCT_1, None, MoveWhy.STEP),
        (SETTLING, MoveKind.RESUMED, None, date(2026, 10, 12), MoveWhy.STEP),  # Sunday 11/10 rolls
    ]


def test_a_changed_calendar_moves_a_date_of_no_event(enter: Enter, clock: SettableClock, settling: Entered) -> None:
    clock.set(date(2026, 9, 15))
    with enter.acting("quantri") as reader:
        change = calendar.DayChange(OCT_1, DayKind.OFF, "Nghỉ bù bão", "Công điện 1")
        calendar.set_day(change, reader=reader, now=clock())
    assert moves(settling.case_id) == [(SETTLING, MoveKind.MOVED, OCT_1, OCT_2, MoveWhy.CALENDAR)]
    assert db.session.scalars(select(DeadlineMove.event_id)).all() == [None]


def test_the_typed_date_of_given_work_moves_with_the_step_that_gave_it(
    enter: Enter, settling: Entered, province: Province, clock: SettableClock
) -> None:
    clock.set(date(2026, 9, 4))
    office = province.offices["SO-NNMT"]
    enter.step(settling, Action.VERIFY, date(2026, 9, 3), {"verifier": office, "due_on": date(2026, 9, 18)})
    correct(enter, settling, Action.VERIFY, date(2026, 9, 3), verifier=office, due_on=date(2026, 9, 25))
    work = db.session.scalars(select(Assignment.id)).one()
    assert moves(work) == [("GIAO-VIEC", MoveKind.MOVED, date(2026, 9, 18), date(2026, 9, 25), MoveWhy.CORRECTION)]


# Alerts


@pytest.fixture
def warned(settling: Entered, province: Province) -> Entered:
    """The complaint, given to an officer, seven working days before its end: one alert, in inboxes and as letters."""
    entrust(settling, province.people["giaiquyet"])
    swept(at(date(2026, 9, 22)), by_mail=True)
    assert closed() == [""]
    return settling


def test_an_alert_is_closed_when_the_date_has_moved_and_says_from_what_to_what(
    enter: Enter, warned: Entered, clock: SettableClock
) -> None:
    clock.set(date(2026, 9, 22))
    correct(enter, warned, Action.ACCEPT, date(2026, 9, 3))
    assert closed() == ["hạn đã đổi từ 01/10/2026 thành 05/10/2026 do sửa bước “thụ lý”"]
    only(SETTLING)
    assert swept(at(date(2026, 9, 24))).raised == 1  # the new cause speaks for itself
    assert closed()[1:] == [""]


def test_an_alert_is_closed_by_an_extension_and_when_what_it_warned_of_is_done(
    enter: Enter, warned: Entered, clock: SettableClock, province: Province
) -> None:
    clock.set(date(2026, 9, 22))
    enter.step(warned, Action.DETERMINE_COMPLEX, facts={"criteria": ["b"], "evidence": "hai nội dung"})
    changed = "hạn đã đổi từ 01/10/2026 thành 16/10/2026 do bước “ghi nhận vụ việc phức tạp” ngày 22/09/2026"
    assert closed() == [changed]
    swept(at(date(2026, 10, 7)))
    clock.set(date(2026, 10, 8))
    enter.step(warned, Action.VERIFY, facts={"verifier": province.offices["SO-NNMT"]})
    enter.step(warned, Action.DECIDE, facts={"result": "right"})
    assert closed() == [changed, "đã xong ngày 08/10/2026"]


def test_an_alert_is_closed_when_its_clock_is_dropped(enter: Enter, warned: Entered, clock: SettableClock) -> None:
    clock.set(date(2026, 9, 23))
    enter.step(warned, Action.WITHDRAW)
    enter.step(warned, Action.TERMINATE, facts={"termination_ground": "withdrawn"})
    assert closed() == ["thời hạn không còn do bước “đình chỉ” ngày 23/09/2026"]


def test_a_suspension_closes_nothing_and_the_continuation_does(
    enter: Enter, warned: Entered, clock: SettableClock
) -> None:
    clock.set(date(2026, 9, 23))
    enter.step(warned, Action.SUSPEND, facts={"suspension_ground": "waiting"})
    assert closed() == [""]
    clock.set(date(2026, 9, 25))
    enter.step(warned, Action.CONTINUE)
    assert closed() == ["hạn đã đổi từ 01/10/2026 thành 05/10/2026 do bước “tiếp tục giải quyết” ngày 25/09/2026"]


def test_a_changed_calendar_closes_the_alert_of_the_date_it_moved(
    enter: Enter, warned: Entered, clock: SettableClock
) -> None:
    assert warned.case_id
    clock.set(date(2026, 9, 23))
    with enter.acting("quantri") as reader:
        change = calendar.DayChange(OCT_1, DayKind.OFF, "Nghỉ bù bão", "Công điện 1")
        calendar.set_day(change, reader=reader, now=clock())
    assert closed() == ["hạn đã đổi từ 01/10/2026 thành 02/10/2026 do lịch làm việc thay đổi"]


def test_what_is_over_waits_in_no_inbox_and_its_letter_does_not_leave(
    enter: Enter, warned: Entered, clock: SettableClock
) -> None:
    officer = user_by_login("giaiquyet")
    assert officer is not None
    assert db.session.scalar(select(unread_of(officer.id))) == 1
    db.session.rollback()
    clock.set(date(2026, 9, 22))
    correct(enter, warned, Action.ACCEPT, date(2026, 9, 3))
    assert db.session.scalar(select(unread_of(officer.id))) == 0
    letter, shown = (
        db.session.scalars(select(Delivery).where(Delivery.channel == channel)).one() for channel in (EMAIL, INBOX)
    )
    assert (letter.next_try_at, letter.delivered_at) == (None, None)
    assert letter.last_error.startswith(WITHHELD)
    assert shown.read_at is None
    with transaction(by_id=None, act="gửi", now=clock()):
        assert claim_letter(clock()) is None


def test_a_letter_that_failed_while_the_date_moved_is_not_tried_again(
    enter: Enter, warned: Entered, clock: SettableClock
) -> None:
    clock.set(date(2026, 9, 22))
    correct(enter, warned, Action.ACCEPT, date(2026, 9, 3))
    letter = db.session.scalars(select(Delivery).where(Delivery.channel == EMAIL)).one()
    letter.next_try_at = clock()  # as whoever was sending it puts it off
    db.session.commit()
    with transaction(by_id=None, act="gửi", now=clock()):
        assert claim_letter(clock()) is None


def test_an_alert_that_nobody_was_told_of_before_it_was_over_is_told_to_nobody(
    enter: Enter, settling: Entered, clock: SettableClock
) -> None:
    moment = at(date(2026, 9, 22))
    db.session.add(
        Alert(
            deadline_key=db.session.scalars(select(Alert.deadline_key)).first() or _key(settling),
            level="truoc-7",
            cause=_cause(settling),
            subject_id=settling.case_id or 0,
            label="Giải quyết",
            days=-7,
            due_on=OCT_1,
            raised_at=moment,
        )
    )
    db.session.commit()
    clock.set(date(2026, 9, 22))
    correct(enter, settling, Action.ACCEPT, date(2026, 9, 3))
    only("none of them")
    assert swept(clock(), by_mail=True).delivered == 0
    assert db.session.query(Delivery).count() == 0


def _key(it: Entered) -> str:
    return f"{it.case_id}:{SETTLING}:{_cause(it)}:1"


def _cause(it: Entered) -> str:
    query = select(Event.id).where(Event.subject_id == it.case_id, Event.action == Action.ACCEPT)
    return f"event:{db.session.scalars(query).one()}"


def test_an_alert_whose_date_counts_again_is_open_again(enter: Enter, clock: SettableClock, province: Province) -> None:
    clock.set(ACCEPTED)
    it = enter.a_case(PetitionKind.DENUNCIATION, received_on=ACCEPTED, accepted_on=ACCEPTED)
    entrust(it, province.people["giaiquyet"])
    only("TC-GQ")
    swept(at(date(2026, 9, 22)))
    alert = db.session.scalars(select(Alert)).one()
    alert.closed_at, alert.closed_because = clock(), "đã xong ngày 22/09/2026"
    db.session.commit()
    clock.set(date(2026, 9, 22), time(9))
    enter.step(it, Action.VERIFY, facts={"verifier": province.offices["SO-NNMT"], "verifiers": "A, B"})
    assert closed("TC-GQ") == [""]


# Rebuilding


def test_rebuilding_notes_no_move_and_closes_no_alert(
    enter: Enter, warned: Entered, clock: SettableClock, inside: Flask
) -> None:
    assert inside
    clock.set(date(2026, 9, 22))
    correct(enter, warned, Action.ACCEPT, date(2026, 9, 3))
    swept(clock())
    before = moves(warned.case_id), closed(), closed("KN-TL")
    for _ in range(2):
        with transaction(by_id=None, act="dựng lại", now=clock()):
            done = rebuild([warned.case_id or 0, warned.entry_id or 0], clock(), keep=True)
        assert done.differences == done.rearmed == ()
    assert (moves(warned.case_id), closed(), closed("KN-TL")) == before
    assert list(journal.broken_lines()) == []


def test_reading_the_same_history_twice_notes_nothing(enter: Enter, warned: Entered, clock: SettableClock) -> None:
    clock.set(date(2026, 9, 22))
    correct(enter, warned, Action.ACCEPT, date(2026, 9, 3))
    before = moves(warned.case_id)
    with transaction(by_id=None, act="đọc lại", now=clock()):
        reread([warned.case_id or 0], now=clock())
    assert moves(warned.case_id) == before


def test_what_was_sent_to_a_body_outside_the_system_has_nothing_to_rebuild(enter: Enter) -> None:
    it = enter.a_denunciation(received_on=date(2026, 11, 20), facts={"in_competence": "no"})
    with enter.acting("quantri"):
        police = an_office("CONG-AN", "Công an tỉnh", kind=OfficeKind.OUTSIDE).id
    enter.step(it, Action.FORWARD, date(2026, 11, 23), {"to_office": police, "reply_by": date(2026, 12, 25)})
    with enter.acting("truongban"):
        rebuilt = rebuild(ids_with_clocks(after=0, limit=100), enter.clock(), keep=True)
    assert (rebuilt.moves, rebuilt.differences, rebuilt.rearmed) == ((), (), ())
