"""Units that an item has from its neighbours: from the heading above it, and from the bracket that closes its group.

Not here: what the item itself prints (`facts.responsibility`), what is declared for all (`facts.declared_units`).
"""

from __future__ import annotations

import re

from policyparse.facts.declared_units import Declared, once_each
from policyparse.facts.drafts import TaskDraft, UnitDraft
from policyparse.facts.unit_labels import labelled, whole_paragraphs
from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.organs import find_organs
from policyparse.language.unit_lists import UnitEntry, split_units
from policyparse.lazy_regex import regex
from policyparse.outline.outline import Outline
from policyparse.outline.sections import Section

LONGEST_UNIT_HEADING = 60
# 市指挥部办公室及其职责: the heading names who has the duties below.
DUTIES = regex(r"(?:的|及其|和|主要|工作|基本|具体){0,3}(?:职责|职能|职责任务|职责分工)$")
# …，主要职责包括：, 的主要职责：, 履行下列职责：
DUTIES_LEAD = regex(
    r"(?:的|其)?(?:主要|工作|具体)?职责(?:任务)?(?:是|为|有|如下|包括){0,2}[:：]\s*$|(?:应当?|须|要)?履行(?:下列|以下|如下)[^。；]{0,6}职责"
)
# （二）市教育教学研究院：负责…, （四）各区、县（市）教体局：认真总结…: an organ of a level, a colon and its duty.
DUTY_BEHIND = regex(r"[。.：:]?\s{0,4}(?:主要|具体|统筹)?(?:负责(?!人)|牵头|承担)")
NAMED = regex(
    r"(?P<who>(?:各(?!项)|[省市县区州](?!场|级|民|内|外|域|情)|自治区|国家)[^，。；：:]{2,30}?[局委办厅部府会院署处科室心社行队]|[^，。；：:]{2,16}(?:局|委员会|办公室|领导小组))[：:]"
    r"(?=(?P<leads>牵头)?[\u4e00-\u9fff])"
)
WHOSE = regex(
    r"\s*(?P<who>[^，。；：:（(]{3,40}?)(?:[（(][^（()）]{2,80}[）)])?(?:是[^，。；]{2,40}|负责[^。；]{2,80}|(?<!主)要[^。；]{2,80}|应当?[^。；]{2,80}|作为[^，。；]{2,40})?[，,。]?$"
)
UNIT_ENDS = frozenset("局委办厅部府会院署处科室行社心司关县区市州盟旗镇乡道门位团联协站队校")
CLOSING = frozenset({"unit.closing_bracket", "unit.label_bracket", "unit.label_line"})


def units_above(
    outline: Outline,
    section: Section,
    declared: Declared,
    read: dict[int, list[UnitDraft]],
    lexicon: Lexicon | None = None,
) -> list[UnitDraft]:
    """Units that the headings above print for all items below them; ``read`` keeps what was read before."""
    found: list[UnitDraft] = []
    parent = section.parent
    while parent is not None:
        above = outline.sections[parent]
        if parent not in read:
            read[parent] = (
                _printed(outline.spelled, above, declared, lexicon)
                or units_as_heading(outline.spelled, above, lexicon)
                or _whose_duties(outline.spelled, above, lexicon)
            )
        found += read[parent]
        parent = above.parent
    return found


def _printed(text: str, section: Section, declared: Declared, lexicon: Lexicon | None) -> list[UnitDraft]:
    """Units in the brackets and labels of a heading and of the lines between it and its first item."""
    found: list[UnitDraft] = []
    for start, end in whole_paragraphs(text, section.paragraphs):
        for entry, rule in labelled(text[start:end], declared, lexicon):
            span = (start + entry.start, start + entry.end)
            found.append(UnitDraft(entry.raw, entry.name, entry.role, entry.group, span, rule))
    return found


def units_as_heading(text: str, section: Section, lexicon: Lexicon | None = None) -> list[UnitDraft]:
    """一、市教育局: a heading that is units and nothing else is followed by their duties."""
    start, end = section.heading
    if section.style == "unit":  # 地区住建局：负责…
        end = min(at for at in (text.find("：", start, end), text.find(":", start, end), end) if at >= 0)
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    if section.marker and (before_colon := NAMED.match(text, start, section.paragraphs[0][1])):
        return _before_colon(before_colon, lexicon)
    if "职" in words:
        words = DUTIES.sub("", words)
    words = words.lstrip()
    heads_duty = section.style == "unit"
    if not heads_duty and words[-1:] not in UNIT_ENDS and words[-1:] not in ("）", ")"):
        return []
    if section.style == "attachment" or not 3 <= len(words) <= LONGEST_UNIT_HEADING or "《" in words:
        return []
    entries = split_units(words, lexicon)
    named = len(words) < end - start and len(entries) == 1 and not entries[0].group  # its duties were said behind it
    covered = sum(len(entry.raw) for entry in entries)
    letters = sum("\u4e00" <= character <= "\u9fff" for character in words.replace("等", ""))
    if (
        not entries
        or covered < letters - (words.count("和") + words.count("及"))
        or not (
            heads_duty
            or named
            or _duty_follows(text, end, entries)
            or all(_is_organ(entry, lexicon) for entry in entries)
        )
    ):
        return []
    return [
        UnitDraft(e.raw, e.name, e.role, e.group, (start + e.start, start + e.end), "unit.heading") for e in entries
    ]


def _duty_follows(text: str, end: int, entries: list[UnitEntry]) -> bool:
    """（三）区建交委。负责组织…: the heading of one unit, by whatever name, whose duty follows at once."""
    return len(entries) == 1 and not entries[0].group and DUTY_BEHIND.match(text, end) is not None


def _before_colon(named: re.Match[str], lexicon: Lexicon | None) -> list[UnitDraft]:
    """（二）市教育教学研究院：负责制定…: the organ that a numbered duty is headed by."""
    entries = split_units(named["who"], lexicon)
    covered = sum(len(entry.raw) for entry in entries)
    if covered < len(named["who"].replace("和", "").replace("及", "").replace("、", "")):
        return []
    at, leads = named.start("who"), named["leads"] is not None
    return [
        UnitDraft(e.raw, e.name, "lead" if leads else e.role, e.group, (at + e.start, at + e.end), "unit.heading")
        for e in entries
    ]


def _whose_duties(text: str, section: Section, lexicon: Lexicon | None) -> list[UnitDraft]:
    """第六条 市热线中心是热线的管理机构，主要职责包括：the organ that opens the sentence above its duties."""
    for start, end in section.paragraphs:
        lead = DUTIES_LEAD.search(text, start, end)
        if lead is None:
            continue
        begin = section.heading[0] if start <= section.heading[0] < end else start
        stop = max(text.rfind("。", begin, lead.start()) + 1, begin)
        before = max(text.rfind("。", begin, max(stop - 1, begin)) + 1, begin)
        who = WHOSE.match(text, stop, lead.start()) or WHOSE.match(text, before, lead.start())
        entries = split_units(who["who"], lexicon) if who else []
        if who and entries and all(entry.group or _may_hold(entry.name) for entry in entries):
            at = who.start("who")
            return [
                UnitDraft(e.raw, e.name, e.role, e.group, (at + e.start, at + e.end), "unit.heading") for e in entries
            ]
    return []


def _may_hold(name: str) -> bool:
    """Whether a name ends as an organ's does that has duties."""
    return name[-1:] in UNIT_ENDS or name.endswith(("中心", "机构", "部门", "单位", "公司", "领导小组", "专班"))


def _is_organ(entry: UnitEntry, lexicon: Lexicon | None) -> bool:
    """A named organ from its first word to its last, or a class told by 各 or 有关."""
    name = entry.name
    if name.startswith(("各", "有关", "相关")):
        return True
    return any(m.start == 0 and m.end == len(name) and not m.value.group for m in find_organs(name, lexicon))


def spread_closing_units(outline: Outline, tasks: list[TaskDraft]) -> None:
    """Units in brackets that close each group of items, never a single item, hold for every item of their group."""
    groups: dict[int, list[TaskDraft]] = {}
    for task in tasks:
        parent = outline.sections[task.section].parent if task.section is not None else None
        if parent is not None:
            groups.setdefault(parent, []).append(task)
    closing = [group for group in groups.values() if len(group) > 1 and _bracketed(group[-1])]
    if len(closing) < 2 or any(_bracketed(task) for group in groups.values() for task in group[:-1]):
        return
    for group in closing:
        for task in group[:-1]:
            task.units = once_each([*task.units, *_bracketed(group[-1])])


def _bracketed(task: TaskDraft) -> list[UnitDraft]:
    return [unit for unit in task.units if unit.rule in CLOSING]
