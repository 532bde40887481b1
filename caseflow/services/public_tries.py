"""How often somebody who is not signed in may try something: by source, and less often while very many try at once.

Nobody is shut out by what others do: once all together have tried too often, each source has a few tries left instead
of many. So a holder of a code is served while it rains guesses, and the guesses of any number of sources stay few.
A source is an address, of IPv6 the network that one subscriber is given (/64).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from caseflow.law.errors import Refusal
from caseflow.store import public_tries
from caseflow.store.cipher import blind_index

KEEP = timedelta(days=1)
SUBSCRIBER = 64


class TooManyTriesError(Refusal):
    """Too many tries came from this source."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries at something within a window from one source; fewer once all together tried so often."""

    purpose: str
    window: timedelta
    per_source: int
    of_all: int
    when_many: int
    sentence: str


def count_try(limit: Limit, *, source: str, now: datetime) -> int:
    """Count a try before it is looked at, so that tries side by side count too; its key.

    Raises TooManyTriesError, the same whatever was tried, once this source has tried too often.
    """
    public_tries.drop_tries_before(now - KEEP)
    digest = blind_index(_source(source), purpose=f"{limit.purpose}_source")
    since = now - limit.window
    all_of_them = public_tries.tries_since(since, limit.purpose, limit=limit.of_all)
    allowed = limit.per_source if all_of_them < limit.of_all else limit.when_many
    if public_tries.tries_since(since, limit.purpose, source_digest=digest, limit=allowed) >= allowed:
        raise TooManyTriesError(limit.sentence)
    return public_tries.note_try(limit.purpose, digest, now)


def forget_try(try_id: int) -> None:
    """A try that led somewhere counts no more."""
    public_tries.drop_try(try_id)


def _source(address: str) -> str:
    """Who an address stands for; what is no address stands for itself."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network((found, SUBSCRIBER), strict=False))
    return str(found)
