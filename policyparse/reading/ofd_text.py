"""Text objects of OFD: which characters they show, and where each stands (GB/T 33190-2016, 11.2 to 11.4).

The text stands in the file as Unicode; glyph numbers (CGTransform) matter only for how many offsets a character
takes. Not here: lines and reading order, which are layout's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from lxml import etree

from policyparse.lazy_regex import regex
from policyparse.reading.ofd_canvas import Canvas
from policyparse.reading.ofd_package import children, tag_of
from policyparse.reading.ofd_values import Matrix, deltas, number
from policyparse.reading.pages import Style

ASCENT, DESCENT = 0.88, 0.12  # of the font size above and below the baseline, as Chinese fonts have them
INDENTATION = regex(r"(?<![ \t])[ \t]*+[\r\n][ \t\r\n]*+")  # of the XML; glyphs are never line breaks
ESCAPED = regex(r"\\([0-9A-Fa-f]{4})")  # 11.3: characters that the encoding of the XML does not have
NARROWEST, WIDEST = 0.02, 1.01  # of the em: what an offset must be to be an advance; offsets are rounded


class Typeface(NamedTuple):
    """How one text object is set: millimetres and degrees clockwise, the way to points, and how its glyphs look."""

    size: float
    stretch: float
    char_angle: float
    read_angle: float
    matrix: Matrix
    font: str
    colour: tuple[int, int, int]
    opacity: float

    def along(self, length: float, angle: float) -> tuple[float, float]:
        """The vector of a length in a direction, before the matrix."""
        return length * math.cos(math.radians(angle)), length * math.sin(math.radians(angle))

    def natural(self, character: str) -> float:
        """The advance width where none is given: the em, half of it for narrow letters."""
        wide = character != "" and east_asian_width(character) in "WFA"
        return self.size * self.stretch * (1.0 if wide else 0.5)

    def style(self) -> Style:
        """The style as displayed."""
        right = self.matrix.vector(*self.along(1.0, self.char_angle))
        up = self.matrix.vector(*self.along(self.size, self.char_angle - 90))
        angle = round(math.degrees(math.atan2(right[1], right[0]))) % 360
        return Style(self.font, round(math.hypot(*up), 2), angle, self.colour, round(self.opacity, 3))


class Reach(NamedTuple):
    """How far the glyphs of one typeface reach from their origin, in points: what their boxes have in common."""

    face: Typeface
    unit: tuple[float, float]
    """A millimetre along the baseline, before the matrix."""
    right: tuple[float, float]
    """What becomes of it."""
    left_of: float
    right_of: float
    above: float
    below: float

    @classmethod
    def of(cls, face: Typeface) -> Reach:
        """The reach of a typeface."""
        unit = face.along(1.0, face.char_angle)
        up = face.matrix.vector(*face.along(face.size, face.char_angle - 90))
        (left_of, right_of), (above, below) = (sorted((ASCENT * side, -DESCENT * side)) for side in up)
        return cls(face, unit, face.matrix.vector(*unit), left_of, right_of, above, below)

    def box(
        self, character: str, here: tuple[float, float], there: tuple[float, float]
    ) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom of a glyph, given its origin and the next one's.

        It spans its advance along its baseline and the font's height across it.
        """
        width = (there[0] - here[0]) * self.unit[0] + (there[1] - here[1]) * self.unit[1]
        em = self.face.size * self.face.stretch
        # An offset beyond the em leaves a gap, one that leads nowhere or back prints one glyph over another.
        if not NARROWEST * em <= width <= WIDEST * em:
            width = self.face.natural(character)
        x, y = self.face.matrix.point(*here)
        across, down = width * self.right[0], width * self.right[1]
        return (
            x + min(across, 0.0) + self.left_of,
            y + min(down, 0.0) + self.above,
            x + max(across, 0.0) + self.right_of,
            y + max(down, 0.0) + self.below,
        )


class Offsets(NamedTuple):
    """DeltaX and DeltaY of a TextCode, spelled out; for ``n`` characters never more than 2n + 1 each."""

    across: list[float]
    down: list[float]

    @property
    def given(self) -> int:
        """How many there are."""
        return max(len(self.across), len(self.down))


def write_text(canvas: Canvas, element: etree._Element, face: Typeface) -> None:
    """Write the characters of a text object on the canvas, as far as it has room."""
    style, reach = canvas.style(face.style()), Reach.of(face)
    x, y = 0.0, 0.0
    transforms: list[etree._Element] = []
    for part in children(element, "CGTransform", "TextCode"):
        if tag_of(part) == "CGTransform":
            transforms.append(part)
            continue
        x, y = number(part.get("X"), x), number(part.get("Y"), y)
        raw = characters_of(part)
        bound = 2 * len(raw) + 1
        offsets = Offsets(deltas(part.get("DeltaX"), bound), deltas(part.get("DeltaY"), bound))
        text = _unescaped(raw, offsets.given)
        origins = _origins(text, (x, y), offsets, face, transforms)
        for character, here, there in zip(text, origins, origins[1:], strict=False):
            if canvas.full:
                return
            canvas.add(character, reach.box(character, here, there), style)
        transforms = []


def characters_of(part: etree._Element) -> str:
    """The characters of a TextCode as they stand in it, without the indentation of the XML."""
    return INDENTATION.sub("", "".join(part.itertext())).replace("\t", " ")


def _unescaped(text: str, given: int) -> str:
    """The text with its escapes read, where that and only that agrees with the number of offsets."""
    if "\\" not in text or given == len(text) - 1:
        return text
    read = ESCAPED.sub(lambda escape: _character(int(escape.group(1), 16)), text)
    return read if given == len(read) - 1 else text


def _character(code: int) -> str:
    return chr(code) if code >= 0x20 and not 0x7F <= code < 0xA0 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _origins(
    text: str, start: tuple[float, float], offsets: Offsets, face: Typeface, transforms: Sequence[etree._Element]
) -> list[tuple[float, float]]:
    """The origin of each character and, last, where one more would stand; millimetres before the matrix."""
    takes = _glyphs_taken(text, transforms, offsets.given)
    slots = max(1, round(sum(takes)))
    across, down = offsets
    x, y = start
    glyphs = [start]
    for slot in range(slots):
        if slot < slots - 1 and slot < offsets.given:
            step = across[slot] if slot < len(across) else 0.0, down[slot] if slot < len(down) else 0.0
        else:
            character = text[slot] if slot < min(slots - 1, len(text)) else text[-1:]
            step = face.along(face.natural(character), face.read_angle)
        x, y = x + step[0], y + step[1]
        glyphs.append((x, y))
    return glyphs if len(takes) == slots == sum(takes) else _between(glyphs, takes)


def _glyphs_taken(text: str, transforms: Sequence[etree._Element], given: int) -> list[float]:
    """How many offsets each character takes: one, but for ligatures and split characters (11.4).

    Some writers count a character beyond the basic plane as two, as UTF-16 does. Either is believed only where the
    number of offsets agrees.
    """
    if given == len(text) - 1:
        return [1.0] * len(text)
    takes, covered = [1.0] * len(text), 0
    for transform in transforms:
        first, codes = (int(number(transform.get(key), 0)) for key in ("CodePosition", "CodeCount"))
        count = number(transform.get("GlyphCount"), 0)
        covered += max(codes, 1)
        if covered > 2 * len(text):  # they may not overlap
            break
        if 0 <= first < len(text) and codes > 0 and 0 < count <= 2 * len(text):
            for index in range(first, min(first + codes, len(text))):
                takes[index] = count / codes
    if given == round(sum(takes)) - 1:
        return takes
    wide = [2.0 if character > "\uffff" else 1.0 for character in text]
    return wide if given == sum(wide) - 1 else [1.0] * len(text)


def _between(glyphs: list[tuple[float, float]], takes: list[float]) -> list[tuple[float, float]]:
    """Origins of characters that take more or less than one glyph each: points on the way along the glyphs' origins."""
    found: list[tuple[float, float]] = []
    at = 0.0
    for taken in [*takes, 0.0]:
        whole = min(int(at + 1e-6), len(glyphs) - 2)
        (x0, y0), (x1, y1) = glyphs[whole], glyphs[whole + 1]
        share = at - whole
        found.append((x0 + share * (x1 - x0), y0 + share * (y1 - y0)))
        at += taken
    return found
