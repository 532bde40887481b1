"""`caseflow deadline`: when a period of the law ends, counted day by day from a day or a moment."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

from caseflow.commands.house import open_house
from caseflow.commands.terminal import complain, say
from caseflow.law.clock import VIETNAM, local_date
from caseflow.law.confirming import Confirmed, with_confirmations
from caseflow.law.day_strip import Day, explain
from caseflow.law.marks import Clock
from caseflow.law.periods import not_a_date
from caseflow.law.reckoning import Stop, doubts, reckon, row_of
from caseflow.law.wording import sentences
from caseflow.law.working_days import WorkingCalendar
from caseflow.reference.files import calendar_days
from caseflow.settings import Settings
from caseflow.store.calendar import CalendarRow, calendar_version, working_calendar
from caseflow.store.db import db
from caseflow.store.rules import RuleConfirmation, confirmed_now


def add_to(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `deadline`."""
    command = subparsers.add_parser("deadline", help="tính một thời hạn của luật từ một ngày, kể từng ngày")
    command.add_argument("code", metavar="MÃ", help="mã quy định, ví dụ KN-TL-NEW (xem: caseflow law table)")
    command.add_argument(
        "--from",
        dest="start",
        type=day_or_moment,
        required=True,
        metavar="NGÀY",
        help="ngày bắt đầu, ví dụ 2026-11-23; với thời hạn tính bằng giờ thì cả giờ: 2026-11-23T09:30",
    )
    command.add_argument(
        "--pause",
        dest="stops",
        type=stop,
        action="append",
        default=[],
        metavar="NGÀY..NGÀY",
        help="một lần tạm dừng, từ ngày quyết định đến ngày tiếp tục: 2026-07-20..2026-08-05; có thể ghi nhiều lần",
    )
    command.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    command.set_defaults(run=run)


def day_or_moment(words: str) -> date | datetime:
    """A day, or a moment of Vietnam unless it says otherwise, as typed."""
    try:
        if len(words) == len(date.min.isoformat()):
            return date.fromisoformat(words)
        read = datetime.fromisoformat(words)
    except ValueError as no:
        raise ArgumentTypeError(f"“{words}” không phải một ngày dạng 2026-11-23 hoặc 2026-11-23T09:30") from no
    return read if read.tzinfo else read.replace(tzinfo=VIETNAM)


def stop(words: str) -> Stop:
    """A suspension as typed: the day it was decided and the day of its continuation."""
    suspended, _, continued = words.partition("..")
    try:
        return Stop(date.fromisoformat(suspended), date.fromisoformat(continued))
    except ValueError as no:
        raise ArgumentTypeError(f"“{words}” không phải hai ngày dạng 2026-07-20..2026-08-05") from no


def run(args: Namespace, settings: Settings) -> int:
    """Say when a period ends; NoRuleError for a code, or a day, that no rule answers."""
    calendar, confirmed = _house(settings)
    row = row_of(args.code, _day(args.start), with_confirmations(confirmed))
    head: dict[str, object] = {
        "code": row.code,
        "family": row.family,
        "basis": row.basis,
        "start": _iso(args.start),
        "amount": row.amount,
        "unit": row.unit.value,
    }
    reason = not_a_date(row)
    if reason is not None:
        say(_json(head | {"not_a_date": reason}) if args.json else f"{row.code}: {row.label}. {row.basis}. {reason}.")
        return 0
    on = _day(args.start)
    clock = reckon(row, args.start, calendar=calendar, today=on, stops=args.stops)
    days = explain(clock, calendar, on)
    if args.json:
        say(_json(head | _pauses(args.stops) | _ends(clock) | {"days": [_plain(day) for day in days]}))
    else:
        _say_in_words(clock, (*sentences(clock, calendar, on), *doubts(row, args.stops)), days)
    return 0


def _day(start: date | datetime) -> date:
    return local_date(start) if isinstance(start, datetime) else start


def _iso(moment: date | datetime) -> str:
    return moment.astimezone(VIETNAM).isoformat() if isinstance(moment, datetime) else moment.isoformat()


def _json(answer: dict[str, object]) -> str:
    return json.dumps(answer, ensure_ascii=False)


def _pauses(stops: Sequence[Stop]) -> dict[str, object]:
    """The suspensions, where there were any."""
    told = [{"from": one.from_.isoformat(), "to": one.to.isoformat()} for one in stops if one.to]
    return {"pauses": told} if told else {}


def _ends(clock: Clock) -> dict[str, object]:
    """The plain count and the legal end; of a period in hours whose hour is known, the moment."""
    if clock.moment is not None:
        return dict.fromkeys(("due_strict", "due_legal"), _iso(clock.moment))
    return {"due_strict": _iso(clock.due_strict), "due_legal": _iso(clock.due_legal)}


def _plain(day: Day) -> dict[str, object]:
    return {
        "date": day.on.isoformat(),
        "weekday": day.weekday,
        "kind": day.kind.value,
        "counted": day.counted,
        "number": day.number,
        "reason": day.reason,
    }


def _say_in_words(clock: Clock, told: Sequence[str], days: Sequence[Day]) -> None:
    say(f"{clock.code}: {clock.label} ({clock.basis})")
    for sentence in told:
        say(f"  {sentence}")
    say()
    for day in days:
        number = "" if day.number is None else str(day.number)
        say(f"  {day.weekday} {day.on:%d/%m/%Y}  {number:>4}  {day.reason or day.kind.label}")


def _house(settings: Settings) -> tuple[WorkingCalendar, frozenset[Confirmed]]:
    """The calendar this installation works by and the rows it has confirmed; before there is one, what is shipped."""
    with open_house(settings):
        place = db.engine.url.database
        if db.engine.dialect.name == "sqlite" and not Path(place or "").exists():
            return _shipped()
        try:
            if inspect(db.engine).has_table(CalendarRow.__tablename__) and calendar_version():
                known = inspect(db.engine).has_table(RuleConfirmation.__tablename__)
                return working_calendar(), confirmed_now() if known else frozenset()
        except OperationalError:
            complain("không đọc được lịch trong cơ sở dữ liệu; tính theo lịch kèm theo chương trình.")
        return _shipped()


def _shipped() -> tuple[WorkingCalendar, frozenset[Confirmed]]:
    return WorkingCalendar(calendar_days()), frozenset()
