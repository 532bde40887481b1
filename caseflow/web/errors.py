"""Every no and every failure becomes a Vietnamese page here, or a sentence at its field; never a stack trace."""

from http import HTTPStatus
from uuid import uuid4

from flask import Flask, Response, current_app, g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError
from wtforms import FieldList, FormField

from caseflow.law.errors import NotFoundError, NotPermittedError, Refusal, StaleEditError
from caseflow.store.db import db
from caseflow.web.access import inside, typed_before, way_back, who
from caseflow.web.row_keys import MOST_DIGITS, RowKey

PAGES: dict[int, tuple[str, str]] = {
    400: ("Trang không hiểu yêu cầu này", "Hãy quay lại trang trước, kiểm tra những gì đã gõ rồi gửi lại."),
    401: ("Cần đăng nhập", "Hãy đăng nhập để xem trang này."),
    403: ("Bạn không có quyền này", "Việc này không thuộc vai trò hiện nay của bạn."),
    404: ("Không có trang này", "Địa chỉ không đúng, hoặc nội dung không thuộc phạm vi của bạn."),
    405: ("Không làm được bằng cách này", "Trang này không nhận yêu cầu gửi theo cách đó."),
    409: ("Chưa thực hiện được", "Hồ sơ đã thay đổi; hãy xem lại rồi thử lần nữa."),
    413: ("Tệp hoặc nội dung quá lớn", "Hãy chia nhỏ tệp rồi gửi lại; mỗi lần gửi tối đa 40 MB."),
    422: ("Nội dung chưa hợp lệ", "Hãy kiểm tra những gì đã gõ rồi gửi lại."),
}
EXPIRED = "Phiên làm việc đã đổi từ khi trang được mở. Hãy quay lại, tải lại trang rồi gửi lần nữa."


def place(form: FlaskForm, refusal: Refusal) -> int:
    """Put the sentence of a refusal, with its article, at its field or on top of the form; the status to answer."""
    sentence = f"{refusal.sentence} ({refusal.basis})" if refusal.basis else refusal.sentence
    field = form._fields.get(refusal.field)
    while isinstance(field, FieldList | FormField):  # what a list lacks is said at the first field of its first row
        if isinstance(field, FieldList):
            field.errors = [*field.errors, sentence]  # so that the form knows of it; shown at the inner field alone
        field = next(iter(field), None)
    if field is None:
        form.form_errors.append(sentence)
    else:
        field.errors = [*field.errors, sentence]
    return HTTPStatus.CONFLICT if isinstance(refusal, StaleEditError) else HTTPStatus.UNPROCESSABLE_ENTITY


def status_of(form: FlaskForm) -> int:
    """The status of a page that shows a form: plain when it was just opened, 422 when something typed will not do."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def show_refusal(refusal: Refusal) -> ResponseReturnValue:
    """A lawful no where no form stands to carry it. What is absent and what is hidden answer alike."""
    db.session.rollback()
    if isinstance(refusal, NotFoundError):
        return _page(HTTPStatus.NOT_FOUND)
    if isinstance(refusal, NotPermittedError):
        return _page(HTTPStatus.FORBIDDEN, refusal.sentence, basis=refusal.basis)
    return render_template("errors/refusal.html", refusal=refusal, back_url=_way_back()), HTTPStatus.CONFLICT


def _way_back() -> str:
    """The page of the matter that was spoken of, else the first page; never the page that has just said no."""
    code = (request.view_args or {}).get("code")
    return url_for("matters.show", code=code) if code and request.endpoint != "matters.show" else inside("/")


def show_http_error(error: HTTPException) -> ResponseReturnValue | HTTPException:
    """What the web itself refuses. A redirect passes."""
    code = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if code < HTTPStatus.BAD_REQUEST:
        return error
    if isinstance(error, CSRFError) and who() and way_back() != "/":
        return render_template("resume.html", kept=typed_before(), led_to=inside(way_back())), code
    response = _page(code, EXPIRED if isinstance(error, CSRFError) else "")
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def show_failure(error: InternalServerError) -> ResponseReturnValue:
    """Something broke: the person gets a number to tell, the log keeps the number beside the stack trace."""
    number = uuid4().hex[:8]
    current_app.logger.error(
        "lỗi %s tại %s: %s", number, request.endpoint, type(error.original_exception or error).__name__
    )
    db.session.rollback()
    g.failed = True  # the page must not ask the database anything
    sentence = f"Hệ thống gặp lỗi; chưa có gì được ghi. Hãy thử lại, hoặc báo quản trị mã lỗi {number}."
    return _page(HTTPStatus.INTERNAL_SERVER_ERROR, sentence, title="Có lỗi xảy ra")


def _page(code: int, sentence: str = "", *, title: str = "", basis: str = "") -> Response:
    usual_title, usual_sentence = PAGES.get(code, PAGES[400])
    page = render_template(
        "errors/page.html", title=title or usual_title, sentence=sentence or usual_sentence, basis=basis
    )
    return make_response(page, code)


def _refuse_nonsense() -> None:
    """Bytes that are no UTF-8 and a NUL are no text, a number of twenty digits no key: no database could keep them."""
    try:
        asked = list(request.args.values())
    except UnicodeDecodeError:
        raise BadRequest from None
    if any("\x00" in words for words in (request.path, *asked, *request.form.values())):
        raise BadRequest
    if any(words.isdecimal() and len(words) > MOST_DIGITS for words in asked):
        raise BadRequest


def init_app(app: Flask) -> None:
    """Have every no and every failure answered here."""
    app.url_map.converters["int"] = RowKey
    app.before_request(_refuse_nonsense)
    app.register_error_handler(Refusal, show_refusal)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(InternalServerError, show_failure)
