"""Taking out what a list shows: every row of the present filter, read by key in batches, written down as it leaves."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeVar
from urllib.parse import urlencode

from flask import Response, current_app, request, send_file, url_for

from caseflow.services.exports import record_export
from caseflow.web.access import me, now, today, writing
from caseflow.web.forms import HouseForm
from caseflow.web.narrowing import in_words, kept
from caseflow.web.paging import AFTER
from caseflow.web.sheets import About, Cell, Column, write_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Row = TypeVar("Row")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Export:
    """A list that can be taken out: what it is called in an address and in words, and its columns."""

    slug: str
    title: str
    columns: Sequence[Column]


def export_url(endpoint: str) -> str:
    """Where what this page shows is taken out: the same filter, from the first row."""
    narrowed = {name: value for name, value in request.args.items() if name != AFTER and value}
    return f"{url_for(endpoint)}?{urlencode(narrowed)}" if narrowed else url_for(endpoint)


def batches(read: Callable[[Key | None, int], Sequence[Row]], key_of: Callable[[Row], Key]) -> Iterator[Sequence[Row]]:
    """Page after page of a list, each read by the key of the last row before, so many rows at a time."""
    size, after = current_app.config["EXPORT_BATCH"], None
    while found := read(after, size):
        yield found
        if len(found) < size:
            return
        after = key_of(found[-1])


def give_file(name: str, title: str, lines: int, file: BinaryIO) -> Response:
    """A file that was laid out by itself, once it stands in the journal that it was taken."""
    with writing(f"xuất bảng tính “{title}”, {lines} dòng"):
        record_export(name, lines, shown="", query=request.query_string.decode())
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=f"{name}.xlsx", max_age=0)


def give(export: Export, rows: Iterable[Sequence[Cell]], form: HouseForm | None = None) -> Response:
    """The list as a file, once it stands in the journal that it was taken."""
    narrowed = in_words(form) if form else ""
    about = About(export.title, narrowed or "Toàn bộ danh sách", f"{me().name}, {me().office_name}", now())
    sheet = write_sheet(about, export.columns, rows)
    shown = urlencode(kept(form)) if form else ""
    with writing(f"xuất bảng tính “{export.title}”, {sheet.rows} dòng"):
        record_export(export.slug, sheet.rows, shown=shown, query=request.query_string.decode())
    name = f"{export.slug}-{today():%Y-%m-%d}.xlsx"
    return send_file(sheet.file, mimetype=XLSX, as_attachment=True, download_name=name, max_age=0)
