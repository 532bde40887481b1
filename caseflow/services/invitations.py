"""The invitations a day of reception owes to those who were accepted: one date of the house, alarmed like any other.

No law says how long before the day they leave; an office's own rule does (as in Quyết định 1225/QĐ-UBND of Cần Thơ:
four working days), so the date is marked "nội bộ" and counts in no overdue figure.
"""

from datetime import date, datetime

from sqlalchemy import select

from caseflow.law.errors import MissingFactError, NotPermittedError
from caseflow.law.escalation import INVITATION
from caseflow.law.local_rules import INSIDE
from caseflow.law.rights import Reader, Right
from caseflow.law.terms import DayStatus
from caseflow.services import at_once
from caseflow.services.deadlines import Wanted, decided, write
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, Origin
from caseflow.store.forms import basis_of, keep_setting, setting
from caseflow.store.offices import root_path
from caseflow.store.reception_days import ReceptionDay, days_with_guests, guests_of
from caseflow.text import tidy

BEFORE = "giay_moi_truoc"
"""The setting of a province: so many working days before the day an invitation leaves."""
USUAL, MOST = 4, 30
FIRST = "moi"
AHEAD = (DayStatus.PLANNED, DayStatus.POSTED)


def days_before() -> int:
    """How many working days before its day an invitation leaves."""
    return int(setting(BEFORE) or USUAL)


def basis_of_days() -> str:
    """The document of the province that says so; "" where the usual number stands."""
    return basis_of(BEFORE)


def set_days_before(days: int, *, basis: str, reader: Reader, now: datetime) -> None:
    """Write how long before its day an invitation leaves; days to come are dated anew.

    Raises NotPermittedError without the right over the whole province, MissingFactError without a document.
    """
    if not reader.may_at(Right.MANAGE_LOCAL_RULES, root_path()):
        raise NotPermittedError("Quy định này dùng cho cả tỉnh; chỉ quản trị cấp tỉnh được đặt.")
    if not 1 <= days <= MOST:
        raise MissingFactError(f"Số ngày từ 1 đến {MOST}.", field="days")
    if not basis.strip():
        raise MissingFactError("Cần ghi văn bản của tỉnh làm căn cứ.", field="basis")
    keep_setting(BEFORE, str(days), basis=tidy(basis))
    keep_all(now=now)


def wanted(day_id: int, on: date, status: DayStatus) -> Wanted | None:
    """The date by which the invitations of a day leave, met when the last of them has; None while nobody is invited."""
    guests = guests_of(day_id) if status in AHEAD else []
    if not guests:
        return None
    due = working_calendar().count_back(on, days_before())
    is_met = all(guest.invited_on for guest in guests)
    return Wanted(
        INVITATION,
        FIRST,
        1,
        INVITATION,
        f"Gửi giấy mời người đã được xếp lịch tiếp ({INSIDE})",
        Origin.LOCAL,
        on,
        due,
        due,
        max(guest.invited_on for guest in guests if guest.invited_on) if is_met else None,
        paused=False,
        cause=decided(f"guest:{guests[-1].id}", due, on),  # somebody more to invite is something new to be told of
    )


def keep_all(*, now: datetime) -> None:
    """Date the invitations of the days to come anew, as a rule or the calendar has changed."""
    db.session.flush()
    for day in days_with_guests():
        keep(day, now=now)


def keep(day: ReceptionDay, *, now: datetime) -> None:
    """Bring the date of a day's invitations to what it ought to be; without one its alerts are over."""
    db.session.flush()
    standing = db.session.scalar(select(Deadline).where(Deadline.subject_id == day.id, Deadline.family == INVITATION))
    ought = wanted(day.id, day.on, day.status)
    if ought is not None:
        write(day.id, ought, standing, now=now)
    elif standing is not None:
        db.session.delete(standing)
        at_once.take_back(day.id, INVITATION, FIRST, now=now)
