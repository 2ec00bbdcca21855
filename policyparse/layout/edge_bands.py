"""Furniture of pages: running heads and page numbers in the bands at a page's upper and lower edge.

What stands at the same place on several pages with the same words, numbers aside, is furniture; so is a page number,
an address or a time of printing at the very edge. Not here: page marks inside a text (`layout.furniture`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from policyparse.layout.markers import ATTACHMENT, read_marker
from policyparse.layout.page_notes import LABEL
from policyparse.lazy_regex import regex

BAND = 0.14  # of the page's height, at either edge, in which furniture stands
VERY_EDGE = 0.06  # of the page's height: where a browser prints date, title and address
MARGIN = 0.075  # of the page's height: no text of a notice stands so near to an edge (GB/T 9704-2012, 5.2)
SMALL = 0.85  # of the body's size
SAME_PLACE = 12.0  # points by which a running head may move from page to page
DEEPEST = 3  # lines from the edge that can be furniture
DASH = "[—–－―‐\\-·•~～]"
PAGE_NUMBER = regex(
    rf"{DASH}{{0,3}} ?(?:\d{{1,4}}|[ivxlcⅰ-ⅻIVXLC]{{1,6}}) ?{DASH}{{0,3}}|[〔\[［【（(] ?\d{{1,4}} ?[〕\]］】）)]"
    r"|第 ?(?:\d{1,4}|[一二三四五六七八九十百]{1,5}) ?页(?:[,，;；/ ]*[(（]?共? ?\d{1,4} ?页[)）]?)?"
    r"|(?:Page|P\.?|页码[:：]?) ?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?|\d{1,4} ?(?:/|of) ?\d{1,4}(?: ?页)?",
    re.IGNORECASE,
)
BROWSER = regex(
    r"(?:https?|file)://\S+.*|.*\bwww\.\S+.*|20\d\d[/-]\d{1,2}[/-]\d{1,2}(?:[ ,，]*(?:上午|下午)? ?\d{1,2}:\d{2})?.*"
)
TURNED_OVER = regex(r"[（(【]? ?(?:下转|上接) ?第? ?[\dA-Z一二三四五六七八九十]{1,4} ?版.{0,8}?[）)】]?")
NEWSPAPER = regex(
    r"第 ?[\dA-Z]{1,3} ?版|星期[一二三四五六日天].*版|(?:责任编辑|责编|美编|版式|校对) ?[:： ]?[\u4e00-\u9fff]{2,4}"
)
LONGEST_HEAD = 60  # characters
DIGITS = regex(r"\d+|[一二三四五六七八九十]{1,9}(?=[页版])")


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """A line near an edge: sheet number, its text without blanks, its middle from the top, the page's height."""

    sheet: int
    order: int
    """0 for the line nearest to its edge, 1 for the next …"""
    at_top: bool
    text: str
    middle: float
    height: float
    size: float
    """Its size as a share of the body's."""


def find_furniture(lines: Sequence[EdgeLine], pages: int) -> list[bool]:
    """For each line whether it is furniture."""
    same: Counter[tuple[str, bool, int]] = Counter()
    for line in lines:
        for place in _places(line):
            same[(DIGITS.sub("N", line.text), line.at_top, place)] += 1
    found = [False] * len(lines)
    by_edge: dict[tuple[int, bool], list[int]] = {}
    for number, line in enumerate(lines):
        by_edge.setdefault((line.sheet, line.at_top), []).append(number)
    for numbers in by_edge.values():
        own: dict[int, bool] = {}
        for number in numbers:
            line = lines[number]
            repeated = max(same[(DIGITS.sub("N", line.text), line.at_top, place)] for place in _places(line))
            own[number] = _is_furniture(line, repeated, pages)
        # From the edge inwards: behind the first line that is none, and stands beside none, no furniture follows.
        for number in sorted(numbers, key=lambda n: lines[n].order):
            beside = (n for n in numbers if own[n] and abs(lines[n].middle - lines[number].middle) <= SAME_PLACE)
            if not own[number] and next(beside, None) is None:
                break
            found[number] = True
    return found


def _places(line: EdgeLine) -> tuple[int, int]:
    step = int(line.middle / SAME_PLACE)
    return step, step + 1 if line.middle / SAME_PLACE - step > 0.5 else step - 1


def _is_furniture(line: EdgeLine, repeated: int, pages: int) -> bool:
    depth = line.middle if line.at_top else line.height - line.middle
    if PAGE_NUMBER.fullmatch(line.text):
        return True
    if depth <= VERY_EDGE * line.height and BROWSER.fullmatch(line.text):
        return True
    if is_newspaper_head(line.text):
        return True
    if depth <= MARGIN * line.height and line.size <= SMALL and not LABEL.match(line.text):
        return True
    if ATTACHMENT.match(line.text) or read_marker(line.text) or line.text.endswith(("。", "；", "：")):
        return repeated >= 3 and not DIGITS.search(line.text)
    return repeated >= (2 if pages <= 4 else 3) or (repeated >= 2 and depth <= 0.5 * BAND * line.height)


def is_newspaper_head(text: str) -> bool:
    """A line that only newspapers print at a page's edge: 第1版 要闻, 责任编辑 …."""
    return len(text) <= LONGEST_HEAD and bool(NEWSPAPER.search(text))


def is_turned_over(text: str) -> bool:
    """A newspaper's mark that an article goes on, or comes from, another page."""
    return bool(TURNED_OVER.fullmatch(text))
