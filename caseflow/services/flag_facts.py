"""Gathering the facts of one matter for the reading of its suspicions: four queries, however much there is."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from caseflow.law.competence import Author
from caseflow.law.flags.facts import (
    CaseFact,
    EntryFact,
    MatterFacts,
    OfficeFact,
    PaperFact,
    Thresholds,
    VisitFact,
)
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS
from caseflow.law.telling import SETTLEMENT
from caseflow.law.terms import Action, Channel, OfficeKind, SubjectKind, Variant
from caseflow.store import flags

OUTCOMES = frozenset({Action.DECIDE, Action.CONCLUDE})
EXTENDING = frozenset({Action.EXTEND, Action.EXTEND_AGAIN})
ROWS: dict[str, Period] = {row.code: row for row in PERIODS if row.family in SETTLEMENT}
COMPLEX = frozenset({Variant.COMPLEX, Variant.REMOTE_COMPLEX})


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts, the thresholds of the province, the keys of what belongs to the matter, when it was to be read."""

    facts: MatterFacts
    thresholds: Thresholds
    own: frozenset[int]
    look_again_on: date | None


def facts_of(matter_id: int, today: date) -> Gathered | None:
    """The facts of a matter on a day; None of one that is empty."""
    rows = flags.subjects_about(matter_id)
    if not rows:
        return None
    sorts = {kind: [row for row in rows if row.kind is kind] for kind in SubjectKind}
    given = [row for row in sorts[SubjectKind.ASSIGNMENT] if row.home_id == matter_id]
    channels = {row.id: row.channel for row in sorts[SubjectKind.PETITION]}
    entries = tuple(_entry(row, channels) for row in sorts[SubjectKind.ENTRY])
    facts = MatterFacts(
        today=today,
        opened_on=min([rows[0].opened_on, *(entry.received_on for entry in entries)]),
        author=Author(rows[0].contested_author) if rows[0].contested_author else None,
        papers=tuple(_paper(row) for row in sorts[SubjectKind.PETITION]),
        entries=entries,
        visits=tuple(_visits(sorts[SubjectKind.VISIT], matter_id)),
        cases=tuple(_cases(sorts[SubjectKind.CASE])),
        helpers=tuple((row.of_id, row.to_office_id) for row in given),
    )
    own = frozenset(row.id for row in rows if row.home_id == matter_id)
    return Gathered(facts, thresholds_in(rows[0].limits), own, rows[0].look_again_on)


def thresholds_in(words: str | None) -> Thresholds:
    """The thresholds a province has set, over the house's own; what is no whole number above zero changes nothing."""
    try:
        told = json.loads(words or "{}")
    except ValueError:
        return Thresholds()
    names = Thresholds.__dataclass_fields__
    given = {name: value for name, value in told.items() if name in names} if isinstance(told, dict) else {}
    return replace(Thresholds(), **{name: value for name, value in given.items() if type(value) is int and value > 0})


def _office(row: Any) -> OfficeFact:  # noqa: ANN401 - a row of subjects_about
    body = int(row.office_path.split(".", 1)[0]) if row.office_kind is OfficeKind.BOARD else row.office_id
    return OfficeFact(row.office_id, row.office_name, row.office_kind, row.office_authority, body)


def _paper(row: Any) -> PaperFact:  # noqa: ANN401 - a row of subjects_about
    return PaperFact(
        id=row.id,
        words=row.folded,
        signatories=row.signatories,
        channel=row.channel,
        duplicate_of=row.duplicate_of_id,
        continues=row.continues_id,
        visit_id=row.visit_id,
    )


def _entry(row: Any, channels: dict[int, Channel]) -> EntryFact:  # noqa: ANN401 - a row of subjects_about
    passed_on = row.from_entry_id is not None or row.from_office_id is not None
    return EntryFact(
        id=row.id,
        paper_id=row.petition_id,
        office=_office(row),
        received_on=row.received_on,
        number=row.entry_number,
        status=row.status,
        kind=row.entry_kind,
        instance=row.entry_instance,
        in_competence=row.in_competence,
        from_entry_id=row.from_entry_id,
        was_forwarded=passed_on or channels.get(row.petition_id) is Channel.AGENCY,
        processed_on=row.processed_on,
        outcome=row.outcome,
        is_open=row.is_open,
    )


def _visits(rows: Sequence[Any], matter_id: int) -> Iterable[VisitFact]:
    """The visits; who came is asked only where several fell on one day."""
    busy = {day for day, times in Counter(row.visit_on for row in rows).items() if times > 1}
    several = [row.id for row in rows if row.visit_on in busy]
    came = flags.people_of(several) if several else ()
    for row in rows:
        yield VisitFact(
            id=row.id,
            office=_office(row),
            on=row.visit_on,
            number=row.visit_number,
            people_present=row.people_present,
            people_received=row.people_received,
            has_paper=bool(row.representatives_paper),
            people=frozenset(person for visit_id, person in came if visit_id == row.id),
            is_own=row.home_id == matter_id,
        )


def _cases(rows: Sequence[Any]) -> Iterable[CaseFact]:
    """The cases with the last occurrence of their settlement clock and what was done in them."""
    keys = [row.id for row in rows]
    clocks = {clock.subject_id: clock for clock in flags.settling(keys, SETTLEMENT)} if keys else {}
    steps = flags.steps_told(keys) if keys else ()
    for row in rows:
        case = CaseFact(
            id=row.id,
            code=row.case_code,
            office=_office(row),
            kind=row.case_kind,
            instance=row.case_instance,
            status=row.case_status,
            is_open=row.is_open,
        )
        yield _with_steps(_with_clock(case, clocks.get(row.id)), [step for step in steps if step.subject_id == row.id])


def _with_clock(case: CaseFact, clock: Any) -> CaseFact:  # noqa: ANN401 - a row of settling
    if clock is None:
        return case
    return replace(
        case,
        period=clock.code,
        accepted_on=clock.start_on,
        due_strict=clock.due_strict,
        met_on=clock.met_on,
        is_paused=clock.paused,
        is_complex=clock.code in ROWS and ROWS[clock.code].variant in COMPLEX,
    )


def _with_steps(case: CaseFact, steps: Sequence[Any]) -> CaseFact:
    actions = [step.action for step in steps]
    verifiers = {int(step.facts["verifier"]) for step in steps if step.facts.get("verifier")}
    return replace(
        case,
        settled_on=next((step.on for step in reversed(steps) if step.action in OUTCOMES), None),
        extensions=sum(action in EXTENDING for action in actions),
        is_complex=case.is_complex or Action.DETERMINE_COMPLEX in actions,
        verifiers=frozenset(verifiers),
    )
