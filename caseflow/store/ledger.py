"""The ledger of alerts as a history tells it: what was raised on some records, who was told, what became of it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, select

from caseflow.store.alerts import INBOX, Alert, Delivery
from caseflow.store.db import db
from caseflow.store.people import User


class LedgerRow(NamedTuple):
    """An alert and one of those who were told of it, with how; nobody where nobody was."""

    alert_id: int
    deadline_key: str
    label: str
    days: int
    due_on: date
    raised_at: datetime
    closed_at: datetime | None
    closed_because: str
    name: str | None
    read: int  # 1 where the inbox says so
    letters: int  # that left the house and arrived
    given_up: int  # letters that were tried in vain


_SENT = Delivery.channel != INBOX
_COUNTED = (
    func.count(Delivery.read_at).filter(Delivery.channel == INBOX),
    func.count(case((_SENT, Delivery.delivered_at))),
    func.count(Delivery.dead_at),
)
_LEDGER = (
    select(Alert.id, *(getattr(Alert, name) for name in LedgerRow._fields[1:8]), User.name, *_COUNTED)
    .outerjoin(Delivery, Delivery.alert_id == Alert.id)
    .outerjoin(User, User.id == Delivery.user_id)
    .where(Alert.subject_id.in_(bindparam("keys", expanding=True)))
    .group_by(Alert.id, User.id, User.name)
    .order_by(Alert.raised_at, Alert.id, User.name)
)  # put together once: it is asked with every matter


def ledger_of(subject_ids: Collection[int]) -> list[LedgerRow]:
    """Every alert ever raised on some subjects, in the order of raising, a row for each person who was told."""
    return [LedgerRow(*row) for row in db.session.execute(_LEDGER, {"keys": list(subject_ids)})]
