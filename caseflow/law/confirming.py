"""Which rows of the rule table a legal officer has confirmed. Pure; what was confirmed comes in as a value.

A confirmation holds for a row as it then stood: it names the row and carries a digest of its content, so that a row
that has changed since is unconfirmed again.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from caseflow.law.period import IN_DOUBT, Period
from caseflow.law.periods import PERIODS

NOT_CONTENT = "confirmed"


class RuleKey(NamedTuple):
    """What tells a row apart, whatever it says."""

    code: str
    family: str
    edition: str
    variant: str


class Confirmed(NamedTuple):
    """A row, and what it said when it was confirmed."""

    key: RuleKey
    digest: str


def key_of(row: Period) -> RuleKey:
    """The natural key of a row."""
    return RuleKey(row.code, row.family, row.edition, row.variant.value)


@lru_cache(maxsize=512)
def digest_of(row: Period) -> str:
    """A digest of everything a row says; any change of it makes another."""
    said = {field.name: _plain(getattr(row, field.name)) for field in fields(row) if field.name != NOT_CONTENT}
    words = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def in_doubt(rows: Iterable[Period] = PERIODS) -> tuple[Period, ...]:
    """The rows whose source leaves a doubt, confirmed or not."""
    return tuple(row for row in rows if row.confidence in IN_DOUBT)


@lru_cache(maxsize=8)
def with_confirmations(confirmed: frozenset[Confirmed], rows: tuple[Period, ...] = PERIODS) -> tuple[Period, ...]:
    """The rows, those confirmed as they stand marked so; built once for as long as nothing else is confirmed."""
    return tuple(
        replace(row, confirmed=True)
        if row.confidence in IN_DOUBT and Confirmed(key_of(row), digest_of(row)) in confirmed
        else row
        for row in rows
    )
