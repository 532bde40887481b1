"""The records behind a number of a report, as far as a reader may know of them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from caseflow.law.rights import Reader
from caseflow.store.bulk import among
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.matters import Matter, visible
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit, visits_seen_by
from caseflow.store.reception_days import ReceptionDay
from caseflow.store.subjects import Subject


class Record(NamedTuple):
    """A record behind a number: its number in its book, its day, the matter it belongs to."""

    id: int
    number: str
    on: date
    code: str
    title: str


def entries_behind(ids: Sequence[int], reader: Reader) -> list[Record]:
    """Those of some entries that a reader may know of, in the order of their days."""
    subject = Subject.__table__
    query = (
        select(PetitionEntry.id, PetitionEntry.number, PetitionEntry.received_on, Matter.code, Matter.title)
        .join(Matter, Matter.id == subject.c.matter_id)
        .where(among(PetitionEntry.id, ids), visible(reader))
        .order_by(PetitionEntry.received_on, PetitionEntry.id)
    )
    return [Record(*row) for row in db.session.execute(query)]


def cases_behind(ids: Sequence[int], reader: Reader) -> list[Record]:
    """Those of some cases that a reader may know of."""
    query = (
        select(Case.id, Case.code, Case.opened_on, Matter.code, Matter.title)
        .join(Matter, Matter.id == Case.matter_id)
        .where(among(Case.id, ids), visible(reader))
        .order_by(Case.opened_on, Case.id)
    )
    return [Record(*row) for row in db.session.execute(query)]


def visits_behind(ids: Sequence[int], reader: Reader) -> list[Record]:
    """Those of some visits that a reader may know of."""
    query = (
        select(Visit.id, Visit.number, Visit.on, Matter.code, Matter.title)
        .join(Matter, Matter.id == Visit.matter_id)
        .where(among(Visit.id, ids), visits_seen_by(reader), visible(reader))
        .order_by(Visit.on, Visit.id)
    )
    return [Record(*row) for row in db.session.execute(query)]


def days_behind(ids: Sequence[int]) -> list[Record]:
    """Some days; they are announced to everybody."""
    query = select(ReceptionDay.id, ReceptionDay.on).where(among(ReceptionDay.id, ids)).order_by(ReceptionDay.on)
    return [Record(key, f"Ngày tiếp {on:%d/%m/%Y}", on, "", "") for key, on in db.session.execute(query)]
