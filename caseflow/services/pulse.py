"""Whether the alerts can be trusted: when the last sweep came to its end, and from when on its silence is a fault."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from caseflow.store import journal
from caseflow.store.forms import heartbeat_of

SWEEP = "sweep"
"""The name under which every completed sweep leaves its heartbeat, whoever ran it."""
SILENT_TOO_LONG = timedelta(minutes=3)
"""A sweep begins every minute and is given up after two: after three without one it is not late but gone."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """How the last completed sweep went; `wrong` says in one sentence why it cannot be trusted, or nothing."""

    at: datetime | None
    looked_at: int
    raised: int
    failed: int
    wrong: str


def pulse(now: datetime) -> Pulse:
    """The last sweep as it looks at a moment.

    A house in which none ever ran is given the same three minutes from its founding: until then nobody was late.
    """
    last = heartbeat_of(SWEEP)
    if last is None:
        founded = journal.begun_at()
        young = founded is None or now - founded <= SILENT_TOO_LONG
        return Pulse(None, 0, 0, 0, "" if young else "Chưa quét lần nào: việc định kỳ (caseflow work) chưa chạy.")
    silent = now - last.at
    minutes = int(silent / timedelta(minutes=1))
    wrong = f"Đã {minutes} phút không có lần quét nào xong." if silent > SILENT_TOO_LONG else ""
    return Pulse(last.at, last.looked_at, last.raised, last.failed, wrong)
