"""PageTable: a table as it stands on one page, its cells still strands; and how a ruled grid becomes one.

Not here: finding grids (`rulings`), tables without rulings (`bands`), tables over several pages (`continuation`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policyparse.layout.glyph_lines import VisualLine
from policyparse.layout.strand import EMPTY, Strand
from policyparse.lazy_regex import regex
from policyparse.tables.cell_text import CellText
from policyparse.tables.columns import read_header
from policyparse.tables.draft import CellDraft
from policyparse.tables.rulings import Grid, GridCell

SUM = regex(r"\W*(?:合 ?计|总 ?计|小 ?计|共 ?计|全 ?[市省县区])\W*")  # a row that belongs to no group above it
PADDING = 3.0  # points between a cell's ruling and its text, on both sides together, at least


@dataclass(slots=True)
class PageTable:
    """A table or a part of one on one page.

    ``cells`` are its printed cells, empty ones too; ``full`` holds (row, column) of those whose last line is full, so
    that their text may go on elsewhere; ``captions``: lines inside its frame that are its title, no row.
    """

    sheet: int
    box: tuple[float, float, float, float]
    columns: tuple[float, ...]
    """Borders of the columns, one more than there are columns."""
    rows: int
    cells: list[CellDraft]
    header_rows: int
    ruled: bool
    open_top: bool = False
    open_bottom: bool = False
    full: frozenset[tuple[int, int]] = frozenset()
    captions: tuple[Strand, ...] = ()

    @property
    def width(self) -> int:
        """How many columns."""
        return len(self.columns) - 1

    def texts(self, row: int) -> list[str]:
        """The row's texts by column: each printed cell in its first row and column, all else empty."""
        found = [""] * self.width
        for cell in self.cells:
            if cell.row == row:
                found[cell.column] = cell.strand.text
        return found


def read_grid(grid: Grid, offsets: Iterable[int], text: CellText, sheet: int) -> tuple[PageTable | None, set[int]]:
    """The table of a grid and the raw offsets that stand in it; None where the grid holds no table."""
    inside = _shared_out(grid, offsets, text)
    taken = {offset for found in inside.values() for offset in found}
    filled = [found for found in inside.values() if text_of(found, text)]
    if len(filled) < 2 or len(grid.cells) < 2:
        return None, set()
    lines = {cell: text.lines_in(found) for cell, found in inside.items()}
    table = _table(grid, inside, lines, text, sheet)
    return (table, taken) if table is not None else (None, set())


def _shared_out(grid: Grid, offsets: Iterable[int], text: CellText) -> dict[GridCell, list[int]]:
    """The offsets in each cell that holds any; a glyph mostly stands where the one before it does."""
    owner = {(r, c): cell for cell in grid.cells for r, c in _places(cell)}
    x0s, tops, x1s, bottoms = text.glyphs.x0, text.glyphs.top, text.glyphs.x1, text.glyphs.bottom
    inside: dict[GridCell, list[int]] = {}
    current: list[int] = []
    left = right = upper = lower = 0.0  # of the base cell that held the last glyph
    for offset in offsets:
        x, y = (x0s[offset] + x1s[offset]) / 2, (tops[offset] + bottoms[offset]) / 2
        if not (upper <= y < lower and left <= x < right):
            place = grid.cell_at(x, y)
            if place is None:
                continue
            row, column = place
            upper, lower, left, right = grid.ys[row], grid.ys[row + 1], grid.xs[column], grid.xs[column + 1]
            current = inside.setdefault(owner[place], [])
        current.append(offset)
    return inside


def text_of(offsets: Sequence[int], text: CellText) -> str:
    """The visible characters at some offsets, in file order."""
    return "".join(text.characters[offset] for offset in offsets).strip()


def _places(cell: GridCell) -> list[tuple[int, int]]:
    rows, columns = range(cell.row, cell.row + cell.rowspan), range(cell.column, cell.column + cell.colspan)
    return [(row, column) for row in rows for column in columns]


def _table(
    grid: Grid,
    inside: dict[GridCell, list[int]],
    lines: dict[GridCell, list[VisualLine]],
    text: CellText,
    sheet: int,
) -> PageTable | None:
    rooms = _rooms(grid, lines)
    cells: list[CellDraft] = []
    full: set[tuple[int, int]] = set()
    for cell in grid.cells:
        found = lines.get(cell, [])
        room = rooms[cell.column, cell.colspan]
        strand = (text.turned(inside[cell]) if found else None) or (text.strand(found, room) if found else EMPTY)
        cells.append(CellDraft(cell.row, cell.column, strand, cell.rowspan, cell.colspan))
        if found and found[-1].x1 - found[-1].x0 >= room - 1.5 * found[-1].size:
            full.add((cell.row, cell.column))
    table = PageTable(
        sheet, grid.box, grid.xs, len(grid.ys) - 1, cells, 1, True, grid.open_top, grid.open_bottom, frozenset(full)
    )
    return without_blank_lanes(without_captions(table))


def _rooms(grid: Grid, lines: dict[GridCell, list[VisualLine]]) -> dict[tuple[int, int], float]:
    """Points that a line can take in each span of columns: its longest line, at most the cell without padding."""
    rooms: dict[tuple[int, int], float] = {}
    for cell in grid.cells:
        key = cell.column, cell.colspan
        width = grid.xs[cell.column + cell.colspan] - grid.xs[cell.column] - PADDING
        longest = max((line.x1 - line.x0 for line in lines.get(cell, ())), default=0.0)
        wrapped = longest if len(lines.get(cell, ())) > 1 else 0.0
        rooms[key] = max(rooms.get(key, 0.0), min(wrapped, width))
    for key, room in rooms.items():
        if not room:
            rooms[key] = grid.xs[key[0] + key[1]] - grid.xs[key[0]] - PADDING
    return rooms


def without_captions(table: PageTable) -> PageTable:
    """Rows at the top that one cell fills from side to side are the title, kept apart from the rows."""
    captions: list[Strand] = []
    while table.rows > 2:
        first = [cell for cell in table.cells if cell.row == 0]
        if len(first) != 1 or first[0].colspan != table.width or table.width < 2:
            break
        span = first[0].rowspan
        if first[0].strand.text:
            captions.append(first[0].strand)
        table.cells = [cell._replace(row=cell.row - span) for cell in table.cells if cell.row >= span]
        table.full = frozenset((row - span, column) for row, column in table.full)
        table.rows -= span
    table.captions = tuple(captions)
    table.header_rows = header_rows(table.cells)
    return table


def without_blank_lanes(table: PageTable) -> PageTable | None:
    """Without rows and columns in which no cell begins or nothing is printed; None where too little is left."""
    kept_rows = sorted({cell.row for cell in table.cells})
    kept_columns = sorted({cell.column for cell in table.cells})
    row_of = {row: number for number, row in enumerate(kept_rows)}
    column_of = {column: number for number, column in enumerate(kept_columns)}
    cells = []
    for cell in table.cells:
        rows = bisect_left(kept_rows, cell.row + cell.rowspan) - row_of[cell.row]
        columns = bisect_left(kept_columns, cell.column + cell.colspan) - column_of[cell.column]
        cells.append(CellDraft(row_of[cell.row], column_of[cell.column], cell.strand, rows, columns))
    table.full = frozenset((row_of[r], column_of[c]) for r, c in table.full if r in row_of and c in column_of)
    table.cells, table.rows = cells, len(kept_rows)
    table.columns = (*(table.columns[column] for column in kept_columns), table.columns[-1])
    if table.width < 1 or len([cell for cell in cells if cell.strand.text]) < 2:
        return None
    return table


def header_rows(cells: Sequence[CellDraft]) -> int:
    """How many rows the header takes: two levels where a first-row cell stands over several columns."""
    first = [cell for cell in cells if cell.row == 0]
    if not any(cell.colspan > 1 for cell in first):
        return 1
    tallest = max(cell.rowspan for cell in first)
    if tallest > 1:
        return tallest
    wide = [range(c.column, c.column + c.colspan) for c in first if c.colspan > 1 and c.strand.text]
    second = {cell.column: cell for cell in cells if cell.row == 1}
    under = all(column in second and second[column].strand.text for columns in wide for column in columns)
    covered = {column for columns in wide for column in columns}
    blank_elsewhere = all(not cell.strand.text for column, cell in second.items() if column not in covered)
    return 2 if wide and under and blank_elsewhere and len(covered) < sum(c.colspan for c in first) else 1


def filled_down(table: PageTable) -> PageTable:
    """Blank cells under a filled one, in columns that name what several rows share, belong to it."""
    header = [""] * table.width
    for cell in table.cells:
        if cell.row < table.header_rows:
            for column in range(cell.column, cell.column + cell.colspan):
                header[column] += cell.strand.text
    roles = read_header(tuple(header)).roles
    first_named = next((n for n, role in enumerate(roles) if role not in ("number",)), 0)
    sums = {cell.row for cell in table.cells if SUM.fullmatch(cell.strand.text)}
    # Groups stand to the left of what they group: a blank further right says that there is nothing.
    shared: set[int] = set()
    for n, role in enumerate(roles):
        if n > first_named and role not in ("measure", "policy"):
            break
        shared.add(n)
    cells: list[CellDraft] = []
    open_cell: dict[int, int] = {}
    for cell in table.cells:
        above = open_cell.get(cell.column)
        blank = not cell.strand.text and cell.colspan == 1 and cell.row >= table.header_rows
        if blank and above is not None and cell.column in shared and cell.row not in sums:
            cells[above] = cells[above]._replace(rowspan=cells[above].rowspan + cell.rowspan)
            continue
        if cell.row >= table.header_rows and cell.strand.text:
            open_cell[cell.column] = len(cells)
        cells.append(cell)
    table.cells = cells
    return table
