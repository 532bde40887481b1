"""The ways the law, or the house, says no: one family, each a Vietnamese sentence an officer can read."""


class Refusal(Exception):  # noqa: N818 - it is a lawful no, not a malfunction; subclasses end in Error
    """A lawful no. Carries one sentence, the article it rests on, and the form field it belongs to."""

    def __init__(self, sentence: str, *, basis: str = "", field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.basis = basis
        self.field = field


class StepNotAllowedError(Refusal):
    """The step is not in the table for this status, kind and date."""


class MissingFactError(Refusal):
    """The step asks for a fact that was not given."""


class HistoryError(Refusal):
    """A step inserted at its legal date would make a later one unlawful."""


class NotPermittedError(Refusal):
    """The person's roles do not carry this right."""


class StaleEditError(Refusal):
    """Somebody else changed the record meanwhile."""


class NotFoundError(Refusal):
    """No such record, or none this reader may know of."""


class NoRuleError(Refusal):
    """No row of the rule table governs this code on this day."""


class UnsafeFileError(Refusal):
    """The file is of no kind that is kept, or hides something."""


class DamagedFileError(Refusal):
    """The file in the folder is not the one that was written."""
