"""Results of complaints and denunciations as anybody may read them, while their time on the portal runs."""

from calendar import monthrange
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from caseflow.law.publications import RULES
from caseflow.law.rights import Right
from caseflow.store.publications import Narrowed, find_public, public_page, publishing_offices
from caseflow.web.access import needs, today
from caseflow.web.paging import day_reached, next_url
from caseflow.web.row_keys import key_in

blueprint = Blueprint("public_results", __name__, url_prefix="/cong-khai/ket-qua")

PER_PAGE = 20
OFFICE, KIND, MONTH = "co-quan", "loai", "thang"
KINDS = {kind.value: kind for kind in RULES}


@blueprint.get("")
@needs(Right.ANYONE)
def index() -> ResponseReturnValue:
    """What stands on the portal today, newest first; of one office, one kind, one month or all."""
    wanted = _wanted()
    found = public_page(wanted, today=today(), after=day_reached(), limit=PER_PAGE + 1)
    shown = found[:PER_PAGE]
    return render_template(
        "public/results.html",
        rows=shown,
        wanted=wanted,
        month=request.args.get(MONTH, "") if wanted.first else "",
        offices=publishing_offices(today()),
        kinds={kind.value: rule.paper for kind, rule in RULES.items()},
        further=next_url(shown[-1].posted_on, shown[-1].id) if len(found) > PER_PAGE else "",
    )


def _wanted() -> Narrowed:
    """What was asked for; whatever cannot be read asks for nothing."""
    first = _first_of(request.args.get(MONTH, ""))
    last = first.replace(day=monthrange(first.year, first.month)[1]) if first else None
    kind = KINDS.get(request.args.get(KIND, ""))
    return Narrowed(key_in(request.args.get(OFFICE, "")), kind, first, last)


def _first_of(month: str) -> date | None:
    """The first day of a month written 11/2026 or 2026-11."""
    first, _, second = month.replace("-", "/").strip().partition("/")
    year, of_year = (first, second) if len(first) > len(second) else (second, first)
    try:
        return date(int(year), int(of_year), 1)
    except ValueError:
        return None


@blueprint.get("/<slug>")
@needs(Right.ANYONE)
def show(slug: str) -> ResponseReturnValue:
    """One result, to read and to print."""
    return render_template("public/result.html", one=find_public(slug, today()))
