"""Publishing a result from inside: choosing what is told, seeing it as the public will, approving, withdrawing."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from caseflow.law.errors import NotFoundError, StepNotAllowedError
from caseflow.law.publications import PublicationRule, PublicationState, PublicField, least_posting
from caseflow.law.rights import Right
from caseflow.services import publications
from caseflow.services.publications import Draft
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.documents import Document
from caseflow.store.dossiers import find_event, find_record
from caseflow.store.matters import Matter, find_matter
from caseflow.store.publications import (
    PublicationRow,
    find_publication,
    last_version,
    publications_of,
    publications_page,
    publications_waiting,
)
from caseflow.store.subjects import Event
from caseflow.web.access import me, needs, now, today
from caseflow.web.fields import WholeField, ticks_field
from caseflow.web.keyed import KeyedForm, remember
from caseflow.web.paging import key_reached, next_url
from caseflow.web.publication_views import preview, state_of, tone_of
from caseflow.web.saving import answer

blueprint = Blueprint("publications", __name__)

PER_PAGE = 25
MOST_WAITING = 50
HELP_FIELDS = "Chỉ những mục được đánh dấu mới hiện ra cho công chúng"
HELP_CONTENT = "Viết cho người ngoài đọc. Không nêu tên, số điện thoại, số giấy tờ, địa chỉ, số thửa của bất kỳ ai"
HELP_RESULT = "Giải quyết thế nào: đúng, sai, đúng một phần; việc phải làm"
REASON = [InputRequired("Cần ghi lý do."), Length(max=500)]


class AnswerForm(KeyedForm):
    """Approving what was seen: the digest of it travels along."""

    seen = HiddenField()


class ReturnForm(AnswerForm):
    """Why a text is sent back."""

    reason = TextAreaField("Lý do trả lại", REASON)


class WithdrawForm(KeyedForm):
    """Why a text leaves the portal before its time."""

    reason = TextAreaField("Lý do gỡ", REASON)
    knows_early = BooleanField("Tôi biết thời gian đăng tối thiểu chưa hết")


FORMS: Mapping[str, type[KeyedForm]] = {"approve": AnswerForm, "back": ReturnForm, "withdraw": WithdrawForm}
"""What may be sent from the page of a publication; several stand on it at once, so each has a prefix of its own."""


def prepare_form(rule: PublicationRule, held: Mapping[str, object]) -> KeyedForm:
    """The fields that may be told of a paper, each to be ticked."""
    least = least_posting(rule, on=today())
    fields: dict[str, Field] = {
        "fields": ticks_field(
            "Công khai những mục nào",
            {field.value: field.label for field in rule.fields},
            [InputRequired("Cần chọn các mục được công khai.")],
        ),
        "content": TextAreaField("Tóm tắt nội dung", [Length(max=3000)], description=HELP_CONTENT),
        "result": TextAreaField("Tóm tắt kết quả", [Length(max=3000)], description=HELP_RESULT),
        "days": WholeField(
            "Số ngày đăng",
            [InputRequired("Cần ghi số ngày.")],
            description=f"Ít nhất {least.days} ngày, tính từ ngày sau ngày đăng; hết thời gian thì tự gỡ",
        ),
    }
    if PublicField.AREA in rule.fields:
        fields["area"] = StringField("Địa bàn", [Length(max=120)], description="Xã, phường; không ghi thôn, xóm")
    form: KeyedForm = type("PrepareForm", (KeyedForm,), fields)(data={"days": least.days, **held})
    return form


@blueprint.route("/vu-viec/<code>/cong-khai/lap/<int:event_id>", methods=["GET", "POST"])
@needs(Right.PREPARE_PUBLICATION)
def prepare(code: str, event_id: int) -> ResponseReturnValue:
    """Choose what is told of a decision or conclusion, and see it as the public will."""
    matter, _, event, rule = _object(code, event_id)
    form = prepare_form(rule, _held(matter, event, rule) if request.method == "GET" else {})
    if request.form.get("then") == "preview":
        form.validate()
        return _show_prepare(form, code, event_id)
    return answer(
        form,
        "soạn nội dung công khai",
        save=lambda: _prepare(form, code, event_id),
        show=lambda: _show_prepare(form, code, event_id),
    )


def _object(code: str, event_id: int) -> tuple[Matter, Case, Event, PublicationRule]:
    """What is published: NotFoundError for whatever no law publishes, or nobody here may prepare."""
    matter = find_matter(code, me().reader)
    event = find_event(matter, event_id)
    case = find_record(matter, event.subject_id)
    if not isinstance(case, Case) or not publications.holds(Right.PREPARE_PUBLICATION, case, me().reader):
        raise NotFoundError("Vụ việc này không có văn bản đó.")
    try:
        return matter, case, event, publications.rule_for(event, case)
    except StepNotAllowedError as no:
        raise NotFoundError(no.sentence) from no


def _held(matter: Matter, event: Event, rule: PublicationRule) -> dict[str, object]:
    """What the form opens with: the version before, or the matter's own words with everybody left out."""
    before = last_version(event.id, list(PublicationState))
    if before is None:
        return {"content": publications.proposed_content(matter), "fields": [], "result": ""}
    told = {
        PublicField.NUMBER: before.number or before.issued_on,
        PublicField.OFFICE: before.office_id,
        PublicField.FIELD: before.field,
        PublicField.AREA: before.area,
        PublicField.CONTENT: before.content,
        PublicField.RESULT: before.result,
    }
    ticked = [field.value for field in rule.fields if told[field]]
    return {
        "fields": ticked,
        "content": before.content,
        "result": before.result,
        "area": before.area,
        "days": before.days,
    }


def _draft(form: KeyedForm) -> Draft:
    return Draft(
        fields=[PublicField(value) for value in form["fields"].data or []],
        content=form["content"].data or "",
        result=form["result"].data or "",
        area=(form["area"].data or "") if "area" in form else "",
        days=form["days"].data or 0,
    )


def _prepare(form: KeyedForm, code: str, event_id: int) -> str:
    _, case, event, _ = _object(code, event_id)
    made = publications.prepare(event, _draft(form), case=case, reader=me().reader, now=now())
    led_to = url_for("publications.show", code=code, publication_id=made.id)
    remember(form, led_to)
    flash("Đã soạn. Người thứ hai xem lại và duyệt thì nội dung mới hiện ra.", "success")
    return led_to


def _show_prepare(form: KeyedForm, code: str, event_id: int) -> str:
    matter, case, event, rule = _object(code, event_id)
    document = db.session.get(Document, event.document_id) if event.document_id else None
    chosen = _draft(form) if form.is_submitted() and not form["fields"].errors else None
    return render_template(
        "publications/prepare.html",
        form=form,
        matter=matter,
        case=case,
        event=event,
        document=document,
        rule=rule,
        least=least_posting(rule, on=today()),
        help_fields=HELP_FIELDS,
        before=last_version(event.id, [PublicationState.RETURNED, PublicationState.POSTED]),
        preview=preview(chosen, matter=matter, case=case, event=event, document=document, rule=rule)
        if chosen
        else None,
    )


@blueprint.get("/vu-viec/<code>/cong-khai/<int:publication_id>")
@needs(Right.READ)
def show(code: str, publication_id: int) -> ResponseReturnValue:
    """One version as the public reads it, what became of it, and what may be done with it."""
    return _show(code, publication_id)


@blueprint.post("/vu-viec/<code>/cong-khai/<int:publication_id>/duyet")
@needs(Right.APPROVE_PUBLICATION)
def approve(code: str, publication_id: int) -> ResponseReturnValue:
    """Approve what was seen, and post it."""
    form = AnswerForm(prefix="approve")

    def act(row: PublicationRow) -> None:
        publications.approve(row.publication, seen=form.seen.data or "", reader=me().reader, now=now())

    return _act(
        form, act, code, publication_id, name="approve", told="Đã duyệt và đăng. Bước công khai đã được ghi vào hồ sơ."
    )


@blueprint.post("/vu-viec/<code>/cong-khai/<int:publication_id>/tra-lai")
@needs(Right.APPROVE_PUBLICATION)
def send_back(code: str, publication_id: int) -> ResponseReturnValue:
    """Send a text back with a reason."""
    form = ReturnForm(prefix="back")

    def act(row: PublicationRow) -> None:
        publications.send_back(
            row.publication,
            seen=form.seen.data or "",
            reason=form.reason.data or "",
            reader=me().reader,
            now=now(),
        )

    return _act(form, act, code, publication_id, name="back", told="Đã trả lại cho người soạn.")


@blueprint.post("/vu-viec/<code>/cong-khai/<int:publication_id>/go")
@needs(Right.APPROVE_PUBLICATION)
def withdraw(code: str, publication_id: int) -> ResponseReturnValue:
    """Take a text off the portal with a reason."""
    form = WithdrawForm(prefix="withdraw")

    def act(row: PublicationRow) -> None:
        publications.withdraw(
            row.publication,
            reason=form.reason.data or "",
            knows_early=bool(form.knows_early.data),
            reader=me().reader,
            now=now(),
        )

    return _act(form, act, code, publication_id, name="withdraw", told="Đã gỡ. Lý do được giữ lại.")


def _act(
    form: KeyedForm, act: Callable[[PublicationRow], None], code: str, publication_id: int, *, name: str, told: str
) -> ResponseReturnValue:
    find_publication(find_matter(code, me().reader), publication_id)

    def save() -> str:
        act(find_publication(find_matter(code, me().reader), publication_id))
        led_to = url_for("publications.show", code=code, publication_id=publication_id)
        remember(form, led_to)
        flash(told, "success")
        return led_to

    label = {"approve": "duyệt công khai kết quả", "back": "trả lại nội dung công khai", "withdraw": "gỡ công khai"}
    return answer(form, label[name], save=save, show=lambda: _show(code, publication_id, {name: form}))


def _show(code: str, publication_id: int, wrong: Mapping[str, KeyedForm] | None = None) -> str:
    matter = find_matter(code, me().reader)
    row = find_publication(matter, publication_id)
    one, case = row.publication, db.session.get_one(Case, row.publication.case_id)
    approves = publications.holds(Right.APPROVE_PUBLICATION, case, me().reader)
    is_own = one.prepared_by_id == me().user_id
    seen = {"seen": one.digest()}
    forms: dict[str, Any] = {name: form(prefix=name, data=seen, formdata=None) for name, form in FORMS.items()}
    is_on = one.stands_on(today())
    return render_template(
        "publications/show.html",
        matter=matter,
        row=row,
        one=one,
        state=state_of(one, today()),
        tone=tone_of(one, today()),
        forms={**forms, **(wrong or {})},
        wrong=next(iter((wrong or {}).values()), None),
        is_on=is_on,
        is_own=is_own,
        may_answer=approves and not is_own and one.state is PublicationState.PREPARED,
        may_withdraw=approves and is_on,
        may_prepare=publications.holds(Right.PREPARE_PUBLICATION, case, me().reader)
        and one.state is not PublicationState.PREPARED
        and last_version(one.event_id, [PublicationState.PREPARED]) is None,
        least=publications.shortest_until(one),
        today=today(),
        versions=[each for each in publications_of(matter.id) if each.publication.event_id == one.event_id],
        state_of=state_of,
    )


@blueprint.get("/cong-khai-ket-qua")
@needs(Right.READ)
def index() -> ResponseReturnValue:
    """What waits for one's word, and every posting and withdrawal one may know of."""
    found = publications_page(me().reader, before=key_reached(), limit=PER_PAGE + 1)
    approves = me().reader.may(Right.APPROVE_PUBLICATION)
    return render_template(
        "publications/index.html",
        waiting=publications_waiting(me().reader, limit=MOST_WAITING) if approves else [],
        approves=approves,
        rows=found[:PER_PAGE],
        further=next_url(found[PER_PAGE - 1].publication.id) if len(found) > PER_PAGE else "",
        today=today(),
        state_of=state_of,
    )
