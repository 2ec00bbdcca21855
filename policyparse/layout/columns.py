"""Lines of a page → reading order: where it is set in columns, column after column; else from the top down.

A gutter is a strip that many lines leave blank while prose stands on both sides of it. Not here: tables (found
before, they count as one wide item), and which lines belong to the notice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from policyparse.layout.glyph_lines import GlyphLines, Piece, VisualLine

FEWEST_LINES = 4  # on either side of a gutter
FEW = 2  # lines of a column beside a gutter that the page is known to have
PROSE_WIDTH = 9.0  # ems: a column of prose is wider
FULL_SHARE = 0.5  # of a column's lines must reach over most of its width
MOSTLY = 0.72
STEP = 4.0  # points: how finely gutters are looked for
BARE = 0.25  # of all pieces may cover a gutter: titles and tables over both columns
NEARLY_NONE = 0.03  # of all pieces
MOST_TRIED = 12
DEEPEST = 3
MANY_LINES = 16  # in columns, for a page to be set in columns


@dataclass(slots=True)
class Item:
    """Something that has a place in the reading order: a line, or a table or a box of lines under its number."""

    x0: float
    top: float
    x1: float
    bottom: float
    line: VisualLine | None = None
    table: int = -1
    boxed: int = -1


@dataclass(slots=True)
class Column:
    """Items from the top down between two edges; ``parted``: it stands beside another column."""

    items: list[Item]
    parted: bool = False


def read_order(
    lines: Sequence[VisualLine], tables: Sequence[Item], maker: GlyphLines, fewest: int = FEWEST_LINES
) -> list[Column]:  # fmt: skip
    """The columns of a page in reading order, each of at least so many lines; without gutters it is one column."""
    items = [Item(line.x0, line.top, line.x1, line.bottom, line) for line in lines]
    return _ordered([*items, *tables], maker, 0, fewest)


def is_set_in_columns(lines: Sequence[VisualLine], maker: GlyphLines) -> bool:
    """Whether much of a page stands in columns of prose, as in a newspaper."""
    return sum(len(column.items) for column in read_order(lines, [], maker) if column.parted) >= MANY_LINES


def _ordered(
    items: list[Item], maker: GlyphLines, depth: int, fewest: int, known: float | None = None
) -> list[Column]:  # fmt: skip
    """Columns of items; ``known``: a gutter of the page, at which fewer lines suffice, as above and below a table."""
    items.sort(key=lambda item: (item.top + item.bottom, item.x0))
    columns: list[Column] = []
    while items:
        maker.check()
        found = _widest_gutter(items, fewest) if depth < DEEPEST and len(items) >= fewest else None
        if found is None and known is not None:
            found = _gutter_at(known, items)
        if found is None:
            return [*columns, Column(items, depth > 0)]
        x, first, last = found
        known = x
        first += _centred_above(items[first:last])
        if first:
            columns += _ordered(items[:first], maker, depth, fewest, known)
        for side in _split(items[first:last], x, maker):
            columns += _ordered(side, maker, depth + 1, fewest)
        items = items[last:]
    return columns


def _gutter_at(x: float, items: list[Item]) -> tuple[float, int, int] | None:
    """The longest stretch of a few lines that a known gutter parts."""
    runs = [run for run in _uncrossed(items, x, FEW) if _is_gutter(items[run[0] : run[1]], x, FEW)]
    best = max(runs, key=lambda run: run[1] - run[0], default=None)
    return (x, *best) if best else None


def _widest_gutter(items: list[Item], fewest: int) -> tuple[float, int, int] | None:
    """x of a gutter and the stretch of items that it parts; the one that parts most."""
    best: tuple[int, float, int, int] | None = None
    for x in _candidates(items):
        for first, last in _uncrossed(items, x, fewest):
            if (best is None or last - first > best[0]) and _is_gutter(items[first:last], x, fewest):
                best = (last - first, x, first, last)
    return best[1:] if best else None


def _centred_above(items: list[Item]) -> int:
    """How many items at the top stand across the middle of all: a date or author below a title."""
    left, right = min(item.x0 for item in items), max(item.x1 for item in items)
    middle = (left + right) / 2
    for number, item in enumerate(items):
        narrow = item.x1 - item.x0 < 0.6 * (right - left)
        centred = narrow and abs((item.x0 + item.x1) / 2 - middle) <= 0.03 * middle
        if item.line is None or len(item.line.pieces) > 1 or not centred:
            return number
    return 0


def _candidates(items: list[Item]) -> list[float]:
    """Places that few pieces cover although many stand on both sides: the middles of the barest stretches first."""
    pieces = [piece for item in items if item.line is not None for piece in item.line.pieces]
    start, covered = _coverage(pieces)
    most = BARE * len(pieces)
    runs: list[list[int]] = []
    for place in range(2, len(covered) - 2):
        if covered[place] > most:
            continue
        if runs and place == runs[-1][-1] + 1 and covered[place] == covered[place - 1]:
            runs[-1].append(place)
        else:
            runs.append([place])
    runs.sort(key=lambda run: (covered[run[0]], -len(run)))
    return [(2 * start + run[0] + run[-1] + 1) / 2 * STEP for run in runs[:MOST_TRIED]]


def _coverage(pieces: Sequence[Piece]) -> tuple[int, list[int]]:
    """The first place, in steps, that a piece covers, and how many cover each place from there on."""
    if not pieces:
        return 0, []
    starts = [int(piece.x0 / STEP) for piece in pieces]
    ends = [int(piece.x1 / STEP) + 1 for piece in pieces]
    first = min(starts)
    changes = [0] * (max(ends) - first + 1)
    for start in starts:
        changes[start - first] += 1
    for end in ends:
        changes[end - first] -= 1
    return first, list(accumulate(changes))[:-1]


def _uncrossed(items: list[Item], x: float, fewest: int) -> list[tuple[int, int]]:
    """Stretches of items that nothing crosses at x."""
    runs: list[tuple[int, int]] = []
    start = 0
    for at in range(len(items) + 1):
        if at == len(items) or _crosses(items[at], x):
            if at - start >= fewest:
                runs.append((start, at))
            start = at + 1
    return runs


def _crosses(item: Item, x: float) -> bool:
    if item.x0 >= x - 1 or item.x1 <= x + 1:
        return False
    return item.line is None or any(piece.x0 < x - 1 and piece.x1 > x + 1 for piece in item.line.pieces)


def _is_gutter(items: list[Item], x: float, fewest: int) -> bool:
    """Prose in every band that blank strips leave, some on both sides: a table has narrow bands and short lines."""
    pieces = [piece for item in items if item.line is not None for piece in item.line.pieces]
    bands = _bands(pieces)
    if not any(right <= x for _, right in bands) or not any(left >= x for left, _ in bands):
        return False
    return all(_is_prose(left, right, pieces, fewest) for left, right in bands)


def _bands(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    """What the pieces cover, from left to right, parted by strips that nearly none of them covers."""
    first, covered = _coverage(pieces)
    most = NEARLY_NONE * len(pieces)
    filled = [False, *(count > most for count in covered), False]
    edges = [(first + at) * STEP for at, (before, after) in enumerate(pairwise(filled)) if before is not after]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _is_prose(left: float, right: float, pieces: Sequence[Piece], fewest: int) -> bool:
    """Enough lines, wide enough, most of them full."""
    inside = [piece for piece in pieces if left <= (piece.x0 + piece.x1) / 2 <= right]
    if len(inside) < fewest:
        return False
    size = sorted(piece.size for piece in inside)[len(inside) // 2]
    if right - left < PROSE_WIDTH * size:
        return False
    return sum(piece.x1 - piece.x0 >= MOSTLY * (right - left) for piece in inside) >= FULL_SHARE * len(inside)


def _side(item: Item, x: float, side: int) -> list[Piece]:
    if item.line is None:
        return []
    return [piece for piece in item.line.pieces if (piece.x0 + piece.x1 > 2 * x) == bool(side)]


def _split(items: list[Item], x: float, maker: GlyphLines) -> tuple[list[Item], list[Item]]:
    """The items left and right of a gutter; lines that reach over it are cut."""
    halves: tuple[list[Item], list[Item]] = ([], [])
    loose: tuple[list[Piece], list[Piece]] = ([], [])
    for item in items:
        if item.line is None:
            halves[item.x0 + item.x1 > 2 * x].append(item)
            continue
        for side in (0, 1):
            loose[side].extend(_side(item, x, side))
    for side in (0, 1):
        for line in maker.lines(loose[side]):
            halves[side].append(Item(line.x0, line.top, line.x1, line.bottom, line))
    return halves
