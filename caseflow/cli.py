"""The `caseflow` command: every command is a row of COMMANDS, a module that adds itself to the parser."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy.exc import OperationalError

from caseflow.commands import backup, clocks, deadline, demo, journal, law, report, serving, setup, sweep
from caseflow.commands.terminal import complain
from caseflow.law.errors import Refusal
from caseflow.settings import Settings, SettingsError

COMMANDS = (setup, demo, serving, journal, backup, sweep, deadline, clocks, law, report)
REFUSED = 2


def parser() -> ArgumentParser:
    """Every command with its arguments; all of them take the home folder."""
    whole = ArgumentParser(prog="caseflow", description="Tiếp công dân, xử lý đơn, khiếu nại, tố cáo của một tỉnh.")
    whole.set_defaults(is_demo=False)
    subparsers = whole.add_subparsers(required=True, metavar="LỆNH")
    for module in COMMANDS:
        module.add_to(subparsers)
    for command in subparsers.choices.values():
        command.add_argument("--home", type=Path, help="thư mục dữ liệu (mặc định: biến CASEFLOW_HOME)")
    return whole


def main(argv: Sequence[str] | None = None, env: Mapping[str, str] = os.environ) -> int:
    """Run one command; 0 when done, 2 with one sentence on standard error when refused."""
    args = parser().parse_args(argv)
    try:
        code: int = args.run(args, Settings.from_env(env, home=args.home, is_demo=args.is_demo))
    except (Refusal, SettingsError) as no:
        complain(str(no))
    except OperationalError as unreachable:
        complain(f"Không làm việc được với cơ sở dữ liệu: {unreachable.orig}")
    else:
        return code
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
