"""`caseflow law`: the rule tables checked, printed, drawn."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from caseflow.commands.house import open_house
from caseflow.commands.terminal import complain, say
from caseflow.law.diagram import diagram
from caseflow.law.lawtable import check_against_law, check_citations
from caseflow.law.periods import PERIODS
from caseflow.law.rulecheck import check_periods
from caseflow.law.stepcheck import check_steps
from caseflow.law.tables import TABLES
from caseflow.reference.files import law_lines
from caseflow.settings import Settings
from caseflow.web.rulebook import drawing_file

WRONG = 1


def add_to(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `law check`, `law table`, `law diagram`."""
    law = subparsers.add_parser("law", help="kiểm tra, in, vẽ các bảng quy định")
    parts = law.add_subparsers(required=True, metavar="VIỆC")
    parts.add_parser("check", help="kiểm tra bảng thời hạn và bảng các bước").set_defaults(run=run_check)
    parts.add_parser("table", help="in bảng thời hạn").set_defaults(run=run_table)
    drawn = parts.add_parser("diagram", help="vẽ các bước của một thủ tục (Mermaid)")
    drawn.add_argument("kind", choices=sorted(TABLES), metavar="THỦ_TỤC", help=", ".join(TABLES))
    drawn.add_argument("--svg", type=Path, metavar="TỆP", help="vẽ thành tệp SVG thay vì in Mermaid")
    drawn.set_defaults(run=run_diagram)


def run_check(_args: Namespace, _settings: Settings) -> int:
    """Say everything that is wrong with the tables; 1 if anything is."""
    wrong = [*check_against_law(law_lines()), *check_periods(), *check_citations(), *check_steps()]
    for sentence in wrong:
        say(sentence)
    steps = sum(len(table.steps) for table in TABLES.values())
    if not wrong:
        say(f"Không có gì sai: {len(PERIODS)} dòng thời hạn, {steps} bước của {len(TABLES)} thủ tục.")
    return WRONG if wrong else 0


def run_table(_args: Namespace, _settings: Settings) -> int:
    """One line per wording of a period."""
    for row in PERIODS:
        length = f"{row.amount} {row.unit.label}" if row.amount is not None else row.unit.label
        until = "" if row.until == row.until.max else f" đến {row.until:%d/%m/%Y}"
        since = f"từ {row.since:%d/%m/%Y}{until}"
        say(
            f"{row.code:<18} {row.family:<14} {length:<24} {row.label} | {row.basis} | {since} | {row.confidence.label}"
        )
    return 0


def run_diagram(args: Namespace, settings: Settings) -> int:
    """The state diagram of one procedure: printed for Mermaid, or drawn into a file with what its numbers mean."""
    table = TABLES[args.kind]
    if args.svg is None:
        say(diagram(table))
        return 0
    try:
        with open_house(settings):
            args.svg.write_text(drawing_file(table), encoding="utf-8")
    except OSError as no:
        complain(f"không ghi được tệp {args.svg}: {no.strerror}.")
        return WRONG
    say(f"Đã vẽ vào {args.svg}.")
    return 0
