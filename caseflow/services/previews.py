"""What a step would do to the clocks before it is recorded, read from the history with the step in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from caseflow.law.clocks import Clock
from caseflow.law.errors import Refusal
from caseflow.law.facts import ASKS, favourable
from caseflow.law.intake import TIME_BARS
from caseflow.law.terms import Action, ClockState
from caseflow.law.workflow import Happening, History, replay
from caseflow.services.cases import WRITTEN_TO_ENTRIES
from caseflow.services.corrections import facts_kept
from caseflow.services.deadlines import clocks_of, local_clocks_of, place_of
from caseflow.services.records import Record, rows_of
from caseflow.services.steps import check_nothing_left, check_timely, history_of
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.petitions import PetitionEntry, open_entries_of_case
from caseflow.store.subjects import Event, events_of

COMING = "coming"
LAST = 2**62  # the order of an event that has not been recorded yet


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The clocks that a step ends, starts, moves (as they were, as they would be) and drops, or why it is refused."""

    ended: tuple[Clock, ...] = ()
    started: tuple[Clock, ...] = ()
    moved: tuple[tuple[Clock, Clock], ...] = ()
    dropped: tuple[Clock, ...] = ()
    refusal: Refusal | None = None


def foresee(
    record: Record,
    action: Action,
    on: date,
    *,
    asks: Sequence[str],
    facts: Mapping[str, object],
    today: date,
    instead_of: Event | None = None,
) -> Foreseen:
    """What recording an action on a day with these facts would do; facts that must be typed are taken as favourable."""
    kept = facts_kept(instead_of, on) if instead_of is not None else {}
    order = instead_of.order if instead_of is not None else LAST
    required = [name for name in asks if ASKS[name].required]  # what may stay empty is taken as it stands
    coming = Happening(COMING, action, on, order, {**kept, **favourable(required), **facts})
    found = [_foresee(record, coming, today, instead_of)]
    if isinstance(record, Case) and action in WRITTEN_TO_ENTRIES and instead_of is None:
        waiting = select(PetitionEntry).where(PetitionEntry.case_id == record.id, PetitionEntry.is_open.is_(True))
        found += [_foresee(entry, coming, today, None) for entry in db.session.scalars(waiting)]
    return Foreseen(
        ended=tuple(clock for one in found for clock in one.ended),
        started=tuple(clock for one in found for clock in one.started),
        moved=tuple(pair for one in found for pair in one.moved),
        dropped=tuple(clock for one in found for clock in one.dropped),
        refusal=found[0].refusal,
    )


def missed_time_bars(record: Record, history: History, action: Action, today: date) -> list[Clock]:
    """The time-bars that had run out when a paper was received: who is about to propose or accept it must know.

    Nothing is refused: a good reason for coming late is weighed by a person (LKN Đ9; Đ11.6).
    """
    if isinstance(record, PetitionEntry):
        histories = [history] if action is Action.PROPOSE else []
    else:
        entries = open_entries_of_case(record.id) if action is Action.ACCEPT else ()
        histories = [history_of(entry, rows_of(entry)) for entry in entries]
    clocks = (clock for read in histories for clock in clocks_of(read, today))
    return [clock for clock in clocks if clock.family in TIME_BARS and clock.state is ClockState.MET_LATE]


def _foresee(record: Record, coming: Happening, today: date, instead_of: Event | None) -> Foreseen:
    rows = rows_of(record)
    events = events_of(record.id)
    others = [event.happening() for event in events if event is not instead_of]
    standing = replay(rows.steps, [event.happening() for event in events], start=rows.start)
    try:
        history = replay(rows.steps, [*others, coming], start=rows.start)
        taken = next(one for one in history.taken if one.happening is coming)
        check_timely(taken, history, rows)
        check_nothing_left(taken.step, history, today)
    except Refusal as no:
        return Foreseen(refusal=no)
    before = {(clock.family, clock.occurrence): clock for clock in _clocks(record, standing, today)}
    after = {(clock.family, clock.occurrence): clock for clock in _clocks(record, history, today)}
    pairs = [(before.get(key), clock) for key, clock in after.items()]
    return Foreseen(
        ended=tuple(clock for _, clock in pairs if clock.met_cause == f"event:{COMING}"),
        started=tuple(clock for old, clock in pairs if old is None),
        moved=tuple((old, clock) for old, clock in pairs if old is not None and _has_moved(old, clock)),
        dropped=tuple(clock for key, clock in before.items() if key not in after and clock.met_on is None),
    )


def _clocks(record: Record, history: History, today: date) -> tuple[Clock, ...]:
    """The clocks of the law and those of the province's own rules."""
    return (*clocks_of(history, today), *local_clocks_of(history, place_of(record, history), today))


def _has_moved(before: Clock, after: Clock) -> bool:
    if after.state in (ClockState.MET, ClockState.MET_LATE):
        return False
    return before.due_legal != after.due_legal or (before.state is not after.state)
