"""View: from a PDF page's own coordinates to points on the page as displayed (cropped, turned, origin top left).

Not here: reading anything but the page's box and rotation.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

NARROWEST = 1.0  # points
LARGEST = 20_000.0  # points: PDF 1.7, annex C, allows pages of 14,400; no text is larger either
A4 = (0.0, 0.0, 595.0, 842.0)  # ISO 216, in points: what a page without a usable box is taken for


@dataclass(frozen=True, slots=True)
class View:
    """The visible box of a page in its own coordinates, and its stored rotation (degrees clockwise)."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @classmethod
    def of(cls, page: Any) -> View:
        """The view of an open page: crop box within media box, as pdfium shows it (PDF 1.7, 14.11.2)."""
        rect = raw.FS_RECTF()
        box = A4
        if raw.FPDF_GetPageBoundingBox(page, ctypes.byref(rect)) and rect.right > rect.left and rect.top > rect.bottom:
            # Edges that are absurdly far away are held where a page may still end.
            edges = (rect.left, rect.bottom, rect.right, rect.top)
            left, bottom, right, top = (max(-LARGEST, min(LARGEST, edge)) for edge in edges)
            if right - left >= NARROWEST and top - bottom >= NARROWEST:
                box = (left, bottom, right, top)
        return cls(*box, rotation=int(page.get_rotation()) % 360)

    @property
    def width(self) -> float:
        """Width as displayed."""
        return self.top - self.bottom if self.rotation in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        """Height as displayed."""
        return self.right - self.left if self.rotation in (90, 270) else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point as displayed."""
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom as displayed."""
        xa, ya = self.point(left, bottom)
        xb, yb = self.point(right, top)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)
