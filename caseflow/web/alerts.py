"""The inbox: the alerts that reached a person, those that wait first; for the administrator, undelivered mail too."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.law.clock import local_date
from caseflow.law.escalation import PROPOSALS, SUSPICIONS, TO_KNOW, Level, words_at, words_of
from caseflow.law.rights import Right
from caseflow.law.terms import Action, Role
from caseflow.services.deadlines import ladder_of
from caseflow.services.foresight import outlook
from caseflow.services.letters import basis_of
from caseflow.store.calendar import working_calendar
from caseflow.store.deadlines import family_in
from caseflow.store.inboxes import InboxRow, causes_of, inbox_page, mark_all_read, mark_read, still_running, undelivered
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.alert_acts import Leading, act_of, record_of
from caseflow.web.clock_views import left_of, tone_of
from caseflow.web.exporting import Export, batches, give
from caseflow.web.paging import next_url, part_reached
from caseflow.web.row_keys import key_in
from caseflow.web.sheets import Cell, Column

blueprint = Blueprint("alerts", __name__, url_prefix="/canh-bao")

PER_PAGE = 25
PEOPLE_SHOWN, LINES_SHOWN = 60, 8
COLUMNS = (
    Column("Vụ việc", 18),
    Column("Nội dung", 60),
    Column("Thời hạn", 34),
    Column("Mức khi báo", 26),
    Column("Hạn", 12),
    Column("Nay", 26),
    Column("Báo lúc", 17),
    Column("Đã đọc", 17),
    Column("Đã đóng", 17),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One alert as a line of the inbox."""

    row: InboxRow
    level: str
    left: str
    tone: str
    record: Leading | None = None
    act: Leading | None = None
    why: str = ""
    words: str = ""

    @property
    def is_known(self) -> bool:
        """Whether its record may still be named to this reader."""
        return self.record is not None


@blueprint.get("")
@needs(Right.READ_ALERTS)
def index() -> ResponseReturnValue:
    """The inbox."""
    rows = inbox_page(me().reader, after=part_reached(), limit=PER_PAGE + 1)
    shown = rows[:PER_PAGE]
    running, causes = still_running(shown), causes_of(shown)
    return render_template(
        "alerts/index.html",
        lines=[_leading(_line(row, running), running, causes) for row in shown],
        further=next_url(*_key(shown[-1])) if len(rows) > PER_PAGE else "",
        last_unread=max((row.delivery_id for row in shown if row.waits), default=0),
        export_url=url_for("alerts.export"),
        undelivered=undelivered() if Role.ADMIN in me().reader.roles else None,
        may_foresee=me().reader.may(Right.FORESEE_ALERTS),
    )


@blueprint.get("/ngay-mai")
@needs(Right.FORESEE_ALERTS)
def tomorrow() -> ResponseReturnValue:
    """What would go out on the next working day, by person."""
    found = outlook(now(), me().reader)
    return render_template(
        "alerts/tomorrow.html", outlook=found, people=found.people[:PEOPLE_SHOWN], lines_shown=LINES_SHOWN, now=now()
    )


@blueprint.get("/bang-tinh")
@needs(Right.READ_ALERTS)
def export() -> ResponseReturnValue:
    """The whole inbox as a spreadsheet."""
    reader = me().reader
    pages = batches(lambda after, limit: inbox_page(reader, after=after, limit=limit), _key)
    rows = (_cells(_line(row, running)) for page in pages for running in [still_running(page)] for row in page)
    return give(Export("canh-bao", "Cảnh báo", COLUMNS), rows)


def _key(row: InboxRow) -> tuple[int, int]:
    """By which key the page after an alert is read."""
    return int(not row.waits), row.delivery_id


def _cells(line: Line) -> tuple[Cell, ...]:
    """An alert as a spreadsheet holds it; of a matter that may no longer be known only that there was one."""
    row, seen = line.row, (line.row.raised_at, line.row.read_at, line.row.closed_at)
    record = record_of(row)
    if record is None:
        return ("hồ sơ ngoài phạm vi", None, None, None, None, None, *seen)
    return (record.words, row.title, row.label, line.level, row.due_on, line.left, *seen)


def _leading(line: Line, running: Mapping[str, str], causes: Mapping[str, tuple[Action, date]]) -> Line:
    """A line with the record it speaks of, the article and the act behind its date, and the act that ends it."""
    row, record = line.row, record_of(line.row)
    if record is None:
        return line
    runs = row.deadline_key in running and row.closed_at is None
    done, basis = causes.get(row.cause.split("/", 1)[0]), basis_of(running.get(row.deadline_key, ""))
    cause = f"do {done[0].label} ngày {done[1]:%d/%m/%Y}" if done else ""
    why = " · ".join(part for part in (cause, basis) if part)
    words = words_at(Level(row.days), ladder_of(family_in(row.deadline_key))) if runs else ""
    return replace(line, record=record, act=act_of(row, today()) if runs else None, why=why, words=words)


def _line(row: InboxRow, running: Collection[str]) -> Line:
    calendar = working_calendar()
    family = family_in(row.deadline_key)
    by_a_person = family in PROPOSALS or family in SUSPICIONS
    level = words_of(family, row.due_on, calendar, local_date(row.raised_at))  # as it stood when it was told
    if row.closed_at is not None:
        return Line(row, level, f"đã đóng: {row.closed_because}", "done")
    if family in TO_KNOW:
        return Line(row, level, "để biết", "done")
    if row.deadline_key not in running:  # it rests, or its record has not been read anew since it ended
        return Line(row, level, "không còn chạy", "done")
    if by_a_person:
        return Line(row, level, "chờ xác nhận", "soon")
    return Line(row, level, left_of(row.due_on, calendar, today()), tone_of(row.due_on, calendar, today()))


@blueprint.post("/<int:delivery_id>/da-doc")
@needs(Right.READ_ALERTS)
def read_one(delivery_id: int) -> ResponseReturnValue:
    """One alert has been read."""
    with writing("đọc cảnh báo"):
        mark_read(delivery_id, me().user_id, now=now())
    return redirect(url_for("alerts.index"))


@blueprint.post("/da-doc")
@needs(Right.READ_ALERTS)
def read_all() -> ResponseReturnValue:
    """Everything up to what the page showed has been read; what came meanwhile has not."""
    up_to = key_in(request.form.get("den", ""))
    if up_to is not None:
        with writing("đọc mọi cảnh báo"):
            mark_all_read(me().user_id, up_to=up_to, now=now())
        flash("Đã đánh dấu đã đọc.", "success")
    return redirect(url_for("alerts.index"))
