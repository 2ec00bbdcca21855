"""Which pages of a PDF must be recognised as images, and what recognition gives for them, placed on the page.

Not here: recognition itself (`recognition`), the judgement of characters (`garbled`), reading of text and shapes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from policyparse.errors import PolicyParseError
from policyparse.reading.garbled import Box, areas_to_recognise, must_be_recognised
from policyparse.reading.limits import Reading
from policyparse.reading.pages import Ruling, Style

if TYPE_CHECKING:
    from policyparse.reading.pdf_shapes import Shapes
    from policyparse.reading.pdf_text import PageText
    from policyparse.reading.pdf_view import View
    from policyparse.reading.recognition import RecognisedPage

POINTS_PER_INCH = 72
MOST_DRAWN = 62_000_000
"""Pixels: A0 at 200 dpi. Nobody scans a larger page."""
FEWER_DRAWN = 8_000_000
"""Pixels of a page that would have more. It is that few dots an inch that no later step takes fewer."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What recognition found on a page, in points as displayed but for ``skew``, which is taken out (`Sheet.skew`).

    ``keeps_text``: the page's own text stands beside it; else that is garbage or none.
    """

    characters: str = ""
    boxes: tuple[list[float], ...] = field(default_factory=lambda: ([], [], [], []))
    styles: tuple[Style, ...] = ()
    confidence: tuple[float, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    skew: float = 0.0
    keeps_text: bool = False
    flagged: tuple[tuple[str, str], ...] = ()


def recognise_where_needed(
    page: Any, view: View, text: PageText, shapes: Shapes, number: int, reading: Reading
) -> Recognised | None:
    """None where the page's text layer is what a reader sees.

    Without the extra ``ocr`` the page is flagged ``recognition_missing`` and has no more than its usable text.
    """
    areas: tuple[Box, ...] | None = None
    if not must_be_recognised(text.characters, _image_share(shapes, view), len(shapes.curved)):
        if not shapes.images:
            return None
        areas = areas_to_recognise(shapes.images, list(zip(*text.boxes, strict=True)), view.width, view.height)
        if not areas:
            return None
    from policyparse.reading.recognition import RENDER_DPI, recognise, require_recognition

    try:
        require_recognition(reading.name)
    except PolicyParseError as error:
        return Recognised(
            keeps_text=areas is not None, flagged=(("recognition_missing", f"page {number}: {error.message}"),)
        )
    reading.limits.hold(shapes.pixels, "pixels", reading.name)
    reading.clock.extend(reading.limits.seconds_per_recognised_page)
    width, height = page.get_size()
    scale = held_scale(width, height, RENDER_DPI / POINTS_PER_INCH, reading)
    image = page.render(scale=scale, draw_annots=False).to_numpy()[:, :, 2::-1]  # from BGR
    found = recognise(image, view.width, view.height, reading.clock, number, areas)
    return placed(found, view.width, view.height, keeps_text=areas is not None)


def held_scale(width: float, height: float, scale: float, reading: Reading) -> float:
    """The scale at which a page of so many points is drawn: smaller where it would have more pixels than it may."""
    area = max(1.0, width * height)
    if area * scale**2 <= min(MOST_DRAWN, reading.limits.pixels):
        return scale
    return float((min(FEWER_DRAWN, reading.limits.pixels) / area) ** 0.5)


def _image_share(shapes: Shapes, view: View) -> float:
    """Share of the page under images, 0 to 1."""
    covered = sum(max(0.0, x1 - x0) * max(0.0, bottom - top) for x0, top, x1, bottom in shapes.images)
    return min(1.0, covered / max(1.0, view.width * view.height))


def placed(found: RecognisedPage, width: float, height: float, keeps_text: bool) -> Recognised:
    """What was recognised, on a page displayed ``width`` by ``height`` points.

    A page that lies on its side keeps its side, as the angle of its styles says.
    """
    from policyparse.reading.pages import Sheet

    straight = Sheet(1, found.width, found.height, 0, 0, 0, skew=found.skew)
    keeps_skew = not found.turn and not keeps_text
    boxes: tuple[list[float], ...] = ([], [], [], [])
    for box in zip(found.x0, found.top, found.x1, found.bottom, strict=True):
        placed = box if keeps_skew else _turned_back(straight.as_displayed(*box), found.turn, width, height)
        for column, value in zip(boxes, placed, strict=True):
            column.append(value)
    angle = -found.turn % 360
    styles = tuple(Style("", round(size, 1), angle) for size in found.size)
    rulings = (
        found.rulings
        if keeps_skew
        else tuple(Ruling(*_turned_back(r, found.turn, width, height)) for r in found.rulings)
    )
    skew = found.skew if keeps_skew else 0.0
    return Recognised(
        found.characters, boxes, styles, tuple(found.confidence), rulings, skew, keeps_text, tuple(found.flagged)
    )


def _turned_back(box: tuple[float, ...], turn: int, width: float, height: float) -> Box:
    """A box of the page turned clockwise by ``turn`` degrees, on the page as displayed."""
    x0, top, x1, bottom = box
    if turn == 90:
        return top, height - x1, bottom, height - x0
    if turn == 180:
        return width - x1, height - bottom, width - x0, height - top
    if turn == 270:
        return width - bottom, x0, width - top, x1
    return x0, top, x1, bottom
