"""How the office answered: which outcome, how quickly, and what is still waiting, in the shares of the register."""

from datetime import date
from random import Random

from caseflow.demo.chance import weighted
from caseflow.law.terms import Action, PetitionKind, Term

_CIVIL = ((Action.FORWARD, 3), (Action.PROPOSE, 0), (Action.GUIDE, 12), (Action.FILE, 6), (Action.RETURN, 6))
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

URGED = 60 / 583
COMPLEX = 0.15

_WAITING = ((21, 0.97), (45, 0.82), (90, 0.62), (150, 0.42), (240, 0.26), (100_000, 0.10))
"""Days since receipt, and the share that still waits: nearly all of the last weeks, few of the first year."""
_WAITS_MORE = {PetitionKind.COMPLAINT: 1.5, PetitionKind.DENUNCIATION: 1.5}
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
    return rng.random() < min(_LONGEST, share * _WAITS_MORE.get(kind, 0.94))


def is_upward(rng: Random, kind: PetitionKind) -> bool:
    """Whether the province itself must settle it: as often as acceptance is proposed rather than forwarding."""
    weights = dict(SHARES[kind])
    proposed, forwarded = weights.get(Action.PROPOSE, 0), weights.get(Action.FORWARD, 0)
    return rng.random() < proposed / (proposed + forwarded)


def draw_outcome(rng: Random, *, kind: PetitionKind, upward: bool, again: bool) -> Action:
    """One outcome. Whoever sends the same again is more often filed; only the competent office accepts."""
    settles = {Action.PROPOSE: upward, Action.FORWARD: not upward}
    weights = dict(SHARES[kind])
    both = weights.get(Action.PROPOSE, 0) + weights.get(Action.FORWARD, 0)
    rows = [
        (action, both * settles[action] if action in settles else weight * _leaning(action, again=again))
        for action, weight in weights.items()
    ]
    return weighted(rng, rows)


def _leaning(action: Action, *, again: bool) -> float:
    """What a repeated paper changes: a quarter of all rows repeat, so the shares stay as they are."""
    if action is not Action.FILE:
        return 1.0
    return 2.2 if again else 0.7
