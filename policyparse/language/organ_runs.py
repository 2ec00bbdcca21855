"""Organs printed one behind another without any mark, as joint letterheads and signatures have them: where one begins.

Not here: organs in prose (`language.organs`), lists with marks (`language.unit_lists`).
"""

from __future__ import annotations

from policyparse.language.organ_lexicon import default_lexicon
from policyparse.language.organ_names import LEVEL_WORD
from policyparse.language.regions import is_stem, region_name_at

WITH_BRANCHES = (
    "国务院",
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
    branch = region_name_at(line, at) or any(is_stem(line[at : at + size]) for size in (2, 3))
    if line.endswith("国务院", 0, at) or (branch and line.endswith(WITH_BRANCHES, 0, at)):
        return False  # 国务院国资委, 国家税务总局安徽省税务局, 中国银行保险监督管理委员会吉林监管局 are one organ each
    if names_place(line, at) or LEVEL_WORD.match(line, at):
        return True
    lexicon = default_lexicon()
    return any(lexicon.row(line[at : at + length], "state") for length in range(3, LONGEST_STATE_ORGAN + 1))
