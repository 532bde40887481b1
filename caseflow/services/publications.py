"""Publishing a result: prepared by one person, approved and posted by another, withdrawn early with a reason.

What the public reads is checked for every word that leads to a person, when it is prepared and again when it is
approved: people may have been added to the matter in between.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import select

from caseflow.law.clock import local_date
from caseflow.law.errors import MissingFactError, NotPermittedError, Refusal, StaleEditError, StepNotAllowedError
from caseflow.law.publications import PublicationRule, PublicationState, PublicField, last_day, least_posting, rule_of
from caseflow.law.revealing import one_form, revealing, without
from caseflow.law.rights import RIGHTS, Reader, Right
from caseflow.law.secrecy import Redactor, words_of
from caseflow.law.terms import Action, PetitionKind
from caseflow.services import cases
from caseflow.services.identity import identities_of
from caseflow.services.steps import Recording, roles_on
from caseflow.store.cases import Case
from caseflow.store.citizens import Citizen, paper_number
from caseflow.store.db import db
from caseflow.store.documents import Document
from caseflow.store.matters import Matter, may_see
from caseflow.store.people import User
from caseflow.store.publications import Publication, last_version
from caseflow.store.subjects import Event, Party, Subject

WAY = "Đăng cổng công khai kết quả giải quyết"
LONGEST = 365
"""More days than that are a slip of the hand."""
REVEALING = "Còn chỗ nhận ra người: {found}. Hãy viết lại, không nêu tên, số, địa chỉ của ai."
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """What an officer chose to tell: the fields ticked, the two summaries, the commune, for how many days."""

    fields: Collection[PublicField]
    content: str
    result: str
    area: str
    days: int


def rule_for(event: Event, case: Case) -> PublicationRule:
    """How an act is published; StepNotAllowedError where the law publishes none."""
    rule = rule_of(case.procedure, case.petition_kind, event.action)
    if rule is None or event.superseded_by_id is not None:
        raise StepNotAllowedError(
            "Chỉ công khai quyết định giải quyết khiếu nại và kết luận nội dung tố cáo.",
            basis="NĐ 124/2020 Đ29; LTC Đ40",
        )
    return rule


def holds(right: Right, case: Case, reader: Reader) -> bool:
    """Whether a person carries a right on a case, by the place of a role or by being given the work."""
    return may_see(case.matter_id, reader) and any(right in RIGHTS[role] for role in roles_on(case, reader))


def known_people(matter_id: int) -> Redactor:
    """What finds everybody a matter knows: its parties, those in the vault, the officers who wrote and signed."""
    of_matter = select(Subject.id).where(Subject.matter_id == matter_id)
    citizens = db.session.scalars(
        select(Citizen).where(Citizen.id.in_(select(Party.citizen_id).where(Party.subject_id.in_(of_matter))))
    ).all()
    sealed = identities_of(matter_id)
    officers = db.session.scalars(
        select(User.name).where(
            User.id.in_(select(Event.recorded_by_id).where(Event.subject_id.in_(of_matter)))
            | User.id.in_(select(Subject.responsible_id).where(Subject.matter_id == matter_id))
        )
    ).all()
    signers = db.session.scalars(select(Document.signatory).where(Document.subject_id.in_(of_matter))).all()
    secrets = frozenset[str]().union(
        *(
            words_of(name=one.name, phone=one.phone, paper_number=paper_number(one), address=one.address)
            for one in citizens
        ),
        *(one.traces() for one in sealed),
        *(words_of(name=name) for name in (*officers, *signers)),
    )
    return Redactor(secrets, names=[*(one.name for one in citizens), *(one.name for one in sealed)])


def proposed_content(matter: Matter) -> str:
    """What the matter is about, with everything left out that leads to a person: where an officer begins to write."""
    words = one_form(matter.title)
    return without(words, revealing(words, known_people(matter.id)))


def prepare(event: Event, draft: Draft, *, case: Case, reader: Reader, now: datetime) -> Publication:
    """Put down what the public is to read of an act; a later version takes the place of the one that is posted.

    Raises NotPermittedError, StepNotAllowedError, Refusal while another version waits, MissingFactError at its field.
    """
    if not holds(Right.PREPARE_PUBLICATION, case, reader):
        raise NotPermittedError("Nội dung công khai do người đang giải quyết hồ sơ soạn.", basis="NĐ 124/2020 Đ29")
    rule = rule_for(event, case)
    _take_turn(case)
    if last_version(event.id, [PublicationState.PREPARED]) is not None:
        raise Refusal("Đã có một nội dung công khai của văn bản này đang chờ duyệt.", basis=_basis(rule, now))
    posted = last_version(event.id, [PublicationState.POSTED])
    matter = db.session.get_one(Matter, case.matter_id)
    document = db.session.get(Document, event.document_id) if event.document_id else None
    chosen = frozenset(draft.fields)
    _check_choice(chosen, draft, rule, now)
    made = Publication(
        slug=str(uuid4()),
        case_id=case.id,
        event_id=event.id,
        replaces_id=posted.id if posted else None,
        kind=case.petition_kind,
        paper=rule.paper,
        number=document.number if document and PublicField.NUMBER in chosen else "",
        issued_on=(document.issued_on if document else None) or event.on if PublicField.NUMBER in chosen else None,
        office_id=case.office_id if PublicField.OFFICE in chosen else None,
        field=matter.field if PublicField.FIELD in chosen else None,
        area=one_form(draft.area) if PublicField.AREA in chosen else "",
        content=one_form(draft.content) if PublicField.CONTENT in chosen else "",
        result=one_form(draft.result) if PublicField.RESULT in chosen else "",
        days=draft.days,
        state=PublicationState.PREPARED,
        prepared_at=now,
        prepared_by_id=reader.user_id,
    )
    check_reveals_nobody(made, case)
    db.session.add(made)
    db.session.flush()
    return made


def _take_turn(case: Case) -> None:
    db.session.execute(select(Subject.id).where(Subject.id == case.id).with_for_update())


def _basis(rule: PublicationRule, now: datetime) -> str:
    return least_posting(rule, on=local_date(now)).basis


def _check_choice(chosen: frozenset[PublicField], draft: Draft, rule: PublicationRule, now: datetime) -> None:
    least = least_posting(rule, on=local_date(now))
    if chosen - frozenset(rule.fields):
        raise MissingFactError("Kết luận tố cáo không công khai địa bàn.", basis="LTC Đ40", field="fields")
    if not {PublicField.OFFICE, PublicField.RESULT} <= chosen:
        raise MissingFactError("Phải công khai ít nhất cơ quan ban hành và kết quả.", basis=least.basis, field="fields")
    for field, words in (
        (PublicField.CONTENT, draft.content),
        (PublicField.RESULT, draft.result),
        (PublicField.AREA, draft.area),
    ):
        if field in chosen and not words.strip():
            raise MissingFactError("Đã chọn công khai mục này thì phải ghi.", field=field.value)
    if draft.days < least.days:
        raise MissingFactError(f"Đăng ít nhất {least.days} ngày.", basis=least.basis, field="days")
    if draft.days > LONGEST:
        raise MissingFactError(f"Đăng nhiều nhất {LONGEST} ngày.", field="days")


def check_reveals_nobody(publication: Publication, case: Case) -> None:
    """Refuse a text that leads to a person, at its field (LTC Đ8.3; NĐ 124/2020 Đ29)."""
    known = known_people(case.matter_id or 0)
    for name in ("content", "result", "area", "number"):
        words = getattr(publication, name)
        spans = revealing(words, known)
        if spans:
            found = "; ".join(f"“{words[start:end]}”" for start, end in spans[:SHOWN])
            raise MissingFactError(REVEALING.format(found=found), basis=_basis_of(publication), field=name)


def approve(publication: Publication, *, seen: str, reader: Reader, now: datetime) -> None:
    """Approve what was seen (its digest) and post it today; the case records that its result was published.

    Raises NotPermittedError to whoever prepared it, StaleEditError where it is not what was seen any more.
    """
    case = _answering(publication, seen=seen, reader=reader)
    event = db.session.get_one(Event, publication.event_id)
    rule = rule_for(event, case)
    check_reveals_nobody(publication, case)
    today = local_date(now)
    least = least_posting(rule, on=today)
    if publication.days < least.days:
        raise Refusal(f"Đăng ít nhất {least.days} ngày.", basis=least.basis)
    before = last_version(event.id, [PublicationState.POSTED])
    if before is not None:
        before.state = PublicationState.REPLACED
        db.session.flush()
    publication.state = PublicationState.POSTED
    publication.answered_at, publication.answered_by_id = now, reader.user_id
    publication.approved_digest = publication.digest()
    publication.posted_on, publication.until = today, last_day(today, publication.days)
    db.session.flush()
    if before is None:
        facts = {"way": WAY}
        if case.petition_kind is PetitionKind.DENUNCIATION:
            facts["without_denouncer"] = "yes"
        cases.take(Recording(Action.PUBLISH, today, facts), case=case, reader=reader, now=now)


def send_back(publication: Publication, *, seen: str, reason: str, reader: Reader, now: datetime) -> None:
    """Send a text back to whoever prepared it, saying why; a new version is prepared in its place."""
    _answering(publication, seen=seen, reader=reader)
    publication.return_reason = _reason(publication, reason)
    publication.state = PublicationState.RETURNED
    publication.answered_at, publication.answered_by_id = now, reader.user_id
    db.session.flush()


def _answering(publication: Publication, *, seen: str, reader: Reader) -> Case:
    """The case of a text about to be answered by a second person who has seen what stands in it now."""
    case = db.session.get_one(Case, publication.case_id)
    _take_turn(case)
    db.session.refresh(publication)
    if publication.prepared_by_id == reader.user_id:
        raise NotPermittedError(
            "Người soạn không tự duyệt: phải có người thứ hai xem lại trước khi công khai.",
            basis=_basis_of(publication),
        )
    if not holds(Right.APPROVE_PUBLICATION, case, reader):
        raise NotPermittedError("Nội dung công khai do người đứng đầu cơ quan giải quyết duyệt.", basis="LTC Đ40")
    if publication.state is not PublicationState.PREPARED:
        raise StaleEditError(f"Nội dung này {publication.state.label}; hãy xem lại.")
    if publication.digest() != seen:
        raise StaleEditError("Nội dung đã đổi từ khi bạn xem; hãy đọc lại rồi duyệt.")
    return case


def _basis_of(publication: Publication) -> str:
    return "LTC Đ40" if publication.kind is PetitionKind.DENUNCIATION else "NĐ 124/2020 Đ29"


def shortest_until(publication: Publication) -> tuple[date, str] | None:
    """Until when a posted text must stand at least, and by which article; None for one that is not posted."""
    if publication.posted_on is None:
        return None
    case = db.session.get_one(Case, publication.case_id)
    rule = rule_for(db.session.get_one(Event, publication.event_id), case)
    least = least_posting(rule, on=publication.posted_on)
    return last_day(publication.posted_on, least.days), least.basis


def withdraw(publication: Publication, *, reason: str, knows_early: bool, reader: Reader, now: datetime) -> None:
    """Take a text off the portal before its time, with a reason; under the law's least time only knowingly."""
    case = db.session.get_one(Case, publication.case_id)
    _take_turn(case)
    db.session.refresh(publication)
    if not holds(Right.APPROVE_PUBLICATION, case, reader):
        raise NotPermittedError(
            "Việc gỡ trước hạn do người có quyền duyệt công khai làm.", basis=_basis_of(publication)
        )
    if not publication.stands_on(local_date(now)):
        raise StaleEditError("Nội dung này không còn trên cổng công khai.")
    why = _reason(publication, reason)
    least = shortest_until(publication)
    if least is not None and local_date(now) <= least[0] and not knows_early:
        raise MissingFactError(
            f"Phải đăng đến hết ngày {least[0]:%d/%m/%Y}. Gỡ sớm hơn thì đánh dấu ô này và chịu trách nhiệm về lý do.",
            basis=least[1],
            field="knows_early",
        )
    publication.state = PublicationState.WITHDRAWN
    publication.withdrawn_at, publication.withdrawn_by_id = now, reader.user_id
    publication.withdrawal_reason = why
    db.session.flush()


def _reason(publication: Publication, reason: str) -> str:
    """A reason, cleaned of who denounced."""
    if not reason.strip():
        raise MissingFactError("Cần ghi lý do.", field="reason")
    words = one_form(reason)
    if publication.kind is not PetitionKind.DENUNCIATION:
        return words
    case = db.session.get_one(Case, publication.case_id)
    return without(words, known_people(case.matter_id or 0).found(words))
