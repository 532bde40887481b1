"""What is hidden, and how words are cleaned of an identity (LTC Đ8.3, Đ56; NĐ 154/2026 Đ12.2). Pure."""

import re
from collections.abc import Iterable

from caseflow.text import fold

KEPT_SECRET = "(giữ bí mật)"
DENOUNCER = "[người tố cáo]"

_SHORTEST = 4


def redact(words: str, identity: Iterable[str]) -> str:
    """The same text with every occurrence of an identity's words replaced, however its tone marks were typed."""
    cleaned = words
    for secret in sorted({part.strip() for part in identity if len(part.strip()) >= _SHORTEST}, key=len, reverse=True):
        cleaned = _replace_folded(cleaned, fold(secret))
    return cleaned


def _replace_folded(words: str, secret: str) -> str:
    """Find the folded secret in the folded words and cut the same stretch out of the original."""
    folded: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(words):
        plain = fold(char) or (" " if char.isspace() else "")
        if plain == " " and folded and folded[-1] == " ":
            continue
        for letter in plain:
            folded.append(letter)
            origin.append(place)
    found = re.finditer(rf"(?<!\w){re.escape(secret)}(?!\w)", "".join(folded))
    for match in reversed(list(found)):
        start, end = origin[match.start()], origin[match.end() - 1] + 1
        words = words[:start] + DENOUNCER + words[end:]
    return words
