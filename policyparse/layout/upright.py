"""Sheets that are set sideways, turned so that their text stands upright while they are laid out.

Only layout sees the turned sheets; the manuscript's pages, and so all evidence, stay as displayed. Not here: rotation
that the file itself asks for (the reader gives pages as displayed), single turned cells (`tables.cell_text`).
"""

from __future__ import annotations

from array import array
from dataclasses import replace

from policyparse.layout.watermarks import main_angle
from policyparse.reading.pages import Fill, Glyphs, Pages, Ruling, Sheet, Style

Box = tuple[float, float, float, float]


def upright(pages: Pages) -> Pages:
    """The pages with every sheet turned so that most of its text reads from left to right."""
    glyphs = pages.glyphs
    if glyphs is None:
        return pages
    angles = {sheet.number: main_angle(sheet, glyphs) for sheet in pages.sheets}
    if not any(angles.values()):
        return pages
    boxes = tuple(array("f", column) for column in (glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom))
    styles = dict.fromkeys(glyphs.styles)
    style = array("I", glyphs.style)
    sheets = []
    for sheet in pages.sheets:
        angle = angles[sheet.number]
        if angle:
            _turn_glyphs(sheet, angle, boxes)
            _turn_styles(sheet, angle, glyphs, style, styles)
            sheet = _turned_sheet(sheet, angle)
        sheets.append(sheet)
    x0, top, x1, bottom = boxes
    turned = Glyphs(x0, top, x1, bottom, style, tuple(styles), glyphs.confidence)
    return replace(pages, sheets=tuple(sheets), glyphs=turned)


def _turned(box: Box, angle: int, width: float, height: float) -> Box:
    """A box on a sheet of that size, the sheet turned back by the angle of its text (degrees clockwise)."""
    x0, top, x1, bottom = box
    if angle == 90:
        return top, width - x1, bottom, width - x0
    if angle == 270:
        return height - bottom, x0, height - top, x1
    return width - x1, height - bottom, width - x0, height - top


def _turn_glyphs(sheet: Sheet, angle: int, boxes: tuple[array[float], ...]) -> None:
    for offset in range(sheet.start, sheet.end):
        x0, top, x1, bottom = (column[offset] for column in boxes)
        for column, value in zip(boxes, _turned((x0, top, x1, bottom), angle, sheet.width, sheet.height), strict=True):
            column[offset] = value


def _turn_styles(sheet: Sheet, angle: int, glyphs: Glyphs, style: array[int], styles: dict[Style, None]) -> None:
    """Angles count from the sheet's own text; a style that no sheet had yet is added."""
    known: dict[int, int] = {}
    places = {found: number for number, found in enumerate(styles)}
    for offset in range(sheet.start, sheet.end):
        index = style[offset]
        if index not in known:
            old = glyphs.styles[index]
            new = old._replace(angle=(old.angle - angle) % 360)
            known[index] = places.setdefault(new, len(styles))
            styles.setdefault(new)
        style[offset] = known[index]


def _turned_sheet(sheet: Sheet, angle: int) -> Sheet:
    size = (sheet.width, sheet.height)
    rulings = tuple(Ruling(*_turned(ruling, angle, *size)) for ruling in sheet.rulings)
    fills = tuple(Fill(*_turned(fill, angle, *size)) for fill in sheet.fills)
    width, height = size if angle == 180 else (sheet.height, sheet.width)
    return replace(sheet, width=width, height=height, rulings=rulings, fills=fills)
