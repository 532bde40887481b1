"""The reception desk: a visit in the order of the conversation, its list, its completion, its receipt."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from caseflow.law.clock import local_date
from caseflow.law.errors import Refusal
from caseflow.law.facts import ASKS
from caseflow.law.grounds import REFUSAL_OF_RECEPTION
from caseflow.law.representatives import is_unconfirmed
from caseflow.law.rights import Right
from caseflow.law.roster import Half
from caseflow.law.terms import VisitKind, VisitOutcome
from caseflow.law.visiting import DOUBTS
from caseflow.services import reception as desk
from caseflow.services.desk_dates import completion_day, dates_ahead
from caseflow.services.dossiers import Dossier, read_dossier
from caseflow.services.visits import outcome_event
from caseflow.store.citizens import masked_number
from caseflow.store.db import db
from caseflow.store.drafts import VISIT
from caseflow.store.matters import Matter
from caseflow.store.offices import find_office
from caseflow.store.petitions import entries_of_visit
from caseflow.store.reception import Visit, find_visit, matters_of_visit, visits_page
from caseflow.store.reception_days import sessions_on
from caseflow.store.roster import next_shift_of, shifts_between
from caseflow.web import desk_papers, visit_list
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.clock_views import ClockView, clock_views, rule_line
from caseflow.web.conclusions import conclusion_views
from caseflow.web.draft_places import OpenDraft, draft_here, new_draft, own_drafts
from caseflow.web.dues import DueWords
from caseflow.web.errors import place
from caseflow.web.exporting import Export, batches, export_url, give
from caseflow.web.fields import matter_in
from caseflow.web.keyed import check_version, open_anew, remember, taken_before
from caseflow.web.likeness import beside_view
from caseflow.web.list_views import bar
from caseflow.web.paging import key_reached, next_url
from caseflow.web.places import commune_names, communes
from caseflow.web.queues import VISITS
from caseflow.web.row_keys import key_in
from caseflow.web.step_views import StepsView, steps_views
from caseflow.web.visit_forms import CompletionForm, VisitForm, filled, form_of_refusal, persons_in

blueprint = Blueprint("reception", __name__, url_prefix="/tiep-dan")

PER_PAGE = 25
ASIDE = ("people", "papers", "preview")
"""What a press may ask for without saving: another row, or what stands aside by what has been typed."""


@blueprint.get("")
@needs(Right.RECEIVE)
def index() -> ResponseReturnValue:
    """The visits of the desk, newest first."""
    form = visit_list.FilterForm.read(request.args)
    views = bar(VISITS, form)
    if isinstance(views, Response):
        return views
    found = _read(form)(key_reached(), PER_PAGE + 1)
    shown = found[:PER_PAGE]
    return render_template(
        "reception/index.html",
        form=form,
        views=views,
        rows=visit_list.rows(shown, DueWords()),
        further=next_url(shown[-1].id) if len(found) > PER_PAGE else "",
        export_url=export_url("reception.export"),
        drafts=own_drafts(VISIT),
        shifts=shifts_between(me().office_id, today(), today()),
        mine=next_shift_of(me().user_id, today()),
        halves=list(Half),
        today=today(),
    )


@blueprint.get("/bang-tinh")
@needs(Right.RECEIVE)
def export() -> ResponseReturnValue:
    """The visits of the present filter as a spreadsheet."""
    form, words = visit_list.FilterForm.read(request.args), DueWords(with_articles=True)
    pages = batches(_read(form), lambda visit: visit.id)
    rows = (row.cells() for page in pages for row in visit_list.rows(page, words))
    return give(Export(VISITS, "Tiếp dân", visit_list.COLUMNS), rows, form)


def _read(form: visit_list.FilterForm) -> Callable[[int | None, int], Sequence[Visit]]:
    """How a page of this list is read: so many visits, from before a key on."""
    return lambda before, limit: visits_page(
        me().reader,
        words=(form.tu.data or "").strip(),
        before=before,
        limit=limit,
        on=today() if form.luot.data == visit_list.TODAY else None,
        unfinished=form.luot.data == visit_list.UNFINISHED,
    )


@blueprint.route("/moi", methods=["GET", "POST"])
@needs(Right.RECEIVE)
def record() -> ResponseReturnValue:
    """Write a visit down, with its petition if one was handed in."""
    form = VisitForm()
    if request.method == "GET":
        if elsewhere := open_anew(form):
            return elsewhere
        form.on.data, form.matter.data = today(), request.args.get("vu-viec", "")
    draft = new_draft(form)
    form.set_grounds(form.visited_on)
    if _more_rows(form) or not form.validate_on_submit():
        return _show_form(form, "Lượt tiếp mới", draft)
    try:
        with writing("ghi lượt tiếp"):
            led_to = taken_before(form) or _record(form)
    except Refusal as refusal:
        place(form, refusal)
        return _show_form(form, "Lượt tiếp mới", draft), 422
    return redirect(led_to)


def _record(form: VisitForm) -> str:
    office = find_office(me().office_id)
    matter = matter_in(form.matter)
    visit = desk.receive(
        office=office,
        people=persons_in(form.people),
        telling=form.telling(),
        reader=me().reader,
        now=now(),
        on=form.visited_on,
        visit_kind=VisitKind(form.visit_kind.data),
        session_id=form.session_id,
        matter=matter,
    )
    desk.enter_book(visit, reader=me().reader, now=now())
    prints = request.form.get("then") == "print" and visit.is_receipted
    led_to = url_for("desk_papers.receipt" if prints else "reception.show", visit_id=visit.id)
    remember(form, led_to, draft=form.key.data)
    flash(f"Đã ghi lượt tiếp số {visit.number}.", "success")
    return led_to


@blueprint.post("/ben-canh")
@needs(Right.RECEIVE)
def beside() -> ResponseReturnValue:
    """What stands beside the form by what has been typed so far; nothing is checked and nothing saved."""
    visit_id = key_in(request.args.get("luot", ""))
    visit = find_visit(visit_id, me().reader) if visit_id else None
    form = VisitForm()
    return render_template("reception/_beside.html", **_aside(form, visit))


@blueprint.get("/<int:visit_id>")
@needs(Right.RECEIVE)
def show(visit_id: int) -> ResponseReturnValue:
    """One visit."""
    visit = find_visit(visit_id, me().reader)
    matters = matters_of_visit(visit.id, me().reader)
    clocks, steps = _owed(visit, matters)
    return render_template(
        "reception/show.html",
        visit=visit,
        matters=matters,
        entries=entries_of_visit(visit.id) if matters else [],
        ground=next((ground for ground in REFUSAL_OF_RECEPTION if ground.code == visit.refusal_ground), None),
        doubt=DOUBTS.get(visit.refusal_ground, "") if visit.status is not None else "",
        clocks=clocks,
        completion=completion_day(local_date(visit.created_at)),
        steps=steps,
        has_notice=desk_papers.has_notice(visit),
        places=commune_names(),
        numbers={party.id: masked_number(party.citizen) for party in visit.parties if party.citizen},
        is_unconfirmed_group=is_unconfirmed(visit.people_present, is_group=visit.is_group),
        conclusions=conclusion_views(visit.id) if matters else [],
    )


def _owed(visit: Visit, matters: list[Matter]) -> tuple[list[ClockView], list[StepsView]]:
    """The clocks of a visit and the steps ahead of it; nothing is asked of the many that owe nothing."""
    own = next((matter for matter in matters if matter.id == visit.matter_id), None)
    if visit.status is None or own is None:
        return [], []
    whole = read_dossier(own.code, reader=me().reader, today=today())
    told = _only(visit, whole)
    return clock_views(told), steps_views(told)


def _only(visit: Visit, dossier: Dossier) -> Dossier:
    """A matter as far as one visit goes."""
    return replace(
        dossier, records=tuple(read for read in dossier.records if read.record.id == visit.id), assignments=()
    )


@blueprint.route("/<int:visit_id>/bo-sung", methods=["GET", "POST"])
@needs(Right.RECEIVE)
def complete(visit_id: int) -> ResponseReturnValue:
    """Complete half a record later."""
    visit = find_visit(visit_id, me().reader)
    draft = draft_here(secret=_is_sealed(visit))
    form = (
        CompletionForm() if request.method == "POST" else CompletionForm(draft.words) if draft.words else _known(visit)
    )
    form.set_grounds(visit.on)
    if _more_rows(form) or not form.validate_on_submit():
        return _show_form(form, f"Bổ sung lượt tiếp {visit.number}", draft, visit)
    try:
        with writing("bổ sung lượt tiếp"):
            led_to = taken_before(form)
            if led_to is None:
                led_to = url_for("reception.show", visit_id=visit_id)
                visit = find_visit(visit_id, me().reader)
                check_version(form, visit.version)
                had_paper = bool(entries_of_visit(visit_id))
                desk.complete(
                    visit,
                    people=persons_in(form.people, known=len(visit.parties)),
                    telling=form.telling(),
                    now=now(),
                    reader=me().reader,
                    visit_kind=VisitKind(form.visit_kind.data),
                    session_id=form.session_id,
                )
                if not had_paper:
                    desk.enter_book(visit, reader=me().reader, now=now())
                remember(form, led_to, draft=draft.key)
                flash(f"Đã bổ sung lượt tiếp số {visit.number}.", "success")
    except Refusal as refusal:
        status = place(form, refusal)
        visit = find_visit(visit_id, me().reader)
        return _show_form(form, f"Bổ sung lượt tiếp {visit.number}", draft, visit), status
    return redirect(led_to)


def _known(visit: Visit) -> CompletionForm:
    """The form with what is known; from the page of a visit a paper may be asked for that words are to become."""
    event = outcome_event(visit)
    form = filled(visit, event.facts if event else {})
    if request.args.get("ket_qua") in set(VisitOutcome):
        form.outcome.data = request.args["ket_qua"]
    return form


def _more_rows(form: VisitForm) -> bool:
    """Add a row, take a matter that is alike or let it go, or show what stands aside anew; everything typed stays."""
    if "join" in request.form:
        form.matter.data = request.form["join"]
        return True
    wanted = request.form.get("more", "")
    if wanted == "people" and len(form.people) < form.people.max_entries:
        form.people.append_entry()
    elif wanted == "papers" and len(form.papers) < form.papers.max_entries:
        form.papers.append_entry()
    return wanted in ASIDE


def _is_sealed(visit: Visit) -> bool:
    return any(party.sealed_id for party in visit.parties)


def _show_form(form: VisitForm, title: str, draft: OpenDraft, visit: Visit | None = None) -> str:
    db.session.rollback()
    office_id, on = (visit.office_id, visit.on) if visit else (me().office_id, form.visited_on)
    form.offer_sessions(sessions_on(office_id, on))
    form.people[0].form.name.flags.required = True  # whoever comes has a name; a row of another person may stay empty
    return render_template(
        "reception/form.html",
        form=form,
        title=title,
        is_sealed=visit is not None and _is_sealed(visit),
        draft=draft,
        communes=communes(),
        asks=ASKS,
        **_aside(form, visit),
    )


def _aside(form: VisitForm, visit: Visit | None) -> dict[str, object]:
    """What stands beside the form: who came before, what is alike, and the dates that saving will start."""
    on = visit.on if visit else form.visited_on
    office = visit.office if visit else find_office(me().office_id)
    return {
        "visit": visit,
        "on": on,
        "ahead": dates_ahead(on=on, grounds_on=form.grounds_on.data, office=office, today=today()),
        "completion": completion_day(today()),
        "refused": _refused(form, on),
        "rule_line": rule_line,
        "beside": beside_view(
            people=form.people,
            summary=form.summary.data,
            chosen=form.matter.data,
            matter_id=visit.matter_id if visit else None,
        ),
    }


def _refused(form: VisitForm, on: date) -> tuple[str, str] | None:
    """Of the ground chosen: what it asks for, and where the texts do not agree."""
    code = form.refusal_ground.data or ""
    if form.outcome.data != VisitOutcome.REFUSED or code not in {ground.code for ground in REFUSAL_OF_RECEPTION}:
        return None
    return form_of_refusal(code, on), DOUBTS.get(code, "")
