"""The shapes of a PDF page: paths as rulings and fills, images by their boxes, and a count of curved paths.

Not here: text. What a path looks like is decided in `drawn_lines`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from policyparse.reading.drawn_lines import THIN, Drawing, Point
from policyparse.reading.pdf_view import LARGEST, View
from policyparse.reading.pdfium_calls import (
    Handle,
    count_segments,
    get_bounds,
    get_close,
    get_draw_mode,
    get_fill_colour,
    get_form_object,
    get_matrix,
    get_object,
    get_pixel_size,
    get_point,
    get_segment,
    get_segment_type,
    get_stroke_colour,
    get_type,
)

DEEPEST = 8  # forms within forms that are looked into
MOST_SEGMENTS = 400  # of one path: longer ones are pictures or letters
MOST_OBJECTS = 200_000  # of one page
MOST_LINES = 20_000  # of one page; beyond them it is a drawing, not a table
CHECKED = 1024  # objects between two looks at the clock
WHITE = 250  # of 255: paler than that is not seen on paper
FARTHEST = 2 * LARGEST  # points from the page's corner

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Shapes:
    """What is drawn on one page; ``images`` are x0, top, x1, bottom; ``curved``: paths with curves, as letters have."""

    drawing: Drawing = field(default_factory=Drawing)
    images: list[tuple[float, float, float, float]] = field(default_factory=list)
    curved: list[tuple[float, float, float, float]] = field(default_factory=list)
    pixels: int = 0
    """Of the largest image, as the file states it."""
    cut: bool = False
    """Whether more is drawn than was looked at."""


def read_shapes(page: Any, view: View, check: Callable[[], None]) -> Shapes:
    """The shapes of an open page; ``check`` is called every now and then: it raises when the time is up."""
    return _Reader(view, check).read(page)


class _Reader:
    """Walks the objects of one page; holds what the walk reuses."""

    def __init__(self, view: View, check: Callable[[], None]) -> None:
        self._view = view
        self._check = check
        self._seen = 0
        self._shapes = Shapes()
        self._matrix_found = raw.FS_MATRIX()
        self._matrix_at = ctypes.byref(self._matrix_found)
        self._matrix_numbers = memoryview(self._matrix_found).cast("B").cast("f")
        self._floats = (ctypes.c_float * 4)()
        self._floats_at = tuple(ctypes.byref(self._floats, 4 * edge) for edge in range(4))
        self._whole = (ctypes.c_uint * 4)()
        self._whole_at = tuple(ctypes.byref(self._whole, 4 * part) for part in range(4))

    def read(self, page: Any) -> Shapes:
        """All shapes, forms within forms included."""
        shapes = self._shapes
        for shape, kind, matrix in self._objects(page):
            if len(shapes.drawing.rulings) + len(shapes.drawing.fills) > MOST_LINES:
                shapes.cut = True
                break
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(shape, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                shapes.pixels = max(shapes.pixels, self._pixels(shape))
                box = self._bounds(shape, matrix)
                if box is not None:
                    shapes.images.append(box)
                    if min(box[2] - box[0], box[3] - box[1]) <= THIN:  # some producers draw lines as images
                        shapes.drawing.box(*box)
        return shapes

    def _objects(self, page: Any) -> Iterator[tuple[Handle, int, Matrix]]:
        """Each drawn object with its kind and the matrix of the forms around it."""
        handle = ctypes.cast(page.raw, Handle)
        for index in range(raw.FPDFPage_CountObjects(page)):
            yield from self._object(Handle(get_object(handle, index)), IDENTITY, 0)
            if self._shapes.cut:
                return

    def _object(self, shape: Handle, matrix: Matrix, depth: int) -> Iterator[tuple[Handle, int, Matrix]]:
        """An object, or all in a form; text is none of our matter."""
        self._seen += 1
        if not self._seen % CHECKED:
            self._check()
        if self._seen > MOST_OBJECTS:
            self._shapes.cut = True
            return
        kind = get_type(shape)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            if kind != raw.FPDF_PAGEOBJ_TEXT:
                yield shape, kind, matrix
            return
        if depth >= DEEPEST:
            return
        inner = _times(self._matrix(shape), matrix)
        for index in range(raw.FPDFFormObj_CountObjects(ctypes.cast(shape, raw.FPDF_PAGEOBJECT))):
            yield from self._object(Handle(get_form_object(shape, index)), inner, depth + 1)
            if self._shapes.cut:
                return

    def _matrix(self, shape: Handle) -> Matrix:
        if not get_matrix(shape, self._matrix_at):
            return IDENTITY
        a, b, c, d, e, f = self._matrix_numbers
        return a, b, c, d, e, f

    def _bounds(self, shape: Handle, matrix: Matrix) -> tuple[float, float, float, float] | None:
        if not get_bounds(shape, *self._floats_at):
            return None
        left, bottom, right, top = self._floats
        if matrix is not IDENTITY:
            corners = [_apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
        box = self._view.box(left, bottom, right, top)
        return box if all(-FARTHEST < edge < FARTHEST for edge in box) else None

    def _pixels(self, image: Handle) -> int:
        wide, high = self._whole_at[:2]
        return self._whole[0] * self._whole[1] if get_pixel_size(image, wide, high) else 0

    def _path(self, path: Handle, outer: Matrix) -> None:
        fill, stroke = self._whole_at[:2]
        get_draw_mode(path, fill, stroke)
        is_filled, is_stroked = self._whole[:2]
        stroked = bool(is_stroked) and self._is_seen(get_stroke_colour, path)
        filled = bool(is_filled) and self._is_seen(get_fill_colour, path)
        if not stroked and not filled:
            return
        count = count_segments(path)
        if count > MOST_SEGMENTS:
            self._add_curved(path, outer)
            return
        curved = False
        for points, closed, has_curve in self._subpaths(path, count, _times(self._matrix(path), outer)):
            curved = curved or has_curve
            if len(points) < 2 or has_curve or not _is_near(points):
                continue
            if stroked:
                self._shapes.drawing.stroke(points, closed)
            if filled:
                self._shapes.drawing.fill(points)
        if curved:
            self._add_curved(path, outer)

    def _add_curved(self, path: Handle, outer: Matrix) -> None:
        box = self._bounds(path, outer)
        if box is not None:
            self._shapes.curved.append(box)

    def _is_seen(self, get_colour: Any, path: Handle) -> bool:
        self._whole[:] = [0, 0, 0, 255]
        get_colour(path, *self._whole_at)
        red, green, blue, alpha = self._whole
        return alpha > 0 and min(red, green, blue) < WHITE

    def _subpaths(self, path: Handle, count: int, matrix: Matrix) -> Iterator[tuple[list[Point], bool, bool]]:
        """Points as displayed, whether it is closed, whether it holds a curve."""
        at, numbers, point = self._floats_at[:2], self._floats, self._view.point
        points: list[Point] = []
        closed = curved = False
        for index in range(count):
            segment = Handle(get_segment(path, index))
            kind = get_segment_type(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO and points:
                yield points, closed, curved
                points, closed, curved = [], False, False
            get_point(segment, *at)
            points.append(point(*_apply(matrix, numbers[0], numbers[1])))
            curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
            closed = closed or bool(get_close(segment))
        if points:
            yield points, closed, curved


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    if outer is IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _is_near(points: list[Point]) -> bool:
    """Whether all points are numbers and may stand on or beside a page."""
    return all(-FARTHEST < x < FARTHEST and -FARTHEST < y < FARTHEST for x, y in points)
