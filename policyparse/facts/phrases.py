"""Noun phrases around a number: verbs of result, borders, scopes, times taken out; what each subject pattern builds on.

The left border of a phrase is found by own literals: verbs of result, marks, 达到, 占, 的. Not here: the patterns that
put a subject together (`facts.subjects`, `facts.shares`, `facts.payments`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policyparse.language.values import Quantity
from policyparse.lazy_regex import inline, regex

# Verbs that make, count or reach something; an object stands behind them.
RESULT_VERBS = (
    "压缩至|缩短至|压减至|精简至|压减|缩减|降至|降低至|降到|减至|减少至|升级改造|新改扩建|改扩建|共同建设|共同开发|共同打造|组织建设|组织开展|组织实施|合作举办|联合举办|优化调整|调整优化|新改建|争创|新认定|新培育|新组建|新创建|新引进|新增加|新开工|新建成|"
    "规划建设|加快建设|推进建设|支持建设|重点建设|重点打造|重点支持|重点培育|协调支持|新缔结|举办|共建|建成(?!区)|建设|建有|建立|建强|打造|新增|新建|新设|扩建|改建|改造|培养|培育|培训|"
    "编写|增设|遴选|评选|评定|认定|选树|选派|选拔|选聘|开展|组建|实现|完成|压缩|支持|参与|开发|创建|创办|设立|设置|成立|引进|引育|引入|招引|吸引|布局|推出|制定|编制|修订|出台|"
    "选择|选取|组织|实施|推广|孵化|扶持|资助|派出|招聘|招收|招录|增加|减少|提升|提高|降低|下降|增长|突破|形成|签约|落地|开工|竣工|投产|整治|治理|修复|绿化|解决|帮扶|带动|"
    "吸纳|转移|创造|争取|进入|嫁接|重组|储备|征集|收储|盘活|更新|维修|加固|安置|救助|覆盖|推动|促成|申报|获批|命名|表彰|打通|恢复|新开|开通|开行|投放|发放|"
    "发展|扩大到|增至|增加到|提升至|提高至|提高到|提升到|达到|达|确保|保证(?!金)|力争|筹集|筹建|归集|配备|配齐|聘用|聘请|评聘|建好|办好|推进|推动|加快|安排|拥有|保持|稳定在|控制在|下达|扩大|聘用|惠及"
)
VERB_AT_END = regex(rf"(?:{RESULT_VERBS})(?:了|出)?$")
LONGEST_VERB = max(map(len, RESULT_VERBS.split("|"))) + 2  # with 了 or 出, and a line's end
VERB_AT_START = regex(rf"^(?:(?:{RESULT_VERBS})(?:、|和|并|或者?)?)+")
REACH = regex(
    r"(?:一般|原则上)?(?:分别)?(?:要|应|可|需|均|都|已|将|须|应当|必须|基本|力争|稳定|保持|控制|提升|提高|增长|增加|压减|降低|下降|扩大|缩短|压缩|增强|延长|调整|合并|计算|合计|拓展|扩展|延伸|[降减增升](?=[至到])){0,8}(?:达到|达|至|到|为|是|需在|须在|在|突破|实现|超|约|有|不|高于|低于|超过|近)$"
)
REACH_LAST = frozenset("达至到为是在破现超约有不于过近\n")  # what it ends with; $ also stands before a line's end
BRACKETS = frozenset("（）()“”《》")
LEADING = regex(
    r"^(?:(?:则|在(?=确保|实现|完成|保持)|力争|确保|保证(?!金)|努力|争取|实现|全面|基本(?!公共|养老|医疗|医保|农田|草原|药物|生活|工资|单元|民生|殡葬)|要(?!求|素)|或者|预计|计划(?!生育|经济|单列|外|内)|但(?=[所其])|并(?![联发行购网])|且|其中|同时|即(?![办时期将日食])|使|将|把(?![关握控脉手])|让|助推|助力(?=[^，,]{4})|以|及|和|与|等(?!级|职|待遇|额|量|效)|约|共(?!同|享|建|性|青|产|管|治)|累计|总体|逐步|稳步|不断|持续|积极|大力|重点(?!人群|群体|人员|企业|项目|行业|领域|区域|单位|地区|工程|产业|高校|学科|专业|实验室|任务|污染|排污|用能|用水|车辆|流域|河流|对象|场所|产品|岗位|水域|部位|时段|县|镇|村|城市|优抚|税源)|切实|进一步|着力|加快|"
    r"推动|推进|落实|严格落实|执行|严格执行|确保|督促|指导|引导|鼓励|用于支持|支持|用好|用足|足额|依托|原则上|一般(?=[不为应在需须控于每最达占至由按可，,\d]|$)|每年|每半年|每季度|每月|年均|首批|每批|到时|届时|将会|建立健全|完善|按照|根据)[，,、]?)+"
)
SCOPE = regex(
    r"^((?:(?:全[国省市县区镇乡校州旗]|我[省市县区]|本[省市县区]|各|每|所有|全部|[A-Z]档|[A-Z]类|其他|其它|省级|市级|县级|区级|国家级|城镇|农村|城乡|县域|规模以上|规上|重点|"
    r"新建|公办|民办|中等|高等)[^，,。；;、的达不]{0,18}?|[\u4e00-\u9fff]{2,12}?)"
    r"(?:学校|院校|中职校|高校|达标校|校(?![园长企内外舍地])|县区|市、县|乡镇|街道|社区|村(?![民级庄镇屯])|企业(?!家)|园区|开发区|医院|机构|单位(?![面产能])|部门|专业(?![技人化课教合])|设区市|县（市、区）|县\(市、区\)|新区|地区|区域|(?<!跨)(?:县(?![域级])|区(?![域块级])|市(?![场民值政容级域])|省(?![级域]))|行业|班级|基地)"
    rf"(?:[（(][市县区镇乡州旗街道、]{{1,8}}[)）])?(?:[\u4e00-\u9fff]{{2,6}}?(?:局|委|政府)(?={RESULT_VERBS}))?)"
)
COMPARED = regex(
    r"(?:比|较)(?:原来|以往|此前|目前|现行|现有|(?:19|20|１９|２０)\d\d ?年"
    r"|“?十[一二三四五六]五”?(?:时期|期间)?|上年度?|去年|上一年度?|同期)(?:同期|末|底|水平|时间|标准)?"
    r"(?=(?:缩短|压缩|压减|再|增长|提高|提升|增加|下降|降低|减少|翻)?$)"
)
# 规模养殖场粪污处理设施装备配套率, 昆明市专利申请量: a kind of place or a named one before what is measured there.
PLACE_OF_MEASURE = regex(
    r"^((?:(?:规模(?:以上)?|规上|重点|试点|示范|贫困|丘陵|平原|中心|建制|行政|主城|县级|地级|三级|二级|公立|民办|公办|新建|存量|大中型|小型)"
    r"[\u4e00-\u9fff]{0,6}?(?:场|区县（市、区）|区|县（市、区）|县|市|镇|村|学校|医院|企业|园区|机构|小区|单位|建筑)|"
    r"(?!每|各|全|由|对|在|为|将|使|力争|确保)[\u4e00-\u9fff]{2,3}(?:省|市|县|新区|州|口岸)))"
    r"(?=[^，,、；;占的]{4,}(?:率|量|额|数|产值|收入|面积|比例|增加值|浓度)$)"
)
WHOLE_REGION = regex(r"^([全我本][国省市县区镇乡州旗](?:范围(?=内?的|内.))?)(?=[^各范]{3})(?!内[^的])")
TIME_WORDS = regex(
    r"(?:到|至|截至|自|从|在|于(?=\d))?"
    r"(?:(?:19|20|１９|２０)\d\d ?年?(?:(?<=年)度(?![假过]))?"
    r"(?:[-—–~～至到](?:19|20|１９|２０)\d\d ?年)?(?: ?\d{1,2} ?月(?: ?\d{1,2} ?日)?)?"
    r"(?:上旬|中旬|下旬)?(?:底|末|初)?(?:之?前|以前|起|开始|期间)?|“?十[一二三四五六]五”?(?:期间|时期|末)?|"
    r"[\d一二两三四五六七八九十]{1,8} ?年(?:之?内|以内)|(?:用|利用)[\d一二两三四五六七八九十]{1,8} ?年(?:左右)?的?时间|"
    r"年底前?|年内|今年|明年|全年|期末|"
    r"[\d一二三四五六七八九十]{1,8} ?月(?:底|初| ?\d{1,2} ?日)?前?)[，,]?"
)
IN_TIME = regex("[年月期五12]")
TRAILING = regex(r"(?:等|的)?(?:建设|工作|任务|试点|目标|项目建设|以上|左右|行列|，|,|。|；|;|、| ){1,12}+$")
BOUND_BEHIND_NOUN = regex("(?:以上|以下|以内)的$")  # 100个标准展位以上的
ET_CETERA = regex(r"(?<![中高初同平均优对相])等(?!级|职|待遇|额|量|效|腰|候).*$")
#: 次年仍在规且产值增速不低于8%: another predicate, with a measure of its own.
ALSO = regex("^.{2,}[^况而尚并]且(?=.{2})")
LEVELS = frozenset("省市县区州")
#: 市应急管理局完成全市36座尾矿库检查: who does it is no place.
DOER = regex(
    "^[省市县区州][\u4e00-\u9fff]{1,10}(?:局|厅|委|办|部门)于?(?:完成|组织|开展|新建|建成|打造|培育|实施)(?=全[省市县区]|辖区)"
)
#: 按规定扣减补助资金的10%: by what rule says nothing of what is measured.
BY_RULE = regex("按照?(?:有关|相关|国家|上级)?(?:规定|要求|程序)(?=[^的之].)")
LABEL_BRACKET = regex(r"^[（(〔【](?:责任|牵头|配合)[^）)〕】]*[）)〕】]")
LABEL_OPENS = frozenset("（(〔【")
MEASURE_NOUN = regex(
    r"^(?:规模|数量|人数|总数|总量|次数|人次|面积|产值|收入|投资|比例|比重|率|占比|数|量|名额|学时|时间|标准|期限|时限|周期|年限|金额|额度)"
)
MODIFIER = regex(
    r"^(?:集|以|具有|具备|覆盖|面向|达到|符合|对标).{4,80}?(?:于一体|为一体|功能|特色|作用|能力|影响力)?的(?=[^的]{2,40}$)"
)
BEHIND_SCOPE = regex(r"^(?:通过|中|内的?|的)")
NO_REST = regex(r"^(?:和|、|与|及|在|占|数|总|教|比|建设|化|级)")
SCOPE_START = regex(r"全|我|本|各|每|所有|[A-Z]档|[A-Z]类|其他|其它|达标")
USED_FOR = regex(r"(?:均(?=达|进|实|获|纳)|全部(?=达|进)|进入|纳入|入选|达到|用于|分别|并(?=具|且|取|通|达)).*$")
DISTANCES = frozenset(("米", "公里", "千米", "海里"))
DURATION_UNITS = frozenset(
    ("晚", "年", "月", "天", "日", "周", "小时", "分钟", "学时", "课时", "工作日", "季度", "学期", "秒")
)


class Neighbourhood(NamedTuple):
    """The words around a number. ``left``/``right``: within its segment; ``head``: before the bracket that holds it;
    ``before``/``after``: the clauses around; ``verb``: the verb that a list's first member shares; ``opening``: the
    sentence's first words; ``earlier``: the sentence up to the clause, ``rest``: from the number to the clause's end,
    the other members of its list included; ``listed``: the members of its list before it;
    ``headed`` and ``whose``: what is measured, and for whom, as the headings above say; ``paid``: the payment that
    the item's own heading names."""

    left: str
    right: str
    head: str
    before: str
    after: str
    verb: str
    opening: str = ""
    earlier: str = ""
    rest: str = ""
    listed: str = ""
    headed: str = ""
    whose: str = ""
    paid: str = ""


class Subject(NamedTuple):
    """What is counted or measured, for whom or where, and the pattern that told."""

    words: str
    scope: str | None
    pattern: str
    verb: str


def verb_at_end(words: str) -> re.Match[str] | None:
    """The verb of result with which words end; looked for no further from their end than a verb is long."""
    return VERB_AT_END.search(words, max(0, len(words) - LONGEST_VERB))


def clean_left(left: str, quantity: Quantity) -> str:
    """The words before a number without times, distributive words and opening adverbs."""
    words = without_times(COMPARED.sub("", left) if "比" in left or "较" in left else left)
    words = ALSO.sub("", words) if "且" in words else words
    words = BY_RULE.sub("", words) if "按" in words else words
    words = DOER.sub("", words) if words[:1] in LEVELS else words
    for per in quantity.per:
        words = words.replace(per, "", 1) if per.startswith("每") else words
    words = (LABEL_BRACKET.sub("", words) if words[:1] in LABEL_OPENS else words).strip(" ，,、。；;：:")
    return words if len(words) <= LONGEST_VERB and VERB_AT_END.fullmatch(words) else LEADING.sub("", words)


def without_times(words: str) -> str:
    """Without the words of times, each of which holds one of a few characters."""
    return TIME_WORDS.sub("", words) if IN_TIME.search(words) else words


def without_reach(words: str) -> str:
    """Without the words of reaching that lead to a number: 分别达到, 应不低于."""
    return REACH.sub("", words) if words[-1:] in REACH_LAST else words


def split_scope(words: str) -> tuple[str | None, str]:
    """全市中职学校实习实训基地 → (全市中职学校, 实习实训基地); no scope where nothing is left behind it."""
    told = SCOPE.match(words)
    told = told if told is not None and _begins_like_scope(told.group(1)) else None
    if told is not None and (found := _behind_scope(words, told)):
        return found
    match = WHOLE_REGION.match(words) or (PLACE_OF_MEASURE.match(words) if told is None else None)
    return (_behind_scope(words, match) if match is not None else None) or (None, words)


def _behind_scope(words: str, match: re.Match[str]) -> tuple[str, str] | None:
    scope, rest = match.group(1), words[match.end() :]
    following = SCOPE.match(rest)
    if following and rest.startswith("各"):
        scope, rest = scope + following.group(1), rest[following.end() :]
    rest = BEHIND_SCOPE.sub("", rest)
    if len(rest) < 2 or NO_REST.match(rest) or (scope[-1] == "区" and rest[0] == "域"):
        return None
    return scope, rest


def _begins_like_scope(words: str) -> bool:
    return SCOPE_START.match(words) is not None


def object_of(words: str) -> str:
    """The noun phrase at the beginning of what stands behind a number."""
    words = words.strip().removeprefix("的")
    depth = 0
    end = len(words)
    for position, character in enumerate(words):
        if character in "（(《“":
            depth += 1
        elif character in "）)》”":
            depth = max(0, depth - 1)
        elif depth == 0 and character in "，,。；;：:":
            end = position
            break
    words = MODIFIER.sub("", words[:end])
    words = ET_CETERA.sub("", words) if "等" in words and not words.startswith("等") else words
    words = USED_FOR.sub("", words)
    words = TRAILING.sub("", BOUND_BEHIND_NOUN.sub("", words))
    return balanced(words)


def balanced(words: str) -> str:
    """Without a bracket or quote that is opened and never closed."""
    if BRACKETS.isdisjoint(words):
        return words.strip(" 、，,")
    for opener, closer in (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》")):
        if words.count(opener) > words.count(closer):
            words = words[: words.rfind(opener)]
        elif words.count(closer) > words.count(opener):
            words = words.replace(closer, "", 1) if words.endswith(closer) else words[words.find(closer) + 1 :]
    return words.strip(" 、，,")


def without_verb(words: str) -> tuple[str, str]:
    """(verb, object): what an opening verb of result governs, 制定的政策 too; 培训规模 is a noun of its own."""
    match = VERB_AT_START.match(words)
    if match and len(words) - match.end() >= 2 and not MEASURE_NOUN.match(words[match.end() :]):
        return match.group(), words[match.end() :].removeprefix("的")
    return "", words


#: 每两年评选一次“技能大师”: how often says nothing of what.
RETURNS = regex(
    "^每[^，,]{0,2}?(?:年|月|季度|周|学期|届)度?(?:评选|认定|遴选|表彰|组织|举办|开展|公布|发布|推出|评定)?[一二两三四五六\\d](?:次|批|届)"
)
#: 省总工会要组织开展技能竞赛: who has to, before the verb and what it governs.
HAS_TO = regex(
    "^[^，,]{2,30}?(?:要(?![求素点件])|应当|应(?![急用收])|必?须)(?:按照?[^，,]{2,10}?)?(?:同步|配套|统一|规划|分别|积极|认真|切实){0,3}"
)


def without_duty(words: str) -> str:
    """市总工会要组织开展技能竞赛 → 技能竞赛; other words stay as they are."""
    obliged = HAS_TO.match(words) if "要" in words or "应" in words or "须" in words else None
    verb, thing = without_verb(LEADING.sub("", words[obliged.end() :])) if obliged else ("", words)
    return thing if verb and len(thing) >= 3 else words


def last_noun(words: str) -> str:
    """The subject of a clause: without an opening adverb, verb and without its predicate of growth."""
    words = LEADING.sub("", without_times(words).strip(" ，,。；;：:"))
    words = RETURNS.sub("", words) if words[:1] == "每" else without_duty(words)
    words = inline(
        r"(?:稳步|持续|不断|大幅|明显|显著|逐步|进一步|有效|全面)?(?:增长|提升|提高|扩大|优化|增加|改善|健全|完善|形成|增强|下降|降低)$"
    ).sub(
        "",
        words,
    )
    return without_verb(words)[1]
