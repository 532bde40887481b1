"""The rule rows against the table of law, and what they cite against the texts there are. Pure: the table comes in."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from caseflow.law.instruments import INSTRUMENTS
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS
from caseflow.law.tables import TABLES
from caseflow.law.terms import Confidence, Unit


@dataclass(frozen=True, slots=True)
class LawLine:
    """One figure of the table of law; a line that names two figures is two of these, one under a code of ours."""

    code: str
    amount: int | None
    at_least: bool
    unit: Unit
    since: date
    until: date
    confidence: Confidence
    article: str

    @property
    def said(self) -> tuple[object, ...]:
        """What a row must say to be equal to it."""
        return self.amount, self.at_least, self.unit, self.since, self.until, self.confidence


def check_against_law(lines: Sequence[LawLine], periods: Sequence[Period] = PERIODS) -> list[str]:
    """Where rows and table differ, as sentences: codes lost on either side, figures, units, dates, sources."""
    return [*_codes(lines, periods), *_cells(lines, periods)]


def _codes(lines: Iterable[LawLine], periods: Iterable[Period]) -> Iterator[str]:
    in_law, in_rows = {line.code for line in lines}, {row.code for row in periods}
    for code in sorted(in_law - in_rows):
        yield f"{code}: thiếu trong bảng thời hạn."
    for code in sorted(in_rows - in_law):
        yield f"{code}: không có trong bảng của luật."


def _cells(lines: Sequence[LawLine], periods: Sequence[Period]) -> Iterator[str]:
    """A row is one of the lines of its code, and every line has its row."""
    for code in dict.fromkeys(line.code for line in lines):
        rows = [row for row in periods if row.code == code]
        law = {line.said: line for line in lines if line.code == code}
        said = {_said(row) for row in rows}
        for row in rows:
            if _said(row) not in law:
                yield f"{code}: ghi {_words(_said(row))}, luật ghi {' hoặc '.join(map(_words, law))}."
        if rows and said <= law.keys():
            for missing in law.keys() - said:
                yield f"{code}: thiếu dòng {_words(missing)} ({law[missing].article})."


def _said(row: Period) -> tuple[object, ...]:
    return row.amount, row.at_least, row.unit, row.since, row.until, row.confidence


def _words(said: tuple[object, ...]) -> str:
    amount, at_least, unit, since, until, confidence = said
    figure = "" if amount is None else f"{'≥' if at_least else ''}{amount} "
    return f"“{figure}{Unit(str(unit)).value}, {since}–{until}, {confidence}”"


SHORT = {
    "LTCD": "LTCD-2013",
    "LKN": "LKN-2011",
    "LTC": "LTC-2018",
    "BLDS": "BLDS-2015",
    "BLLĐ": "BLLD-2019",
    "BLTTHS": "BLTTHS-2015",
    "L.TTHC": "LTTHC-2015",
    "Luật TTHC": "LTTHC-2015",
    "Luật Đất đai 2024": "LDD-2024",
}
"""How articles name the laws, and the key of each."""
CITED = re.compile(
    rf"(?P<short>{'|'.join(re.escape(name) for name in sorted(SHORT, key=len, reverse=True))})\b"
    r"|(?:NĐ|TT|QĐ|NQ|KH|CV|Luật) (?P<number>\d+(?:/\d+|-QĐi)?)"
)
OF_THE_HOUSE = ("Sổ theo dõi đơn",)
"""What a step may rest on that is no legal text: how registers are kept."""


def check_citations(bases: Collection[str] | None = None) -> list[str]:
    """Every article of a row or a step names a text that is in the list, as sentences where one does not."""
    bases = _bases() if bases is None else bases
    return [sentence for basis in sorted(set(bases)) for sentence in _unknown(basis)]


def _bases() -> list[str]:
    steps = [step.basis for table in TABLES.values() for step in table.steps]
    return [*(row.basis for row in PERIODS), *steps]


def _unknown(basis: str) -> Iterator[str]:
    if basis.startswith(OF_THE_HOUSE):
        return
    cited = list(CITED.finditer(basis))
    if not cited:
        yield f"“{basis}” không nêu văn bản nào."
    keys = {text.key for text in INSTRUMENTS}
    numbers = {text.number for text in INSTRUMENTS}
    for found in cited:
        short, number = found["short"], found["number"]
        known = SHORT[short] in keys if short else any(each.startswith((f"{number}/", number)) for each in numbers)
        if not known:
            yield f"“{basis}” dẫn {found[0]}, không có trong danh mục văn bản."
