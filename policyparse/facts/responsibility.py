"""Who answers for a prose item: labelled brackets and lines, closing brackets of units, and 牵头/负责/会同 sentences.

Each way of printing it is a rule with its examples and near misses. Not here: responsibility columns of tables, which
`facts.table_tasks` hands to the same `split_units`; and official names (`language.organ_names`).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from itertools import islice
from typing import Literal

from policyparse.facts.drafts import UnitDraft
from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.organs import find_organs, names_organ
from policyparse.language.rules import Rule
from policyparse.language.unit_lists import Role, UnitEntry, split_units
from policyparse.language.values import Mention, Organ

LABEL_WORDS = (
    "责任单位|责任部门|责任主体|责任处室|责任科室|责任领导单位|牵头单位|牵头部门|牵头责任单位|牵头处室|牵头科室|配合单位|配合部门|协办单位|主办单位|承办单位|"
    "参与单位|参加单位|协同单位|落实单位|实施单位|实施主体|主责单位|整改责任|责任分工|协作单位|支持单位|主要责任单位|组织单位|督办单位|责任|牵头|配合"
)
LABEL = re.compile(rf"(?:{LABEL_WORDS})\s*[：:]")
STRONG_LABEL = re.compile(r"(?:责任|牵头|配合|协办|主办|承办|实施|落实)(?:责任)?(?:单位|部门)\s*[：:]")
DEADLINE_WORDS = r"(?:时限|时间|期限|节点|时间节点|时间表|进度)(?:要求|安排)?\s*[：:]"
DEADLINE_LABEL = re.compile(rf"(?:完成|整改|办结|推进|落实|工作)?{DEADLINE_WORDS}")
DEADLINE_LABEL_END = re.compile(DEADLINE_WORDS)  # for those who need no more than where a label ends: fast to begin
BRACKET = re.compile(
    r"[（(〔【\[]([^（(〔【\[）)〕】\]]*(?:[（(〔\[][^（()）〕\]]*[）)〕\]][^（(〔【\[）)〕】\]]*)*)[）)〕】\]]"
)
TIME_TAIL = re.compile(
    r"[，,；;、] ?(?:(?:19|20)\d\d ?年|每年|每季|每月|今年|年底|\d{1,2} ?月|长期|持续|立即|常态化)"
    r"[^，,；;、。]{0,16}[）)]?$"
)
DUTY_END = re.compile(
    r"(?:牵头|负责|落实|配合|参加|参与|实施|承担|推进|按(?:照)?(?:各自)?职[责能](?:分工)?(?:分别)?(?:负责|落实|推进|实施)?|分别负责|分工负责)$"
)
PERSON = re.compile(
    r"(?:局长|厅长|部长|主任|书记|市长|省长|县长|区长|处长|科长|同志|领导|负责人|组长|校长|院长|长)$|^(?:副?(?:局长|厅长|部长|主任|书记|市长|省长|县长|区长|校长|院长|组长))|主要负责|分管|主要领导"
)
IN_PERSON = frozenset("长任记志导人责管")
DESCRIPTION = re.compile(
    r"(?:党委|政府|企业|学校|社会|部门)(?:统一)?(?:负责|主导|牵头)、|政府负责|负责人|负责制|主要负责"
)
LED_BY = re.compile(r"由([^由，,。；;：:]{2,120}?(?:[，,][^由，,。；;：:]{2,40}?)?)牵头(?!负责人|单位|部门)")
PARTICIPATES = re.compile(r"([^，,。；;：:]{3,60}?)(?:参与|配合|协助)(?=的|[，,。；;]|$|建设|实施|完成|做好)")
NO_UNITS = re.compile(r"[。：:“”《》]|以下简称|\d{4}年")
DUTY = re.compile("牵头|会同|会商|负责|承担")
SENTENCE = re.compile("[^。；;！？\n]+")
WITH = re.compile(r"会同|会商")
LEADS = re.compile("牵头(?!单位|部门|负责人|人|高校|学校|[：:])")
IN_CHARGE = re.compile(
    r"[，,]?(?:具体|统筹|共同|分别|主要|牵头|按(?:照)?职责(?:分工)?)*(?:负责(?!人|制|同志|任)|承担(?!的|过))"
)
ACTOR_KINDS = re.compile(r"等?(?:多方|各方|共同|广泛|积极)$|第三方")


FIRST_LEADS = re.compile(
    r"(?:列|排|排名|位列|序列)?(?:在|于)?(?:第一|首|前)位?(?:的|者)?(?:单位|部门)?(?:的)?(?:，)?(?:为|是)(?:总?牵头|主办|第一责任)(?:单位|部门)"
)
BEFORE_COMMA_LEADS = re.compile(
    r"(?:第一个|首个)?逗号(?:之)?前(?:的)?(?:单位|部门)?(?:为|是)(?:牵头|主办)(?:单位|部门)"
)
STRENGTH: dict[Role, int] = {"lead": 2, "responsible": 1, "support": 0}
IS_LEAD = re.compile("[为是](?:总?牵头|主办|第一责任)")
Declared = Literal["first", "before_comma", None]


def declared_leads(text: str) -> Declared:
    """How the notice itself ranks the units of a list: 列第一位者为牵头单位, 逗号前为牵头单位; else None."""
    if not IS_LEAD.search(text):
        return None
    if BEFORE_COMMA_LEADS.search(text):
        return "before_comma"
    return "first" if FIRST_LEADS.search(text) else None


def rank(entries: list[UnitEntry], words: str, declared: Declared) -> list[UnitEntry]:
    """The entries of one list with the lead that the notice declares; roles that the list itself prints stay."""
    if declared is None or len(entries) < 2 or any(entry.role != "responsible" for entry in entries):
        return entries
    border = entries[0].end
    if declared == "before_comma":
        bare = re.sub(r"[（(][^（()）]*[）)]", lambda found: " " * len(found.group()), words)
        comma = re.search("[，,；;]", bare)
        if comma is None:
            return entries
        border = comma.start()
    return [entry._replace(role="lead") if entry.end <= border else entry for entry in entries]


def units_of_item(
    text: str, spans: list[tuple[int, int]], declared: Declared = None, lexicon: Lexicon | None = None
) -> list[UnitDraft]:
    """The responsible units of a prose item in their printed order, each once, in its strongest role."""
    found: list[UnitDraft] = []
    for start, end in spans:
        paragraph = text[start:end]
        labelled = _labelled(paragraph, declared, lexicon)
        found += [_draft(entry, start, rule) for entry, rule in labelled]
        found += _in_sentences(_without_labels(paragraph, labelled), start, lexicon)
    return once_each(found)


def units_in_label(
    text: str, start: int, end: int, rule: str, declared: Declared = None, lexicon: Lexicon | None = None
) -> list[UnitDraft]:
    """The units of a cell or label that is known to hold nothing else."""
    words = text[start:end]
    return once_each([_draft(entry, start, rule) for entry in rank(split_units(words, lexicon), words, declared)])


def once_each(units: list[UnitDraft]) -> list[UnitDraft]:
    """Each unit once, in its strongest role: lead before responsible before support."""
    if len(units) < 2:
        return units
    kept: dict[str, UnitDraft] = {}
    for unit in units:
        known = kept.get(unit.name)
        if known is None or STRENGTH[unit.role] > STRENGTH[known.role]:
            kept[unit.name] = unit
    return list(kept.values())


def _draft(entry: UnitEntry, base: int, rule: str, role: Role | None = None) -> UnitDraft:
    return UnitDraft(
        entry.raw, entry.name, role or entry.role, entry.group, (base + entry.start, base + entry.end), rule
    )


def _without_labels(paragraph: str, labelled: list[tuple[UnitEntry, str]]) -> str:
    """The paragraph with the stretch of its labels blanked, so that no unit is read twice; offsets hold."""
    if not labelled:
        return paragraph
    blanked = paragraph
    for match in BRACKET.finditer(paragraph):
        if any(match.start() < entry.start < match.end() for entry, _ in labelled):
            blanked = blanked[: match.start()] + "　" * len(match.group()) + blanked[match.end() :]
    for entry, rule in labelled:
        if rule == "unit.label_line":
            blanked = blanked[: entry.start] + "　" * (entry.end - entry.start) + blanked[entry.end :]
    return blanked


def _labelled(paragraph: str, declared: Declared, lexicon: Lexicon | None) -> list[tuple[UnitEntry, str]]:
    """Entries of labelled brackets, of closing brackets that hold only units, and of labelled lines."""
    found: list[tuple[UnitEntry, str]] = []
    brackets: list[tuple[int, int]] = []
    for match in BRACKET.finditer(paragraph):
        inside, start = match.group(1), match.start(1)
        if ("：" in inside or ":" in inside) and LABEL.search(inside):
            rule = "unit.label_bracket"
        elif _is_closing(paragraph, match.end()) and is_unit_list(inside, lexicon):
            rule = "unit.closing_bracket"
        else:
            continue
        brackets.append(match.span())
        found += [(entry, rule) for entry in _ranked(paragraph, start, start + len(inside), declared, lexicon)]
    for start, end in _label_lines(paragraph, brackets):
        found += [(entry, "unit.label_line") for entry in _ranked(paragraph, start, end, declared, lexicon)]
    return found


def _ranked(paragraph: str, start: int, end: int, declared: Declared, lexicon: Lexicon | None) -> list[UnitEntry]:
    entries = _entries(paragraph[start:end], lexicon)
    ranked = rank(entries, paragraph[start:end], declared)
    return [UnitEntry(e.raw, e.name, e.role, e.group, e.start + start, e.end + start) for e in ranked]


def _is_closing(paragraph: str, end: int) -> bool:
    """A bracket at the end of a sentence: nothing, or a full stop or a new sentence, behind it."""
    before_stop = paragraph[end : end + 1]
    return before_stop in ("", "。", "；", ";") or (
        paragraph[:end].rstrip("）)〕】]")[-1:] != "" and _ends_sentence_before(paragraph, end)
    )


def _ends_sentence_before(paragraph: str, end: int) -> bool:
    start = max(paragraph.rfind(mark, 0, end) for mark in "（(〔【[")
    return start > 0 and paragraph[start - 1] in "。；;"


def is_unit_list(words: str, lexicon: Lexicon | None = None) -> bool:
    """A bracket whose words are units and nothing else: 市教育局、市财政局负责, not 略 and not a condition."""
    words = TIME_TAIL.sub("", words.strip().rstrip("。；;"))
    core = DUTY_END.sub("", words)
    if not 2 <= len(core) <= 400 or NO_UNITS.search(core):
        return False
    entries = split_units(words, lexicon)
    if not entries:
        return False
    organs = (entry for entry in entries if entry.group or names_organ(entry.name, lexicon))
    enough = math.ceil(0.6 * len(entries))
    return len(list(islice(organs, enough))) == enough


def _label_lines(paragraph: str, brackets: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs such as 牵头单位：…。责任单位：…。 that stand in no bracket: from the first label to the line's end."""
    if "：" not in paragraph and ":" not in paragraph:
        return []
    for match in LABEL.finditer(paragraph):
        if any(a <= match.start() < b for a, b in brackets):
            continue
        strong = STRONG_LABEL.match(paragraph, match.start())
        if match.start() and not strong and paragraph[match.start() - 1] not in "。；;，,】〕）) \u3000：:【":
            continue
        stop = DEADLINE_LABEL.search(paragraph, match.end())
        return [(match.start(), stop.start() if stop else len(paragraph))]
    return []


def _entries(inside: str, lexicon: Lexicon | None) -> list[UnitEntry]:
    """Units of a label's words; its deadline part (完成时限：…) left out."""
    if "：" in inside or ":" in inside:
        inside = _up_to(DEADLINE_LABEL, inside)
    if "为" in inside or "是" in inside:
        inside = _up_to(FIRST_LEADS, _up_to(BEFORE_COMMA_LEADS, inside))
    return [e for e in split_units(_up_to(TIME_TAIL, inside), lexicon) if not _is_person(e.name)]


def _up_to(stop: re.Pattern[str], words: str) -> str:
    """The words before a part that is no unit."""
    found = stop.search(words)
    return words[: found.start()].rstrip("（(，,。；; ") if found else words


def _is_person(name: str) -> bool:
    """A person's office; few names hold any of the characters that all of these have one of."""
    return not IN_PERSON.isdisjoint(name) and PERSON.search(name) is not None


def _in_sentences(paragraph: str, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    found: list[UnitDraft] = []
    if not DUTY.search(paragraph):
        return found
    for match in SENTENCE.finditer(paragraph):
        sentence, start = match.group(), base + match.start()
        if not DUTY.search(sentence):
            continue
        organs = find_organs(sentence, lexicon)
        found += _led_by(sentence, start, lexicon)
        found += _organ_leads(sentence, organs, start)
        found += _leads_with(sentence, organs, start, lexicon)
        found += _in_charge(sentence, organs, start)
    return sorted(found, key=lambda draft: draft.span or (0, 0))


def _led_by(sentence: str, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """由A、B牵头 …, with the organs that take part in the same sentence as support."""
    found: list[UnitDraft] = []
    if "牵头" not in sentence:
        return found
    for match in LED_BY.finditer(sentence):
        if _is_person(match.group(1)):
            continue
        entries = [entry for entry in _named_list(match.group(1), lexicon) if not _is_person(entry.name)]
        found += [_draft(entry, base + match.start(1), "unit.led_by", "lead") for entry in entries]
    if found or re.search("牵头负责", sentence):
        found += _participants(sentence, base, lexicon)
    return found


def _named_list(words: str, lexicon: Lexicon | None) -> list[UnitEntry]:
    """The units of 由…牵头, firms by their short names included: no lexicon knows those, the list does."""
    entries = split_units(words, lexicon)
    for match in re.finditer("[^、，,和等]+", words):
        covered = any(entry.start < match.end() and match.start() < entry.end for entry in entries)
        if not covered and 2 <= len(match.group()) <= 12:
            entries.append(UnitEntry(match.group(), match.group(), "responsible", False, match.start(), match.end()))
    return sorted(entries, key=lambda entry: entry.start)


def _participants(sentence: str, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """Named organs that 参与 or 配合; kinds of actors (重点企业等多方) are a description."""
    found: list[UnitDraft] = []
    for match in PARTICIPATES.finditer(sentence):
        words = match.group(1)
        if ACTOR_KINDS.search(words):
            continue
        entries = [e for e in split_units(words, lexicon) if _is_named(e.name, lexicon) and not _is_person(e.name)]
        found += [_draft(entry, base + match.start(1), "unit.takes_part", "support") for entry in entries]
    return found


def _is_named(name: str, lexicon: Lexicon | None) -> bool:
    """Names an organ or an organ's own departments, not a kind of actor (行业主管部门)."""
    return any(
        not mention.value.group or re.search("[省市县区州委部府]", mention.raw)
        for mention in find_organs(name, lexicon)
    ) and not (name.startswith(("行业", "重点", "第三方", "社会", "企业", "职能", "主管", "有关", "相关", "各")))


def _organ_leads(sentence: str, organs: list[Mention[Organ]], base: int) -> list[UnitDraft]:
    """A牵头…: organs right before 牵头, without 由."""
    if "牵头" not in sentence or "由" in sentence[: sentence.find("牵头")]:
        return []
    return _organs_before(sentence, organs, base, LEADS, "unit.organ_leads", "lead")


def _leads_with(sentence: str, organs: list[Mention[Organ]], base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """A会同B: A leads, B supports."""
    found: list[UnitDraft] = []
    for match in WITH.finditer(sentence):
        leads = _list_before(organs, sentence, match.start())
        if not leads:
            continue
        found += [_organ_draft(mention, base, "unit.leads_with", "lead") for mention in leads]
        behind = re.match(
            r"[^，,。；;：:]{2,60}?(?=[，,。；;：:]|$|组织|开展|制定|研究|做好|建立|加强|推进|负责|指导|完善|对|在|按|编制|督促)",
            sentence[match.end() :],
        )
        if behind:
            for entry in split_units(behind.group(), lexicon):
                if entry.group or names_organ(entry.name, lexicon):
                    found.append(_draft(entry, base + match.end(), "unit.leads_with", "support"))
    return found


def _in_charge(sentence: str, organs: list[Mention[Organ]], base: int) -> list[UnitDraft]:
    """A named organ that 负责 or 承担 something; descriptions of kinds of actors give none."""
    return _organs_before(sentence, organs, base, IN_CHARGE, "unit.in_charge", "responsible")


def _organs_before(
    sentence: str, organs: list[Mention[Organ]], base: int, verb: re.Pattern[str], rule: str, role: Role
) -> list[UnitDraft]:
    found: list[UnitDraft] = []
    for match in verb.finditer(sentence):
        found += [
            _organ_draft(mention, base, rule, role)
            for mention in _list_before(organs, sentence, match.start())
            if not _is_kind(mention) and not DESCRIPTION.search(sentence[max(0, match.start() - 20) : match.end() + 12])
        ]
    return found


def _is_kind(mention: Mention[Organ]) -> bool:
    """A kind of actor (有关部门, 各学校, 住房城乡建设部门 without a place) is no named organ."""
    return mention.value.group or bool(re.fullmatch("[^省市县区]{2,12}部门", mention.raw))


def _list_before(organs: list[Mention[Organ]], sentence: str, end: int) -> list[Mention[Organ]]:
    """The organs of a list that ends right before a verb at ``end``."""
    taken: list[Mention[Organ]] = []
    at = end
    for index in range(bisect_right(organs, end, key=lambda organ: organ.end) - 1, -1, -1):
        mention = organs[index]
        gap = sentence[mention.end : at]
        if gap.strip(" ") not in ("", "、", "和", "及", "与"):
            break
        taken.insert(0, mention)
        at = mention.start
    return taken


def _organ_draft(mention: Mention[Organ], base: int, rule: str, role: Role) -> UnitDraft:
    return UnitDraft(
        mention.raw, mention.value.name, role, mention.value.group, (base + mention.start, base + mention.end), rule
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
