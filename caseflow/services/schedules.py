"""A year of reception days by one rule: looked at before it is made, made once, published at a stroke."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from caseflow.law.errors import MissingFactError
from caseflow.law.quotas import Owed, owed
from caseflow.law.rights import Reader
from caseflow.law.schedule import Fallback, MissingDay, PlannedDay, Rhythm, ScheduleRule, described, lay_out
from caseflow.services import reception_days
from caseflow.services.reception_days import DayPlan, Named
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.duties import heads_of
from caseflow.store.offices import Office
from caseflow.store.reception_days import ReceptionSchedule, taken_days
from caseflow.store.rules import rules_in_force

LONGEST_DAYS = 731
"""Nobody plans further ahead: the holidays of later years are not known."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule comes to: its days, and the weeks and months in which it gives a head fewer than the law demands."""

    days: tuple[PlannedDay, ...]
    short: tuple[tuple[str, Owed, int], ...]


def check(rule: ScheduleRule, first: date, last: date) -> None:
    """Refuse a rule that names no day, or days of no month or week. Raises MissingFactError with the field."""
    needed = {
        Rhythm.LISTED: ("days", rule.days, "Cần ghi ít nhất một ngày."),
        Rhythm.MONTHLY: ("month_days", rule.month_days, "Cần ghi ngày trong tháng, như 15."),
        Rhythm.WEEKLY: ("weekdays", rule.weekdays, "Cần chọn thứ trong tuần."),
        Rhythm.WEEKDAY_OF_MONTH: ("weekdays", rule.weekdays and rule.weeks, "Cần chọn thứ và tuần trong tháng."),
    }
    field, given, sentence = needed[rule.rhythm]
    if not given:
        raise MissingFactError(sentence, field=field)
    if last < first:
        raise MissingFactError("Ngày cuối ở trước ngày đầu.", field="last")
    if (last - first).days > LONGEST_DAYS:
        raise MissingFactError("Lịch lập tối đa cho hai năm.", field="last")


def preview(rule: ScheduleRule, first: date, last: date, body_ids: Sequence[int]) -> Preview:
    """The days a rule comes to between two days, and where they fall short of what the law demands of the heads.

    Raises MissingFactError for a rule that names no day.
    """
    check(rule, first, last)
    days = lay_out(rule, first, last, working_calendar(), taken=taken_days(body_ids, first, last))
    return Preview(days, tuple(_short(days, first, last, body_ids)))


def _short(
    planned: Sequence[PlannedDay], first: date, last: date, body_ids: Sequence[int]
) -> list[tuple[str, Owed, int]]:
    """The spans in which the days of a head, planned now or before, are fewer than the quota."""
    found: list[tuple[str, Owed, int]] = []
    families = sorted({row.family for row in rules_in_force().periods})
    for duty in heads_of(body_ids, families):
        spans = owed(duty.family, first, last, since=duty.since, until=duty.until or date.max)
        within = [one for one in spans if first <= one.span.first and one.span.last <= last]
        if not within:
            continue
        days = {day.on for day in planned if day.on} | set(taken_days([duty.body_id], first, last))
        for one in within:
            count = sum(one.span.first <= day <= one.span.last for day in days)
            if count < one.times:
                found.append((duty.post, one, count))
    return found


def make(
    rule: ScheduleRule,
    first: date,
    last: date,
    plan: DayPlan,
    *,
    office: Office,
    planned_on: date,
    register_days: int | None = None,
    reader: Reader,
    now: datetime,
) -> ReceptionSchedule:
    """Plan every day a rule comes to. Raises MissingFactError, and NotPermittedError without the right."""
    found = preview(rule, first, last, [host.office.id for host in plan.hosts])
    days = [day for day in found.days if day.on is not None]
    if not days:
        raise MissingFactError("Quy tắc này không cho ngày nào trong khoảng đã chọn.", field="rhythm")
    schedule = ReceptionSchedule(
        office_id=office.id,
        rule=as_json(rule),
        first=first,
        last=last,
        made_at=now,
        made_by_id=reader.user_id,
    )
    db.session.add(schedule)
    db.session.flush()
    calendar = working_calendar()
    for day in days:
        on = day.on or day.named
        reception_days.add(
            on,
            plan,
            office=office,
            planned_on=planned_on,
            register_until=calendar.count_back(on, register_days) if register_days else None,
            named=Named(schedule.id, day.named, "; ".join(day.reasons)),
            reader=reader,
            now=now,
        )
    return schedule


def as_json(rule: ScheduleRule) -> dict[str, Any]:
    """A rule as its row keeps it."""
    return {
        "rhythm": rule.rhythm.value,
        "days": [day.isoformat() for day in rule.days],
        "month_days": list(rule.month_days),
        "weekdays": list(rule.weekdays),
        "weeks": list(rule.weeks),
        "on_holiday": rule.on_holiday.value,
        "on_weekend": rule.on_weekend.value,
        "missing": rule.missing.value,
        "may_leave_month": rule.may_leave_month,
        "on_made_up_saturday": rule.on_made_up_saturday,
    }


def from_json(kept: Mapping[str, Any]) -> ScheduleRule:
    """A rule as its row kept it."""
    return ScheduleRule(
        rhythm=Rhythm(kept["rhythm"]),
        days=tuple(date.fromisoformat(day) for day in kept["days"]),
        month_days=tuple(kept["month_days"]),
        weekdays=tuple(kept["weekdays"]),
        weeks=tuple(kept["weeks"]),
        on_holiday=Fallback(kept["on_holiday"]),
        on_weekend=Fallback(kept["on_weekend"]),
        missing=MissingDay(kept["missing"]),
        may_leave_month=kept["may_leave_month"],
        on_made_up_saturday=kept["on_made_up_saturday"],
    )


def rule_of(schedule_id: int) -> str:
    """The rule by which a schedule was laid out, as the office would write it."""
    return described(from_json(db.session.get_one(ReceptionSchedule, schedule_id).rule))
