"""The lines of the first page: each matter on a desk with the act that ends what is due, and what is awaited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from caseflow.law.intake import DESK
from caseflow.law.main_line import lawful, line_of
from caseflow.law.rights import Reader
from caseflow.law.steps.parts import RECORDERS
from caseflow.law.terms import Action, VisitStatus
from caseflow.law.visiting import RECEIVERS, VISIT_STEPS
from caseflow.law.workflow import Step
from caseflow.law.working_days import WorkingCalendar
from caseflow.services.records import rows_of
from caseflow.services.steps import roles_held
from caseflow.store import desks
from caseflow.store.cases import Case
from caseflow.store.matters import Matter
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.subjects import Assignment
from caseflow.web.access import today
from caseflow.web.clock_views import left_of, tone_of
from caseflow.web.step_views import slug, step_url

AWAITED = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: a matter, what is due of it, the act that ends it."""

    code: str
    title: str
    label: str
    about: str
    due_on: date | None
    left: str
    tone: str
    act: str = ""
    act_url: str = ""


def work_lines(rows: Sequence[desks.WorkRow], calendar: WorkingCalendar, reader: Reader) -> list[Line]:
    """The matters on a desk, each by the nearest of its deadlines."""
    paths = desks.paths_of_cases(rows)
    return [_work_line(row, calendar, reader, paths) for row in rows]


def _work_line(row: desks.WorkRow, calendar: WorkingCalendar, reader: Reader, paths: Mapping[int, str]) -> Line:
    due_on, subject = row.deadline.due_legal, row.subject
    office = subject.to_office if isinstance(subject, Assignment) else subject.office
    act, url = _act(row, reader, paths)
    return Line(
        code=row.matter.code,
        title=row.matter.title,
        label=row.deadline.label,
        about=office.short_name or office.name,
        due_on=due_on,
        left=left_of(due_on, calendar, today()),
        tone=tone_of(due_on, calendar, today()),
        act=act,
        act_url=url,
    )


def _act(row: desks.WorkRow, reader: Reader, paths: Mapping[int, str]) -> tuple[str, str]:
    """The act that ends a deadline, and where it is recorded; the matter's own page where it is not the reader's.

    What ends the waiting of a proposed entry is recorded on its case, by the people of the case's office.
    """
    code, subject = row.matter.code, row.subject
    if isinstance(subject, Visit):
        return _act_on_visit(subject, row.deadline.family, code, reader)
    if not isinstance(subject, PetitionEntry | Case):
        return "ghi báo cáo", url_for("orders.report", code=code, assignment_id=subject.id)
    step = _ending(subject, row.deadline.family)
    case_id = subject.case_id if isinstance(subject, PetitionEntry) else None
    if step is not None and not step.recorded_by and case_id and RECORDERS & reader.roles_at(paths[case_id]):
        return step.action.label, url_for("steps.take", code=code, subject_id=case_id, action=slug(step.action))
    if step is None or not step.recorded_by & roles_held(subject, reader, is_assigned=False):
        return "mở hồ sơ", url_for("matters.show", code=code)
    return step.action.label, step_url(code, subject, step.action)


def _act_on_visit(visit: Visit, family: str, code: str, reader: Reader) -> tuple[str, str]:
    """What a visit still owes: the rest of its record, the notice of a refusal, one of the four answers."""
    roles = reader.roles_at(visit.office.path)
    if visit.status is VisitStatus.RECEIVED and roles & RECEIVERS:
        return "bổ sung lượt tiếp", url_for("reception.complete", visit_id=visit.id)
    ends = [step for step in VISIT_STEPS if visit.status in step.source and family in step.ends]
    if not roles & DESK:
        return "mở hồ sơ", url_for("matters.show", code=code)
    if len(ends) == 1:
        return ends[0].action.label, step_url(code, visit, ends[0].action)
    page = url_for("reception.show", visit_id=visit.id) if roles & RECEIVERS else url_for("matters.show", code=code)
    return "trả lời công dân", f"{page}#buoc-tiep-theo"


def _ending(record: PetitionEntry | Case, family: str) -> Step | None:
    """The lawful step by which the work goes on: of a case the one that ends the family, else the main line's."""
    steps = rows_of(record).steps
    allowed = {step.action: step for step in lawful(steps, record.status, kind=record.petition_kind, on=today())}
    if isinstance(record, PetitionEntry):
        away = Action.FORWARD if record.in_competence else Action.PROPOSE
        line = [action for action in (*line_of(steps), Action.ACCEPT) if action is not away]
        return next((allowed[action] for action in line if action in allowed), None)
    on_line = [allowed[action] for action in line_of(steps) if action in allowed]
    ends = [step for step in (*on_line, *allowed.values()) if family in step.ends]
    return next(iter((*ends, *on_line)), None)


def between(reader: Reader, calendar: WorkingCalendar) -> tuple[list[Line], list[Line]]:
    """What the person waits for, and what others wait for from the person."""
    waiting: list[Line] = []
    awaited: list[Line] = []
    mine = desks.offices_of(reader)
    for work, matter in desks.work_between(reader, limit=AWAITED * 2):
        to_me = work.to_user_id == reader.user_id or (work.to_user_id is None and work.to_office_id in mine)
        whom = work.to_user.name if work.to_user else work.to_office.name
        about = f"{work.office.name} giao" if to_me else whom
        line = _between_line(matter, "Báo cáo kết quả việc được giao", about, work.due_on, calendar)
        (awaited if to_me else waiting).append(line)
    for reply in desks.replies_awaited(reader, limit=AWAITED * 2):
        by_me = reply.received.office_id in mine
        office = reply.sent.office if by_me else reply.received.office
        line = _between_line(reply.matter, "Phúc đáp đơn chuyển", office.name, reply.due_on, calendar)
        (awaited if by_me else waiting).append(line)
    return _first_due(waiting), _first_due(awaited)


def _first_due(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.due_on or date.max)[:AWAITED]


def _between_line(matter: Matter, label: str, about: str, due_on: date | None, calendar: WorkingCalendar) -> Line:
    return Line(
        code=matter.code,
        title=matter.title,
        label=label,
        about=about,
        due_on=due_on,
        left=left_of(due_on, calendar, today()) if due_on else "không ghi hạn",
        tone=tone_of(due_on, calendar, today()) if due_on else "done",
    )
