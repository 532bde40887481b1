"""Where a text meant for everybody still says who somebody is: known people, and whatever reads like a person. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from caseflow.law.secrecy import Redactor, Span, merged

LEFT_OUT = "[…]"
SURNAMES = frozenset(
    (
        *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"),
        *("Dương", "Lý", "Trương", "Đinh", "Mai", "Tạ", "Lương", "Trịnh", "Lưu", "Nghiêm", "Quách", "Thạch", "Kiều"),
        *("Diệp", "Tống"),
    )
)
"""Surnames, with their marks: without them many are words that begin a sentence. Those of provinces (Hà, Thái, Cao,
Lâm) are seen by what follows them."""
MIDDLE = frozenset({"Thị", "Văn"})
PLACES = frozenset(
    ("xã", "phường", "đường", "phố", "thôn", "tỉnh", "huyện", "quận", "khu", "chợ", "trường", "sông", "cầu", "hồ")
)
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESSED = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|cô|chú|bác|cụ|em)\s+(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){0,4})", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\w/])\+?\d(?:[ .\-]?\d){8,}(?![\w/])")
_MONEY = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_MAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_ADDRESS = re.compile(
    r"(?<!\w)(?:số nhà\s+\w+|thôn\s+\w+|xóm\s+\w+|ngõ\s+\d+\w*|kiệt\s+\d+\w*|hẻm\s+\d+\w*|tổ dân phố\s+\w+|"
    r"khu phố\s+\d+\w*|thửa(?:\s+đất)?\s+(?:số\s+)?\d+\w*|tờ bản đồ\s+(?:số\s+)?\d+\w*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether it would say who somebody is."""

    words: str
    is_revealing: bool


def one_form(words: str) -> str:
    """A text with each letter and its mark as one sign, blanks at its ends gone."""
    return unicodedata.normalize("NFC", words).strip()


def revealing(words: str, known: Redactor) -> list[Span]:
    """The stretches of a text that name, number or place a person, in order."""
    return merged([*known.found(words), *_read_like_a_person(words)])


def pieces(words: str, spans: Iterable[Span]) -> Iterator[Piece]:
    """The text cut at those stretches, nothing of it lost."""
    reached = 0
    for start, end in spans:
        if start > reached:
            yield Piece(words[reached:start], is_revealing=False)
        yield Piece(words[start:end], is_revealing=True)
        reached = end
    if reached < len(words):
        yield Piece(words[reached:], is_revealing=False)


def without(words: str, spans: Iterable[Span]) -> str:
    """The text with a sign in place of each of those stretches."""
    return "".join(LEFT_OUT if piece.is_revealing else piece.words for piece in pieces(words, spans))


def _read_like_a_person(words: str) -> Iterator[Span]:
    for pattern in (_MAIL, _ADDRESS):
        yield from (match.span() for match in pattern.finditer(words))
    yield from (match.span() for match in _NUMBER.finditer(words) if not _MONEY.fullmatch(match[0]))
    for match in _ADDRESSED.finditer(words):
        length = _capitals(match["name"])
        if length:
            yield match.start(), match.start("name") + length
    yield from _named(words)


def _capitals(words: str) -> int:
    """How far a text goes on in words with a capital, in letters."""
    end = 0
    for match in _WORD.finditer(words):
        if not match[0][0].isupper():
            break
        end = match.end()
    return end


def _named(words: str) -> Iterator[Span]:
    """A surname with what follows it in capitals, unless it is the name of a place."""
    tokens = list(_WORD.finditer(words))
    for place, token in enumerate(tokens):
        before = tokens[place - 1][0].lower() if place else ""
        following = [*_followed(words, tokens, place)]
        is_surname = token[0].title() in SURNAMES or (following and following[0][0].title() in MIDDLE)
        if following and token[0][0].isupper() and is_surname and before not in PLACES:
            yield token.start(), following[-1].end()


def _followed(words: str, tokens: Sequence[re.Match[str]], place: int) -> Iterator[re.Match[str]]:
    """The words in capitals that come right after one, no more than a name has."""
    end = tokens[place].end()
    for following in tokens[place + 1 : place + 5]:
        if not following[0][0].isupper() or words[end : following.start()].strip():
            return
        end = following.end()
        yield following
