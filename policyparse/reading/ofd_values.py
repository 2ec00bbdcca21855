"""Values as OFD writes them in attributes: numbers, boxes, matrices, deltas, colours.

Every function takes what a file may say, however broken, and gives finite numbers within bounds. Not here: what the
values belong to (`ofd_document`, `ofd_drawing`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lxml import etree

POINTS = 72 / 25.4
"""Points in a millimetre, the unit of OFD."""
FARTHEST = 1e5  # no coordinate is farther from its origin, so that products of a few stay far from float's end
MAX_NUMBERS = 64  # in an attribute that is no delta list

Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)


class Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f, as the six numbers of CTM (GB/T 33190-2016, 8.5)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to stand."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def vector(self, x: float, y: float) -> tuple[float, float]:
        """What becomes of a direction with its length."""
        return self.a * x + self.c * y, self.b * x + self.d * y

    def then(self, outer: Matrix) -> Matrix:
        """The matrix that does this one first and the outer one after it, within bounds."""
        a, b = outer.vector(self.a, self.b)
        c, d = outer.vector(self.c, self.d)
        return Matrix(*map(bounded, (a, b, c, d, *outer.point(self.e, self.f))))


class Box(NamedTuple):
    """ST_Box: upper left corner and size."""

    x: float
    y: float
    width: float
    height: float


def bounded(value: float) -> float:
    """The number within ±FARTHEST; 0 for what is no number."""
    return 0.0 if math.isnan(value) else max(-FARTHEST, min(FARTHEST, value))


def number(text: str | None, otherwise: float) -> float:
    """A number, or what stands for it where there is none."""
    try:
        return bounded(float(text)) if text is not None else otherwise
    except ValueError:
        return otherwise


def numbers(text: str | None) -> list[float]:
    """ST_Array of numbers; up to the first word that is none."""
    found: list[float] = []
    for word in (text or "").replace(",", " ").split(maxsplit=MAX_NUMBERS)[:MAX_NUMBERS]:
        try:
            found.append(bounded(float(word)))
        except ValueError:
            break
    return found


def box(text: str | None) -> Box | None:
    """ST_Box, or None where it is broken."""
    found = numbers(text)
    return Box(*found) if len(found) == 4 else None


def matrix(text: str | None) -> Matrix | None:
    """CTM, or None where there is none."""
    found = numbers(text)
    return Matrix(*found) if len(found) == 6 else None


def is_true(text: str | None, otherwise: bool) -> bool:
    """xs:boolean."""
    return otherwise if text is None else text.strip().lower() in ("true", "1")


def deltas(text: str | None, most: int) -> list[float]:
    """DeltaX or DeltaY (11.3): offsets, ``g n v`` standing for n times v; up to the first that is none.

    Never more than ``most`` of them.
    """
    found: list[float] = []
    words = iter((text or "").replace(",", " ").split())
    for word in words:
        if len(found) >= most:
            break
        try:
            times = int(next(words, "")) if word in ("g", "G") else 1
            step = float(next(words, "") if word in ("g", "G") else word)
        except ValueError:
            break
        if not abs(step) <= FARTHEST:
            break
        found.extend([step] * min(max(times, 0), most - len(found)))
    return found


def colour_of(element: etree._Element | None, spaces: Mapping[str, str]) -> tuple[Colour | None, float]:
    """Red, green, blue of a CT_Color and its opacity 0 to 1 (8.3); None as colour where it says none.

    ``spaces``: ID of each colour space → its Type. Of a pattern or shading, the first colour in it.
    """
    if element is None:
        return None, 1.0
    opacity = min(1.0, max(0.0, number(element.get("Alpha"), 255.0) / 255))
    parts = _components(element.get("Value"))
    if not parts:
        inner = next((child for child in element.iter() if child.get("Value")), None)
        parts = _components(inner.get("Value")) if inner is not None else []
    return _rgb(parts, spaces.get(element.get("ColorSpace", ""), "")), opacity


def _components(text: str | None) -> list[float]:
    found: list[float] = []
    for word in (text or "").replace(",", " ").split()[:4]:
        try:
            value = int(word[1:], 16) if word.startswith("#") else float(word)
        except ValueError:
            return []
        found.append(min(255.0, max(0.0, bounded(value))))
    return found


def _rgb(parts: list[float], space: str) -> Colour | None:
    if len(parts) == 1 or (parts and space.upper() == "GRAY"):
        return _whole([parts[0]] * 3)
    if len(parts) == 3:
        return _whole(parts)
    if len(parts) == 4:
        black = 1 - parts[3] / 255
        return _whole((255 - ink) * black for ink in parts[:3])
    return None


def _whole(parts: Iterable[float]) -> Colour:
    red, green, blue = (round(part) for part in parts)
    return red, green, blue
