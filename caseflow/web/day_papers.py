"""What is printed of a reception day: the notice of a conclusion, an invitation, the notice that a day is changed."""

from datetime import date

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from caseflow.law.errors import StepNotAllowedError
from caseflow.law.rights import Right
from caseflow.law.secrecy import KEPT_SECRET
from caseflow.law.terms import DayStatus
from caseflow.services.reception_days import history
from caseflow.store.db import db
from caseflow.store.documents import papers_by_key
from caseflow.store.reception import Visit, find_visit
from caseflow.store.reception_days import ReceptionDay, find_conclusion, find_day, find_registration, tasks_of
from caseflow.web.access import me, needs
from caseflow.web.printed import Trail, printed

blueprint = Blueprint("day_papers", __name__)

CHANGES = {DayStatus.POSTPONED: "hoãn", DayStatus.CANCELLED: "hủy"}


@blueprint.get("/tiep-dan/<int:visit_id>/ket-luan/<int:conclusion_id>/thong-bao")
@needs(Right.READ)
def conclusion(visit_id: int, conclusion_id: int) -> ResponseReturnValue:
    """The notice of what was concluded, for the offices that have something to do (NĐ 154/2026 Đ25.2)."""
    visit = find_visit(visit_id, me().reader)
    found, session = find_conclusion(visit.id, conclusion_id)
    trail = [
        ("Tiếp dân", url_for("reception.index")),
        (f"Lượt tiếp {visit.number}", url_for("reception.show", visit_id=visit.id)),
    ]
    return printed(
        "conclusion",
        session.office,
        trail,
        visit=visit,
        received=_people(visit),
        session=session,
        day=db.session.get_one(ReceptionDay, session.day_id),
        conclusion=found,
        document=next(iter(papers_by_key([found.document_id] if found.document_id else [])), None),
        tasks=tasks_of([found.id]),
    )


def _people(visit: Visit) -> list[str]:
    """Who was received; of somebody who denounces no name."""
    return [f"Ông/Bà {party.citizen.name}" if party.citizen else KEPT_SECRET for party in visit.parties]


@blueprint.get("/lich/<int:day_id>/dang-ky/<int:registration_id>/giay-moi")
@needs(Right.RECEIVE)
def invitation(day_id: int, registration_id: int) -> ResponseReturnValue:
    """The invitation of somebody who will be received (mẫu 1.7, NĐ 30/2020)."""
    day, one = find_day(day_id, me().reader), find_registration(day_id, registration_id, me().reader)
    if not one.accepted:
        raise StepNotAllowedError("Chỉ mời người đã được xếp lịch tiếp.")
    trail = [*_above(day), ("Đăng ký", url_for("registrations.index", day_id=day.id))]
    return printed("invitation", day.office, trail, day=day, one=one, guest=one.citizen.name if one.citizen else "")


@blueprint.get("/lich/<int:day_id>/thong-bao")
@needs(Right.READ)
def change(day_id: int) -> ResponseReturnValue:
    """The notice that a day is put off, off, or otherwise than announced, for the board and the pages (LTCD Đ24.4)."""
    day = find_day(day_id, me().reader)
    known = history(day).known
    if day.status not in CHANGES and not known.get("amended"):
        raise StepNotAllowedError("Ngày tiếp này không có gì thay đổi để thông báo.")
    return printed(
        "day_change",
        day.office,
        _above(day),
        day=day,
        verb=CHANGES.get(day.status, "thay đổi"),
        reason=known.get("change_reason", ""),
        new_day=date.fromisoformat(str(known["new_day"])) if known.get("new_day") else None,
        amended=known.get("amended", ""),
    )


def _above(day: ReceptionDay) -> Trail:
    month = url_for("days.index", thang=f"{day.on:%Y-%m}")
    return [("Lịch", month), (f"Ngày tiếp {day.on:%d/%m/%Y}", url_for("days.show", day_id=day.id))]
