"""The questions on which circulars are silent and provinces count differently: each a setting, its text printed.

What is chosen stands in the note line of every form that it touches, so that no two reports differ without saying why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Counting:
    """How a province counts what the circular leaves open; each as the first answer of its question or the second."""

    people_present: bool = True
    matters_per_visit: bool = False
    days_by_session: bool = True
    rest_as_guided: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the two answers as the note line says them, and the forms they touch."""

    name: str
    asks: str
    yes: str
    no: str
    forms: tuple[str, ...]

    def answer(self, counting: Counting) -> str:
        """What the note line says."""
        return self.yes if getattr(counting, self.name) else self.no


QUESTIONS: tuple[Question, ...] = (
    Question(
        "people_present",
        "Cột 6, 9 và các cột số người của 01/TCD đếm ai?",
        "số người được tiếp là số người có mặt",
        "số người được tiếp là số người trực tiếp trình bày",
        ("01/TCD",),
    ),
    Question(
        "matters_per_visit",
        "Một vụ việc được tiếp nhiều lần trong kỳ",
        "vụ việc đếm theo từng lượt tiếp",
        "mỗi vụ việc đếm một lần trong kỳ, ưu tiên mục Thủ trưởng tiếp, rồi ủy quyền, rồi thường xuyên",
        ("01/TCD",),
    ),
    Question(
        "days_by_session",
        "Ngày đã công bố của Thủ trưởng do cấp phó tiếp thay",
        "ngày chỉ có cấp phó tiếp thay ghi ở cột 16",
        "mọi ngày đã công bố của Thủ trưởng ghi ở cột 10",
        ("01/TCD",),
    ),
    Question(
        "rest_as_guided",
        "Đơn không thuộc thẩm quyền được trả lại, lưu hoặc chỉ thông báo",
        "đơn trả lại, lưu hoặc chỉ thông báo tính vào hướng dẫn",
        "chỉ đơn hướng dẫn và chuyển đi tính là đơn không thuộc thẩm quyền",
        ("02/XLD",),
    ),
)


def notes(counting: Counting, form: str) -> list[str]:
    """What the note line of a form says of how its numbers were counted."""
    return [question.answer(counting) for question in QUESTIONS if form in question.forms]


def read(kept: Mapping[str, object]) -> Counting:
    """The answers out of a setting; what is not said is as the house counts."""
    names = {field.name for field in fields(Counting)}
    return Counting(**{name: bool(value) for name, value in kept.items() if name in names})


def plain(counting: Counting) -> dict[str, bool]:
    """The answers as a setting keeps them."""
    return {field.name: getattr(counting, field.name) for field in fields(counting)}


def touching(form: str) -> Sequence[Question]:
    """The questions that touch a form."""
    return [question for question in QUESTIONS if form in question.forms]
