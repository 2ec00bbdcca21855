"""Sheets → lines and tables in reading order, with what the page's geometry says of each line.

The order of work: what is no text of the notice (watermarks), tables, lines, furniture of the edges, footnotes,
columns, and for each line whether it begins a paragraph. Not here: the geometry of each of these, a module each;
joining of paragraphs (`layout.paragraphs`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from policyparse.layout.columns import Column, Item, read_order
from policyparse.layout.edge_bands import BAND, DEEPEST, EdgeLine, find_furniture, is_turned_over
from policyparse.layout.flow import Flow, PageLine, with_flow
from policyparse.layout.glyph_lines import GlyphLines, VisualLine
from policyparse.layout.lines import Line
from policyparse.layout.manuscript import Note
from policyparse.layout.page_notes import take_notes
from policyparse.layout.watermarks import is_watermark, main_angle
from policyparse.reading.pages import Pages, Sheet
from policyparse.tables.bands import find_band_tables
from policyparse.tables.cell_text import CellText
from policyparse.tables.continuation import join_continued
from policyparse.tables.draft import TableDraft
from policyparse.tables.page_tables import PageTable, read_grid
from policyparse.tables.rulings import TableSettings, find_boxes, find_grids

NEWSPAPER_COLUMNS = 2


@dataclass(slots=True)
class _Page:
    """One sheet while it is laid out."""

    sheet: Sheet
    lines: list[VisualLine]
    tables: list[PageTable]
    boxes: list[tuple[float, float, float, float]]
    notes: list[VisualLine] = field(default_factory=list)


def lay_out(pages: Pages, characters: str, settings: TableSettings) -> tuple[list[Line | TableDraft], list[Note]]:
    """Lines and tables of all sheets in reading order; ``characters`` are the folded ones."""
    assert pages.glyphs is not None
    return _Layout(pages, GlyphLines(pages.glyphs, characters), settings).parts()


class _Layout:
    """Lays out one source; holds what all sheets share."""

    def __init__(self, pages: Pages, maker: GlyphLines, settings: TableSettings) -> None:
        self._pages = pages
        self._maker = maker
        self._settings = settings
        self._text = CellText(maker)
        self._notes: list[Note] = []
        self._watermarked: dict[int, int] = {}
        self._body = _body_size(pages)

    def parts(self) -> tuple[list[Line | TableDraft], list[Note]]:
        """All parts in reading order, continued tables joined, and what was noted on the way."""
        pages = [self._page(sheet) for sheet in self._pages.sheets]
        self._drop_furniture(pages)
        found: list[PageLine | PageTable] = []
        before: PageLine | None = None
        for page in pages:
            page.lines, page.notes, labels = take_notes(page.lines, self._maker, self._body, page.sheet.height)
            ordered = self._ordered(page)
            flow = Flow(ordered, self._maker, page.sheet, labels, self._body)
            for item in with_flow(flow, before):
                if isinstance(item, PageLine):
                    before = item
                    found.append(item)
                else:
                    found += [PageLine(strand, page.sheet.number, "starts") for strand in page.tables[item].captions]
                    found.append(page.tables[item])
        self._note_counts(pages)
        joined, notes = join_continued(found)
        return joined, [*self._notes, *notes]

    def _page(self, sheet: Sheet) -> _Page:
        """A sheet's tables and its other lines."""
        g = self._pages.glyphs
        assert g is not None
        angle = main_angle(sheet, g)
        offsets = [
            offset for offset in range(sheet.start, sheet.end) if not is_watermark(g.styles[g.style[offset]], angle, self._body)
        ]  # fmt: skip
        if dropped := sheet.end - sheet.start - len(offsets):
            self._watermarked[sheet.number] = dropped
        tables: list[PageTable] = []
        grids, loose = find_grids(sheet.rulings, self._settings) if sheet.rulings else ([], [])
        for grid in grids:
            table, taken = read_grid(grid, offsets, self._text, sheet.number)
            if table is not None:
                tables.append(table)
                offsets = [offset for offset in offsets if offset not in taken]
        lines = self._maker.lines(self._maker.pieces(offsets))
        bands, lines = find_band_tables(lines, loose, sheet, self._text)
        boxes = find_boxes(sheet.rulings, self._settings) if len(sheet.rulings) >= 1 else []
        return _Page(sheet, [line for line in lines if self._says(line)], tables + bands, boxes)

    def _says(self, line: VisualLine) -> bool:
        return any(self._maker.characters[offset].strip() for piece in line.pieces for offset in piece.offsets)

    def _drop_furniture(self, pages: list[_Page]) -> None:
        """Takes running heads, page numbers and browsers' marks out of the edge bands of all pages."""
        candidates: list[tuple[_Page, VisualLine, EdgeLine]] = []
        for page in pages:
            height = page.sheet.height
            for at_top in (True, False):
                lines = sorted(page.lines, key=lambda line: line.top if at_top else -line.bottom)
                for order, line in enumerate(lines[:DEEPEST]):
                    middle = (line.top + line.bottom) / 2
                    if (middle if at_top else height - middle) <= BAND * height:
                        text = self._maker.strand(line).text.replace(" ", "")
                        edge = EdgeLine(page.sheet.number, order, at_top, text, middle, height)
                        candidates.append((page, line, edge))
        found = find_furniture([edge for _, _, edge in candidates], len(pages))
        dropped: dict[int, set[int]] = {}
        for (page, line, _), is_furniture in zip(candidates, found, strict=True):
            if is_furniture:
                dropped.setdefault(page.sheet.number, set()).add(id(line))
        turned = self._drop_turned_over(pages)
        for page in pages:
            gone = dropped.get(page.sheet.number, set())
            page.lines = [line for line in page.lines if id(line) not in gone]
        self._note_pages("page_furniture", "running heads and page numbers", [*dropped, *turned])

    def _drop_turned_over(self, pages: list[_Page]) -> list[int]:
        """（下转第2版） and its （上接第1版） on a later page: the article between them is one."""
        marks: list[tuple[_Page, VisualLine, str]] = []
        for page in pages:
            for line in page.lines:
                text = self._maker.strand(line).text if line.x1 - line.x0 < 14 * line.size else ""
                if is_turned_over(text):
                    marks.append((page, line, text))
        said = "".join(text for _, _, text in marks)
        if "下转" not in said or "上接" not in said:
            return []
        for page, line, _ in marks:
            page.lines = [other for other in page.lines if other is not line]
        return [page.sheet.number for page, _, _ in marks]

    def _ordered(self, page: _Page) -> list[Column]:
        """The page's columns in reading order, foreign articles of a newspaper left out."""
        tables = [Item(*table.box, table=number) for number, table in enumerate(page.tables)]
        columns = read_order(page.lines, tables, self._maker)
        foreign = _foreign_boxes(columns, page.boxes)
        if not foreign:
            return columns
        kept: list[VisualLine] = []
        gone = 0
        for line in page.lines:
            pieces = [p for p in line.pieces if not any(_inside(p.x0, p.top, p.x1, p.bottom, box) for box in foreign)]
            gone += len(pieces) < len(line.pieces)
            if pieces:
                kept += self._maker.lines(pieces)
        words = f"{gone} line(s) in a box on page {page.sheet.number} belong to other articles, left out"
        self._notes.append(Note("foreign_matter", "warning", words))
        return read_order(kept, tables, self._maker)

    def _note_counts(self, pages: list[_Page]) -> None:
        self._note_pages("footnotes", "footnotes", [page.sheet.number for page in pages if page.notes])
        self._note_pages("watermark", "watermarks", list(self._watermarked))

    def _note_pages(self, code: str, what: str, numbers: Sequence[int]) -> None:
        """Furniture is summed up once a kind."""
        if numbers:
            places = sorted(set(numbers))
            said = ", ".join(map(str, places[:20])) + (", …" if len(places) > 20 else "")
            self._notes.append(Note(code, "info", f"{what} taken out, pages {said}"))


def _body_size(pages: Pages) -> float:
    """The size in which most characters of the source are set."""
    assert pages.glyphs is not None
    counted = Counter(pages.glyphs.style)
    sizes: Counter[float] = Counter()
    for index, count in counted.items():
        sizes[round(pages.glyphs.styles[index].size * 2) / 2] += count
    return max(sizes, key=lambda size: (sizes[size], size), default=12.0)


def _foreign_boxes(
    columns: Sequence[Column], boxes: Sequence[tuple[float, float, float, float]]
) -> list[tuple[float, float, float, float]]:  # fmt: skip
    """Boxes of a page that is set in columns, and does not stand in the box itself: other articles of a newspaper."""
    if sum(column.parted for column in columns) < NEWSPAPER_COLUMNS:
        return []
    lines = [item for column in columns for item in column.items if item.line is not None]
    foreign = []
    for box in boxes:
        inside = sum(_inside(item.x0, item.top, item.x1, item.bottom, box) for item in lines)
        if 0 < inside <= 0.6 * len(lines):
            foreign.append(box)
    return foreign


def _inside(x0: float, top: float, x1: float, bottom: float, box: tuple[float, float, float, float]) -> bool:
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
