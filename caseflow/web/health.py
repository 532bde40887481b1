"""Whether the house is up, for a machine that asks: the database answers, a sweep came to its end lately."""

from http import HTTPStatus

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from caseflow.law.rights import Right
from caseflow.services.pulse import pulse
from caseflow.store.db import db
from caseflow.store.forms import timetable_seen
from caseflow.web.access import needs, now

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@blueprint.get("/suc-khoe")
@needs(Right.ANYONE)
def index() -> ResponseReturnValue:
    """503 with the reason while the database is away, or while no sweep comes to its end."""
    try:
        seen, beats = timetable_seen(), pulse(now())
    except SQLAlchemyError:
        db.session.rollback()
        away = {"database": "unreachable", "timetable_seen": None, "swept_at": None}
        return away | {"reason": "Cơ sở dữ liệu không trả lời."}, HTTPStatus.SERVICE_UNAVAILABLE
    answer = {
        "database": "ok",
        "timetable_seen": seen.isoformat() if seen else None,
        "swept_at": beats.at.isoformat() if beats.at else None,
        "reason": beats.wrong,
    }
    return answer, HTTPStatus.SERVICE_UNAVAILABLE if beats.wrong else HTTPStatus.OK
