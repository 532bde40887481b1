"""A date that is not what it was, and why: what a list of moved deadlines is made of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from caseflow.law.working_days import WorkingCalendar
from caseflow.services.deadlines import Wanted
from caseflow.store.projections import RecordRow

VERSION = "/lich:"


@dataclass(frozen=True, slots=True)
class Ends:
    """The two ends of a deadline."""

    strict: date
    legal: date


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline that was there, is to be there, or both with another date. It names a record and nobody."""

    subject_id: int
    record: str
    secret: bool
    family: str
    code: str
    before: Ends | None
    after: Ends | None
    runs: bool
    why: str


def moves_of(
    record: RecordRow, before: Iterable[Wanted], after: Iterable[Wanted], calendar: WorkingCalendar
) -> Iterator[Move]:
    """The deadlines of a record whose dates differ between two drawings up.

    The end of a suspended clock moves with every day, so that a row written yesterday differs without being wrong.
    """
    old, new = {row.key: row for row in before}, {row.key: row for row in after}
    if old == new:
        return
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        if was and now and (now.paused or _ends(was) == _ends(now)):
            continue
        row = now or was
        assert row is not None  # noqa: S101 - the key came from one of the two
        yield Move(
            subject_id=record.id,
            record=record.name,
            secret=record.secret,
            family=row.family,
            code=row.code,
            before=_ends(was),
            after=_ends(now),
            runs=bool(was and now and was.met_on is None and now.met_on is None),
            why=_why(was, now, calendar),
        )


def _ends(row: Wanted | None) -> Ends | None:
    return Ends(row.due_strict, row.due_legal) if row else None


def _why(was: Wanted | None, now: Wanted | None, calendar: WorkingCalendar) -> str:
    if now is None:
        return "Dòng hạn thừa: không bước nào, không quy định nào sinh ra thời hạn này."
    if was is None:
        return "Thiếu dòng hạn: các bước đã ghi làm thời hạn này chạy."
    told = (
        (was.code != now.code, f"Dòng quy định áp dụng đổi từ {was.code} sang {now.code}."),
        (_event(was) != _event(now), "Bước ấn định ngày này đã khác."),
        (was.start_on != now.start_on, f"Ngày bắt đầu đổi từ {was.start_on:%d/%m/%Y} sang {now.start_on:%d/%m/%Y}."),
        (_version(now) > _version(was), _by_calendar(was, now, calendar)),
    )
    other = f"Dòng quy định {now.code} nay đếm ra ngày khác với ngày đã ghi."
    return next((sentence for holds, sentence in told if holds), other)


def _event(row: Wanted) -> str:
    return row.cause.partition(VERSION)[0]


def _version(row: Wanted) -> int:
    return int(row.cause.partition(VERSION)[2] or 1)


def _by_calendar(was: Wanted, now: Wanted, calendar: WorkingCalendar) -> str:
    """The days of the later version that lie within the count: what moved the date."""
    first = min(now.start_on, was.due_strict)
    last = max(was.due_legal, now.due_legal)
    days = [day for day in calendar.days if first <= day.on <= last and day.version > _version(was)]
    told = "; ".join(f"ngày {day.on:%d/%m/%Y} {day.kind.label} ({day.reason})" for day in days)
    return f"Lịch phiên bản {_version(now)}: {told}." if told else f"Lịch phiên bản {_version(now)}."


def in_order(moves: Sequence[Move]) -> list[Move]:
    """Moves by the day they lead to."""
    return sorted(moves, key=lambda move: ((move.after or move.before or LAST).legal, move.record, move.code))


LAST = Ends(date.max, date.max)
