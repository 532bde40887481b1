"""When an alert is due and who must hear of it: the ladder, as a value that comes in. Pure.

Levels follow the length of the period: a 3-day clock warns on its last day but one, a 30-day clock at 7, 3 and 1 working
days; then on the day; then overdue by 1, 5 and every further 5 working days. Warnings count back from the strict end,
"overdue" from the legal one (law.md 2.1). Alerts fall on working mornings only.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from caseflow.law.clock import VIETNAM, local_date
from caseflow.law.terms import Role
from caseflow.law.working_days import WorkingCalendar

MORNING = time(7, 0)


@dataclass(frozen=True, slots=True)
class Rung:
    """For periods up to so many working days: warn this many working days before the end."""

    up_to: int
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hearing:
    """From this many working days past the due day (negative: before it), these roles hear of it too."""

    from_days: int
    roles: tuple[Role, ...]
    officer: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """How an office warns and escalates."""

    rungs: tuple[Rung, ...]
    overdue: tuple[int, ...]
    every: int
    hearings: tuple[Hearing, ...]


LADDER = Ladder(
    rungs=(Rung(1, ()), Rung(4, (1,)), Rung(14, (3, 1)), Rung(10_000, (7, 3, 1))),
    overdue=(1, 5),
    every=5,
    hearings=(
        Hearing(-10_000, (), officer=True),
        Hearing(-1, (Role.UNIT_HEAD, Role.AUTHORITY)),
        Hearing(1, (Role.BOARD_HEAD,)),
        Hearing(5, (Role.LEADER,)),
    ),
)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of alert: working days past the due day; negative before it, 0 on the day."""

    days: int

    @property
    def code(self) -> str:
        """How the ledger names it: truoc-7, den-han, qua-5."""
        if self.days < 0:
            return f"truoc-{-self.days}"
        return f"qua-{self.days}" if self.days else "den-han"

    @property
    def label(self) -> str:
        """How a person reads it."""
        if self.days < 0:
            return f"còn {-self.days} ngày làm việc"
        return f"quá hạn {self.days} ngày làm việc" if self.days else "đến hạn hôm nay"


@dataclass(frozen=True, slots=True)
class Span:
    """What of a clock the ladder needs: where it started and where it ends."""

    start_on: date
    due_strict: date
    due_legal: date


WINDOWS = frozenset(
    {"KN-W2-RECV", "KN-W2-EXPIRE", "KN-SUE-RECV", "KN-SUE-EXPIRE", "KN-THOIHIEU", "KN-PUB-POST", "TC-PUB-POST"}
)
"""Families that open or close a right of the citizen, or a least stay of a notice: shown, never alarmed, never overdue."""

_EFFECT = Ladder(rungs=(Rung(10_000, ()),), overdue=(1, 5), every=5, hearings=LADDER.hearings)
PROPOSALS: dict[str, Ladder] = dict.fromkeys(("KN-EFF1", "KN-EFF2", "KN-KL-EFF"), _EFFECT)
"""Families at whose end the system proposes and a person confirms: no warning beforehand."""


def _moment(day: date) -> datetime:
    return datetime.combine(day, MORNING, VIETNAM).astimezone(UTC)


def timetable(span: Span, calendar: WorkingCalendar, ladder: Ladder, *, until: date) -> list[tuple[datetime, Level]]:
    """Every level of a clock up to a day, and the first one after it, in order, each with its moment."""
    length = calendar.working_days_between(span.start_on, span.due_legal)
    rung = next(rung for rung in ladder.rungs if length <= rung.up_to)
    before = [(calendar.count_back(span.due_strict, days), Level(-days)) for days in rung.before]
    days = [(day, level) for day, level in before if span.start_on < day < span.due_legal]
    days.append((calendar.roll_forward(span.due_legal), Level(0)))
    step = 0
    while days[-1][0] <= until:
        past = ladder.overdue[step] if step < len(ladder.overdue) else days[-1][1].days + ladder.every
        days.append((calendar.add(span.due_legal, past), Level(past)))
        step += 1
    return [(_moment(day), level) for day, level in days]


def level_moments(
    span: Span, calendar: WorkingCalendar, ladder: Ladder, now: datetime
) -> tuple[list[datetime], list[datetime]]:
    """The moments of the levels already reached, and of those still to come."""
    moments = [moment for moment, _ in timetable(span, calendar, ladder, until=local_date(now))]
    return [moment for moment in moments if moment <= now], [moment for moment in moments if moment > now]


def level_reached(span: Span, calendar: WorkingCalendar, ladder: Ladder, now: datetime) -> Level | None:
    """The highest level whose moment has come; a backlog entered late raises only this one."""
    reached = [level for moment, level in timetable(span, calendar, ladder, until=local_date(now)) if moment <= now]
    return reached[-1] if reached else None


def next_moment(span: Span, calendar: WorkingCalendar, ladder: Ladder, after: datetime) -> datetime:
    """When this clock must be looked at again: the first level moment after a moment."""
    return level_moments(span, calendar, ladder, after)[1][0]


def heard_by(level: Level, ladder: Ladder, *, unassigned: bool) -> tuple[frozenset[Role], bool]:
    """The roles that hear of a level, and whether the responsible officer does.

    A record nobody is responsible for goes to those who must assign it, from the first warning on.
    """
    due = [hearing for hearing in ladder.hearings if level.days >= hearing.from_days]
    roles = {role for hearing in due for role in hearing.roles}
    if unassigned:
        roles |= {Role.UNIT_HEAD, Role.AUTHORITY}
    return frozenset(roles), any(hearing.officer for hearing in due)
