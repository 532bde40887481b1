"""`caseflow journal verify` and `journal head`: whether the chain of what was written holds, and where it ends."""

import json
import re
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from pathlib import Path

from caseflow.commands import schema
from caseflow.commands.house import open_house
from caseflow.commands.terminal import say
from caseflow.settings import Settings
from caseflow.store.journal import broken_lines, head

BROKEN = 1
Head = tuple[int, str]


def add_to(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `journal`."""
    command = subparsers.add_parser("journal", help="kiểm tra nhật ký chống sửa")
    verbs = command.add_subparsers(required=True, metavar="VIỆC")
    verify = verbs.add_parser("verify", help="kiểm tra từng dòng của chuỗi")
    verify.add_argument("--head", type=_head, metavar="SỐ:MÃ", help="đầu chuỗi đã in hôm trước, để biết đuôi bị cắt")
    verify.set_defaults(run=run_verify)
    end = verbs.add_parser("head", help="in số và mã của dòng cuối, để giữ ngoài hệ thống")
    end.set_defaults(run=run_head)
    for verb in (verify, end):
        verb.add_argument("--json", action="store_true", help="in ra JSON")
        verb.add_argument("--home", type=Path, default=SUPPRESS, help=SUPPRESS)


def _head(words: str) -> Head:
    found = re.fullmatch(r"(\d+):([0-9a-f]{64})", words.strip().lower())
    if found is None:
        raise ArgumentTypeError("đầu chuỗi có dạng SỐ:MÃ, như lệnh journal head đã in")
    return int(found[1]), found[2]


def run_verify(args: Namespace, settings: Settings) -> int:
    """Name every line where the chain does not hold; 1 if there is any."""
    with open_house(settings):
        schema.check_current()
        broken = list(broken_lines(known_head=args.head))
        seq, digest = head()
    if args.json:
        found = [{"seq": line.seq, "reason": line.reason} for line in broken]
        say(json.dumps({"lines": seq, "head": f"{seq}:{digest}", "broken": found}, ensure_ascii=False))
        return BROKEN if broken else 0
    for line in broken:
        say(f"Dòng {line.seq}: {line.reason}.")
    say(f"Nhật ký KHÔNG nguyên vẹn: {len(broken)} chỗ." if broken else f"Nhật ký nguyên vẹn, đầu chuỗi {seq}:{digest}")
    return BROKEN if broken else 0


def run_head(args: Namespace, settings: Settings) -> int:
    """Print the number and digest of the last line."""
    with open_house(settings):
        schema.check_current()
        seq, digest = head()
    say(json.dumps({"seq": seq, "digest": digest}) if args.json else f"{seq}:{digest}")
    return 0
