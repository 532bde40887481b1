"""Going on in a list: the same address with the same filters, from after the last row of this page.

Where a page ended is a key in the address; what is none begins at the first row.
"""

from datetime import date
from urllib.parse import urlencode

from flask import request

from caseflow.web.row_keys import key_in

AFTER = "sau"


def next_url(*key: object) -> str:
    """The address of the page that begins after a key; everything the list is narrowed to stays."""
    kept = {name: value for name, value in request.args.items() if name != AFTER and value}
    return f"{request.path}?{urlencode({**kept, AFTER: '_'.join(map(str, key))})}"


def key_reached() -> int | None:
    """Where the page before ended, in a list in the order of its keys."""
    return key_in(request.args.get(AFTER, ""))


def day_reached() -> tuple[date, int] | None:
    """Where the page before ended, in a list in the order of a day: that day and the key of its last row."""
    day, key = _parts()
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return None
    return None if key is None else (on, key)


def part_reached() -> tuple[int, int] | None:
    """Where the page before ended, in a list of two parts, 0 and 1: which of them, and the key of its last row."""
    part, key = _parts()
    return (int(part), key) if part in ("0", "1") and key is not None else None


def _parts() -> tuple[str, int | None]:
    first, _, key = request.args.get(AFTER, "").partition("_")
    return first, key_in(key)
