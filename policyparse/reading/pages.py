"""Pages: what every reader hands on: characters in file order, where each stands, and the source they come from.

Not here: any decision about what the characters mean. Offsets into ``Pages.characters`` are *raw offsets*; the
manuscript's source map leads back to them. ``locate`` leads from them to line and column of a text file;
``glyphs`` and ``sheets`` to page and box of a paged file (PDF, OFD, scan).
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import accumulate
from math import cos, radians, sin
from typing import Literal, NamedTuple

Layer = Literal["native", "ocr", "mixed"]
# The end of a line inside a cell of a table that the format itself describes: a newline would end the row.
CELL_LINE = "\v"


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read."""

    name: str
    media_type: str
    sha256: str
    size_bytes: int
    text_layer: Layer
    reader: str

    @classmethod
    def of(cls, name: str, data: bytes, media_type: str, reader: str, layers: Collection[Layer] = ()) -> Source:
        """The source of a file's bytes; ``layers``: those of its pages with text, none for formats without pages."""
        layer: Layer = "native" if not layers else "mixed" if len(set(layers)) > 1 else next(iter(layers))
        return cls(name, media_type, hashlib.sha256(data).hexdigest(), len(data), layer, reader)


class Style(NamedTuple):
    """How glyphs are drawn. ``size`` in points as displayed; ``angle`` of the baseline as displayed, in degrees
    clockwise, 0 for upright text; ``colour`` red, green, blue 0 to 255; ``opacity`` 0 to 1."""

    font: str
    size: float
    angle: int = 0
    colour: tuple[int, int, int] = (0, 0, 0)
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One entry for each raw offset: its box on the page as displayed, in points, origin top left, y downwards.

    ``style`` holds indices into ``styles``; ``confidence`` is how sure a recogniser was, 0 to 1, empty for text that
    stands in the file as text. Boxes span the advance width and the font's height, so that letters of a line have
    one height; a blank has a box too.
    """

    x0: array[float]
    top: array[float]
    x1: array[float]
    bottom: array[float]
    style: array[int]
    styles: tuple[Style, ...]
    confidence: array[float] = field(default_factory=lambda: array("f"))


class Ruling(NamedTuple):
    """A drawn line, horizontal (top == bottom) or vertical (x0 == x1), in points as displayed."""

    x0: float
    top: float
    x1: float
    bottom: float


class Fill(NamedTuple):
    """A rectangle filled with a colour other than white (a striped row, a shaded header), in points as displayed."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One physical page. Its characters are ``Pages.characters[start:end]``, in the order in which the file has them.

    ``number`` is 1-based; ``width`` and ``height`` in points as displayed; ``rotation`` as stored in the file, and the
    turn added by which a page that was scanned on its side stands upright. ``skew``: degrees clockwise by which the
    page lies askew; glyphs and rulings are given with it taken out about the page's middle (``as_displayed``).
    """

    number: int
    width: float
    height: float
    rotation: int
    start: int
    end: int
    rulings: tuple[Ruling, ...] = ()
    fills: tuple[Fill, ...] = ()
    layer: Layer = "native"
    skew: float = 0.0

    def as_displayed(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """Where a box of glyphs lies on the page as displayed: the smallest upright box around it, put askew again."""
        if not self.skew:
            return x0, top, x1, bottom
        cosine, sine = cos(radians(self.skew)), sin(radians(self.skew))
        across, down = self.width / 2, self.height / 2
        corners = [(x - across, y - down) for x in (x0, x1) for y in (top, bottom)]
        xs = [across + x * cosine - y * sine for x, y in corners]
        ys = [down + x * sine + y * cosine for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


class GivenCell(NamedTuple):
    """A cell of a table that the format itself describes; its text is ``Pages.characters[start:end]``."""

    row: int
    column: int
    rowspan: int
    colspan: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GivenTable:
    """A table that the format itself describes (DOCX, HTML), in ``Pages.characters[start:end]``: whole lines.

    Each printed cell stands once in ``cells``; rows and columns are 0-based, the header counted. ``header_rows`` is
    what the format says, 0 where it says nothing. In the characters, cells are parted by tab and rows by newline.
    """

    start: int
    end: int
    rows: int
    columns: int
    header_rows: int
    cells: tuple[GivenCell, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """The characters of a source and where they stand.

    ``characters`` holds every character as decoded, line breaks included. ``line_starts`` is ascending and begins
    with 0; a line ends before the next one's start, its own break included. Paged formats have ``sheets`` and
    ``glyphs`` in their place: their lines are found by layout.
    """

    source: Source
    characters: str
    line_starts: tuple[int, ...]
    flagged: tuple[tuple[str, str], ...] = field(default=())
    """(diagnostic code, message) of what the reader noticed."""
    has_lines: bool = True
    """False where ``characters`` are derived (a web page's article), so that their lines are not lines of the file."""
    tables: tuple[GivenTable, ...] = ()
    """Tables that the format itself describes, in order, none inside another."""
    sheets: tuple[Sheet, ...] = ()
    glyphs: Glyphs | None = None
    """None where the format has no pages."""

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column, both 1-based, of a raw offset."""
        line = bisect_right(self.line_starts, offset) - 1
        return line + 1, offset - self.line_starts[line] + 1

    def sheet_at(self, offset: int) -> Sheet:
        """The sheet on which a raw offset stands; only for paged formats."""
        return self.sheets[bisect_right(self.sheets, offset, key=lambda sheet: sheet.start) - 1]


def find_line_starts(characters: str) -> tuple[int, ...]:
    """Raw offsets at which lines begin; a line ends with LF, CR LF or CR."""
    if "\r" not in characters:
        lengths = map(len, characters.split("\n")[:-1])
        starts = [at + breaks for breaks, at in enumerate(accumulate(lengths, initial=0))]
        if len(starts) > 1 and starts[-1] == len(characters):
            starts.pop()
        return tuple(starts)
    starts = [0]
    at = 0
    for line in characters.splitlines(keepends=True):
        at += len(line)
        if line[-1] in "\r\n":
            starts.append(at)
    if len(starts) > 1 and starts[-1] == len(characters):
        starts.pop()
    return tuple(starts)
