"""Going on in a list: the same address with the same filters, from after the last row of this page."""

from urllib.parse import urlencode

from flask import request

AFTER = "sau"


def next_url(key: object) -> str:
    """The address of the page that begins after a key; everything the list is narrowed to stays."""
    kept = {name: value for name, value in request.args.items() if name != AFTER and value}
    return f"{request.path}?{urlencode({**kept, AFTER: str(key)})}"
