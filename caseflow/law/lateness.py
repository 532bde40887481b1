"""Why a duty is late, told from the facts: what was due, how long it ran, who held the file, what waited for whom.

It says what is recorded and no more: nobody is blamed. Every day was spent on exactly one thing, so the parts always
add up to the whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from caseflow.law.counting import BACKWARD, BY_WORKING_DAYS
from caseflow.law.day_strip import in_unit
from caseflow.law.facts import wording
from caseflow.law.marks import Clock
from caseflow.law.terms import Action, CaseStatus, ClockState, EntryStatus, Nature, Status, Term, Unit
from caseflow.law.wording import NO_PAPERS, Papers
from caseflow.law.workflow import History, Taken
from caseflow.law.working_days import WorkingCalendar


class SpentOn(Term):
    """For whom or what a day of a period was spent."""

    OWN_UNIT = "own_unit", "cơ quan giải quyết và đơn vị được giao"
    CITIZEN = "citizen", "chờ công dân"
    OTHER_BODY = "other_body", "chờ cơ quan khác"


@dataclass(frozen=True, slots=True)
class Wait:
    """Something was waited for: from after a day up to and including another, or it still is.

    With a `cause` it was waited for only where that event suspended the clock: what a suspension does not stop runs on.
    """

    spent_on: SpentOn
    after: date
    until: date | None
    what: str
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """Who held the file from a day on, until the next one did."""

    who: str
    from_on: date


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of how a duty was spent; `registered` says where the paper was entered, if that was before."""

    clock: Clock
    holdings: tuple[Holding, ...]
    waits: tuple[Wait, ...]
    registered: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """How many days of a span were spent on whom, in the unit of its clock."""

    unit: Unit
    days: Mapping[SpentOn, int]

    @property
    def whole(self) -> int:
        """All of them."""
        return sum(self.days.values())


@dataclass(frozen=True, slots=True)
class Held:
    """Who held the file during a span, in working days."""

    who: str
    from_on: date
    to_on: date
    working_days: int


@dataclass(frozen=True, slots=True)
class Lateness:
    """A late duty explained: one paragraph, the causes of its whole run and of the days past its end, who held it."""

    paragraph: str
    whole: Split
    over: Split
    held: tuple[Held, ...]


_WAITING: Mapping[Status, SpentOn] = {EntryStatus.AWAITING_SUPPLEMENT: SpentOn.CITIZEN}
_GROUNDS: Mapping[str, SpentOn] = {"obstacle": SpentOn.CITIZEN, "waiting": SpentOn.OTHER_BODY}
"""What a suspension waits for, by its ground; further verification is the unit's own."""
_GROUND_FACTS = ("suspension_ground", "stay_ground")


def waits_of(history: History) -> tuple[Wait, ...]:
    """What a record waited for, read off its history."""
    return tuple(
        wait for place, taken in enumerate(history.taken) for wait in _waits_after(taken, history.taken[place + 1 :])
    )


def _waits_after(taken: Taken, later: Sequence[Taken]) -> Iterator[Wait]:
    on = taken.happening.on
    if taken.after == taken.before:
        return
    if taken.after in _WAITING:
        yield Wait(_WAITING[taken.after], on, _left(taken.after, later), "chờ công dân bổ sung đơn")
    elif taken.after is EntryStatus.FORWARDED:
        reply = next((one.happening.on for one in later if one.happening.action is Action.TAKE_REPLY), None)
        yield Wait(SpentOn.OTHER_BODY, on, reply, "chờ cơ quan nhận đơn phúc đáp")
    elif taken.after is CaseStatus.SUSPENDED:
        facts = taken.happening.facts
        for name in _GROUND_FACTS:
            spent_on = _GROUNDS.get(str(facts.get(name, "")))
            if spent_on is not None:
                what = f"tạm đình chỉ: {wording(name, facts[name])}"
                yield Wait(spent_on, on, _left(taken.after, later), what, f"event:{taken.happening.key}")


def _left(status: Status, later: Sequence[Taken]) -> date | None:
    """The day on which a status was left."""
    return next((one.happening.on for one in later if one.after is not status), None)


def split(waits: Sequence[Wait], calendar: WorkingCalendar, *, after: date, until: date, unit: Unit) -> Split:
    """The days after one up to another, each spent on one thing: what waits for a citizen comes before other bodies."""
    ends = {after, until}
    for wait in waits:
        ends |= {max(after, min(until, day)) for day in (wait.after, wait.until or until)}
    days = dict.fromkeys(SpentOn, 0)
    edges = sorted(ends)
    for first, last in pairwise(edges):
        found = {wait.spent_on for wait in waits if wait.after <= first and last <= (wait.until or until)}
        spent_on = next((one for one in (SpentOn.CITIZEN, SpentOn.OTHER_BODY) if one in found), SpentOn.OWN_UNIT)
        days[spent_on] += _days(calendar, first, last, unit)
    return Split(unit if unit in BY_WORKING_DAYS else Unit.CALENDAR_DAYS, days)


def _days(calendar: WorkingCalendar, a: date, b: date, unit: Unit) -> int:
    return calendar.working_days_between(a, b) if unit in BY_WORKING_DAYS else (b - a).days


def is_late(clock: Clock) -> bool:
    """Whether a clock is a duty that is, or was, late."""
    return clock.period.nature is Nature.DUTY and clock.state in (ClockState.OVERDUE, ClockState.MET_LATE)


def why_late(story: Story, calendar: WorkingCalendar, today: date, papers: Papers = NO_PAPERS) -> Lateness:
    """The explanation of a late duty."""
    clock = story.clock
    suspended = {pause.cause for pause in clock.pauses}
    waits = [wait for wait in story.waits if not wait.cause or wait.cause in suspended]
    end = clock.met_on or today
    first = clock.due_legal if clock.unit in BACKWARD else clock.start_on
    whole = split(waits, calendar, after=first, until=end, unit=clock.unit)
    held = tuple(_held(story.holdings, calendar, first, end))
    told = (
        _due(clock),
        _ran(clock, calendar, end, whole),
        *_stops(clock, papers),
        *_holders(story, held, is_done=clock.met_on is not None),
        *_waited(waits, calendar, first, end),
        _shares(whole),
    )
    over = split(waits, calendar, after=clock.due_legal, until=end, unit=clock.unit)
    return Lateness(" ".join(told), whole, over, held)


def _due(clock: Clock) -> str:
    since = f"{clock.period.start} {clock.start_on:%d/%m/%Y}"
    if clock.unit is Unit.BY_DOCUMENT:
        term = f"ngày ghi trong văn bản {clock.start_on:%d/%m/%Y}"
    elif clock.unit in BACKWARD:
        term = f"chậm nhất {clock.amount} {clock.unit.label} {since}"
    elif clock.unit in (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.HOURS, Unit.YEARS):
        term = f"{clock.total} {clock.unit.label} kể từ {since}"
    else:
        term = f"{clock.unit.label}, {since}"
    return f"Việc “{clock.label}” phải xong chậm nhất ngày {clock.due_legal:%d/%m/%Y}: {term} ({clock.basis})."


def _ran(clock: Clock, calendar: WorkingCalendar, end: date, whole: Split) -> str:
    past = in_unit(clock, calendar, clock.due_legal, end) if end > clock.due_legal else "trong ngày cuối"
    run = f"{whole.whole} {whole.unit.label.removesuffix(' trước')}"
    if clock.unit in BACKWARD:
        return f"Việc đã xong ngày {end:%d/%m/%Y}, muộn {past}." if clock.met_on else f"Đến nay quá {past}."
    if clock.met_on is not None:
        return f"Việc đã xong ngày {end:%d/%m/%Y}, sau {run}, muộn {past}."
    return f"Đến ngày {end:%d/%m/%Y} đã qua {run}, quá {past}."


def _stops(clock: Clock, papers: Papers) -> Iterator[str]:
    """What stopped or lengthened the count, or that nothing did."""
    for pause in clock.pauses:
        by = papers.get(pause.cause) or "quyết định tạm đình chỉ"
        last = f"đến hết {pause.to:%d/%m/%Y}, {(pause.to - pause.from_).days} ngày" if pause.to else "đến nay"
        yield f"Tạm dừng sau ngày {pause.from_:%d/%m/%Y} {last}, theo {by}."
    for change in clock.changes:
        figures = f"từ {change.before} thành {change.after} ngày"
        yield f"Ngày {change.on:%d/%m/%Y} xác định {change.variant.label}: {figures}."
    for extension in clock.extensions:
        by = papers.get(extension.cause) or f"quyết định ngày {extension.on:%d/%m/%Y}"
        counted = f"thêm {extension.amount} ngày" if extension.counted else "không tính, vì ban hành sau khi đã hết hạn"
        yield f"Gia hạn theo {by}: {counted}."
    nothing = ["tạm dừng"] * (not clock.pauses) + ["gia hạn"] * (not clock.extensions)
    if nothing:
        yield f"Không có {', không có '.join(nothing)}."


def _held(holdings: Sequence[Holding], calendar: WorkingCalendar, first: date, end: date) -> Iterator[Held]:
    """Who held the file within a span; one who hands over to himself holds on."""
    within: list[Holding] = []
    for holding in sorted(holdings, key=lambda one: one.from_on):
        if holding.from_on > end:
            break
        started = Holding(holding.who, max(first, holding.from_on))
        if within and within[-1].from_on == started.from_on:
            within.pop()
        if not within or within[-1].who != started.who:
            within.append(started)
    lasts = [*(after.from_on for after in within[1:]), end][: len(within)]
    for holding, last in zip(within, lasts, strict=True):
        days = calendar.working_days_between(holding.from_on, last)
        yield Held(holding.who, holding.from_on, last, days)


def _holders(story: Story, held: Sequence[Held], *, is_done: bool) -> Iterator[str]:
    if story.registered:
        yield f"Đơn vào sổ: {story.registered}."
    parts = [
        f"{one.who} từ {one.from_on:%d/%m/%Y} "
        f"{'đến nay' if one is held[-1] and not is_done else f'đến {one.to_on:%d/%m/%Y}'} "
        f"({one.working_days} ngày làm việc)"
        for one in held
    ]
    if parts:
        yield f"Giữ hồ sơ: {'; '.join(parts)}."


def _waited(waits: Sequence[Wait], calendar: WorkingCalendar, first: date, end: date) -> Iterator[str]:
    """What was waited for within a span."""
    for wait in waits:
        since, last = max(first, wait.after), min(end, wait.until or end)
        if since < last:
            until = f"đến {last:%d/%m/%Y}" if wait.until else "đến nay"
            days = calendar.working_days_between(since, last)
            yield f"{wait.what[:1].upper()}{wait.what[1:]}, từ {since:%d/%m/%Y} {until} ({days} ngày làm việc)."


def _shares(whole: Split) -> str:
    unit = whole.unit.label.removesuffix(" trước")
    parts = "; ".join(f"{spent_on.label} {days}" for spent_on, days in whole.days.items())
    return f"Trong {whole.whole} {unit}: {parts}."
