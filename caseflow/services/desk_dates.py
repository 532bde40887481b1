"""What saving a visit would start, told before it is saved: the dates of each outcome that leaves something to do."""

from dataclasses import dataclass
from datetime import date

from caseflow.law.clocks import Clock
from caseflow.law.grounds import REFUSAL_OF_RECEPTION, in_force
from caseflow.law.intake import INTAKE_STEPS
from caseflow.law.terms import Action, EntryStatus, VisitOutcome, VisitStatus
from caseflow.law.visiting import VISIT_STEPS, first_step
from caseflow.law.workflow import Happening, replay
from caseflow.services.deadlines import clocks_of
from caseflow.store.calendar import working_calendar
from caseflow.store.offices import Office

COMING = "coming"


@dataclass(frozen=True, slots=True)
class Ahead:
    """An outcome, and the clocks that it would start."""

    outcome: VisitOutcome
    clocks: tuple[Clock, ...]


def dates_ahead(*, on: date, grounds_on: date | None, office: Office, today: date) -> list[Ahead]:
    """The clocks of a visit on a day, by outcome; of a refusal that of the notice in writing, where its law has one."""
    found = [
        Ahead(VisitOutcome.PAPER_TAKEN, _of_paper(on, office, today)),
        Ahead(VisitOutcome.WORDS_RECORDED, _of_visit(VisitOutcome.WORDS_RECORDED, "", on, {}, today)),
    ]
    written = [ground.code for ground in in_force(REFUSAL_OF_RECEPTION, on) if ground.written]
    if written:
        facts: dict[str, object] = {"grounds_on": max(grounds_on or on, on)}
        found.append(Ahead(VisitOutcome.REFUSED, _of_visit(VisitOutcome.REFUSED, written[0], on, facts, today)))
    return [ahead for ahead in found if ahead.clocks]


def _of_paper(on: date, office: Office, today: date) -> tuple[Clock, ...]:
    """The clocks of the entry that a paper handed in becomes."""
    facts = {"received_on": on, "via_reception": True, "provincial": office.is_provincial}
    history = replay(INTAKE_STEPS, [Happening(COMING, Action.RECEIVE, on, 0, facts)], start=EntryStatus.NEW)
    return clocks_of(history, today)


def _of_visit(outcome: VisitOutcome, ground: str, on: date, facts: dict[str, object], today: date) -> tuple[Clock, ...]:
    happening = Happening(COMING, first_step(outcome, ground, on).action, on, 0, facts)
    return clocks_of(replay(VISIT_STEPS, [happening], start=VisitStatus.RECEIVED), today)


def completion_day(today: date) -> date:
    """Until when half a record saved today must be completed."""
    return working_calendar().add(today, 1)
