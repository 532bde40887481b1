"""When petitions come in, and which of them are the same matter sent again.

In the register the shape is taken from, more than half of the rows repeat another row.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from caseflow.demo.chance import weighted
from caseflow.law.terms import Term
from caseflow.law.working_days import WorkingCalendar

MONTHS = (119, 50, 97, 76, 135, 204, 141, 148, 125, 202, 200, 133)
"""Petitions a month, January to December, as a real province received them."""
REPEATING = 0.53
_SIZES = ((2, 79), (3, 13), (4, 5), (5, 2), (6, 1))


class Reason(Term):
    """Why a matter comes in more than once."""

    ONCE = "once", "một đơn"
    RESENT = "resent", "cùng người gửi lại"
    NEIGHBOURS = "neighbours", "nhiều hộ cùng nội dung"
    OFFICES = "offices", "gửi nhiều cơ quan"


_REASONS = ((Reason.RESENT, 45), (Reason.NEIGHBOURS, 28), (Reason.OFFICES, 27))
_GAPS: dict[Reason, Callable[[Random], float]] = {
    Reason.RESENT: lambda rng: 8 + rng.expovariate(1 / 50),
    Reason.NEIGHBOURS: lambda rng: rng.randrange(8),
    Reason.OFFICES: lambda rng: rng.randrange(1, 13),
}


@dataclass(frozen=True, slots=True)
class Chain:
    """The places in the register, first to last, of the petitions on one matter."""

    reason: Reason
    places: tuple[int, ...]


def working_days(start: date, end: date, calendar: WorkingCalendar) -> list[date]:
    """Every day worked, both ends included."""
    every = (start + timedelta(days=number) for number in range((end - start).days + 1))
    return [day for day in every if calendar.is_working(day)]


def _month_span(day: date) -> tuple[date, date]:
    """First and last day of the month a day is in."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def days_received(rng: Random, *, count: int, start: date, today: date, calendar: WorkingCalendar) -> list[date]:
    """One working day per petition, in order, each month with its share and the last days with theirs."""
    days = working_days(start, today, calendar)
    shares: dict[tuple[int, int], float] = {}
    for day in days:
        month = (day.year, day.month)
        if month not in shares:
            shares[month] = MONTHS[day.month - 1] / len(working_days(*_month_span(day), calendar))
    weights = [shares[day.year, day.month] for day in days]
    ends: list[float] = []
    total = 0.0
    for weight in weights:
        total += weight
        ends.append(total)
    return [days[bisect_left(ends, total * (place + rng.random()) / count)] for place in range(count)]


def draw_chains(rng: Random, days: list[date]) -> list[Chain]:
    """Every place of the register in exactly one chain, in an order that says nothing of time."""
    free = list(range(len(days)))
    repeating = round(REPEATING * len(days))
    chains: list[Chain] = []
    while free:
        size = weighted(rng, _SIZES) if repeating > 1 else 1
        repeating -= size if size > 1 else 0
        reason = weighted(rng, _REASONS) if size > 1 else Reason.ONCE
        places = [free.pop(rng.randrange(len(free)))]
        while len(places) < size and free:
            later = days[places[-1]] + timedelta(days=round(_GAPS[reason](rng)))
            nearest = min(bisect_left(free, bisect_left(days, later)), len(free) - 1)
            places.append(free.pop(nearest))
        chains.append(Chain(reason if len(places) > 1 else Reason.ONCE, tuple(sorted(places))))
    rng.shuffle(chains)
    return chains
