"""Numbers in Chinese text: digits of either width, thousands separators, decimals, Chinese numerals.

Purpose: ``find_numbers`` for everyone and ``scan_numbers`` for the readers of quantities. A number here is only how
much: no unit, no bound. Not for: dates, ratios, ranges; a slogan's numeral (一校一策, 千家万户) is none.
"""

# Word tables stay on their rows, and a list of words is easiest to read as one string.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import lru_cache

from policyparse.language import chinese
from policyparse.language.rules import Rule
from policyparse.language.spelling import fold, forms, skip_blanks
from policyparse.language.units import MEASURES, Measures
from policyparse.language.values import Mention
from policyparse.lazy_regex import regex

_C = chinese.CHARACTERS
# Thousands parted by commas, or by single blanks where a multiplier or a unit follows (GB/T 15835-2011, 5.1.2: 1 000万元).
_ARABIC = regex(
    r"([0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[1-9][0-9]{0,2}(?: [0-9]{3})+(?= ?[万亿元人个名户家亩吨米平公千])|[0-9]+)(?:\.([0-9]+))?"
)
#: What is in every number, in a text that may not be folded yet.
_NUMERAL = regex(f"[{forms('0123456789' + _C)}半]")
_CHINESE = regex(f"[{_C}]+(?:[Oo0][〇零一二三四五六七八九]+)*")
_SCALE = regex(r" {0,2}([余多几]?)([十百千]?)(万亿|[万亿]?)([余多几来]?)")
_BEGINS_SCALE = frozenset(" 余多几十百千万亿来")
_CHINESE_SCALE = regex(r"([余多几])(万亿|[万亿]?)")
_OVER = regex(f"([{_C}]{{1,40}}+)分之([{_C}]+|[0-9]+(?:\\.[0-9]+)?)(?:点([{_C}]+))?")
_SLASH = regex(r"([0-9]{1,3})/([0-9]{1,3})(?![0-9/.])")
_POINT = regex("点([〇零一二三四五六七八九]{1,6})(?![〇零一二三四五六七八九十分])")

#: Behind a number these open a word of their own: 千瓦, 百分点; 多元化, 余额.
_NOT_THOUSAND = "瓦米克伏卡兆赫帕焦安字升巴"
_NOT_MORE = regex(
    "多(?:元化|元体|样|边|层|维|功能|渠道|方位|措|媒|点|式|发|重)|余(?:额|下|量|热|地|缺)|来(?!个|名|家|所|项|人|岁|次)|几何"
)
_BEFORE_ONE = frozenset("进统第唯同每任某逐之专单合归划万不如有无另这那哪头其对均像般")
_MULTIPLIERS = frozenset("十百千万亿")
_NO_NUMBER = regex("十分|万分|百分|一一|一道|一起|一些|一面|一路|一点|一方|一级|一对|一本|一片|一环|一股|一条龙|一张网|一门式|"
                        "一件事|一盘棋|一次性|一次办|一家人|一把手|七台河|三门峡|三门县|五家渠|三台县|六枝|十堰|一线|半数以?上?|"
                        "一天天|一步步|一项项|一个个|两口子|两岸|两会|一人|一户|一方面|一站|一处处|一类事项|一度|一套班|一批|一公里|一字|一轮|一种")  # fmt: skip
# 半年, 半小时; but 上半年, 每半年, and 两个半小时, whose half the reader of quantities adds.
_HALF_COUNTS = regex("(?<![上下每大前后年天月时])(?<![0-9一二两三四五六七八九十]个)半(?=[年天个]|小时)")
_STRONG_AFTER_BARE = frozenset("元人吨亩户千平立辆台套件册美亿")


@lru_cache(8)
def _run_before(first_characters: frozenset[str]) -> re.Pattern[str]:
    """Where a number may begin: a digit, or a numeral with behind it what can stand behind one that counts.

    The latter is a quick way out for 统一, 一般, 十分 …; ``first_characters``: those of the unit words.
    """
    behind = "".join(map(re.escape, sorted(first_characters | frozenset(_C + "分至到几余多点来人"))))
    return re.compile(f"[0-9{_C}半](?:(?<=[0-9半])|(?=[{behind}]|[^\u3400-\u9fff])|\\Z)")


@dataclass(slots=True)  # made for each number of a text: cheaper to make and to ask than a tuple with names
class Number:
    """A number in a folded text. ``of``: 100 or 1000 where 百分之 or 千分之 stood before; ``over`` a denominator."""

    start: int
    end: int
    value: Decimal
    approximate: bool = False
    arabic: bool = True
    mantissa: Decimal | None = None
    over: Decimal | None = None
    of: int = 0
    high: Decimal | None = None


def scan_numbers(folded: str, measures: Measures = MEASURES) -> list[Number]:
    """Every number of a folded text, left to right; a numeral (五) counts where a unit of ``measures`` follows."""
    numbers: list[Number] = []
    position = 0
    search = _run_before(measures.first_characters).search
    while (match := search(folded, position)) is not None:
        start = match.start()
        first = folded[start]
        if first.isascii():
            number, position = _arabic(folded, start)
        elif first == "半":
            number, position = None, start + 1
            if _HALF_COUNTS.match(folded, start):
                number = Number(start, start + 1, Decimal("0.5"), arabic=False)
        else:
            number, position = _chinese(folded, start, measures)
        if number is not None:
            numbers.append(number)
    return numbers


def _shift(whole: str, fraction: str, places: int) -> Decimal | None:
    """The exact decimal whole.fraction × 10^places, None beyond what a database column holds."""
    if len(whole) + places > 28 or len(fraction) > 20:
        return None
    if not places:
        return Decimal(f"{whole}.{fraction}" if fraction else whole)
    fraction = fraction.ljust(places, "0")
    tail = fraction[places:]
    return Decimal(f"{whole}{fraction[:places]}.{tail}" if tail else f"{whole}{fraction[:places]}")


_PLACES = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "万亿": 12}


def _arabic(text: str, start: int) -> tuple[Number | None, int]:
    match = _ARABIC.match(text, start)
    if match is None:  # cannot be: the run began with a digit
        return None, start + 1
    whole, fraction = match.groups("")
    if not whole.isdigit():
        whole = whole.replace(",", "").replace(" ", "")
    end = match.end()
    behind = text[end : end + 1]
    if behind == "/" and text[start - 1 : start] != "/":
        slash = _SLASH.match(text, start)
        if slash and 0 < int(slash[1]) < int(slash[2]):
            return Number(start, slash.end(), Decimal(slash[1]), over=Decimal(slash[2])), slash.end()
    mantissa = _shift(whole, fraction, 0)
    if behind not in _BEGINS_SCALE:
        return (None if mantissa is None else Number(start, end, mantissa)), end
    places, more, end = _scale(text, end)
    value = _shift(whole, fraction, places) if places else mantissa
    if value is None:
        return None, end
    return Number(start, end, value, more, True, mantissa if places else None), end


def _scale(text: str, end: int) -> tuple[int, bool, int]:
    """What multiplies a number written in digits: (places, more than that, end)."""
    match = _SCALE.match(text, end)
    if match is None or not match[0].strip():
        return 0, False, end
    if match[1] and _NOT_MORE.match(text, match.start(1)):
        return 0, False, end
    small, large, last = match[2], match[3], match[4]
    if small and not large and text[match.end(2) : match.end(2) + 1] in tuple(_NOT_THOUSAND + "分"):
        return (0, True, match.end(1)) if match[1] else (0, False, end)
    if last and (match[1] or _NOT_MORE.match(text, match.start(4))):
        last = ""
    stop = match.end(4) if last else match.end(3)
    return _PLACES[small] + _PLACES[large], bool(match[1] or last), stop


def _chinese(text: str, start: int, measures: Measures) -> tuple[Number | None, int]:
    match = _CHINESE.match(text, start)
    if match is None:  # cannot be: the run began with a numeral
        return None, start + 1
    run, end = match[0], match.end()
    if text.startswith("分之", end) and (over := _over(text, start)) is not None:
        return over, over.end
    if run[0] in _MULTIPLIERS and text[start - 1 : start] in ("几", "数"):  # 几十所, 数百家: no number is said
        return None, end
    if len(run) == 1 and run not in "百千万亿":
        if not _counts(text, start, end, measures):
            return None, end
    elif text[end : end + 1] in ("大", "届") or text[start - 1 : start] == "第":
        return None, end
    value = chinese.value_of(run)
    high = None
    if value is None:
        value, high = _guess(run)
    if value is None:
        number = _bare(text, start, end, measures)
        return number, number.end if number is not None else end
    return _chinese_tail(text, start, end, Decimal(value), None if high is None else Decimal(high))


def _bare(text: str, start: int, end: int, measures: Measures) -> Number | None:
    """A multiplier that stands for one of itself: 百万元, 千亿元; 百余家, 超千人, where words say that it is an amount."""
    scale = chinese.leading_multiplier(text[start:end])
    if scale is None:
        return None
    more = text[end : end + 1] in ("余", "多") and not _NOT_MORE.match(text, end)
    at = skip_blanks(text, end + more)
    if len(text[start:end]) > 1 and not more and text[at : at + 1] in _STRONG_AFTER_BARE:
        return Number(start, end, Decimal(scale), arabic=False)
    if (more or text[start - 1 : start] in ("超", "逾")) and measures.unit_at(text, at) is not None:
        return Number(start, end + more, Decimal(scale), more, arabic=False)
    return None


def _chinese_tail(text: str, start: int, end: int, value: Decimal, high: Decimal | None) -> tuple[Number | None, int]:
    """What stands behind a Chinese numeral and belongs to it: 点五, 余万, 几."""
    behind = text[end : end + 1]
    if behind == "点" and (point := _POINT.match(text, end)):
        tail = "".join(str(chinese.value_of(character)) for character in point[1])
        large = next((word for word in ("万亿", "万", "亿") if text.startswith(word, point.end())), "")
        exact = _shift(str(value), tail, _PLACES[large])
        end = point.end() + len(large)
        return (None if exact is None else Number(start, end, exact, arabic=False)), end
    scale = _CHINESE_SCALE.match(text, end) if behind in ("余", "多", "几") else None
    if scale and not _NOT_MORE.match(text, end) and (value >= 10 or scale[2]):
        value *= 10 ** _PLACES[scale[2]]
        return Number(start, scale.end(), value, True, False), scale.end()
    return Number(start, end, value, arabic=False, high=high), end


def _guess(run: str) -> tuple[int | None, int | None]:
    """三五, 七八, 两三: two neighbours are a guess between them, read only where a unit follows (see quantities)."""
    if len(run) == 2:
        low, high = chinese.value_of(run[0]), chinese.value_of(run[1])
        if low is not None and high is not None and 0 < low < 10 and high < 10 and (high - low == 1 or run == "三五"):
            return low, high
    return None, None


def _over(text: str, start: int) -> Number | None:
    """三分之一, 百分之二十, 千分之五."""
    match = _OVER.match(text, start)
    if match is None:
        return None
    below = {"百": 100, "千": 1000, "万": 10000}.get(match[1]) or chinese.value_of(match[1])
    above: Decimal | None
    if match[2][0].isascii():
        above = Decimal(match[2]) if len(match[2]) < 20 else None
    else:
        whole = 100 if match[2] == "百" else chinese.value_of(match[2])
        above = None if whole is None else Decimal(whole)
        if above is not None and match[3]:
            digits = [chinese.value_of(character) for character in match[3]]
            if all(digit is not None and digit < 10 for digit in digits):
                above = Decimal(f"{above}." + "".join(map(str, digits)))
    if not below or above is None:
        return None
    if below in (100, 1000):
        return Number(start, match.end(), above, arabic=False, of=below)
    return Number(start, match.end(), above, arabic=False, over=Decimal(below))


def _counts(text: str, start: int, end: int, measures: Measures) -> bool:
    """Whether a single numeral character counts something: 一所 does, 进一步 and 一校一策 do not."""
    character = text[start]
    if character in "百千万亿〇零拾佰仟萬億" or _NO_NUMBER.match(text, start):
        return False
    before = text[start - 1 : start]
    if before in _BEFORE_ONE and (character == "一" or before == "第"):
        return False
    at = skip_blanks(text, end)
    behind = text[at : at + 1]
    if behind == "点" and _POINT.match(text, at):
        return True
    if behind in ("至", "到", "-", "~", "、", "几", "余", "多") or (not behind and not _is_han(before)):
        return True
    if measures.unit_at(text, at) is None:
        return not _is_han(behind) and not _is_han(before)
    return not (character == "一" and text[end + 1 : end + 2] == "一")


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def find_numbers(text: str) -> list[Mention[Decimal]]:
    """Every number of ``text`` with its exact value; fractions (三分之一) to 28 digits, 百分之二十 as 0.2."""
    found: list[Mention[Decimal]] = []
    if _NUMERAL.search(text) is None:
        return found
    for number in scan_numbers(fold(text)):
        if number.high is not None:
            continue
        value = number.value
        if number.over or number.of:
            with localcontext() as context:
                context.prec = 28
                value = value / (number.over or number.of)
        rule = "number.fraction" if number.over or number.of else "number.arabic" if number.arabic else "number.chinese"
        found.append(Mention(number.start, number.end, text[number.start : number.end], value, rule))
    return found


RULES = (
    Rule(
        id="number.arabic",
        purpose="digits of either width, grouped, with decimals, multipliers and 余/多",
        examples=(
            ("1.5万", "15000"),
            ("３０００多名", "3000"),
            ("1,000元", "1000"),
            ("20余万人", "200000"),
            ("5千瓦", "5"),
        ),
        near_misses=("若干", "进一步"),
        pattern=_ARABIC,
        find=find_numbers,
    ),
    Rule(
        id="number.chinese",
        purpose="Chinese numerals, positional or with multipliers",
        examples=(
            ("二〇二五年", "2025"),
            ("二O一一年", "2011"),
            ("一百二十万", "1200000"),
            ("两所", "2"),
            ("十几个", "10"),
        ),
        near_misses=("一校一策", "进一步", "千家万户", "万众一心", "十九大", "十四五", "百千万人才", "第三", "二十届"),
        pattern=_CHINESE,
        find=find_numbers,
    ),
    Rule(
        id="number.fraction",
        purpose="三分之一, 1/3, 百分之二十",
        examples=(("百分之二十", "0.2"), ("四分之三", "0.75"), ("1/4", "0.25")),
        near_misses=("5/3", "2024/1/15", "百分点"),
        literals=("分之", "/"),
        pattern=_OVER,
        find=find_numbers,
    ),
)
