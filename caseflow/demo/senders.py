"""Who signs a petition: mostly one person, now and then a few neighbours, seldom a group with representatives."""

from random import Random

from caseflow.demo.chance import weighted
from caseflow.demo.names import InventedPerson, person
from caseflow.law.terms import PetitionKind

_SIZES = (("one", 86.0), ("few", 10.0), ("group", 4.0))
_GROUP = 5
_MANY = 10
_KNOWN = 0.03


class Crowd:
    """Everybody invented so far, so that no two people share a number and some come with a second matter."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._numbers: set[str] = set()
        self._seen: list[InventedPerson] = []

    def newcomer(self, *, home: str | None = None) -> InventedPerson:
        """Somebody nobody has seen before."""
        while (found := person(self._rng, home=home)).id_number in self._numbers:
            pass
        if found.id_number:
            self._numbers.add(found.id_number)
            self._seen.append(found)
        return found

    def anybody(self, *, home: str | None = None) -> InventedPerson:
        """A newcomer, or one time in thirty somebody who has been here with another matter."""
        if self._seen and self._rng.random() < _KNOWN:
            return self._rng.choice(self._seen)
        return self.newcomer(home=home)


def draw_senders(rng: Random, crowd: Crowd, kind: PetitionKind, *, home: str | None) -> tuple[InventedPerson, ...]:
    """The people who sign, in the order of the paper; a denouncer is always a newcomer."""
    if kind is PetitionKind.DENUNCIATION:
        return tuple(crowd.newcomer(home=home) for _ in range(weighted(rng, ((1, 88), (2, 8), (3, 4)))))
    size = weighted(rng, _SIZES)
    if size == "one":
        return (crowd.anybody(home=home),)
    number = rng.randrange(2, 5) if size == "few" else round(rng.triangular(5, 30, 7))
    return tuple(crowd.newcomer(home=home) for _ in range(number))


def representatives(rng: Random, people: int) -> int:
    """How many speak for a group: 1-2 of five to ten, up to 5 of more (LTCD Điều 29)."""
    if people < _GROUP:
        return 0
    return rng.randrange(1, 3) if people <= _MANY else rng.randrange(3, 6)
