"""Where a list begins: with the few matters that concern its reader, or with all. It never changes what is in it."""

from datetime import date

import pytest
from sqlalchemy import select

from caseflow.law.rights import Right
from caseflow.store.db import db
from caseflow.store.deadlines import running
from caseflow.store.matter_lists import MatterFilter, matters_by_due
from caseflow.store.matters import Matter, few, narrow_reach, visible
from caseflow.store.subjects import Subject
from tests.factories import Enter, Province

pytestmark = pytest.mark.usefixtures("inside")


def test_who_begins_with_the_few_finds_all_that_may_be_known(enter: Enter, province: Province) -> None:
    board, commune = enter.a_complaint(), enter.a_petition(at="XA-18880", by="xa1-don")
    enter.a_denunciation(received_on=date(2026, 11, 20))
    given = enter.a_complaint("Giao cho người khác")
    with enter.acting("truongban"):
        db.session.get_one(Subject, given.entry_id).responsible_id = province.people["so-giaiquyet"]
    found: dict[str, set[int]] = {}
    for login in province.people:
        with enter.acting(login) as reader:
            if not reader.may(Right.READ):
                continue
            found[login] = set(db.session.scalars(select(Matter.id).where(visible(reader))))
            gathered = select(Matter.id).where(visible(reader), few(reader))
            assert set(db.session.scalars(gathered)) == found[login], login
    assert board.matter_id in found["truongban"] - found["xa1"]
    assert commune.matter_id in found["xa1"] - found["xa2"]
    assert found["so-giaiquyet"] == {given.matter_id}


def test_whose_offices_see_many_or_half_of_all_goes_through_all(enter: Enter) -> None:
    for about in ("Việc thứ nhất", "Việc thứ hai", "Việc thứ ba"):
        enter.a_petition(about, at="XA-18880", by="xa1-don")
    with enter.acting("truongban") as reader:
        assert narrow_reach(reader) is not None  # none of three
    enter.a_complaint()
    with enter.acting("truongban") as reader:
        assert narrow_reach(reader) is not None  # one of four
        assert narrow_reach(reader, many=1) is None
    with enter.acting("xa1") as reader:
        assert narrow_reach(reader) is None  # three of four


def test_conditions_that_are_kept_do_not_grow_in_number_with_every_page(enter: Enter) -> None:
    soon = MatterFilter(due_from=date(2026, 11, 23), due_until=date(2026, 11, 27), not_local=True)
    kept = []
    for _ in range(3):
        with enter.acting("truongban") as reader:
            matters_by_due(reader, soon, after=None, limit=5)
        kept.append(running.cache_info().currsize)
    assert len(set(kept)) == 1
