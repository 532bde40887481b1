"""The steps of a visit: its outcome where that owes something, the answers and notices owed, the half of a record.

An ordinary visit has no history: paper taken, guided, explained, refused on the spot are told by the visit itself and
cost no event. Only where a clock hangs on the outcome, or facts that the visit does not keep, is it written as a step.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from caseflow.law.clock import local_date
from caseflow.law.errors import HistoryError, MissingFactError, StepNotAllowedError
from caseflow.law.rights import Reader
from caseflow.law.tables import AT_THE_DESK as TABLE
from caseflow.law.terms import Action, Status, VisitStatus
from caseflow.law.visiting import AT_THE_DESK, VISIT_STEPS, begins_in, first_step, is_worth_an_event
from caseflow.law.workflow import History
from caseflow.services import deadlines
from caseflow.services.deadlines import LOOK, REVIEW, Wanted
from caseflow.services.steps import Recording, history_of, take_step
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db, to_json
from caseflow.store.deadlines import Origin, deadlines_to_rewrite
from caseflow.store.nearest import keep_nearest_later
from caseflow.store.reception import Visit
from caseflow.store.subjects import Event, events_of

MENDED = "sửa kết quả tiếp"


def start_of(visit: Visit) -> Status:
    """Where the history of a visit begins: with its entry in the book, or, without one, where its outcome left it."""
    return begins_in(visit.status, visit.outcome, visit.refusal_ground, visit.on)


def history(visit: Visit) -> History:
    """The history of a visit, read through its rows."""
    return history_of(visit, replace(TABLE, start=start_of(visit)))


def take(recording: Recording, *, visit: Visit, reader: Reader | None, now: datetime) -> Event:
    """Take one step on a visit after its outcome; the outcome itself is written, and mended, with the visit."""
    if recording.action in AT_THE_DESK:
        raise StepNotAllowedError(f"“{recording.action.label}” là kết quả tiếp: ghi ở trang bổ sung lượt tiếp.")
    return _take(visit, recording, reader=reader, now=now)


def _take(
    visit: Visit, recording: Recording, *, reader: Reader | None, now: datetime, instead_of: Event | None = None
) -> Event:
    event, _, read = take_step(
        visit,
        recording,
        table=TABLE,
        reader=reader,
        now=now,
        instead_of=instead_of,
    )
    project(visit, read)
    return event


def project(visit: Visit, history: History) -> None:
    """Write onto the visit what its history says."""
    visit.status = VisitStatus(history.status.value)


def follow_outcome(visit: Visit, facts: Mapping[str, object], *, reader: Reader | None, now: datetime) -> None:
    """What the outcome just written on a visit starts, ends or leaves to be completed.

    Raises MissingFactError for what the outcome needs and was not told, HistoryError where steps taken since stand in
    the way of another outcome.
    """
    if visit.status not in (None, VisitStatus.RECEIVED):
        _mend(visit, facts, reader=reader, now=now)
    elif visit.outcome is None:
        visit.status, visit.is_open = VisitStatus.RECEIVED, True
        reread(visit, now=now)
    else:
        _conclude(visit, facts, reader=reader, now=now)


def _conclude(visit: Visit, facts: Mapping[str, object], *, reader: Reader | None, now: datetime) -> None:
    """The first outcome of a visit: a step where it leaves something behind, else nothing but the visit."""
    recording = _outcome_of(visit, facts)
    if recording is not None:
        _take(visit, recording, reader=reader, now=now)
        return
    if visit.status is not None:  # half a record was completed: nothing is written where nothing hung on it
        visit.status, visit.is_open = None, False
        for row in deadlines_to_rewrite(visit.id):
            db.session.delete(row)
        keep_nearest_later(visit.id)


def _outcome_of(visit: Visit, facts: Mapping[str, object], *, always: bool = False) -> Recording | None:
    """The outcome of a visit as a step, if it is worth one or one is wanted anyway."""
    if visit.outcome is None:
        return None
    step = first_step(visit.outcome, visit.refusal_ground, visit.on)
    if not (always or is_worth_an_event(step)):
        return None
    known = {"refusal_ground": visit.refusal_ground, "grounds_on": visit.on} | {
        name: value for name, value in facts.items() if value not in (None, "")
    }
    return Recording(step.action, visit.on, {name: known[name] for name in step.asks if known.get(name)})


def _mend(visit: Visit, facts: Mapping[str, object], *, reader: Reader | None, now: datetime) -> None:
    """Another outcome than the one that started a clock: a later step if the law knows one, else a correction."""
    recording = _outcome_of(visit, facts, always=True)
    if recording is None:
        raise MissingFactError("Kết quả tiếp đã ghi và đã có thời hạn; không bỏ trống được nữa.", field="outcome")
    old = outcome_event(visit)
    if old is None or _says(old, recording):
        return
    today = local_date(now)
    try:
        if recording.action is Action.TAKE_PAPER and _may_enter(visit, today):
            _take(visit, Recording(Action.ENTER_WORDS, today), reader=reader, now=now)
        else:
            old.superseding_reason = MENDED
            _take(visit, recording, reader=reader, now=now, instead_of=old)
    except HistoryError as no:
        raise HistoryError(no.sentence, basis=no.basis, field="outcome") from no


def _says(old: Event, recording: Recording) -> bool:
    """Whether what is recorded stands there already; words entered in the book are a paper taken."""
    if old.action is Action.ENTER_WORDS:
        return recording.action is Action.TAKE_PAPER
    kept = {name: to_json(value) for name, value in recording.facts.items()}
    return (old.action, old.facts) == (recording.action, kept)


def _may_enter(visit: Visit, on: date) -> bool:
    """Whether words were recorded that may become a petition, now that there is a paper."""
    ahead = (step for step in VISIT_STEPS if visit.status in step.source and step.since <= on <= step.until)
    return any(step.action is Action.ENTER_WORDS for step in ahead)


def outcome_event(visit: Visit) -> Event | None:
    """The step that tells the present outcome of a visit, where one was written."""
    if visit.status in (None, VisitStatus.RECEIVED):
        return None
    return next((event for event in reversed(events_of(visit.id)) if event.action in AT_THE_DESK), None)


def reread(visit: Visit, *, now: datetime) -> None:
    """Read the deadlines of a visit anew: its clocks, or the day by which half a record must be completed."""
    if visit.status is None:
        return
    review = completion(visit.id, visit.created_at) if visit.status is VisitStatus.RECEIVED else None
    deadlines.refresh(visit, history(visit), is_open=visit.is_open, now=now, review=review)


def completion(visit_id: int, created_at: datetime) -> Wanted:
    """Half a record is completed on the next working day: a date of the house, so that it does not fall silent."""
    since = local_date(created_at)
    due = working_calendar().add(since, 1)
    return Wanted(
        REVIEW,
        LOOK,
        1,
        REVIEW,
        "Bổ sung lượt tiếp còn ghi dở",
        Origin.LOCAL,
        since,
        due,
        due,
        None,
        paused=False,
        cause=deadlines.decided(f"half:{visit_id}", since, due),
    )
