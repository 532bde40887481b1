"""Telling a denouncer by a sealed letter: what is still owed, preparing it, its cover, its way and its proof.

No verb here takes or returns a name, save the cover, which is a look at the vault and written down as one.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseflow.law.clock import local_date
from caseflow.law.denouncer_notices import SERVED, LetterState, LetterWay, Notice, notice_of
from caseflow.law.errors import MissingFactError, NotPermittedError, Refusal, StaleEditError, StepNotAllowedError
from caseflow.law.rights import RIGHTS, Reader, Right
from caseflow.law.terms import Role
from caseflow.services.dossiers import Dossier, ReadRecord
from caseflow.services.identity import Identity, identity_in, seal_words
from caseflow.services.looks import record_looks
from caseflow.services.records import Record, kind_of
from caseflow.services.steps import Paper, roles_on
from caseflow.store.db import db
from caseflow.store.documents import Document
from caseflow.store.matters import may_see
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.sealed_letters import SealedLetter, corrected_by, denouncers_of, letters_about, sealed_among
from caseflow.store.subjects import Event, Subject
from caseflow.store.vault import open_up

PREPARING = frozenset({Right.TAKE_CASE_STEPS, Right.TAKE_ENTRY_STEPS})


@dataclass(frozen=True, slots=True)
class Owed:
    """A notice to denouncers for which no letter has been prepared, or whose letter came back; to how many of them."""

    notice: Notice
    event: Event
    people: int
    due_on: date | None
    may_prepare: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """What is printed: to whom and where, and what the letter says."""

    person: Identity
    letter: SealedLetter
    notice: Notice


def owed_in(dossier: Dossier) -> list[Owed]:
    """The notices to the denouncers that a matter still owes, oldest first."""
    if not dossier.matter.secret:
        return []
    found = (owed for read in dossier.records for owed in _owed_on(read, dossier))
    return sorted(found, key=lambda owed: (owed.event.on, owed.event.id))


def _owed_on(read: ReadRecord, dossier: Dossier) -> Iterator[Owed]:
    behind = _denouncers(read, dossier)
    prepares = may_prepare(dossier.roles_on(read.record))
    standing = _standing_by_key(dossier.events)
    events = {str(event.id): event for event in dossier.events}
    for taken in read.history.taken:
        notice = notice_of(taken.happening.action, on=read.record.kind, kind=read.kind)
        if notice is None:
            continue
        event = events[taken.happening.key]
        told = {
            letter.sealed_id for letter in dossier.letters if standing[letter.event_id] == event.id and _serves(letter)
        }
        left = len(set(behind) - told)
        if left:
            yield Owed(notice, event, left, _due_on(read, notice, event), prepares)


def _denouncers(read: ReadRecord, dossier: Dossier) -> list[str]:
    """The sealed identities behind a record; the dossier holds its parties already."""
    entries = [one.record for one in dossier.entries if _leads_to(one.record, read.record)]
    papers = sorted({entry.petition_id for entry in entries if isinstance(entry, PetitionEntry)})
    return sealed_among(party for paper in papers for party in dossier.parties.get(paper, ()))


def _leads_to(entry: Record, record: Record) -> bool:
    return entry.id == record.id or (isinstance(entry, PetitionEntry) and entry.case_id == record.id)


def _standing_by_key(events: Sequence[Event]) -> dict[int, int]:
    """Of each event the one that stands in its place now: itself, or the last correction."""
    standing: dict[int, int] = {}
    for event in sorted(events, key=lambda one: one.id, reverse=True):
        standing[event.id] = standing.get(event.superseded_by_id or 0, event.id)
    return standing


def _due_on(read: ReadRecord, notice: Notice, event: Event) -> date | None:
    cause = f"event:{event.id}"
    dates = (clock.due_legal for clock in read.clocks if (clock.family, clock.start_cause) == (notice.family, cause))
    return next(dates, None)


def _serves(letter: SealedLetter) -> bool:
    return letter.state in SERVED


def may_prepare(roles: Collection[Role]) -> bool:
    """Whether one of the roles held on a record prepares and sends its letters."""
    return any(RIGHTS[role] & PREPARING for role in roles)


def prepare(
    event: Event, *, record: Record, way: LetterWay, paper: Paper, reader: Reader, now: datetime
) -> list[SealedLetter]:
    """One letter for each denouncer who has not been told of an act, all by the same paper.

    Raises StepNotAllowedError where the law demands no notice, Refusal when everybody has a letter.
    """
    notice = notice_of(event.action, on=record.kind, kind=kind_of(record))
    if notice is None or event.superseded_by_id is not None or isinstance(record, Visit):
        raise StepNotAllowedError("Bước này không có thông báo nào cho người tố cáo.", basis="LTC Đ24-35")
    check_may_prepare(record, reader)
    told = {letter.sealed_id for letter in letters_about(corrected_by(event)) if _serves(letter)}
    behind = denouncers_of(record)
    left = [(place, key) for place, key in enumerate(behind, start=1) if key not in told]
    if not left:
        raise Refusal("Mọi người tố cáo của hồ sơ này đã có thư về việc này.", basis=notice.basis)
    document = _paper(record, notice, paper, event, local_date(now))
    letters = [
        SealedLetter(
            subject_id=record.id,
            event_id=event.id,
            document_id=document.id,
            sealed_id=key,
            place=place,
            way=way,
            prepared_at=now,
            prepared_by_id=reader.user_id,
        )
        for place, key in left
    ]
    db.session.add_all(letters)
    seal_words(record, by_id=reader.user_id, now=now)
    db.session.flush()
    return letters


def check_may_prepare(subject: Subject, reader: Reader) -> None:
    """Refuse whoever does not work on a record, or may not know of a denunciation."""
    if not (may_prepare(roles_on(subject, reader)) and may_see(subject.matter_id, reader)):
        raise NotPermittedError("Thư mật do người đang giải quyết hồ sơ này lập và gửi.", basis="LTC Đ56.2")


def _paper(record: Record, notice: Notice, paper: Paper, event: Event, today: date) -> Document:
    for name, label in (("number", "số thông báo"), ("signatory", "người ký")):
        if not getattr(paper, name).strip():
            raise MissingFactError(f"Cần ghi {label}.", basis=notice.basis, field=f"paper_{name}")
    issued_on = paper.issued_on or today
    if not event.on <= issued_on <= today:
        sentence = f"Ngày thông báo từ {event.on:%d/%m/%Y} đến hôm nay."
        raise MissingFactError(sentence, basis=notice.basis, field="paper_on")
    document = Document(
        subject_id=record.id,
        kind=notice.name,
        number=paper.number.strip(),
        issued_on=issued_on,
        signatory=paper.signatory.strip(),
    )
    db.session.add(document)
    db.session.flush()
    return document


def open_cover(letter: SealedLetter, *, reader: Reader, now: datetime) -> Cover:
    """The cover of a letter about to leave: a look at one identity, written down before it is shown.

    Raises NotPermittedError as any look does, StaleEditError once the letter has left.
    """
    if letter.state is not LetterState.PREPARED:
        raise StaleEditError("Thư này không còn chờ gửi; bì thư không mở lại.")
    notice = notice_about(letter)
    record_looks(letter.subject, [letter.sealed], reader=reader, reason=f"In bì thư mật: {notice.name}", now=now)
    return Cover(identity_in(open_up(letter.sealed)), letter, notice)


def notice_about(letter: SealedLetter) -> Notice:
    """The row of the law that a letter follows."""
    record = letter.subject
    found = notice_of(letter.event.action, on=record.kind, kind=getattr(record, "petition_kind", None))
    if found is None:
        raise StepNotAllowedError("Bước này không có thông báo nào cho người tố cáo.", basis="LTC Đ24-35")
    return found


def record_sent(letter: SealedLetter, *, on: date, reader: Reader, now: datetime) -> None:
    """The letter has left."""
    check_may_prepare(letter.subject, reader)
    _check_state(letter, LetterState.PREPARED)
    _check_day(on, letter.document.issued_on, now)
    letter.sent_on = on
    db.session.flush()


def record_delivered(letter: SealedLetter, *, on: date, proof: str, reader: Reader, now: datetime) -> None:
    """The letter has reached the denouncer, as something proves; MissingFactError without it."""
    check_may_prepare(letter.subject, reader)
    _check_state(letter, LetterState.SENT)
    _check_day(on, letter.sent_on, now)
    if not proof.strip():
        raise MissingFactError("Cần ghi chứng cứ nhận: phiếu báo phát, biên bản giao nhận.", field="proof")
    letter.received_on, letter.proof = on, proof.strip()
    seal_words(letter.subject, by_id=reader.user_id, now=now)


def record_failed(letter: SealedLetter, *, on: date, why: str, reader: Reader, now: datetime) -> None:
    """The letter came back, or was prepared by mistake and does not leave: the notice is owed again."""
    check_may_prepare(letter.subject, reader)
    _check_state(letter, LetterState.PREPARED, LetterState.SENT)
    _check_day(on, letter.sent_on or local_date(letter.prepared_at), now)
    if not why.strip():
        raise MissingFactError("Cần ghi vì sao thư không đến.", field="why")
    letter.failed_on, letter.why_failed = on, why.strip()
    seal_words(letter.subject, by_id=reader.user_id, now=now)


def _check_state(letter: SealedLetter, *states: LetterState) -> None:
    if letter.state not in states:
        raise StaleEditError(f"Thư này {letter.state.label}; hãy xem lại.")


def _check_day(on: date, earliest: date | None, now: datetime) -> None:
    if on > local_date(now):
        raise MissingFactError("Ngày này không được ở sau hôm nay.", field="on")
    if earliest is not None and on < earliest:
        raise MissingFactError(f"Ngày này không được ở trước {earliest:%d/%m/%Y}.", field="on")
