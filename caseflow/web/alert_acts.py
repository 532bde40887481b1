"""Where an alert leads: the page of its record, and the one act that ends its date."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from caseflow.law.ending_acts import act_ending
from caseflow.law.escalation import IDENTITY_REQUEST, INVITATION, SUSPICIONS
from caseflow.law.main_line import LINE_OF_ENTRY, LINES
from caseflow.law.quotas import BRIEFINGS
from caseflow.law.tables import AT_THE_DESK, INTAKE, OF_CASES, RECEPTION_DAY
from caseflow.law.terms import Action, SubjectKind
from caseflow.law.workflow import Step
from caseflow.services.assignments import ASSIGNED, CONCLUDED
from caseflow.store.deadlines import family_in
from caseflow.store.inboxes import InboxRow
from caseflow.web.step_views import slug


@dataclass(frozen=True, slots=True)
class Leading:
    """A link with its words."""

    words: str
    url: str


def record_of(row: InboxRow) -> Leading | None:
    """The record an alert speaks of, and its page; None where its reader may no longer know of it."""
    if row.code is not None:
        return Leading(row.code, url_for("matters.show", code=row.code))
    if row.day_on is not None:
        return Leading(f"Ngày tiếp {row.day_on:%d/%m/%Y}", url_for("days.show", day_id=row.subject_id))
    return Leading(row.post or "Việc định kỳ", url_for("duties.index")) if row.kind is SubjectKind.DUTY else None


def act_of(row: InboxRow, on: date) -> Leading | None:
    """The act that ends the date of an alert, from where its record stands; None where nobody presses anything."""
    family = family_in(row.deadline_key)
    if row.kind is SubjectKind.DUTY:
        return _of_duty(row, family)
    if row.day_status is not None:
        return _of_day(row, family, on)
    return _of_matter(row, row.code, family, on) if row.code is not None else None


def _of_duty(row: InboxRow, family: str) -> Leading:
    """Of a duty: a briefing is written down, a day of reception planned."""
    if family in BRIEFINGS:
        return Leading("Ghi giao ban", url_for("duties.brief", duty_id=row.subject_id))
    return Leading("Xếp ngày tiếp", url_for("schedules.one_day"))


def _of_matter(row: InboxRow, code: str, family: str, on: date) -> Leading | None:
    """Of what belongs to a matter: the report on work that was given, a verdict, or a step of its table."""
    if family in (ASSIGNED, CONCLUDED):
        return Leading("Ghi báo cáo", url_for("orders.report", code=code, assignment_id=row.subject_id))
    if family in SUSPICIONS or family == IDENTITY_REQUEST:
        return Leading("Xem và quyết định", url_for("matters.show", code=code))
    step = _step(row, family, on)
    if step is None:
        return None
    url = url_for("steps.take", code=code, subject_id=row.subject_id, action=slug(step.action))
    return Leading(_verb(step.action), url)


def _of_day(row: InboxRow, family: str, on: date) -> Leading | None:
    """Of a day: the step that ends its date; that it was held has a form of its own."""
    if row.day_status is None:
        return None
    if family == INVITATION:
        return Leading("Gửi giấy mời", url_for("registrations.index", day_id=row.subject_id))
    step = act_ending(RECEPTION_DAY, row.day_status, family, kind=None, on=on)
    if step is None:
        return Leading("Ghi kết quả ngày tiếp", url_for("days.hold", day_id=row.subject_id))
    return Leading(_verb(step.action), url_for("days.take", day_id=row.subject_id, act=slug(step.action)))


def _step(row: InboxRow, family: str, on: date) -> Step | None:
    """The next step of a case, an entry or a visit towards the end of a date."""
    if row.procedure is not None and row.case_status is not None:
        line = LINES.get(row.procedure, ())
        return act_ending(OF_CASES[row.procedure], row.case_status, family, kind=row.case_kind, on=on, line=line)
    if row.entry_status is not None:
        return act_ending(INTAKE, row.entry_status, family, kind=row.entry_kind, on=on, line=LINE_OF_ENTRY)
    if row.visit_status is not None:
        return act_ending(AT_THE_DESK, row.visit_status, family, kind=None, on=on)
    return None


def _verb(action: Action) -> str:
    return action.label[:1].upper() + action.label[1:]
