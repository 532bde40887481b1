"""The form of a visit in the order of the conversation: who, what, papers, outcome, and what a refusal asks for."""

from collections.abc import Mapping, Sequence
from datetime import date

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from caseflow.law.facts import ASKS
from caseflow.law.grounds import REFUSAL_OF_RECEPTION, in_force
from caseflow.law.terms import PetitionKind, Term, VisitKind, VisitOutcome
from caseflow.law.visiting import PROLONGED, first_step, is_written
from caseflow.services import reception as desk
from caseflow.services.citizens import Person
from caseflow.store.citizens import paper_number
from caseflow.store.reception import Visit
from caseflow.store.reception_days import OpenSession
from caseflow.web.access import today
from caseflow.web.fields import IDENTITY, DayField, HourField, hour_in, hour_of, one_of
from caseflow.web.forms import PartForm
from caseflow.web.keyed import EditForm, KeyedForm
from caseflow.web.places import check_commune, commune_code, commune_names
from caseflow.web.row_keys import key_in


def _document(name: str) -> StringField:
    """One of the four documents of a matter dragged out on purpose; what is said of it stands in the law."""
    return StringField(ASKS[name].label, [Length(max=300)])


def _choice(label: str, terms: type[Term]) -> RadioField:
    """One of the words of a closed set, or none yet."""
    choices = {term.value: term.label for term in terms}
    return RadioField(label, [Optional(), one_of(choices)], choices=choices, validate_choice=False)


def form_of_refusal(ground: str, on: date) -> str:
    """What refusing on a ground asks for: words on the spot, or a notice of the head, and documents before it."""
    needed = ", cần đủ bốn tài liệu" if set(first_step(VisitOutcome.REFUSED, ground, on).asks) >= set(PROLONGED) else ""
    return ("thông báo bằng văn bản (mẫu 01/TCD)" if is_written(ground, on) else "giải thích trực tiếp") + needed


class PersonForm(PartForm):
    """One person at the desk."""

    name = StringField("Họ và tên", [Length(max=120)], render_kw=IDENTITY)
    paper_number = StringField(
        "Số căn cước", [Length(max=20)], description="Không có giấy tờ vẫn được tiếp", render_kw=IDENTITY
    )
    phone = StringField("Điện thoại", [Length(max=20)], render_kw=IDENTITY)
    commune = StringField("Xã, phường", [check_commune], render_kw=IDENTITY)
    address = StringField("Thôn, số nhà", [Length(max=200)], render_kw=IDENTITY)

    def validate_name(self, name: StringField) -> None:
        """Nothing that was typed of a person is dropped for want of a name."""
        rest = (self.paper_number, self.phone, self.address)
        if not (name.data or "").strip() and any((field.data or "").strip() for field in rest):
            raise ValidationError("Cần ghi họ và tên, hoặc xóa số căn cước, điện thoại, địa chỉ đã gõ.")


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
    condition = StringField("Tình trạng", [Length(max=100)], render_kw={"placeholder": "nguyên vẹn"})


class VisitForm(KeyedForm):
    """A visit; only a name and a summary are required."""

    on = DayField("Ngày tiếp", [Optional()])
    visit_kind = SelectField("Hình thức", choices={kind.value: kind.label for kind in VisitKind})
    session = SelectField("Phiên tiếp của lãnh đạo", [Optional()], choices={"": "không"}, validate_choice=False)
    people = FieldList(FormField(PersonForm), min_entries=1, max_entries=30)
    people_present = IntegerField("Số người cùng đến", [Optional(), NumberRange(min=1, max=5000)], default=1)
    is_group = BooleanField("Là đoàn đông người, có cử người đại diện")
    representatives_paper = StringField("Văn bản cử người đại diện", [Length(max=200)], render_kw=IDENTITY)
    appointed_by = IntegerField("Số người ký văn bản cử", [Optional(), NumberRange(min=1, max=5000)])
    police_called_at = HourField("Giờ báo công an", [Optional()])
    police_result = StringField("Công an đến, kết quả", [Length(max=500)])
    summary = TextAreaField("Tóm tắt vụ việc", [InputRequired("Cần ghi tóm tắt vụ việc."), Length(max=5000)])
    request = TextAreaField("Yêu cầu", [Length(max=3000)])
    kind = _choice("Loại", PetitionKind)
    settled_by = StringField("Cơ quan đã giải quyết", [Length(max=200)])
    matter = StringField("Nhập vào vụ việc số", [Length(max=20)], description="Để trống nếu là vụ việc mới")
    papers = FieldList(FormField(PaperForm), min_entries=1, max_entries=40)
    outcome = _choice("Kết quả tiếp", VisitOutcome)
    guided_to = StringField("Hướng dẫn đến cơ quan", [Length(max=200)])
    refusal_ground = SelectField(ASKS["refusal_ground"].label, [Optional()], validate_choice=False)
    grounds_on = DayField(ASKS["grounds_on"].label, [Optional()])
    settled_by_decision = _document("settled_by_decision")
    reviewed_by_document = _document("reviewed_by_document")
    closed_by_notice = _document("closed_by_notice")
    explained_in_minutes = _document("explained_in_minutes")

    @property
    def visited_on(self) -> date:
        """The day of the visit as typed, today where none was."""
        return self.on.data or today()

    @property
    def refusal_facts(self) -> dict[str, object]:
        """What was typed of a refusal beside its ground."""
        return {name: self[name].data for name in ("grounds_on", *PROLONGED) if self[name].data}

    def set_grounds(self, on: date) -> None:
        """Offer the grounds of refusal that exist on the day, each with its article and the form it asks for."""
        rows = in_force(REFUSAL_OF_RECEPTION, on)
        named = {ground.code: f"{ground.basis} – {form_of_refusal(ground.code, on)}: {ground.text}" for ground in rows}
        self.refusal_ground.choices = {"": "", **named}

    @property
    def session_id(self) -> int | None:
        """The session of a leader that was chosen."""
        return key_in(self.session.data or "")

    def offer_sessions(self, sessions: Sequence[OpenSession]) -> None:
        """Offer the sessions of leaders on the day of the visit."""
        named = {str(one.id): f"{one.head}{f', {one.part}' if one.part else ''}" for one in sessions}
        self.session.choices = {"": "không", **named}

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
            appointed_by=self.appointed_by.data,
            police_called_at=hour_in(self.police_called_at),
            police_result=self.police_result.data or "",
            refusal_facts=self.refusal_facts,
            kind=PetitionKind(self.kind.data) if self.kind.data else None,
            papers=[
                desk.PaperHandedIn(
                    row.form.name.data,
                    row.form.pages.data or 1,
                    is_original=bool(row.form.is_original.data),
                    condition=row.form.condition.data or "",
                )
                for row in self.papers
                if (row.form.name.data or "").strip()
            ],
        )


class CompletionForm(VisitForm, EditForm):
    """A visit that was written down before: the form knows which version of it was read."""


def filled(visit: Visit, facts: Mapping[str, object]) -> CompletionForm:
    """The form with what is known already; `facts` are those of a refusal that the visit itself does not keep."""
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
    columns = ("name", "pages", "is_original", "condition")
    papers = [{column: getattr(paper, column) for column in columns} for paper in visit.papers]
    plain = ("on", "summary", "request", "settled_by", "guided_to", "refusal_ground", "people_present", "is_group")
    return CompletionForm(
        data={
            "version": visit.version,
            **{name: getattr(visit, name) for name in plain},
            "police_called_at": hour_of(visit.police_called_at),
            "police_result": visit.police_result,
            **{name: facts.get(name) for name in PROLONGED},
            "grounds_on": date.fromisoformat(str(facts["grounds_on"])) if facts.get("grounds_on") else None,
            "representatives_paper": visit.representatives_paper,
            "appointed_by": visit.appointed_by,
            "visit_kind": visit.visit_kind.value,
            "session": str(visit.session_id or ""),
            "kind": visit.told_as.value if visit.told_as else None,
            "outcome": visit.outcome.value if visit.outcome else None,
            "people": people or None,
            "papers": papers or None,
        }
    )
