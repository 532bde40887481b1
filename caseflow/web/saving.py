"""What a form does that is opened, sent, refused or saved: the same for every form that writes one thing."""

from collections.abc import Callable
from http import HTTPStatus

from flask import redirect, request
from flask.typing import ResponseReturnValue

from caseflow.law.errors import Refusal
from caseflow.web.access import writing
from caseflow.web.errors import place
from caseflow.web.keyed import KeyedForm, open_anew, taken_before


def answer(form: KeyedForm, act: str, *, save: Callable[[], str], show: Callable[[], str]) -> ResponseReturnValue:
    """Show a form that was opened; save what was sent, once, and lead on; show it again with every no at its field.

    `save` is called within the transaction and says where it led, `show` after it, when what was read before is gone.
    """
    if request.method == "GET":
        return open_anew(form) or show()
    if not form.validate_on_submit():
        return show(), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with writing(act):
            led_to = taken_before(form) or save()
    except Refusal as refusal:
        status = place(form, refusal)
        return show(), status
    return redirect(led_to)
