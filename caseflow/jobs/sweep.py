"""One sweep: raise what is due, tell whom it concerns, batch by batch, each batch a transaction of its own.

Killed anywhere, run twice or by four processes at once, it raises nothing twice and misses nothing. Only one that came
to its end leaves its heartbeat.
"""

from dataclasses import dataclass, field
from datetime import datetime

from caseflow.services.alerts import BATCH, address, raise_alerts
from caseflow.services.duties import keep_all
from caseflow.services.flags import review_due
from caseflow.services.pulse import SWEEP
from caseflow.store.forms import beat
from caseflow.store.transactions import transaction


@dataclass(frozen=True, slots=True)
class Swept:
    """How a sweep went: alerts raised, deliveries that arrived, records and letters that failed.

    How many rows it looked at is told to the heartbeat, and is no part of what came of it.
    """

    raised: int = 0
    delivered: int = 0
    failed: int = 0
    looked_at: int = field(default=0, compare=False)

    def __add__(self, other: "Swept") -> "Swept":
        """Two parts of one sweep."""
        names = ("raised", "delivered", "failed", "looked_at")
        return Swept(*(getattr(self, name) + getattr(other, name) for name in names))


def sweep(now: datetime, *, by_mail: bool, by_webhook: bool = False, batch: int = BATCH) -> Swept:
    """Raise and address everything due at a moment; letters only leave the house later (letters.deliver).

    Suspicions are read first: what time has lifted is not alerted any more, what it has raised is. Duties whose next
    week or month has begun get its date.
    """
    with transaction(by_id=None, act="mở kỳ mới của việc định kỳ", now=now):
        keep_all(now)
    swept = _review_all(now, batch) + _raise_all(now, batch)
    swept += _address_all(now, batch, by_mail=by_mail, by_webhook=by_webhook)
    with transaction(by_id=None, act="nhịp của việc định kỳ", now=now):
        beat(SWEEP, now, looked_at=swept.looked_at, raised=swept.raised, failed=swept.failed)
    return swept


def _review_all(now: datetime, batch: int) -> Swept:
    swept = Swept()
    while True:
        with transaction(by_id=None, act="xem lại nghi vấn", now=now):
            went = review_due(now, limit=batch)
        swept += Swept(failed=went.failed, looked_at=went.looked_at)
        if went.looked_at < batch:
            return swept


def _raise_all(now: datetime, batch: int) -> Swept:
    swept = Swept()
    while True:
        with transaction(by_id=None, act="quét thời hạn", now=now):
            went = raise_alerts(now, limit=batch)
        swept += Swept(raised=went.raised, failed=went.failed, looked_at=went.looked_at)
        if went.looked_at < batch:
            return swept


def _address_all(now: datetime, batch: int, *, by_mail: bool, by_webhook: bool) -> Swept:
    swept, after = Swept(), 0
    while True:
        with transaction(by_id=None, act="báo thời hạn", now=now):
            went = address(now, by_mail=by_mail, by_webhook=by_webhook, after=after, limit=batch)
        swept += Swept(delivered=went.delivered, failed=went.unheard, looked_at=went.looked_at)
        if went.looked_at < batch:
            return swept
        after = went.last_id
