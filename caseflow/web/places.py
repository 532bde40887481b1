"""Places and offices typed without tone marks: what a form suggests, and what the typed words mean."""

from collections.abc import Iterable
from functools import cache

from wtforms import Field, ValidationError

from caseflow.reference.files import Commune, units
from caseflow.text import fold, sort_key


@cache
def communes() -> tuple[Commune, ...]:
    """The communes of the province, by name."""
    return tuple(sorted(units(), key=lambda unit: sort_key(unit.name)))


@cache
def commune_names() -> dict[str, str]:
    """The name of each commune by its code."""
    return {unit.code: unit.name for unit in units()}


def matching(words: str, names: Iterable[tuple[str, str]]) -> list[str]:
    """The keys whose names are meant by some words: the very name, or else every name that contains them."""
    wanted = fold(words)
    folded = [(key, fold(name)) for key, name in names]
    exact = [key for key, name in folded if wanted in (name, name.split(" ", 1)[-1])]
    return exact or [key for key, name in folded if wanted in name]


def commune_code(words: str) -> str:
    """The code of the commune that was typed; "" for nothing typed. ValidationError when none or several fit."""
    if not words.strip():
        return ""
    found = matching(words, ((unit.code, unit.name) for unit in communes()))
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(f"Không có xã, phường nào tên “{words}”.")
    names = ", ".join(commune_names()[code] for code in found[:4])
    raise ValidationError(f"“{words}” có thể là: {names}. Hãy gõ rõ hơn.")


def check_commune(_form: object, field: Field) -> None:
    """A validator: the words name one commune, which is then shown by its full name."""
    code = commune_code(field.data or "")
    if code:
        field.data = commune_names()[code]
