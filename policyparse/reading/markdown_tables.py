"""Tables in Markdown: rows of cells between upright strokes, and tables written as HTML; each on its grid.

The text keeps its length: strokes and tags become tabs, ends of rows, and characters of no width. Not here: all
other marks (`markdown`). What a cell holds is still Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, pairwise

from policyparse.lazy_regex import inline, regex
from policyparse.reading.pages import CELL_LINE, GivenCell, GivenTable

NO_WIDTH = "\u2060"
MOST_SPANNED = 1000
MOST_CELLS = 100_000
DELIMITER_ROW = regex(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*){1,60}\|?[ \t]*")
STROKE = regex(r"(?<!\\)\|")
HTML_TABLE = regex(r"(?is)<table\b[^<>]{0,300}>(?:(?!<table\b).){0,200000}?</table>")
TABLE_TAG = regex(r"(?is)<(/?)([a-z][a-z0-9]{0,9})\b([^<>]{0,500})>")
SPAN = regex(r"(?i)\b(row|col)span\s{0,4}=\s{0,4}[\"']?(\d{1,4})")
VISIBLE = regex(r"[^\n\r]")


def blanked(text: str) -> str:
    """As many characters of no width; ends of lines stay."""
    return VISIBLE.sub(NO_WIDTH, text)


def find_tables(characters: str) -> tuple[str, tuple[GivenTable, ...]]:
    """The text with its tables' marks taken out, and the tables, in order."""
    tables: list[GivenTable] = []
    parts: list[str] = []
    at = 0
    for match in HTML_TABLE.finditer(characters):
        before, found = _stroked(characters[at : match.start()], at)
        tables += found
        written, table = _from_tags(match.group(), match.start())
        tables += table
        parts += (before, written)
        at = match.end()
    rest, found = _stroked(characters[at:], at)
    return "".join([*parts, rest]), (*tables, *found)


def _stroked(text: str, offset: int) -> tuple[str, list[GivenTable]]:
    """Tables of strokes: a header, the row of dashes below it, and rows up to a line without strokes."""
    if "--" not in text or "|" not in text:
        return text, []
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    tables: list[GivenTable] = []
    at = 1
    while at < len(lines):
        if not DELIMITER_ROW.fullmatch(lines[at].rstrip("\r")) or not STROKE.search(lines[at - 1]):
            at += 1
            continue
        end = next((row for row in range(at + 1, len(lines)) if not STROKE.search(lines[row])), len(lines))
        rows = [at - 1, *range(at + 1, end)]
        printed = [list(_cells(lines[row], number, offset + starts[row])) for number, row in enumerate(rows)]
        columns = max(len(row) for row in printed)
        cells = _spanned(printed, text, offset, columns)
        first, last = offset + starts[at - 1], offset + starts[end] - 1
        tables.append(GivenTable(first, last, len(rows), columns, 1, tuple(cells)))
        lines[at] = blanked(lines[at])
        for row in rows:
            lines[row] = _tabbed(lines[row])
        at = end + 1
    return "\n".join(lines), tables


def _cells(line: str, row: int, offset: int) -> Iterator[GivenCell]:
    """The cells of a row; strokes at its ends are its frame."""
    strokes = [match.start() for match in STROKE.finditer(line)]
    opened = [at for at in strokes if not line[:at].strip()]
    closed = [at for at in strokes if not line[at + 1 :].strip() and at not in opened]
    borders = [at for at in strokes if at not in opened and at not in closed]
    edges = [opened[0] if opened else -1, *borders, closed[0] if closed else len(line.rstrip("\r"))]
    for column, (before, behind) in enumerate(pairwise(edges)):
        yield GivenCell(row, column, 1, 1, offset + before + 1, offset + behind)


def _spanned(rows: list[list[GivenCell]], text: str, offset: int, columns: int) -> list[GivenCell]:
    """The cells with the spans that Markdown cannot write: blanks below a class, a row with its first cell alone."""
    kept = list(rows[0])
    above = {cell.column: cell for cell in rows[0]}
    for row in rows[1:]:
        words = [text[cell.start - offset : cell.end - offset].strip() for cell in row]
        heads = len(row) > 2 and bool(words[0]) and not any(words[1:])
        leading = True
        for cell, said in zip(row, words, strict=True):
            leading = leading and (not said or (cell.column == 0 and said.isdecimal()))
            over = above.get(cell.column)
            if heads and not said:
                continue
            if leading and not said and over is not None and over.row > 0 and over.colspan == 1:
                kept.remove(over)
                cell = over._replace(rowspan=cell.row - over.row + 1)
            elif heads:
                cell = cell._replace(colspan=columns)
            kept.append(cell)
            above[cell.column] = cell
        if heads:
            above = {0: kept[-1]}
    return sorted(kept)


def _tabbed(line: str) -> str:
    breaks = inline(r"(?i)<br ?/?>").sub(lambda tag: CELL_LINE + NO_WIDTH * (len(tag.group()) - 1), line)
    inner = STROKE.sub("\t", breaks)
    start, end = len(inner) - len(inner.lstrip(" \t")), len(inner.rstrip(" \t\r"))
    return blanked(inner[:start]) + inner[start:end] + blanked(inner[end:])


class _Grid:
    """Cells where their spans put them, row by row."""

    def __init__(self) -> None:
        self.cells: list[GivenCell] = []
        self.row = -1
        self.taken: set[tuple[int, int]] = set()

    def place(self, opening: re.Match[str], end: int, offset: int) -> None:
        """The cell of this tag, up to ``end``, at the first free place of the row."""
        spans = {kind.lower(): int(size) for kind, size in SPAN.findall(opening.group(3))}
        rowspan = min(max(spans.get("row", 1), 1), MOST_SPANNED)
        colspan = min(max(spans.get("col", 1), 1), MOST_SPANNED)
        column = next(at for at in count() if (self.row, at) not in self.taken)
        if self.row < 0 or len(self.taken) + rowspan * colspan > MOST_CELLS:
            return
        self.taken |= {(self.row + down, column + along) for down in range(rowspan) for along in range(colspan)}
        self.cells.append(GivenCell(self.row, column, rowspan, colspan, offset + opening.end(), offset + end))

    def table(self, start: int, end: int, header_rows: int) -> GivenTable:
        rows = self.row + 1
        cells = tuple(cell._replace(rowspan=min(cell.rowspan, rows - cell.row)) for cell in self.cells)
        columns = max(cell.column + cell.colspan for cell in cells)
        return GivenTable(start, end, rows, columns, header_rows if header_rows < rows else 0, cells)


def _from_tags(written: str, offset: int) -> tuple[str, list[GivenTable]]:
    """A table written as HTML: the text without its tags, and its grid."""
    grid = _Grid()
    pieces: list[str] = []
    headings: set[int] = set()
    opened: re.Match[str] | None = None
    at = 0
    for tag in TABLE_TAG.finditer(written):
        name, opening = tag.group(2).lower(), not tag.group(1)
        if opened and name in ("td", "th", "tr", "table"):
            grid.place(opened, tag.start(), offset)
            opened = None
        if name == "tr" and opening:
            grid.row += 1
        elif name in ("td", "th") and opening:
            opened = tag
            headings |= {grid.row} if name == "th" else set()
        pieces += (written[at : tag.start()].replace("\n", " "), _mark(tag, grid.row))
        at = tag.end()
    table = [grid.table(offset + 1, offset + written.rindex("<"), len(headings))] if grid.cells else []
    return "".join(pieces), table


def _mark(tag: re.Match[str], row: int) -> str:
    """What stands for a tag: an end of a line, of a row, of a cell, or nothing that is seen."""
    name, closing = tag.group(2).lower(), bool(tag.group(1))
    mark = NO_WIDTH
    if name == "table" or (name == "tr" and not closing and row):
        mark = "\n"
    elif name in ("td", "th") and closing:
        mark = "\t"
    elif name == "br" or (name in ("p", "li", "div") and closing):
        mark = CELL_LINE
    return mark + NO_WIDTH * (len(tag.group()) - 1)
