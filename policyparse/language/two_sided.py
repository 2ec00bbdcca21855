"""A lower and an upper bound that meet are one range: 500万元及以上至1000万元以下.

Purpose: ``two_sided``, which joins such mentions. Not for: ranges of one unit (quantities.py).
"""

from __future__ import annotations

from dataclasses import replace

from policyparse.language.spelling import BLANKS
from policyparse.language.values import Mention, Quantity
from policyparse.lazy_regex import regex

_BETWEEN = regex(rf"{BLANKS}(?:、|至|到|且|但|，?且|，?但|-|~|而|和|并)?{BLANKS}")


def two_sided(text: str, folded: str, found: list[Mention[Quantity]]) -> list[Mention[Quantity]]:
    """500万元及以上至1000万元以下 is one range."""
    merged: list[Mention[Quantity]] = []
    for mention in found:
        before = merged[-1] if merged else None
        range_ = _one_range(text, folded, before, mention) if before is not None else None
        if range_ is not None:
            merged[-1] = range_
            continue
        if before is not None and mention.start < before.end:
            continue
        merged.append(mention)
    return merged


def _one_range(
    text: str, folded: str, before: Mention[Quantity], mention: Mention[Quantity]
) -> Mention[Quantity] | None:
    """A lower and an upper bound of one unit that meet, as one mention."""
    one, two = before.value, mention.value
    if (
        one.comparator not in (">=", ">")
        or two.comparator not in ("<=", "<")
        or one.approximate
        or one.unit != two.unit
    ):
        return None
    if one.value is None or two.value is None or one.value >= two.value:
        return None
    if mention.start - before.end > 6 or not _BETWEEN.fullmatch(folded, before.end, mention.start):
        return None
    raw = text[before.start : mention.end]
    value = replace(one, raw=raw, comparator="range", low=one.value, high=two.value, value=None)
    return Mention(before.start, mention.end, raw, value, "quantity.two_sided")
