"""A page as pdfplumber gives it → glyphs with em boxes, rulings and fills, in points as displayed.

pdfplumber keeps chars in the page turned as displayed but not cropped. Not here: files, limits (`pdf_second`); what a
path looks like (`drawn_lines`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

from policyparse.lazy_regex import regex
from policyparse.reading.drawn_lines import THIN, Point
from policyparse.reading.em_boxes import Box, em_box, shares, snapped_angle
from policyparse.reading.glyphs import GlyphRecorder
from policyparse.reading.pages import Style
from policyparse.reading.pdf_shapes import Shapes
from policyparse.reading.pdf_text import PageText
from policyparse.reading.pdf_view import View

WHITE = 250  # of 255: paler than that is not seen on paper
MOST_POINTS = 400  # of one path: longer ones are pictures or letters
NO_UNICODE = regex(r"\(cid:\d+\)")  # pdfminer's words for a glyph whose character it does not know
HYPHENS = "\x02\ufffe\xad"
LONE = dict.fromkeys(range(55296, 57344), "�")
BLANKS = frozenset(" \xa0\u3000\t")
Colour = tuple[int, int, int]


class PlumbedPage:
    """One page of pdfplumber; ``view`` is its visible part, which its places are measured from."""

    def __init__(self, page: Any) -> None:
        self._page = page
        left, top, right, bottom = _visible(page)
        self._left, self._top = left, top
        self.width, self.height = right - left, bottom - top
        rotation = int(page.rotation) % 360
        sideways = rotation in (90, 270)
        stored = (self.height, self.width) if sideways else (self.width, self.height)
        self.view = View(0.0, 0.0, *stored, rotation)
        # From y of pdfminer, whose origin is the lower left corner of the page as turned, to y as displayed.
        self._base = page.height + page.mediabox[1] - top

    def text(self, recorder: GlyphRecorder) -> PageText:
        """The glyphs within the visible page, in the file's order; styles are registered with the recorder."""
        text = PageText()
        said: list[str] = []
        chars = self._page.chars
        descents = _descents(chars)
        for char in chars:
            words = _words(char["text"])
            if not words:
                continue
            box, style = self._box_and_style(char, descents)
            if not (0 <= (box[0] + box[2]) / 2 <= self.width and 0 <= (box[1] + box[3]) / 2 <= self.height):
                text.outside += sum(word not in BLANKS for word in words)
                continue
            x0, top, x1, bottom = box
            index = recorder.style(style)
            for word, (left, right) in zip(words, shares(x0, x1, len(words)), strict=True):
                said.append(word)
                text.styles.append(index)
                for column, value in zip(text.boxes, (left, top, right, bottom), strict=True):
                    column.append(value)
        text.characters = "".join(said)
        return text

    def _box_and_style(self, char: dict[str, Any], descents: dict[str, float]) -> tuple[Box, Style]:
        a, b, c, d, e, f = map(float, char["matrix"])
        # The box holds the advance along the baseline and the em across it: the longer of its sides tells the em well.
        along, across = (abs(b), abs(d)) if abs(d) >= abs(c) else (abs(a), abs(c))
        side = char["y1"] - char["y0"] if abs(d) >= abs(c) else char["x1"] - char["x0"]
        advance = float(char["adv"])
        em = (side - abs(advance) * along) / across if across else float(char["size"])
        size = em * math.hypot(c, d)
        box = (char["x0"] - self._left, self._base - char["y1"], char["x1"] - self._left, self._base - char["y0"])
        angle = snapped_angle(-math.degrees(math.atan2(b, a)))
        colour = _colour(char.get("non_stroking_color"))
        style = Style(str(char["fontname"]).rpartition("+")[2], round(size, 2), angle, colour)
        if angle % 90 or advance < 0:  # slanting; set vertically, where the box is the em already
            return box, style
        offset = self._page.mediabox[0] - self._left
        baseline = e + offset, self._base - f
        if angle == 0:
            raised = char["y0"] - f - descents[char["fontname"]] * size
            baseline = baseline[0], baseline[1] - (raised if abs(raised) > 0.1 * size else 0.0)
        return em_box(box, angle, max(size, 0.1), baseline), style

    def shapes(self) -> Shapes:
        """What is drawn on the page."""
        shapes = Shapes()
        for shape in (*self._page.lines, *self._page.rects, *self._page.curves):
            self._draw(shape, shapes)
        for image in self._page.images:
            box = self._placed(image)
            shapes.images.append(box)
            shapes.pixels = max(shapes.pixels, _pixels(image.get("srcsize")))
            if min(box[2] - box[0], box[3] - box[1]) <= THIN:  # some producers draw lines as images
                shapes.drawing.box(*box)
        return shapes

    def _placed(self, shape: dict[str, Any]) -> Box:
        left, top = self._left, self._top
        return shape["x0"] - left, shape["top"] - top, shape["x1"] - left, shape["bottom"] - top

    def _draw(self, shape: dict[str, Any], shapes: Shapes) -> None:
        stroked = shape.get("stroke") and _is_seen(shape.get("stroking_color"))
        filled = shape.get("fill") and _is_seen(shape.get("non_stroking_color"))
        path = shape["path"]
        if not (stroked or filled):
            return
        if len(path) > MOST_POINTS or any(step[0] in "cvy" for step in path):
            shapes.curved.append(self._placed(shape))
            return
        points: list[Point] = [
            (x - self._left, y - self._top) for step in path if step[0] != "h" for x, y in (step[-1],)
        ]
        if len(points) < 2:
            return
        if stroked:
            shapes.drawing.stroke(points, any(step[0] == "h" for step in path))
        if filled:
            shapes.drawing.fill(points)


def _visible(page: Any) -> Box:
    """The crop box within the media box, turned as the page is, in pdfplumber's coordinates."""
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox or page.page_obj.mediabox
    x0, x1 = max(min(media[0::2]), min(crop[0::2])), min(max(media[0::2]), max(crop[0::2]))
    y0, y1 = max(min(media[1::2]), min(crop[1::2])), min(max(media[1::2]), max(crop[1::2]))
    left, right = x0 - min(media[0::2]), x1 - min(media[0::2])
    bottom, top = y0 - min(media[1::2]), y1 - min(media[1::2])
    if left >= right or bottom >= top:
        left, bottom, right, top = 0.0, 0.0, float(page.width), float(page.height)
    elif page.rotation == 90:
        left, bottom, right, top = bottom, page.height - right, top, page.height - left
    elif page.rotation == 180:
        left, bottom, right, top = page.width - right, page.height - top, page.width - left, page.height - bottom
    elif page.rotation == 270:
        left, bottom, right, top = page.width - top, left, page.width - bottom, right
    across, down = page.mediabox[0], page.mediabox[1] + page.height
    return left + across, down - top, right + across, down - bottom


def _words(text: str) -> str:
    """What one char of pdfplumber says, character for character."""
    text = NO_UNICODE.sub("\ufffd", text)
    return "".join("-" if c in HYPHENS else c for c in text if c not in "\0\n\r").translate(LONE)


def _descents(chars: list[dict[str, Any]]) -> dict[str, float]:
    """For each font how far its boxes reach below the baseline, in ems: pdfminer tells only the box, which rises with
    raised text (`Ts`), so the commonest distance is taken."""
    found: dict[str, Counter[float]] = {}
    for char in chars:
        matrix = char["matrix"]
        if char["size"]:
            share = round((char["y0"] - matrix[5]) / char["size"], 2)
            found.setdefault(char["fontname"], Counter())[share] += 1
    return {font: max(counted, key=lambda s: (counted[s], -s)) for font, counted in found.items()}


def _colour(given: object) -> Colour:
    """Red, green, blue 0 to 255 of grey, RGB or CMYK from 0 to 1; black for patterns and what else there is."""
    parts = [part for part in _parts(given) if isinstance(part, int | float)]
    if len(parts) == 4:
        *inks, black = parts
        parts = [(1 - ink) * (1 - black) for ink in inks]
    elif len(parts) == 1:
        parts *= 3
    if len(parts) != 3:
        return 0, 0, 0
    red, green, blue = (round(255 * min(1.0, max(0.0, part))) for part in parts)
    return red, green, blue


def _parts(given: object) -> Iterator[object]:
    if isinstance(given, list | tuple):
        yield from given
    elif given is not None:
        yield given


def _is_seen(given: object) -> bool:
    return min(_colour(given)) < WHITE


def _pixels(size: Any) -> int:
    """Of an image as the file states its size; 0 where it does not."""
    try:
        wide, high = size
        return int(wide) * int(high)
    except (TypeError, ValueError, OverflowError):
        return 0
