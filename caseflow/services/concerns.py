"""What decides who hears of a record, read for many records at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from caseflow.law.hearing import Concern, Roster
from caseflow.store.alerts import concerns, offices_passed
from caseflow.store.people import held_posts


@dataclass(frozen=True, slots=True)
class Known:
    """A record as an alert speaks of it: whom it concerns, and the code and title of its matter, if it has one."""

    concern: Concern
    code: str
    title: str


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
            row.code or "",
            row.title or "",
        )
        for row in rows
    }


def roster_on(day: date) -> tuple[Roster, dict[int, str]]:
    """Everybody who holds a post on a day, and the addresses their letters go to."""
    posts = held_posts(day)
    return Roster((held.user_id, held.post) for held in posts), {held.user_id: held.email for held in posts}
