"""What a page's geometry says of a line: it begins a paragraph, it goes on with the one before, or neither is sure.

Told by indents, by lines that end before the right edge, by size and by gaps. Not here: what words say of the same
question (`layout.paragraphs`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyparse.layout.columns import Column
from policyparse.layout.glyph_lines import GlyphLines, VisualLine
from policyparse.layout.lines import FlowHint
from policyparse.layout.page_notes import without_calls
from policyparse.layout.strand import Strand
from policyparse.reading.pages import Sheet

INDENTED = 1.2  # ems from the left edge: a paragraph's first line
FLUSH = 0.7  # ems from the left edge: a line that goes on
ROOM = 1.7  # ems left at the right edge: the line was ended, not wrapped; a closing mark may not begin a line
OTHER_SIZE = 1.12
TITLE_SIZE = 1.15  # times the body's size
WIDE_GAP = 1.75  # times the usual step from line to line
CENTRED = 1.5  # ems by which a line's middle may lie off the column's


@dataclass(slots=True)
class PageLine:
    """A line of a page with its text; ``flow`` as in `layout.lines.Line`."""

    strand: Strand
    sheet: int
    flow: FlowHint = ""
    size: float = 0.0
    centred: bool = False
    room: float = 0.0
    """Ems between its end and the column's right edge."""
    bottom: float = 0.0
    step: float = 0.0
    first_word: float = 1.0
    """Ems of what cannot be parted at its beginning."""
    colour: tuple[int, int, int] = (0, 0, 0)


@dataclass(slots=True)
class Flow:
    """What is needed to judge the lines of one sheet."""

    columns: Sequence[Column]
    maker: GlyphLines
    sheet: Sheet
    labels: frozenset[str]
    body: float
    """Size in which most of the source is set."""


def with_flow(flow: Flow, before: PageLine | None) -> Iterator[PageLine | int]:
    """The sheet's lines in reading order, each judged against the one before it, and its tables by number."""
    for column in flow.columns:
        lines = [item.line for item in column.items if item.line is not None]
        edges = _edges(lines)
        new_column = True
        for item in column.items:
            if item.line is None:
                yield item.table
                new_column = True
                continue
            line = _page_line(item.line, flow, edges)
            if not line.strand.text:
                continue
            if before is not None:
                line.flow = _judge(line, item.line, before, edges, new_column)
            before, new_column = line, False
            yield line


def _edges(lines: Sequence[VisualLine]) -> tuple[float, float]:
    """Left and right edge of a column of lines: where its lines of the commonest size begin and end."""
    if not lines:
        return 0.0, 0.0
    sizes = sorted(line.size for line in lines for _ in line.pieces)
    usual = sizes[len(sizes) // 2]
    chosen = [line for line in lines if abs(line.size - usual) <= 0.1 * usual] or list(lines)
    return min(line.x0 for line in chosen), max(line.x1 for line in chosen)


def _page_line(line: VisualLine, flow: Flow, edges: tuple[float, float]) -> PageLine:
    strand = flow.maker.strand(line)
    if flow.labels:
        strand = without_calls(strand, flow.maker.raised(line), flow.labels)
    left, right = edges
    em = line.size
    middle = (line.x0 + line.x1) / 2
    apart = line.x0 - left > 2.4 * em or em >= TITLE_SIZE * flow.body  # a long title reaches both edges
    centred = abs(middle - (left + right) / 2) <= CENTRED * em and apart
    glyphs = flow.maker.glyphs
    colour = glyphs.styles[glyphs.style[line.pieces[0].offsets[0]]].colour
    first = _first_word(strand.text)
    return PageLine(
        strand, flow.sheet.number, "", em, centred, (right - line.x1) / em, line.bottom, 0.0, first, colour
    )  # fmt: skip


def _first_word(text: str) -> float:
    length = 0
    while length < len(text) and text[length].isascii() and not text[length].isspace():
        length += 1
    return 0.55 * length if length else 1.0


def _judge(
    line: PageLine, seen: VisualLine, before: PageLine, edges: tuple[float, float], new_column: bool
) -> FlowHint:  # fmt: skip
    em = line.size
    indent = (seen.x0 - edges[0]) / em
    ratio = em / before.size if before.size else 1.0
    step = 0.0 if new_column else seen.bottom - before.bottom
    line.step = step
    if not 1 / OTHER_SIZE <= ratio <= OTHER_SIZE or line.colour != before.colour:
        return "starts"
    if step > 0 and before.step > 0 and step > WIDE_GAP * before.step and before.room > 0.6:
        return "starts"
    if line.centred and before.centred:
        return "goes on" if not new_column and step <= 2.4 * em else "starts"
    ended = before.room >= ROOM and before.room >= line.first_word + 0.7
    if indent >= INDENTED:
        return "starts" if not (before.centred and not ended) else ""
    if before.centred:
        return "starts" if ended else ""
    if indent <= FLUSH:
        return "starts" if ended and before.room >= line.first_word + 2.2 else "" if ended else "goes on"
    return ""
