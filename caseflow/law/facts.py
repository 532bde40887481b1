"""The facts that steps ask for and rest on, read together: their words, their choices, answers to try a step with."""

from collections.abc import Collection

from caseflow.law.ask import YES_OR_NO, Ask, FactType, is_true
from caseflow.law.asks import ASKS
from caseflow.law.needs import NEEDS, NOTHING_TO_SEND, Need
from caseflow.law.terms import FIELDS, Instance, PetitionKind

__all__ = [
    "ASKS",
    "EXTENDED_BY",
    "INSTANCES",
    "NEEDS",
    "NOTHING_TO_SEND",
    "OBSTACLE",
    "YES_OR_NO",
    "Ask",
    "FactType",
    "Need",
    "favourable",
    "fields_of",
    "is_true",
    "wording",
]

OBSTACLE = ("obstacle_from", "obstacle_to")
EXTENDED_BY = "extended_by"
"""The first and the last day of what kept a citizen from complaining (LKN Đ9.2)."""

INSTANCES = {
    PetitionKind.COMPLAINT: (Instance.FIRST, Instance.SECOND),
    PetitionKind.DENUNCIATION: (Instance.FIRST, Instance.AGAIN, Instance.OVERDUE),
}
"""The instances of the kinds that have more than one way of coming again (LKN Đ7; LTC Đ37, Đ38)."""


def fields_of(kind: PetitionKind) -> tuple[tuple[str, str], ...]:
    """The fields that a kind of petition may have (TT 06/2025)."""
    return tuple((member.value, member.label) for member in FIELDS[kind])


def wording(name: str, value: object) -> str:
    """A recorded fact in words: the label of a choice, có / không, or the text itself."""
    ask = ASKS.get(name)
    if ask is None:
        return str(value)
    if ask.type is FactType.YES_NO:
        return "có" if is_true(value) else "không"
    labels = ask.offered
    if isinstance(value, list | tuple):
        return "; ".join(labels.get(str(part), str(part)) for part in value)
    return labels.get(str(value), str(value))


def favourable(asks: Collection[str]) -> dict[str, object]:
    """Answers with which a step may be tried before anything was typed: yes, and as many as any rule wants."""
    return {name: _favourable(ASKS[name]) for name in asks if ASKS[name].type in _FAVOURABLE}


_FAVOURABLE: dict[FactType, object] = {
    FactType.YES_NO: "yes",
    FactType.TEXT: "…",
    FactType.LONG_TEXT: "…",
    FactType.NUMBER: 2,
    FactType.HOUR: "06:30",
    FactType.SEVERAL: 2,
}


def _favourable(ask: Ask) -> object:
    return list(ask.offered)[:2] if ask.type is FactType.SEVERAL else _FAVOURABLE[ask.type]
