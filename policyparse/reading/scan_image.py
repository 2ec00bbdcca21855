"""A page's image made ready for recognition: grey, free of stamps, turned upright by a few degrees, evenly lit.

For: ``recognition``. Not here: quarter turns (they take a look at the text), lines, rulings or characters. Loaded
only when a page is recognised: it imports numpy and OpenCV.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Grey: TypeAlias = npt.NDArray[np.uint8]
"""Height × width, 0 black to 255 white."""

LEAST_SIDE = 16
"""Pixels: an image lower or narrower than this is a drawn line, no page."""
MOST_DPI = 300
"""Finer images only cost time: no figure got better above it."""
SKEW_DPI = 75
SKEW_MOST = 5.0
"""Degrees either way; a page that lies more askew than this is left as it is."""
SKEW_LEAST = 0.03
RED = 45
"""How far red must stand above green and blue for a pixel to be red ink."""
STAMP_SIDES = (50.0, 190.0)
"""Points, 18 to 67 mm: official seals measure 38 to 50 mm, seals of a person or a window about 20."""
STAMP_SHAPES = (0.55, 1.8)
RAYS = 72
RIM = 0.8
"""A seal's rim: where the outermost red of a ray lies, as a share of the way to the box."""
RIM_SHARE = 0.7
STAMP_DPI = 75
_WHITER = np.clip(np.arange(256) + np.clip(np.arange(256) - 180, 0, None) * 1.5, 0, 255).astype(np.uint8)
"""Greys from 180 up towards white: a light watermark, noise and what shines through, where the ink itself is dark."""
FAINT = 90
"""Grey level above which the darker half of the ink counts as faint."""


@dataclass(frozen=True, slots=True)
class ScanImage:
    """A page's image, straightened; ``scale`` in pixels a point, ``skew`` in degrees clockwise that was taken out."""

    grey: Grey
    scale: float
    skew: float
    stamps: int

    def turned(self, quarters: int) -> ScanImage:
        """The image turned counter-clockwise by quarter turns."""
        return ScanImage(np.ascontiguousarray(np.rot90(self.grey, quarters)), self.scale, self.skew, self.stamps)


def prepare(image: Any, width: float, areas: Iterable[tuple[float, float, float, float]] | None = None) -> ScanImage:
    """The image of a page, ``width`` points wide, made ready: all of it, or these areas, in points."""
    pixels = as_rgb(image)
    scale = pixels.shape[1] / width
    if min(pixels.shape[:2]) < LEAST_SIDE:
        return ScanImage(pixels[:, :, 0], scale, 0.0, 0)
    if areas is not None:
        pixels = _only(pixels, areas, scale)
    if scale * 72 > MOST_DPI:
        shrink = MOST_DPI / 72 / scale
        pixels = cv2.resize(pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        scale = pixels.shape[1] / width
    grey, stamps = lighten_stamps(pixels, scale)
    grey = even_out(grey, scale)
    # A part of a page must stay where it is among the rest.
    skew = find_skew(grey, scale) if areas is None else 0.0
    return ScanImage(rotate(grey, skew), scale, skew, stamps)


def as_rgb(image: Any) -> npt.NDArray[np.uint8]:
    """Height × width × 3, alpha laid on white."""
    pixels = np.asarray(image)
    if pixels.dtype == np.bool_:
        pixels = pixels.astype(np.uint8) * 255
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        pixels = pixels[:, :, 0]
    if pixels.ndim == 2:
        return np.ascontiguousarray(np.repeat(pixels[:, :, None], 3, axis=2).astype(np.uint8))
    if pixels.shape[2] == 4:
        alpha = pixels[:, :, 3:].astype(np.float32) / 255
        pixels = pixels[:, :, :3] * alpha + 255 * (1 - alpha)
    return np.ascontiguousarray(pixels[:, :, :3].astype(np.uint8))


def _only(
    pixels: npt.NDArray[np.uint8], areas: Iterable[tuple[float, float, float, float]], scale: float
) -> npt.NDArray[np.uint8]:
    """The image with all white but some areas."""
    kept = np.full_like(pixels, 255)
    for area in areas:
        x0, top, x1, bottom = (max(0, round(edge * scale)) for edge in area)
        kept[top:bottom, x0:x1] = pixels[top:bottom, x0:x1]
    return kept


def lighten_stamps(pixels: npt.NDArray[np.uint8], scale: float) -> tuple[Grey, int]:
    """The image in grey, with red seals taken off the text under them, and how many there were.

    Red lines of text, such as the head of a notice, are no seals and stay as dark as they are.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    red = pixels[:, :, 0].astype(np.int16) - np.maximum(pixels[:, :, 1], pixels[:, :, 2])
    found = _find_stamps((red > RED).astype(np.uint8), scale)
    for left, top, right, bottom in found:
        region = (slice(top, bottom), slice(left, right))
        bright = pixels[:, :, 0][region].astype(np.float32)
        ink = bright[red[region] > RED]
        # Where the seal lies on paper its red is bright; where it lies on text, red is as dark as the text.
        level = max(60.0, float(np.percentile(ink, 35)) - 5)
        grey[region] = np.clip(bright * (255 / level), 0, 255).astype(np.uint8)
    return grey, len(found)


def _find_stamps(mask: npt.NDArray[np.uint8], scale: float) -> list[tuple[int, int, int, int]]:
    """Boxes (left, top, right, bottom in pixels) of red seals: about as wide as high, with a closed rim."""
    if cv2.countNonZero(mask) < (scale * 10) ** 2:
        return []
    shrink = min(1.0, STAMP_DPI / 72 / scale)
    small = (cv2.resize(mask * 255, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) > 60).astype(np.uint8)
    step = scale * shrink
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * round(2.5 * step) + 1,) * 2)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel))
    stamps = []
    for label in range(1, count):
        left, top, wide, high = (int(value) for value in boxes[label, :4])
        fits = all(STAMP_SIDES[0] <= side / step <= STAMP_SIDES[1] for side in (wide, high))
        if not fits or not STAMP_SHAPES[0] <= wide / high <= STAMP_SHAPES[1]:
            continue
        if _has_rim(labels[top : top + high, left : left + wide] == label):
            edges = (left - 2, top - 2, left + wide + 2, top + high + 2)
            stamps.append(tuple(max(0, round(edge / shrink)) for edge in edges))
    return [(box[0], box[1], box[2], box[3]) for box in stamps]


def _has_rim(shape: npt.NDArray[np.bool_]) -> bool:
    """Whether rays from the middle meet red near the edge of the ellipse in the shape's box, nearly all round."""
    high, wide = shape.shape
    rows, columns = np.nonzero(shape)
    down, across = (rows - (high - 1) / 2) / (high / 2), (columns - (wide - 1) / 2) / (wide / 2)
    rim = np.hypot(down, across) >= RIM
    rays = ((np.arctan2(down[rim], across[rim]) + math.pi) / (2 * math.pi) * RAYS).astype(int) % RAYS
    return len(np.unique(rays)) / RAYS >= RIM_SHARE


def even_out(grey: Grey, scale: float) -> Grey:
    """The image with shadows and tinted paper made white, and faint ink made darker."""
    shrink = min(1.0, 24 / 72 / scale)
    small = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 15)
    # Dark areas (pictures, solid bars) are no paper: what lies far below the page's paper is left as it is.
    paper = np.maximum(paper, int(np.median(paper) * 0.6))
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    level: Grey = cv2.divide(grey, np.maximum(paper, 1), scale=255)
    ink = level[level < 200]
    if ink.size < scale * scale * 20:
        return level
    dark = float(np.percentile(ink, 25))
    if dark <= FAINT:
        level = cv2.LUT(level, _WHITER)
        return level
    stretched: Grey = np.clip((level.astype(np.float32) - dark) * (255 / (255 - dark)), 0, 255).astype(np.uint8)
    return stretched


def find_skew(grey: Grey, scale: float) -> float:
    """Degrees clockwise by which lines of text and rulings slope, 0 where nothing shows it.

    The right angle makes the sums over rows (or, for a page that lies on its side, columns) differ most.
    """
    shrink = min(1.0, SKEW_DPI / 72 / scale)
    ink = 255 - cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    ink[ink < 60] = 0
    if cv2.countNonZero(ink) < 50:
        return 0.0
    best = 0.0
    for step, reach in ((0.5, SKEW_MOST), (0.1, 0.5), (0.02, 0.1)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _contrast(rotate(ink, float(angle), 0))))
    return round(best, 2) if SKEW_LEAST <= abs(best) <= SKEW_MOST else 0.0


def _contrast(ink: Grey) -> float:
    sums = (ink.sum(axis=1, dtype=np.float64), ink.sum(axis=0, dtype=np.float64))
    return max(float(np.square(np.diff(one)).sum()) for one in sums)


def rotate(grey: Grey, clockwise: float, paper: int = 255) -> Grey:
    """The image with a slope of so many degrees clockwise taken out, about its middle, in its own size."""
    if not clockwise:
        return grey
    high, wide = grey.shape
    matrix = cv2.getRotationMatrix2D(((wide - 1) / 2, (high - 1) / 2), clockwise, 1.0)
    turned: Grey = cv2.warpAffine(grey, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=paper)
    return turned
