"""The days on which a head receives, laid out as an office writes its rule: dates, a day of the month, a weekday. Pure.

A named day that is off moves as the rule says, for holidays and weekends apart; every day that moves, stays away or
stands on a made-up Saturday says why. A month owes its own days, so no day leaves its month unless the rule lets it.
"""

from calendar import monthrange
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseflow.law.terms import Term
from caseflow.law.working_days import FRIDAY, WorkingCalendar

ONE_DAY = timedelta(days=1)
DECEMBER = 12
LAST_WEEK = -1
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
LATEST_DAY = 31


class Rhythm(Term):
    """How a schedule names its days."""

    LISTED = "listed", "những ngày nêu rõ"
    MONTHLY = "monthly", "ngày cố định hằng tháng"
    WEEKDAY_OF_MONTH = "weekday_of_month", "thứ cố định trong tháng"
    WEEKLY = "weekly", "thứ cố định hằng tuần"


class Fallback(Term):
    """Where a named day goes that is a day off."""

    NEXT = "next", "ngày làm việc tiếp theo"
    PREVIOUS = "previous", "ngày làm việc liền trước"
    NEAREST = "nearest", "ngày làm việc gần nhất trong cùng tháng"
    SKIP = "skip", "không tiếp"
    STAY = "stay", "giữ nguyên ngày"


class MissingDay(Term):
    """What a month does that lacks the day of the rule (ngày 30 tháng 02)."""

    LAST = "last", "lấy ngày cuối tháng"
    SKIP = "skip", "không tiếp trong tháng đó"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRule:
    """A schedule as it is written: which days, and where they go when they are off.

    `days` of LISTED; `month_days` (1-31) of MONTHLY; `weekdays` (0 is Monday) of WEEKLY and WEEKDAY_OF_MONTH, there
    with `weeks` (1-5, -1 for the last one).
    """

    rhythm: Rhythm
    days: tuple[date, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    on_holiday: Fallback = Fallback.NEXT
    on_weekend: Fallback = Fallback.NEXT
    missing: MissingDay = MissingDay.LAST
    may_leave_month: bool = False
    on_made_up_saturday: bool = True


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day that the rule names: as it is named, where it ends up (None: nowhere), and every reason for that."""

    named: date
    on: date | None
    reasons: tuple[str, ...] = ()
    provisional: bool = False  # the holidays of one of the two are not announced yet

    @property
    def is_moved(self) -> bool:
        """Whether it ends up on another day than the one named, or on none."""
        return self.on != self.named


def lay_out(
    rule: ScheduleRule, first: date, last: date, calendar: WorkingCalendar, *, taken: Collection[date] = ()
) -> tuple[PlannedDay, ...]:
    """Every day of a rule between two days, both included, in the order in which the rule names them.

    `taken` are days on which the same head receives already; two named days never end up on the same one.
    """
    named = list(_named(rule, first, last))
    laying = _Laying(rule, calendar, set(taken))
    standing = {day for day, _ in named if laying.fits(day)}  # what moves does not push aside what stands
    laying.occupied |= standing
    return tuple(laying.stand(day, said) if day in standing else laying.move(day, said) for day, said in named)


def _named(rule: ScheduleRule, first: date, last: date) -> Iterator[tuple[date, tuple[str, ...]]]:
    """The days a rule names, each once and in order, with what is to be said of the name itself."""
    if rule.rhythm is Rhythm.LISTED:
        yield from ((day, ()) for day in sorted(set(rule.days)) if first <= day <= last)
        return
    if rule.rhythm is Rhythm.WEEKLY:
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        yield from ((day, ()) for day in span if day.weekday() in rule.weekdays)
        return
    of_month = _days_of_month if rule.rhythm is Rhythm.MONTHLY else _weekdays_of_month
    found = {day: why for year, month in _months(first, last) for day, why in of_month(rule, year, month)}
    yield from ((day, found[day]) for day in sorted(found) if first <= day <= last)


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year + 1, 1) if month == DECEMBER else (year, month + 1)


def _days_of_month(rule: ScheduleRule, year: int, month: int) -> Iterator[tuple[date, tuple[str, ...]]]:
    """The day itself where the month has it; where it has not, its last day or none, as the rule says."""
    length = monthrange(year, month)[1]
    for number in sorted(rule.month_days, reverse=True):  # a day the month has speaks for itself, and comes last
        if number <= length:
            yield date(year, month, number), ()
        elif rule.missing is MissingDay.LAST:
            yield date(year, month, length), (f"tháng {month:02d}/{year} không có ngày {number}: lấy ngày cuối tháng",)


def _weekdays_of_month(rule: ScheduleRule, year: int, month: int) -> Iterator[tuple[date, tuple[str, ...]]]:
    length = monthrange(year, month)[1]
    for weekday in rule.weekdays:
        fitting = [day for day in _every_day(year, month, length) if day.weekday() == weekday]
        for week in sorted(rule.weeks, reverse=True):
            if week == LAST_WEEK:
                yield fitting[-1], ()
            elif week <= len(fitting):
                yield fitting[week - 1], ()
            elif rule.missing is MissingDay.LAST:
                why = f"tháng {month:02d}/{year} không có {WEEKDAYS[weekday]} thứ {week}: lấy {WEEKDAYS[weekday]} cuối"
                yield fitting[-1], (why,)


def _every_day(year: int, month: int, length: int) -> list[date]:
    return [date(year, month, number) for number in range(1, length + 1)]


@dataclass(slots=True)
class _Laying:
    """One rule as it is being laid out: the days that are occupied so far."""

    rule: ScheduleRule
    calendar: WorkingCalendar
    occupied: set[date]

    def fits(self, day: date) -> bool:
        """Whether somebody may still be received on a day."""
        return self._is_open(day) and day not in self.occupied

    def _is_open(self, day: date) -> bool:
        """Whether a day is worked, and no made-up Saturday where the rule bars them."""
        return self.calendar.is_working(day) and (self.rule.on_made_up_saturday or not self.calendar.is_made_up(day))

    def stand(self, named: date, said: tuple[str, ...]) -> PlannedDay:
        """A day that stays where it is."""
        return PlannedDay(named, named, (*said, *self._made_up(named)), self._is_provisional(named))

    def move(self, named: date, said: tuple[str, ...]) -> PlannedDay:
        """A day that is off, or on which somebody is received already, and where it goes."""
        off = not self._is_open(named)
        why = f"{named:%d/%m/%Y} là {_why_off(named, self.calendar)}" if off else f"{named:%d/%m/%Y} đã có lịch"
        fallback = self._fallback(named, off=off)
        if fallback is Fallback.STAY and off:
            reasons = (*said, f"{why}: giữ nguyên ngày theo quy tắc, cần xem lại")
            return PlannedDay(named, named, reasons, self._is_provisional(named))
        if fallback in (Fallback.SKIP, Fallback.STAY):
            return PlannedDay(named, None, (*said, f"{why}: không tiếp"), self._is_provisional(named))
        return self._moved(named, fallback, (*said, why))

    def _fallback(self, named: date, *, off: bool) -> Fallback:
        """Of a day off during the week, that of holidays; a day that only collides goes where a weekend day goes."""
        return self.rule.on_holiday if off and named.weekday() <= FRIDAY else self.rule.on_weekend

    def _moved(self, named: date, fallback: Fallback, why: tuple[str, ...]) -> PlannedDay:
        """The first fitting day a fallback leads to, turned back where that would leave the month of the name."""
        for turned, candidates in enumerate(_ways(named, fallback, self.rule)):
            found = next((day for day in candidates if self.fits(day)), None)
            if found is None:
                continue
            self.occupied.add(found)
            reasons = [*why, *([f"{fallback.label} đã sang tháng khác"] if turned else [])]
            label = "ngày làm việc gần nhất còn trong tháng" if turned else fallback.label
            reasons.append(f"chuyển sang {label}, {WEEKDAYS[found.weekday()]} {found:%d/%m/%Y}")
            if (found.year, found.month) != (named.year, named.month):
                reasons.append(f"ra ngoài tháng {named:%m/%Y}, theo quy tắc cho phép")
            doubtful = self._is_provisional(named, found)
            return PlannedDay(named, found, (*reasons, *self._made_up(found)), doubtful)
        reasons = [*why, "trong tháng không còn ngày phù hợp: không tiếp"]
        return PlannedDay(named, None, tuple(reasons), self._is_provisional(named))

    def _made_up(self, day: date) -> tuple[str, ...]:
        return (f"thứ Bảy {self.calendar.why(day)}",) if self.calendar.is_made_up(day) else ()

    def _is_provisional(self, *days: date) -> bool:
        return any(self.calendar.crosses_provisional(day, day) for day in days)


def _why_off(day: date, calendar: WorkingCalendar) -> str:
    if calendar.is_made_up(day):
        return f"thứ Bảy {calendar.why(day)}"
    return f"{WEEKDAYS[day.weekday()]}, {calendar.why(day)}"


def _fallback(named: date, rule: ScheduleRule, *, off: bool) -> Fallback:
    """A day off during the week is a holiday; a day that only collides with another goes where a weekend day goes."""
    return rule.on_holiday if off and named.weekday() <= FRIDAY else rule.on_weekend


def _ways(named: date, fallback: Fallback, rule: ScheduleRule) -> Iterator[Sequence[date]]:
    """The days a moved day may go to, nearest first: along its fallback, then back the other way within its month."""
    month = _every_day(named.year, named.month, monthrange(named.year, named.month)[1])
    later, earlier = [day for day in month if day > named], [day for day in reversed(month) if day < named]
    beyond = [month[-1] + timedelta(days=n) for n in range(1, LATEST_DAY)] if rule.may_leave_month else []
    before = [month[0] - timedelta(days=n) for n in range(1, LATEST_DAY)] if rule.may_leave_month else []
    if fallback is Fallback.NEAREST:
        yield sorted([*later, *earlier], key=lambda day: (abs(day - named), -day.toordinal()))
    elif fallback is Fallback.NEXT:
        yield [*later, *beyond]
        yield earlier
    else:
        yield [*earlier, *before]
        yield later


def described(rule: ScheduleRule) -> str:
    """A rule as the office would write it."""
    named = _named_in_words(rule)
    if rule.rhythm is Rhythm.LISTED:
        return named
    if rule.on_holiday is rule.on_weekend:
        return f"{named}; trùng ngày nghỉ thì {_goes(rule.on_holiday)}"
    return f"{named}; trùng ngày lễ thì {_goes(rule.on_holiday)}, trùng ngày cuối tuần thì {_goes(rule.on_weekend)}"


def _goes(fallback: Fallback) -> str:
    return fallback.label if fallback in (Fallback.SKIP, Fallback.STAY) else f"tiếp vào {fallback.label}"


def _named_in_words(rule: ScheduleRule) -> str:
    match rule.rhythm:
        case Rhythm.LISTED:
            return ", ".join(f"{day:%d/%m/%Y}" for day in sorted(set(rule.days)))
        case Rhythm.MONTHLY:
            return f"ngày {_joined([str(number) for number in sorted(set(rule.month_days))])} hằng tháng"
        case Rhythm.WEEKLY:
            return f"{_joined([WEEKDAYS[day] for day in sorted(set(rule.weekdays))])} hằng tuần"
        case _:
            ordered = sorted(set(rule.weeks), key=_week_order)
            weeks = ["cuối" if week == LAST_WEEK else f"thứ {week}" for week in ordered]
            days = _joined([WEEKDAYS[day] for day in sorted(set(rule.weekdays))])
            return f"{days}, tuần {_joined(weeks)} của tháng"


def _week_order(week: int) -> int:
    return LATEST_DAY if week == LAST_WEEK else week


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} và {words[-1]}"
