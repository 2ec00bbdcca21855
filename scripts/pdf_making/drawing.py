"""Text and tables put on pages stroke by stroke, for what no typesetter does of itself: scrambled order, open rows.

A `Sheaf` collects what is drawn, in points from the top left, and is written by ReportLab or fpdf2. Not here: notices.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pdf_making.model import Grid

Colour = tuple[float, float, float]
BLACK: Colour = (0, 0, 0)
FONTS = {
    "micro": ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    "zen": ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    "ming": ("/usr/share/fonts/truetype/arphic/uming.ttc", 0),
    "kai": ("/usr/share/fonts/truetype/arphic/ukai.ttc", 0),
    "droid": ("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", 0),
}
NOT_FIRST = "。，、；：！？）》”’%…"
NOT_LAST = "（《“‘"


@dataclass
class Page:
    """One page: its size and what is drawn on it, in order."""

    width: float
    height: float
    strokes: list[tuple[Any, ...]] = field(default_factory=list)


class Sheaf:
    """Pages on which text, lines and rectangles are put."""

    def __init__(self, width: float = 595.3, height: float = 841.9, font: str = "micro", scramble: int = 0) -> None:
        self.size, self.font, self.scramble = (width, height), font, scramble
        self.pages: list[Page] = []
        self.on_new_page: Callable[[Sheaf], None] = lambda sheaf: None
        self.new_page()

    def new_page(self, size: tuple[float, float] | None = None) -> None:
        """Begin a page."""
        self.pages.append(Page(*(size or self.size)))
        self.on_new_page(self)

    def put(self, *stroke: Any) -> None:
        """Draw on the last page."""
        self.pages[-1].strokes.append(stroke)

    def text(self, x: float, baseline: float, words: str, size: float, colour: Colour = BLACK, font: str = "") -> None:
        """A string; where the sheaf is scrambled, in pieces that are drawn in any order."""
        font = font or self.font
        if not self.scramble or len(words) < 2:
            self.put("text", x, baseline, words, size, colour, font)
            return
        dice = random.Random(f"{words}{x}{baseline}{self.scramble}")
        while words:
            cut = dice.randint(1, 4)
            self.put("text", x, baseline, words[:cut], size, colour, font)
            x += width_of(words[:cut], size, font)
            words = words[cut:]

    def line(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.6, colour: Colour = BLACK) -> None:
        """A stroked line."""
        self.put("line", x0, y0, x1, y1, thick, colour)

    def rect(self, x0: float, top: float, x1: float, bottom: float, fill: Colour | None, thick: float = 0.6) -> None:
        """A filled or stroked rectangle."""
        self.put("rect", x0, top, x1, bottom, fill, thick)

    def reportlab(self, **options: Any) -> bytes:
        """Written by ReportLab."""
        from reportlab.pdfgen.canvas import Canvas

        out = io.BytesIO()
        canvas = Canvas(out, invariant=True, **options)
        for page in self.pages:
            canvas.setPageSize((page.width, page.height))
            for stroke in self._ordered(page):
                _with_reportlab(canvas, page, *stroke)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    def fpdf(self) -> bytes:
        """Written by fpdf2; pictures and turned text are not for it."""
        from datetime import datetime

        from fpdf import FPDF

        pdf = FPDF(unit="pt")
        pdf.set_auto_page_break(False)
        pdf.set_creation_date(datetime(2025, 1, 1))
        for name in sorted({stroke[6] for page in self.pages for stroke in page.strokes if stroke[0] == "text"}):
            path, index = FONTS[name]
            pdf.add_font(name, fname=path, collection_font_number=index)
        for page in self.pages:
            pdf.add_page(format=(page.width, page.height))
            for kind, *rest in self._ordered(page):
                if kind == "text":
                    x, baseline, words, size, colour, font = rest
                    pdf.set_font(font, size=size)
                    pdf.set_text_color(*(round(255 * part) for part in colour))
                    pdf.text(x, baseline, words)
                elif kind == "line":
                    pdf.set_line_width(rest[4])
                    pdf.line(*rest[:4])
                elif kind == "rect":
                    x0, top, x1, bottom, fill, thick = rest
                    pdf.set_line_width(thick)
                    if fill:
                        pdf.set_fill_color(*(round(255 * part) for part in fill))
                    pdf.rect(x0, top, x1 - x0, bottom - top, style="F" if fill else "D")
        return bytes(pdf.output())

    def _ordered(self, page: Page) -> list[tuple[Any, ...]]:
        if not self.scramble:
            return page.strokes
        strokes = list(page.strokes)
        random.Random(self.scramble).shuffle(strokes)
        return strokes


def _with_reportlab(canvas: Any, page: Page, kind: str, *rest: Any) -> None:
    high = page.height
    if kind == "text":
        x, baseline, words, size, colour, font = rest
        canvas.setFillColorRGB(*colour)
        canvas.setFont(_font(font), size)
        canvas.drawString(x, high - baseline, words)
    elif kind == "line":
        x0, y0, x1, y1, thick, colour = rest
        canvas.setLineWidth(thick)
        canvas.setStrokeColorRGB(*colour)
        canvas.line(x0, high - y0, x1, high - y1)
    elif kind == "rect":
        x0, top, x1, bottom, fill, thick = rest
        canvas.setLineWidth(thick)
        canvas.setStrokeColorRGB(0, 0, 0)
        if fill:
            canvas.setFillColorRGB(*fill)
        canvas.rect(x0, high - bottom, x1 - x0, bottom - top, stroke=not fill, fill=bool(fill))
    elif kind == "free":  # anything else that ReportLab can
        canvas.saveState()
        rest[0](canvas, high)
        canvas.restoreState()


def _font(name: str) -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    if name not in pdfmetrics.getRegisteredFontNames():
        if name in FONTS:
            path, index = FONTS[name]
            pdfmetrics.registerFont(TTFont(name, path, subfontIndex=index))
        else:
            pdfmetrics.registerFont(UnicodeCIDFont(name))
    return name


def width_of(words: str, size: float, font: str) -> float:
    """The advance width of a string in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(words, _font(font), size))


def wrapped(words: str, width: float, size: float, font: str, indent: float = 0) -> list[str]:
    """The lines of a paragraph; no line begins with a closing mark or ends with an opening one."""
    lines, line, left = [], "", width - indent
    for char in words:
        # One closing mark may hang over the edge; where two would, the letter before them goes down with them.
        hung = width_of(line, size, font) > left + 0.01
        if width_of(line + char, size, font) > left + 0.01 and (char not in NOT_FIRST or hung):
            keep = ""
            while char in NOT_FIRST and line and (not keep or keep[0] in NOT_FIRST):
                keep, line = line[-1] + keep, line[:-1]
            while line and (
                line[-1] in NOT_LAST
                or (line[-1].isascii() and line[-1].isalnum() and char.isascii() and char.isalnum())
            ):
                keep, line = line[-1] + keep, line[:-1]
            lines.append(line)
            line, left = keep, width
        line += char
    return [*lines, line] if line or not lines else lines


@dataclass
class Frame:
    """A column of a page that text runs through."""

    x: float
    top: float
    width: float
    bottom: float


class Flow:
    """Text that runs through frames; behind the last frame of a page comes a new page."""

    def __init__(self, sheaf: Sheaf, frames: Callable[[int], list[Frame]], size: float, leading: float) -> None:
        self.sheaf, self.frames, self.size, self.leading = sheaf, frames, size, leading
        self.queue: list[Frame] = list(frames(1))
        self.frame = self.queue.pop(0)
        self.y = self.frame.top

    def next_frame(self) -> None:
        """Go on in the next column or on the next page."""
        if not self.queue:
            self.sheaf.new_page()
            self.queue = list(self.frames(len(self.sheaf.pages)))
        self.frame = self.queue.pop(0)
        self.y = self.frame.top

    def room(self, height: float) -> None:
        """Make sure that so much fits."""
        if self.y + height > self.frame.bottom + 0.01:
            self.next_frame()

    def paragraph(
        self,
        words: str,
        size: float = 0,
        align: str = "left",
        indent: float = 2,
        font: str = "",
        after: float = 0,
        colour: Colour = BLACK,
        leading: float = 0,
        twice: float = 0,
    ) -> None:
        """A paragraph; ``indent`` in letters; ``twice`` draws it again that far to the right, as fake bold does."""
        size, font, leading = size or self.size, font or self.sheaf.font, leading or self.leading
        inset = indent * size if align == "left" else 0
        for number, line in enumerate(wrapped(words, self.frame.width, size, font, inset)):
            self.room(leading)
            wide = width_of(line, size, font)
            spare = self.frame.width - wide
            x = (
                self.frame.x
                + {"left": inset if not number else 0, "center": spare / 2, "right": spare - 2 * size}[align]
            )
            self.sheaf.text(x, self.y + leading * 0.5 + size * 0.36, line, size, colour, font)
            if twice:
                self.sheaf.text(x + twice, self.y + leading * 0.5 + size * 0.36, line, size, colour, font)
            self.y += leading
        self.y += after


@dataclass(frozen=True)
class Look:
    """How a table is drawn. ``rules``: grid, rects, none, rows, three; ``aligns`` a letter a column: l, c, r."""

    widths: tuple[float, ...]
    size: float = 10.5
    leading: float = 15
    pad: float = 4
    rules: str = "grid"
    aligns: str = ""
    middle: bool = True
    repeat_header: bool = False
    split_rows: bool = False
    open_breaks: bool = False
    header_fill: Colour | None = None
    thick: float = 0.6


@dataclass
class _Piece:
    """A stretch of a row on one page: its lines from and to, where it stands."""

    row: int
    first: int
    last: int
    page: int
    top: float
    bottom: float


def draw_table(flow: Flow, table: Grid, look: Look) -> list[int]:
    """A table at the place where the flow is; the numbers of its pages."""
    sheaf = flow.sheaf
    cells = table.placed()
    lefts = [flow.frame.x + sum(look.widths[:column]) for column in range(table.width + 1)]
    lines = {
        (row, column): [
            line
            for part in cell.text.split("\n")
            for line in wrapped(
                part, sum(look.widths[column : column + cell.colspan]) - 2 * look.pad, look.size, sheaf.font
            )
        ]
        for row, column, cell in cells
    }
    counts = [
        max((len(lines[at, column]) for at, column, cell in cells if at == row and cell.rowspan == 1), default=1)
        for row in range(len(table.rows))
    ]
    pieces: list[_Piece] = []

    def place(row: int, first: int, last: int, height: float) -> None:
        pieces.append(_Piece(row, first, last, len(sheaf.pages) - 1, flow.y, flow.y + height))
        flow.y += height

    for row, count in enumerate(counts):
        height, first = count * look.leading + 2 * look.pad, 0
        spare = flow.frame.bottom - flow.y
        if height > spare:
            fit = int((spare - 2 * look.pad) / look.leading)
            if look.split_rows and 0 < fit < count:
                place(row, 0, fit, spare if look.open_breaks else fit * look.leading + 2 * look.pad)
                first = fit
            flow.next_frame()
            if look.repeat_header and row:
                for head in range(table.header_rows):
                    place(head, 0, 99, counts[head] * look.leading + 2 * look.pad)
        place(row, first, 99, (count - first) * look.leading + 2 * look.pad)
    for row, column, cell in cells:
        covered = [piece for piece in pieces if row <= piece.row < row + cell.rowspan]
        for top, bottom, page, parts in _boxes(covered):
            _draw_cell(
                sheaf,
                look,
                table,
                (row, column),
                cell.colspan,
                lines[row, column],
                (lefts[column], top, lefts[column + cell.colspan], bottom),
                page,
                parts,
                covered,
            )
    return sorted({piece.page + 1 for piece in pieces})


def _boxes(covered: list[_Piece]) -> Iterator[tuple[float, float, int, list[_Piece]]]:
    """Pieces that touch one another, as one box."""
    group: list[_Piece] = []
    for piece in [*covered, None]:
        if group and (piece is None or piece.page != group[-1].page or abs(piece.top - group[-1].bottom) > 0.1):
            yield group[0].top, group[-1].bottom, group[0].page, group
            group = []
        if piece is not None:
            group.append(piece)


def _draw_cell(
    sheaf: Sheaf,
    look: Look,
    table: Grid,
    at: tuple[int, int],
    colspan: int,
    lines: list[str],
    box: tuple[float, float, float, float],
    page: int,
    parts: list[_Piece],
    covered: list[_Piece],
) -> None:
    x0, top, x1, bottom = box
    row, column = at
    put = sheaf.pages[page].strokes.append
    if look.header_fill and row < table.header_rows:
        put(("rect", x0, top, x1, bottom, look.header_fill, 0))
    first, last = parts[0] is covered[0], parts[-1] is covered[-1]
    header = row < table.header_rows
    edges = {
        "grid": "tblr",
        "rects": "tblr",
        "rows": "b" + "t" * (row == 0),
        "three": ("t" if row == 0 else "")
        + (
            "b"
            if row + max(1, len({p.row for p in covered})) == len(table.rows)
            or (header and row + len({p.row for p in covered}) >= table.header_rows)
            else ""
        ),
        "none": "",
    }[look.rules]
    for edge in edges:
        if look.open_breaks and ((edge == "t" and not first) or (edge == "b" and not last)):
            continue
        ends = {
            "t": (x0, top, x1, top),
            "b": (x0, bottom, x1, bottom),
            "l": (x0, top, x0, bottom),
            "r": (x1, top, x1, bottom),
        }[edge]
        if look.rules == "rects":
            half = look.thick / 2
            put(("rect", ends[0] - half, ends[1] - half, ends[2] + half, ends[3] + half, BLACK, 0))
        else:
            put(("line", *ends, look.thick, BLACK))
    if (len(covered) > 1 and len({piece.row for piece in covered}) > 1) or not look.split_rows:
        lines = lines if first or row < table.header_rows else []
    else:
        lines = lines[parts[0].first : parts[0].last]
    high = len(lines) * look.leading
    y = top + ((bottom - top - high) / 2 if look.middle else look.pad)
    align = "c" if header or not look.aligns else look.aligns[column]
    for line in lines:
        spare = x1 - x0 - width_of(line, look.size, sheaf.font)
        x = x0 + {"l": look.pad, "c": spare / 2, "r": spare - look.pad}[align]
        _text_on(sheaf, page, x, y + look.leading * 0.5 + look.size * 0.36, line, look.size)
        y += look.leading


def _text_on(sheaf: Sheaf, page: int, x: float, baseline: float, words: str, size: float) -> None:
    """Text on a page that need not be the last."""
    behind = sheaf.pages[page + 1 :]
    del sheaf.pages[page + 1 :]
    sheaf.text(x, baseline, words, size)
    sheaf.pages += behind
