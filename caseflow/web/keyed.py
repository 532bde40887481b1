"""Forms that may be sent twice without harm, and forms that know which version of a record they were opened on."""

from uuid import uuid4

from sqlalchemy import update
from wtforms import HiddenField
from wtforms.validators import UUID

from caseflow.law.errors import StaleEditError
from caseflow.store.db import db, insert_or
from caseflow.store.forms import SentForm
from caseflow.web.access import now, who
from caseflow.web.forms import HouseForm

STALE = "Hồ sơ vừa được người khác sửa. Những gì bạn gõ vẫn còn đây; hãy xem lại rồi lưu lần nữa nếu vẫn muốn."


class KeyedForm(HouseForm):
    """A form with a key made when the page was opened: the same key writes once, however often it is sent."""

    key = HiddenField(default=lambda: str(uuid4()), validators=[UUID("Trang này thiếu mã; xin mở lại trang.")])


class EditForm(KeyedForm):
    """A form that changes a record, and the version of the record it was opened on."""

    version = HiddenField()


def _name(form: KeyedForm) -> str:
    person = who()
    return f"{person.user_id if person else 0}:{form.key.data}"


def taken_before(form: KeyedForm) -> str | None:
    """Claim the form's key, first thing inside `writing`; where an earlier sending led, or None if this is the first.

    A sending that runs at the same time waits here until the other has been written, or has failed.
    """
    person = who()
    claim = insert_or(SentForm).values(
        key=_name(form), user_id=person.user_id if person else None, led_to="/", at=now()
    )
    claimed = db.session.execute(claim.on_conflict_do_nothing().returning(SentForm.key)).first()
    return None if claimed else db.session.get_one(SentForm, _name(form)).led_to


def remember(form: KeyedForm, url: str) -> None:
    """Note where the sender is led, before the end of `writing`."""
    db.session.execute(update(SentForm).where(SentForm.key == _name(form)).values(led_to=url))


def check_version(form: EditForm, version: int) -> None:
    """Refuse (StaleEditError) when the record is no longer the one the form was opened on.

    The form then carries the present version: whoever saves again has been told.
    """
    if form.version.data != str(version):
        form.version.data = str(version)
        raise StaleEditError(STALE)
