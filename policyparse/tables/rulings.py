"""Rulings of a page → grids: which drawn lines make a table, its rows and columns, and which cells are merged.

Edges are snapped and joined, gathered by where they cross, and cut into base cells; a base cell without a wall to its
neighbour is one cell with it. Not here: the text in the cells, tables without vertical rulings.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from policyparse.reading.pages import Fill, Ruling

THINNEST = 5.0  # points: a row or column that is thinner is the gap of a double line
COVERED = 0.6  # share of a base cell's side that a ruling must cover to be its wall
FEWEST_FILLS = 4  # filled cells
STRIPE = 3.0  # rows that may stand blank between two filled ones
MOST_CROSSINGS = 1_000_000  # places of a page where lines may cross; where there are more, it is a drawing
MOST_PLACES = 20_000  # base cells of a grid: no more can be printed on a page
OVERHANG = 8.0  # points by which rulings must stand out for a row or column to be open there


class TableSettings(NamedTuple):
    """How rulings are put together, in points; the names and meanings are pdfplumber's."""

    snap_tolerance: float = 3.0
    join_tolerance: float = 3.0
    edge_min_length: float = 3.0
    intersection_tolerance: float = 3.0

    @classmethod
    def of(cls, given: Iterable[tuple[str, object]]) -> TableSettings:
        """Defaults with what a caller gave; raises ValueError for a name or value that is none."""
        known = cls()
        for name, value in given:
            if name not in cls._fields:
                raise ValueError(f"no table setting {name!r}; there is {', '.join(cls._fields)}")
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
                raise ValueError(f"table setting {name!r} must be a number of points from 0 to 100")
            known = known._replace(**{name: float(value)})
        return known


class Edge(NamedTuple):
    """A straight edge: ``at`` across its direction, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


class GridCell(NamedTuple):
    """A printed cell in rows and columns of its grid."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's place on a page: the borders of its columns (``xs``) and rows (``ys``), and its cells.

    ``open_top`` and ``open_bottom``: its vertical rulings go on beyond its last horizontal one there, as when a page
    ends inside a row.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    open_top: bool = False
    open_bottom: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the base cell that holds a point."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        return min(row, len(self.ys) - 2), min(column, len(self.xs) - 2)


def find_edges(rulings: Iterable[Ruling], settings: TableSettings) -> tuple[list[Edge], list[Edge]]:
    """Horizontal and vertical edges, snapped to common lines and joined."""
    across: list[Edge] = []
    down: list[Edge] = []
    for x0, top, x1, bottom in rulings:
        if top == bottom:
            across.append(Edge(top, x0, x1))
        else:
            down.append(Edge(x0, top, bottom))
    return _joined(across, settings), _joined(down, settings)


def _joined(edges: list[Edge], settings: TableSettings) -> list[Edge]:
    found: list[Edge] = []
    for cluster in _clusters(sorted(edges), settings.snap_tolerance):
        at = sum(edge.at for edge in cluster) / len(cluster)
        start = end = None
        for edge in sorted(cluster, key=lambda edge: edge.start):
            if start is None or end is None:
                start, end = edge.start, edge.end
            elif edge.start <= end + settings.join_tolerance:
                end = max(end, edge.end)
            else:
                found.append(Edge(at, start, end))
                start, end = edge.start, edge.end
        if start is not None and end is not None:
            found.append(Edge(at, start, end))
    return [edge for edge in found if edge.end - edge.start >= settings.edge_min_length]


def _clusters(edges: list[Edge], tolerance: float) -> list[list[Edge]]:
    clusters: list[list[Edge]] = []
    for edge in edges:
        if clusters and edge.at - clusters[-1][0].at <= tolerance:
            clusters[-1].append(edge)
        else:
            clusters.append([edge])
    return clusters


def find_grids(rulings: Sequence[Ruling], settings: TableSettings) -> tuple[list[Grid], list[Edge]]:
    """The grids of a page from the top down, and the horizontal edges that belong to none.

    A lone box is no grid: it holds prose.
    """
    across, down = find_edges(rulings, settings)
    grids: list[Grid] = []
    loose: list[Edge] = []
    for rows, columns in _components(across, down, settings.intersection_tolerance):
        grid = _grid(rows, columns) if len(rows) >= 2 and columns else None
        if grid is not None and len(grid.cells) > 1:
            grids.append(grid)
        elif grid is None or len(columns) < 2:
            loose += rows
    return sorted(grids, key=lambda grid: grid.box[1]), sorted(loose)


def find_fill_grids(
    fills: Sequence[Fill], taken: Sequence[tuple[float, float, float, float]], settings: TableSettings
) -> list[Grid]:  # fmt: skip
    """Grids of filled cells that white gaps part, outside the tables already found (x0, top, x1, bottom)."""
    sides: list[Ruling] = []
    for x0, top, x1, bottom in fills:
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        if not any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in taken):
            sides += [Ruling(x0, top, x1, top), Ruling(x0, bottom, x1, bottom)]
            sides += [Ruling(x0, top, x0, bottom), Ruling(x1, top, x1, bottom)]
    grids = find_grids(sides, settings)[0] if len(sides) >= 4 * FEWEST_FILLS else []
    return [grid for grid in grids if len(grid.xs) > 2 and len(grid.ys) > 2 and not _is_striped_on(grid, fills)]


def _is_striped_on(grid: Grid, fills: Sequence[Fill]) -> bool:
    """Whether more fills of the same width follow at a row's distance: the grid is only the head of striped rows."""
    left, top, right, bottom = grid.box
    step = STRIPE * max(b - a for a, b in pairwise(grid.ys))
    for x0, upper, x1, lower in fills:
        beside = abs(x0 - left) <= THINNEST or abs(x1 - right) <= THINNEST
        if beside and (bottom + THINNEST < upper < bottom + step or top - step < lower < top - THINNEST):
            return True
    return False


def find_boxes(rulings: Sequence[Ruling], settings: TableSettings) -> list[tuple[float, float, float, float]]:
    """The lone boxes of a page: four rulings around prose or around a whole table (x0, top, x1, bottom)."""
    boxes = []
    across, down = find_edges(rulings, settings)
    for rows, columns in _components(across, down, settings.intersection_tolerance):
        grid = _grid(rows, columns) if len(rows) >= 2 and len(columns) >= 2 else None
        if grid is not None and len(grid.cells) == 1:
            boxes.append(grid.box)
    return boxes


def _components(
    across: list[Edge], down: list[Edge], tolerance: float
) -> list[tuple[list[Edge], list[Edge]]]:  # fmt: skip
    """Edges gathered by crossing: edges that touch, at once or over others, stand together."""
    parent = list(range(len(across) + len(down)))

    def root(of: int) -> int:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    places = [edge.at for edge in down]
    near = [(bisect_left(places, x0 - tolerance), bisect_right(places, x1 + tolerance)) for _, x0, x1 in across]
    if sum(last - first for first, last in near) > MOST_CROSSINGS:
        return []
    for number, (y, _, _) in enumerate(across):
        for other in range(*near[number]):
            if down[other].start - tolerance <= y <= down[other].end + tolerance:
                parent[root(number)] = root(len(across) + other)
    found: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for number, edge in enumerate([*across, *down]):
        found.setdefault(root(number), ([], []))[number >= len(across)].append(edge)
    return list(found.values())


def _grid(across: list[Edge], down: list[Edge]) -> Grid | None:
    xs, ys = _borders(edge.at for edge in down), _borders(edge.at for edge in across)
    left, right = min(edge.start for edge in across), max(edge.end for edge in across)
    top, bottom = min(edge.start for edge in down), max(edge.end for edge in down)
    open_top = top < ys[0] - OVERHANG and sum(e.start < ys[0] - OVERHANG for e in down) >= 2
    open_bottom = bottom > ys[-1] + OVERHANG and sum(e.end > ys[-1] + OVERHANG for e in down) >= 2
    if open_top:
        ys.insert(0, top)
        across = [*across, Edge(top, xs[0], xs[-1])]
    if open_bottom:
        ys.append(bottom)
        across = [*across, Edge(bottom, xs[0], xs[-1])]
    # Many tables are printed without their outer borders: the rows' rulings tell how far they reach.
    if left < xs[0] - OVERHANG and sum(e.start < xs[0] - OVERHANG for e in across) >= 2:
        xs.insert(0, left)
        down = [*down, Edge(left, ys[0], ys[-1])]
    if right > xs[-1] + OVERHANG and sum(e.end > xs[-1] + OVERHANG for e in across) >= 2:
        xs.append(right)
        down = [*down, Edge(right, ys[0], ys[-1])]
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > MOST_PLACES:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(_cells(xs, ys, across, down)), open_top, open_bottom)


def _borders(places: Iterable[float]) -> list[float]:
    """Distinct places in order; two that are closer than the thinnest column are one (a double line)."""
    borders: list[float] = []
    for place in sorted(places):
        if borders and place - borders[-1] < THINNEST:
            continue
        borders.append(place)
    return borders


def _cells(xs: list[float], ys: list[float], across: list[Edge], down: list[Edge]) -> list[GridCell]:
    """The merged cells: base cells of a row without a wall between them, then equal spans over one another."""
    right_walls = _walls(xs, ys, down)
    lower_walls = _walls(ys, xs, across)
    closed: list[GridCell] = []
    above: dict[tuple[int, int], GridCell] = {}
    for row in range(len(ys) - 1):
        current: dict[tuple[int, int], GridCell] = {}
        column = 0
        while column < len(xs) - 1:
            end = column + 1
            while end < len(xs) - 1 and not right_walls[end][row]:
                end += 1
            span = (column, end)
            over = above.pop(span, None)
            if over is not None and not any(lower_walls[row][c] for c in range(column, end)):
                current[span] = over._replace(rowspan=over.rowspan + 1)
            else:
                if over is not None:
                    closed.append(over)
                current[span] = GridCell(row, column, 1, end - column)
            column = end
        closed += above.values()
        above = current
    closed += above.values()
    return sorted(closed)


def _walls(borders: list[float], along: list[float], edges: list[Edge]) -> list[list[bool]]:
    """For each border, for each stretch along it between two borders of the other kind: whether a ruling covers it."""
    walls = [[False] * (len(along) - 1) for _ in borders]
    for edge in edges:
        border = min(range(len(borders)), key=lambda n: abs(borders[n] - edge.at))
        if abs(borders[border] - edge.at) > THINNEST:
            continue
        for stretch in range(len(along) - 1):
            low, high = along[stretch], along[stretch + 1]
            if min(edge.end, high) - max(edge.start, low) >= COVERED * (high - low):
                walls[border][stretch] = True
    return walls
