"""Where a stretch of the manuscript's text stands among the characters of its source, piece by piece.

For: marking facts in the text that a user gave (spaCy). Not for: lines and columns (`Manuscript.locate`), nor searching
for words: the pieces come from the source map alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from policyparse.layout.manuscript import Manuscript

Piece = tuple[int, int]
"""Offsets of a stretch of the source's characters, end excluded."""


LONGEST_MARK = 20  # characters: what a page prints at its edge is no longer, a footnote is


class SourcePieces:
    """The way from stretches of a manuscript's text to pieces of its source; ``shift``: characters before the first."""

    def __init__(self, manuscript: Manuscript, shift: int = 0) -> None:
        found = manuscript.source_map
        ends = (*found.offsets[1:], len(manuscript.text))
        runs = zip(found.offsets, ends, found.raws, found.copied, strict=True)
        # (offset in the text, end there, offset in the source) of each run that was copied from there
        self._runs = [(start, end, raw) for start, end, raw, copied in runs if copied]
        self._kept = sorted((raw, raw + end - start) for start, end, raw in self._runs)
        self._characters = manuscript.pages.characters
        self._shift = shift

    def of(self, start: int, end: int) -> list[Piece]:
        """The pieces that ``text[start:end]`` was copied from, in the order of the text.

        What was dropped in between parts no piece where it is short (a wrap, a page's number). A footnote does, so does
        what stands elsewhere in the text, and a step back, as where a scrambled row was put in order.
        """
        pieces: list[Piece] = []
        at = max(bisect_right(self._runs, start, key=lambda run: run[0]) - 1, 0)
        while at < len(self._runs) and self._runs[at][0] < end:
            run_start, run_end, raw = self._runs[at]
            at += 1
            first, last = max(start, run_start), min(end, run_end)
            if first >= last:
                continue
            low, high = raw + first - run_start, raw + last - run_start
            if pieces and pieces[-1][1] <= low and not self._parts(pieces[-1][1], low):
                pieces[-1] = pieces[-1][0], high
            else:
                pieces.append((low, high))
        return [(low + self._shift, high + self._shift) for low, high in pieces]

    def _parts(self, low: int, high: int) -> bool:
        """Whether more than a mark stands between two pieces: a character of the text itself, or a long stretch."""
        at = bisect_left(self._kept, (low, low))
        if low < high and at and self._kept[at - 1][1] > low:
            return True
        if at < len(self._kept) and self._kept[at][0] < high:
            return True
        return len("".join(self._characters[low:high].split())) > LONGEST_MARK
