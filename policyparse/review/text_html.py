"""The left side of the review page for notices without pages: paragraphs, headings and tables, marks inside them.

Not here: notices with pages (`sheet_html`). Every piece of text carries its offset in the document's text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from policyparse.review.escaping import shown
from policyparse.review.marks import Mark

if TYPE_CHECKING:
    from policyparse.contract import Cell, PolicyDocument, Table

LONGEST_HEADING = 40  # characters that a line may have beyond its heading's and still be one


def text_html(document: PolicyDocument, marks: Sequence[Mark]) -> Iterator[str]:
    """The text block by block."""
    writer = _Writer(document, marks)
    tables = {start: (end, table) for table in document.tables for start, end in _extent(document.text, table)}
    at, text = 0, document.text
    while at < len(text):
        if at in tables:
            end, table = tables[at]
            yield writer.table(table)
        else:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            if text[at:end].strip():
                yield writer.paragraph(at, end)
        at = end + 1


def _extent(text: str, table: Table) -> Iterator[tuple[int, int]]:
    """First and last offset of a table's lines; nothing for a table without text."""
    spans = [cell.place.span for cell in table.cells if cell.place is not None]
    if spans:
        start = text.rfind("\n", 0, min(span.start for span in spans)) + 1
        last = max(span.end for span in spans)
        end = text.find("\n", last)
        yield start, len(text) if end < 0 else end


class _Writer:
    """Writes stretches of the text with the marks in them."""

    def __init__(self, document: PolicyDocument, marks: Sequence[Mark]) -> None:
        self._text, self._marks = document.text, marks
        self._starts = [mark.start for mark in marks]
        self._longest = max((mark.end - mark.start for mark in marks), default=0)
        self._led: set[str] = set()
        self._headings = {section.span.start: section for section in document.sections}
        places = document.metadata.places
        self._titles = {place.span.start for place in (places.title, places.subject_title) if place is not None}
        self._dates = {place.span.start for place in (places.signed_date,) if place is not None}

    def paragraph(self, start: int, end: int) -> str:
        """One line of the text: a title, a heading, or a paragraph."""
        inner = self._pieces(start, end)
        if start in self._titles:
            return f'<h3 class="title">{inner}</h3>\n'
        section = self._headings.get(start)
        if section is not None and end - start <= len(section.heading) + LONGEST_HEADING:
            return f'<h4 class="level-{min(section.level, 5)}">{inner}</h4>\n'
        return f"<p{' class=date' if start in self._dates else ''}>{inner}</p>\n"

    def table(self, table: Table) -> str:
        """A table with its merged cells as they are printed."""
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        head = _header_rows(table)
        written = "".join(
            f"<tr>{''.join(self._cell(cell, 'th' if row < head else 'td') for cell in sorted(cells, key=_column))}</tr>"
            for row, cells in sorted(rows.items())
        )
        return f'<div class="grid"><table>{written}</table></div>\n'

    def _cell(self, cell: Cell, tag: str) -> str:
        spans = "".join(
            f' {name}="{count}"' for name, count in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if count > 1
        )
        inner = self._pieces(cell.place.span.start, cell.place.span.end) if cell.place is not None else ""
        return f"<{tag}{spans}>{inner}</{tag}>"

    def _pieces(self, start: int, end: int) -> str:
        inside = self._overlapping(start, end)
        edges = {start, end}
        edges.update(edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end)
        ordered = sorted(edges)
        return "".join(self._piece(a, b, inside) for a, b in pairwise(ordered))

    def _overlapping(self, start: int, end: int) -> list[Mark]:
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [mark for mark in self._marks[first:last] if mark.end > start]

    def _piece(self, start: int, end: int, marks: Sequence[Mark]) -> str:
        """A stretch with the same marks throughout; the shortest gives it its look, and is what a click chooses."""
        words = shown(self._text[start:end])
        here = sorted((one for one in marks if one.start < end and one.end > start), key=_rank)
        if not here:
            return f'<span data-s="{start}">{words}</span>'
        anchors = "".join(f'<a id="mark-{shown(one.row)}"></a>' for one in here if self._leads(one))
        begun = " first" if here[0].start == start else ""
        rows = " ".join(dict.fromkeys(shown(one.row) for one in here))
        return (
            f'{anchors}<span class="piece k-{here[0].kind}{begun}" data-s="{start}" data-rows="{rows}">{words}</span>'
        )

    def _leads(self, mark: Mark) -> bool:
        if mark.row in self._led:
            return False
        self._led.add(mark.row)
        return True


def _rank(mark: Mark) -> tuple[bool, int]:
    """Facts before sentences without one, then the shortest."""
    return mark.kind == "unexplained", mark.end - mark.start


def _column(cell: Cell) -> int:
    return cell.column


def _header_rows(table: Table) -> int:
    """Rows of the grid before the first logical row."""
    rows = max((cell.row + cell.rowspan for cell in table.cells), default=0)
    return max(0, rows - len(table.rows)) if table.header else 0
