"""Drafts beside the saving of their form: whichever comes first, no draft is left of what was saved."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from caseflow.services import drafts
from caseflow.store.db import db
from caseflow.store.drafts import Draft
from caseflow.store.forms import SentForm, claim_form
from caseflow.store.transactions import transaction
from tests.conftest import SettableClock
from tests.factories import Province

KEY = "4d9e2f8e-6c1b-4c0e-9a53-0d7a6f2b1c11"
PLACE = drafts.Place(KEY, "visit", f"/tiep-dan/moi?ma={KEY}", "Lượt tiếp mới")
REACHES = 0.5  # seconds after which the other one has come to where it must wait


class Officer:
    """Somebody who saves a form while the script keeps what was typed into it."""

    def __init__(self, app: Flask, clock: SettableClock, user_id: int) -> None:
        self.app, self.clock, self.user_id = app, clock, user_id
        self.sent_as = f"{user_id}:{KEY}"

    def keeps(self, meanwhile: Callable[[], Any] = bool) -> bool:
        with self.app.app_context(), transaction(by_id=self.user_id, act="giữ nháp", now=self.clock()):
            words = [("summary", "Hỏi về đất")]
            kept = drafts.keep(PLACE, words, user_id=self.user_id, sent_as=self.sent_as, now=self.clock())
            meanwhile()
            return kept

    def saves(self, meanwhile: Callable[[], Any] = bool) -> bool:
        with self.app.app_context(), transaction(by_id=self.user_id, act="lưu", now=self.clock()):
            claimed = claim_form(self.sent_as, user_id=self.user_id, now=self.clock())
            drafts.drop(KEY, user_id=self.user_id)
            meanwhile()
            return claimed

    def has(self, table: type[Draft | SentForm]) -> int:
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def officer(app: Flask, clock: SettableClock, province: Province) -> Officer:
    return Officer(app, clock, province.people["tiepdan"])


@pytest.fixture
def beside() -> Iterator[Callable[[Callable[[], bool]], Future[bool]]]:
    """Begin something that runs at the same time, and wait until it has come to where it must wait."""
    with ThreadPoolExecutor(1) as pool:

        def begin(act: Callable[[], bool]) -> Future[bool]:
            begun = pool.submit(act)
            sleep(REACHES)
            return begun

        yield begin


Beside = Callable[[Callable[[], bool]], Future[bool]]


def test_a_keep_that_meets_the_saving_of_its_form_leaves_no_draft(officer: Officer, beside: Beside) -> None:
    kept: list[Future[bool]] = []
    assert officer.saves(meanwhile=lambda: kept.append(beside(officer.keeps)))
    assert kept[0].result(timeout=15) is False
    assert (officer.has(Draft), officer.has(SentForm)) == (0, 1)


def test_a_saving_that_meets_a_keep_of_its_form_takes_the_draft_away(officer: Officer, beside: Beside) -> None:
    saved: list[Future[bool]] = []
    assert officer.keeps(meanwhile=lambda: saved.append(beside(officer.saves)))
    assert saved[0].result(timeout=15) is True
    assert (officer.has(Draft), officer.has(SentForm)) == (0, 1)
