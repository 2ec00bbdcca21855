"""Quantities: a number with its unit, how it binds, per what and in which direction.

Purpose: ``find_quantities``, which joins numbers (numerals), units (units) and bounds (bounds) and leaves out what
counts nothing (slogans) or is a time (durations). Not for: deciding target or threshold, dates.
The way: numbers → cores (number and unit, range, ratio) → units that lists share → bounds → two-sided bounds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from policyparse.language.bounds import (
    Bound,
    basis_of,
    bound_after,
    bound_apart,
    bound_before,
    bound_behind_noun,
    bound_of_whole,
    per_of,
    with_bound,
)
from policyparse.language.chinese import CHARACTERS
from policyparse.language.durations import is_time
from policyparse.language.numerals import Number, scan_numbers
from policyparse.language.quantity_rules import quantity_rules
from policyparse.language.quantity_words import word_quantities
from policyparse.language.slogans import counts_nothing
from policyparse.language.spelling import BLANKS, fold, forms, skip_blanks
from policyparse.language.two_sided import two_sided
from policyparse.language.units import MEASURES, Measures, Unit
from policyparse.language.values import Basis, Comparator, Mention, Quantity
from policyparse.lazy_regex import inline, regex


@dataclass(slots=True)
class _Core:
    """A number, range or ratio with its unit, before its bounds are known. Offsets into the folded text."""

    start: int
    end: int
    number: Number
    unit: Unit | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    ratio: tuple[Decimal, Decimal] | None = None
    rule: str = "quantity.plain"
    shared: bool = False
    comparator: Comparator | None = None
    left_edge: int = -1
    list_head: int = -1
    after_marker: bool = False
    bound_from: _Core | None = None


#: Whatever is a number, and the words without one of quantity_words.py: a text that lacks both, folded or not, is done.
_HINT = regex(f"[{forms('0123456789' + CHARACTERS)}半翻折兆全以](?:(?<![全以])|(?<=全)覆盖|(?<=以)[上下])")
_RANGE = regex(rf"{BLANKS}(?:\((?:不?含|不?含本数)\))?{BLANKS}(?:[-~至到]|--){BLANKS}")
_LIST = regex(rf"{BLANKS}(?:[、/]|和|与|及|或){BLANKS}")
_FAR = 9  # characters: no more can stand between two numbers that one of these joins
_RATIO = regex(rf"{BLANKS}[:比]{BLANKS}")
_HALF = regex("半(?:(?P<unit>小时|月)|(?![年月数径价成程决导封期天个岛山载夜]))")
_RATIO_WORD = regex("比")
_FLOATING_HEAD = regex(r"(?:^|[\n。；;：: \t(])\s{0,3}$")
_ENDS_DATE = regex(" {0,2}[年月日号]")


def find_quantities(
    text: str, *, folded: str | None = None, measures: Measures = MEASURES
) -> list[Mention[Quantity]]:  # fmt: skip
    """Every quantity of ``text``, sorted, not overlapping; times, names, grades and slogans left out.

    ``folded``: the text as ``spelling.fold`` makes it, where the caller has it. ``measures``: the unit words to know.
    """
    if _HINT.search(text) is None:
        return []
    folded = fold(text) if folded is None else folded
    found: list[Mention[Quantity]] = []
    numbers = scan_numbers(folded, measures)
    if numbers:
        cores = _with_shared_units(folded, _cores(folded, numbers, measures))
        found = [mention for core in _bounded(folded, cores) if (mention := _mention(text, folded, core)) is not None]
        if len(found) > 1:
            found = two_sided(text, folded, found)
    return _with_words(text, folded, found, measures)


# --- numbers → cores -------------------------------------------------------------------------------------------


def _cores(text: str, numbers: list[Number], measures: Measures) -> list[_Core]:
    cores: list[_Core] = []
    taken = -1
    for number, following in zip_longest(numbers, numbers[1:]):
        if number.start < taken:
            continue
        if following is not None and following.start - number.end <= _FAR:
            joined = _joined(text, number, following, measures)
            if joined is not None:
                taken = following.end
                cores.append(joined)
                continue
        cores.append(_single(text, number, measures))
    return cores


def _single(text: str, number: Number, measures: Measures) -> _Core:
    if number.over is not None:
        return _Core(number.start, number.end, number, ratio=(number.value, number.over), rule="quantity.fraction")
    if number.of:
        unit = Unit(number.end, "%" if number.of == 100 else "‰", "share")
        return _Core(number.start, number.end, number, unit, rule="quantity.percent")
    unit_found = measures.unit_at(text, skip_blanks(text, number.end))
    if unit_found is None:
        core = _Core(number.start, number.end, number)
    else:
        printed, number = number, _without_item_marker(text, number, unit_found)
        core = _Core(number.start, unit_found.end, number, unit_found)
        core.after_marker = number is not printed
        if unit_found.kind == "share":
            core.rule = "quantity.percent"
    if number.high is not None:
        core.low, core.high, core.rule = number.value, number.high, "quantity.range"
    elif unit_found is not None and (half := _HALF.match(text, unit_found.end)) is not None:
        _add_half(core, unit_found, half)
    return core


def _add_half(core: _Core, unit: Unit, half: re.Match[str]) -> None:
    """两年半, 两个半小时: the half belongs to the unit that stands before it or behind."""
    if unit.kind == "span" and unit.name != "月" and not half["unit"]:
        core.unit, core.end = unit._replace(end=half.end()), half.end()
    elif unit.name == "个" and half["unit"]:
        core.unit, core.end = Unit(half.end(), half["unit"].removeprefix("个"), "span"), half.end()
    else:
        return
    core.number = replace(core.number, value=core.number.value + Decimal("0.5"))


def _without_item_marker(text: str, number: Number, unit: Unit) -> Number:
    """“1.80周岁及以上的” at the head of an item is marker 1 and 80 周岁: what is counted whole has no decimals."""
    if unit.name not in ("周岁", "岁", "名", "人", "个", "所", "家", "项"):
        return number
    dot = text.find(".", number.start, number.end)
    if dot < 0 or dot - number.start > 2 or number.mantissa is not None:
        return number
    if not _FLOATING_HEAD.search(text, max(0, number.start - 3), number.start):
        return number
    whole = text[dot + 1 : number.end]
    return replace(number, start=dot + 1, value=Decimal(whole)) if whole.isdigit() else number


def _joined(text: str, first: Number, second: Number, measures: Measures) -> _Core | None:
    """Two numbers that are one quantity: 2-3个, 3个月至6个月, 20:1."""
    if (ratio := _RATIO.fullmatch(text, first.end, second.start)) is not None:
        return _ratio(text, first, second, "比" in ratio[0])
    gap_start, unit_between = first.end, None
    if not _RANGE.fullmatch(text, gap_start, second.start):
        unit_between = measures.unit_at(text, skip_blanks(text, first.end))
        if unit_between is None or not _RANGE.fullmatch(text, unit_between.end, second.start):
            return None
    if first.over or second.over or ((first.of == 0) != (second.of == 0) and second.of == 0):
        return None
    percent = Unit(second.end, "%", "share")
    unit = percent if second.of == 100 else measures.unit_at(text, skip_blanks(text, second.end))
    if unit is None or (unit_between is not None and unit_between.name != unit.name):
        return None
    low, high = first.value, second.value
    if (
        unit_between is None
        and first.mantissa is None
        and second.mantissa is not None
        and first.value <= second.mantissa
    ):
        low = first.value * (second.value / second.mantissa) if second.mantissa else first.value
    if low >= high or (unit.name in ("年", "日", "月") and low >= 1000):
        return None
    return _Core(
        first.start,
        unit.end,
        replace(second, start=first.start),
        unit,
        low,
        high,
        rule="quantity.range",
    )


def _ratio(text: str, first: Number, second: Number, spoken: bool) -> _Core | None:
    """5:5, 20:1, 1比15; but 8:30 is a time of day and 5:3:2 no ratio of two."""
    behind = text[second.end : second.end + 1]
    before = text[first.start - 1 : first.start]
    if behind == ":" or before == ":" or not (first.arabic or spoken) or (first.value == 0 and second.value == 0):
        return None
    if first.value < 25 and inline("[0-5][0-9]").fullmatch(text[second.start : second.end]) and not spoken:
        context = text[max(0, first.start - 24) : second.end + 8]
        bounded = first.value < 10 and bound_before(text, first.start) is not None
        if _RATIO_WORD.search(context) is None and not bounded:
            return None
    core = _Core(first.start, second.end, first, ratio=(first.value, second.value), rule="quantity.ratio")
    return core


# --- units and comparators that a list shares ------------------------------------------------------------------


def _with_shared_units(text: str, cores: list[_Core]) -> list[_Core]:
    """5、10、15个: a member without a unit takes the one of its right neighbour."""
    for left, right in zip(cores[-2::-1], cores[:0:-1], strict=False):
        if left.unit is not None or right.unit is None or not left.number.arabic or not _linked(text, left, right):
            continue
        if right.ratio is None and left.ratio is None and _shareable(text, right.unit):
            left.unit, left.shared, left.bound_from = right.unit, True, right
            if (
                left.number.mantissa is None
                and right.number.mantissa
                and left.number.value <= right.number.mantissa * 10
            ):
                factor = right.number.value / right.number.mantissa
                left.number = replace(left.number, value=left.number.value * factor)
    return cores


def _linked(text: str, left: _Core, right: _Core) -> bool:
    """Whether nothing but a list's mark stands between the two."""
    return right.start - left.end <= _FAR and _LIST.fullmatch(text, left.end, right.start) is not None


def _shareable(text: str, unit: Unit) -> bool:
    """Years, months and days of the calendar share nothing: 5、6月; 2.5、5个工作日 does."""
    return (
        unit.kind != "span"
        or unit.name in ("小时", "分钟", "天")
        or "个" in text[unit.end - len(unit.name) - 1 : unit.end]
    )


def _bounded(text: str, cores: list[_Core]) -> list[_Core]:
    """Each core's comparator, then those that a list shares, told by 分别 for a bound behind the last member."""
    kept: list[_Core] = []
    previous: _Core | None = None
    for core in cores:
        left = bound_before(text, core.start)
        if left is not None and _is_topping_out(text, left, core):
            left = None
        linked = previous is not None and _linked(text, previous, core)
        if left is not None:
            core.comparator, core.left_edge = left.comparator, left.edge
        elif (
            linked
            and previous is not None
            and previous.unit is not None
            and previous.comparator
            and (_same(previous, core) or _told_apart(text, previous))
        ):
            core.comparator = previous.comparator
        if linked and previous is not None and not previous.comparator and _told_apart(text, previous):
            previous.bound_from = core  # 分别稳定在34万头、54万吨以上
        if linked and previous is not None:
            core.list_head = previous.list_head if previous.list_head >= 0 else previous.start
        if not _usable(text, core):
            previous = core
            continue
        kept.append(core)
        previous = core
    return kept


def _is_topping_out(text: str, left: Bound, core: _Core) -> bool:
    """封顶50万元 caps a sum; 主体封顶10栋 finishes roofs."""
    return text.startswith("封顶", left.edge) and (core.unit is None or core.unit.kind != "money")


def _same(left: _Core, right: _Core) -> bool:
    return left.unit is not None and right.unit is not None and left.unit.name == right.unit.name


def _told_apart(text: str, first: _Core) -> bool:
    """分别突破600万吨、500亿元: 分别 hands the bound before its list to each member, whatever the units."""
    start = first.left_edge if first.left_edge >= 0 else first.start
    head = first.list_head if first.list_head >= 0 else start
    return "分别" in text[max(0, head - 10) : head]


def _usable(text: str, core: _Core) -> bool:
    """Whether a core is a quantity at all."""
    number, unit = core.number, core.unit
    if core.ratio is not None:
        return True
    before = text[core.start - 1 : core.start]
    if (before in ("第", "〔", "-", ".") and not core.after_marker) or (before.isascii() and before.isalpha()):
        return False
    if before == ":" and text[core.start - 2 : core.start - 1].isdigit():  # the last of 4:3:3
        return False
    if unit is None:
        return _unitless(text, core)
    if core.shared:
        return True
    if unit.kind == "span" and is_time(text, number, unit, core.left_edge if core.left_edge >= 0 else core.start):
        return False
    bounded = core.comparator is not None or bound_after(text, unit.end) is not None
    return not counts_nothing(text, number, unit, bounded)


_HEAD_NOUN = regex(
    " ?((?:常住|户籍|城镇|农村)?人口|企业|学生|教师|学校|职工|群众|农户|居民|用户|家庭|村|社区|企事业单位|老人)"
)


def _unitless(text: str, core: _Core) -> bool:
    """A number without unit counts where a bound says so: 不低于300; 60万以上人口 takes its noun as unit."""
    after = bound_after(text, core.number.end)
    if after is not None:
        noun = _HEAD_NOUN.match(text, after.edge)
        if noun is not None:
            core.unit = Unit(core.number.end, noun[1], "noun")
            return True
        if _ENDS_DATE.match(text, core.number.end):
            return False
        return core.number.arabic and text[after.edge : after.edge + 1] in (
            "",
            "，",
            "。",
            "；",
            ";",
            "、",
            ")",
            "\n",
            "\t",
            ",",
        )
    if not core.number.arabic:
        return False
    if core.number.mantissa is not None and (noun := _HEAD_NOUN.match(text, core.number.end)) is not None:
        core.unit = Unit(noun.end(), noun[1], "noun")
        core.end = noun.end()
        return True
    if core.comparator is None or core.comparator == "~":
        return False
    behind = text[core.number.end : core.number.end + 1]
    return behind in ("", "，", "。", "；", ";", "、", ")", "\n", "\t", ",", "的")


# --- cores → mentions ------------------------------------------------------------------------------------------


def _mention(text: str, folded: str, core: _Core) -> Mention[Quantity] | None:
    number, unit = core.number, core.unit
    start = core.left_edge if core.left_edge >= 0 else core.start
    end = core.end
    after = bound_after(folded, end)
    if after is None and core.bound_from is not None:
        after = _bound_of_list(folded, core)
    left = core.comparator
    comparator: Comparator = left or "="
    approximate = left == "~" or number.approximate
    if after is not None and not (core.ratio is not None and after.comparator == "~"):
        end = after.edge
        if folded.startswith("满足", start):  # 满足100万个以上用户同时使用: a verb, and the bound stands behind
            start, left = core.start, None
        approximate = approximate or after.comparator == "~"
        if left is None or left == "~":
            comparator = after.comparator
    floor = max(0, start - 60)
    head = core.list_head if core.list_head >= 0 else start
    comparator = _settled(folded, core, comparator, head, floor)
    comparator, end = with_bound(folded, Bound(comparator, end))
    more = _more(folded, core, end) if after is None else 0
    if more:
        end, approximate = more, True
        comparator = ">=" if comparator == "=" else comparator
    name = unit.name if unit is not None else None
    basis: Basis = basis_of(folded, head, name, floor) if core.ratio is None else "level"
    value = None if core.ratio is not None or core.low is not None else number.value
    raw = text[start:end]
    quantity = Quantity(
        raw,
        comparator,
        value,
        core.low,
        core.high,
        name,
        per_of(folded, start, printed=text),
        basis,
        approximate,
        core.ratio,
    )
    return Mention(
        start,
        end,
        raw,
        quantity,
        core.rule if (left is None and after is None) or core.rule != "quantity.plain" else "quantity.bounded",
    )


def _bound_of_list(text: str, core: _Core) -> Bound | None:
    """2.5、5个工作日以内: the bound behind the last member holds for the one without unit; its words stay there."""
    last = core.bound_from
    while last is not None and last.bound_from is not None:
        last = last.bound_from
    after = bound_after(text, last.end) if last is not None else None
    return Bound(after.comparator, core.end) if after is not None else None


def _settled(text: str, core: _Core, comparator: Comparator, start: int, floor: int) -> Comparator:
    """The comparator after all that is not beside the number: a bound that stands apart, 余/多, a range.

    ``start``: of the number or of its list's first member, before which such a bound stands.
    """
    if core.low is not None:
        return "range"
    if comparator == "=" and core.ratio is None and (core.unit is None or core.unit.name != "百分点"):
        comparator = bound_apart(text, start, floor) or comparator
    if comparator == "=" and core.unit is not None and core.unit.kind == "count" and core.number.arabic:
        comparator = bound_behind_noun(text, core.end) or comparator
    if comparator == "=" and text.startswith("范围内", core.end) and core.unit and core.unit.name in _DISTANCES:
        comparator = "<="  # 出线2公里范围内
    if comparator == "=" and _of_whole(core):
        comparator = bound_of_whole(text, start, floor) or comparator
    return ">=" if comparator == "=" and core.number.approximate else comparator


_DISTANCES = frozenset(("米", "公里", "千米", "海里"))


def _of_whole(core: _Core) -> bool:
    """Whether a core tells how much of a whole: a share, a multiple or a fraction; no difference in points."""
    if core.unit is None:
        return core.rule == "quantity.fraction"
    return core.unit.name in ("倍", "米", "厘米", "毫米", "摄氏度", "℃") or (
        core.unit.kind == "share" and core.unit.name != "百分点"
    )


def _more(text: str, core: _Core, end: int) -> int:
    """5年多: 多 behind a unit of time. The end behind it, or 0."""
    if core.unit is not None and core.unit.kind == "span" and text[end : end + 1] == "多" and core.low is None:
        return end + 1
    return 0


def _with_words(
    text: str, folded: str, found: list[Mention[Quantity]], measures: Measures
) -> list[Mention[Quantity]]:  # fmt: skip
    """With the quantities that are words alone: 全覆盖, 翻一番, 一半以上."""
    words = word_quantities(text, folded, measures)
    if not words:
        return found
    taken: list[Mention[Quantity]] = []
    for mention in sorted(found + words, key=lambda item: (item.start, -item.end)):
        if not taken or mention.start >= taken[-1].end:
            taken.append(mention)
    return taken


RULES = quantity_rules(find_quantities)
