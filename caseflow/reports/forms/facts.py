"""The populations that official forms count: visits, days of heads, entries, each told in few columns and one query.

Counts go by legal date. What is secret is counted like everything else; who may see the records behind is asked later.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select

from caseflow.law.counting_settings import Counting
from caseflow.law.terms import (
    Action,
    DayStatus,
    EntryStatus,
    Field,
    Instance,
    OfficeKind,
    PetitionKind,
    SubjectKind,
    Term,
    VisitKind,
    VisitOutcome,
)
from caseflow.reports.forms.asked import Asked
from caseflow.reports.forms.case_facts import CASES, DECISIONS, cases, decisions
from caseflow.reports.forms.execution_facts import EXECUTIONS, executions
from caseflow.store.db import db
from caseflow.store.offices import Office, under
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit, VisitMatter
from caseflow.store.reception_days import ReceptionDay, ReceptionHost, ReceptionSession
from caseflow.store.subjects import Subject

VISITS, DAYS, ENTRIES = "visits", "days", "entries"
OWN_TABLES = (OfficeKind.PARTY_COMMITTEE, OfficeKind.COUNCIL, OfficeKind.DEPUTIES)
"""Bodies whose heads' days have tables of their own and fill no column of a UBND."""


class Block(Term):
    """Under whom a visit stands in 01/TCD; of a matter the first of them counts."""

    HEAD = "head", "Thủ trưởng tiếp"
    STAND_IN = "stand_in", "Ủy quyền tiếp"
    REGULAR = "regular", "Tiếp thường xuyên"


WITH_COLUMNS = frozenset({PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION, PetitionKind.FEEDBACK})
ORDER = (Block.HEAD, Block.STAND_IN, Block.REGULAR)


class VisitFact(NamedTuple):
    """A visit that took place. `matter_ids` are the matters that count under its block."""

    id: int
    office_id: int
    on: date
    block: Block
    people: int
    is_group: bool
    matter_ids: frozenset[int]


class DayFact(NamedTuple):
    """A posted or extraordinary day of a head that was held; whether the head held a part of it in person."""

    id: int
    office_id: int
    on: date
    by_head: bool
    matter_ids: frozenset[int] = frozenset()


class EntryFact(NamedTuple):
    """An entry in the book of an office."""

    id: int
    office_id: int
    received_on: date
    processed_on: date | None
    kind: PetitionKind | None
    instance: Instance | None
    field: Field | None
    eligible: bool
    in_competence: bool
    outcome: Action | None
    matter_ids: frozenset[int]
    is_processed: bool  # in the period

    @property
    def has_column(self) -> bool:
        """Whether it is of a kind that the form of petitions has columns for."""
        return self.kind in WITH_COLUMNS


S, V, E, O, D = (table.__table__ for table in (Subject, Visit, PetitionEntry, Office, ReceptionDay))  # noqa: E741 - the letter of its table
HOST = Office.__table__.alias("host_office")


def visits(asked: Asked) -> list[VisitFact]:
    """The visits of a period that took place: nobody refused, none that led to a visit to the head the same day."""
    session = ReceptionSession.__table__
    query = (
        select(V.c.id, S.c.office_id, V.c.on, session.c.by_head, session.c.id, HOST.c.kind)
        .add_columns(V.c.people_present, V.c.people_received, V.c.is_group, S.c.matter_id)
        .select_from(V)
        .join(S, S.c.id == V.c.id)
        .join(Office, O.c.id == S.c.office_id)
        .outerjoin(session, session.c.id == V.c.session_id)
        .outerjoin(HOST, HOST.c.id == session.c.office_id)
        .where(V.c.on.between(asked.period.since, asked.period.until), under(asked.paths))
        .where(V.c.led_to_id.is_(None), or_(V.c.outcome.is_(None), V.c.outcome != VisitOutcome.REFUSED))
    )
    rows = [row for row in db.session.execute(query) if row[5] not in OWN_TABLES]
    further = _matters_of([row[0] for row in rows])
    found = [_visit(row, further.get(row[0], frozenset()), asked.counting) for row in rows]
    return found if asked.counting.matters_per_visit else _each_matter_once(found)


def _visit(row: Any, further: frozenset[int], counting: Counting) -> VisitFact:  # noqa: ANN401 - a row of the query
    visit_id, office_id, on, by_head, session_id, _, present, received, is_group, matter_id = row
    block = Block.REGULAR if session_id is None else Block.STAND_IN if by_head is False else Block.HEAD
    people = present if counting.people_present else received
    matter_ids = further | ({matter_id} if matter_id else frozenset())
    return VisitFact(visit_id, office_id, on, block, people, bool(is_group), matter_ids)


def _each_matter_once(found: Sequence[VisitFact]) -> list[VisitFact]:
    """A matter stands in one block of an office only: under the head, else a stand-in, else regular reception."""
    first: dict[tuple[int, int], int] = {}
    for fact in found:
        for matter_id in fact.matter_ids:
            key, place = (fact.office_id, matter_id), ORDER.index(fact.block)
            first[key] = min(place, first.get(key, place))
    return [
        fact._replace(
            matter_ids=frozenset(
                matter_id
                for matter_id in fact.matter_ids
                if first[fact.office_id, matter_id] == ORDER.index(fact.block)
            )
        )
        for fact in found
    ]


def _matters_of(visit_ids: Sequence[int]) -> dict[int, frozenset[int]]:
    """The matters that visits spoke of besides their own."""
    found: dict[int, set[int]] = {}
    for start in range(0, len(visit_ids), 500):
        query = select(VisitMatter.visit_id, VisitMatter.matter_id)
        for visit_id, matter_id in db.session.execute(
            query.where(VisitMatter.visit_id.in_(visit_ids[start : start + 500]))
        ):
            found.setdefault(visit_id, set()).add(matter_id)
    return {visit_id: frozenset(ids) for visit_id, ids in found.items()}


def days(asked: Asked) -> list[DayFact]:
    """The announced days of heads that were held in a period; of a joint day once for each UBND body."""
    session, host = ReceptionSession.__table__, ReceptionHost.__table__
    query = (
        select(D.c.id, S.c.office_id, D.c.on, host.c.office_id, session.c.by_head)
        .select_from(D)
        .join(S, S.c.id == D.c.id)
        .join(Office, O.c.id == S.c.office_id)
        .join(host, host.c.day_id == D.c.id)
        .join(HOST, HOST.c.id == host.c.office_id)
        .join(session, and_(session.c.day_id == D.c.id, session.c.office_id == host.c.office_id))
        .where(D.c.on.between(asked.period.since, asked.period.until), under(asked.paths))
        .where(D.c.status == DayStatus.HELD, session.c.by_head.is_not(None), HOST.c.kind.not_in(OWN_TABLES))
        .where(or_(D.c.posted_on.is_not(None), D.c.visit_kind == VisitKind.EXTRAORDINARY))
    )
    held: dict[tuple[int, int], DayFact] = {}
    for day_id, office_id, on, body_id, by_head in db.session.execute(query):
        in_person = bool(by_head) or not asked.counting.days_by_session
        before = held.get((day_id, body_id))
        held[day_id, body_id] = DayFact(day_id, office_id, on, in_person or bool(before and before.by_head))
    return list(held.values())


def entries(asked: Asked) -> list[EntryFact]:
    """The entries received in a period, and those received before it that were open when it began."""
    period = asked.period
    query = (
        select(E.c.id, S.c.office_id, E.c.received_on, E.c.processed_on, E.c.petition_kind, E.c.instance, E.c.field)
        .add_columns(E.c.eligible, E.c.in_competence, E.c.outcome, S.c.matter_id)
        .select_from(E)
        .join(S, S.c.id == E.c.id)
        .join(Office, O.c.id == S.c.office_id)
        .where(S.c.kind == SubjectKind.ENTRY, under(asked.paths), E.c.received_on <= period.until)
        .where(or_(E.c.processed_on.is_(None), E.c.processed_on >= period.since))
        .where(E.c.status.not_in((EntryStatus.VOIDED, EntryStatus.NEW)))
    )
    return [_entry(row, asked) for row in db.session.execute(query)]


def _entry(row: Any, asked: Asked) -> EntryFact:  # noqa: ANN401 - a row of the query
    entry_id, office_id, received_on, processed_on, kind, instance, field, eligible, in_competence, outcome, matter = (
        row
    )
    has_place = asked.counting.rest_as_guided or in_competence or outcome in (Action.GUIDE, Action.FORWARD)
    return EntryFact(
        id=entry_id,
        office_id=office_id,
        received_on=received_on,
        processed_on=processed_on,
        kind=kind,
        instance=instance,
        field=field,
        eligible=eligible is True and bool(has_place),
        in_competence=in_competence is True,
        outcome=outcome,
        matter_ids=frozenset({matter} if matter else ()),
        is_processed=processed_on is not None and asked.period.since <= processed_on <= asked.period.until,
    )


POPULATIONS: Mapping[str, Callable[[Asked], Sequence[Any]]] = {
    VISITS: visits,
    DAYS: days,
    ENTRIES: entries,
    CASES: cases,
    DECISIONS: decisions,
    EXECUTIONS: executions,
}
"""How each population is read."""
