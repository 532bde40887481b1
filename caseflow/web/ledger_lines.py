"""The alerts of a date as one line of a history: when it was told of, at which level, to whom, and how it ended.

Read from the alerts themselves, as the inbox and the letters are, so that none of them says what another does not.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from caseflow.law.clock import VIETNAM, local_date
from caseflow.law.escalation import PROPOSALS, REQUESTS, SUSPICIONS, TO_KNOW, words_of
from caseflow.law.working_days import WorkingCalendar
from caseflow.store.deadlines import family_in
from caseflow.store.ledger import LedgerRow
from caseflow.text import sort_key
from caseflow.web.told import Told

NAMES_SHOWN, ALERTS_SHOWN = 6, 6
NEVER_LATE = {*PROPOSALS, *SUSPICIONS, *TO_KNOW}


def ledger_lines(rows: Collection[LedgerRow], calendar: WorkingCalendar) -> Iterator[Told]:
    """A line for each date that was told of, as of its last alert.

    Not of requests to see who denounced: that somebody asks is told where it is answered.
    """
    by_date: dict[tuple[str, date], list[LedgerRow]] = {}
    for row in rows:
        if family_in(row.deadline_key) not in REQUESTS:
            by_date.setdefault((row.deadline_key, row.due_on), []).append(row)
    for (key, due_on), of_date in by_date.items():
        yield _line(family_in(key), due_on, of_date, calendar)


def _line(family: str, due_on: date, rows: Sequence[LedgerRow], calendar: WorkingCalendar) -> Told:
    alerts = [list(of_one) for _, of_one in groupby(rows, key=lambda row: row.alert_id)]
    last = alerts[-1][0]
    is_late = last.days > 0 and family not in NEVER_LATE
    told = [f"{_level(family, one[0], calendar)}, {_heard(one)}" for one in alerts[-ALERTS_SHOWN:]]
    earlier = len(alerts) - len(told)
    if last.closed_at is not None:
        told.append(f"Đã đóng {local_date(last.closed_at):%d/%m/%Y}: {last.closed_because}.")
    due = "" if family in TO_KNOW or family in SUSPICIONS else f", hạn {due_on:%d/%m/%Y}"
    return Told(
        on=local_date(last.raised_at),
        recorded_at=last.raised_at,
        title=f"{'Đã quá hạn' if is_late else 'Đã báo'}: {last.label}{due}",
        by="hệ thống",
        body=f"và {earlier} lần báo trước đó" if earlier else "",
        shifts=tuple(told),
    )


def _level(family: str, row: LedgerRow, calendar: WorkingCalendar) -> str:
    words = words_of(family, row.due_on, calendar, local_date(row.raised_at))
    return f"Báo {_moment(row.raised_at)}: {words}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def _heard(rows: Sequence[LedgerRow]) -> str:
    """Who was told of one alert, by given name, and whether it was read and letters arrived."""
    people = sorted((row for row in rows if row.name), key=lambda row: sort_key(row.name or ""))
    if not people:
        return "chưa có ai được nhận." if rows[0].closed_at is None else "đóng trước khi báo cho ai."
    names = [(row.name or "") + (" (đã đọc)" if row.read else "") for row in people[:NAMES_SHOWN]]
    more = len(people) - len(names)
    heard = "cho " + ", ".join(names) + (f" và {more} người nữa" if more else "")
    letters, given_up = sum(row.letters for row in people), sum(row.given_up for row in people)
    ways = [f"{letters} thư đã đến" if letters else "", f"{given_up} thư không gửi được" if given_up else ""]
    return "; ".join([heard, *filter(None, ways)]) + "."
