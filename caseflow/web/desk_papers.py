"""What the desk prints and hands over: the receipt with its look-up code, the guidance slip, minutes, a refusal."""

from datetime import date

import segno
from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from wtforms import BooleanField

from caseflow.law.errors import Refusal
from caseflow.law.grounds import REFUSAL_OF_RECEPTION
from caseflow.law.rights import Right
from caseflow.law.terms import OfficeKind, VisitOutcome
from caseflow.law.visiting import PROLONGED, check_notice, is_written
from caseflow.lookup_codes import grouped
from caseflow.services import tracking
from caseflow.services.visits import outcome_event
from caseflow.store.citizens import paper_number
from caseflow.store.offices import Office, find_office
from caseflow.store.reception import Visit, find_visit
from caseflow.store.tracking import last_issued
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.errors import place
from caseflow.web.keyed import KeyedForm, remember, taken_before
from caseflow.web.places import commune_names

blueprint = Blueprint("desk_papers", __name__, url_prefix="/tiep-dan/<int:visit_id>")

LARGE = "lon"


class CodeForm(KeyedForm):
    """A receipt with a code; of somebody who denounces only where they ask for one."""

    asked = BooleanField("Người tố cáo tự đề nghị được cấp mã tra cứu")


@blueprint.get("/bien-nhan")
@needs(Right.RECEIVE)
def receipt(visit_id: int) -> ResponseReturnValue:
    """The receipt for what was handed in (Mẫu 02/TCD), to be printed in two copies; without a code."""
    visit = find_visit(visit_id, me().reader)
    if not visit.is_receipted:
        return _back(visit_id)
    return _show_receipt(visit, CodeForm())


@blueprint.post("/bien-nhan")
@needs(Right.RECEIVE)
def hand_out(visit_id: int) -> ResponseReturnValue:
    """The same with a look-up code, shown this once; the code of an earlier receipt leads nowhere from now on."""
    visit, form = find_visit(visit_id, me().reader), CodeForm()
    if not visit.is_receipted:
        return _back(visit_id)
    if not form.validate_on_submit():
        return _show_receipt(visit, form), 422
    code = ""
    try:
        with writing("cấp mã tra cứu"):
            led_to = taken_before(form)
            if led_to is None:
                visit = find_visit(visit_id, me().reader)
                code = tracking.issue(visit, asked=bool(form.asked.data), by_id=me().user_id, now=now())
                remember(form, url_for(".receipt", visit_id=visit_id))
    except Refusal as refusal:
        status = place(form, refusal)
        return _show_receipt(find_visit(visit_id, me().reader), form), status
    if led_to:
        return redirect(led_to)
    return _show_receipt(find_visit(visit_id, me().reader), CodeForm(formdata=None), code)


def _show_receipt(visit: Visit, form: CodeForm, code: str = "") -> str:
    standing = last_issued(visit.id)
    return _paper(
        "receipt",
        visit,
        form=form,
        code=grouped(code),
        issued_at=standing.issued_at if standing else None,
        qr=_qr(code) if code else "",
        lookup_url=_public_address(),
        is_large=request.args.get("co-chu") == LARGE,
        large=LARGE,
    )


def _public_address() -> str:
    base: str = current_app.config["SETTINGS"].base_url
    return f"{base.rstrip('/')}{url_for('tracking.index')}"


def _qr(code: str) -> Markup:
    """The address with the code behind the #: that part no browser sends, so no log and no referrer holds it.

    The code alone would be looked for by a telephone in whatever search engine it knows.
    """
    drawn = segno.make(f"{_public_address()}#{grouped(code)}", error="m", micro=False)
    return Markup(drawn.svg_inline(omitsize=True, svgclass="qr", lineclass=None))  # noqa: S704 - squares, drawn by segno


@blueprint.get("/phieu-huong-dan")
@needs(Right.RECEIVE)
def guidance(visit_id: int) -> ResponseReturnValue:
    """The slip for whoever was shown to the office that is competent."""
    visit = find_visit(visit_id, me().reader)
    return _paper("guidance", visit) if visit.outcome is VisitOutcome.GUIDED else _back(visit_id)


@blueprint.get("/bien-ban")
@needs(Right.RECEIVE)
def minutes(visit_id: int) -> ResponseReturnValue:
    """The minutes of receiving a citizen, in two copies."""
    return _paper("minutes", find_visit(visit_id, me().reader))


@blueprint.get("/thong-bao-tu-choi")
@needs(Right.RECEIVE)
def refusal(visit_id: int) -> ResponseReturnValue:
    """The notice of refusal that the head signs (Mẫu 01/TCD)."""
    visit = find_visit(visit_id, me().reader)
    event = outcome_event(visit)
    facts = event.facts if event else {}
    check_notice(visit.outcome, visit.refusal_ground, visit.on, facts)
    ground = next(ground for ground in REFUSAL_OF_RECEPTION if ground.code == visit.refusal_ground)
    documents = [str(facts[name]) for name in PROLONGED if facts.get(name)]
    return _paper("refusal", visit, ground=ground, documents=documents)


def has_notice(visit: Visit) -> bool:
    """Whether a notice of refusal is to be made out for a visit."""
    return visit.outcome is VisitOutcome.REFUSED and is_written(visit.refusal_ground, visit.on)


def _back(visit_id: int) -> ResponseReturnValue:
    return redirect(url_for("reception.show", visit_id=visit_id))


def _paper(name: str, visit: Visit, **more: object) -> str:
    return render_template(
        f"papers/{name}.html",
        visit=visit,
        parent=visit.office.parent.name if visit.office.parent else "",
        seat=seat_of(visit.office),
        on=today(),
        dated=long_date,
        places=commune_names(),
        post=_post_of(visit),
        numbers={party.id: paper_number(party.citizen) for party in visit.parties if party.citizen},
        **more,
    )


def seat_of(office: Office) -> str:
    """The place that stands before the date: the commune of a commune's office, else the province."""
    if office.kind is OfficeKind.COMMUNE and office.unit_code in commune_names():
        return commune_names()[office.unit_code].split(" ", 1)[-1]
    return find_office(office.province_id).name.removeprefix("UBND tỉnh ")


def long_date(on: date) -> str:
    """A date as documents bear it: day below 10 and month below 3 with a nought before (NĐ 30/2020)."""
    month = f"{on.month:02}" if on.month <= 2 else str(on.month)  # noqa: PLR2004 - January and February, says the decree
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def _post_of(visit: Visit) -> str:
    """What the person who received was at that office."""
    posts = visit.received_by.posts if visit.received_by else []
    return next((post.role.label for post in posts if post.office_id == visit.office_id), "")
