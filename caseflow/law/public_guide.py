"""What the public is told of time limits, by kind: read from the rows in force on a day, each with its article.

Nothing is typed here but which rows matter to somebody who has never read the law; figures and articles are the rows'.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseflow.law.periods import PERIODS, in_force
from caseflow.law.terms import PetitionKind, Variant


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit in plain words: what, how long, counted from when, by which article; whose it is."""

    what: str
    length: str
    since: str
    basis: str
    is_unconfirmed: bool


N, C, R, RC = Variant.NORMAL, Variant.COMPLEX, Variant.REMOTE, Variant.REMOTE_COMPLEX
_ASKED: Mapping[PetitionKind, tuple[tuple[str, str, Variant], ...]] = {
    PetitionKind.COMPLAINT: (
        ("Gửi đơn khiếu nại", "KN-THOIHIEU", N),
        ("Cơ quan báo có thụ lý hay không", "KN-TL", N),
        ("Giải quyết lần đầu", "KN-GQ1", N),
        ("Giải quyết lần đầu, việc phức tạp", "KN-GQ1", C),
        ("Giải quyết lần đầu, vùng sâu, vùng xa", "KN-GQ1", R),
        ("Giải quyết lần đầu, vùng sâu, vùng xa, việc phức tạp", "KN-GQ1", RC),
        ("Khiếu nại lần hai", "KN-W2-RECV", N),
        ("Giải quyết lần hai", "KN-GQ2", N),
        ("Giải quyết lần hai, việc phức tạp", "KN-GQ2", C),
    ),
    PetitionKind.DENUNCIATION: (
        ("Cơ quan xử lý ban đầu, quyết định thụ lý", "TC-XLBD", N),
        ("Báo việc thụ lý", "TC-TL-NOTICE", N),
        ("Giải quyết tố cáo", "TC-GQ", N),
        ("Gia hạn giải quyết, mỗi lần", "TC-GQ-EXT1", N),
        ("Chuyển đơn đến nơi có thẩm quyền và báo người tố cáo", "TC-TRANSFER", N),
    ),
    PetitionKind.FEEDBACK: (("Cơ quan báo kết quả xử lý", "KNPA-RESULT", N),),
}


def limits(kind: PetitionKind, *, on: date) -> tuple[Limit, ...]:
    """The time limits of a kind by the wording in force on a day."""
    return tuple(_limit(what, family, variant, on) for what, family, variant in _ASKED[kind])


def _limit(what: str, family: str, variant: Variant, on: date) -> Limit:
    row = in_force(PERIODS, on=on, family=family, variant=variant)
    return Limit(what, f"{row.amount} {row.unit.label}", row.start, row.basis, row.is_unconfirmed)
