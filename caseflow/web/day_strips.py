"""The strip of a clock as a page shows it: a square per day, told apart by marks and words before colour."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseflow.law.day_strip import Day, DayStrip
from caseflow.law.working_days import WorkingCalendar

LONGEST_STRIP = 63
HEAD, TAIL = 21, 28  # of a longer strip: how many days of its beginning and its end are shown
WEEK = 7
MARKS = {DayStrip.SKIPPED: "–", DayStrip.PAUSED: "‖", DayStrip.ROLLED: "»", DayStrip.DUE: "hạn"}
"""What stands in the square of a day that has no number: seen in black and white, and on paper without grounds."""


@dataclass(frozen=True, slots=True)
class DayView:
    """One square of the strip. `mark` stands where there is no number; `extra` says that a decision added the day."""

    on_text: str
    weekday: str
    number: int | str
    kind: str
    reason: str
    mark: str = ""
    today: bool = False
    extra: bool = False
    begins: bool = False  # the first of those that one decision added
    after_gap: bool = False


@dataclass(frozen=True, slots=True)
class StripView:
    """The squares of a clock, and in words what of a long one is not drawn."""

    days: tuple[DayView, ...] = ()
    left_out: str = ""


def strip(days: Sequence[Day], calendar: WorkingCalendar, today: date, *, papers: Mapping[str, str]) -> StripView:
    """The squares of a clock; of a long one its beginning and its end, with a gap that keeps the weekdays in line."""
    shown, hidden = list(days), list[Day]()
    if len(shown) > LONGEST_STRIP:
        tail = TAIL + (len(shown) - HEAD - TAIL - 1) % WEEK
        shown, hidden = [*shown[:HEAD], *shown[-tail:]], shown[HEAD:-tail]
    first = {day.cause: day.on for day in reversed(days) if day.cause}
    before = [None, *shown[:-1]]
    return StripView(
        tuple(
            DayView(
                on_text=f"{day.on:%d/%m}",
                weekday=day.weekday,
                number=_number(day),
                kind=_kind(day, calendar),
                reason=_reason(day, papers if first.get(day.cause) == day.on else {}),
                mark=MARKS.get(day.kind, ""),
                today=day.on == today,
                extra=bool(day.cause) and day.counted,
                begins=day.counted and first.get(day.cause) == day.on,
                after_gap=last is not None and (day.on - last.on).days > 1,
            )
            for last, day in zip(before, shown, strict=True)
        ),
        left_out=". ".join(_left_out(hidden, today, papers)),
    )


def _number(day: Day) -> int | str:
    if day.number is None:
        return ""
    return f"+{day.number}" if day.kind is DayStrip.LATE else day.number


def _kind(day: Day, calendar: WorkingCalendar) -> str:
    off = day.kind is DayStrip.LATE and not calendar.is_working(day.on)
    return "late_skipped" if off else day.kind.value


def _reason(day: Day, papers: Mapping[str, str]) -> str:
    """Why a day is what it is; the first of those that a decision made so names its document."""
    paper = papers.get(day.cause, "")
    return ", ".join(part for part in (day.reason, paper) if part)


def _left_out(hidden: Sequence[Day], today: date, papers: Mapping[str, str]) -> Iterator[str]:
    """What the days that are not drawn hold: how many count, and every pause and border of an extension."""
    if not hidden:
        return
    counted = [day.number for day in hidden if day.counted]
    numbers = f", ngày thứ {counted[0]} đến {counted[-1]}" if counted else ""
    yield (
        f"Không vẽ {len(hidden)} ngày từ {hidden[0].on:%d/%m/%Y} đến {hidden[-1].on:%d/%m/%Y}: "
        f"{len(counted)} ngày được tính{numbers}"
    )
    for cause in dict.fromkeys(day.cause for day in hidden if day.cause):
        some = [day for day in hidden if day.cause == cause]
        by = f", theo {papers[cause]}" if cause in papers else ""
        if some[0].kind is DayStrip.PAUSED:
            yield f"Trong đó tạm dừng {len(some)} ngày, {some[0].on:%d/%m/%Y} đến {some[-1].on:%d/%m/%Y}{by}"
        else:
            span = f"{some[0].on:%d/%m/%Y} đến {some[-1].on:%d/%m/%Y}"
            yield f"Trong đó {some[0].reason.rpartition(', ')[2]}: ngày thứ {some[0].number}, từ {span}{by}"
    if hidden[0].on <= today <= hidden[-1].on:
        at = next(day for day in hidden if day.on == today)
        yield f"Hôm nay {today:%d/%m/%Y}" + (f" là ngày thứ {at.number}" if at.number else " không được tính")
