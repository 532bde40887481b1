"""Grounds of law by the day."""

from datetime import date

from caseflow.law.grounds import SUSPENSION, TERMINATION, in_force


def test_a_complaint_is_suspended_only_on_grounds_of_the_new_law() -> None:
    assert in_force(SUSPENSION, date(2026, 6, 30)) == ()
    assert in_force(SUSPENSION, date(2026, 7, 1)) == SUSPENSION


def test_before_the_new_law_a_withdrawal_alone_terminated() -> None:
    assert [ground.code for ground in in_force(TERMINATION, date(2026, 6, 30))] == ["withdrawn"]
