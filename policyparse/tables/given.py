"""Tables that the format itself describes (DOCX, HTML) → TableDrafts.

Not here: tables found on a page or in text. Where the format does not say which rows are the header, the first row
is, and the rows that its cells span.
"""

from __future__ import annotations

from policyparse.layout.strand import strand_of
from policyparse.reading.pages import GivenCell, GivenTable, Pages
from policyparse.tables.draft import CellDraft, TableDraft


def given_tables(pages: Pages, characters: str) -> list[tuple[int, int, TableDraft]]:
    """Each table with the stretch of raw offsets that it takes; ``characters`` are the folded ones."""
    return [(table.start, table.end, _draft(table, characters)) for table in pages.tables]


def _draft(table: GivenTable, characters: str) -> TableDraft:
    cells = tuple(
        CellDraft(c.row, c.column, strand_of(characters, c.start, c.end), c.rowspan, c.colspan) for c in table.cells
    )
    return TableDraft(table.rows, table.columns, table.header_rows or _header_rows(table.cells), cells)


def _header_rows(cells: tuple[GivenCell, ...]) -> int:
    """The rows of the first row's tallest cell, where a cell under a wide one shows a second level; else one."""
    first = [cell for cell in cells if cell.row == 0]
    if not any(cell.colspan > 1 for cell in first):
        return 1
    return max((cell.rowspan for cell in first), default=1)
