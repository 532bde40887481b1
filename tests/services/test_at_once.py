"""What is heard at once: trouble spots, people who were not received, petitions that are not accepted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from caseflow.law.escalation import Hearing
from caseflow.law.ladders import Group
from caseflow.law.terms import Action, PetitionKind, Role, VisitOutcome
from caseflow.services import flags, ladders, reception
from caseflow.services.at_once import TAKEN_BACK
from caseflow.services.citizens import Person
from caseflow.services.reception import Telling
from caseflow.store.alerts import Alert
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.reception import Visit
from tests.conftest import SettableClock
from tests.factories import Enter, Entered
from tests.services.sweeping import at, heard, only, said, swept

pytestmark = pytest.mark.usefixtures("inside")

SATURDAY = at(date(2026, 11, 28), 20)
"""Evening of a day off; the next working morning is Monday 30/11 at 07:00."""


def alerts(family: str) -> list[Alert]:
    db.session.rollback()
    return list(db.session.scalars(select(Alert).where(Alert.deadline_key.contains(f":{family}:"))))


@contextmanager
def marking(enter: Enter, it: Entered) -> Iterator[None]:
    for change in (flags.mark_hotspot, flags.unmark_hotspot):
        with enter.acting("lanhdao", "đánh dấu điểm nóng") as reader:
            matter = db.session.get_one(Matter, it.matter_id)
            change(matter, reason="Đã kiểm tra", reader=reader, now=enter.clock())
        if change is flags.mark_hotspot:
            yield


def test_a_trouble_spot_is_heard_by_the_board_and_the_leader_and_no_longer_once_the_mark_is_gone(
    enter: Enter, clock: SettableClock
) -> None:
    it = enter.a_complaint()
    with marking(enter, it):
        only("DIEM-NONG")
        swept(clock())
        swept(clock())
        assert said("DIEM-NONG") == [("DIEM-NONG", "den-han")]
        assert heard("DIEM-NONG") == {"truongban", "lanhdao"}
    (alert,) = alerts("DIEM-NONG")
    assert alert.closed_because == TAKEN_BACK


REFUSED: dict[str, Any] = {"outcome": VisitOutcome.REFUSED, "refusal_ground": "9.1"}


@pytest.mark.parametrize("kind", [None, PetitionKind.DENUNCIATION])
def test_that_somebody_was_not_received_the_head_of_the_board_hears(
    enter: Enter, clock: SettableClock, kind: PetitionKind | None
) -> None:
    enter.a_visit(kind=kind, **REFUSED)
    swept(clock())
    assert said("TU-CHOI") == [("TU-CHOI", "den-han")]
    assert heard("TU-CHOI") == {"truongban"}


def test_a_refusal_that_was_a_slip_is_taken_back_and_one_written_again_counts_again(
    enter: Enter, clock: SettableClock
) -> None:
    it = enter.a_visit(**REFUSED)
    mend(enter, it, VisitOutcome.EXPLAINED, "")
    swept(clock())
    (alert,) = alerts("TU-CHOI")
    assert (alert.closed_because, len(alert.deliveries)) == (TAKEN_BACK, 0)
    mend(enter, it, VisitOutcome.REFUSED, "9.1")
    (alert,) = alerts("TU-CHOI")
    assert alert.closed_at is None


def mend(enter: Enter, it: Entered, outcome: VisitOutcome, ground: str) -> None:
    with enter.acting("tiepdan", "bổ sung lượt tiếp") as reader:
        visit = db.session.get_one(Visit, it.visit_id)
        people = [Person(party.citizen.name) for party in visit.parties if party.citizen]
        told = Telling(visit.summary, outcome=outcome, refusal_ground=ground)
        reception.complete(visit, people=people, telling=told, reader=reader, now=enter.clock())


def test_an_ordinary_visit_is_told_to_nobody(enter: Enter, clock: SettableClock) -> None:
    enter.a_visit(outcome=VisitOutcome.EXPLAINED)
    swept(clock())
    assert said("TU-CHOI") == []


def test_that_a_complaint_is_not_accepted_the_head_of_the_board_hears_once(enter: Enter, clock: SettableClock) -> None:
    it = enter.a_complaint()
    it = enter.step(it, Action.PROPOSE)
    enter.step(it, Action.REFUSE, facts={"ground": "11.6"})
    swept(clock())
    assert said("TU-CHOI") == [("TU-CHOI", "den-han")]
    assert heard("TU-CHOI") == {"truongban"}


def test_what_is_urgent_is_told_on_a_day_off_and_the_rest_waits_for_the_morning(
    enter: Enter, clock: SettableClock
) -> None:
    clock.set(SATURDAY)
    enter.a_complaint(facts={"author": "commune_chair", "in_competence": "no"})
    assert swept(SATURDAY).raised == 1
    assert said() == [("NGHI-VUOT-CAP", "den-han")]
    assert heard("NGHI-VUOT-CAP") == {"truongban"}
    swept(at(date(2026, 11, 30), 8))
    assert said("NGHI-VUOT-CAP") == [("NGHI-VUOT-CAP", "den-han")]
    swept(at(date(2026, 12, 4), 8))  # 30/11, 1/12, 2/12, 3/12, 4/12: the fifth working day after Saturday 28/11
    assert said("NGHI-VUOT-CAP")[1:] == [("NGHI-VUOT-CAP", "qua-5")]


def test_a_channel_that_a_row_leaves_out_carries_nothing(enter: Enter, clock: SettableClock) -> None:
    enter.a_visit(**REFUSED)
    mute = replace(ladders.ladder_in_force(Group.REFUSALS), hearings=(Hearing(0, (Role.BOARD_HEAD,), channels=()),))
    with enter.acting("quantri", "đổi thang cảnh báo") as reader:
        ladders.set_ladder(Group.REFUSALS, mute, basis="Quy chế", reader=reader, now=clock())
    swept(clock(), by_mail=True)
    assert (heard("TU-CHOI"), heard("TU-CHOI", channel="email")) == ({"truongban"}, set())
