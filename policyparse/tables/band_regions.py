"""Where on a page a table without vertical rulings may stand: between rules of one width, on stripes, in bands.

Not here: whether a region holds a table, and its cells (`tables.bands`); its columns (`tables.band_columns`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from policyparse.layout.glyph_lines import VisualLine
from policyparse.reading.pages import Fill, Sheet
from policyparse.tables.band_columns import GUTTER, column_of
from policyparse.tables.cell_text import CellText
from policyparse.tables.rulings import Edge

WIDEST_SHIFT = 12.0  # points by which rules of one table may begin or end elsewhere
SHORTEST_RULE = 0.25  # of the page's width: shorter ones part footnotes or stand under a word
SPLIT = 0.12  # ems between two glyphs on both sides of a gutter that other lines leave blank
SEED_GAP = 1.0  # ems between two cells of a line without rules
FEWEST_SEEDS = 3
LOOSE_STEP = 2.6  # times the size: a larger step ends a borderless table
MOST_RULES = 1000  # and rows of fills on a page; where there are more, it is a drawing
SAME_RULE = 3.0  # points
TOUCHING_FILLS = 4.0  # points between the fills of two cells of a row


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the page that may hold a table: its box, and the rules within (none for borderless ones)."""

    top: float
    bottom: float
    rules: tuple[Edge, ...]
    striped: bool = False
    groups: bool = False
    """Its rules part groups of rows; the first column names the groups."""
    borders: tuple[float, ...] = ()
    """The columns, where a table goes on whose columns are known."""


def ruled_regions(loose: Sequence[Edge], sheet: Sheet, lines: Sequence[VisualLine]) -> list[Region]:
    """Stretches between horizontal rules of the same width, at least two; prose between two rules parts them."""
    wide = [edge for edge in loose if edge.end - edge.start >= SHORTEST_RULE * sheet.width]
    groups: list[list[Edge]] = []
    for edge in sorted(wide):
        for group in groups:
            if abs(group[0].start - edge.start) <= WIDEST_SHIFT and abs(group[0].end - edge.end) <= WIDEST_SHIFT:
                group.append(edge)
                break
        else:
            groups.append([edge])
    regions = []
    for group in [part for one in groups for part in _without_prose(one, lines)]:
        if len(group) >= 2:
            left, right = group[0].start - WIDEST_SHIFT, group[0].end + WIDEST_SHIFT
            top, bottom = group[0].at, group[-1].at
            within = [e for e in loose if top <= e.at <= bottom and e.start >= left and e.end <= right]
            regions.append(Region(top, bottom, tuple(sorted(within))))
    return regions


def _without_prose(group: Sequence[Edge], lines: Sequence[VisualLine]) -> list[list[Edge]]:
    """Rules of one width in runs: between the rules of a run stand cells, not lines from edge to edge."""
    runs = [[group[0]]]
    for above, below in pairwise(group):
        inside = [line for line in lines if above.at < (line.top + line.bottom) / 2 < below.at]
        width = below.end - below.start
        prose = sum(len(line.pieces) == 1 and line.x1 - line.x0 > 0.7 * width for line in inside)
        celled = sum(len(line.pieces) > 1 for line in inside)
        if below.at - above.at > SAME_RULE and (prose > celled or not inside):
            runs.append([below])
        else:
            runs[-1].append(below)
    return runs


def striped_regions(fills: Sequence[Fill], lines: Sequence[VisualLine]) -> list[Region]:
    """Stretches in which fills of one width alternate with blank rows or follow one another."""
    groups: list[list[Fill]] = []
    rows = _rows_of_fills(fills)
    for fill in rows if len(rows) <= MOST_RULES else ():
        for group in groups:
            same = abs(group[0].x0 - fill.x0) <= 2 and abs(group[0].x1 - fill.x1) <= 2
            if same and _follows(group[-1], fill, lines):
                group.append(fill)
                break
        else:
            groups.append([fill])
    groups = sorted((group for group in groups if len(group) >= 2), key=lambda group: group[0].x0 - group[0].x1)
    regions: list[Region] = []
    for group in groups:
        region = _striped_region(group, rows[group[0]], fills)
        if not any(other.top <= (region.top + region.rules[-2].at) / 2 <= other.bottom for other in regions):
            regions.append(region)  # the fills of a heading are part of the wider stripes below it
    return regions


def _follows(above: Fill, below: Fill, lines: Sequence[VisualLine]) -> bool:
    """Whether a fill belongs to the table of the one above it: a row's room between them, and no prose in it."""
    gap = below.top - above.bottom
    if not -2 <= gap <= 4 * max(above.bottom - above.top, below.bottom - below.top):
        return False
    inside = [line for line in lines if above.bottom < (line.top + line.bottom) / 2 < below.top]
    prose = sum(len(line.pieces) == 1 and line.x1 - line.x0 > 0.6 * (below.x1 - below.x0) for line in inside)
    return prose <= sum(len(line.pieces) > 1 for line in inside)


def _striped_region(group: Sequence[Fill], borders: tuple[float, ...], fills: Sequence[Fill]) -> Region:
    places = sorted({round(y, 1) for fill in group for y in (fill.top, fill.bottom)})
    heights = sorted(fill.bottom - fill.top for fill in group)
    usual = heights[len(heights) // 2]
    places.append(places[-1] + 1.6 * usual)  # a blank row may follow the last fill
    left, right = group[0].x0, group[0].x1
    edges = [Edge(y, left, right) for y in places]
    # A heading of two levels is filled cell by cell: its fills make up the width together.
    reach = places[0] - 4 * usual
    head = [f for f in fills if reach <= f.top and f.bottom <= places[0] + SAME_RULE and f not in group]
    head = [f for f in head if left - SAME_RULE <= f.x0 and f.x1 <= right + SAME_RULE]
    if head and min(f.x0 for f in head) <= left + SAME_RULE and max(f.x1 for f in head) >= right - SAME_RULE:
        edges += [Edge(y, f.x0, f.x1) for f in head for y in (f.top, f.bottom)]
    edges.sort()
    return Region(edges[0].at, edges[-1].at, tuple(edges), True, borders=borders if len(borders) > 2 else ())


def _rows_of_fills(fills: Sequence[Fill]) -> dict[Fill, tuple[float, ...]]:
    """Fills of the cells of one row put together, from the top down, with the borders of its cells."""
    rows: list[tuple[Fill, tuple[float, ...]]] = []
    for fill in sorted(fills, key=lambda fill: (round(fill.top), fill.x0)):
        last, borders = rows[-1] if rows else (None, ())
        same = last is not None and abs(last.top - fill.top) <= 1.5 and abs(last.bottom - fill.bottom) <= 1.5
        if last is not None and same and -1 <= fill.x0 - last.x1 <= TOUCHING_FILLS:
            rows[-1] = Fill(last.x0, last.top, max(last.x1, fill.x1), last.bottom), (*borders, fill.x1)
        else:
            rows.append((fill, (fill.x0, fill.x1)))
    return dict(rows)


def borderless_regions(lines: Sequence[VisualLine]) -> list[Region]:
    """Runs of lines that fall into the same bands, with at least three that hold several cells."""
    ordered = sorted(lines, key=lambda line: line.top)
    regions: list[Region] = []
    at = 0
    while at < len(ordered):
        if not _is_seed(ordered[at]):
            at += 1
            continue
        end, seeds = _run_end(ordered, at)
        if seeds >= FEWEST_SEEDS:
            run = ordered[at:end]
            regions.append(Region(min(line.top for line in run), max(line.bottom for line in run), ()))
            at = end
        else:
            at += 1
    return regions


def continued_region(lines: Sequence[VisualLine], borders: Sequence[float], text: CellText) -> Region | None:
    """The first lines of a page that fall into the columns of the table before them; the first fills several."""
    ordered = sorted(lines, key=lambda line: line.top)
    end = 0
    for line in ordered:
        columns = {column_of(piece, borders) for piece in line.pieces}
        crossed = any(text.crossed(piece, borders[1:-1], SPLIT) for piece in line.pieces)
        far = end and line.top - ordered[end - 1].bottom > LOOSE_STEP * line.size
        if crossed or far or (not end and (len(columns) < 2 or len(columns) < (len(borders) - 1) / 2)):
            break
        end += 1
    if not end:
        return None
    return Region(ordered[0].top - 1, ordered[end - 1].bottom + 1, (), borders=tuple(borders))


def _is_seed(line: VisualLine) -> bool:
    """A line that holds two cells or more; letters spaced out are one."""
    gaps = [b.x0 - a.x1 for a, b in zip(line.pieces, line.pieces[1:], strict=False)]
    wide = sum(gap >= SEED_GAP * line.size for gap in gaps)
    single = sum(len(piece.offsets) == 1 for piece in line.pieces)
    return wide >= 2 and single <= 0.6 * len(line.pieces)


def _run_end(ordered: Sequence[VisualLine], at: int) -> tuple[int, int]:
    """The line after the run that begins at a seed, and how many seeds it holds."""
    gutters = _gaps(ordered[at])
    end, seeds = at + 1, 1
    last_fit = at + 1
    while end < len(ordered):
        line = ordered[end]
        if line.top - ordered[end - 1].bottom > LOOSE_STEP * line.size:
            break
        narrowed = _without(gutters, line)
        if len(narrowed) < 2 or len(narrowed) < len(gutters) - 1:
            break
        gutters = narrowed
        seeds += _is_seed(line)
        end += 1
        last_fit = end
    return last_fit, seeds


def _gaps(line: VisualLine) -> list[tuple[float, float]]:
    return [
        (a.x1, b.x0)
        for a, b in zip(line.pieces, line.pieces[1:], strict=False)
        if b.x0 - a.x1 >= SEED_GAP * line.size
    ]  # fmt: skip


def _without(gutters: Sequence[tuple[float, float]], line: VisualLine) -> list[tuple[float, float]]:
    """What is left of gutters when a line's pieces stand between them."""
    left: list[tuple[float, float]] = []
    for start, end in gutters:
        for piece in line.pieces:
            if piece.x1 <= start or piece.x0 >= end:
                continue
            if piece.x0 <= start:
                start = piece.x1
            elif piece.x1 >= end:
                end = piece.x0
            else:  # a cell inside the gutter: the wider half is left
                start, end = (start, piece.x0) if piece.x0 - start >= end - piece.x1 else (piece.x1, end)
        if end - start >= GUTTER:
            left.append((start, end))
    return left
