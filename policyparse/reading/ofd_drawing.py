"""The walk over what an OFD page draws: layers, blocks, texts, paths, images, composites (GB/T 33190-2016, 7.7 to 13).

For: carrying matrix, opacity and drawing parameters down to each object, and bounding the walk: blocks in blocks,
composites in composites. Not for: how one text or path is read (`ofd_text`, `ofd_paths`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from policyparse.reading.limits import Clock
from policyparse.reading.ofd_canvas import MAX_LINES, Canvas, Picture
from policyparse.reading.ofd_document import Pen, Resources
from policyparse.reading.ofd_package import child, children, tag_of
from policyparse.reading.ofd_paths import draw_path, subpaths
from policyparse.reading.ofd_text import Typeface, characters_of, write_text
from policyparse.reading.ofd_values import BLACK, POINTS, Matrix, box, colour_of, is_true, matrix, number

DEFAULT_LINE = 0.353  # millimetres: 8.2
WHITE = 250  # red, green and blue from here on are the paper's
MAX_DEPTH = 40  # of blocks and composites in one another; the standard's own examples have 3
MAX_OBJECTS = 50_000  # of a page; a composite may be drawn by many others
CLOCK_EVERY = 64  # objects
PAGE_TO_POINTS = Matrix(POINTS, 0.0, 0.0, POINTS)
NO_PEN = Pen()


@dataclass(frozen=True, slots=True)
class Setting:
    """What an object takes over from what it stands in. ``matrix`` leads from there to points."""

    matrix: Matrix = PAGE_TO_POINTS
    opacity: float = 1.0
    pen: Pen = NO_PEN
    inside: tuple[str, ...] = ()
    """IDs of the composites around."""


class Walk:
    """Draws pages of one document onto canvases."""

    def __init__(self, resources: Resources, clock: Clock) -> None:
        self._resources = resources
        self._clock = clock
        self._objects = 0

    def draw(self, page: etree._Element, canvas: Canvas) -> None:
        """Draw the layers of a page or a template, in the order of the file. Raises PolicyParseError ``timeout``."""
        self._objects = 0
        for layer in children(child(page, "Content"), "Layer"):
            pen = self._resources.pen(layer.get("DrawParam"))
            self._draw_block(layer, canvas, Setting(pen=pen), MAX_DEPTH)

    def _draw_block(self, block: etree._Element, canvas: Canvas, setting: Setting, depth: int) -> None:
        for element in children(block):
            self._objects += 1
            if self._objects > MAX_OBJECTS or depth <= 0 or canvas.full:
                canvas.cut = True
                return
            if self._objects % CLOCK_EVERY == 0:
                self._clock.check()
            tag = tag_of(element)
            if tag == "PageBlock":
                self._draw_block(element, canvas, setting, depth - 1)
            elif not is_true(element.get("Visible"), True):
                canvas.hidden += sum(len(characters_of(code)) for code in element.iter() if tag_of(code) == "TextCode")
            elif tag in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
                self._draw_object(tag, element, canvas, self._set(element, setting), depth)

    def _set(self, element: etree._Element, outer: Setting) -> Setting:
        """The setting inside an object: its own matrix, then to its boundary's corner, then as around it (8.5)."""
        own = matrix(element.get("CTM")) or Matrix()
        place = box(element.get("Boundary"))
        to_corner = Matrix(e=place.x, f=place.y) if place is not None else Matrix()
        width = number(element.get("LineWidth"), -1.0)
        pen = Pen(width if width >= 0 else None, child(element, "StrokeColor"), child(element, "FillColor"))
        return replace(
            outer,
            matrix=own.then(to_corner).then(outer.matrix),
            opacity=outer.opacity * min(1.0, max(0.0, number(element.get("Alpha"), 255.0) / 255)),
            pen=pen.over(self._resources.pen(element.get("DrawParam"))).over(outer.pen),
        )

    def _draw_object(self, tag: str, element: etree._Element, canvas: Canvas, setting: Setting, depth: int) -> None:
        if tag == "TextObject":
            write_text(canvas, element, self._typeface(element, setting))
        elif tag == "PathObject":
            self._rule(element, canvas, setting)
        elif tag == "ImageObject":
            self._place_image(element, canvas, setting)
        else:
            key = element.get("ResourceID", "")
            unit = self._resources.composites.get(key)
            if unit is not None and key not in setting.inside:
                inner = replace(setting, inside=(*setting.inside, key))
                content = child(unit, "Content")
                self._draw_block(unit if content is None else content, canvas, inner, depth - 1)

    def _typeface(self, element: etree._Element, setting: Setting) -> Typeface:
        filled = is_true(element.get("Fill"), True)
        ink = setting.pen.fill if filled else setting.pen.stroke
        colour, opacity = colour_of(ink, self._resources.colour_spaces)
        drawn = filled or is_true(element.get("Stroke"), False)
        return Typeface(
            size=abs(number(element.get("Size"), 0.0)),
            stretch=abs(number(element.get("HScale"), 1.0)) or 1.0,
            char_angle=number(element.get("CharDirection"), 0.0),
            read_angle=number(element.get("ReadDirection"), 0.0),
            matrix=setting.matrix,
            font=self._resources.fonts.get(element.get("Font", ""), ""),
            colour=colour or BLACK,
            opacity=setting.opacity * opacity if drawn else 0.0,
        )

    def _rule(self, element: etree._Element, canvas: Canvas, setting: Setting) -> None:
        stroked = is_true(element.get("Stroke"), True) and self._shows(setting.pen.stroke, setting.opacity)
        filled = is_true(element.get("Fill"), False) and self._shows(setting.pen.fill, setting.opacity)
        data = child(element, "AbbreviatedData")
        if data is None or not data.text or not (stroked or filled):
            return
        width = DEFAULT_LINE if setting.pen.width is None else setting.pen.width
        thickness = width * abs(setting.matrix.a * setting.matrix.d - setting.matrix.b * setting.matrix.c) ** 0.5
        for path in subpaths(data.text, setting.matrix):
            if len(canvas.drawing.rulings) < MAX_LINES:
                draw_path(path, canvas.drawing, stroked, filled, thickness)

    def _shows(self, paint: etree._Element | None, opacity: float) -> bool:
        """Whether a line or area is seen on white paper."""
        colour, own = colour_of(paint, self._resources.colour_spaces)
        return opacity * own > 0 and min(colour or BLACK) < WHITE

    def _place_image(self, element: etree._Element, canvas: Canvas, setting: Setting) -> None:
        media = self._resources.media.get(element.get("ResourceID", ""))
        place = box(element.get("Boundary"))
        if media is None or setting.opacity <= 0:
            return
        unit = setting.matrix
        if element.get("CTM") is None and place is not None:
            # Without a matrix, which would give its size, an image fills its boundary.
            unit = Matrix(place.width, 0.0, 0.0, place.height).then(unit)
        canvas.pictures.append(Picture(media, unit))
