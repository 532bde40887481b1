"""Near-duplicates: the numbers by which texts that resemble one another are found, and the people who came before.

A projection of summaries, rewritten with them; of what is sealed it holds only what the cleaned words make. No query
here answers with what its reader may not know of.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, cast

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, Row, Select, Table, func, literal, or_, select, union_all
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.law.rights import Reader
from caseflow.law.terms import CaseStatus, EntryStatus, PetitionKind
from caseflow.store.cases import Case
from caseflow.store.citizens import Citizen
from caseflow.store.db import Model, db
from caseflow.store.matters import Matter, visible
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.sealing import AUTHORS
from caseflow.store.subjects import Party, Subject

MOST_MET = 40
MOST_SEEN, MOST_OF_A_NAME = 60, 400
"""So many texts that share a number are compared, and so many people of one name or number looked at."""
_subject, _petition, _visit = Subject.__table__, Petition.__table__, Visit.__table__


class LikenessBand(Model):
    """One of the numbers that the summary of a petition or visit is found by."""

    __tablename__ = "likeness_band"
    band: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), primary_key=True, index=True)

    __table_args__ = ({"sqlite_with_rowid": False},)


_band = cast("Table", LikenessBand.__table__)


class Met(NamedTuple):
    """A petition or visit whose summary shares some numbers with another."""

    subject_id: int
    matter_id: int
    summary: str
    unit_code: str


class Seen(NamedTuple):
    """Somebody who came or wrote before, and about which matter."""

    subject_id: int
    matter_id: int
    is_visit: bool
    on: date
    number: str
    summary: str
    name: str
    folded: str
    unit_code: str
    phone: str
    paper_index: str | None


class MatterNow(NamedTuple):
    """A matter as a list names it, and where it stands."""

    id: int
    code: str
    title: str
    kind: PetitionKind | None
    secret: bool
    status: CaseStatus | EntryStatus | None


def write_bands(session: Any, subject_id: int, numbers: Collection[int], *, is_new: bool) -> None:  # noqa: ANN401 - a session, in the middle of its flush
    """The numbers of one text, in the place of those it had unless it is new."""
    if not is_new:
        session.execute(_band.delete().where(_band.c.subject_id == subject_id))
    _add(session, {subject_id: numbers})


def add_bands(numbers: Mapping[int, Collection[int]]) -> None:
    """The numbers of some texts that have none yet."""
    _add(db.session(), numbers)


def _add(session: Any, numbers: Mapping[int, Collection[int]]) -> None:  # noqa: ANN401 - as above
    rows = [{"band": number, "subject_id": key} for key, found in numbers.items() for number in sorted(set(found))]
    if rows:
        session.execute(_band.insert(), rows)


def texts_without_bands(*, after: int, limit: int) -> Sequence[Row[int, str]]:
    """The next petitions and visits, by key, of which no number is kept, with what they say."""
    said = func.coalesce(_petition.c.summary, _visit.c.summary, "")
    known = select(LikenessBand.band).where(LikenessBand.subject_id == _subject.c.id)
    query = (
        select(_subject.c.id, said.label("summary"))
        .outerjoin(_petition, _petition.c.id == _subject.c.id)
        .outerjoin(_visit, _visit.c.id == _subject.c.id)
        .where(said != "", _subject.c.id > after, ~known.exists())
        .order_by(_subject.c.id)
        .limit(limit)
    )
    return db.session.execute(query).all()


def met(numbers: Collection[int], reader: Reader, *, besides: int | None) -> Sequence[Met]:
    """The petitions and visits that share most numbers with a text, as far as the reader may know of them.

    `besides` is the key of a matter that is left out.
    """
    shared = (
        select(LikenessBand.subject_id, func.count().label("numbers"))
        .where(LikenessBand.band.in_(numbers))
        .group_by(LikenessBand.subject_id)
        .subquery()
    )
    query = (
        select(shared.c.subject_id, Matter.id, func.coalesce(_petition.c.summary, _visit.c.summary), Matter.unit_code)
        .join(_subject, _subject.c.id == shared.c.subject_id)
        .join(Matter, Matter.id == _subject.c.matter_id)
        .outerjoin(_petition, _petition.c.id == shared.c.subject_id)
        .outerjoin(_visit, _visit.c.id == shared.c.subject_id)
        .where(visible(reader))
        .order_by(shared.c.numbers.desc(), shared.c.subject_id.desc())
        .limit(MOST_MET)
    )
    return [Met(*row) for row in db.session.execute(_without(query, besides))]


def seen(
    *,
    numbers: Collection[str],
    phones: Collection[str],
    names: Collection[tuple[str, str]],
    reader: Reader,
    besides: int | None,
) -> Sequence[Seen]:
    """Who came or wrote before under one of these blind indices, phones, or folded names with a commune ("" for any).

    Latest first. Whoever is sealed is nobody's party any more and is not found.
    """
    people = _of_number_or_name(numbers, phones, names)
    entry = PetitionEntry.__table__
    entered, number = (
        select(func.min(column)).where(entry.c.petition_id == _subject.c.id).correlate(_subject).scalar_subquery()
        for column in (entry.c.received_on, entry.c.number)
    )
    query = (
        select(
            _subject.c.id,
            Matter.id,
            _visit.c.id.is_not(None),
            func.coalesce(_visit.c.on, entered),
            func.coalesce(_visit.c.number, number),
            func.coalesce(_petition.c.summary, _visit.c.summary),
            Citizen.name,
            Citizen.folded,
            Citizen.unit_code,
            Citizen.phone,
            Citizen.paper_index,
        )
        .select_from(Citizen)
        .join(Party, Party.citizen_id == Citizen.id)
        .join(_subject, _subject.c.id == Party.subject_id)
        .join(Matter, Matter.id == _subject.c.matter_id)
        .outerjoin(_petition, _petition.c.id == _subject.c.id)
        .outerjoin(_visit, _visit.c.id == _subject.c.id)
        .where(Citizen.id.in_(people), Party.role.in_(AUTHORS), visible(reader))
        .where(or_(_visit.c.id.is_not(None), _petition.c.visit_id.is_(None) & _petition.c.id.is_not(None)))
    )  # in no order: an engine that sorts by key goes through all keys for it
    rows = [Seen(*row) for row in db.session.execute(_without(query, besides))]
    return sorted(rows, key=lambda row: row.subject_id, reverse=True)


def _of_number_or_name(
    numbers: Collection[str], phones: Collection[str], names: Collection[tuple[str, str]]
) -> list[int]:
    """The people of one of these, no more than are looked at: whoever has the very number before any namesake."""
    is_sure, is_named = literal(value=True), literal(value=False)
    same: list[tuple[ColumnElement[bool], ColumnElement[bool]]] = [
        (is_sure, Citizen.paper_index.in_(numbers)),
        (is_sure, Citizen.phone.in_(phones)),
    ]
    same += [
        (is_named, (Citizen.folded == folded) & (Citizen.unit_code == code) if code else Citizen.folded == folded)
        for folded, code in names
    ]
    parts = (select(sure.label("sure"), Citizen.id).where(one).limit(MOST_OF_A_NAME).subquery() for sure, one in same)
    found = sorted({(sure, key) for sure, key in db.session.execute(union_all(*(select(part) for part in parts)))})
    return list(dict.fromkeys(key for _, key in reversed(found)))[:MOST_SEEN]


def _without(query: Select[Any], matter_id: int | None) -> Select[Any]:
    return query if matter_id is None else query.where(Matter.id != matter_id)


def matters_now(ids: Collection[int], reader: Reader) -> dict[int, MatterNow]:
    """Some matters with where each stands: its latest case, else its latest entry; those the reader may know of."""
    if not ids:
        return {}
    latest_case = select(Case.status).where(Case.matter_id == Matter.id).order_by(Case.id.desc()).limit(1)
    latest_entry = (
        select(PetitionEntry.status).where(PetitionEntry.matter_id == Matter.id).order_by(PetitionEntry.id.desc())
    ).limit(1)
    query = select(
        Matter.id,
        Matter.code,
        Matter.title,
        Matter.kind,
        Matter.secret,
        latest_case.scalar_subquery(),
        latest_entry.scalar_subquery(),
    ).where(Matter.id.in_(ids), visible(reader))
    return {
        key: MatterNow(key, code, title, kind, secret, of_case or of_entry)
        for key, code, title, kind, secret, of_case, of_entry in db.session.execute(query)
    }
