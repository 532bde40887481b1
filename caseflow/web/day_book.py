"""The leader's day book: a leaf for each who is to be received or was, read the evening before and a month after."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from caseflow.law.periods import rows_of
from caseflow.law.rights import Right
from caseflow.law.secrecy import KEPT_SECRET
from caseflow.store.calendar import working_calendar
from caseflow.store.day_book import (
    BookedDate,
    BookedDecision,
    BookedMatter,
    dates_running,
    decisions_on,
    matters_booked,
)
from caseflow.store.reception import Visit, visits_of_sessions
from caseflow.store.reception_days import DayRegistration, find_day, registrations
from caseflow.web.access import me, needs, today
from caseflow.web.clock_views import left_of, tone_of
from caseflow.web.conclusions import ConclusionView, conclusions_by_visit
from caseflow.web.decision_views import result_in_words

blueprint = Blueprint("day_book", __name__, url_prefix="/lich/<int:day_id>/so-ngay")


@dataclass(frozen=True, slots=True)
class Promise:
    """A date that the law gives: the latest day that may be promised, and by which article."""

    label: str
    due_on: str
    left: str
    tone: str
    basis: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """Who, what they want, where the matter stands, what is advised and proposed, what was concluded."""

    name: str
    wish: str
    matter: BookedMatter | None
    advice: str
    proposal: str
    came: str
    promises: tuple[Promise, ...]
    decisions: tuple[str, ...]
    conclusions: tuple[ConclusionView, ...]


@blueprint.get("")
@needs(Right.READ)
def index(day_id: int) -> ResponseReturnValue:
    """The book of one day; as many questions however many people come."""
    day = find_day(day_id, me().reader)
    visits = visits_of_sessions([session.id for session in day.sessions], me().reader)
    received = {visit.matter_id for visit in visits}
    asked = [
        one
        for one in registrations(day_id, me().reader)
        if one.accepted is not False and (one.matter_id is None or one.matter_id not in received)
    ]
    return render_template("days/book.html", day=day, leaves=_leaves(asked, visits))


def _leaves(asked: Sequence[DayRegistration], visits: Sequence[Visit]) -> list[Leaf]:
    keys = {key for key in (*(one.matter_id for one in asked), *(visit.matter_id for visit in visits)) if key}
    known = matters_booked(keys, me().reader)
    dates, decided = dates_running(known), decisions_on(known)
    concluded = conclusions_by_visit([visit.id for visit in visits])
    leaves = [
        Leaf(
            name=one.citizen.name if one.citizen else KEPT_SECRET,
            wish=one.wish,
            matter=known.get(one.matter_id or 0),
            advice=one.advice,
            proposal=one.proposal,
            came={True: "đã đến", False: "không đến", None: ""}[one.came],
            promises=_promises(one.matter_id, dates),
            decisions=_decided(one.matter_id, decided),
            conclusions=(),
        )
        for one in asked
    ]
    leaves += [
        Leaf(
            name=", ".join(party.citizen.name if party.citizen else KEPT_SECRET for party in visit.parties),
            wish=visit.request or visit.summary,
            matter=known.get(visit.matter_id or 0),
            advice="",
            proposal="",
            came="đã tiếp",
            promises=_promises(visit.matter_id, dates),
            decisions=_decided(visit.matter_id, decided),
            conclusions=tuple(concluded.get(visit.id, ())),
        )
        for visit in visits
    ]
    return leaves


def _promises(matter_id: int | None, dates: Sequence[BookedDate]) -> tuple[Promise, ...]:
    calendar, on = working_calendar(), today()
    return tuple(
        Promise(
            label=one.label,
            due_on=f"{one.due_on:%d/%m/%Y}",
            left=left_of(one.due_on, calendar, on),
            tone=tone_of(one.due_on, calendar, on),
            basis=next((row.basis for row in rows_of(one.code)), "theo văn bản hoặc nội bộ"),
        )
        for one in dates
        if one.matter_id == matter_id
    )


def _decided(matter_id: int | None, decisions: Sequence[BookedDecision]) -> tuple[str, ...]:
    return tuple(
        f"{one.case_code}, {one.issued_on:%d/%m/%Y}: {result_in_words(one.result)}"
        for one in decisions
        if one.matter_id == matter_id
    )
