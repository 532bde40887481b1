"""What anybody may read without signing in: how to complain, denounce, petition, where to go, what form to fill in."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from caseflow.law.public_guide import limits
from caseflow.law.rights import Right
from caseflow.law.terms import PetitionKind
from caseflow.store.offices import offices_that_receive
from caseflow.web.access import needs, today

blueprint = Blueprint("public", __name__, url_prefix="/cong-khai")


@blueprint.get("")
@needs(Right.ANYONE)
def index() -> ResponseReturnValue:
    """The front: what can be done here."""
    return render_template("public/index.html")


@blueprint.get("/khieu-nai")
@needs(Right.ANYONE)
def complaint() -> ResponseReturnValue:
    """How to complain."""
    return _guide("complaint", PetitionKind.COMPLAINT)


@blueprint.get("/to-cao")
@needs(Right.ANYONE)
def denunciation() -> ResponseReturnValue:
    """How to denounce."""
    return _guide("denunciation", PetitionKind.DENUNCIATION)


@blueprint.get("/kien-nghi")
@needs(Right.ANYONE)
def feedback() -> ResponseReturnValue:
    """How to petition and give feedback."""
    return _guide("feedback", PetitionKind.FEEDBACK)


def _guide(name: str, kind: PetitionKind) -> str:
    return render_template(f"public/{name}.html", limits=limits(kind, on=today()), on=today())


@blueprint.get("/noi-tiep")
@needs(Right.ANYONE)
def places() -> ResponseReturnValue:
    """Where and when citizens are received."""
    return render_template("public/places.html", offices=offices_that_receive(today()))


@blueprint.get("/mau-don-khieu-nai")
@needs(Right.ANYONE)
def complaint_form() -> ResponseReturnValue:
    """The form of a complaint (Mẫu 01, NĐ 155/2026), to be printed and filled in by hand."""
    return render_template("public/complaint_form.html")
