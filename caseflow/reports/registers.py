"""The registers of the office, in the order of their list. A new one is declared beside its like and added here."""

from caseflow.law.errors import NotFoundError
from caseflow.law.rights import Reader
from caseflow.reports.case_books import COMPLAINTS
from caseflow.reports.conclusion_books import CONCLUSIONS
from caseflow.reports.entry_books import DENUNCIATIONS, FORWARDED, PETITIONS
from caseflow.reports.register import Register
from caseflow.reports.roster_books import ROSTER
from caseflow.reports.visit_books import GROUPS, VISITS

REGISTERS: tuple[Register, ...] = (VISITS, PETITIONS, FORWARDED, COMPLAINTS, GROUPS, CONCLUSIONS, ROSTER, DENUNCIATIONS)


def registers_for(reader: Reader) -> list[Register]:
    """Those that a reader may open."""
    return [each for each in REGISTERS if reader.may(each.right)]


def find_register(slug: str, reader: Reader) -> Register:
    """One register by its name in an address; the same NotFoundError whether it is absent or not for this reader."""
    found = next((each for each in registers_for(reader) if each.slug == slug), None)
    if found is None:
        raise NotFoundError("Không có sổ này, hoặc nó không thuộc phạm vi của bạn.")
    return found
