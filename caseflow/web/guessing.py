"""Codes typed by people who are not signed in: the field, and the try counted before anything is looked at."""

from typing import Any

from flask import request
from wtforms import StringField

from caseflow.services import public_tries
from caseflow.services.tracking import GUESSING
from caseflow.store.transactions import transaction
from caseflow.web.access import now

ACT = "tra cứu"


def code_field(label: str) -> Any:  # noqa: ANN401 - wtforms has no type for a field that is not bound
    """The field of a code."""
    how = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "maxlength": "60"}
    return StringField(label, render_kw=how)


def count_guess() -> int:
    """Count a guess in a saving of its own, so that no refusal takes it back; its key. Raises TooManyTriesError.

    Nobody's name stands at it in the journal, signed in or not.
    """
    with transaction(by_id=None, act=ACT, now=now()):
        return public_tries.count_try(GUESSING, source=request.remote_addr or "", now=now())


def forget_guess(try_id: int) -> None:
    """It was no guess: the code leads somewhere."""
    with transaction(by_id=None, act=ACT, now=now()):
        public_tries.forget_try(try_id)
