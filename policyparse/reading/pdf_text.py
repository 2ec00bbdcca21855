"""The glyphs of a PDF page: character, box and style of each, in the file's order.

Not here: shapes; lines of text. Blanks and line breaks that pdfium adds by itself are left out: layout decides on them.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from policyparse.lazy_regex import regex
from policyparse.reading.em_boxes import ASCENT, DESCENT, LONGEST_ADVANCE, em_box, shares, snapped_angle
from policyparse.reading.glyphs import GlyphRecorder
from policyparse.reading.pages import Style
from policyparse.reading.pdf_view import LARGEST, View
from policyparse.reading.pdfium_calls import (
    Handle,
    get_char_matrix,
    get_fill_colour,
    get_font,
    get_font_size,
    get_loose_box,
    get_origin,
    get_text_object,
    get_unicode,
    is_generated,
)

NAMED = 128  # bytes of a font's name that are read
WIDEST = 4.0  # ems: a ligature of dashes may be so wide
SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED_HEIGHT = 0.56  # ems: a digit on the line is about 0.7 high
RAISED_BY = 0.16  # ems above the baseline
BLANKS = frozenset((0x20, 0xA0, 0x3000, 0x09))
SKIPPED = frozenset((0, 0x0A, 0x0D))
LONE_SURROGATE = regex("[\ud800-\udfff]")
SMALLEST = 0.1  # points
MOST_CHARACTERS = 100_000  # of one page: no page that is to be read holds so many
CHECKED = 4096  # characters between two looks at the clock
HYPHENS = frozenset((0x02, 0xFFFE))  # pdfium's marks for a hyphen at a line's end


@dataclass(slots=True)
class PageText:
    """What stands on one page as text; ``boxes`` are x0, top, x1, bottom."""

    characters: str = ""
    boxes: tuple[list[float], ...] = field(default_factory=lambda: ([], [], [], []))
    styles: list[int] = field(default_factory=list)
    outside: int = 0
    """Characters beyond the visible page, left out."""
    cut: bool = False
    """Whether the page holds more characters than were looked at."""


@dataclass(slots=True)
class _Run:
    """What all glyphs of one text object share."""

    style: int
    size: float
    angle: int
    x: float
    """Where its baseline begins, as displayed."""
    y: float


def read_glyphs(page: Any, view: View, recorder: GlyphRecorder, most: int, check: Callable[[], None]) -> PageText:
    """The glyphs of an open page, at most ``most`` + 1 of them; styles are registered with the recorder.

    ``check`` is called every now and then: it raises when the time is up.
    """
    textpage = page.get_textpage()
    try:
        check()
        return _Reader(textpage.raw, view, recorder).read(min(most + 1, MOST_CHARACTERS), check)
    finally:
        textpage.close()


class _Reader:
    """Walks the characters of one page; holds what the walk reuses."""

    def __init__(self, textpage: Any, view: View, recorder: GlyphRecorder) -> None:
        self._textpage = ctypes.cast(textpage, Handle)
        self._count: int = raw.FPDFText_CountChars(textpage)
        self._view = view
        self._recorder = recorder
        self._fonts: dict[int, str] = {}
        self._known: dict[tuple[object, ...], tuple[int, float, int]] = {}
        self._matrix = raw.FS_MATRIX()
        self._matrix_numbers = memoryview(self._matrix).cast("B").cast("f")
        self._origin = (ctypes.c_double(), ctypes.c_double())
        self._origin_at = tuple(map(ctypes.byref, self._origin))
        self._colour = (ctypes.c_uint * 4)()
        self._colour_at = tuple(ctypes.byref(self._colour, 4 * part) for part in range(4))

    def read(self, most: int, check: Callable[[], None]) -> PageText:
        """All glyphs within the visible page."""
        textpage, view = self._textpage, self._view
        rect = raw.FS_RECTF()
        pointer, edges = ctypes.byref(rect), memoryview(rect).cast("B").cast("f")
        text = PageText(cut=self._count > most)
        x0s, tops, x1s, bottoms = text.boxes
        characters: list[str] = []
        width, height, turned = view.width, view.height, bool(view.rotation)
        of_object: int | None = -1
        ligatures: list[int] = []
        run = _Run(0, 1.0, 0, 0.0, 0.0)
        for index in range(min(self._count, most)):
            if not index % CHECKED:
                check()
            code = get_unicode(textpage, index)
            if code in SKIPPED or (code in BLANKS and is_generated(textpage, index)):
                continue
            found = get_text_object(textpage, index)
            if found != of_object:
                of_object, run = found, self._run(index, found)
            get_loose_box(textpage, index, pointer)
            left, top, right, bottom = edges
            if right - left > WIDEST * run.size:
                left, right = self._narrow(index, left, right)
            if turned or run.angle:
                x0, top, x1, bottom = view.box(left, bottom, right, top)
                if run.angle % 90 == 0:
                    x0, top, x1, bottom = em_box((x0, top, x1, bottom), run.angle, run.size, (run.x, run.y))
            else:  # the same for text that stands upright, as nearly all does
                x0, x1 = (left, right) if left <= right else (right, left)
                x0, x1 = x0 - view.left, x1 - view.left
                x1 = min(x1, x0 + LONGEST_ADVANCE * run.size)
                top, bottom = run.y - ASCENT * run.size, run.y + DESCENT * run.size
            if not (0 <= (x0 + x1) / 2 <= width and 0 <= (top + bottom) / 2 <= height and x1 - x0 <= LARGEST):
                text.outside += code not in BLANKS
                continue
            if 0x30 <= code <= 0x39 and characters and not characters[-1].isascii() and self._is_raised(index, run):
                code = ord(SUPERSCRIPT[code - 0x30])
            if x0s and x0 == x0s[-1] and x1 == x1s[-1] and top == tops[-1]:
                ligatures.append(len(x0s))
            characters.append("-" if code in HYPHENS else chr(code) if code < 0x110000 else "\ufffd")
            x0s.append(x0)
            tops.append(top)
            x1s.append(x1)
            bottoms.append(bottom)
            text.styles.append(run.style)
        _divide(ligatures, x0s, x1s)
        text.characters = LONE_SURROGATE.sub("\ufffd", "".join(characters))
        return text

    def _narrow(self, index: int, left: float, right: float) -> tuple[float, float]:
        """A character's ink in place of a cell that its font makes absurdly wide (fonts for vertical text)."""
        edges = [ctypes.c_double() for _ in range(4)]
        textpage = ctypes.cast(self._textpage, raw.FPDF_TEXTPAGE)
        if not raw.FPDFText_GetCharBox(textpage, index, *map(ctypes.byref, edges)):
            return left, right
        # As single floats, as pdfium gives the other boxes.
        return ctypes.c_float(edges[0].value).value, ctypes.c_float(edges[1].value).value

    def _is_raised(self, index: int, run: _Run) -> bool:
        """Whether a digit's own shape is small and high: a font's superscript that is called a plain digit."""
        edges = [ctypes.c_double() for _ in range(4)]
        textpage = ctypes.cast(self._textpage, raw.FPDF_TEXTPAGE)
        if run.angle or not raw.FPDFText_GetCharBox(textpage, index, *map(ctypes.byref, edges)):
            return False
        left, right, bottom, top = (edge.value for edge in edges)
        _, head, _, foot = self._view.box(left, bottom, right, top)
        return foot - head < RAISED_HEIGHT * run.size and run.y - foot > RAISED_BY * run.size

    def _run(self, index: int, handle: int | None) -> _Run:
        """Style and baseline of the text object that draws a character."""
        textpage, shape = self._textpage, Handle(handle)
        size = get_font_size(textpage, index)
        numbers = tuple(self._matrix_numbers) if get_char_matrix(textpage, index, ctypes.byref(self._matrix)) else ()
        get_origin(textpage, index, *self._origin_at)
        font = get_font(shape) if handle is not None else None
        colour = (0, 0, 0, 255)
        if handle is not None:
            self._colour[:] = list(colour)
            get_fill_colour(shape, *self._colour_at)
            colour = tuple(self._colour)
        key = (font, size, numbers[:4], colour)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._style(font, size, numbers[:4], colour)
        x, y = self._origin
        return _Run(*known, *self._view.point(x.value, y.value))

    def _style(
        self, font: int | None, size: float, numbers: tuple[float, ...], colour: tuple[int, ...]
    ) -> tuple[int, float, int]:
        """Index of the style, size and angle, as displayed, of text with this font, size, matrix and colour."""
        angle = 0.0
        if numbers:
            a, b, c, d = numbers
            size *= math.hypot(c, d)
            angle = -math.degrees(math.atan2(b, a))
        if size < 0:  # the same letters, turned around
            size, angle = -size, angle + 180
        size = min(size, LARGEST) if size > SMALLEST else SMALLEST  # also where it is no number
        turned = snapped_angle(angle + self._view.rotation) if math.isfinite(angle) else 0
        red, green, blue, alpha = colour
        style = Style(self._font(font), round(size, 2), turned, (red, green, blue), round(alpha / 255, 3))
        return self._recorder.style(style), size, turned

    def _font(self, font: int | None) -> str:
        if not font:
            return ""
        if font not in self._fonts:
            buffer = ctypes.create_string_buffer(NAMED)
            raw.FPDFFont_GetBaseFontName(ctypes.cast(font, raw.FPDF_FONT), buffer, NAMED)
            self._fonts[font] = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
        return self._fonts[font]


def _divide(ligatures: list[int], x0s: list[float], x1s: list[float]) -> None:
    """Gives each character of a ligature its share of the one box that all have; ``ligatures``: all but the first."""
    at = 0
    while at < len(ligatures):
        end = at + 1
        while end < len(ligatures) and ligatures[end] == ligatures[end - 1] + 1:
            end += 1
        first, count = ligatures[at] - 1, end - at + 1
        x0s[first : first + count], x1s[first : first + count] = map(
            list, zip(*shares(x0s[first], x1s[first], count), strict=True)
        )
        at = end
