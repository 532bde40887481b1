"""Results of the invented province made public: a few posted, one that waits for a second person."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import select

from caseflow.demo.cast import Cast
from caseflow.law.errors import Refusal
from caseflow.law.publications import PublicField, rule_of
from caseflow.law.terms import Action, PetitionKind, Role
from caseflow.services import publications
from caseflow.services.publications import Draft
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.publications import Publication
from caseflow.store.subjects import Event
from caseflow.store.transactions import transaction

POSTED = {PetitionKind.COMPLAINT: 3, PetitionKind.DENUNCIATION: 1}
WAITING = 1
LOOKED_AT = 40
DAYS = 15
RESULTS = {
    PetitionKind.COMPLAINT: "Khiếu nại đúng một phần. Quyết định bị khiếu nại phải được xem lại ở phần này.",
    PetitionKind.DENUNCIATION: "Nội dung tố cáo đúng một phần. Người vi phạm bị xem xét trách nhiệm theo kết luận.",
}


def write_publications(cast: Cast, now: datetime) -> None:
    """Publish the latest results that are still open; the latest of the complaints is left waiting."""
    for kind, posted in POSTED.items():
        wanted, made = posted + (WAITING if kind is PetitionKind.COMPLAINT else 0), 0
        for case_id, event_id in _latest(kind):
            if made == wanted:
                break
            with suppress(Refusal):
                _publish(case_id, event_id, cast, is_posted=wanted - made <= posted, now=now)
                made += 1


def _latest(kind: PetitionKind) -> list[tuple[int, int]]:
    """The cases with their decisions or conclusions, latest first."""
    query = (
        select(Case.id, Event.id)
        .join(Event, Event.subject_id == Case.id)
        .where(
            Case.petition_kind == kind,
            Case.is_open,
            Event.action.in_((Action.DECIDE, Action.CONCLUDE)),
            Event.superseded_by_id.is_(None),
        )
        .order_by(Event.on.desc(), Event.id.desc())
        .limit(LOOKED_AT)
    )
    return [(case_id, event_id) for case_id, event_id in db.session.execute(query)]


def _publish(case_id: int, event_id: int, cast: Cast, *, is_posted: bool, now: datetime) -> None:
    case = db.session.get_one(Case, case_id)
    code = case.office.code
    officer, head = cast.of(code, Role.HANDLER, Role.SETTLER).reader, cast.of(code, Role.AUTHORITY).reader
    event, matter = db.session.get_one(Event, event_id), db.session.get_one(Matter, case.matter_id)
    rule = rule_of(case.procedure, case.petition_kind, event.action)
    if rule is None:
        return
    field = matter.field.label if matter.field else "hành chính"
    draft = Draft(
        fields=[field for field in rule.fields if field is not PublicField.AREA],
        content=f"{case.petition_kind.label[:1].upper()}{case.petition_kind.label[1:]} trong lĩnh vực {field}.",
        result=RESULTS[case.petition_kind],
        area="",
        days=DAYS,
    )
    with transaction(by_id=officer.user_id, act="soạn nội dung công khai", now=now):
        event, case = db.session.get_one(Event, event_id), db.session.get_one(Case, case_id)
        made = publications.prepare(event, draft, case=case, reader=officer, now=now)
        key, seen = made.id, made.digest()
    if is_posted:
        with transaction(by_id=head.user_id, act="duyệt công khai kết quả", now=now):
            publications.approve(db.session.get_one(Publication, key), seen=seen, reader=head, now=now)
