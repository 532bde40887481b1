"""How a person stands in a register: name and address, the identity paper as far as a screen shows it."""

from functools import cache

from caseflow.law.secrecy import KEPT_SECRET
from caseflow.reference.files import units
from caseflow.store.citizens import Citizen, masked_number
from caseflow.store.subjects import Party


@cache
def _communes() -> dict[str, str]:
    return {unit.code: unit.name for unit in units()}


def place_of(address: str, unit_code: str) -> str:
    """An address with its commune."""
    return ", ".join(part for part in (address, _communes().get(unit_code, "")) if part)


def named(party: Party) -> str:
    """Name and address; of whoever is sealed neither."""
    citizen = party.citizen
    if citizen is None:
        return KEPT_SECRET
    return ", ".join(part for part in (citizen.name, place_of(citizen.address, citizen.unit_code)) if part)


def paper_of(citizen: Citizen | None) -> str:
    """Kind and last figures of the identity paper, as the page of a visit shows them."""
    number = masked_number(citizen) if citizen else ""
    return f"{citizen.paper_type} {number}".strip() if citizen and number else ""
