"""What the law changed on a day, against the dates that the law itself gives."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseflow.law.book import length
from caseflow.law.changes import Change, change_days, changes_on
from caseflow.law.competence import Author, Settler
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS, rows_of
from caseflow.law.terms import Action, Instance, PetitionKind, Variant

NEW_LAW = date(2026, 7, 1)
TWO_TIERS = date(2025, 7, 1)


def period_change(day: date, family: str, variant: Variant = Variant.NORMAL) -> Change[Period]:
    found = [
        change
        for change in changes_on(day).periods
        for row in (change.new or change.old,)
        if row and (row.family, row.variant) == (family, variant)
    ]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("family", ["KN-TL", "KN-TL2", "KN-KL-TL"])
def test_acceptance_was_ten_days_and_is_seven_working_days(family: str) -> None:
    change = period_change(NEW_LAW, family)
    assert change.old is not None
    assert change.new is not None
    assert (length(change.old), length(change.new)) == ("10 ngày", "7 ngày làm việc")
    assert "136/2025" in change.new.basis


def test_the_chair_of_a_commune_received_every_week_and_now_twice_a_month() -> None:
    change = period_change(NEW_LAW, "TCD-LEAD-XA")
    assert change.old is not None
    assert change.new is not None
    assert (change.old.code, change.new.code) == ("TCD-LEAD-XA-1", "TCD-LEAD-XA-2")


def test_what_begins_has_nothing_before_and_what_ends_nothing_after() -> None:
    assert period_change(NEW_LAW, "TCD-REFUSE").old is None
    assert period_change(TWO_TIERS, "TCD-LEAD-HUYEN").new is None


def test_the_district_ends_with_its_competence() -> None:
    changed = changes_on(TWO_TIERS).competences
    second = next(
        change
        for change in changed
        if change.new
        and (change.new.kind, change.new.instance, change.new.author)
        == (PetitionKind.COMPLAINT, Instance.SECOND, Author.COMMUNE_CHAIR)
    )
    assert second.old is not None
    assert second.new is not None
    assert (second.old.settler, second.new.settler) == (Settler.DISTRICT_CHAIR, Settler.PROVINCE_CHAIR)
    assert not [change for change in changed if change.new and change.new.settler is Settler.DISTRICT_CHAIR]


def test_steps_and_grounds_that_begin_are_told() -> None:
    changes = changes_on(NEW_LAW)
    begun = {change.new.action for change in changes.steps if change.new and not change.old}
    assert {Action.SUSPEND, Action.CONTINUE} <= begun
    ended = [change for change in changes.steps if change.old and change.old.action is Action.TERMINATE]
    assert [change.new.basis for change in ended if change.new][:1] == ["LKN Đ11a; NĐ 124/2020 Đ28b"]
    assert "NĐ 154/2026 Đ4.1.a" in {change.new.basis for change in changes.grounds if change.new}


def test_texts_that_begin_and_end_are_told() -> None:
    texts = {(c.old.number if c.old else "", c.new.number if c.new else "") for c in changes_on(NEW_LAW).instruments}
    assert ("64/2014/NĐ-CP", "") in texts
    assert ("", "154/2026/NĐ-CP") in texts


def test_on_a_quiet_day_nothing_changes() -> None:
    assert not changes_on(date(2026, 11, 23))
    assert not changes_on(date.max)
    assert not changes_on(date.min)


def test_the_days_of_changes_are_those_on_which_something_changes() -> None:
    days = change_days()
    assert days == tuple(sorted(set(days)))
    assert {TWO_TIERS, NEW_LAW, date(2027, 1, 1)} <= set(days)
    assert all(changes_on(day) for day in days)
    around = {day + timedelta(days=step) for day in days for step in (-1, 1)} - set(days)
    assert not [day for day in around if changes_on(day)]


def test_only_the_variant_that_differs_is_told() -> None:
    normal, remote = rows_of("KN-GQ1")[0], rows_of("KN-GQ1-R")[0]
    day = date(2028, 1, 1)
    shorter = replace(remote, amount=40, since=day)
    rows = (normal, replace(remote, until=day - timedelta(days=1)), shorter)
    (change,) = changes_on(day, rows, {}).periods
    assert (change.old, change.new) == (rows[1], shorter)
    assert changes_on(day, PERIODS, {}).periods == ()
