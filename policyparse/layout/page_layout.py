"""Sheets → lines and tables in reading order, with what the page's geometry says of each line.

The order of work: what is no text of the notice (watermarks), tables, lines, furniture of the edges, footnotes,
columns, and for each line whether it begins a paragraph. Not here: the geometry of each of these, a module each;
joining of paragraphs (`layout.paragraphs`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from policyparse.layout.columns import FEWEST_LINES, Column, Item, is_set_in_columns, read_order
from policyparse.layout.edge_bands import BAND, DEEPEST, EdgeLine, find_furniture, is_newspaper_head, is_turned_over
from policyparse.layout.flow import Flow, PageLine, with_flow
from policyparse.layout.glyph_lines import GlyphLines, Piece, VisualLine
from policyparse.layout.line_kinds import GENRE_END, ISSUING
from policyparse.layout.lines import Line
from policyparse.layout.manuscript import Note
from policyparse.layout.markers import read_marker
from policyparse.layout.page_notes import take_notes
from policyparse.layout.upright import upright
from policyparse.layout.watermarks import is_watermark
from policyparse.reading.pages import Pages, Sheet
from policyparse.tables.bands import find_borderless_tables, find_rule_tables
from policyparse.tables.cell_text import CellText
from policyparse.tables.continuation import join_continued
from policyparse.tables.draft import TableDraft
from policyparse.tables.page_tables import PageTable, read_grid
from policyparse.tables.rulings import TableSettings, find_boxes, find_fill_grids, find_grids

SMALLEST = 0.5  # points: text too small to be seen has a size, too
HEADLINE = 1.25  # times the body's size
FEWEST_IN_NEWSPAPER = 2  # lines of a column on a page of a newspaper
EDGE = 0.08  # of the page's height, at either edge, where no body text stands
SAMPLE = 3  # every so many glyphs tell the body's size
FRAME_REST = 0.15  # of a box's characters must stand outside it: else it frames the page


@dataclass(slots=True)
class Boxed:
    """Lines in a lone box."""

    box: tuple[float, float, float, float]
    lines: list[VisualLine]


@dataclass(slots=True)
class _Page:
    """One sheet while it is laid out."""

    sheet: Sheet
    lines: list[VisualLine]
    tables: list[PageTable]
    boxed: list[Boxed]
    notes: list[VisualLine] = field(default_factory=list)


def lay_out(
    pages: Pages, characters: str, settings: TableSettings, check: Callable[[], None]
) -> tuple[list[Line | TableDraft], list[Note]]:
    """Lines and tables of all sheets in reading order; ``characters`` are the folded ones.

    ``check`` raises when the time is up.
    """
    pages = upright(pages)
    assert pages.glyphs is not None
    return _Layout(pages, GlyphLines(pages.glyphs, characters, check), settings).parts()


class _Layout:
    """Lays out one source; holds what all sheets share."""

    def __init__(self, pages: Pages, maker: GlyphLines, settings: TableSettings) -> None:
        self._pages = pages
        self._maker = maker
        self._settings = settings
        self._text = CellText(maker)
        self._notes: list[Note] = []
        self._watermarked: dict[int, int] = {}
        self._open_table: PageTable | None = None
        self._newspaper = False
        self._body = _body_size(pages)
        assert pages.glyphs is not None
        self._marks = [is_watermark(style, self._body) for style in pages.glyphs.styles]

    def parts(self) -> tuple[list[Line | TableDraft], list[Note]]:
        """All parts in reading order, continued tables joined, and what was noted on the way."""
        pages = [self._page(sheet) for sheet in self._pages.sheets]
        self._body = _prose_size(pages, self._body)
        self._drop_furniture(pages)
        found: list[PageLine | PageTable] = []
        before: PageLine | None = None
        newspaper = self._newspaper and any(is_set_in_columns(page.lines, self._maker) for page in pages)
        labels = self._take_notes(pages)
        for page in pages:
            ordered = self._ordered(page, newspaper)
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

    def _take_notes(self, pages: list[_Page]) -> frozenset[str]:
        """Takes footnotes out of all pages; their labels, since a call may stand on another page than its note."""
        labels: set[str] = set()
        for page in pages:
            page.lines, page.notes, found = take_notes(page.lines, self._maker, self._body, page.sheet.height)
            labels |= found
        return frozenset(labels)

    def _page(self, sheet: Sheet) -> _Page:
        """A sheet's tables and its other lines."""
        g = self._pages.glyphs
        assert g is not None
        offsets: Sequence[int] = range(sheet.start, sheet.end)
        if any(self._marks):  # as hardly ever
            offsets = [offset for offset in offsets if not self._marks[g.style[offset]]]
        if dropped := sheet.end - sheet.start - len(offsets):
            self._watermarked[sheet.number] = dropped
        tables: list[PageTable] = []
        grids, loose = find_grids(sheet.rulings, self._settings) if sheet.rulings else ([], [])
        for grid in grids:
            self._maker.check()
            table, taken = read_grid(grid, offsets, self._text, sheet.number)
            if table is not None:
                tables.append(table)
                offsets = [offset for offset in offsets if offset not in taken]
        for grid in find_fill_grids(sheet.fills, [table.box for table in tables], self._settings):
            self._maker.check()
            table, taken = read_grid(grid, offsets, self._text, sheet.number)
            if table is not None:
                tables.append(table)
                offsets = [offset for offset in offsets if offset not in taken]
        lines = self._maker.lines(self._maker.pieces(offsets))
        lines = [line for line in lines if self._says(line)]
        boxes = find_boxes(sheet.rulings, self._settings) if sheet.rulings else []
        lines, boxed = self._boxed(lines, boxes)
        bands, lines = find_rule_tables(lines, loose, sheet, self._text)
        if not is_set_in_columns(lines, self._maker):
            more, lines = find_borderless_tables(lines, sheet, self._text, self._open_table)
            bands += more
        last = max(tables + bands, key=lambda table: table.box[3], default=None)
        below = last is not None and any(line.top > last.box[3] for line in lines[:-1])  # a page number may follow
        self._open_table = last if last is not None and not last.ruled and not below else None
        return _Page(sheet, lines, tables + bands, boxed)

    def _boxed(
        self, lines: list[VisualLine], boxes: Sequence[tuple[float, float, float, float]]
    ) -> tuple[list[VisualLine], list[Boxed]]:  # fmt: skip
        """The lines outside lone boxes, and those in each box; a box around nearly everything is a frame, no box."""
        boxed: list[Boxed] = []
        for box in sorted(boxes, key=lambda box: (box[1], box[0])):
            self._maker.check()
            pieces = [piece for line in lines for piece in line.pieces]
            inner = [piece for piece in pieces if _inside(piece, box)]
            outer = [piece for piece in pieces if not _inside(piece, box)]
            if inner and sum(len(p.offsets) for p in outer) >= FRAME_REST * sum(len(p.offsets) for p in inner):
                lines = self._maker.lines(outer)
                boxed.append(Boxed(box, self._maker.lines(inner)))
        return lines, boxed

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
                        share = line.size / self._body
                        edge = EdgeLine(page.sheet.number, order, at_top, text, middle, height, share)
                        candidates.append((page, line, edge))
        self._newspaper = any(is_newspaper_head(edge.text) for _, _, edge in candidates)
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
        seen: set[str] = set()
        for page in pages:
            texts = {id(line): self._maker.strand(line).text for line in page.lines}
            gone = {id(line) for marked, line, _ in marks if marked is page}
            for line in page.lines:
                if texts[id(line)] not in seen:
                    continue
                self._maker.check()
                below = min((o.top for o in page.lines if o.top > line.top), default=0.0)
                if any(id(o) in gone and o.top == below for o in page.lines):  # the title once more, above the mark
                    gone.add(id(line))
            seen.update(texts.values())
            page.lines = [line for line in page.lines if id(line) not in gone]
        return [page.sheet.number for page, _, _ in marks]

    def _ordered(self, page: _Page, newspaper: bool) -> list[Column]:
        """The page's columns in reading order, boxes at their place; a newspaper's boxes are other articles."""
        items = [Item(*table.box, table=number) for number, table in enumerate(page.tables)]
        kept = [boxed for boxed in page.boxed if not (newspaper and self._is_article(boxed))]
        items += [Item(*boxed.box, boxed=number) for number, boxed in enumerate(kept)]
        if gone := len(page.boxed) - len(kept):
            words = f"{gone} box(es) on page {page.sheet.number} hold other articles, left out"
            self._notes.append(Note("foreign_matter", "warning", words))
        columns: list[Column] = []
        fewest = FEWEST_IN_NEWSPAPER if newspaper else FEWEST_LINES
        ordered = read_order(page.lines, items, self._maker, fewest)
        for column in self._without_articles(ordered, page) if newspaper else ordered:
            rest = Column([], column.parted)
            for item in column.items:
                if item.boxed < 0:
                    rest.items.append(item)
                    continue
                columns += [rest, *read_order(kept[item.boxed].lines, [], self._maker)]
                rest = Column([], column.parted)
            columns.append(rest)
        return columns

    def _without_articles(self, columns: list[Column], page: _Page) -> list[Column]:
        """Columns without what stands below the headline of another article."""
        gone = 0
        for column in columns:
            kept: list[Item] = []
            foreign = False
            for number, item in enumerate(column.items):
                if column.parted and self._is_headline(item):
                    following = takewhile(self._is_headline, column.items[number:])
                    said = "".join(self._maker.strand(one.line).text for one in following if one.line is not None)
                    foreign = not (GENRE_END.search(said) or ISSUING.search(said) or read_marker(said))
                gone += foreign
                if not foreign:
                    kept.append(item)
            column.items = kept
        if gone:
            words = f"{gone} line(s) on page {page.sheet.number} below other headlines left out"
            self._notes.append(Note("foreign_matter", "warning", words))
        return columns

    def _is_headline(self, item: Item) -> bool:
        return item.line is not None and item.line.size >= HEADLINE * self._body

    def _is_article(self, boxed: Boxed) -> bool:
        """A box of an article: its headline stands out, and it is no 专栏 of a plan."""
        first = self._maker.strand(boxed.lines[0]).text
        return not first.startswith(("专栏", "附", "注"))

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
    glyphs = pages.glyphs
    counted: Counter[int] = Counter()
    for sheet in pages.sheets:
        low, high = EDGE * sheet.height, (1 - EDGE) * sheet.height  # a browser's long addresses are no text
        for offset in range(sheet.start, sheet.end, SAMPLE):
            if low <= glyphs.top[offset] <= high:
                counted[glyphs.style[offset]] += 1
    sizes: Counter[float] = Counter()
    for index, count in counted.items():
        sizes[round(glyphs.styles[index].size * 2) / 2] += count
    return max(sizes, key=lambda size: (sizes[size], size), default=12.0) or SMALLEST


def _prose_size(pages: Sequence[_Page], otherwise: float) -> float:
    """The size of most characters outside tables: a notice may hold more words in tables than in prose."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += sum(len(piece.offsets) for piece in line.pieces)
    return max(sizes, key=lambda size: (sizes[size], size), default=otherwise) or SMALLEST


def _inside(piece: Piece, box: tuple[float, float, float, float]) -> bool:
    x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
