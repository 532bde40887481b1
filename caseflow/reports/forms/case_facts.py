"""The populations of the forms about settling: cases by where they stood at a period's end, decisions by their day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select

from caseflow.law.terms import CaseStatus, EntryStatus, Instance, PetitionKind, Term
from caseflow.reports.forms.asked import Asked
from caseflow.store.bulk import among
from caseflow.store.cases import Case, Decision
from caseflow.store.db import db
from caseflow.store.offices import Office, under
from caseflow.store.petitions import PetitionEntry
from caseflow.store.subjects import Event, Subject

CASES, DECISIONS = "cases", "decisions"
MILLION = Decimal(1_000_000)
BEFORE_ACCEPTANCE = frozenset({CaseStatus.NEW.value, CaseStatus.AWAITING.value})


class Stand(Term):
    """Where a case stood at the end of a period, as the forms part them."""

    CONSIDERED = "considered", "đang xem xét điều kiện thụ lý"
    ACCEPTED = "accepted", "đã thụ lý giải quyết"
    REFUSED = "refused", "không thụ lý"
    ENDED = "ended", "rút đơn, đình chỉ giải quyết"


class CaseFact(NamedTuple):
    """A case opened from an eligible entry in the competence of an office that was processed in the period."""

    id: int
    office_id: int
    on: date
    kind: PetitionKind
    stand: Stand
    matter_ids: frozenset[int]


class DecisionFact(NamedTuple):
    """A decision or conclusion issued in the period: its result, what is to be recovered, returned, handled.

    Money in million đồng, land in m².
    """

    id: int
    office_id: int
    on: date
    kind: PetitionKind
    instance: Instance
    result: str
    money_to_recover: Decimal
    land_to_recover: Decimal
    money_to_return: Decimal
    land_to_return: Decimal
    bodies_restored: int
    people_restored: int
    people_to_discipline: int
    officials_to_discipline: int
    bodies_to_discipline: int
    police_cases: int
    police_people: int
    police_officials: int
    case_id: int
    matter_ids: frozenset[int]


S, E, C, O, D, V = (table.__table__ for table in (Subject, PetitionEntry, Case, Office, Decision, Event))  # noqa: E741 - the letter of its table


def cases(asked: Asked) -> list[CaseFact]:
    """The cases opened from the entries that an office counts as its own in a period, each once."""
    period = asked.period
    query = (
        select(C.c.id, S.c.office_id, C.c.opened_on, E.c.petition_kind, S.c.matter_id)
        .select_from(E)
        .join(S, S.c.id == E.c.id)
        .join(Office, O.c.id == S.c.office_id)
        .join(C, C.c.id == E.c.case_id)
        .where(under(asked.paths), E.c.processed_on.between(period.since, period.until))
        .where(E.c.eligible.is_(True), E.c.in_competence.is_(True))
        .where(E.c.status.not_in((EntryStatus.VOIDED, EntryStatus.NEW)))
        .order_by(E.c.id)
    )
    rows = {(row[0], row[1]): row for row in db.session.execute(query)}
    stands = _stands({case_id for case_id, _ in rows}, period.until)
    return [
        CaseFact(
            case_id,
            office_id,
            row[2],
            row[3],
            stands.get(case_id, Stand.CONSIDERED),
            frozenset({row[4]} if row[4] else ()),
        )
        for (case_id, office_id), row in rows.items()
    ]


def _stands(case_ids: set[int], until: date) -> dict[int, Stand]:
    """Where some cases stood at the end of a day, by everything they had passed through by then."""
    query = select(V.c.subject_id, V.c.after).where(V.c.on <= until, V.c.superseded_by_id.is_(None))
    passed: dict[int, set[str]] = {}
    for case_id, after in db.session.execute(query.where(among(Event.subject_id, case_ids))):
        passed.setdefault(case_id, set()).add(after)
    return {case_id: _stand(through) for case_id, through in passed.items()}


def _stand(through: Iterable[str]) -> Stand:
    """What the forms make of the states a case has been through."""
    seen = frozenset(through)
    if CaseStatus.TERMINATED.value in seen:
        return Stand.ENDED
    if CaseStatus.NOT_ACCEPTED.value in seen:
        return Stand.REFUSED
    return Stand.ACCEPTED if seen - BEFORE_ACCEPTANCE else Stand.CONSIDERED


def decisions(asked: Asked) -> list[DecisionFact]:
    """The decisions and conclusions issued in a period at some offices, those that a correction replaced left out."""
    columns = [D.c[name] for name in DecisionFact._fields[6:18]]
    query = (
        select(D.c.id, S.c.office_id, D.c.issued_on, C.c.petition_kind, D.c.instance, D.c.result, *columns)
        .add_columns(C.c.id, S.c.matter_id)
        .select_from(D)
        .join(C, C.c.id == D.c.case_id)
        .join(S, S.c.id == C.c.id)
        .join(Office, O.c.id == S.c.office_id)
        .join(V, V.c.id == D.c.event_id)
        .where(under(asked.paths), D.c.issued_on.between(asked.period.since, asked.period.until))
        .where(V.c.superseded_by_id.is_(None))
    )
    return [_decision(DecisionFact(*row)) for row in db.session.execute(query)]


def _decision(row: DecisionFact) -> DecisionFact:
    """Money in million đồng, and the matter as every fact has it."""
    matter_id = row.matter_ids
    return row._replace(
        money_to_recover=row.money_to_recover / MILLION,
        money_to_return=row.money_to_return / MILLION,
        matter_ids=frozenset({matter_id} if matter_id else ()),  # type: ignore[arg-type] # as the query gives it
    )
