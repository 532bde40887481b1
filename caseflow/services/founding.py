"""What a house needs before anybody can work in it: the calendar, the first office, the first administrator."""

from datetime import datetime

from caseflow.law.terms import OfficeKind, Role
from caseflow.reference.files import calendar_days
from caseflow.services.accounts import open_account
from caseflow.store.calendar import CalendarRow
from caseflow.store.db import db
from caseflow.store.offices import Office
from caseflow.store.people import RolePost, User
from caseflow.text import fold, tidy

ROOT_CODE = "TINH"


def load_calendar(*, now: datetime) -> None:
    """Write the calendar as first delivered into a database that has none."""
    for day in calendar_days():
        db.session.add(
            CalendarRow(
                day=day.on,
                kind=day.kind,
                reason=day.reason,
                basis=day.basis,
                status="provisional" if day.provisional else "official",
                version=day.version,
                entered_at=now,
            )
        )
    db.session.flush()


def found_office(name: str) -> Office:
    """The office at the root of all others."""
    office = Office(code=ROOT_CODE, name=tidy(name), folded=fold(name), kind=OfficeKind.PROVINCE)
    db.session.add(office)
    db.session.flush()
    office.path = f"{office.id}."
    return office


def found_administrator(login: str, *, hashed: str, office: Office) -> User:
    """The account that opens all others, with a one-time password (already hashed)."""
    user = open_account(login=login, name="Quản trị hệ thống", email="", hashed=hashed)
    db.session.add(RolePost(user_id=user.id, role=Role.ADMIN, office_id=office.id))
    return user
