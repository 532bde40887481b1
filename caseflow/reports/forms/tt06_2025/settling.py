"""What the forms of complaints and of denunciations share: how their cases stand, sums over what was decided."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from caseflow.law.terms import PetitionKind
from caseflow.reports.forms.case_facts import CASES, DECISIONS, CaseFact, DecisionFact, Stand
from caseflow.reports.forms.facts import ENTRIES, EntryFact
from caseflow.reports.forms.form import Column, Count, Nature, Number, how_many, whole
from caseflow.reports.forms.tt06_2025.xld02 import AGAIN, is_mine

ANALYSIS = "Phân tích kết quả"
STANDS = (
    (Stand.CONSIDERED, "Đang xem xét điều kiện thụ lý"),
    (Stand.ACCEPTED, "Đã thụ lý giải quyết"),
    (Stand.REFUSED, "Không thụ lý"),
    (Stand.ENDED, "Rút đơn, đình chỉ giải quyết"),
)
Decided = Callable[[DecisionFact], bool]


def papers(number: int, path: str, kind: PetitionKind) -> Column:
    """The papers of the kind in one's own competence, as 02/XLD counts them."""

    def mine(fact: EntryFact) -> bool:
        return is_mine(fact) and fact.kind is kind

    told = f"Đơn {kind.label} đủ điều kiện, thuộc thẩm quyền, như ở 02/XLD"
    return Column(number, (path,), Nature.FLOW, told, Count(ENTRIES, mine, how_many))


def stands(first: int, kind: PetitionKind) -> tuple[Column, ...]:
    """The cases opened from those papers, by where they stood at the end of the period."""

    def standing(stand: Stand) -> Callable[[CaseFact], bool]:
        return lambda fact: fact.kind is kind and fact.stand is stand

    return tuple(
        Column(
            first + place,
            (ANALYSIS, words),
            Nature.DISTINCT,
            f"Vụ việc của các đơn ở cột 1, cuối kỳ {stand.label}",
            Count(CASES, standing(stand), how_many),
        )
        for place, (stand, words) in enumerate(STANDS)
    )


def of_kind(kind: PetitionKind) -> Decided:
    """The decisions about papers of a kind."""
    return lambda fact: fact.kind is kind


def first_time(kind: PetitionKind, result: str) -> Decided:
    """The decisions of the first instance of a kind with some result."""
    return lambda fact: fact.kind is kind and fact.instance not in AGAIN[kind] and fact.result == result


def again(kind: PetitionKind, result: str) -> Decided:
    """Those of a later instance."""
    return lambda fact: fact.kind is kind and fact.instance in AGAIN[kind] and fact.result == result


def results(number: int, path: tuple[str, ...], told: str, where: Decided) -> Column:
    """So many decisions with some result."""
    return Column(number, path, Nature.FLOW, told, Count(DECISIONS, where, how_many))


def total(name: str) -> Callable[[Iterable[DecisionFact]], Number]:
    """The sum of what decisions say under a name."""

    def add(facts: Iterable[DecisionFact]) -> Number:
        return whole(sum((getattr(fact, name) for fact in facts), Decimal(0)))

    return add


def sums(first: int, kind: PetitionKind, named: tuple[tuple[tuple[str, ...], str], ...]) -> tuple[Column, ...]:
    """Sums over the decisions of a kind, from a number on."""
    return tuple(
        Column(
            first + place,
            path,
            Nature.FLOW,
            f"{' › '.join(path)}, theo văn bản ban hành trong kỳ",
            Count(DECISIONS, of_kind(kind), total(name)),
        )
        for place, (path, name) in enumerate(named)
    )
