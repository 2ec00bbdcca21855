"""Where a stretch of the manuscript's text stands among the characters of its source, piece by piece.

For: marking facts in the text that a user gave (spaCy). Not for: lines and columns (`Manuscript.locate`), nor searching
for words: the pieces come from the source map alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from policyparse.layout.manuscript import Manuscript

Piece = tuple[int, int]
"""Offsets of a stretch of the source's characters, end excluded."""


class SourcePieces:
    """The way from stretches of a manuscript's text to pieces of its source; ``shift``: characters before the first."""

    def __init__(self, manuscript: Manuscript, shift: int = 0) -> None:
        found = manuscript.source_map
        ends = (*found.offsets[1:], len(manuscript.text))
        runs = zip(found.offsets, ends, found.raws, found.copied, strict=True)
        # (offset in the text, end there, offset in the source) of each run that was copied from there
        self._runs = [(start, end, raw + shift) for start, end, raw, copied in runs if copied]
        self._kept = sorted((raw, raw + end - start) for start, end, raw in self._runs)

    def of(self, start: int, end: int) -> list[Piece]:
        """The pieces that ``text[start:end]`` was copied from, in the order of the text.

        What was dropped in between (a wrap, a page's number) parts no piece; what stands elsewhere in the text does,
        and so does a step back, as where a scrambled row was put in order.
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
            if pieces and pieces[-1][1] <= low and not self._holds_text(pieces[-1][1], low):
                pieces[-1] = pieces[-1][0], high
            else:
                pieces.append((low, high))
        return pieces

    def _holds_text(self, low: int, high: int) -> bool:
        """Whether any character of this stretch of the source stands in the text."""
        at = bisect_left(self._kept, (low, low))
        before = at > 0 and self._kept[at - 1][1] > low
        return low < high and (before or (at < len(self._kept) and self._kept[at][0] < high))
