"""Overseeing the vault: what of who-looked-at-whom is kept even from those who oversee."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from caseflow.law.rights import Reader
from caseflow.law.secrecy import is_named
from caseflow.store.oversight import respondents_among
from caseflow.store.people import find_user


class OfMatter(Protocol):
    """A row that speaks of a matter."""

    @property
    def matter_id(self) -> int:
        """The key of the matter."""


Row = TypeVar("Row", bound=OfMatter)


def unless_denounced(rows: Sequence[Row], *, reader: Reader) -> list[Row]:
    """The rows of those denunciations in which the reader, or a namesake, is not denounced."""
    denounced = respondents_among(_matters(rows))
    name = find_user(reader.user_id).name
    return [row for row in rows if not is_named(name, denounced.get(row.matter_id, ()))]


def _matters(rows: Iterable[OfMatter]) -> set[int]:
    return {row.matter_id for row in rows}
