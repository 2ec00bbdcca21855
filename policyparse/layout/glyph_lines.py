"""Glyphs → the lines that an eye sees: pieces on one baseline, gathered into lines, blanks where the page has them.

Serves prose (`layout.page_lines`) and table cells (`tables.page_cells`). Not here: columns, paragraphs, cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import sub

from policyparse.layout.strand import DROPPED, ENDS, Run, Strand, remove
from policyparse.lazy_regex import regex
from policyparse.reading.pages import Glyphs

SAME_LINE = 0.5  # share of the lower of two pieces' heights by which they must overlap to stand on one line
DEEP = 0.85  # so deep pieces overlap only where words are drawn twice
TAKEN = 0.3  # share of the narrower of two pieces that the other may cover
TOUCHING = 0.9  # ems between two glyphs of one piece, at most
CLOSE = 0.4  # ems: what stands so close is one piece, whoever asks for pieces
BACK = 0.6  # ems by which a glyph may begin before the one before it ends: negative kerning
RAISED_SIZE = 0.8  # of the line's size: larger digits are no superscripts
RAISED_BY = 0.12  # ems by which a superscript's foot stands above the line's foot
WORD_GAP = 0.17  # ems between two Latin words, at least: a narrow font's blank
LATIN_PAIR = regex("[0-9A-Za-z](?=[0-9A-Za-z])")  # between which there may be a blank
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPT = str.maketrans("0123456789", SUPERSCRIPTS)
DOUBLED = 0.25  # ems: the same character so close to itself is drawn twice to look bold


@dataclass(slots=True)
class Piece:
    """Glyphs that follow one another on one baseline: raw offsets with the box around them."""

    offsets: Sequence[int]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def height(self) -> float:
        """Height of the box."""
        return self.bottom - self.top


@dataclass(slots=True)
class VisualLine:
    """Pieces on one line, from left to right; the box around them, and the size of most of its glyphs."""

    pieces: list[Piece]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float


class GlyphLines:
    """Makes lines of the glyphs of one source; ``characters`` are the folded ones.

    ``check`` raises when the time is up. All work on pages makes lines again and again, and so looks at the clock.
    """

    def __init__(self, glyphs: Glyphs, characters: str, check: Callable[[], None] = lambda: None) -> None:
        self.glyphs = glyphs
        self.characters = characters
        self.check = check
        self._sizes = [style.size for style in glyphs.styles]
        self._ends = _run_ends(glyphs, characters)

    def pieces(self, offsets: Sequence[int], touching: float = TOUCHING) -> list[Piece]:
        """The pieces that raw offsets, in file order, make; ``touching``: ems between two glyphs of one, at most.

        ``touching`` is ``CLOSE`` or more, so that a run of glyphs that stand close is taken at once.
        """
        self.check()
        g, characters, sizes, ends = self.glyphs, self.characters, self._sizes, self._ends
        x0s, tops, x1s, bottoms, styles = g.x0, g.top, g.x1, g.bottom, g.style
        found: list[Piece] = []
        own: list[int] = []  # of the open piece: its offsets, its right and lower edge, its size
        right = foot = em = 0.0
        back = reach = near = smallest = largest = 0.0  # of the open piece: what a glyph of it keeps to
        before = ""
        for stretch in _stretches(offsets):
            offset, stop = stretch.start, stretch.stop
            while offset < stop:
                x0, x1, bottom, size = x0s[offset], x1s[offset], bottoms[offset], sizes[styles[offset]]
                fits = own and -near <= bottom - foot <= near and smallest <= size <= largest
                if fits and characters[offset] == before and abs(x0 - x0s[own[-1]]) < DOUBLED * em:
                    offset += 1
                    continue
                if fits and back <= x0 - right <= reach:
                    own.append(offset)
                    right = x1 if x1 > right else right
                else:
                    if own:
                        _close(found[-1], own, right)
                    own, right, foot, em = [offset], x1, bottom, max(size, 0.1)
                    back, reach, near, smallest, largest = -BACK * em, touching * em, 0.08 * em, 0.8 * em, 1.25 * em
                    found.append(Piece(own, x0, tops[offset], right, bottom, em))
                end = ends[offset] if right == x1 and size == em else offset + 1
                if end > stop:
                    end = stop
                if end > offset + 1:
                    own.extend(range(offset + 1, end))
                    right = x1s[end - 1]
                before, offset = characters[end - 1], end
        if own:
            _close(found[-1], own, right)
        return found

    def lines(self, pieces: Sequence[Piece]) -> list[VisualLine]:
        """Pieces gathered into lines, from the top down; each line's pieces from left to right."""
        self.check()
        found: list[VisualLine] = []
        for piece in sorted(pieces, key=lambda piece: (piece.top + piece.bottom, piece.x0)):
            top, bottom = piece.top, piece.bottom
            own_height = bottom - top
            for line in reversed(found[-4:]):
                # Written out, since this is run for each piece and line: min and max would take half of the time.
                lower = line.bottom if line.bottom < bottom else bottom
                overlap = lower - (line.top if line.top > top else top)
                height = line.bottom - line.top
                height = height if height < own_height else own_height
                if overlap >= SAME_LINE * height and not (overlap < DEEP * height and _is_taken(line, piece)):
                    line.pieces.append(piece)
                    if piece.size > line.size * 1.25:  # a large piece sets the line, small ones hang on it
                        line.top, line.bottom, line.size = piece.top, piece.bottom, piece.size
                    break
            else:
                found.append(VisualLine([piece], 0.0, piece.top, 0.0, piece.bottom, piece.size))
        for line in found:
            self._finish(line)
        return [line for line in found if line.pieces]

    def _finish(self, line: VisualLine) -> None:
        """Sort a line's pieces, drop those that are drawn twice, and measure it."""
        if len(line.pieces) == 1:  # as most do
            (only,) = line.pieces
            line.x0, line.x1, line.size = only.x0, only.x1, only.size
            return
        line.pieces.sort(key=lambda piece: piece.x0)
        kept: list[Piece] = []
        for piece in line.pieces:
            if kept and self._is_double(kept[-1], piece):
                continue
            kept.append(piece)
        line.pieces = kept
        line.x0 = min(piece.x0 for piece in kept)
        line.x1 = max(piece.x1 for piece in kept)
        largest = max(kept, key=lambda piece: (len(piece.offsets), piece.size))
        line.size = largest.size

    def _is_double(self, first: Piece, second: Piece) -> bool:
        """The same words drawn a second time with a slight shift, to look bold or shaded."""
        near = DOUBLED * first.size
        if abs(first.x0 - second.x0) > near or abs(first.bottom - second.bottom) > near:
            return False
        return self._text(first) == self._text(second)

    def _text(self, piece: Piece) -> str:
        return "".join(self.characters[offset] for offset in piece.offsets)

    def raised(self, line: VisualLine) -> frozenset[int]:
        """The raw offsets of a line that stand raised and small: calls of notes, exponents."""
        small = (offset for piece in line.pieces if _is_raised(piece, line) for offset in piece.offsets)
        signs = (o for piece in line.pieces for o in piece.offsets if self.characters[o] in SUPERSCRIPTS)
        return frozenset((*small, *signs))

    def strand(self, line: VisualLine | Piece) -> Strand:
        """The text of a line: blanks between words, superscript digits as such, none inside Chinese text."""
        pieces = line.pieces if isinstance(line, VisualLine) else [line]
        parts: list[str] = []
        runs: list[Run] = []
        length, expected, last_x1 = 0, -1, 0.0
        before = ""
        x0s, x1s = self.glyphs.x0, self.glyphs.x1
        for piece in pieces:
            raised, gap = _is_raised(piece, line), WORD_GAP * piece.size
            for stretch in _stretches(piece.offsets):
                at, stop = stretch.start, stretch.stop
                text = self.characters[at:stop]
                seconds = [at + found.end() for found in LATIN_PAIR.finditer(text)]
                places = [place for place in seconds if x0s[place] - x1s[place - 1] > gap]
                if before and x0s[at] - last_x1 > gap and _parts_words(before, text[0]):
                    places.insert(0, at)
                for place in (*places, stop):
                    if place > at:
                        if at != expected:
                            runs.append((length, at, True))
                        part = self.characters[at:place]
                        parts.append(part.translate(SUPERSCRIPT) if raised else part)
                        length += place - at
                        at = expected = place
                    if place < stop:  # a blank stands between two words
                        parts.append(" ")
                        runs.append((length, place, False))
                        length, expected = length + 1, -1
                before, last_x1 = text[-1], x1s[stop - 1]
        return tidy(Strand("".join(parts), tuple(runs)))


def _run_ends(glyphs: Glyphs, characters: str) -> list[int]:
    """For each glyph, where the run ends in which every glyph is of one piece with the one before it, for certain.

    In a run all have one style and foot, each ends further right than the one before, and none is drawn twice.
    """
    x0s, x1s, bottoms, styles = glyphs.x0, glyphs.x1, glyphs.bottom, glyphs.style
    ems = [max(style.size, 0.1) for style in glyphs.styles]
    backs, reaches = [-BACK * em for em in ems], [CLOSE * em for em in ems]
    now = zip(x0s[1:], x1s[1:], bottoms[1:], styles[1:], characters[1:], strict=True)
    cuts = [
        at
        for at, ((x0, x1, bottom, style, character), right, foot, same, before) in enumerate(
            zip(now, x1s, bottoms, styles, characters, strict=False), 1
        )
        if style != same
        or bottom != foot
        or x1 <= right
        or character == before
        or not backs[style] <= x0 - right <= reaches[style]
    ]
    ends: list[int] = []
    for start, end in pairwise([0, *cuts, len(characters)]):
        ends += [end] * (end - start)
    return ends


def _stretches(offsets: Sequence[int]) -> list[range]:
    """Offsets as stretches in which each is the next one of the source."""
    if type(offsets) is range:
        return [offsets]
    cuts = [at for at, step in enumerate(map(sub, offsets[1:], offsets), 1) if step != 1]
    ends = [0, *cuts, len(offsets)] if offsets else []
    return [range(offsets[start], offsets[end - 1] + 1) for start, end in pairwise(ends)]


def _close(piece: Piece, offsets: list[int], right: float) -> None:
    """A piece whose glyphs are all found; offsets that follow one another take no room, as nearly all do."""
    piece.x1 = right
    if offsets[-1] - offsets[0] + 1 == len(offsets):
        piece.offsets = range(offsets[0], offsets[-1] + 1)


def _is_taken(line: VisualLine, piece: Piece) -> bool:
    """Whether words of the line stand where a piece stands: it is of another line, however close that may be."""
    for other in line.pieces:
        if min(other.size, piece.size) <= RAISED_SIZE * max(other.size, piece.size):
            continue  # a raised digit stands close, also over what follows it
        over = min(other.x1, piece.x1) - max(other.x0, piece.x0)
        if over > TAKEN * min(other.x1 - other.x0, piece.x1 - piece.x0):
            return True
    return False


def _is_raised(piece: Piece, line: VisualLine | Piece) -> bool:
    return piece.size <= RAISED_SIZE * line.size and piece.bottom < line.bottom - RAISED_BY * line.size


def tidy(strand: Strand) -> Strand:
    """Without blanks at the ends and inside Chinese text."""
    text = strand.text
    if not text.strip(ENDS):
        return Strand("", ())
    spans = [found.span() for found in DROPPED.finditer(text)]
    if spans:
        strand = remove(strand, spans)
    return strand.strip() if strand.text[0] in ENDS or strand.text[-1] in ENDS else strand


def _parts_words(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
