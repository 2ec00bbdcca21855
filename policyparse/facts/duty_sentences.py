"""Sentences that say who does what: 由A牵头, A负责, 办公室设在A, and what only reads like them.

Reads a paragraph from which its labels have been taken. Not here: labels and brackets (`facts.unit_labels`), who may be
a subject (`facts.duty_subjects`), A会同B (`facts.joint_duty`).
"""

from __future__ import annotations

import re

from policyparse.facts.drafts import UnitDraft
from policyparse.facts.duty_subjects import (
    BARE_KINDS,
    DESCRIPTION,
    OWN_ROOM,
    RELATIVE,
    draft_of_entry,
    may_answer,
    organs_before,
)
from policyparse.facts.joint_duty import leads_with
from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.organ_names import is_group, is_person
from policyparse.language.organs import find_organs, names_organ
from policyparse.language.unit_lists import Role, UnitEntry, split_units
from policyparse.language.values import Mention, Organ
from policyparse.lazy_regex import inline, regex

LED_BY = regex(r"由([^由，,。；;：:]{2,120}?(?:[，,][^由，,。；;：:]{2,40}?)?)牵头(?!负责人|单位|部门)")
NO_FIRM = regex("(?:主导|领导|统筹|指导|负责|参与|推动)$")  # 由政府主导，行业主管部门牵头
PARTICIPATES = regex(r"([^，,。；;：:]{3,60}?)(?:参与|配合|协助)(?=的|[，,。；;]|$|建设|实施|完成|做好)")
#: 市税务局牵头，市财政局、人民银行配合，…: a clause of units that help, and of nothing else.
HELPS = regex(
    r"(?<=[，,；;])(?P<who>[^，,；;：:。]{3,60}?)(?:应当?|要|须|积极|密切|共同|予以|做好|等){0,6}+(?:配合|协助|参与|参加)"
    r"(?:(?:做好|开展|抓好|完成|推进)?(?:相关|有关|具体|各项)?工作)?(?=[，,]|$)"
)
# Each word spelt out: the search runs through the text for their first characters.
DUTY = regex(
    "牵头|会同|会商|负责|负总责|承担|按职责|按照职责|按各自职责|按照各自职责|责任单位|责任部门|主办单位|主办部门|主体单位|主体部门|配合单位|配合部门"
)
# 市发展改革委为总牵头单位、各县林业局为责任单位: who is which, said outright.
NAMED_AS = regex(
    r"(?:^|(?<=[，,、：:\n]))(?P<who>[^，,：:\n为是]{2,50}?)(?:分别)?(?:作为|为|是)(?P<of>[^，,、：:\n]{0,24}?)"
    r"(?P<role>牵头|主办|责任|主体责任|实施|配合|协办)(?:责任)?(?:单位|部门)(?![^，,、]{0,8}(?:要|应|须|的))"
)
SHARED_BURDEN = regex(r"由(?P<who>[^由，,。；：:]{2,40}?)(?:分别|共同|按比例){1,2}(?:承担|负责|分担)")
#: 各审批部门对涉及本部门的事项负责: for what, between who and the verb.
ANSWERS_FOR = regex(
    r"(?:^|(?<=[，,：:\n]))\s{0,40}+(?:第[一二三四五六七八九十百零]{1,5}条\s{0,8}+)?(?P<who>[^，,：:\n要应须]{3,40}?)对[^，,。；;：:\n]{4,40}?负(?:主体|主要|监管|属地)?(?:总)?责(?:任)?(?=[，,]|$)"
)
#: 省委组织部、省财政厅等部门按职责抓好落实: no other work than this item's own is named behind the verb.
BY_THEIR_DUTIES = regex(
    r"(?:^|(?<=[，,：:\n]))(?P<who>[^，,：:\n要应须]{3,80}?)按(?:照)?(?:各自)?职[责能](?:分工)?"
    r"(?:分别|共同|认真|具体)?(?:抓好(?:落实|推进)|组织(?:实施|落实)|推进落实|贯彻落实|落实|推进|实施"
    r"|做好(?:相关|有关|各自|具体)?(?:监督|管理|保障)?工作)(?=[，,]|$)"
)
#: 日常工作由国家版权局版权司承担: the room that bears a work, and no more is said.
BORNE_BY = regex(r"由(?P<who>[^由，,。；;：:\n]{4,30}?)(?:具体)?(?:承担|负责)(?=[，,。；;]|$)")
ROLES: dict[str, Role] = {"牵头": "lead", "主办": "lead", "配合": "support", "协办": "support"}
SENTENCE = regex("[^。；;！？\n]+")
#: 水电气热讯经营单位牵头负责后续服务: a kind of unit that leads a work.
KIND_LEADS = regex(
    r"(?:^|(?<=[，,：:\n]))(?P<who>(?!各|由|要|应|请|实行|建立|组建|企业|高校|学校|责任|主办)[\u4e00-\u9fff]{2,12}(?:部门|单位|机构))"
    r"(?:（以下[^（）]{2,20}）)?(?:应当?|要|须)?牵头"
    r"(?=负责|组织|做好|推进|推动|制[定订]|开展|建立|健全|完善|编制|会同|协调|统筹|[，,][^，,。；;]{2,24}配合)"
    r"|(?:^|(?<=[，,：:\n]))(?:(?:充分|切实|更好)?发挥)?(?P<body>(?:各级|[省市县区州]|自治区|(?:经开|高新|开发|新)区)[\u4e00-\u9fff]{4,24}(?:委员会|办公室|领导小组))"
    r"牵头(?=，|负责|组织|统筹|抓总)"
)
FOUNDED = regex(
    "(?:成立|组建|设立|建立|(?P<room>下设))(?:了)?(?P<who>[^，,。；的由]{0,30}?(?:领导小组|专班|指挥部|联席会议|办公室)"
    "(?:办公室)?)，(?(room)(?:[^，。；]{2,16}，)?)(?:统一|具体|主要|全面)?(?:负责(?!人|解释)|承担(?!的))"
)
#: 市营商办牵头，市财政局配合: whoever opens the clause and may answer, by a name that no lexicon knows.
OPENS_AND_LEADS = regex(
    r"(?:^|(?<=[，,：:\n]))(?P<who>(?!各类|各种)[^，,：:\n由的要应请]{2,60}?)(?:要|应当?|须)?(?:负责|共同|分别)?牵头"
    r"(?!单位|部门|负责人|人|高校|学校|[：:、])(?![^，,。；;]{0,12}的)"
)
LEADS = regex("牵头(?!单位|部门|负责人|人|高校|学校|[：:])")
IN_CHARGE = regex(
    r"[，,：:]?(?:在(?:各自|其|法定)?的?(?:职责|职权|权限|管辖)范围内|依职责|具体|统筹|共同|分别|主要|牵头|按(?:照)?(?:各自)?的?职[责能](?:分工)?[，,]?){0,6}+(?:负责(?!解释|人(?!才|事|力|口|工|大|民|防|员[培调管招配])|制(?![定订作造约])|同志|任(?![务命免]))|承担(?!的|过))"
)
# A class or a firm as the subject of a duty: at the beginning of its clause, with a duty of some words behind the verb.
SUBJECT = regex(
    r"(?:^|(?<=[，,：:\n]))\s{0,40}+"
    r"(?:第[一二三四五六七八九十百零]{1,5}条\s{0,8}+|[（(]?[一二三四五六七八九十\d]{1,3}[）)．.、]\s{0,8}+)?"
    r"(?:(?:[^，,：:\n由]{0,40}[^，,：:\n由自理缘])?由|请)?"
    r"(?P<who>[^，,：:\n]{2,40}?)(?:（(?![省市县区州旗镇乡街道园、]{1,9}）)[^（）]{2,40}）)?"
    r"(?:(?:是|作为)[^，,：:\n]{4,40}(?:部门|机构|单位|主体)，|主管[^，,：:\n]{2,30}，|进行[^，,：:\n]{2,20}，|建立[^，,：:\n]{2,20}机制，)?"
    r"(?:在(?:各自|其|法定)?的?(?:职责|职权|权限|管辖)范围内|依职责|具体|统筹|共同|分别|主要|牵头|按(?:照)?(?:各自)?的?职[责能](?:分工)?[，,]?){0,6}+(?:负(?:责(?=[\u4e00-\u9fff“《\"，,]|$)|总责)"
    r"|承担(?=[^，,。；;\n]{2,50}(?:责任|职责|职能|任务|工作)))"
    r"(?!解释|人(?!才|事|力|口|工|大|民|防|员[培调管招配])|制(?![定订作造约])|同志|任(?![务命免])|的)"
)
# 领导小组办公室设在市教育局，承担日常工作: the room is in charge, not its house.
SEATED = regex(
    r"(?:领导小组|总?专班|委员会|指挥部|联席会议)(?:下设)?(?P<office>办公室)(?:，)?(?:(?<=，)办公室)?(?:设在|设于|设|在|挂靠在?|挂靠)(?P<house>[^，,。；;]{2,24})，(?:主要|具体|统一)?(?:负责|承担)"
)
LEAST_FOUNDED = 8  # characters of a body's name that tell which it is (跨部门综合监管工作领导小组)
LEAST_ROOM = 4  # 下设工作专班: the body above tells which
# 由防疫办负责协调: an office of whoever speaks.
OWN_OFFICE = regex("(?!全|各|内|外|本|承|主|协|举|上|下)[\u4e00-\u9fff]{2,6}[办科股室处部]")
ROOM = regex("[\u4e00-\u9fff]{2,5}[科股室处]|[\u4e00-\u9fff]{1,4}[^全干内外各大局中上下东西南北]部")  # 计财股、运检部
ACTOR_KINDS = regex(r"等?(?:多方|各方|共同|广泛|积极)$|第三方")


def may_hold_duty(paragraph: str) -> bool:
    """Whether one of the words stands there that every sentence of duty holds; spelt out, since each item is asked."""
    if "责" in paragraph or "牵头" in paragraph or "承担" in paragraph or "配合" in paragraph:
        return True
    return "会同" in paragraph or "会商" in paragraph or "主办" in paragraph or "主体" in paragraph


def units_in_sentences(paragraph: str, base: int, lexicon: Lexicon | None = None) -> list[UnitDraft]:
    """The units that the paragraph's sentences make responsible, in printed order; spans from ``base``."""
    found: list[UnitDraft] = []
    if not may_hold_duty(paragraph):
        return found
    for match in SENTENCE.finditer(paragraph):
        sentence, start = match.group(), base + match.start()
        if not DUTY.search(sentence):
            continue
        organs = find_organs(sentence, lexicon)
        answers = _led_by(sentence, start, lexicon) + _organ_leads(sentence, organs, start, lexicon)
        answers += _in_charge(sentence, organs, start, lexicon)
        joint = leads_with(sentence, organs, start, lexicon)
        partners = [unit.span for unit in joint if unit.role == "support" and unit.span]  # 由A会同B负责: B helps
        found += [unit for unit in answers if not _lies_in(unit.span, partners)]
        found += _closing_partners(sentence, start, lexicon) if answers else []
        found += joint
        found += _named_as(sentence, start, lexicon)
        found += _by_their_duties(sentence, start, lexicon)
    return sorted(found, key=lambda draft: draft.span or (0, 0))


def _lies_in(span: tuple[int, int] | None, others: list[tuple[int, int]]) -> bool:
    return span is not None and any(start <= span[0] and span[1] <= end for start, end in others)


def _led_by(sentence: str, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """由A、B牵头 …, with the organs that take part in the same sentence as support."""
    found: list[UnitDraft] = []
    if "牵头" not in sentence:
        return found
    for match in LED_BY.finditer(sentence):
        if is_person(match.group(1)):
            continue
        entries = [entry for entry in _named_list(match.group(1), lexicon) if not is_person(entry.name)]
        found += [draft_of_entry(entry, base + match.start(1), "unit.led_by", "lead") for entry in entries]
    if found or inline("牵头负责").search(sentence):
        found += _participants(sentence, base, lexicon)
    return found


def _named_list(words: str, lexicon: Lexicon | None) -> list[UnitEntry]:
    """The units of 由…牵头, firms by their short names included: no lexicon knows those, the list does."""
    entries = split_units(words, lexicon)
    for match in inline("[^、，,和等]+").finditer(words):
        covered = any(entry.start < match.end() and match.start() < entry.end for entry in entries)
        says_more = NO_FIRM.search(match.group())
        if not covered and not says_more and 2 <= len(match.group()) <= 12:
            entries.append(UnitEntry(match.group(), match.group(), "responsible", False, match.start(), match.end()))
    return sorted(entries, key=lambda entry: entry.start)


def _participants(sentence: str, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """Named organs that 参与 or 配合; kinds of actors (重点企业等多方) are a description."""
    found: list[UnitDraft] = []
    for match in PARTICIPATES.finditer(sentence):
        words = match.group(1)
        if ACTOR_KINDS.search(words):
            continue
        entries = [e for e in split_units(words, lexicon) if _is_named(e.name, lexicon) and not is_person(e.name)]
        found += [draft_of_entry(entry, base + match.start(1), "unit.takes_part", "support") for entry in entries]
    return found


def _is_named(name: str, lexicon: Lexicon | None) -> bool:
    """Names an organ or an organ's own departments, not a kind of actor (行业主管部门)."""
    return any(
        not mention.value.group or inline("[省市县区州委部府]").search(mention.raw)
        for mention in find_organs(name, lexicon)
    ) and not (name.startswith(("行业", "重点", "第三方", "社会", "企业", "职能", "主管", "有关", "相关", "各")))


def _organ_leads(sentence: str, organs: list[Mention[Organ]], base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """A牵头…: organs right before 牵头, without 由."""
    if "牵头" not in sentence or "由" in sentence[: sentence.find("牵头")]:
        return []
    return organs_before(sentence, organs, base, LEADS, "unit.organ_leads", "lead") or _others_lead(
        sentence, base, lexicon
    )


def _closing_partners(sentence: str, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """A牵头…，B配合; A负责…，B配合: the units of a clause that says no more than that they help."""
    found: list[UnitDraft] = []
    if "，" not in sentence:
        return found
    for match in HELPS.finditer(sentence):
        if is_person(match["who"]):
            continue  # 各单位主要负责人参加
        entries = split_units(match["who"], lexicon)
        if entries and all(
            entry.group or names_organ(entry.name, lexicon) or may_answer(entry, lexicon) or ROOM.fullmatch(entry.name)
            for entry in entries
        ):
            found += [
                draft_of_entry(entry, base + match.start("who"), "unit.takes_part", "support") for entry in entries
            ]
    return found


def _others_lead(sentence: str, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """水电气热讯经营单位牵头负责…, 省依法治省委员会办公室牵头，…: kinds of units, bodies that no lexicon knows."""
    return [
        UnitDraft(
            m[name], m[name], "lead", is_group(m[name]), (base + m.start(name), base + m.end(name)), "unit.organ_leads"
        )
        for m in KIND_LEADS.finditer(sentence)
        for name in ("who" if m["who"] else "body",)
        if not BARE_KINDS.fullmatch(m[name]) and not DESCRIPTION.search(sentence)
    ] or _openers_lead(sentence, base, lexicon)


def _openers_lead(sentence: str, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """市营商办牵头，…: units of a clause, each of which may answer."""
    found: list[UnitDraft] = []
    for match in OPENS_AND_LEADS.finditer(sentence):
        entries = split_units(match["who"], lexicon)
        known = all(may_answer(entry, lexicon) or ROOM.fullmatch(entry.name) for entry in entries)
        if entries and not DESCRIPTION.search(sentence) and known:
            found += [draft_of_entry(entry, base + match.start("who"), "unit.organ_leads", "lead") for entry in entries]
    return found


def _in_charge(sentence: str, organs: list[Mention[Organ]], base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """A named organ that 负责 or 承担 something; descriptions of kinds of actors give none."""
    found = [_office(match, base) for match in SEATED.finditer(sentence)] if "办公室" in sentence else []
    found += _founded(sentence, base)
    found += organs_before(sentence, organs, base, IN_CHARGE, "unit.in_charge", "responsible")
    if "负责" in sentence or "负总责" in sentence or "承担" in sentence:
        found += _subjects(sentence, base, found, lexicon)
        found += _rooms_that_bear(sentence, base, found, lexicon)
    return found


def _rooms_that_bear(sentence: str, base: int, known: list[UnitDraft], lexicon: Lexicon | None) -> list[UnitDraft]:
    """由国家版权局版权司承担: a room of a known organ, told by the organ's name before it."""
    taken = [unit.span for unit in known if unit.span]
    found: list[UnitDraft] = []
    for match in BORNE_BY.finditer(sentence) if "由" in sentence else ():
        entries = split_units(match["who"], lexicon)
        if entries and all(OWN_ROOM.fullmatch(e.name) and may_answer(e, lexicon) for e in entries):
            drafts = [draft_of_entry(entry, base + match.start("who"), "unit.in_charge") for entry in entries]
            found += [draft for draft in drafts if not _lies_in(draft.span, taken)]
    return found


def _founded(sentence: str, base: int) -> list[UnitDraft]:
    """省政府成立跨部门综合监管工作领导小组，负责统筹谋划: the body that is made to be in charge."""
    if "，" not in sentence or not any(word in sentence for word in ("成立", "组建", "设立", "建立", "下设")):
        return []
    bodies = [m for m in FOUNDED.finditer(sentence) if len(m["who"]) >= (LEAST_ROOM if m["room"] else LEAST_FOUNDED)]
    spans = [(match["who"], (base + match.start("who"), base + match.end("who"))) for match in bodies]
    return [UnitDraft(name, name, "responsible", False, span, "unit.in_charge") for name, span in spans]


def _named_as(sentence: str, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """A为牵头单位，B为责任单位; 由A和B共同承担."""
    found: list[UnitDraft] = []
    kinds = "单位" in sentence or "部门" in sentence
    for pattern, rule, may in ((NAMED_AS, "unit.named_as", kinds), (SHARED_BURDEN, "unit.in_charge", "由" in sentence)):
        if not may:
            continue
        for match in pattern.finditer(sentence):
            entries = split_units(match["who"], lexicon)
            if entries and all(may_answer(entry, lexicon) for entry in entries):
                role = ROLES.get(match["role"], "responsible") if pattern is NAMED_AS else "responsible"
                found += [draft_of_entry(entry, base + match.start("who"), rule, role) for entry in entries]
    return found


def _by_their_duties(sentence: str, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """A、B等部门按职责抓好落实, A对…负责: who is to carry out what the item says."""
    found: list[UnitDraft] = []
    for word, pattern in (("职责", BY_THEIR_DUTIES), ("负", ANSWERS_FOR)):
        for match in pattern.finditer(sentence) if word in sentence else ():
            entries = split_units(match["who"], lexicon)
            if entries and all(may_answer(entry, lexicon) for entry in entries):
                found += [draft_of_entry(entry, base + match.start("who"), "unit.in_charge") for entry in entries]
    return found


def _office(match: re.Match[str], base: int) -> UnitDraft:
    """领导小组下设办公室，设在…: the office by the name of the body that it serves."""
    start, end = match.span("office")
    body = match.group()[: start - match.start()].removesuffix("下设")
    return UnitDraft(
        match["office"], body + match["office"], "responsible", False, (base + start, base + end), "unit.in_charge"
    )


def _subjects(sentence: str, base: int, known: list[UnitDraft], lexicon: Lexicon | None) -> list[UnitDraft]:
    """试点城市负责编制…, 电力公司负责做好…: classes and firms that open a clause of duty."""
    taken = [unit.span for unit in known if unit.span]
    found: list[UnitDraft] = []
    for match in SUBJECT.finditer(sentence):
        if DESCRIPTION.search(match.group()) or RELATIVE.match(sentence, match.end()):
            continue
        entries = split_units(match["who"], lexicon)
        by = sentence.startswith("由", match.start("who") - 1)
        if not entries or not all(may_answer(e, lexicon) or (by and OWN_OFFICE.fullmatch(e.name)) for e in entries):
            continue
        drafts = [
            draft_of_entry(entry, base + match.start("who"), "unit.in_charge", "responsible") for entry in entries
        ]
        found += [draft for draft in drafts if not _lies_in(draft.span, taken)]
    return found
