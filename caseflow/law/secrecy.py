"""What is hidden, from whom, and how words are cleaned of an identity (LTC Đ8.3, Đ56; NĐ 154/2026 Đ12.2). Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from caseflow.text import fold, tidy

KEPT_SECRET = "(giữ bí mật)"  # noqa: S105 - what a screen shows instead of a name
DENOUNCER = "[người tố cáo]"

_SHORTEST = 4
_NUMBER_LENGTH = 6
_FAMILIAR_FROM = 4  # names of so many words are also used by their last two
_BETWEEN = r"[\W_]*"
_BETWEEN_DIGITS = r"[\s.\-()]*"
_ABROAD = r"(?:(?:\+|00)?84|0)"
_ADDRESSES = ("ông", "bà", "anh", "chị", "cô", "chú", "bác", "cụ", "em")
_PUBLIC_PLACES = re.compile(r"(xa|phuong|thi tran|thi xa|huyen|quan|tinh|thanh pho|tp|dac khu|viet nam)\b")

Span = tuple[int, int]


def is_named(name: str, among: Iterable[str]) -> bool:
    """Whether words about the denounced hold somebody's name; whoever merely bears the same name is taken for them."""
    own = f" {fold(name)} "
    return any(own in f" {_only_words(words)} " for words in among)


def _only_words(words: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in fold(words)).split())


def words_of(*, name: str, phone: str = "", paper_number: str = "", address: str = "") -> frozenset[str]:
    """The words by which a person can be recognised: name, numbers, address and its parts below the commune.

    The commune itself stays: it is where the matter is, and tells nobody apart.
    """
    parts = [part.strip() for part in re.split(r"[,;–]", address)]
    private = [part for part in parts if not _PUBLIC_PLACES.match(fold(part))]
    numbers = [number.strip() for number in re.split(r"[,;/]", f"{phone};{paper_number}")]
    return frozenset(word for word in (tidy(name), address, *private, *numbers) if word)


class Redactor:
    """Takes every occurrence of an identity's words out of texts, however their tone marks were typed.

    A number is found with blanks, dots or +84 in it, a name also without its blanks ("nguyenvana"). Of `names` the ways
    in which a person is spoken of go too. Made once for an identity, it cleans many texts.
    """

    def __init__(self, identity: Iterable[str], *, names: Iterable[str] = ()) -> None:
        secrets = {secret for secret in identity if len(_squeezed(fold(secret))) >= _SHORTEST}
        self._plain = _any_of(_pattern(secret) for secret in secrets)
        self._marked = _any_of(short for name in names for short in _familiar(name))

    def clean(self, words: str) -> str:
        """The text without them; one that has none of them comes back unchanged."""
        for start, end in reversed(self.found(words)):
            words = words[:start] + DENOUNCER + words[end:]
        return words

    def found(self, words: str) -> list[Span]:
        """The stretches of a text in which they stand, in order, none overlapping another."""
        spans: list[Span] = []
        if self._plain:
            spans += _Reading(words, marks=False).found(self._plain)
        if self._marked:
            spans += _Reading(words, marks=True).found(self._marked)
        return merged(spans)


def redact(words: str, identity: Iterable[str], *, names: Iterable[str] = ()) -> str:
    """One text without the words of an identity (see Redactor)."""
    return Redactor(identity, names=names).clean(words)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """One expression for all of them, the longest tried first; it looks ahead, so that what overlaps is found too."""
    ordered = sorted(set(patterns), key=len, reverse=True)
    return re.compile(f"(?=({'|'.join(ordered)}))") if ordered else None


@cache
def _folded(char: str) -> str:
    return "" if unicodedata.category(char) == "Cf" else fold(char) or (" " if char.isspace() else "")


class _Reading:
    """A text as it is searched, each letter remembering where it came from."""

    def __init__(self, words: str, *, marks: bool) -> None:
        self.words = words
        read = _exact if marks else _folded
        found = [(letter, place) for place, char in enumerate(words) for letter in read(char)]
        self.letters = "".join(letter for letter, _ in found)
        self.origin = [place for _, place in found]

    def found(self, pattern: re.Pattern[str]) -> Iterator[Span]:
        """Every stretch of the original text that an expression matches."""
        for match in pattern.finditer(self.letters):
            start, end = self.origin[match.start(1)], self.origin[match.end(1) - 1] + 1
            while end < len(self.words) and unicodedata.combining(self.words[end]):
                end += 1  # a mark typed apart belongs to the letter before it
            yield start, end


@cache
def _exact(char: str) -> str:
    return "" if unicodedata.category(char) == "Cf" else unicodedata.normalize("NFD", char)


def _squeezed(words: str) -> str:
    return re.sub(r"[\W_]", "", words)


def _pattern(secret: str) -> str:
    """How a secret is found among folded letters."""
    digits = re.sub(r"\D", "", secret)
    if len(digits) >= _NUMBER_LENGTH and not re.search(r"[^\W\d_]", secret):
        first = _ABROAD if digits.startswith("0") else re.escape(digits[0])
        return rf"(?<!\d){first}{_BETWEEN_DIGITS}{_BETWEEN_DIGITS.join(digits[1:])}(?!\d)"
    letters = _Reading(secret, marks=False).letters
    tokens = [re.escape(token) for token in re.split(r"[\W_]+", letters) if token]
    return rf"(?<![^\W_]){_BETWEEN.join(tokens)}(?![^\W_])"


def _familiar(name: str) -> list[str]:
    """How a person is spoken of ("bà Ánh", "Bảo Ánh"): letter for letter, or "cô Quân" would also hide "cơ quan"."""
    tokens = tidy(name).title().split(" ")
    if len(tokens) == 1 or not all(token.isalpha() for token in tokens):
        return []
    given = tokens[-1]
    said = [
        f"{how} {written}"
        for who in _ADDRESSES
        for how in (who, who.capitalize(), who.upper())
        for written in (given, given.upper())
    ]
    if len(tokens) >= _FAMILIAR_FROM:
        said.append(" ".join(tokens[-2:]))
    return [rf"(?<!\w){_spaced(words)}(?![\w\u0300-\u036f])" for words in said]


def _spaced(words: str) -> str:
    return r"\s+".join(re.escape(unicodedata.normalize("NFD", token)) for token in words.split(" "))


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same stretches in order, those that touch each other as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
