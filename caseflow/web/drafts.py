"""One's own drafts: kept while typing, listed, discarded. Nobody else ever sees them."""

from http import HTTPStatus

from flask import Blueprint, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from wtforms import HiddenField

from caseflow.law.errors import Refusal
from caseflow.law.rights import Right
from caseflow.services import drafts
from caseflow.store.drafts import find_draft, words_in
from caseflow.web.access import inside, is_by_script, me, needs, now, writing
from caseflow.web.draft_places import own_drafts, place_of
from caseflow.web.draft_words import told
from caseflow.web.filters import hour
from caseflow.web.forms import HouseForm
from caseflow.web.keyed import is_key, sent_as

blueprint = Blueprint("drafts", __name__, url_prefix="/nhap")

ADDRESS = "nhap"
SAVED_BEFORE = (
    "Biểu mẫu này đã được lưu từ trước, nên không giữ nháp nữa. Những gì gõ thêm chưa được ghi; hãy chép lại từ đây."
)
SHOW_AGAIN = (("more", "preview"), ("then", "preview"))
"""What the buttons send that have a form shown again with everything typed, and nothing saved."""
NOT_WORDS = frozenset({"csrf_token", ADDRESS})
"""Of the fields of a form, those that nobody typed."""


class DiscardForm(HouseForm):
    """Which draft is not wanted any more, and where to go then."""

    key = HiddenField()
    next = HiddenField(default="/nhap")


@blueprint.get("")
@needs(Right.SIGNED_IN)
def index() -> ResponseReturnValue:
    """The drafts of whoever asks."""
    return render_template("drafts/index.html", drafts=own_drafts(), days=drafts.KEPT_FOR.days)


@blueprint.get("/<int:draft_id>")
@needs(Right.SIGNED_IN)
def show(draft_id: int) -> ResponseReturnValue:
    """What stands in a draft, to be read: its form may be closed by now, or its record may have moved on."""
    draft, line = find_draft(draft_id, me().reader)
    words = words_in(draft)
    return _show(told(draft.form, words) if words is not None else [], line.title, line.address, key=line.key)


def _show(words: list[tuple[str, str]], title: str, address: str, *, key: str = "", why: str = "") -> str:
    return render_template("drafts/show.html", told=words, title=title, address=address, key=key, why=why)


@blueprint.post("")
@needs(Right.SIGNED_IN)
def keep() -> ResponseReturnValue:
    """Keep what stands in a form. A script is told when; without one the form comes back with a word."""
    address, key = request.form.get(ADDRESS, ""), request.form.get("key", "")
    place = place_of(address)
    if not is_key(key):
        raise BadRequest
    fields = [(name, words) for name, words in request.form.items(multi=True) if name not in NOT_WORDS]
    try:
        with writing("giữ nháp"):
            kept = drafts.keep(place, fields, user_id=me().user_id, sent_as=sent_as(key), now=now())
    except Refusal as refusal:
        if is_by_script():
            raise
        shown = {"kept": [*fields, *SHOW_AGAIN], "led_to": inside(address), "why": refusal.sentence}
        return render_template("resume.html", **shown), HTTPStatus.CONFLICT
    if is_by_script():
        return jsonify(saved_at=hour(now()), at=now().isoformat()) if kept else ("", HTTPStatus.NO_CONTENT)
    if not kept:
        return _show(told(place.form, MultiDict(fields)), "Đã lưu từ trước", address, why=SAVED_BEFORE)
    flash("Đã lưu nháp.", "success")
    return redirect(inside(address))


@blueprint.post("/bo")
@needs(Right.SIGNED_IN)
def discard() -> ResponseReturnValue:
    """Discard a draft."""
    form = DiscardForm()
    with writing("bỏ nháp"):
        drafts.drop(form.key.data or "", user_id=me().user_id)
    flash("Đã bỏ bản nháp.", "success")
    return redirect(inside(form.next.data or "/"))
