"""Pictures of pages on which a person sees what was found: an SVG a page, self-contained, opened by any browser.

Drawn are rulings and fills as read, the cells of ruled grids, lines in reading order with their numbers, the cells of
tables with row and column, and the words that were dropped. For: ``policyparse explain --draw``. Not for: finding any
of it; facts (``explain`` lists them).
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from policyparse.layout.manuscript import Manuscript, PageBox, Paragraph, TableBlock
from policyparse.reading.pages import Sheet
from policyparse.tables.rulings import TableSettings, find_grids

LEGEND = 22.0  # points below the page
FULL = "stroke-width='0.5' fill-opacity='0.12'"
COLOURS = {
    "fill": "#c8a000",
    "ruling": "#e00000",
    "grid cell": "#0060ff",
    "line": "#008040",
    "table text": "#8000c0",
    "dropped": "#ff6000",
}
"""What is drawn → its colour; the legend below each page names them."""

PageImage = Callable[[int], bytes | None]
"""Page number → its image as PNG, None where there is none."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page's picture: its 1-based number and the SVG as text."""

    number: int
    svg: str


def page_pictures(manuscript: Manuscript, settings: TableSettings, image: PageImage) -> Iterator[PagePicture]:
    """A picture of each page of a notice, in order; none where the format has no pages."""
    found = _Found(manuscript)
    for sheet in manuscript.pages.sheets:
        ground = image(sheet.number)
        parts = [_image(ground, sheet) if ground else _glyphs(manuscript, sheet)]
        parts += _shapes(sheet, settings)
        parts += found.drawn_on(sheet)
        yield PagePicture(sheet.number, _svg(sheet, parts))


class _Found:
    """What the manuscript holds, by page."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript = manuscript
        self._by_page: dict[int, list[str]] = {}
        self._lines: dict[int, int] = {}
        tables = 0
        for block in manuscript.blocks:
            if isinstance(block, Paragraph):
                self._add_paragraph(block)
            else:
                tables += 1
                self._add_table(block, tables)
        self._used = bytearray(len(manuscript.pages.characters))
        for raw in manuscript.source_map.raw_offsets(0, len(manuscript.text)):
            self._used[raw] = 1

    def drawn_on(self, sheet: Sheet) -> list[str]:
        """Lines, cells and dropped words of one sheet."""
        dropped = [_box(box, "dropped", words, "✕") for box, words in self._dropped(sheet)]
        return [*self._by_page.get(sheet.number, ()), *dropped]

    def _add_paragraph(self, block: Paragraph) -> None:
        words = self._manuscript.text[block.start : block.end]
        for number, box in enumerate(self._manuscript.page_boxes(block.start, block.end)):
            line = self._lines[box.page] = self._lines.get(box.page, 0) + 1
            label = f"{line}¶" if number == 0 else f"{line}"
            self._by_page.setdefault(box.page, []).append(_box(box, "line", words, label))

    def _add_table(self, block: TableBlock, table: int) -> None:
        for cell in block.cells:
            boxes = self._manuscript.page_boxes(cell.start, cell.end)
            draft = cell.draft
            label = f"T{table}:{draft.row},{draft.column}"
            spans = f" ({draft.rowspan}×{draft.colspan})" if draft.rowspan > 1 or draft.colspan > 1 else ""
            for page in sorted({box.page for box in boxes}):
                around = _around([box for box in boxes if box.page == page])
                drawn = _box(around, "table text", f"{label}{spans} {cell.text}", label + spans)
                self._by_page.setdefault(page, []).append(drawn)

    def _dropped(self, sheet: Sheet) -> Iterator[tuple[PageBox, str]]:
        """The stretches of a sheet's characters that are not in the text, blanks aside, a box a line."""
        pages = self._manuscript.pages
        glyphs = pages.glyphs
        assert glyphs is not None
        run: list[int] = []
        for raw in range(sheet.start, sheet.end + 1):
            ends = raw == sheet.end or self._used[raw]
            if run and (ends or abs(glyphs.bottom[raw] - glyphs.bottom[run[-1]]) > 3):
                boxes = [
                    PageBox(sheet.number, glyphs.x0[r], glyphs.top[r], glyphs.x1[r], glyphs.bottom[r]) for r in run
                ]
                yield _around(boxes), "".join(pages.characters[r] for r in run)
                run = []
            if not ends and not pages.characters[raw].isspace():
                run.append(raw)


def _around(boxes: Iterable[PageBox]) -> PageBox:
    pages, x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return PageBox(pages[0], min(x0s), min(tops), max(x1s), max(bottoms))


def _shapes(sheet: Sheet, settings: TableSettings) -> Iterator[str]:
    """Fills, the cells of grids, and rulings on top of them."""
    for fill in sheet.fills:
        yield _rect(*fill, "fill", FULL)
    grids, _ = find_grids(sheet.rulings, settings) if sheet.rulings else ([], [])
    for grid in grids:
        for cell in grid.cells:
            left, right = grid.xs[cell.column], grid.xs[cell.column + cell.colspan]
            top, bottom = grid.ys[cell.row], grid.ys[cell.row + cell.rowspan]
            yield _rect(left + 1, top + 1, right - 1, bottom - 1, "grid cell", "stroke-width='0.8' fill-opacity='0.04'")
    for x0, top, x1, bottom in sheet.rulings:
        yield (
            f"<line x1='{x0:.1f}' y1='{top:.1f}' x2='{x1:.1f}' y2='{bottom:.1f}'"
            f" stroke='{COLOURS['ruling']}' stroke-width='0.7'/>"
        )


def _box(box: PageBox, kind: str, words: str, label: str) -> str:
    """A box with its label (a line's to its left, a cell's above), and its words where the mouse rests."""
    title = f"<title>{_plain(words)}</title>"
    if kind == "table text":
        at = f"x='{box.x0:.1f}' y='{box.top + 1:.1f}' font-size='5.5'"
    else:
        at = f"x='{box.x0 - 2:.1f}' y='{(box.top + box.bottom) / 2 + 2.5:.1f}' font-size='7' text-anchor='end'"
    name = (
        f"<text {at} fill='{COLOURS[kind]}' stroke='white' stroke-width='1.5' paint-order='stroke'>"
        f"{_plain(label)}</text>"
    )
    return f"<g>{title}{_rect(box.x0, box.top, box.x1, box.bottom, kind, FULL)}{name}</g>"


def _rect(x0: float, top: float, x1: float, bottom: float, kind: str, style: str) -> str:
    return (
        f"<rect x='{x0:.1f}' y='{top:.1f}' width='{max(x1 - x0, 0):.1f}' height='{max(bottom - top, 0):.1f}'"
        f" fill='{COLOURS[kind]}' stroke='{COLOURS[kind]}' {style}/>"
    )


def _image(png: bytes, sheet: Sheet) -> str:
    data = base64.b64encode(png).decode("ascii")
    return (
        f"<image width='{sheet.width:.1f}' height='{sheet.height:.1f}' opacity='0.75' preserveAspectRatio='none'"
        f" href='data:image/png;base64,{data}'/>"
    )


def _glyphs(manuscript: Manuscript, sheet: Sheet) -> str:
    """The characters as they were read, each in its place: the ground where the page cannot be rendered."""
    pages = manuscript.pages
    glyphs = pages.glyphs
    assert glyphs is not None
    drawn = (
        f"<text x='{glyphs.x0[raw]:.1f}' y='{glyphs.bottom[raw]:.1f}'"
        f" font-size='{glyphs.styles[glyphs.style[raw]].size:.1f}'>{_plain(pages.characters[raw])}</text>"
        for raw in range(sheet.start, sheet.end)
        if not pages.characters[raw].isspace()
    )
    return f"<g fill='#777'>{''.join(drawn)}</g>"


def _plain(words: str) -> str:
    """Words as XML can hold them."""
    return escape("".join(c if c.isprintable() else "\ufffd" for c in words))


def _svg(sheet: Sheet, parts: Iterable[str]) -> str:
    width, height = sheet.width, sheet.height + LEGEND
    names = [f"<tspan fill='{colour}' dx='6'>■ {kind}</tspan>" for kind, colour in COLOURS.items()]
    legend = f"<text x='4' y='{height - 8:.1f}' font-size='8'>page {sheet.number}{''.join(names)}</text>"
    return "\n".join(
        (
            f"<svg xmlns='http://www.w3.org/2000/svg' width='{width:.1f}pt' height='{height:.1f}pt'"
            f" viewBox='0 0 {width:.1f} {height:.1f}' font-family='sans-serif'>",
            f"<rect width='{width:.1f}' height='{height:.1f}' fill='white'/>",
            *parts,
            legend,
            "</svg>\n",
        )
    )
