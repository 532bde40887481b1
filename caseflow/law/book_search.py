"""Searching the whole rule book: every row as words that can be found, and the finding, which minds no tone marks.

A chapter of the book offers its rows here as entries; what an entry leads to is a place on its chapter's page.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from caseflow.law.book import anchors, length, numbered, recorders, slug, source, span, target
from caseflow.law.competence import COMPETENCES
from caseflow.law.ground_book import GROUND_LISTS
from caseflow.law.instruments import INSTRUMENTS
from caseflow.law.periods import PERIODS
from caseflow.law.rights import RIGHTS, Right, roles_with
from caseflow.law.tables import TABLES
from caseflow.law.terms import Role
from caseflow.text import fold, tidy


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it is found: what it is, what else to know; further words; where on its chapter's page it stands."""

    title: str
    detail: str
    words: str = ""
    anchor: str = ""
    place: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Everything that can be found."""
        return tidy(f"{self.title} {self.detail} {self.words}").casefold()


def rank(entry: Entry, asked: str) -> tuple[bool, bool, bool] | None:
    """Where an entry stands among what was found, the least first; None where it lacks a word asked for.

    First what holds the words as they were typed, tone marks and all; then what holds them one after another; then what
    holds them in its title. A word is found where a word begins with it.
    """
    typed, plain, text = tidy(asked).casefold(), fold(asked), fold(entry.text)
    if not plain or not _holds(text, plain):
        return None
    return not _holds(entry.text, typed), plain not in text, not _holds(fold(entry.title), plain)


def _holds(text: str, asked: str) -> bool:
    return all(re.search(rf"(?<!\w){re.escape(word)}", text) for word in asked.split())


def period_entries() -> Iterator[Entry]:
    """The statutory periods."""
    places = anchors()
    for row in PERIODS:
        yield Entry(
            row.label,
            f"{row.code}; {length(row)}, tính từ {row.start}; {row.basis}; {span(row.since, row.until)}",
            f"{row.family} {row.subject} {row.ends} {row.note} {row.variant.label}",
            places[row.code, row.family],
        )


def step_entries() -> Iterator[Entry]:
    """The steps of every procedure."""
    for table in TABLES.values():
        for row in numbered(table):
            step = row.step
            ways = f"{source(step)} → {target(step)}"
            yield Entry(
                step.action.label[:1].upper() + step.action.label[1:],
                "; ".join(part for part in (table.label, ways, step.basis, span(step.since, step.until)) if part),
                f"{step.document} {step.signed_by.label} {recorders(step)}",
                row.anchor,
                {"procedure": slug(table.label)},
            )


def ground_entries() -> Iterator[Entry]:
    """The grounds and criteria."""
    for each in GROUND_LISTS:
        for ground in each.grounds:
            detail = "; ".join(part for part in (each.title, ground.basis, span(ground.since, ground.until)) if part)
            yield Entry(ground.text[:1].upper() + ground.text[1:], detail, ground.code, each.anchor(ground))


def competence_entries() -> Iterator[Entry]:
    """Who must settle."""
    for number, row in enumerate(COMPETENCES, start=1):
        detail = "; ".join(part for part in (row.settler.label, row.basis, span(row.since, row.until)) if part)
        title = f"Thẩm quyền: {row.kind.label} {row.instance.label}, {row.author.label}"
        yield Entry(title, detail, anchor=f"tham-quyen-{number}")


def role_entries() -> Iterator[Entry]:
    """Roles with their rights, rights with their roles."""
    for role in Role:
        rights = ", ".join(right.label for right in Right if right in RIGHTS[role])
        yield Entry(f"Vai trò: {role.label}", rights, place={"vai_tro": slug(role.label)})
    for right in Right:
        held = ", ".join(role.label for role in Role if role in roles_with(right))
        yield Entry(f"Quyền: {right.label}", held or "không vai trò nào", anchor=f"quyen-{slug(right.label)}")


def instrument_entries() -> Iterator[Entry]:
    """The legal texts."""
    for text in INSTRUMENTS:
        yield Entry(f"{text.title} {text.number}", f"{span(text.since, text.until)}; {text.note}", text.key, text.key)
