"""What a fact is that a step asks for: how it is called, typed, explained and chosen."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from caseflow.law.grounds import Ground, in_force
from caseflow.law.terms import Term

YES = frozenset({"yes", "true", "True", "1"})
YES_OR_NO = YES | {"no", "false", "False", "0"}


class FactType(Enum):
    """How a fact is typed on screen."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    SEVERAL = "several"
    OFFICE = "office"
    PERSON = "person"
    MATTER = "matter"
    NUMBER = "number"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact a step asks for."""

    name: str
    label: str
    type: FactType
    required: bool = True
    help: str = ""
    basis: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    grounds: tuple[Ground, ...] = ()  # where the choices are grounds of law
    past: bool = False  # a day that lies at or before the day of the step
    before: str = ""  # and at or before this known day
    ahead: bool = False  # a day that lies at or after the day of the step
    part: str = ""  # the heading of the folded part of a form in which it is asked

    @property
    def offered(self) -> dict[str, str]:
        """Every choice there ever was, with its label."""
        return dict(self.choices) | {ground.code: f"{ground.text} ({ground.basis})" for ground in self.grounds}

    def open_on(self, day: date) -> frozenset[str]:
        """The choices that the law knows on a day."""
        return frozenset(dict(self.choices)) | {ground.code for ground in in_force(self.grounds, day)}


def choices_of(term: type[Term]) -> tuple[tuple[str, str], ...]:
    """The members of a closed set as choices."""
    return tuple((member.value, member.label) for member in term)


def is_true(value: object) -> bool:
    """Whether a recorded fact says yes."""
    return str(value) in YES
