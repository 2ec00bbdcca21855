"""What lines say together of how they were typeset: where they are wrapped, whether headings share the line of a text.

Not here: whether one line goes on with another (`layout.paragraphs`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import pairwise

from policyparse.layout.line_kinds import begins_structure, is_closed, is_heading
from policyparse.layout.lines import Line, display_width
from policyparse.layout.markers import FIRST_CHARACTERS, Marker, begins_with_marker, read_marker
from policyparse.lazy_regex import regex

WRAP_TOLERANCE = 9  # columns: half-width marks and unbroken Latin words leave lines that much shorter
LONGEST_REST = 8  # columns of what fills such a line up
#: 2.建设示|范校。到2025年，…: the rest of such a sentence, which no count in words (第一，…; 一是…) begins.
REST_OF_SENTENCE = regex("(?!第?[一二三四五六七八九十]{1,3}[，、是])[^。；：:]{1,90}(?:[。；]|$)")
LEAST_WRAP = 30  # columns
LEAST_CUT_LINES = 3
#: 1.建设示范校。到2025年，…: an item whose heading is its first sentence, on the line of its text.
HEADING_SENTENCE = regex("[^。；：:]{3,90}[。；]")


def wrap_width(widths: list[int]) -> int | None:
    """The column at which lines of these widths are wrapped; None where lines are whole paragraphs."""
    long_lines = sorted(width for width in widths if width >= LEAST_WRAP)
    if len(long_lines) < 5:
        return None
    counted = Counter(long_lines)
    # Few lines are wider than the wrap; pieces of lines may well be more than whole ones.
    near = {
        width: sum(counted.get(width - less, 0) for less in range(WRAP_TOLERANCE))
        for width in counted
        if len(long_lines) - bisect_right(long_lines, width + WRAP_TOLERANCE) <= 0.1 * len(long_lines)
    }
    best = max(near, key=lambda width: (near[width], -width))
    return best if near[best] >= max(5, 0.2 * len(long_lines)) else None


def wrap_of_whole_lines(widths: list[int], lines: list[Line]) -> int | None:
    """The column of the wrap where most lines come in pieces: told by those cut in mid word behind others so cut."""
    texts = [line.strand.text for line in lines]
    cut = [text[-1].isalnum() and not begins_structure(text) for text in texts]
    whole = [width for at, width in enumerate(widths) if at and cut[at] and cut[at - 1] and width >= LEAST_WRAP]
    best = max(widths, default=0)  # no line is wider than the wrap; a paragraph that is a line would be
    near = sum(best - width < WRAP_TOLERANCE for width in whole)
    return best if near >= max(LEAST_CUT_LINES, 0.6 * len(whole)) else None


class HeadingSentences:
    """Which items carry their heading as their first sentence, on the line of its text.

    Read when first asked for: in most texts nobody asks. For each item: where its line begins, and whether it is
    "in line" with its text, a "sentence" and nothing else, or a heading "alone".
    """

    def __init__(self, lines: list[Line], widths: list[int], wrap: int | None) -> None:
        self._lines, self._widths, self._wrap = lines, widths, wrap
        self._items: dict[tuple[str, int], list[tuple[int, str]]] | None = None

    def beside(self, marker: Marker, start: int) -> bool:
        """Whether the item before and the one behind say so of an item that ends at that offset.

        A sentence by itself (4.2 本预案自印发之日起实施。) says so only together with the other.
        """
        if self._items is None:
            self._items = self._read()
        series = _series(marker)
        before = self._items.get((series, marker.number - 1), [])
        behind = self._items.get((series, marker.number + 1), [])
        at, behind_at = bisect_right(before, (start, "")), bisect_right(behind, (start, ""))
        siblings = [how for _, how in before[max(0, at - 1) : at] + behind[behind_at : behind_at + 1]]
        return "alone" not in siblings and ("in line" in siblings or len(siblings) == 2)

    def _read(self) -> dict[tuple[str, int], list[tuple[int, str]]]:
        items: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
        for number, (line, following) in enumerate(pairwise([*self._lines, self._lines[-1]])):
            text = line.strand.text
            marker = read_marker(text) if text[0] in FIRST_CHARACTERS else None
            if marker is None:
                continue
            after = following.strand.text
            if marker.length == len(text):
                text += after  # （十）|优化服务。…
            full = self._wrap is not None and self._widths[number] > self._wrap - WRAP_TOLERANCE
            sentence = HEADING_SENTENCE.match(text, marker.length)
            how = "in line" if text[-1] in "、，,；;" else ""  # 38.在税务稽查、|土地增值税清算…
            if sentence is not None or (full and _may_be_rest(after)):
                how = "sentence" if sentence is not None and sentence.end() == len(text) else "in line"
            elif not how and is_heading(text) and not is_closed(text) and not _may_be_rest(after):
                how = "alone"
            if how:
                items[_series(marker), marker.number].append((line.raw_start, how))
        return items


def is_last_piece(words: str, room: int) -> bool:
    """…社会治理；|政|府开放的主题…: the few characters behind a cut at a mark with which the printed line is full."""
    if len(words) > LONGEST_REST:  # a character takes a column at least
        return False
    size = display_width(words)
    return size <= LONGEST_REST and -8 <= room - size < WRAP_TOLERANCE and words.isalpha()


def _series(marker: Marker) -> str:
    """What items of one list share: the style, and of 2.3.1 what stands before the last point."""
    return marker.style + marker.label.rpartition(".")[0] if marker.style.startswith("decimal") else marker.style


def _may_be_rest(text: str) -> bool:
    """Whether a line may be the rest of a sentence cut in the line before."""
    return REST_OF_SENTENCE.match(text) is not None and not begins_with_marker(text)
