"""Drawn shapes → rulings and fills: which paths of a page are lines that a reader sees.

Shapes come in as subpaths: lists of points as displayed. Not here: any format; tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from policyparse.reading.pages import Fill, Ruling

Point = tuple[float, float]
THIN = 3.0  # points: a filled shape at most so thick is a line
SHORTEST = 1.4  # points: shorter marks are dots
SLANT = 0.8  # points by which a straight line's ends may differ across it
DOT_STEP = 6.0  # points from dot to dot of a dotted line, at most
FEWEST_DOTS = 8
SMALLEST_FILL = 6.0  # points: the sides of a filled rectangle that is an area, not a bullet


class Drawing:
    """Collects the rulings and fills of one sheet."""

    def __init__(self) -> None:
        self.rulings: list[Ruling] = []
        self.fills: list[Fill] = []
        self._dots: list[Point] = []

    def stroke(self, points: Sequence[Point], closed: bool) -> None:
        """A stroked subpath: its straight pieces along an axis are rulings."""
        following = [*points[1:], points[0]] if closed else points[1:]
        for (x0, y0), (x1, y1) in zip(points, following, strict=False):
            self._line(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def fill(self, points: Sequence[Point]) -> None:
        """A filled subpath: a ruling where it is thin, an area where it is a rectangle."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self.box(min(xs), min(ys), max(xs), max(ys), is_rectangle=_is_rectangle(points))

    def box(self, x0: float, top: float, x1: float, bottom: float, is_rectangle: bool = True) -> None:
        """A filled shape by its bounds."""
        width, height = x1 - x0, bottom - top
        if width <= THIN and height <= THIN and width < 2 * height and height < 2 * width:
            self._dots.append(((x0 + x1) / 2, (top + bottom) / 2))
            return
        if height <= THIN and width > height:
            self._line(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
        elif width <= THIN and height > width:
            self._line((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)
        elif is_rectangle and width >= SMALLEST_FILL and height >= SMALLEST_FILL:
            self.fills.append(Fill(x0, top, x1, bottom))

    def _line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        width, height = x1 - x0, bottom - top
        if height <= SLANT and width >= SHORTEST:
            middle = (top + bottom) / 2
            self.rulings.append(Ruling(x0, middle, x1, middle))
        elif width <= SLANT and height >= SHORTEST:
            middle = (x0 + x1) / 2
            self.rulings.append(Ruling(middle, top, middle, bottom))

    def finish(self) -> tuple[tuple[Ruling, ...], tuple[Fill, ...]]:
        """Rulings and fills, dotted lines put together."""
        return (*self.rulings, *dotted_rulings(self._dots)), tuple(self.fills)


def dotted_rulings(dots: Iterable[Point]) -> list[Ruling]:
    """The lines that rows and columns of dots make."""
    found: list[Ruling] = []
    for across in (1, 0):
        rows: dict[int, list[float]] = defaultdict(list)
        for dot in dots:
            rows[round(dot[across])].append(dot[1 - across])
        for place, along in rows.items():
            for first, last in _runs(sorted(along)):
                row = (first, float(place), last, float(place))
                found.append(Ruling(*row) if across else Ruling(place, first, place, last))
    return found


def _runs(along: list[float]) -> list[tuple[float, float]]:
    runs: list[tuple[float, float]] = []
    start = 0
    for at in range(1, len(along) + 1):
        if at == len(along) or along[at] - along[at - 1] > DOT_STEP:
            if at - start >= FEWEST_DOTS:
                runs.append((along[start], along[at - 1]))
            start = at
    return runs


def _is_rectangle(points: Sequence[Point]) -> bool:
    """Four corners, every side along an axis."""
    corners = list(points[:-1]) if len(points) > 1 and points[0] == points[-1] else list(points)
    if len(corners) != 4:
        return False
    around = [*corners[1:], corners[0]]
    return all(abs(a[0] - b[0]) < SLANT or abs(a[1] - b[1]) < SLANT for a, b in zip(corners, around, strict=True))
