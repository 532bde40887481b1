"""Sealing who denounced: out of citizens, texts and file names into the vault (LTC Đ56). Looking stands in looks.py."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from caseflow.law.clock import local_date
from caseflow.law.secrecy import Redactor, words_of
from caseflow.services import drafts, files, matters
from caseflow.store.citizens import Citizen, paper_number
from caseflow.store.db import Model, db, wipe_log
from caseflow.store.indexing import leave_no_trace
from caseflow.store.matters import Matter, may_see
from caseflow.store.people import reader_of
from caseflow.store.petitions import Petition
from caseflow.store.reception import Visit
from caseflow.store.sealing import (
    FOLDED,
    TYPED_LATER,
    WORDINGS,
    Wording,
    deliveries_about,
    is_spoken_of,
    known_authors,
    linked_to,
    registrations_of,
    sealed_in,
    subjects_of,
    subjects_with,
    wordings_of,
)
from caseflow.store.subjects import Subject
from caseflow.store.transactions import afterwards
from caseflow.store.vault import lock_away, open_up
from caseflow.text import fold

PERSON = "person"
WORDS = "words"

Clean = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a denouncer is, as it was typed."""

    name: str
    is_organisation: bool = False
    address: str = ""
    unit_code: str = ""
    phone: str = ""
    paper_type: str = ""
    paper_number: str = ""
    born: int | None = None
    sex: str = ""

    def traces(self) -> frozenset[str]:
        """The words that give the person away."""
        return words_of(name=self.name, phone=self.phone, paper_number=self.paper_number, address=self.address)


def seal(petition: Petition, *, by_id: int | None, now: datetime) -> None:
    """Seal the author of a petition: parties, words and files of all its matter. Sealing twice changes nothing."""
    matter = db.session.get_one(Matter, petition.matter_id)
    matters.gather(subjects_with(petition), matter)
    _seal(matter, petition, by_id=by_id, now=now)


def seal_visit(visit: Visit, *, by_id: int | None, now: datetime) -> None:
    """Seal those who came to denounce at the desk."""
    _seal(db.session.get_one(Matter, visit.matter_id), visit, by_id=by_id, now=now)


def seal_words(subject: Subject, *, by_id: int | None, now: datetime) -> None:
    """Clean what was typed on a sealed record since: a step's reason, the addressee of an answer."""
    if subject.secret and subject.matter_id is not None:
        db.session.flush()
        known = identities_of(subject.matter_id)
        _seal_words(subject.matter_id, subject, known, among=TYPED_LATER, by_id=by_id, now=now)


def identities_of(matter_id: int) -> list[Identity]:
    """The sealed people of a matter and of those tied to it. Nobody sees the answer: it cleans other words of them."""
    contents = [open_up(row) for row in sealed_in(matter_id, *linked_to(matter_id))]
    return [identity_in(content) for content in contents if content["kind"] == PERSON]


def identity_in(content: dict[str, object]) -> Identity:
    """The person in an opened row of the vault."""
    return Identity(**{name: value for name, value in content.items() if name != "kind"})  # type: ignore[arg-type] # written by _lock_person


def _seal(matter: Matter, subject: Subject, *, by_id: int | None, now: datetime) -> None:
    db.session.flush()
    leave_no_trace()
    afterwards(wipe_log)
    parts = subjects_of(matter.id)
    newly = frozenset(part.id for part in parts if not part.secret)
    matter.secret = True
    for part in parts:
        part.secret = True
        if isinstance(part, Visit):
            part.responsible_id = None  # whoever received them at the desk does not follow the denunciation
    matters.keep_visits_apart(matter)
    _take_alerts_back(matter, newly, now=now)
    drafts.drop_of(newly)
    namesake = matters.named_after(matter, parts)
    known = identities_of(matter.id)
    known += _seal_people(matter, by_id=by_id, now=now)
    _seal_words(matter.id, subject, known, by_id=by_id, now=now)
    if namesake is not None:
        matters.name(matter, namesake.summary)  # a title is cut short: it may end in the middle of a name
    files.seal_files(matter.id, newly=newly, by_id=by_id, now=now)


def _take_alerts_back(matter: Matter, subject_ids: frozenset[int], *, now: datetime) -> None:
    """Whoever may no longer know of the matter finds no alert that says something was there."""
    db.session.flush()
    deliveries = deliveries_about(subject_ids)
    told = {delivery.user_id for delivery in deliveries}
    shut_out = {key for key in told if not may_see(matter.id, reader_of(key, local_date(now)))}
    for delivery in deliveries:
        if delivery.user_id in shut_out:
            db.session.delete(delivery)
    db.session.flush()


def _seal_people(matter: Matter, *, by_id: int | None, now: datetime) -> list[Identity]:
    """Move the authors into the vault; whoever is nobody else's party any more is not kept outside it."""
    sealed: dict[Citizen, Identity] = {}
    keys: dict[Citizen, str] = {}
    for party in known_authors(matter.id):
        citizen = party.citizen
        if citizen is None:
            continue
        if citizen not in sealed:
            sealed[citizen] = _identity(citizen)
            row = lock_away(PERSON, asdict(sealed[citizen]), subject_id=party.subject_id, by_id=by_id, now=now)
            keys[citizen] = row.id
        party.sealed_id, party.citizen = keys[citizen], None
    for registration in registrations_of(matter.id):
        registration.citizen_id = None
    db.session.flush()
    for citizen in sealed:
        if not is_spoken_of(citizen):
            db.session.delete(citizen)
    db.session.flush()
    return list(sealed.values())


def _identity(citizen: Citizen) -> Identity:
    return Identity(
        name=citizen.name,
        is_organisation=citizen.is_organisation,
        address=citizen.address,
        unit_code=citizen.unit_code,
        phone=citizen.phone,
        paper_type=citizen.paper_type,
        paper_number=paper_number(citizen),
        born=citizen.born,
        sex=citizen.sex,
    )


def _seal_words(
    matter_id: int,
    subject: Subject,
    known: Iterable[Identity],
    *,
    among: Sequence[Wording] = WORDINGS,
    by_id: int | None,
    now: datetime,
) -> None:
    """Replace every word that gives an author away, and keep the originals in the vault."""
    traces = frozenset[str]().union(*(identity.traces() for identity in known))
    clean = Redactor(traces, names=[identity.name for identity in known]).clean
    originals: dict[str, object] = {}
    for wording, row in wordings_of(matter_id, among):
        for column in wording.columns:
            before = getattr(row, column)
            after = _cleaned(before, clean)
            if after == before:
                continue
            if column in FOLDED:
                after = fold(str(after))
            else:
                originals[f"{wording.table.__tablename__}:{_key(row)}:{column}"] = before
            setattr(row, column, after)
    if originals:
        lock_away(WORDS, {"words": originals}, subject_id=subject.id, by_id=by_id, now=now)
    db.session.flush()


def _cleaned(value: object, clean: Clean) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(part, clean) for part in value]
    if isinstance(value, dict):
        return {name: _cleaned(part, clean) for name, part in value.items()}
    return value


def _key(row: Model) -> str:
    return ":".join(str(part) for part in db.inspect(row).identity)
