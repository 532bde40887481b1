"""Where anybody who holds a look-up code sees how far the matter is. The code travels in the body, never in an address.

What is unknown, ill-formed, revoked or secret is answered alike: the same page, the same status, the same work.
"""

from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import StringField

from caseflow.law.rights import Right
from caseflow.services import public_tries, tracking
from caseflow.services.public_tries import TooManyTriesError
from caseflow.services.tracking import GUESSING, Told
from caseflow.store.transactions import transaction
from caseflow.web.access import needs, now, today
from caseflow.web.forms import HouseForm

blueprint = Blueprint("tracking", __name__, url_prefix="/cong-khai/tra-cuu")

ACT = "tra cứu"
NOTHING = "Không có đơn nào với mã này. Hãy xem lại từng nhóm trên giấy biên nhận; giấy mới nhất mới có mã dùng được."


class CodeForm(HouseForm):
    """A code as somebody types it."""

    code = StringField(
        "Mã tra cứu",
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "maxlength": "60"},
    )


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
    """Looked up after the try was counted; nobody's name stands at it in the journal, signed in or not."""
    with transaction(by_id=None, act=ACT, now=now()):
        try_id = public_tries.count_try(GUESSING, source=request.remote_addr or "", now=now())
    found = tracking.look_up(typed, today=today())
    if found:
        with transaction(by_id=None, act=ACT, now=now()):
            public_tries.forget_try(try_id)
    return found
