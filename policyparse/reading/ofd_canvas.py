"""One OFD page while it is drawn: its characters, its lines and areas, its pictures, and what was left out of it.

Not for: where glyphs stand (`ofd_text`), which lines are rulings (`ofd_paths`), what becomes of pictures (`ofd`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from policyparse.reading.drawn_lines import Drawing
from policyparse.reading.glyphs import GlyphRecorder
from policyparse.reading.ofd_document import Media
from policyparse.reading.ofd_values import Matrix
from policyparse.reading.pages import Fill, Ruling, Style

MAX_LINES = 20_000  # of one sheet; beyond them it is a drawing, not a table


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


@dataclass(slots=True)
class Canvas:
    """One sheet, ``width`` and ``height`` in points; ``room`` is how many characters it may take."""

    recorder: GlyphRecorder
    width: float
    height: float
    room: int
    drawing: Drawing = field(default_factory=Drawing)
    pictures: list[Picture] = field(default_factory=list)
    characters: list[str] = field(default_factory=list)
    boxes: tuple[list[float], ...] = field(default_factory=lambda: ([], [], [], []))
    styles: list[int] = field(default_factory=list)
    hidden: int = 0
    """Characters of objects that are not to be seen."""
    outside: int = 0
    """Characters beyond the edge of the sheet."""
    cut: bool = False
    """Whether more is drawn than was looked at."""

    @property
    def full(self) -> bool:
        """Whether there is no room for another character."""
        return len(self.characters) + self.outside >= self.room

    def style(self, style: Style) -> int:
        """The index of a style."""
        return self.recorder.style(style)

    def add(self, character: str, box: tuple[float, float, float, float], style: int) -> None:
        """One character with its box (x0, top, x1, bottom, in points) and the index of its style."""
        if box[2] <= 0 or box[3] <= 0 or box[0] >= self.width or box[1] >= self.height:
            self.outside += 1
            return
        x0, top, x1, bottom = self.boxes
        x0.append(box[0])
        top.append(box[1])
        x1.append(box[2])
        bottom.append(box[3])
        self.characters.append(character)
        self.styles.append(style)

    def record(self) -> None:
        """Hand the characters on; once, when the sheet is drawn."""
        self.recorder.add("".join(self.characters), self.boxes, self.styles)

    def has_letters(self) -> bool:
        """Whether anything but blanks is written on it."""
        return any(not character.isspace() for character in self.characters)

    def shapes(self) -> tuple[tuple[Ruling, ...], tuple[Fill, ...]]:
        """Rulings and fills as far as they lie on the sheet, each once."""
        rulings, fills = self.drawing.finish()
        return (
            tuple(dict.fromkeys(Ruling(*part) for part in self._on_sheet(rulings))),
            tuple(dict.fromkeys(Fill(*part) for part in self._on_sheet(fills))),
        )

    def _on_sheet(self, shapes: tuple[Ruling, ...] | tuple[Fill, ...]) -> Iterator[tuple[float, float, float, float]]:
        for shape in shapes:
            x0, x1 = max(shape.x0, 0.0), min(shape.x1, self.width)
            top, bottom = max(shape.top, 0.0), min(shape.bottom, self.height)
            if x0 <= x1 and top <= bottom:
                yield x0, top, x1, bottom
