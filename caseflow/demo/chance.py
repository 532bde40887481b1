"""Chance with a seed: the same seed gives the same province on every machine."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def seeded(seed: int) -> Random:
    """A source of chance that repeats itself; nothing secret is ever drawn from it."""
    return Random(seed)  # noqa: S311 - invented people, not keys


def weighted(rng: Random, rows: Sequence[tuple[T, float]]) -> T:
    """One value, as often as its weight says."""
    values, weights = zip(*rows, strict=True)
    chosen: T = rng.choices(values, weights)[0]
    return chosen


def quotas(total: int, shares: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to the shares that add up to the total (largest remainder)."""
    exact = [total * share / sum(shares) for share in shares]
    counts = [int(number) for number in exact]
    largest = sorted(range(len(shares)), key=lambda place: counts[place] - exact[place])
    for place in largest[: total - sum(counts)]:
        counts[place] += 1
    return counts
