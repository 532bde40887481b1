"""What carries letters out of the house: whatever the channel, it takes one or says why not."""

from datetime import datetime
from typing import Protocol

from caseflow.services.letters import Letter


class UndeliveredError(Exception):
    """A letter did not leave. `nobody_answers` says that the server, not this letter, was the reason."""

    def __init__(self, why: str, *, nobody_answers: bool) -> None:
        super().__init__(why)
        self.nobody_answers = nobody_answers


class Carrier(Protocol):
    """Carries the letters of one channel."""

    @property
    def channel(self) -> str:
        """Whose letters it carries."""

    def carry(self, letter: Letter, now: datetime) -> None:
        """Carry one letter; UndeliveredError when it did not leave."""


def message_id(key: str, sender: str) -> str:
    """By which a letter is known outside, however often it is sent; the house is named as in the sender's address."""
    return f"<{key}@{house_of(sender)}>"


def house_of(sender: str) -> str:
    """The name of this house: what stands behind the @ of the address it sends from."""
    return sender.rpartition("@")[2] or "localhost"
