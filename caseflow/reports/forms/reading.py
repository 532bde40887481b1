"""Reading a form: a line for each office that has anything, their total, what does not hold, what is behind a cell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseflow.law.counting_settings import notes
from caseflow.reports.forms.asked import Asked
from caseflow.reports.forms.facts import POPULATIONS
from caseflow.reports.forms.form import Check, Column, Fact, Number, OfficialForm, Values, checks
from caseflow.store.offices import Office

Populations = Mapping[str, Sequence[Fact]]


@dataclass(frozen=True, slots=True)
class Line:
    """The numbers of one office, by the numbers of their columns, and whether what ought to hold of them does."""

    office_id: int
    code: str
    name: str
    values: Values
    checks: tuple[Check, ...]

    @property
    def broken(self) -> list[Check]:
        """What does not hold."""
        return [check for check in self.checks if not check.holds]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as it comes out for a period: its lines, their total, the note line, how many papers have no column."""

    form: OfficialForm
    asked: Asked
    lines: tuple[Line, ...]
    total: Line
    notes: tuple[str, ...]


def read(form: OfficialForm, asked: Asked, offices: Sequence[Office]) -> Sheet:
    """Count a form: a line for each of some offices that has anything, at least for the first; a total of the lines."""
    forms = [form, *{one.other.code: one.other for one in form.across}.values()]
    populations = _populations(forms, asked)
    by_office = {name: _by_office(facts) for name, facts in populations.items()}
    lines, rows = [], []
    for office in offices:
        mine = {name: facts.get(office.id, []) for name, facts in by_office.items()}
        if any(mine[name] for name in _names(form)) or office is offices[0]:
            rows.append({one.code: _values(one, mine) for one in forms})
            lines.append(_line(form, (office.id, office.code, office.name), rows[-1]))
    summed = {one.code: _summed(one, [row[one.code] for row in rows]) for one in forms}
    total = _line(form, (0, "", "Tổng cộng"), summed)
    return Sheet(form, asked, tuple(lines), total, tuple(_notes(form, asked, populations)))


def _by_office(facts: Iterable[Fact]) -> dict[int, list[Fact]]:
    found: dict[int, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.office_id, []).append(fact)
    return found


def _names(form: OfficialForm) -> set[str]:
    return {column.count.population for column in form.columns if column.count is not None}


def _populations(forms: Iterable[OfficialForm], asked: Asked) -> dict[str, Sequence[Fact]]:
    names = {name for form in forms for name in _names(form)}
    return {name: POPULATIONS[name](asked) for name in sorted(names)}


def _summed(form: OfficialForm, rows: Sequence[Values]) -> dict[int, Number]:
    return {column.number: sum(row[column.number] for row in rows) for column in form.columns}


def _line(form: OfficialForm, whose: tuple[int, str, str], rows: Mapping[str, Values]) -> Line:
    """A line, its row checked by itself and against the rows of the forms it has to agree with."""
    values = rows[form.code]
    return Line(*whose, values, tuple(checks(form, values, rows)))


def _values(form: OfficialForm, populations: Populations) -> dict[int, Number]:
    values: dict[int, Number] = {}
    for column in form.columns:
        if column.count is not None:
            values[column.number] = column.count.measure(facts_of(column, populations))
    for column in form.columns:
        if column.count is None:
            values[column.number] = _sum(form, column, values)
    return values


def _sum(form: OfficialForm, column: Column, values: Values) -> Number:
    total: Number = 0
    for number in column.adds:
        part = form.column(number)
        if number in values:
            total += values[number]
        elif part is not None:
            total += _sum(form, part, values)
    return total


def facts_of(column: Column, populations: Populations) -> list[Fact]:
    """The facts that a column counts."""
    if column.count is None:
        return []
    return [fact for fact in populations[column.count.population] if column.count.where(fact)]


def behind(form: OfficialForm, number: int, asked: Asked, office_id: int | None) -> list[tuple[str, Fact]]:
    """The records behind a cell, of one office or of all, each with its population; of a sum those of its parts."""
    populations = _populations([form], asked)
    found = [
        (column.count.population, fact)
        for column in _counted(form, number)
        if column.count is not None
        for fact in facts_of(column, populations)
        if office_id is None or fact.office_id == office_id
    ]
    return sorted(dict.fromkeys(found), key=lambda pair: (_day(pair[1]), pair[1].id))


def _day(fact: Fact) -> date:
    on: date = fact.received_on if hasattr(fact, "received_on") else fact.on
    return on


def _counted(form: OfficialForm, number: int) -> list[Column]:
    """The columns that a column counts in the end."""
    column = form.column(number)
    if column is None:
        return []
    if column.count is not None:
        return [column]
    return [part for added in column.adds for part in _counted(form, added)]


def _notes(form: OfficialForm, asked: Asked, populations: Populations) -> list[str]:
    said = notes(asked.counting, form.code)
    return [*said, *(note for teller in NOTES.get(form.code, ()) for note in teller(populations))]


def _without_column(populations: Populations) -> list[str]:
    """Papers of a kind that has no column: said, since the columns do not show them."""
    facts = [fact for fact in populations["entries"] if fact.is_processed and fact.eligible and not fact.has_column]
    return [f"{len(facts)} đơn đủ điều kiện thuộc loại không có cột (tranh chấp, dân sự, tư pháp …)"] if facts else []


NOTES: Mapping[str, Sequence[Callable[[Populations], list[str]]]] = {"02/XLD": (_without_column,)}
