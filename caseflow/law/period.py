"""The shape of a statutory period (thời hạn): one row of the rule table, with its article and its dates."""

from dataclasses import dataclass
from datetime import date

from caseflow.law.terms import Confidence, Nature, Roll, Unit, Variant

LOCAL = "NOI-BO"
"""The edition of a row that is the province's own and not the law's."""
IN_DOUBT = frozenset({Confidence.PRESS, Confidence.MEMORY})
"""Sources that a legal officer must still hold against the text itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One wording of one period: how long, counted how, from what to what, by which article, in force when.

    A family gathers the editions (wordings that follow one another) and the variants (wordings for a kind of
    case) of one period; without a family of its own a row is its own family. `extends` names the family whose
    strict end an extension moves; `after` names the family whose expiry opens this one.
    """

    code: str
    family: str = ""
    label: str
    subject: str
    variant: Variant = Variant.NORMAL
    start: str
    amount: int | None
    unit: Unit
    rolls: Roll = Roll.FORWARD
    ends: str
    basis: str
    since: date
    until: date = date.max
    edition: str
    confidence: Confidence
    nature: Nature = Nature.DUTY
    at_least: bool = False
    extends: str = ""
    after: str = ""
    note: str = ""
    confirmed: bool = False  # by a legal officer, whatever the source

    def __post_init__(self) -> None:
        """A row without a family is a family of one."""
        if not self.family:
            object.__setattr__(self, "family", self.code)

    def governs(self, day: date) -> bool:
        """Whether this wording is in force on a day, both ends included."""
        return self.since <= day <= self.until

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the source leaves a doubt that no legal officer has lifted yet."""
        return self.confidence in IN_DOUBT and not self.confirmed
