"""Forms that may be sent twice without harm, and forms that know which version of a record they were opened on."""

from urllib.parse import urlencode
from uuid import UUID, uuid4

from flask import flash, redirect, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import HiddenField
from wtforms.validators import UUID as IsKey  # noqa: N811 - what it checks

from caseflow.law.errors import StaleEditError
from caseflow.services.drafts import drop
from caseflow.store.db import db
from caseflow.store.forms import SentForm, claim_form, led_on
from caseflow.web.access import now, who
from caseflow.web.forms import HouseForm

KEY = "ma"
SAVED = "saved"
"""Where the session notes which draft was just saved, so that the browser lets go of its copy."""
SENT_BEFORE = (
    "Biểu mẫu này đã được lưu từ trước và dẫn về đây. Nếu đã gõ thêm sau lần lưu đó thì phần ấy chưa được ghi."
)
STALE = "Hồ sơ vừa được người khác sửa. Những gì bạn gõ vẫn còn đây; hãy xem lại rồi lưu lần nữa nếu vẫn muốn."


class KeyedForm(HouseForm):
    """A form with a key made when the page was opened: the same key writes once, however often it is sent."""

    key = HiddenField(default=lambda: str(uuid4()), validators=[IsKey("Trang này thiếu mã; xin mở lại trang.")])


class EditForm(KeyedForm):
    """A form that changes a record, and the version of the record it was opened on."""

    version = HiddenField()


def open_anew(form: KeyedForm) -> ResponseReturnValue | None:
    """Open a form for something new under a key that stands in its address; None when it may be shown.

    Else where to go: to such an address, or, by the browser's way back, to what was written under this key before.
    """
    given = request.args.get(KEY, "")
    if not is_key(given):
        asked = [(name, words) for name, words in request.args.items(multi=True) if name != KEY]
        return redirect(f"{request.script_root}{request.path}?{urlencode([*asked, (KEY, str(uuid4()))])}")
    form.key.data = given
    led_to = db.session.scalar(select(SentForm.led_to).where(SentForm.key == _name(form)))
    if led_to is None:
        return None
    flash("Những gì gõ ở trang vừa rồi đã được lưu ở đây. Muốn ghi thêm, hãy mở trang mới.", "info")
    return redirect(led_to)


def is_key(words: str) -> bool:
    """Whether something is written as a key."""
    try:
        return str(UUID(words)) == words
    except ValueError:
        return False


def sent_as(key: str) -> str:
    """Under which name a form sent by this person is known: a key belongs to whoever opened the form."""
    person = who()
    return f"{person.user_id if person else 0}:{key}"


def _name(form: KeyedForm) -> str:
    return sent_as(form.key.data or "")


def taken_before(form: KeyedForm) -> str | None:
    """Claim the form's key, first thing inside `writing`; where an earlier sending led, None if this is the first."""
    person = who()
    if claim_form(_name(form), user_id=person.user_id if person else None, now=now()):
        return None
    flash(SENT_BEFORE, "info")
    return db.session.get_one(SentForm, _name(form)).led_to


def remember(form: KeyedForm, url: str, *, draft: str | None = None) -> None:
    """Note where the sender is led, before the end of `writing`; what is saved is no draft any more, here or there."""
    led_on(_name(form), url)
    person = who()
    if draft and person is not None:
        drop(draft, user_id=person.user_id)
        session[SAVED] = draft


def check_version(form: EditForm, version: int | str) -> None:
    """Refuse (StaleEditError) when the record is no longer the one the form was opened on.

    The form then carries the present version: whoever saves again has been told.
    """
    if form.version.data != str(version):
        form.version.data = str(version)
        raise StaleEditError(STALE)
