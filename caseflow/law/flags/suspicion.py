"""A suspicion with its reasons: raised by a reading, decided by a person, never an act, never a ground of refusal."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseflow.law.terms import Term


class Flag(Term):
    """What a matter may be suspected of."""

    SKIPPED_LEVEL = "vuot_cap", "vượt cấp"
    CROWD = "dong_nguoi", "đông người"
    CROWD_ADDED_UP = "dong_nguoi_nhieu_luot", "đông người qua nhiều lượt tiếp"
    PROLONGED = "keo_dai", "kéo dài"
    COMPLEX = "phuc_tap", "phức tạp"
    ESPECIALLY_COMPLEX = "dac_biet_phuc_tap", "đặc biệt phức tạp"
    CIRCULAR = "chuyen_vong", "chuyển lòng vòng"
    SENT_AROUND = "gui_nhieu_noi", "gửi nhiều nơi"
    HOTSPOT = "diem_nong", "điểm nóng"


BY_HAND = frozenset({Flag.HOTSPOT})
"""What no facts give rise to: a leader marks it, and only a person takes the mark away."""


class Verdict(Term):
    """What a person said of a suspicion."""

    PENDING = "", "chờ xác nhận"
    CONFIRMED = "confirmed", "đã xác nhận"
    REJECTED = "rejected", "đã bác bỏ"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One suspicion: what it is about, why, by which articles, and the facts on which a verdict would rest.

    `material` is what must change for the suspicion to be another one; words and dates around it may change freely.
    """

    flag: Flag
    subject_id: int
    reasons: tuple[str, ...]
    basis: str
    material: tuple[object, ...]

    @property
    def digest(self) -> str:
        """The facts it rests on in one short text: a verdict belongs to it."""
        words = json.dumps([self.flag.value, self.subject_id, *self.material], ensure_ascii=False, default=str)
        return hashlib.sha256(words.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reading:
    """What facts say on a day, and the next day on which time alone may say something else."""

    suspicions: tuple[Suspicion, ...] = ()
    look_again_on: date | None = None

    @classmethod
    def of(cls, parts: Iterable["Reading"], *, after: date) -> "Reading":
        """Several readings in one; a day that is past needs no second look."""
        parts = tuple(parts)
        days = [part.look_again_on for part in parts if part.look_again_on and part.look_again_on > after]
        return cls(tuple(one for part in parts for one in part.suspicions), min(days, default=None))


def told(day: date) -> str:
    """A day as reasons name it."""
    return f"{day:%d/%m/%Y}"
