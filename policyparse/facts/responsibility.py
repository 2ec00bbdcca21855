"""Who answers for a prose item: its labels and brackets, then its sentences, each unit once in its strongest role.

Each way of printing it is a rule with its examples and near misses. Not here: how a label is found
(`facts.unit_labels`), how a sentence is read (`facts.duty_sentences`), what is declared for all items
(`facts.declared_units`); official names (`language.organ_names`).
"""

from __future__ import annotations

from policyparse.facts.declared_units import Declared, once_each, rank, without_declared
from policyparse.facts.drafts import UnitDraft
from policyparse.facts.duty_sentences import may_hold_duty, units_in_sentences
from policyparse.facts.unit_labels import labelled, whole_paragraphs, without_labels
from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.rules import Rule
from policyparse.language.unit_lists import split_units
from policyparse.language.values import Mention


def units_of_item(
    text: str, spans: list[tuple[int, int]], declared: Declared = None, lexicon: Lexicon | None = None
) -> list[UnitDraft]:
    """The responsible units of a prose item in their printed order, each once, in its strongest role."""
    found: list[UnitDraft] = []
    for start, end in whole_paragraphs(text, spans):
        paragraph = text[start:end]
        entries = labelled(paragraph, declared, lexicon)
        found += [
            UnitDraft(e.raw, e.name, e.role, e.group, (start + e.start, start + e.end), rule) for e, rule in entries
        ]
        if may_hold_duty(paragraph):
            found += units_in_sentences(without_declared(without_labels(paragraph, entries), lexicon), start, lexicon)
    return once_each(found)


def units_in_label(
    text: str, start: int, end: int, rule: str, declared: Declared = None, lexicon: Lexicon | None = None
) -> list[UnitDraft]:
    """The units of a cell or label that is known to hold nothing else."""
    words = text[start:end]
    entries = rank(split_units(without_declared(words, lexicon), lexicon), words, declared)
    return once_each(
        [UnitDraft(e.raw, e.name, e.role, e.group, (start + e.start, start + e.end), rule) for e in entries]
    )


def _found(text: str) -> list[Mention[UnitDraft]]:
    """Units of a text as mentions, for the rules' examples."""
    return [
        Mention(unit.span[0], unit.span[1], unit.raw, unit, unit.rule)
        for unit in units_of_item(text, [(0, len(text))])
        if unit.span
    ]


RULES: tuple[Rule, ...] = (
    Rule(
        "unit.label_bracket",
        "a bracket with a label of responsibility",
        (
            ("推进审批标准化。（牵头单位：市住建局；责任单位：市水利局）", "市住建局"),
            ("开展培训。〔责任单位：市教育局〕", "市教育局"),
        ),
        ("推进（限经营条件未发生变化）改革。", "完善机制（略）。"),
        find=_found,
    ),
    Rule(
        "unit.closing_bracket",
        "a bracket at the end of a sentence that holds units and nothing else",
        (
            ("加强资助。（市教育局、市财政局负责）", "市教育局"),
            ("扩大就业。（人力资源社会保障部、财政部）", "人力资源社会保障部"),
        ),
        ("打造示范基地（中心）。", "落实要求（限经营条件未发生变化）。"),
        find=_found,
    ),
    Rule(
        "unit.label_line",
        "labels of responsibility without a bracket",
        (("责任单位：市教育局、市财政局", "市教育局"), ("牵头单位：市发展改革委。完成时限：2023年底", "市发展改革委")),
        ("企业的责任：依法经营。",),
        find=_found,
    ),
    Rule(
        "unit.led_by",
        "由A牵头",
        (("建立由人社部门牵头的机制。", "人社部门"), ("由用友软件、新道科技牵头组建共同体。", "用友软件")),
        ("组建由市政府办公室主任、市教体局局长牵头的工作专班。", "以高职学校为牵头单位开展申报。"),
        find=_found,
    ),
    Rule(
        "unit.named_as",
        "A为牵头单位，B为责任单位",
        (
            ("省发展改革委和省林业局为全省电网改造的总牵头单位。", "省发展改革委"),
            ("市教育局为牵头单位、各县教育局为责任单位。", "市教育局"),
        ),
        ("各责任单位要落实任务。", "以企业为责任主体。", "建立以学校为主体的机制。"),
        find=_found,
    ),
    Rule(
        "unit.leads_with",
        "A会同B",
        (("人社部门会同有关部门，组织清理。", "人社部门"), ("市教育局会同市财政局制定办法。", "市教育局")),
        ("会同有关方面推进。",),
        find=_found,
    ),
    Rule(
        "unit.in_charge",
        "a named organ that 负责 or 承担",
        (
            ("省职业教育工作联席会议负责协调推进。", "省职业教育工作联席会议"),
            ("市教育局具体负责组织实施。", "市教育局"),
        ),
        (
            "建立党委领导、政府负责、职能部门落实的推进机制。",
            "由政府主要负责同志担任组长。",
            "成立理事会，负责推动搭建平台。",
        ),
        find=_found,
    ),
)
