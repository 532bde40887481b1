"""Dates that moved, in the words of a page: from what to what, and why."""

from collections.abc import Iterable, Iterator

from caseflow.law.clock import local_date
from caseflow.services.dossiers import Dossier
from caseflow.store.deadline_moves import DeadlineMove, MoveKind, MoveWhy
from caseflow.store.subjects import Event


def shift(move: DeadlineMove) -> str:
    """What became of a date: "Hạn “Thông báo thụ lý”: 26/11/2026 → 27/11/2026"."""
    name, before, after = f"“{move.label}”", move.from_legal, move.to_legal
    match move.kind:
        case MoveKind.APPEARED:
            return f"Có thêm hạn {name}: {after:%d/%m/%Y}"
        case MoveKind.GONE:
            return f"Không còn hạn {name} ({before:%d/%m/%Y})"
        case MoveKind.PAUSED:
            return f"Hạn {name} {before:%d/%m/%Y} tạm dừng"
        case MoveKind.RESUMED:
            return f"Hạn {name} tính tiếp, nay là {after:%d/%m/%Y}"
        case MoveKind.MOVED if before == after:
            return (
                f"Hạn {name}: vẫn {after:%d/%m/%Y}, đếm thẳng {move.from_strict:%d/%m/%Y} → {move.to_strict:%d/%m/%Y}"
            )
        case MoveKind.MOVED:
            return f"Hạn {name}: {before:%d/%m/%Y} → {after:%d/%m/%Y}"


def why(move: DeadlineMove, dossier: Dossier) -> str:
    """Why it did: the reason of the correction, the act, the calendar."""
    event = next((one for one in dossier.events if one.id == move.event_id), None)
    match move.why:
        case MoveWhy.CORRECTION if event is not None:
            reason = next((one.superseding_reason for one in dossier.events if one.superseded_by_id == event.id), "")
            return f"sửa bước “{event.action.label}”" + (f": {reason}" if reason else "")
        case MoveWhy.STEP if event is not None:
            return f"bước “{event.action.label}” ngày {event.on:%d/%m/%Y}"
        case MoveWhy.CALENDAR:
            return _calendar(move, dossier)
        case _:
            return move.why.label


def _calendar(move: DeadlineMove, dossier: Dossier) -> str:
    """Which change of the calendar it was."""
    version = move.cause.rpartition("/lich:")[2]
    row = next((day for day in dossier.calendar.days if str(day.version) == version), None)
    told = f": {row.on:%d/%m/%Y} {row.reason} ({row.basis})" if row else ""
    return f"lịch làm việc thay đổi, lần {version}{told}"


def shifts_of(events: Iterable[Event], dossier: Dossier) -> tuple[str, ...]:
    """What some events moved, each with why, as their line of the history tells it."""
    keys = {event.id for event in events}
    return tuple(
        dict.fromkeys(f"{shift(move)}, vì {why(move, dossier)}." for move in dossier.moves if move.event_id in keys)
    )


def shifts_of_clock(subject_id: int, family: str, dossier: Dossier) -> Iterator[str]:
    """How the date of one clock came to be what it is."""
    for move in dossier.moves:
        if (move.subject_id, move.family) == (subject_id, family):
            yield f"{shift(move)} (ghi ngày {local_date(move.at):%d/%m/%Y}, vì {why(move, dossier)})."
