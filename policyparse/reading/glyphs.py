"""GlyphRecorder: where readers of paged formats put characters, boxes and styles as they meet them.

Not here: any format; what the characters mean.
"""

from __future__ import annotations

from array import array

from policyparse.reading.pages import Glyphs, Style


class GlyphRecorder:
    """Collects one entry a character, in file order; arrays, not objects, so that long files stay small."""

    def __init__(self) -> None:
        self._characters: list[str] = []
        self._length = 0
        self._boxes = tuple(array("f") for _ in range(4))
        self._style = array("I")
        self._styles: dict[Style, int] = {}
        self._confidence = array("f")

    def __len__(self) -> int:
        """Characters so far: the raw offset of the next one."""
        return self._length

    def style(self, style: Style) -> int:
        """The index of a style."""
        return self._styles.setdefault(style, len(self._styles))

    def add(
        self, characters: str, boxes: tuple[list[float], ...], styles: list[int], confidence: list[float] | None = None
    ) -> None:
        """Characters of one sheet with x0, top, x1, bottom and style index of each; ``confidence`` where recognised."""
        for column, values in zip(self._boxes, boxes, strict=True):
            column.extend(values)
        self._style.extend(styles)
        if confidence is not None or self._confidence:
            # Made when the first recognised page comes: all before it stood in the file as text.
            self._confidence.extend([1.0] * (self._length - len(self._confidence)))
            self._confidence.extend(confidence if confidence is not None else [1.0] * len(characters))
        self._characters.append(characters)
        self._length += len(characters)

    def finish(self) -> tuple[str, Glyphs]:
        """All characters and their glyphs."""
        x0, top, x1, bottom = self._boxes
        glyphs = Glyphs(x0, top, x1, bottom, self._style, tuple(self._styles), self._confidence)
        return "".join(self._characters), glyphs
