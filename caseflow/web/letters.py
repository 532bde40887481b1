"""Sealed letters to those who denounced: preparing, printing a cover once, sent, delivered, returned.

No address here holds a name, no list shows one; a cover is the answer to a POST and to nothing else.
"""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from caseflow.law.denouncer_notices import LetterState, LetterWay, notice_of
from caseflow.law.errors import NotFoundError, Refusal, StepNotAllowedError
from caseflow.law.rights import Right
from caseflow.services import looks, sealed_letters
from caseflow.services.identity import Identity
from caseflow.services.records import kind_of
from caseflow.services.steps import roles_on
from caseflow.store.db import db
from caseflow.store.documents import Document
from caseflow.store.dossiers import find_event, find_record
from caseflow.store.matters import Matter, find_matter
from caseflow.store.sealed_letters import SealedLetter, find_letter, paper_of_sending
from caseflow.store.subjects import Event
from caseflow.text import fold
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.errors import place, status_of
from caseflow.web.fields import DayField, choice_field
from caseflow.web.keyed import KeyedForm, remember, taken_before
from caseflow.web.places import commune_names
from caseflow.web.step_forms import paper_fields, paper_of
from caseflow.web.step_views import record_name

blueprint = Blueprint("letters", __name__, url_prefix="/vu-viec/<code>/thu-mat")

DAY = [InputRequired("Cần ghi ngày (ngày/tháng/năm).")]


class PrepareForm(KeyedForm):
    """By which paper and in what way a denouncer is told."""

    way = choice_field("Cách gửi", {way.value: way.label for way in LetterWay}, [InputRequired("Cần chọn cách gửi.")])
    paper_number, paper_on, paper_signatory = paper_fields(required=True).values()


class CoverForm(KeyedForm):
    """The cover of a letter is asked for."""


class WayForm(KeyedForm):
    """Something that happened to a letter on its way."""

    told = ""

    def write(self, letter: SealedLetter) -> None:
        """Have it recorded."""
        raise NotImplementedError


class SentForm(WayForm):
    """When a letter left."""

    told = "Đã ghi ngày gửi thư."
    on = DayField("Ngày gửi", DAY)

    def write(self, letter: SealedLetter) -> None:
        """It has left."""
        sealed_letters.record_sent(letter, on=self.on.data, reader=me().reader, now=now())


class DeliveredForm(WayForm):
    """When a letter reached the denouncer, and what proves it."""

    told = "Đã ghi ngày người tố cáo nhận thư."
    on = DayField("Ngày nhận", DAY)
    proof = StringField("Chứng cứ nhận", [InputRequired("Cần ghi chứng cứ nhận."), Length(max=300)])

    def write(self, letter: SealedLetter) -> None:
        """It has arrived."""
        proof = self.proof.data or ""
        sealed_letters.record_delivered(letter, on=self.on.data, proof=proof, reader=me().reader, now=now())


class FailedForm(WayForm):
    """When a letter came back or was put aside, and why."""

    told = "Đã ghi. Thông báo này còn phải gửi bằng thư khác."
    on = DayField("Ngày", DAY)
    why = TextAreaField("Lý do", [InputRequired("Cần ghi lý do."), Length(max=500)])

    def write(self, letter: SealedLetter) -> None:
        """It does not arrive."""
        sealed_letters.record_failed(letter, on=self.on.data, why=self.why.data or "", reader=me().reader, now=now())


TONES: Mapping[LetterState, str] = {
    LetterState.PREPARED: "soon",
    LetterState.DELIVERED: "enough",
    LetterState.RETURNED: "late",
}
FORMS: Mapping[str, type[KeyedForm]] = {
    "cover": CoverForm,
    "sent": SentForm,
    "delivered": DeliveredForm,
    "failed": FailedForm,
}
"""What may be sent from the page of a letter; several stand on it at once, so each has a prefix of its own."""


@blueprint.route("/lap/<int:event_id>", methods=["GET", "POST"])
@needs(Right.READ)
def prepare(code: str, event_id: int) -> ResponseReturnValue:
    """Prepare the letters that tell of a step."""
    matter, event = _event(code, event_id)
    record = find_record(matter, event.subject_id)
    notice = notice_of(event.action, on=record.kind, kind=kind_of(record))
    if notice is None or event.superseded_by_id is not None:
        raise StepNotAllowedError("Bước này không có thông báo nào cho người tố cáo.", basis="LTC Đ24-35")
    sealed_letters.check_may_prepare(record, me().reader)
    form = PrepareForm(data=_proposed(event, paper_of_sending(record.id, notice.sent_by, since=event.on)))
    if not form.validate_on_submit():
        return _show_prepare(form, code, event_id), status_of(form)
    try:
        with writing("lập thư mật gửi người tố cáo"):
            led_to = taken_before(form) or _prepare(form, code, event_id)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show_prepare(form, code, event_id), status
    flash("Đã lập thư mật. In bì thư, gửi, rồi ghi ngày gửi.", "success")
    return redirect(led_to)


def _show_prepare(form: PrepareForm, code: str, event_id: int) -> str:
    matter, event = _event(code, event_id)
    record = find_record(matter, event.subject_id)
    return render_template(
        "letters/prepare.html",
        form=form,
        matter=matter,
        event=event,
        notice=notice_of(event.action, on=record.kind, kind=kind_of(record)),
        record_name=record_name(record),
    )


def _prepare(form: PrepareForm, code: str, event_id: int) -> str:
    matter, event = _event(code, event_id)
    letters = sealed_letters.prepare(
        event,
        record=find_record(matter, event.subject_id),
        way=LetterWay(form.way.data),
        paper=paper_of(form),
        reader=me().reader,
        now=now(),
    )
    led_to = url_for("letters.show", code=code, letter_id=letters[0].id)
    led_to = led_to if len(letters) == 1 else url_for("matters.show", code=code, _anchor="thu-mat")
    remember(form, led_to)
    return led_to


def _proposed(event: Event, sending: Document | None) -> dict[str, object]:
    """The paper that tells the others, or that of the act itself; a notice may bear another number."""
    paper = sending or (db.session.get(Document, event.document_id) if event.document_id else None)
    usual = {"way": LetterWay.POST.value}
    if paper is None:
        return usual | {"paper_on": today()}
    number = sending.number if sending else ""  # the notice to the denouncer is a paper of its own
    return usual | {"paper_number": number, "paper_on": paper.issued_on, "paper_signatory": paper.signatory}


def _event(code: str, event_id: int) -> tuple[Matter, Event]:
    matter = _denunciation(code)
    return matter, find_event(matter, event_id)


def _denunciation(code: str) -> Matter:
    """A denunciation; an open matter has no letters, and answers like one that is not there."""
    matter = find_matter(code, me().reader)
    if not matter.secret:
        raise NotFoundError("Không có vụ việc này, hoặc nó không thuộc phạm vi của bạn.")
    return matter


@blueprint.get("/<int:letter_id>")
@needs(Right.READ)
def show(code: str, letter_id: int) -> ResponseReturnValue:
    """One letter: by which paper, in what way, where it is, and what may be recorded next."""
    return _show(code, letter_id)


@blueprint.post("/<int:letter_id>/bi-thu")
@needs(Right.READ)
def cover(code: str, letter_id: int) -> ResponseReturnValue:
    """Show the cover in this one answer; the look is written down."""
    matter = _denunciation(code)
    find_letter(matter, letter_id)
    form = CoverForm(prefix="cover")
    if not form.validate_on_submit():
        return _show(code, letter_id, cover=form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with writing("in bì thư mật"):
            led_to = taken_before(form)
            if led_to is None:
                opened = sealed_letters.open_cover(
                    find_letter(_denunciation(code), letter_id), reader=me().reader, now=now()
                )
                remember(form, url_for("letters.show", code=code, letter_id=letter_id))
                page = _cover_page(code, opened)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show(code, letter_id, cover=form), status
    return redirect(led_to) if led_to else page


def _cover_page(code: str, opened: sealed_letters.Cover) -> str:
    event = opened.letter.event
    paper = db.session.get(Document, event.document_id) if event.document_id else None
    number = f" số {paper.number}" if paper and paper.number else ""
    issued = paper.issued_on if paper and paper.issued_on else event.on
    act = f"{paper.kind if paper else 'việc ' + event.action.label}{number} ngày {issued:%d/%m/%Y}"
    return render_template("letters/cover.html", code=code, opened=opened, act=act, address=_address(opened.person))


def _address(person: Identity) -> str:
    """The address as it was typed, with the commune where that was not typed too."""
    commune = commune_names().get(person.unit_code, "")
    typed_too = fold(commune) in fold(person.address)
    return ", ".join(part for part in (person.address, "" if typed_too else commune) if part)


@blueprint.post("/<int:letter_id>/gui")
@needs(Right.READ)
def sent(code: str, letter_id: int) -> ResponseReturnValue:
    """The letter has left."""
    return _record(code, letter_id, "sent", SentForm(prefix="sent"))


@blueprint.post("/<int:letter_id>/nhan")
@needs(Right.READ)
def delivered(code: str, letter_id: int) -> ResponseReturnValue:
    """The letter has reached the denouncer."""
    return _record(code, letter_id, "delivered", DeliveredForm(prefix="delivered"))


@blueprint.post("/<int:letter_id>/khong-den")
@needs(Right.READ)
def failed(code: str, letter_id: int) -> ResponseReturnValue:
    """The letter came back, or does not leave."""
    return _record(code, letter_id, "failed", FailedForm(prefix="failed"))


def _record(code: str, letter_id: int, name: str, form: WayForm) -> ResponseReturnValue:
    find_letter(_denunciation(code), letter_id)
    if not form.validate_on_submit():
        return _show(code, letter_id, **{name: form}), HTTPStatus.UNPROCESSABLE_ENTITY
    led_to = url_for("letters.show", code=code, letter_id=letter_id)
    try:
        with writing("ghi đường đi của thư mật"):
            if taken_before(form) is None:
                form.write(find_letter(_denunciation(code), letter_id))
                remember(form, led_to)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show(code, letter_id, **{name: form}), status
    flash(form.told, "success")
    return redirect(led_to)


def _show(code: str, letter_id: int, **sent_in: KeyedForm) -> str:
    """The page of a letter with what may be recorded of it now; a form that was sent comes back as it was."""
    matter = _denunciation(code)
    letter = find_letter(matter, letter_id)
    day = {"on": today()}
    fresh = {name: form(formdata=None, data=day, prefix=name) for name, form in FORMS.items() if name not in sent_in}
    return render_template(
        "letters/show.html",
        matter=matter,
        letter=letter,
        notice=sealed_letters.notice_about(letter),
        states=LetterState,
        tones=TONES,
        may_record=sealed_letters.may_prepare(roles_on(letter.subject, me().reader)),
        access=looks.access_of(letter.subject, reader=me().reader, now=now()),
        forms=fresh | sent_in,
        wrong=next(iter(sent_in.values()), None),
    )
