"""What somebody must hear of at once and that waits for nobody: an alert without a date of its own.

It has the same ledger, ladders and ways as every other; taken back, it is closed and says why.
"""

from datetime import datetime

from caseflow.law.clock import local_date
from caseflow.law.escalation import REFUSAL, Level
from caseflow.law.terms import Action, VisitOutcome
from caseflow.store import alerts, journal
from caseflow.store.deadlines import deadline_key
from caseflow.store.reception import Visit
from caseflow.store.subjects import Event, Subject

AT_ONCE = Level(0)
TAKEN_BACK = "đã sửa, không còn như đã báo"


def tell(subject: Subject, family: str, cause: str, label: str, *, now: datetime) -> None:
    """Have something heard by those on the ladder of its family; telling the same twice changes nothing."""
    key = deadline_key(subject.id, family, cause, 1)
    alert = {
        "deadline_key": key,
        "level": AT_ONCE.code,
        "cause": cause,
        "subject_id": subject.id,
        "label": label,
        "days": AT_ONCE.days,
        "due_on": local_date(now),
    }
    new = alerts.raise_once([alert], at=now)
    if new:
        journal.note("alert", sorted(new.values()), "new", {"alerts": [alert]})
        return
    again = [row.id for row in alerts.alerts_of(subject.id) if row.deadline_key == key and row.closed_at is not None]
    if again:
        alerts.reopen_alerts(again)
        journal.note("alert", again, "reopen", {"at": now})


def take_back(subject_id: int, family: str, cause: str, *, now: datetime) -> None:
    """What was told is not so any more: its alert is closed, and whoever has not been told yet is not."""
    key = deadline_key(subject_id, family, cause, 1)
    over = [row.id for row in alerts.alerts_of(subject_id) if row.deadline_key == key and row.closed_at is None]
    if over:
        alerts.close_alerts(over, TAKEN_BACK, now)
        journal.note("alert", over, "close", {"because": TAKEN_BACK, "at": now})


def tell_of_step(subject: Subject, event: Event, instead_of: Event | None, *, now: datetime) -> None:
    """That a petition is not accepted, as its case records it; a correction takes back what was told."""
    if instead_of is not None and instead_of.action is Action.REFUSE:
        take_back(subject.id, REFUSAL, f"event:{instead_of.id}", now=now)
    if event.action is Action.REFUSE and event.recorded_by_id is not None:
        tell(subject, REFUSAL, f"event:{event.id}", "Không thụ lý", now=now)


def tell_of_visit(visit: Visit, was: VisitOutcome | None, *, now: datetime) -> None:
    """That somebody was not received; `was` is how the visit had ended before it was mended."""
    cause = f"visit:{visit.id}"
    if visit.outcome is VisitOutcome.REFUSED:
        tell(visit, REFUSAL, cause, "Từ chối tiếp công dân", now=now)
    elif was is VisitOutcome.REFUSED:
        take_back(visit.id, REFUSAL, cause, now=now)
