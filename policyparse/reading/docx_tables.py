"""A table of a DOCX → its grid: cells with the rows and columns they span, and what stands in them.

Word draws each row by itself on a grid that holds every border of every row, so columns are counted by where cells
begin, and a grid column too narrow to print in (a border drawn a little off) is none. Not here: which tables are
frames, and their text (`docx_writing`).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyparse.reading.docx_blocks import Block, Cell, Table
from policyparse.reading.word_xml import Element, attribute, child, number, switch, w

if TYPE_CHECKING:
    from policyparse.reading.docx_body import Body

NARROW = 100  # twentieths of a point: 1.8 mm holds no character


@dataclass(slots=True)
class _Placed:
    """A cell while the grid is built: grid columns ``start`` to ``end``. ``merged``: it is merged with cells above or
    below; ``goes_on``: with the one above."""

    row: int
    start: int
    end: int
    blocks: tuple[Block, ...]
    merged: bool
    goes_on: bool


def read_table(element: Element, body: Body) -> Table | None:
    """The table, None where it has no cells. Spans are bounded by the cells that there are, whatever they claim."""
    placed: list[_Placed] = []
    headers = rows = 0
    for row in body.inside(element):
        if row.tag != w("tr") or _is_gone(row, body):
            continue
        _read_row(row, rows, placed, body)
        headers += headers == rows and bool(switch(child(row, "trPr"), "tblHeader"))
        rows += 1
    if not placed:
        return None
    first, behind = _columns(placed, _narrow(element))
    cells = _merged_down(placed, first, behind, body)
    last_header = max((cell.row + cell.rowspan for cell in cells if cell.row < headers), default=0)
    return Table(rows, max(behind.values()), last_header if last_header < rows else 0, cells)


def _is_gone(row: Element, body: Body) -> bool:
    """True for a row that a tracked change deleted or that is hidden."""
    properties = child(row, "trPr")
    if child(properties, "del") is not None:
        body.left_out.note("tracked_changes")
        return True
    if switch(properties, "hidden"):
        body.left_out.note("hidden_text", sum(len(text.text or "") for text in row.iter(w("t"))))
        return True
    return False


def _read_row(row: Element, at: int, placed: list[_Placed], body: Body) -> None:
    """Places the cells of a row."""
    column = max(0, number(child(row, "trPr", "gridBefore")))
    before: _Placed | None = None
    for element in body.inside(row):
        if element.tag != w("tc"):
            continue
        properties = child(element, "tcPr")
        start, column = column, column + max(1, number(child(properties, "gridSpan"), default=1))
        down, aside = child(properties, "vMerge"), child(properties, "hMerge")
        blocks = () if child(properties, "cellDel") is not None else body.blocks(element)
        if before is not None and aside is not None and (attribute(aside) or "continue") == "continue":
            before.end = column
            _note_covered(body, blocks)
            continue
        goes_on = down is not None and (attribute(down) or "continue") == "continue"
        before = _Placed(at, start, column, blocks, down is not None, goes_on)
        placed.append(before)


def _merged_down(placed: list[_Placed], first: dict[int, int], behind: dict[int, int], body: Body) -> tuple[Cell, ...]:
    """The cells, those that go on below as one: a cell goes on with the one above of the same columns."""
    cells: list[Cell] = []
    open_cells: dict[tuple[int, int], int] = {}  # columns → the latest cell there that others may go on with
    for one in placed:
        column = first[one.start]
        columns = (column, max(1, behind[one.end] - column))
        above = open_cells.get(columns) if one.goes_on else None
        if above is not None and cells[above].row + cells[above].rowspan == one.row:
            cells[above] = dataclasses.replace(cells[above], rowspan=cells[above].rowspan + 1)
            _note_covered(body, one.blocks)
            continue
        if one.merged:
            open_cells[columns] = len(cells)
        cells.append(Cell(one.row, column, 1, columns[1], one.blocks))
    return tuple(cells)


def _note_covered(body: Body, blocks: tuple[Block, ...]) -> None:
    if any(not isinstance(block, str) or block.strip() for block in blocks):
        body.left_out.note("covered_cells")


def _narrow(element: Element) -> set[int]:
    """The grid columns that are too narrow to print in."""
    grid = child(element, "tblGrid")
    widths = [] if grid is None else [number(one, "w", NARROW) for one in grid.iterchildren(w("gridCol"))]
    return {at for at, width in enumerate(widths) if 0 < width < NARROW}


def _columns(placed: list[_Placed], narrow: set[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Grid column → column of the table: for cells that begin there, and (the column behind) for cells that end there.

    A place where some cell begins begins a column, unless all that lies between it and the column before is too
    narrow to print in and no cell stands in that alone.
    """
    begins = {one.start for one in placed}
    alone = {one.start for one in placed if one.end - one.start == 1}
    first: dict[int, int] = {}
    behind: dict[int, int] = {}
    column = -1
    for place in sorted(begins | {one.end for one in placed}):
        if place not in begins:
            behind[place] = column + 1
            continue
        before = place - 1
        if not (before in first and before in narrow and before not in alone):
            column += 1
        first[place] = behind[place] = column
    return first, behind
