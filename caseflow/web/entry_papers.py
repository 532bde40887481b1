"""The slip with a look-up code for a paper that came without a visit, by post or over the portal, for its author."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from caseflow.law.errors import NotPermittedError, StepNotAllowedError
from caseflow.law.rights import Right
from caseflow.store.petitions import PetitionEntry, find_entry
from caseflow.web.access import me, needs
from caseflow.web.lookup_papers import CodeForm, code_context, hand_out
from caseflow.web.printed import printed

blueprint = Blueprint("entry_papers", __name__, url_prefix="/don/<int:entry_id>")


@blueprint.get("/ma-tra-cuu")
@needs(Right.REGISTER)
def slip(entry_id: int) -> ResponseReturnValue:
    """The slip without a code, and the form that asks for one."""
    return _show(_own(entry_id), CodeForm(), "")


@blueprint.post("/ma-tra-cuu")
@needs(Right.REGISTER)
def issue(entry_id: int) -> ResponseReturnValue:
    """The same with a code, shown this once; the code of an earlier slip leads nowhere from now on."""
    return hand_out(CodeForm(), lambda: _own(entry_id), _show, url_for(".slip", entry_id=entry_id))


def _own(entry_id: int) -> PetitionEntry:
    """An entry in the book of an office where this person registers. NotPermittedError of another's.

    StepNotAllowedError before it is entered there.
    """
    entry = find_entry(entry_id, me().reader)
    if not me().reader.may_at(Right.REGISTER, entry.office.path):
        raise NotPermittedError("Chỉ người vào sổ đơn của cơ quan nhận đơn mới cấp mã tra cứu.")
    if not entry.number:
        raise StepNotAllowedError("Đơn này chưa vào sổ; vào sổ rồi mới cấp mã tra cứu.")
    return entry


def _show(entry: PetitionEntry, form: CodeForm, code: str) -> str:
    matter = url_for("matters.show", code=entry.matter.code, _anchor=f"don-{entry.id}")
    trail = [("Đơn", url_for("petitions.index")), (f"Đơn số {entry.number}", matter)]
    return printed("slip", entry.office, trail, entry=entry, **code_context(entry.id, form, code))
