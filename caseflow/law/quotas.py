"""What must be done so many times a week, a month or a quarter: a head's days of reception, a briefing. Pure.

The rows are those of the rule table (LTCD Đ12.5, Đ15, Đ18.2; NĐ 154/2026 Đ10.2, Đ30.3, Đ33.1). A span is owed under the
wording that governs all of it: of a week or month that a wording, or the post itself, covers in part only, nothing is
demanded.
"""

from calendar import monthrange
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseflow.law.period import Period
from caseflow.law.periods import PERIODS
from caseflow.law.terms import OfficeKind, Unit

WEEK = 7
MONTHS_OF_QUARTER = 3
DECEMBER = 12

HEADS = {
    OfficeKind.PROVINCE: "TCD-LEAD-TINH",
    OfficeKind.DEPARTMENT: "TCD-LEAD-SO",
    OfficeKind.COMMUNE: "TCD-LEAD-XA",
    OfficeKind.UNIT: "TCD-LEAD-DVSN",
    OfficeKind.PARTY_COMMITTEE: "QD11-LEAD-TINH",
}
"""Which quota the head of a body has; of the People's Council and the deputies no figure was seen."""

BRIEFINGS = ("TCD-BRIEF", "BRIEF-SEC-M", "BRIEF-SEC-Q")
"""What a board holds at a rhythm of its own (NĐ 154/2026 Đ30.3, Đ33.1.a)."""

RECEPTIONS = frozenset({*HEADS.values(), "QD11-LEAD-XA"})
RHYTHMIC = frozenset({*RECEPTIONS, *BRIEFINGS})


@dataclass(frozen=True, slots=True)
class Span:
    """One week, month or quarter, its ends included, and how a person calls it."""

    key: str
    label: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Owed:
    """What one span demands: so many times, by which row."""

    span: Span
    row: Period

    @property
    def times(self) -> int:
        """How many times in the span."""
        return self.row.amount or 0


def span_around(day: date, unit: Unit) -> Span:
    """The week (Monday to Sunday), month or quarter that a day lies in."""
    if unit is Unit.PER_WEEK:
        first = day - timedelta(days=day.weekday())
        year, week, _ = first.isocalendar()
        last = first + timedelta(days=WEEK - 1)
        return Span(f"{year}-W{week:02d}", f"tuần {first:%d/%m} – {last:%d/%m/%Y}", first, last)
    if unit is Unit.PER_QUARTER:
        number = (day.month - 1) // MONTHS_OF_QUARTER + 1
        first, last_month = date(day.year, number * MONTHS_OF_QUARTER - 2, 1), number * MONTHS_OF_QUARTER
        return Span(f"{day.year}-Q{number}", f"quý {number}/{day.year}", first, _end(day.year, last_month))
    return Span(f"{day:%Y-%m}", f"tháng {day:%m/%Y}", day.replace(day=1), _end(day.year, day.month))


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def owed(
    family: str,
    first: date,
    last: date,
    *,
    since: date = date.min,
    until: date = date.max,
    rows: Sequence[Period] = PERIODS,
) -> tuple[Owed, ...]:
    """What a family demands in each span that touches the days from `first` to `last`, while a post exists.

    `since` and `until` are the days between which somebody has the duty.
    """
    found = {
        owing.span.key: owing
        for row in rows
        if row.family == family
        for owing in _owed_by(row, first, last)
        if max(row.since, since) <= owing.span.first and owing.span.last <= min(row.until, until)
    }
    return tuple(sorted(found.values(), key=lambda owing: owing.span.first))


def _owed_by(row: Period, first: date, last: date) -> Iterator[Owed]:
    day = max(first, row.since)
    while day <= min(last, row.until):
        span = span_around(day, row.unit)
        yield Owed(span, row)
        day = span.last + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Done:
    """A day on which what is owed was done: by the head in person, or by a stand-in, which fills no quota."""

    on: date
    in_person: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How one span stands: what is demanded, planned, done in person and by a stand-in, what is still owed."""

    owing: Owed
    planned: int
    in_person: int
    by_stand_in: int
    met_on: date | None

    @property
    def missing(self) -> int:
        """How many times are still owed."""
        return max(0, self.owing.times - self.in_person)

    def is_broken(self, today: date) -> bool:
        """Whether the span is over and something of it was never done."""
        return bool(self.missing) and today > self.owing.span.last


def tally(owing: Owed, planned: Collection[date], done: Collection[Done]) -> Tally:
    """How a span stands. A day counts once, however many sessions it had; a day held in person is no stand-in's."""
    within = [one for one in done if owing.span.first <= one.on <= owing.span.last]
    in_person = sorted({one.on for one in within if one.in_person})
    by_stand_in = {one.on for one in within} - set(in_person)
    return Tally(
        owing=owing,
        planned=len({day for day in planned if owing.span.first <= day <= owing.span.last}),
        in_person=len(in_person),
        by_stand_in=len(by_stand_in),
        met_on=in_person[owing.times - 1] if len(in_person) >= owing.times > 0 else None,
    )
