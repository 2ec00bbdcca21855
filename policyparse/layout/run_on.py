"""Run-on text: lines that hold a whole notice, or a good part of one, because its line ends were lost.

Recognisers of paper and some converters hand on one line, or one a page. Such a line is parted where the notice's own
structure begins a paragraph: at its frame (`layout.run_on_frame`) and at its numbering (`layout.run_on_items`). Text is
cut, never edited, so each piece knows where it stood. Not here: text that has lines; what joins lines (`paragraphs`).
"""

from __future__ import annotations

from itertools import pairwise

from policyparse.layout.line_kinds import is_heading
from policyparse.layout.lines import Line
from policyparse.layout.run_on_frame import find_frame
from policyparse.layout.run_on_items import Numbering
from policyparse.lazy_regex import regex

LONG = 400  # characters: few paragraphs are as long
LONG_SHARE = 0.5  # of a text's characters that stand in such lines; in texts with lines it is 0 to 0.25
FEW_LINES, SHORT = 3, 80  # a short letter on so few lines, one of them at least so long
ENOUGH_ITEMS = 3  # successive markers of one style inside one line
ENOUGH_FRAME = 2  # borders of the frame inside one line
# What stands in 《》, quotes or brackets is of one piece: no border lies inside. Numerals in brackets are markers.
OF_ONE_PIECE = regex(
    r"《[^《》]{1,150}》|“[^“”]{1,100}”"
    r"|[（(](?! ?(?:[一二三四五六七八九十]{1,3}|—|\d{1,2}) ?[）)])[^（()）]{1,200}[）)]"
)
FILLER = "\ufffc"
ENDED = frozenset("。；！？;!?：:")  # else a line as long as a page was cut in a sentence


def part_run_on(lines: list[Line]) -> tuple[list[Line], int]:
    """The lines with run-on ones parted, and how many of them were; the same list where there are none."""
    if not _lacks_line_ends(lines):
        return lines, 0
    numbering = Numbering()
    parted: list[Line] = []
    changed = convincing = 0
    issuers: str | None = None
    titles: set[str] = set()
    full = False
    for line in lines:
        masked = mask(line.text)
        frame = find_frame(line.text, masked, issuers, titles)
        titles = frame.titles
        items = numbering.borders(masked, frame)
        if frame.has_head or items.borders:
            issuers = frame.issuers
        convincing += items.longest >= ENOUGH_ITEMS or len(frame.borders) >= ENOUGH_FRAME
        pieces = _pieces(line, sorted({*frame.borders, *items.borders}))
        if full and not (0 in items.borders or line.flow):
            pieces[0] = pieces[0]._replace(flow="goes on")
        changed += len(pieces) > 1
        parted += pieces
        least = LONG if is_heading(pieces[-1].text) else SHORT
        full = len(line.text) >= least and line.text[-1] not in ENDED
    return (parted, changed) if convincing and changed else (lines, 0)


def mask(text: str) -> str:
    """The text, as long as before, with all that is of one piece filled in."""
    return OF_ONE_PIECE.sub(lambda match: FILLER * len(match.group()), text)


def _lacks_line_ends(lines: list[Line]) -> bool:
    lengths = [len(line.strand.text) for line in lines]
    if len(lengths) <= FEW_LINES:
        return max(lengths, default=0) >= SHORT
    return sum(length for length in lengths if length >= LONG) >= LONG_SHARE * sum(lengths)


def _pieces(line: Line, borders: list[int]) -> list[Line]:
    """The line cut at the borders; each piece but the first can only begin a paragraph."""
    edges = [0, *(border for border in borders if 0 < border < len(line.text)), len(line.text)]
    if len(edges) == 2:
        return [line]
    pieces: list[Line] = []
    for start, end in pairwise(edges):
        strand = line.strand[start:end].strip()
        if strand.text:
            cut = Line(strand, strand.raw_start, strand.raw_end, 0, flow="starts")
            pieces.append(cut if pieces else line._replace(strand=strand, raw_end=strand.raw_end, tabs=0))
    return pieces
