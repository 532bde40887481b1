"""Letters that tell of alerts by e-mail: claimed for a while, written, and settled when the mail server has answered.

A letter is what one person must hear of at one moment. It names nobody, shows no title, and of a secret matter not even
which deadline it is: it leads to the page where the rights are asked again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseflow.law.clock import local_date
from caseflow.law.escalation import words_of
from caseflow.law.periods import rows_of
from caseflow.law.working_days import WorkingCalendar
from caseflow.services.concerns import Known, known_of, roster_on
from caseflow.store import journal
from caseflow.store.alerts import LetterRow, due_letter, write_deliveries
from caseflow.store.calendar import working_calendar
from caseflow.store.deadlines import codes_of, family_in
from caseflow.store.rules import rules_in_force

LEASE = timedelta(minutes=10)
"""How long a claimed letter is left alone; whoever dies over it loses it to the next run after that."""
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6))
UNNAMED = "Một thời hạn của vụ việc này"
NO_LONGER = "Không gửi: người nhận không còn quyền xem hoặc không còn địa chỉ thư."
LONGEST_ERROR = 300
LONGEST_LETTER = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """One alert of a letter: the matter's code, the deadline, how it stands on the day of sending, the article."""

    code: str
    label: str
    due_on: date
    left: str
    basis: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one person. Its key stays the same however often it is sent."""

    to: str
    key: str
    delivery_ids: tuple[int, ...]
    attempts: int
    lines: tuple[Line, ...]


def claim_letter(now: datetime) -> Letter | None:
    """Take the next letter that is due, so that nobody else sends it meanwhile; None when none is due.

    What its reader may no longer know of is left out; a letter that has nothing left to say is never sent.
    """
    while rows := due_letter(now, limit=LONGEST_LETTER):
        roster, addresses = roster_on(local_date(now))
        known = known_of({row.subject_id for row in rows})
        address = addresses.get(rows[0].user_id, "")
        may = {row.id: roster.may_know(row.user_id, known[row.subject_id].concern) for row in rows}
        open_ones = [row for row in rows if address and may[row.id]]
        _drop([row for row in rows if not (address and may[row.id])], now)
        if open_ones:
            write_deliveries([row.id for row in open_ones], next_try_at=now + LEASE, attempts=open_ones[0].attempts + 1)
            return _letter(address, open_ones, known, local_date(now))
    return None


def _drop(rows: Sequence[LetterRow], now: datetime) -> None:
    if not rows:
        return
    ids = [row.id for row in rows]
    write_deliveries(ids, next_try_at=None, last_error=NO_LONGER)
    journal.note("delivery", ids, "drop", {"at": now})


def _letter(address: str, rows: Sequence[LetterRow], known: Mapping[int, Known], today: date) -> Letter:
    calendar = working_calendar()
    codes = codes_of({row.subject_id for row in rows})
    ids = tuple(row.id for row in rows)
    return Letter(
        to=address,
        key=hashlib.sha256(f"{rows[0].user_id}:{sorted(ids)}".encode()).hexdigest()[:32],
        delivery_ids=ids,
        attempts=rows[0].attempts + 1,
        lines=tuple(
            _line(row, known[row.subject_id], codes.get(row.deadline_key, ""), calendar, today) for row in rows
        ),
    )


def _line(row: LetterRow, known: Known, code: str, calendar: WorkingCalendar, today: date) -> Line:
    left = words_of(family_in(row.deadline_key), row.due_on, calendar, today)
    if known.concern.secret:
        return Line(known.code, UNNAMED, row.due_on, left, "")
    return Line(known.code, row.label, row.due_on, left, _basis(code))


def _basis(code: str) -> str:
    """The article of a rule of the law, or what one of the province's own rests on."""
    of_law = [rule.basis for rule in rows_of(code)]
    return next(iter(of_law or [rule.basis for rule in rules_in_force().local if rule.code == code]), "")


def arrived(letter: Letter, now: datetime) -> None:
    """The mail server took the letter."""
    write_deliveries(letter.delivery_ids, delivered_at=now, next_try_at=None, last_error="")
    journal.note("delivery", list(letter.delivery_ids), "sent", {"at": now})


def put_off(letter: Letter, now: datetime, reason: str) -> None:
    """The letter did not leave: why, and when it is tried again."""
    wait = BACK_OFF[min(letter.attempts, len(BACK_OFF)) - 1]
    write_deliveries(letter.delivery_ids, next_try_at=now + wait, last_error=reason[:LONGEST_ERROR])
    journal.note("delivery", list(letter.delivery_ids), "put off", {"at": now})
