"""Spans → places: where a stretch of the text stands in the file and in which cell of which table.

Not here: making spans; ids.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from functools import lru_cache
from typing import Any

from policyparse.facts.drafts import CellSpot
from policyparse.layout.manuscript import PageBox
from policyparse.outline.outline import Outline
from policyparse.tables.draft import TableDraft

Plain = dict[str, Any]
"""A contract object as plain values: the whole document is validated in one go, a fifth of the cost of its parts."""


class Placer:
    """Makes the contract's places for one document."""

    def __init__(self, outline: Outline, table_ids: list[str]) -> None:
        self._outline = outline
        self._manuscript = outline.manuscript
        self._paged = outline.manuscript.pages.glyphs is not None
        self._has_lines = outline.manuscript.pages.has_lines
        self._table_ids = table_ids
        self._cells = sorted(
            (cell.start, cell.end, CellSpot(number, cell.draft.row, cell.draft.column))
            for number, table in enumerate(outline.tables)
            for cell in table.block.cells
        )
        self._starts = [start for start, _, _ in self._cells]

    def cell_at(self, offset: int) -> CellSpot | None:
        """The cell that holds an offset of the text."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and self._cells[index][0] <= offset < self._cells[index][1]:
            return self._cells[index][2]
        return None

    def place(self, span: tuple[int, int], cell: CellSpot | None) -> Plain:
        """A Place of a stretch of the text; ``cell`` overrides the cell in which it starts."""
        start, end = span
        boxes = self._manuscript.page_boxes(start, end) if self._paged else None
        if cell is None and self._cells:
            cell = self.cell_at(start)
        return {
            "span": {"start": start, "end": end},
            "page": boxes[0].page if boxes else None,
            "regions": tuple(map(_region, boxes)) if boxes else (),
            "source": self._source(start, end) if self._has_lines else None,
            "cell": self._cell_ref(cell) if cell is not None else None,
        }

    def evidence(
        self, span: tuple[int, int], rule: str, confidence: float, cell: CellSpot | None, ref: Plain | None = None
    ) -> Plain:
        """An Evidence: a place with the words, the rule and how sure it is."""
        place = self.place(span, cell)
        if ref is not None:
            place["cell"] = ref
        place["quote"] = self._outline.text[span[0] : span[1]]
        place["rule"] = rule
        place["confidence"] = _exact(confidence)
        return place

    def _source(self, start: int, end: int) -> Plain:
        line, column, end_line, end_column = self._manuscript.locate(start, end)
        return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}

    def _cell_ref(self, spot: CellSpot) -> Plain:
        return {"table_id": self._table_ids[spot.table], "row": spot.row, "column": spot.column}

    def table(self, index: int, section_id: str | None = None) -> Plain:
        """The contract's table with its cells."""
        outlined = self._outline.tables[index]
        draft = outlined.block.draft
        rows = tuple(tuple(cell.strand.text if cell else "" for cell in row) for row in draft.grid())
        cells = tuple(
            {
                "row": c.draft.row,
                "column": c.draft.column,
                "rowspan": c.draft.rowspan,
                "colspan": c.draft.colspan,
                "text": c.text,
                "place": self.place((c.start, c.end), CellSpot(index, c.draft.row, c.draft.column)) if c.text else None,
            }
            for c in outlined.block.cells
        )
        caption = self._outline.text[slice(*outlined.caption)] if outlined.caption else None
        return {
            "id": self._table_ids[index],
            "kind": outlined.columns.kind,
            "caption": caption,
            "header": outlined.header,
            "rows": rows,
            "cells": cells,
            "pages": self._pages(draft),
            "section_id": section_id,
        }

    def _pages(self, draft: TableDraft) -> tuple[int, ...]:
        """The pages on which a table's cells stand."""
        pages = self._outline.manuscript.pages
        if not pages.sheets:
            return ()
        raws = (raw for cell in draft.cells for _, raw, _ in cell.strand.runs)
        return tuple(sorted({pages.sheet_at(raw).number for raw in raws}))


@lru_cache(64)
def _exact(confidence: float) -> Decimal:
    """A rule's confidence as the contract holds it: the rules name a handful, which stand in every document."""
    return Decimal(str(confidence))


def _region(box: PageBox) -> Plain:
    return {
        "page": box.page,
        "x0": round(box.x0, 1),
        "top": round(box.top, 1),
        "x1": round(box.x1, 1),
        "bottom": round(box.bottom, 1),
    }
