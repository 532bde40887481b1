"""What a leader concluded on a visit: the form of the notice with its tasks, and how it is told afterwards."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import FieldList, FormField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from caseflow.law.rights import Right
from caseflow.services import conclusions, orders
from caseflow.services.conclusions import Task
from caseflow.store.calendar import working_calendar
from caseflow.store.day_book import BookedMatter, matters_booked
from caseflow.store.documents import Document, papers_by_key
from caseflow.store.offices import find_office, offices_in_force
from caseflow.store.reception import Visit, find_visit
from caseflow.store.reception_days import conclusions_of, tasks_of
from caseflow.store.subjects import Assignment
from caseflow.web.access import me, needs, now, today
from caseflow.web.clock_views import left_of, tone_of
from caseflow.web.fields import DayField, NameField
from caseflow.web.forms import PartForm
from caseflow.web.keyed import KeyedForm, remember
from caseflow.web.saving import answer
from caseflow.web.step_forms import paper_fields, paper_of

blueprint = Blueprint("conclusions", __name__, url_prefix="/tiep-dan/<int:visit_id>/ket-luan")

MOST_TASKS = 10


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task of a conclusion as it stands today."""

    office: str
    content: str
    due_on: date | None
    left: str
    tone: str
    report_url: str


@dataclass(frozen=True, slots=True)
class ConclusionView:
    """A conclusion with its notice and its tasks."""

    words: str
    paper: str
    tasks: tuple[TaskView, ...]
    print_url: str


def conclusion_views(visit_id: int) -> list[ConclusionView]:
    """What was concluded on a visit, and what became of it."""
    return conclusions_by_visit([visit_id]).get(visit_id, [])


def conclusions_by_visit(visit_ids: Collection[int]) -> dict[int, list[ConclusionView]]:
    """What was concluded on some visits, and what became of it; as many queries however many there are."""
    found = conclusions_of(visit_ids)
    tasks = tasks_of([one.id for one in found])
    papers = {paper.id: paper for paper in papers_by_key([one.document_id for one in found if one.document_id])}
    codes = matters_booked({task.matter_id for task in tasks if task.matter_id}, me().reader)
    views: dict[int, list[ConclusionView]] = {}
    for one in found:
        mine = tuple(_task(task, codes) for task in tasks if task.conclusion_id == one.id)
        url = url_for("day_papers.conclusion", visit_id=one.visit_id, conclusion_id=one.id)
        view = ConclusionView(one.words, _notice(papers.get(one.document_id or 0)), mine, url)
        views.setdefault(one.visit_id or 0, []).append(view)
    return views


def _notice(document: Document | None) -> str:
    if document is None:
        return ""
    return f"{document.kind} số {document.number} ngày {document.issued_on:%d/%m/%Y}, {document.signatory}"


def _task(task: Assignment, codes: Mapping[int, BookedMatter]) -> TaskView:
    due_on = task.due_on or task.on
    if task.done_on is not None:
        left, tone = f"đã báo cáo {task.done_on:%d/%m/%Y}", "done"
    else:
        left, tone = left_of(due_on, working_calendar(), today()), tone_of(due_on, working_calendar(), today())
    return TaskView(
        task.to_office.name, task.content, task.due_on, left, tone, _report_url(task, codes.get(task.matter_id or 0))
    )


def _report_url(task: Assignment, matter: BookedMatter | None) -> str:
    """Where the report that ends a task is written down, for whoever may write it."""
    if task.done_on is not None or matter is None or not orders.may_report(task, me().reader):
        return ""
    return url_for("orders.report", code=matter.code, assignment_id=task.id)


def conclusion_form() -> type[KeyedForm]:
    """The form of a conclusion, with the offices in force for its tasks."""
    names = {office.id: office.name for office in offices_in_force(today())}
    task = {
        "office": NameField("Cơ quan thực hiện", [Optional()], names=names, what="cơ quan"),
        "content": TextAreaField("Nội dung giao", [Length(max=2000)]),
        "due_on": DayField("Thời hạn", [Optional()]),
    }
    fields = {
        "words": TextAreaField("Nội dung kết luận", [InputRequired("Cần ghi nội dung kết luận."), Length(max=10_000)]),
        **paper_fields(required=True),
        "tasks": FieldList(FormField(type("TaskForm", (PartForm,), task)), min_entries=2, max_entries=MOST_TASKS),
    }
    return type("ConclusionForm", (KeyedForm,), fields)


@blueprint.route("", methods=["GET", "POST"])
@needs(Right.RECEIVE)
def add(visit_id: int) -> ResponseReturnValue:
    """Write down a conclusion and give its tasks."""
    visit = find_visit(visit_id, me().reader)
    form = conclusion_form()()
    if request.form.get("more") == "tasks":
        if len(form["tasks"]) < MOST_TASKS:
            form["tasks"].append_entry()
        return _show(form, visit)
    return answer(
        form,
        "ghi kết luận tiếp công dân",
        save=lambda: _conclude(visit_id, form),
        show=lambda: _show(form, find_visit(visit_id, me().reader)),
    )


def _conclude(visit_id: int, form: KeyedForm) -> str:
    rows = [row.form for row in form["tasks"]]
    typed = [row for row in rows if row["office"].data]
    conclusions.conclude(
        find_visit(visit_id, me().reader),
        form["words"].data or "",
        [Task(find_office(row["office"].data), row["content"].data or "", row["due_on"].data) for row in typed],
        paper=paper_of(form),
        reader=me().reader,
        now=now(),
    )
    led_to = url_for("reception.show", visit_id=visit_id)
    remember(form, led_to)
    flash("Đã ghi kết luận.", "success")
    return led_to


def _show(form: KeyedForm, visit: Visit) -> str:
    offices = [office.name for office in offices_in_force(today())]
    return render_template("days/conclude.html", form=form, visit=visit, offices=offices)
