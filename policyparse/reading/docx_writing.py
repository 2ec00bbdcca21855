"""Blocks of a DOCX → characters, one paragraph a line, and the tables that stand in them.

A table that only holds text in place (a frame) is unwrapped: its cells are paragraphs. Not here: finding the blocks.
"""

from __future__ import annotations

from collections.abc import Iterator

from policyparse.errors import PolicyParseError
from policyparse.lazy_regex import regex
from policyparse.reading.docx_blocks import Block, Cell, LeftOut, Table
from policyparse.reading.pages import CELL_LINE, GivenCell, GivenTable

MOST_CELLS = 100_000
FRAME_SHARE = 0.8  # a cell that holds so much of its table's text is a frame around it
FRAME_TEXT = 200
LINE_BREAKS = regex("[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")


class Writing:
    """Characters as they are written, and the tables among them."""

    def __init__(self, most: int, name: str, left_out: LeftOut) -> None:
        """``most``: characters in all, beyond which PolicyParseError ``too_large`` is raised."""
        self.tables: list[GivenTable] = []
        self._parts: list[str] = []
        self._length = 0
        self._most = most
        self._name = name
        self._left_out = left_out

    @property
    def characters(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def write(self, blocks: tuple[Block, ...]) -> None:
        """Write blocks in order."""
        for block in blocks:
            if isinstance(block, str):
                self._put(block.replace("\t", " ") + "\n")
            else:
                self._table(block)

    def _table(self, table: Table) -> None:
        texts = [_on_one_line(cell.blocks) for cell in table.cells]
        large = table.rows * table.columns > MOST_CELLS
        if large:
            self._left_out.note("table_too_large")
        if large or _is_frame(table, texts):
            for cell in table.cells:
                self.write(cell.blocks)
            return
        start = self._length
        cells: list[GivenCell] = []
        row = column = 0
        for cell, text in sorted(zip(table.cells, texts, strict=True), key=lambda pair: (pair[0].row, pair[0].column)):
            while row < cell.row:
                self._put("\t" * (table.columns - 1 - column) + "\n")
                row, column = row + 1, 0
            self._put("\t" * (cell.column - column))
            column = cell.column
            cells.append(GivenCell(row, column, cell.rowspan, cell.colspan, self._length, self._length + len(text)))
            self._put(text)
        while row < table.rows:
            self._put("\t" * (table.columns - 1 - column) + "\n")
            row, column = row + 1, 0
        size = (table.rows, table.columns, table.header_rows)
        self.tables.append(GivenTable(start, self._length, *size, tuple(cells)))

    def _put(self, text: str) -> None:
        self._length += len(text)
        if self._length > self._most:
            raise PolicyParseError("too_large", f"more than {self._most:,} characters", self._name)
        self._parts.append(text)


def _on_one_line(blocks: tuple[Block, ...]) -> str:
    """All text of a cell on one line, tables inside it included; where its own lines end stands CELL_LINE."""
    return LINE_BREAKS.sub(CELL_LINE, CELL_LINE.join(_paragraphs(blocks)).replace("\t", " ")).strip(" \v\u3000\u00a0")


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            yield block
        else:
            for cell in block.cells:
                yield from _paragraphs(cell.blocks)


def _is_frame(table: Table, texts: list[str]) -> bool:
    """One row, one column, nothing in it, or one cell that holds nearly all text or, as its main matter, a table."""
    filled = [(cell, text) for cell, text in zip(table.cells, texts, strict=True) if text]
    if len({cell.row for cell, _ in filled}) < 2 or len({cell.column for cell, _ in filled}) < 2:
        return True
    total = sum(len(text) for _, text in filled)
    return any(
        (len(text) >= FRAME_SHARE * total and len(text) >= FRAME_TEXT)
        or (2 * len(text) >= total and _holds_table(cell))
        for cell, text in filled
    )


def _holds_table(cell: Cell) -> bool:
    return any(isinstance(block, Table) for block in cell.blocks)
