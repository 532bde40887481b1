"""Quick entry of a case that ran before the house knew of it: its petition, its entry, its case, its past steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseflow.law.errors import Refusal, StepNotAllowedError
from caseflow.law.procedures import PETITIONED
from caseflow.law.rights import Reader
from caseflow.law.terms import Action, Channel, Field, Procedure
from caseflow.services import cases, petitions
from caseflow.services.citizens import Person
from caseflow.services.steps import Recording
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.offices import Office


@dataclass(frozen=True, slots=True)
class Running:
    """What is known of a case that already runs: what about, by which procedure, where, since when, on whose paper."""

    title: str
    procedure: Procedure
    field: Field
    office: Office
    received_on: date
    petitioner: Person | None = None


def enter(running: Running, past: Sequence[Recording], *, reader: Reader, now: datetime) -> Case:
    """Register the petition at the competent office on the day it was received, open the case, take its past steps.

    The steps are taken in the order of their legal dates; a refusal of one of them names its place among `past` before
    the field, as in "2.on".
    """
    petition = PETITIONED.get(running.procedure)
    if petition is None:
        raise StepNotAllowedError(f"“{running.procedure.label}” không mở từ đơn; hãy mở ở trang của vụ việc.")
    entry = petitions.register(
        office=running.office,
        paper=petitions.Paper(summary=running.title),
        letter=petitions.Letter(Channel.HAND),
        senders=(running.petitioner,) if running.petitioner else (),
        received_on=running.received_on,
        reader=reader,
        now=now,
    )
    known = {
        "kind": petition.kind,
        "field": running.field,
        "instance": petition.instance,
        "contested_object": petition.contested_object,
        "eligible": "yes",
        "in_competence": "yes",
    }
    for step in (
        Recording(Action.CLASSIFY, running.received_on, known),
        Recording(Action.PROPOSE, running.received_on),
    ):
        petitions.take(step, entry=entry, reader=reader, now=now)
    case = db.session.get_one(Case, entry.case_id)
    case.elsewhere = True
    for place, step in sorted(enumerate(past), key=lambda placed: placed[1].on):
        _take(step, place, case=case, reader=reader, now=now)
    return case


def _take(step: Recording, place: int, *, case: Case, reader: Reader, now: datetime) -> None:
    try:
        cases.take(step, case=case, reader=reader, now=now)
    except Refusal as no:
        no.field = f"{place}.{no.field}"
        raise
