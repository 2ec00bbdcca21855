"""Which expected item is which found item: one to one, best pairs first.

For: any two lists and a measure of how well two entries fit. Not for: what fitting means (score.py says that).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
Pairs = list[tuple[int, int]]


def best_pairs(
    expected: Sequence[T],
    found: Sequence[T],
    fit: Callable[[T, T], float | None],
    among: tuple[Iterable[int], Iterable[int]] | None = None,
) -> Pairs:
    """Pairs of indexes into the two lists, the best fit first, each index once, in the order of ``expected``.

    ``fit`` gives None where two entries cannot be a pair. Equal fits go to the pair whose entries stand at the most
    nearly equal place of their lists, so that repeated facts pair up in order. ``among`` narrows both lists.
    """
    left, right = (list(side) for side in among) if among else (list(range(len(expected))), list(range(len(found))))
    candidates = []
    for rank, one in enumerate(left):
        for other_rank, other in enumerate(right):
            value = fit(expected[one], found[other])
            if value is not None:
                candidates.append((-value, abs(rank - other_rank), one, other))
    taken: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for _, _, one, other in sorted(candidates):
        if one not in taken and other not in taken_found:
            taken.add(one)
            taken_found.add(other)
            pairs.append((one, other))
    return sorted(pairs)


def keyed_pairs(
    expected: Sequence[T], found: Sequence[T], key: Callable[[T], Hashable], fit: Callable[[T, T], float | None]
) -> Pairs:
    """As ``best_pairs``, among entries of equal key only: as a multiset, ``fit`` deciding which of several is which."""
    groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for place, entry in enumerate(expected):
        groups[key(entry)][0].append(place)
    for place, entry in enumerate(found):
        groups[key(entry)][1].append(place)
    pairs: Pairs = []
    for among in groups.values():
        pairs += best_pairs(expected, found, fit, among)
    return sorted(pairs)


def left_over(count: int, used: Iterable[int]) -> list[int]:
    """The indexes below ``count`` that are not among ``used``."""
    taken = set(used)
    return [place for place in range(count) if place not in taken]
