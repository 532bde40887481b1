"""The queues every office has: ready-made filters of the lists, offered to whom by what they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from caseflow.law.flags.suspicion import Flag
from caseflow.law.rights import Reader
from caseflow.law.terms import CaseStatus, EntryStatus, Role
from caseflow.store.desks import HEADS
from caseflow.web.entry_list import AWAITED
from caseflow.web.matter_list import CASE, DOUBTED, DUE_SOON, MINE, OVERDUE, UNGIVEN
from caseflow.web.visit_list import TODAY, UNFINISHED

EVERYBODY = frozenset(Role)
INTAKE = frozenset({Role.RECEPTION, Role.HANDLER, Role.CLERK, Role.BOARD_HEAD})
SETTLERS = frozenset({Role.SETTLER, Role.HANDLER, Role.UNIT_HEAD, Role.AUTHORITY})
MATTERS, ENTRIES, VISITS = "vu-viec", "don", "tiep-dan"
"""The lists by their names in an address."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A filter of a list under the name by which an office knows what waits there."""

    listed: str
    name: str
    query: Mapping[str, str]
    roles: frozenset[Role] = EVERYBODY


def _queues(listed: str, rows: Mapping[str, Mapping[str, str]], roles: frozenset[Role] = EVERYBODY) -> list[Queue]:
    return [Queue(listed, name, query, roles) for name, query in rows.items()]


BY_TIME: Mapping[str, Mapping[str, str]] = {
    "Quá hạn": {"han": OVERDUE},
    "Sắp đến hạn": {"han": DUE_SOON},
    "Chưa giao ai": {"can_bo": UNGIVEN},
    "Việc của tôi": {"can_bo": MINE},
}
S, F = CaseStatus, EntryStatus
QUEUES: tuple[Queue, ...] = (
    *_queues(
        ENTRIES,
        {
            "Chờ vào sổ": {"tinh_trang": F.NEW},
            "Mới nhận, chưa phân loại": {"tinh_trang": F.RECEIVED},
            "Chờ bổ sung": {"tinh_trang": F.AWAITING_SUPPLEMENT},
            "Đã chuyển, chờ phúc đáp": {"tinh_trang": AWAITED},
        },
        INTAKE,
    ),
    *_queues(ENTRIES, BY_TIME),
    *_queues(MATTERS, BY_TIME),
    *_queues(
        MATTERS,
        {
            "Chờ thụ lý": {"tinh_trang": CASE + S.AWAITING},
            "Đang xác minh": {"tinh_trang": CASE + S.VERIFYING},
            "Chờ quyết định": {"tinh_trang": "nhom-cho-quyet-dinh"},
            "Tạm đình chỉ": {"tinh_trang": CASE + S.SUSPENDED},
            "Đã quyết định, chờ gửi/thi hành": {"tinh_trang": "nhom-da-quyet-dinh"},
        },
        SETTLERS,
    ),
    *_queues(
        MATTERS,
        {
            "Nghi vấn chờ xác nhận": {"dau_hieu": DOUBTED},
            "Điểm nóng": {"dau_hieu": Flag.HOTSPOT},
            "Kéo dài": {"dau_hieu": Flag.PROLONGED},
            "Đông người": {"dau_hieu": Flag.CROWD},
        },
        HEADS,
    ),
    *_queues(VISITS, {"Hôm nay": {"luot": TODAY}, "Ghi dở, chờ bổ sung": {"luot": UNFINISHED}}),
)


def queues_of(listed: str, reader: Reader) -> list[Queue]:
    """The queues of a list that a person is offered, in the order of the work."""
    return [queue for queue in QUEUES if queue.listed == listed and queue.roles & reader.roles]
