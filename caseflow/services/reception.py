"""Receiving citizens: a visit is written down at the desk, and always belongs to a matter.

What its outcome owes stands in visits.py; the paper handed in, or the words that become one, enter the book here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm.attributes import flag_modified

from caseflow.law.clock import local_date
from caseflow.law.errors import MissingFactError
from caseflow.law.grounds import REFUSAL_OF_RECEPTION, in_force
from caseflow.law.representatives import Group, check_group
from caseflow.law.rights import Reader
from caseflow.law.terms import Action, Channel, PartyRole, PetitionKind, VisitKind, VisitOutcome
from caseflow.law.visiting import ANSWERS
from caseflow.services import at_once, flags, identity, matters, petitions, visits
from caseflow.services.citizens import Person, amend_citizen, record_citizen
from caseflow.services.registers import VISITS, give_number
from caseflow.services.steps import Paper, Recording
from caseflow.store.db import db
from caseflow.store.documents import Document
from caseflow.store.matters import Matter
from caseflow.store.offices import Office
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit, VisitPaper
from caseflow.store.reception_days import sessions_on
from caseflow.store.subjects import Party, events_of
from caseflow.text import tidy


@dataclass(frozen=True, slots=True)
class PaperHandedIn:
    """One line of the receipt (Mẫu 02/TCD)."""

    name: str
    pages: int = 1
    is_original: bool = False
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """What was said and done at the desk; only the summary is required.

    `appointed_by` is how many signed the appointment of representatives; `refusal_facts` what some grounds ask for
    beside the ground: the day on which it was sufficient, the documents of a matter dragged out on purpose.
    """

    summary: str
    request: str = ""
    settled_by: str = ""
    outcome: VisitOutcome | None = None
    guided_to: str = ""
    refusal_ground: str = ""
    people_present: int = 1
    is_group: bool = False
    representatives_paper: str = ""
    appointed_by: int | None = None
    police_called_at: str = ""
    police_result: str = ""
    kind: PetitionKind | None = None
    papers: Sequence[PaperHandedIn] = ()
    refusal_facts: Mapping[str, object] = field(default_factory=dict)


def receive(
    *,
    office: Office,
    people: Sequence[Person],
    telling: Telling,
    reader: Reader,
    now: datetime,
    on: date | None = None,
    visit_kind: VisitKind = VisitKind.REGULAR,
    matter: Matter | None = None,
    unit_code: str = "",
    session_id: int | None = None,
) -> Visit:
    """Write down a visit (Sổ tiếp công dân, Mẫu 03/TCD); opens a matter unless one is joined.

    With a session it is a visit to a leader, of the kind of that day. Raises MissingFactError without a name or a
    summary, or for a session of another day. A visit that says it denounces is sealed at once.
    """
    on = on or local_date(now)
    visit_kind = _kind_at(session_id, office.id, on) or visit_kind
    _check_people(people)
    _check(telling, on, now)
    _check_group(telling, received=len(people))
    place = unit_code or next((person.unit_code for person in people if person.unit_code), "")
    if matter is None:
        matter = matters.open_matter(title=telling.summary, office=office, on=on, kind=telling.kind, unit_code=place)
    else:
        matters.pass_through(matter.id, office.id)
    number = give_number(office_id=office.id, book=VISITS, year=on.year)
    visit = Visit(
        office_id=office.id,
        matter_id=matter.id,
        secret=matter.secret,
        created_at=now,
        on=on,
        at=now,
        received_by_id=reader.user_id,
        responsible_id=reader.user_id,
        visit_kind=visit_kind,
        session_id=session_id,
        summary="",
        told_as=telling.kind,
        number=f"{number.number}/{on.year}",
        is_open=False,
    )
    visit.office, number.subject = office, visit
    _write(visit, telling, received=len(people))
    for place_, person in enumerate(people):
        role = PartyRole.VISITOR if place_ == 0 or not telling.is_group else PartyRole.REPRESENTATIVE
        visit.parties.append(Party(role=role, citizen=record_citizen(person), place=place_))
    db.session.add(visit)
    db.session.flush()
    matters.link_visit(visit.id, matter.id)
    visits.follow_outcome(visit, telling.refusal_facts, reader=reader, now=now)
    at_once.tell_of_visit(visit, None, now=now)
    _keep_secret(visit, telling, by_id=reader.user_id, now=now)
    return visit


def complete(
    visit: Visit,
    *,
    people: Sequence[Person],
    telling: Telling,
    now: datetime,
    reader: Reader | None = None,
    visit_kind: VisitKind = VisitKind.REGULAR,
    session_id: int | None = None,
) -> None:
    """Complete half a record later, or mend it: same visit, same day, same number. Who is sealed stays as they were.

    People are told apart by their place: the first row is who came first.
    """
    known = [party.citizen for party in visit.parties]
    is_sealed = any(party.sealed_id for party in visit.parties)
    if not is_sealed:
        _check_people(people)
    _check(telling, visit.on, now)
    _check_group(telling, received=max(len(people), len(known)))
    was = visit.outcome
    _write(visit, telling, received=max(len(people), len(known)))
    visit.visit_kind = _kind_at(session_id, visit.office_id, visit.on) or visit_kind
    visit.session_id = session_id
    flag_modified(visit, "summary")  # a new version of the visit, though only its people or papers may have changed
    for place, person in enumerate(() if is_sealed else people):
        citizen = known[place] if place < len(known) else None
        if citizen is not None:
            amend_citizen(citizen, person)
        else:
            visit.parties.append(Party(role=PartyRole.VISITOR, citizen=record_citizen(person), place=place))
    matter = db.session.get_one(Matter, visit.matter_id)
    if telling.kind is not None and telling.kind is not PetitionKind.DENUNCIATION and not matter.secret:
        visit.told_as, matter.kind = telling.kind, matter.kind or telling.kind
    db.session.flush()
    visits.follow_outcome(visit, telling.refusal_facts, reader=reader, now=now)
    at_once.tell_of_visit(visit, was, now=now)
    _keep_secret(visit, telling, by_id=visit.received_by_id, now=now)


def enter_book(visit: Visit, *, reader: Reader, now: datetime) -> PetitionEntry | None:
    """Enter the paper of a visit, or the words recorded there, in the book of its office; nothing without a paper.

    It was received on the day of the visit: the entry's clocks start from there, and what the citizen has been told
    since counts for the entry too.
    """
    if visit.outcome is not VisitOutcome.PAPER_TAKEN:
        return None
    entry = petitions.register(
        office=visit.office,
        paper=petitions.Paper(summary=visit.summary, body=visit.request, signatories=visit.people_present),
        letter=petitions.Letter(Channel.RECEPTION),
        senders=(),
        received_on=visit.on,
        reader=reader,
        now=now,
        matter=db.session.get_one(Matter, visit.matter_id),
        visit=visit,
    )
    if visit.status is not None:
        _pass_answer_on(visit, entry, reader=reader, now=now)
    return entry


def _pass_answer_on(visit: Visit, entry: PetitionEntry, *, reader: Reader, now: datetime) -> None:
    """An answer given before the words became a petition ends that duty at the entry as well, on its own day."""
    told = next((event for event in events_of(visit.id) if event.action in ANSWERS), None)
    if told is None:
        return
    document = db.session.get(Document, told.document_id) if told.document_id else None
    by_letter = document is not None and document.number and document.signatory
    paper = (
        Paper(document.number, document.issued_on, document.signatory)
        if document is not None and by_letter
        else Paper(visit.number, told.on, visit.office.name, kind="Trả lời trực tiếp, ghi ở lượt tiếp")
    )
    facts = {"told_outcome": ANSWERS[Action(told.action)], "answer": told.facts.get("answer", "")}
    petitions.take(Recording(Action.TELL_RESULT, told.on, facts, paper), entry=entry, reader=reader, now=now)


def _keep_secret(visit: Visit, telling: Telling, *, by_id: int | None, now: datetime) -> None:
    """Whoever comes to denounce is sealed at once, on a matter of their own, also when only the completion says so."""
    flags.review_later(visit, now=now)
    if telling.kind is PetitionKind.DENUNCIATION:
        visit.matter_id = matters.set_apart(visit, on=visit.on).id
        db.session.flush()
    if db.session.get_one(Matter, visit.matter_id).secret:
        identity.seal_visit(visit, by_id=by_id, now=now)


def _kind_at(session_id: int | None, office_id: int, on: date) -> VisitKind | None:
    """The kind of a visit to a leader's session, which must be one of that office and day."""
    if session_id is None:
        return None
    found = next((one for one in sessions_on(office_id, on) if one.id == session_id), None)
    if found is None:
        sentence = f"Ngày {on:%d/%m/%Y} cơ quan không có phiên tiếp này của lãnh đạo."
        raise MissingFactError(sentence, basis="LTCD Đ18", field="session")
    return found.visit_kind


def _check_people(people: Sequence[Person]) -> None:
    if not people or not all(person.name.strip() for person in people):
        raise MissingFactError("Cần ghi họ và tên người đến.", field="people")


def _check(telling: Telling, on: date, now: datetime) -> None:
    if not telling.summary.strip():
        raise MissingFactError("Cần ghi tóm tắt vụ việc.", field="summary")
    if on > local_date(now):
        raise MissingFactError("Ngày tiếp không được ở sau hôm nay.", field="on")
    if telling.outcome is VisitOutcome.REFUSED:
        grounds = {ground.code for ground in in_force(REFUSAL_OF_RECEPTION, on)}
        if telling.refusal_ground not in grounds:
            raise MissingFactError(
                "Từ chối tiếp phải nêu căn cứ.", basis="LTCD Đ9; NĐ 154/2026 Đ4", field="refusal_ground"
            )

    if telling.police_result.strip() and not telling.police_called_at:
        raise MissingFactError("Cần ghi giờ báo công an.", basis="LTCD Đ30.3", field="police_called_at")
    _check_grounds_on(telling.refusal_facts.get("grounds_on"), on, now)


def _check_grounds_on(grounds_on: object, on: date, now: datetime) -> None:
    """The grounds of a refusal suffice on the day of the visit or later, and are not those of tomorrow."""
    if isinstance(grounds_on, date) and not on <= grounds_on <= local_date(now):
        raise MissingFactError(
            f"Ngày có đủ căn cứ từ chối phải từ ngày tiếp {on:%d/%m/%Y} đến hôm nay.",
            basis="NĐ 154/2026 Đ4.3",
            field="grounds_on",
        )


def _check_group(telling: Telling, *, received: int) -> None:
    """A group that was received speaks through lawful representatives; half a record may leave them open."""
    if telling.is_group and telling.outcome not in (None, VisitOutcome.REFUSED):
        present = telling.people_present
        check_group(
            Group(present, received, min(received, present), telling.representatives_paper, telling.appointed_by)
        )


def _write(visit: Visit, telling: Telling, *, received: int) -> None:
    visit.summary = tidy(telling.summary)
    visit.request, visit.settled_by, visit.guided_to = (
        telling.request.strip(),
        telling.settled_by.strip(),
        telling.guided_to.strip(),
    )
    visit.outcome, visit.refusal_ground = telling.outcome, telling.refusal_ground
    visit.people_present = max(telling.people_present, received)
    visit.people_received = received
    visit.is_group, visit.representatives_paper = telling.is_group, telling.representatives_paper
    visit.appointed_by = telling.appointed_by
    visit.police_called_at, visit.police_result = telling.police_called_at, telling.police_result.strip()
    visit.is_complete = telling.outcome is not None
    visit.papers = [
        VisitPaper(name=paper.name, pages=paper.pages, is_original=paper.is_original, condition=tidy(paper.condition))
        for paper in telling.papers
    ]
