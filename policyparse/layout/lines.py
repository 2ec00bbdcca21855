"""Lines of a page as layout sees them: cleaned, with what stands around them.

Not here: joining lines to paragraphs (`layout.paragraphs`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import Literal, NamedTuple

from policyparse.layout.strand import ZERO_WIDTH, Strand, cleaned
from policyparse.lazy_regex import regex
from policyparse.reading.pages import Pages

# One character for one, so that offsets hold: Kangxi radicals and CJK radicals that PDF producers write for plain
# characters (Unicode 16.0, charts U+2F00 and U+2E80), vertical forms (U+FE10), controls and lone surrogates.
KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
KANGXI[ord("⼾")] = "户"  # NFKC gives 戶, which no mainland text prints
SIMPLIFIED_RADICALS = str.maketrans(
    "⺟⺠⺼⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻧⻨⻩⻬⻮⻰⻳", "母民肉虎西见角贝车长门青韦页风飞食马鱼鸟卤麦黄齐齿龙龟"
)
VERTICAL_FORMS = str.maketrans("︐︑︒︓︔︕︖︗︘―", "，、。：；！？〖〗—")
CONTROLS = dict.fromkeys((*range(9), *range(14, 32), *range(127, 133), *range(134, 160)), " ")
CONTROLS |= dict.fromkeys(range(55296, 57344), "�")
# Blanks of other widths are blanks: web pages print them inside dates (4月 20\u00a0日).
CONTROLS |= dict.fromkeys((0xA0, *range(0x2002, 0x200B), 0x202F, 0x205F), " ")
FOLDED: dict[str, str] = {
    chr(code): chr(folded) if isinstance(folded, int) else str(folded)
    for code, folded in {**KANGXI, **SIMPLIFIED_RADICALS, **VERTICAL_FORMS, **CONTROLS}.items()
}
FlowHint = Literal["", "starts", "goes on"]
BREAKS = "\n\r\f\v\u2028\u2029\x85"
OTHER_BREAKS = regex(r"[\r\f\v\u2028\u2029\x85]")  # beside the usual "\n"
TO_FOLD = regex(f"[{''.join(map(re.escape, FOLDED))}]")


class Line(NamedTuple):
    """A line of the source that is not blank.

    ``gap``: blank lines before it. ``joined``: a page mark stood between it and the line before, so that neither a
    gap nor the width of the line before says anything. ``tabs``: its raw text held a tab after its first character
    that is no blank; ``indented``: it began with a tab. ``flow``: what the page's geometry says, empty where unsure.
    """

    strand: Strand
    raw_start: int
    raw_end: int
    gap: int
    joined: bool = False
    tabs: int = 0
    indented: bool = False
    empty_cell: bool = False
    flow: FlowHint = ""

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.strand.text

    def with_strand(self, strand: Strand, joined: bool) -> Line:
        """The same line with a part of its text taken off."""
        return self._replace(strand=strand, joined=joined)


def fold(characters: str) -> str:
    """Characters with radicals, vertical forms, controls and lone surrogates folded, one for one."""
    for character in set(TO_FOLD.findall(characters)):  # next to none, as a rule: faster than a translation of all
        characters = characters.replace(character, FOLDED[character])
    return characters


def split_lines(pages: Pages) -> tuple[str, list[Line]]:
    """The folded characters and their lines; lines of blanks are counted as gaps, but a lone tab is an empty cell."""
    characters = fold(pages.characters)
    lines: list[Line] = []
    line_of = partial(tuple.__new__, Line)  # of all fields; a third of the time that Line() takes
    gap = start = 0
    plain = OTHER_BREAKS.search(characters) is None
    # After folding: splitlines() would part lines at some controls too.
    for raw in characters.split("\n") if plain else characters.splitlines(keepends=True):
        if plain:
            end = start + len(raw)
            following = end + 1
        else:
            following = start + len(raw)
            raw = raw.rstrip(BREAKS)
            end = start + len(raw)
        if raw and " " not in raw and raw.isprintable():  # nothing to clean, as nearly always
            lines.append(line_of((Strand(raw, ((0, start, True),)), start, end, gap, False, 0, False, False, "")))
            gap = 0
            start = following
            continue
        strand = cleaned(raw, start)
        if strand.text:
            indented = raw[0] == "\t"
            tabs = raw.rstrip(" \t").count("\t") - indented if "\t" in raw else 0
            lines.append(line_of((strand, start, end, gap, False, tabs, indented, False, "")))
            gap = 0
        elif raw.strip(" " + ZERO_WIDTH) == "\t":
            lines.append(Line(strand, start, end, gap, indented=True, empty_cell=True))
            gap = 0
        else:
            gap += 1
        start = following
    return characters, lines


def display_width(text: str) -> int:
    """Columns that a text takes on paper: two for a Chinese character, one for a Latin one."""
    # UTF-8 spells a Chinese character in three bytes, a Latin one in one; counted so in C.
    return len(text) + (len(text.encode()) - len(text)) // 2


def display_widths(texts: list[str]) -> list[int]:
    """The same of many texts, without a call for each."""
    sizes = map(len, map(str.encode, texts))
    return [length + (size - length) // 2 for length, size in zip(map(len, texts), sizes, strict=True)]
