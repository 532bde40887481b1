"""`caseflow clocks`: the clocks of one case, or all deadline rows built anew from the events."""

import json
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date, datetime

from sqlalchemy import select

from caseflow.commands import schema
from caseflow.commands.house import open_house
from caseflow.commands.terminal import say
from caseflow.law.clock import local_date
from caseflow.law.clocks import left_in_words, sentences
from caseflow.law.errors import NotFoundError, Refusal
from caseflow.law.local_rules import INSIDE
from caseflow.law.marks import Clock
from caseflow.law.working_days import WorkingCalendar
from caseflow.services import cases
from caseflow.services.deadlines import clocks_of, local_clocks_of, origin_of, place_of
from caseflow.services.moves import Ends, Move
from caseflow.services.rebuilding import Rebuilt, rebuild
from caseflow.services.rereading import BATCH
from caseflow.settings import Settings
from caseflow.store.calendar import working_calendar
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.projections import ids_with_clocks
from caseflow.store.transactions import transaction

DIFFERENT = 1


def add_to(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `clocks`."""
    command = subparsers.add_parser("clocks", help="các thời hạn của một hồ sơ; hoặc dựng lại mọi thời hạn từ sự kiện")
    command.add_argument("case", nargs="?", metavar="HỒ_SƠ", help="số hồ sơ, ví dụ HS-2026-00001")
    command.add_argument("--rebuild", action="store_true", help="xóa và dựng lại mọi dòng thời hạn từ sự kiện")
    command.add_argument("--dry-run", action="store_true", help="với --rebuild: chỉ in chỗ khác nhau, không ghi gì")
    command.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    command.set_defaults(run=run)


def run(args: Namespace, settings: Settings) -> int:
    """Show a case's clocks, or rebuild them all; 1 when what was rebuilt is not what stood there."""
    if bool(args.case) == args.rebuild:
        raise Refusal("Hãy nêu một số hồ sơ, hoặc --rebuild.")
    with open_house(settings) as app:
        schema.check_current()
        now: datetime = app.config["CLOCK"]()
        if args.rebuild:
            return _say_rebuilt(list(rebuild_all(now, keep=not args.dry_run)), args)
        _say_clocks(args.case, local_date(now), as_json=args.json)
    return 0


def _say_clocks(code: str, today: date, *, as_json: bool) -> None:
    case = db.session.scalar(select(Case).where(Case.code == code))
    if case is None:
        raise NotFoundError(f"Không có hồ sơ nào mang số {code}.")
    history = cases.history(case)
    clocks = (*clocks_of(history, today), *local_clocks_of(history, place_of(case, history), today))
    calendar = working_calendar()
    if as_json:
        plain = {"case": case.code, "on": today.isoformat(), "clocks": [_plain(clock) for clock in clocks]}
        say(json.dumps(plain, ensure_ascii=False))
        return
    say(f"{case.code}: {case.petition_kind.label} {case.instance.label}, {case.status.label}")
    for clock in clocks:
        _say_clock(clock, calendar, today)


def _say_clock(clock: Clock, calendar: WorkingCalendar, today: date) -> None:
    say()
    left = left_in_words(clock, calendar, today)
    inside = f", {INSIDE}" if clock.is_local else ""
    say(f"{clock.label} ({clock.code}, {clock.basis}{inside}): hạn {clock.due_legal:%d/%m/%Y}, {left}")
    for sentence in sentences(clock, calendar, today):
        say(f"  {sentence}")


def _plain(clock: Clock) -> dict[str, object]:
    return {
        "code": clock.code,
        "family": clock.family,
        "basis": clock.basis,
        "origin": origin_of(clock).value,
        "label": clock.label,
        "start": clock.start_on.isoformat(),
        "occurrence": clock.occurrence,
        "amount": clock.total,
        "unit": clock.unit.value,
        "due_strict": clock.due_strict.isoformat(),
        "due_legal": clock.due_legal.isoformat(),
        "state": clock.state.value,
        "met_on": clock.met_on.isoformat() if clock.met_on else None,
        "pauses": [[pause.from_.isoformat(), pause.to.isoformat() if pause.to else None] for pause in clock.pauses],
        "extensions": [[extension.on.isoformat(), extension.amount] for extension in clock.extensions],
        "cause": clock.cause,
    }


def rebuild_all(now: datetime, *, keep: bool) -> Iterator[Rebuilt]:
    """Every batch in a transaction of its own; of a dry run nothing is written at all."""
    last = 0
    while ids := ids_with_clocks(after=last, limit=BATCH):
        with transaction(by_id=None, act="dựng lại thời hạn", now=now) if keep else nullcontext():
            yield rebuild(ids, now, keep=keep)
        last = ids[-1]


def _say_rebuilt(batches: list[Rebuilt], args: Namespace) -> int:
    moves = [move for batch in batches for move in batch.moves]
    differences = [difference for batch in batches for difference in batch.differences]
    rearmed = [alert for batch in batches for alert in batch.rearmed]
    subjects, rows = sum(batch.subjects for batch in batches), sum(batch.rows for batch in batches)
    if args.json:
        plain = {"clocks": rows, "moved": len(moves), "moves": [_plain_move(move) for move in moves]}
        rest = {"subjects": subjects, "differences": differences, "rearmed": rearmed}
        say(json.dumps(plain | rest, ensure_ascii=False))
    else:
        for move in moves:
            say(f"  đổi ngày: {move.record} {move.code} {_legal(move.before)} → {_legal(move.after)}: {move.why}")
        for difference in differences:
            say(f"  khác: {difference}")
        for alert in rearmed:
            say(f"  cảnh báo lại: {alert}")
        verb = "Thử dựng lại" if args.dry_run else "Đã dựng lại"
        say(
            f"{verb} {rows} thời hạn của {subjects} đơn, hồ sơ, việc được giao: "
            f"{len(moves)} ngày đổi, {len(differences)} chỗ khác, {len(rearmed)} cảnh báo bị nêu lại."
        )
    return DIFFERENT if differences or rearmed else 0


def _legal(ends: Ends | None) -> str:
    return f"{ends.legal:%d/%m/%Y}" if ends else "không có"


def _plain_move(move: Move) -> dict[str, object]:
    return {
        "subject": move.subject_id,
        "case": move.record,
        "family": move.family,
        "code": move.code,
        "from": _plain_ends(move.before),
        "to": _plain_ends(move.after),
        "why": move.why,
    }


def _plain_ends(ends: Ends | None) -> dict[str, str] | None:
    return {"strict": ends.strict.isoformat(), "legal": ends.legal.isoformat()} if ends else None
