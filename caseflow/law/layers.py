"""Where the boxes of a diagram stand: layers from the start downwards, an order within each that few lines cross.

The usual four steps (Sugiyama): lines that lead back are turned round, boxes get the layer of their longest way from
the start, a line across several layers gets a place in each, and the order is settled by the middle of the neighbours.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SWEEPS = 24
ABREAST = 4  # boxes in one layer; of more, those that lead nowhere move down

Item = Hashable
Link = tuple[Item, Item]


@dataclass(frozen=True, slots=True)
class Place:
    """What a line takes up in a layer that it only passes."""

    link: Link
    layer: int


@dataclass(slots=True)
class Layered:
    """Boxes and places by layer, from left to right; every line as the chain of what it joins, from above to below."""

    rows: list[list[Item]]
    chains: dict[Link, list[Item]]
    backward: frozenset[Link]
    above: dict[Item, list[Item]] = field(default_factory=dict)
    below: dict[Item, list[Item]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Know the neighbours of everything."""
        for chain in self.chains.values():
            for upper, lower in pairwise(chain):
                self.below.setdefault(upper, []).append(lower)
                self.above.setdefault(lower, []).append(upper)


def backward_links(
    start: Item, boxes: Sequence[Item], links: Iterable[Link], known: frozenset[Link]
) -> frozenset[Link]:
    """The lines that lead back: those known to, and those that come upon a box while the way to it is being walked.

    A line known to lead back is walked turned round; where even so it comes upon its own way, it leads on after all.
    """
    onward: dict[Item, list[tuple[Item, Link]]] = {box: [] for box in boxes}
    for a, b in links:
        upper, lower = (b, a) if (a, b) in known else (a, b)
        onward[upper].append((lower, (a, b)))
    found, done, way = set(known), set[Item](), list[Item]()

    def walk(box: Item) -> None:
        way.append(box)
        for after, link in sorted(onward[box], key=lambda to: boxes.index(to[0])):
            if after in way:
                found.symmetric_difference_update({link})
            elif after not in done:
                walk(after)
        done.add(way.pop())

    for box in (start, *boxes):
        if box not in done:
            walk(box)
    return frozenset(found)


def depths(boxes: Sequence[Item], links: Iterable[Link]) -> dict[Item, int]:
    """The longest way to every box; the lines must not run in a circle."""
    before: dict[Item, list[Item]] = {box: [] for box in boxes}
    for a, b in links:
        before[b].append(a)
    depth: dict[Item, int] = {}

    def depth_of(box: Item) -> int:
        if box not in depth:
            depth[box] = max((depth_of(each) + 1 for each in before[box]), default=0)
        return depth[box]

    return {box: depth_of(box) for box in boxes}


def _narrowed(depth: dict[Item, int], leading_on: set[Item]) -> dict[Item, int]:
    """The same layers, no wider than need be: surplus boxes that lead nowhere stand a layer further down."""
    found, layer = dict(depth), 0
    while layer <= max(found.values()):
        here = [box for box, at in found.items() if at == layer]
        ends = [box for box in here if box not in leading_on]
        for box in ends[max(0, ABREAST - (len(here) - len(ends))) :]:
            found[box] = layer + 1
        layer += 1
    return found


def layered(start: Item, boxes: Sequence[Item], links: Sequence[Link], known: frozenset[Link]) -> Layered:
    """Boxes and lines in layers, in an order that few lines cross."""
    backward = backward_links(start, boxes, links, known)
    down = {link: link[::-1] if link in backward else link for link in links}
    depth = _narrowed(depths(boxes, down.values()), {upper for upper, _ in down.values()})
    rows: list[list[Item]] = [[] for _ in range(max(depth.values()) + 1)]
    for box in boxes:
        rows[depth[box]].append(box)
    chains: dict[Link, list[Item]] = {}
    for link, (upper, lower) in down.items():
        between = [Place(link, layer) for layer in range(depth[upper] + 1, depth[lower])]
        for place in between:
            rows[place.layer].append(place)
        chains[link] = [upper, *between, lower]
    return _untangled(Layered(rows, chains, backward))


def _untangled(given: Layered) -> Layered:
    """The same with the rows in the best order that the sweeps came by."""
    best, fewest = [list(row) for row in given.rows], crossings(given)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        numbers = range(1, len(given.rows)) if down else range(len(given.rows) - 2, -1, -1)
        for number in numbers:
            beside = given.rows[number - 1 if down else number + 1]
            place = {item: at for at, item in enumerate(beside)}
            neighbours = given.above if down else given.below
            given.rows[number] = _by_middle(given.rows[number], neighbours, place)
        found = crossings(given)
        if found < fewest:
            best, fewest = [list(row) for row in given.rows], found
    given.rows = best
    return given


def _by_middle(row: list[Item], neighbours: Mapping[Item, list[Item]], place: Mapping[Item, int]) -> list[Item]:
    """A row ordered by the mean place of the neighbours; what has none stays where it was."""
    means = {}
    for at, item in enumerate(row):
        places = [place[each] for each in neighbours.get(item, ()) if each in place]
        means[item] = sum(places) / len(places) if places else float(at)
    return sorted(row, key=means.__getitem__)


def crossings(given: Layered) -> int:
    """How many pairs of lines cross."""
    total = 0
    for upper, lower in pairwise(given.rows):
        place = {item: at for at, item in enumerate(lower)}
        ends = [place[each] for item in upper for each in sorted(given.below.get(item, ()), key=place.__getitem__)]
        total += sum(a > b for at, a in enumerate(ends) for b in ends[at + 1 :])
    return total


def middles(given: Layered, width: Callable[[Item], float], gap: float) -> dict[Item, float]:
    """The middle of everything from left to right: close to its neighbours, nothing upon anything else."""
    found: dict[Item, float] = {}
    for row in given.rows:
        at = 0.0
        for item in row:
            found[item] = at + width(item) / 2
            at += width(item) + gap
    for sweep in range(SWEEPS):
        rows = given.rows if sweep % 2 == 0 else given.rows[::-1]
        for row in rows:
            wanted = [_wanted(item, given, found) for item in row]
            found |= dict(zip(row, spread(wanted, [width(item) for item in row], gap), strict=True))
    left = min(found[item] - width(item) / 2 for item in found)
    return {item: middle - left for item, middle in found.items()}


def _wanted(item: Item, given: Layered, found: Mapping[Item, float]) -> float:
    beside = [*given.above.get(item, ()), *given.below.get(item, ())]
    return sum(found[each] for each in beside) / len(beside) if beside else found[item]


def spread(wanted: Sequence[float], widths: Sequence[float], gap: float) -> list[float]:
    """Middles as near to the wanted ones as may be, in the same order, without overlap (pooled neighbours)."""
    offsets = [0.0]
    for before, after in pairwise(widths):
        offsets.append(offsets[-1] + (before + after) / 2 + gap)
    pools: list[tuple[float, int]] = []
    for middle, offset in zip(wanted, offsets, strict=True):
        mean, size = middle - offset, 1
        while pools and pools[-1][0] > mean:
            last, many = pools.pop()
            mean, size = (last * many + mean * size) / (many + size), many + size
        pools.append((mean, size))
    means = [mean for mean, size in pools for _ in range(size)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]
