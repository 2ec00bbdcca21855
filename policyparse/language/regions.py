"""Places: the division table (province, city, county) and the region whose organ a name or title speaks of.

Reads ``data/regions.tsv`` once, when first asked. Not here: townships, development zones (no table holds them),
organ names, and any guess between two places of one name.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from policyparse.lazy_regex import regex

Level = Literal["province", "city", "county"]

_TAILS = (
    *("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "特区"),
    *("省", "市", "县", "区", "州", "盟", "旗"),
)
_LAST = frozenset("省市县区州盟旗")
# Names that are everyday words as well; they count only right behind the name of their city.
_EVERYDAY = frozenset({"城区", "郊区", "矿区", "新城区", "开发区", "市中区"})
_SHORT_AUTONOMOUS = {
    "内蒙古": "内蒙古自治区",
    "广西": "广西壮族自治区",
    "西藏": "西藏自治区",
    "宁夏": "宁夏回族自治区",
    "新疆": "新疆维吾尔自治区",
}
_PEOPLES = (
    *("维吾尔", "哈萨克", "哈萨克族", "柯尔克孜", "蒙古", "塔吉克", "锡伯", "各族"),
    *("蒙古族", "回族", "藏族", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族", "瑶族", "白族", "土家族"),
    *("哈尼族", "傣族", "黎族", "傈僳族", "佤族", "畲族", "拉祜族", "水族", "东乡族", "纳西族", "景颇族", "土族"),
    *("达斡尔族", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族", "普米族", "怒族", "保安族", "裕固族"),
    *("独龙族", "鄂温克族"),
)


class Region(NamedTuple):
    """A division with its six-digit code (GB/T 2260); ``parent`` is the code of the one above, "" for a province."""

    code: str
    name: str
    level: Level
    parent: str = ""


class _Table(NamedTuple):
    by_code: dict[str, Region]
    by_name: dict[str, tuple[Region, ...]]
    lengths: dict[str, tuple[int, ...]]
    """For each first character: how long the names are that begin with it, the longest first."""
    longest: int


def _level(code: str, parent: str) -> Level:
    """The level that the code tells: a row without parent is a province, xxxx00 a city, all else a county."""
    if not parent:
        return "province"
    return "city" if code.endswith("00") else "county"


@cache
def stem_of(name: str) -> str:
    """The name without its tail: 南昌市 → 南昌, 恩施土家族苗族自治州 → 恩施; itself where one character is left."""
    for tail in _TAILS:
        if name.endswith(tail):
            stem = name.removesuffix(tail)
            if tail.startswith("自治"):
                stem = _without_peoples(stem)
            return stem if len(stem) >= 2 else name
    return name


def _without_peoples(stem: str) -> str:
    """Drops the peoples' names that stand before 自治州, 自治县, 自治区: 恩施土家族苗族 → 恩施."""
    while True:
        shorter = next((stem.removesuffix(p) for p in _PEOPLES if stem.endswith(p) and len(stem) > len(p) + 1), stem)
        if shorter == stem:
            return stem
        stem = shorter


def _aliases(region: Region) -> list[str]:
    """The full names under which officials write the region: 恩施州, 寻甸县 beside those with 自治 and the peoples."""
    if region.name.endswith(("自治州", "自治县", "自治旗")):
        return [region.name, stem_of(region.name) + region.name[-1]]
    return [region.name, *(short for short, full in _SHORT_AUTONOMOUS.items() if full == region.name)]


@cache
def full_name(place: Region) -> str:
    """The name in front of its organs' names: a district's with its city's (昆明市西山区), else the region's own."""
    above = region(place.parent)
    return above.name + place.name if above and place.level == "county" and place.name.endswith("区") else place.name


@cache
def _table() -> _Table:
    text = (files("policyparse") / "data" / "regions.tsv").read_text(encoding="utf-8")
    by_code: dict[str, Region] = {}
    by_name: dict[str, list[Region]] = {}
    for line in text.splitlines():
        if not line or line.startswith(("#", "code\t")):
            continue
        code, name, parent = line.split("\t")
        region = by_code[code] = Region(code, name, _level(code, parent), parent)
        for alias in _aliases(region):
            by_name.setdefault(alias, []).append(region)
    frozen = {name: tuple(regions) for name, regions in by_name.items()}
    lengths: dict[str, set[int]] = {}
    for name in frozen:
        if name[-1] in _LAST or len(name) <= 3:
            lengths.setdefault(name[0], set()).add(len(name))
    longest_first = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
    return _Table(by_code, frozen, longest_first, max(map(len, frozen)))


def region(code: str) -> Region | None:
    """The division with this six-digit code."""
    return _table().by_code.get(code)


def regions_named(name: str) -> tuple[Region, ...]:
    """Every division of that full name (there are several 朝阳区), in the order of their codes."""
    return _table().by_name.get(name, ())


def is_stem(name: str) -> bool:
    """Whether some division is called so without its tail: 南昌, 江西, 共青城."""
    return name in _stems()


@cache
def _stems() -> frozenset[str]:
    return frozenset(stem_of(place.name) for place in _table().by_code.values())


def ancestors(place: Region) -> list[Region]:
    """The region itself, then the ones above it, province last."""
    chain = [place]
    while above := region(chain[-1].parent):
        chain.append(above)
    return chain


def region_name_at(text: str, start: int) -> str:
    """The longest full region name that begins at ``start``, or ""."""
    table = _table()
    for length in table.lengths.get(text[start : start + 1], ()):
        name = text[start : start + length]
        if name in table.by_name and (length <= 3 or name[-1] in _LAST):
            return name
    return ""


def region_name_before(text: str, end: int) -> str:
    """The longest full region name that ends at ``end``, or ""."""
    table = _table()
    if end < 2 or text[end - 1] not in _LAST:
        return ""
    for start in range(max(0, end - table.longest), end - 1):
        if text[start:end] in table.by_name:
            return text[start:end]
    return ""


_BEFORE_REGION = regex(
    r"(?:^|[^\u4e00-\u9fff]|关于|印发|转发|中共|共青团|国家税务总局|中国人民银行|委员会|[和与及在对的给由省市县区州盟旗])$"
)


def _begins_word(text: str, at: int) -> bool:
    """Whether a name may begin here: 健康县区 holds no 康县."""
    return bool(_BEFORE_REGION.search(text, max(0, at - 8), at))


def jurisdiction_of(text: str) -> Region | None:
    """The region that an issuer's name or a title speaks of: 南昌市教育局 → 南昌市; None where it names none.

    The first full region name counts, followed downwards (江西省南昌市东湖区 → 东湖区). A name that several regions
    share is None unless the region above it is printed. Without any full name, a province's short name at the
    very start (江西师范大学) is enough.
    """
    lengths = _table().lengths
    for at, first in enumerate(text):
        if first not in lengths or (at and not _begins_word(text, at)):
            continue
        name = region_name_at(text, at)
        if name and (found := _deepest(text, at, name)):
            return found
    for length in (3, 2):
        full = _provinces().get(text[:length])
        if full:
            return full
    return None


@cache
def _provinces() -> dict[str, Region]:
    """The provinces by their short names."""
    return {stem_of(r.name): r for r in _table().by_code.values() if r.level == "province"}


def _deepest(text: str, at: int, name: str) -> Region | None:
    """Follows a chain of names from ``at`` down; None where the first name is shared or an everyday word."""
    first = regions_named(name)
    if len(first) != 1 and not (len(first) > 1 and _next_below(text, at + len(name), first)):
        return None
    if name in _EVERYDAY:
        return None
    place = first[0]
    at += len(name)
    while below := _next_below(text, at, (place,)):
        place = below
        at += len(below.name)
    return place


def _next_below(text: str, at: int, above: tuple[Region, ...]) -> Region | None:
    """The region named at ``at`` that lies in one of ``above``, directly or one level further down."""
    codes = {r.code for r in above}
    for candidate in regions_named(region_name_at(text, at)):
        if any(r.code in codes for r in ancestors(candidate)[1:]):
            return candidate
    return None
