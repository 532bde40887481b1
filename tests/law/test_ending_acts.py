"""The act an alert leads to: it ends the date from where the record stands, or is the first step on the way there."""

from datetime import date

import pytest

from caseflow.law.ending_acts import act_ending
from caseflow.law.main_line import LINE_OF_ENTRY, LINES
from caseflow.law.tables import AT_THE_DESK, INTAKE, OF_CASES, RECEPTION_DAY, TABLES, Table
from caseflow.law.terms import (
    Action,
    CaseStatus,
    DayStatus,
    EntryStatus,
    PetitionKind,
    Procedure,
    Status,
    VisitStatus,
)
from caseflow.law.workflow import Target

ON = date(2026, 11, 27)
COMPLAINT = PetitionKind.COMPLAINT
FIRST = OF_CASES[Procedure.COMPLAINT_FIRST]


def line_of(table: Table) -> tuple[Action, ...]:
    return LINE_OF_ENTRY if table is INTAKE else LINES[Procedure.COMPLAINT_FIRST] if table is FIRST else ()


@pytest.mark.parametrize(
    ("table", "status", "family", "kind", "action"),
    [
        (RECEPTION_DAY, DayStatus.PLANNED, "TCD-SCHED", None, Action.POST_DAY),
        (RECEPTION_DAY, DayStatus.POSTPONED, "TCD-POSTPONE", None, Action.ANNOUNCE_CHANGE),
        (RECEPTION_DAY, DayStatus.POSTED, "TCD-ONL-TEST", None, Action.TEST_ONLINE),
        (AT_THE_DESK, VisitStatus.WORDS_RECORDED, "TCD-RESULT", None, Action.TELL_ACCEPTED),
        (INTAKE, EntryStatus.RECEIVED, "XLD-10", None, Action.CLASSIFY),
        (INTAKE, EntryStatus.CLASSIFIED, "KN-TL", COMPLAINT, Action.PROPOSE),
        (FIRST, CaseStatus.VERIFYING, "KN-GQ1", COMPLAINT, Action.DECIDE),
        (FIRST, CaseStatus.ACCEPTED, "KN-GQ1", COMPLAINT, Action.VERIFY),
    ],
)
def test_a_date_leads_to_the_act_that_ends_it(
    table: Table, status: Status, family: str, kind: PetitionKind | None, action: Action
) -> None:
    found = act_ending(table, status, family, kind=kind, on=ON, line=line_of(table))
    assert found is not None
    assert found.action is action


def test_a_record_that_is_over_leads_nowhere() -> None:
    assert act_ending(RECEPTION_DAY, DayStatus.HELD, "TCD-SCHED", kind=None, on=ON) is None


@pytest.mark.parametrize("name", TABLES)
def test_every_date_a_step_starts_leads_somewhere_from_where_it_leaves_the_record(name: str) -> None:
    """Kinds and days as the row has them; what another record ends (written by the house) is left out."""
    table = TABLES[name]
    for step in table.steps:
        after = step.target if not isinstance(step.target, Target) else None
        on = min(max(ON, step.since), step.until)
        ended = {family for one in table.steps if one.recorded_by for family in (*one.ends, one.ripens)}
        for start in step.starts:
            if after is None or start.family not in ended or not step.recorded_by:
                continue
            kinds = [None, *sorted(step.kinds)]
            assert any(act_ending(table, after, start.family, kind=kind, on=on) for kind in kinds), (
                step.action,
                start.family,
            )
