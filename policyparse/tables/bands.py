"""Tables without vertical rulings: found by the bands in which their columns stand.

Regions come from horizontal rules of one width, from striped fills, or from lines that fall into the same bands; a
region whose words leave no gutters is prose. Not here: what begins a row where no rule does (`tables.band_rows`);
ruled tables (`tables.rulings`); tables in plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from policyparse.layout.glyph_lines import Piece, VisualLine
from policyparse.reading.pages import Fill, Sheet
from policyparse.tables.band_rows import split_rows
from policyparse.tables.cell_text import CellText
from policyparse.tables.page_tables import PageTable, filled_down, read_grid
from policyparse.tables.rulings import Edge, Grid, GridCell

WIDEST_SHIFT = 12.0  # points by which rules of one table may begin or end elsewhere
SHORTEST_RULE = 0.25  # of the page's width: shorter ones part footnotes or stand under a word
GUTTER = 5.0  # points that all rows leave blank between two columns
TOUCHING = 0.4  # ems between two glyphs of one cell's line: cells may stand closer than words spaced out
SPLIT = 0.12  # ems between two glyphs on both sides of a gutter that other lines leave blank
CROSSED = 0.07  # of the lines may cross a gutter: group headings and cells over several columns
SEED_GAP = 1.0  # ems between two cells of a line without rules
FEWEST_SEEDS = 3
LOOSE_STEP = 2.6  # times the size: a larger step ends a borderless table
MOST_RULES = 1000  # and rows of fills on a page; where there are more, it is a drawing
SAME_RULE = 3.0  # points
TOUCHING_FILLS = 4.0  # points between the fills of two cells of a row
IMPRINT = re.compile(
    "(?:抄送|主送|抄报|印发)[:：]|.{2,24}20\\d\\d年\\d{1,2}月\\d{1,2}日印发"
)  # GB/T 9704-2012, 7.4: between two rules
HEADING_LINES = 3
HEADINGS = 0.1  # of the lines of a table
FEW_RULES = 4  # top, below the header, bottom, and one more: rows stand between them without rules


@dataclass(frozen=True, slots=True)
class _Region:
    """A part of the page that may hold a table: its box, and the rules within (none for borderless ones)."""

    top: float
    bottom: float
    rules: tuple[Edge, ...]
    striped: bool = False
    groups: bool = False
    """Its rules part groups of rows; the first column names the groups."""
    borders: tuple[float, ...] = ()
    """The columns, where a table goes on whose columns are known."""


def find_rule_tables(
    lines: list[VisualLine], loose: Sequence[Edge], sheet: Sheet, text: CellText
) -> tuple[list[PageTable], list[VisualLine]]:  # fmt: skip
    """Tables told by horizontal rules or by stripes among the lines of a sheet, and the lines outside them."""
    tables: list[PageTable] = []
    fine = text.finer(lines, TOUCHING) if loose or sheet.fills else []
    ruled = _ruled_regions(loose, sheet, fine) if 1 < len(loose) <= MOST_RULES else []
    for region in [*ruled, *_striped_regions(sheet.fills, fine)]:
        lines = _take(region, lines, sheet, text, tables)
    return tables, lines


def find_borderless_tables(
    lines: list[VisualLine], sheet: Sheet, text: CellText, before: PageTable | None
) -> tuple[list[PageTable], list[VisualLine]]:  # fmt: skip
    """Tables told by their columns alone, and the lines outside them; not for pages set in columns of prose.

    ``before``: a table without rulings that ended the page before; the first lines may go on with it.
    """
    tables: list[PageTable] = []
    if before is not None:
        region = _continued_region(text.finer(lines, TOUCHING), before.columns, text)
        if region is not None:
            lines = _take(region, lines, sheet, text, tables)
    for region in _borderless_regions(text.finer(lines, TOUCHING)):
        lines = _take(region, lines, sheet, text, tables)
    return tables, lines


def _take(
    region: _Region, lines: list[VisualLine], sheet: Sheet, text: CellText, tables: list[PageTable]
) -> list[VisualLine]:  # fmt: skip
    """Adds the region's table, if it holds one, and returns the lines that are left."""
    if region.striped:
        row = _blank_row(region, lines)
        end = [region.rules[-1]._replace(at=row)] if row is not None else []
        region = replace(region, bottom=row or region.rules[-2].at, rules=(*region.rules[:-1], *end))
    if region.rules and not region.striped:
        region = _with_open_ends(region, lines, text)
    inside, outside = _parted(region, lines, text)
    table = _read(region, inside, sheet, text)
    if table is None:
        return lines
    tables.append(table)
    return outside


def _with_open_ends(region: _Region, lines: list[VisualLine], text: CellText) -> _Region:
    """The region with the row above its first rule or below its last, where no rule closes the table there."""
    inside = text.finer(_parted(region, lines, text)[0], TOUCHING)
    if len(inside) < 2 or len({round(edge.at) for edge in region.rules}) < FEW_RULES:
        return region
    borders = _column_borders(inside, region)
    left, right = min(e.start for e in region.rules), max(e.end for e in region.rules)
    for at_top in (True, False):
        place = region.top if at_top else region.bottom
        fine = text.finer([line for line in lines if left - 2 <= line.x0 and line.x1 <= right + 2], TOUCHING)
        near = [line for line in fine if 0 <= (place - line.bottom if at_top else line.top - place) <= line.size]
        pieces = [piece for line in near for piece in line.pieces]
        crossed = any(text.crossed(piece, borders[1:-1], SPLIT) for piece in pieces)
        if len({_column(piece, borders) for piece in pieces}) < len(borders) - 1 or crossed:
            continue
        edge = min(p.top for p in pieces) - 1 if at_top else max(p.bottom for p in pieces) + 1
        rules = tuple(sorted((*region.rules, Edge(edge, left, right))))
        region = replace(region, rules=rules, top=min(region.top, edge), bottom=max(region.bottom, edge))
    return region


def _parted(
    region: _Region, lines: list[VisualLine], text: CellText
) -> tuple[list[VisualLine], list[VisualLine]]:  # fmt: skip
    """The lines in a region and those outside; a line that reaches out of it on a page in columns is cut."""
    within = [line for line in lines if region.top <= (line.top + line.bottom) / 2 <= region.bottom]
    outside = [line for line in lines if not region.top <= (line.top + line.bottom) / 2 <= region.bottom]
    if not region.rules:
        return within, outside
    left = min(edge.start for edge in region.rules) - WIDEST_SHIFT
    right = max(edge.end for edge in region.rules) + WIDEST_SHIFT
    pieces = [piece for line in within for piece in line.pieces]
    away = [piece for piece in pieces if not left <= (piece.x0 + piece.x1) / 2 <= right]
    if not away:
        return within, outside
    gone = {id(piece) for piece in away}
    return text.gathered([p for p in pieces if id(p) not in gone]), outside + text.gathered(away)


def _blank_row(region: _Region, lines: Sequence[VisualLine]) -> float | None:
    """Where a row without fill ends that follows the last filled one: words that keep to several of its columns."""
    last, end = region.rules[-2].at, region.rules[-1].at
    inside = [line for line in lines if region.top <= line.top and line.bottom <= last]
    below = sorted((line for line in lines if last < (line.top + line.bottom) / 2 <= end), key=lambda line: line.top)
    if not inside or not below:
        return None
    below = [line for line in below if line.top <= below[0].bottom + 0.5 * line.size]  # prose may follow the row
    borders = region.borders or tuple(_column_borders(inside, region))
    pieces = [piece for line in below for piece in line.pieces]
    crossed = any(piece.x0 < b - 1 and piece.x1 > b + 1 for piece in pieces for b in borders[1:-1])
    if crossed or len({_column(piece, borders) for piece in pieces}) < 2:
        return None
    return max(line.bottom for line in below) + 1


# regions


def _ruled_regions(loose: Sequence[Edge], sheet: Sheet, lines: Sequence[VisualLine]) -> list[_Region]:
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
            regions.append(_Region(top, bottom, tuple(sorted(within))))
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


def _striped_regions(fills: Sequence[Fill], lines: Sequence[VisualLine]) -> list[_Region]:
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
    regions: list[_Region] = []
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


def _striped_region(group: Sequence[Fill], borders: tuple[float, ...], fills: Sequence[Fill]) -> _Region:
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
    return _Region(edges[0].at, edges[-1].at, tuple(edges), True, borders=borders if len(borders) > 2 else ())


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


def _borderless_regions(lines: Sequence[VisualLine]) -> list[_Region]:
    """Runs of lines that fall into the same bands, with at least three that hold several cells."""
    ordered = sorted(lines, key=lambda line: line.top)
    regions: list[_Region] = []
    at = 0
    while at < len(ordered):
        if not _is_seed(ordered[at]):
            at += 1
            continue
        end, seeds = _run_end(ordered, at)
        if seeds >= FEWEST_SEEDS:
            run = ordered[at:end]
            regions.append(_Region(min(line.top for line in run), max(line.bottom for line in run), ()))
            at = end
        else:
            at += 1
    return regions


def _continued_region(lines: Sequence[VisualLine], borders: Sequence[float], text: CellText) -> _Region | None:
    """The first lines of a page that fall into the columns of the table before them; the first fills several."""
    ordered = sorted(lines, key=lambda line: line.top)
    end = 0
    for line in ordered:
        columns = {_column(piece, borders) for piece in line.pieces}
        crossed = any(text.crossed(piece, borders[1:-1], SPLIT) for piece in line.pieces)
        far = end and line.top - ordered[end - 1].bottom > LOOSE_STEP * line.size
        if crossed or far or (not end and (len(columns) < 2 or len(columns) < (len(borders) - 1) / 2)):
            break
        end += 1
    if not end:
        return None
    return _Region(ordered[0].top - 1, ordered[end - 1].bottom + 1, (), borders=tuple(borders))


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


# a region's table


def _read(region: _Region, lines: Sequence[VisualLine], sheet: Sheet, text: CellText) -> PageTable | None:
    if len(lines) < 2 and not region.borders:
        return None
    if any(IMPRINT.match(text.said(line)) for line in lines):
        return None
    lines = text.finer(lines, TOUCHING)
    pieces = [piece for line in lines for piece in line.pieces]
    borders = list(region.borders) or _column_borders(lines, region)
    if len(borders) < 3:
        return None
    if not region.rules and not region.borders and not _is_borderless_table(lines, borders):
        return None
    region = replace(region, groups=_are_groups(region, lines, borders))
    rows = _row_borders(region, lines, borders, text)
    if len(rows) < (2 if region.borders else 3):
        return None
    crossing = {id(piece): text.crossed(piece, borders[1:-1], SPLIT) for piece in pieces}
    grid = _grid(borders, rows, region, [(piece, crossing[id(piece)]) for piece in pieces])
    offsets = [offset for piece in pieces for offset in piece.offsets]
    table, _ = read_grid(grid, offsets, text, sheet.number)
    if table is None or table.width < 2 or (table.rows < 2 and not region.borders):
        return None
    table.ruled = False
    return filled_down(table)


def _column_borders(lines: Sequence[VisualLine], region: _Region) -> list[float]:
    """Left edge, middles of the gutters, right edge."""
    left = min(line.x0 for line in lines) - 1
    right = max(line.x1 for line in lines) + 1
    if region.rules:
        left = min(left, min(edge.start for edge in region.rules))
        right = max(right, max(edge.end for edge in region.rules))
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
    filled = [x for x in range(width) if covered[x] > allowed]
    if not filled:
        return [left, right]
    x, last = filled[0], filled[-1]
    while x < last:
        if covered[x] > allowed:
            x += 1
            continue
        start = x
        while covered[x] <= allowed:
            x += 1
        if x - start >= GUTTER:
            best = min(range(start, x), key=lambda n: (covered[n], abs(n - (start + x) / 2)))
            borders.append(left + best)
    return _without_heading_bands([*borders, right], lines)


def _wide_headings(lines: Sequence[VisualLine]) -> set[int]:
    """The pieces of the first lines that stand over two pieces or more of another line: headings of several columns."""
    wide: set[int] = set()
    ordered = sorted(lines, key=lambda line: line.top)
    for line in ordered[:HEADING_LINES]:
        for piece in line.pieces:
            for other in ordered[: HEADING_LINES + 1]:
                under = sum(min(p.x1, piece.x1) - max(p.x0, piece.x0) > 1 for p in other.pieces)
                if other is not line and other.top > line.top and under > 1:
                    wide.add(id(piece))
    return wide


def _without_heading_bands(borders: list[float], lines: Sequence[VisualLine]) -> list[float]:
    """Borders without those of bands in which hardly anything but a heading over several columns stands."""
    number = 0
    while number < len(borders) - 1 and len(borders) > 3:
        left, right = borders[number], borders[number + 1]
        inside = sum(any(left <= (p.x0 + p.x1) / 2 < right for p in line.pieces) for line in lines)
        own = any(left <= p.x0 and p.x1 <= right for line in lines for p in line.pieces)
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


def _is_borderless_table(lines: Sequence[VisualLine], borders: Sequence[float]) -> bool:
    """Without any rule: at least three columns, the first filled as often as a row begins, no column of prose alone."""
    columns = len(borders) - 1
    filled = [0] * columns
    for line in lines:
        for column in {_column(piece, borders) for piece in line.pieces}:
            filled[column] += 1
    return columns >= 3 and min(filled) >= 2


def _column(piece: Piece, borders: Sequence[float]) -> int:
    middle = (piece.x0 + piece.x1) / 2
    return max(0, sum(border <= middle for border in borders[1:-1]))


def _row_borders(region: _Region, lines: Sequence[VisualLine], borders: Sequence[float], text: CellText) -> list[float]:
    """Where rows begin and end: at rules; between rules that are few, where the words begin a row."""
    rules = _distinct(edge.at for edge in region.rules)
    if not rules:
        return split_rows(lines, borders, region.top - 1, region.bottom + 1, text)
    full = [y for y in rules if _reaches(region, y)]
    if region.striped or (len(full) > FEW_RULES and not region.groups):
        return _stripes(rules, lines)
    rights: dict[int, float] = {}
    for piece in (piece for line in lines for piece in line.pieces):
        column = _column(piece, borders)
        if column + 2 == len(borders) or piece.x1 <= borders[column + 1] + 1:
            rights[column] = max(rights.get(column, 0.0), piece.x1)
    found = [rules[0]]
    for number, (top, bottom) in enumerate(pairwise(rules)):
        inside = [line for line in lines if top <= (line.top + line.bottom) / 2 < bottom]
        is_header = number == 0 and len(rules) > 2
        if region.groups:
            cells = [p for line in inside for p in line.pieces if _column(p, borders)]
            inside = text.gathered(cells) if cells else inside
        if inside and not is_header and _reaches(region, top) and _reaches(region, bottom):
            found += split_rows(inside, borders, top, bottom, text, rights)[1:]
        else:
            found.append(bottom)
    return found


def _are_groups(region: _Region, lines: Sequence[VisualLine], borders: Sequence[float]) -> bool:
    """Whether rules part groups of rows, not rows: between most of them several lines fill nearly all columns."""
    columns = len(borders) - 1
    rules = _distinct(edge.at for edge in region.rules)
    if region.striped or len(rules) <= FEW_RULES or columns < 3:
        return False
    strips = [[line for line in lines if a <= (line.top + line.bottom) / 2 < b] for a, b in pairwise(rules)]
    several = [strip for strip in strips[1:] if len(strip) > 1]
    full = [sum(len({_column(p, borders) for p in line.pieces}) >= max(3, columns - 1) for line in s) for s in several]
    return bool(several) and 2 * sum(count > 1 for count in full) >= len(several)


def _stripes(rules: list[float], lines: Sequence[VisualLine]) -> list[float]:
    """Rules without those that part nothing: below the last line only one is kept."""
    middles = sorted((line.top + line.bottom) / 2 for line in lines)
    kept = [rules[0]]
    for rule in rules[1:]:
        if any(kept[-1] <= middle < rule for middle in middles):
            kept.append(rule)
    return kept


def _reaches(region: _Region, y: float) -> bool:
    """Whether the rules at a height go over the whole width of the region."""
    here = [edge for edge in region.rules if abs(edge.at - y) <= SAME_RULE]
    left, right = min(e.start for e in region.rules), max(e.end for e in region.rules)
    return sum(edge.end - edge.start for edge in here) >= 0.85 * (right - left)


def _distinct(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > SAME_RULE:
            found.append(place)
    return found


def _grid(
    borders: Sequence[float], rows: Sequence[float], region: _Region, pieces: Sequence[tuple[Piece, set[float]]]
) -> Grid:
    """A grid as if vertical rulings stood in the gutters, open where a piece of text crosses one."""
    spans: list[list[tuple[int, int]]] = []
    for top, bottom in pairwise(rows):
        joined = [False] * len(borders)
        for piece, crossed in pieces:
            if top <= (piece.top + piece.bottom) / 2 < bottom:
                for number, border in enumerate(borders[1:-1], 1):
                    joined[number] = joined[number] or border in crossed
        for first, last in _headed_columns(region, top, bottom, borders, [piece for piece, _ in pieces]):
            for number in range(first + 1, last):
                joined[number] = True
        starts = [n for n in range(len(borders) - 1) if n == 0 or not joined[n]]
        spans.append([(a, b) for a, b in zip(starts, [*starts[1:], len(borders) - 1], strict=True)])
    cells: list[GridCell] = []
    above: dict[tuple[int, int], int] = {}
    for row, found in enumerate(spans):
        current: dict[tuple[int, int], int] = {}
        for span in found:
            over = above.get(span)
            if over is not None and row and not _is_parted(region, rows[row], borders[span[0]], borders[span[1]]):
                cells[over] = cells[over]._replace(rowspan=cells[over].rowspan + 1)
                current[span] = over
            else:
                current[span] = len(cells)
                cells.append(GridCell(row, span[0], 1, span[1] - span[0]))
        above = current
    return Grid(tuple(borders), tuple(rows), tuple(cells))


def _headed_columns(
    region: _Region, top: float, bottom: float, borders: Sequence[float], pieces: Sequence[Piece]
) -> list[tuple[int, int]]:  # fmt: skip
    """The columns (first, one after the last) over which a heading stands: a short rule below it says how far."""
    width = max(e.end for e in region.rules) - min(e.start for e in region.rules) if region.rules else 0.0
    found: list[tuple[int, int]] = []
    for edge in region.rules:
        if abs(edge.at - bottom) > SAME_RULE or edge.end - edge.start > 0.85 * width:
            continue
        inside = [
            n
            for n, (left, right) in enumerate(pairwise(borders))
            if min(edge.end, right) - max(edge.start, left) >= 0.6 * (right - left)
        ]
        over = [
            p for p in pieces if top <= (p.top + p.bottom) / 2 < bottom and edge.start <= (p.x0 + p.x1) / 2 <= edge.end
        ]
        if len(inside) > 1 and len(over) == 1:
            found.append((inside[0], inside[-1] + 1))
    return found


def _is_parted(region: _Region, y: float, x0: float, x1: float) -> bool:
    """Whether a rule stands between two cells; a border of rows that no rule made parts all of them."""
    here = [edge for edge in region.rules if abs(edge.at - y) <= SAME_RULE]
    if not here:
        return not (region.groups and x0 <= min(edge.start for edge in region.rules) + 1)
    covered = sum(max(0.0, min(edge.end, x1) - max(edge.start, x0)) for edge in here)
    return covered >= 0.4 * (x1 - x0)
