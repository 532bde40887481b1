"""The first page after signing in."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from caseflow.law.rights import Right
from caseflow.web.access import needs

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@needs(Right.SIGNED_IN)
def index() -> ResponseReturnValue:
    """Lead to the person's own account."""
    return redirect(url_for("people.account"))
