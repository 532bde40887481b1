"""Where the words that were searched for stand in a text: a few words around them, what was found set apart."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from caseflow.store.asked import Asked, Phrase
from caseflow.store.matter_words import Place, Text
from caseflow.text import Word, words_in

BEFORE, AROUND = 8, 32  # words before the first that was found, and in all


class Piece(NamedTuple):
    """A stretch of a text, found or not. The page escapes it like any other words."""

    words: str
    is_found: bool = False


class Excerpt(NamedTuple):
    """Where the words stand, and the words around them."""

    place: str
    pieces: Sequence[Piece]


def marked(text: str, asked: Asked) -> list[Piece]:
    """A whole text with what was found in it set apart."""
    return _cut(text, list(_spans(list(words_in(text)), asked)), 0, len(text))


def excerpt(texts: Sequence[Text], asked: Asked) -> Excerpt | None:
    """The words around what was found, in the text that holds most of it; none where the title says it all."""
    best, held = None, 0
    for text in texts:
        found = len({index for index, phrase in enumerate(asked.phrases) if _holds(text.words, phrase, asked)})
        if found > held:
            best, held = text, found
    if best is None or best.place in (Place.TITLE, Place.NUMBER):
        return None
    return Excerpt(best.place.value, _around(best.words, asked))


def _holds(text: str, phrase: Phrase, asked: Asked) -> bool:
    words = list(words_in(text))
    return any(_stands_at(words, start, phrase, asked) for start in range(len(words)))


def _around(text: str, asked: Asked) -> list[Piece]:
    words = list(words_in(text))
    spans = list(_spans(words, asked))
    first = next(index for index, word in enumerate(words) if word.start >= spans[0][0])
    begin = max(0, first - BEFORE)
    end = begin + AROUND
    is_cut = end < len(words)
    pieces = _cut(text, spans, words[begin].start if begin else 0, words[end - 1].end if is_cut else len(text))
    return [*([Piece("… ")] if begin else []), *pieces, *([Piece(" …")] if is_cut else [])]


def _spans(words: Sequence[Word], asked: Asked) -> Iterator[tuple[int, int]]:
    """From where to where each thing that was found stands, in order, none within another."""
    reached = 0
    for start, word in enumerate(words):
        ends = [
            words[start + len(phrase) - 1].end for phrase in asked.phrases if _stands_at(words, start, phrase, asked)
        ]
        if ends and word.start >= reached:
            reached = max(ends)
            yield word.start, reached


def _stands_at(words: Sequence[Word], start: int, phrase: Phrase, asked: Asked) -> bool:
    here = words[start : start + len(phrase)]
    if len(here) < len(phrase):
        return False
    *whole, last = zip(here, phrase, strict=True)
    is_open = asked.is_open and phrase is asked.phrases[-1]
    return all(one.folded == other.folded for one, other in whole) and (
        last[0].folded.startswith(last[1].folded) if is_open else last[0].folded == last[1].folded
    )


def _cut(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> list[Piece]:
    pieces, at = list[Piece](), start
    for begin, until in spans:
        if begin >= at and until <= end:
            pieces += [Piece(text[at:begin]), Piece(text[begin:until], is_found=True)]
            at = until
    return [piece for piece in (*pieces, Piece(text[at:end])) if piece.words]
