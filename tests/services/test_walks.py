"""Random walks through the office, on both engines: no unlawful step passes, and everything can be rebuilt.

A state machine chooses what happens next: a paper comes in, a case is opened, days pass and something is tried, what
was recorded is corrected. CASEFLOW_WALKS says how many walks; with it each run walks anew, without it always alike.
"""

import os
from collections import Counter
from datetime import date
from random import Random

from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from caseflow.law.procedures import PROCEDURES
from caseflow.law.tables import TABLES
from caseflow.law.terms import OfficeKind, Procedure
from caseflow.services.rebuilding import rebuild
from caseflow.store import journal
from caseflow.store.projections import ids_with_clocks
from caseflow.store.transactions import rehearsal
from tests.conftest import SettableClock
from tests.factories import Enter, Province, an_office, small_world
from tests.services.walking import Walk

ANEW = "CASEFLOW_WALKS" in os.environ
WALKS = int(os.environ.get("CASEFLOW_WALKS", "20"))
STEPS = 30
SELDOM = 2  # draws of steps to a correction
TRIES = 4  # of a single draw, so that a walk of few draws leads far
MOST = 2  # records that a walk begins; what its steps bring into the world comes on top
BEGINNINGS = (date(2025, 12, 22), date(2026, 5, 11), date(2026, 6, 25), date(2026, 8, 10))
LUCK = st.integers(0, 2**24 - 1)
PROCEDURE = st.sampled_from(list(PROCEDURES))


class Office(RuleBasedStateMachine):
    """What may happen at an office, in any order; `world` is set for the run, `walks` gathers what was walked."""

    world: tuple[Enter, SettableClock, Province]
    walks: list[Walk]

    def __init__(self) -> None:
        super().__init__()
        enter, clock, province = self.world
        self.walk = Walk(enter, clock, province)
        self.begun = self.before = self.tried = self.corrected = 0

    def draw(self, luck: int) -> None:
        """What is left to chance hangs on one number, and never comes twice in a walk."""
        self.walk.random = Random(luck + (len(self.walk.trace) << 24))  # noqa: S311 - the same walk again, not a secret

    @initialize(on=st.sampled_from(BEGINNINGS), luck=LUCK)
    def open_the_office(self, on: date, luck: int) -> None:
        """Before, around and after the new law."""
        self.walk.clock.set(on)
        self.draw(luck)
        self.walk.begin_entry()
        self.before = self.walk.subjects[0] - 1  # what an earlier walk left may lie in this one's future
        self.walks.append(self.walk)

    @precondition(lambda self: self.begun < MOST)
    @rule(procedure=PROCEDURE, luck=LUCK)
    def open_a_case(self, procedure: Procedure, luck: int) -> None:
        """A case of any procedure."""
        self.begun += 1
        self.draw(luck)
        self.walk.begin_case(procedure)

    @precondition(lambda self: self.begun < MOST)
    @rule(luck=LUCK)
    def enter_a_paper(self, luck: int) -> None:
        """A petition at any office."""
        self.begun += 1
        self.draw(luck)
        self.walk.begin_entry()

    @rule(luck=LUCK)
    def try_something(self, luck: int) -> None:
        """Days pass, and steps are tried: most are lawful, some the law does not know."""
        self.tried += 1
        for _ in range(TRIES):
            self.draw(luck)
            self.walk.go_on()

    @rule(luck=LUCK)
    def try_something_else(self, luck: int) -> None:
        """Once more, so that steps are what happens most."""
        self.try_something(luck)

    @precondition(lambda self: self.tried > SELDOM * self.corrected)
    @rule(luck=LUCK)
    def correct_something(self, luck: int) -> None:
        """What was recorded is told anew."""
        self.corrected += 1
        self.draw(luck)
        self.walk.correct()

    def teardown(self) -> None:
        """Everything that was walked can be rebuilt from what was recorded."""
        if not self.walk.subjects:
            return
        with rehearsal():
            again = rebuild(ids_with_clocks(after=self.before, limit=200), self.walk.clock(), keep=True)
        assert again.subjects, self.walk.told("nothing was rebuilt")
        assert (again.differences, again.rearmed) == ((), ()), self.walk.told(str(again))


def test_random_walks_keep_the_law_and_can_be_rebuilt(
    inside: Flask, enter: Enter, clock: SettableClock, province: Province
) -> None:
    assert inside
    assert province.offices
    with enter.acting("quantri"):
        an_office("CQ-NGOAI", "Cơ quan ngoài hệ thống", kind=OfficeKind.OUTSIDE)
    Office.world, Office.walks = (enter, clock, small_world()), []
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=not ANEW,
            phases=(Phase.generate, Phase.shrink) if ANEW else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    passed = sum((walk.passed for walk in Office.walks), Counter[str]())
    refused = sum((walk.refused for walk in Office.walks), Counter[str]())
    assert list(journal.broken_lines(known_head=journal.head())) == []
    assert passed.total() > refused["lawful"], (passed, refused)  # a walk that only stumbles proves nothing
    assert refused["unlawful"] > WALKS, refused
    assert passed["corrected"] > WALKS / 2, passed
    assert len(passed) >= min(20, 3 * WALKS), passed


def test_a_case_can_be_opened_for_every_table() -> None:
    """A procedure that is added is walked too; one that begins in another way needs a beginning of its own."""
    assert set(TABLES) - {procedure.value for procedure in PROCEDURES} == {"intake", "visit", "reception-day"}
