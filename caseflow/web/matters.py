"""The matters a person may know of: their list, and the page of one."""

from collections.abc import Callable, Sequence
from datetime import date

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from caseflow.law.intake import HANDLERS
from caseflow.law.rights import Right
from caseflow.services.dossiers import Dossier, read_dossier
from caseflow.services.looks import may_oversee
from caseflow.services.orders import may_report
from caseflow.services.sealed_letters import owed_in
from caseflow.store.matter_lists import MatterRow, matters_by_age, matters_by_due
from caseflow.store.openings import openings_of
from caseflow.web import matter_list, matter_page, parting, suspicions
from caseflow.web.access import me, needs, today
from caseflow.web.beside import beside
from caseflow.web.clock_views import clock_views
from caseflow.web.decision_views import decision_views
from caseflow.web.dues import DueWords
from caseflow.web.exporting import Export, batches, export_url, give
from caseflow.web.letters import TONES
from caseflow.web.list_views import bar
from caseflow.web.paging import day_reached, next_url
from caseflow.web.publication_views import publication_views
from caseflow.web.queues import MATTERS
from caseflow.web.step_views import steps_views
from caseflow.web.timeline import timeline

blueprint = Blueprint("matters", __name__, url_prefix="/vu-viec")

PER_PAGE = 25
# What the page of a matter tells; the rest of it has pages of its own.
IN_FULL = 6  # clocks day by day
IN_SHORT = 20  # clocks, those among them, and as many of those that are over
LATEST = 30  # lines of the history
PageKey = tuple[date, int]


@blueprint.get("")
@needs(Right.READ)
def index() -> ResponseReturnValue:
    """The matters, what runs out first first."""
    form, words = matter_list.FilterForm.read(request.args), DueWords()
    views = bar(MATTERS, form)
    if isinstance(views, Response):
        return views
    found = _read(form, words)(day_reached(), PER_PAGE + 1)
    shown = found[:PER_PAGE]
    return render_template(
        "matters/index.html",
        form=form,
        views=views,
        rows=matter_list.rows(shown, words, form.first_day(words.calendar)),
        further=next_url(*_key(form)(shown[-1])) if len(found) > PER_PAGE else "",
        may_enter=bool(me().reader.roles & HANDLERS),
        export_url=export_url("matters.export"),
    )


@blueprint.get("/bang-tinh")
@needs(Right.READ)
def export() -> ResponseReturnValue:
    """The matters of the present filter as a spreadsheet."""
    form, words = matter_list.FilterForm.read(request.args), DueWords(with_articles=True)
    pages = batches(_read(form, words), _key(form))
    rows = (row.cells() for page in pages for row in matter_list.rows(page, words, form.first_day(words.calendar)))
    return give(Export(MATTERS, "Vụ việc", matter_list.COLUMNS), rows, form)


def _read(form: matter_list.FilterForm, words: DueWords) -> Callable[[PageKey | None, int], Sequence[MatterRow]]:
    """How a page of this list is read: so many rows, from after a key on."""
    listed, wanted = (matters_by_age if form.is_by_age else matters_by_due), form.wanted(words.calendar)
    return lambda after, limit: listed(me().reader, wanted, after=after, limit=limit)


def _key(form: matter_list.FilterForm) -> Callable[[MatterRow], PageKey]:
    """By which key the page after a row is read."""
    return lambda row: (row.opened_on if form.is_by_age else row.due_on, row.key)


@blueprint.get("/<code>")
@needs(Right.READ)
def show(code: str) -> ResponseReturnValue:
    """One matter."""
    dossier = read_dossier(code, reader=me().reader, today=today())
    clocks = clock_views(dossier, in_full=IN_FULL)
    running, over = ([clock for clock in clocks if clock.is_over is ended] for ended in (False, True))
    ended_last = sorted(over, key=lambda clock: clock.due_on)[-IN_SHORT:]
    return render_template(
        "matters/show.html",
        dossier=dossier,
        matter=dossier.matter,
        tags=matter_page.tags(dossier, clocks),
        clocks=running[:IN_SHORT],
        clocks_over=[clock for clock in over if clock in ended_last],
        clocks_further=len(running[IN_SHORT:]),
        clocks_ended=len(over),
        proposals=list(matter_page.proposals(dossier)),
        steps=steps_views(dossier),
        facts=matter_page.facts(dossier),
        suspicions=suspicions.suspicions(dossier),
        suspicions_lifted=suspicions.lifted(dossier),
        timeline=timeline(dossier, latest=LATEST),
        papers=[(petition, matter_page.entries_of(petition, dossier)) for petition in dossier.petitions],
        names_of=matter_page.names_of,
        codable=matter_page.codable(dossier),
        parting=parting.offered(dossier),
        decisions=decision_views(dossier),
        publications=publication_views(dossier),
        letters=dossier.letters,
        letter_tones=TONES,
        owed=owed_in(dossier),
        openings_waiting=_openings_waiting(dossier),
        given=_given(dossier),
        beside=beside(dossier),
        may_assign=_may(Right.ASSIGN, dossier),
        may_mark=suspicions.may_decide(dossier, Right.MARK_HOTSPOT),
        may_attach=_may(Right.ATTACH, dossier),
        may_receive=dossier.reader.may(Right.RECEIVE),
        pages=current_app.view_functions,
    )


@blueprint.get("/<code>/thoi-han")
@needs(Right.READ)
def clocks(code: str) -> ResponseReturnValue:
    """Every clock of a matter day by day, those that are over too: to look up, and to print."""
    dossier = read_dossier(code, reader=me().reader, today=today())
    return render_template("matters/clocks.html", matter=dossier.matter, clocks=clock_views(dossier))


@blueprint.get("/<code>/dien-bien")
@needs(Right.READ)
def history(code: str) -> ResponseReturnValue:
    """The whole history of a matter: to look up, and to print."""
    dossier = read_dossier(code, reader=me().reader, today=today())
    return render_template("matters/history.html", matter=dossier.matter, timeline=timeline(dossier))


def _openings_waiting(dossier: Dossier) -> int:
    """How many requests to see who denounced wait for this reader's answer."""
    current = dossier.current
    if not dossier.matter.secret or current is None or not may_oversee(current.record, dossier.reader):
        return 0
    rows = openings_of(dossier.matter.id)
    return sum(row.opening.waits and row.opening.asked_by_id != dossier.reader.user_id for row in rows)


def _given(dossier: Dossier) -> list[dict[str, object]]:
    """The work given on the matter, and whether this reader may report on it."""
    return [
        {"work": work, "may_report": work.done_on is None and may_report(work, dossier.reader)}
        for work in dossier.assignments
    ]


def _may(right: Right, dossier: Dossier) -> bool:
    """Whether this reader carries a right at the office of the record that the matter hangs on."""
    current = dossier.current
    return current is not None and dossier.reader.may_at(right, current.record.office.path)
