"""The glyphs of a PDF page: character, box and style of each, in the file's order.

Not here: shapes; lines of text. Blanks and line breaks that pdfium adds by itself are left out: layout decides on them.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from policyparse.reading.em_boxes import em_box, shares, snapped_angle
from policyparse.reading.glyphs import GlyphRecorder
from policyparse.reading.pages import Style
from policyparse.reading.pdf_view import View

NAMED = 128  # bytes of a font's name that are read
WIDEST = 4.0  # ems: a ligature of dashes may be so wide
SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED_HEIGHT = 0.56  # ems: a digit on the line is about 0.7 high
RAISED_BY = 0.16  # ems above the baseline
BLANKS = frozenset((0x20, 0xA0, 0x3000, 0x09))
SKIPPED = frozenset((0, 0x0A, 0x0D))
HYPHENS = frozenset((0x02, 0xFFFE))  # pdfium's marks for a hyphen at a line's end

# The same functions with plain integers for handles: comparing them is most of what is done with them.
_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


@dataclass(slots=True)
class PageText:
    """What stands on one page as text; ``boxes`` are x0, top, x1, bottom."""

    characters: str = ""
    boxes: tuple[list[float], ...] = field(default_factory=lambda: ([], [], [], []))
    styles: list[int] = field(default_factory=list)
    outside: int = 0
    """Characters beyond the visible page, left out."""


@dataclass(slots=True)
class _Run:
    """What all glyphs of one text object share."""

    style: int
    size: float
    angle: int
    baseline: tuple[float, float]


def read_glyphs(page: Any, view: View, recorder: GlyphRecorder, most: int) -> PageText:
    """The glyphs of an open page, at most ``most`` + 1 of them; styles are registered with the recorder."""
    textpage = page.get_textpage()
    try:
        return _Reader(textpage.raw, view, recorder).read(most)
    finally:
        textpage.close()


class _Reader:
    """Walks the characters of one page; holds what the walk reuses."""

    def __init__(self, textpage: Any, view: View, recorder: GlyphRecorder) -> None:
        self._textpage = textpage
        self._view = view
        self._recorder = recorder
        self._fonts: dict[int, str] = {}

    def read(self, most: int) -> PageText:
        """All glyphs within the visible page."""
        textpage, view = self._textpage, self._view
        handle = ctypes.cast(textpage, ctypes.c_void_p)
        rect = raw.FS_RECTF()
        pointer = ctypes.byref(rect)
        get_unicode, get_box, is_generated = (
            raw.FPDFText_GetUnicode,
            raw.FPDFText_GetLooseCharBox,
            raw.FPDFText_IsGenerated,
        )
        text = PageText()
        x0s, tops, x1s, bottoms = text.boxes
        characters: list[str] = []
        width, height = view.width, view.height
        of_object: int | None = -1
        ligatures: list[int] = []
        run = _Run(0, 1.0, 0, (0.0, 0.0))
        for index in range(min(raw.FPDFText_CountChars(textpage), most + 1)):
            code = get_unicode(textpage, index)
            if code in SKIPPED or (code in BLANKS and is_generated(textpage, index)):
                continue
            found = _text_object(handle, index)
            if found != of_object:
                of_object, run = found, self._run(index, found)
            get_box(textpage, index, pointer)
            if rect.right - rect.left > WIDEST * run.size:
                self._narrow(index, rect)
            x0, top, x1, bottom = view.box(rect.left, rect.bottom, rect.right, rect.top)
            if run.angle % 90 == 0:
                x0, top, x1, bottom = em_box((x0, top, x1, bottom), run.angle, run.size, run.baseline)
            if not (0 <= (x0 + x1) / 2 <= width and 0 <= (top + bottom) / 2 <= height):
                text.outside += code not in BLANKS
                continue
            if 0x30 <= code <= 0x39 and characters and not characters[-1].isascii() and self._is_raised(index, run):
                code = ord(SUPERSCRIPT[code - 0x30])
            characters.append("-" if code in HYPHENS else chr(code) if code < 0x110000 else "\ufffd")
            x0s.append(x0)
            tops.append(top)
            x1s.append(x1)
            bottoms.append(bottom)
            text.styles.append(run.style)
            if len(x0s) > 1 and (x0, top, x1) == (x0s[-2], tops[-2], x1s[-2]):
                ligatures.append(len(x0s) - 1)
        _divide(ligatures, x0s, x1s)
        text.characters = "".join(characters)
        if len(text.characters) != len(characters) or any("\ud800" <= c <= "\udfff" for c in characters):
            text.characters = "".join(c if not "\ud800" <= c <= "\udfff" else "\ufffd" for c in characters)
        return text

    def _narrow(self, index: int, rect: Any) -> None:
        """Puts a character's ink in place of a cell that its font makes absurdly wide (fonts for vertical text)."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        if raw.FPDFText_GetCharBox(self._textpage, index, *(ctypes.byref(v) for v in (left, right, bottom, top))):
            rect.left, rect.right = left.value, right.value

    def _is_raised(self, index: int, run: _Run) -> bool:
        """Whether a digit's own shape is small and high: a font's superscript that is called a plain digit."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        if run.angle or not raw.FPDFText_GetCharBox(
            self._textpage, index, *(ctypes.byref(v) for v in (left, right, bottom, top))
        ):
            return False
        _, head, _, foot = self._view.box(left.value, bottom.value, right.value, top.value)
        return foot - head < RAISED_HEIGHT * run.size and run.baseline[1] - foot > RAISED_BY * run.size

    def _run(self, index: int, handle: int | None) -> _Run:
        """Style and baseline of the text object that draws a character."""
        matrix = raw.FS_MATRIX()
        x, y = ctypes.c_double(), ctypes.c_double()
        size = raw.FPDFText_GetFontSize(self._textpage, index)
        angle = 0.0
        if raw.FPDFText_GetMatrix(self._textpage, index, ctypes.byref(matrix)):
            size *= math.hypot(matrix.c, matrix.d)
            angle = -math.degrees(math.atan2(matrix.b, matrix.a))
        raw.FPDFText_GetCharOrigin(self._textpage, index, ctypes.byref(x), ctypes.byref(y))
        turned = snapped_angle(angle + self._view.rotation)
        colour, opacity = _colour(handle)
        style = Style(self._font(handle), round(size, 2), turned, colour, opacity)
        origin = self._view.point(x.value, y.value)
        return _Run(self._recorder.style(style), max(size, 0.1), turned, origin)

    def _font(self, handle: int | None) -> str:
        if handle is None:
            return ""
        font = raw.FPDFTextObj_GetFont(ctypes.cast(handle, raw.FPDF_PAGEOBJECT))
        if not font:
            return ""
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._fonts:
            buffer = ctypes.create_string_buffer(NAMED)
            raw.FPDFFont_GetBaseFontName(font, buffer, NAMED)
            self._fonts[key] = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
        return self._fonts[key]


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


def _colour(handle: int | None) -> tuple[tuple[int, int, int], float]:
    parts = [ctypes.c_uint(0) for _ in range(3)] + [ctypes.c_uint(255)]
    if handle is not None:
        raw.FPDFPageObj_GetFillColor(ctypes.cast(handle, raw.FPDF_PAGEOBJECT), *(ctypes.byref(part) for part in parts))
    red, green, blue, alpha = (part.value for part in parts)
    return (red, green, blue), round(alpha / 255, 3)
