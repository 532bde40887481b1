"""05/KQTH: what was carried out of decisions on complaints and of conclusions on denunciations."""

from collections.abc import Callable, Iterable
from datetime import date

from caseflow.law.terms import PetitionKind
from caseflow.reports.forms.execution_facts import EXECUTIONS, NONE, ExecutionFact
from caseflow.reports.forms.form import Across, Column, Count, Limit, Nature, Number, OfficialForm, how_many, whole
from caseflow.reports.forms.tt06_2025 import CIRCULAR, SINCE
from caseflow.reports.forms.tt06_2025.gqkn03 import GQKN03, LAND, MONEY, OFFICIALS, RETURNED
from caseflow.reports.forms.tt06_2025.gqtc04 import GQTC04

RECOVERED, HANDLED, CHARGED = "Thu hồi cho Nhà nước", "Đã xử lý hành chính", "Đã khởi tố"
OF_COMPLAINTS = "Kết quả thi hành Quyết định giải quyết khiếu nại"
OF_DENUNCIATIONS = "Kết quả thực hiện Kết luận nội dung tố cáo"
OWED = (
    ((RECOVERED, "Phải thu"), ("money_recovered", "land_recovered"), (RECOVERED, "Đã thu")),
    ((RETURNED, "Phải trả"), ("money_returned", "land_returned"), (RETURNED, "Đã trả")),
)
Amount = Callable[[ExecutionFact], Number]


def _left(what: str) -> Amount:
    return lambda fact: fact.left(what)


def _did(what: str) -> Amount:
    return lambda fact: fact.did(what)


def _sum(number: int, path: tuple[str, ...], nature: Nature, kind: PetitionKind, amount: Amount) -> Column:
    """A sum over the decisions of a kind that have any of it."""

    def has_any(fact: ExecutionFact) -> bool:
        return fact.kind is kind and amount(fact) > 0

    def total(facts: Iterable[ExecutionFact]) -> Number:
        return whole(sum((amount(fact) for fact in facts), NONE))

    when = "còn phải thực hiện trong kỳ" if nature is Nature.STOCK else "ghi nhận trong kỳ"
    told = f"{' › '.join(path[1:])}, {when}"
    return Column(number, path, nature, told, Count(EXECUTIONS, has_any, total))


def _counted(first: int, half: str, kind: PetitionKind, words: tuple[str, str]) -> tuple[Column, Column]:
    """How many had to be executed, how many were finished."""

    def to_do(fact: ExecutionFact) -> bool:
        return fact.kind is kind and fact.is_open

    def finished(fact: ExecutionFact) -> bool:
        return to_do(fact) and fact.is_finished

    open_told = "Chưa xong khi bắt đầu kỳ, cộng ban hành trong kỳ"
    done_told = "Trong kỳ ghi đã thi hành xong, hoặc hồ sơ kết thúc"
    return (
        Column(first, (half, words[0]), Nature.STOCK, open_told, Count(EXECUTIONS, to_do, how_many)),
        Column(first + 1, (half, words[1]), Nature.FLOW, done_told, Count(EXECUTIONS, finished, how_many)),
    )


def _owed(first: int, half: str, kind: PetitionKind) -> list[Column]:
    """What was to be recovered and returned, what was."""
    columns = list[Column]()
    for due, named, done in OWED:
        for group, nature, amount in ((due, Nature.STOCK, _left), (done, Nature.FLOW, _did)):
            for what, unit in zip(named, (MONEY, LAND), strict=True):
                columns.append(_sum(first + len(columns), (half, *group, unit), nature, kind, amount(what)))
    return columns


def _done(first: int, half: str, kind: PetitionKind, named: tuple[tuple[str, str, str], ...]) -> list[Column]:
    """Who was handled and who was charged, by the records of the period."""
    return [
        _sum(first + place, (half, group, words), Nature.FLOW, kind, _did(what))
        for place, (group, words, what) in enumerate(named)
    ]


KQTH05 = OfficialForm(
    code="05/KQTH",
    slug="05-kqth",
    title="Tổng hợp kết quả thi hành quyết định, thực hiện kết luận",
    circular=CIRCULAR,
    since=SINCE,
    until=date.max,
    columns=(
        *_counted(
            1,
            OF_COMPLAINTS,
            PetitionKind.COMPLAINT,
            ("Tổng số Quyết định phải thi hành trong kỳ", "Tổng số Quyết định đã thi hành xong"),
        ),
        *_owed(3, OF_COMPLAINTS, PetitionKind.COMPLAINT),
        *_done(
            11,
            OF_COMPLAINTS,
            PetitionKind.COMPLAINT,
            (
                (HANDLED, "Tổng số người bị xử lý", "people_handled"),
                (HANDLED, OFFICIALS, "officials_handled"),
                (CHARGED, "Số vụ", "cases_charged"),
                (CHARGED, "Số người", "people_charged"),
                (CHARGED, OFFICIALS, "officials_charged"),
            ),
        ),
        *_counted(
            16,
            OF_DENUNCIATIONS,
            PetitionKind.DENUNCIATION,
            ("Tổng số Kết luận phải thực hiện trong kỳ", "Tổng số Kết luận đã thực hiện xong"),
        ),
        *_owed(18, OF_DENUNCIATIONS, PetitionKind.DENUNCIATION),
        *_done(
            26,
            OF_DENUNCIATIONS,
            PetitionKind.DENUNCIATION,
            (
                (HANDLED, "Tổng số tổ chức bị xử lý", "bodies_handled"),
                (HANDLED, "Tổng số cá nhân bị xử lý", "people_handled"),
                (HANDLED, OFFICIALS, "officials_handled"),
                (CHARGED, "Số vụ", "cases_charged"),
                (CHARGED, "Số đối tượng", "people_charged"),
                (CHARGED, OFFICIALS, "officials_charged"),
            ),
        ),
    ),
    limits=(Limit(2, 1), Limit(12, 11), Limit(15, 14), Limit(17, 16), Limit(28, 27), Limit(31, 30)),
    across=(Across(1, GQKN03, 7, or_more=True), Across(16, GQTC04, 7, or_more=True)),
    notes_number=32,
)
