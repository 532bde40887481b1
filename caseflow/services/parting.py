"""Taking a paper or a visit out of a matter again: joining was a judgement, and may have been a mistake.

It gets a matter of its own, or goes back to the one it had left. The joining is superseded, with the reason, so that
the clocks which it had ended run as if it had never been. What has been built on it stands in the way.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select

from caseflow.law.clock import local_date
from caseflow.law.errors import HistoryError, MissingFactError, NotPermittedError
from caseflow.law.intake import HANDLERS
from caseflow.law.rights import Reader
from caseflow.law.tables import INTAKE
from caseflow.law.terms import Action, EntryStatus, PetitionKind
from caseflow.services import entries, matters
from caseflow.services.flags import review_later
from caseflow.services.petitions import LEFT
from caseflow.services.steps import Recording, roles_on, take_step
from caseflow.store import journal
from caseflow.store.db import db
from caseflow.store.matters import Matter, MatterOffice
from caseflow.store.petitions import Petition, PetitionEntry, first_petition
from caseflow.store.reception import Visit, VisitMatter
from caseflow.store.sealing import subjects_with
from caseflow.store.subjects import Event, Subject, events_of

JOINED_BY = frozenset({Action.RECEIVE, Action.JOIN})
"""Who recorded one of these put the paper where it is."""


def part(record: PetitionEntry | Visit, *, reason: str, reader: Reader, now: datetime) -> Matter:
    """Take a paper with its visit and its entries, or a visit with its papers, out of its matter; where it then is.

    What is alone in its matter stays where it is: parting twice changes nothing. Raises MissingFactError without a
    reason, NotPermittedError for those who neither joined it nor handle it, HistoryError where a case was opened from
    it or a later step rests on the joining.
    """
    matter = db.session.get_one(Matter, record.matter_id)
    own = subjects_with(record)
    if not _others(matter.id, own):
        return matter
    if not reason.strip():
        raise MissingFactError("Cần ghi lý do tách.", field="reason")
    parts = db.session.scalars(select(Subject).where(Subject.id.in_(own)).order_by(Subject.id)).all()
    papers = [each for each in parts if isinstance(each, PetitionEntry)]
    check_person(record, reader)
    if any(entry.case_id is not None for entry in papers):
        raise HistoryError("Đã lập hồ sơ giải quyết từ đơn này; không tách khỏi vụ việc được nữa.", basis="TT 05/2021")
    lefts = [_undo(entry, reason, reader=reader, now=now) for entry in papers if entry.status is not EntryStatus.NEW]
    for each in parts:
        review_later(each, now=now)
    apart = _home(record, matter, next(filter(None, lefts), ""), now=now)
    matters.gather(own, apart)
    _untie(matter, apart, parts)
    db.session.flush()
    return apart


def _others(matter_id: int, own: Collection[int]) -> bool:
    """Whether anything is in a matter that does not go along."""
    query = select(Subject.id).where(Subject.matter_id == matter_id, Subject.id.not_in(own)).limit(1)
    return db.session.scalar(query) is not None


def may_part(record: PetitionEntry | Visit, events: Collection[Event], reader: Reader, *, handles: bool) -> bool:
    """Whether somebody may take a record out of its matter: who put it there, or who handles it."""
    if isinstance(record, Visit) and record.received_by_id == reader.user_id:
        return True
    return handles or any(
        event.action in JOINED_BY and event.recorded_by_id == reader.user_id and event.subject_id == record.id
        for event in events
    )


def check_person(record: PetitionEntry | Visit, reader: Reader) -> None:
    """Raise NotPermittedError for somebody who may not take a record out of its matter."""
    handles = bool(roles_on(record, reader) & HANDLERS)
    if not may_part(record, events_of(record.id), reader, handles=handles):
        raise NotPermittedError("Việc tách do người đã nhập hoặc người xử lý đơn thực hiện.", basis="TT 05/2021")


def _undo(entry: PetitionEntry, reason: str, *, reader: Reader, now: datetime) -> str:
    """Write the parting into a history, in the place of the joining if there is one; which matter that had left."""
    joined = next((event for event in events_of(entry.id) if event.action is Action.JOIN), None)
    if joined is not None:
        joined.superseding_reason = reason.strip()
    recording = Recording(Action.PART, joined.on if joined else local_date(now), {"reason": reason.strip()})
    event, _, history = take_step(entry, recording, table=INTAKE, reader=None, now=now, instead_of=joined)
    event.recorded_by_id = reader.user_id
    entries.project(entry, history)
    return str(joined.facts.get(LEFT, "")) if joined else ""


def _home(record: PetitionEntry | Visit, matter: Matter, left: str, *, now: datetime) -> Matter:
    """The matter that the joining had left empty, else a new one. What is sealed stays sealed."""
    summary = record.summary if isinstance(record, Visit) else record.petition.summary
    before = db.session.scalar(select(Matter).where(Matter.code == left, Matter.secret.is_(record.secret)))
    if before is not None and not _others(before.id, ()):
        matters.name(before, summary)
        return before
    kind = record.told_as if isinstance(record, Visit) else record.petition_kind
    return matters.open_matter(
        title=summary,
        office=record.office,
        on=local_date(now),
        kind=PetitionKind.DENUNCIATION if record.secret else kind,
        unit_code=matter.unit_code,
    )


def _untie(matter: Matter, apart: Matter, parts: Sequence[Subject]) -> None:
    """Nothing of what has left points back, and no office that only saw the matter through it still does."""
    visits = [each.id for each in parts if isinstance(each, Visit)]
    petitions = [each for each in parts if isinstance(each, Petition)]
    for visit_id in visits:
        matters.link_visit(visit_id, apart.id)
    tied = VisitMatter.visit_id.in_(visits), VisitMatter.matter_id == matter.id
    for visit_id in db.session.scalars(delete(VisitMatter).where(*tied).returning(VisitMatter.visit_id)).all():
        journal.note("visit_matter", [visit_id, matter.id], "delete")
    for petition in petitions:
        petition.duplicate_of_id = petition.continues_id = None
    _relate_others(matter.id, [petition.id for petition in petitions])
    staying = select(Subject.office_id).where(Subject.matter_id == matter.id)
    gone = MatterOffice.office_id.in_({each.office_id for each in parts}), MatterOffice.office_id.not_in(staying)
    shut_out = delete(MatterOffice).where(MatterOffice.matter_id == matter.id, *gone)
    for office_id in db.session.scalars(shut_out.returning(MatterOffice.office_id)).all():
        journal.note("matter_office", [matter.id, office_id], "delete")


def _relate_others(matter_id: int, gone: Collection[int]) -> None:
    """Papers that repeated what has left, or went on from it, now do so of the first that stays before them."""
    pointing = select(Petition).where(
        Petition.matter_id == matter_id, or_(Petition.duplicate_of_id.in_(gone), Petition.continues_id.in_(gone))
    )
    for paper in db.session.scalars(pointing).all():
        first = first_petition(matter_id, before=paper.id)
        if paper.duplicate_of_id in gone:
            paper.duplicate_of_id = first.id if first else None
        else:
            paper.continues_id = first.id if first else None
