"""A part of a web page → its lines of text, as a browser would break them; a table of data stands as one line.

Not here: which part of the page (`main_content`), the grid of a table (`web_tables`), and what the lines mean.
"""

from __future__ import annotations

from dataclasses import dataclass

from policyparse.lazy_regex import inline, regex
from policyparse.reading.markup import BLOCKS, PARAGRAPHS, Element
from policyparse.reading.web_tables import BLANKS, PageTable, read_table

LABEL_CELL = regex(r"^\S[^。；]{0,14}[:：]$")
INDENT = regex("[\u3000\u00a0]{2}")  # the first line of a paragraph, where line breaks part paragraphs


@dataclass(slots=True)
class PageLine:
    """A line. ``linked``: characters of it that are a link; ``apart``: a new paragraph; ``table``: it is that table.

    ``links``: the links in it, (address, the name it states besides its text, text).
    """

    text: str
    linked: int = 0
    apart: bool = True
    table: PageTable | None = None
    links: tuple[tuple[str, str, str], ...] = ()


class _Writer:
    def __init__(self) -> None:
        self.lines: list[PageLine] = []
        self._parts: list[str] = []
        self._linked = 0
        self._links: list[tuple[Element, list[str]]] = []
        self._apart = True

    def write(self, text: str, link: Element | None) -> None:
        self._parts.append(text)
        if link is None:
            return
        self._linked += len(text.strip())
        if not self._links or self._links[-1][0] is not link:
            self._links.append((link, []))
        self._links[-1][1].append(text)

    def end_line(self) -> None:
        text = BLANKS.sub(" ", "".join(self._parts)).strip(" ")
        if text.strip():
            links = tuple((link.address, link.hint, "".join(words)) for link, words in self._links)
            apart = self._apart or bool(INDENT.match(text))
            self.lines.append(PageLine(text, min(self._linked, len(text)), apart, links=links))
            self._apart = False
        self._parts, self._linked, self._links = [], 0, []

    def end_paragraph(self) -> None:
        self.end_line()
        self._apart = True

    def table(self, table: PageTable) -> None:
        text = "\n".join("\t".join(row) for row in table.grid())
        self.lines.append(PageLine(text, table=table))
        self._apart = True

    def paragraph(self, text: str) -> None:
        self.write(text, None)
        self.end_paragraph()


def page_lines(element: Element) -> list[PageLine]:
    """The lines of an element, blank ones left out."""
    writer = _Writer()
    _write(element, writer, None)
    writer.end_paragraph()
    return writer.lines


def _write(element: Element, writer: _Writer, link: Element | None) -> None:
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
            _write(child, writer, child if child.tag == "a" else link)
        elif element.tag == "pre":
            for number, part in enumerate(inline("\r\n|\n|\r").split(child)):
                if number:
                    writer.end_line()
                writer.write(part, link)
        else:
            writer.write(child, link)
    if element.tag in BLOCKS:
        ends()


def _write_table(element: Element, writer: _Writer) -> bool:
    """Writes a table of data; False, and nothing written, where it is a frame for layout."""
    table = read_table(element)
    if table is None:
        return False
    writer.end_paragraph()
    for caption in element.elements():
        if caption.tag == "caption":
            _write(caption, writer, None)
            writer.end_paragraph()
    for text in table.before:
        writer.paragraph(text)
    grid = table.grid()
    if _is_labels(grid):
        for row in grid:
            for label, value in zip(row[::2], row[1::2], strict=True):
                if label:
                    writer.write(label + value, None)
                    writer.end_line()
        writer.end_paragraph()
    else:
        writer.table(table)
    for text in table.after:
        writer.paragraph(text)
    return True


def _is_labels(grid: list[list[str]]) -> bool:
    """A box of labels and values side by side, 联系人： | 某某, is no table with a header."""
    return all(LABEL_CELL.match(row[0]) for row in grid) and len(grid[0]) in (2, 4, 6)
