"""Sentences that say who does what: 由A牵头, A会同B, A负责, 办公室设在A, and what only reads like them.

Reads a paragraph from which its labels have been taken. Not here: labels and brackets (`facts.unit_labels`).
"""

from __future__ import annotations

import re
from bisect import bisect_right

from policyparse.facts.drafts import UnitDraft
from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.organ_names import is_group, is_person
from policyparse.language.organs import find_organs, names_organ
from policyparse.language.unit_lists import Role, UnitEntry, split_units
from policyparse.language.values import Mention, Organ
from policyparse.lazy_regex import regex

DESCRIPTION = regex(
    r"(?:党委|政府|企业|学校|社会|部门|单位|属地|行业)(?:统一|属地)?(?:负责|主导|牵头)、|(?:领导|主导|(?<!市场)(?<!金融)监管|自治|协同)、[^，。；]{2,8}负责"
    r"|负责人|负责制|主要负责|谁[^，。；]{1,4}谁负责"
)
LED_BY = regex(r"由([^由，,。；;：:]{2,120}?(?:[，,][^由，,。；;：:]{2,40}?)?)牵头(?!负责人|单位|部门)")
NO_FIRM = regex("(?:主导|领导|统筹|指导|负责|参与|推动)$")  # 由政府主导，行业主管部门牵头
PARTICIPATES = regex(r"([^，,。；;：:]{3,60}?)(?:参与|配合|协助)(?=的|[，,。；;]|$|建设|实施|完成|做好)")
#: 市税务局牵头，市财政局、人民银行配合，…: a clause of units that help, and of nothing else.
HELPS = regex(
    r"(?<=[，,；;])(?P<who>[^，,；;：:。]{3,60}?)(?:应当?|要|须|积极|密切|共同|予以|做好|等)*(?:配合|协助|参与)(?=[，,]|$)"
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
    r"(?:^|(?<=[，,：:\n]))(?P<who>[^，,：:\n要应须]{3,40}?)对[^，,。；;：:\n]{4,40}?负(?:主体|主要|监管|属地)?(?:总)?责(?:任)?(?=[，,]|$)"
)
#: 省委组织部、省财政厅等部门按职责抓好落实: no other work than this item's own is named behind the verb.
BY_THEIR_DUTIES = regex(
    r"(?:^|(?<=[，,：:\n]))(?P<who>[^，,：:\n要应须]{3,80}?)按(?:照)?(?:各自)?职[责能](?:分工)?"
    r"(?:分别|共同|认真|具体)?(?:抓好(?:落实|推进)|组织(?:实施|落实)|推进落实|贯彻落实|落实|推进|实施)(?=[，,]|$)"
)
ROLES: dict[str, Role] = {"牵头": "lead", "主办": "lead", "配合": "support", "协办": "support"}
SENTENCE = regex("[^。；;！？\n]+")
WITH = regex(r"会同|会商")
#: 审批部门会同行业监管部门: a kind of department that opens its clause.
KIND_BEFORE = regex(
    r"(?:^|[，,：:\n]|由)((?!各|由|要|应|请|建立|健全|完善|加强|实行|推进)[\u4e00-\u9fff]{2,10}部门|[省市县区][\u4e00-\u9fff\d]{2,14}中心"
    r"|(?!各|由|要|应|请)[\u4e00-\u9fff]{2,6}(?<![主承协联督交举创])办(?:公室)?)$"
)
#: 水电气热讯经营单位牵头负责后续服务: a kind of unit that leads a work.
KIND_LEADS = regex(
    r"(?:^|(?<=[，,：:\n]))(?P<who>(?!各|由|要|应|请|实行|建立|组建|企业|高校|学校|责任|主办)[\u4e00-\u9fff]{2,12}(?:部门|单位|机构))"
    r"(?:（以下[^（）]{2,20}）)?(?:应当?|要|须)?牵头"
    r"(?=负责|组织|做好|推进|推动|制[定订]|开展|建立|会同|协调|统筹|[，,][^，,。；;]{2,24}配合)"
    r"|(?:^|(?<=[，,：:\n]))(?P<body>(?:各级|[省市县区州]|自治区)[\u4e00-\u9fff]{4,24}(?:委员会|办公室|领导小组))牵头(?=，|负责|组织|统筹)"
)
PARTNER_DEPARTMENTS = regex("[^，,。；;：:]{1,40}?(?:部门|单位|机构)(?:[（(][^（()）]{1,10}[）)])?(?![、和及与（(])")
FOUNDED = regex(
    "(?:成立|组建|设立|建立|(?P<room>下设))(?:了)?(?P<who>[^，,。；的由]{0,30}?(?:领导小组|专班|指挥部|联席会议|办公室)"
    "(?:办公室)?)，(?(room)(?:[^，。；]{2,16}，)?)(?:统一|具体|主要|全面)?(?:负责(?!人|解释)|承担(?!的))"
)
AT_HEAD = regex("(?:应当?|要|须|将|拟|可|积极|主动|适时|负责|牵头){0,8}+$")  # 市住建局应牵头会同市公安局
LEADS = regex("牵头(?!单位|部门|负责人|人|高校|学校|[：:])")
TOLD = regex(
    r"\s{0,40}+(?:第[一二三四五六七八九十百零]{1,5}条\s{0,8}+)?(?P<who>[^，,：:\n应要须]{3,60}?)(?:应当?|要|须)"
)
IN_CHARGE = regex(
    r"[，,：:]?(?:具体|统筹|共同|分别|主要|牵头|按(?:照)?(?:各自)?的?职[责能](?:分工)?[，,]?){0,6}+(?:负责(?!解释|人(?!才|事|力|口|工|大|民|防|员[培调管招配])|制(?![定订作造约])|同志|任(?![务命免]))|承担(?!的|过))"
)
# 负责审批的部门: the words behind the verb only say which departments are meant.
RELATIVE = regex("(?:[^，,。；;]{1,12}的(?:主管)?(?:部门|单位|机构|人员|同志)(?=[要应须可必将])|的)")
# A class or a firm as the subject of a duty: at the beginning of its clause, with a duty of some words behind the verb.
SUBJECT = regex(
    r"(?:^|(?<=[，,：:\n]))\s{0,40}+"
    r"(?:第[一二三四五六七八九十百零]{1,5}条\s{0,8}+|[（(]?[一二三四五六七八九十\d]{1,3}[）)．.、]\s{0,8}+)?"
    r"(?:(?:[^，,：:\n由]{0,40}[^，,：:\n由自理缘])?由|请)?"
    r"(?P<who>[^，,：:\n]{2,40}?)(?:（以下简称[^（）]{2,20}）)?"
    r"(?:是[^，,：:\n]{4,40}(?:部门|机构|单位)，|主管[^，,：:\n]{2,30}，|进行[^，,：:\n]{2,20}，)?"
    r"(?:具体|统筹|共同|分别|主要|牵头|按(?:照)?(?:各自)?的?职[责能](?:分工)?[，,]?){0,6}+负责(?=[\u4e00-\u9fff“《\"]|$)"
    r"(?!解释|人(?!才|事|力|口|工|大|民|防|员[培调管招配])|制(?![定订作造约])|同志|任(?![务命免])|的)"
)
SUBJECT_ENDS = regex(
    "(?:^(?:[省市县区州旗]|自治区)[\u4e00-\u9fff]{2,12}(?:局|委|办|厅|院|处|机关|支队|大队)|城市|地区|政府|管委会|部门|单位|机构|公安机关|公司|集团|中心|银行|协会|医院|院校|高校|学校|专班|领导小组|联席会议|办公室|街道|办事处)(?:（[^（）]{1,6}）)?$"
)
BARE_KINDS = regex(
    "(?:(?:用人|申[报请]|建设|施工|设计|监理|项目|经营|生产|承办|主办|承包|中介|受托|委托|评估|检测|供应|开发|物业|业主){0,6}+"
    "(?:单位|企业|机构|公司|部门|政府|学校|医院|协会|银行|中心|集团|高校|院校|地区|城市|办公室))"
)
# What A does together with B: the object of 会同 ends before it.
VERB_BEHIND = regex(
    r"组建|组织|筛选|确定|研究|制[定订]|牵头|开展|做好|建立|加强|推[进动行]|负责|指导|完善|编[制写]|督促|召[开集]|审[核查批定]|评[审估定]|出台|印发"
    r"|发[布放]|提出|起草|修[订改]|实施|落实|统筹|协调|定期|适时|共同|联合|成立|依[法据照]|根据|认真|及时|积极|全面|探索|支持|引导|明确|健全|优化"
    r"|加[快大]|强化|深[入化]|抓[好紧]|处[理置]|查处|核[查实定]|验收|考核|检查|监[督测]|分析|汇总|遴选|选[择取]|认定|公布|下达|安排|拟[定订]|论证|办理|予以|加以|逐[项一个]"
    r"|搭建|打造|设立|细化|采取|进行|通过|给予|另行|综合|逐步|择优|每[年季月]|解决|争取|形成|完成|集中|梳理|摸[清排]|调[研查度]|部署|总结|培育|宣传"
    r"|[对将就于以按在向到赴至由用把为]"
)
# Words that no subject of a duty holds: another verb governs it, or it is cut out of a longer clause.
NO_SUBJECT = regex(rf"的|鼓励|允许|要求|委托|依托|选派|[要应须可]|{VERB_BEHIND.pattern}")
LEVELS = regex(
    "(?:牵头|审批|审核|实施|落实|监督|指导|评估)(?=(?:主管)?(?:部门|单位|机构)$)|[省市县区乡]级(?:及)?以上|所在地|综合|监督|应急|联合会"
)
# 领导小组办公室设在市教育局，承担日常工作: the room is in charge, not its house.
SEATED = regex(
    r"(?:领导小组|总?专班|委员会|指挥部|联席会议)(?:下设)?(?P<office>办公室)(?:，)?(?:设在|设于|设|在|挂靠在?|挂靠)(?P<house>[^，,。；;]{2,24})，(?:主要|具体|统一)?(?:负责|承担)"
)
SEAT = regex(r"(?:设在|设于|设立在|挂靠|办公室，?在)$")
LEAST_FOUNDED = 8  # characters of a body's name that tell which it is (跨部门综合监管工作领导小组)
LEAST_ROOM = 4  # 下设工作专班: the body above tells which
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
        found += _led_by(sentence, start, lexicon)
        found += _organ_leads(sentence, organs, start, lexicon)
        found += _leads_with(sentence, organs, start, lexicon)
        found += _in_charge(sentence, organs, start, lexicon)
        found += _named_as(sentence, start, lexicon)
        found += _by_their_duties(sentence, start, lexicon)
    return sorted(found, key=lambda draft: draft.span or (0, 0))


def _draft(entry: UnitEntry, base: int, rule: str, role: Role | None = None) -> UnitDraft:
    span = (base + entry.start, base + entry.end)
    return UnitDraft(entry.raw, entry.name, role or entry.role, entry.group, span, rule)


def _organ_draft(mention: Mention[Organ], base: int, rule: str, role: Role) -> UnitDraft:
    span = (base + mention.start, base + mention.end)
    return UnitDraft(mention.raw, mention.value.name, role, mention.value.group, span, rule)


def _led_by(sentence: str, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """由A、B牵头 …, with the organs that take part in the same sentence as support."""
    found: list[UnitDraft] = []
    if "牵头" not in sentence:
        return found
    for match in LED_BY.finditer(sentence):
        if is_person(match.group(1)):
            continue
        entries = [entry for entry in _named_list(match.group(1), lexicon) if not is_person(entry.name)]
        found += [_draft(entry, base + match.start(1), "unit.led_by", "lead") for entry in entries]
    if found or re.search("牵头负责", sentence):
        found += _participants(sentence, base, lexicon)
    return found


def _named_list(words: str, lexicon: Lexicon | None) -> list[UnitEntry]:
    """The units of 由…牵头, firms by their short names included: no lexicon knows those, the list does."""
    entries = split_units(words, lexicon)
    for match in re.finditer("[^、，,和等]+", words):
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
        found += [_draft(entry, base + match.start(1), "unit.takes_part", "support") for entry in entries]
    return found


def _is_named(name: str, lexicon: Lexicon | None) -> bool:
    """Names an organ or an organ's own departments, not a kind of actor (行业主管部门)."""
    return any(
        not mention.value.group or re.search("[省市县区州委部府]", mention.raw)
        for mention in find_organs(name, lexicon)
    ) and not (name.startswith(("行业", "重点", "第三方", "社会", "企业", "职能", "主管", "有关", "相关", "各")))


def _organ_leads(sentence: str, organs: list[Mention[Organ]], base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """A牵头…: organs right before 牵头, without 由."""
    if "牵头" not in sentence or "由" in sentence[: sentence.find("牵头")]:
        return []
    leads = _organs_before(sentence, organs, base, LEADS, "unit.organ_leads", "lead") or _others_lead(sentence, base)
    return [*leads, *(_closing_partners(sentence, base, lexicon) if leads else ())]


def _closing_partners(sentence: str, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """A牵头…，B配合: the units of a clause that says no more than that they help."""
    found: list[UnitDraft] = []
    for match in HELPS.finditer(sentence):
        entries = split_units(match["who"], lexicon)
        if entries and all(entry.group or names_organ(entry.name, lexicon) for entry in entries):
            found += [_draft(entry, base + match.start("who"), "unit.takes_part", "support") for entry in entries]
    return found


def _others_lead(sentence: str, base: int) -> list[UnitDraft]:
    """水电气热讯经营单位牵头负责…, 省依法治省委员会办公室牵头，…: kinds of units, bodies that no lexicon knows."""
    return [
        UnitDraft(
            m[name], m[name], "lead", is_group(m[name]), (base + m.start(name), base + m.end(name)), "unit.organ_leads"
        )
        for m in KIND_LEADS.finditer(sentence)
        for name in ("who" if m["who"] else "body",)
        if not BARE_KINDS.fullmatch(m[name]) and not DESCRIPTION.search(sentence)
    ]


def _leads_with(sentence: str, organs: list[Mention[Organ]], base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """A会同B: A leads, B supports."""
    found: list[UnitDraft] = []
    for match in WITH.finditer(sentence):
        at = match.start() - len(AT_HEAD.search(sentence, 0, match.start())[0])  # type: ignore[index]
        leads = _list_before(organs, sentence, at) or _subject_before(organs, sentence, at)
        found += [_organ_draft(mention, base, "unit.leads_with", "lead") for mention in leads]
        if not leads:
            kind = KIND_BEFORE.search(sentence, 0, at)
            told = _told_before(sentence, at, lexicon)
            found += [_draft(entry, base + start, "unit.leads_with", "lead") for entry, start in told]
            if kind is None and not _opens_clause(sentence, match.start()):
                continue
            entries = split_units(kind[1], lexicon) if kind else []
            found += [_draft(entry, base + kind.start(1), "unit.leads_with", "lead") for entry in entries if kind]
        partners = sentence[match.end() : _partners_end(sentence, organs, match.end())]
        for entry in split_units(partners, lexicon):
            if entry.group or names_organ(entry.name, lexicon):
                found.append(_draft(entry, base + match.end(), "unit.leads_with", "support"))
    return found


def _subject_before(organs: list[Mention[Organ]], sentence: str, at: int) -> list[Mention[Organ]]:
    """由A召开会议，会同B审查: the organ that opens the sentence, where 会同 opens a later clause."""
    if sentence[at - 1 : at] not in ("，", ","):
        return []
    if (leads := sentence.find("牵头，", 0, at)) >= 0:
        return _list_before(organs, sentence, leads)
    opening = re.match(r"[\s\u3000]*(?:由|请)", sentence)
    return [organ for organ in organs[:1] if opening and organ.start == opening.end()]


def _told_before(sentence: str, at: int, lexicon: Lexicon | None) -> list[tuple[UnitEntry, int]]:
    """市、区民政部门应当建立…，会同B…: who is told what to do in the first clause, where 会同 opens a later one."""
    told = TOLD.match(sentence, 0, at) if sentence[at - 1 : at] in ("，", ",") else None
    entries = split_units(told["who"], lexicon) if told else []
    if told is None or not all(_may_answer(entry, lexicon) for entry in entries):
        return []
    return [(entry, told.start("who")) for entry in entries]


def _opens_clause(sentence: str, at: int) -> bool:
    """会同民政部门加大检查: whose subject is the reader; not （会同）, nor the object of a clause begun before."""
    return not sentence[:at].strip() or sentence[at - 1] in "，,"


def _partners_end(sentence: str, organs: list[Mention[Organ]], start: int) -> int:
    """Where the list behind 会同 ends: at the clause's end, or before the first verb that is no part of a name."""
    stop = re.compile("[，,。；;：:]").search(sentence, start)
    end = stop.start() if stop else len(sentence)
    if departments := PARTNER_DEPARTMENTS.match(sentence, start, end):
        end = departments.end()
    inside = [mention for mention in organs if mention.start >= start]
    for verb in VERB_BEHIND.finditer(sentence, start, end):
        if not any(mention.start <= verb.start() < mention.end for mention in inside):
            return verb.start()
    return end


def _in_charge(sentence: str, organs: list[Mention[Organ]], base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """A named organ that 负责 or 承担 something; descriptions of kinds of actors give none."""
    found = [_office(match, base) for match in SEATED.finditer(sentence)] if "办公室" in sentence else []
    found += _founded(sentence, base)
    found += _organs_before(sentence, organs, base, IN_CHARGE, "unit.in_charge", "responsible")
    if "负责" in sentence:
        found += _subjects(sentence, base, found, lexicon)
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
            if entries and all(_may_answer(entry, lexicon) for entry in entries):
                role = ROLES.get(match["role"], "responsible") if pattern is NAMED_AS else "responsible"
                found += [_draft(entry, base + match.start("who"), rule, role) for entry in entries]
    return found


def _by_their_duties(sentence: str, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """A、B等部门按职责抓好落实, A对…负责: who is to carry out what the item says."""
    found: list[UnitDraft] = []
    for word, pattern in (("职责", BY_THEIR_DUTIES), ("负", ANSWERS_FOR)):
        for match in pattern.finditer(sentence) if word in sentence else ():
            entries = split_units(match["who"], lexicon)
            if entries and all(_may_answer(entry, lexicon) for entry in entries):
                found += [_draft(entry, base + match.start("who"), "unit.in_charge") for entry in entries]
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
    taken = {unit.span for unit in known}
    found: list[UnitDraft] = []
    for match in SUBJECT.finditer(sentence):
        if DESCRIPTION.search(match.group()) or RELATIVE.match(sentence, match.end()):
            continue
        entries = split_units(match["who"], lexicon)
        if not entries or not all(_may_answer(entry, lexicon) for entry in entries):
            continue
        drafts = [_draft(entry, base + match.start("who"), "unit.in_charge", "responsible") for entry in entries]
        found += [draft for draft in drafts if draft.span not in taken]
    return found


def _may_answer(entry: UnitEntry, lexicon: Lexicon | None) -> bool:
    """A class told by more than its kind (试点城市, 有关部门), a department, a firm; not 企业, 建设单位."""
    name = entry.name
    if is_person(name) or name.endswith(("干部", "人员")) or BARE_KINDS.fullmatch(name):
        return False
    if not entry.group and any(mention.raw == name for mention in find_organs(entry.raw, lexicon)):
        return True
    if not SUBJECT_ENDS.search(name) and not (entry.group and name.startswith("各")):
        return False
    return not NO_SUBJECT.search(LEVELS.sub("", name)) or any(m.raw == name for m in find_organs(name, lexicon))


def _organs_before(
    sentence: str, organs: list[Mention[Organ]], base: int, verb: re.Pattern[str], rule: str, role: Role
) -> list[UnitDraft]:
    found: list[UnitDraft] = []
    for match in verb.finditer(sentence):
        found += [
            _organ_draft(mention, base, rule, role)
            for mention in _list_before(organs, sentence, match.start())
            if not _is_kind(mention)
            and not DESCRIPTION.search(sentence[max(0, match.start() - 20) : match.end() + 12])
            and not RELATIVE.match(sentence, match.end())
            and not SEAT.search(sentence, 0, mention.start)
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
        if gap.strip(" ") not in (
            ("", "、", "和", "及", "与") if taken else ("", "、", "和", "及", "与", "应", "应当", "要", "须")
        ):
            break
        taken.insert(0, mention)
        at = mention.start
    return taken
