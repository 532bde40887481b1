"""What it costs to take lists out as spreadsheets, beside the plain cost of writing as many cells, and how much memory.

By hand: python -m tests.bench.export_bench [--rows 100000] [--engine sqlite|postgresql]
"""

import resource
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from flask import Flask

from caseflow.store.db import db
from caseflow.web.sheets import Cell
from tests.bench.clocks_bench import NOW, TODAY, house, say
from tests.bench.worlds import province
from tests.databases import Databases
from tests.factories import PASSWORD
from tests.visitor import Visitor

FULL = 100_000
GOAL = 1.5
LISTS = ("/vu-viec", "/don")


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
ABOUT = "Về việc thu hồi đất và bồi thường tại xã Hòa Bình số 7"
SAMPLES: dict[str, Sequence[Sequence[Cell]]] = {
    "/vu-viec": [("VV-1", ABOUT, "khiếu nại", "chờ thụ lý", BOARD, "", "", *OF_DUE, TODAY)],
    "/don": [
        (
            "1/2026",
            TODAY,
            "Nguyễn Văn An 7",
            1,
            ABOUT,
            "khiếu nại",
            "đã thụ lý",
            "bưu chính",
            "VV-1",
            BOARD,
            "",
            *OF_DUE,
        ),
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
                province(args.rows)
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
