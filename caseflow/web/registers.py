"""The registers (sổ): their list, a page of one, the whole range as a spreadsheet and on paper."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.law.rights import Right
from caseflow.reports.register import Mark, Numbered, Register, Wanted
from caseflow.reports.registers import find_register, registers_for
from caseflow.services.exports import record_opening
from caseflow.web import sheets
from caseflow.web.access import me, needs, writing
from caseflow.web.exporting import Export, batches, give
from caseflow.web.paging import AFTER, next_url
from caseflow.web.register_forms import RangeForm
from caseflow.web.row_keys import key_in

blueprint = Blueprint("registers", __name__, url_prefix="/so")

PER_PAGE = 25
MOST_PRINTED = 2_000  # lines on one go of paper; who needs more prints month by month


@blueprint.get("")
@needs(Right.READ)
def index() -> ResponseReturnValue:
    """The registers that one may open."""
    return render_template("registers/index.html", registers=registers_for(me().reader))


@blueprint.get("/<book>")
@needs(Right.READ)
def show(book: str) -> ResponseReturnValue:
    """A page of a register in a range of days."""
    register, form = _asked(book)
    wanted = form.wanted
    found = register.lines(me().reader, wanted, _reached(), PER_PAGE + 1) if wanted else []
    shown = found[:PER_PAGE]
    _note_opening(register, form, len(shown))
    return render_template(
        "registers/show.html",
        register=register,
        form=form,
        lines=[cells for _, cells in shown],
        further=next_url(*_key(shown[-1][0])) if len(found) > PER_PAGE else "",
        ranges=[(name, _url("show", book, query), now) for name, query, now in form.queries()],
        print_url=_url("printed", book, form.query) if wanted else "",
        export_url=_url("export", book, form.query) if wanted else "",
    ), 200 if wanted else 422


@blueprint.get("/<book>/bang-tinh")
@needs(Right.READ)
def export(book: str) -> ResponseReturnValue:
    """The whole range as a spreadsheet."""
    register, form = _asked(book)
    wanted = form.wanted
    if wanted is None:
        return redirect(_url("show", book, request.args))
    columns = [sheets.Column(column.heading, column.width) for column in register.headings]
    lines = chain.from_iterable(_pages(register, wanted))
    return give(Export(f"so-{register.slug}", register.title, columns), (cells for _, cells in lines), form)


@blueprint.get("/<book>/ban-in")
@needs(Right.READ)
def printed(book: str) -> ResponseReturnValue:
    """The whole range laid out for A4 across, its headings on every sheet."""
    register, form = _asked(book)
    wanted = form.wanted
    if wanted is None:
        return redirect(_url("show", book, request.args))
    lines = list(islice(chain.from_iterable(_pages(register, wanted)), MOST_PRINTED + 1))
    _note_opening(register, form, min(len(lines), MOST_PRINTED))
    return render_template(
        "registers/printed.html",
        register=register,
        form=form,
        lines=[cells for _, cells in lines[:MOST_PRINTED]],
        is_cut=len(lines) > MOST_PRINTED,
        most=MOST_PRINTED,
        back=_url("show", book, form.query),
    )


def _url(view: str, book: str, query: Mapping[str, str]) -> str:
    return f"{url_for(f'registers.{view}', book=book)}?{urlencode(query)}"


def _asked(book: str) -> tuple[Register, RangeForm]:
    register = find_register(book, me().reader)
    return register, RangeForm.of(request.args, register)


def _note_opening(register: Register, form: RangeForm, lines: int) -> None:
    """Of a register of what is secret it is written down who opened it; taking it out is written down anyway."""
    if register.sensitive:
        with writing(f"mở sổ “{register.title}”"):
            record_opening(register.slug, lines, shown=urlencode(form.query) if form.wanted else "")


def _pages(register: Register, wanted: Wanted) -> Iterator[Sequence[Numbered]]:
    """The whole range, so many lines at a time."""
    reader = me().reader
    return batches(lambda after, size: register.lines(reader, wanted, after, size), lambda line: line[0])


def _key(mark: Mark) -> tuple[object, ...]:
    return mark.on.isoformat(), mark.key, mark.place


def _reached() -> Mark | None:
    """Where the page before ended; what is none begins at the first line."""
    day, _, rest = request.args.get(AFTER, "").partition("_")
    first, _, second = rest.partition("_")
    key, place = key_in(first), key_in(second)
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return None
    return Mark(on, key, place) if key is not None and place is not None else None
