"""An item headed 职责分工 whose paragraphs open with an organ each: every one of them has the duty behind it.

Not here: sentences that say 负责 or 牵头 (`facts.duty_sentences`), organs that are headings (`facts.inherited_units`).
"""

from __future__ import annotations

from policyparse.facts.drafts import UnitDraft
from policyparse.facts.duty_subjects import VERB_BEHIND, draft_of_organ
from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.organs import find_organs
from policyparse.language.rules import Rule
from policyparse.language.values import Mention
from policyparse.lazy_regex import regex

# 职责分工, 明确部门职责, 成员单位工作职责, 任务分工
DIVISION = regex(
    r"(?:^|明确|落实|细化|厘清|强化|[、和及与])(?:(?:有关|相关|各|成员|主要)?(?:部门|单位)(?:及其|的)?(?:主要|工作)?职责(?:任务)?"
    r"|(?:工作|主要|具体)?(?:职责|责任|任务|职能)分工|工作职责|分工职责)$"
)
LIST_MARKS = frozenset("、和及与")
OPENING = 60  # characters in which a paragraph's first organs stand


def units_by_paragraph(
    text: str, heading: tuple[int, int], paragraphs: list[tuple[int, int]], lexicon: Lexicon | None = None
) -> list[UnitDraft]:
    """The organs that open the paragraphs below a heading that divides duties."""
    start, end = heading
    if "职" not in text[start:end] and "分工" not in text[start:end]:
        return []
    if not DIVISION.search(text[start:end].strip(" \u3000：:。")):
        return []
    found: list[UnitDraft] = []
    for begin, stop in paragraphs:
        if begin > end:
            found += _opening(text[begin : min(stop, begin + OPENING)], begin, lexicon)
    return found


def _opening(words: str, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """The organs of a list that a paragraph opens with, where a verb of work follows; A要… hands out nothing."""
    opened: list[UnitDraft] = []
    at = len(words) - len(words.lstrip())
    for mention in find_organs(words, lexicon):
        if mention.start != at:
            break
        opened.append(draft_of_organ(mention, base, "unit.division", "responsible"))
        at = mention.end
        if words[at : at + 1] in LIST_MARKS:
            at += 1
    return opened if opened and VERB_BEHIND.match(words, at) else []


def _found(text: str) -> list[Mention[UnitDraft]]:
    """Units of an item, heading and paragraphs a line each, as mentions, for the rule's examples."""
    heading, _, rest = text.partition("\n")
    starts = [len(heading) + 1]
    for line in rest.split("\n")[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    paragraphs = [(at, at + len(line)) for at, line in zip(starts, rest.split("\n"), strict=True)]
    found = units_by_paragraph(text, (0, len(heading)), paragraphs)
    return [Mention(unit.span[0], unit.span[1], unit.raw, unit, unit.rule) for unit in found if unit.span]


RULES: tuple[Rule, ...] = (
    Rule(
        "unit.division",
        "an organ that opens a paragraph of an item headed 职责分工",
        (
            (
                "职责分工\n区城管执法局依法对违反规定的行为实施行政处罚。\n区住房保障房屋管理局指导各街道、镇。",
                "区城管执法局",
            ),
            ("明确部门职责\n市财政局统筹安排资金，加强监管。", "市财政局"),
            ("成员单位工作职责\n公安机关、市场监管部门依法查处。", "公安机关"),
        ),
        (
            "职责分工\n市财政局要安排资金。",
            "职责分工\n市财政局的资金由各区安排。",
            "加强监管\n区城管执法局依法实施行政处罚。",
            "职责分工\n依法对违反规定的行为实施行政处罚，区城管执法局组织。",
        ),
        find=_found,
    ),
)
