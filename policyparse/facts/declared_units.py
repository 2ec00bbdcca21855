"""What a notice declares once for many lists of units: who leads in each, and who answers for all items.

列第一位者为牵头单位 ranks every list; 以下均需各市县政府落实，不再列出 adds a unit to each item of its reach. Not here:
finding the lists (`facts.unit_labels`), the headings that hold for the items below them (`facts.prose_tasks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from policyparse.facts.drafts import TaskDraft, UnitDraft
from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.organs import names_organ
from policyparse.language.rules import Rule
from policyparse.language.unit_lists import Role, UnitEntry, split_units
from policyparse.language.values import Mention
from policyparse.lazy_regex import inline, regex
from policyparse.outline.outline import Outline

Declared = Literal["first", "before_comma", "all", None]

FIRST_LEADS = regex(
    r"(?:列|排|排名|位列|序列)?(?:在|于)?(?:第一|首|前)位?(?:的|者)?(?:单位|部门)?(?:的)?(?:，)?(?:为|是)(?:总?牵头|主办|第一责任)(?:单位|部门)"
)
BEFORE_COMMA_LEADS = regex(r"(?:第一个|首个)?逗号(?:之)?前(?:的)?(?:单位|部门)?(?:为|是)(?:牵头|主办)(?:单位|部门)")
# （括号中为牵头负责部门、人员、电话，下同）: whoever stands in such a bracket leads.
BRACKET_LEADS = regex(r"括号[中内里](?:所列)?的?(?:单位|部门)?均?[为是](?:总?牵头|主办)")
IS_LEAD = regex("[为是](?:总?牵头|主办|第一责任)")
LONGEST_LEAD = 24  # characters of FIRST_LEADS and BEFORE_COMMA_LEADS before and behind IS_LEAD's words
STRENGTH: dict[Role, int] = {"lead": 2, "responsible": 1, "support": 0}
#: Rules of units that an item prints for itself, as against those that a sentence of it names.
PRINTED = frozenset({"unit.closing_bracket", "unit.label_bracket", "unit.label_line", "unit.cell"})

NOBODY = regex("(?:各)?(?:责任|牵头|配合|承办|落实|实施)(?:单位|部门)")  # roles, not those who have them
_ALL = regex("[均都皆]")
_BEHIND_ITEMS = regex("[均都皆](?<=[下上项].)")
_UNLISTED = (
    r"，?(?:以下|下文|后面|今后)?(?:各项|各条)?(?:均)?(?:不再|不另|不一一|不逐)"
    r"[^，,。；;：:\n）)〕】\]]{0,8}(?:，?下同)?"
)
# 以下各项工作均由各区县政府负责，不再逐一列出. The first word must not close a bound (1000万元以下均由…).
_FOR_ALL = regex(
    r"(?:(?<![^。；;，,、（(〔【\[\s：:])(?P<reach>以下|下列|以上|上述))?"
    r"(?P<every>(?:各|所有|全部|每)?(?:项|条|类)?)(?:具体|重点|主要|改革|工作)?"
    r"(?:工作任务|政策措施|任务|工作|措施|事项|政策|举措|内容|条款|项目|责任单位(?:名单)?[中里内]?)?，?"
    r"(?P<all>均|都|皆)(?:还)?(?:需要?|须|应当?|要|涉及|包括|包含|含|请|为)?由?"
    r"(?P<units>(?:[^。；;：:\n“”《》（(）)〔〕【】\[\]]|[（(〔\[][^（()）〔〕\[\]]{1,20}[）)〕\]]){2,120}?)"
    r"(?:，?(?:按(?:照)?(?:各自)?职[责能](?:分工)?|共同|分别|具体|组织|贯彻|抓好|认真|分工){0,12}+"
    r"(?P<verb>落实|负责(?!解释|人)|实施|执行|推进|配合|参与|协助)(?:[^，,。；;：:\n）)〕】\]]{0,6})?"
    rf"(?P<unlisted>{_UNLISTED})?|(?P<alone>{_UNLISTED}))"
    r"(?=[，,。；;\n）)〕】\]]|$)"
)
# The same said the other way about: 各区县政府为以上各项任务责任单位，不再单列; 以上任务的责任单位均包括各区县政府。
_UNSAID = regex(
    r"(?:不再|不另|不一一|不逐[一项条])[^，,。；;：:\n）)〕】\]]{0,6}?(?:列|注明|标注|赘述)"
    r"|(?:以下|以上|上述|各项|所有|全部)[^，,。；;\n]{0,12}[均都皆](?:包括|包含|含有?)"
    r"|(?<=负责[。，,])下同(?=[）)〕】])"  # （各市局、直属单位按职责分工负责。下同）
)
_NOUN = r"(?:工作任务|政策措施|任务措施|任务|工作|措施|事项|政策|举措|内容|条款|项目)"
_KIND = r"(?:具体|重点|主要|改革|工作)?"
_WORK = (
    rf"(?:(?:以下|下列|以上|上述|前述)(?:各|所有|全部|每)?(?:项|条|类)?{_KIND}{_NOUN}?"
    rf"|(?:各|所有|全部|每)(?:项|条|类){_KIND}{_NOUN}?|(?:各|所有|全部){_KIND}{_NOUN})?"
)
_OF_WHICH = regex(r"以下|下列|以上|上述|前述|各项|每项|所有|全部|[均都皆]")
_FRAME_BEFORE = regex(
    rf"(?:注[：:])?(?:本[\u4e00-\u9fff]{{2,4}}中?)?{_WORK}的?(?:责任单位)?[中里]?[均都皆]?还?"
    r"(?:需要?|须|应当?|要|涉及|包括|包含|含有?|请|为)?由?(?:（|\()?"
)
_FRAME_BEHIND = regex(
    rf"[均都皆]?(?:需要?|须|要|为|是|作为|按(?:照)?(?:各自)?职[责能](?:分工)?|具体|组织|贯彻|抓好|认真|共同){{0,8}}+"
    rf"(?:负责|落实|实施|推进|执行|为|是){{0,8}}+{_WORK}的?(?:共同|责任|落实|实施|配合){{0,8}}+(?:单位|部门|主体)?$"
)
_CLAUSE = regex(r"(?:[^，,。；;\n（(〔【）)〕】]|[（(〔【][^（()）〔〕【】]{1,20}[）)〕】])+")
LONGEST_BEGINNING = 12  # characters of a declaration before its 均


@dataclass(frozen=True, slots=True)
class Declaration:
    """Units that answer for every item of a reach: from it on ("on"), up to it ("back"), or both ("all")."""

    start: int
    end: int
    reach: Literal["on", "back", "all"]
    units: tuple[UnitDraft, ...]


def declared_leads(text: str) -> Declared:
    """How the notice itself ranks the units of a list: 列第一位者为牵头单位, 逗号前为牵头单位, 括号内为牵头单位."""
    around = [text[max(0, m.start() - LONGEST_LEAD) : m.end() + LONGEST_LEAD] for m in IS_LEAD.finditer(text)]
    if any(BEFORE_COMMA_LEADS.search(words) for words in around):
        return "before_comma"
    if any(BRACKET_LEADS.search(words) for words in around):
        return "all"
    return "first" if any(FIRST_LEADS.search(words) for words in around) else None


def rank(entries: list[UnitEntry], words: str, declared: Declared) -> list[UnitEntry]:
    """The entries of one list with the lead that the notice declares; roles that the list itself prints stay."""
    if declared is None or any(entry.role != "responsible" for entry in entries):
        return entries
    if declared == "all":
        return [entry._replace(role="lead") for entry in entries]
    if len(entries) < 2:
        return entries
    border = entries[0].end
    if declared == "before_comma":
        bare = inline(r"[（(][^（()）]*[）)]").sub(lambda found: " " * len(found.group()), words)
        comma = inline("[，,；;]").search(bare)
        if comma is None:
            return entries
        border = comma.start()
    return [entry._replace(role="lead") if entry.end <= border else entry for entry in entries]


def once_each(units: list[UnitDraft]) -> list[UnitDraft]:
    """Each unit once, in its strongest role: lead before responsible before support."""
    if len(units) < 2:
        return units
    names = {unit.name for unit in units}
    kept: dict[str, UnitDraft] = {}
    for unit in units:
        name = f"各{unit.name}" if f"各{unit.name}" in names else unit.name  # 园区管委会 where 各园区管委会 answer
        name = name.replace("人民政府", "政府")
        known = kept.get(name)
        if known is None:
            kept[name] = unit
        elif known.name != unit.name:
            strongest = max(known.role, unit.role, key=STRENGTH.__getitem__)
            kept[name] = (known if known.name.startswith("各") else unit)._replace(role=strongest)
        elif STRENGTH[unit.role] > STRENGTH[known.role]:
            kept[name] = unit
    return list(kept.values())


def declarations(text: str, lexicon: Lexicon | None = None) -> list[Declaration]:
    """The units that the text declares for all items at once, in order."""
    found: list[Declaration] = []
    at = 0
    while (at := _next_all(text, at)) >= 0:
        begin = max(text.rfind(mark, max(0, at - 30), at) for mark in "。；;，,（(〔【[\n") + 1
        match = _declaration(text, begin, at)
        at += 1
        if match is None or not _speaks_of_all(match):
            continue
        role: Role = "support" if match["verb"] in ("配合", "参与", "协助") else "responsible"
        units = _declared_units(match["units"], match.start("units"), role, lexicon)
        if units:
            reach: Literal["on", "back", "all"] = "all"
            if match["reach"]:
                reach = "back" if match["reach"] in ("以上", "上述") else "on"
            found.append(Declaration(match.start(), match.end(), reach, units))
            at = match.end()
    more = [one for one in _unsaid(text, lexicon) if not any(one.start < d.end and d.start < one.end for d in found)]
    return sorted([*found, *more], key=lambda one: one.start) if more else found


def _unsaid(text: str, lexicon: Lexicon | None) -> Iterator[Declaration]:
    """Declarations that name the units first: 各区县政府为以上各项任务责任单位，不再单列."""
    for match in _UNSAID.finditer(text):
        from_here = match[0] == "下同"
        last = match.start() - from_here
        begin = max(text.rfind(mark, max(0, match.start() - 150), last) for mark in "。；;\n【〔") + 1
        rest = _CLAUSE.match(text, match.end())
        end = rest.end() if rest else match.end()
        clauses = [clause for clause in _CLAUSE.finditer(text, begin, end) if clause.end() > begin]
        for clause in clauses[-2:-1] if from_here else reversed(clauses):  # the clause before 下同
            reach = match if from_here else _OF_WHICH.search(text, clause.start(), match.end())
            units = _framed_units(text, clause.start(), clause.end(), lexicon) if reach else ()
            if reach and units:
                how: Literal["on", "back", "all"] = "all"
                if reach[0] in ("以下", "下列", "下同"):
                    how = "on"
                elif reach[0] in ("以上", "上述", "前述"):
                    how = "back"
                yield Declaration(clause.start(), end, how, units)
                break


def _framed_units(text: str, start: int, end: int, lexicon: Lexicon | None) -> tuple[UnitDraft, ...]:
    """The units of a clause that says nothing but for which items they answer."""
    before = _FRAME_BEFORE.match(text, start, end)
    start = before.end() if before else start
    behind = _FRAME_BEHIND.search(text, start, end)
    end = behind.start() if behind else end
    units = _declared_units(text[start:end], start, "responsible", lexicon)
    return units if units and sum(len(unit.raw) for unit in units) >= 0.7 * (end - start) else ()


def _declaration(text: str, begin: int, at: int) -> re.Match[str] | None:
    """The words of a declaration around its 均 at ``at``, looked for at the few places where they may begin first."""
    nearest = range(max(begin, at - LONGEST_BEGINNING), at + 1)
    tried = (_FOR_ALL.match(text, start, at + 200) for start in nearest)
    if not any(match is not None and match.start("all") == at for match in tried):
        return None
    return next((match for match in _FOR_ALL.finditer(text, begin, at + 200) if match.start("all") == at), None)


def _speaks_of_all(match: re.Match[str]) -> bool:
    """Whether the words say of which items: 以下均由…负责, 各项任务均由…负责，不再列出, 责任单位均含…，不再列出."""
    if match["reach"]:
        return True
    return bool(match["unlisted"] or match["alone"]) and bool(match["every"] or "责任单位" in match.group())


def _next_all(text: str, start: int) -> int:
    """The next 均, 都 or 皆."""
    found = _ALL.search(text, start)
    return found.start() if found else -1


def _declared_units(words: str, base: int, role: Role, lexicon: Lexicon | None) -> tuple[UnitDraft, ...]:
    entries = split_units(words, lexicon)
    if any(NOBODY.fullmatch(entry.name) for entry in entries):
        return ()
    if 2 * sum(_answers(entry, lexicon) for entry in entries) <= len(entries):
        return ()
    return tuple(
        UnitDraft(e.raw, e.name, role, e.group, (base + e.start, base + e.end), "unit.for_all") for e in entries
    )


def _answers(entry: UnitEntry, lexicon: Lexicon | None) -> bool:
    return entry.group or entry.name.endswith(("政府", "管委会", "管理委员会")) or names_organ(entry.name, lexicon)


def without_declared(text: str, lexicon: Lexicon | None = None) -> str:
    """The text with such declarations blanked: their words are no unit of the list in which they stand."""
    if not _may_declare(text):
        return text
    for one in declarations(text, lexicon):
        text = text[: one.start] + "　" * (one.end - one.start) + text[one.end :]
    return text


def _may_declare(text: str) -> bool:
    """Whether one of the words stands there that every declaration holds; spelt out, since each list is asked."""
    if "均" in text or "都" in text or "皆" in text:
        return True
    return "不再" in text or "不另" in text or "不一一" in text or "不逐" in text or "下同" in text


def spread_declared(outline: Outline, tasks: list[TaskDraft], lexicon: Lexicon | None = None) -> None:
    """Gives each task the units that the notice declares for all items of a reach that holds it.

    The reach is the part (topmost section) in which the declaration stands, and beyond it every item that prints
    units of its own, since the declaration says what those lists leave out.
    """
    if not _BEHIND_ITEMS.search(outline.text) and "不再" not in outline.text and "负责。下同" not in outline.text:
        return
    for one in declarations(outline.text, lexicon):
        part = _part_of(outline, one.start)
        for task in tasks:
            start, end = task.quote[0], max([task.quote[1], *(span[1] for span in task.spans)])
            if (one.reach == "on" and end <= one.start) or (one.reach == "back" and start >= one.end):
                continue
            prints = any(unit.rule in PRINTED for unit in task.units)
            if part is None or prints or part[0] <= start < part[1]:
                task.units = once_each([*task.units, *one.units])


def _part_of(outline: Outline, position: int) -> tuple[int, int] | None:
    """The topmost section that holds the position; None where it stands outside all of them."""
    for section in outline.sections:
        if section.parent is None and section.start <= position < section.end:
            return section.start, section.end
    return None


def _found(text: str) -> list[Mention[UnitDraft]]:
    """Declared units of a text as mentions, for the rule's examples."""
    return [
        Mention(unit.span[0], unit.span[1], unit.raw, unit, unit.rule)
        for one in declarations(text)
        for unit in one.units
        if unit.span
    ]


RULES: tuple[Rule, ...] = (
    Rule(
        "unit.for_all",
        "units declared once for all items",
        (
            ("（生态环境部指导。以下均需试点城市政府落实，不再列出）", "试点城市政府"),
            ("（以下各项工作均由各区县政府负责，不再逐一列出）", "各区县政府"),
            ("各项任务均需各市、县（区）人民政府落实，不再列出。", "各市、县（区）人民政府"),
            ("（规划处）（括号中为牵头部门，各市局、直属单位按职责分工负责。下同）", "各市局"),
            ("（责任单位：省民政厅。以下责任单位中均包含各市、县〔区〕政府，不再列出）", "各市、县〔区〕政府"),
        ),
        (
            "单项1000万元以下均由县级政府负责。",
            "以上材料均需加盖公章。",
            "以下情形均应由申请人负责说明。",
            "各部门均要抓好落实。",
            "〔市发展改革委（逗号前为牵头单位，未明确牵头单位的按职责分工负责，下同）〕",
        ),
        find=_found,
    ),
)
