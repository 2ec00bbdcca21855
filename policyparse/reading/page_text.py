"""A part of a web page → its lines of text, as a browser would break them; tables as rows with cells by tab.

Not here: which part of the page (`main_content`), and what the lines mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyparse.reading.markup import CHINESE, Element

PARAGRAPHS = frozenset(
    (
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "caption", "ul", "ol", "dl", "pre",
        "hr", "fieldset", "legend", "figure"
    )
)  # fmt: skip
BLOCKS = PARAGRAPHS | frozenset(
    [
        "div",
        "section",
        "article",
        "main",
        "header",
        "center",
        "address",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "form",
        "body",
        "html",
        "details",
        "summary",
        "figcaption",
        "dir",
        "menu",
    ]
)
BLANKS = re.compile(r"[ \t\n\r\f\v]+")  # what HTML calls white space: no-break and ideographic blanks are text
BLANK_CELL = "\u3000"  # a blank that survives at a row's end, where a bare tab would be trimmed
LAYOUT_SHARE = 0.8  # a cell that holds so much of its table's text is a frame around an article
LAYOUT_CELL = 200
MOST_CELLS = 100_000
LABEL_CELL = re.compile(r"^\S[^。；]{0,14}[:：]$")


@dataclass(slots=True)
class PageLine:
    """A line. ``linked``: characters of it that are a link; ``apart``: a new paragraph; ``row``: of the n-th table."""

    text: str
    linked: int = 0
    apart: bool = True
    row: int = -1


@dataclass(slots=True)
class _Cell:
    row: int
    column: int
    element: Element
    text: str


class _Writer:
    def __init__(self) -> None:
        self.lines: list[PageLine] = []
        self.tables = 0
        self._parts: list[str] = []
        self._linked = 0
        self._apart = True

    def write(self, text: str, linked: bool) -> None:
        self._parts.append(text)
        self._linked += len(text.strip()) if linked else 0

    def end_line(self) -> None:
        text = BLANKS.sub(" ", "".join(self._parts)).strip(" ")
        if text.strip():
            self.lines.append(PageLine(text, min(self._linked, len(text)), self._apart))
            self._apart = False
        self._parts, self._linked = [], 0

    def end_paragraph(self) -> None:
        self.end_line()
        self._apart = True

    def row(self, cells: list[str], apart: bool) -> None:
        self.lines.append(PageLine("\t".join(cell or BLANK_CELL for cell in cells), 0, apart, self.tables))


def page_lines(element: Element) -> list[PageLine]:
    """The lines of an element, blank ones left out."""
    writer = _Writer()
    _write(element, writer, linked=False)
    writer.end_paragraph()
    return writer.lines


def _write(element: Element, writer: _Writer, linked: bool) -> None:
    if element.tag == "br":
        writer.end_line()
        return
    if element.tag == "table" and _write_table(element, writer):
        return
    ends = writer.end_paragraph if element.tag in PARAGRAPHS else writer.end_line
    if element.tag in BLOCKS:
        ends()
    for child in element.children:
        if isinstance(child, Element):
            _write(child, writer, linked or child.tag == "a")
        elif element.tag == "pre":
            for number, part in enumerate(re.split("\r\n|\n|\r", child)):
                if number:
                    writer.end_line()
                writer.write(part, linked)
        else:
            writer.write(child, linked)
    if element.tag in BLOCKS:
        ends()


def _write_table(table: Element, writer: _Writer) -> bool:
    """Writes a table of data as rows; False, and nothing written, where it is a frame for layout."""
    cells, rows, columns = _lay_out(table)
    if _is_layout(cells) or rows * columns > MOST_CELLS:
        return False
    writer.end_paragraph()
    for caption in table.elements():
        if caption.tag == "caption":
            _write(caption, writer, linked=False)
    grid = [[""] * columns for _ in range(rows)]
    for cell in cells:
        grid[cell.row][cell.column] = cell.text
    grid = [row for row in grid if any(row)]
    used = [column for column in range(columns) if any(row[column] for row in grid)]
    if _is_labels(grid):
        for row in grid:
            for label, value in zip(row[::2], row[1::2], strict=False):
                if label:
                    writer.write(label + value, linked=False)
                    writer.end_line()
        writer.end_paragraph()
        return True
    writer.tables += 1
    for number, row in enumerate(grid):
        writer.row([row[column] for column in used], apart=number == 0)
    return True


def _is_layout(cells: list[_Cell]) -> bool:
    """A frame: one row, one column, or one cell that holds an article or, as its main matter, another table."""
    filled = [cell for cell in cells if cell.text]
    if len({cell.row for cell in filled}) < 2 or len({cell.column for cell in filled}) < 2:
        return True
    sizes = [len(CHINESE.findall(cell.text)) for cell in filled]
    total = sum(sizes)
    for cell, size in zip(filled, sizes, strict=True):
        if size >= LAYOUT_SHARE * total and size >= LAYOUT_CELL:
            return True
        if size >= total / 2 and any(inner.tag == "table" for inner in cell.element.walk()):
            return True
    return False


def _is_labels(grid: list[list[str]]) -> bool:
    """A box of labels and values side by side, 索引号： | 0001, is no table with a header."""
    return all(LABEL_CELL.match(row[0]) for row in grid) and len(grid[0]) in (2, 4, 6)


def _lay_out(table: Element) -> tuple[list[_Cell], int, int]:
    """The cells with the places that their spans give them, and the size of the grid."""
    rows = list(_rows(table))
    taken: dict[int, int] = {}  # column → first row that is free again
    cells: list[_Cell] = []
    width = 0
    for number, row in enumerate(rows):
        column = 0
        for element in row.elements():
            if element.tag not in ("td", "th"):
                continue
            while taken.get(column, 0) > number:
                column += 1
            cells.append(_Cell(number, column, element, _cell_text(element)))
            last = len(rows) if element.rowspan == 0 else number + element.rowspan
            for covered in range(column, column + element.colspan):
                taken[covered] = last
            column += element.colspan
        width = max(width, column)
    return cells, len(rows), width


def _rows(table: Element) -> Iterator[Element]:
    for part in table.elements():
        if part.tag == "tr":
            yield part
        elif part.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in part.elements() if row.tag == "tr")


def _cell_text(cell: Element) -> str:
    """All text of a cell on one line; its own line ends become blanks."""
    inner: list[str] = []
    for element in _pieces(cell):
        inner.append(element)
    return BLANKS.sub(" ", "".join(inner)).strip(" \u3000\u00a0")


def _pieces(cell: Element) -> Iterator[str]:
    """Text in document order, a blank at each block's edge. Iterative, so that nested tables cost their size once."""
    waiting: list[Element | str] = [*reversed(cell.children)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
            continue
        if item.tag in BLOCKS or item.tag == "br":
            waiting.append(" ")
            yield " "
        waiting.extend(reversed(item.children))
