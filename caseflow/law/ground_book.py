"""Every list of grounds that the law knows, named, with the questions that offer it.

The lists are found in grounds.py itself: one that is added there is a list of the book the same day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from caseflow.law import grounds
from caseflow.law.facts import ASKS, Ask
from caseflow.law.grounds import Ground, in_force

TITLES: Mapping[str, str] = {
    "REFUSAL_OF_RECEPTION": "căn cứ từ chối tiếp công dân",
    "INELIGIBILITY": "lý do đơn không đủ điều kiện xử lý",
    "NON_ACCEPTANCE": "căn cứ không thụ lý khiếu nại",
    "DENUNCIATION_CONDITIONS": "điều kiện thụ lý tố cáo",
    "COMPLEXITY": "tiêu chí vụ việc phức tạp",
    "SUSPENSION": "căn cứ tạm đình chỉ giải quyết khiếu nại",
    "TERMINATION": "căn cứ đình chỉ giải quyết khiếu nại",
    "DENUNCIATION_SUSPENSION": "căn cứ tạm đình chỉ giải quyết tố cáo",
    "DENUNCIATION_TERMINATION": "căn cứ đình chỉ giải quyết tố cáo",
    "WITHDRAWAL_SIGNS": "dấu hiệu buộc tiếp tục giải quyết tố cáo đã rút",
    "DIALOGUE_IN_PERSON": "trường hợp Chủ tịch UBND tỉnh trực tiếp đối thoại",
    "PROTECTION_MEASURES": "biện pháp bảo vệ người tố cáo",
    "PROTECTION_ENDS": "lý do chấm dứt bảo vệ",
    "EXTRAORDINARY_RECEPTION": "căn cứ tiếp công dân đột xuất",
    "ONLINE_RECEPTION": "trường hợp tiếp công dân trực tuyến",
}
"""How the lists are called; one without a name of its own is called as the question that offers it."""


@dataclass(frozen=True, slots=True)
class GroundList:
    """One list: the name it bears in grounds.py, how it is called, its rows, the questions that offer them."""

    key: str
    title: str
    grounds: tuple[Ground, ...]
    asks: tuple[Ask, ...]

    def on(self, day: date) -> tuple[Ground, ...]:
        """The grounds that exist on a day."""
        return in_force(self.grounds, day)

    def anchor(self, ground: Ground) -> str:
        """Where a ground stands on the page of grounds."""
        return f"{self.key.lower().replace('_', '-')}-{ground.code}"


def lists_in(names: Mapping[str, object], asks: Mapping[str, Ask] = ASKS) -> Iterator[GroundList]:
    """The lists among the names of a module, in the order in which they stand there."""
    for key, rows in names.items():
        if not (isinstance(rows, tuple) and rows and all(isinstance(row, Ground) for row in rows)):
            continue
        offering = tuple(ask for ask in asks.values() if ask.grounds == rows)
        named = offering[0].label[:1].lower() + offering[0].label[1:] if offering else "căn cứ khác"
        yield GroundList(key, TITLES.get(key, named), rows, offering)


GROUND_LISTS: tuple[GroundList, ...] = tuple(lists_in(vars(grounds)))
"""The registry: every list of the law as it stands."""
