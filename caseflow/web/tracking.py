"""Where anybody who holds a look-up code sees how far the matter is. The code travels in the body, never in an address.

What is unknown, ill-formed, revoked or secret is answered alike: the same page, the same status, the same work.
"""

from http import HTTPStatus

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from caseflow.law.rights import Right
from caseflow.services import tracking
from caseflow.services.public_tries import TooManyTriesError
from caseflow.services.tracking import Told
from caseflow.web.access import needs, today
from caseflow.web.forms import HouseForm
from caseflow.web.guessing import code_field, count_guess, forget_guess

blueprint = Blueprint("tracking", __name__, url_prefix="/cong-khai/tra-cuu")

NOTHING = "Không có đơn nào với mã này. Hãy xem lại từng nhóm trên giấy biên nhận; giấy mới nhất mới có mã dùng được."


class CodeForm(HouseForm):
    """A code as somebody types it."""

    code = code_field("Mã tra cứu")


@blueprint.get("")
@needs(Right.ANYONE)
def index() -> ResponseReturnValue:
    """The form."""
    return render_template("public/tracking.html", form=CodeForm(formdata=None), told=())


@blueprint.post("")
@needs(Right.ANYONE)
def answer() -> ResponseReturnValue:
    """What the code leads to; what was typed is not shown again."""
    typed = CodeForm()
    form = CodeForm(formdata=None)
    try:
        told = _told(typed.code.data or "")
    except TooManyTriesError as refusal:
        form.code.errors = [refusal.sentence]
        return render_template("public/tracking.html", form=form, told=()), HTTPStatus.TOO_MANY_REQUESTS
    if not told:
        form.code.errors = [NOTHING]
        return render_template("public/tracking.html", form=form, told=()), HTTPStatus.NOT_FOUND
    return render_template("public/tracking.html", form=form, told=told, on=today())


def _told(typed: str) -> tuple[Told, ...]:
    """Looked up after the try was counted."""
    try_id = count_guess()
    found = tracking.look_up(typed, today=today())
    if found:
        forget_guess(try_id)
    return found
