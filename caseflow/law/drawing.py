"""A table of steps laid out to be drawn: boxes, lines, and the numbers that lead to the rows, all with coordinates.

A value and nothing else; what it looks like is the page's business. Numbers are those of law.book.numbered.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from textwrap import wrap

from caseflow.law.book import numbered
from caseflow.law.diagram import targets
from caseflow.law.layers import Item, Layered, Link, layered, middles
from caseflow.law.tables import Table
from caseflow.law.terms import Status
from caseflow.law.workflow import Target

BOX = 168.0
LINE = 16.0
PADDING = 9.0
PASSAGE = 12.0  # what a line takes up in a layer that it only passes
APART = 18.0
GAP = 66.0  # between two layers
MARGIN = 12.0
LETTERS = 22  # of a line in a box
FIGURE = 6.6  # the width of a letter of a number
LABEL_HEIGHT = 15.0
ALONG = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)  # where on a line its number may stand

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A status."""

    label: str
    lines: tuple[str, ...]
    stays: str  # the numbers of the steps that are taken here without leaving
    x: float
    y: float
    width: float
    height: float
    is_start: bool
    is_end: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A way from one status to another, the numbers of the steps that lead along it, and where these stand."""

    from_: str
    to: str
    numbers: str
    points: tuple[Point, ...]
    label: Point
    label_width: float
    is_backward: bool

    @property
    def path(self) -> str:
        """The way in the words of SVG: straight through a layer, a curve between two."""
        said = ["M{:.1f},{:.1f}".format(*self.points[0])]
        for number, ((ax, ay), (bx, by)) in enumerate(pairwise(self.points)):
            half = (ay + by) / 2
            curve = f"C{ax:.1f},{half:.1f} {bx:.1f},{half:.1f} {bx:.1f},{by:.1f}"
            said.append(f"L{bx:.1f},{by:.1f}" if number % 2 else curve)
        return " ".join(said)

    @property
    def head(self) -> str:
        """The tip of the arrow."""
        (x, y), (_, before) = self.points[:2] if self.is_backward else self.points[:-3:-1]
        back = 7.0 if before > y else -7.0
        return f"{x:.1f},{y:.1f} {x - 4:.1f},{y + back:.1f} {x + 4:.1f},{y + back:.1f}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything there is to draw."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def draw(table: Table) -> Drawing:
    """Lay out a procedure."""
    links, stays = _ways(table)
    boxes = [status for status in type(table.start) if status in _used(table, links, stays)]
    known = frozenset(  # what goes back to where it came from, and what opens again what had ended
        link
        for link, (_, is_back) in links.items()
        if link[0] in table.closed or (is_back and link[1] not in table.closed)
    )
    order = layered(table.start, boxes, list(links), known)
    lines = {status: tuple(wrap(status.label, LETTERS)) for status in boxes}
    heights = {status: PADDING * 2 + LINE * (len(lines[status]) + (status in stays)) for status in boxes}
    middle = middles(order, _width, APART)
    tops = _tops(order, heights)
    placed = tuple(
        Box(
            label=status.label,
            lines=lines[status],
            stays=ranges(stays.get(status, ())),
            x=MARGIN + middle[status] - BOX / 2,
            y=tops[row],
            width=BOX,
            height=heights[status],
            is_start=status is table.start,
            is_end=status in table.closed,
        )
        for row, items in enumerate(order.rows)
        for status in items
        if status in heights
    )
    drawn = _lines(order, middle, tops, {link: numbers for link, (numbers, _) in links.items()}, placed)
    right = max(middle[item] + _width(item) / 2 for item in middle)
    bottom = max(box.y + box.height for box in placed)
    return Drawing(right + MARGIN * 2, bottom + MARGIN, placed, drawn)


def ranges(numbers: Iterable[int]) -> str:
    """Numbers as a reader lists them: "2–5, 8"."""
    runs = groupby(enumerate(sorted(set(numbers))), key=lambda each: each[1] - each[0])
    spans = [[number for _, number in run] for _, run in runs]
    return ", ".join(f"{span[0]}" if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in spans)


_Links = dict[tuple[Status, Status], tuple[list[int], bool]]


def _ways(table: Table) -> tuple[_Links, dict[Status, list[int]]]:
    """The numbers of the steps between two statuses, with whether they only lead back; and of those that stay."""
    links: _Links = {}
    stays: dict[Status, list[int]] = {}
    for row in numbered(table):
        for source in row.step.source:
            for target in targets(row.step, source, table):
                if target == source:
                    stays.setdefault(source, []).append(row.number)
                    continue
                numbers, is_back = links.get((source, target), ([], True))
                links[source, target] = ([*numbers, row.number], is_back and row.step.target is Target.BACK)
    order = list(type(table.start))
    return dict(sorted(links.items(), key=lambda each: [order.index(end) for end in each[0]])), stays


def _used(table: Table, links: _Links, stays: dict[Status, list[int]]) -> set[Status]:
    return {table.start, *stays, *(status for link in links for status in link)}


def _width(item: Item) -> float:
    return BOX if isinstance(item, Status) else PASSAGE


def _tops(order: Layered, heights: dict[Status, float]) -> list[float]:
    """The upper edge of every layer, and, last, of what would come after."""
    tops = [MARGIN]
    for row in order.rows:
        tall = max((heights[item] for item in row if isinstance(item, Status)), default=LINE)
        tops.append(tops[-1] + tall + GAP)
    return tops


def _lines(
    order: Layered, middle: dict[Item, float], tops: Sequence[float], links: dict[Link, list[int]], boxes: Sequence[Box]
) -> tuple[Line, ...]:
    """Every line, its number where it lies upon no other."""
    box_of = {box.label: box for box in boxes}
    leaving, arriving = _ports(order, middle, below=True), _ports(order, middle, below=False)
    taken: list[tuple[Point, float]] = []
    drawn = []
    for link, chain in order.chains.items():
        upper, lower = box_of[_label(chain[0])], box_of[_label(chain[-1])]
        first = (MARGIN + leaving[link], upper.y + upper.height)
        points = [first]
        for item in chain[1:-1]:
            x, row = MARGIN + middle[item], item.layer  # type: ignore[attr-defined] # what lies between is a Place
            points += [(x, tops[row]), (x, tops[row + 1] - GAP)]
        points.append((MARGIN + arriving[link], lower.y))
        numbers = ranges(links[link])
        width = FIGURE * len(numbers) + 8
        at = _free(points, width, taken)
        taken.append((at, width))
        drawn.append(Line(_label(link[0]), _label(link[1]), numbers, tuple(points), at, width, link in order.backward))
    return tuple(drawn)


def _label(item: Item) -> str:
    return item.label if isinstance(item, Status) else ""


def _ports(order: Layered, middle: dict[Item, float], *, below: bool) -> dict[Link, float]:
    """Where each line touches its box, side by side in the order of where they lead."""
    touching: dict[Item, list[tuple[float, Link]]] = {}
    for link, chain in order.chains.items():
        box, beside = (chain[0], chain[1]) if below else (chain[-1], chain[-2])
        touching.setdefault(box, []).append((middle[beside], link))
    found = {}
    for box, ends in touching.items():
        step = min(34.0, BOX * 0.82 / len(ends))
        for at, (_, link) in enumerate(sorted(ends, key=lambda end: end[0])):
            found[link] = middle[box] + step * (at - (len(ends) - 1) / 2)
    return found


def _free(points: Sequence[Point], width: float, taken: Sequence[tuple[Point, float]]) -> Point:
    """The first place on the curves of a line where its number covers no other; else the first of all."""
    spots = [spot for each in ALONG for spot in _spots(points, each)]
    return next((spot for spot in spots if not any(_covers(spot, width, *other) for other in taken)), spots[0])


def _spots(points: Sequence[Point], along: float) -> Iterator[Point]:
    """A share of the way along the first and the last curve."""
    curves = list(pairwise(points))[::2]
    for (ax, ay), (bx, by) in dict.fromkeys((curves[0], curves[-1])):
        near, far = (1 - along) ** 2 * (1 + 2 * along), along**2 * (3 - 2 * along)
        yield near * ax + far * bx, _height(ay, by, along)


def _height(top: float, bottom: float, along: float) -> float:
    """The height of a curve whose two handles lie half-way down."""
    half = (top + bottom) / 2
    rest = 1 - along
    return rest**3 * top + 3 * rest * along * (rest + along) * half + along**3 * bottom


def _covers(spot: Point, width: float, other: Point, other_width: float) -> bool:
    return abs(spot[0] - other[0]) < (width + other_width) / 2 and abs(spot[1] - other[1]) < LABEL_HEIGHT
