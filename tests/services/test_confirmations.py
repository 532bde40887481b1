"""What a legal officer confirms is confirmed once, however often it is said; taking back is a fact of its own."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from caseflow.law.confirming import digest_of
from caseflow.law.errors import MissingFactError, NotFoundError, NotPermittedError, Refusal
from caseflow.law.periods import PERIODS, rows_of
from caseflow.law.rights import Reader
from caseflow.law.terms import Role
from caseflow.services import confirmations
from caseflow.store import journal
from caseflow.store.db import db
from caseflow.store.offices import office_by_code
from caseflow.store.rules import RuleConfirmation, RuleWithdrawal, rules_in_force
from caseflow.store.rules import confirmations as given
from tests.factories import Enter, a_user

pytestmark = pytest.mark.usefixtures("inside")
PUBLISH = digest_of(rows_of("KN-PUB")[0])
NOTE = "Công báo số 1157 + 1158/2020"


def confirm(enter: Enter, *digests: str, by: str = "phapche", note: str = NOTE) -> int:
    with enter.acting(by) as reader:
        return confirmations.confirm(digests, note=note, reader=reader, now=enter.clock())


def confirm_and_fail(enter: Enter, reader: Reader) -> None:
    confirmations.confirm((PUBLISH,), note=NOTE, reader=reader, now=enter.clock())
    assert "KN-PUB" not in waiting()
    raise Refusal("thôi")


def waiting() -> set[str]:
    return {row.code for row in confirmations.waiting()}


def test_a_confirmed_row_waits_no_longer(enter: Enter) -> None:
    assert len(confirmations.waiting()) == 26
    assert confirm(enter, PUBLISH) == 1
    assert "KN-PUB" not in waiting()
    assert len(confirmations.waiting()) == 25
    (one,) = given()
    assert (one.by.name, one.at, one.note) == ("Đỗ Thị Xuân Thử", enter.clock(), NOTE)
    assert [row.code for row in rules_in_force().periods if row.confirmed] == ["KN-PUB"]
    assert list(journal.broken_lines()) == []


def test_confirming_twice_does_nothing_twice(enter: Enter) -> None:
    assert (confirm(enter, PUBLISH), confirm(enter, PUBLISH, note="lần nữa")) == (1, 0)
    assert db.session.scalar(select(func.count()).select_from(RuleConfirmation)) == 1


def test_all_can_be_confirmed_at_once(enter: Enter) -> None:
    assert confirm(enter, *(digest_of(row) for row in PERIODS if row.is_unconfirmed)) == 26
    assert confirmations.waiting() == []


def test_a_withdrawal_is_a_fact_of_its_own_and_leaves_the_row_to_be_confirmed_again(enter: Enter) -> None:
    confirm(enter, PUBLISH)
    (first,) = given()
    with enter.acting("phapche") as reader:
        confirmations.withdraw(first.id, note="Nhầm văn bản", reader=reader, now=enter.clock())
    assert "KN-PUB" in waiting()
    assert confirm(enter, PUBLISH) == 1
    assert "KN-PUB" not in waiting()
    again, before = given()
    assert (again.occurrence, before.occurrence) == (2, 1)
    assert again.withdrawal is None
    assert before.withdrawal is not None
    assert before.withdrawal.note == "Nhầm văn bản"
    with pytest.raises(NotFoundError), enter.acting("phapche") as reader:
        confirmations.withdraw(before.id, note="lần nữa", reader=reader, now=enter.clock())
    assert db.session.scalar(select(func.count()).select_from(RuleWithdrawal)) == 1


def test_a_word_that_says_nothing_is_refused(enter: Enter) -> None:
    for digests, note, field in (((), NOTE, "rows"), ((PUBLISH,), " ", "note"), (("f" * 64,), NOTE, "rows")):
        with pytest.raises(Refusal) as no:
            confirm(enter, *digests, note=note)
        assert no.value.field == field
    with pytest.raises(MissingFactError):
        confirm(enter)
    assert given() == []


def test_only_the_provinces_legal_officer_confirms(enter: Enter) -> None:
    with pytest.raises(NotPermittedError):
        confirm(enter, PUBLISH, by="quantri")
    with enter.acting("quantri"):
        office = office_by_code("XA-18880")
        assert office is not None
        a_user("phapche-xa", "Lê Pháp Chế Thử", (Role.JURIST, office))
    with pytest.raises(NotPermittedError):
        confirm(enter, PUBLISH, by="phapche-xa")


def test_what_is_taken_back_with_its_transaction_confirms_nothing(inside: Flask, enter: Enter) -> None:
    assert inside
    with pytest.raises(Refusal, match="thôi"), enter.acting("phapche") as reader:
        confirm_and_fail(enter, reader)
    assert "KN-PUB" in waiting()
    confirm(enter, digest_of(rows_of("KN-ENF")[0]))  # the same number, another row
    assert waiting() >= {"KN-PUB"}
    assert "KN-ENF" not in waiting()
