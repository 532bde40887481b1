"""The words by which a matter is found, each with the place where it stands: read in one statement for many matters.

Of a denunciation only what is in the clear in these tables is read. Who denounced is in the vault, and never here.
"""

from collections.abc import Collection, Iterator, Sequence
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, CompoundSelect, bindparam, literal, select, union_all

from caseflow.law.terms import OfficeKind
from caseflow.store.cases import Case
from caseflow.store.citizens import Citizen
from caseflow.store.db import db
from caseflow.store.matter_index import IndexRow
from caseflow.store.matters import Matter
from caseflow.store.offices import Office
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.subjects import Party, Subject
from caseflow.text import words_in

MOST_WORDS = 15_000  # what one vector of PostgreSQL keeps the places of


class Place(Enum):
    """Where words of a matter stand."""

    NUMBER = "Số"
    TITLE = "Tên vụ việc"
    COMMUNE = "Nơi xảy ra"
    PERSON = "Người"
    POST = "Người, cơ quan bị khiếu nại, tố cáo"
    PETITION = "Đơn"
    VISIT = "Lượt tiếp"
    BODY = "Nội dung đơn"
    REQUEST = "Yêu cầu khi tiếp"

    @property
    def order(self) -> int:
        """Its turn: what is short and sure comes before long texts."""
        return list(Place).index(self)


class Text(NamedTuple):
    """Words of a matter at a place."""

    matter_id: int
    place: Place
    words: str


M, S, O = Matter.__table__, Subject.__table__, Office.__table__  # noqa: E741 - the letter of its table
P, E, C, V = (each.__table__ for each in (Petition, PetitionEntry, Case, Visit))
Q, X = Party.__table__, Citizen.__table__


def _texts() -> CompoundSelect[tuple[int, str, str]]:
    """Every text of the matters of MATTERS."""
    wanted: BindParameter[Any] = bindparam("matters", expanding=True)
    of_matter = [
        select(M.c.id, literal(place.name), words).where(M.c.id.in_(wanted))
        for place, words in ((Place.NUMBER, M.c.code), (Place.TITLE, M.c.title))
    ]
    of_subject = [
        select(S.c.matter_id, literal(place.name), words)
        .select_from(S.join(words.table, words.table.c.id == S.c.id))
        .where(S.c.matter_id.in_(wanted), words != "")
        for place, words in (
            (Place.NUMBER, C.c.code),
            (Place.NUMBER, E.c.number),
            (Place.NUMBER, V.c.number),
            (Place.PETITION, P.c.summary),
            (Place.VISIT, V.c.summary),
            (Place.BODY, P.c.body),
            (Place.REQUEST, V.c.request),
        )
    ]
    of_party = select(S.c.matter_id, literal(Place.POST.name), Q.c.post).where(Q.c.subject_id == S.c.id)
    named = select(S.c.matter_id, literal(Place.PERSON.name), X.c.name).where(Q.c.subject_id == S.c.id)
    commune = select(M.c.id, literal(Place.COMMUNE.name), O.c.name).where(
        M.c.unit_code == O.c.unit_code, O.c.kind == OfficeKind.COMMUNE, O.c.unit_code != ""
    )
    return union_all(
        *of_matter,
        *of_subject,
        of_party.where(S.c.matter_id.in_(wanted), Q.c.post != ""),
        named.where(S.c.matter_id.in_(wanted), X.c.id == Q.c.citizen_id),
        commune.where(M.c.id.in_(wanted)),
    )


TEXTS = _texts()


def texts_of(matter_ids: Collection[int]) -> dict[int, list[Text]]:
    """The texts of some matters, what is short and sure first, nothing twice."""
    found: dict[int, dict[Text, None]] = {key: {} for key in matter_ids}
    rows: Sequence[Any] = db.session.execute(TEXTS, {"matters": list(matter_ids)}).all() if matter_ids else ()
    for key, place, words in rows:
        found[key][Text(key, Place[place], words)] = None
    return {key: sorted(texts, key=lambda text: text.place.order) for key, texts in found.items()}


def index_rows(matter_ids: Collection[int]) -> list[IndexRow]:
    """What the index is to keep of some matters."""
    return [_index_row(key, texts) for key, texts in texts_of(matter_ids).items()]


def _index_row(key: int, texts: Sequence[Text]) -> IndexRow:
    told = dict.fromkeys(text.words for text in texts)
    words = [word for words in told for word in words_in(words)][:MOST_WORDS]
    people = dict.fromkeys(text.words for text in texts if text.place is Place.PERSON)
    return IndexRow(
        key,
        " ".join(word.folded for word in words),
        " ".join(word.marked for word in words),
        " ".join(_names(people)),
    )


def _names(people: Collection[str]) -> Iterator[str]:
    for name in people:
        yield from (word.folded for word in words_in(name))
