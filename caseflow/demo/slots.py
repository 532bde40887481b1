"""What fills the {slots} of a sentence frame: one place, one parcel, one sum of money for a whole text.

Decision numbers run from 9000 upwards, far above what any office issues in a year.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Self

from caseflow.demo.places import NAMED, hamlet, spoken
from caseflow.reference.files import Commune

_THOUSAND, _MILLION = 1000, 1_000_000
_KIN = ("ông bà nội", "ông bà ngoại", "cha mẹ", "cha", "mẹ", "anh trai", "ông cố", "bác ruột")


def serial(rng: Random) -> int:
    """The number of an invented decision or letter."""
    return rng.randrange(9000, 10000)


def spoken_date(day: date) -> str:
    """05/03/2026, as a letter writes it."""
    return f"{day:%d/%m/%Y}"


def dong(thousands: int) -> str:
    """A sum as people write it: 850.000 đồng, 45 triệu đồng, 1,2 tỷ đồng."""
    if thousands >= _MILLION:
        return f"{thousands / _MILLION:.1f}".replace(".", ",").removesuffix(",0") + " tỷ đồng"
    if thousands >= _THOUSAND:
        return f"{thousands // _THOUSAND} triệu đồng"
    return f"{thousands}.000 đồng"


def dotted(number: int) -> str:
    """1.250."""
    return f"{number:,}".replace(",", ".")


def _parcel(rng: Random) -> str:
    return f"thửa đất số {rng.randrange(3, 900)}, tờ bản đồ số {rng.randrange(1, 70)}"


_DRAWN: dict[str, Callable[[Random], str]] = {
    "parcel": _parcel,
    "area": lambda rng: dotted(round(60 * 80 ** rng.random()) // 5 * 5),
    "small": lambda rng: str(rng.randrange(6, 58)),
    "few": lambda rng: f"{rng.randrange(2, 10):02d}",
    "households": lambda rng: str(rng.randrange(6, 90)),
    "amount": lambda rng: dong(round(3000 * 400 ** rng.random())),
    "price": lambda rng: f"{dotted(rng.randrange(4, 320) * 5000)} đồng/m²",
    "year": lambda rng: str(rng.randrange(1979, 2020)),
    "granted": lambda rng: str(rng.randrange(1995, 2020)),
    "years": lambda rng: f"{rng.randrange(2, 28)} năm",
    "months": lambda rng: f"{rng.randrange(3, 30)} tháng",
    "kin": lambda rng: rng.choice(_KIN),
}
_PASSING = ("date", "small", "few", "months")


class Scene(dict[str, str]):
    """The slot values of one matter, drawn when first asked for and then kept.

    Passing ones (dates, counts) are drawn anew for every sentence, as `turn` says.
    """

    def __init__(self, rng: Random, commune: Commune, day: date) -> None:
        super().__init__(commune=spoken(commune), hamlet=hamlet(rng, commune.name))
        self._rng = rng
        self._day = day

    def __missing__(self, slot: str) -> str:
        """Draw the value; an unknown slot is a KeyError."""
        if slot == "date":
            value = spoken_date(self._day - timedelta(days=self._rng.randrange(12, 420)))
        elif slot == "recent":
            value = str(self._day.year - self._rng.randrange(1, 7))
        else:
            value = (NAMED.get(slot) or _DRAWN[slot])(self._rng)
        self[slot] = value
        return value

    def turn(self) -> Self:
        """The same scene for the next sentence."""
        for slot in _PASSING:
            self.pop(slot, None)
        return self

    def fill(self, frame: str) -> str:
        """The frame as a sentence of this scene, with a capital letter."""
        sentence = frame.format_map(self.turn())
        return sentence[0].upper() + sentence[1:]
