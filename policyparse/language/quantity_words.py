"""Amounts said by a word: 全覆盖, 翻一番, 一半, 减半, 八五折, 亿元以上, 零发生.

Purpose: ``word_quantities``, the mentions that no number with a unit gives. Not for: numbers (numerals.py), units.
"""

from __future__ import annotations

import re
from decimal import Decimal

from policyparse.language.bounds import bound_after, bound_before, per_of
from policyparse.language.spelling import skip_blanks
from policyparse.language.units import MEASURES, Measures
from policyparse.language.values import Comparator, Mention, Quantity
from policyparse.lazy_regex import regex

# What they begin with stands first, so that the branches are tried at few characters.
_WORDS = regex(
    "(?=[全翻一二三四五六七八九半数过减十百千万亿零])(?:"
    "(?P<all>全覆盖)|(?P<fold>翻(?:了)?(?:一番|两番|番))|(?P<half>(?:一半|半数|过半)(?:以上|以下)?)"
    "|(?P<halved>减半)(?=[^，。；、\n]{0,6}(?:收|征|缴|计|执行|支付))|(?P<off>[一二三四五六七八九]{2})折(?![叠射中旧算腾扣])"
    "|(?P<bare>(?<![0-9〇一二两三四五六七八九十百千万亿几数多上半点\\]])(?:[十百千]?[亿万]|[百千]))(?=[元人吨亩户件台]|美元|平方米)"
    "|(?P<nil>(?<=事件|事故|案件|投诉|死亡|伤亡|污染|违规|差错|失误)零)(?:发生|死亡|投诉)"
    "|(?P<giga>[百千万])兆(?![瓦赫]))"
)
# A text without one of these holds no such word: looked at before the pattern is tried.
_HINTS = regex("半|翻|折|零|兆|全覆盖|以上|以下")
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_HALF_OF_MORE = ("另", "前", "后")


def word_quantities(text: str, folded: str, measures: Measures = MEASURES) -> list[Mention[Quantity]]:
    """Quantities that are words alone, in the order of the text."""
    if _HINTS.search(folded) is None:
        return []
    found = (_read(text, folded, match, measures) for match in _WORDS.finditer(folded))
    return [mention for mention in found if mention is not None]


def _read(text: str, folded: str, match: re.Match[str], measures: Measures) -> Mention[Quantity] | None:
    kind, (start, end) = match.lastgroup, match.span()
    per = per_of(folded, start, printed=text)
    if kind == "half":
        return _half(text, folded, match, per)
    if kind == "bare":
        return _bare_scale(text, folded, match, per, measures)
    if kind == "all":
        quantity = Quantity(text[start:end], "=", Decimal(100), unit="%", per=per)
    elif kind == "fold":
        quantity = Quantity(
            text[start:end], "=", Decimal(4 if "两" in match[0] else 2), unit="倍", per=per, basis="increase"
        )
    elif kind == "halved":
        quantity = Quantity(text[start:end], "=", Decimal(50), unit="%", per=per, basis="decrease")
    elif kind == "off":
        digits = "".join(str("一二三四五六七八九".index(digit) + 1) for digit in match["off"])
        quantity = Quantity(text[start:end], "=", Decimal(digits), unit="折", per=per)
    elif kind == "giga":
        quantity = Quantity(text[start:end], "=", Decimal(_SCALE[match["giga"]]), unit="兆", per=per)
    else:
        end = start + 1
        quantity = Quantity(text[start:end], "=", Decimal(0), unit=folded[start - 2 : start], per=per)
    return Mention(start, end, quantity.raw, quantity, "quantity.word")


def _half(text: str, folded: str, match: re.Match[str], per: tuple[str, ...]) -> Mention[Quantity] | None:
    """一半, 半数以上, 过半; but not 另一半, 前一半."""
    start, end = match.span()
    word = match[0]
    if word[:2] == "一半" and start and folded[start - 1] in _HALF_OF_MORE:
        return None
    comparator: Comparator = ">=" if word.endswith("以上") else "<=" if word.endswith("以下") else "="
    comparator = ">" if word.startswith("过半") else comparator
    left = bound_before(folded, start)
    if left is not None:
        comparator, start = left.comparator, left.edge
    raw = text[start:end]
    quantity = Quantity(raw, comparator, Decimal(50), unit="%", per=per, approximate=comparator == "~")
    return Mention(start, end, raw, quantity, "quantity.word")


def _bare_scale(
    text: str, folded: str, match: re.Match[str], per: tuple[str, ...], measures: Measures
) -> Mention[Quantity] | None:
    """亿元以上, 百人以上: a scale that stands for one of itself, where a bound says that it is an amount."""
    start = match.start()
    unit = measures.unit_at(folded, skip_blanks(folded, match.end()))
    after = bound_after(folded, unit.end) if unit is not None else None
    if unit is None or after is None or after.comparator == "~":
        return None
    value = 1
    for digit in match["bare"]:
        value *= _SCALE[digit]
    raw = text[start : after.edge]
    return Mention(
        start,
        after.edge,
        raw,
        Quantity(raw, after.comparator, Decimal(value), unit=unit.name, per=per),
        "quantity.word",
    )
