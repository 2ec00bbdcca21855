"""Structural markers at the beginning of a paragraph: 一、 （一） 1. （1） ① 第一章 第一条, and what number they carry.

Not here: levels and nesting, which depend on the document (`outline.sections`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九", start=0)}
CHINESE = "[一二三四五六七八九十百〇零]"
# style: pattern with the number as its first group, in the order in which they are tried.
STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第({CHINESE}{{1,4}}|\d{{1,3}})[编部章](?=\W|[^\W\d]|$) ?")),
    ("chapter_section", re.compile(rf"第({CHINESE}{{1,4}}|\d{{1,3}})节 ?")),
    ("article", re.compile(rf"第({CHINESE}{{1,5}}|\d{{1,3}})条 ?")),
    ("chinese", re.compile(rf"({CHINESE}{{1,3}})(?:、|[．.﹒](?!\d)) ?(?!{CHINESE}{{1,2}}、)")),
    ("chinese_bracket", re.compile(rf"[（(] ?({CHINESE}{{1,3}}) ?[）)][、.．]? ?")),
    # 23.2023年… is item 23 that begins with a year.
    ("digit", re.compile(r"(\d{1,3}) ?(?:[、．﹒]|[.](?!\d|$)|[.](?=(?:19|20)\d\d ?年|$)) ?")),
    ("digit_bracket", re.compile(r"[（(] ?(\d{1,3}) ?[）)][、.．]? ?")),
    ("digit_half_bracket", re.compile(r"(\d{1,3})[）)] ?")),
    ("circle", re.compile(r"([①-⑳]) ?")),
)
# The styles that a marker beginning with a character can have, so that no other is tried.
STYLES_BY_FIRST = {
    **dict.fromkeys("第", STYLES[:3]),
    **dict.fromkeys("一二三四五六七八九十百", STYLES[3:4]),
    **dict.fromkeys("（(", (STYLES[4], STYLES[6])),
    **dict.fromkeys("0123456789", (STYLES[5], STYLES[7])),
    **dict.fromkeys("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", STYLES[8:]),
}
BEGINNINGS = {
    first: re.compile("|".join(pattern.pattern for _, pattern in styles)) for first, styles in STYLES_BY_FIRST.items()
}
FIRST_CHARACTERS = frozenset(STYLES_BY_FIRST)
ATTACHMENT = re.compile(r"(附 ?[件表录])(?: ?([\d一二三四五六七八九十]{1,3}))?(?: ?[:：] ?| ?$|(?=[^\w]))")
# A line in which a page speaks of its notice: 发布日期：2023-05-06. Not a line of the notice itself.
PAGE_LABEL = re.compile(
    r"(?:索引号|信息索引号?|索取号|(?:发文|发布|制发|制定|印发|发表|公开|公布|成文|生成|实施|施行|生效|失效|废止)(?:机关|机构|单位|部门|日期|时间)|有效期至)[:：]"
)


class Marker(NamedTuple):
    """A marker: its style, its number, the words of the number, and how many characters it takes."""

    style: str
    number: int
    label: str
    length: int


def read_marker(text: str) -> Marker | None:
    """The marker that a paragraph begins with, or None."""
    for style, pattern in STYLES_BY_FIRST.get(text[:1], ()):
        match = pattern.match(text)
        if match:
            label = match.group(1)
            return Marker(style, number_of(label), label, match.end())
    return None


def begins_with_marker(text: str) -> bool:
    """Whether ``read_marker`` would find one, for those who need no more."""
    pattern = BEGINNINGS.get(text[:1])
    return pattern is not None and pattern.match(text) is not None


def number_of(label: str) -> int:
    """The value of a marker's label: digits, Chinese numerals up to 999, circled digits."""
    if label.isascii() and label.isdigit():
        return int(label)
    if "①" <= label <= "⑳":
        return ord(label) - ord("①") + 1
    total = digit = 0
    for character in label:
        if character == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif character == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = NUMERALS.get(character, 0)
    return total + digit
