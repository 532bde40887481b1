"""What a leader concludes when receiving somebody: the notice, and the tasks it gives (NĐ 154/2026 Đ25.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseflow.law.clock import local_date
from caseflow.law.errors import MissingFactError, NotPermittedError
from caseflow.law.rights import Reader, Right
from caseflow.law.terms import AssignmentRole
from caseflow.services.assignments import assign
from caseflow.services.identity import seal_words
from caseflow.services.steps import Paper
from caseflow.store.db import db
from caseflow.store.documents import Document
from caseflow.store.offices import Office
from caseflow.store.reception import Visit
from caseflow.store.reception_days import Conclusion

NOTICE = "Thông báo kết luận tiếp công dân"
BASIS = "NĐ 154/2026 Đ25.2"


@dataclass(frozen=True, slots=True)
class Task:
    """What an office must do by when, as the conclusion says."""

    office: Office
    content: str
    due_on: date | None


def conclude(
    visit: Visit, words: str, tasks: Sequence[Task], *, paper: Paper, reader: Reader, now: datetime
) -> Conclusion:
    """Write down what was concluded on a visit to a leader, by its notice, and give the tasks it names.

    Raises MissingFactError for a visit to no leader, a conclusion without words, number or signatory, a task without
    content or the time that the decree demands; NotPermittedError without the right to give work where the visit was.
    """
    if not reader.may_at(Right.REGISTER, visit.office.path) and not reader.may_at(Right.ASSIGN, visit.office.path):
        raise NotPermittedError("Chỉ người của cơ quan tiếp công dân mới ghi kết luận được.")
    if visit.session_id is None:
        raise MissingFactError("Lượt tiếp này không thuộc ngày tiếp của lãnh đạo.", basis=BASIS)
    _check(words, tasks, paper, visit.on, now)
    on = paper.issued_on or local_date(now)
    document = Document(subject_id=visit.id, kind=NOTICE, number=paper.number, issued_on=on, signatory=paper.signatory)
    db.session.add(document)
    db.session.flush()
    conclusion = Conclusion(
        session_id=visit.session_id,
        visit_id=visit.id,
        document_id=document.id,
        words=words.strip(),
        made_at=now,
        made_by_id=reader.user_id,
    )
    db.session.add(conclusion)
    db.session.flush()
    for task in tasks:
        assign(
            visit,
            to_office_id=task.office.id,
            to_user=None,
            role=AssignmentRole.LEAD,
            on=on,
            due_on=task.due_on,
            document=document,
            now=now,
            conclusion_id=conclusion.id,
            content=task.content.strip(),
        )
    seal_words(visit, by_id=reader.user_id, now=now)
    return conclusion


def _check(words: str, tasks: Sequence[Task], paper: Paper, visited_on: date, now: datetime) -> None:
    if not words.strip():
        raise MissingFactError("Cần ghi nội dung kết luận.", basis=BASIS, field="words")
    for name, label in (("number", "số thông báo"), ("signatory", "người ký")):
        if not getattr(paper, name).strip():
            raise MissingFactError(f"Cần ghi {label}.", basis=BASIS, field=f"paper_{name}")
    if paper.issued_on is not None and not visited_on <= paper.issued_on <= local_date(now):
        raise MissingFactError("Ngày thông báo phải từ ngày tiếp đến hôm nay.", field="paper_on")
    for task in tasks:
        if not task.content.strip():
            raise MissingFactError("Cần ghi nội dung giao.", basis=BASIS, field="tasks")
        if task.due_on is None:
            raise MissingFactError("Kết luận phải ghi thời hạn giải quyết.", basis=BASIS, field="tasks")
