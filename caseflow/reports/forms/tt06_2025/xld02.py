"""02/XLD: what became of the petitions."""

from collections.abc import Callable, Mapping
from datetime import date

from caseflow.law.terms import Action, Field, Instance, PetitionKind
from caseflow.reports.forms.facts import ENTRIES, EntryFact
from caseflow.reports.forms.form import Column, Count, Limit, Nature, OfficialForm, how_many, matters
from caseflow.reports.forms.tt06_2025 import CIRCULAR, SINCE

FLOW = Nature.FLOW
KN, TC, FB = PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION, PetitionKind.FEEDBACK
MINE, OTHERS = "Số đơn thuộc thẩm quyền", "Số đơn không thuộc thẩm quyền"
TOTAL, BY_INSTANCE, BY_FIELD = "Tổng số đơn", "Phân loại theo thẩm quyền giải quyết", "Phân loại theo lĩnh vực"
AGAIN: Mapping[PetitionKind, frozenset[Instance]] = {
    KN: frozenset({Instance.SECOND}),
    TC: frozenset({Instance.AGAIN, Instance.OVERDUE}),
}
"""The instances of a kind that the forms do not count as its first."""


def _all(_fact: EntryFact) -> bool:
    return True


def is_processed(fact: EntryFact) -> bool:
    """The examination of eligibility was finished in the period."""
    return fact.is_processed


def is_eligible(fact: EntryFact) -> bool:
    """And found it eligible, of a kind that has columns: others stand in (1) and (2), the note line says how many."""
    return fact.is_processed and fact.eligible and fact.has_column


def is_mine(fact: EntryFact) -> bool:
    """And in the competence of the office."""
    return is_eligible(fact) and fact.in_competence


def is_others(fact: EntryFact) -> bool:
    """And not in its competence."""
    return is_eligible(fact) and not fact.in_competence


def is_forwarded(fact: EntryFact) -> bool:
    """Of those, sent to the office that is competent."""
    return is_others(fact) and fact.outcome is Action.FORWARD


def is_guided(fact: EntryFact) -> bool:
    """Of those, everything else: guided, returned, filed or merely answered."""
    return is_others(fact) and fact.outcome is not Action.FORWARD


def _of(kind: PetitionKind) -> Callable[[EntryFact], bool]:
    return lambda fact: is_mine(fact) and fact.kind is kind


def _first(kind: PetitionKind) -> Callable[[EntryFact], bool]:
    return lambda fact: is_mine(fact) and fact.kind is kind and fact.instance not in AGAIN[kind]


def _again(kind: PetitionKind) -> Callable[[EntryFact], bool]:
    return lambda fact: is_mine(fact) and fact.kind is kind and fact.instance in AGAIN[kind]


def _in_field(kind: PetitionKind, field: Field) -> Callable[[EntryFact], bool]:
    return lambda fact: is_mine(fact) and fact.kind is kind and fact.field is field


def _else(kind: PetitionKind, named: tuple[Field, ...]) -> Callable[[EntryFact], bool]:
    return lambda fact: is_mine(fact) and fact.kind is kind and fact.field not in named


def _flow(number: int, path: tuple[str, ...], told: str, where: Callable[[EntryFact], bool]) -> Column:
    return Column(number, path, FLOW, told, Count(ENTRIES, where, how_many))


COMPLAINTS, DENUNCIATIONS, FEEDBACKS = (MINE, "Khiếu nại"), (MINE, "Tố cáo"), (MINE, "Kiến nghị, phản ánh")

XLD02 = OfficialForm(
    code="02/XLD",
    slug="02-xld",
    title="Tổng hợp kết quả xử lý đơn",
    circular=CIRCULAR,
    since=SINCE,
    until=date.max,
    columns=(
        Column(
            1,
            ("Tổng số đơn",),
            Nature.STOCK,
            "Đơn tiếp nhận trong kỳ và đơn chưa xử lý từ kỳ trước chuyển sang",
            Count(ENTRIES, _all, how_many),
        ),
        _flow(2, ("Số đơn đã xử lý",), "Đơn xem xét xong điều kiện xử lý trong kỳ", is_processed),
        Column(3, ("Số đơn đủ điều kiện xử lý",), FLOW, "Đơn đã xử lý, đủ điều kiện", adds=(4, 23)),
        Column(4, ("Số đơn thuộc thẩm quyền",), FLOW, "Đơn đủ điều kiện, thuộc thẩm quyền", adds=(6, 12, 19)),
        Column(
            5,
            ("Số vụ việc thuộc thẩm quyền",),
            Nature.DISTINCT,
            "Vụ việc khác nhau của các đơn ở cột 4",
            Count(ENTRIES, is_mine, matters),
        ),
        Column(
            6,
            (*COMPLAINTS, TOTAL),
            FLOW,
            "Đơn khiếu nại thuộc thẩm quyền",
            adds=(7, 8),
            also=((9, 10, 11),),
        ),
        _flow(7, (*COMPLAINTS, BY_INSTANCE, "Khiếu nại lần đầu"), "Khiếu nại lần đầu", _first(KN)),
        _flow(8, (*COMPLAINTS, BY_INSTANCE, "Khiếu nại lần 2"), "Khiếu nại lần hai", _again(KN)),
        _flow(9, (*COMPLAINTS, BY_FIELD, "Đất đai"), "Khiếu nại về đất đai", _in_field(KN, Field.LAND)),
        _flow(
            10,
            (*COMPLAINTS, BY_FIELD, "Chế độ, chính sách"),
            "Khiếu nại về chế độ, chính sách",
            _in_field(KN, Field.POLICY),
        ),
        _flow(11, (*COMPLAINTS, BY_FIELD, "Khác"), "Khiếu nại khác", _else(KN, (Field.LAND, Field.POLICY))),
        Column(
            12,
            (*DENUNCIATIONS, TOTAL),
            FLOW,
            "Đơn tố cáo thuộc thẩm quyền",
            adds=(13, 14),
            also=((15, 16, 17, 18),),
        ),
        _flow(13, (*DENUNCIATIONS, BY_INSTANCE, "Tố cáo lần đầu"), "Tố cáo lần đầu", _first(TC)),
        _flow(14, (*DENUNCIATIONS, BY_INSTANCE, "Tố cáo tiếp"), "Tố cáo tiếp", _again(TC)),
        _flow(
            15,
            (*DENUNCIATIONS, BY_FIELD, "Hành chính"),
            "Tố cáo lĩnh vực hành chính, kể cả đất đai, chính sách, công chức",
            _in_field(TC, Field.ADMINISTRATION),
        ),
        _flow(16, (*DENUNCIATIONS, BY_FIELD, "Tham nhũng"), "Tố cáo tham nhũng", _in_field(TC, Field.CORRUPTION)),
        _flow(17, (*DENUNCIATIONS, BY_FIELD, "Tư pháp"), "Tố cáo lĩnh vực tư pháp", _in_field(TC, Field.JUSTICE)),
        _flow(
            18,
            (*DENUNCIATIONS, BY_FIELD, "Khác"),
            "Tố cáo khác",
            _else(TC, (Field.ADMINISTRATION, Field.CORRUPTION, Field.JUSTICE)),
        ),
        Column(19, (*FEEDBACKS, TOTAL), FLOW, "Đơn kiến nghị, phản ánh thuộc thẩm quyền", adds=(20, 21, 22)),
        _flow(
            20,
            (*FEEDBACKS, BY_FIELD, "Chế độ, chính sách"),
            "Kiến nghị, phản ánh về chế độ, chính sách",
            _in_field(FB, Field.POLICY),
        ),
        _flow(21, (*FEEDBACKS, BY_FIELD, "Đất đai"), "Kiến nghị, phản ánh về đất đai", _in_field(FB, Field.LAND)),
        _flow(22, (*FEEDBACKS, BY_FIELD, "Khác"), "Kiến nghị, phản ánh khác", _else(FB, (Field.LAND, Field.POLICY))),
        Column(23, (OTHERS, TOTAL), FLOW, "Đơn đủ điều kiện, không thuộc thẩm quyền", adds=(24, 25)),
        _flow(
            24, (OTHERS, "Phân loại theo kết quả xử lý", "Hướng dẫn"), "Đơn đã hướng dẫn, trả lại, thông báo", is_guided
        ),
        _flow(25, (OTHERS, "Phân loại theo kết quả xử lý", "Chuyển đơn"), "Đơn đã chuyển", is_forwarded),
    ),
    limits=(Limit(2, 1), Limit(3, 2), Limit(4, 3), Limit(5, 4)),
    notes_number=26,
)
