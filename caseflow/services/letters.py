"""Letters that tell of alerts outside the house: claimed for a while, carried, settled when whoever takes them answers.

The same for every channel. A letter is what one person must hear of at one moment. It names nobody, shows no title,
and of a secret matter not even which deadline it is: it leads to the page where the rights are asked again. Its key
stays, so that what was taken once and is sent again, as the house fell before noting it, is told for the same.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseflow.law.clock import local_date
from caseflow.law.escalation import Level, words_at, words_of
from caseflow.law.periods import rows_of
from caseflow.law.rights import Reader, Right
from caseflow.law.working_days import WorkingCalendar
from caseflow.services.concerns import Known, Reach, known_of, roster_on
from caseflow.services.deadlines import ladder_of
from caseflow.services.sending_hours import may_send, next_opening
from caseflow.store import journal
from caseflow.store.alerts import EMAIL, WEBHOOK
from caseflow.store.calendar import working_calendar
from caseflow.store.deadlines import codes_of, family_in
from caseflow.store.outbox import LetterRow, dead_letter, dead_letters_of, due_letter, write_deliveries
from caseflow.store.rules import rules_in_force

LEASE = timedelta(minutes=10)
"""How long a claimed letter is left alone; whoever dies over it loses it to the next run after that."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a channel waits between tries, and how often it tries before a letter is given up to a person."""

    first: timedelta
    factor: int
    most: timedelta
    tries: int

    def after(self, attempts: int) -> timedelta:
        """How long to wait after so many tries."""
        factor: int = self.factor ** (attempts - 1)
        return min(self.first * factor, self.most)


PATIENCE = {
    EMAIL: Patience(timedelta(minutes=1), 4, timedelta(hours=6), tries=12),  # most of a working week, nights left out
    WEBHOOK: Patience(
        timedelta(minutes=1), 2, timedelta(hours=1), tries=16
    ),  # two working days: a message is worth less when late
}
UNNAMED = "Một thời hạn của vụ việc này"
NO_LONGER = "Không gửi: người nhận không còn quyền xem hoặc không còn địa chỉ thư."
FELL = "Lần gửi cuối dừng giữa chừng, không rõ đã đến nơi hay chưa."
LONGEST_ERROR = 300
LONGEST_LETTER = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """One alert of a letter: the matter's code, the deadline, how it stands on the day of sending, the article.

    And the words that the office has said beside its level; none of a secret record.
    """

    code: str
    label: str
    due_on: date
    left: str
    basis: str
    path: str = "/canh-bao"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one person. Its key stays the same however often it is sent."""

    channel: str
    to: str
    key: str
    urgent: bool
    delivery_ids: tuple[int, ...]
    attempts: int
    lines: tuple[Line, ...]

    @property
    def headline(self) -> str:
        """What it tells in one line: how many dates, or of the only one how it stands."""
        if len(self.lines) > 1:
            return f"{len(self.lines)} thời hạn cần lưu ý"
        only = self.lines[0]
        return f"{only.code}: {only.left}" if only.code else f"Thời hạn cần lưu ý: {only.left}"


def claim_letter(now: datetime, channel: str = EMAIL) -> Letter | None:
    """Take the next letter that is due, so that nobody else sends it meanwhile; None when none is due.

    Outside working hours only what is urgent is. What its reader may no longer know of is left out; a letter that has
    nothing left to say is never sent, and one that was tried too often waits for a person to have it sent again.
    """
    urgent_only = not may_send(now)
    while rows := due_letter(now, channel, limit=LONGEST_LETTER, urgent_only=urgent_only):
        if rows[0].attempts >= PATIENCE[channel].tries:  # whoever tried last fell before it could say so
            _give_up([row.id for row in rows], FELL, now)
            continue
        roster, reached = roster_on(local_date(now))
        known = known_of({row.subject_id for row in rows})
        to = _address(reached.get(rows[0].user_id), channel)
        may = {row.id: roster.may_know(row.user_id, known[row.subject_id].concern) for row in rows}
        open_ones = [row for row in rows if to and may[row.id]]
        _drop([row for row in rows if not (to and may[row.id])], now)
        if open_ones:
            key = rows[0].letter or _key(open_ones)
            tried = open_ones[0].attempts + 1
            write_deliveries([row.id for row in open_ones], next_try_at=now + LEASE, attempts=tried, letter=key)
            return _letter((channel, to, key), open_ones, known, local_date(now))
    return None


def _address(reach: Reach | None, channel: str) -> str:
    """Where a person is reached on a channel today; "" for nowhere."""
    if reach is None:
        return ""
    return reach.email if channel == EMAIL else reach.login


def _key(rows: Sequence[LetterRow]) -> str:
    return hashlib.sha256(f"{rows[0].user_id}:{sorted(row.id for row in rows)}".encode()).hexdigest()[:32]


def _drop(rows: Sequence[LetterRow], now: datetime) -> None:
    if not rows:
        return
    ids = [row.id for row in rows]
    write_deliveries(ids, next_try_at=None, last_error=NO_LONGER)
    journal.note("delivery", ids, "drop", {"at": now})


def _letter(
    addressed: tuple[str, str, str], rows: Sequence[LetterRow], known: Mapping[int, Known], today: date
) -> Letter:
    channel, to, key = addressed
    calendar = working_calendar()
    codes = codes_of({row.subject_id for row in rows})
    return Letter(
        channel=channel,
        to=to,
        key=key,
        urgent=rows[0].urgent,
        delivery_ids=tuple(row.id for row in rows),
        attempts=rows[0].attempts + 1,
        lines=tuple(
            _line(row, known[row.subject_id], codes.get(row.deadline_key, ""), calendar, today) for row in rows
        ),
    )


def _line(row: LetterRow, known: Known, code: str, calendar: WorkingCalendar, today: date) -> Line:
    family = family_in(row.deadline_key)
    left = words_of(family, row.due_on, calendar, today)
    if known.concern.secret:
        return Line(known.code, UNNAMED, row.due_on, left, "", known.path)
    words = words_at(Level(row.days), ladder_of(family))
    return Line(known.code, row.label, row.due_on, left, basis_of(code), known.path, words)


def basis_of(code: str) -> str:
    """The article of a rule of the law, or what one of the province's own rests on."""
    of_law = [rule.basis for rule in rows_of(code)]
    return next(iter(of_law or [rule.basis for rule in rules_in_force().local if rule.code == code]), "")


def arrived(letter: Letter, now: datetime) -> None:
    """Whoever takes the letters of this channel took it."""
    write_deliveries(letter.delivery_ids, delivered_at=now, next_try_at=None, last_error="")
    journal.note("delivery", list(letter.delivery_ids), "sent", {"at": now})


def put_off(letter: Letter, now: datetime, reason: str) -> None:
    """The letter did not leave: why, and when it is tried again; after the last try it waits for a person's word."""
    patience = PATIENCE[letter.channel]
    if letter.attempts >= patience.tries:
        _give_up(letter.delivery_ids, reason, now)
        return
    again = now + patience.after(letter.attempts)
    if not letter.urgent:
        again = next_opening(again)
    write_deliveries(letter.delivery_ids, next_try_at=again, last_error=reason[:LONGEST_ERROR])
    journal.note("delivery", list(letter.delivery_ids), "put off", {"at": now})


def _give_up(ids: Sequence[int], reason: str, now: datetime) -> None:
    write_deliveries(ids, next_try_at=None, dead_at=now, last_error=reason[:LONGEST_ERROR])
    journal.note("delivery", list(ids), "give up", {"at": now})


def send_again(key: str, *, reader: Reader, now: datetime) -> int:
    """Have a letter that was given up tried again, under its old key; for how many alerts. Twice changes nothing.

    Whoever keeps the sending of part of the province does so for the people of that part.
    """
    return _again(dead_letter(key, reader.paths(Right.MANAGE_ALERTS)), now)


def send_all_again(channel: str, *, reader: Reader, now: datetime) -> int:
    """The same for every letter of a channel that was given up, as when its server has stood still for days."""
    return _again(dead_letters_of(channel, reader.paths(Right.MANAGE_ALERTS)), now)


def _again(ids: Sequence[int], now: datetime) -> int:
    if ids:
        write_deliveries(ids, next_try_at=now, dead_at=None, attempts=0)
        journal.note("delivery", list(ids), "again", {"at": now})
    return len(ids)
