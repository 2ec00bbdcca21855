"""Which sections hand out work: neither general requirements nor goals, but measures, key tasks and safeguards.

A section is known by the words of its heading, and hands its class down to the sections below it. Two kinds of items
look like work and are none: the cases that a sentence lists (有下列情形之一的：1.…), and an article that gives no organ
anything to do in a document that makes rules (办法, 规定, 细则). Not here: building the tree (`outline.sections`).
"""

from __future__ import annotations

from typing import Literal

from policyparse.language.regions import region_name_at
from policyparse.lazy_regex import regex
from policyparse.outline.sections import Section

SectionClass = Literal["general", "goals", "operative", "case", "rule"]

GENERAL_WORDS = (
    "总体要求|指导思想|总体思路|工作思路|发展思路|基本思路|基本原则|工作原则|遵循原则|主要原则|指导原则|重要意义|重大意义|工作意义|"
    "背景|目的意义|形势|基础|现状|发展环境|总则|适用范围|编制依据|编制目的|术语|定义|成效|战略定位|总体部署|总体定位|"
    "原则|思路|对象|机遇|挑战|机遇与挑战|存在问题|主要问题|存在的问题|预期效益|经费预算|资金预算|投资预算|投资估算|概算|"
    "需求论证|需求分析|可行性分析|必要性|基本情况|单位概况|项目概况|填写说明|编制说明|"
    "人员组成|组成人员|成员名单|材料清单|参考文件|参考资料|温馨提示|联系方式|咨询方式|成绩等级"
)
# 执行情况, 应用新技术节水情况 are told in a letter and asked of nobody; 通报执行情况, 检查落实情况 are work.
REPORTED = (
    "^(?!.*(?:报告?|告知|公[开示布]|查|督|监[测控]|跟踪|评[估价议]|考[核评]|掌握|统计|反馈|调度|了解|总结|分析|审[计核]|摸[清排]|关注|收集|加强|强化|做好|建立))"
    "[^，。；]*(?:利用|开展|进展|完成|执行|运行|建设|发展|实施|应用|推进)[^，。；]{0,16}情况"
)
GENERAL = regex(f"^说明$|{REPORTED}$|(?:{GENERAL_WORDS})$|^(?:{GENERAL_WORDS}).{{0,6}}$")
GOALS = regex(
    "目标(?:要求|愿景|定位|指标)?$|^(?:总体|主要|工作|发展|年度|近期|远期|预期|阶段|行动|建设)目标|^(?:主要|预期|核心)指标$|发展愿景$"
)
# 一、目标任务: goals where it is one text; where it lists items, these are the work.
GOALS_OR_WORK = regex(r"\s{0,4}(?:年度|工作|总体)?(?:目标(?:和|与|及)?任务|任务(?:和|与|及)?目标)[。：: ]{0,2}")
# Final provisions are words of form as a rule; whom one of them gives something to do has a task.
FINAL = regex(r"^(?:附\s{0,8}则|其[他它]规定)$")
# 二、实施范围 with an item for each kind of project: for what the measures are, before they come.
SCOPE = regex(
    "^(?:实施|施行|试点|改革|整治|检查|排查|治理|行动|工作|适用|参加|参评|招生|招聘|征集|执行|创建|评选|评审|奖励|补助|资助|申报|推荐)(?:范围|对象)(?:[和及与、](?:范围|对象|内容|条件|时间))?$"
)
REGION_LAST = frozenset("省市区县州旗盟")
DOING = regex(
    "任务|措施|举措|考核|责任|管理|落实|实现|夯实|筑牢|打牢|巩固|强化|优化|完善|加强|打造|营造|提升|提高|推动|推进|构建|深化|促进|规范|健全"
)
# What a sentence lists is a case, a material, a way, and no work: 有下列情形之一的： 包括： 应提供以下材料：
CASES = regex(
    r"(?:下列|以下)[^。；]{0,12}(?:情形|情况|条件|行为|材料|表现|事由|费用|人员|对象|资料|证件)[^。；]{0,200}[:：。]$|(?:以下|下列)[一二三四五六七八九十\d]{1,2}(?:类|种|部分|级|档)[:：。]$|(?:情形|情况|条件|材料|资料|证件|证明|凭证|方式|途径|形式|行为|范围|对象|人员|标准|费用|类别|类型|内容|事实|因素|"
    r"之一|包括|分为|是指|指的是|含义(?:是|为)?|如下含义|适用于)(?:[之一的者]|如下|为|是|有|包括|下列|以下|规定|予以|可以|应当){0,4}[:：]$"
)
# 电子证照的管理应当遵循以下原则：（一）…: what guides the work, whoever the items name.
PRINCIPLES = regex("(?:以下|下列)[^。；]{0,6}原则[:：。]$|(?:遵循|坚持|贯彻)[^。；]{0,30}原则[:：]$")
# 1.方式：… 2.要求：…: the details of one step, told by labels that are no organ's name.
DETAIL = regex(r"\s{0,40}+[\u4e00-\u9fff/]{2,10}(?<![局厅委办府院校行司站所心部队组班构])[：:]")
DUTIES_LISTED = regex(
    r"职责(?:任务)?(?:主要)?(?:是|为|有|如下|包括|：|:){0,2}[:：]\s*$|履行(?:下列|以下|如下)[^。；]{0,6}职责"
)
# Whom rules bind rather than task: 见习单位应当履行以下职责.
BOUND_ONES = regex(
    "(?:企业|公司|(?:代建|施工|监理|中标|承包|承建|勘察|设计|用人|见习|服务|养老|培训|评估|运营)(?:单位|机构))"
    "[^，。；]{0,14}(?:履行|承担|的|主要)[^，。；]{0,6}(?:职责|义务)"
)
WORK_LISTED = regex(r"(?:任务|工作|措施|举措|职责|重点)(?:内容|如下|是|为|包括|有){0,3}[:：]$")
# Who explains the document, from when it holds, who is punished by which law: words of form in any document.
FORMAL = regex(
    r"本(?:办法|细则|规定|条例|规则|规程|制度|章程|准则|规范|方案)适用于"
    r"|[^。]{0,50}(?:不一致的?|政策(?:有)?(?:调整|变化))[^。]{0,20}，[^。]{0,20}(?:执行|为准|从其规定)"
    r"|[^。，]{2,40}可(?:以)?参照(?:本|执行|制定|实施)"
    r"|[^。]{0,40}由[^。，]{2,40}负责解释|本[^。，]{2,12}(?:自|从)[^。]{2,40}(?:起(?:正式)?(?:施行|实施|执行|生效)|实施|施行)"
    r"|[^。]{0,20}有?(?:下列|以下)[^。，]{0,10}(?:行为|情形|情况)之一的[^。]{0,60}(?:处理|处罚|处分|追究[^。]{0,10}责任)"
    r"|[^。]{0,80}(?:滥用职权|玩忽职守|徇私舞弊|违反本)[^。]{0,120}(?:责令|处分|处罚|追究)"
)
EFFECT = regex(
    r"本[^。，]{2,12}(?:自|从)[^。]{2,40}起(?:正式)?(?:施行|实施|执行|生效)(?:，[^。；]{0,20}有效期[^。；]{0,16})?。?$"
)
RULE_MAKING = regex(
    r"(?:办法|细则|规定|条例|规则|规程|章程|准则|制度|目录|名录|标准|限值)(?:[（(][^（()）]{1,24}[)）])*$"
)
#: 二、登记条件 over 1.具有独立承担民事责任的能力: what is asked of those who apply.
CONDITIONS = regex("条件[。：: ]{0,2}$")
CONDITION = regex(
    "(?:应当?|须|必须)?(?:具有|具备|拥有|符合|遵守|依法|未|无|年满|注册|热爱|身体|近[一二三四五\\d]年|信用)"
)
NOTIFIES = regex(r"有关(?:事项|事宜|工作|要求|问题)?(?:通知|通告|明确)如下[：:]?\s*$")
NORMATIVE = regex("规[字发函]?$")
# An organ of the state, and none whom the rules bind (定点医疗机构, 用人单位), and what it has to do;
# what it may do (可依职责组织) is no duty.
DUTY = regex(
    r"(?:(?<![^。；，：,;:\n])(?:第[〇零一二三四五六七八九十百\d]{1,5}条 ?)?|由)"
    r"(?!第|经|受|向|报|对|被|到|在|按|根据|未|参照)"
    r"(?:(?![被对])[^。；，：,;:\n]){0,40}?"
    r"(?:局|厅|(?<!总)部(?![分署位队件])|委(?![托派员])|署|政府|部门|委员会|办公室|管委会|办事处|领导小组|指挥部|联席会议|机关|中心"
    r"|(?:经办|管理|监督|行政|公共[^，。；：]{0,8}服务)机构|各地|各级)(?:[（(][^（()）]*[)）])?"
    r"(?!可(?:以|依|视|根据|结合))(?![^，。；：\n]{0,12}(?:工作人员|的人员))(?!(?:委托|批准|审核|审批|认定|指定|确定|同意|评定|举办|组织|备案)(?:的|后|同意))(?:是[^。；\n]{0,30}(?:部门|机构)，|[^，。；：]{0,20}(?:后|时)，"
    r"|(?:(?:根据|按照|依据|结合)[^。；：\n]{2,40}，(?!可))?(?:对[^，。；：\n]{2,30}?(?:进行|开展|予以)[^，。；：\n]{0,10}?|[^，。；：,;\n]{0,16}?))"
    r"(?:(?<!、分[工级])负责|会同|牵头|承担|应当?(?!急)|统筹|组织|制定|建立|指导(?!单位|机构|部门)|监督(?!责任|职责)|协调|调整|做好|开展|定期|公布|督促|汇总|通报|评估|审核|核实|受理|核拨|拨付|检查(?!结果|记录|情况)|考核|公示|发布|承办|颁发|审议|启动|召开|进行[^。；，\n]{0,8}(?:审|评|核|检|查)|(?<![需主重必只])要(?![求点件素]))(?!(?:开展|实施|制定|印发|公布|统一|认定|批准)?的|[^。；，,]{0,16}的[，,])"
)
# 加强投资和运行维护经费协同联动: an article that names nobody speaks to the organs that follow the document.
CALL = regex(
    "(?:本[省市县区州])?(?:充分发挥|严格(?!按|依|执行)|加强|健全|完善|推进|推行|强化|落实(?!到|情况)|优化|做好|编制|组织(?!者|机构|形式)|构建|营造|畅通|树立|加快|建立健全|深化|严格落实)(?![^，。]{0,16}应当?(?:遵循|坚持))"
)
# 容缺受理是指…: what a sentence defines it hands to nobody.
DEFINES = regex("[^。；\n]{0,40}(?:是指|指的是)[^。；\n]*")
# 如遇重大事项，请及时报告: the notice asks whoever it is addressed to; 如有疑问，请咨询… tells a reader where to turn.
ASKS = regex("(?<![^。；，：\n])请(?!示|假|求|联系|咨询|拨打|致电|登录|关注|扫|参见|参阅|见|注意)")
BINDS_UNITS = regex(
    r"(?<![^。；，：\n])(?:第[〇零一二三四五六七八九十百\d]{1,5}条 ?)?(?:[^。；，：\n]{0,20}[，、])?"
    r"(?:各[\u4e00-\u9fff]{0,6}(?:单位|部门)(?:对|按|负责|定期|加强|做好)|各?(?:发证|制证|用证|数据(?:提供|使用|采集|管理)|(?:项目)?建设|使用|实施|主管|责任|牵头|预算|采购|运维|见习|成员|承办|主办|编制|管理)单位(?:、[^。；，：、\n]{0,6}单位)?[^。；，：\n]{0,12}?(?:应当?|须|要|负责(?![的人]))"
    # 政务部门和系统运维等单位应当…; 政务部门委托他人处理数据，应当…
    r"|[^。；，：\n]{0,16}?(?:部门|机关)(?:及其?|[和与、])[^。；，：\n]{2,24}?单位[^。；，：\n]{0,24}?(?:[时中]，)?(?:应当|须|必须)"
    r"|[^。；，：\n]{0,16}?(?:部门|机关)(?:委托|开展|从事)[^。；，：\n]{2,40}，(?:应当|须|必须))"
)
# 开展政务数据存储活动时，应当…: whoever does the government's own affairs, named or not, is an organ of it.
OWN_AFFAIRS = regex("政务|公文|政府信息|公共数据|机关(?:事务|运行)")
WHEN_DOING = regex(
    r"(?<![^。；\n])(?:第[〇零一二三四五六七八九十百\d]{1,5}条\s?)?(?:在[^。；，\n]{2,20})?(?:开展|从事|利用|涉及)[^。；，\n]{2,40}[时的中]，(?:原则上)?(?:应当|须|必须)"
)
# 本措施所称“新设立”是指…, 本措施支持的机构指…: what the document's own words mean.
DEFINED = regex(
    "本(?:办法|细则|规定|措施|政策|意见|方案|通知|条例|规则|规程|制度)(?:所称|中|所?支持)[^。；，]{2,60}(?:是指|指的是|指(?![导标示引定派]))"
)
LONGEST = 20
LONGEST_FORMAL = 90
# 第一条 为…，制定本制度: what so begins makes rules, whatever its title.
MAKES_RULES = regex("(?:制定|制订|出台|特制定)本(?:办法|细则|规定|条例|规则|规程|章程|准则|制度|规范)")
# What a guide of a public service says of it, label by label: 实施机构：…, 受理时限：1个工作日, 所需材料.
SERVICE_SHEET = regex(
    "(?:事项(?:名称|类型|编码)|(?:实施|办理|受理|责任)(?:机构|主体|机关)|服务对象|(?:设定|法律|办理)依据|(?:受理|申请|办理)条件|"
    "(?:受理|办理|办结|承诺|法定)(?:时限|期限)|(?:办理|审批)(?:流程|地点|方式)|(?:所需|申请|申报|提交)材料(?:清单)?|收费(?:标准|依据|情况)|"
    "(?:咨询|监督|投诉|联系)(?:电话|方式|渠道)|结果(?:名称|样本|送达))(?:$|[：:（(])"
)
BRACKETED = regex(r"[（(][^)）\n]{0,200}[)）]")


def classify(sections: list[Section], text: str, notice_binds: bool = False) -> list[SectionClass]:
    """The class of each section, in their order; ``notice_binds``: the notice itself makes rules (`is_normative`)."""
    classes = _classes_by_heading(sections, text)
    binding = {section.index for section in sections} if notice_binds else _which_bind(sections, text)
    for section in sections:
        if classes[section.index] == "operative" and _is_formal(section, text):
            classes[section.index] = "rule"
        # General provisions (总则) say who does what, article by article.
        if section.index in binding and classes[section.index] in ("operative", "general"):
            cases = [sections[child] for child in section.children if classes[child] == "case"]
            above = sections[section.parent] if section.parent is not None else None
            listed = section.style == "unit" or (above is not None and _lists_duties(above, text))
            bound = above is not None and not listed and _lists_duties(above, text, of_bound=True)
            tasked = listed or (not bound and any(_is_duty(one, text) for one in (section, *cases)))
            classes[section.index] = "operative" if tasked else "rule"
    for section in reversed(sections):  # 五、完善退出机制 over rules alone calls upon nobody
        below = {classes[child] for child in section.children}
        heads_rules = section.index in binding and "rule" in below and below <= {"rule", "case"}
        if heads_rules and classes[section.index] == "operative" and not _names_who(section, text):
            classes[section.index] = "rule"
    return classes


def is_normative(doc_type: str | None, organ_code: str | None) -> bool:
    """Whether a notice or announcement is numbered as a normative document: 穗医保规字〔2019〕4号.

    Such documents (行政规范性文件) are registered and numbered by themselves (国办发〔2018〕37号: 统一登记、统一编号).
    """
    return doc_type in ("通知", "公告") and organ_code is not None and NORMATIVE.search(organ_code) is not None


def _which_bind(sections: list[Section], text: str) -> set[int]:
    """The sections of documents that make rules, and those under final provisions: they task whom they name alone."""
    documents = {section.document for section in sections}  # one, as a rule
    makes_rules = {
        document: RULE_MAKING.search(document) is not None and not _only_notifies(document, sections, text)
        for document in documents
    }
    for section in sections:
        if section.style == "article" and MAKES_RULES.search(text, *section.paragraphs[0]):
            makes_rules[section.document] = True
    final: set[int] = set()
    for section in sections:
        if section.parent in final or FINAL.match(text[section.heading[0] : section.heading[1]]):
            final.add(section.index)
    return final | {section.index for section in sections if makes_rules[section.document]}


def _only_notifies(document: str, sections: list[Section], text: str) -> bool:
    """Whether what is titled 关于印发…办法的通知 is the notice alone: …有关事项通知如下：, no article behind."""
    own = [section for section in sections if section.document == document]
    first = own[0].start
    notifies = NOTIFIES.search(text, max(0, first - 80), first) is not None
    return notifies and not any(section.style in ("article", "part") for section in own)


def _classes_by_heading(sections: list[Section], text: str) -> list[SectionClass]:
    """The class that each section's heading, its parent and the sentence above its list give it."""
    classes: list[SectionClass] = []
    listed_below: dict[tuple[int, str], SectionClass] = {}  # by parent and style: the items of one list are of one kind
    for section in sections:
        heading = text[section.heading[0] : section.heading[1]]
        own = _class_of(heading, section)
        if SCOPE.match(heading) and not (
            section.children and _class_listed(sections, sections[section.children[0]], text) == "case"
        ):
            own = "general"
        if not section.children and GOALS_OR_WORK.fullmatch(heading):
            own = "goals"
        if own == "operative" and section.parent is not None:
            key = section.parent, section.style
            if key not in listed_below:
                listed_below[key] = _class_listed(sections, section, text)
            if CONDITIONS.search(text[slice(*sections[section.parent].heading)]) and CONDITION.match(heading):
                classes.append("case")
                continue
            inherited = classes[section.parent]
            own = listed_below[key] if inherited in ("operative", "rule") or listed_below[key] == "rule" else inherited
        classes.append(own)
    return classes


def _class_listed(sections: list[Section], section: Section, text: str) -> SectionClass:
    """The class of a run of items by the sentence right above it: cases, principles (which are rules), or work."""
    parent = sections[section.parent] if section.parent is not None else section
    siblings = [sections[index] for index in parent.children if sections[index].style == section.style]
    if len(siblings) > 1 and all(DETAIL.match(text, *one.heading) for one in siblings):
        return "case"
    first = siblings[0]
    above = [paragraph for paragraph in parent.paragraphs if paragraph[1] <= first.start]
    if not above:
        return "operative"
    lead = text[above[-1][0] : above[-1][1]].rstrip()[-80:]
    if PRINCIPLES.search(lead):
        return "rule"
    if not lead.endswith(("：", ":")) and not (lead.endswith("。") and ("下列" in lead or "以下" in lead)):
        return "operative"
    return "case" if CASES.search(lead) is not None and WORK_LISTED.search(lead) is None else "operative"


def _lists_duties(section: Section, text: str, of_bound: bool = False) -> bool:
    """第五条 市政务服务中心…主要职责包括：（一）…: an organ's duties, or those of whom the rules bind."""
    return any(
        DUTIES_LISTED.search(text, start, end) and (BOUND_ONES.search(text, start, end) is not None) == of_bound
        for start, end in section.paragraphs
    )


def _is_formal(section: Section, text: str) -> bool:
    """Whether an item is words of form alone: who explains the document, from when it holds, how breaches end."""
    words = text[section.heading[0] : section.paragraphs[0][1]].strip()
    if len(words) <= LONGEST_FORMAL and EFFECT.match(words):
        return True  # what stands behind it is the end of the document
    if len(section.paragraphs) > 1:
        return False
    if DEFINED.match(words):
        return True
    return len(words) <= LONGEST_FORMAL and FORMAL.match(words) is not None


def _is_duty(section: Section, text: str) -> bool:
    """Whether an article of a document that makes rules gives an organ of the state something to do."""
    if CALL.match(text, section.heading[0], section.heading[1]):
        return True
    if FORMAL.match(text, section.heading[0], section.paragraphs[0][1]):  # whatever is told to all behind it
        return False
    own = OWN_AFFAIRS.search(section.document) is not None
    return _names_who(section, text) or (own and any(WHEN_DOING.search(text, *one) for one in section.paragraphs))


def _names_who(section: Section, text: str) -> bool:
    """Whether a sentence of the section's own says which organ does something, or asks it to."""
    for start, end in section.paragraphs:
        words = DEFINES.sub("", text[start:end]) if "指" in text[start:end] else text[start:end]
        if DUTY.search(words) or BINDS_UNITS.search(words) or ASKS.search(words):
            return True
    return False


def _class_of(heading: str, section: Section) -> SectionClass:
    words = BRACKETED.sub("", heading) if "（" in heading or "(" in heading else heading
    if SERVICE_SHEET.match(words):
        return "general"
    if section.style != "attachment" and words[-1:] in REGION_LAST and words == region_name_at(words, 0):
        return "general"  # （三）辽宁省: a compilation's own heading, or a case by its place, and no work
    if len(words) > LONGEST or section.style == "attachment" or DOING.search(words):
        return "operative"
    if GOALS.search(words):
        return "goals"
    return "general" if GENERAL.search(words) else "operative"
