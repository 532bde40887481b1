"""One sweep: raise what is due, tell whom it concerns, batch by batch, each batch a transaction of its own.

Killed anywhere, run twice or by four processes at once, it raises nothing twice and misses nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from caseflow.services.alerts import BATCH, address, raise_alerts
from caseflow.services.duties import keep_all
from caseflow.services.flags import review_due
from caseflow.store.transactions import transaction


@dataclass(frozen=True, slots=True)
class Swept:
    """How a sweep went: alerts raised, deliveries that arrived, records and letters that failed."""

    raised: int = 0
    delivered: int = 0
    failed: int = 0

    def __add__(self, other: "Swept") -> "Swept":
        """Two parts of one sweep."""
        return Swept(self.raised + other.raised, self.delivered + other.delivered, self.failed + other.failed)


def sweep(now: datetime, *, by_mail: bool, batch: int = BATCH) -> Swept:
    """Raise and address everything due at a moment; letters only leave the house later (letters.deliver).

    Suspicions are read first: what time has lifted is not alerted any more, what it has raised is. Duties whose next
    week or month has begun get its date.
    """
    with transaction(by_id=None, act="mở kỳ mới của việc định kỳ", now=now):
        keep_all(now)
    return _review_all(now, batch) + _raise_all(now, batch) + _address_all(now, batch, by_mail=by_mail)


def _review_all(now: datetime, batch: int) -> Swept:
    swept = Swept()
    while True:
        with transaction(by_id=None, act="xem lại nghi vấn", now=now):
            went = review_due(now, limit=batch)
        swept += Swept(failed=went.failed)
        if went.looked_at < batch:
            return swept


def _raise_all(now: datetime, batch: int) -> Swept:
    swept = Swept()
    while True:
        with transaction(by_id=None, act="quét thời hạn", now=now):
            went = raise_alerts(now, limit=batch)
        swept += Swept(raised=went.raised, failed=went.failed)
        if went.looked_at < batch:
            return swept


def _address_all(now: datetime, batch: int, *, by_mail: bool) -> Swept:
    swept, after = Swept(), 0
    while True:
        with transaction(by_id=None, act="báo thời hạn", now=now):
            went = address(now, by_mail=by_mail, after=after, limit=batch)
        swept += Swept(delivered=went.delivered, failed=went.unheard)
        if went.looked_at < batch:
            return swept
        after = went.last_id
