"""Keys of rows as an address or a form names them: whole numbers, none greater than any key there is."""

from typing import Any

from werkzeug.routing import IntegerConverter, Map

GREATEST_KEY = 2**31 - 1
MOST_DIGITS = 18


class RowKey(IntegerConverter):
    """A number in an address, no greater than any key: a greater one is an address that leads nowhere."""

    def __init__(self, addresses: Map, *args: Any, **options: Any) -> None:  # noqa: ANN401 - passed on as given
        super().__init__(addresses, *args, **({"max": GREATEST_KEY} | options))


def key_in(words: str) -> int | None:
    """The key that some words are, if they are one; a greater one than any there is finds nothing."""
    if not words.isdecimal():
        return None
    return min(int(words), GREATEST_KEY) if len(words) <= MOST_DIGITS else GREATEST_KEY
