"""What a draft is of, read from the address of its form; how a form is opened with the draft that lies under it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, request
from werkzeug.exceptions import BadRequest, HTTPException

from caseflow.law.errors import NotPermittedError
from caseflow.law.rights import Right
from caseflow.services.drafts import Place
from caseflow.store.dossiers import find_assignment, find_event, find_record
from caseflow.store.drafts import (
    CODE,
    ORDER,
    PETITION,
    REPORT,
    RUNNING,
    STEP,
    VISIT,
    DraftLine,
    Words,
    drafts_of,
    read_draft,
)
from caseflow.store.matters import Matter, find_matter
from caseflow.store.reception import find_visit
from caseflow.web.access import me
from caseflow.web.keyed import KEY, KeyedForm, is_key
from caseflow.web.step_views import ACTIONS

NEW = {
    "reception.record": (VISIT, "Lượt tiếp mới"),
    "petitions.enter": (PETITION, "Vào sổ đơn mới"),
    "cases.enter_running": (RUNNING, "Nhập nhanh hồ sơ đang giải quyết"),
}
"""The forms for something new: their drafts lie under the key of the form."""
KEYS = {
    "steps.take": "buoc:{subject_id}:{action}",
    "steps.correct": "sua:{event_id}",
    "reception.complete": "luot:{visit_id}",
    "orders.give": "giao:{subject_id}",
    "orders.report": "bao-cao:{assignment_id}",
}
"""Under which key lie the drafts of the other forms; the code of a matter is not in it, for records move."""


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """The draft of a form as its page knows it: where it is kept, whether the browser may keep a copy, since when."""

    key: str
    address: str
    owner: int
    may_stay_here: bool
    is_typed: bool  # shown again with what was just sent: the script keeps it at once
    words: Words | None = None
    saved_at: datetime | None = None


def place_of(address: str) -> Place:
    """What a draft kept from an address is of.

    Refuses (BadRequest) an address whose form keeps none, NotPermittedError and NotFoundError as its page would.
    """
    path, _, query = address.partition("?")
    try:
        endpoint, given = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException as no:
        raise BadRequest from no
    right = getattr(current_app.view_functions[endpoint], "needs", None)
    if not isinstance(right, Right) or not me().reader.may(right):
        raise NotPermittedError("Việc này không thuộc vai trò hiện nay của bạn.")
    if endpoint in NEW:
        form, title = NEW[endpoint]
        key = query.removeprefix(f"{KEY}=")
        if not is_key(key):
            raise BadRequest
        return Place(key, form, f"{path}?{KEY}={key}", title)
    return _place_of_record(endpoint, path, given)


def _place_of_record(endpoint: str, path: str, given: Mapping[str, Any]) -> Place:
    """A form that adds to a record somebody may know of: a step, its correction, half a visit, work given on it."""
    key = _key(endpoint, given)
    if endpoint == "steps.take" and given["action"] in ACTIONS:
        record = find_record(_matter(given), given["subject_id"])
        title = ACTIONS[str(given["action"])].label.capitalize()
        return Place(key, STEP, path.replace(given["code"], CODE), f"{title} · {CODE}", record.id)
    if endpoint == "steps.correct":
        event = find_event(_matter(given), given["event_id"])
        title = f"Sửa bước {event.action.label} · {CODE}"
        return Place(key, STEP, path.replace(given["code"], CODE), title, event.subject_id)
    if endpoint == "reception.complete":
        visit = find_visit(given["visit_id"], me().reader)
        return Place(key, VISIT, path, f"Bổ sung lượt tiếp {visit.number}", visit.id)
    if endpoint == "orders.give":
        record = find_record(_matter(given), given["subject_id"])
        return Place(key, ORDER, path.replace(given["code"], CODE), f"Giao việc · {CODE}", record.id)
    if endpoint == "orders.report":
        work = find_assignment(_matter(given), given["assignment_id"])
        return Place(key, REPORT, path.replace(given["code"], CODE), f"Báo cáo việc được giao · {CODE}", work.id)
    raise BadRequest


def _key(endpoint: str | None, given: Mapping[str, Any]) -> str:
    return KEYS.get(endpoint or "", "").format(**given)


def _matter(given: Mapping[str, Any]) -> Matter:
    return find_matter(given["code"], me().reader)


def own_drafts(*forms: str) -> list[DraftLine]:
    """One's own drafts, of some forms or of all; nothing is asked for the many who have none."""
    return drafts_of(me().reader, forms=forms) if me().has_drafts else []


def new_draft(form: KeyedForm) -> OpenDraft:
    """The draft of a form for something new, filled in when its address is opened again.

    Where the form asks no kind the browser keeps no copy: it may turn out to denounce.
    """
    draft = _open(f"{request.path}?{KEY}={form.key.data}", key=form.key.data or "", may_stay_here="kind" in form)
    _fill_in(form, draft)
    return draft


def draft_of(form: KeyedForm, *, secret: bool) -> OpenDraft:
    """The draft of a form on a record, filled in when it is opened again."""
    draft = draft_here(secret=secret)
    _fill_in(form, draft)
    return draft


def _fill_in(form: KeyedForm, draft: OpenDraft) -> None:
    if draft.words is not None:
        form.process(draft.words)


def draft_here(*, secret: bool) -> OpenDraft:
    """The draft of a form on a record; of what is secret the browser keeps no copy."""
    return _open(request.path, key=_key(request.endpoint, request.view_args or {}), may_stay_here=not secret)


def _open(address: str, *, key: str, may_stay_here: bool) -> OpenDraft:
    owner, is_typed = me().user_id, request.method == "POST"
    lies_there = me().has_drafts and not is_typed
    draft, words = (read_draft(owner, key) if lies_there else None) or (None, None)
    return OpenDraft(key, address, owner, may_stay_here, is_typed, words, draft.saved_at if draft else None)
