"""Which sections hand out work: neither general requirements nor goals, but measures, key tasks and safeguards.

A section is known by the words of its heading, and hands its class down to the sections below it.
Not here: building the tree (`outline.sections`).
"""

from __future__ import annotations

import re
from typing import Literal

from policyparse.outline.sections import Section

SectionClass = Literal["general", "goals", "operative"]

GENERAL_WORDS = (
    "总体要求|指导思想|总体思路|工作思路|发展思路|基本思路|基本原则|工作原则|遵循原则|主要原则|指导原则|重要意义|重大意义|工作意义|"
    "背景|目的意义|形势|基础|现状|发展环境|总则|适用范围|编制依据|术语|定义|成效|战略定位|总体部署|总体定位"
)
GENERAL = re.compile(f"(?:{GENERAL_WORDS})$|^(?:{GENERAL_WORDS}).{{0,6}}$")
GOALS = re.compile(
    "目标(?:要求|愿景|定位|指标)?$|^(?:总体|主要|工作|发展|年度|近期|远期|预期|阶段|行动|建设)目标|^(?:主要|预期|核心)指标$|发展愿景$"
)
DOING = re.compile("任务|措施|举措|考核|责任|管理|落实|实现|夯实|强化|优化|完善|加强|打造|营造|提升")
LONGEST = 20
BRACKETED = re.compile(r"[（(].*?[)）]")


def classify(sections: list[Section], text: str) -> list[SectionClass]:
    """The class of each section, in their order."""
    classes: list[SectionClass] = []
    for section in sections:
        heading = text[section.heading[0] : section.heading[1]]
        own = _class_of(heading, section)
        inherited = classes[section.parent] if section.parent is not None else "operative"
        if own == "operative" and inherited != "operative":
            own = inherited
        classes.append(own)
    return classes


def _class_of(heading: str, section: Section) -> SectionClass:
    words = BRACKETED.sub("", heading)
    if len(words) > LONGEST or section.style == "attachment":
        return "operative"
    if GOALS.search(words) and not DOING.search(words):
        return "goals"
    if GENERAL.search(words) and not DOING.search(words):
        return "general"
    return "operative"
