"""Structural markers at the beginning of a paragraph: 一、 （一） 1. （1） ① 第一章 第一条 2.3.1, and their numbers.

Not here: levels and nesting, which depend on the document (`outline.sections`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policyparse.language.units import MEASURES
from policyparse.lazy_regex import inline, regex

NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九", start=0)}
DIGITS = "0123456789０１２３４５６７８９"
CHINESE = "[一二三四五六七八九十百〇零]"
# A dot before a date is no decimal mark: 3.2021年3月11日前报送, 2.6月底前完成.
BEFORE_DATE = r"[.](?=(?:19|20|１９|２０)\d\d ?年|(?:1[0-2]|[1-9]) ?月 ?(?:底|末|初|\d|[上中下]旬))"
# style: pattern with the number as its first group, in the order in which they are tried.
STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", regex(rf"第({CHINESE}{{1,4}}|\d{{1,3}})[编部章](?=\W|[^\W\d]|$) ?")),
    ("chapter_section", regex(rf"第({CHINESE}{{1,4}}|\d{{1,3}})节 ?")),
    ("article", regex(rf"第({CHINESE}{{1,5}}|\d{{1,3}})条 ?")),
    ("chinese", regex(rf"({CHINESE}{{1,3}})(?:、|[．.﹒](?!\d)) ?(?!{CHINESE}{{1,2}}、)")),
    ("chinese_bracket", regex(rf"[（(] ?({CHINESE}{{1,3}}) ?[）)][、.．]? ?")),
    ("digit", regex(rf"(\d{{1,3}}) ?(?:[、．﹒]|[.](?!\d)|{BEFORE_DATE}) ?")),
    ("digit_bracket", regex(r"[（(] ?(\d{1,3}) ?[）)][、.．]? ?")),
    ("digit_half_bracket", regex(r"(\d{1,3})[）)] ?")),
    ("circle", regex(r"([①-⑳]) ?")),
    ("bracketed_digit", regex(r"([⑴-⒇]) ?")),
    # The boxes of plans: 重点工程一：…, 专栏2 …
    (
        "box",
        regex(
            rf"((?:重[点大](?:工程|项目|任务|行动|举措)|专栏)之?(?:{CHINESE}{{1,3}}|\d{{1,2}}))"
            r"[：: ]+(?=[\u4e00-\u9fff“《])"
        ),
    ),
    # Recognisers of paper read 一 and 二 as a dash, 1 as l: which number it is, only its place can tell.
    ("chinese", regex("(—)、(?!—)")),
    ("chinese_bracket", regex("[（(](—)[）)]")),
    ("digit", regex("(l)[.．、](?=[\u4e00-\u9fff])")),
    # 一是…。 二是…。, each a paragraph of its own.
    ("ordinal", regex('([一二三四五六七八九十]{1,2})是(?=[\u4e00-\u9fff“"])')),
)
# 2.3.1 of plans for emergencies and of standards (GB/T 1.1-2020, 7.3), the deeper ones first; 1.5 亿元 is none.
DECIMALS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (
        f"decimal{depth}",
        regex(rf"([1-9１-９]\d?(?:\.\d{{1,2}}){{{depth - 1}}})(?![.\d])[ 　]*(?=[\u4e00-\u9fff《“（(【])"),
    )
    for depth in (4, 3, 2)
)
DECIMAL_AHEAD = regex(r"[1-9１-９]\d?\.\d")  # what all of them begin with
PLAIN_DIGITS = (STYLES[5], STYLES[7])
COUNTS_ON = frozenset("万亿千百十余多至到以左")  # behind a number with decimals that is none of an item
# The styles that a marker beginning with a character can have, so that no other is tried.
STYLES_BY_FIRST = {
    **dict.fromkeys("第", STYLES[:3]),
    **dict.fromkeys("一二三四五六七八九十百", (STYLES[3], STYLES[14])),
    **dict.fromkeys("（(", (STYLES[4], STYLES[6], STYLES[12])),
    **dict.fromkeys("重专", STYLES[10:11]),
    **dict.fromkeys(DIGITS, (*DECIMALS, *PLAIN_DIGITS)),
    **dict.fromkeys(map(chr, range(0x2460, 0x2474)), STYLES[8:9]),  # ① to ⑳
    **dict.fromkeys(map(chr, range(0x2474, 0x2488)), STYLES[9:10]),  # ⑴ to ⒇
    "—": STYLES[11:12],
    "l": STYLES[13:14],
}
BEGINNINGS = {
    first: regex("|".join(pattern.pattern for _, pattern in styles)) for first, styles in STYLES_BY_FIRST.items()
}
FIRST_CHARACTERS = frozenset(STYLES_BY_FIRST)
ATTACHMENT = regex(r"(附 ?[件表录])(?: ?([\d一二三四五六七八九十]{1,3}))?(?: ?[:：] ?| ?$|(?=[^\w]))")
# A line in which a page speaks of its notice: 发布日期：2023-05-06. Not a line of the notice itself.
PAGE_LABEL = regex(
    r"(?:索引号|信息索引号?|索取号|(?:发文|发布|制发|制定|印发|发表|公开|公布|成文|生成|实施|施行|生效|失效|废止)(?:机关|机构|单位|部门|日期|时间)|有效期至)[:：]"
)


class Marker(NamedTuple):
    """A marker: its style, its number, the words of the number, and how many characters it takes.

    Where the number was misread beyond telling, it is 0: the next one of its style.
    """

    style: str
    number: int
    label: str
    length: int


def read_marker(text: str) -> Marker | None:
    """The marker that a paragraph begins with, or None."""
    found = _match(text)
    if found is None:
        return None
    style, match = found
    number = match.group(1)
    if style == "box":
        number = inline(r"^[^〇零一二三四五六七八九十百\d]+").sub("", number)
    # 第三条 is a marker as a whole; dots and brackets are none of it.
    label = match.group().strip("： :") if style in ("part", "chapter_section", "article", "box", "ordinal") else number
    return Marker(style, number_of(number), label, match.end())


def marker_length(text: str) -> int:
    """How many characters the marker takes that ``read_marker`` would find, for those who need no more."""
    found = _match(text)
    return found[1].end() if found else 0


def _match(text: str) -> tuple[str, re.Match[str]] | None:
    """The style of the marker that a paragraph begins with, and its match."""
    styles = STYLES_BY_FIRST.get(text[:1])
    if styles is None:
        return None
    if styles[0] is DECIMALS[0] and not DECIMAL_AHEAD.match(text):
        styles = PLAIN_DIGITS
    for style, pattern in styles:
        match = pattern.match(text)
        if match and not (style == "decimal2" and _is_measured(text, match.end())):
            return style, match
    return None


def begins_with_marker(text: str) -> bool:
    """Whether ``read_marker`` would find one, for those who need no more."""
    if text[:1] in DIGITS:
        return bool(text) and _match(text) is not None
    pattern = BEGINNINGS.get(text[:1])
    return pattern is not None and pattern.match(text) is not None


def _is_measured(text: str, end: int) -> bool:
    """1.5亿元, 2.5倍: a number with decimals, and no item's."""
    return text[end : end + 1] in COUNTS_ON or MEASURES.unit_at(text, end) is not None


def number_of(label: str) -> int:
    """The value of a marker's label: digits, Chinese numerals up to 999, circled digits."""
    if label == "l":
        return 1
    if label.isdecimal():  # of either width
        return int(label)
    if "①" <= label <= "⑳":
        return ord(label) - ord("①") + 1
    if "⑴" <= label <= "⒇":
        return ord(label) - ord("⑴") + 1
    if "." in label:
        return int(label.rpartition(".")[2])
    total = digit = 0
    for character in label:
        if character == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif character == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = NUMERALS.get(character, 0)
    return total + digit


def label_of(number: int, style: str) -> str:
    """The words of a marker's number up to 99, as its style writes them."""
    if style.startswith("digit"):
        return str(number)
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return ("" if tens < 2 else digits[tens]) + "十" * bool(tens) + (digits[ones] if ones or not tens else "")
