"""The shapes of a PDF page: paths as rulings and fills, images by their boxes, and a count of curved paths.

Not here: text. What a path looks like is decided in `drawn_lines`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from policyparse.reading.drawn_lines import THIN, Drawing, Point
from policyparse.reading.pdf_view import View

DEEPEST = 8  # forms within forms that are looked into
MOST_SEGMENTS = 400  # of one path: longer ones are pictures or letters
MOST_OBJECTS = 200_000  # of one page
WHITE = 250  # of 255: paler than that is not seen on paper

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Shapes:
    """What is drawn on one page; ``images`` are x0, top, x1, bottom; ``curved``: paths with curves, as letters have."""

    drawing: Drawing = field(default_factory=Drawing)
    images: list[tuple[float, float, float, float]] = field(default_factory=list)
    curved: list[tuple[float, float, float, float]] = field(default_factory=list)


def read_shapes(page: Any, view: View) -> Shapes:
    """The shapes of an open page."""
    shapes = Shapes()
    for number, (shape, kind, matrix) in enumerate(_objects(page)):
        if number > MOST_OBJECTS:
            break
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _read_path(shape, matrix, view, shapes)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(shape, matrix, view)
            if box is not None:
                shapes.images.append(box)
                if min(box[2] - box[0], box[3] - box[1]) <= THIN:  # some producers draw lines as images
                    shapes.drawing.box(*box)
    return shapes


def _objects(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Each drawn object with its kind and the matrix of the forms around it."""
    count, get = raw.FPDFPage_CountObjects(page), raw.FPDFPage_GetObject
    for index in range(count):
        shape = get(page, index)
        kind = raw.FPDFPageObj_GetType(shape)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _in_form(shape, IDENTITY, 1)
        elif kind != raw.FPDF_PAGEOBJ_TEXT:
            yield shape, kind, IDENTITY


def _in_form(form: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    if depth > DEEPEST:
        return
    matrix = _times(_matrix(form), outer)
    for index in range(raw.FPDFFormObj_CountObjects(form)):
        shape = raw.FPDFFormObj_GetObject(form, index)
        kind = raw.FPDFPageObj_GetType(shape)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _in_form(shape, matrix, depth + 1)
        elif kind != raw.FPDF_PAGEOBJ_TEXT:
            yield shape, kind, matrix


def _matrix(shape: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(shape, ctypes.byref(found)):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _bounds(shape: Any, matrix: Matrix, view: View) -> tuple[float, float, float, float] | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(shape, *(ctypes.byref(edge) for edge in edges)):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    if matrix is IDENTITY:
        return view.box(left, bottom, right, top)
    corners = [_apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return view.box(min(xs), min(ys), max(xs), max(ys))


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _read_path(path: Any, outer: Matrix, view: View, shapes: Shapes) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    stroked = bool(stroke.value) and _is_seen(raw.FPDFPageObj_GetStrokeColor, path)
    filled = bool(fill.value) and _is_seen(raw.FPDFPageObj_GetFillColor, path)
    if not stroked and not filled:
        return
    count = raw.FPDFPath_CountSegments(path)
    if count > MOST_SEGMENTS:
        _add_curved(path, outer, view, shapes)
        return
    matrix = _times(_matrix(path), outer)
    curved = False
    for points, closed, has_curve in _subpaths(path, count, matrix, view):
        curved = curved or has_curve
        if len(points) < 2 or has_curve:
            continue
        if stroked:
            shapes.drawing.stroke(points, closed)
        if filled:
            shapes.drawing.fill(points)
    if curved:
        _add_curved(path, outer, view, shapes)


def _add_curved(path: Any, outer: Matrix, view: View, shapes: Shapes) -> None:
    box = _bounds(path, outer, view)
    if box is not None:
        shapes.curved.append(box)


def _is_seen(get_colour: Any, path: Any) -> bool:
    parts = [ctypes.c_uint(0) for _ in range(3)] + [ctypes.c_uint(255)]
    get_colour(path, *(ctypes.byref(part) for part in parts))
    red, green, blue, alpha = (part.value for part in parts)
    return alpha > 0 and min(red, green, blue) < WHITE


def _subpaths(path: Any, count: int, matrix: Matrix, view: View) -> Iterator[tuple[list[Point], bool, bool]]:
    """Points as displayed, whether it is closed, whether it holds a curve."""
    x, y = ctypes.c_float(), ctypes.c_float()
    at = ctypes.byref(x), ctypes.byref(y)
    points: list[Point] = []
    closed = curved = False
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points, closed, curved
            points, closed, curved = [], False, False
        raw.FPDFPathSegment_GetPoint(segment, *at)
        points.append(view.point(*_apply(matrix, x.value, y.value)))
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
    if points:
        yield points, closed, curved
