"""Rulings of a page's image: the straight drawn lines of tables, and which pixels they are made of.

For: ``recognition``. Not here: cells and tables (``tables``). Loaded only when a page is recognised: it imports
numpy and OpenCV. Lengths in points unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from policyparse.reading.pages import Ruling
from policyparse.reading.scan_image import Grey

SHORTEST_ACROSS = 12.0
SHORTEST_DOWN = 9.0
"""Shorter pieces are strokes of characters."""
LONG_ACROSS = 64.0
"""So long a line needs no others to be a ruling: longer than a dash of two characters in a title."""
LONG_DOWN = 48.0
THICKEST = 3.5
BREAK = 1.2
"""Breaks within a line that are closed before it is looked for."""
SPECK = 0.6
"""Sides of what is too small for a full stop."""
GAP = 5.0
"""Pieces on one line with no more than this between them are one ruling, if they are no strokes of characters."""
STROKE = 25.0
"""The longest stroke, but for the largest type."""
OFFSET = 1.4
"""How far pieces of one ruling may lie beside each other."""
TOUCH = 1.6
"""How near ends and sides of rulings lie where they meet."""
EDGE = 10.0
"""Lines so near to the edge of the page are the shadow of its paper."""
FRAME = 80.0
"""Rulings that meet span at least this: more than the strokes of the largest character do."""
MOST_PIECES = 1200
"""Each way; a picture has more, and only its longest are looked at."""


@dataclass(frozen=True, slots=True)
class FoundRulings:
    """``rulings`` in points of the straightened image, top to bottom, then left to right; ``mask`` is 255 on them."""

    rulings: tuple[Ruling, ...]
    mask: npt.NDArray[np.uint8]


def find_ink(grey: Grey, scale: float) -> npt.NDArray[np.uint8]:
    """255 where there is ink, by comparison with the paper around; ``scale`` in pixels a point."""
    block = 2 * max(1, round(12 * scale)) + 1
    ink: npt.NDArray[np.uint8] = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 24
    )
    ink[grey > 225] = 0
    # Inside broad bars and large letters all around is dark.
    ink[grey < 70] = 255
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(ink)
    specks = boxes[:, cv2.CC_STAT_AREA] <= max(2.0, (SPECK * scale) ** 2)
    ink[specks[labels]] = 0
    return ink


def find_rulings(ink: npt.NDArray[np.uint8], scale: float) -> FoundRulings:
    """The rulings in an image's ink (255 where there is some), ``scale`` in pixels a point."""
    across_mask = _opened(ink, scale, SHORTEST_ACROSS)
    down_mask = _opened(np.ascontiguousarray(ink.T), scale, SHORTEST_DOWN)
    high, wide = (side / scale for side in ink.shape)
    across = [one for one in _merged(_pieces(across_mask, scale)) if EDGE < one[2] < high - EDGE]
    down = [one for one in _merged(_pieces(down_mask, scale)) if EDGE < one[2] < wide - EDGE]
    kept_across, kept_down = _standing(across, down)
    mask = np.zeros_like(ink)
    _paint(mask, across_mask, kept_across, scale)
    flipped = np.zeros_like(down_mask)
    _paint(flipped, down_mask, kept_down, scale)
    mask |= flipped.T
    rulings = [Ruling(start, at, end, at) for start, end, at in kept_across]
    rulings += [Ruling(at, start, at, end) for start, end, at in kept_down]
    return FoundRulings(tuple(sorted(rulings, key=lambda one: (one.top, one.x0))), mask)


Piece = tuple[float, float, float]
"""Start and end along the line, place across it."""


def _opened(ink: npt.NDArray[np.uint8], scale: float, shortest: float) -> npt.NDArray[np.uint8]:
    """What is left of the ink when all but long horizontal runs is taken away."""
    bridge = np.ones((1, max(1, round(BREAK * scale))), np.uint8)
    length = np.ones((1, max(3, round(shortest * scale))), np.uint8)
    opened: npt.NDArray[np.uint8] = cv2.morphologyEx(
        cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bridge), cv2.MORPH_OPEN, length
    )
    return opened


def _pieces(mask: npt.NDArray[np.uint8], scale: float) -> list[Piece]:
    """Horizontal pieces of a mask that are thin enough for a drawn line, in points."""
    count, _, boxes, middles = cv2.connectedComponentsWithStats(mask)
    pieces: list[Piece] = []
    for label in range(1, count):
        left, _, wide, _, area = (int(value) for value in boxes[label])
        if area / wide <= max(THICKEST * scale, 2):
            pieces.append((left / scale, (left + wide) / scale, (float(middles[label][1]) + 0.5) / scale))
    return sorted(pieces, key=lambda one: one[0] - one[1])[:MOST_PIECES]


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Pieces on one line put together, place across weighted by length."""
    merged: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: one[0]):
        for slot in range(len(merged) - 1, -1, -1):
            start, end, at = merged[slot]
            mine, other = end - start, piece[1] - piece[0]
            gap = GAP if min(mine, other) > STROKE else 0.0
            if abs(at - piece[2]) <= OFFSET and piece[0] - end <= gap:
                merged[slot] = (start, max(end, piece[1]), (at * mine + piece[2] * other) / (mine + other))
                break
        else:
            merged.append(piece)
    return merged


def _standing(across: list[Piece], down: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Pieces that are rulings: long by themselves, or held at both ends by others of a frame that is large enough."""
    while True:
        firm_across = [one for one in across if one[1] - one[0] >= LONG_ACROSS or _held(one, down)]
        firm_down = [one for one in down if one[1] - one[0] >= LONG_DOWN or _held(one, firm_across)]
        if len(firm_across) == len(across) and len(firm_down) == len(down):
            break
        across, down = firm_across, firm_down
    return _in_frames(across, down)


def _held(piece: Piece, others: list[Piece]) -> bool:
    return all(_meets(end, piece[2], others) for end in piece[:2])


def _meets(along: float, at: float, others: list[Piece]) -> bool:
    return any(abs(other[2] - along) <= TOUCH and other[0] - TOUCH <= at <= other[1] + TOUCH for other in others)


def _in_frames(across: list[Piece], down: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Pieces but for those of small frames, such as the strokes of 国 make; frames are pieces that meet."""
    frames: list[tuple[list[int], list[float]]] = []
    boxes = [(one[0], one[2], one[1], one[2]) for one in across] + [(one[2], one[0], one[2], one[1]) for one in down]
    for index, box in enumerate(boxes):
        members, hull = [index], list(box)
        for frame in [frame for frame in frames if any(_near(box, boxes[member]) for member in frame[0])]:
            frames.remove(frame)
            members += frame[0]
            hull = [*map(min, hull[:2], frame[1][:2]), *map(max, hull[2:], frame[1][2:])]
        frames.append((members, hull))
    large = {
        member for members, hull in frames if max(hull[2] - hull[0], hull[3] - hull[1]) >= FRAME for member in members
    }
    long = {index for index, one in enumerate(across) if one[1] - one[0] >= LONG_ACROSS}
    kept = large | long
    return (
        [one for index, one in enumerate(across) if index in kept],
        [one for index, one in enumerate(down, len(across)) if index in kept],
    )


def _near(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return (
        one[0] - TOUCH <= other[2]
        and other[0] - TOUCH <= one[2]
        and one[1] - TOUCH <= other[3]
        and other[1] - TOUCH <= one[3]
    )


def _paint(mask: npt.NDArray[np.uint8], opened: npt.NDArray[np.uint8], kept: list[Piece], scale: float) -> None:
    """Put the opened pixels of the kept horizontal pieces, a little widened, into the mask."""
    beside = round((THICKEST / 2 + OFFSET) * scale)
    for start, end, at in kept:
        rows = slice(max(0, round(at * scale) - beside), round(at * scale) + beside + 1)
        columns = slice(max(0, round(start * scale) - 1), round(end * scale) + 1)
        mask[rows, columns] |= cv2.dilate(opened[rows, columns], np.ones((3, 1), np.uint8))


def crossing(
    rulings: tuple[Ruling, ...], box: tuple[float, float, float, float], inset: float
) -> tuple[list[float], list[float]]:
    """Where vertical rulings (x) and horizontal ones (y) part a box, away from its edges by ``inset`` at least."""
    x0, top, x1, bottom = box
    across = [
        one.top
        for one in rulings
        if one.top == one.bottom
        and top + inset < one.top < bottom - inset
        and min(one.x1, x1) - max(one.x0, x0) > 0.5 * (x1 - x0)
    ]
    down = [
        one.x0
        for one in rulings
        if one.x0 == one.x1
        and x0 + inset < one.x0 < x1 - inset
        and min(one.bottom, bottom) - max(one.top, top) > 0.5 * (bottom - top)
    ]
    return sorted(down), sorted(across)


def surrounded(rulings: tuple[Ruling, ...], x: float, y: float) -> bool:
    """Whether a point lies in a cell: rulings on all four sides of it."""
    sides: set[Any] = set()
    for one in rulings:
        if one.top == one.bottom and one.x0 - TOUCH <= x <= one.x1 + TOUCH:
            sides.add("above" if one.top < y else "below")
        elif one.x0 == one.x1 and one.top - TOUCH <= y <= one.bottom + TOUCH:
            sides.add("left" if one.x0 < x else "right")
    return len(sides) == 4
