"""Drafts: kept while something is typed, dropped when it is saved, discarded or forgotten; never journalled.

A draft is no act of the office: it is its owner's own paper, so it leaves no line and is found by no search.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from caseflow.law.errors import Refusal
from caseflow.store import cipher
from caseflow.store.db import db, insert_or
from caseflow.store.drafts import LONGEST_KEY, Draft, bound_to, drop_draft
from caseflow.store.forms import claim_form, release_form

KEPT_FOR = timedelta(days=14)
MOST_OF_ONE = 50
"""So many drafts of one person at most; the oldest give way."""
LARGEST = 200_000
"""So many bytes of words at most: the longest forms of the house filled to their limits."""
TOO_LARGE = "Nội dung quá dài để giữ nháp; hãy lưu, hoặc rút ngắn."


@dataclass(frozen=True, slots=True)
class Place:
    """What a draft is of: its key, its form, where it is gone on with, what it is called, the record of a step.

    In address and title CODE stands for the code of the record's matter.
    """

    key: str
    form: str
    address: str
    title: str
    subject_id: int | None = None


def keep(place: Place, fields: Iterable[tuple[str, str]], *, user_id: int, sent_as: str, now: datetime) -> bool:
    """Keep what stands in a form, over what was kept under its key before.

    Nothing is kept of a form that has been saved meanwhile (`sent_as` is its name among those sent): False then.
    Refuses what is too large to be a form of this house.
    """
    words = json.dumps([[name, value] for name, value in fields], ensure_ascii=False, separators=(",", ":"))
    if len(words.encode()) > LARGEST or len(place.key) > LONGEST_KEY:
        raise Refusal(TOO_LARGE)
    if not claim_form(sent_as, user_id=user_id, now=now):  # a saving that runs at the same time is waited for
        return False
    held = {
        "form": place.form,
        "title": place.title,
        "address": place.address,
        "subject_id": place.subject_id,
        "words": cipher.encrypt(words, bound_to=bound_to(user_id, place.key)),
        "saved_at": now,
    }
    kept = insert_or(Draft).values(user_id=user_id, key=place.key, **held)
    db.session.execute(kept.on_conflict_do_update(index_elements=["user_id", "key"], set_=held))
    latest = select(Draft.id).where(Draft.user_id == user_id).order_by(Draft.saved_at.desc(), Draft.id.desc())
    beyond = latest.offset(MOST_OF_ONE).limit(MOST_OF_ONE).subquery()
    db.session.execute(delete(Draft).where(Draft.id.in_(select(beyond.c.id))))
    release_form(sent_as)
    return True


def drop(key: str, *, user_id: int) -> None:
    """Let go of a draft of one's own: it was saved, or is not wanted."""
    drop_draft(user_id, key)


def drop_of(subject_ids: Collection[int]) -> None:
    """Let go of everybody's drafts of some records: whoever denounced through them may be named there."""
    db.session.execute(delete(Draft).where(Draft.subject_id.in_(subject_ids)))


def drop_old(now: datetime) -> None:
    """Let go of every draft nobody came back to for two weeks."""
    db.session.execute(delete(Draft).where(Draft.saved_at < now - KEPT_FOR))
