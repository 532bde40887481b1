"""When an alert is due and who must hear of it: the ladder, as a value that comes in. Pure.

Levels follow the length of the period: a 3-day clock warns on its last day but one, a 30-day clock at 7, 3 and 1
working days; then on the day; then overdue by 1, 5 and every further 5 working days. Warnings count back from the
strict end, "overdue" from the legal one. Alerts fall on working mornings only, but for what is urgent and was due on
the day it began: that is told at once, by night and on days off too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from caseflow.law.clock import VIETNAM, local_date
from caseflow.law.periods import PERIODS
from caseflow.law.quotas import RHYTHMIC
from caseflow.law.terms import Nature, Role, Term
from caseflow.law.working_days import WorkingCalendar

MORNING = time(7, 0)
ONE_DAY = timedelta(days=1)


class AlertChannel(Term):
    """How an alert leaves the house; the inbox within it has every alert."""

    EMAIL = "email", "thư điện tử"
    WEBHOOK = "webhook", "cổng nhắn tin"


@dataclass(frozen=True, slots=True)
class Rung:
    """For periods up to so many working days: warn this many working days before the end."""

    up_to: int
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hearing:
    """From this many working days past the due day (negative: before it), these roles hear of it too.

    Into the inbox always, outside the house by `channels`; from then on `words` stand beside what is said.
    """

    from_days: int
    roles: tuple[Role, ...]
    officer: bool = False
    channels: tuple[AlertChannel, ...] = tuple(AlertChannel)
    words: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """How an office warns and escalates. What is urgent is sent outside working hours too."""

    rungs: tuple[Rung, ...]
    overdue: tuple[int, ...]
    every: int
    hearings: tuple[Hearing, ...]
    urgent: bool = False


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


WINDOWS = frozenset(period.family for period in PERIODS if period.nature in (Nature.RIGHT, Nature.MINIMUM))
"""Families that open or close a right of the citizen, or a least stay of a notice: shown, never alarmed or overdue."""

_EFFECT = Ladder(rungs=(Rung(10_000, ()),), overdue=(1, 5), every=5, hearings=LADDER.hearings)
PROPOSALS: dict[str, Ladder] = dict.fromkeys(
    (period.family for period in PERIODS if period.nature is Nature.EFFECT), _EFFECT
)
"""Families at whose end the system proposes and a person confirms: no warning beforehand."""

SUSPICIONS: dict[str, Ladder] = dict.fromkeys(
    ("NGHI-VUOT-CAP", "NGHI-DONG-NGUOI"),
    Ladder(
        rungs=(Rung(10_000, ()),),
        overdue=(5,),
        every=20,
        hearings=(Hearing(0, (Role.BOARD_HEAD,)), Hearing(5, (Role.UNIT_HEAD, Role.AUTHORITY))),
        urgent=True,
    ),
)
"""Suspicions that wait for a verdict: the head of the board hears at once; of what lies a week, those above too."""

CONFIRMED: dict[str, Ladder] = dict.fromkeys(
    ("VUOT-CAP", "DONG-NGUOI"),
    Ladder(rungs=(Rung(10_000, ()),), overdue=(5,), every=20, hearings=(Hearing(0, (Role.LEADER,)),), urgent=True),
)
"""Suspicions that a person has confirmed: the leader hears once; no clock runs on them."""

HOTSPOT, REFUSAL = "DIEM-NONG", "TU-CHOI"
HOTSPOTS: dict[str, Ladder] = {
    HOTSPOT: Ladder(
        rungs=(Rung(10_000, ()),),
        overdue=(5,),
        every=20,
        hearings=(Hearing(0, (Role.BOARD_HEAD, Role.LEADER)),),
        urgent=True,
    )
}
"""Matters marked as trouble spots: whoever marks one has confirmed it, so the board and the leader hear at once."""

REFUSALS: dict[str, Ladder] = {
    REFUSAL: Ladder(
        rungs=(Rung(10_000, ()),), overdue=(5,), every=20, hearings=(Hearing(0, (Role.BOARD_HEAD,)),), urgent=True
    )
}
"""A citizen was not received, or a petition not accepted: the head of the board hears at once."""

TO_KNOW = frozenset({*CONFIRMED, *HOTSPOTS, *REFUSALS})
"""Families whose alerts tell of what has been done and wait for nobody."""

QUOTAS: dict[str, Ladder] = dict.fromkeys(
    sorted(RHYTHMIC),
    Ladder(
        rungs=(Rung(6, (2,)), Rung(23, (10, 5, 2)), Rung(10_000, (20, 10, 3))),
        overdue=(1,),
        every=400,
        hearings=(
            Hearing(-10_000, (Role.CLERK, Role.UNIT_HEAD), officer=True),
            Hearing(-5, (Role.BOARD_HEAD, Role.AUTHORITY)),
            Hearing(1, (Role.LEADER,)),
        ),
    ),
)
"""Days of reception and briefings still owed: warned of from the middle of the month, told once when it is over."""

INVITATION = "TCD-GIAY-MOI"
DAYS: dict[str, Ladder] = dict.fromkeys(
    ("TCD-SCHED", "TCD-POSTPONE", "TCD-ONL-NOTICE", "TCD-ONL-TEST", INVITATION),
    Ladder(
        rungs=LADDER.rungs,
        overdue=LADDER.overdue,
        every=LADDER.every,
        hearings=(
            Hearing(-10_000, (Role.CLERK, Role.UNIT_HEAD), officer=True),
            Hearing(1, (Role.BOARD_HEAD, Role.AUTHORITY)),
            Hearing(5, (Role.LEADER,)),
        ),
    ),
)
"""What a day of reception needs beforehand: those who keep the schedule hear first."""

IDENTITY_REQUEST = "XEM-DANH-TINH"
REQUESTS: dict[str, Ladder] = {
    IDENTITY_REQUEST: Ladder(
        rungs=(Rung(10_000, ()),),
        overdue=(1, 5),
        every=5,
        hearings=(Hearing(-10_000, (Role.UNIT_HEAD, Role.AUTHORITY, Role.BOARD_HEAD)),),
        urgent=True,
    )
}
"""Requests to see who denounced: those who may allow them hear at once."""

ASIDE = frozenset({*SUSPICIONS, *REQUESTS, INVITATION})
"""Families that no event of their record decides: rereading its history leaves their rows alone."""

NO_DUE_DATE = TO_KNOW | {*SUSPICIONS, *REQUESTS, *PROPOSALS}
"""Families whose rows wait for a person's word and are never late, nor counted among what is due."""


def _moment(day: date) -> datetime:
    return datetime.combine(day, MORNING, VIETNAM).astimezone(UTC)


def timetable(span: Span, calendar: WorkingCalendar, ladder: Ladder, *, until: date) -> list[tuple[datetime, Level]]:
    """Every level of a clock up to a day, and the first one after it, in order, each with its moment."""
    length = abs(calendar.working_days_between(span.start_on, span.due_legal))
    rung = next(rung for rung in ladder.rungs if length <= rung.up_to)
    if span.start_on > span.due_legal:  # counted back from a day to come: a day off is reached on the day before it
        last = calendar.count_back(span.due_legal + ONE_DAY, 1)
        days = [(calendar.count_back(last, days), Level(-days)) for days in rung.before] + [(last, Level(0))]
    else:
        before = [(calendar.count_back(span.due_strict, days), Level(-days)) for days in rung.before]
        days = [(day, level) for day, level in before if span.start_on < day < span.due_legal]
        days.append((calendar.roll_forward(span.due_legal), Level(0)))
    moments = [(_moment(day), level) for day, level in days]
    if is_at_once(span, ladder):
        moments = [(datetime.combine(span.due_legal, time.min, VIETNAM).astimezone(UTC), Level(0))]
    step = 0
    while days[-1][0] <= until:
        past = ladder.overdue[step] if step < len(ladder.overdue) else days[-1][1].days + ladder.every
        days.append((calendar.add(span.due_legal, past), Level(past)))
        moments.append((_moment(days[-1][0]), Level(past)))
        step += 1
    return moments


def is_at_once(span: Span, ladder: Ladder) -> bool:
    """Whether something is told the moment it is there: it is urgent, and no time was left from the beginning."""
    return ladder.urgent and span.start_on == span.due_strict == span.due_legal


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a clock stands on its ladder: the highest level reached, if any, and when to look again."""

    level: Level | None
    next_at: datetime


def standing(span: Span, calendar: WorkingCalendar, ladder: Ladder, now: datetime) -> Standing:
    """What `timetable` says of a moment, without walking through every level of a clock long overdue."""
    lived = local_date(now) if now >= _moment(local_date(now)) else local_date(now) - ONE_DAY
    rolled = calendar.roll_forward(span.due_legal)
    if lived < rolled:
        moments = timetable(span, calendar, ladder, until=rolled if is_at_once(span, ladder) else lived)
        reached = [level for moment, level in moments if moment <= now]
        return Standing(reached[-1] if reached else None, next(moment for moment, _ in moments if moment > now))
    reached_days, next_days = _around(ladder, calendar.working_days_between(span.due_legal, lived))
    return Standing(Level(reached_days), _moment(calendar.add(span.due_legal, next_days)))


def _around(ladder: Ladder, past: int) -> tuple[int, int]:
    """The last level of overdue that so many working days have reached (0 before the first), and the one after it."""
    last = ladder.overdue[-1]
    if past >= last:
        reached = past - (past - last) % ladder.every
        return reached, reached + ladder.every
    reached = max((days for days in ladder.overdue if days <= past), default=0)
    return reached, next(days for days in ladder.overdue if days > past)


def words_of(family: str, due_on: date, calendar: WorkingCalendar, today: date) -> str:
    """How a due day stands on a day, in the words of an alert; what time alone completes only waits to be confirmed."""
    days = calendar.working_days_between(due_on, today)
    if family in PROPOSALS and today >= due_on:
        return "đã đủ thời gian, chờ xác nhận"
    if family in SUSPICIONS:
        return "nghi vấn chờ xác nhận"
    if family in CONFIRMED:
        return "đã xác nhận"
    if family in TO_KNOW:
        return "để biết"
    if days == 0 and today > due_on:
        return "vừa quá hạn"
    return Level(days).label


def heard_by(level: Level, ladder: Ladder, *, unassigned: bool) -> tuple[frozenset[Role], bool]:
    """The roles that hear of a level, and whether the responsible officer does.

    Where a ladder speaks to the officer and nobody is responsible, it speaks to those who must assign the record, from
    the first warning on.
    """
    due = [hearing for hearing in ladder.hearings if level.days >= hearing.from_days]
    roles = {role for hearing in due for role in hearing.roles}
    if unassigned and any(hearing.officer for hearing in ladder.hearings):
        roles |= {Role.UNIT_HEAD, Role.AUTHORITY}
    return frozenset(roles), any(hearing.officer for hearing in due)


def ways_of(level: Level, ladder: Ladder) -> Mapping[Role | None, frozenset[AlertChannel]]:
    """By which channels each role hears of a level outside the house; under None, the responsible officer."""
    ways: dict[Role | None, frozenset[AlertChannel]] = {}
    for hearing in ladder.hearings:
        if level.days >= hearing.from_days:
            for who in (*hearing.roles, *([None] if hearing.officer else [])):
                ways[who] = ways.get(who, frozenset()) | frozenset(hearing.channels)
    return ways


def words_at(level: Level, ladder: Ladder) -> str:
    """What the office has said beside an alert of a level: the words of the highest row that it has reached."""
    said = [hearing for hearing in ladder.hearings if hearing.words and level.days >= hearing.from_days]
    return max(said, key=lambda hearing: hearing.from_days).words if said else ""
