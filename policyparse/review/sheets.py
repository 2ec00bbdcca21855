"""Sheets: the pages of a notice as the review page shows them, each with its picture and the lines of its text.

Not here: HTML (`sheet_html`), making the pictures (`reading.page_ground`). Offsets are those of the document's text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyparse.layout.manuscript import Manuscript, Paragraph
from policyparse.reading.page_ground import Ground
from policyparse.reading.pages import Glyphs, Sheet


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a page, or a piece of it: the document's ``text[start : start + len(x0s)]``, a left edge a character.

    In points of the page as displayed, origin top left.
    """

    start: int
    x0s: tuple[float, ...]
    x1: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A page: 1-based number, size in points as displayed, its picture, and the lines of its text.

    Without a picture its characters are shown: ``beside`` are those that are not in the text (page numbers, running
    heads) as character, left edge, top and bottom; ``strokes`` the lines drawn on it (x0, top, x1, bottom).
    """

    number: int
    width: float
    height: float
    ground: Ground | None
    lines: tuple[TextLine, ...]
    beside: tuple[tuple[str, float, float, float], ...] = ()
    strokes: tuple[tuple[float, float, float, float], ...] = ()

    def boxes(self, start: int, end: int) -> Iterator[tuple[int, float, float, float, float]]:
        """Where a stretch of the text stands on this page: page, x0, top, x1, bottom, a box a line."""
        for line in self.lines:
            first, last = max(start - line.start, 0), min(end - line.start, len(line.x0s))
            if first < last:
                x1 = line.x0s[last] if last < len(line.x0s) else line.x1
                yield self.number, line.x0s[first], line.top, x1, line.bottom


def sheet_pictures(manuscript: Manuscript, grounds: Mapping[int, Ground]) -> tuple[SheetPicture, ...]:
    """The sheets of a notice in order; empty where its format has no pages."""
    by_page: dict[int, list[TextLine]] = {}
    if manuscript.pages.glyphs is None:
        return ()
    for number, line in _lines(manuscript, manuscript.pages.glyphs):
        by_page.setdefault(number, []).append(line)
    used = frozenset(manuscript.source_map.raw_offsets(0, len(manuscript.text)))
    found = []
    for sheet in manuscript.pages.sheets:
        ground = grounds.get(sheet.number)
        drawn = () if ground else (_beside(manuscript, manuscript.pages.glyphs, sheet, used), sheet.rulings)
        lines = tuple(by_page.get(sheet.number, ()))
        found.append(SheetPicture(sheet.number, sheet.width, sheet.height, ground, lines, *drawn))
    return tuple(found)


def _beside(
    manuscript: Manuscript, glyphs: Glyphs, sheet: Sheet, used: frozenset[int]
) -> tuple[tuple[str, float, float, float], ...]:
    """The characters of a sheet that are not in the text, blanks aside."""
    characters = manuscript.pages.characters
    return tuple(
        (characters[raw], glyphs.x0[raw], glyphs.top[raw], glyphs.bottom[raw])
        for raw in range(sheet.start, sheet.end)
        if raw not in used and not characters[raw].isspace()
    )


def _lines(manuscript: Manuscript, glyphs: Glyphs) -> Iterator[tuple[int, TextLine]]:
    """The lines of all paragraphs and cells with the numbers of their pages, in the order of the text."""
    for block in manuscript.blocks:
        stretches = [(block.start, block.end)] if isinstance(block, Paragraph) else [c[1:] for c in block.cells]
        for start, end in stretches:
            line: _Line | None = None
            for offset, raw in _placed(manuscript, start, end):
                sheet = (
                    line.sheet if line and line.sheet.start <= raw < line.sheet.end else manuscript.pages.sheet_at(raw)
                )
                box = sheet.as_displayed(glyphs.x0[raw], glyphs.top[raw], glyphs.x1[raw], glyphs.bottom[raw])
                if line is None or not line.takes(sheet, offset, box):
                    if line is not None:
                        yield line.sheet.number, line.done()
                    line = _Line(sheet, offset)
                line.add(box)
            if line is not None:
                yield line.sheet.number, line.done()


def _placed(manuscript: Manuscript, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offset in the text and raw offset of each copied character of a stretch."""
    at = start
    while at < end:
        low, _ = manuscript.source_map.raw_span(at, at + 1)
        run_end = _end_of_run(manuscript, at, end)
        copied = next(manuscript.source_map.raw_offsets(at, at + 1), None) is not None
        if copied:
            yield from ((offset, low + offset - at) for offset in range(at, run_end))
        at = run_end


def _end_of_run(manuscript: Manuscript, at: int, end: int) -> int:
    from bisect import bisect_right

    offsets = manuscript.source_map.offsets
    following = bisect_right(offsets, at)
    return min(end, offsets[following]) if following < len(offsets) else end


class _Line:
    """A line that is being put together."""

    def __init__(self, sheet: Sheet, start: int) -> None:
        self.sheet, self._start = sheet, start
        self._x0s: list[float] = []
        self._x1 = self._top = self._bottom = 0.0

    def takes(self, sheet: Sheet, offset: int, box: tuple[float, float, float, float]) -> bool:
        """Whether a character goes on with the line: the next of the text, behind the last one and level with it."""
        x0, top, _, bottom = box
        height = bottom - top
        level = min(self._bottom, bottom) - max(self._top, top) >= 0.4 * min(height, self._bottom - self._top)
        near = -height <= x0 - self._x1 <= 4 * height
        return sheet is self.sheet and offset == self._start + len(self._x0s) and level and near

    def add(self, box: tuple[float, float, float, float]) -> None:
        x0, top, x1, bottom = box
        self._top = min(self._top, top) if self._x0s else top
        self._bottom = max(self._bottom, bottom) if self._x0s else bottom
        self._x1 = max(self._x1, x1) if self._x0s else x1
        self._x0s.append(x0)

    def done(self) -> TextLine:
        return TextLine(self._start, tuple(self._x0s), self._x1, self._top, self._bottom)
