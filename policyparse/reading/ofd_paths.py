"""Path objects of OFD: AbbreviatedData → subpaths → what of them may rule a page (GB/T 33190-2016, chapter 9).

Not for: which lines and rectangles are rulings and areas, in any format (`drawn_lines`); tables made of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from policyparse.lazy_regex import regex
from policyparse.reading.drawn_lines import SLANT, THIN, Drawing, Point
from policyparse.reading.ofd_values import Matrix, bounded

TOKEN = regex(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[A-Za-z]")
OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


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


def draw_path(path: Subpath, drawing: Drawing, stroked: bool, filled: bool, width: float) -> None:
    """Add what a reader sees of a subpath as straight lines and rectangles; ``width`` of its stroke in points."""
    if filled and not path.curved:
        drawing.fill(path.points)
    if stroked and width <= THIN:
        for run in _straight_runs(path):
            drawing.stroke(run, closed=path.closed and not path.curved and len(run) > 2)
    elif stroked:
        # So wide a stroke is a bar: an area, not a line.
        for (x0, y0), (x1, y1) in pairwise(path.points):
            across, down = (0.0, width / 2) if abs(x1 - x0) >= abs(y1 - y0) else (width / 2, 0.0)
            upright = min(abs(x1 - x0), abs(y1 - y0)) <= SLANT and not path.curved
            if upright:
                drawing.box(min(x0, x1) - across, min(y0, y1) - down, max(x0, x1) + across, max(y0, y1) + down)


def _straight_runs(path: Subpath) -> Iterator[list[Point]]:
    """The points between curves, which rule nothing."""
    cuts = [0, *sorted(path.curved), len(path.points)]
    for start, end in pairwise(cuts):
        if end - start > 1:
            yield path.points[start:end]
