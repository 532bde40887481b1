"""The rule book: the rows the house works by, as they are, chapter by chapter; nothing is written twice."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from caseflow.law import book
from caseflow.law.book_search import period_entries, rank
from caseflow.law.changes import change_days, changes_on
from caseflow.law.competence import COMPETENCES
from caseflow.law.confirming import Confirmed, digest_of, key_of
from caseflow.law.drawing import draw
from caseflow.law.errors import NotFoundError
from caseflow.law.ground_book import GROUND_LISTS
from caseflow.law.instruments import INSTRUMENTS
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS
from caseflow.law.rights import RIGHTS, Right
from caseflow.law.tables import Table
from caseflow.law.terms import Confidence, Role
from caseflow.law.transitions import TRANSITIONS
from caseflow.store.rules import confirmations, rules_in_force
from caseflow.web.access import me, needs, today
from caseflow.web.chapters import CHAPTERS, hits
from caseflow.web.errors import status_of
from caseflow.web.rulebook_forms import ROLES, DayForm, PeriodFilter, RoleForm, answer, from_address

blueprint = Blueprint("rulebook", __name__, url_prefix="/so-tay")

INSTRUMENT_NUMBERS = {instrument.key: instrument.number for instrument in INSTRUMENTS}


@blueprint.app_context_processor
def _around() -> dict[str, Any]:
    """What every page of the book asks for: its chapters, the rows in words, the marks of doubt and of today."""
    return {"chapters": CHAPTERS, "book": book, "unverified": Confidence.MEMORY}


def _subjects(rows: Iterable[Period]) -> list[tuple[str, list[Period]]]:
    """Periods by what they are about, the wordings of one family one after another."""
    subjects = list(dict.fromkeys(period.subject for period in PERIODS))
    ordered = sorted(rows, key=lambda row: (subjects.index(row.subject), row.family, row.since, row.code))
    return [(subject, list(found)) for subject, found in groupby(ordered, key=lambda row: row.subject)]


def _wanted(form: PeriodFilter) -> list[Period]:
    """The rows that the filter asks for; every word must be found, tone marks apart."""
    words, subject, text, day = (answer(field) for field in (form.tu, form.chu_de, form.van_ban, form.ngay))
    return [
        row
        for row, entry in zip(PERIODS, period_entries(), strict=True)
        if (not words or rank(entry, words) is not None)
        and subject in ("", None, row.subject)
        and text in ("", None, row.edition)
        and (not day or row.governs(day))
    ]


@blueprint.get("")
@needs(Right.READ_RULEBOOK)
def index() -> ResponseReturnValue:
    """Every statutory period, with its article, its dates in force and how sure its source is."""
    form = from_address(PeriodFilter)
    found = _wanted(form)
    standing = {one.what: one for one in confirmations() if one.withdrawal is None}
    page = render_template(
        "rulebook/index.html",
        form=form,
        subjects=_subjects(found),
        count=len(found),
        anchors=book.anchors(),
        on=today(),
        confirmation_of=lambda row: standing.get(Confirmed(key_of(row), digest_of(row))),
        may_confirm=me().reader.may(Right.CONFIRM_RULES),
        waiting=sum(row.is_unconfirmed for row in rules_in_force().periods),
        numbers=INSTRUMENT_NUMBERS,
    )
    return page, status_of(form)


@blueprint.get("/van-ban")
@needs(Right.READ_RULEBOOK)
def instruments() -> ResponseReturnValue:
    """The legal texts that the rows rest on."""
    resting = {text.key: sum(row.edition == text.key for row in PERIODS) for text in INSTRUMENTS}
    return render_template("rulebook/instruments.html", instruments=INSTRUMENTS, resting=resting, on=today())


@blueprint.get("/quy-trinh")
@needs(Right.READ_RULEBOOK)
def procedures() -> ResponseReturnValue:
    """Every procedure there is, with what it takes."""
    return render_template("rulebook/procedures.html", tables=book.tables_by_slug(), transitions=TRANSITIONS)


@blueprint.get("/quy-trinh/<procedure>")
@needs(Right.READ_RULEBOOK)
def procedure(procedure: str) -> ResponseReturnValue:
    """One procedure: its diagram and every lawful step."""
    table = book.tables_by_slug().get(procedure)
    if table is None:
        raise NotFoundError("Không có quy trình này.")
    return render_template(
        "rulebook/procedure.html",
        table_of=table,
        rows=book.numbered(table),
        drawing=draw(table),
        usual=book.usual_recorders(table),
    )


def drawing_file(table: Table) -> str:
    """The diagram of a procedure as a file of its own: what it looks like inside it, what the numbers mean below."""
    return current_app.jinja_env.get_template("rulebook/drawing.svg").render(
        drawing=draw(table),
        rows=book.numbered(table),
        title=f"Sơ đồ {table.label}",
        looks=(Path(str(current_app.static_folder)) / "drawing.css").read_text(encoding="utf-8"),
    )


@blueprint.get("/can-cu")
@needs(Right.READ_RULEBOOK)
def grounds() -> ResponseReturnValue:
    """The grounds and criteria that the law lists, all of them or those of a day."""
    form = from_address(DayForm)
    day = answer(form.ngay)
    lists = [(each, each.on(day) if day else each.grounds) for each in GROUND_LISTS]
    page = render_template("rulebook/grounds.html", form=form, lists=lists, on=today())
    return page, status_of(form)


@blueprint.get("/tham-quyen")
@needs(Right.READ_RULEBOOK)
def competence() -> ResponseReturnValue:
    """Who must settle, for every day or for one."""
    form = from_address(DayForm)
    day = answer(form.ngay)
    rows = [
        (f"tham-quyen-{number}", row)
        for number, row in enumerate(COMPETENCES, start=1)
        if day is None or row.since <= day <= row.until
    ]
    headed = groupby(rows, key=lambda each: f"{each[1].kind.label} {each[1].instance.label}")
    groups = [(title, list(found)) for title, found in headed]
    page = render_template("rulebook/competence.html", form=form, groups=groups, on=today())
    return page, status_of(form)


@blueprint.get("/vai-tro")
@needs(Right.READ_RULEBOOK)
def roles() -> ResponseReturnValue:
    """Who may do what: every role with its rights, or one role with every step it may record."""
    form = from_address(RoleForm)
    role = ROLES.get(answer(form.vai_tro) or "")
    everyone = frozenset.intersection(*RIGHTS.values())
    page = render_template(
        "rulebook/roles.html",
        form=form,
        role=role,
        rights=[right for right in Right if role and right in RIGHTS[role]],
        tables=list(book.recorded_by(role)) if role else [],
        everyone=[right for right in Right if right in everyone],
        of_roles={each: [right for right in Right if right in RIGHTS[each] - everyone] for each in Role},
        of_rights={right: [each for each in Role if right in RIGHTS[each]] for right in Right},
    )
    return page, status_of(form)


@blueprint.get("/thay-doi")
@needs(Right.READ_RULEBOOK)
def changes() -> ResponseReturnValue:
    """What changed on a day; without one, on the last day on which anything did."""
    form, days = from_address(DayForm), change_days()
    day = answer(form.ngay) or _last_before(days, today())
    page = render_template("rulebook/changes.html", form=form, days=days[::-1], day=day, changes=changes_on(day))
    return page, status_of(form)


def _last_before(days: Sequence[date], day: date) -> date:
    """The last of the days that is not after a day; the day itself where there is none."""
    return max((each for each in days if each <= day), default=day)


@blueprint.get("/tim")
@needs(Right.READ_RULEBOOK)
def search() -> ResponseReturnValue:
    """Search the whole book."""
    asked = request.args.get("q", "").strip()
    return render_template("rulebook/search.html", asked=asked, hits=hits(asked))
