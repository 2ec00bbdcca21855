"""Watermarks: text that lies across a page or shines through it, told by its angle, colour and opacity.

Not here: images, which are never text.
"""

from __future__ import annotations

from collections import Counter

from policyparse.reading.pages import Glyphs, Sheet, Style

PALE = 165  # of 255: the darkest part of a pale colour
FAINT = 0.6  # opacity
LARGE = 1.6  # times the body's size: pale text that small is a link or a caption


def main_angle(sheet: Sheet, glyphs: Glyphs) -> int:
    """The angle in which most of a sheet's characters are set: 0, 90, 180 or 270."""
    counted: Counter[int] = Counter()
    for index, count in Counter(glyphs.style[sheet.start : sheet.end]).items():
        if glyphs.styles[index].angle % 90 == 0:
            counted[glyphs.styles[index].angle] += count
    return max(counted, key=lambda angle: (counted[angle], -angle), default=0)


def is_watermark(style: Style, body: float) -> bool:
    """Slanting text; or text that is larger than the body and pale or see-through."""
    if style.angle % 90:
        return True
    return style.size >= LARGE * body and (min(style.colour) >= PALE or style.opacity < FAINT)
