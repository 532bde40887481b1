"""What a clock is told and what it tells: marks from a history on one side, a clock read from them on the other."""

from dataclasses import dataclass
from datetime import date, datetime

from caseflow.law.period import LOCAL, Period
from caseflow.law.terms import ClockState, Confidence, Term, Unit, Variant

EVERY_FAMILY = "*"


class MarkKind(Term):
    """What a step of a history does to a clock."""

    START = "start", "bắt đầu"
    END = "end", "kết thúc"
    DROP = "drop", "bỏ"
    PAUSE = "pause", "tạm dừng"
    RESUME = "resume", "tiếp tục"
    EXTEND = "extend", "gia hạn"
    VARIANT = "variant", "đổi loại"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that a step does to the clocks of a family, or, with the family "*", to all that are open.

    A START of a period in hours carries its moment, of a date set by a document its due day; one `beside` another
    leaves the clock of its family that still runs alone; one `after` a family starts on the day on which the clock of
    that family that its step has ended ran out. An EXTEND names the family of the extension row and, where the decision
    gives less than the row allows, by how much.
    """

    kind: MarkKind
    family: str
    on: date
    cause: str
    moment: datetime | None = None
    due: date | None = None
    variant: Variant | None = None
    extension: str = ""
    beside: bool = False
    after: str = ""
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A suspension, from the day it was decided to the day of its continuation, or still lasting.

    The days after the first are not counted, the last included.
    """

    from_: date
    to: date | None
    cause: str
    to_cause: str = ""  # what continued it


@dataclass(frozen=True, slots=True)
class Extension:
    """A decision to extend; one given after the period had ended is kept but not counted."""

    on: date
    code: str
    basis: str
    amount: int
    cause: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A determination that gave a running clock another wording: complex, or in a remote area."""

    on: date
    code: str
    basis: str
    variant: Variant
    before: int
    after: int
    cause: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A period that runs, ran or waits in one history, as it stands on the day it is read.

    `amount` is the figure of the row, extensions apart; `moment` the hour at which a period in hours ends;
    `opens_on` the first day of a right that another period's expiry opened, or of a clock not yet open.
    `cause` is the event that last set the due dates, with the calendar version that decided them.
    """

    family: str
    code: str
    edition: str
    variant: Variant
    label: str
    basis: str
    confidence: Confidence
    start_on: date
    start_cause: str
    occurrence: int
    amount: int | None
    unit: Unit
    due_strict: date
    due_legal: date
    moment: datetime | None
    pauses: tuple[Pause, ...]
    extensions: tuple[Extension, ...]
    met_on: date | None
    met_cause: str
    state: ClockState
    opens_on: date | None
    provisional: bool
    cause: str
    period: Period
    changes: tuple[Change, ...] = ()

    @property
    def key(self) -> tuple[str, str, int]:
        """What stays the same however often the clock is read."""
        return (self.family, self.start_cause, self.occurrence)

    @property
    def is_local(self) -> bool:
        """Whether the period is the province's own rule and not the law's."""
        return self.edition == LOCAL

    @property
    def total(self) -> int | None:
        """The whole count: the figure of the row and every extension that counts."""
        if self.amount is None:
            return None
        return self.amount + sum(extension.amount for extension in self.extensions if extension.counted)
