"""Lines of a page → reading order: where it is set in columns, column after column; else from the top down.

A gutter is a strip that many lines leave blank while prose stands on both sides of it. Not here: tables (found
before, they count as one wide item), and which lines belong to the notice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policyparse.layout.glyph_lines import GlyphLines, Piece, VisualLine

GUTTER = 0.9  # ems: blank strip between two columns, at least
FEWEST_LINES = 4  # on either side of a gutter
PROSE_WIDTH = 9.0  # ems: a column of prose is wider
FULL_SHARE = 0.5  # of a column's lines must reach over most of its width
MOSTLY = 0.72
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


def read_order(lines: Sequence[VisualLine], tables: Sequence[Item], maker: GlyphLines) -> list[Column]:
    """The columns of a page in reading order; a page without gutters is one column."""
    items = [Item(line.x0, line.top, line.x1, line.bottom, line) for line in lines]
    return _ordered([*items, *tables], maker, 0)


def is_set_in_columns(lines: Sequence[VisualLine], maker: GlyphLines) -> bool:
    """Whether much of a page stands in columns of prose, as in a newspaper."""
    return sum(len(column.items) for column in read_order(lines, [], maker) if column.parted) >= MANY_LINES


def _ordered(items: list[Item], maker: GlyphLines, depth: int) -> list[Column]:
    items.sort(key=lambda item: (item.top + item.bottom, item.x0))
    found = _widest_gutter(items) if depth < DEEPEST and len(items) >= FEWEST_LINES else None
    if found is None:
        return [Column(items, depth > 0)] if items else []
    x, first, last = found
    left, right = _split(items[first:last], x, maker)
    above = [Column(items[:first], depth > 0)] if first else []
    return [
        *above,
        *_ordered(left, maker, depth + 1),
        *_ordered(right, maker, depth + 1),
        *_ordered(items[last:], maker, depth),
    ]


def _widest_gutter(items: list[Item]) -> tuple[float, int, int] | None:
    """x of a gutter and the stretch of items that it parts; the one that parts most."""
    best: tuple[int, float, int, int] | None = None
    for x in _candidates(items):
        for first, last in _uncrossed(items, x):
            if _is_gutter(items[first:last], x) and (best is None or last - first > best[0]):
                best = (last - first, x, first, last)
    return best[1:] if best else None


def _candidates(items: list[Item]) -> list[float]:
    """Middles of the gaps within lines and between items beside one another, the commonest first."""
    votes: dict[int, int] = {}
    for item in items:
        if item.line is None:
            continue
        for before, after in zip(item.line.pieces, item.line.pieces[1:], strict=False):
            if after.x0 - before.x1 >= GUTTER * item.line.size:
                for place in range(int(before.x1 / 4) + 1, int(after.x0 / 4) + 1):
                    votes[place] = votes.get(place, 0) + 1
    common = sorted((place for place, count in votes.items() if count >= FEWEST_LINES - 1), key=lambda p: -votes[p])
    return [place * 4.0 for place in common[:12]]


def _uncrossed(items: list[Item], x: float) -> list[tuple[int, int]]:
    """Stretches of items that nothing crosses at x."""
    runs: list[tuple[int, int]] = []
    start = 0
    for at in range(len(items) + 1):
        if at == len(items) or _crosses(items[at], x):
            if at - start >= FEWEST_LINES:
                runs.append((start, at))
            start = at + 1
    return runs


def _crosses(item: Item, x: float) -> bool:
    if item.line is None:
        return item.x0 < x - 1 and item.x1 > x + 1
    return any(piece.x0 < x - 1 and piece.x1 > x + 1 for piece in item.line.pieces)


def _is_gutter(items: list[Item], x: float) -> bool:
    """Prose on both sides: enough lines, wide enough, most of them full."""
    for side in (0, 1):
        spans: list[tuple[float, float]] = []
        size = 0.0
        for item in items:
            pieces = _side(item, x, side)
            if pieces and item.line is not None:
                spans.append((pieces[0].x0, max(piece.x1 for piece in pieces)))
                size = max(size, item.line.size) if not size else (size + item.line.size) / 2
        if len(spans) < FEWEST_LINES:
            return False
        left, right = min(a for a, _ in spans), sorted(b for _, b in spans)[int(0.9 * (len(spans) - 1))]
        if right - left < PROSE_WIDTH * size:
            return False
        if sum(b - a >= MOSTLY * (right - left) for a, b in spans) < FULL_SHARE * len(spans):
            return False
    return True


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
