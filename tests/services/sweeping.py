"""A complaint in settlement, swept at one moment or another: what was raised, and who was told."""

from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy import select, update

from caseflow.jobs.sweep import Swept, sweep
from caseflow.law.clock import VIETNAM
from caseflow.store.alerts import Alert
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.people import User
from tests.factories import Entered

ACCEPTED = date(2026, 9, 1)
"""A complaint accepted on this day is due on Thursday 01/10/2026: warned 22/09, 28/09 and 30/09."""
SETTLING = "KN-GQ1"


class Said(NamedTuple):
    """An alert as the tests speak of it."""

    family: str
    level: str


def at(day: date, hour: int = 7, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)


def swept(moment: datetime, *, by_mail: bool = False) -> Swept:
    return sweep(moment, by_mail=by_mail)


def said(family: str = "") -> list[Said]:
    """Every alert raised so far, in order."""
    found = [
        Said(alert.deadline_key.split(":")[1], alert.level)
        for alert in db.session.scalars(select(Alert).order_by(Alert.id))
    ]
    db.session.rollback()
    return [one for one in found if one.family == family or not family]


def heard(family: str, *, channel: str = "inbox") -> set[str]:
    """The logins of those who were told of the last alert of a family."""
    last = db.session.scalars(
        select(Alert).where(Alert.deadline_key.contains(f":{family}:")).order_by(Alert.id.desc())
    ).first()
    assert last is not None, family
    told = {delivery.user.login for delivery in last.deliveries if delivery.channel == channel}
    db.session.rollback()
    return told


def only(*families: str) -> None:
    """Let the other clocks of a history rest, so that a test speaks of one."""
    db.session.execute(update(Deadline).where(Deadline.family.not_in(families)).values(next_alert_at=None))
    db.session.commit()


def entrust(it: Entered, user_id: int) -> None:
    """Make somebody responsible for a case."""
    db.session.get_one(Case, it.case_id).responsible_id = user_id
    db.session.commit()


def change_person(login: str, **values: object) -> None:
    db.session.execute(update(User).where(User.login == login).values(**values))
    db.session.commit()
