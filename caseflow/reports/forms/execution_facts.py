"""The population of the form about carrying out: what decisions and conclusions order, what was done in a period."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, func, or_, select

from caseflow.law.terms import Action, PetitionKind
from caseflow.reports.forms.asked import Asked
from caseflow.reports.forms.case_facts import MILLION, C, D, O, S, V
from caseflow.store.bulk import among
from caseflow.store.cases import Execution
from caseflow.store.db import db
from caseflow.store.offices import Office, under

EXECUTIONS = "executions"
FINISHED = "finished"
ORDERED = {
    "money_recovered": "money_to_recover",
    "land_recovered": "land_to_recover",
    "money_returned": "money_to_return",
    "land_returned": "land_to_return",
}
"""What is carried out, by the column of the decision that orders it."""
IN_MONEY = frozenset({"money_recovered", "money_returned"})
Amounts = tuple[tuple[str, Decimal], ...]
NONE = Decimal(0)


class ExecutionFact(NamedTuple):
    """A decision or conclusion with something left to do when a period began, issued in it, or with work done in it.

    `due` is what it orders less what was done before the period; `done` is what was recorded in the period. Money in
    million đồng, land in m². It is open unless it was finished, or its case closed, before the period.
    """

    id: int
    office_id: int
    on: date
    kind: PetitionKind
    case_id: int
    matter_ids: frozenset[int]
    is_open: bool
    is_finished: bool
    due: Amounts
    done: Amounts

    def left(self, what: str) -> Decimal:
        """What was left of something for this period, if it still had to be executed in it."""
        return dict(self.due)[what] if self.is_open else NONE

    def did(self, what: str) -> Decimal:
        """How much of something was done in this period."""
        return dict(self.done).get(what, NONE)


class Record(NamedTuple):
    """Something carried out of a decision on a day."""

    decision_id: int
    on: date
    what: str
    amount: Decimal


def executions(asked: Asked) -> list[ExecutionFact]:
    """What was to be executed or was worked on in a period at some offices."""
    since, until = asked.period.since, asked.period.until
    closed = (
        select(V.c.subject_id.label("case_id"), func.min(V.c.on).label("on"))
        .where(V.c.action == Action.CLOSE, V.c.superseded_by_id.is_(None))
        .group_by(V.c.subject_id)
        .subquery()
    )
    finished_before = _recorded(Execution.what == FINISHED, Execution.on < since)
    left_open = ~finished_before & or_(closed.c.on.is_(None), closed.c.on >= since)
    ordered = [D.c[name] for name in ORDERED.values()]
    query = (
        select(D.c.id, S.c.office_id, D.c.issued_on, C.c.petition_kind, C.c.id, S.c.matter_id, left_open, closed.c.on)
        .add_columns(*ordered)
        .select_from(D)
        .join(C, C.c.id == D.c.case_id)
        .join(S, S.c.id == C.c.id)
        .join(Office, O.c.id == S.c.office_id)
        .join(V, V.c.id == D.c.event_id)
        .outerjoin(closed, closed.c.case_id == C.c.id)
        .where(under(asked.paths), D.c.issued_on <= until, V.c.superseded_by_id.is_(None))
        .where(or_(left_open, _recorded(Execution.on.between(since, until))))
        .order_by(D.c.id)
    )
    rows = db.session.execute(query).all()
    records = _records({row[0] for row in rows}, until)
    return [_fact(row[:6], (row[6], row[7]), row[8:], records.get(row[0], []), asked) for row in rows]


def _recorded(*where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether something of a decision was carried out."""
    return exists().where(Execution.decision_id == D.c.id, *where)


def _records(decision_ids: Collection[int], until: date) -> dict[int, list[Record]]:
    query = (
        select(Execution.decision_id, Execution.on, Execution.what, Execution.amount)
        .where(among(Execution.decision_id, decision_ids), Execution.on <= until)
        .order_by(Execution.id)
    )
    found: dict[int, list[Record]] = {}
    for row in db.session.execute(query):
        found.setdefault(row[0], []).append(Record(*row))
    return found


def _fact(
    whose: Sequence[Any], ending: Sequence[Any], ordered: Sequence[Decimal], records: list[Record], asked: Asked
) -> ExecutionFact:
    key, office_id, on, kind, case_id, matter_id = whose
    is_open, closed_on = ending
    period = asked.period
    before = _sums(record for record in records if record.on < period.since)
    return ExecutionFact(
        key,
        office_id,
        on,
        kind,
        case_id,
        frozenset({matter_id} if matter_id else ()),
        is_open=bool(is_open),
        is_finished=bool(is_open) and _is_finished(records, closed_on, period.until),
        due=tuple(
            (what, max(_in_units(what, amount) - before.get(what, NONE), NONE))
            for what, amount in zip(ORDERED, ordered, strict=True)
        ),
        done=tuple(_sums(record for record in records if record.on >= period.since).items()),
    )


def _is_finished(records: Iterable[Record], closed_on: date | None, until: date) -> bool:
    """Whether what was open when the period began was finished, or its case closed, by the end of it."""
    return any(record.what == FINISHED for record in records) or (closed_on is not None and closed_on <= until)


def _sums(records: Iterable[Record]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for record in records:
        found[record.what] = found.get(record.what, NONE) + _in_units(record.what, record.amount)
    return found


def _in_units(what: str, amount: Decimal) -> Decimal:
    """An amount as the form has it: money in million đồng."""
    return amount / MILLION if what in IN_MONEY else amount
