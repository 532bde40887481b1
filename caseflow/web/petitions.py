"""The petition register of an office: entries by post, by hand, from other bodies; its list; what waits for entry."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response
from wtforms import BooleanField, FieldList, FormField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from caseflow.law.errors import Refusal
from caseflow.law.rights import Right
from caseflow.law.terms import Channel
from caseflow.services import petitions as register
from caseflow.store.drafts import PETITION
from caseflow.store.entry_lists import EntryRow, entries_page
from caseflow.store.offices import find_office
from caseflow.store.petitions import find_entry
from caseflow.web import entry_list
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.draft_places import OpenDraft, new_draft, own_drafts
from caseflow.web.dues import DueWords
from caseflow.web.errors import place
from caseflow.web.exporting import Export, batches, export_url, give
from caseflow.web.fields import IDENTITY, DayField, matter_in
from caseflow.web.keyed import KeyedForm, open_anew, remember, taken_before
from caseflow.web.likeness import BesideView, beside_view
from caseflow.web.list_views import bar
from caseflow.web.paging import day_reached, next_url
from caseflow.web.places import check_commune, commune_code, communes
from caseflow.web.queues import ENTRIES
from caseflow.web.visit_forms import PersonForm, persons_in

blueprint = Blueprint("petitions", __name__, url_prefix="/don")

PER_PAGE = 25
AT_COUNTER = {channel.value: channel.label for channel in Channel if channel is not Channel.RECEPTION}


class EntryForm(KeyedForm):
    """A petition that came otherwise than over the desk."""

    received_on = DayField("Ngày nhận", [InputRequired("Cần ghi ngày nhận (dd/mm/yyyy).")])
    channel = SelectField("Nguồn đơn", choices=AT_COUNTER)
    from_sender = StringField("Cơ quan chuyển đến", [Length(max=200)])
    letter_number = StringField("Số văn bản chuyển", [Length(max=60)])
    letter_on = DayField("Ngày văn bản chuyển", [Optional()])
    dated = DayField("Ngày ghi trên đơn", [Optional()])
    people = FieldList(FormField(PersonForm), min_entries=1, max_entries=30)
    signatories = IntegerField("Số người ký", [Optional(), NumberRange(min=1, max=100_000)], default=1)
    summary = TextAreaField("Tóm tắt nội dung", [InputRequired("Cần ghi tóm tắt nội dung đơn."), Length(max=5000)])
    body = TextAreaField("Nội dung đầy đủ", [Length(max=20_000)])
    respondent = StringField("Người, cơ quan bị khiếu nại, tố cáo, phản ánh", [Length(max=200)], render_kw=IDENTITY)
    commune = StringField("Nơi xảy ra (xã, phường)", [check_commune])
    matter = StringField("Nhập vào vụ việc số", [Length(max=20)])
    originals_to_return = BooleanField("Có giấy tờ gốc phải trả lại")


class ReceiptForm(KeyedForm):
    """The day a forwarded petition truly reached the office."""

    received_on = DayField("Ngày nhận được", [InputRequired("Cần ghi ngày nhận (dd/mm/yyyy).")])


@blueprint.get("")
@needs(Right.READ)
def index() -> ResponseReturnValue:
    """The entries a reader may know of."""
    form = entry_list.FilterForm.read(request.args)
    views = bar(ENTRIES, form)
    if isinstance(views, Response):
        return views
    found = entries_page(me().reader, form.wanted(), before=day_reached(), limit=PER_PAGE + 1)
    shown = found[:PER_PAGE]
    return render_template(
        "petitions/index.html",
        form=form,
        views=views,
        rows=entry_list.rows(shown, DueWords()),
        further=next_url(*_key(shown[-1])) if len(found) > PER_PAGE else "",
        may_register=me().reader.may(Right.REGISTER),
        drafts=own_drafts(PETITION),
        export_url=export_url("petitions.export"),
    )


@blueprint.get("/bang-tinh")
@needs(Right.READ)
def export() -> ResponseReturnValue:
    """The entries of the present filter as a spreadsheet."""
    form, words = entry_list.FilterForm.read(request.args), DueWords(with_articles=True)
    wanted = form.wanted()
    pages = batches(lambda before, limit: entries_page(me().reader, wanted, before=before, limit=limit), _key)
    rows = (row.cells() for page in pages for row in entry_list.rows(page, words))
    return give(Export(ENTRIES, "Đơn", entry_list.COLUMNS), rows, form)


def _key(entry: EntryRow) -> tuple[date, int]:
    """By which key the page after an entry is read."""
    return entry.received_on, entry.id


@blueprint.route("/moi", methods=["GET", "POST"])
@needs(Right.REGISTER)
def enter() -> ResponseReturnValue:
    """Enter a petition in the office's book."""
    form = EntryForm()
    if request.method == "GET":
        if elsewhere := open_anew(form):
            return elsewhere
        form.received_on.data, form.matter.data = today(), request.args.get("vu-viec", "")
    draft = new_draft(form)
    if _is_for_the_page(form) or not form.validate_on_submit():
        return _show_form(form, draft)
    try:
        with writing("vào sổ đơn"):
            led_to = taken_before(form) or _enter(form)
    except Refusal as refusal:
        place(form, refusal)
        return _show_form(form, draft), 422
    return redirect(led_to)


def _is_for_the_page(form: EntryForm) -> bool:
    """Add a row, take a matter that is alike or let it go, or show what is alike anew; everything typed stays."""
    if "join" in request.form:
        form.matter.data = request.form["join"]
    elif request.form.get("more") == "people" and len(form.people) < form.people.max_entries:
        form.people.append_entry()
    return "join" in request.form or "more" in request.form


@blueprint.post("/ben-canh")
@needs(Right.REGISTER)
def beside() -> ResponseReturnValue:
    """What stands beside the form by what has been typed so far; nothing is checked and nothing saved."""
    return render_template("petitions/_beside.html", beside=_beside(EntryForm()))


def _enter(form: EntryForm) -> str:
    entry = register.register(
        office=find_office(me().office_id),
        paper=register.Paper(
            summary=form.summary.data or "",
            body=form.body.data or "",
            dated=form.dated.data,
            signatories=form.signatories.data or 1,
            originals_to_return=bool(form.originals_to_return.data),
        ),
        letter=register.Letter(
            Channel(form.channel.data),
            from_sender=form.from_sender.data or "",
            number=form.letter_number.data or "",
            on=form.letter_on.data,
        ),
        senders=persons_in(form.people),
        received_on=form.received_on.data or today(),
        reader=me().reader,
        now=now(),
        matter=matter_in(form.matter),
        respondent=form.respondent.data or "",
        unit_code=commune_code(form.commune.data or ""),
    )
    led_to = url_for("petitions.show", entry_id=entry.id)
    remember(form, led_to, draft=form.key.data)
    flash(f"Đã vào sổ đơn số {entry.number}.", "success")
    return led_to


def _show_form(form: EntryForm, draft: OpenDraft) -> str:
    return render_template("petitions/form.html", form=form, communes=communes(), draft=draft, beside=_beside(form))


def _beside(form: EntryForm) -> BesideView:
    return beside_view(people=form.people, summary=form.summary.data, place=form.commune.data, chosen=form.matter.data)


@blueprint.get("/<int:entry_id>")
@needs(Right.READ)
def show(entry_id: int) -> ResponseReturnValue:
    """An entry is read on the page of its matter."""
    entry = find_entry(entry_id, me().reader)
    return redirect(url_for("matters.show", code=entry.matter.code, _anchor=f"don-{entry.id}"))


@blueprint.route("/<int:entry_id>/tiep-nhan", methods=["GET", "POST"])
@needs(Right.REGISTER)
def receive(entry_id: int) -> ResponseReturnValue:
    """Enter a petition that another office forwarded: this office's clocks start on the day it arrived."""
    entry = find_entry(entry_id, me().reader)
    form = ReceiptForm()
    if request.method == "GET":
        form.received_on.data = today()
    if form.validate_on_submit():
        try:
            with writing("tiếp nhận đơn chuyển đến"):
                led_to = taken_before(form)
                if led_to is None:
                    led_to = url_for("petitions.show", entry_id=entry_id)
                    entry = find_entry(entry_id, me().reader)
                    register.receive(entry, received_on=form.received_on.data or today(), reader=me().reader, now=now())
                    remember(form, led_to)
            return redirect(led_to)
        except Refusal as refusal:
            place(form, refusal)
            return render_template("petitions/receive.html", form=form, entry=find_entry(entry_id, me().reader)), 422
    return render_template("petitions/receive.html", form=form, entry=entry)
