"""What a walk over OFD pages gathers: the glyphs of all sheets, and the rulings and pictures of one.

For: the arrays behind ``Glyphs``. Not for: where glyphs stand (`ofd_text`) or which lines are rulings (`ofd_paths`).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from policyparse.reading.ofd_document import Media
from policyparse.reading.ofd_values import Matrix
from policyparse.reading.pages import Glyphs, Ruling, Style


class Picture(NamedTuple):
    """An image on a sheet; ``place`` leads from the unit square, the image's upper left corner at 0 0, to points."""

    media: Media
    place: Matrix

    def covered(self, width: float, height: float) -> float:
        """Which part of a sheet of this size lies under the picture's bounding box, 0 to 1."""
        corners = [self.place.point(x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
        top, bottom = min(y for _, y in corners), max(y for _, y in corners)
        across = max(0.0, min(x1, width) - max(x0, 0.0))
        down = max(0.0, min(bottom, height) - max(top, 0.0))
        return across * down / (width * height)


class Ink:
    """The glyphs of all sheets, one entry a character, in the order in which they are drawn."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._x0, self._top, self._x1, self._bottom = (array("f") for _ in range(4))
        self._style = array("L")
        self._styles: dict[Style, int] = {}

    def __len__(self) -> int:
        return len(self._style)

    def index_of(self, style: Style) -> int:
        """The number by which ``add`` knows a style."""
        return self._styles.setdefault(style, len(self._styles))

    def add(self, character: str, box: tuple[float, float, float, float], style: int) -> None:
        """One character with its box (x0, top, x1, bottom, in points) and the index of its style."""
        self._x0.append(box[0])
        self._top.append(box[1])
        self._x1.append(box[2])
        self._bottom.append(box[3])
        self._parts.append(character)
        self._style.append(style)

    def characters(self) -> str:
        """All characters; an entry of the arrays for each."""
        return "".join(self._parts)

    def has_letters(self, start: int, end: int) -> bool:
        """Whether anything but blanks stands there."""
        return any(not part.isspace() for part in self._parts[start:end])

    def glyphs(self) -> Glyphs:
        """The arrays as a reader hands them on."""
        return Glyphs(self._x0, self._top, self._x1, self._bottom, self._style, tuple(self._styles))


@dataclass(slots=True)
class Canvas:
    """One sheet that is being drawn, ``width`` and ``height`` in points; its glyphs go to the common ink."""

    ink: Ink
    width: float
    height: float
    rulings: dict[Ruling, None] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    hidden: int = 0
    """Characters of text objects that are not to be seen."""
    cut: bool = False
    """Whether more is drawn than was looked at."""

    def rule(self, lines: Iterable[Ruling]) -> None:
        """Add drawn lines, as far as they lie on the sheet."""
        for line in lines:
            x0, x1 = max(line.x0, 0.0), min(line.x1, self.width)
            top, bottom = max(line.top, 0.0), min(line.bottom, self.height)
            if x0 <= x1 and top <= bottom and len(self.rulings) < MAX_RULINGS:
                self.rulings[Ruling(x0, top, x1, bottom)] = None


MAX_RULINGS = 20_000  # of one sheet; beyond them it is a drawing, not a table
