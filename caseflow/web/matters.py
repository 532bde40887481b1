"""The page of a matter: clocks first, what may be done, what is known, the whole history."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from caseflow.law.rights import Right
from caseflow.services.dossiers import Dossier, read_dossier
from caseflow.services.orders import may_report
from caseflow.web import matter_page
from caseflow.web.access import me, needs, today
from caseflow.web.clock_views import clock_views
from caseflow.web.step_views import record_name, steps_views
from caseflow.web.timeline import timeline

blueprint = Blueprint("matters", __name__, url_prefix="/vu-viec")


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
        suspicions=matter_page.suspicions(dossier),
        timeline=timeline(dossier),
        papers=[(petition, matter_page.entries_of(petition, dossier)) for petition in dossier.petitions],
        names_of=matter_page.names_of,
        record_name=record_name,
        given=_given(dossier),
        may_assign=_may_assign(dossier),
        receive=Right.RECEIVE,
        pages=current_app.view_functions,
    )


def _given(dossier: Dossier) -> list[dict[str, object]]:
    """The work given on the matter, and whether this reader may report on it."""
    return [
        {"work": work, "may_report": work.done_on is None and may_report(work, dossier.reader)}
        for work in dossier.assignments
    ]


def _may_assign(dossier: Dossier) -> bool:
    """Whether this reader may give work on the record that the matter hangs on."""
    current = dossier.current
    return current is not None and dossier.reader.may_at(Right.ASSIGN, current.record.office.path)
