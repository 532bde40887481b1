"""One's own drafts: kept while typing, listed, discarded. Nobody else ever sees them."""

from http import HTTPStatus

from flask import Blueprint, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest
from wtforms import HiddenField

from caseflow.law.rights import Right
from caseflow.services import drafts
from caseflow.web.access import is_by_script, local_path, me, needs, now, writing
from caseflow.web.draft_places import own_drafts, place_of
from caseflow.web.filters import hour
from caseflow.web.forms import HouseForm
from caseflow.web.keyed import is_key, sent_as

blueprint = Blueprint("drafts", __name__, url_prefix="/nhap")

ADDRESS = "nhap"
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


@blueprint.post("")
@needs(Right.SIGNED_IN)
def keep() -> ResponseReturnValue:
    """Keep what stands in a form. A script is told when; without one the form comes back with a word."""
    place, key = place_of(request.form.get(ADDRESS, "")), request.form.get("key", "")
    if not is_key(key):
        raise BadRequest
    fields = [(name, words) for name, words in request.form.items(multi=True) if name not in NOT_WORDS]
    with writing("giữ nháp"):
        kept = drafts.keep(place, fields, user_id=me().user_id, sent_as=sent_as(key), now=now())
    if is_by_script():
        return jsonify(saved_at=hour(now())) if kept else ("", HTTPStatus.NO_CONTENT)
    if kept:
        flash("Đã lưu nháp. Tệp đính kèm không được giữ trong nháp.", "success")
    return redirect(request.script_root + place.address)


@blueprint.post("/bo")
@needs(Right.SIGNED_IN)
def discard() -> ResponseReturnValue:
    """Discard a draft."""
    form = DiscardForm()
    with writing("bỏ nháp"):
        drafts.drop(form.key.data or "", user_id=me().user_id)
    flash("Đã bỏ bản nháp.", "success")
    return redirect(request.script_root + local_path(form.next.data or "/"))
