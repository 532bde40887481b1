"""What is shown beside a form while somebody types: who has come before, which matters are alike, and why.

Proposals only: nothing is ever joined by itself. Only what the reader may know of is looked at, in as many queries
whether there is something to hide or not.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import get_history

from caseflow.law.rights import Reader
from caseflow.likeness import Likeness, Phrasebook, Telling, bands, compare, marked, phrasebook, read
from caseflow.reference.files import former_units, units
from caseflow.services.citizens import Person
from caseflow.store import likeness as store
from caseflow.store.citizens import paper_index, spellings
from caseflow.store.likeness import MatterNow, Met, Seen
from caseflow.store.petitions import Petition
from caseflow.store.reception import Visit
from caseflow.text import fold

ALIKE, ALIKE_OF_SAME_PEOPLE = 0.55, 0.3
"""From which score on a matter is proposed; measured on the known chains of the demo (tests/bench/likeness_bench)."""
MOST_ALIKE, MOST_CAME = 5, 5
BATCH = 1_000
MOST_PEOPLE = 5
"""Of a long list of people the first are looked up."""
SHORTEST_NAME = 2
"""One word is not a name by which somebody is found."""
PAPER, PHONE, NAME_THERE, NAME = "cùng số giấy tờ", "cùng điện thoại", "cùng họ tên và xã, phường", "cùng họ tên"
REASONS = (PAPER, PHONE, NAME_THERE, NAME)
"""Why somebody may have come before, the surest first."""

Pieces = Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form so far; `matter_id` is the matter of a record that exists already."""

    summary: str
    people: Sequence[Person] = ()
    unit_code: str = ""
    matter_id: int | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody like one of those in the form has come or written before."""

    row: Seen
    why: tuple[str, ...]
    matter: MatterNow


@dataclass(frozen=True, slots=True)
class Alike:
    """A matter that may be the same: both texts in pieces, those with words of the other marked."""

    matter: MatterNow
    why: tuple[str, ...]
    here: Pieces
    there: Pieces

    @property
    def evidence(self) -> Sequence[str]:
        """The longest stretches of words that both texts have."""
        found = sorted({piece.strip(" ,.") for piece, is_shared in self.there if is_shared}, key=len, reverse=True)
        return found[:3]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the form."""

    came: Sequence[Came] = ()
    alike: Sequence[Alike] = ()


@cache
def phrases() -> Phrasebook:
    """What makes no difference in this province: also a former commune that has become a part of one of today."""
    today = {unit.code: unit.name for unit in units()}
    now: dict[str, set[str]] = {}
    for former in former_units():
        now.setdefault(fold(former.name), set()).add(today[former.code])
    still = {fold(name) for name in today.values()}  # Quang Phú and Quảng Phú are one name to whoever types no marks
    return phrasebook({name: next(iter(to)) for name, to in now.items() if len(to) == 1 and name not in still})


def watch() -> None:
    """Have every flush rewrite what a changed summary is found by; called once when the house is wired."""
    if not event.contains(Session, "after_flush", _follow):
        event.listen(Session, "after_flush", _follow)


def _follow(session: Session, _context: object) -> None:
    """No verb that writes or cleans a summary can forget it: new texts, corrected ones, and those just sealed."""
    for row in (*session.new, *session.dirty):
        if isinstance(row, Petition | Visit) and get_history(row, "summary").has_changes():
            numbers = bands(read(row.summary, phrases()))
            store.write_bands(session, row.id, numbers, is_new=row in session.new)


def fill_in(*, batch: int = BATCH) -> int:
    """Have every text that was written before there were such numbers found by them too; how many those were."""
    last, filled = 0, 0
    while rows := store.texts_without_bands(after=last, limit=batch):
        found = {row.id: numbers for row in rows if (numbers := bands(read(row.summary, phrases())))}
        store.add_bands(found)
        last, filled = rows[-1].id, filled + len(found)
    return filled


def beside(typed: Typed, *, reader: Reader) -> Beside:
    """Who came before and which matters are alike, of those the reader may know of."""
    came = _came(typed, reader)
    telling = read(typed.summary, phrases())
    numbers = bands(telling)
    found = store.met(numbers, reader, besides=typed.matter_id) if numbers else []
    found = [*found, *(Met(row.subject_id, row.matter_id, row.summary, row.unit_code) for row, _ in came)]
    surely = {row.matter_id: why for row, why in came if _is_certain(why)}
    best = _best(telling, typed.unit_code, found, surely)
    kept = sorted(best, key=lambda key: best[key][0].score, reverse=True)[:MOST_ALIKE]
    matters = store.matters_now({row.matter_id for row, _ in came} | set(kept), reader)
    return Beside(
        [Came(row, why, matters[row.matter_id]) for row, why in came if row.matter_id in matters],
        [_alike(matters[key], telling, *best[key], surely.get(key, ())) for key in kept if key in matters],
    )


def _best(
    telling: Telling, unit_code: str, found: Collection[Met], surely: Collection[int]
) -> dict[int, tuple[Likeness, Telling]]:
    """Of each matter the text that is most alike, where it is alike enough."""
    best: dict[int, tuple[Likeness, Telling]] = {}
    for row in found:
        other = read(row.summary, phrases())
        is_elsewhere = bool(unit_code and row.unit_code) and unit_code != row.unit_code
        likeness = compare(telling, other, elsewhere=is_elsewhere)
        least = ALIKE_OF_SAME_PEOPLE if row.matter_id in surely else ALIKE
        before = best.get(row.matter_id)
        if likeness.score >= least and (before is None or likeness.score > before[0].score):
            best[row.matter_id] = (likeness, other)
    return best


def _alike(matter: MatterNow, here: Telling, likeness: Likeness, there: Telling, why: tuple[str, ...]) -> Alike:
    shared = likeness.shared
    return Alike(matter, why, marked(here, shared), marked(there, shared))


def _came(typed: Typed, reader: Reader) -> list[tuple[Seen, tuple[str, ...]]]:
    """Earlier comings with why they are shown, the surest first; of one matter the latest."""
    people = typed.people[:MOST_PEOPLE]
    numbers = {index for one in people if (index := paper_index(one.paper_number))}
    phones = {spelling for one in people for spelling in spellings(one.phone)}
    names = {(fold(one.name), one.unit_code) for one in people if len(one.name.split()) >= SHORTEST_NAME}
    rows = store.seen(numbers=numbers, phones=phones, names=names, reader=reader, besides=typed.matter_id)
    found: dict[int, tuple[Seen, tuple[str, ...]]] = {}
    for row in rows:
        why = _why(row, numbers, phones, names)
        if row.matter_id not in found or len(why) > len(found[row.matter_id][1]):
            found[row.matter_id] = (row, why)
    return sorted(found.values(), key=lambda one: REASONS.index(one[1][0]))[:MOST_CAME]


def _why(
    row: Seen, numbers: Collection[str], phones: Collection[str], names: Collection[tuple[str, str]]
) -> tuple[str, ...]:
    is_here = row.unit_code and (row.folded, row.unit_code) in names
    holds = {
        PAPER: row.paper_index in numbers,
        PHONE: row.phone in phones,
        NAME_THERE: is_here,
        NAME: not is_here and any(row.folded == folded for folded, _ in names),
    }
    return tuple(why for why in REASONS if holds[why])


def _is_certain(why: tuple[str, ...]) -> bool:
    """Whether it is more than a namesake."""
    return why != (NAME,)
