"""The columns of a table without vertical rulings: the strips that its lines leave blank.

Not here: where such tables are (`tables.band_regions`), their rows and cells (`tables.bands`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from policyparse.layout.glyph_lines import Piece, VisualLine
from policyparse.tables.rulings import Edge

GUTTER = 5.0  # points that all rows leave blank between two columns
CROSSED = 0.07  # of the lines may cross a gutter: group headings and cells over several columns
HEADING_LINES = 3
HEADINGS = 0.1  # of the lines of a table


def column_borders(lines: Sequence[VisualLine], rules: Sequence[Edge]) -> list[float]:
    """Left edge, middles of the gutters, right edge."""
    left = min(line.x0 for line in lines) - 1
    right = max(line.x1 for line in lines) + 1
    if rules:
        left = min(left, min(edge.start for edge in rules))
        right = max(right, max(edge.end for edge in rules))
    width = int(right - left) + 2
    changes = [0] * (width + 1)
    wide = _wide_headings(lines)
    for line in lines:
        for piece in line.pieces:
            start, end = max(0, int(piece.x0 - left + 0.5)), min(width, int(piece.x1 - left + 0.5))
            if start < end and id(piece) not in wide:
                changes[start] += 1
                changes[end] -= 1
    covered = list(accumulate(changes))
    allowed = int(CROSSED * len(lines)) if len(lines) > 8 else 0
    borders = [left]
    filled = [False, *(count > allowed for count in covered), False]
    edges = [at for at, (before, after) in enumerate(pairwise(filled)) if before is not after]
    if not edges:
        return [left, right]
    for start, end in zip(edges[1:-1:2], edges[2::2], strict=True):  # the blank strips between the filled ones
        if end - start >= GUTTER:
            middle = (start + end) / 2
            borders.append(left + min(range(start, end), key=lambda n: (covered[n], abs(n - middle))))
    return _without_heading_bands([*borders, right], lines)


def _wide_headings(lines: Sequence[VisualLine]) -> set[int]:
    """The pieces of the first lines that stand over two pieces or more of another line: headings of several columns."""
    wide: set[int] = set()
    ordered = sorted(lines, key=lambda line: line.top)
    for line in ordered[:HEADING_LINES]:
        for piece in line.pieces:
            for other in ordered[: HEADING_LINES + 1]:
                if other.top > line.top and len(other.pieces) > 1:
                    under = sum(min(p.x1, piece.x1) - max(p.x0, piece.x0) > 1 for p in other.pieces)
                    if under > 1:
                        wide.add(id(piece))
    return wide


def _without_heading_bands(borders: list[float], lines: Sequence[VisualLine]) -> list[float]:
    """Borders without those of bands in which hardly anything but a heading over several columns stands."""
    number = 0
    while number < len(borders) - 1 and len(borders) > 3:
        left, right = borders[number], borders[number + 1]
        own = any(left <= p.x0 and p.x1 <= right for line in lines for p in line.pieces)
        inside = 0 if own else sum(any(left <= (p.x0 + p.x1) / 2 < right for p in line.pieces) for line in lines)
        if own or inside > max(1, HEADINGS * len(lines)):
            number += 1
            continue
        # Of its two borders the one goes that the lowest line crosses: headings of one column stand below wide ones.
        lowest = {
            n: max((line.top for line in lines for p in line.pieces if p.x0 < borders[n] < p.x1), default=-1.0)
            for n in (number, number + 1)
            if 0 < n < len(borders) - 1
        }
        del borders[max(lowest, key=lambda n: lowest[n])]
        number = 0
    return borders


def is_borderless_table(lines: Sequence[VisualLine], borders: Sequence[float]) -> bool:
    """Without any rule: at least three columns, the first filled as often as a row begins, no column of prose alone."""
    columns = len(borders) - 1
    filled = [0] * columns
    for line in lines:
        for column in {column_of(piece, borders) for piece in line.pieces}:
            filled[column] += 1
    return columns >= 3 and min(filled) >= 2


def column_of(piece: Piece, borders: Sequence[float]) -> int:
    middle = (piece.x0 + piece.x1) / 2
    return max(0, sum(border <= middle for border in borders[1:-1]))
