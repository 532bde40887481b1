"""Writing down who came or wrote: only a name is required; a number of an identity paper is kept encrypted."""

from dataclasses import dataclass
from uuid import uuid4

from caseflow.law.errors import MissingFactError
from caseflow.store.cipher import encrypt
from caseflow.store.citizens import PAPER, Citizen, paper_index
from caseflow.store.db import db
from caseflow.text import fold, sort_key, tidy


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person or organisation at the desk."""

    name: str
    is_organisation: bool = False
    paper_type: str = ""
    paper_number: str = ""
    phone: str = ""
    address: str = ""
    unit_code: str = ""
    born: int | None = None
    sex: str = ""


def record_citizen(person: Person) -> Citizen:
    """A new row for a person; MissingFactError without a name."""
    name = _name(person)
    citizen = Citizen(
        name=name,
        sort_key=sort_key(name),
        folded=fold(name),
        is_organisation=person.is_organisation,
        born=person.born,
        sex=person.sex,
        phone=person.phone.strip(),
        address=tidy(person.address),
        unit_code=person.unit_code,
    )
    _keep_number(citizen, person)
    db.session.add(citizen)
    return citizen


def _name(person: Person) -> str:
    name = tidy(person.name)
    if not name:
        raise MissingFactError("Cần ghi họ và tên.", field="name")
    return name


def amend_citizen(citizen: Citizen, person: Person) -> None:
    """Complete or correct what is known of a person; MissingFactError without a name."""
    citizen.name = _name(person)
    citizen.sort_key, citizen.folded = sort_key(citizen.name), fold(citizen.name)
    citizen.phone, citizen.address, citizen.unit_code = person.phone.strip(), tidy(person.address), person.unit_code
    citizen.born, citizen.sex = person.born, person.sex
    _keep_number(citizen, person)


def _keep_number(citizen: Citizen, person: Person) -> None:
    number = person.paper_number.replace(" ", "")
    if not number:
        return
    citizen.paper_type = person.paper_type or "căn cước"
    citizen.paper_key = citizen.paper_key or str(uuid4())
    citizen.paper_cipher = encrypt(number, bound_to=f"{PAPER}:{citizen.paper_key}")
    citizen.paper_index = paper_index(number)
