"""How the office answered: which outcome, how quickly, and what is still waiting, in the shares of the register."""

from datetime import date
from random import Random

from caseflow.demo.chance import weighted
from caseflow.law.terms import Action, PetitionKind, Term

_CIVIL = ((Action.FORWARD, 3), (Action.GUIDE, 12), (Action.FILE, 6), (Action.RETURN, 6))
SHARES: dict[PetitionKind, tuple[tuple[Action, int], ...]] = {
    PetitionKind.FEEDBACK: (
        (Action.FORWARD, 522),
        (Action.PROPOSE, 255),
        (Action.GUIDE, 194),
        (Action.FILE, 99),
        (Action.INFORM, 47),
        (Action.RETURN, 18),
    ),
    PetitionKind.DENUNCIATION: (
        (Action.FORWARD, 47),
        (Action.PROPOSE, 27),
        (Action.FILE, 17),
        (Action.GUIDE, 11),
        (Action.INFORM, 11),
    ),
    PetitionKind.COMPLAINT: (
        (Action.GUIDE, 35),
        (Action.PROPOSE, 33),
        (Action.FILE, 17),
        (Action.FORWARD, 7),
        (Action.INFORM, 6),
    ),
    PetitionKind.CIVIL: _CIVIL,
    PetitionKind.LAND_DISPUTE: ((Action.FORWARD, 4), (Action.GUIDE, 3), (Action.FILE, 1)),
}
"""Outcomes per kind as the register counts them; letters of urging are counted with the forwarding they follow."""

_EITHER_WAY = (Action.FILE, Action.INFORM)
URGED = 60 / 583
COMPLEX = 0.15

_WAITING = ((7, 0.95), (14, 0.6), (21, 0.3), (45, 0.12), (90, 0.04), (150, 0.012), (240, 0.004), (100_000, 0.0005))
"""Days since receipt, and the share that still waits: nearly all of the last weeks, hardly any of the first year.

Far fewer than in the register, whose outcomes are simply not filled in for every third row.
"""
_WAITS_LESS = {PetitionKind.COMPLAINT: 0.6, PetitionKind.DENUNCIATION: 0.6}
_OF_LATE = 80
_LONGEST = 0.98


class Pace(Term):
    """How an office works on one petition."""

    FAST = "fast", "sớm"
    NORMAL = "normal", "đúng hạn"
    SLOW = "slow", "sát hạn"
    LATE = "late", "trễ hạn"


PACES = ((Pace.FAST, 30.0), (Pace.NORMAL, 44.0), (Pace.SLOW, 18.0), (Pace.LATE, 8.0))


def is_waiting(rng: Random, *, kind: PetitionKind, received_on: date, today: date) -> bool:
    """Whether nothing has been decided on it yet."""
    age = (today - received_on).days
    share = next(share for limit, share in _WAITING if age <= limit)
    return rng.random() < min(_LONGEST, share * _WAITS_LESS.get(kind, 0.98))


def is_upward(rng: Random, kind: PetitionKind, *, age: int) -> bool:
    """Whether the province itself must settle it: as often as acceptance is proposed, and more of late.

    So that on any day it has complaints and denunciations under way, each with its clocks.
    """
    if kind in _WAITS_LESS and age < _OF_LATE:
        return rng.random() < _LONGEST
    decided = [(action is Action.PROPOSE, share) for action, share in SHARES[kind] if action not in _EITHER_WAY]
    return weighted(rng, decided)


def draw_outcome(rng: Random, *, kind: PetitionKind, upward: bool, again: bool) -> Action:
    """One outcome: the competent office proposes acceptance, another forwards, guides or returns."""
    shares = dict(SHARES[kind])
    either = {action: shares.pop(action, 0) * _leaning(action, again=again) for action in _EITHER_WAY}
    own = {action: share for action, share in shares.items() if (action is Action.PROPOSE) is upward}
    scale = sum(shares.values()) / sum(own.values())
    return weighted(rng, [*either.items(), *((action, share * scale) for action, share in own.items())])


def _leaning(action: Action, *, again: bool) -> float:
    """Whoever sends the same again is more often filed; over all rows the shares stay as they are."""
    if action is not Action.FILE:
        return 1.0
    return 2.2 if again else 0.7
