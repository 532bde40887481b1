"""The language: folding tone marks, sorting Vietnamese names. Pure."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
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
