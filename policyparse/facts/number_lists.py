"""Numbers that stand in one list, and bounds of prose that a row of a table dates.

10亿元、50亿元、100亿元的企业 is one list of one measure; behind 分别 each member has its own. Not here: what 分别 hands
to whom (`facts.distribution`), what a number is (`facts.numbers`).
"""

from __future__ import annotations

from dataclasses import replace

from policyparse.facts.distribution import MARK
from policyparse.facts.drafts import NumberDraft
from policyparse.facts.number_context import NumberContext
from policyparse.facts.sentences import Stretch
from policyparse.lazy_regex import regex

BOUNDS = (">", ">=", "<", "<=")
JOINED = regex(r"(?:以上|以下|以内|左右)?[、和及与或](?:每[\u4e00-\u9fff]{1,5})?")

SAID_OF_EACH = regex("的?(?:标准|比例)[\u4e00-\u9fff]")


def first_of_list(context: NumberContext, clause: Stretch, index: int) -> int:
    """The first number of the list behind 分别, or of a bare list, that the number at ``index`` belongs to."""
    at = context.text.find(MARK, clause.start, context.numbers[index].start)
    first = index
    while first and context.numbers[first - 1].start > max(at, clause.start) and _joins(context, first - 1, at >= 0):
        first -= 1
    return first


def last_of_list(context: NumberContext, clause: Stretch, index: int) -> int:
    """The last number of the bare list of one measure that the number at ``index`` belongs to, else ``index``."""
    last = index
    count = len(context.numbers)
    while last + 1 < count and context.numbers[last + 1].start < clause.end and _joins(context, last):
        last += 1
    told_apart = context.text.find(MARK, clause.start, context.numbers[index].start) >= 0
    # 分别按1.5%、1.0%和0.8%的标准计取: apart, and yet what stands behind the last is said of each.
    return index if told_apart and not SAID_OF_EACH.match(context.text, context.numbers[last].end) else last


def _joins(context: NumberContext, index: int, told_apart: bool = False) -> bool:
    """Whether a mark alone leads to the next number; without 分别 both are of one measure: 10亿元、50亿元."""
    one, other = context.numbers[index], context.numbers[index + 1]
    if not JOINED.fullmatch(context.text, one.end, other.start):
        return False
    alike = one.value.unit == other.value.unit and one.value.comparator == other.value.comparator
    shares = one.value.unit == "%"  # 按40%、30%、30%的比例拨付
    return told_apart or (alike and other.start - one.end == 1 and (shares or one.value.comparator in BOUNDS))


def dated_elsewhere(found: list[NumberDraft]) -> list[NumberDraft]:
    """An undated bound in prose that the notice itself dates in a row is a target in both places."""
    dated = {
        (n.quantity.value, n.quantity.low, n.quantity.high, n.quantity.ratio, n.quantity.unit): n
        for n in found
        if n.kind == "target" and n.origin == "table" and n.time is not None
    }
    result: list[NumberDraft] = []
    for number in found:
        q = number.quantity
        twin = dated.get((q.value, q.low, q.high, q.ratio, q.unit))
        if (
            number.kind == "threshold"
            and number.rule.startswith(("number.bound", "number.standing"))
            and twin
            and number.origin == "prose"
            and _alike(number.subject, twin.subject)
        ):
            number = replace(number, kind="target", rule="number.dated_elsewhere+" + number.rule.split("+")[1])
        result.append(number)
    return result


def _alike(first: str, second: str) -> bool:
    pairs = [{s[i : i + 2] for i in range(len(s) - 1)} for s in (first, second)]
    return bool(pairs[0] and pairs[1]) and 2 * len(pairs[0] & pairs[1]) >= 0.6 * (len(pairs[0]) + len(pairs[1]))
