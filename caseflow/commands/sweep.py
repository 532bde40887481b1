"""`caseflow sweep`: one sweep by hand, or what one would do."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Sequence
from datetime import date, datetime

from caseflow.commands import schema
from caseflow.commands.house import leave_alone, open_house
from caseflow.commands.terminal import say
from caseflow.demo.province import SETTING as DEMO
from caseflow.jobs.letters import carriers, channels, deliver_all
from caseflow.jobs.sweep import Swept, sweep
from caseflow.law.clock import VIETNAM
from caseflow.law.errors import Refusal
from caseflow.law.escalation import MORNING
from caseflow.law.hearing import OFFICER
from caseflow.law.terms import Role
from caseflow.services.foresight import Foreseen, foresee
from caseflow.settings import Settings
from caseflow.store.forms import setting


def add_to(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `sweep`."""
    command = subparsers.add_parser("sweep", help="quét thời hạn một lần: nêu cảnh báo, báo cho người phải biết")
    command.add_argument(
        "--at", type=moment, metavar="THỜI_ĐIỂM", help="quét như vào lúc ấy (2026-11-23 là 7 giờ sáng ngày ấy)"
    )
    command.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ nêu cảnh báo nào và vì sao, không ghi gì")
    command.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    command.set_defaults(run=run)


def moment(words: str) -> datetime:
    """A moment as typed: ISO, of Vietnam unless it says otherwise; a day alone is the hour at which alerts fall."""
    try:
        read = datetime.fromisoformat(words)
        if len(words) == len(date.min.isoformat()):
            read = datetime.combine(read, MORNING)
    except ValueError as no:
        raise ArgumentTypeError(f"“{words}” không phải một thời điểm dạng 2026-11-23 hoặc 2026-11-23T07:00") from no
    return read if read.tzinfo else read.replace(tzinfo=VIETNAM)


def run(args: Namespace, settings: Settings) -> int:
    """Sweep once, or say what a sweep would raise."""
    with open_house(settings) as app:
        leave_alone()
        schema.check_current()
        now: datetime = app.config["CLOCK"]()
        at = args.at or now
        if args.dry_run:
            _say_foreseen(list(foresee(at)), at, as_json=args.json)
            return 0
        if at > now and setting(DEMO) is None:
            raise Refusal("Chỉ được quét ở một thời điểm chưa đến khi có --dry-run; quét thật thì phải đợi đến lúc ấy.")
        _say_swept(_sweep(at, settings), as_json=args.json)
    return 0


def _sweep(at: datetime, settings: Settings) -> Swept:
    by = carriers(settings)
    return sweep(at, **channels(by)) + deliver_all(by, at)


def _say_swept(swept: Swept, *, as_json: bool) -> None:
    if as_json:
        say(json.dumps({"raised": swept.raised, "delivered": swept.delivered, "failed": swept.failed}))
    else:
        say(f"Nêu {swept.raised} cảnh báo; {swept.delivered} lượt báo đã đến nơi; {swept.failed} lỗi.")


def _say_foreseen(found: Sequence[Foreseen], at: datetime, *, as_json: bool) -> None:
    if as_json:
        say(json.dumps({"would_raise": len(found), "alerts": [_plain(alert) for alert in found]}, ensure_ascii=False))
        return
    say(f"Quét lúc {at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y} sẽ nêu {len(found)} cảnh báo.")
    for alert in found:
        matter = f"{alert.matter} “{alert.title}”" if alert.title else alert.matter
        say(f"  {matter}: {alert.label} ({alert.code}), hạn {alert.due_on:%d/%m/%Y}, {alert.level.label}")
        heard = ", ".join(f"{_who(who)} {count}" for who, count in alert.hearers.items())
        say(f"    báo cho {alert.people} người: {heard or 'chưa có ai'}")


def _who(who: str) -> str:
    return "cán bộ phụ trách" if who == OFFICER else Role(who).label


def _plain(alert: Foreseen) -> dict[str, object]:
    return {
        "matter": alert.matter,
        **({"title": alert.title} if alert.title else {}),
        "code": alert.code,
        "label": alert.label,
        "level": alert.level.code,
        "due": alert.due_on.isoformat(),
        "cause": alert.cause,
        "roles": dict(alert.hearers),
        "people": alert.people,
    }
