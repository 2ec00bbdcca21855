"""TableDraft: a table as recognised in a source, its cells still strands that lead back to it.

Not here: recognition (a module a form), and what the columns mean (`tables.columns`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from policyparse.layout.strand import Strand


class CellDraft(NamedTuple):
    """A printed cell: ``row`` and ``column`` 0-based, the header counted."""

    row: int
    column: int
    strand: Strand
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A table: the first ``header_rows`` rows are its header. ``flagged``: (code, message) of what was doubted."""

    rows: int
    columns: int
    header_rows: int
    cells: tuple[CellDraft, ...]
    flagged: tuple[tuple[str, str], ...] = ()

    def header(self) -> tuple[str, ...]:
        """Column headings; two levels as 'upper/lower'."""
        names: list[list[str]] = [[] for _ in range(self.columns)]
        for cell in self.cells:
            if cell.row < self.header_rows:
                for column in range(cell.column, cell.column + cell.colspan):
                    if cell.strand.text and cell.strand.text not in names[column]:
                        names[column].append(cell.strand.text)
        return tuple("/".join(parts) for parts in names)

    def grid(self) -> list[list[CellDraft | None]]:
        """Data rows by column: the cell that covers each place, spans filled down, none to the right."""
        grid: list[list[CellDraft | None]] = [[None] * self.columns for _ in range(self.rows - self.header_rows)]
        for cell in self.cells:
            for row in range(max(cell.row, self.header_rows), cell.row + cell.rowspan):
                if row < self.rows:
                    grid[row - self.header_rows][cell.column] = cell
        return grid


def spans_from_blanks(rows: list[list[Strand]], header_rows: int, fill: list[bool]) -> tuple[CellDraft, ...]:
    """Cells of a table without rulings: a blank cell of a column with ``fill`` continues the cell above it."""
    cells: list[CellDraft] = []
    open_cell: dict[int, int] = {}
    for number, row in enumerate(rows):
        for column, strand in enumerate(row):
            above = open_cell.get(column)
            if not strand.text and above is not None and fill[column] and number > header_rows:
                cell = cells[above]
                cells[above] = CellDraft(cell.row, cell.column, cell.strand, cell.rowspan + 1, cell.colspan)
                continue
            if number >= header_rows and strand.text:
                open_cell[column] = len(cells)
            elif number >= header_rows:
                open_cell.pop(column, None)
            cells.append(CellDraft(number, column, strand))
    return tuple(cells)
