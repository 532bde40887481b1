"""One period reckoned without a history: from a start, over suspensions, with extensions, by the marks a history makes.

The calculator of the rule book and the command ask here, so both give the same day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from caseflow.law.book import may_be_paused
from caseflow.law.clock import local_date
from caseflow.law.clocks import read
from caseflow.law.errors import NoRuleError, Refusal
from caseflow.law.marks import Clock, Mark, MarkKind
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS, in_force, not_a_date, rows_of
from caseflow.law.terms import Unit
from caseflow.law.working_days import WorkingCalendar

PAUSABLE = frozenset({Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.YEARS})
LAST_YEAR = 2200  # later days are slips of the hand, and lead out of the calendar
NEVER_PAUSED = (
    "Không bước nào trong sổ tay tạm dừng thời hạn này; ngày nêu ở đây là phép đếm, "
    "chưa phải kết luận rằng luật cho dừng."
)


@dataclass(frozen=True, slots=True)
class Stop:
    """A suspension as somebody tells it: the day it was decided, the day of its continuation, or none yet."""

    from_: date
    to: date | None = None


@dataclass(frozen=True, slots=True)
class Longer:
    """An extension as somebody tells it: the code of its row, the day it was decided."""

    code: str
    on: date


def rows_named(code: str) -> tuple[Period, ...]:
    """Every row of a code, however it was typed; a NoRuleError that names codes like it where there is none."""
    wanted = code.strip().upper()
    if named := rows_of(wanted):
        return named
    near = get_close_matches(wanted, sorted({row.code for row in PERIODS}), n=3)
    hint = f" Gần giống: {', '.join(near)}." if near else ""
    raise NoRuleError(f"Không có quy định nào mang mã {code.strip()}.{hint}", field="code")


def row_of(code: str, on: date, rules: Sequence[Period] = PERIODS) -> Period:
    """The wording that a code names on a day.

    Raises NoRuleError as rows_named does, and with the field "start" and the wording of that day where the code was not
    in force.
    """
    named = rows_named(code)
    try:
        return in_force(rules, code=named[0].code, on=on)
    except NoRuleError as no:
        instead = next((row.code for row in PERIODS if row.family == named[0].family and row.governs(on)), "")
        hint = f" Vào ngày ấy áp dụng {instead}." if instead else ""
        raise NoRuleError(no.sentence + hint, basis=no.basis, field="start") from no


def extensions_of(period: Period) -> tuple[Period, ...]:
    """The rows that lengthen a period, in the order of the table."""
    return tuple(row for row in PERIODS if row.extends == period.family)


def reckon(
    period: Period,
    start: date | datetime,
    *,
    calendar: WorkingCalendar,
    today: date,
    stops: Sequence[Stop] = (),
    longer: Sequence[Longer] = (),
) -> Clock:
    """The clock of a period from one start; a suspension that still lasts is taken to end today.

    Raises NoRuleError for a row that yields no date, and a Refusal whose field is "stop-1", "stop-2", … or the code of
    an extension, for a suspension or an extension that cannot have been.
    """
    if not_a_date(period):
        told = dict.fromkeys(f"{row.label}: {not_a_date(row)}" for row in (period, *rows_of(period.code)))
        raise NoRuleError(f"{period.code} – {'; '.join(told)}.", basis=period.basis)
    if any(day.year > LAST_YEAR for day in (start, *(stop.to or stop.from_ for stop in stops))):
        raise Refusal(f"Ngày sau năm {LAST_YEAR} là quá xa để tính.", field="start")
    begun, reading = _start(period, start), (calendar, today)
    lengthened = [_extend(period, begun, each) for each in longer]
    for number, stop in enumerate(stops, start=1):
        before, field = stops[: number - 1], f"stop-{number}"
        _check_order(period, begun.on, before, stop, field)
        due = _clock(period, begun, [*_pauses(period, before), *lengthened], reading).due_strict
        if stop.from_ >= due:
            raise Refusal(
                f"Tạm dừng ngày {stop.from_:%d/%m/%Y} không kéo dài thời hạn: đếm thẳng đã hết ngày {due:%d/%m/%Y}.",
                basis=period.basis,
                field=field,
            )
    return _clock(period, begun, [*_pauses(period, stops), *lengthened], reading)


def doubts(period: Period, stops: Sequence[Stop]) -> tuple[str, ...]:
    """What to think of before a reckoned day is believed."""
    return (NEVER_PAUSED,) if stops and not may_be_paused(period.family) else ()


def _start(period: Period, start: date | datetime) -> Mark:
    moment = start if isinstance(start, datetime) else None
    on = local_date(start) if isinstance(start, datetime) else start
    in_force((period,), code=period.code, on=on)
    return Mark(MarkKind.START, period.family, on, "start", moment=moment, variant=period.variant)


def _extend(period: Period, begun: Mark, longer: Longer) -> Mark:
    row = next((row for row in rows_of(longer.code) if row.extends == period.family), None)
    if row is None:
        raise Refusal(f"{longer.code} không gia hạn {period.code}.", basis=period.basis, field=longer.code)
    if not row.governs(longer.on):
        raise Refusal(
            f"{row.code} không có hiệu lực vào ngày {longer.on:%d/%m/%Y}.", basis=row.basis, field=longer.code
        )
    if longer.on < begun.on:
        raise Refusal("Quyết định gia hạn có trước ngày bắt đầu thời hạn.", basis=row.basis, field=longer.code)
    return Mark(MarkKind.EXTEND, period.family, longer.on, row.code, extension=row.family)


def _check_order(period: Period, start: date, before: Sequence[Stop], stop: Stop, field: str) -> None:
    """A suspension lies after the start, ends after it begins, and begins after the one before has ended."""
    if period.unit not in PAUSABLE:
        raise Refusal(
            f"{period.code} tính bằng {period.unit.label}, không đếm từng ngày về phía trước, nên không có tạm dừng.",
            basis=period.basis,
            field=field,
        )
    last = before[-1] if before else None
    if stop.from_ < start:
        raise Refusal(f"Tạm dừng trước ngày bắt đầu thời hạn {start:%d/%m/%Y}.", field=field)
    if stop.to is not None and stop.to < stop.from_:
        raise Refusal("Ngày tiếp tục trước ngày tạm dừng.", field=field)
    if last is not None and (last.to is None or stop.from_ < last.to):
        raise Refusal("Lần tạm dừng này bắt đầu khi lần trước chưa kết thúc.", field=field)


def _pauses(period: Period, stops: Sequence[Stop]) -> list[Mark]:
    """The marks of suspensions and continuations."""
    marks = []
    for stop in stops:
        marks.append(Mark(MarkKind.PAUSE, period.family, stop.from_, "pause"))
        if stop.to is not None:
            marks.append(Mark(MarkKind.RESUME, period.family, stop.to, "resume"))
    return marks


def _clock(period: Period, begun: Mark, later: Sequence[Mark], reading: tuple[WorkingCalendar, date]) -> Clock:
    """What the engine reads from the marks, told by their days, with this row as the only wording of its family."""
    calendar, today = reading
    told = [begun, *sorted(later, key=lambda mark: mark.on)]
    return read(told, (period, *extensions_of(period)), calendar=calendar, today=today)[0]
