"""Path objects of OFD: which of their lines are rulings of a page (GB/T 33190-2016, chapter 9).

For: AbbreviatedData → subpaths → horizontal and vertical lines. Not for: tables, which are made of rulings elsewhere;
curves and slanting lines, which rule nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from policyparse.reading.ofd_values import Matrix, bounded
from policyparse.reading.pages import Ruling

TOKEN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[A-Za-z]")
OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
THIN = 3.0  # points: a rectangle no thicker is a line
SHORTEST = 1.0  # points: dots of a dotted line, ends of thin rectangles
STRAIGHT = 0.5  # points across, and
SLOPE = 0.05  # of its length: what a line may lean

Point = tuple[float, float]


@dataclass(slots=True)
class Subpath:
    """A run of points drawn in one go; ``curved`` holds the places of points that a curve leads to."""

    points: list[Point] = field(default_factory=list)
    curved: set[int] = field(default_factory=set)
    closed: bool = False


def subpaths(data: str, matrix: Matrix) -> Iterator[Subpath]:
    """The subpaths of AbbreviatedData, in points; what follows a broken operation is left out."""
    path = Subpath()
    for letter, operands in _operations(data):
        if letter == "C":
            path.closed = True
            continue
        end = matrix.point(*operands[-2:])
        if letter in "SM" or path.closed:
            if len(path.points) > 1:
                yield path
            # After closing, drawing goes on from where the closed subpath began.
            path = Subpath([] if letter in "SM" else path.points[:1])
        if letter in "QBA":
            path.curved.add(len(path.points))
        path.points.append(end)
    if len(path.points) > 1:
        yield path


def _operations(data: str) -> Iterator[tuple[str, list[float]]]:
    letter, operands = "", list[float]()
    for token in TOKEN.finditer(data):
        word = token.group()
        if word.isalpha():
            letter, operands = word.upper(), []
            if letter not in OPERANDS:
                return
            if not OPERANDS[letter]:
                yield letter, []
        elif letter and OPERANDS[letter]:
            operands.append(bounded(float(word)))
            if len(operands) == OPERANDS[letter]:
                yield letter, operands
                operands = []


def rulings_of(path: Subpath, stroked: bool, filled: bool, width: float) -> Iterator[Ruling]:
    """The rulings of a subpath; ``width`` of its stroke in points.

    A rectangle gives its four sides, a thin one the line that it is; a stroke too wide for a line is a rectangle.
    """
    sides = _rectangle(path, filled)
    if sides is not None and (stroked or filled):
        yield from _sides(*sides)
    elif stroked:
        for start, end in _straight_lines(path):
            line = _ruling(start, end)
            if line is None:
                continue
            if width <= THIN:
                yield line
            elif line.top == line.bottom:
                yield from _sides(line.x0, line.top - width / 2, line.x1, line.bottom + width / 2)
            else:
                yield from _sides(line.x0 - width / 2, line.top, line.x1 + width / 2, line.bottom)
    elif filled and len(path.points) == 2 and not path.curved:
        line = _ruling(*path.points)
        if line is not None:
            yield line


def _rectangle(path: Subpath, filled: bool) -> tuple[float, float, float, float] | None:
    """x0, top, x1, bottom of a subpath that goes round an upright rectangle; what is filled need not be closed."""
    points = path.points
    if len(points) == 5 and _near(points[0], points[4]):
        points = points[:4]
    if len(points) != 4 or path.curved or not (path.closed or filled or len(path.points) == 5):
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    sides = min(xs), min(ys), max(xs), max(ys)
    turns = zip(points, points[1:] + points[:1], strict=True)
    upright = all(abs(x1 - x0) <= STRAIGHT or abs(y1 - y0) <= STRAIGHT for (x0, y0), (x1, y1) in turns)
    across = abs(points[0][0] - points[2][0]), abs(points[0][1] - points[2][1])
    whole = abs(across[0] - (sides[2] - sides[0])) <= STRAIGHT and abs(across[1] - (sides[3] - sides[1])) <= STRAIGHT
    return sides if upright and whole else None


def _near(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) <= STRAIGHT and abs(one[1] - other[1]) <= STRAIGHT


def _sides(x0: float, top: float, x1: float, bottom: float) -> Iterator[Ruling]:
    if max(x1 - x0, bottom - top) < SHORTEST:
        return
    if bottom - top <= min(THIN, x1 - x0):
        middle = (top + bottom) / 2
        yield Ruling(x0, middle, x1, middle)
    elif x1 - x0 <= THIN:
        middle = (x0 + x1) / 2
        yield Ruling(middle, top, middle, bottom)
    else:
        yield Ruling(x0, top, x1, top)
        yield Ruling(x0, bottom, x1, bottom)
        yield Ruling(x0, top, x0, bottom)
        yield Ruling(x1, top, x1, bottom)


def _straight_lines(path: Subpath) -> Iterator[tuple[Point, Point]]:
    for index in range(1, len(path.points)):
        if index not in path.curved:
            yield path.points[index - 1], path.points[index]
    if path.closed and len(path.points) > 2:
        yield path.points[-1], path.points[0]


def _ruling(start: Point, end: Point) -> Ruling | None:
    (x0, x1), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    across, down = x1 - x0, bottom - top
    if max(across, down) < SHORTEST or min(across, down) > min(STRAIGHT, SLOPE * max(across, down)):
        return None
    if across >= down:
        return Ruling(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
    return Ruling((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)
