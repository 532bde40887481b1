"""What the desk prints and hands over: the receipt with its look-up code, the guidance slip, minutes, a refusal."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.law.grounds import REFUSAL_OF_RECEPTION
from caseflow.law.rights import Right
from caseflow.law.terms import VisitOutcome
from caseflow.law.visiting import PROLONGED, check_notice, is_written
from caseflow.services.visits import outcome_event
from caseflow.store.citizens import paper_number
from caseflow.store.reception import Visit, find_visit
from caseflow.web.access import me, needs
from caseflow.web.lookup_papers import CodeForm, code_context, hand_out
from caseflow.web.printed import printed

blueprint = Blueprint("desk_papers", __name__, url_prefix="/tiep-dan/<int:visit_id>")

LARGE = "lon"


@blueprint.get("/bien-nhan")
@needs(Right.RECEIVE)
def receipt(visit_id: int) -> ResponseReturnValue:
    """The receipt for what was handed in (Mẫu 02/TCD), to be printed in two copies; without a code."""
    visit = find_visit(visit_id, me().reader)
    if not visit.is_receipted:
        return _back(visit_id)
    return _show_receipt(visit, CodeForm(), "")


@blueprint.post("/bien-nhan")
@needs(Right.RECEIVE)
def receipt_with_code(visit_id: int) -> ResponseReturnValue:
    """The same with a look-up code, shown this once; the code of an earlier receipt leads nowhere from now on."""
    if not find_visit(visit_id, me().reader).is_receipted:
        return _back(visit_id)
    led_to = url_for(".receipt", visit_id=visit_id)
    return hand_out(CodeForm(), lambda: find_visit(visit_id, me().reader), _show_receipt, led_to)


def _show_receipt(visit: Visit, form: CodeForm, code: str) -> str:
    is_large = request.args.get("co-chu") == LARGE
    return _paper("receipt", visit, is_large=is_large, large=LARGE, **code_context(visit.id, form, code))


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
    here = url_for("reception.show", visit_id=visit.id)
    return printed(
        name,
        visit.office,
        [("Tiếp dân", url_for("reception.index")), (f"Lượt tiếp {visit.number}", here)],
        visit=visit,
        post=_post_of(visit),
        numbers={party.id: paper_number(party.citizen) for party in visit.parties if party.citizen},
        **more,
    )


def _post_of(visit: Visit) -> str:
    """What the person who received was at that office."""
    posts = visit.received_by.posts if visit.received_by else []
    return next((post.role.label for post in posts if post.office_id == visit.office_id), "")
