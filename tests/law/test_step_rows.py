"""Every row of every table, from every status it starts from and for every kind it is of, taken through a replay."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest

from caseflow.law.facts import OBSTACLE, favourable
from caseflow.law.marks import Mark, MarkKind
from caseflow.law.tables import TABLES
from caseflow.law.terms import Action, Anchor, PetitionKind, Status
from caseflow.law.workflow import EVERY_KIND, Happening, Step, Target, day_of, replay

USUAL = date(2026, 8, 3)
EARLIER, LATER = USUAL - timedelta(days=7), USUAL + timedelta(days=30)
GROUNDS = {"extraordinary_ground": "18.3.a", "online_ground": "20.1"}
"""What a day of reception is explained by that is extraordinary, or online."""


def rows() -> Iterator[tuple[str, Step, Status]]:
    for name, table in TABLES.items():
        for step in table.steps:
            for status in sorted(step.source):
                yield name, step, status


def facts_for(step: Step, kind: PetitionKind | None) -> dict[str, object]:
    """Facts under which the row may be taken: what it needs holds, what must not hold is not recorded."""
    facts: dict[str, object] = {"received_on": EARLIER.isoformat(), **favourable(step.asks)}
    facts |= {name: True for name in step.needs if not name.startswith("!")}
    facts |= {start.fact: LATER.isoformat() for start in step.starts if start.fact}
    for name in step.needs:
        facts.pop(name[1:] if name.startswith("!") else "", None)
    facts |= {fact: code for fact, code in GROUNDS.items() if fact in step.asks}
    if "carried_out" in step.needs:
        facts[day_of(Action.ENFORCE)] = EARLIER
    if "decided" in step.needs:
        facts[day_of(Action.DECIDE)] = EARLIER
    return facts | ({"kind": kind.value} if kind else {})


def named(value: object) -> str:
    """A row by its act, a status and a table by their names."""
    word = getattr(value, "action", value)
    return str(getattr(word, "value", word))


@pytest.mark.parametrize(("name", "step", "status"), list(rows()), ids=named)
def test_a_row_is_taken_from_each_of_its_statuses(name: str, step: Step, status: Status) -> None:
    on = min(max(USUAL, step.since), step.until)
    kinds: list[PetitionKind | None] = [None] if step.kinds == EVERY_KIND else list(step.kinds)
    for kind in kinds:
        happening = Happening("1", step.action, on, 1, facts_for(step, kind))
        history = replay(TABLES[name].steps, [happening], start=status)
        assert history.taken[0].step is step
        assert history.status is (status if isinstance(step.target, Target) else step.target)
        assert set(step.sets) <= history.known.keys()
        assert_marks(step, history.marks, on, obstacle=set(OBSTACLE) <= happening.facts.keys())


def assert_marks(step: Step, marks: Sequence[Mark], on: date, *, obstacle: bool) -> None:
    """Whatever the row does to a clock is marked, and what it starts starts from the right day."""
    told = {(mark.kind, mark.family): mark for mark in marks}
    named = {
        MarkKind.END: [*step.ends, *(family for family, _ in step.judges)],
        MarkKind.DROP: step.drops,
        MarkKind.PAUSE: [*step.pauses, *(step.tolls if obstacle else ())],
        MarkKind.RESUME: [*step.resumes, *(step.tolls if obstacle else ())],
        MarkKind.VARIANT: [family for family, _ in step.variant],
        MarkKind.EXTEND: step.extends[:1] if step.extends else (),
    }
    for kind, families in named.items():
        assert {family for marked, family in told if marked is kind} == set(families)
    started = {family: mark for (kind, family), mark in told.items() if kind is MarkKind.START}
    assert started.keys() <= {start.family for start in step.starts}
    for start in step.starts:
        if not start.when:
            expected = {Anchor.RECEIVED: EARLIER, Anchor.TYPED: LATER, Anchor.KNOWN: LATER}.get(start.at, on)
            assert started[start.family].on == expected
            assert started[start.family].due == (LATER if start.at is Anchor.SET else None)
