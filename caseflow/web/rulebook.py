"""The rule book: the rows the house works by, as they are: periods, instruments, steps; nothing is written twice."""

from collections.abc import Iterable
from itertools import groupby

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from caseflow.law.instruments import INSTRUMENTS
from caseflow.law.periods import PERIODS, Period
from caseflow.law.rights import Right
from caseflow.law.tables import TABLES
from caseflow.law.terms import CaseStatus, Confidence, EntryStatus, Role, Status
from caseflow.law.workflow import Step, Target
from caseflow.web.access import needs, today

blueprint = Blueprint("rulebook", __name__, url_prefix="/so-tay")

INSTRUMENT_NUMBERS = {instrument.key: instrument.number for instrument in INSTRUMENTS}
TARGETS = {Target.STAY: "giữ nguyên", Target.BACK: "trở lại tình trạng trước khi tạm đình chỉ"}


def _subjects() -> list[tuple[str, list[Period]]]:
    """The periods by what they are about, the wordings of one family one after another."""
    subjects = list(dict.fromkeys(period.subject for period in PERIODS))
    ordered = sorted(PERIODS, key=lambda row: (subjects.index(row.subject), row.family, row.since, row.code))
    return [(subject, list(rows)) for subject, rows in groupby(ordered, key=lambda row: row.subject)]


def _in_order(statuses: Iterable[Status]) -> list[Status]:
    """Statuses in the order in which a paper meets them."""
    order: list[Status] = [*EntryStatus, *CaseStatus]
    return sorted(statuses, key=lambda status: (type(status).__name__, order.index(status)))


def length(period: Period) -> str:
    """How long a period is, in words."""
    if period.amount is None:
        return period.unit.label
    return f"{'ít nhất ' if period.at_least else ''}{period.amount} {period.unit.label}"


def source(step: Step) -> str:
    """From which statuses a step leads."""
    return ", ".join(status.label for status in _in_order(step.source))


def target(step: Step) -> str:
    """Where a step leads."""
    return TARGETS[step.target] if isinstance(step.target, Target) else step.target.label


def recorders(step: Step) -> str:
    """The roles that may record a step."""
    return ", ".join(role.label for role in Role if role in step.recorded_by) or "hệ thống, theo hồ sơ"


@blueprint.get("")
@needs(Right.READ_RULEBOOK)
def index() -> ResponseReturnValue:
    """Every statutory period, with its article, its dates in force and how sure its source is."""
    return render_template(
        "rulebook/index.html",
        subjects=_subjects(),
        length=length,
        on=today(),
        unverified=Confidence.MEMORY,
        numbers=INSTRUMENT_NUMBERS,
    )


@blueprint.get("/van-ban")
@needs(Right.READ_RULEBOOK)
def instruments() -> ResponseReturnValue:
    """The legal texts that the rows rest on."""
    return render_template(
        "rulebook/instruments.html", instruments=INSTRUMENTS, on=today(), unverified=Confidence.MEMORY
    )


@blueprint.get("/quy-trinh")
@needs(Right.READ_RULEBOOK)
def procedures() -> ResponseReturnValue:
    """Every lawful step of a petition at an office and of each kind of case."""
    tables = [(table.label.capitalize(), table.steps) for table in TABLES.values()]
    return render_template("rulebook/procedures.html", tables=tables, source=source, target=target, recorders=recorders)
