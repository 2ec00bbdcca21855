"""The boxes that readers of PDF give to glyphs: the em around the baseline, whatever a font says of its own height.

Both readers of PDF use these, so that their boxes can be compared. Not here: reading of fonts or matrices.
"""

from __future__ import annotations

ASCENT, DESCENT = 0.88, 0.12  # of the em above and below the baseline: the ideographic em box of Chinese fonts
LONGEST_ADVANCE = 3.0  # ems: a box wider than that is a fault of the font
UPRIGHT = 3  # degrees: text turned by less is taken for upright

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points as displayed."""


def em_box(box: Box, angle: int, size: float, baseline: tuple[float, float]) -> Box:
    """The box with the height of the em around the baseline: fonts' own ascents differ, also within a line.

    ``angle`` is 0, 90, 180 or 270 degrees clockwise; ``baseline`` is a point of it.
    """
    x0, top, x1, bottom = box
    x, y = baseline
    up, down = ASCENT * size, DESCENT * size
    longest = LONGEST_ADVANCE * size
    if angle == 0:
        return x0, y - up, min(x1, x0 + longest), y + down
    if angle == 180:
        return x0, y - down, min(x1, x0 + longest), y + up
    if angle == 90:  # read downwards: letters' heads point to the right
        return x - down, top, x + up, min(bottom, top + longest)
    return x - up, top, x + down, min(bottom, top + longest)


def snapped_angle(degrees: float) -> int:
    """Whole degrees from 0 to 359; what is nearly along an axis is along it."""
    turned = round(degrees) % 360
    nearest = round(turned / 90) * 90
    return nearest % 360 if abs(turned - nearest) <= UPRIGHT else turned


def shares(x0: float, x1: float, count: int) -> list[tuple[float, float]]:
    """Left and right end of each of ``count`` characters that a ligature draws in one box."""
    share = (x1 - x0) / count
    return [(x0 + number * share, x0 + (number + 1) * share) for number in range(count)]
