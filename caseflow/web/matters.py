"""The matters a person may know of: their list, and the page of one."""

from datetime import date

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from caseflow.law.intake import HANDLERS
from caseflow.law.rights import Right
from caseflow.services.dossiers import Dossier, read_dossier
from caseflow.services.looks import may_oversee
from caseflow.services.orders import may_report
from caseflow.services.sealed_letters import owed_in
from caseflow.store.calendar import working_calendar
from caseflow.store.matter_lists import MatterRow, matters_by_age, matters_by_due
from caseflow.store.openings import openings_of
from caseflow.web import matter_list, matter_page, parting, suspicions
from caseflow.web.access import me, needs, today
from caseflow.web.beside import beside
from caseflow.web.clock_views import clock_views
from caseflow.web.decision_views import decision_views
from caseflow.web.errors import GREATEST_KEY
from caseflow.web.letters import TONES
from caseflow.web.paging import AFTER, next_url
from caseflow.web.step_views import steps_views
from caseflow.web.timeline import timeline

blueprint = Blueprint("matters", __name__, url_prefix="/vu-viec")

PER_PAGE = 25


@blueprint.get("")
@needs(Right.READ)
def index() -> ResponseReturnValue:
    """The matters, what runs out first first."""
    form = matter_list.filter_form()
    by_age = form.thu_tu.data == "moi"
    listed = matters_by_age if by_age else matters_by_due
    calendar = working_calendar()
    found = listed(me().reader, form.wanted(calendar), after=_page_key(), limit=PER_PAGE + 1)
    shown = found[:PER_PAGE]
    further = _next(shown[-1], by_age=by_age) if len(found) > PER_PAGE else ""
    rows = matter_list.rows(shown, calendar)
    may_enter = bool(me().reader.roles & HANDLERS)
    return render_template("matters/index.html", form=form, rows=rows, further=further, may_enter=may_enter)


def _page_key() -> tuple[date, int] | None:
    """Where the page before ended: a day and the key of its last row."""
    day, _, key = request.args.get(AFTER, "").partition("_")
    try:
        return date.fromisoformat(day), min(int(key), GREATEST_KEY)
    except ValueError:
        return None


def _next(last: MatterRow, *, by_age: bool) -> str:
    day = last.matter.opened_on if by_age else last.due_on
    return next_url(f"{day.isoformat()}_{last.matter.id}")


@blueprint.get("/<code>")
@needs(Right.READ)
def show(code: str) -> ResponseReturnValue:
    """One matter."""
    dossier = read_dossier(code, reader=me().reader, today=today())
    clocks = clock_views(dossier)
    return render_template(
        "matters/show.html",
        dossier=dossier,
        matter=dossier.matter,
        tags=matter_page.tags(dossier, clocks),
        clocks=[clock for clock in clocks if not clock.is_over],
        clocks_over=[clock for clock in clocks if clock.is_over],
        proposals=list(matter_page.proposals(dossier)),
        steps=steps_views(dossier),
        facts=matter_page.facts(dossier),
        suspicions=suspicions.suspicions(dossier),
        suspicions_lifted=suspicions.lifted(dossier),
        timeline=timeline(dossier),
        papers=[(petition, matter_page.entries_of(petition, dossier)) for petition in dossier.petitions],
        names_of=matter_page.names_of,
        parting=parting.offered(dossier),
        decisions=decision_views(dossier),
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
