"""`caseflow report`: a form for a period, as text, JSON or a spreadsheet; or the records behind one of its columns."""

import json
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from shutil import copyfileobj

from caseflow.commands.house import open_house
from caseflow.commands.terminal import say
from caseflow.law.errors import Refusal
from caseflow.law.report_periods import period_of
from caseflow.reports.forms.asked import Asked
from caseflow.reports.forms.form import Number, OfficialForm, whole
from caseflow.reports.forms.forms import FORMS, forms_on
from caseflow.reports.forms.reading import Line, Sheet, behind, read
from caseflow.services.counting import counting_in_force
from caseflow.settings import Settings
from caseflow.store.offices import Office, office_by_code, offices_within, root_path
from caseflow.web.report_sheets import write_form


def add_to(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `report`."""
    command = subparsers.add_parser(
        "report", help=f"lập một biểu của báo cáo: {', '.join(form.code for form in FORMS)}"
    )
    command.add_argument("form", help="mã biểu, như 01/TCD")
    command.add_argument("--period", required=True, help="2026-Q3, 2026-6T, 2026-9T, 2026 hoặc 2026-08-01..2026-08-31")
    command.add_argument("--office", default="", help="mã cơ quan; không ghi thì cả tỉnh, mỗi cơ quan một dòng")
    command.add_argument("--behind", type=int, help="chỉ in mã bản ghi đứng sau một cột")
    command.add_argument("--json", action="store_true", help="in JSON")
    command.add_argument("--xlsx", type=Path, help="ghi bảng tính vào tệp")
    command.set_defaults(run=run)


def run(args: Namespace, settings: Settings) -> int:
    """Count the form and say it in the way that was asked for."""
    period = period_of(args.period)
    form = next((one for one in forms_on(period.until) if one.code == args.form), None)
    if form is None:
        raise Refusal(f"Không có biểu {args.form} cho kỳ {period.label}.")
    with open_house(settings):
        office, units = _offices(args.office)
        asked = Asked((office.path if office else root_path(),), period, counting_in_force())
        if args.behind is not None:
            return _say_behind(form, args.behind, asked, office)
        sheet = read(form, asked, units)
        if args.xlsx:
            with args.xlsx.open("wb") as file:
                copyfileobj(write_form(sheet, period, units[0].name), file)
            say(f"Đã ghi {args.xlsx}.")
        else:
            say(_as_json(sheet) if args.json else _as_text(sheet))
    return 0


def _offices(code: str) -> tuple[Office | None, list[Office]]:
    if not code:
        return None, list(offices_within([root_path()]))
    office = office_by_code(code)
    if office is None:
        raise Refusal(f"Không có cơ quan mã {code}.")
    return office, [office]


def _say_behind(form: OfficialForm, column: int, asked: Asked, office: Office | None) -> int:
    if form.column(column) is None:
        raise Refusal(f"Biểu {form.code} không có cột {column}.")
    for population, fact in behind(form, column, asked, office.id if office else None):
        say(f"{population} {fact.id}")
    return 0


def _as_json(sheet: Sheet) -> str:
    """The form for another program; a rule holds when it holds in every row, else it names the offices where not."""
    period = sheet.asked.period
    told = {
        "form": sheet.form.code,
        "period": period.key,
        "from": period.since.isoformat(),
        "to": period.until.isoformat(),
        "rows": [_row(line) | {"office": line.code} for line in sheet.lines],
        "total": _row(sheet.total),
        "checks": [_check(sheet, place) for place in range(len(sheet.total.checks))],
        "notes": list(sheet.notes),
    }
    return json.dumps(told, ensure_ascii=False)


def _check(sheet: Sheet, place: int) -> dict[str, object]:
    broken_at = [line.code for line in sheet.lines if not line.checks[place].holds]
    return {"rule": sheet.total.checks[place].words, "holds": not broken_at, "broken_at": broken_at}


def _row(line: Line) -> dict[str, object]:
    return {"name": line.name, "cells": {str(number): _plain(value) for number, value in line.values.items()}}


def _plain(value: Number) -> int | float:
    number = whole(value)
    return number if isinstance(number, int) else float(number)


def _as_text(sheet: Sheet) -> str:
    said = [f"{sheet.form.code} {sheet.form.title}", sheet.asked.period.label]
    for line in (*sheet.lines, *([sheet.total] if len(sheet.lines) > 1 else [])):
        numbers = "  ".join(f"({number}) {value}" for number, value in line.values.items() if value)
        said.append(f"{line.name}: {numbers or 'không có số liệu'}")
        said += [f"  không khớp: {one.words}" for one in line.broken]
    return "\n".join([*said, f"Ghi chú: {'; '.join(sheet.notes) or 'không'}."])
