"""Notices and tables as data, and the truth that follows from them.

A notice is written in lines, each with a code: T title, ORG issuer, NO document number, TO addressees, H heading,
P paragraph, L list item, A attachment heading, C caption, TABLE n, BOX line of a prose box, PB page break,
SIGN, DATE. In a paragraph `{1:body}` is a footnote called by 1, and `^3^` a raised 3 that is none.
Not here: how anything is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

NOTE = re.compile(r"\{([^:{}]+):([^{}]+)\}")
RAISED = re.compile(r"\^([^^]+)\^")
Truth = dict[str, Any]


class Cell(NamedTuple):
    """A printed cell of a table."""

    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class Grid:
    """A table: rows of printed cells; a cell that a span covers is left out, as in HTML. `\\n` parts paragraphs."""

    title: str
    rows: list[list[Cell]]
    header_rows: int = 1
    ruled: bool = True

    @property
    def width(self) -> int:
        """How many columns."""
        return sum(cell.colspan for cell in self.rows[0])

    def placed(self) -> list[tuple[int, int, Cell]]:
        """Each cell with its row and column."""
        taken: set[tuple[int, int]] = set()
        found = []
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                found.append((row, column, cell))
                taken |= {(row + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)}
        return found

    def filled(self) -> list[list[str]]:
        """All rows, vertical spans filled down, horizontal ones in their first column."""
        grid = [[""] * self.width for _ in self.rows]
        for row, column, cell in self.placed():
            for down in range(cell.rowspan):
                grid[row + down][column] = cell.text.replace("\n", "")
        return grid

    def header(self) -> list[str]:
        """The header on one line, levels parted by a slash."""
        levels = [[""] * self.width for _ in range(self.header_rows)]
        for row, column, cell in self.placed():
            if row < self.header_rows:
                for right in range(cell.colspan):
                    levels[row][column + right] = cell.text.replace("\n", "")
        return ["/".join(filter(None, parts)) for parts in zip(*levels, strict=True)]

    def truth(self, pages: Sequence[int]) -> Truth:
        """What the truth file says of the table."""
        said: Truth = {"title": self.title, "header": self.header(), "rows": self.filled()[self.header_rows :]}
        if self.header_rows > 1:
            said["header_levels"] = [
                [[cell.text.replace("\n", ""), cell.rowspan, cell.colspan] for cell in row]
                for row in self.rows[: self.header_rows]
            ]
        return {**said, "rowspan_filled": True, "pages": list(pages), "ruled": self.ruled}


def grid(title: str, text: str, header_rows: int = 1, ruled: bool = True) -> Grid:
    """A table from lines of cells parted by `|`; `text@2x3` spans two rows and three columns; `\\n` in a cell breaks."""
    rows = []
    for line in filter(str.strip, text.splitlines()):
        cells = []
        for part in line.strip().split("|"):
            words, _, span = part.strip().partition("@")
            down, _, right = span.partition("x")
            cells.append(Cell(words.replace("\\n", "\n"), int(down or 1), int(right or 1)))
        rows.append(cells)
    return Grid(title, rows, header_rows, ruled)


@dataclass(frozen=True)
class Notice:
    """The lines of a notice and its tables."""

    lines: list[tuple[str, str]]
    tables: list[Grid] = field(default_factory=list)

    def all(self, code: str) -> list[str]:
        """The text of all lines with a code."""
        return [words for given, words in self.lines if given == code]

    def metadata(self) -> dict[str, str]:
        """What is printed of issuers, number, title and date."""
        titles = "".join(self.all("T"))
        said = {
            "org": " ".join(self.all("ORG")),
            "docno": "".join(self.all("NO")[:1]),
            "title": titles,
            "date": "".join(self.all("DATE")[:1]),
        }
        return {key: value for key, value in said.items() if value}


def notice(text: str, *tables: Grid) -> Notice:
    """A notice from its lines."""
    lines = []
    for line in text.strip().splitlines():
        if line.strip():
            code, _, words = line.strip().partition(" ")
            lines.append((code, words.strip()))
    return Notice(lines, list(tables))


def plain(text: str) -> str:
    """A paragraph without its footnotes and marks."""
    return RAISED.sub(r"\1", NOTE.sub("", text))


def footnotes(one: Notice) -> list[tuple[str, str]]:
    """Calls and bodies of a notice's footnotes."""
    return [(call, body) for code, words in one.lines if code in "PLH" for call, body in NOTE.findall(words)]


def checks(one: Notice, codes: Iterable[str] = ("P", "L", "BOX")) -> tuple[list[str], list[str]]:
    """Sentences that must stand unbroken, and those of them that hold a footnote call."""
    whole: list[str] = []
    called: list[str] = []
    for code, words in one.lines:
        if code in codes:
            for sentence in re.findall(r"(?:\{[^{}]*\}|[^。{}])+。?(?:\{[^{}]*\}(?=\s*$))?", words):
                clean = plain(sentence).strip()
                if len(clean) >= 8:
                    (called if NOTE.search(sentence) else whole).append(clean)
    return whole, called


def truth_of(one: Notice, pages: int, producer: str, features: Sequence[str], **more: Any) -> Truth:
    """The truth of a notice; `table_pages` gives the pages of each table."""
    whole, called = checks(one)
    table_pages: list[list[int]] = more.pop("table_pages", [[] for _ in one.tables])
    said: Truth = {
        "pages": pages,
        "scanned": False,
        "producer": producer,
        "features": list(features),
        "expect_error": None,
        "tables": [table.truth(on) for table, on in zip(one.tables, table_pages, strict=True)],
        "text_checks": whole,
        "metadata": one.metadata(),
        "cross_page_checks": [],
    }
    if called:
        said["footnote_call_checks"] = called
        said["footnotes"] = [body for _, body in footnotes(one)]
    return said | more


Made = tuple[bytes, Truth]
MAKERS: dict[str, Callable[[], Made]] = {}


def maker(slug: str) -> Callable[[Callable[[], Made]], Callable[[], Made]]:
    """Registers a function that makes one PDF and its truth."""

    def register(make: Callable[[], Made]) -> Callable[[], Made]:
        MAKERS[slug] = make
        return make

    return register
