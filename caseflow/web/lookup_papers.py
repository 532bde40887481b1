"""Handing out a look-up code on paper: the form that asks for one, the code shown once, its address as a square."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

import segno
from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from wtforms import BooleanField

from caseflow.law.errors import Refusal
from caseflow.lookup_codes import grouped
from caseflow.services import tracking
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.tracking import last_issued
from caseflow.web.access import me, now, writing
from caseflow.web.errors import place
from caseflow.web.keyed import KeyedForm, remember, taken_before


class CodeForm(KeyedForm):
    """A paper with a code; of somebody who denounces only where they ask for one."""

    asked = BooleanField("Người tố cáo tự đề nghị được cấp mã tra cứu")


Holder = TypeVar("Holder", Visit, PetitionEntry)


def hand_out(
    form: CodeForm, find: Callable[[], Holder], show: Callable[[Holder, CodeForm, str], str], led_to: str
) -> ResponseReturnValue:
    """Answer a form that asks for a code for what `find` reads: the paper with the code, shown this once.

    The code of an earlier paper leads nowhere from then on. Of a form sent twice the paper is shown without it.
    """
    if not form.validate_on_submit():
        return show(find(), form, ""), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with writing("cấp mã tra cứu"):
            before, code = taken_before(form), ""
            if before is None:
                code = tracking.issue(find(), asked=bool(form.asked.data), by_id=me().user_id, now=now())
                remember(form, led_to)
    except Refusal as refusal:
        status = place(form, refusal)
        return show(find(), form, ""), status
    return redirect(before) if before else show(find(), CodeForm(formdata=None), code)


def code_context(subject_id: int, form: CodeForm, code: str = "") -> dict[str, object]:
    """What the template of a paper with a code asks for."""
    standing = last_issued(subject_id)
    return {
        "form": form,
        "code": grouped(code),
        "issued_at": standing.issued_at if standing else None,
        "qr": _square(code) if code else "",
        "lookup_url": _public_address(),
    }


def _public_address() -> str:
    base: str = current_app.config["SETTINGS"].base_url
    return f"{base.rstrip('/')}{url_for('tracking.index')}"


def _square(code: str) -> Markup:
    """The address with the code behind the #: that part no browser sends, so no log and no referrer holds it.

    The code alone would be looked for by a telephone in whatever search engine it knows.
    """
    drawn = segno.make(f"{_public_address()}#{grouped(code)}", error="m", micro=False)
    return Markup(drawn.svg_inline(omitsize=True, svgclass="qr", lineclass=None))  # noqa: S704 - squares, drawn by segno
