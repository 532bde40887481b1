"""The reception desk: a visit in the order of the conversation, its list, its completion, its receipt."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from caseflow.law.errors import Refusal
from caseflow.law.grounds import REFUSAL_OF_RECEPTION, in_force
from caseflow.law.rights import Right
from caseflow.law.terms import Channel, PetitionKind, VisitKind, VisitOutcome
from caseflow.services import petitions
from caseflow.services import reception as desk
from caseflow.services.citizens import Person, paper_number
from caseflow.store.db import db
from caseflow.store.matters import Matter, find_matter
from caseflow.store.offices import find_office
from caseflow.store.petitions import PetitionEntry, entries_of_visit
from caseflow.store.reception import Visit, find_visit, matters_of_visit, visits_page
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.errors import place
from caseflow.web.fields import DayField
from caseflow.web.forms import PartForm
from caseflow.web.keyed import KeyedForm, open_anew, remember, taken_before
from caseflow.web.places import check_commune, commune_code, commune_names, communes

blueprint = Blueprint("reception", __name__, url_prefix="/tiep-dan")

PER_PAGE = 25
TAKES_PAPER = (VisitOutcome.PAPER_TAKEN, VisitOutcome.WORDS_RECORDED)


class PersonForm(PartForm):
    """One person at the desk."""

    name = StringField("Họ và tên", [Length(max=120)])
    paper_number = StringField("Số căn cước", [Length(max=20)], description="Không có giấy tờ vẫn được tiếp")
    phone = StringField("Điện thoại", [Length(max=20)])
    commune = StringField("Xã, phường", [check_commune])
    address = StringField("Thôn, số nhà", [Length(max=200)])


def persons_in(rows: FieldList, *, known: int = 0) -> list[Person]:
    """The people typed; a row left empty is nobody, but for those known already, who keep their places."""
    forms = enumerate(row.form for row in rows)
    typed = [form for place, form in forms if place < known or (form.name.data or "").strip()]
    return [
        Person(
            name=form.name.data or "",
            paper_number=form.paper_number.data or "",
            phone=form.phone.data or "",
            address=form.address.data or "",
            unit_code=commune_code(form.commune.data or ""),
        )
        for form in typed
    ]


class PaperForm(PartForm):
    """One paper handed in."""

    name = StringField("Tên tài liệu", [Length(max=200)])
    pages = IntegerField("Số trang", [Optional(), NumberRange(min=1, max=5000)])
    is_original = BooleanField("Bản gốc")


class VisitForm(KeyedForm):
    """A visit; only a name and a summary are required."""

    on = DayField("Ngày tiếp", [Optional()])
    visit_kind = SelectField("Hình thức", choices={kind.value: kind.label for kind in VisitKind})
    people = FieldList(FormField(PersonForm), min_entries=1, max_entries=30)
    people_present = IntegerField("Số người cùng đến", [Optional(), NumberRange(min=1, max=5000)], default=1)
    is_group = BooleanField("Là đoàn đông người, có cử người đại diện")
    representatives_paper = StringField("Văn bản cử người đại diện", [Length(max=200)])
    summary = TextAreaField("Tóm tắt vụ việc", [InputRequired("Cần ghi tóm tắt vụ việc."), Length(max=5000)])
    request = TextAreaField("Yêu cầu", [Length(max=3000)])
    kind = RadioField(
        "Loại", [Optional()], choices={kind.value: kind.label for kind in PetitionKind}, validate_choice=False
    )
    settled_by = StringField("Cơ quan đã giải quyết", [Length(max=200)])
    matter = StringField("Nhập vào vụ việc số", [Length(max=20)], description="Để trống nếu là vụ việc mới")
    papers = FieldList(FormField(PaperForm), min_entries=1, max_entries=40)
    outcome = RadioField(
        "Kết quả tiếp",
        [Optional()],
        choices={outcome.value: outcome.label for outcome in VisitOutcome},
        validate_choice=False,
    )
    guided_to = StringField("Hướng dẫn đến cơ quan", [Length(max=200)])
    refusal_ground = SelectField("Căn cứ từ chối", [Optional()], validate_choice=False)

    def set_grounds(self, on: date) -> None:
        """Offer the grounds of refusal that exist on the day."""
        rows = in_force(REFUSAL_OF_RECEPTION, on)
        self.refusal_ground.choices = {"": "", **{ground.code: f"{ground.text} ({ground.basis})" for ground in rows}}

    def telling(self) -> desk.Telling:
        """What was said and done, as the service takes it."""
        return desk.Telling(
            summary=self.summary.data or "",
            request=self.request.data or "",
            settled_by=self.settled_by.data or "",
            outcome=VisitOutcome(self.outcome.data) if self.outcome.data else None,
            guided_to=self.guided_to.data or "",
            refusal_ground=self.refusal_ground.data or "",
            people_present=self.people_present.data or 1,
            is_group=bool(self.is_group.data),
            representatives_paper=self.representatives_paper.data or "",
            kind=PetitionKind(self.kind.data) if self.kind.data else None,
            papers=[
                desk.PaperHandedIn(
                    row.form.name.data, row.form.pages.data or 1, is_original=bool(row.form.is_original.data)
                )
                for row in self.papers
                if (row.form.name.data or "").strip()
            ],
        )


@blueprint.get("")
@needs(Right.RECEIVE)
def index() -> ResponseReturnValue:
    """The visits of the desk, newest first."""
    before = request.args.get("sau", type=int)
    words = request.args.get("tu", "").strip()
    visits = visits_page(me().reader, words=words, before=before, limit=PER_PAGE + 1)
    further = visits[PER_PAGE - 1].id if len(visits) > PER_PAGE else None
    return render_template("reception/index.html", visits=visits[:PER_PAGE], words=words, further=further)


@blueprint.route("/moi", methods=["GET", "POST"])
@needs(Right.RECEIVE)
def record() -> ResponseReturnValue:
    """Write a visit down, with its petition if one was handed in."""
    form = VisitForm()
    form.set_grounds(form.on.data or today())
    if request.method == "GET":
        if elsewhere := open_anew(form):
            return elsewhere
        form.on.data, form.matter.data = today(), request.args.get("vu-viec", "")
    if _more_rows(form) or not form.validate_on_submit():
        return _show_form(form, "Lượt tiếp mới")
    try:
        with writing("ghi lượt tiếp"):
            led_to = taken_before(form) or _record(form)
    except Refusal as refusal:
        place(form, refusal)
        return _show_form(form, "Lượt tiếp mới"), 422
    return redirect(led_to)


def _record(form: VisitForm) -> str:
    office = find_office(me().office_id)
    matter = find_matter(form.matter.data.strip().upper(), me().reader) if form.matter.data else None
    on = form.on.data or today()
    visit = desk.receive(
        office=office,
        people=persons_in(form.people),
        telling=form.telling(),
        reader=me().reader,
        now=now(),
        on=on,
        visit_kind=VisitKind(form.visit_kind.data),
        matter=matter,
    )
    if visit.outcome in TAKES_PAPER:
        _register_petition(visit, on)
    then = "receipt" if request.form.get("then") == "print" and _is_receipted(visit) else "show"
    led_to = url_for(f"reception.{then}", visit_id=visit.id)
    remember(form, led_to)
    flash(f"Đã ghi lượt tiếp số {visit.number}.", "success")
    return led_to


def _is_receipted(visit: Visit) -> bool:
    """Whether anything was taken for which a receipt is due (Mẫu 02/TCD)."""
    return bool(visit.papers) or visit.outcome is VisitOutcome.PAPER_TAKEN


def _register_petition(visit: Visit, on: date) -> PetitionEntry:
    """The paper handed in at the desk enters the office's book the same day."""
    return petitions.register(
        office=visit.office,
        paper=petitions.Paper(summary=visit.summary, body=visit.request, signatories=visit.people_present),
        letter=petitions.Letter(Channel.RECEPTION),
        senders=(),
        received_on=on,
        reader=me().reader,
        now=now(),
        matter=db.session.get_one(Matter, visit.matter_id),
        visit=visit,
    )


@blueprint.get("/<int:visit_id>")
@needs(Right.RECEIVE)
def show(visit_id: int) -> ResponseReturnValue:
    """One visit."""
    visit = find_visit(visit_id, me().reader)
    matters = matters_of_visit(visit.id, me().reader)
    return render_template(
        "reception/show.html",
        visit=visit,
        matters=matters,
        entries=entries_of_visit(visit.id) if matters else [],
        ground=next((ground for ground in REFUSAL_OF_RECEPTION if ground.code == visit.refusal_ground), None),
        is_receipted=_is_receipted(visit),
        places=commune_names(),
        numbers={party.id: _masked(party.citizen) for party in visit.parties if party.citizen},
    )


def _masked(citizen: object) -> str:
    """The last four digits of an identity paper: enough to tell people apart on a screen that others see."""
    number = paper_number(citizen)  # type: ignore[arg-type] # a party's citizen, narrowed by the caller
    return f"•••• {number[-4:]}" if number else ""


@blueprint.route("/<int:visit_id>/bo-sung", methods=["GET", "POST"])
@needs(Right.RECEIVE)
def complete(visit_id: int) -> ResponseReturnValue:
    """Complete half a record later."""
    visit = find_visit(visit_id, me().reader)
    form = VisitForm() if request.method == "POST" else _filled(visit)
    form.set_grounds(visit.on)
    if _more_rows(form) or not form.validate_on_submit():
        return _show_form(form, f"Bổ sung lượt tiếp {visit.number}", visit)
    try:
        with writing("bổ sung lượt tiếp"):
            led_to = taken_before(form)
            if led_to is None:
                led_to = url_for("reception.show", visit_id=visit_id)
                visit = find_visit(visit_id, me().reader)
                had_paper = bool(entries_of_visit(visit_id)) or visit.outcome in TAKES_PAPER
                desk.complete(
                    visit,
                    people=persons_in(form.people, known=len(visit.parties)),
                    telling=form.telling(),
                    now=now(),
                    visit_kind=VisitKind(form.visit_kind.data),
                )
                if visit.outcome in TAKES_PAPER and not had_paper:
                    _register_petition(visit, visit.on)
                remember(form, led_to)
                flash(f"Đã bổ sung lượt tiếp số {visit.number}.", "success")
    except Refusal as refusal:
        place(form, refusal)
        visit = find_visit(visit_id, me().reader)
        return _show_form(form, f"Bổ sung lượt tiếp {visit.number}", visit), 422
    return redirect(led_to)


@blueprint.get("/<int:visit_id>/bien-nhan")
@needs(Right.RECEIVE)
def receipt(visit_id: int) -> ResponseReturnValue:
    """The receipt for what was handed in (Mẫu 02/TCD), to be printed in two copies."""
    visit = find_visit(visit_id, me().reader)
    if not _is_receipted(visit):
        return redirect(url_for("reception.show", visit_id=visit_id))
    return render_template("reception/receipt.html", visit=visit, places=commune_names(), post=_post_of(visit))


def _post_of(visit: Visit) -> str:
    """What the person who received was at that office."""
    posts = visit.received_by.posts if visit.received_by else []
    return next((post.role.label for post in posts if post.office_id == visit.office_id), "")


def _more_rows(form: VisitForm) -> bool:
    """Add a row of people or papers when asked to; everything typed stays."""
    wanted = request.form.get("more", "")
    if wanted == "people" and len(form.people) < form.people.max_entries:
        form.people.append_entry()
    elif wanted == "papers" and len(form.papers) < form.papers.max_entries:
        form.papers.append_entry()
    return bool(wanted)


def _show_form(form: VisitForm, title: str, visit: Visit | None = None) -> str:
    db.session.rollback()
    is_sealed = visit is not None and any(party.sealed_id for party in visit.parties)
    form.people[0].form.name.flags.required = True  # whoever comes has a name; a row of another person may stay empty
    return render_template(
        "reception/form.html", form=form, title=title, visit=visit, is_sealed=is_sealed, communes=communes()
    )


def _filled(visit: Visit) -> VisitForm:
    """The form with what is known already."""
    people = [
        {
            "name": party.citizen.name,
            "phone": party.citizen.phone,
            "paper_number": paper_number(party.citizen),
            "commune": commune_names().get(party.citizen.unit_code, ""),
            "address": party.citizen.address,
        }
        for party in visit.parties
        if party.citizen
    ]
    papers = [{"name": paper.name, "pages": paper.pages, "is_original": paper.is_original} for paper in visit.papers]
    plain = ("on", "summary", "request", "settled_by", "guided_to", "refusal_ground", "people_present", "is_group")
    return VisitForm(
        data={
            **{name: getattr(visit, name) for name in plain},
            "representatives_paper": visit.representatives_paper,
            "visit_kind": visit.visit_kind.value,
            "kind": visit.told_as.value if visit.told_as else None,
            "outcome": visit.outcome.value if visit.outcome else None,
            "people": people or None,
            "papers": papers or None,
        }
    )
