"""What deadline rows are drawn up from, read for many records at once: columns only, a query for each sort of row."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, false, func, or_, select

from caseflow.law.escalation import ASIDE
from caseflow.law.local_rules import DAY, INTAKE, VISIT, LocalRule
from caseflow.law.terms import PetitionKind, Procedure, SubjectKind, VisitOutcome, VisitStatus
from caseflow.law.workflow import Happening
from caseflow.store.bulk import among
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.matters import Matter
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.reception_days import ReceptionDay
from caseflow.store.subjects import Assignment, Event, Subject

WITH_CLOCKS = (
    SubjectKind.ENTRY,
    SubjectKind.CASE,
    SubjectKind.ASSIGNMENT,
    SubjectKind.VISIT,
    SubjectKind.RECEPTION_DAY,
    SubjectKind.DUTY,
)
OF_EVENTS = Deadline.family.not_in(sorted(ASIDE))
"""What events decide; what waits for a person's word alone is no projection of them."""

_subject, _case = Subject.__table__, Case.__table__
_entry, _given, _visit = PetitionEntry.__table__, Assignment.__table__, Visit.__table__
_day = ReceptionDay.__table__


class RecordRow(NamedTuple):
    """An entry, a case, a visit, work that was given, a day or a duty, as its deadline rows need it."""

    id: int
    kind: SubjectKind
    created_at: datetime
    case_code: str | None
    procedure: Procedure | None
    case_kind: PetitionKind | None
    number: str | None
    matter_code: str | None
    secret: bool
    is_open: bool
    on: date | None
    due_on: date | None
    done_on: date | None
    conclusion_id: int | None
    status: VisitStatus | None
    outcome: VisitOutcome | None
    refusal_ground: str | None
    visited_on: date | None
    received_on: date | None
    told_as: PetitionKind | None

    @property
    def name(self) -> str:
        """How a list of moved dates calls it: the number of the case, of the entry, of the matter, or the day."""
        if self.received_on is not None:
            return f"ngày tiếp {self.received_on:%d/%m/%Y}"
        return self.case_code or self.number or self.matter_code or ""


_RECORDS: Select[*tuple[Any, ...]] = (
    select(
        _subject.c.id,
        _subject.c.kind,
        _subject.c.created_at,
        _case.c.code,
        _case.c.procedure,
        _case.c.petition_kind,
        func.coalesce(_entry.c.number, _visit.c.number),
        Matter.code,
        or_(_subject.c.secret, func.coalesce(Matter.secret, false())),
        _subject.c.is_open,
        _given.c.on,
        _given.c.due_on,
        _given.c.done_on,
        _given.c.conclusion_id,
        _visit.c.status,
        _visit.c.outcome,
        _visit.c.refusal_ground,
        _visit.c.on,
        _day.c.on,
        _visit.c.told_as,
    )
    .select_from(_subject)
    .outerjoin(_case, _case.c.id == _subject.c.id)
    .outerjoin(_entry, _entry.c.id == _subject.c.id)
    .outerjoin(_given, _given.c.id == _subject.c.id)
    .outerjoin(_visit, _visit.c.id == _subject.c.id)
    .outerjoin(_day, _day.c.id == _subject.c.id)
    .outerjoin(Matter, Matter.id == _subject.c.matter_id)
    .order_by(_subject.c.id)
)


def record_rows(ids: Collection[int]) -> list[RecordRow]:
    """Some records, by key."""
    return [RecordRow(*row) for row in db.session.execute(_RECORDS.where(among(Subject.id, ids)))]


def ids_with_clocks(*, after: int, limit: int) -> list[int]:
    """The next keys of the kinds of subject that have clocks."""
    query = select(_subject.c.id).where(_subject.c.kind.in_(WITH_CLOCKS), _subject.c.id > after)
    return list(db.session.scalars(query.order_by(_subject.c.id).limit(limit)))


def happenings_of(ids: Collection[int]) -> dict[int, list[Happening]]:
    """The events that stand of some records, in the order they were recorded."""
    columns = (Event.subject_id, Event.id, Event.place, Event.action, Event.on, Event.facts)
    query = select(*columns).where(among(Event.subject_id, ids), Event.superseded_by_id.is_(None))
    found: dict[int, list[Happening]] = {}
    for subject_id, key, place, action, on, facts in db.session.execute(query.order_by(Event.id)):
        happening = Happening(key=str(key), action=action, on=on, order=place or key, facts=facts)
        found.setdefault(subject_id, []).append(happening)
    return found


def deadline_rows(ids: Collection[int], names: Sequence[str]) -> Iterator[Sequence[Any]]:
    """Some columns of every deadline row of some records, each after the key of its record."""
    columns = (getattr(Deadline, name) for name in names)
    query = select(Deadline.subject_id, *columns).where(among(Deadline.subject_id, ids), OF_EVENTS)
    yield from db.session.execute(query.order_by(Deadline.id))


def deadlines_of_all(ids: Collection[int]) -> dict[int, list[Deadline]]:
    """Every deadline row of some records as it stands now, kept from sweeps until this transaction ends."""
    mine = select(Deadline).where(among(Deadline.subject_id, ids), OF_EVENTS)
    query = mine.order_by(Deadline.id).with_for_update()
    found: dict[int, list[Deadline]] = {}
    for row in db.session.scalars(query.execution_options(populate_existing=True)):
        found.setdefault(row.subject_id, []).append(row)
    return found


def ids_touched_by(rule: LocalRule) -> list[int]:
    """The records on which a rule of the province speaks: its starting step was taken while the rule is in force."""
    started = (
        exists()
        .where(Event.subject_id == _subject.c.id, Event.action == rule.starts, Event.superseded_by_id.is_(None))
        .where(Event.on >= rule.since, Event.on <= rule.until)
    )
    if rule.table == INTAKE:
        query = select(_subject.c.id).join(_entry, _entry.c.id == _subject.c.id)
        query = query.where(_entry.c.petition_kind == rule.kind) if rule.kind else query
    elif rule.table == VISIT:
        query = select(_subject.c.id).join(_visit, _visit.c.id == _subject.c.id)
        query = query.where(_visit.c.told_as == rule.kind) if rule.kind else query
    elif rule.table == DAY:
        query = select(_subject.c.id).join(_day, _day.c.id == _subject.c.id)
    else:
        query = select(_subject.c.id).join(_case, _case.c.id == _subject.c.id)
        query = query.where(_case.c.procedure == rule.table)
    return list(db.session.scalars(query.where(started).order_by(_subject.c.id)))


def ids_with_family(family: str, *, started_after: date) -> list[int]:
    """The records that have a deadline of a family which started after a day."""
    query = select(Deadline.subject_id).where(Deadline.family == family, Deadline.start_on > started_after)
    return sorted(set(db.session.scalars(query)))


def open_among(ids: Collection[int]) -> int:
    """How many of some records are still open."""
    counted = select(func.count()).select_from(_subject).where(among(Subject.id, ids), _subject.c.is_open)
    return db.session.scalar(counted) or 0
