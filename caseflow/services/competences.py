"""Who must settle what a petition is about: read from the law of the day it came in, and proposed. A person decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseflow.law.competence import Author, Competence, Settler, settler_of
from caseflow.law.errors import NoRuleError
from caseflow.law.terms import Instance, OfficeKind, PetitionKind
from caseflow.store.offices import Office, office_of_commune, office_of_province
from caseflow.store.petitions import PetitionEntry


@dataclass(frozen=True, slots=True)
class Proposal:
    """The row of the law that answers, the day by which it was chosen, and the settler's office where it is known."""

    row: Competence
    on: date
    office: Office | None
    is_ours: bool


def propose_settler(entry: PetitionEntry, facts: Mapping[str, object]) -> Proposal | None:
    """Who must settle, by the kind, instance and author that are known of a petition; None where no row answers."""
    given = [facts.get(name) for name in ("kind", "instance", "author")]
    if not all(given):
        return None
    kind, instance, author = (str(value) for value in given)
    try:
        row = settler_of(PetitionKind(kind), Instance(instance), Author(author), on=entry.received_on)
    except NoRuleError:
        return None
    office = _office_of(row.settler, entry)
    return Proposal(row, entry.received_on, office, is_ours=office is not None and _works_for(entry.office, office))


def _office_of(settler: Settler, entry: PetitionEntry) -> Office | None:
    """The settler's office: the province, or the commune where the matter lies; of departments there are too many."""
    if settler is Settler.PROVINCE_CHAIR:
        return office_of_province()
    return office_of_commune(entry.matter.unit_code) if settler is Settler.COMMUNE_CHAIR else None


def _works_for(office: Office, settling: Office) -> bool:
    """Whether papers for one office are handled at another: itself, or the province's board (LTCD Đ12)."""
    return office.id == settling.id or (office.kind is OfficeKind.BOARD and office.path.startswith(settling.path))
