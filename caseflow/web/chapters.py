"""The chapters of the rule book, in the order of its table of contents.

A chapter is one line: how it is called, the page that shows it, its rows for the search (law.book_search), and the page
on which a row found stands where that is another one. A page that extends rulebook/book.html has them around it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from caseflow.law.book_search import (
    Entry,
    competence_entries,
    ground_entries,
    instrument_entries,
    period_entries,
    rank,
    role_entries,
    step_entries,
)


def no_entries() -> Iterable[Entry]:
    """A chapter that only reckons has nothing to be found."""
    return ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter."""

    label: str
    endpoint: str
    entries: Callable[[], Iterable[Entry]] = no_entries
    opens: str = ""  # the page of one entry, where it is not the chapter's own

    def url_of(self, entry: Entry) -> str:
        """Where a row found stands."""
        place: dict[str, Any] = dict(entry.place)
        return url_for(self.opens or self.endpoint, _anchor=entry.anchor or None, **place)


CHAPTERS: tuple[Chapter, ...] = (
    Chapter("Thời hạn", "rulebook.index", period_entries),
    Chapter("Quy trình", "rulebook.procedures", step_entries, opens="rulebook.procedure"),
    Chapter("Căn cứ", "rulebook.grounds", ground_entries),
    Chapter("Thẩm quyền", "rulebook.competence", competence_entries),
    Chapter("Ai được làm gì", "rulebook.roles", role_entries),
    Chapter("Nghi vấn", "flags.chapter"),
    Chapter("Văn bản", "rulebook.instruments", instrument_entries),
    Chapter("Điều gì đổi", "rulebook.changes"),
    Chapter("Ví dụ", "worked_examples.index", opens="worked_examples.show"),
    Chapter("Tính hạn", "calculator.index"),
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A row found, in which chapter, and where it stands."""

    title: str
    detail: str
    chapter: str
    url: str


def hits(asked: str) -> list[Hit]:
    """What was found in all chapters, the best first."""
    ranked = [
        (place, chapter, entry)
        for chapter in CHAPTERS
        for entry in chapter.entries()
        if (place := rank(entry, asked)) is not None
    ]
    ranked.sort(key=lambda found: found[0])
    return [Hit(entry.title, entry.detail, chapter.label, chapter.url_of(entry)) for _, chapter, entry in ranked]
