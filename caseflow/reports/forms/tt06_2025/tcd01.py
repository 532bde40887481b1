"""01/TCD: what regular reception and the days of the head came to."""

from collections.abc import Callable
from datetime import date

from caseflow.reports.forms.facts import DAYS, VISITS, Block, DayFact, VisitFact
from caseflow.reports.forms.form import Column, Count, Limit, Nature, OfficialForm, how_many, matters
from caseflow.reports.forms.tt06_2025 import CIRCULAR, SINCE

FLOW, DISTINCT = Nature.FLOW, Nature.DISTINCT
REGULAR = "Tiếp thường xuyên"
OF_HEAD = "Tiếp định kỳ và đột xuất của Thủ trưởng"
GROUPS = "Trong đó đoàn đông người"
TURNS, PEOPLE, MATTERS, DAYS_WORD = "Số lượt tiếp", "Số người được tiếp", "Số vụ việc", "Số ngày tiếp"
GROUPS_RECEIVED = "Số đoàn được tiếp"


def _people(facts: object) -> int:
    return sum(fact.people for fact in facts)  # type: ignore[attr-defined] # visits


def _in(block: Block) -> Callable[[VisitFact], bool]:
    return lambda fact: fact.block is block


def _groups_in(block: Block) -> Callable[[VisitFact], bool]:
    return lambda fact: fact.block is block and fact.is_group


def _visits(first: int, path: tuple[str, ...], block: Block, told: str) -> tuple[Column, ...]:
    """Turns, people, matters, groups and their people of one block, from a number on."""
    return (
        Column(first, (*path, TURNS), FLOW, f"Lượt {told}", Count(VISITS, _in(block), how_many)),
        Column(first + 1, (*path, PEOPLE), FLOW, f"Người của các lượt {told}", Count(VISITS, _in(block), _people)),
        Column(
            first + 2,
            (*path, MATTERS),
            DISTINCT,
            f"Vụ việc khác nhau của các lượt {told}",
            Count(VISITS, _in(block), matters),
        ),
        Column(
            first + 3,
            (*path, GROUPS, GROUPS_RECEIVED),
            FLOW,
            f"Lượt {told} đã được xác nhận là đoàn đông người (từ 5 người)",
            Count(VISITS, _groups_in(block), how_many),
        ),
        Column(
            first + 4,
            (*path, GROUPS, PEOPLE),
            FLOW,
            f"Người của các đoàn đông người {told}",
            Count(VISITS, _groups_in(block), _people),
        ),
    )


def _days(number: int, path: tuple[str, ...], told: str, *, by_head: bool) -> Column:
    def held(fact: DayFact) -> bool:
        return fact.by_head is by_head

    return Column(number, (*path, DAYS_WORD), FLOW, told, Count(DAYS, held, how_many))


HEAD, STAND_IN = (OF_HEAD, "Thủ trưởng tiếp"), (OF_HEAD, "Ủy quyền tiếp")

TCD01 = OfficialForm(
    code="01/TCD",
    slug="01-tcd",
    title="Tổng hợp kết quả tiếp công dân thường xuyên, định kỳ và đột xuất",
    circular=CIRCULAR,
    since=SINCE,
    until=date.max,
    columns=(
        Column(1, ("Tổng số lượt tiếp",), FLOW, "Lượt tiếp thường xuyên và của Thủ trưởng", adds=(5, 11, 17)),
        Column(2, ("Tổng số người được tiếp",), FLOW, "Người của mọi lượt tiếp", adds=(6, 12, 18)),
        Column(3, ("Tổng số vụ việc tiếp",), DISTINCT, "Vụ việc của mọi lượt tiếp", adds=(7, 13, 19)),
        Column(4, ("Tổng số đoàn đông người",), FLOW, "Đoàn đông người của mọi lượt tiếp", adds=(8, 14, 20)),
        *_visits(5, (REGULAR,), Block.REGULAR, "tiếp thường xuyên; không kể lượt từ chối tiếp"),
        _days(10, HEAD, "Ngày đã công bố mà Thủ trưởng trực tiếp tiếp", by_head=True),
        *_visits(11, HEAD, Block.HEAD, "Thủ trưởng trực tiếp tiếp"),
        _days(16, STAND_IN, "Ngày đã công bố của Thủ trưởng chỉ có người được ủy quyền tiếp", by_head=False),
        *_visits(17, STAND_IN, Block.STAND_IN, "người được ủy quyền tiếp"),
    ),
    limits=tuple(
        limit
        for turns, people, groups, of_groups in ((5, 6, 8, 9), (11, 12, 14, 15), (17, 18, 20, 21))
        for limit in (
            Limit(turns, people, by_circular=False),
            Limit(of_groups, people, by_circular=False),
            Limit(groups, of_groups, 5, by_circular=False),
        )
    ),
    notes_number=22,
)
