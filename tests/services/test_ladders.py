"""Writing a ladder: seen before it is saved, counting from then on, nothing said twice and nothing made up for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from caseflow.law.errors import MissingFactError, NotPermittedError
from caseflow.law.escalation import LADDER, SUSPICIONS, Hearing, Ladder, Rung
from caseflow.law.ladders import ANY_LENGTH, Group
from caseflow.law.rights import Post, Reader
from caseflow.law.terms import Role
from caseflow.services.deadlines import ladder_of
from caseflow.services.ladders import ladder_in_force, preview, set_ladder
from caseflow.store import journal
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.ladders import LadderRow
from caseflow.store.transactions import transaction
from tests.factories import Entered, Province
from tests.services.sweeping import SETTLING, at, entrust, heard, said, swept

pytestmark = pytest.mark.usefixtures("inside")

Read = Callable[[str], Reader]
CLOSER = replace(LADDER, rungs=(Rung(ANY_LENGTH, (5, 2)),), overdue=(2, 4), every=3)
EARLY = at(date(2026, 9, 21), 9)
"""Before the first warning of a complaint accepted on 01/09 and due on Thursday 01/10: 22/09, 28/09, 30/09."""


def write(group: Group, ladder: Ladder, reader: Reader, now: datetime) -> int:
    with transaction(by_id=reader.user_id, act="đổi thang cảnh báo", now=now):
        return set_ladder(group, ladder, basis="Quy chế 5/QC-UBND", reader=reader, now=now)


def next_alert_at() -> datetime | None:
    db.session.rollback()
    return db.session.scalars(select(Deadline.next_alert_at).where(Deadline.family == SETTLING)).one()


def levels(first: date, last: date) -> list[str]:
    """The levels raised by sweeping every noon between two days."""
    before, day = len(said(SETTLING)), first
    while day <= last:
        swept(at(day, 12))
        day = date.fromordinal(day.toordinal() + 1)
    return [one.level for one in said(SETTLING)[before:]]


def test_a_ladder_counts_from_when_it_is_written(settling: Entered, reader: Read) -> None:
    assert settling.case_id
    assert write(Group.USUAL, CLOSER, reader("quantri"), EARLY) == 1
    assert next_alert_at() == at(date(2026, 9, 24))
    raised = levels(date(2026, 9, 21), date(2026, 10, 13))
    assert raised == ["truoc-5", "truoc-2", "den-han", "qua-2", "qua-4", "qua-7"]


def test_what_was_said_is_not_said_again_and_what_would_have_been_is_not_made_up_for(
    settling: Entered, reader: Read
) -> None:
    assert settling.case_id
    assert levels(date(2026, 9, 21), date(2026, 9, 28)) == ["truoc-7", "truoc-3"]
    denser = replace(LADDER, rungs=(Rung(ANY_LENGTH, (7, 6, 5, 4, 3, 2, 1)),))
    write(Group.USUAL, denser, reader("quantri"), at(date(2026, 9, 28), 15))
    assert levels(date(2026, 9, 28), date(2026, 9, 29)) == ["truoc-2"]
    write(Group.USUAL, LADDER, reader("quantri"), at(date(2026, 9, 29), 15))
    assert levels(date(2026, 9, 29), date(2026, 10, 2)) == ["truoc-1", "den-han", "qua-1"]


def test_a_date_whose_moment_has_come_is_left_to_the_next_sweep(settling: Entered, reader: Read) -> None:
    assert settling.case_id
    late = at(date(2026, 9, 22), 8)
    assert write(Group.USUAL, CLOSER, reader("quantri"), late) == 0
    assert next_alert_at() == at(date(2026, 9, 22))
    swept(late)
    assert (said(SETTLING), next_alert_at()) == ([], at(date(2026, 9, 24)))


def test_who_hears_is_as_written(settling: Entered, reader: Read, province: Province) -> None:
    entrust(settling, province.people["giaiquyet"])
    heard_by = (Hearing(-ANY_LENGTH, (Role.BOARD_HEAD,)), Hearing(-3, (Role.LEADER,), officer=True))
    write(Group.USUAL, replace(LADDER, hearings=heard_by), reader("quantri"), EARLY)
    swept(at(date(2026, 9, 22)))
    assert heard(SETTLING) == {"truongban"}
    swept(at(date(2026, 9, 28)))
    assert heard(SETTLING) == {"truongban", "lanhdao", "giaiquyet"}


def test_the_ladder_of_one_group_leaves_the_others_alone(settling: Entered, reader: Read) -> None:
    assert settling.case_id
    calmer = replace(SUSPICIONS["NGHI-VUOT-CAP"], urgent=False)
    assert write(Group.SUSPICIONS, calmer, reader("quantri"), EARLY) == 0
    assert (ladder_in_force(Group.SUSPICIONS), ladder_in_force(Group.USUAL)) == (calmer, LADDER)
    assert (ladder_of("NGHI-DONG-NGUOI"), ladder_of(SETTLING)) == (calmer, LADDER)


def test_the_last_word_counts_and_the_former_ones_stay(reader: Read) -> None:
    for ladder in (CLOSER, replace(CLOSER, every=9)):
        write(Group.USUAL, ladder, reader("quantri"), EARLY)
    assert ladder_in_force(Group.USUAL).every == 9
    rows = db.session.scalars(select(LadderRow).order_by(LadderRow.version)).all()
    assert [(row.version, row.value().every) for row in rows] == [(1, 3), (2, 9)]


def test_a_preview_says_what_changes_and_writes_nothing(settling: Entered) -> None:
    assert settling.case_id
    before = journal.head(), next_alert_at()
    heard_by = (Hearing(-ANY_LENGTH, (Role.LEADER,)),)
    later = Ladder((Rung(ANY_LENGTH, ()),), (1,), 5, heard_by)
    found = preview(Group.USUAL, later, now=EARLY)
    assert (found.dates, found.is_whole) == (1, True)
    assert found.by_time == [("trong 7 ngày tới", 1, 0), ("trong 30 ngày tới", 0, 1), ("muộn hơn", 0, 0)]
    assert found.by_hearer == [("leader", 0, 1), ("officer", 1, 0)]
    db.session.rollback()
    assert (journal.head(), next_alert_at()) == before


def test_a_ladder_that_leaves_a_level_unheard_is_refused_before_and_at_saving(reader: Read) -> None:
    deaf = replace(LADDER, hearings=(Hearing(1, (Role.LEADER,)),))
    with pytest.raises(MissingFactError, match="chưa có ai nghe"):
        preview(Group.USUAL, deaf, now=EARLY)
    with pytest.raises(MissingFactError, match="chưa có ai nghe"):
        write(Group.USUAL, deaf, reader("quantri"), EARLY)
    assert ladder_in_force(Group.USUAL) == LADDER


def test_only_the_province_writes_a_ladder(inside: Flask, reader: Read, province: Province) -> None:
    assert inside
    of_a_commune = Reader(1, (Post(Role.ADMIN, province.offices["XA-18880"], "1.4."),))
    for somebody in (of_a_commune, reader("truongban")):
        with pytest.raises(NotPermittedError):
            write(Group.USUAL, CLOSER, somebody, EARLY)
