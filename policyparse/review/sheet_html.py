"""The left side of the review page for notices with pages: each page's picture, its text over it, and the marks.

The text lies over the picture unseen, so that it can be selected, found and read aloud; where there is no picture it
is what is seen. Not here: notices without pages (`text_html`).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence

from policyparse.review.escaping import shown
from policyparse.review.labels import label
from policyparse.review.marks import Box, Mark
from policyparse.review.sheets import SheetPicture, TextLine

BASELINE = 0.36  # of the letter size: how far below the middle of a line its letters stand (script/text.js too)


def sheets_html(sheets: Sequence[SheetPicture], marks: Sequence[Mark], text: str, language: str) -> Iterator[str]:
    """A figure a page."""
    widest = max((sheet.width for sheet in sheets), default=1.0)
    by_page: dict[int, list[str]] = {}
    for page, html in _boxes(marks, {sheet.number: sheet for sheet in sheets}):
        by_page.setdefault(page, []).append(html)
    for sheet in sheets:
        yield _sheet(sheet, widest, by_page.get(sheet.number, []), text, language)


def _sheet(sheet: SheetPicture, widest: float, marks: list[str], text: str, language: str) -> str:
    number, width, height = sheet.number, sheet.width, sheet.height
    style = f"width:{100 * width / widest:.2f}%;aspect-ratio:{width:.1f}/{height:.1f}"
    image = ""
    if sheet.ground is not None:
        data = base64.b64encode(sheet.ground.data).decode("ascii")
        alt = f'alt="{shown(label("page.image", language))} {number}"'
        image = f'<img {alt} decoding="async" src="data:{sheet.ground.media_type};base64,{data}">'
    drawn = [_line(line, text) for line in sheet.lines]
    drawn += [_character(*one) for one in sheet.beside]
    drawn += [f'<line x1="{a:.1f}" y1="{b:.1f}" x2="{c:.1f}" y2="{d:.1f}"/>' for a, b, c, d in sheet.strokes]
    words = (
        f'<svg class="words" viewBox="0 0 {width:.1f} {height:.1f}" preserveAspectRatio="none">{"".join(drawn)}</svg>'
    )
    kind = "sheet" if image else "sheet drawn"
    number_below = f'<figcaption class="pg">{number}</figcaption>'
    return (
        f'<figure class="{kind}" id="page-{number}" data-page="{number}" style="{style}">'
        f"{image}{words}{''.join(marks)}{number_below}</figure>\n"
    )


def _line(line: TextLine, text: str) -> str:
    """A line of the text over the page; ``data-box``: how high it is, and its right edge."""
    words = text[line.start : line.start + len(line.x0s)]
    # SVG counts UTF-16 units.
    lefts = " ".join(
        f"{x0:.1f}".removesuffix(".0") for x0, word in zip(line.x0s, words, strict=True) for _ in range(_units(word))
    )
    # No larger than its characters are apart: a box may be higher than its letters.
    widest = max((b - a for a, b in zip(line.x0s, (*line.x0s[1:], line.x1), strict=True)), default=0.0)
    size = max(1.0, min(line.bottom - line.top, 1.15 * widest) if widest > 0 else line.bottom - line.top)
    base = (line.top + line.bottom) / 2 + BASELINE * size
    box = f"{line.bottom - line.top:.1f} {line.x1:.1f}"
    return (
        f'<text data-s="{line.start}" data-box="{box}" x="{lefts}" y="{base:.1f}" font-size="{size:.1f}">'
        f"{shown(words)}</text>"
    )


def _units(character: str) -> int:
    return 2 if character > "\uffff" else 1


def _character(character: str, x0: float, top: float, bottom: float) -> str:
    """A character that is on the page and not in the text; it cannot be selected."""
    place = f'x="{x0:.1f}" y="{bottom - 0.14 * (bottom - top):.1f}" font-size="{max(1.0, bottom - top):.1f}"'
    return f'<text class="beside" {place}>{shown(character)}</text>'


def _boxes(marks: Sequence[Mark], sheets: dict[int, SheetPicture]) -> Iterator[tuple[int, str]]:
    """Page and HTML of each box of each mark; the first of a row is where links to the row's place lead."""
    led: set[str] = set()
    for mark in marks:
        for place, box in enumerate(mark.regions):
            sheet = sheets.get(box[0])
            if sheet is None:
                continue
            name = f' id="mark-{shown(mark.row)}"' if mark.row not in led else ""
            led.add(mark.row)
            first = " first" if place == 0 else ""
            html = (
                f'<a class="mark k-{mark.kind}{first}" href="#{shown(mark.row)}"{name} data-row="{shown(mark.row)}"'
                f' tabindex="-1" aria-hidden="true" style="{_where(box, sheet)}"></a>'
            )
            yield box[0], html


def _where(box: Box, sheet: SheetPicture) -> str:
    _, x0, top, x1, bottom = box
    parts = (
        ("left", x0 / sheet.width), ("top", top / sheet.height),
        ("width", (x1 - x0) / sheet.width), ("height", (bottom - top) / sheet.height),
    )  # fmt: skip
    # What is drawn at a mark is as large as its line: a letter size in shares of the sheet's width.
    size = f"font-size:{100 * (bottom - top) / sheet.width:.2f}cqw"
    return ";".join([*(f"{name}:{100 * share:.2f}%" for name, share in parts), size])
