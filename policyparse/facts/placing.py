"""Spans → places: where a stretch of the text stands in the file and in which cell of which table.

Not here: making spans; ids.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from functools import lru_cache
from typing import Any

from policyparse.contract.base import record_of
from policyparse.contract.place import CellRef, Evidence, Place, Region, SourceSpan, Span
from policyparse.contract.structure import Cell, Table
from policyparse.facts.drafts import CellSpot
from policyparse.layout.manuscript import PageBox, PlacedCell
from policyparse.outline.outline import Outline
from policyparse.reading.pages import CELL_LINE
from policyparse.tables.draft import CellDraft, TableDraft

Plain = dict[str, Any]
"""The values of a contract record by their names, which become the record's own: they never stand in memory twice.

Records are made of them without validation, which would cost as much as reading a paragraph; that they would pass it is
tested on every notice of the corpus."""


class Placer:
    """Makes the contract's places for one document."""

    def __init__(self, outline: Outline, table_ids: list[str]) -> None:
        self._outline = outline
        self._text = outline.text
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
        # Records are frozen, so facts that stand at one place share it: places are most of a document.
        self._places: dict[tuple[tuple[int, int], CellSpot | None], Place] = {}
        self._refs: dict[CellSpot, CellRef] = {}
        self._regions: dict[tuple[int, tuple[Decimal, ...]], Region] = {}
        self._points: dict[float, Decimal] = {}

    def cell_at(self, offset: int) -> CellSpot | None:
        """The cell that holds an offset of the text."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and self._cells[index][0] <= offset < self._cells[index][1]:
            return self._cells[index][2]
        return None

    def place(self, span: tuple[int, int], cell: CellSpot | None) -> Place:
        """A Place of a stretch of the text; ``cell`` overrides the cell in which it starts."""
        key = (span, cell)
        found = self._places.get(key)
        if found is None:
            ref = self._cell_ref(cell, span) if self._cells else None
            found = self._places[key] = record_of(Place, self._plain(span, ref))
        return found

    def _plain(self, span: tuple[int, int], ref: CellRef | None) -> Plain:
        start, end = span
        boxes = self._manuscript.page_boxes(start, end) if self._paged else None
        source = None
        if self._has_lines:
            line, column, end_line, end_column = self._manuscript.locate(start, end)
            said: Plain = {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
            source = record_of(SourceSpan, said)
        return {
            "span": record_of(Span, {"start": start, "end": end}),
            "page": boxes[0].page if boxes else None,
            "regions": tuple(map(self._region, boxes)) if boxes else (),
            "source": source,
            "cell": ref,
        }

    def _region(self, box: PageBox) -> Region:
        """A box as the contract has it."""
        edges = tuple(map(self._point, box[1:]))
        found = self._regions.get((box.page, edges))
        if found is None:
            x0, top, x1, bottom = edges
            values: Plain = {"page": box.page, "x0": x0, "top": top, "x1": x1, "bottom": bottom}
            found = self._regions[box.page, edges] = record_of(Region, values)
        return found

    def _point(self, value: float) -> Decimal:
        """Points rounded to 0.1; many edges of lines stand at the same place."""
        value = round(value, 1)
        found = self._points.get(value)
        if found is None:
            found = self._points[value] = Decimal(repr(value))
        return found

    def evidence(
        self, span: tuple[int, int], rule: str, confidence: float, cell: CellSpot | None, ref: CellRef | None = None
    ) -> Evidence:
        """An Evidence: a place with the words, the rule and how sure it is, recognition included; ``ref``: its cell."""
        plain = self._plain(span, ref or (self._cell_ref(cell, span) if self._cells else None))
        plain["quote"] = self._text[span[0] : span[1]]
        plain["rule"] = rule
        sureness = self._manuscript.sureness(*span) if self._paged else 1.0
        plain["confidence"] = _exact(confidence if sureness == 1.0 else round(confidence * sureness, 3))
        return record_of(Evidence, plain)

    def _cell_ref(self, spot: CellSpot | None, span: tuple[int, int]) -> CellRef | None:
        """The named cell, or the one in which the span starts."""
        if not self._cells:
            return None
        spot = spot or self.cell_at(span[0])
        if spot is None:
            return None
        found = self._refs.get(spot)
        if found is None:
            values: Plain = {"table_id": self._table_ids[spot.table], "row": spot.row, "column": spot.column}
            found = self._refs[spot] = record_of(CellRef, values)
        return found

    def table(self, index: int, section_id: str | None = None) -> Table:
        """The contract's table with its cells."""
        outlined = self._outline.tables[index]
        draft = outlined.block.draft
        values: Plain = {
            "id": self._table_ids[index],
            "kind": outlined.columns.kind,
            "caption": self._outline.text[slice(*outlined.caption)] if outlined.caption else None,
            "header": outlined.header,
            "rows": tuple(tuple(_on_one_line(cell) for cell in row) for row in draft.grid()),
            "cells": tuple(self._cell(index, cell) for cell in outlined.block.cells),
            "pages": self._pages(draft),
            "section_id": section_id,
        }
        return record_of(Table, values)

    def _cell(self, table: int, cell: PlacedCell) -> Cell:
        draft, text = cell.draft, cell.text
        values: Plain = {
            "row": draft.row,
            "column": draft.column,
            "rowspan": draft.rowspan,
            "colspan": draft.colspan,
            "text": text,
            "place": self.place((cell.start, cell.end), CellSpot(table, draft.row, draft.column)) if text else None,
        }
        return record_of(Cell, values)

    def _pages(self, draft: TableDraft) -> tuple[int, ...]:
        """The pages on which a table's cells stand."""
        pages = self._outline.manuscript.pages
        if not pages.sheets:
            return ()
        raws = (raw for cell in draft.cells for _, raw, _ in cell.strand.runs)
        return tuple(sorted({pages.sheet_at(raw).number for raw in raws}))


def _on_one_line(cell: CellDraft | None) -> str:
    return cell.strand.text.replace(CELL_LINE, " ") if cell else ""


@lru_cache(64)
def _exact(confidence: float) -> Decimal:
    """A rule's confidence as the contract holds it: the rules name a handful, which stand in every document."""
    return Decimal(str(confidence))
