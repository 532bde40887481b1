"""What it costs to take lists out as spreadsheets, beside the plain cost of writing as many cells, and how much memory.

By hand: python -m tests.bench.export_bench [--rows 100000] [--engine sqlite|postgresql]
"""

import resource
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from flask import Flask
from sqlalchemy import insert

from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.matters import MatterOffice
from caseflow.store.offices import office_by_code
from caseflow.store.petitions import PetitionEntry
from caseflow.web.sheets import Cell
from tests.bench.clocks_bench import CHUNK, NOW, TODAY, fill, house, say
from tests.databases import Databases
from tests.factories import PASSWORD
from tests.visitor import Visitor

FULL = 100_000
GOAL = 1.5
LISTS = ("/vu-viec", "/don")


def hang_deadlines(cases: int) -> None:
    """Give every case of the bench its place at the board and a clock that runs, as a rebuild would."""
    office = office_by_code("BTCD")
    assert office is not None
    keys = db.session.execute(db.select(PetitionEntry.id, PetitionEntry.matter_id, PetitionEntry.case_id)).all()
    for start in range(0, cases, CHUNK):
        some = keys[start : start + CHUNK]
        passed = [{"matter_id": matter, "office_id": office.id} for _, matter, _ in some]
        clocks = [_clock(key, n) for n, (entry, _, case) in enumerate(some) for key in (entry, case)]
        db.session.execute(insert(MatterOffice), passed)
        db.session.execute(insert(Deadline), clocks)
        db.session.commit()


def _clock(key: int, number: int) -> dict[str, object]:
    start = TODAY - timedelta(days=number % 60)
    due = start + timedelta(days=30)
    said = {"family": "KN-GQ1", "code": "KN-GQ1", "label": "Giải quyết khiếu nại lần đầu", "start_cause": str(key)}
    dates = {"start_on": start, "due_strict": due, "due_legal": due}
    return {"subject_id": key, "occurrence": 1, "cause": "", "paused": False} | said | dates


def signed_in(app: Flask) -> Visitor:
    """An officer of the board at the front door."""
    visitor = Visitor(app)
    visitor.submit("/dang-nhap", login="xulydon", password=PASSWORD)
    return visitor


def taken_out(visitor: Visitor, place: str, query: str = "") -> tuple[float, int]:
    """How many seconds a list takes to be taken out, through the front door, and how large it is."""
    began = time.perf_counter()
    with visitor.client.get(f"{place}/bang-tinh", query_string=query) as answer:
        assert answer.status_code == HTTPStatus.OK, answer.status
        size = sum(len(part) for part in answer.iter_encoded())
    return time.perf_counter() - began, size


def floor(rows: Sequence[Sequence[Cell]], times: int, folder: Path) -> float:
    """How many seconds xlsxwriter alone takes for as many rows of the same cells."""
    began = time.perf_counter()
    with xlsxwriter.Workbook(str(folder / "floor.xlsx"), {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(_cycled(rows, times)):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, place, value)
                elif isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                elif value is not None:
                    sheet.write_number(number, place, value)
    return time.perf_counter() - began


def _cycled(rows: Sequence[Sequence[Cell]], times: int) -> Iterator[Sequence[Cell]]:
    return (rows[number % len(rows)] for number in range(times))


def memory() -> float:
    """The most memory this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


OF_DUE: tuple[Cell, ...] = ("Giải quyết khiếu nại lần đầu", TODAY, TODAY, "còn 4 ngày làm việc", "LKN Đ28")
BOARD = "Ban Tiếp công dân tỉnh"
SAMPLES: dict[str, Sequence[Sequence[Cell]]] = {
    "/vu-viec": [("VV-1", "thử", "chưa phân loại", "chờ thụ lý", BOARD, "", "", *OF_DUE, TODAY)],
    "/don": [
        ("1/2026", TODAY, "—", 1, "thử", "khiếu nại", "đã thụ lý", "bưu chính", "VV-1", BOARD, "", *OF_DUE),
    ],
}
"""What a row of the bench's lists holds, for the floor."""


def main(arguments: list[str]) -> int:
    """Print the figures."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=FULL)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    args = parser.parse_args(arguments)
    with ExitStack() as open_ones:
        folder = Path(open_ones.enter_context(TemporaryDirectory()))
        databases = open_ones.enter_context(Databases(folder))
        for engine in args.engine or ("sqlite",):
            with house(databases, engine, folder / "home") as app:
                app.config["CLOCK"] = lambda: NOW
                fill(args.rows)
                hang_deadlines(args.rows)
                db.session.remove()
                visitor = signed_in(app)
                for place in LISTS:
                    least = floor(SAMPLES[place], args.rows, folder)
                    before = memory()
                    spent, size = taken_out(visitor, place)
                    say(
                        f"{engine:<10} {place:<8} {args.rows:>7,} rows: {spent:6.1f} s, floor {least:5.1f} s, "
                        f"{spent / least:4.2f} times (goal {GOAL}); {size / 2**20:5.1f} MB; "
                        f"memory {before:.0f} MB before, {memory():.0f} MB at most"
                    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
