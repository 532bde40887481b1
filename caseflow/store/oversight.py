"""Who looked at whom: requests and looks as those read them who oversee the vault. The tables stand in vault.py.

Nothing here opens an identity; the reasons were cleaned of it when they were written.
"""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from caseflow.law.rights import Reader, Right
from caseflow.law.terms import PartyRole
from caseflow.store.db import db
from caseflow.store.matters import Matter, visible
from caseflow.store.offices import offices_under
from caseflow.store.openings import OpeningRow, opening_rows, openings
from caseflow.store.people import User
from caseflow.store.subjects import Party, Subject
from caseflow.store.vault import IdentityLook, IdentityOpening, SealedIdentity


class LookRow(NamedTuple):
    """A look as a page shows it: one row for each act, however many rows of the vault it opened."""

    first_id: int
    at: datetime
    name: str
    reason: str
    by_leave: bool
    matter_id: int
    code: str


_Looks = Select[int, datetime, str, str, bool, int, str]


def _overseen(reader: Reader) -> ColumnElement[bool]:
    """Whose denunciations a reader oversees: a head those that may be known to them, an inspector all of the office."""
    here = Subject.office_id.in_(offices_under(reader.paths(Right.READ_OPENINGS)))
    inspected = Subject.office_id.in_(offices_under(reader.paths(Right.READ_JOURNAL)))
    return and_(here, or_(visible(reader), inspected))


def openings_page(reader: Reader, *, before: int | None, limit: int) -> list[OpeningRow]:
    """The requests a reader oversees, latest first, paged by key."""
    query = openings().where(_overseen(reader)).limit(limit)
    if before is not None:
        query = query.where(IdentityOpening.id < before)
    return opening_rows(query)


def looks_page(reader: Reader, *, before: int | None, limit: int) -> list[LookRow]:
    """The looks a reader oversees, latest first, paged by the first key of each act."""
    query = _looks().where(_overseen(reader)).limit(limit)
    if before is not None:
        query = query.where(IdentityLook.id < before)
    return _rows(query)


def looks_of(matter_id: int, *, limit: int = 50) -> list[LookRow]:
    """Who looked at the identities of a matter, when and why; latest first."""
    return _rows(_looks().where(Subject.matter_id == matter_id).limit(limit))


def respondents_among(matter_ids: Collection[int]) -> dict[int, list[str]]:
    """The words in which the denounced of some matters are named."""
    query = (
        select(Subject.matter_id, Party.post)
        .join(Subject, Subject.id == Party.subject_id)
        .where(Subject.matter_id.in_(matter_ids), Party.role == PartyRole.RESPONDENT)
    )
    found: dict[int, list[str]] = {}
    for matter_id, words in db.session.execute(query):
        found.setdefault(matter_id or 0, []).append(words)
    return found


def _looks() -> _Looks:
    first, by_leave = func.min(IdentityLook.id), func.max(IdentityLook.opening_id).is_not(None)
    return (
        select(first, IdentityLook.at, User.name, IdentityLook.reason, by_leave, Matter.id, Matter.code)
        .join(SealedIdentity, SealedIdentity.id == IdentityLook.sealed_id)
        .join(Subject, Subject.id == SealedIdentity.subject_id)
        .join(Matter, Matter.id == Subject.matter_id)
        .join(User, User.id == IdentityLook.user_id)
        .group_by(IdentityLook.at, User.id, User.name, IdentityLook.reason, Matter.id, Matter.code)
        .order_by(first.desc())
    )


def _rows(query: _Looks) -> list[LookRow]:
    return [LookRow(*row) for row in db.session.execute(query)]
