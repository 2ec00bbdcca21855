"""Strand: a stretch of text that knows, character for character, where in the source it comes from.

Everything that layout and tables do to text (cutting, joining, reordering, inserting) is done on strands, so the map
back to the source is recorded as it happens. Not here: any decision what to cut or join.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from policyparse.lazy_regex import regex

ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
BLANKS = " \t\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
CJK = "\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·\U00020000-\U0003ffff"
# A blank does not part the four digits of a year, which recognisers and line ends break: 2 021年, 20 23年.
_IN_YEAR = "|".join(
    f"(?<=[^0-9]{begun}[{BLANKS}])(?=[0-9]{{{rest}}} ?年)"
    for begun, rest in (("2", 3), ("(?:19|20)", 2), ("20[0-9]", 1))
)
# Blanks say nothing between Chinese characters (a wrap, letter-spacing, alignment); zero-width ones nowhere.
# One class stands first, so that the search runs through the text for it: three times as fast as two alternatives.
DROPPED = regex(
    f"[{BLANKS}{ZERO_WIDTH}]"
    f"(?:(?<=[{ZERO_WIDTH}])[{ZERO_WIDTH}]*|(?<=[{CJK}][{BLANKS}])[{BLANKS}]*(?=[{CJK}])|{_IN_YEAR})"
)
INSIDE = regex(f"[{BLANKS}{ZERO_WIDTH}]")
ENDS = BLANKS.replace("\u2000-\u200a", "".join(map(chr, range(0x2000, 0x200B)))) + ZERO_WIDTH

Run = tuple[int, int, bool]
"""(offset in the strand's text, raw offset, copied): a copied run advances with the text, an inserted one does not."""


@dataclass(slots=True)
class Strand:
    """``text`` with the runs that lead back to the source; runs are ascending in their first member.

    Never changed once made, and yet not declared frozen: there is one a line, and frozen ones are slow to make.
    """

    text: str
    runs: tuple[Run, ...]

    def __getitem__(self, part: slice) -> Strand:
        start, end, _ = part.indices(len(self.text))
        if end <= start:
            return EMPTY
        first = bisect_right(self.runs, start, key=lambda run: run[0]) - 1
        runs: list[Run] = []
        for offset, raw, copied in self.runs[first:]:
            if offset >= end:
                break
            skipped = max(0, start - offset)
            runs.append((max(offset, start) - start, raw + skipped if copied else raw, copied))
        return Strand(self.text[start:end], tuple(runs))

    def strip(self) -> Strand:
        """Without blanks at both ends."""
        end = len(self.text)
        start = end - len(self.text.lstrip(ENDS))
        end = len(self.text.rstrip(ENDS))
        return self[start:end]

    @property
    def raw_start(self) -> int:
        """Raw offset of the first character."""
        return self.runs[0][1]

    @property
    def raw_end(self) -> int:
        """Raw offset after the last character."""
        offset, raw, copied = self.runs[-1]
        return raw + (len(self.text) - offset if copied else 1)


EMPTY = Strand("", ())


def strand_of(characters: str, start: int, end: int) -> Strand:
    """The stretch ``characters[start:end]`` without blank ends and without blanks inside Chinese text."""
    return cleaned(characters[start:end], start)


def cleaned(text: str, start: int) -> Strand:
    """As ``strand_of``, of a stretch that is cut out already and began at ``start``."""
    if text and " " not in text and text.isprintable():  # as most are; all of ENDS but " " is unprintable
        return Strand(text, ((0, start, True),))
    text = text.rstrip(ENDS)
    length = len(text)
    text = text.lstrip(ENDS)
    if not text:
        return EMPTY
    start += length - len(text)
    if not INSIDE.search(text):
        return Strand(text, ((0, start, True),))
    parts: list[str] = []
    runs: list[Run] = []
    length = position = 0
    for dropped in DROPPED.finditer(text):
        if dropped.start() > position:
            runs.append((length, start + position, True))
            parts.append(text[position : dropped.start()])
            length += dropped.start() - position
        position = dropped.end()
    if position < len(text):
        runs.append((length, start + position, True))
        parts.append(text[position:])
    return Strand("".join(parts), tuple(runs))


def join(strands: Iterable[Strand]) -> Strand:
    """The strands one after another; neighbours in the source melt into one run."""
    texts: list[str] = []
    runs: list[Run] = []
    length = 0
    melting: int | None = None  # how far the source is ahead in the last run, if copied: its continuation shares that
    for strand in strands:
        for offset, raw, copied in strand.runs:
            offset += length
            ahead = raw - offset if copied else None
            if ahead is None or ahead != melting:
                runs.append((offset, raw, copied))
                melting = ahead
        text = strand.text
        texts.append(text)
        length += len(text)
    return Strand("".join(texts), tuple(runs))


def inserted(text: str, near: int) -> Strand:
    """Text that the source lacks; it points at its neighbour's raw offset."""
    return Strand(text, ((0, near, False),)) if text else EMPTY


def remove(strand: Strand, spans: Iterable[tuple[int, int]]) -> Strand:
    """The strand without the given stretches of its text (ascending, not overlapping)."""
    kept: list[Strand] = []
    position = 0
    for start, end in spans:
        kept.append(strand[position:start])
        position = end
    kept.append(strand[position:])
    return join(kept)
