"""A clock in Vietnamese words: how its end was counted, how much is left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from caseflow.law.clock import VIETNAM
from caseflow.law.counting import BACKWARD, BY_WORKING_DAYS
from caseflow.law.day_strip import (
    COUNTED_BACK,
    COUNTED_DAY_BY_DAY,
    SATURDAY,
    Day,
    DayStrip,
    explain,
    in_unit,
)
from caseflow.law.marks import Clock
from caseflow.law.terms import ClockState, Nature, Unit
from caseflow.law.working_days import WEEKEND, WorkingCalendar

WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
NUMBERS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
MARKERS = ("ngày ", "lúc ", "giờ ")
UNCONFIRMED = "căn cứ chưa được cán bộ pháp chế xác nhận"
LAPSED = {
    Nature.RIGHT: "đã hết thời hạn",
    Nature.EFFECT: "đã đủ thời gian để có hiệu lực",
    Nature.MINIMUM: "đã đủ thời gian",
}


Papers = Mapping[str, str]
"""The document of each cause in words: "Quyết định gia hạn số 12/QĐ ngày 05/10/2026"; it may be missing."""
NO_PAPERS: Papers = {}


def sentences(
    clock: Clock,
    calendar: WorkingCalendar,
    today: date,
    papers: Papers = NO_PAPERS,
    *,
    days: Sequence[Day] | None = None,
) -> tuple[str, ...]:
    """How the end of a clock was counted, sentence by sentence, with the documents that moved it.

    `days` are those of `explain`, where they are at hand already.
    """
    days = explain(clock, calendar, today) if days is None else days
    return (
        *_opening(clock),
        *_beginning(clock),
        *_made_up(clock, days),
        *_skipped(days),
        *_pauses(clock, papers),
        *_changes(clock, papers),
        *_extensions(clock, papers),
        *_ending(clock, calendar),
        *_nothing_moved(clock),
        *_doubts(clock),
    )


def left_in_words(clock: Clock, calendar: WorkingCalendar, today: date) -> str:
    """How much is left, or by how much it is late, in the unit of the clock."""
    match clock.state:
        case ClockState.MET | ClockState.MET_LATE:
            return _done(clock, calendar, today)
        case ClockState.PAUSED:
            return "đang tạm dừng"
        case ClockState.PENDING:
            return f"chưa mở, từ {clock.start_on:%d/%m/%Y}"
        case ClockState.LAPSED:
            return LAPSED[clock.period.nature]
        case ClockState.OVERDUE:
            return f"quá {_late(clock, calendar, today)}"
        case ClockState.RUNNING:  # pragma: no branch - there is no other state
            return _left(clock, calendar, today)


def _done(clock: Clock, calendar: WorkingCalendar, today: date) -> str:
    if clock.state is ClockState.MET_LATE:
        return f"xong muộn {_late(clock, calendar, today)}"
    return f"xong {clock.met_on:%d/%m/%Y}"


def _left(clock: Clock, calendar: WorkingCalendar, today: date) -> str:
    if clock.moment is not None:
        return f"hết hạn lúc {clock.moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    if clock.due_legal == today:
        return "hết hạn hôm nay"
    return f"còn {in_unit(clock, calendar, today, clock.due_legal)}"


def share_used(clock: Clock, today: date) -> float:
    """How much of its time a clock has used, from 0 to 1; suspended days are neither time nor use.

    A clock counted back has no first day of its own: as many days as it counts are taken before its end.
    """
    now = clock.met_on or today
    first = clock.start_on
    if clock.unit in BACKWARD:
        first = clock.due_legal - (clock.start_on - clock.due_legal)
    whole = (clock.due_legal - first).days - _paused_days(clock, today, clock.due_legal)
    used = (now - first).days - _paused_days(clock, today, now)
    if whole <= 0:
        return float(now >= clock.due_legal)
    return min(1.0, max(0.0, used / whole))


def _paused_days(clock: Clock, today: date, until: date) -> int:
    """The suspended days after the start up to a day."""
    return sum(
        max(0, (min(pause.to or today, until) - max(pause.from_, clock.start_on)).days) for pause in clock.pauses
    )


def _late(clock: Clock, calendar: WorkingCalendar, today: date) -> str:
    """By how much a clock is or was late; hours late within the last day are said as such."""
    done = clock.met_on or today
    if done == clock.due_legal:
        return "trong ngày cuối"
    return in_unit(clock, calendar, clock.due_legal, done)


def _full(day: date) -> str:
    return f"{WEEKDAY_NAMES[day.weekday()]} {day:%d/%m/%Y}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _event(clock: Clock) -> str:
    """The start event without its marker of time: "ngày nhận đơn" is said "Nhận đơn"."""
    words = clock.period.start
    for marker in MARKERS:
        words = words.removeprefix(marker)
    return _capital(words)


def _unit_name(clock: Clock) -> str:
    return "ngày làm việc" if clock.unit in BY_WORKING_DAYS else "ngày"


def _opening(clock: Clock) -> Iterator[str]:
    """What opened a right that another period's expiry opens."""
    if clock.period.after and clock.opens_on is not None:
        yield (
            f"Quyền này mở từ {_full(clock.opens_on)}, ngày sau khi thời hạn giải quyết trước đó hết "
            f"theo cách đếm thẳng; thời hạn tính từ ngày hết hạn theo luật."
        )


def _beginning(clock: Clock) -> Iterator[str]:
    """The start, and that its day is not counted."""
    start = _full(clock.start_on)
    if clock.unit in COUNTED_BACK:
        yield (
            f"{_capital(clock.period.start)} là {start}; đếm lùi {clock.amount} {_unit_name(clock)}, "
            "không tính ngày này."
        )
    elif clock.unit in COUNTED_DAY_BY_DAY or clock.unit is Unit.YEARS:
        yield f"{_event(clock)} {start}; ngày này không tính."
    elif clock.unit is not Unit.BY_DOCUMENT:
        yield f"{_event(clock)} {start}."


def _made_up(clock: Clock, days: Sequence[Day]) -> Iterator[str]:
    """Saturdays worked in exchange, which surprise most."""
    if clock.unit not in BY_WORKING_DAYS:
        return
    for day in days:
        if day.counted and day.on.weekday() >= SATURDAY:
            name = _capital(WEEKDAY_NAMES[day.on.weekday()])
            yield f"{name} {day.on:%d/%m} là ngày làm bù nên được tính là ngày thứ {day.number}."


def _skipped(days: Sequence[Day]) -> Iterator[str]:
    """The days off inside the count, weekends summed up and runs of one holiday put together."""
    skipped = [day for day in days if day.kind is DayStrip.SKIPPED]
    weekends = sum(day.reason == WEEKEND for day in skipped)
    parts = []
    if weekends:
        number = NUMBERS[weekends] if weekends < len(NUMBERS) else str(weekends)
        parts.append(f"{number} ngày cuối tuần")
    parts += [f"{_dates(run)} {_stem(run[0].reason)}" for run in _runs(day for day in skipped if day.reason != WEEKEND)]
    if parts:
        yield f"Không tính {', '.join(parts)}."


def _stem(reason: str) -> str:
    """A reason without its remark: "Quốc khánh (ngày liền kề)" is Quốc khánh."""
    return reason.partition(" (")[0].partition(",")[0]


def _runs(days: Iterable[Day]) -> list[list[Day]]:
    """Days that follow one another for one reason."""
    runs: list[list[Day]] = []
    for day in days:
        last = runs[-1][-1] if runs else None
        follows = last is not None and day.on - last.on == timedelta(days=1)
        if last is not None and follows and _stem(last.reason) == _stem(day.reason):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _dates(run: Sequence[Day]) -> str:
    first, last = run[0].on, run[-1].on
    if first == last:
        return f"{first:%d/%m}"
    return f"{first:%d}–{last:%d/%m}" if first.month == last.month else f"{first:%d/%m}–{last:%d/%m}"


def _pauses(clock: Clock, papers: Papers) -> Iterator[str]:
    for pause in clock.pauses:
        by = _by(papers, pause.cause)
        if pause.to is None:
            yield f"Đang tạm dừng từ sau ngày {pause.from_:%d/%m/%Y}{by}; hạn nêu ở đây tính như thể tiếp tục hôm nay."
        else:
            lost = (pause.to - pause.from_).days
            again = papers.get(pause.to_cause, "")
            yield (
                f"Tạm dừng sau ngày {pause.from_:%d/%m/%Y}{by} đến hết {pause.to:%d/%m/%Y}"
                f"{f' (tiếp tục: {again})' if again else ''}: {lost} ngày không tính vào thời hạn."
            )


def _changes(clock: Clock, papers: Papers) -> Iterator[str]:
    """A longer wording that was determined while the clock ran."""
    for change in clock.changes:
        yield (
            f"Từ {change.before} thành {change.after} {_unit_name(clock)} vì ngày {change.on:%d/%m/%Y} xác định "
            f"{change.variant.label}{_by(papers, change.cause)} ({change.basis})."
        )


def _extensions(clock: Clock, papers: Papers) -> Iterator[str]:
    reached = clock.amount or 0
    for extension in clock.extensions:
        by = papers.get(extension.cause) or f"quyết định ngày {extension.on:%d/%m/%Y}"
        if extension.counted:
            span = f"ngày thứ {reached + 1} đến {reached + extension.amount}"
            reached += extension.amount
            yield (
                f"Gia hạn {extension.amount} {_unit_name(clock)} theo {by} ({extension.basis}), "
                f"cộng vào ngày hết hạn đếm thẳng: {span}."
            )
        else:
            yield f"Quyết định gia hạn ngày {extension.on:%d/%m/%Y} ban hành sau khi đã hết hạn nên không được tính."


def _by(papers: Papers, cause: str) -> str:
    paper = papers.get(cause, "")
    return f" ({paper})" if paper else ""


def _ending(clock: Clock, calendar: WorkingCalendar) -> Iterator[str]:
    """Where the count ends, and where a day off moved it."""
    strict = _full(clock.due_strict)
    reached = {
        Unit.CALENDAR_DAYS: f"Ngày thứ {clock.total} là {strict}",
        Unit.WORKING_DAYS: f"Ngày làm việc thứ {clock.total} là {strict}",
        Unit.CALENDAR_DAYS_BEFORE: f"Chậm nhất là {strict}; đếm lùi nên không dời",
        Unit.WORKING_DAYS_BEFORE: f"Chậm nhất là {strict}; đếm lùi nên không dời",
        Unit.YEARS: f"Thời hạn {clock.amount} năm hết vào ngày tương ứng, {strict}",
        Unit.DAY_OF_MONTH: f"Hạn là ngày {clock.amount} của tháng, {strict}",
        Unit.NOW: "Luật ghi “ngay”: phải xong trong ngày ấy",
        Unit.BY_DOCUMENT: f"Hạn do văn bản ấn định: {strict}",
        Unit.HOURS: _by_the_clock(clock),
        Unit.HOURS_BEFORE: _by_the_clock(clock),
    }[clock.unit]
    if clock.due_legal != clock.due_strict:
        reached += (
            f", là ngày nghỉ ({calendar.why(clock.due_strict)}), nên hạn dời sang {_full(clock.due_legal)} "
            "(BLDS Đ148.5)"
        )
    yield f"{reached}."


def _by_the_clock(clock: Clock) -> str:
    before = " trước giờ ấy" if clock.unit is Unit.HOURS_BEFORE else ""
    if clock.moment is None:
        return f"{clock.amount} giờ{before}, chưa ghi giờ nên tính theo ngày: {_full(clock.due_strict)}"
    moment = clock.moment.astimezone(VIETNAM)
    return f"{clock.amount} giờ{before} tính theo đồng hồ: {moment:%H:%M} {_full(moment.date())}"


def _nothing_moved(clock: Clock) -> Iterator[str]:
    if clock.unit not in COUNTED_DAY_BY_DAY:
        return
    nothing = ["không có tạm dừng"] * (not clock.pauses) + ["không có gia hạn"] * (not clock.extensions)
    if nothing:
        yield f"{_capital(', '.join(nothing))}."


def _doubts(clock: Clock) -> Iterator[str]:
    """What may still change: a calendar not yet announced, a figure that no legal officer has confirmed."""
    if clock.provisional:
        year = max(clock.start_on, clock.due_legal).year
        yield f"Lịch tạm tính: lịch nghỉ năm {year} chưa có thông báo chính thức."
    if clock.period.is_unconfirmed:
        yield f"{UNCONFIRMED[:1].upper()}{UNCONFIRMED[1:]}."
