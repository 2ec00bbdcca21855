"""One spelling for many: full-width, half-width and look-alike characters, folded without moving any offset.

Purpose: ``fold`` gives a text of the same length in which digits, percent signs, colons, dashes and blanks have one
form each, so that patterns need to know only one. Not for: output (facts quote the text as it stands).
"""

from __future__ import annotations

import re

from policyparse.lazy_regex import regex

# U+FF01..U+FF5E are the full-width forms of ASCII (Unicode, block Halfwidth and Fullwidth Forms). The full-width comma
# is kept apart: in 1，200 it groups thousands, elsewhere it ends a clause.
_TABLE: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF0C}
_TABLE |= dict.fromkeys(map(ord, "—–―─‐‑−－"), "-")
_TABLE |= dict.fromkeys(map(ord, "～〜∼˜"), "~")
_TABLE |= dict.fromkeys(map(ord, "∶︰：﹕"), ":")
_TABLE |= dict.fromkeys(map(ord, "○◯〇"), "〇")
_TABLE |= dict.fromkeys(map(ord, "％﹪"), "%")
_TABLE |= dict.fromkeys([0xA0, 0x3000, *range(0x2000, 0x200E), 0x202F, 0x205F, 0x2060, 0xFEFF], " ")

_FOLDED = {chr(code): folded for code, folded in _TABLE.items() if chr(code) != folded}
_PRINTED = regex("[" + "".join(map(re.escape, _FOLDED)) + "]")

_GROUPED = regex("(?<![0-9０-９.．])[0-9０-９]{1,3}(?:，[0-9０-９]{3})+(?![0-9０-９])")
# Stands in every grouped number, and begins with a literal: few texts have any.
_GROUPING = regex("，(?<=[0-9０-９]，)[0-9０-９]{3}(?![0-9０-９])")

#: Blanks that are read through inside one expression. A tab parts table cells and a newline parts lines: neither is.
BLANKS = " {0,4}"


def fold(text: str) -> str:
    """``text`` with one spelling a character; the same length, so offsets hold in both."""
    if "，" in text and _GROUPING.search(text):
        text = _GROUPED.sub(lambda grouped: grouped[0].replace("，", ","), text)
    if found := _PRINTED.findall(text):
        for printed in set(found):  # 20 times as fast as str.translate with a dict on Chinese text
            text = text.replace(printed, _FOLDED[printed])
    return text


# Marks of half width beside Chinese text, as converters and recognisers leave them; not those of 12:30 and 1,000. Each
# alternative begins with its mark, so that the search runs through the text for these.
_HAN = "\u4e00-\u9fff"
_HALF_MARK = regex(
    rf",(?:(?<=[{_HAN}》”）〕】)],)(?!\d)|(?=[{_HAN}（“《]))|;(?:(?<=[{_HAN}》”）〕】)];)(?!\d)|(?=[{_HAN}（“《]))"
    rf"|:(?<=[{_HAN}》”）〕】)]:)(?!\d)|\((?:(?<=[{_HAN}]\()|(?=[{_HAN}]))|\)(?:(?<=[{_HAN}”》]\))|(?=[{_HAN}，。；、]))"
)
_FULL_MARKS = dict(zip(",;:()", "，；：（）", strict=True))


def full_marks(text: str) -> str:
    """``text`` with the commas, semicolons, colons and brackets of Chinese text in full width; the same length."""
    if not any(mark in text for mark in _FULL_MARKS):
        return text
    return _HALF_MARK.sub(lambda mark: _FULL_MARKS[mark[0]], text)


def half_marks_of(words: str, printed: str) -> str:
    """``words``, made of a text by `full_marks`, with the marks that ``printed`` has in half width alone so again."""
    for half, full in _FULL_MARKS.items():
        if half in printed and full not in printed:
            words = words.replace(full, half)
    return words


def forms(characters: str) -> str:
    """``characters`` and all that fold to one of them, for a class of a pattern that is to read unfolded texts too."""
    return "".join(map(re.escape, [*characters, *(printed for printed in _FOLDED if _FOLDED[printed] in characters)]))


def skip_blanks(text: str, index: int) -> int:
    """The first position from ``index`` on that is no blank, looking past four of them at most."""
    if not text.startswith(" ", index):  # nearly always
        return index
    end = min(len(text), index + 4)
    while index < end and text[index] == " ":
        index += 1
    return index


def skip_blanks_left(text: str, index: int) -> int:
    """The position behind the last character before ``index`` that is no blank, past four of them at most."""
    if not text.endswith(" ", 0, index):  # nearly always
        return index
    end = max(0, index - 4)
    while index > end and text[index - 1] == " ":
        index -= 1
    return index
