"""The lines of a table cell → its text: wraps are read through, breaks that an author made become a blank.

Not here: which glyphs stand in which cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from policyparse.layout.glyph_lines import GlyphLines, Piece, VisualLine
from policyparse.layout.strand import EMPTY, Strand, inserted, join

SPARE = 1.6  # ems that must be left on a line for its break to be the author's: a closing mark may not begin a line
CLOSING = "，。、；：！？）》」』】〕”’,.;:!?)]%"


class CellText:
    """Makes the text of cells of one source."""

    def __init__(self, lines: GlyphLines) -> None:
        self._lines = lines
        self.glyphs = lines.glyphs
        self.characters = lines.characters

    def lines_in(self, offsets: Sequence[int]) -> list[VisualLine]:
        """The lines of a cell; text that is turned as a whole is read along its own baseline."""
        return self._lines.lines(self._lines.pieces(offsets))

    def finer(self, lines: Sequence[VisualLine], touching: float) -> list[VisualLine]:
        """The same glyphs in lines whose pieces end at smaller gaps, in ems."""
        offsets = sorted(chain.from_iterable(piece.offsets for line in lines for piece in line.pieces))
        return self._lines.lines(self._lines.pieces(offsets, touching))

    def said(self, line: VisualLine | Piece) -> str:
        """The text of a line, or of a piece by itself."""
        return self._lines.strand(line).text

    def gathered(self, pieces: Sequence[Piece]) -> list[VisualLine]:
        """Pieces as lines."""
        return self._lines.lines(pieces)

    def crossed(self, piece: Piece, borders: Iterable[float], gap: float) -> set[float]:
        """The borders that a piece goes over without leaving ``gap`` ems there between two of its glyphs."""
        g = self._lines.glyphs
        found: set[float] = set()
        for border in borders:
            if not piece.x0 < border - 1 or not piece.x1 > border + 1:
                continue
            left = [g.x1[o] for o in piece.offsets if (g.x0[o] + g.x1[o]) / 2 <= border]
            right = [g.x0[o] for o in piece.offsets if (g.x0[o] + g.x1[o]) / 2 > border]
            if left and right and min(right) - max(left) < gap * piece.size:
                found.add(border)
        return found

    def strand(self, lines: Sequence[VisualLine], width: float) -> Strand:
        """The cell's text; ``width`` in points is what a line of it can take."""
        parts: list[Strand] = []
        before: VisualLine | None = None
        for line in lines:
            strand = self._lines.strand(line)
            if not strand.text:
                continue
            if before is not None and parts and self._is_parted(before, parts[-1], line, strand, width):
                parts.append(inserted(" ", strand.raw_start))
            parts.append(strand)
            before = line
        return join(parts) if parts else EMPTY

    def turned(self, offsets: Sequence[int]) -> Strand | None:
        """The text of a cell whose glyphs are turned by 90° either way; None where most stand upright."""
        g = self._lines.glyphs
        angles = [g.styles[g.style[offset]].angle for offset in offsets]
        for angle in (90, 270):
            if 2 * angles.count(angle) > len(angles):
                sign = 1 if angle == 90 else -1
                # Columns of a text that reads downwards go from right to left, one that reads upwards the other way.
                ordered = sorted(offsets, key=lambda o: (-sign * round(g.x0[o] / 4), sign * g.top[o]))
                text = "".join(self._lines.characters[o] for o in ordered)
                return join(Strand(text[n], ((0, o, True),)) for n, o in enumerate(ordered))
        return None

    def _is_parted(
        self, before: VisualLine, said: Strand, line: VisualLine, strand: Strand, width: float
    ) -> bool:  # fmt: skip
        """Whether a blank belongs between two lines: between Latin words, and where the second would have had room."""
        last, first = said.text[-1], strand.text[0]
        if last.isascii() and first.isascii() and last.isalnum() and first.isalnum():
            return not (last.isdigit() and first.isdigit())
        if first in CLOSING or last in "（《“‘〔【(、，":
            return False
        word = _first_word(strand.text) * line.size
        return before.x1 - before.x0 + word + SPARE * line.size <= width


def _first_word(text: str) -> float:
    """Ems that cannot be parted at the beginning of a text: a Latin word or number, or one Chinese character."""
    length = 0
    while length < len(text) and text[length].isascii() and not text[length].isspace():
        length += 1
    return length * 0.55 if length else 1.0
