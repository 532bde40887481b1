"""What somebody typed into a search: words that must all be there, and phrases whose words follow one another.

What is found goes by the words without marks alone, so that marks typed or left out never change it. The same words
with their marks only decide what comes first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from caseflow.store.db import is_postgresql
from caseflow.text import Word, words_in

MOST_WORDS = 24
SHORTEST_BEGINNING = 2
_PARTS = re.compile(r'"([^"]*)"?|(\S+)')
_QUOTES = str.maketrans("“”„«»", '"""""')

Phrase = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The phrases asked for; a word by itself, like a number of several figures ("12/2026"), is a phrase too."""

    phrases: tuple[Phrase, ...]
    is_open: bool = False  # the last word is only the beginning of one

    def __bool__(self) -> bool:
        """Whether anything at all is asked for."""
        return bool(self.phrases)

    @property
    def can_open(self) -> bool:
        """Whether the last word is long enough to be taken for the beginning of one."""
        return bool(self.phrases) and len(self.phrases[-1][-1].folded) >= SHORTEST_BEGINNING

    @property
    def with_marks(self) -> tuple[Phrase, ...]:
        """The phrases in which a mark was typed."""
        return tuple(phrase for phrase in self.phrases if any(word.is_marked for word in phrase))

    def opened(self) -> "Asked":
        """The same, the last word being the beginning of one."""
        return replace(self, is_open=True)

    def folded(self) -> str:
        """All that is asked for, in the language of the index, without marks."""
        return self._expression(self.phrases, marked=False)

    def marked(self) -> str:
        """What was typed with marks, in the language of the index; "" where nothing was."""
        return self._expression(self.with_marks, marked=True)

    def _expression(self, phrases: tuple[Phrase, ...], *, marked: bool) -> str:
        last = self.phrases[-1] if self.is_open else None
        both = (([word.marked if marked else word.folded for word in phrase], phrase is last) for phrase in phrases)
        if is_postgresql():
            return " & ".join(_postgresql(words, is_open=is_open) for words, is_open in both)
        return " AND ".join(f'"{" ".join(words)}"{" *" if is_open else ""}' for words, is_open in both)


def _postgresql(words: list[str], *, is_open: bool) -> str:
    quoted = [f"'{word}'" for word in words]
    quoted[-1] += ":*" if is_open else ""
    return f"({' <-> '.join(quoted)})"


def read_asked(typed: str) -> Asked:
    """Read what was typed; words past the most that are taken are left out."""
    return Asked(tuple(_phrases(typed)))


def _phrases(typed: str) -> Iterator[Phrase]:
    left = MOST_WORDS
    for part in _PARTS.finditer(typed.translate(_QUOTES)):
        phrase = tuple(words_in(part[1] or part[2] or ""))[:left]
        left -= len(phrase)
        if phrase:
            yield phrase
