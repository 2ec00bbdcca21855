"""Who may be the subject of a duty: the organs of a list before a verb, kinds of units told well enough to answer.

Not here: which sentences hand out a duty (`facts.duty_sentences`), what is done together (`facts.joint_duty`).
"""

from __future__ import annotations

import re
from bisect import bisect_right

from policyparse.facts.drafts import UnitDraft
from policyparse.language.organ_lexicon import Lexicon, default_lexicon
from policyparse.language.organ_names import is_person
from policyparse.language.organs import find_organs
from policyparse.language.unit_lists import Role, UnitEntry
from policyparse.language.values import Mention, Organ
from policyparse.lazy_regex import inline, regex

# What A does together with B: the object of 会同 ends before it.
VERB_BEHIND = regex(
    r"组建|组织|筛选|确定|研究|制[定订]|牵头|开展|做好|建立|加强|推[进动行]|负责|指导|完善|编[制写]|督促|召[开集]|审[核查批定]|评[审估定]|出台|印发"
    r"|发[布放]|提出|起草|修[订改]|实施|落实|统筹|协调|定期|适时|共同|联合|成立|依[法据照]|根据|认真|及时|积极|全面|探索|支持|引导|明确|健全|优化"
    r"|加[快大]|强化|深[入化]|抓[好紧]|处[理置]|查处|核[查实定]|验收|考核|检查|监[督测]|分析|汇总|遴选|选[择取]|认定|公布|下达|安排|拟[定订]|论证|办理|予以|加以|逐[项一个]"
    r"|搭建|本着|打造|设立|细化|采取|进行|通过|给予|另行|综合|逐步|择优|每[年季月半两三\d]|调[整度]|解决|争取|形成|完成|集中|梳理|摸[清排]|调[研查度]|部署|总结|培育|宣传"
    r"|[对将就于以按在向到赴至由用把为]"
)
SUBJECT_ENDS = regex(
    "(?:^(?:(?:[省市县区州旗]、){0,4}[省市县区州旗镇乡](?:（[市区县旗、]{1,6}）)?|自治区|街道)[\u4e00-\u9fff]{2,12}(?:局|委|办|厅|院|处|站|所|机关|支队|大队|执法队|工作队|消防队)|城市|地区|政府|管委会|部门|单位|机构|公安机关|[^部公]分局|团委|工作部|(?:供[电水气热]|电网|燃气|热力|通[信讯]|电信|管线)[\u4e00-\u9fff]{0,6}企业|[\u4e00-\u9fff][^各]处|[\u4e00-\u9fff]{2}科|公司|集团|中心|银行|协会|医院|院校|高校|学校|专班|领导小组|联席会议|办公室|街道|办事处|机场)(?:（[^（）]{1,6}）)?$"
)
# 推进使用正版软件工作部际联席会议: a body is called by what it does, verbs and all.
BODY = regex("[^的要应须由请将成组建]{4,30}(?:联席会议|领导小组|指挥部|工作委员会)(?:办公室)?")
BARE_KINDS = regex(
    "(?:(?:用人|申[报请]|建设|施工|设计|监理|项目|经营|生产|承办|主办|承包|中介|受托|委托|评估|检测|供应|开发|物业|业主|牵头|责任|配合|协办){0,6}+"
    "(?:单位|企业|机构|公司|部门|政府|学校|医院|协会|银行|中心|集团|高校|院校|地区|城市|办公室))"
)
# Words that no subject of a duty holds: another verb governs it, or it is cut out of a longer clause.
NO_SUBJECT = regex(rf"的|鼓励|允许|要求|委托|依托|选派|[要应须可]|{VERB_BEHIND.pattern}")
LEVELS = regex(
    "(?:监测|检测|检验|监督|检查|执法|推广|防治|救助|指挥|评审|评估|监察|审评|鉴定|处置|调度)"  # what a room is for
    "(?=(?:检验|检测|管理|技术|综合|服务){0,2}(?:总?站|中心|院|所|[大支总]队|局|办))|"
    "(?:牵头|审批|审核|实施|落实|监督|指导|评估)(?=(?:主管)?(?:部门|单位|机构)$)|审批(?=服务部门$)|宣传(?=部门$)|[省市县区乡]级(?:及)?以上|信用(?=监管|管理|建设)|政府(?:确定|指定)的(?=[^的]{2,16}(?:部门|机构)$)|所在地|综合|监督|应急|联合会"
)
DESCRIPTION = regex(
    r"(?:党委|政府|企业|学校|社会|部门|单位|属地|行业)(?:统一|属地)?(?:负责|主导|牵头)、|(?:领导|主导|(?<!市场)(?<!金融)监管|自治|协同)、[^，。；]{2,8}负责"
    r"|负责人|负责制|主要负责|谁[^，。；]{1,4}谁负责"
)
# 负责审批的部门: the words behind the verb only say which departments are meant.
RELATIVE = regex("(?:[^，,。；;]{1,12}的(?:主管)?(?:部门|单位|机构|人员|同志)(?=[要应须可必将])|的)")
# 农业部耕地质量监测保护中心: an organ's own centre or office, whatever its name tells of its work.
OWN_ROOM = regex("^[^的要应须可由对将把]{6,24}(?:中心|总站|研究院|司|处|办公室)$")
# What may stand between the last organ of a list and its verb: A、B等部门按职责分工负责, A应当牵头.
BEFORE_VERB = regex("(?:等(?:有关|相关)?(?:部门|单位)?)?(?:应当?|要|须|[、和及与])?")
SEAT = regex(r"(?:设在|设于|设立在|挂靠|办公室，?在)$")


def draft_of_entry(entry: UnitEntry, base: int, rule: str, role: Role | None = None) -> UnitDraft:
    """A unit out of a list that begins at ``base``; its own role where none is given."""
    span = (base + entry.start, base + entry.end)
    return UnitDraft(entry.raw, entry.name, role or entry.role, entry.group, span, rule)


def draft_of_organ(mention: Mention[Organ], base: int, rule: str, role: Role) -> UnitDraft:
    """A unit out of an organ found in a sentence that begins at ``base``."""
    span = (base + mention.start, base + mention.end)
    return UnitDraft(mention.raw, mention.value.name, role, mention.value.group, span, rule)


def may_answer(entry: UnitEntry, lexicon: Lexicon | None) -> bool:
    """A class told by more than its kind (试点城市, 有关部门), a department, a firm; not 企业, 建设单位."""
    name = entry.name
    if is_person(name) or name.endswith(("干部", "人员")) or BARE_KINDS.fullmatch(name):
        return False
    if not entry.group and any(mention.raw == name for mention in find_organs(entry.raw, lexicon)):
        return True
    if OWN_ROOM.search(name) and (lexicon or default_lexicon()).starting_at(name):
        return True
    if BODY.fullmatch(name):
        return True
    if not SUBJECT_ENDS.search(name) and not (entry.group and name.startswith("各")):
        return False
    return not NO_SUBJECT.search(LEVELS.sub("", name)) or any(m.raw == name for m in find_organs(name, lexicon))


def organs_before(
    sentence: str, organs: list[Mention[Organ]], base: int, verb: re.Pattern[str], rule: str, role: Role
) -> list[UnitDraft]:
    """The organs of the lists right before each ``verb`` of the sentence, without kinds and descriptions of actors."""
    found: list[UnitDraft] = []
    for match in verb.finditer(sentence):
        found += [
            draft_of_organ(mention, base, rule, role)
            for mention in list_before(organs, sentence, match.start())
            if not is_kind(mention)
            and not DESCRIPTION.search(sentence[max(0, match.start() - 20) : match.end() + 12])
            and not RELATIVE.match(sentence, match.end())
            and not SEAT.search(sentence, 0, mention.start)
        ]
    return found


def is_kind(mention: Mention[Organ]) -> bool:
    """A kind of actor (有关部门, 各学校, 住房城乡建设部门 without a place) is no named organ."""
    return mention.value.group or bool(inline("[^省市县区]{2,12}部门").fullmatch(mention.raw))


def list_before(organs: list[Mention[Organ]], sentence: str, end: int) -> list[Mention[Organ]]:
    """The organs of a list that ends right before a verb at ``end``."""
    taken: list[Mention[Organ]] = []
    at = end
    for index in range(bisect_right(organs, end, key=lambda organ: organ.end) - 1, -1, -1):
        mention = organs[index]
        gap = sentence[mention.end : at].strip(" ")
        if gap not in ("", "、", "和", "及", "与") and (taken or not BEFORE_VERB.fullmatch(gap)):
            break
        taken.insert(0, mention)
        at = mention.start
    return taken
