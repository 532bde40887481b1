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


def _word_key(word: str) -> tuple[str, str, str]:
    """Letters first, then shapes (ă â ê ô ơ ư đ), then tones, as a Vietnamese dictionary sorts."""
    letters: list[str] = []
    shapes: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", word.casefold()):
        if unicodedata.combining(char):
            if char in _SHAPES and shapes:
                shapes[-1] = _SHAPES[char]
            elif char in _TONES:
                tones.append(_TONES[char])
            continue
        letters.append("d" if char in "đð" else char)
        shapes.append("1" if char in "đð" else "0")
    return "".join(letters), "".join(shapes), "".join(tones) or "0"


def sort_key(name: str) -> str:
    """A text that sorts Vietnamese names by given name, then family, then middle names."""
    words = tidy(name).split(" ")
    ordered = [words[-1], words[0], *words[1:-1]] if len(words) > 1 else words
    keys = [_word_key(word) for word in ordered]
    return " ".join(key[0] for key in keys) + "|" + "|".join(f"{key[1]}.{key[2]}" for key in keys)
