"""What was done with the papers and visits of a page of a register: the steps with their documents, a query for all."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from caseflow.law.terms import Action
from caseflow.store.db import db
from caseflow.store.documents import Document
from caseflow.store.offices import Office
from caseflow.store.subjects import Event


class Act(NamedTuple):
    """A step that stands, with the number and the day of its document."""

    subject_id: int
    action: Action
    on: date
    facts: Mapping[str, Any]
    number: str
    issued_on: date | None

    @property
    def paper(self) -> str:
        """Its document as a register names it; nothing where there was none."""
        on = self.issued_on or self.on
        return f"số {self.number} ngày {on:%d/%m/%Y}" if self.number else ""

    @property
    def office_id(self) -> int | None:
        """The office to which something was sent."""
        named = str(self.facts.get("to_office") or "")
        return int(named) if named.isdecimal() else None


Acts = Mapping[int, list[Act]]


def acts_of(subject_ids: Collection[int], actions: Iterable[Action]) -> Acts:
    """The steps of some kinds on some subjects, in the order of their days."""
    query = (
        select(Event.subject_id, Event.action, Event.on, Event.facts, Document.number, Document.issued_on)
        .outerjoin(Document, Document.id == Event.document_id)
        .where(Event.subject_id.in_(subject_ids), Event.superseded_by_id.is_(None), Event.action.in_(tuple(actions)))
        .order_by(Event.on, Event.id)
    )
    found: dict[int, list[Act]] = {}
    for subject_id, action, on, facts, number, issued_on in db.session.execute(query):
        found.setdefault(subject_id, []).append(Act(subject_id, action, on, facts or {}, number or "", issued_on))
    return found


def receivers(acts: Acts) -> dict[int, str]:
    """How the offices to which something was sent are called."""
    keys = {act.office_id for found in acts.values() for act in found if act.office_id is not None}
    return dict(db.session.execute(select(Office.id, Office.name).where(Office.id.in_(keys))).all())


def once(parts: Iterable[str]) -> str:
    """Some words of a cell in their order, each once, what is empty left out."""
    return "; ".join(dict.fromkeys(part for part in parts if part))


def last_of(acts: Iterable[Act], *actions: Action) -> Act | None:
    """The last step of some kinds."""
    return next((act for act in reversed(list(acts)) if act.action in actions), None)
