"""Random walks through the office, on both engines: no unlawful step passes, and everything can be rebuilt.

CASEFLOW_WALKS says how many walks (12 by default), CASEFLOW_WALK_SEED with which number the first begins.
"""

import os
from collections import Counter
from datetime import date
from random import Random

from flask import Flask

from caseflow.law.procedures import PROCEDURES
from caseflow.law.tables import TABLES
from caseflow.services.rebuilding import rebuild
from caseflow.store import journal
from caseflow.store.projections import ids_with_clocks
from caseflow.store.transactions import rehearsal
from tests.conftest import SettableClock
from tests.factories import Enter, Province
from tests.services.walking import Walk

WALKS = int(os.environ.get("CASEFLOW_WALKS", "12"))
FIRST = int(os.environ.get("CASEFLOW_WALK_SEED", "1"))
STEPS = 45
BEGINNINGS = (date(2025, 12, 22), date(2026, 5, 11), date(2026, 6, 25), date(2026, 8, 10))


def a_walk(seed: int, enter: Enter, clock: SettableClock, province: Province) -> Walk:
    """One walk from beginning to end, on its own petitions and cases."""
    clock.set(BEGINNINGS[seed % len(BEGINNINGS)])
    walk = Walk(enter, clock, province, Random(seed))  # noqa: S311 - the same walk for the same number
    walk.begin_entry()
    opened = list(PROCEDURES)
    for number in (seed, seed + len(opened) // 2):
        walk.begin_case(opened[number % len(opened)])
    for _ in range(STEPS):
        walk.go_on()
    return walk


def test_random_walks_keep_the_law_and_can_be_rebuilt(
    inside: Flask, enter: Enter, clock: SettableClock, province: Province
) -> None:
    assert inside
    passed: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    last = 0
    for seed in range(FIRST, FIRST + WALKS):
        walk = a_walk(seed, enter, clock, province)
        passed += walk.passed
        refused += walk.refused
        with rehearsal():
            again = rebuild(ids_with_clocks(after=last, limit=200), clock(), keep=True)
        assert again.subjects, walk.told("nothing was rebuilt")
        assert (again.differences, again.rearmed) == ((), ()), walk.told(f"seed {seed}: {again}")
        last = max(walk.subjects)
    assert list(journal.broken_lines(known_head=journal.head())) == []
    assert passed.total() > refused["lawful"], (passed, refused)  # a walk that only stumbles proves nothing
    assert refused["unlawful"] > WALKS
    assert passed["corrected"] > WALKS
    assert len(passed) >= min(20, 3 * WALKS), passed


def test_a_case_can_be_opened_for_every_table() -> None:
    """A procedure that is added is walked too; one that begins in another way needs a beginning of its own."""
    assert set(TABLES) - {procedure.value for procedure in PROCEDURES} == {"intake", "visit"}
