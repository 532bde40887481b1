"""Attaching files to a record and giving them out; a secret one only by a recorded look, never by its address alone."""

from io import BytesIO

from flask import Blueprint, Response, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from caseflow.law.errors import NotFoundError, NotPermittedError, Refusal
from caseflow.law.rights import RIGHTS, Right
from caseflow.services import files, looks
from caseflow.services.file_kinds import SHOWN_INLINE, TEXT
from caseflow.services.steps import roles_on
from caseflow.store.documents import StoredFile, find_file
from caseflow.store.matters import Matter, find_matter
from caseflow.store.subjects import Subject, subject_in
from caseflow.web.access import me, needs, now, writing
from caseflow.web.errors import place
from caseflow.web.fields import DayField
from caseflow.web.keyed import KeyedForm, remember, taken_before

blueprint = Blueprint("files", __name__)

ALONE = "sandbox; default-src 'none'; img-src 'self'; frame-ancestors 'none'"
"""A file that is shown in the browser can do nothing there and fetch nothing."""
KINDS = (
    "Đơn",
    "Đơn viết tay",
    "Giấy tờ, tài liệu kèm theo",
    "Giấy giới thiệu, ủy quyền",
    "Biên bản",
    "Báo cáo xác minh",
    "Quyết định",
    "Thông báo",
)


class FileForm(KeyedForm):
    """A file and the paper it holds."""

    file = FileField("Tệp", [FileRequired("Hãy chọn một tệp.")])
    kind = StringField("Loại tài liệu", [InputRequired("Cần ghi loại tài liệu."), Length(max=120)])
    number = StringField("Số", [Length(max=60)])
    issued_on = DayField("Ngày", [Optional()])
    signatory = StringField("Người ký", [Length(max=120)])
    secret = BooleanField("Mật: chỉ người được xem danh tính mới mở được")

    def paperwork(self) -> files.Paperwork:
        """What was typed of the paper."""
        return files.Paperwork(
            kind=self.kind.data or "",
            number=self.number.data or "",
            issued_on=self.issued_on.data,
            signatory=self.signatory.data or "",
        )


class ReasonForm(KeyedForm):
    """Why a secret file is opened now."""

    reason = TextAreaField("Lý do mở tệp", [InputRequired("Cần ghi lý do."), Length(max=500)])


@blueprint.route("/vu-viec/<code>/tai-lieu/<int:subject_id>", methods=["GET", "POST"])
@needs(Right.ATTACH)
def add(code: str, subject_id: int) -> ResponseReturnValue:
    """Attach a file to a record of a matter."""
    matter, subject = _subject(code, subject_id)
    form = FileForm()
    if not form.validate_on_submit():
        return _show(form, matter, subject)
    try:
        with writing("đính kèm tệp"):
            led_to = taken_before(form) or _attach(form, code, subject_id)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show(form, *_subject(code, subject_id)), status
    flash("Đã lưu tệp.", "success")
    return redirect(led_to)


def _attach(form: FileForm, code: str, subject_id: int) -> str:
    _, subject = _subject(code, subject_id)
    files.attach(
        subject,
        form.paperwork(),
        name=form.file.data.filename or "",
        stream=form.file.data.stream,
        by_id=me().user_id,
        now=now(),
        secret=bool(form.secret.data),
    )
    led_to = url_for("matters.show", code=code)
    remember(form, led_to)
    return led_to


def _subject(code: str, subject_id: int) -> tuple[Matter, Subject]:
    """A record of a matter the reader may know of, and may attach to: at its office, or by an assignment."""
    matter = find_matter(code, me().reader)
    subject = subject_in(matter.id, subject_id)
    if subject is None:
        raise NotFoundError("Không có hồ sơ này, hoặc nó không thuộc phạm vi của bạn.")
    if not any(Right.ATTACH in RIGHTS[role] for role in roles_on(subject, me().reader)):
        raise NotPermittedError("Hồ sơ này thuộc cơ quan khác; bạn không đính kèm được.")
    return matter, subject


def _show(form: FileForm, matter: Matter, subject: Subject) -> str:
    is_always_secret = matter.secret and subject.kind in files.FROM_CITIZENS
    return render_template(
        "files/add.html", form=form, matter=matter, subject=subject, kinds=KINDS, is_always_secret=is_always_secret
    )


@blueprint.get("/tep/<int:file_id>")
@needs(Right.READ)
def show(file_id: int) -> ResponseReturnValue:
    """Give a file out; of a secret one only say that it is there."""
    file = find_file(file_id, me().reader)
    return _show_secret(ReasonForm(), file) if file.secret else _give(file)


@blueprint.post("/tep/<int:file_id>")
@needs(Right.READ)
def open_secret(file_id: int) -> ResponseReturnValue:
    """Give a secret file out, once, to somebody who may see the identity behind it."""
    form = ReasonForm()
    file = find_file(file_id, me().reader)
    if not file.secret:
        return redirect(url_for("files.show", file_id=file_id))
    if not form.validate_on_submit():
        return _show_secret(form, file)
    try:
        with writing("mở tệp mật"):
            file = find_file(file_id, me().reader)
            if led_to := taken_before(form):
                return redirect(led_to)
            rows = [file.sealed] if file.sealed else []
            looks.record_looks(
                file.document.subject, rows, reader=me().reader, reason=form.reason.data or "", now=now()
            )
            remember(form, url_for("files.show", file_id=file_id))
            answer = _give(file)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show_secret(form, find_file(file_id, me().reader)), status
    return answer


def _show_secret(form: ReasonForm, file: StoredFile) -> str:
    access = looks.access_of(file.document.subject, reader=me().reader, now=now())
    return render_template("files/secret.html", form=form, file=file, access=access)


def _give(file: StoredFile) -> Response:
    """The bytes, checked; what a browser shows, it shows without letting it do anything."""
    is_shown = file.media_type in SHOWN_INLINE and not file.secret
    answer = send_file(
        BytesIO(files.content_of(file)),
        mimetype=f"{TEXT}; charset=utf-8" if file.media_type == TEXT else file.media_type,
        as_attachment=not is_shown,
        download_name=file.name,
        max_age=0,
    )
    answer.headers["Content-Security-Policy"] = ALONE
    return answer
