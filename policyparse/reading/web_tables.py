"""A table element of a web page → its cells on a grid, merged cells once; or the verdict that it is a mere frame.

Not here: lines of text (`web_text`), boxes of labels about the page (`web_labels`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from policyparse.lazy_regex import inline, regex
from policyparse.reading.markup import BLOCKS, CHINESE, Element
from policyparse.reading.pages import CELL_LINE

CELL_LINES = regex(r"(?<![ \u3000\u00a0])[ \u3000\u00a0]*+(?:\v[ \u3000\u00a0]*+)++")
BLANKS = regex(r"[ \t\n\r\f]+")  # what HTML calls white space: no-break and ideographic blanks are text
LAYOUT_SHARE = 0.8  # a cell that holds so much of its table's text is a frame around an article
LAYOUT_CELL = 200
MOST_CELLS = 100_000
FORM_HEADING = 20  # characters of a heading in a form that is still to be filled in
LONGEST_CAPTION = 90


class PageCell(NamedTuple):
    """A printed cell; rows and columns 0-based, the header counted."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of data without its blank rows and columns.

    ``before`` and ``after``: rows of one cell over its whole width that stand at its top (a title, a unit of
    measure) or end (notes). ``header_rows``: what the markup says, else 0.
    """

    rows: int
    columns: int
    header_rows: int
    cells: tuple[PageCell, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def grid(self) -> list[list[str]]:
        """The text at each place, blank where a merged cell covers it."""
        grid = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell.text
        return grid


@dataclass(slots=True)
class _Laid:
    """A cell where its spans put it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    element: Element
    text: str


def read_table(table: Element) -> PageTable | None:
    """The table, or None where it is a frame for layout, blank, or too large to be a table at all."""
    cells, rows, columns, header_rows = _lay_out(table)
    if rows * columns > MOST_CELLS or _is_layout(cells, rows):
        return None
    laid = [PageCell(c.row, c.column, c.rowspan, c.colspan, c.text) for c in cells]
    return _without_notes(_without_repeats(_without_blanks(laid, rows, header_rows)))


def cell_text(cell: Element) -> str:
    """All text of an element on one line; its own line ends become blanks."""
    return CELL_LINES.sub(CELL_LINE, BLANKS.sub(" ", "".join(_pieces(cell)))).strip(" \v\u3000\u00a0")


def _is_layout(cells: list[_Laid], rows: int) -> bool:
    """A frame: one row, one column, or one cell that holds an article or, as its main matter, another table."""
    filled = [cell for cell in cells if cell.text]
    if len({cell.row for cell in filled}) < 2 or len({cell.column for cell in filled}) < 2:
        # A form that is not filled in yet has a row of headings and blank rows.
        return not (rows > 1 and len(filled) > 2 and all(len(cell.text) <= FORM_HEADING for cell in filled))
    sizes = [len(CHINESE.findall(cell.text)) for cell in filled]
    total = sum(sizes)
    for cell, size in zip(filled, sizes, strict=True):
        if size >= LAYOUT_SHARE * total and size >= LAYOUT_CELL:
            return True
        if size >= total / 2 and any(inner.tag == "table" for inner in cell.element.walk()):
            return True
    return False


def _lay_out(table: Element) -> tuple[list[_Laid], int, int, int]:
    """The cells with the places that their spans give them, the size of the grid, and the rows of its header."""
    rows = list(_rows(table))
    taken: dict[int, int] = {}  # column → first row that is free again
    cells: list[_Laid] = []
    width = header_rows = 0
    for number, (row, is_head) in enumerate(rows):
        column = 0
        printed = [element for element in row.elements() if element.tag in ("td", "th")]
        if number == header_rows and (is_head or (printed and all(cell.tag == "th" for cell in printed))):
            header_rows += 1
        for element in printed:
            while taken.get(column, 0) > number:
                column += 1
            last = len(rows) if element.rowspan == 0 else min(len(rows), number + element.rowspan)
            span = element.colspan
            for covered in range(column, column + span):
                taken[covered] = last
            cells.append(_Laid(number, column, last - number, span, element, cell_text(element)))
            column += span
        width = max(width, column)
    return cells, len(rows), width, header_rows if header_rows < len(rows) else 0


def _rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """The rows, and whether the markup calls them a head."""
    for part in table.elements():
        if part.tag == "tr":
            yield part, False
        elif part.tag in ("tbody", "thead", "tfoot"):
            yield from ((row, part.tag == "thead") for row in part.elements() if row.tag == "tr")


def _without_blanks(cells: list[PageCell], rows: int, header_rows: int) -> PageTable:
    """Without rows and columns in which no text begins; what spans them gets shorter."""
    used_rows = sorted({cell.row for cell in cells if cell.text})
    used_columns = sorted({cell.column for cell in cells if cell.text})
    row_at = {row: number for number, row in enumerate(used_rows)}
    column_at = {column: number for number, column in enumerate(used_columns)}
    kept = []
    for cell in cells:
        if cell.row in row_at and cell.column in column_at:
            rowspan = sum(cell.row <= row < cell.row + cell.rowspan for row in used_rows) if cell.rowspan > 1 else 1
            last = cell.column + cell.colspan
            colspan = sum(cell.column <= at < last for at in used_columns) if cell.colspan > 1 else 1
            kept.append(PageCell(row_at[cell.row], column_at[cell.column], rowspan, colspan, cell.text))
    header_rows = sum(row < header_rows for row in used_rows)
    return PageTable(len(used_rows), len(used_columns), header_rows, tuple(kept))


def _without_repeats(table: PageTable) -> PageTable:
    """The header once: a row that prints it again marks a new page of the document that the page was made from."""
    grid = table.grid()
    repeats = {row for row in range(1, table.rows) if grid[row] == grid[0] and any(grid[row][1:])}
    if not repeats:
        return table
    cells = [cell for cell in table.cells if cell.row not in repeats]
    return _without_blanks(cells, table.rows, table.header_rows)


def _without_notes(table: PageTable) -> PageTable:
    """Rows over the whole width at the top and notes at the end are lines, as long as a table remains between."""
    wide = {cell.row: cell.text for cell in table.cells if cell.column == 0 and cell.colspan == table.columns > 1}
    first, last = 0, table.rows
    while first in wide and len(wide[first]) <= LONGEST_CAPTION:
        first += 1
    while last - 1 in wide and inline(r"(?:附|备)?注\s*[:：\d]|说明[:：]").match(wide[last - 1]):
        last -= 1
    if last - first < 2:
        return table
    cells = tuple(cell._replace(row=cell.row - first) for cell in table.cells if first <= cell.row < last)
    before = tuple(wide[row] for row in range(first))
    after = tuple(wide[row] for row in range(last, table.rows))
    header_rows = max(0, table.header_rows - first)
    return replace(table, rows=last - first, header_rows=header_rows, cells=cells, before=before, after=after)


def _pieces(cell: Element) -> Iterator[str]:
    """Text in document order, a line end at each block's edge. Iterative: nested tables cost their size once."""
    waiting: list[Element | str] = [*reversed(cell.children)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
            continue
        if item.tag in BLOCKS or item.tag == "br":
            waiting.append(CELL_LINE)
            yield CELL_LINE
        waiting.extend(reversed(item.children))
