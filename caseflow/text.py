"""The language: folding tone marks, the words of a text, sorting Vietnamese names. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_OLD_PLACES = re.compile(r"([òóỏõọ])([ae])$|([ùúủũụ])(y)$")
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}


def fold(text: str) -> str:
    """Lower case without any tone mark or shape, đ as d, spaces collapsed: how texts are compared."""
    plain = unicodedata.normalize("NFD", text.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _SPACES.sub(" ", kept.replace("đ", "d").replace("ð", "d")).strip()


def tidy(text: str) -> str:
    """The same words in NFC with single spaces; Ð typed for Đ is put right."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ")).strip()


class Word(NamedTuple):
    """A word of a text: with its marks, without them, and where it stands."""

    marked: str
    folded: str
    start: int
    end: int

    @property
    def is_marked(self) -> bool:
        """Whether a mark was typed in it."""
        return self.marked != self.folded


def words_in(text: str) -> Iterator[Word]:
    """The words of a text, in either normal form; hòa and hoà are one word."""
    for found in _WORD.finditer(text):
        yield Word(*_forms(found[0]), found.start(), found.end())


@lru_cache(maxsize=20_000)  # there are few syllables, and an index asks for each many thousand times
def _forms(word: str) -> tuple[str, str]:
    """A word with its marks and without, in lower case."""
    composed = unicodedata.normalize("NFC", word.casefold()).replace("ð", "đ")
    letters = "".join(letter for letter in composed if not unicodedata.combining(letter))
    return _OLD_PLACES.sub(_in_new_place, letters), fold(word)


def _in_new_place(found: re.Match[str]) -> str:
    """The tone on the last vowel of oa, oe, uy, where the newer spelling puts it."""
    toned, last = found[1] or found[3], found[2] or found[4]
    parts = unicodedata.normalize("NFD", toned)
    return parts[0] + unicodedata.normalize("NFC", last + parts[1])


def _word_key(word: str) -> tuple[str, str]:
    """Letters, of which ă â ê ô ơ ư đ are letters of their own, and the tone: how a Vietnamese dictionary sorts."""
    letters: list[str] = []
    tone = "0"
    for char in unicodedata.normalize("NFD", word.casefold()):
        if char in _TONES:
            tone = _TONES[char]
        elif char in _SHAPES and letters:
            letters[-1] = letters[-1][0] + _SHAPES[char]
        elif not unicodedata.combining(char):
            letters.append("d1" if char in "đð" else f"{char}0")
    return "".join(letters), tone


def sort_key(name: str) -> str:
    """A text that sorts Vietnamese names by given name, then family, then middle names; tones decide last."""
    words = tidy(name).split(" ")
    ordered = [words[-1], words[0], *words[1:-1]] if len(words) > 1 else words
    keys = [_word_key(word) for word in ordered]
    return " ".join(letters for letters, _ in keys) + "|" + "".join(tone for _, tone in keys)
