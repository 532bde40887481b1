"""Texts of invented petitions: a summary as an officer types it into the register, and the letter behind it.

Lengths follow a real register: a tenth under 48 characters, half under 147, a tenth over 337, a few near 2.000.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from caseflow.demo.chance import weighted
from caseflow.demo.frames import Sections, Theme, frames
from caseflow.demo.slots import Scene
from caseflow.law.terms import Instance, PetitionKind
from caseflow.text import fold

_LENGTHS = ((0.0, 26), (0.1, 40), (0.5, 158), (0.9, 325), (0.99, 690), (1.0, 1900))
_SHORT = 80
_HALF_A_SENTENCE = 38
_CANDIDATES = 5
_WHEN = " :: "
_SECTION = {
    PetitionKind.FEEDBACK: "feedback",
    PetitionKind.COMPLAINT: "complaint",
    PetitionKind.DENUNCIATION: "denunciation",
    PetitionKind.CIVIL: "civil",
    PetitionKind.LAND_DISPUTE: "dispute",
}
_WHERE = ("", " tại {hamlet}", " ở {commune}", " tại {hamlet}, {commune}")
_OTHER_WORDS = (
    ("Kiến nghị", "Đề nghị"),
    ("Đề nghị", "Kính đề nghị"),
    ("Phản ánh", "Phản ánh về"),
    ("Khiếu nại", "Tiếp tục khiếu nại"),
    ("Tố cáo", "Tiếp tục tố cáo"),
    ("gia đình", "hộ gia đình"),
    (" UBND", " Ủy ban nhân dân"),
    ("GPMB", "giải phóng mặt bằng"),
    ("xem xét", "xem xét, giải quyết"),
    (" tại ", " ở "),
    ("chưa được", "vẫn chưa được"),
)


@dataclass(frozen=True, slots=True)
class Composed:
    """A summary, the frame it opens with, and the letter."""

    frame: str
    summary: str
    letter: str


def wanted_length(share: float) -> int:
    """The length in characters that a share of all summaries stays under."""
    for (below, short), (above, long) in pairwise(_LENGTHS):
        if share <= above:
            return round(short * math.pow(long / short, (share - below) / (above - below)))
    return _LENGTHS[-1][1]


def _openers(kind: PetitionKind, theme: Theme, instance: Instance, *, short: bool) -> tuple[str, ...]:
    """The frames a summary may open with."""
    own, section = frames(theme.value), _SECTION[kind]
    if kind is PetitionKind.COMPLAINT and instance is Instance.SECOND:
        return frames("general")["second"]
    brief = "short" if kind not in {PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION} else f"{section}_short"
    if short and brief in own:
        return tuple(frame + where for frame in own[brief] for where in _WHERE)
    if kind is PetitionKind.FEEDBACK:
        return (*own[section], *frames("general")["lead"])
    return own[section]


def _opening(rng: Random, scene: Scene, openers: tuple[str, ...], length: int) -> tuple[str, str]:
    """Of a few frames the one that comes nearest to the length, filled in."""
    drawn = rng.sample(openers, min(_CANDIDATES, len(openers)))
    filled = [(frame, scene.fill(frame)) for frame in drawn]
    return min(filled, key=lambda pair: abs(len(pair[1]) - length))


def _suits(frame: str, opening: str) -> bool:
    """Whether a sentence may follow: `lấn|ranh :: ...` only after an opening with one of the words."""
    words, mark, _ = frame.partition(_WHEN)
    return not mark or any(word in opening.lower() for word in words.split("|"))


def _further(rng: Random, own: Sections, opening: str) -> list[tuple[int, str]]:
    """What may follow the opening, shuffled, each with its place in the order of a telling."""
    general = frames("general")
    parts = (own["story"], general["history"], general["harm"], own["ask"] + general["ask"])
    ranked = [
        (rank, frame.rpartition(_WHEN)[2])
        for rank, section in enumerate(parts)
        for frame in section
        if _suits(frame, opening)
    ]
    rng.shuffle(ranked)
    return ranked


def _letter(rng: Random, scene: Scene, told: list[str], more: list[tuple[int, str]]) -> str:
    """The petition itself, without the name of whoever sent it."""
    general = frames("general")
    added = sorted(more[: rng.randrange(3, 8)])
    paragraphs = (
        rng.choice(general["opening"]),
        scene.fill(rng.choice(general["course"])),
        ". ".join(told) + ".",
        ". ".join(scene.fill(frame) for _, frame in added) + ".",
        rng.choice(general["closing"]),
        scene.fill(rng.choice(general["papers"])),
    )
    return "\n\n".join(paragraphs)


def compose(
    rng: Random, *, kind: PetitionKind, theme: Theme, scene: Scene, length: int, instance: Instance = Instance.FIRST
) -> Composed:
    """One matter put into words of about a length; parties and decisions are slots already filled in the scene."""
    openers = _openers(kind, theme, instance, short=length < _SHORT)
    own = frames(theme.value)
    issues = own.get("contested", own["issue"]) if kind is PetitionKind.COMPLAINT else own["issue"]
    scene["issue"] = rng.choice(issues).format_map(scene.turn())
    frame, opening = _opening(rng, scene, openers, length)
    more, told, size = _further(rng, own, opening), [(-1, opening)], len(opening)
    while more and size + _HALF_A_SENTENCE < length:
        rank, following = more.pop()
        told.append((rank, scene.fill(following)))
        size += len(told[-1][1]) + 2
    told.sort(key=lambda part: part[0])
    sentences = [sentence for _, sentence in told]
    return Composed(frame, ". ".join(sentences), _letter(rng, scene, sentences, more))


def retyped(rng: Random, summary: str) -> str:
    """The same matter typed again: mostly word for word, at times with other words or without tone marks."""
    manner = weighted(rng, (("same", 88), ("words", 9), ("plain", 3)))
    if manner == "same":
        return summary
    if manner == "plain":
        return fold(summary)
    known = [pair for pair in _OTHER_WORDS if pair[0] in summary]
    for old, new in rng.sample(known, min(2, len(known))):
        summary = summary.replace(old, new, 1)
    return summary if known else f"{summary} (gửi lại)"
