"""Organs printed one behind another without any mark, as joint letterheads and signatures have them: where one begins.

Not here: organs in prose (`language.organs`), lists with marks (`language.unit_lists`).
"""

from __future__ import annotations

from functools import cache

from policyparse.language.organ_lexicon import default_lexicon
from policyparse.language.organ_names import LEVEL_WORD
from policyparse.language.regions import is_stem, region_name_at

WITH_BRANCHES = (
    "国家税务总局",
    "中国人民银行",
    "监督管理委员会",
    "监督管理总局",
    "国家统计局",
    "国家外汇管理局",
    "国家矿山安全监察局",
)
NATIONAL = ("国家", "国务院", "中共", "中央", "中国", "共青团", "最高人民")
LONGEST_STATE_ORGAN = 14


def names_place(line: str, at: int) -> bool:
    """Whether a region's name, 国家, 中共 or the like stands there, as at the beginning of a full name."""
    return bool(region_name_at(line, at)) or line.startswith(NATIONAL, at)


def begins_organ(line: str, at: int) -> bool:
    """Whether an organ's name can begin there, right behind another: its place, its level's word, a state organ."""
    if line.endswith("国务院", 0, at):
        return False  # 国务院国资委 is one organ
    place = region_name_at(line, at)
    if line.endswith(WITH_BRANCHES, 0, at) and (place or any(is_stem(line[at : at + size]) for size in (2, 3))):
        return False  # 国家税务总局安徽省税务局, 中国银行保险监督管理委员会吉林监管局 are one organ each
    if place or line.startswith(NATIONAL, at) or LEVEL_WORD.match(line, at):
        return True
    return line.startswith(_state_organs().get(line[at : at + 2], ()), at)


@cache
def _state_organs() -> dict[str, tuple[str, ...]]:
    """The names of the state's organs that the default lexicon knows, by their first two characters."""
    lexicon = default_lexicon()
    found: dict[str, list[str]] = {}
    for name in lexicon.names:
        if 3 <= len(name) <= LONGEST_STATE_ORGAN and lexicon.row(name, "state") is not None:
            found.setdefault(name[:2], []).append(name)
    return {beginning: tuple(names) for beginning, names in found.items()}
