"""Registering petitions and taking the steps of their entries: received, classified, one outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseflow.law.clock import local_date
from caseflow.law.competence import Author
from caseflow.law.errors import MissingFactError, Refusal
from caseflow.law.facts import is_true
from caseflow.law.rights import Reader
from caseflow.law.terms import SEALED_KINDS, Action, Channel, EntryStatus, OfficeKind, PartyRole
from caseflow.services import assignments, cases, entries, identity, matters
from caseflow.services.citizens import Person, record_citizen
from caseflow.services.deadlines import refresh
from caseflow.services.registers import PETITIONS, give_number, void_number
from caseflow.services.steps import Recording
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.matters import Matter, find_matter
from caseflow.store.offices import Office, find_office
from caseflow.store.petitions import Petition, PetitionEntry, first_petition, outcomes_before
from caseflow.store.reception import Visit
from caseflow.store.subjects import Event, Party
from caseflow.text import fold, tidy

LEFT = "left"
"""Of a joining: the code of the matter that the paper left, so that it can go back."""


@dataclass(frozen=True, slots=True)
class Letter:
    """How a petition came: by which channel, from whom, under which letter."""

    channel: Channel
    from_office_id: int | None = None
    from_sender: str = ""
    number: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What the petition itself says."""

    summary: str
    body: str = ""
    dated: date | None = None
    signatories: int = 1
    originals_to_return: bool = False
    duplicate_of_id: int | None = None
    continues_id: int | None = None


def register(
    *,
    office: Office,
    paper: Paper,
    letter: Letter,
    senders: Sequence[Person],
    received_on: date,
    reader: Reader,
    now: datetime,
    matter: Matter | None = None,
    visit: Visit | None = None,
    respondent: str = "",
    unit_code: str = "",
) -> PetitionEntry:
    """Put a petition into an office's book on the day it was received (for post, the stamp of that day).

    Opens a matter unless one is joined. Raises MissingFactError for an empty summary.
    """
    if not paper.summary.strip():
        raise MissingFactError("Cần ghi tóm tắt nội dung đơn.", field="summary")
    for day, name, field in (
        (received_on, "Ngày nhận", "received_on"),
        (paper.dated, "Ngày ghi trên đơn", "dated"),
        (letter.on, "Ngày văn bản chuyển", "letter_on"),
    ):
        if day is not None and day > local_date(now):
            raise MissingFactError(f"{name} không được ở sau hôm nay.", field=field)
    if matter is None:
        place = unit_code or next((sender.unit_code for sender in senders if sender.unit_code), "")
        matter = matters.open_matter(title=paper.summary, office=office, on=received_on, unit_code=place)
    elif visit is None:  # else the visit has passed through, at this very office
        matters.pass_through(matter.id, office.id)
    petition = Petition(
        office_id=office.id,
        matter_id=matter.id,
        secret=matter.secret,
        created_at=now,
        dated=paper.dated,
        channel=letter.channel,
        signatories=max(paper.signatories, len(senders), 1),
        summary=tidy(paper.summary),
        body=paper.body.strip(),
        folded=fold(paper.summary),
        originals_to_return=paper.originals_to_return,
        duplicate_of_id=paper.duplicate_of_id,
        continues_id=paper.continues_id,
        visit_id=visit.id if visit else None,
    )
    db.session.add(petition)
    _write_senders(petition, senders, visit, respondent)
    entry = _new_entry(petition, office=office, received_on=received_on, letter=letter, now=now)
    receive(entry, received_on=received_on, reader=reader, now=now)
    if matter.secret:
        identity.seal(petition, by_id=reader.user_id, now=now)
    return entry


def _write_senders(petition: Petition, senders: Sequence[Person], visit: Visit | None, respondent: str) -> None:
    """Those who stand on the paper; people already written down at the desk are not written twice."""
    if visit is not None and visit.parties:
        known = [(party.citizen, party.sealed_id) for party in visit.parties]
    else:
        known = [(record_citizen(person), None) for person in senders]
    for place, (citizen, sealed_id) in enumerate(known):
        petition.parties.append(Party(role=PartyRole.PETITIONER, citizen=citizen, sealed_id=sealed_id, place=place))
    if respondent.strip():
        petition.parties.append(Party(role=PartyRole.RESPONDENT, post=tidy(respondent), place=len(known)))


def _new_entry(
    petition: Petition,
    *,
    office: Office,
    received_on: date,
    letter: Letter,
    now: datetime,
    from_entry: PetitionEntry | None = None,
) -> PetitionEntry:
    entry = PetitionEntry(
        office_id=office.id,
        matter_id=petition.matter_id,
        secret=petition.secret,
        created_at=now,
        petition=petition,
        received_on=received_on,
        from_office_id=letter.from_office_id,
        from_sender=letter.from_sender,
        from_entry_id=from_entry.id if from_entry else None,
        letter_number=letter.number,
        letter_on=letter.on,
        status=EntryStatus.NEW,
    )
    db.session.add(entry)
    db.session.flush()
    return entry


def receive(entry: PetitionEntry, *, received_on: date, reader: Reader, now: datetime) -> None:
    """Enter a petition that has reached the office: its number is given, the office's clocks start that day."""
    entry.office = find_office(entry.office_id)
    entry.received_on = received_on
    number = give_number(office_id=entry.office_id, book=PETITIONS, year=received_on.year)
    number.subject = entry
    entry.number = f"{number.number}/{received_on.year}"
    before = outcomes_before(entry)
    facts = {
        "received_on": received_on,
        "via_reception": entry.petition.channel is Channel.RECEPTION and entry.from_entry_id is None,
        "provincial": entry.office.is_provincial,
        "transferred": entry.from_entry_id is not None or EntryStatus.FORWARDED in before,
        "guided_before": EntryStatus.GUIDED in before,
        "from_board": entry.is_from_board,
        "from_outside": entry.is_from_outside,
        "originals_to_return": entry.petition.originals_to_return,
    }
    take(Recording(Action.RECEIVE, received_on, facts), entry=entry, reader=reader, now=now)


def take(recording: Recording, *, entry: PetitionEntry, reader: Reader | None, now: datetime) -> Event:
    """Take one step on an entry, with what it entails: the case it opens, the office it is sent to, the seal."""
    event = entries.take(recording, entry=entry, reader=reader, now=now)
    _entail(entry, event, reader=reader, now=now)
    return event


def _entail(entry: PetitionEntry, event: Event, *, reader: Reader | None, now: datetime) -> None:
    """What follows from a step, in plain order."""
    if event.action in (Action.CLASSIFY, Action.RECLASSIFY):
        follow_kind(entry, event, reader=reader, now=now)
    elif event.action is Action.PROPOSE:
        competent = event.facts.get("competent_office")
        office = find_office(int(str(competent))) if competent else entry.office
        if not entry.office.path.startswith(office.path):
            raise MissingFactError(
                "Chỉ đề xuất thụ lý ở cơ quan mình hoặc cơ quan mình giúp việc; nơi khác thì chuyển đơn.",
                basis="LTCD Đ26.1",
                field="competent_office",
            )
        cases.open_from(entry, office=office, on=event.on, reader=reader, now=now)
    elif event.action is Action.FORWARD:
        _hand_on(entry, event, now=now)
    elif event.action is Action.JOIN and reader is not None:
        event.facts = event.facts | {LEFT: db.session.get_one(Matter, entry.matter_id).code}
        _join(entry, find_matter(str(event.facts["matter"]), reader), by_id=reader.user_id, now=now)
        _relate(entry.petition, new_facts=is_true(event.facts.get("new_facts")))
    elif event.action is Action.INSPECT:
        assignments.assign_by_step(entry, event, now=now)
    elif event.action is Action.VOID:
        reason = str(event.facts.get("reason", ""))
        void_number(entry.id, book=PETITIONS, reason=reason)
        if entry.case_id is not None:
            db.session.flush()
            case = db.session.get_one(Case, entry.case_id)
            cases.void_unless_needed(case, on=event.on, reason=reason, reader=reader, now=now)


def follow_kind(entry: PetitionEntry, event: Event, *, reader: Reader | None, now: datetime) -> None:
    """A denunciation opens a matter of its own, and who wrote it goes into the vault."""
    matter = db.session.get_one(Matter, entry.matter_id)
    if entry.petition_kind in SEALED_KINDS:
        matter = matters.set_apart(entry, on=event.on)
        entry.matter_id = matter.id
        identity.seal(entry.petition, by_id=reader.user_id if reader else None, now=now)
    elif matter.secret:
        raise Refusal(
            "Đơn đã được niêm phong là tố cáo; không thể phân loại lại thành loại khác.", basis="LTC Đ56", field="kind"
        )
    author = event.facts.get("author")
    matter.kind, matter.field = entry.petition_kind, entry.field
    matter.contested_author = Author(str(author)) if author else matter.contested_author


def _join(entry: PetitionEntry, matter: Matter, *, by_id: int, now: datetime) -> None:
    """A denunciation joins no open matter; what joins a denunciation is sealed with it."""
    if entry.secret and not matter.secret:
        raise Refusal("Đơn tố cáo không thể nhập vào vụ việc không phải tố cáo.", basis="LTC Đ56", field="matter")
    matters.join(entry, matter)
    if matter.secret:
        identity.seal(entry.petition, by_id=by_id, now=now)


def _relate(petition: Petition, *, new_facts: bool) -> None:
    """Say of a joined paper which one it repeats, or goes on from with new facts (TT 05/2021)."""
    first = first_petition(petition.matter_id, before=petition.id)
    if first is not None:
        petition.continues_id = first.id if new_facts else None
        petition.duplicate_of_id = None if new_facts else first.id


def _hand_on(entry: PetitionEntry, event: Event, *, now: datetime) -> None:
    """The receiving office finds the paper waiting to be entered on the day it truly arrives."""
    office = find_office(int(str(event.facts["to_office"])))
    if office.id == entry.office_id:
        raise MissingFactError("Không thể chuyển đơn cho chính cơ quan mình.", field="to_office")
    letter = Letter(channel=Channel.AGENCY, from_office_id=entry.office_id, on=event.on)
    sent = _new_entry(entry.petition, office=office, received_on=event.on, letter=letter, now=now, from_entry=entry)
    await_entering(sent, office, now=now)
    matters.pass_through(sent.matter_id or 0, office.id)


def await_entering(sent: PetitionEntry, office: Office, *, now: datetime) -> None:
    """Look after a forwarded paper until its office enters it; a body outside the system keeps its book elsewhere."""
    sent.is_open = office.kind is not OfficeKind.OUTSIDE
    refresh(sent, entries.history(sent), is_open=sent.is_open, now=now)
