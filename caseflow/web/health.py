"""Whether the house is up, for a machine that asks: the database answers, the timetable was seen lately."""

from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from caseflow.law.rights import Right
from caseflow.store.db import db
from caseflow.store.forms import timetable_seen
from caseflow.web.access import needs, now

blueprint = Blueprint("health", __name__, url_prefix="/suc-khoe")

SILENT_TOO_LONG = timedelta(minutes=3)


@blueprint.get("")
@needs(Right.ANYONE)
def index() -> ResponseReturnValue:
    """503 while the database is away, or once a timetable that ran has fallen silent."""
    try:
        seen = timetable_seen()
    except SQLAlchemyError:
        db.session.rollback()
        return {"database": "unreachable", "timetable_seen": None}, HTTPStatus.SERVICE_UNAVAILABLE
    is_silent = seen is not None and now() - seen > SILENT_TOO_LONG
    answer = {"database": "ok", "timetable_seen": seen.isoformat() if seen else None}
    return answer, HTTPStatus.SERVICE_UNAVAILABLE if is_silent else HTTPStatus.OK
