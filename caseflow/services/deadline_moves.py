"""What follows when deadline rows are rewritten: the dates that moved are noted, the alerts of what is over are closed.

Nothing here decides a date. Rewriting the same rows twice, or building them anew, notes nothing and closes nothing.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseflow.law.terms import Action
from caseflow.store import journal
from caseflow.store.alerts import AlertRow, alerts_of, close_alerts, reopen_alerts
from caseflow.store.db import db
from caseflow.store.deadline_moves import DeadlineMove, MoveKind, MoveWhy
from caseflow.store.subjects import Event


@dataclass(frozen=True, slots=True)
class By:
    """Why rows are rewritten: the event that was recorded and, of a correction, the one in whose place it stands."""

    event: Event | None = None
    corrected: Event | None = None


NOBODY = By()


@dataclass(frozen=True, slots=True)
class Stand:
    """One clock as its row said, or says now."""

    key: str
    family: str
    occurrence: int
    code: str
    label: str
    due_strict: date
    due_legal: date
    met_on: date | None
    paused: bool
    cause: str


Pair = tuple[Stand | None, Stand | None]


def pairs(before: Sequence[Stand], after: Sequence[Stand]) -> list[Pair]:
    """Each clock as it was with what it became.

    A correction gives a clock a new start event, an act of the same kind a new occurrence: what has the same family and
    occurrence is the same clock, then what has the same family.
    """
    found: list[Pair] = []
    was, becomes = list(before), list(after)
    for same in (_by_key, _by_place, _by_family):
        for old in list(was):
            new = next((one for one in becomes if same(one) == same(old)), None)
            if new is not None:
                found.append((old, new))
                was.remove(old)
                becomes.remove(new)
    return [*found, *((old, None) for old in was), *((None, new) for new in becomes)]


def _by_key(stand: Stand) -> object:
    return stand.key


def _by_place(stand: Stand) -> object:
    return stand.family, stand.occurrence


def _by_family(stand: Stand) -> object:
    return stand.family


def note_moves(
    subject_id: int, found: Sequence[Pair], *, by: By, now: datetime, untold: Collection[str] = frozenset()
) -> None:
    """Write down every date that moved; what a step starts or ends of itself is told by the step."""
    for old, new in found:
        stand = new or old
        kind = _kind(old, new, by)
        if stand is None or kind is None or stand.family in untold:
            continue
        has_before = old is not None and kind in (MoveKind.MOVED, MoveKind.GONE, MoveKind.PAUSED)
        has_after = new is not None and kind in (MoveKind.MOVED, MoveKind.APPEARED, MoveKind.RESUMED)
        db.session.add(
            DeadlineMove(
                subject_id=subject_id,
                deadline_key=stand.key,
                family=stand.family,
                code=stand.code,
                label=stand.label,
                kind=kind,
                from_strict=old.due_strict if old and has_before else None,
                from_legal=old.due_legal if old and has_before else None,
                to_strict=new.due_strict if new and has_after else None,
                to_legal=new.due_legal if new and has_after else None,
                event_id=by.event.id if by.event else None,
                why=_why(by, stand),
                cause=stand.cause,
                at=now,
            )
        )


def _kind(old: Stand | None, new: Stand | None, by: By) -> MoveKind | None:
    """What became of a date; the end of a clock that rests moves with every day, so no move is read off it."""
    if old is None or new is None:
        if by.corrected is None:
            return None
        return MoveKind.APPEARED if old is None else MoveKind.GONE
    if old.paused or new.paused:
        if old.paused is new.paused:
            return None
        return MoveKind.PAUSED if new.paused else MoveKind.RESUMED
    same = (old.due_strict, old.due_legal) == (new.due_strict, new.due_legal)
    return None if same else MoveKind.MOVED


def _why(by: By, stand: Stand) -> MoveWhy:
    if by.corrected is not None:
        return MoveWhy.CORRECTION
    if by.event is not None:
        return MoveWhy.STEP
    return MoveWhy.CALENDAR if "/lich:" in stand.cause else MoveWhy.REREAD


def close_what_is_over(subject_id: int, found: Sequence[Pair], *, by: By, now: datetime) -> None:
    """Close the alerts raised on a date that was met, has moved or is gone, each saying so; open what counts again.

    Only alerts of the clocks that were rewritten are looked at.
    """
    current = {new.key: new for _, new in found if new is not None}
    became = {old.key: new for old, new in found if old is not None}
    closing: dict[str, list[int]] = {}
    again: list[int] = []
    for alert in alerts_of(subject_id):
        if alert.deadline_key not in current and alert.deadline_key not in became:
            continue
        stand = current.get(alert.deadline_key) or became.get(alert.deadline_key)
        because = _over(alert, stand, by)
        if because and alert.closed_at is None:
            closing.setdefault(because, []).append(alert.id)
        elif not because and alert.closed_at is not None:
            again.append(alert.id)
    for because, ids in closing.items():
        close_alerts(ids, because, now)
        journal.note("alert", sorted(ids), "close", {"because": because, "at": now})
    if again:
        reopen_alerts(again)
        journal.note("alert", sorted(again), "reopen", {"at": now})


def _over(alert: AlertRow, stand: Stand | None, by: By) -> str:
    """Why an alert is over; empty while it still speaks of a date that runs, or that rests and may run again."""
    if stand is None:
        return f"thời hạn không còn{_through(by)}"
    if stand.met_on is not None:
        if by.event is not None and by.event.action is Action.HOLD_DAY and by.event.on > stand.due_legal:
            return f"không làm được nữa, ngày tiếp {stand.met_on:%d/%m/%Y} đã diễn ra"
        return f"đã xong ngày {stand.met_on:%d/%m/%Y}"
    if stand.key == alert.deadline_key and (stand.paused or stand.cause == alert.cause):
        return ""
    if stand.due_legal == alert.due_on:
        return f"hạn được tính lại, vẫn là {alert.due_on:%d/%m/%Y}{_through(by)}"
    return f"hạn đã đổi từ {alert.due_on:%d/%m/%Y} thành {stand.due_legal:%d/%m/%Y}{_through(by, stand)}"


def _through(by: By, stand: Stand | None = None) -> str:
    """By what, in the words of the house: what somebody typed as a reason is told where it may be read."""
    if by.corrected is not None:
        return f" do sửa bước “{by.corrected.action.label}”"
    if by.event is not None:
        return f" do bước “{by.event.action.label}” ngày {by.event.on:%d/%m/%Y}"
    return " do lịch làm việc thay đổi" if stand is not None and "/lich:" in stand.cause else ""


def without_event(moves: Sequence[DeadlineMove]) -> Iterator[DeadlineMove]:
    """Moves that no event of the record brought about: the calendar did, or the rules were read anew."""
    return (move for move in moves if move.event_id is None)
