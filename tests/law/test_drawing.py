"""A procedure laid out: every box and every row is there, and nothing lies upon anything else."""

from itertools import combinations, pairwise

import pytest

from caseflow.law.book import numbered
from caseflow.law.diagram import targets
from caseflow.law.drawing import LABEL_HEIGHT, draw, ranges
from caseflow.law.layers import Place, backward_links, crossings, depths, layered, middles, spread
from caseflow.law.tables import TABLES
from caseflow.law.terms import CaseStatus

NAMES = list(TABLES)


def listed(words: str) -> set[int]:
    """The numbers of "2–5, 8"."""
    found: set[int] = set()
    for part in words.split(", "):
        first, _, last = part.partition("–")
        found |= set(range(int(first), int(last or first) + 1)) if first else set()
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_way_of_every_row_is_drawn_under_its_number(name: str) -> None:
    table, drawing = TABLES[name], draw(TABLES[name])
    ways = {(line.from_, line.to): listed(line.numbers) for line in drawing.lines}
    stays = {box.label: listed(box.stays) for box in drawing.boxes}
    for row in numbered(table):
        for source in row.step.source:
            for target in targets(row.step, source, table):
                if target == source:
                    assert row.number in stays[source.label]
                else:
                    assert row.number in ways[source.label, target.label]
    drawn = {number for numbers in (*ways.values(), *stays.values()) for number in numbers}
    assert drawn == {row.number for row in numbered(table)}


@pytest.mark.parametrize("name", NAMES)
def test_no_box_lies_upon_another_and_none_leaves_the_sheet(name: str) -> None:
    drawing = draw(TABLES[name])
    for one, other in combinations(drawing.boxes, 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y, (one.label, other.label)
    for box in drawing.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= drawing.width
        assert box.y + box.height <= drawing.height
    for line in drawing.lines:
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in line.points)


@pytest.mark.parametrize("name", NAMES)
def test_no_number_covers_another_or_a_box(name: str) -> None:
    drawing = draw(TABLES[name])
    for one, other in combinations(drawing.lines, 2):
        aside = abs(one.label[0] - other.label[0]) >= (one.label_width + other.label_width) / 2
        assert aside or abs(one.label[1] - other.label[1]) >= LABEL_HEIGHT, (one.numbers, other.numbers)
    for line in drawing.lines:
        for box in drawing.boxes:
            inside = box.x < line.label[0] < box.x + box.width and box.y < line.label[1] < box.y + box.height
            assert not inside, (line.numbers, box.label)


@pytest.mark.parametrize("name", NAMES)
def test_no_line_runs_through_a_box(name: str) -> None:
    drawing = draw(TABLES[name])
    for line in drawing.lines:
        for (ax, ay), (bx, by) in list(pairwise(line.points))[1::2]:
            assert ax == bx
            middle = (ay + by) / 2
            assert not [
                box.label
                for box in drawing.boxes
                if box.x <= ax <= box.x + box.width and box.y <= middle <= box.y + box.height
            ]


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_fits_on_a_desk_and_on_paper(name: str) -> None:
    assert draw(TABLES[name]).width <= 1280


def test_what_leads_back_leads_upwards_and_the_rest_downwards() -> None:
    drawing = draw(TABLES["complaint-first"])
    top = {box.label: box.y for box in drawing.boxes}
    for line in drawing.lines:
        assert (top[line.to] < top[line.from_]) is line.is_backward, (line.from_, line.to)
    back = {(line.from_, line.to) for line in drawing.lines if line.is_backward}
    suspended = CaseStatus.SUSPENDED.label
    decided, closed, reviewing = (s.label for s in (CaseStatus.DECIDED, CaseStatus.CLOSED, CaseStatus.REVIEWING))
    resumed = {(suspended, s.label) for s in (CaseStatus.ACCEPTED, CaseStatus.VERIFYING, CaseStatus.DIALOGUE)}
    under_review = {(reviewing, s.label) for s in (CaseStatus.IN_EFFECT, CaseStatus.ENFORCING)} | {(closed, reviewing)}
    anew = {(s.label, decided) for s in (CaseStatus.CONTESTED, CaseStatus.IN_EFFECT, CaseStatus.ENFORCING)}
    assert back == resumed | under_review | anew | {(reviewing, decided)}


def test_where_it_begins_and_where_it_ends_is_marked() -> None:
    boxes = {box.label: box for box in draw(TABLES["complaint-first"]).boxes}
    assert [label for label, box in boxes.items() if box.is_start] == [CaseStatus.NEW.label]
    assert boxes[CaseStatus.CLOSED.label].is_end
    assert not boxes[CaseStatus.ACCEPTED.label].is_end


def test_the_tip_of_an_arrow_points_into_the_box() -> None:
    drawing = draw(TABLES["complaint-first"])
    for line in drawing.lines:
        tip, left, right = [tuple(map(float, point.split(","))) for point in line.head.split(" ")]
        end = line.points[0] if line.is_backward else line.points[-1]
        assert tip == pytest.approx(end, abs=0.06)
        assert left[1] == right[1]
        assert (left[1] > tip[1]) is line.is_backward


def test_a_path_is_a_curve_then_a_straight_way_through_a_layer() -> None:
    long = next(line for line in draw(TABLES["complaint-first"]).lines if len(line.points) > 2)
    assert [part[0] for part in long.path.split(" ") if part[0].isalpha()][:4] == ["M", "C", "L", "C"]


@pytest.mark.parametrize(
    ("numbers", "words"), [([], ""), ([3], "3"), ([5, 4, 3, 8, 8], "3–5, 8"), ([1, 2, 9, 10, 12], "1–2, 9–10, 12")]
)
def test_numbers_are_listed_as_a_reader_lists_them(numbers: list[int], words: str) -> None:
    assert ranges(numbers) == words


def test_the_longest_way_decides_the_layer() -> None:
    assert depths("abcd", [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")]) == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_a_circle_is_broken_where_it_comes_back() -> None:
    found = backward_links("a", "abc", [("a", "b"), ("b", "c"), ("c", "a")], frozenset())
    assert found == {("c", "a")}
    assert backward_links("a", "ab", [("a", "b"), ("b", "a")], frozenset({("a", "b")})) >= {("a", "b")}


def test_lines_are_untangled() -> None:
    order = layered("s", "sabcd", [("s", "a"), ("s", "b"), ("a", "d"), ("b", "c")], frozenset())
    assert crossings(order) == 0


def test_a_line_across_layers_takes_a_place_in_each() -> None:
    order = layered("a", "abc", [("a", "b"), ("b", "c"), ("a", "c")], frozenset())
    assert order.chains["a", "c"] == ["a", Place(("a", "c"), 1), "c"]


def test_more_boxes_than_stand_abreast_move_down_where_they_lead_nowhere() -> None:
    order = layered("a", "abcdefgh", [("a", each) for each in "bcdefgh"], frozenset())
    boxes = [[item for item in row if isinstance(item, str)] for row in order.rows]
    assert [len(row) for row in boxes] == [1, 4, 3]


def test_middles_keep_their_order_and_their_distance() -> None:
    assert spread([0, 0, 0], [10, 10, 10], 5) == [-15, 0, 15]
    assert spread([0, 100, 110], [10, 10, 10], 5) == [0, 97.5, 112.5]
    order = layered("a", "abc", [("a", "b"), ("a", "c")], frozenset())
    found = middles(order, lambda _: 10, 5)
    assert abs(found["b"] - found["c"]) == 15
    assert found["a"] == pytest.approx((found["b"] + found["c"]) / 2)
    assert min(found.values()) == 5
