"""Tables without vertical rulings: a region's columns and rows → its cells; a region without gutters is prose.

Not here: where regions are (`tables.band_regions`), columns (`tables.band_columns`), what begins a row where no rule
does (`tables.band_rows`); ruled tables (`tables.rulings`); tables in plain text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from policyparse.layout.glyph_lines import Piece, VisualLine
from policyparse.lazy_regex import regex
from policyparse.reading.pages import Sheet
from policyparse.tables.band_columns import column_borders, column_of, is_borderless_table
from policyparse.tables.band_regions import (
    MOST_RULES,
    SAME_RULE,
    SPLIT,
    WIDEST_SHIFT,
    Region,
    borderless_regions,
    continued_region,
    ruled_regions,
    striped_regions,
)
from policyparse.tables.band_rows import split_rows
from policyparse.tables.cell_text import CellText
from policyparse.tables.page_tables import PageTable, filled_down, read_grid
from policyparse.tables.rulings import Edge, Grid, GridCell

TOUCHING = 0.4  # ems between two glyphs of one cell's line: cells may stand closer than words spaced out
IMPRINT = regex(
    "(?:抄送|主送|抄报|印发)[:：]|.{2,24}20\\d\\d年\\d{1,2}月\\d{1,2}日印发"
)  # GB/T 9704-2012, 7.4: between two rules
FEW_RULES = 4  # top, below the header, bottom, and one more: rows stand between them without rules


def find_rule_tables(
    lines: list[VisualLine], loose: Sequence[Edge], sheet: Sheet, text: CellText
) -> tuple[list[PageTable], list[VisualLine]]:  # fmt: skip
    """Tables told by horizontal rules or by stripes among the lines of a sheet, and the lines outside them."""
    tables: list[PageTable] = []
    fine = text.finer(lines, TOUCHING) if loose or sheet.fills else []
    ruled = ruled_regions(loose, sheet, fine) if 1 < len(loose) <= MOST_RULES else []
    for region in [*ruled, *striped_regions(sheet.fills, fine)]:
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
        region = continued_region(text.finer(lines, TOUCHING), before.columns, text)
        if region is not None:
            lines = _take(region, lines, sheet, text, tables)
    for region in borderless_regions(text.finer(lines, TOUCHING)):
        lines = _take(region, lines, sheet, text, tables)
    return tables, lines


def _take(
    region: Region, lines: list[VisualLine], sheet: Sheet, text: CellText, tables: list[PageTable]
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


def _with_open_ends(region: Region, lines: list[VisualLine], text: CellText) -> Region:
    """The region with the row above its first rule or below its last, where no rule closes the table there."""
    inside = text.finer(_parted(region, lines, text)[0], TOUCHING)
    if len(inside) < 2 or len({round(edge.at) for edge in region.rules}) < FEW_RULES:
        return region
    borders = column_borders(inside, region.rules)
    left, right = min(e.start for e in region.rules), max(e.end for e in region.rules)
    for at_top in (True, False):
        place = region.top if at_top else region.bottom
        fine = text.finer([line for line in lines if left - 2 <= line.x0 and line.x1 <= right + 2], TOUCHING)
        near = [line for line in fine if 0 <= (place - line.bottom if at_top else line.top - place) <= line.size]
        pieces = [piece for line in near for piece in line.pieces]
        crossed = any(text.crossed(piece, borders[1:-1], SPLIT) for piece in pieces)
        if len({column_of(piece, borders) for piece in pieces}) < len(borders) - 1 or crossed:
            continue
        edge = min(p.top for p in pieces) - 1 if at_top else max(p.bottom for p in pieces) + 1
        rules = tuple(sorted((*region.rules, Edge(edge, left, right))))
        region = replace(region, rules=rules, top=min(region.top, edge), bottom=max(region.bottom, edge))
    return region


def _parted(
    region: Region, lines: list[VisualLine], text: CellText
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


def _blank_row(region: Region, lines: Sequence[VisualLine]) -> float | None:
    """Where a row without fill ends that follows the last filled one: words that keep to several of its columns."""
    last, end = region.rules[-2].at, region.rules[-1].at
    inside = [line for line in lines if region.top <= line.top and line.bottom <= last]
    below = sorted((line for line in lines if last < (line.top + line.bottom) / 2 <= end), key=lambda line: line.top)
    if not inside or not below:
        return None
    below = [line for line in below if line.top <= below[0].bottom + 0.5 * line.size]  # prose may follow the row
    borders = region.borders or tuple(column_borders(inside, region.rules))
    pieces = [piece for line in below for piece in line.pieces]
    crossed = any(piece.x0 < b - 1 and piece.x1 > b + 1 for piece in pieces for b in borders[1:-1])
    if crossed or len({column_of(piece, borders) for piece in pieces}) < 2:
        return None
    return max(line.bottom for line in below) + 1


def _read(region: Region, lines: Sequence[VisualLine], sheet: Sheet, text: CellText) -> PageTable | None:
    if len(lines) < 2 and not region.borders:
        return None
    if any(IMPRINT.match(text.said(line)) for line in lines):
        return None
    lines = text.finer(lines, TOUCHING)
    pieces = [piece for line in lines for piece in line.pieces]
    borders = list(region.borders) or column_borders(lines, region.rules)
    if len(borders) < 3:
        return None
    if not region.rules and not region.borders and not is_borderless_table(lines, borders):
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


def _row_borders(region: Region, lines: Sequence[VisualLine], borders: Sequence[float], text: CellText) -> list[float]:
    """Where rows begin and end: at rules; between rules that are few, where the words begin a row."""
    rules = _distinct(edge.at for edge in region.rules)
    if not rules:
        return split_rows(lines, borders, region.top - 1, region.bottom + 1, text)
    full = [y for y in rules if _reaches(region, y)]
    if region.striped or (len(full) > FEW_RULES and not region.groups):
        return _stripes(rules, lines)
    rights: dict[int, float] = {}
    for piece in (piece for line in lines for piece in line.pieces):
        column = column_of(piece, borders)
        if column + 2 == len(borders) or piece.x1 <= borders[column + 1] + 1:
            rights[column] = max(rights.get(column, 0.0), piece.x1)
    found = [rules[0]]
    for number, (top, bottom) in enumerate(pairwise(rules)):
        inside = [line for line in lines if top <= (line.top + line.bottom) / 2 < bottom]
        is_header = number == 0 and len(rules) > 2
        if region.groups:
            cells = [p for line in inside for p in line.pieces if column_of(p, borders)]
            inside = text.gathered(cells) if cells else inside
        if inside and not is_header and _reaches(region, top) and _reaches(region, bottom):
            found += split_rows(inside, borders, top, bottom, text, rights)[1:]
        else:
            found.append(bottom)
    return found


def _are_groups(region: Region, lines: Sequence[VisualLine], borders: Sequence[float]) -> bool:
    """Whether rules part groups of rows, not rows: between most of them several lines fill nearly all columns."""
    columns = len(borders) - 1
    rules = _distinct(edge.at for edge in region.rules)
    if region.striped or len(rules) <= FEW_RULES or columns < 3:
        return False
    strips = [[line for line in lines if a <= (line.top + line.bottom) / 2 < b] for a, b in pairwise(rules)]
    several = [strip for strip in strips[1:] if len(strip) > 1]
    full = [
        sum(len({column_of(p, borders) for p in line.pieces}) >= max(3, columns - 1) for line in s) for s in several
    ]
    return bool(several) and 2 * sum(count > 1 for count in full) >= len(several)


def _stripes(rules: list[float], lines: Sequence[VisualLine]) -> list[float]:
    """Rules without those that part nothing: below the last line only one is kept."""
    middles = sorted((line.top + line.bottom) / 2 for line in lines)
    kept = [rules[0]]
    for rule in rules[1:]:
        if any(kept[-1] <= middle < rule for middle in middles):
            kept.append(rule)
    return kept


def _reaches(region: Region, y: float) -> bool:
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
    borders: Sequence[float], rows: Sequence[float], region: Region, pieces: Sequence[tuple[Piece, set[float]]]
) -> Grid:
    """A grid as if vertical rulings stood in the gutters, open where a piece of text crosses one."""
    spans: list[list[tuple[int, int]]] = []
    ordered = sorted(pieces, key=lambda found: found[0].top + found[0].bottom)
    middles = [(piece.top + piece.bottom) / 2 for piece, _ in ordered]
    for top, bottom in pairwise(rows):
        inside = ordered[bisect_left(middles, top) : bisect_left(middles, bottom)]
        crossed = {border for _, borders_crossed in inside for border in borders_crossed}
        joined = [False, *(border in crossed for border in borders[1:-1]), False]
        for first, last in _headed_columns(region, bottom, borders, [piece for piece, _ in inside]):
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
    region: Region, bottom: float, borders: Sequence[float], pieces: Sequence[Piece]
) -> list[tuple[int, int]]:  # fmt: skip
    """The columns (first, one after the last) over which a heading of a row stands: a short rule below says how far.

    ``pieces``: those of the row.
    """
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
        over = [p for p in pieces if edge.start <= (p.x0 + p.x1) / 2 <= edge.end]
        if len(inside) > 1 and len(over) == 1:
            found.append((inside[0], inside[-1] + 1))
    return found


def _is_parted(region: Region, y: float, x0: float, x1: float) -> bool:
    """Whether a rule stands between two cells; a border of rows that no rule made parts all of them."""
    here = [edge for edge in region.rules if abs(edge.at - y) <= SAME_RULE]
    if not here:
        return not (region.groups and x0 <= min(edge.start for edge in region.rules) + 1)
    covered = sum(max(0.0, min(edge.end, x1) - max(edge.start, x0)) for edge in here)
    return covered >= 0.4 * (x1 - x0)
