"""Manuscript: the blocks of a notice with one final text, composed once, and the map back to the source.

Not here: decisions what is a block (`layout.compose`), and any edit of the text: after composition
only spans are made.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal, NamedTuple

from policyparse.layout.strand import Strand
from policyparse.reading.pages import CELL_LINE, Pages
from policyparse.tables.draft import CellDraft, TableDraft


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Runs from final text to raw offsets: ascending ``offsets``; an inserted run points at one raw offset."""

    offsets: tuple[int, ...]
    raws: tuple[int, ...]
    copied: tuple[bool, ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """First and last raw offset of a stretch of the final text; the stretch need not be in one piece there."""
        offsets, raws, copied = self.offsets, self.raws, self.copied
        first = max(bisect_right(offsets, start) - 1, 0)
        following = first + 1
        if offsets and copied[first] and (following == len(offsets) or end <= offsets[following]):
            raw = raws[first] + start - offsets[first]  # in one piece, as nearly always
            return raw, raw + (end - start - 1 if end > start else 0)
        stop = bisect_left(offsets, end, first)
        if stop <= first:
            return 0, 0
        lowest = highest = raws[first]
        if copied[first]:
            lowest += start - offsets[first]
            highest += offsets[first + 1] - offsets[first] - 1
        for run in range(first + 1, stop):
            if not copied[run]:
                continue
            low = raws[run]
            high = low + (offsets[run + 1] if run + 1 < stop else end) - offsets[run] - 1
            lowest = low if low < lowest else lowest
            highest = high if high > highest else highest
        return lowest, highest

    def raw_offsets(self, start: int, end: int) -> Iterator[int]:
        """The raw offsets of the copied characters of a stretch, in the order of the text."""
        run = max(bisect_right(self.offsets, start) - 1, 0)
        while run < len(self.offsets) and self.offsets[run] < end:
            following = self.offsets[run + 1] if run + 1 < len(self.offsets) else end
            if self.copied[run]:
                first, last = max(start, self.offsets[run]), min(end, following)
                shift = self.raws[run] - self.offsets[run]
                yield from range(first + shift, last + shift)
            run += 1


class PageBox(NamedTuple):
    """A rectangle on a page as displayed, in points: one line, or one piece of a line, of some words."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Paragraph(NamedTuple):
    """A paragraph: ``text[start:end]``."""

    start: int
    end: int


class PlacedCell(NamedTuple):
    """A cell with its stretch of the final text."""

    draft: CellDraft
    start: int
    end: int

    @property
    def text(self) -> str:
        """The cell's text on one line, character for character as in the manuscript's."""
        return self.draft.strand.text.replace(CELL_LINE, " ")


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: ``text[start:end]`` holds its cells by tab and its rows by newline."""

    start: int
    end: int
    draft: TableDraft
    cells: tuple[PlacedCell, ...]


Block = Paragraph | TableBlock


@dataclass(frozen=True, slots=True)
class Note:
    """A diagnostic before it has its contract form; ``span`` in the final text, None where the words were dropped."""

    code: str
    severity: Literal["info", "warning", "error"]
    message: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The text of a notice, its blocks in reading order, and the way back to the source."""

    pages: Pages
    text: str
    blocks: tuple[Block, ...]
    source_map: SourceMap
    notes: tuple[Note, ...]

    def table_cells(self) -> int:
        """Cells of all tables, empty ones and the places of merged ones included."""
        tables = (block.draft for block in self.blocks if isinstance(block, TableBlock))
        return sum(table.rows * table.columns for table in tables)

    def source_lines(self, start: int, end: int) -> list[tuple[int, int]]:
        """A stretch as the pieces that stand on one line of the source each: what a cell's text no longer shows."""
        characters, offsets = self.pages.characters, self.source_map.offsets
        pieces: list[tuple[int, int]] = []
        at = start
        for run in range(bisect_right(offsets, start), bisect_left(offsets, end)):
            border = offsets[run]
            before, behind = (
                self.source_map.raw_span(border - 1, border)[1],
                self.source_map.raw_span(border, border + 1)[0],
            )
            if not {"\n", CELL_LINE}.isdisjoint(characters[before:behind]):
                pieces.append((at, border))
                at = border
        return [*pieces, (at, end)]

    def locate(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Line, column, end line and end column (1-based, end column excluded) of a stretch in the source."""
        low, high = self.source_map.raw_span(start, end)
        starts = self.pages.line_starts
        line = bisect_right(starts, low)
        column = low - starts[line - 1] + 1
        if line == len(starts) or high < starts[line]:  # on one line, as nearly always
            return line, column, line, column + high - low + 1
        end_line, end_column = self.pages.locate(high)
        return line, column, end_line, end_column + 1

    def sureness(self, start: int, end: int) -> float:
        """How sure a recogniser was of a stretch: the mean of its characters, 0 to 1; 1 for what stands as text."""
        glyphs = self.pages.glyphs
        if glyphs is None or not glyphs.confidence:
            return 1.0
        values = [glyphs.confidence[raw] for raw in self.source_map.raw_offsets(start, end)]
        return sum(values) / len(values) if values else 1.0

    def page_boxes(self, start: int, end: int) -> list[PageBox]:
        """Where a stretch stands on its pages, a box a line, in the order of the text; empty without pages."""
        glyphs = self.pages.glyphs
        if glyphs is None:
            return []
        boxes: list[PageBox] = []
        sheet = None
        for raw in self.source_map.raw_offsets(start, end):
            if sheet is None or not sheet.start <= raw < sheet.end:
                sheet = self.pages.sheet_at(raw)
            box = glyphs.x0[raw], glyphs.top[raw], glyphs.x1[raw], glyphs.bottom[raw]
            x0, top, x1, bottom = sheet.as_displayed(*box) if sheet.skew else box
            last = boxes[-1] if boxes else None
            if last is not None and last.page == sheet.number and _on_one_line(last, x0, top, x1, bottom):
                boxes[-1] = PageBox(
                    last.page, min(last.x0, x0), min(last.top, top), max(last.x1, x1), max(last.bottom, bottom)
                )
            else:
                boxes.append(PageBox(sheet.number, x0, top, x1, bottom))
        return boxes


def _on_one_line(box: PageBox, x0: float, top: float, x1: float, bottom: float) -> bool:
    """Whether a glyph stands on the line of a box, close enough to be part of the same words."""
    height = bottom - top
    if min(box.bottom, bottom) - max(box.top, top) < 0.4 * min(height, box.bottom - box.top):
        return False
    return -4 * height <= x0 - box.x1 <= 4 * height


class Composer:
    """Puts the final text together; used once, then gone."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._offsets: list[int] = []
        self._raws: list[int] = []
        self._copied: list[bool] = []
        self._length = 0
        self._last_raw = 0

    def add(self, strand: Strand) -> tuple[int, int]:
        """Append a strand; returns its span in the final text."""
        start = self._length
        text = strand.text.replace("\t", " ").replace("\n", " ").replace(CELL_LINE, " ")
        if strand.runs:
            offsets, raws, copies = self._offsets, self._raws, self._copied
            if offsets and offsets[-1] == start:
                self._make_room(start)
            within, from_raw, whether_copied = zip(*strand.runs, strict=True)
            offsets += map(start.__add__, within)
            raws += from_raw
            copies += whether_copied
            self._last_raw = from_raw[-1] + (len(text) - 1 - within[-1] if whether_copied[-1] else 0)
        self._parts.append(text)
        self._length += len(text)
        return start, self._length

    def separate(self, text: str) -> None:
        """Append a separator; it points at the character before it."""
        if self._offsets and self._offsets[-1] == self._length:
            self._make_room(self._length)
        self._offsets.append(self._length)
        self._raws.append(self._last_raw)
        self._copied.append(False)
        self._parts.append(text)
        self._length += len(text)

    def _make_room(self, offset: int) -> None:
        """A run that begins where the last one began, and so took up no text, stands in its place."""
        if self._offsets and self._offsets[-1] == offset:
            self._offsets.pop(), self._raws.pop(), self._copied.pop()

    def finish(self) -> tuple[str, SourceMap]:
        """The final text and its source map."""
        return "".join(self._parts), SourceMap(tuple(self._offsets), tuple(self._raws), tuple(self._copied))


def compose(pages: Pages, blocks: list[Strand | TableDraft], notes: list[Note]) -> Manuscript:
    """The manuscript of blocks in reading order."""
    composer = Composer()
    placed: list[Block] = []
    paragraph = partial(tuple.__new__, Paragraph)  # a third of the time that Paragraph() takes
    for number, block in enumerate(blocks):
        if number:
            composer.separate("\n")
        if isinstance(block, Strand):
            placed.append(paragraph(composer.add(block)))
        else:
            placed.append(_compose_table(composer, block))
    text, source_map = composer.finish()
    return Manuscript(pages, text, tuple(placed), source_map, tuple(notes))


def _compose_table(composer: Composer, draft: TableDraft) -> TableBlock:
    by_place = {(cell.row, cell.column): cell for cell in draft.cells}
    cells: list[PlacedCell] = []
    start = end = -1
    for row in range(draft.rows):
        if row:
            composer.separate("\n")
        for column in range(draft.columns):
            if column:
                composer.separate("\t")
            cell = by_place.get((row, column))
            span = composer.add(cell.strand if cell else Strand("", ()))
            start = span[0] if start < 0 else start
            end = span[1]
            if cell:
                cells.append(PlacedCell(cell, *span))
    return TableBlock(start, end, draft, tuple(cells))
