"""Page furniture in text: page marks on their own line or glued to the text behind them.

Not here: footnotes (`layout.footnotes`) and other articles (`layout.foreign`).
"""

from __future__ import annotations

import re

from policyparse.layout.lines import Line
from policyparse.lazy_regex import regex

DASH = "[—–－―‐-]"
# Each pattern must hold at the beginning of a line; what follows it on the line is text that goes on.
PAGE_MARKS = (
    regex(rf"{DASH}{{1,2}} ?\d{{1,4}} ?{DASH}{{1,2}}(?=\D|\d{{1,3}}[.．、]|$)"),  # — 2 —, - 2 -, —15—32.
    regex(r"[—–] ?[—–] ?\d{1,3}(?=\D|$)"),  # — — 81: a garbled — 18 —
    regex(r"[—–] ?\d{1,4}$"),  # — 19, its second dash cut off
    regex(r"#{1,6} ?Page ?\d+ ?[:：]?$", re.IGNORECASE),
    regex(r"(Page|P\.) ?\d{1,4}( ?(of|/) ?\d{1,4})?$", re.IGNORECASE),
    regex(r"第 ?\d{1,4} ?页([,，/ ]*共? ?\d{1,4} ?页)?$"),
    regex(r"·? ?\d{1,4} ?·$|[－-] ?\d{1,4} ?[－-]$"),
)
DIGITS = "0123456789"  # only the last pattern can begin with one, and then ends with a dot
FIRST_CHARACTERS = frozenset("—–－―‐-#PpＰ第·" + DIGITS)


def drop_page_marks(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Lines without page marks, and the lines that held one; what follows a mark is marked as joined."""
    begun = [number for number, line in enumerate(lines) if line.strand.text[:1] in FIRST_CHARACTERS]
    marks = [(number, mark) for number in begun if (mark := _page_mark(lines[number].strand.text)) is not None]
    if not marks:
        return lines, []
    kept: list[Line] = []
    at = 0
    pending = False
    for number, mark in marks:
        between = lines[at:number]
        kept += _joined(between) if pending else between
        rest = lines[number].strand[mark:].strip()
        pending = not rest.text
        if rest.text:
            kept.append(lines[number].with_strand(rest, True))
        at = number + 1
    kept += _joined(lines[at:]) if pending else lines[at:]
    return kept, [lines[number] for number, _ in marks]


def _joined(lines: list[Line]) -> list[Line]:
    """The lines behind a mark that stood alone, the first of them marked as joined."""
    return [line.with_strand(line.strand, True) for line in lines[:1]] + lines[1:]


def _page_mark(text: str) -> int | None:
    """Length of the page mark at the beginning of a line."""
    if text[0] in DIGITS and text[-1] != "·":
        return None
    for pattern in PAGE_MARKS[-1:] if text[0] in DIGITS else PAGE_MARKS:
        match = pattern.match(text)
        if match and match.end():
            return match.end()
    return None
