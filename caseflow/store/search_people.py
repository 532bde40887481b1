"""Finding by what is exact, a code or a number, and finding people: always through what the reader may know of."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from caseflow.law.rights import Reader
from caseflow.store.asked import Asked
from caseflow.store.cases import Case
from caseflow.store.citizens import Citizen, paper_index, spellings
from caseflow.store.db import db
from caseflow.store.matters import Matter, visible
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit, visits_seen_by
from caseflow.store.search import matters_naming
from caseflow.store.subjects import Party, Subject
from caseflow.text import tidy, words_in

MATTERS_READ = 60  # in how many of the newest matters a name is looked for
MOST_EXACT = 20
NAME_WORDS = 2  # a single syllable is no name
_CODE = re.compile(r"[A-Z]{2}-\d{4}-\d{1,8}")
_NUMBER = re.compile(r"0*(\d{1,8})/(\d{4})")
_DIGITS = re.compile(r"\d{8,12}")
PAPER_LENGTHS = (9, 12)


@dataclass(slots=True)
class PersonFound:
    """Somebody who was found, and the matters of theirs that the reader may know of, the newest first."""

    citizen: Citizen
    matters: list[Matter] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Exact:
    """What bears the very code or number that was typed."""

    matters: Sequence[Matter] = ()
    cases: Sequence[tuple[Case, Matter]] = ()
    entries: Sequence[PetitionEntry] = ()
    visits: Sequence[Visit] = ()
    people: Sequence[PersonFound] = ()

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return any((self.matters, self.cases, self.entries, self.visits, self.people))


def exactly(typed: str, reader: Reader) -> Exact:
    """What bears the code or number typed; nothing where no code or number was typed."""
    code, digits = tidy(typed).upper().replace(" ", ""), re.sub(r"[\s.\-]", "", typed)
    if _CODE.fullmatch(code):
        return Exact(matters=_matters(code, reader), cases=_cases(code, reader))
    if number := _NUMBER.fullmatch(code):
        plain = f"{number[1]}/{number[2]}"
        return Exact(entries=_entries(plain, reader), visits=_visits(plain, reader))
    if _DIGITS.fullmatch(digits):
        return Exact(people=_with_number(digits, typed.strip(), reader))
    return Exact()


def _matters(code: str, reader: Reader) -> Sequence[Matter]:
    return db.session.scalars(select(Matter).where(Matter.code == code, visible(reader))).all()


def _cases(code: str, reader: Reader) -> Sequence[tuple[Case, Matter]]:
    query = select(Case, Matter).join(Matter, Matter.id == Case.matter_id).where(Case.code == code, visible(reader))
    return [(case, matter) for case, matter in db.session.execute(query)]


def _entries(number: str, reader: Reader) -> Sequence[PetitionEntry]:
    query = (
        select(PetitionEntry)
        .join(Matter, Matter.id == PetitionEntry.matter_id)
        .where(PetitionEntry.number == number, visible(reader))
        .options(*(joinedload(part) for part in (PetitionEntry.petition, PetitionEntry.office, PetitionEntry.matter)))
    )
    return db.session.scalars(query.order_by(PetitionEntry.id.desc()).limit(MOST_EXACT)).all()


def _visits(number: str, reader: Reader) -> Sequence[Visit]:
    query = select(Visit).where(Visit.number == number, visits_seen_by(reader)).options(joinedload(Visit.office))
    return db.session.scalars(query.order_by(Visit.id.desc()).limit(MOST_EXACT)).all()


def _with_number(digits: str, typed: str, reader: Reader) -> list[PersonFound]:
    """Whoever has the number of an identity paper, or of a telephone; who is sealed is not among them."""
    condition: ColumnElement[bool] = Citizen.phone.in_({digits, *spellings(typed)})
    if len(digits) in PAPER_LENGTHS:
        condition = or_(condition, Citizen.paper_index == paper_index(digits))
    return _people(condition, reader)


def people_named(asked: Asked, reader: Reader, *, limit: int) -> list[PersonFound]:
    """The people of the newest matters whose names hold all that is asked for; none for a single syllable."""
    words = [word.folded for phrase in asked.phrases for word in phrase]
    if len(words) < NAME_WORDS:
        return []
    keys = matters_naming(asked, reader, limit=MATTERS_READ)
    people = _people(Subject.matter_id.in_(keys), reader) if keys else []
    return [person for person in people if _is_named(person.citizen, words, is_open=asked.is_open)][:limit]


def _is_named(citizen: Citizen, words: Collection[str], *, is_open: bool) -> bool:
    *whole, last = words
    name = {word.folded for word in words_in(citizen.name)}
    ends = any(word.startswith(last) for word in name) if is_open else last in name
    return ends and name.issuperset(whole)


def _people(condition: ColumnElement[bool], reader: Reader) -> list[PersonFound]:
    """The people of open subjects in matters that a reader may know of; one who was written down twice stands once."""
    query = (
        select(Citizen, Matter)
        .join(Party, Party.citizen_id == Citizen.id)
        .join(Subject, Subject.id == Party.subject_id)
        .join(Matter, Matter.id == Subject.matter_id)
        .where(condition, visible(reader))
        .order_by(Matter.id.desc(), Citizen.id.desc())
    )
    found: dict[object, PersonFound] = {}
    for citizen, matter in db.session.execute(query.limit(MATTERS_READ * MOST_EXACT)):
        person = found.setdefault(_who(citizen), PersonFound(citizen))
        if matter not in person.matters:
            person.matters.append(matter)
    return list(found.values())


def _who(citizen: Citizen) -> object:
    """By what a person who was written down several times is known to be the same."""
    return citizen.paper_index or (citizen.name, citizen.unit_code, citizen.phone)
