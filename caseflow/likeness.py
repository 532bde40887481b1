"""How alike two tellings of a matter are: their words after folding, the signature they are found by, what they share.

Pure. Tone marks, capitals, boilerplate ("kính gửi", "đề nghị xem xét"), abbreviations and former names of communes make
no difference; numbers and names count for more than the words that every petition has. Nothing here decides anything.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from math import fsum

from caseflow.text import fold, tidy

BANDS, ROWS = 16, 3
"""Texts with half of their word pairs in common meet in a band nine times in ten, with a tenth once in sixty."""
MOST_WORDS = 400
"""What a text says after that many words changes its signature and its score no more."""
NAME_WEIGHT, NUMBER_WEIGHT, PLAIN_WEIGHT, COMMON_WEIGHT = 2.0, 2.5, 1.0, 0.4
LEAST_TOLD = 9.0
"""How much a shorter text must say before its standing whole inside a longer one speaks for itself."""
INSIDE = 0.9
"""What being contained counts against being equal."""
ELSEWHERE, OTHER_NAMES = 0.7, 0.85
"""What speaking of another commune, or naming others, leaves of a likeness."""

Phrase = tuple[str, ...]
_WORD = re.compile(r"\d+(?:[./,:-]\d+)*|(?:[^\W\d_]\.){2,}|\w+")
_PRIME = (1 << 61) - 1


def _phrases(lines: str) -> Iterator[Phrase]:
    return (tuple(line.split()) for line in lines.strip().splitlines())


BOILERPLATE: Mapping[Phrase, Phrase] = dict.fromkeys(
    _phrases(
        """
        kinh gui
        kinh mong
        kinh de nghi
        kinh thua
        kinh trinh
        de nghi xem xet giai quyet
        xem xet giai quyet
        de nghi
        kien nghi
        phan anh ve viec
        phan anh
        tiep tuc
        trinh bay
        khieu nai lan hai
        khieu nai
        to cao
        don khieu nai
        don to cao
        don kien nghi
        don phan anh
        don de nghi
        don xin
        don cuu xet
        don keu cuu
        lam don
        viet don
        hoi ket qua don gui ngay
        hoi tien do giai quyet
        ket qua don
        gui lai
        cong hoa xa hoi chu nghia viet nam
        doc lap tu do hanh phuc
        xin cam doan
        xin chan thanh cam on
        toi ten la
        """
    ),
    (),
)
ABBREVIATIONS: Mapping[Phrase, Phrase] = {
    ("uy", "ban", "nhan", "dan"): ("ubnd",),
    ("uy", "ban"): ("ubnd",),
    ("giai", "phong", "mat", "bang"): ("gpmb",),
    ("giay", "chung", "nhan", "quyen", "su", "dung", "dat"): ("gcn",),
    ("giay", "chung", "nhan"): ("gcn",),
    ("gcnqsdd",): ("gcn",),
    ("so", "do"): ("gcn",),
    ("quyen", "su", "dung", "dat"): ("qsdd",),
    ("hoi", "dong", "nhan", "dan"): ("hdnd",),
    ("ho", "gia", "dinh"): ("gia", "dinh"),
}


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP = _listed(
    """
    va la thi ma cua cho de tai o trong ngoai tren duoi den tu voi ve viec cac nhung mot nay do khi nhu da dang se con
    cung rat bi duoc boi vi nen hay hoac theo ra vao len xuong lai toi chung ong ba anh chi em co khong chua van phai
    xin kinh gui don nham bang qua sau truoc giua nhieu moi roi neu
    """
)
"""Words that say nothing of a matter."""
COMMON = _listed(
    """
    dat nha quyet dinh so ngay thang nam xa phuong thon ban ubnd tinh huyen gia dinh ho dan nguoi can bo giai quyet gcn
    qsdd cap thu hoi boi thuong tro gpmb thua to du an cong trinh kiem tra xem xet tra loi lam ro xu ly noi dung co quan
    chinh quyen dia phuong lanh dao tham phap luat quy khu pho dong trieu tien muc nghi nguyen lan bien
    """
)
"""Words that every other petition has."""
PLACES = frozenset({"xa", "phuong", "thi", "tran", "thon", "ban", "khu", "pho"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and the place in the text that it was read from."""

    folded: str
    start: int
    end: int
    is_name: bool


@dataclass(frozen=True)
class Telling:
    """A text as it is compared: its words in order, without what every petition says."""

    text: str
    words: tuple[Word, ...]

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that name something: written with a capital inside a sentence, or initials."""
        return frozenset(word.folded for word in self.words if word.is_name)

    @cached_property
    def told(self) -> frozenset[str]:
        """The words that say something."""
        return frozenset(word.folded for word in self.words if word.folded not in STOP)

    @cached_property
    def pairs(self) -> frozenset[Phrase]:
        """Every two words that follow one another; a single word stands for itself."""
        said = [word.folded for word in self.words if word.folded not in STOP]
        return frozenset(pairwise(said)) or frozenset((word,) for word in said)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two tellings are, between 0 and 1, and the words that both have."""

    score: float
    shared: frozenset[str]


Phrasebook = Mapping[str, Sequence[tuple[Phrase, Phrase]]]
"""What is called otherwise, by its first word, the longest first."""


def phrasebook(former: Mapping[str, str]) -> Phrasebook:
    """What makes no difference, and former names of communes ("Xã Cam An") with what each is called now."""
    renamed = {tuple(fold(name).split()): tuple(fold(now).split()) for name, now in former.items()}
    found: dict[str, list[tuple[Phrase, Phrase]]] = {}
    for phrase, now in sorted(
        (renamed | dict(BOILERPLATE) | dict(ABBREVIATIONS)).items(), key=lambda pair: -len(pair[0])
    ):
        found.setdefault(phrase[0], []).append((phrase, now))
    return found


USUAL = phrasebook({})


def read(text: str, phrases: Phrasebook = USUAL) -> Telling:
    """Read a text for comparing, as a phrase book has it."""
    text = tidy(text)
    found = list(_words(text))[:MOST_WORDS]
    kept: list[Word] = []
    place = 0
    while place < len(found):
        said, now = _longest_phrase(found, place, phrases)
        if now is None:
            kept.append(found[place])
        else:
            start, end = found[place].start, found[place + said - 1].end
            is_place = now[:1] != () and now[0] in PLACES
            kept += [Word(word, start, end, is_place and word not in PLACES) for word in now]
        place += said
    return Telling(text, tuple(kept))


def _longest_phrase(found: list[Word], place: int, phrases: Phrasebook) -> tuple[int, Phrase | None]:
    """How many words from a place on are called otherwise, and how; one word that stays as it is."""
    for phrase, now in phrases.get(found[place].folded, ()):
        if tuple(word.folded for word in found[place : place + len(phrase)]) == phrase:
            return len(phrase), now
    return 1, None


def _words(text: str) -> Iterator[Word]:
    """Every word with its place; a capital names something unless it only begins a sentence."""
    begins = True
    for match in _WORD.finditer(text):
        said = match[0]
        is_name = said[0].isupper() and not begins and not (said.isupper() and len(said) > 1 and "." not in said)
        yield Word(fold(said.replace(".", "") if said[0].isalpha() else said), match.start(), match.end(), is_name)
        begins = text[match.end() : match.end() + 1] in (".", "!", "?", ":", "\n") and "." not in said


def bands(telling: Telling) -> tuple[int, ...]:
    """The numbers by which a telling is found again: texts that share many word pairs share one of them (MinHash).

    Nothing for a text that says nothing.
    """
    hashes = [_number("\x1f".join(pair).encode()) for pair in telling.pairs]
    if not hashes:
        return ()
    least = [min((a * one + b) % _PRIME for one in hashes) for a, b in _TURNS]
    return tuple(
        _number(repr((band, least[band * ROWS : (band + 1) * ROWS])).encode(), size=7) for band in range(BANDS)
    )


def _number(content: bytes, size: int = 8) -> int:
    return int.from_bytes(blake2b(content, digest_size=size).digest(), "big")


_TURNS = tuple(
    (_number(f"a{turn}".encode()) % _PRIME | 1, _number(f"b{turn}".encode()) % _PRIME) for turn in range(BANDS * ROWS)
)
"""The turns by which the word pairs are shuffled; always the same, for signatures are kept."""


def compare(one: Telling, other: Telling, *, elsewhere: bool = False) -> Likeness:
    """How alike two tellings are: their words, weighed, and how many follow one another in both.

    `elsewhere`: they are known to speak of two communes. So are two texts likely to, of which each names what the
    other does not.
    """
    shared = one.told & other.told
    if not shared:
        return Likeness(0.0, shared)
    names = one.names | other.names
    weight = {word: _weight(word, names) for word in one.told | other.told}
    common = fsum(weight[word] for word in shared)
    sizes = sorted(fsum(weight[word] for word in telling.told) for telling in (one, other))
    equal = common / fsum(weight.values())
    pairs = one.pairs & other.pairs
    in_order = len(pairs) / len(one.pairs | other.pairs)
    score = (equal + in_order) / 2
    if sizes[0] >= LEAST_TOLD:
        inside = common / sizes[0]
        inside_in_order = len(pairs) / min(len(one.pairs), len(other.pairs))
        score = max(score, INSIDE * (inside + inside_in_order) / 2)
    if elsewhere:
        score *= ELSEWHERE
    if one.names - other.told and other.names - one.told:
        score *= OTHER_NAMES
    return Likeness(score, shared)


def _weight(word: str, names: frozenset[str]) -> float:
    if any(char.isdigit() for char in word):
        return NUMBER_WEIGHT
    if word in COMMON:
        return COMMON_WEIGHT
    return NAME_WEIGHT if word in names else PLAIN_WEIGHT


def marked(telling: Telling, shared: frozenset[str]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether its words stand in the other text too; joined they are the whole text."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for word in telling.words:
        if word.folded not in shared or word.start < at:
            continue
        gap = telling.text[at : word.start]
        if pieces and pieces[-1][1] and not _WORD.search(gap):
            pieces[-1] = (pieces[-1][0] + gap + telling.text[word.start : word.end], True)
        else:
            pieces += [(gap, False)] if gap else []
            pieces.append((telling.text[word.start : word.end], True))
        at = word.end
    rest = telling.text[at:]
    return [*pieces, (rest, False)] if rest else pieces
