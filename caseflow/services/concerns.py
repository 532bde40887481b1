"""What decides who hears of a record, read for many records at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from caseflow.law.hearing import Concern, Roster
from caseflow.store.alerts import ConcernRow, concerns, offices_passed
from caseflow.store.people import held_posts


@dataclass(frozen=True, slots=True)
class Known:
    """A record as an alert speaks of it: whom it concerns, how it is called, the title of its matter, its page.

    It is called by the code of its matter, a reception day by its date; what has no name has an empty one.
    """

    concern: Concern
    code: str
    title: str
    path: str


def known_of(subject_ids: Collection[int]) -> dict[int, Known]:
    """The records of some alerts, by key."""
    rows = concerns(set(subject_ids))
    passed = offices_passed({row.matter_id for row in rows if row.matter_id is not None})
    return {
        row.subject_id: Known(
            Concern(
                secret=row.secret,
                officer_id=row.officer_id,
                path=row.path,
                passed=tuple(passed.get(row.matter_id or 0, [row.path])),
            ),
            row.code or (f"Ngày tiếp {row.day_on:%d/%m/%Y}" if row.day_on else ""),
            row.title or "",
            _path(row),
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class Reach:
    """How what leaves the house reaches a person: by which name or address, at which times of day."""

    login: str
    email: str
    digest_times: tuple[time, ...]


def _path(row: ConcernRow) -> str:
    """Where a record is opened."""
    if row.code:
        return f"/vu-viec/{row.code}"
    if row.day_on:
        return f"/lich/{row.subject_id}"
    return "/lich/chi-tieu" if row.duty else "/canh-bao"


def roster_on(day: date) -> tuple[Roster, dict[int, Reach]]:
    """Everybody who holds a post on a day, and how they are reached."""
    posts = held_posts(day)
    stand_ins = [(held.user_id, held.stands_in_for_id) for held in posts if held.stands_in_for_id is not None]
    reached = {held.user_id: Reach(held.login, held.email, times_in(held.digest_times)) for held in posts}
    return Roster([(held.user_id, held.post) for held in posts], stand_ins), reached


def times_in(words: str) -> tuple[time, ...]:
    """The times of day that some words name ("07:30 14:00")."""
    return tuple(time.fromisoformat(word) for word in words.split())
