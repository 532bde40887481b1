"""The list of visits: what it is narrowed to, and each visit as the page and a spreadsheet show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wtforms import SelectField, StringField

from caseflow.store.list_facts import next_due_of
from caseflow.store.people import names_of
from caseflow.store.reception import Visit
from caseflow.web.dues import COLUMNS as OF_DUE
from caseflow.web.dues import NONE, Due, DueWords
from caseflow.web.entry_list import KEPT_SECRET
from caseflow.web.narrowing import Narrowing
from caseflow.web.sheets import Cell, Column

TODAY, UNFINISHED = "nay", "do"
NAMED = 2  # so many people are named in a line


class FilterForm(Narrowing):
    """The filter of the list of visits."""

    tu = StringField("Tìm người hoặc vụ việc")
    luot = SelectField(
        "Lượt tiếp", choices={"": "tất cả", TODAY: "hôm nay", UNFINISHED: "ghi dở, chờ bổ sung"}, default=""
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A visit as a line of the list."""

    visit_id: int
    number: str
    on: date
    people: str
    present: int
    summary: str
    outcome: str
    is_open: bool
    is_complete: bool
    office: str
    officer: str
    due: Due | None

    @property
    def edge(self) -> str:
        """What presses: its due date, else that half of it is still to be written."""
        return (self.due.edge if self.due else "") or ("" if self.is_complete else "soon")

    def cells(self) -> tuple[Cell, ...]:
        """As a spreadsheet holds it."""
        told = (self.number, self.on, self.people, self.present, self.summary, self.outcome)
        return (*told, self.office, self.officer, *(self.due.cells() if self.due else NONE))


COLUMNS = (
    Column("Số", 16),
    Column("Ngày", 12),
    Column("Người đến", 30),
    Column("Số người", 8),
    Column("Tóm tắt", 60),
    Column("Kết quả", 28),
    Column("Cơ quan", 30),
    Column("Người tiếp", 24),
    *OF_DUE,
)


def rows(visits: Sequence[Visit], words: DueWords) -> list[Row]:
    """The lines of a page; two queries however many there are."""
    due = next_due_of([visit.id for visit in visits])
    names = names_of({visit.received_by_id for visit in visits if visit.received_by_id})
    return [
        Row(
            visit_id=visit.id,
            number=visit.number,
            on=visit.on,
            people=_people(visit),
            present=visit.people_present,
            summary=visit.summary,
            outcome=_outcome(visit),
            is_open=visit.is_open or visit.outcome is None,
            is_complete=visit.is_complete,
            office=visit.office.short_name or visit.office.name,
            officer=names.get(visit.received_by_id or 0, ""),
            due=words.of(due.get(visit.id)),
        )
        for visit in visits
    ]


def _people(visit: Visit) -> str:
    """Who came, the first of them by name; of a denunciation nobody, whatever may still stand in the row."""
    named = visit.parties[:NAMED]
    names = [party.citizen.name if party.citizen and not visit.secret else KEPT_SECRET for party in named]
    more = visit.people_present - len(named)
    return ", ".join(names) + (f" và {more} người" if more > 0 else "")


def _outcome(visit: Visit) -> str:
    """What came of it; while something of it is open, where it stands."""
    if visit.outcome and not visit.is_open:
        return visit.outcome.label
    return visit.status.label if visit.outcome and visit.status else "chưa xong"
