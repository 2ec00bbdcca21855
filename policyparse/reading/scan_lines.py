"""Where lines of text stand in a page's image: boxes of a detector parted at rulings, and the ink it overlooked.

For: ``recognition``. Not here: the detector, what the lines say. Loaded only when a page is recognised: it imports
numpy and OpenCV. Boxes are (x0, top, x1, bottom) in pixels of the straightened image.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from policyparse.reading.pages import Ruling
from policyparse.reading.scan_rulings import crossing, surrounded

Mask: TypeAlias = npt.NDArray[np.uint8]


class Box(NamedTuple):
    """Of a line of text, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def wide(self) -> int:
        """Its width."""
        return self.x1 - self.x0

    @property
    def high(self) -> int:
        """Its height."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class LineBox:
    """A line to be read. ``recovered``: made from ink that the detector overlooked; ``in_cell``: rulings all round."""

    box: Box
    recovered: bool = False
    in_cell: bool = False


FLAT = 9.5
"""Points: the box of a dash, its margins counted, is no higher."""
EDGE = 10.0
"""Points from the page's edge."""
STACKED = 1.9
"""So many times as high as wide, a box holds characters that stand one below the other."""
RECOVERED_MOST = 300
"""Recovered boxes a page; more is a picture."""


def find_lines(boxes: Iterable[Box], ink: Mask, rulings: tuple[Ruling, ...], scale: float) -> list[LineBox]:
    """Lines to be read, from the detector's boxes and the ink (255) left when the rulings' own pixels are taken out."""
    lines: list[Box] = []
    for box in boxes:
        for part in _parted(box, rulings, scale):
            trimmed = _trimmed(part, ink, scale)
            if trimmed is not None:
                lines += _unstacked(trimmed, ink, scale)
    found = [LineBox(box) for box in lines]
    return _with_dashes(found + _overlooked(lines, ink, rulings, scale), scale)


def _parted(box: Box, rulings: tuple[Ruling, ...], scale: float) -> list[Box]:
    """The box cut where rulings cross it, so that no line straddles cells."""
    points = (box.x0 / scale, box.top / scale, box.x1 / scale, box.bottom / scale)
    down, across = crossing(rulings, points, 1.5)
    columns = [box.x0, *(round(at * scale) for at in down), box.x1]
    rows = [box.top, *(round(at * scale) for at in across), box.bottom]
    least = 2 * scale
    return [
        Box(x0, top, x1, bottom)
        for top, bottom in pairwise(rows)
        for x0, x1 in pairwise(columns)
        if x1 - x0 > least and bottom - top > least
    ]


def _trimmed(box: Box, ink: Mask, scale: float) -> Box | None:
    """The box drawn in to its ink but for a margin; None where it has none."""
    part = ink[box.top : box.bottom, box.x0 : box.x1]
    columns, rows = np.flatnonzero(part.any(axis=0)), np.flatnonzero(part.any(axis=1))
    if not len(columns) or not len(rows):
        return None
    margin = round(2 * scale)
    return Box(
        max(box.x0, box.x0 + int(columns[0]) - margin),
        max(box.top, box.top + int(rows[0]) - margin),
        min(box.x1, box.x0 + int(columns[-1]) + 1 + margin),
        min(box.bottom, box.top + int(rows[-1]) + 1 + margin),
    )


def _unstacked(box: Box, ink: Mask, scale: float) -> list[Box]:
    """A tall box as the characters that stand in it one below the other; any other box as it is."""
    if box.high < STACKED * box.wide or box.high < 14 * scale:
        return [box]
    part = ink[box.top : box.bottom, box.x0 : box.x1]
    parts: list[Box] = []
    for start, end in _runs(np.asarray(part.any(axis=1))):
        top, bottom = box.top + start, box.top + end
        # The parts of 二 or 三 lie apart: what is together no higher than wide is one character.
        if parts and bottom - parts[-1].top <= 1.05 * box.wide:
            parts[-1] = parts[-1]._replace(bottom=bottom)
        else:
            parts.append(Box(box.x0, top, box.x1, bottom))
    margin = round(scale)
    return [Box(one.x0, max(0, one.top - margin), one.x1, one.bottom + margin) for one in parts if one.high > scale]


def _runs(row: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and end of the runs of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _overlooked(lines: list[Box], ink: Mask, rulings: tuple[Ruling, ...], scale: float) -> list[LineBox]:
    """Lines of ink that lie in no box: the single figures and dashes of cells, above all."""
    rest = _outside(lines, ink, scale)
    reach = np.ones((max(1, round(1.5 * scale)), max(1, round(6 * scale))), np.uint8)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(
        _without_rulings(cv2.dilate(rest, reach), rulings, scale)
    )
    found: list[LineBox] = []
    for label in range(1, count):
        left, top, wide, high = (int(value) for value in boxes[label, :4])
        inner = (rest[top : top + high, left : left + wide] > 0) & (
            labels[top : top + high, left : left + wide] == label
        )
        columns, rows = np.flatnonzero(inner.any(axis=0)), np.flatnonzero(inner.any(axis=1))
        if not len(columns):
            continue
        tight = Box(left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1)
        in_cell = surrounded(rulings, (tight.x0 + tight.x1) / 2 / scale, (tight.top + tight.bottom) / 2 / scale)
        if _may_be_text(tight, int(inner.sum()), in_cell, ink.shape, scale):
            found.append(LineBox(_widened(tight, ink.shape, scale), recovered=True, in_cell=in_cell))
    found.sort(key=lambda one: not one.in_cell)
    return found[:RECOVERED_MOST]


def _outside(lines: list[Box], ink: Mask, scale: float) -> Mask:
    """The ink that reaches into no box: what sticks out of one is part of a character in it."""
    count, labels, _, _ = cv2.connectedComponentsWithStats(ink)
    taken = np.zeros(count, dtype=np.bool_)
    beside = round(scale)
    for box in lines:
        columns = slice(max(0, box.x0 - beside), box.x1 + beside)
        taken[np.unique(labels[max(0, box.top - beside) : box.bottom + beside, columns])] = True
    rest = ink.copy()
    rest[taken[labels]] = 0
    return rest


def _with_dashes(lines: list[LineBox], scale: float) -> list[LineBox]:
    """Lines with the overlooked dashes beside them (— 1 —) taken in; a dash elsewhere may be a cell's."""
    dashes = [one for one in lines if one.recovered and not one.in_cell and one.box.high <= FLAT * scale]
    kept = [one for one in lines if one not in dashes]
    for dash in dashes:
        box = dash.box
        middle = (box.top + box.bottom) / 2
        for index, line in enumerate(kept):
            away = max(line.box.x0 - box.x1, box.x0 - line.box.x1)
            if line.box.top < middle < line.box.bottom and away < 0.8 * line.box.high:
                wider = line.box._replace(x0=min(line.box.x0, box.x0), x1=max(line.box.x1, box.x1))
                kept[index] = replace(line, box=wider)
                break
        else:
            kept.append(dash)
    return kept


def _without_rulings(spread: Mask, rulings: tuple[Ruling, ...], scale: float) -> Mask:
    """Spread ink cut at the rulings, so that what stands in two cells is two."""
    beside = max(1, round(0.6 * scale))
    for one in rulings:
        x0, x1, top, bottom = (round(value * scale) for value in (one.x0, one.x1, one.top, one.bottom))
        if one.top == one.bottom:
            spread[max(0, top - beside) : top + beside + 1, x0:x1] = 0
        else:
            spread[top:bottom, max(0, x0 - beside) : x0 + beside + 1] = 0
    return spread


def _may_be_text(tight: Box, area: int, in_cell: bool, shape: tuple[int, ...], scale: float) -> bool:
    """Whether ink is large enough for a character, no larger than a line, and not the shadow of the page's edge."""
    wide, high = tight.wide / scale, tight.high / scale
    if high > 60 or area < (1.4 * scale) ** 2:
        return False
    if in_cell:
        return max(wide, high) >= 3.5
    edges = (tight.x0, tight.top, shape[1] - tight.x1, shape[0] - tight.bottom)
    if min(edges) < EDGE * scale:
        return False
    return (high >= 4.5 and wide >= 1.5) or (wide >= 3 and high >= 0.4)


def _widened(tight: Box, shape: tuple[int, ...], scale: float) -> Box:
    """The box with a margin, and at least as high as a character of its width may be, so that a dash stays flat."""
    beside = round(2.5 * scale)
    above = max(beside, round((9 * scale - tight.high) / 2))
    high, wide = shape[:2]
    return Box(
        max(0, tight.x0 - beside),
        max(0, tight.top - above),
        min(wide, tight.x1 + beside),
        min(high, tight.bottom + above),
    )
